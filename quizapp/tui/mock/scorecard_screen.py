"""What came of a mock interview, and one key that drills what was missed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizapp.core.grading.grade import FULL, PASS
from quizapp.core.mock.scorecard import (
    GroupScore,
    QuestionResult,
    Scorecard,
    how_many,
    to_json,
    to_markdown,
)
from quizapp.core.wording import clock, plural
from quizapp.study.interview_marking import title
from quizapp.study.interview_record import scorecards, when_text
from quizapp.study.services import Services
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.scrolling import SCROLL_KEYS, Scrolls
from quizapp.tui.text import DIM, block_bar, inline
from quizapp.tui.widgets.charts import sparkline
from quizapp.tui.widgets.key_bar import KeyBar

_SLOW = 1.5  # times the median


class ScorecardScreen(Scrolls, KeyedScreen[None]):
    """One finished interview, set against those before it. Exports go to the current folder."""

    AUTO_FOCUS = ""
    CSS_PATH = "scorecard_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    KEYS = (
        Key(
            "d",
            "drill",
            "drill the missed",
            when=lambda s: s.card is not None and bool(s.card.to_drill),
            help="drill what was missed; the schedule stays as it is",
        ),
        Key("m", "export('md')", "Markdown", when=lambda s: s.card is not None),
        Key("J", "export('json')", "JSON", when=lambda s: s.card is not None),
        *SCROLL_KEYS,
        Key("space", "page(1)", show=False),
        Key("question_mark", "help", "help"),
        Key("q,escape,enter", "leave", "back", key_display="q"),
    )
    BINDINGS = [*KEYS]
    NOTES = (
        "The score is the mean over the questions that were reached; a skipped one counts as 0, "
        "one that was not judged counts nowhere.",
        "m and J write the scorecard into the folder that you started quizapp in.",
    )

    def __init__(self, services: Services, mock: str) -> None:
        super().__init__()
        self._services = services
        found = scorecards(services)
        at = next((at for at, one in enumerate(found) if one.mock == mock), None)
        self.card = found[at] if at is not None else None
        self._earlier = found[:at]
        self._scroll = VerticalScroll(id="scroll", can_focus=False)

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Scorecard", "bold $text-accent"), id="title")
        card = self.card
        with self._scroll:
            if card is None:
                yield Static("This interview is not in the store any more.")
            else:
                with Horizontal(classes="row"):
                    yield Static(_text(_summary(card, self._earlier)), id="summary")
                with Horizontal(classes="row"):
                    yield Static(_text(_table("By topic", card.topics)))
                    yield Static(_text(_table("By kind", card.kinds)))
                with Horizontal(classes="row"):
                    yield Static(_text(self._questions(card)), id="questions")
        yield KeyBar()

    def _questions(self, card: Scorecard) -> Iterator[Content]:
        yield Content.styled("Questions", "bold $text-accent")
        for number, row in enumerate(card.rows, 1):
            yield _line(number, row)
            entry = self._services.collection.entries.get(row.card)
            if entry is not None:
                yield Content.assemble("     ", inline(title(entry.card)).stylize(DIM))
            for point in row.missed:
                yield Content.assemble(("     ✗ ", "$text-error"), inline(point))
            if row.note:
                yield Content.assemble("     ", Content(row.note).stylize("$text-warning"))

    def action_drill(self) -> None:
        if self.card is not None and self.is_active:
            start_drill(self.app, self._services, self.card.to_drill)

    def action_export(self, form: str) -> None:
        """Write the scorecard beside what the learner works on, and say where."""
        card = self.card
        if card is None:
            return
        entries = self._services.collection.entries
        titles = {
            row.card: title(entries[row.card].card) for row in card.rows if row.card in entries
        }
        text = to_markdown(card, titles).encode() if form == "md" else to_json(card)
        path = Path.cwd() / f"mock-{card.started.astimezone():%Y-%m-%d-%H%M}.{form}"
        try:
            path.write_bytes(text)
        except OSError as error:
            self.notify(f"{path}: {error.strerror}", severity="error", markup=False)
        else:
            self.notify(f"Written to {path}", markup=False)


def _text(lines: Iterator[Content]) -> Content:
    return Content("\n").join(lines)


def _summary(card: Scorecard, earlier: Sequence[Scorecard]) -> Iterator[Content]:
    level = f", {card.level}" if card.level else ""
    score = "no score" if card.score is None else f"{card.score:.0%}"
    yield Content.assemble(
        (score, "bold $text-accent"),
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


def _table(name: str, groups: Iterable[GroupScore]) -> Iterator[Content]:
    yield Content.styled(name, "bold $text-accent")
    for group in sorted(groups, key=lambda group: group.score):
        yield Content.assemble(
            f"{group.name:<16}{group.score:>5.0%}  ",
            (block_bar(group.score, 10), "$accent"),
            (f"  {plural(group.questions, 'question')}, {clock(group.seconds)} min", DIM),
        )


def _line(number: int, row: QuestionResult) -> Content:
    if not row.reached:
        return Content.assemble(f"{number:>3}. ", (f"{row.card}  not reached", DIM))
    sign, style, score = _sign(row)
    slow = f", {row.pace:.1f} × the median" if row.pace is not None and row.pace >= _SLOW else ""
    return Content.assemble(
        f"{number:>3}. ",
        (f"{sign} {score:<11}", style),
        (row.card, "bold"),
        (f"  {row.kind}, {clock(row.seconds)} min{slow}", DIM),
    )


def _sign(row: QuestionResult) -> tuple[str, str, str]:
    """A result's sign, its style, and its score in a word."""
    if not row.judged:
        return "○", DIM, "not judged"
    if row.score is None:
        return "✗", "$text-error", "skipped"
    score = f"{row.score:.0%}"
    if row.score >= FULL:
        return "✓", "$text-success", score
    return ("◐", "$text-warning", score) if row.score >= PASS else ("✗", "$text-error", score)
