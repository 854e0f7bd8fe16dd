"""A mock interview while its questions are asked."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid4

import msgspec

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Card, Level, grade
from quizapp.core.grading.grade import Response
from quizapp.core.mock.mock import Answer, Question, answered, choose_questions, ticked
from quizapp.store.store import Store
from quizapp.study.earlier import Deletions, put_aside
from quizapp.study.interview_marking import as_answer
from quizapp.study.interview_record import (
    CHANGED,
    GONE,
    InterviewState,
    forget,
    keep,
    keep_draft,
    keep_wiped,
    luck,
    typed_elsewhere,
    wiped,
)
from quizapp.study.services import Services

replace = msgspec.structs.replace


class Settings(msgspec.Struct, frozen=True):
    """What the learner chose: minutes, or a number of questions without a clock."""

    minutes: int | None
    number: int | None
    level: Level | None
    topics: tuple[str, ...]
    counts: bool


class Pool(msgspec.Struct, frozen=True):
    """The cards that can be asked on this machine; the others with the reason, which goes on from
    "it ..."."""

    cards: list[Card]
    refused: list[tuple[Card, str]]

    def left_out(self, topics: Sequence[str]) -> Counter[str]:
        """How many cards of these topics are not asked, by the reason."""
        return Counter(reason for card, reason in self.refused if card.topic in topics)


class Given(msgspec.Struct, frozen=True):
    """An answer as it was given: the response, None if only a run or the learner can make one, and
    what was typed. `empty` if nothing was typed, picked or moved; `code` is the mark of the script
    that it is about."""

    response: Response | None
    text: str
    empty: bool
    code: str = ""


@dataclass(frozen=True)
class Asked:
    """The question to show: a card's own, or a follow-up to it. `luck` shuffles its options, and is
    made anew by each call."""

    entry: Entry
    luck: Callable[[], Random]
    follow_up: str = ""


def pool(services: Services) -> Pool:
    """What there is to choose from; suspended cards are in neither list. Ask the bench to `learn`
    first: until it knows what confines runs, strangers' banks are refused."""
    states, bench = services.store.states(), services.bench
    entries = [
        entry
        for name, entry in services.collection.entries.items()
        if not (name in states and states[name].suspended)
    ]
    roots = {root: bench.refusal_of(root) for root in dict.fromkeys(one.root for one in entries)}
    refusals = [(entry.card, bench.lack(entry) or roots[entry.root]) for entry in entries]
    return Pool(
        cards=[card for card, refusal in refusals if refusal is None],
        refused=[(card, refusal.reason) for card, refusal in refusals if refusal is not None],
    )


def plan(pool: Pool, settings: Settings, seed: int = 0) -> list[Question]:
    """The questions that the settings lead to; none if no topic is chosen."""
    if not settings.topics:
        return []
    return choose_questions(
        pool.cards,
        seed,
        minutes=settings.minutes,
        count=settings.number,
        level=settings.level,
        topics=settings.topics,
    )


def begin(services: Services, settings: Settings, questions: list[Question]) -> InterviewState:
    """A new interview with these questions, in the store from the start."""
    state = InterviewState(
        id=uuid4().hex,
        started=services.now(),
        questions=questions,
        level=settings.level,
        topics=list(settings.topics),
        limit=None if settings.minutes is None else settings.minutes * 60.0,
        counts=settings.counts,
    )
    return keep(services.store, state) or state


def drop(services: Services, state: InterviewState) -> bool:
    """Forget an interview; what was typed stays with its cards. False, and it stays, if another
    window has gone on with it."""
    store, entries = services.store, services.collection.entries
    texts = [
        (question.card, answer.said)
        for question, answer in zip(state.questions, state.answers, strict=False)
    ]
    if state.current is not None and not state.over:
        typed = typed_elsewhere(store, state) or state.draft
        open_ = [*wiped(store, state), _joined(state.said_parts, state.current), typed]
        texts += [(state.current.card, text) for text in open_]
    if not forget(store, state):
        return False
    for card, text in texts:
        if card in entries:
            _put_aside(store, entries[card], text)
    return True


