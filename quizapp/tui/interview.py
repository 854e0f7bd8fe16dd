"""A mock interview under way: what is asked, what was said, and the store that holds all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

import msgspec

from quizapp.collection import Entry, missing_packages
from quizapp.core.card import Card, Code, Flashcard, FollowUp, Level, Predict
from quizapp.core.grading import Grade, grade, suggest
from quizapp.core.mock import (
    Answer,
    MockState,
    Question,
    answered,
    choose_questions,
    ended,
    ticked,
)
from quizapp.core.review import Review
from quizapp.core.session import Session
from quizapp.tui.interview_marking import mark_run
from quizapp.tui.parts import Parts
from quizapp.tui.widgets.mock_view import Given

replace = msgspec.structs.replace


class Kept(MockState, frozen=True):
    """A mock as it is stored: its state, and what is only of interest until it has been marked.

    `parts` are the answers to the current question and to those of its follow-ups that were asked;
    `unmarked` holds the numbers of answers that still have to be run; `ticks` the key points ticked
    so far, by the answer's number. `over` when no more is asked.
    """

    parts: list[str] = []
    draft: str = ""
    unmarked: list[int] = []
    ticks: dict[int, list[int]] = {}
    over: bool = False


class Settings(NamedTuple):
    """What the learner chose: minutes, or a number of questions without a clock."""

    minutes: int | None
    count: int | None
    level: Level | None
    topics: tuple[str, ...]
    counts: bool


@dataclass
class Asked:
    """The question to show: a card's own, or a follow-up to it."""

    entry: Entry
    follow_up: str = ""


@dataclass
class Talk:
    """An answer in words, beside what it should have held; `points` can be ticked."""

    question: str
    said: str
    answer: str
    points: list[str]
    ticked: set[int]


