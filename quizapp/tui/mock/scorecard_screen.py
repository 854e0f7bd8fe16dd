"""What came of a mock interview, and one key that drills what was missed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.mock.scorecard import PASS, Part, Row, Scorecard, to_json, to_markdown
from quizapp.study.interview_record import scorecards, when_text
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.charts import block_bar, sparkline
from quizapp.tui.widgets.inline import inline
from quizapp.tui.widgets.key_bar import KeyBar

_DIM = "$foreground 65%"
_SLOW = 1.5  # times the median


class ScorecardScreen(Screen[None]):
    """One finished interview, set against those before it. Exports go to the current folder."""

    AUTO_FOCUS = ""
    CSS_PATH = "scorecard_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = [
        Binding("d", "drill", "drill the missed"),
        Binding("m", "export('md')", "Markdown"),
        Binding("J", "export('json')", "JSON"),
        Binding("down,j", "scroll(1)", "scroll", key_display="↓ ↑"),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("question_mark", "help", "help"),
        Binding("q,escape,enter", "dismiss", "back", key_display="q"),
    ]

    def __init__(self, parts: Parts, mock: str) -> None:
        super().__init__()
        self._parts = parts
        found = scorecards(parts)
        at = next((at for at, one in enumerate(found) if one.mock == mock), None)
        self._card = found[at] if at is not None else None
        self._earlier = found[:at]

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Scorecard", "bold $text-accent"), id="title")
        with VerticalScroll(id="scroll", can_focus=False):
            if self._card is None:
                yield Static("This interview is not in the store any more.")
            else:
                with Horizontal(classes="row"):
                    yield Static(_text(_summary(self._card, self._earlier)), id="summary")
                with Horizontal(classes="row"):
                    yield Static(_text(_table("By topic", self._card.topics)))
                    yield Static(_text(_table("By kind", self._card.kinds)))
                with Horizontal(classes="row"):
                    yield Static(_text(self._questions(self._card)), id="questions")
        yield KeyBar()

    def _questions(self, card: Scorecard) -> Iterator[Content]:
        yield Content.styled("Questions", "bold $text-accent")
        for number, row in enumerate(card.rows, 1):
            yield _line(number, row)
            entry = self._parts.collection.entries.get(row.card)
            if entry is not None:
                first = entry.card.question.strip().splitlines()[0]
                yield Content.assemble("     ", inline(first).stylize(_DIM))
            for point in row.missed:
                yield Content.assemble(("     ✗ ", "$text-error"), inline(point))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "drill":
            return self._card is not None and bool(self._card.to_drill)
        return self._card is not None if action == "export" else True

    def action_drill(self) -> None:
        if self._card is not None:
            start_drill(self.app, self._parts, self._card.to_drill)

    def action_export(self, form: str) -> None:
        """Write the scorecard beside what the learner works on, and say where."""
        card = self._card
        if card is None:
            return
        entries = self._parts.collection.entries
        titles = {
            row.card: entries[row.card].card.question.strip().splitlines()[0]
            for row in card.rows
            if row.card in entries
        }
        text = to_markdown(card, titles).encode() if form == "md" else to_json(card)
        path = Path.cwd() / f"mock-{card.started.astimezone():%Y-%m-%d-%H%M}.{form}"
        try:
            path.write_bytes(text)
        except OSError as error:
            self.notify(f"{path}: {error.strerror}", severity="error", markup=False)
        else:
            self.notify(f"Written to {path}", markup=False)

    def action_scroll(self, by: int) -> None:
        self.query_one("#scroll").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        scroll = self.query_one("#scroll")
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 2), animate=False)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))


def _text(lines: Iterator[Content]) -> Content:
    return Content("\n").join(lines)


def _summary(card: Scorecard, earlier: Sequence[Scorecard]) -> Iterator[Content]:
    level = f", {card.level}" if card.level else ""
    yield Content.assemble(
        (f"{card.score:.0%}", "bold $text-accent"),
        f"  {block_bar(card.score, 20)}  ",
        (f"{when_text(card.started)}{level}", _DIM),
    )
    middle = "" if card.median_seconds is None else f", {_clock(card.median_seconds)} in the median"
    yield Content(
        f"{card.answered} of {card.questions} questions answered in {_clock(card.seconds)}{middle}."
    )
    if card.strongest and card.weakest:
        yield Content(f"Strongest: {card.strongest}. Weakest: {card.weakest}.")
    if earlier and card.change is not None:
        scores = [one.score for one in (*earlier[-11:], card)]
        points = round(card.change * 100)
        than = f"than the one before ({earlier[-1].score:.0%})"
        said = f"{abs(points)} points {'better' if points > 0 else 'worse'} {than}."
        if not points:
            said = "The same score as the one before."
        yield Content.assemble(f"{said}  ", (sparkline(scores, high=1.0), "$accent"))


def _table(name: str, parts: Sequence[Part]) -> Iterator[Content]:
    yield Content.styled(name, "bold $text-accent")
    for part in sorted(parts, key=lambda part: part.score):
        count = f"{part.questions} question{'s' * (part.questions != 1)}"
        yield Content.assemble(
            f"{part.name:<16}{part.score:>5.0%}  ",
            (block_bar(part.score, 10), "$accent"),
            (f"  {count}, {_clock(part.seconds)}", _DIM),
        )


def _line(number: int, row: Row) -> Content:
    if not row.reached:
        return Content.assemble(f"{number:>3}. ", (f"{row.card}  not reached", _DIM))
    if row.score is None:
        sign, style, score = "✗", "$text-error", "skipped"
    else:
        passed = row.score >= PASS
        full = row.score >= 0.999
        sign = "✓" if full else "◐" if passed else "✗"
        style = "$text-success" if full else "$text-warning" if passed else "$text-error"
        score = f"{row.score:.0%}"
    slow = f", {row.pace:.1f} × the median" if row.pace is not None and row.pace >= _SLOW else ""
    return Content.assemble(
        f"{number:>3}. ",
        (f"{sign} {score:<8}", style),
        (row.card, "bold"),
        (f"  {row.kind}, {_clock(row.seconds)}{slow}", _DIM),
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min"