class Interview:
    """Every change is one write, and in the store when the method that makes it returns; where it
    raises, nothing has changed. The clock stands until `start`, and again after `halt`. `current`
    is what to ask now; None when all was asked, or when another app has gone on with it: then it is
    `elsewhere`, and nothing more is kept; what was typed is `kept_aside`
    with its card, unless it is a choice."""

    def __init__(self, services: Services, state: InterviewState) -> None:
        self._services = services
        self._spent = state.spent
        self._since: datetime | None = None
        self.state = state
        self.current: Asked | None = None
        self.elsewhere = False
        self.kept_aside = False
        self._deletions = Deletions(state.draft)
        passed = self._passed(state)
        if passed is not state:
            self._keep(passed)
        self.current = self._open_question()

    def _passed(self, state: InterviewState) -> InterviewState:
        """A state in which no card is asked that has gone."""
        entries = self._services.collection.entries
        while not state.over and (question := state.current) and question.card not in entries:
            said = _joined(state.said_parts, question)
            gone = Answer(None, 0.0, [], said, judged=False, note=GONE)
            state = _answered(state, gone)
        return state

    def _open_question(self) -> Asked | None:
        state, question = self.state, self.state.current
        if state.over or question is None:
            return None
        at = len(state.said_parts)
        follow_up = question.follow_ups[at - 1] if at else ""
        entry = self._services.collection.entries[question.card]
        return Asked(entry, partial(luck, state, len(state.answers)), follow_up)

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
        if self.current is not None:
            self._keep(self._given(self.state, given, now), given)

    def _given(self, state: InterviewState, given: Given | None, now: datetime) -> InterviewState:
        """A state with an answer, or a part of it, to the current question."""
        asked, question = self.current, state.current
        assert asked is not None
        assert question is not None
        # What is typed stays, too, where a part of the answer is left out.
        parts = [*state.said_parts, given.text if given is not None else state.draft]
        skipped = given is None and len(parts) == 1
        if len(parts) <= len(question.follow_ups) and not skipped:
            return ticked(replace(state, said_parts=parts, draft=""), self.spent(now))
        seconds = max(0.0, self.spent(now) - sum(answer.seconds for answer in state.answers))
        if skipped:
            return _answered(state, Answer(None, seconds, [], state.draft))
        return self._judged(state, asked.entry, given, parts, seconds)

    def _judged(
        self,
        state: InterviewState,
        entry: Entry,
        given: Given | None,
        parts: list[str],
        seconds: float,
    ) -> InterviewState:
        card, question = entry.card, state.current
        assert question is not None
        said = _joined(parts, question)
        if card.spoken:  # none of it was mentioned until it is ticked
            points = [*card.points, *_asks(question)]
            return _answered(state, Answer(0.0, seconds, points, said))
        evidence = self._services.bench.evidence(entry)
        response = given.response if given is not None else None
        mends = response is not None and card.mended(response, evidence.files) is not None
        if card.judged_by != "answer" or mends:
            waiting = [*state.unmarked, len(state.answers)]
            code = given.code if given is not None else ""
            answer = Answer(0.0, seconds, [], said, code=code)
            return replace(_answered(state, answer), unmarked=waiting)
        if response is None:
            return _answered(state, Answer(None, seconds))
        changed = given is not None and entry.changed_since(given.code)
        fault = CHANGED if changed else self._services.bench.fault(entry)
        if fault:
            note = f"not judged: {fault}"
            return _answered(state, Answer(None, seconds, [], said, judged=False, note=note))
        found = grade(card, response, evidence)
        return _answered(state, as_answer(card, found, seconds, said))

    def keep_draft(self, text: str, now: datetime, written: str | None = None) -> None:
        """Keep what is typed, and the clock, against leaving, a crash or a kill: quick enough for
        every key. Where another window has gone on, it is kept with its card, among the earlier
        texts that a drill brings back; and so is what another window typed, once this one types.
        What is `written` on the screen may be more than what is kept."""
        store, theirs = self._services.store, typed_elsewhere(self._services.store, self.state)
        idle = text == self.state.draft
        self.state = ticked(replace(self.state, draft=text), self.spent(now))
        if deleted := self._deletions.deleted(text if written is None else written, text):
            self._put_aside(deleted)
        kept = self.state if theirs is None or not idle else replace(self.state, draft=theirs)
        if not keep_draft(store, kept):
            self._went_on_elsewhere(text)
        elif theirs is not None and not idle:
            self._put_aside(theirs)

    @property
    def wiped(self) -> list[str]:
        """What the original took the place of in the code that is asked, the latest last."""
        return wiped(self._services.store, self.state)

    def keep_wiped(self, versions: Sequence[str]) -> None:
        keep_wiped(self._services.store, self.state, versions)

    def leave(self, text: str, now: datetime) -> None:
        """Go on another time: the clock stands, and what is typed stays."""
        self.keep_draft(text, now)
        self.halt(now)

    def stop(self, now: datetime, given: Given | None = None) -> None:
        """No more is asked; what was `given` last counts, and so does what had been said to a
        question with follow-ups."""
        state = self.state
        if state.over:  # it has still to be looked through, and that is known
            return
        if self.current is not None and given is not None:
            state = self._given(state, given, now)
        while self.current is not None and state.said_parts:
            state = self._given(state, None, now)
        self._keep(ticked(replace(state, over=True), self.spent(now)), given)
        self.halt(now)

    def _keep(self, state: InterviewState, given: Given | None = None) -> None:
        kept = keep(self._services.store, self._passed(state))
        if kept is None:
            self._went_on_elsewhere(given.text if given is not None else "")
            return
        if kept.over or kept.place != self.state.place:
            self._deletions = Deletions(kept.draft)
            self._leave_behind(question=kept.over or kept.place[0] != self.state.place[0])
        self.state = kept
        self.current = self._open_question()

    def _leave_behind(self, *, question: bool) -> None:
        """Keep with its card what another window typed and nobody handed in; and of a `question`
        that is over, what the original took the place of."""
        if self.current is None:
            return
        self._put_aside(typed_elsewhere(self._services.store, self.state) or "")
        for text in self.wiped if question else ():
            put_aside(self._services.store, self.current.entry.card.id, text)

    def _went_on_elsewhere(self, typed: str) -> None:
        """Keep what was typed here with its card, and nothing more."""
        self.kept_aside = self._put_aside(typed)
        self.elsewhere = True
        self.state = replace(self.state, over=True)
        self.current = None

    def _put_aside(self, typed: str) -> bool:
        """Keep a text among the earlier ones of its card, unless it is a choice; whether it was."""
        if self.current is None:
            return False
        return _put_aside(self._services.store, self.current.entry, typed)


def _put_aside(store: Store, entry: Entry, typed: str) -> bool:
    """Keep a text among the earlier ones of a card, unless it is a choice; whether it was."""
    if entry.card.offers() and not entry.card.spoken:
        return False
    text = _to_write_on(entry, typed)
    put_aside(store, entry.card.id, text)
    return bool(text.strip())


def _to_write_on(entry: Entry, typed: str) -> str:
    """What was typed, as the field holds it: of a bug hunt the code alone, without the line."""
    card = entry.card
    if not card.runs_first:
        return typed
    return card.mended(card.read(typed, card.asked(Random(0))), entry.texts()) or ""


def _answered(state: InterviewState, answer: Answer) -> InterviewState:
    spent = sum(one.seconds for one in state.answers) + answer.seconds
    return replace(answered(state, answer, spent), said_parts=[], draft="")


def _asks(question: Question) -> list[str]:
    return [ask.strip() for ask in question.follow_ups]


def _joined(parts: Sequence[str], question: Question) -> str:
    """The answer and those to the follow-ups, each below its question."""
    rest = zip(_asks(question), parts[1:], strict=False)
    return "\n\n".join([*parts[:1], *(f"{ask}\n{said}" for ask, said in rest if said.strip())])
