"""What a scorecard says, as text: the figures come in, nothing is looked up here."""

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from quizapp.core.grading.grade import FULL
from quizapp.core.mock.scorecard import GroupScore, QuestionResult, Scorecard, how_many
from quizapp.core.wording import clock, plural
from quizapp.study.interview_record import when_text
from quizapp.tui.text import DIM, block_bar, inline
from quizapp.tui.widgets.charts import sparkline, squeeze

HEAD = " #    result        min  topic         question"
SCORING = (
    "The **score** is the mean over the questions that you reached, and each counts the same. A "
    "talk is worth the share of its points that you tick, code the share of its checks that pass, "
    "a prediction the share of its lines: half right counts half. A skipped question counts as 0; "
    "one that nothing could judge counts nowhere."
)
_SLOW = 1.5  # times the median
_CURVE = 8  # cells
_BEFORE = 5  # interviews shown beside this one
_TITLE = "bold $text-accent"


def lines(parts: Iterator[Content]) -> Content:
    return Content("\n").join(parts)


def summary(card: Scorecard, earlier: Sequence[Scorecard]) -> Iterator[Content]:
    """The score, how it came about, and how it compares."""
    level = f", {card.level}" if card.level else ""
    score = "no score" if card.score is None else f"{card.score:.0%}"
    yield Content.assemble(
        (score, _TITLE),
        f"  {block_bar(card.score or 0.0, 20)}  ",
        (f"{when_text(card.started)}{level}", DIM),
    )
    median = card.median_seconds
    middle = "" if median is None else f"; {clock(median)} min in the median"
    yield Content(f"{how_many(card)}{middle}.")
    if card.strongest and card.weakest:
        yield Content(f"Strongest: {card.strongest}. Weakest: {card.weakest}.")
    scores = [one.score for one in earlier if one.score is not None][-11:]
    if scores and card.score is not None:
        curve = sparkline([*scores, card.score], high=1.0)
        yield Content.assemble(f"{_compared(card.score, scores[-1])}  ", (curve, "$accent"))


def _compared(score: float, before: float) -> str:
    points = round((score - before) * 100)
    if not points:
        return "The same score as the one before."
    better = "better" if points > 0 else "worse"
    return f"{plural(abs(points), 'point')} {better} than the one before ({before:.0%})."


def groups(
    name: str, found: Sequence[GroupScore], trends: Mapping[str, Sequence[float]]
) -> Iterator[Content]:
    """Topics or kinds, the weakest first; `trends` has the scores of those that were asked often,
    the latest last."""
    width = max(map(len, [name, *(group.name for group in found)]))
    so_far = f"{'so far':<{_CURVE + 1}}" if trends else ""
    yield Content.assemble(
        (f"{name:<{width}}", _TITLE), (f" score              {so_far}asked    min", DIM)
    )
    for group in sorted(found, key=lambda group: group.score):
        past = f"{curve(trends.get(group.name, ())):<{_CURVE + 1}}" if trends else ""
        yield Content.assemble(
            f"{group.name:<{width}}{group.score:>6.0%}  ",
            (f"{block_bar(group.score, 10)}  {past}", "$accent"),
            (f"{group.questions:>5}{clock(group.seconds):>7}", DIM),
        )


def curve(scores: Sequence[float]) -> str:
    """Scores as a small curve; empty for none."""
    return sparkline(squeeze(scores, _CURVE), high=1.0)


def trend(card: Scorecard, earlier: Sequence[Scorecard]) -> Iterator[Content]:
    """This interview below the last ones before it."""
    yield Content.styled("This interview and those before", _TITLE)
    for one in [*earlier[-_BEFORE:], card]:
        mark = "▸" if one is card else " "
        line = history_line(one)
        yield Content.assemble(mark, line.stylize("bold") if one is card else line)


def history_line(card: Scorecard) -> Content:
    """An interview in a line: when, how long, its score, and the difference to the one before."""
    change = "" if card.change is None else f"{card.change * 100:+.0f} points"
    score = "–" if card.score is None else f"{card.score:.0%}"
    return Content.assemble(
        f"{when_text(card.started):<17}",
        (f"{clock(card.seconds):>6} min", DIM),
        (f"{score:>6}", "bold"),
        f"  {block_bar(card.score or 0.0, 10)}  ",
        (f"{change:<11}  {card.answered} of {card.questions} answered", DIM),
    )


def question_row(number: int, row: QuestionResult) -> Content:
    """A question in a row, its beginning last: that is what a narrow screen cuts."""
    sign, style, result = mark(row)
    slow = row.pace is not None and row.pace >= _SLOW
    minutes = clock(row.seconds) if row.reached else ""
    return Content.assemble(
        f"{number:>2}  ",
        (f"{sign} {result:<11}", style),
        (f"{minutes:>5}", "$text-warning" if slow else ""),
        (f"  {row.topic[:12]:<12}  ", DIM),
        inline(row.question),
    )


def mark(row: QuestionResult) -> tuple[str, str, str]:
    """A result's sign, its style, and what it is in a word or figure."""
    if not row.reached:
        return "–", DIM, "not reached"
    if not row.judged:
        return "○", DIM, "not judged"
    if row.score is None:
        return "✗", "$text-error", "skipped"
    score = f"{row.score:.0%}"
    if row.score >= FULL:
        return "✓", "$text-success", "right"
    if row.score > 0.0:
        return "◐", "$text-warning", f"partly {score}"
    return "✗", "$text-error", "wrong"
