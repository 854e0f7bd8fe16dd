"""A mock interview: which questions, and where it stands. A state is JSON, so it can be resumed."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from math import isfinite
from random import Random
from typing import TypeVar

import msgspec

from quizapp.core.cards.card import LEVELS, Card, CardId, FollowUp, Level

LONGEST = 7 * 24 * 3600.0  # seconds of an interview
FOLLOW_UP_MINUTES = 1.0


class Question(msgspec.Struct, frozen=True):
    """A card, and what the interviewer asks after it."""

    card: CardId
    follow_ups: list[str] = []


class Answer(msgspec.Struct, frozen=True):
    """The answer to the question of the same number. `score` from 0 to 1; None if it was skipped,
    or if nothing could judge it: then it is not `judged`, and counts nowhere.

    `missed` are the key points that were not mentioned, word for word; `said` is what was typed;
    `note` says why it was not judged, or what stood in for the run that judges it; `code` is the
    mark of the script that it is about, until that was run.
    """

    score: float | None
    seconds: float
    missed: list[str] = []
    said: str = ""
    judged: bool = True
    note: str = ""
    code: str = ""


class MockState(msgspec.Struct, frozen=True):
    """Where a mock stands. `limit` and `spent` in seconds; no limit if a number of questions was
    asked for. The clock stands still between being cut off and being resumed."""

    id: str
    started: datetime
    questions: list[Question]
    level: Level | None = None
    topics: list[str] = []
    limit: float | None = None
    spent: float = 0.0
    answers: list[Answer] = []
    counts: bool = False
    finished: datetime | None = None

    @property
    def current(self) -> Question | None:
        """The question to answer now; None at the end."""
        done = self.finished is not None or len(self.answers) >= len(self.questions)
        return None if done else self.questions[len(self.answers)]

    def faults(self) -> Iterator[str]:
        """What no mock can be in: nothing could go on from it."""
        if not self.questions:
            yield "it has no question"
        if len(self.answers) > len(self.questions):
            yield "it has more answers than questions"
        if not isfinite(self.spent) or not 0 <= self.spent <= LONGEST:
            yield f"the time spent is {self.spent} s"
        if self.limit is not None and not 0 < self.limit <= LONGEST:
            yield f"its time limit is {self.limit} s"
        if any(one.score is not None and not 0 <= one.score <= 1 for one in self.answers):
            yield "a score is not from 0 to 1"

    @property
    def remaining(self) -> float | None:
        """Seconds left, never below 0; None without a limit."""
        return None if self.limit is None else max(0.0, self.limit - self.spent)


State = TypeVar("State", bound=MockState)


def answered(state: State, answer: Answer, spent: float) -> State:
    """After an answer, with so many seconds spent in all; no answer is taken after the end."""
    if state.current is None:
        return state
    return msgspec.structs.replace(state, answers=[*state.answers, answer], spent=spent)


def ticked(state: State, spent: float) -> State:
    """With the clock moved on, to be kept now and then while a question is open."""
    return msgspec.structs.replace(state, spent=max(spent, state.spent))


def ended(state: State, at: datetime) -> State:
    """Over: all answered, the time run out, or left by the learner."""
    return msgspec.structs.replace(state, finished=at)


def choose_questions(
    cards: Sequence[Card],
    seed: int,
    *,
    minutes: float | None = None,
    count: int | None = None,
    level: Level | None = None,
    topics: Collection[str] = (),
) -> list[Question]:
    """A mix of kinds as in a real interview, spread over the topics, for so many minutes or of so
    many questions; all cards that fit if neither is given.

    Cards of the level and of the one below are asked, those of the level more often.
    """
    chooser = _Chooser(cards, Random(seed), level, topics)
    minutes_left = float("inf") if minutes is None else minutes
    chosen: list[Question] = []
    while count is None or len(chosen) < count:
        card = chooser.next(minutes_left)
        if card is None:
            break
        minutes_left -= card.effort.minutes
        follow_ups = chooser.follow_ups(card) if minutes_left >= FOLLOW_UP_MINUTES else []
        minutes_left -= FOLLOW_UP_MINUTES * len(follow_ups)
        chosen.append(Question(card.id, follow_ups))
    phases = {card.id: card.effort.phase for card in cards}
    return sorted(chosen, key=lambda question: phases[question.card])


class _Chooser:
    """Draws card by card: the kind that is most behind its share, the topic least asked so far."""

    def __init__(
        self, cards: Sequence[Card], luck: Random, level: Level | None, topics: Collection[str]
    ) -> None:
        self._luck = luck
        self._level = level
        self._left = [
            card
            for card in cards
            if (not topics or card.topic in topics) and self._fits(card.level)
        ]
        self._kinds: Counter[str] = Counter()
        self._topics: Counter[str] = Counter()

    def next(self, minutes: float) -> Card | None:
        """None if no card is left that so many minutes are enough for."""
        fitting = [card for card in self._left if card.effort.minutes <= minutes]
        if not fitting:
            return None
        total = sum(self._kinds.values()) + 1
        shares = {card.kind: card.effort.share for card in fitting}
        kind = max(sorted(shares), key=lambda kind: shares[kind] * total - self._kinds[kind])
        of_kind = [card for card in fitting if card.kind == kind]
        least = min(self._topics[card.topic] for card in of_kind)
        pool = [card for card in of_kind if self._topics[card.topic] == least]
        weights = [3 if card.level == self._level else 1 for card in pool]
        card = self._luck.choices(pool, weights)[0]
        self._left.remove(card)
        self._kinds[kind] += 1
        self._topics[card.topic] += 1
        return card

    def follow_ups(self, card: Card) -> list[str]:
        """One of the card's own; those answered by another card are left to that card."""
        own = [
            one.ask if isinstance(one, FollowUp) else one
            for one in card.follow_ups
            if not (isinstance(one, FollowUp) and one.card)
        ]
        return [self._luck.choice(own)] if own and card.spoken else []

    def _fits(self, level: Level) -> bool:
        if self._level is None:
            return True
        return LEVELS.index(self._level) - LEVELS.index(level) in (0, 1)
