"""Where the learner stands at one moment: the figures that every screen and command shows."""

from datetime import date, datetime
from statistics import fmean

import msgspec

from quizapp.banks.collection import Collection
from quizapp.config import Config
from quizapp.core.cards.card import CardId
from quizapp.core.memory.model import MemoryModel, in_learning
from quizapp.core.memory.review import CardState, Memory
from quizapp.store.store import Store
from quizapp.study.today import counted, may_be_asked, memory_model
from quizapp.study.wishes import read_wishes, weight


class TopicStanding(msgspec.Struct, frozen=True):
    """Figures of one topic. Suspended cards are in none but `suspended`; a topic of weight 0 has
    its own figures and is in no total."""

    topic: str
    title: str
    cards: int
    seen: int
    due: int
    in_learning: int
    known: float
    suspended: int
    weight: float

    @property
    def left_out(self) -> bool:
        return self.weight <= 0.0


class Standing(msgspec.Struct, frozen=True):
    """Figures of all cards that count: those not suspended, of topics that are not left out.

    `known` is the mean of what `MemoryModel.known` says; `due` leaves out what is put off until
    tomorrow. `left_out` are the cards of topics of weight 0.
    """

    cards: int
    seen: int
    due: int
    in_learning: int
    known: float
    suspended: int
    left_out: int
    interview: date | None
    topics: list[TopicStanding]


def _counts_as_due(
    memory: Memory | None, state: CardState | None, at: datetime, model: MemoryModel
) -> bool:
    return model.is_due(memory, at) and may_be_asked(state, at)


def due_now(collection: Collection, store: Store, config: Config, at: datetime) -> list[CardId]:
    """The cards that `Standing.due` counts, by topic."""
    here = set(counted(collection, store.states(), read_wishes(store).weights))
    memories, states = store.memories(), store.states()
    model = memory_model(store, config)
    return [
        card
        for topic in collection.topics
        for card in topic.cards
        if card in here and _counts_as_due(memories.get(card), states.get(card), at, model)
    ]


def standing(collection: Collection, store: Store, config: Config, at: datetime) -> Standing:
    """Quick enough to be asked whenever a screen is drawn."""
    memories, states, wishes = store.memories(), store.states(), read_wishes(store)
    model = memory_model(store, config)
    here = set(counted(collection, states, {}))

    def known(cards: list[CardId]) -> float:
        return fmean(model.known(memories.get(card), at) for card in cards) if cards else 0.0

    topics: list[TopicStanding] = []
    totals: list[CardId] = []
    for topic in collection.topics:
        cards = [card for card in topic.cards if card in here]
        share = weight(topic.name, wishes.weights)
        if share > 0.0:
            totals += cards
        topics.append(
            TopicStanding(
                topic=topic.name,
                title=topic.title,
                cards=len(cards),
                seen=sum(card in memories for card in cards),
                due=sum(
                    _counts_as_due(memories.get(card), states.get(card), at, model)
                    for card in (cards if share > 0.0 else [])
                ),
                in_learning=sum(in_learning(memories.get(card)) for card in cards),
                known=known(cards),
                suspended=len(topic.cards) - len(cards),
                weight=share,
            )
        )
    inside = [topic for topic in topics if not topic.left_out]
    return Standing(
        cards=len(totals),
        seen=sum(topic.seen for topic in inside),
        due=sum(topic.due for topic in inside),
        in_learning=sum(topic.in_learning for topic in inside),
        known=known(totals),
        suspended=sum(topic.suspended for topic in topics),
        left_out=sum(topic.cards for topic in topics if topic.left_out),
        interview=wishes.interview,
        topics=topics,
    )