class Interview:
    """Every change is in the store when the method that makes it returns."""

    def __init__(self, parts: Parts, state: Kept) -> None:
        self._parts = parts
        self._state = state
        self._spent = state.spent
        self._since = self._asked_at = parts.now()

    @classmethod
    def plan(cls, parts: Parts, settings: Settings, seed: int = 0) -> list[Question]:
        """The questions that the settings lead to; none if no topic is chosen."""
        if not settings.topics:
            return []
        return choose_questions(
            _askable(parts),
            seed,
            minutes=settings.minutes,
            count=settings.count,
            level=settings.level,
            topics=settings.topics,
        )

    @classmethod
    def begin(cls, parts: Parts, settings: Settings) -> "Interview":
        """A new interview, in the store from the start."""
        state = Kept(
            id=uuid4().hex,
            started=parts.now(),
            questions=cls.plan(parts, settings, parts.shuffle.getrandbits(32)),
            level=settings.level,
            topics=list(settings.topics),
            limit=None if settings.minutes is None else settings.minutes * 60.0,
            counts=settings.counts,
        )
        interview = cls(parts, state)
        interview._keep(state)
        return interview

    @property
    def id(self) -> str:
        return self._state.id

    @property
    def done(self) -> int:
        return len(self._state.answers)

    @property
    def total(self) -> int:
        return len(self._state.questions)

    @property
    def draft(self) -> str:
        """What had been typed for the current question when it was last kept."""
        return self._state.draft

    @property
    def standing(self) -> str:
        """How far an interview came, in a sentence."""
        state = self._state
        when = f"{state.started.astimezone():%a %d %b %H:%M}"
        if state.over or state.current is None:
            return f"The interview of {when} has still to be looked through."
        left = state.remaining
        clock = "" if left is None else f", with {round(left / 60)} min left"
        return (
            f"The interview of {when} is open at question {self.done + 1} of {self.total}{clock}."
        )

    @property
    def current(self) -> Asked | None:
        """What to ask now; None when all was asked. Cards that have gone are passed over."""
        state = self._state
        while not state.over and state.current is not None:
            entry = self._parts.collection.entries.get(state.current.card)
            if entry is not None:
                at = len(state.parts)
                follow_up = state.current.follow_ups[at - 1] if at else ""
                return Asked(entry, follow_up)
            self._keep(self._answered(Answer(None, 0.0)))
            state = self._state
        return None

    # The clock

    def open(self, now: datetime) -> None:
        """A question is on the screen: its time runs, and after a break the clock too."""
        if self._asked_at < self._since:
            self._since = now
        self._asked_at = now

    def spent(self, now: datetime) -> float:
        """Seconds spent in all, breaks not included."""
        return self._spent + max(0.0, (now - self._since) / timedelta(seconds=1))

    def left(self, now: datetime) -> float | None:
        """Seconds left; None without a clock."""
        limit = self._state.limit
        return None if limit is None else limit - self.spent(now)

    def pause(self, now: datetime) -> None:
        """The screen is left: time stands still until the next question is opened."""
        self._spent = self.spent(now)
        self._since = now + timedelta(days=36_500)

    # Answers

    def give(self, given: Given | None, now: datetime) -> None:
        """Take the answer to what is asked now; None skips the question, follow-ups included."""
        state, asked = self._state, self.current
        if asked is None or state.current is None:
            return
        said = given.text if given is not None else ""
        parts = [*state.parts, said]
        if given is not None and len(parts) <= len(state.current.follow_ups):
            state = replace(state, parts=parts, draft="")
            self._keep(ticked(state, self.spent(now)))
            return
        seconds = self.spent(now) - sum(answer.seconds for answer in state.answers)
        self._keep(self._judged(asked.entry.card, given, parts, max(0.0, seconds)))

    def _judged(
        self, card: Card, given: Given | None, parts: list[str], seconds: float
    ) -> MockState:
        said = _joined(parts, self._state.current)
        if given is None and not any(part.strip() for part in parts):
            return self._answered(Answer(None, seconds))
        if isinstance(card, Flashcard):
            points = [*card.key_points, *(self._state.current or Question("")).follow_ups]
            return self._answered(Answer(0.0, seconds, points, said))
        if isinstance(card, Predict | Code):
            waiting = [*self._state.unmarked, self.done]
            return replace(self._answered(Answer(0.0, seconds, [], said)), unmarked=waiting)
        if given is None or given.response is None:
            return self._answered(Answer(None, seconds))
        return self._answered(_answer(grade(card, given.response), seconds, said))

    def _answered(self, answer: Answer) -> MockState:
        spent = sum(one.seconds for one in self._state.answers) + answer.seconds
        return replace(answered(self._state, answer, spent), parts=[], draft="")

    def keep_draft(self, text: str, now: datetime) -> None:
        """Keep what is typed, and the clock, against a crash."""
        self._keep(ticked(replace(self._state, draft=text), self.spent(now)))

    def stop(self, now: datetime) -> None:
        """No more is asked; what had been said to an open question counts."""
        if self._state.parts:
            self.give(None, now)
        self._keep(ticked(replace(self._state, over=True), self.spent(now)))

    # Marking

    @property
    def unmarked(self) -> tuple[int, ...]:
        """The numbers of the answers that a run has to judge."""
        return tuple(self._state.unmarked)

    async def mark(self, place: int) -> None:
        """Run a prediction's snippet, or an exercise's checks, and keep the score."""
        state = self._state
        answer, entry = state.answers[place], self._entry(place)
        if entry is not None:
            parts = self._parts
            judged = await mark_run(parts.runner, entry, answer.said, parts.config.device)
            answer = _answer(judged, answer.seconds, answer.said)
        self._put(place, answer)
        waiting = [one for one in self._state.unmarked if one != place]
        self._keep(replace(self._state, unmarked=waiting))

    @property
    def talks(self) -> list[int]:
        """The numbers of the answers in words, which the learner ticks."""
        return [
            place
            for place, answer in enumerate(self._state.answers)
            if answer.score is not None
            and (entry := self._entry(place)) is not None
            and isinstance(entry.card, Flashcard)
        ]

    def talk(self, place: int) -> Talk:
        """What was said, and what could have been."""
        entry = self._parts.collection.entries[self._state.questions[place].card]
        card, follow_ups = entry.card, self._state.questions[place].follow_ups
        answer = card.answer
        for ask in follow_ups:
            answer += f"\n\n**{ask.strip()}**\n\n{_follow_up_answer(card, ask)}"
        points = [*card.key_points, *(f"the answer to: {ask.strip()}" for ask in follow_ups)]
        said = self._state.answers[place].said
        return Talk(card.question, said, answer, points, set(self._state.ticks.get(place, [])))

    def tick(self, place: int, points: set[int]) -> None:
        """These key points were mentioned; follow-ups count as one each, after them."""
        question = self._state.questions[place]
        card = self._parts.collection.card(question.card)
        wanted = [*card.key_points, *(ask.strip() for ask in question.follow_ups)]
        missed = [point for at, point in enumerate(wanted) if at not in points]
        score = (len(wanted) - len(missed)) / len(wanted)
        self._put(place, replace(self._state.answers[place], score=score, missed=missed))
        ticks = {**self._state.ticks, place: sorted(points)}
        self._keep(replace(self._state, ticks=ticks))

    def finish(self, now: datetime) -> None:
        """Everything is marked: the answers join the log, and the mock its history."""
        self._parts.store.extend(self._reviews(now))
        self._keep(ended(self._state, now))

    def _reviews(self, now: datetime) -> list[Review]:
        memories = self._parts.store.memories()
        found: list[Review] = []
        for place, answer in enumerate(self._state.answers):
            if self._entry(place) is None:
                continue
            session = Session(
                [self._state.questions[place].card],
                memories,
                sitting=self.id,
                origin="mock",
                scheduled=self._state.counts,
                desired_retention=self._parts.config.retention,
                new_id=lambda place=place: f"{self.id}-{place}",  # type: ignore[misc]
            )
            score = answer.score or 0.0
            rating = suggest(score)
            found.append(
                session.rate(rating, now, score=score, suggested=rating, seconds=answer.seconds)
            )
        return found

    def _entry(self, place: int) -> Entry | None:
        return self._parts.collection.entries.get(self._state.questions[place].card)

    def _put(self, place: int, answer: Answer) -> None:
        answers = list(self._state.answers)
        answers[place] = answer
        self._state = replace(self._state, answers=answers)

    def _keep(self, state: MockState) -> None:
        assert isinstance(state, Kept)
        self._state = state
        self._parts.store.save_mock(
            state.id, msgspec.json.encode(state), started=state.started, finished=state.finished
        )


def open_interview(parts: Parts) -> Interview | None:
    """The interview that was cut off or left, if there is one that can be read."""
    row = parts.store.open_mock()
    if row is None:
        return None
    try:
        return Interview(parts, msgspec.json.decode(row.state, type=Kept))
    except msgspec.DecodeError:
        return None


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


def _answer(judged: Grade, seconds: float, said: str) -> Answer:
    return Answer(judged.score, seconds, [] if judged.right else [judged.feedback], said)


def _joined(parts: Sequence[str], question: Question | None) -> str:
    """The answer and those to the follow-ups, each below its question."""
    asks = question.follow_ups if question is not None else []
    first, rest = parts[0], zip(asks, parts[1:], strict=False)
    return "\n\n".join([first, *(f"{ask.strip()}\n{said}" for ask, said in rest)])


def _follow_up_answer(card: Card, ask: str) -> str:
    for one in card.follow_ups:
        if isinstance(one, FollowUp) and one.ask == ask:
            return one.answer or "It is answered by another card."
    return "The bank leaves this one open: argue it through aloud."
