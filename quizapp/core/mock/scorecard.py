"""What came of a mock interview, in figures and words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from statistics import fmean, median
from textwrap import shorten

import msgspec

from quizapp.core.cards.card import Card, CardId, Level
from quizapp.core.grading.grade import PASS
from quizapp.core.mock.mock import Answer, MockState
from quizapp.core.wording import clock, plural

_TITLE = 110  # letters


class QuestionResult(msgspec.Struct, frozen=True):
    """One question. `pace` is its time over the median time of the answered ones; `score` is None
    if it was skipped, and then counts as 0, or if it was not reached or not judged, and then it
    counts nowhere. `place` is its number in the interview (0-based), `question` its beginning in a
    line; `said` and `note` are the answer's. `right` is what is right, in lines, where it was
    looked up: that may take files."""

    card: CardId
    kind: str
    topic: str
    score: float | None
    seconds: float
    pace: float | None
    missed: list[str]
    reached: bool = True
    judged: bool = True
    note: str = ""
    place: int = 0
    question: str = ""
    said: str = ""
    right: list[str] = []

    @property
    def counts(self) -> bool:
        """Whether it is part of any mean."""
        return self.reached and self.judged


class GroupScore(msgspec.Struct, frozen=True):
    """The questions of one topic or kind that count: mean score, and seconds in all."""

    name: str
    questions: int
    score: float
    seconds: float


class Scorecard(msgspec.Struct, frozen=True):
    """A whole mock. `score` is the mean over the questions that count, None if none does;
    `answered` of them have a score of their own, `unjudged` are those that nothing could judge.
    `strongest` and `weakest` are topics, None unless two were asked with different scores.
    `change` is the difference from the last mock before that has a score."""

    mock: str
    started: datetime
    level: Level | None
    score: float | None
    questions: int
    answered: int
    unjudged: int
    seconds: float
    median_seconds: float | None
    topics: list[GroupScore]
    kinds: list[GroupScore]
    rows: list[QuestionResult]
    strongest: str | None
    weakest: str | None
    change: float | None = None

    @property
    def to_drill(self) -> list[CardId]:
        """The cards that count and were not passed, in the order asked."""
        return [row.card for row in self.rows if row.counts and (row.score or 0.0) < PASS]


def scorecard(
    state: MockState, cards: Mapping[CardId, Card], earlier: Sequence[Scorecard] = ()
) -> Scorecard:
    """The figures of a mock; `earlier` ones oldest first. Cards no longer there are left out."""
    given = [one.seconds for one in state.answers if one.score is not None]
    middle = median(given) if given else None
    answers: list[Answer | None] = [*state.answers]
    answers += [None] * (len(state.questions) - len(answers))
    rows = [
        _row(place, answer, cards[question.card], middle)
        for place, (question, answer) in enumerate(zip(state.questions, answers, strict=False))
        if question.card in cards
    ]
    topics = _groups(rows, lambda row: row.topic)
    ranked = sorted(topics, key=lambda group: group.score)
    uneven = len(ranked) > 1 and ranked[0].score < ranked[-1].score
    score = _score(rows)
    before = next((one.score for one in reversed(earlier) if one.score is not None), None)
    return Scorecard(
        mock=state.id,
        started=state.started,
        level=state.level,
        score=score,
        questions=len(rows),
        answered=sum(row.score is not None for row in rows),
        unjudged=sum(not row.judged for row in rows),
        seconds=sum(row.seconds for row in rows),
        median_seconds=middle,
        topics=topics,
        kinds=_groups(rows, lambda row: row.kind),
        rows=rows,
        strongest=ranked[-1].name if uneven else None,
        weakest=ranked[0].name if uneven else None,
        change=None if score is None or before is None else score - before,
    )


def title(card: Card) -> str:
    """The first paragraph of a question in a line, short enough for a list."""
    return _beginning(card.question) or card.id


@lru_cache(maxsize=2048)
def _beginning(question: str) -> str:
    """The same cards come up in interview after interview."""
    return shorten(question.strip().partition("\n\n")[0], _TITLE, placeholder=" …")


def _row(place: int, given: Answer | None, card: Card, middle: float | None) -> QuestionResult:
    answer = given or Answer(None, 0.0)
    paced = middle is not None and middle > 0 and answer.score is not None
    skipped = given is not None and answer.score is None and answer.judged
    return QuestionResult(
        card=card.id,
        kind=card.kind,
        topic=card.topic,
        score=answer.score,
        seconds=answer.seconds,
        pace=answer.seconds / middle if paced and middle else None,
        missed=answer.missed or (card.points if skipped else []),
        reached=given is not None,
        judged=answer.judged,
        note=answer.note,
        place=place,
        question=title(card),
        said=answer.said,
    )


def _groups(
    rows: Iterable[QuestionResult], name: Callable[[QuestionResult], str]
) -> list[GroupScore]:
    groups: defaultdict[str, list[QuestionResult]] = defaultdict(list)
    for row in rows:
        if row.counts:
            groups[name(row)].append(row)
    return [
        GroupScore(key, len(group), _score(group) or 0.0, sum(row.seconds for row in group))
        for key, group in groups.items()
    ]


def _score(rows: Iterable[QuestionResult]) -> float | None:
    scores = [row.score or 0.0 for row in rows if row.counts]
    return fmean(scores) if scores else None


def how_many(card: Scorecard) -> str:
    """How many questions were answered, in what time, and how many of them nothing could judge."""
    answered = f"{card.answered} of {plural(card.questions, 'question')} answered"
    unjudged = f", {card.unjudged} not judged" if card.unjudged else ""
    return f"{answered} in {clock(card.seconds)} min{unjudged}"
