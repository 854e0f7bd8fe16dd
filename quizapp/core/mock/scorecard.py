"""What came of a mock interview, in figures and words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from statistics import fmean, median

import msgspec

from quizapp.core.cards.card import Card, CardId, Level
from quizapp.core.mock.mock import Answer, MockState, Question

PASS = 0.6  # below, a question counts as missed


class Row(msgspec.Struct, frozen=True):
    """One question. `pace` is its time over the median time of the answered ones; `score` is None
    if it was skipped or not reached, and then counts as 0 (not reached: not at all)."""

    card: CardId
    kind: str
    topic: str
    score: float | None
    seconds: float
    pace: float | None
    missed: list[str]
    reached: bool = True


class Part(msgspec.Struct, frozen=True):
    """The questions of one topic or kind that were reached: mean score, and seconds in all."""

    name: str
    questions: int
    score: float
    seconds: float


class Scorecard(msgspec.Struct, frozen=True):
    """A whole mock. `score` is the mean over the questions reached; `strongest` and `weakest` are
    topics, None unless two were asked with different scores. `change` is the difference from the
    mock before, None for the first."""

    mock: str
    started: datetime
    level: Level | None
    score: float
    questions: int
    answered: int
    seconds: float
    median_seconds: float | None
    topics: list[Part]
    kinds: list[Part]
    rows: list[Row]
    strongest: str | None
    weakest: str | None
    change: float | None = None

    @property
    def to_drill(self) -> list[CardId]:
        """The cards that were reached and not passed, in the order asked."""
        return [row.card for row in self.rows if row.reached and (row.score or 0.0) < PASS]


def scorecard(
    state: MockState, cards: Mapping[CardId, Card], earlier: Sequence[Scorecard] = ()
) -> Scorecard:
    """The figures of a mock; `earlier` ones oldest first. Cards no longer there are left out."""
    given = [one.seconds for one in state.answers if one.score is not None]
    middle = median(given) if given else None
    answers: list[Answer | None] = [*state.answers]
    answers += [None] * (len(state.questions) - len(answers))
    rows = [
        _row(question, answer, cards[question.card], middle)
        for question, answer in zip(state.questions, answers, strict=False)
        if question.card in cards
    ]
    topics = _parts(rows, lambda row: row.topic)
    ranked = sorted(topics, key=lambda part: part.score)
    uneven = len(ranked) > 1 and ranked[0].score < ranked[-1].score
    score = _score(rows)
    return Scorecard(
        mock=state.id,
        started=state.started,
        level=state.level,
        score=score,
        questions=len(rows),
        answered=sum(row.score is not None for row in rows),
        seconds=sum(row.seconds for row in rows),
        median_seconds=middle,
        topics=topics,
        kinds=_parts(rows, lambda row: row.kind),
        rows=rows,
        strongest=ranked[-1].name if uneven else None,
        weakest=ranked[0].name if uneven else None,
        change=score - earlier[-1].score if earlier else None,
    )


def _row(question: Question, answer: Answer | None, card: Card, middle: float | None) -> Row:
    if answer is None:
        return Row(card.id, card.kind, card.topic, None, 0.0, None, [], reached=False)
    paced = middle is not None and middle > 0 and answer.score is not None
    return Row(
        card=question.card,
        kind=card.kind,
        topic=card.topic,
        score=answer.score,
        seconds=answer.seconds,
        pace=answer.seconds / middle if paced and middle else None,
        missed=answer.missed or (card.key_points if answer.score is None else []),
    )


def _parts(rows: Iterable[Row], name: Callable[[Row], str]) -> list[Part]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.reached:
            groups[name(row)].append(row)
    return [
        Part(key, len(group), _score(group), sum(row.seconds for row in group))
        for key, group in groups.items()
    ]


def _score(rows: Iterable[Row]) -> float:
    scores = [row.score or 0.0 for row in rows if row.reached]
    return fmean(scores) if scores else 0.0


def to_markdown(card: Scorecard, titles: Mapping[CardId, str]) -> str:
    """The scorecard to read or hand on; `titles` are the questions' first lines."""
    lines = [
        f"# Mock interview, {card.started:%d %B %Y}",
        "",
        f"Score {card.score:.0%}{_change(card)}: {card.answered} of {card.questions} questions"
        f" answered in {_time(card.seconds)}.",
    ]
    if card.strongest and card.weakest:
        lines.append(f"Strongest topic {card.strongest}, weakest {card.weakest}.")
    lines += _table("Topic", card.topics) + _table("Kind", card.kinds)
    lines += ["", "## Questions", ""]
    for number, row in enumerate(card.rows, start=1):
        lines.append(f"{number}. {titles.get(row.card, row.card)} ({_verdict(row)})")
        lines += [f"   - missed: {point}" for point in row.missed]
    return "\n".join(lines) + "\n"


def to_json(card: Scorecard) -> bytes:
    return msgspec.json.format(msgspec.json.encode(card), indent=2)


def _table(head: str, parts: Iterable[Part]) -> list[str]:
    rows = [
        f"| {part.name} | {part.questions} | {part.score:.0%} | {_time(part.seconds)} |"
        for part in parts
    ]
    return ["", f"| {head} | Questions | Score | Time |", "|---|---:|---:|---:|", *rows]


def _verdict(row: Row) -> str:
    if not row.reached:
        return "not reached"
    if row.score is None:
        return f"skipped after {_time(row.seconds)}"
    pace = f", {row.pace:.1f} times the median" if row.pace is not None else ""
    return f"{row.score:.0%} in {_time(row.seconds)}{pace}"


def _change(card: Scorecard) -> str:
    if card.change is None:
        return ""
    return f" ({card.change * 100:+.0f} points against the one before)"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} min"
