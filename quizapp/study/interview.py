"""A mock interview while its questions are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec

from quizapp.banks.collection import Entry, missing_packages
from quizapp.core.cards.card import Card, Code, Flashcard, Level, Predict
from quizapp.core.grading.grade import grade
from quizapp.core.mock.mock import Answer, Question, answered, choose_questions, ticked
from quizapp.study.interview_marking import as_answer
from quizapp.study.interview_record import Kept, keep
from quizapp.tui.mock.mock_view import Given
from quizapp.tui.services import Parts

replace = msgspec.structs.replace


@dataclass(frozen=True)
class Settings:
    """What the learner chose: minutes, or a number of questions without a clock."""

    minutes: int | None
    number: int | None
    level: Level | None
    topics: tuple[str, ...]
    counts: bool


@dataclass
class Asked:
    """The question to show: a card's own, or a follow-up to it."""

    entry: Entry
    follow_up: str = ""


def plan(parts: Parts, settings: Settings, seed: int = 0) -> list[Question]:
    """The questions that the settings lead to; none if no topic is chosen."""
    if not settings.topics:
        return []
    return choose_questions(
        _askable(parts),
        seed,
        minutes=settings.minutes,
        count=settings.number,
        level=settings.level,
        topics=settings.topics,
    )


def begin(parts: Parts, settings: Settings) -> Kept:
    """A new interview, in the store from the start."""
    state = Kept(
        id=uuid4().hex,
        started=parts.now(),
        questions=plan(parts, settings, parts.shuffle.getrandbits(32)),
        level=settings.level,
        topics=list(settings.topics),
        limit=None if settings.minutes is None else settings.minutes * 60.0,
        counts=settings.counts,
    )
    keep(parts.store, state)
    return state


class Interview:
    """Every change is in the store when the method that makes it returns. The clock stands until
    `start`, and again after `halt`."""

    def __init__(self, parts: Parts, state: Kept) -> None:
        self._parts = parts
        self._spent = state.spent
        self._since: datetime | None = None
        self.state = state

    @property
    def current(self) -> Asked | None:
        """What to ask now; None when all was asked. Cards that have gone are passed over."""
        while not self.state.over and self.state.current is not None:
            question, at = self.state.current, len(self.state.parts)
            entry = self._parts.collection.entries.get(question.card)
            if entry is not None:
                return Asked(entry, question.follow_ups[at - 1] if at else "")
            self._keep(self._answered(Answer(None, 0.0)))
        return None

    # The clock

    def start(self, now: datetime) -> None:
        self._since = now

    def halt(self, now: datetime) -> None:
        self._spent = self.spent(now)
        self._since = None

    def spent(self, now: datetime) -> float:
        """Seconds spent in all, breaks not included."""
        running = 0.0 if self._since is None else (now - self._since) / timedelta(seconds=1)
        return self._spent + max(0.0, running)

    def left(self, now: datetime) -> float | None:
        """Seconds left; None without a clock."""
        return None if self.state.limit is None else self.state.limit - self.spent(now)

    # Answers

    def give(self, given: Given | None, now: datetime) -> None:
        """Take the answer to what is asked now; None skips it. A skipped card has no follow-ups."""
        asked, question = self.current, self.state.current
        if asked is None or question is None:
            return
        parts = [*self.state.parts, given.text if given is not None else ""]
        skipped = given is None and len(parts) == 1
        if len(parts) <= len(question.follow_ups) and not skipped:
            self._keep(ticked_on(replace(self.state, parts=parts, draft=""), self.spent(now)))
            return
        seconds = self.spent(now) - sum(answer.seconds for answer in self.state.answers)
        self._keep(self._judged(asked.entry.card, given, parts, max(0.0, seconds)))

    def _judged(self, card: Card, given: Given | None, parts: list[str], seconds: float) -> Kept:
        if given is None and len(parts) == 1:
            return self._answered(Answer(None, seconds))
        said = _joined(parts, self.state.current)
        if isinstance(card, Flashcard):  # none of it was mentioned until it is ticked
            points = [*card.key_points, *_asks(self.state.current)]
            return self._answered(Answer(0.0, seconds, points, said))
        if isinstance(card, Predict | Code):
            waiting = [*self.state.unmarked, len(self.state.answers)]
            return replace(self._answered(Answer(0.0, seconds, [], said)), unmarked=waiting)
        if given is None or given.response is None:
            return self._answered(Answer(None, seconds))
        return self._answered(as_answer(grade(card, given.response), seconds, said))

    def _answered(self, answer: Answer) -> Kept:
        spent = sum(one.seconds for one in self.state.answers) + answer.seconds
        state = answered(self.state, answer, spent)
        assert isinstance(state, Kept)
        return replace(state, parts=[], draft="")

    def keep_draft(self, text: str, now: datetime) -> None:
        """Keep what is typed, and the clock, against a crash."""
        self._keep(ticked_on(replace(self.state, draft=text), self.spent(now)))

    def stop(self, now: datetime) -> None:
        """No more is asked; what had been said to a question with follow-ups counts."""
        if self.state.parts:
            question = self.state.current
            missing = len(_asks(question)) + 1 - len(self.state.parts)
            for _ in range(missing):
                self.give(None, now)
        self.halt(now)
        self._keep(ticked_on(replace(self.state, over=True), self._spent))

    def _keep(self, state: Kept) -> None:
        self.state = state
        keep(self._parts.store, state)


def ticked_on(state: Kept, spent: float) -> Kept:
    """The state with its clock moved on."""
    moved = ticked(state, spent)
    assert isinstance(moved, Kept)
    return moved


def _askable(parts: Parts) -> Sequence[Card]:
    """Cards that this machine can ask and that are not suspended."""
    states = parts.store.states()
    return [
        card
        for card in parts.collection.cards
        if not (card.id in states and states[card.id].suspended)
        and card.device == "any"
        and not missing_packages(card.requires)
    ]


def _asks(question: Question | None) -> list[str]:
    return [ask.strip() for ask in question.follow_ups] if question is not None else []


def _joined(parts: Sequence[str], question: Question | None) -> str:
    """The answer and those to the follow-ups, each below its question."""
    first, rest = parts[0], zip(_asks(question), parts[1:], strict=False)
    return "\n\n".join([first, *(f"{ask}\n{said}" for ask, said in rest if said.strip())])
