"""What to study now: the learner's memories, wishes and date, put to the planner."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from quizapp.banks.collection import Collection
from quizapp.config import Config
from quizapp.core.cards.card import CardId
from quizapp.core.memory.planning import study_order
from quizapp.core.memory.readiness import Readiness, readiness
from quizapp.core.memory.review import CardState, Memory
from quizapp.core.memory.scheduling import Parameters, is_due, rebuild
from quizapp.store.store import Store

DEFAULT_MINUTES = 30
SECONDS_PER_ANSWER = 45.0
_LONG = 60  # days; further ahead, one round says enough
_LEVELS = {"junior": 0, "mid": 1, "senior": 2}


def utc_now() -> datetime:
    """The clock of commands and screens; everything below them takes the time as an argument."""
    return datetime.now(UTC)


class Wishes(msgspec.Struct, frozen=True):
    """What the learner set: the interview's date, minutes a day, and weights of topics."""

    interview: date | None = None
    minutes: int = DEFAULT_MINUTES
    weights: dict[str, float] = {}


class Today(msgspec.Struct, frozen=True):
    """The cards to ask now, in their order; `due` and `new` say what they are made of."""

    queue: list[CardId]
    due: int
    new: int
    minutes: int


def read_wishes(store: Store) -> Wishes:
    """The learner's date and budget, as kept in the store."""
    kept = store.get("wishes")
    return msgspec.convert(kept, Wishes) if kept else Wishes()


def keep_wishes(store: Store, wishes: Wishes) -> None:
    store.set("wishes", msgspec.to_builtins(wishes))


def answers_a_day(wishes: Wishes) -> int:
    """How many answers the learner's minutes are good for."""
    return max(1, round(wishes.minutes * 60 / SECONDS_PER_ANSWER))


def fitted(store: Store) -> Parameters | None:
    """FSRS parameters fitted to this learner and adopted; None for the usual ones."""
    kept = store.get("parameters")
    return tuple(kept) if kept else None


def adopt(store: Store, parameters: Parameters | None, retention: float) -> int:
    """Use fitted parameters from now on (None: the usual ones again), and build every memory anew
    with them; how many memories changed."""
    before = store.memories()
    after = rebuild(store.reviews(), parameters=parameters, desired_retention=retention)
    changed = {card: memory for card, memory in after.items()
               if card in before and memory != before[card]}  # fmt: skip
    store.set("parameters", list(parameters) if parameters else None)
    store.set_memories(changed)
    return len(changed)


def interview_time(day: date | None, at: datetime) -> datetime | None:
    """Nine o'clock on the day, in the learner's own time zone; None if it has passed."""
    if day is None or day < at.astimezone().date():
        return None
    moment = datetime.combine(day, time(9)).astimezone()
    return moment if moment > at else at + timedelta(minutes=1)


def askable(collection: Collection, states: dict[CardId, CardState], at: datetime) -> list[CardId]:
    """The cards that are neither suspended nor buried."""
    found: list[CardId] = []
    for card in collection.entries:
        state = states.get(card)
        if state is None or not (
            state.suspended or (state.buried_until is not None and state.buried_until > at)
        ):
            found.append(card)
    return found


def day_start(at: datetime) -> datetime:
    """Local midnight: a day is what the learner's wall clock calls one."""
    local = at.astimezone()
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def today(
    collection: Collection,
    store: Store,
    config: Config,
    at: datetime,
    topics: Iterable[str] = (),
) -> Today:
    """What to ask from now until midnight. New cards come level by level, over all topics: who
    has few days should not know all of one topic and nothing of the others."""
    memories = store.memories()
    wanted = set(topics)
    cards = [
        card
        for card in askable(collection, store.states(), at)
        if not wanted or collection.card(card).topic in wanted
    ]
    cards.sort(key=lambda card: _LEVELS[collection.card(card).level])
    wishes = read_wishes(store)
    interview = interview_time(wishes.interview, at)
    done = store.reviews(since=day_start(at))
    if interview is None:
        started = sum(review.before is None and review.after is not None for review in done)
        limit = None if wanted else max(0, config.new_per_day - started)
        queue = _plain_queue(cards, memories, at, limit, fitted(store))
    else:
        daily = answers_a_day(wishes)
        queue = study_order(
            cards,
            memories,
            at,
            interview,
            max(1, daily - len(done)),
            weights=wishes.weights,
            daily=daily,
            parameters=fitted(store),
        )
    due = sum(card in memories for card in queue)
    minutes = max(1, round(len(queue) * SECONDS_PER_ANSWER / 60)) if queue else 0
    return Today(queue, due, len(queue) - due, minutes)


def _plain_queue(
    cards: list[CardId],
    memories: dict[CardId, Memory],
    at: datetime,
    limit: int | None,
    parameters: Parameters | None,
) -> list[CardId]:
    new = [card for card in cards if card not in memories][:limit]
    due = [card for card in cards if card in memories and is_due(memories[card], at)]
    budget = len(due) + len(new)
    return study_order([*due, *new], memories, at, None, budget, parameters=parameters)


def outlook(collection: Collection, store: Store, wishes: Wishes, at: datetime) -> Readiness | None:
    """Expected recall on the day of all cards that are not suspended; None without a day. It takes
    about 15 ms a day until then, 30 ms if the day is near: work for a thread."""
    interview = interview_time(wishes.interview, at)
    if interview is None:
        return None
    states = store.states()
    cards = [
        card for card in collection.entries if card not in states or not states[card].suspended
    ]
    daily = answers_a_day(wishes)
    done = len(store.reviews(since=day_start(at)))
    return readiness(
        cards,
        store.memories(),
        at,
        interview,
        max(0, daily - done),
        weights=wishes.weights,
        daily=daily,
        parameters=fitted(store),
        rounds=1 if (interview - at).days > _LONG else 2,
    )
