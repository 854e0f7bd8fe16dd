"""A mock interview after its last question: what runs judge, and what the learner ticks."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Card, Code, Flashcard, FollowUp
from quizapp.core.grading.grade import Grade, Submitted, Typed, grade, suggest
from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import Review
from quizapp.core.mock.mock import Answer, Question, ended
from quizapp.core.run import Finished, Job, Transcript
from quizapp.runner import Runner
from quizapp.runner.judging import judge
from quizapp.study import today as study
from quizapp.study.interview_record import Kept, keep
from quizapp.tui.services import Parts

replace = msgspec.structs.replace


@dataclass
class Talk:
    """An answer in words, beside what it should have held; `points` can be ticked."""

    question: str
    said: str
    answer: str
    points: list[str]
    ticked: set[int]


class Marking:
    """Every change is in the store when the method that makes it returns."""

    def __init__(self, parts: Parts, state: Kept) -> None:
        self._parts = parts
        self.state = state

    @property
    def unmarked(self) -> tuple[int, ...]:
        """The numbers of the answers that a run has to judge."""
        return tuple(self.state.unmarked)

    async def mark(self, place: int) -> None:
        """Run a prediction's snippet, or an exercise's checks, and keep the score."""
        answer, entry = self.state.answers[place], self._entry(place)
        if entry is not None:
            judged = await mark_run(
                self._parts.runner, entry, answer.said, self._parts.config.device
            )
            self._put(place, as_answer(judged, answer.seconds, answer.said))
        waiting = [one for one in self.state.unmarked if one != place]
        self._keep(replace(self.state, unmarked=waiting))

    @property
    def talks(self) -> list[int]:
        """The numbers of the answers in words, which the learner ticks."""
        return [
            place
            for place, answer in enumerate(self.state.answers)
            if answer.score is not None
            and (entry := self._entry(place)) is not None
            and isinstance(entry.card, Flashcard)
        ]

    def talk(self, place: int) -> Talk:
        """What was said, and what could have been."""
        question = self.state.questions[place]
        card = self._parts.collection.card(question.card)
        answer = card.answer
        for ask in question.follow_ups:
            answer += f"\n\n**{ask.strip()}**\n\n{_follow_up_answer(card, ask)}"
        said, ticks = self.state.answers[place].said, self.state.ticks.get(place, [])
        return Talk(card.question, said, answer, self._points(question), set(ticks))

    def tick(self, place: int, points: set[int]) -> None:
        """These points were mentioned; the score is their share."""
        wanted = self._points(self.state.questions[place])
        missed = [point for at, point in enumerate(wanted) if at not in points]
        score = (len(wanted) - len(missed)) / len(wanted)
        self._put(place, replace(self.state.answers[place], score=score, missed=missed))
        self._keep(replace(self.state, ticks={**self.state.ticks, place: sorted(points)}))

    def _points(self, question: Question) -> list[str]:
        """A flashcard's key points; each follow-up asked counts as one more."""
        card = self._parts.collection.card(question.card)
        return [*card.key_points, *(ask.strip() for ask in question.follow_ups)]

    def finish(self, now: datetime) -> None:
        """Everything is marked: the answers join the log, and the mock its history."""
        store, state = self._parts.store, self.state
        store.start_sitting(state.id, state.started, "mock")
        store.extend(self._reviews(now))
        store.end_sitting(state.id, now)
        over = ended(state, now)
        assert isinstance(over, Kept)
        self._keep(over)

    def _reviews(self, now: datetime) -> list[Review]:
        memories = self._parts.store.memories()
        found: list[Review] = []
        for place, answer in enumerate(self.state.answers):
            card, score = self.state.questions[place].card, answer.score or 0.0
            if self._entry(place) is None:
                continue
            name = f"{self.state.id}-{place}"  # the same after a crash: kept once
            session = Session(
                [card],
                memories,
                sitting=self.state.id,
                origin="mock",
                scheduled=self.state.counts,
                parameters=study.fitted(self._parts.store),
                desired_retention=self._parts.config.retention,
                new_id=lambda name=name: name,  # type: ignore[misc]
            )
            rating = suggest(score)
            found.append(
                session.rate(rating, now, score=score, suggested=rating, seconds=answer.seconds)
            )
        return found

    def _entry(self, place: int) -> Entry | None:
        return self._parts.collection.entries.get(self.state.questions[place].card)

    def _put(self, place: int, answer: Answer) -> None:
        answers = list(self.state.answers)
        answers[place] = answer
        self.state = replace(self.state, answers=answers)

    def _keep(self, state: Kept) -> None:
        self.state = state
        keep(self._parts.store, state)


def as_answer(judged: Grade, seconds: float, said: str) -> Answer:
    """An answer with its score; what was wrong with it is what was missed."""
    return Answer(judged.score, seconds, [] if judged.right else [judged.feedback], said)


def _follow_up_answer(card: Card, ask: str) -> str:
    for one in card.follow_ups:
        if isinstance(one, FollowUp) and one.ask == ask and one.answer:
            return one.answer
    return "The bank leaves this one open: argue it through aloud."


async def mark_run(runner: Runner, entry: Entry, said: str, device: str) -> Grade:
    """Judge an exercise by its checks, a prediction by what its snippet prints; by what the bank
    says it prints, where the run was cut off."""
    card = entry.card
    if isinstance(card, Code):
        verdict, _ = await judge(runner, entry.snippet, entry.root, said, device)
        return grade(card, Submitted(verdict))
    run = await runner.run(Job(path=entry.script, device=device, readable=(entry.root,)))
    if run.finished.outcome not in ("ok", "error"):
        run = _recorded(card)
    return grade(card, Typed(said), run)


def _recorded(card: Card) -> Transcript:
    raises = getattr(card, "raises", None)
    finished = Finished("error" if raises else "ok", 1 if raises else 0, 0.0)
    return Transcript(finished=finished, stdout=card.output or "", stderr=raises or "")
