"""Memories told anew, after the answers of other machines came between one's own."""

from collections import defaultdict
from collections.abc import Collection as Some

from quizapp.config import Config
from quizapp.core.cards.card import CardId
from quizapp.core.memory.log import told_in_order
from quizapp.core.memory.review import Memory, Reset
from quizapp.store.store import Store
from quizapp.study.today import memory_model


def retell(store: Store, config: Config, cards: Some[CardId]) -> int:
    """Tell the memories of cards from their answers, in the order of their times, and those that
    stand beside these; how many are others now. One that came without answers stays."""
    model = memory_model(store, config)
    resets: dict[CardId, list[Reset]] = defaultdict(list)
    for reset in store.resets():
        resets[reset.card].append(reset)
    before = store.memories()
    memories: dict[CardId, Memory | None] = {}
    changed = []
    for card in cards:
        reviews = store.reviews(card=card)
        if not resets[card] and not any(one.counted for one in reviews):
            continue
        told, memory = told_in_order(reviews, resets[card], model)
        there = {one.id: one for one in reviews}
        changed += [one for one in told if one != there[one.id]]
        if memory != before.get(card):
            memories[card] = memory
    store.retell(changed)
    store.set_memories(memories)
    return len(memories)
