"""A mock interview after its last question: what runs judge, and what the learner ticks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from quizapp.core.cards.card import Card, FollowUp
from quizapp.core.grading.grade import Grade
from quizapp.core.memory.queue import Queue
from quizapp.core.mock.mock import Answer, Question, ended
from quizapp.core.mock.scorecard import title
from quizapp.study.interview_record import CHANGED, GONE, InterviewState, keep, luck
from quizapp.study.services import Services
from quizapp.study.sitting import Past, Sitting

replace = msgspec.structs.replace


@dataclass(frozen=True)
class Talk:
    """An answer in words, beside what it should have held; `points` can be ticked."""

    question: str
    said: str
    answer: str
    points: list[str]
    ticked: frozenset[int]


class Marking:
    """Every change is in the store when the method that makes it returns, unless another app has
    gone on with the interview: then it is `elsewhere`. The cards are those that were there when the
    marking began."""

    def __init__(self, services: Services, state: InterviewState) -> None:
        self._services = services
        entries = services.collection.entries
        self.elsewhere = False
        self._entries = [entries.get(question.card) for question in state.questions]
        self.state = state

    # What a run judges

    @property
    def unmarked(self) -> tuple[int, ...]:
        """The numbers of the answers that a run has to judge."""
        return tuple(self.state.unmarked)

    async def mark(self, place: int) -> str:
        """Have a run judge an answer, and keep its score. If it could not, the answer is left as it
        is, and what comes back is why, in one line; empty otherwise."""
        answer, entry = self.state.answers[place], self._entries[place]
        if entry is None:
            self.leave_out(place, GONE)
            return ""
        if entry.changed_since(answer.code):
            self.leave_out(place, CHANGED)
            return ""
        card = entry.card
        response = card.read(answer.said, card.asked(luck(self.state, place)))
        marked = await self._services.bench.mark(entry, response)
        if place not in self.state.unmarked:  # it was settled while the run went on
            return ""
        if marked.grade is None:
            return marked.said
        judged = as_answer(card, marked.grade, answer.seconds, answer.said)
        note = f"judged by a recording ({marked.recorded})" if marked.recorded else ""
        self._settle(place, replace(judged, note=note))
        return ""

    def leave_out(self, place: int, why: str) -> None:
        """Go on without a judgment: the answer counts nowhere."""
        answer = self.state.answers[place]
        self._settle(place, replace(answer, score=None, missed=[], judged=False, note=why))

    def _settle(self, place: int, answer: Answer) -> None:
        waiting = [one for one in self.state.unmarked if one != place]
        self._keep(replace(self._with(place, answer), unmarked=waiting))

    # What the learner ticks

    @property
    def talks(self) -> list[int]:
        """The numbers of the answers in words, which the learner ticks."""
        return [
            place
            for place, answer in enumerate(self.state.answers)
            if answer.score is not None
            and (entry := self._entries[place]) is not None
            and entry.card.spoken
        ]

    def title(self, place: int) -> str:
        """A question in a line."""
        entry = self._entries[place]
        return self.state.questions[place].card if entry is None else title(entry.card)

    def talk(self, place: int) -> Talk:
        """What was said to one of the `talks`, and what could have been."""
        question, card = self.state.questions[place], self._card(place)
        said, ticks = self.state.answers[place].said, self.state.ticks.get(place, [])
        points = points_of(card, question)
        return Talk(card.question, said, whole_answer(card, question), points, frozenset(ticks))

    def tick(self, place: int, points: set[int]) -> None:
        """These points were mentioned; the score is their share. After the end it stays, and what
        changes nothing is not kept."""
        ticks = sorted(points)
        if self.state.finished is not None or ticks == self.state.ticks.get(place, []):
            return
        wanted = points_of(self._card(place), self.state.questions[place])
        missed = [point for at, point in enumerate(wanted) if at not in points]
        score = (len(wanted) - len(missed)) / len(wanted)
        state = self._with(place, replace(self.state.answers[place], score=score, missed=missed))
        self._keep(replace(state, ticks={**state.ticks, place: ticks}))

    def _card(self, place: int) -> Card:
        entry = self._entries[place]
        assert entry is not None, "only the cards of talks are ticked"
        return entry.card

    # The end

    def finish(self, now: datetime) -> None:
        """Everything is marked: the answers join the log, and the mock its history."""
        self._keep(self.state)
        if self.elsewhere:
            return
        store, state = self._services.store, self.state
        past = {one.card: one for one in self._past()}  # of a card asked twice, the last answer
        queue = Queue(
            list(past),
            store.memories(),
            sitting=state.id,
            origin="mock",
            scheduled=state.counts,
            model=lambda: self._services.model,
        )
        Sitting(queue, store, lambda: now).record(past.values(), state.started)
        self._keep(ended(state, now))

    def _past(self) -> Iterator[Past]:
        """The answers that count, each under a name that a second try after a crash has again."""
        for place, answer in enumerate(self.state.answers):
            entry = self._entries[place]
            if answer.judged and entry is not None:
                yield Past(
                    id=f"{self.state.id}-{place}",
                    card=self.state.questions[place].card,
                    score=answer.score or 0.0,
                    seconds=answer.seconds,
                    said=answer.said,
                    good=entry.card.good_from(answer.missed),
                )

    def _with(self, place: int, answer: Answer) -> InterviewState:
        answers = list(self.state.answers)
        answers[place] = answer
        return replace(self.state, answers=answers)

    def _keep(self, state: InterviewState) -> None:
        kept = keep(self._services.store, state)
        self.elsewhere = self.elsewhere or kept is None
        self.state = kept or state


def as_answer(card: Card, found: Grade, seconds: float, said: str) -> Answer:
    """An answer with its score; what was wrong with it, and what is right, is what was missed."""
    if found.right:
        return Answer(found.score, seconds, [], said)
    right = [line for line in card.right_answer() if line not in found.feedback]
    missed = f"{found.feedback} Right: {'; '.join(right)}" if right else found.feedback
    return Answer(found.score, seconds, [missed], said)


def points_of(card: Card, question: Question) -> list[str]:
    """A card's key points; each follow-up asked counts as one more."""
    return [*card.points, *(ask.strip() for ask in question.follow_ups)]


def whole_answer(card: Card, question: Question) -> str:
    """A card's answer, and below it those to the follow-ups that were asked, in Markdown."""
    answer = card.answer
    for ask in question.follow_ups:
        answer += f"\n\n**{ask.strip()}**\n\n{_follow_up_answer(card, ask)}"
    return answer


def _follow_up_answer(card: Card, ask: str) -> str:
    for one in card.follow_ups:
        if isinstance(one, FollowUp) and one.ask == ask and one.answer:
            return one.answer
    return "The bank leaves this one open: argue it through aloud."
