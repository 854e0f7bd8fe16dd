"""What came of a mock interview: each question to be opened, and one key that drills the missed."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList, Static

from quizapp.core.mock.scorecard import Scorecard
from quizapp.core.mock.trend import by_topic
from quizapp.core.mock.writing import to_json, to_markdown
from quizapp.study.interview_answers import Reading, readings, with_right_answers
from quizapp.study.interview_record import finished_mock, scorecards
from quizapp.study.services import Services
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.keys import Key, KeyedScreen
from quizapp.tui.mock import scorecard_text
from quizapp.tui.mock.question_rows import QuestionRows
from quizapp.tui.mock.question_screen import QuestionScreen
from quizapp.tui.mock.question_text import AskedText, ToldText
from quizapp.tui.scrolling import Scrolls
from quizapp.tui.widgets.key_bar import KeyBar

_GONE = "In no bank any more: the card was taken out."
_BESIDE = 150  # columns from which on a question is read beside its row


class ScorecardScreen(Scrolls, KeyedScreen[None]):
    """One finished interview, set against those before it. Exports go to the current folder."""

    AUTO_FOCUS = "QuestionRows"
    CSS_PATH = "scorecard_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (_BESIDE, "-beside")]
    KEYS = (
        Key(
            "p,d",
            "drill",
            "practice the missed",
            key_display="p",
            when=lambda s: s.card is not None and bool(s.card.to_drill),
            help="drill what was missed; the schedule stays as it is",
        ),
        Key("m", "export('md')", "Markdown", when=lambda s: s.card is not None),
        Key("J", "export('json')", "JSON", when=lambda s: s.card is not None),
        Key("pagedown", "page(1)", show=False, priority=True, help="scroll"),
        Key("pageup", "page(-1)", show=False, priority=True),
        Key("question_mark,f1", "help", "help"),
        Key("q,escape", "leave", "back", key_display="esc"),
    )
    BINDINGS = [*KEYS]
    NOTES = (
        "↑ and ↓ go from question to question; enter opens one, with what is right.",
        scorecard_text.SCORING,
        "✓ is right, ◐ partly, ✗ wrong or skipped, ○ not judged. Minutes in color took much longer "
        "than the others.",
        "m and J write the scorecard, with the right answers, into the folder that you started "
        "quizapp in.",
    )

    def __init__(self, services: Services, mock: str) -> None:
        super().__init__()
        self._services = services
        found = scorecards(services)
        at = next((at for at, one in enumerate(found) if one.mock == mock), None)
        self.card: Scorecard | None = found[at] if at is not None else None
        self._earlier = found[:at]
        self._state = finished_mock(services.store, mock)
        self._read: list[Reading] | None = None  # as the cards were when the screen came up
        self._rows = QuestionRows(self.card.rows if self.card is not None else [])
        self._scroll = VerticalScroll(id="scroll", can_focus=False)
        self._asked, self._told = AskedText(), ToldText()
        self._detail = VerticalScroll(self._asked, self._told, id="detail", can_focus=False)
        self._shown = -1  # the row that is read beside the list

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Scorecard", "bold $text-accent"), id="title")
        with Horizontal():
            with self._scroll:
                if self.card is None:
                    yield Static("This interview is not in the store any more.")
                else:
                    yield from self._parts(self.card)
            if self.card is not None and self.card.rows:
                yield self._detail
        yield KeyBar()

    def _parts(self, card: Scorecard) -> ComposeResult:
        text, lines = scorecard_text, scorecard_text.lines
        trends = by_topic([*self._earlier, card])
        yield Static(lines(text.summary(card, self._earlier)), id="summary", classes="part")
        yield Static(Content.styled(text.HEAD, "$foreground 65%"), classes="part head")
        yield self._rows
        with Horizontal(classes="row"):
            yield Static(lines(text.groups("By topic", card.topics, trends)), classes="part")
            yield Static(lines(text.groups("By kind", card.kinds, {})), classes="part")
        if self._earlier:
            yield Static(lines(text.trend(card, self._earlier)), id="trend", classes="part")

    # The question under the cursor

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.call_after_refresh(self._follow)
        self._read_beside()

    def _follow(self) -> None:
        """Scroll the page to the row under the cursor, and to its top for the first."""
        if self._rows.at == 0:
            self._scroll.scroll_home(animate=False)
        else:
            row = Region(0, self._rows.virtual_region.y + self._rows.at, 1, 1)
            self._scroll.scroll_to_region(row, animate=False)

    def on_screen_resume(self) -> None:
        self._read = None  # cards may be others by now

    def on_resize(self) -> None:
        self._read_beside()

    def _read_beside(self) -> None:
        if self.app.size.width < _BESIDE or self._shown == self._rows.at:
            return
        shown, at = self._readings, self._place
        if at is not None:
            self._shown = self._rows.at
            self._asked.show(self._shown + 1, shown[at])
            self._told.show(shown[at])
            self._detail.scroll_home(animate=False)

    @property
    def _readings(self) -> list[Reading]:
        if self._read is None and self.card is not None and self._state is not None:
            self._read = readings(self._services, self._state, self.card)
        return self._read or []

    @property
    def _place(self) -> int | None:
        """Where the question under the cursor is among those that can be read; None if its card has
        gone."""
        if self.card is None or not self.card.rows:
            return None
        place, found = self.card.rows[self._rows.at].place, self._readings
        return next((at for at, one in enumerate(found) if one.result.place == place), None)

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self.is_active:
            return
        shown, at = self._readings, self._place
        if at is None:
            self.notify(_GONE, severity="warning")
        else:
            self.app.push_screen(QuestionScreen(self._services, shown, at), self._came_back)

    def _came_back(self, at: int | None) -> None:
        """The cursor to what was read last."""
        if at is not None and self.card is not None:
            rows = [row.place for row in self.card.rows]
            self._rows.highlighted = rows.index(at)

    @on(QuestionRows.Beyond)
    def _beyond(self, event: QuestionRows.Beyond) -> None:
        event.stop()
        self.action_scroll(event.by)

    # The other keys

    def action_drill(self) -> None:
        if self.card is None or not self.is_active:
            return
        if not start_drill(self.app, self._services, self.card.to_drill):
            self.notify(_GONE, severity="warning")

    def action_export(self, form: str) -> None:
        """Write the scorecard beside what the learner works on, and say where."""
        if self.card is None:
            return
        card = with_right_answers(self._services, self.card)
        text = to_markdown(card).encode() if form == "md" else to_json(card)
        path = Path.cwd() / f"mock-{card.started.astimezone():%Y-%m-%d-%H%M}.{form}"
        try:
            path.write_bytes(text)
        except OSError as error:
            self.notify(f"{path}: {error.strerror}", severity="error", markup=False)
        else:
            self.notify(f"Written to {path}", markup=False)
