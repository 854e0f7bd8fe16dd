"""What to ask now, and what the day of the interview will find."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from quizapp.banks.collection import Collection
from quizapp.config import Config
from quizapp.core.cards.card import LEVELS, CardId
from quizapp.core.memory.mixing import by_levels, interleaved, mixed
from quizapp.core.memory.model import (
    DEFAULT_PARAMETERS,
    MemoryModel,
    in_learning,
    parameter_problem,
)
from quizapp.core.memory.planning import affordable, prices, study_order
from quizapp.core.memory.readiness import Readiness, readiness
from quizapp.core.memory.review import CardState, Memory, Review, which
from quizapp.core.memory.study_days import StudyDays
from quizapp.store.store import Store
from quizapp.study.starts import read_starts
from quizapp.study.wishes import (
    SECONDS_PER_ANSWER,
    Wishes,
    interview_time,
    read_wishes,
    weight,
)

_LONG = 60  # days; further ahead, one round says enough


class Today(msgspec.Struct, frozen=True):
    """The cards to ask now, in their order; `seen` of them were asked before, `new` were not.
    `used_up` is whether the minutes of the day are, and this is more."""

    queue: list[CardId]
    seen: int
    new: int
    minutes: int
    used_up: bool = False


def memory_model(store: Store, config: Config) -> MemoryModel:
    """The learner's: with the parameters fitted to them, if they were adopted."""
    kept = store.get("parameters")
    parameters = DEFAULT_PARAMETERS if parameter_problem(kept) else kept
    return MemoryModel(parameters, config.retention, StudyDays(rollover=config.rollover))


def adopt(store: Store, model: MemoryModel, *, fitted: bool = True) -> int:
    """Use this model from now on, and build every memory anew with it, those in the log, too; how
    many cards' memories changed.
    Without `fitted` its parameters are the usual ones, and none are kept."""
    with store.at_once():  # an answer that is given meanwhile waits
        reviews = store.reviews()
        told = model.retell(reviews)
        left = {
            which(one.card, one.after): now.after
            for one, now in zip(reviews, told, strict=True)
            if one.counted and one.after is not None
        }
        changed = {
            card: now
            for card, memory in store.memories().items()
            if (now := left.get(which(card, memory), memory)) != memory
        }
        store.set("parameters", list(model.parameters) if fitted else None)
        store.set_memories(changed)
        store.retell(told)
    return len(changed)


def may_be_asked(state: CardState | None, at: datetime) -> bool:
    """Whether a card is neither suspended nor put off."""
    if state is None:
        return True
    return not state.suspended and not state.buried(at)


def counted(
    collection: Collection, states: Mapping[CardId, CardState], weights: Mapping[str, float]
) -> list[CardId]:
    """The cards that every total is about: those that are not suspended, of the topics that are
    not left out."""
    return [
        name
        for name, entry in collection.entries.items()
        if weight(entry.card.topic, weights) > 0.0
        and not (name in states and states[name].suspended)
    ]


def today(
    collection: Collection,
    store: Store,
    config: Config,
    at: datetime,
    topics: Iterable[str] = (),
) -> Today:
    """What to ask from now until the day ends, of all topics that are not left out, or of `topics`.
    New cards come level by level from where each topic begins, the topics in turn: who has few days
    should not know all of one topic and nothing of the others. The minutes of a day are for the
    answers that count; a mock interview comes on top. Without a date they limit the new cards only:
    what is due is due."""
    memories, states, wishes = store.memories(), store.states(), read_wishes(store)
    wanted = set(topics)
    weights = {name: max(1.0, weight(name, wishes.weights)) for name in wanted} or wishes.weights
    cards = [
        card
        for card in counted(collection, states, weights)
        if may_be_asked(states.get(card), at)
        and (not wanted or collection.card(card).topic in wanted)
    ]
    cards = _level_by_level(collection, store, cards, weights)
    model = memory_model(store, config)
    interview = interview_time(wishes.interview, at)
    done, daily = _drilled(store, model, at), wishes.answers_a_day
    price, left = prices(memories, at, model), daily - len(done)
    if interview is None:
        due = [card for card in cards if model.is_due(memories.get(card), at)]
        new = [card for card in cards if card not in memories]
        if not wanted:
            started = sum(review.before is None for review in done)
            new = new[: max(0, config.new_per_day - started)]
            new = affordable(new, memories, price, left - sum(map(price, due)))
        order = study_order([*due, *new], memories, at, None, len(due) + len(new), model=model)
    else:
        left = max(1, left)
        most = left + sum(in_learning(memories.get(card)) for card in cards)
        order = study_order(
            cards, memories, at, interview, most, weights=weights, daily=daily, model=model
        )
        order = affordable(order, memories, price, left)
    queue = in_turn(collection, memories, order)
    seen = sum(card in memories for card in queue)
    minutes = max(1, round(sum(map(price, queue)) * SECONDS_PER_ANSWER / 60)) if queue else 0
    used_up = interview is not None and len(done) >= daily
    return Today(queue, seen, len(queue) - seen, minutes, used_up)


def _drilled(store: Store, model: MemoryModel, at: datetime) -> list[Review]:
    """The answers of this day that its minutes are for."""
    day = model.days.day(at)
    reviews = store.reviews(since=model.days.start(day), until=model.days.end(at))
    return [review for review in reviews if review.counted and review.origin != "mock"]


def _level_by_level(
    collection: Collection, store: Store, cards: Sequence[CardId], weights: Mapping[str, float]
) -> list[CardId]:
    """From the level on at which each topic begins for this learner; what is below comes last."""
    first = {topic: LEVELS.index(level) for topic, level in read_starts(store).items()}

    def turn(card: CardId) -> int:
        one = collection.card(card)
        return (LEVELS.index(one.level) - first.get(one.topic, 0)) % len(LEVELS)

    levels = [[card for card in cards if turn(card) == place] for place in range(len(LEVELS))]
    return by_levels(levels, weights)


def in_turn(
    collection: Collection, memories: Mapping[CardId, Memory], order: Sequence[CardId]
) -> list[CardId]:
    """What is in learning first, the rest mixed as a sitting needs it."""
    steps = [card for card in order if in_learning(memories.get(card))]
    known = [card for card in order if card in memories and not in_learning(memories[card])]
    new = [card for card in order if card not in memories]
    return [*steps, *mixed(interleaved(known), interleaved(new), collection.neighbors)]


def outlook(
    collection: Collection, store: Store, config: Config, wishes: Wishes, at: datetime
) -> Readiness | None:
    """Expected recall on the day of all cards that count; None without a day. It takes about 15 ms
    a day until then, 30 ms if the day is near: work for a thread."""
    interview = interview_time(wishes.interview, at)
    if interview is None:
        return None
    model = memory_model(store, config)
    done, daily, weights = len(_drilled(store, model, at)), wishes.answers_a_day, wishes.weights
    cards = counted(collection, store.states(), weights)
    return readiness(
        _level_by_level(collection, store, cards, weights),
        store.memories(),
        at,
        interview,
        max(0, daily - done),
        weights=weights,
        daily=daily,
        model=model,
        rounds=1 if (interview - at).days > _LONG else 2,
    )
