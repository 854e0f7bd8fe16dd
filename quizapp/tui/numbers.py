"""The numbers of the progress screen, out of the whole store; slow enough for a thread."""

from datetime import date

import msgspec

from quizapp.core.card import CardId


class Retention(msgspec.Struct, frozen=True):
    """Repeated cards of a time: the share remembered, and the share that was expected."""

    label: str
    answers: int
    remembered: float
    expected: float


class TopicNumbers(msgspec.Struct, frozen=True):
    title: str
    cards: int
    seen: int
    recall: float


class HardCard(msgspec.Struct, frozen=True):
    card: CardId
    lapses: int
    difficulty: float
    leech: bool


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """`days` and `seconds` by local day; `forecast` from today on; shares from 0 to 1."""

    today: date
    cards: int
    seen: int
    known: float
    interview: date | None
    if_followed: float | None
    if_stopped: float
    readiness: list[tuple[date, float]]
    streak: int
    longest: int
    days: dict[date, int]
    seconds: dict[date, float]
    retention: Retention
    months: list[Retention]
    forecast: list[int]
    topics: list[TopicNumbers]
    hardest: list[HardCard]
