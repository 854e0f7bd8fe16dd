"""What the learner wants: the day of the interview, minutes a day, and which topics weigh more."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from quizapp.store.store import Store

DEFAULT_MINUTES = 30
MOST_MINUTES = 24 * 60
MOST_WEIGHT = 10
NO_MINUTES = f"minutes: a number from 1 to {MOST_MINUTES}"
SECONDS_PER_ANSWER = 45.0


def read_minutes(text: str) -> int:
    """Minutes a day as somebody wrote them; 0 if that is no number that makes sense."""
    text = text.strip()
    minutes = int(text) if text.isdecimal() and len(text) < 6 else 0
    return minutes if minutes <= MOST_MINUTES else 0


def utc_now() -> datetime:
    """The clock of commands and screens; everything below them takes the time as an argument."""
    return datetime.now(UTC)


class Wishes(msgspec.Struct, frozen=True):
    """What the learner set: the interview's date, minutes a day, and weights of topics."""

    interview: date | None = None
    minutes: int = DEFAULT_MINUTES
    weights: dict[str, float] = {}

    @property
    def answers_a_day(self) -> int:
        """How many answers the minutes are good for."""
        return max(1, round(self.minutes * 60 / SECONDS_PER_ANSWER))


def read_wishes(store: Store) -> Wishes:
    """The learner's date and budget, as kept in the store; the usual ones where what is kept makes
    no sense."""
    return _read(store.get("wishes"))


def wishes_said(store: Store) -> bool:
    """Whether the learner said anything of the kind."""
    return _make_sense(store.get("wishes"))


def _read(kept: object) -> Wishes:
    return msgspec.convert(kept, Wishes) if _make_sense(kept) else Wishes()


def _make_sense(kept: object) -> bool:
    return bool(kept) and not any(wishes_faults(kept))


def wishes_faults(kept: object) -> Iterator[str]:
    """What makes no sense in wishes that are kept."""
    try:
        wishes = msgspec.convert(kept, Wishes)
    except msgspec.ValidationError as error:
        yield str(error)
        return
    if not 1 <= wishes.minutes <= MOST_MINUTES:
        yield f"minutes {wishes.minutes} is not from 1 to {MOST_MINUTES}"
    for topic, one in wishes.weights.items():
        if not 0 <= one <= MOST_WEIGHT:
            yield f"the weight of {topic!r} {one} is not from 0 to {MOST_WEIGHT}"


def keep_wishes(store: Store, before: Wishes, wanted: Wishes) -> Wishes:
    """Keep what `wanted` changes in `before`, and only that: what was set elsewhere since then
    stays. The wishes as they are now."""

    def changed(kept: object) -> object:
        return msgspec.to_builtins(_changed(_read(kept), before, wanted))

    return before if wanted == before else _read(store.change("wishes", changed))


def _changed(now: Wishes, before: Wishes, wanted: Wishes) -> Wishes:
    weights = dict(now.weights)
    for topic in [*before.weights, *wanted.weights]:
        value = weight(topic, wanted.weights)
        if value != weight(topic, before.weights):
            weights[topic] = value
    return Wishes(
        now.interview if wanted.interview == before.interview else wanted.interview,
        now.minutes if wanted.minutes == before.minutes else wanted.minutes,
        {topic: value for topic, value in weights.items() if value != 1.0},
    )


def weight(topic: str, weights: Mapping[str, float]) -> float:
    """How much a topic weighs: 1 unless the learner said otherwise; 0 leaves it out."""
    return weights.get(topic, 1.0)


def interview_time(day: date | None, at: datetime) -> datetime | None:
    """Nine o'clock on the day, in the learner's own time zone; None if it has passed."""
    if day is None or day < at.astimezone().date():
        return None
    moment = datetime.combine(day, time(9)).astimezone()
    return moment if moment > at else at + timedelta(minutes=1)
