"""A card's code and what it really prints: run it, change it, run it again."""

from dataclasses import dataclass
from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static, TextArea
from textual.worker import Worker

from quizapp.banks.collection import Entry
from quizapp.core.run import Transcript
from quizapp.study.attempts import Attempt
from quizapp.study.bench import Bench
from quizapp.tui.drill.panes.base import focus_now
from quizapp.tui.drill.versions_screen import VersionsScreen, versions
from quizapp.tui.keys import or_say
from quizapp.tui.widgets.code_editor import CodeEditor
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.fields import show_start
from quizapp.tui.widgets.run_pane import RunPane, Wanted

_OUTPUT_SHARE = 3  # a third of the height, at most, is for what was printed


class SnippetPanel(Vertical):
    """Shows one script of a card, the `original`. Edits stay here; the file is never touched.

    As an `exercise` running it only posts HandedIn: the checks judge, not the panel.
    """

    DEFAULT_CSS = """
    SnippetPanel { height: auto; }
    SnippetPanel .bar { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    SnippetPanel TextArea { display: none; height: auto; min-height: 8; max-height: 30;
        border: none; padding: 0; }
    SnippetPanel.-editing CodeView { display: none; }
    SnippetPanel.-editing TextArea { display: block; }
    SnippetPanel #outputs { height: auto; layout: vertical; }
    """
    BINDINGS = [
        Binding("f5,ctrl+r", "run_edit", "run", key_display="F5", priority=True),
        Binding("f5,ctrl+r", "check_edit", "check", key_display="F5", priority=True),
        Binding("escape", "stop", "stop", priority=True),
        Binding("escape", "leave_editor", "leave editor", priority=True),
        Binding("ctrl+g", "reset", "versions", priority=True),
    ]

    @dataclass
    class Ran(Message):
        """The script has run; `source` is what ran in the place of the bank's own text."""

        transcript: Transcript
        source: str | None

    class Began(Message):
        """The learner's own text runs in the place of the bank's."""

    class Stopped(Message):
        """The learner ended that run."""

    @dataclass
    class HandedIn(Message):
        """The learner wants an exercise's answer checked."""

        source: str

    @dataclass
    class Edited(Message):
        """The text in the editor changed."""

        source: str

    class Left(Message):
        """The learner left the editor."""

    @dataclass
    class Wiped(Message):
        """The original was brought back in the place of the learner's text; that and what it had
        taken the place of earlier are the `versions`, the latest last."""

        versions: list[str]

    editing: var[bool] = var(False, toggle_class="-editing")

    def __init__(
        self, bench: Bench, entry: Entry, *, exercise: bool = False, name: str | None = None
    ) -> None:
        super().__init__()
        script = entry.read(name)
        self._name = name  # of the script; None for the one that runs
        self._bench = bench
        self._entry = entry
        self._exercise = exercise
        self.mark = entry.mark if entry.card.code_is_asked else ""
        self.original = script.text
        self.fault = script.fault
        self.wiped: list[str] = []
        self.attempts: list[Attempt] = []  # that were handed to the checks, the latest last
        self.brought_back: str | None = None  # by the last press of that key
        self.checks: Worker[None] | None = None  # what judges the text that was handed in
        self._printed: list[str] | None = None  # by the original
        self._back = ""
        self.above: Widget | None = None  # what stays in sight above the code that is changed
        self._editor: CodeEditor | None = None
        self.shows: Literal["own", "diff", "other"] = "own"  # where no editor is open
        self._was_edited = False
        self._named = False
        self._looked_for = False  # the output of the run, by who pressed its key
        self._remark = ""
        self._bar = Static(self._label(), classes="bar", id="code-bar", markup=False)
        self.code = CodeView(script.text)
        self._outputs = Container(id="outputs")
        self.first = RunPane(bench, id="first")
        self.second = RunPane(bench, id="second")  # the fixed script, or the other device

    def compose(self) -> ComposeResult:
        yield self._bar
        yield self.code
        with self._outputs:
            yield self.first
            yield self.second

    def on_mount(self) -> None:
        self.watch(self.first, "used", self._make_room)

    def _make_room(self, used: bool) -> None:
        """The code may be as high as the panel until a run shows below it."""
        self.set_class(used, "-ran")

    @property
    def running(self) -> bool:
        checking = self.checks is not None and not self.checks.is_finished
        return checking or self.first.running or self.second.running

    @property
    def source(self) -> str:
        """The text as it stands, edits included."""
        return self.original if self._editor is None else self._editor.text

    @property
    def edited(self) -> bool:
        return self.source != self.original

    @property
    def scrolled(self) -> list[Widget]:
        """What there may be more of than is seen, from the top."""
        return [self.code, self._outputs, self.first.output, self.second.output]

    async def edit(self, text: str | None = None) -> None:
        """Open the editor, on `text` or on what it last held."""
        editor = await self._make_editor(text)
        self.editing = True
        focus_now(editor)
        self._draw_bar()

    async def _make_editor(self, text: str | None = None) -> CodeEditor:
        if self._editor is None:
            self._editor = CodeEditor(self.original if text is None else text)
            await self.mount(self._editor, before=self._outputs)
        elif text is not None:
            self._editor.text = text
        return self._editor

    async def take_over(self, text: str) -> None:
        """Have a text that was written elsewhere in the place of the learner's; undo brings that
        back, and the cursor stays where it was."""
        editor = await self._make_editor()
        at = editor.cursor_location
        editor.replace(text, (0, 0), editor.document.end)
        editor.move_cursor(at)
        if not self.editing:
            self.show_own()

    @property
    def line(self) -> int:
        """The line (1-based) that the cursor is on."""
        return 1 if self._editor is None else self._editor.cursor_location[0] + 1

    def fit(self, rows: int, *, output: bool = False) -> None:
        """Be no higher than so many rows while code is changed, where wanted with the begin of what
        was printed."""
        if self._editor is None:
            return
        printed = sum(pane.outer_size.height for pane in (self.first, self.second) if pane.used)
        if output and printed:
            rows -= min(printed, rows // _OUTPUT_SHARE)
            rows -= 1  # scrolled to, the bar brings the margin above it along
        self._editor.styles.max_height = rows - 1  # without the bar

    def follow(self) -> None:
        """Scroll the page to the editor, once it is as high as its text, with what was printed as
        far as that has room."""
        if self._editor is not None and self.editing:
            above = [] if self.above is None else [self.above]
            self.call_after_refresh(self._see, self._outputs, *above, self._bar, self._editor)
            self.call_after_refresh(self._editor.scroll_cursor_visible)

    def _see(self, *widgets: Widget) -> None:
        for widget in widgets:
            if widget.display:
                widget.scroll_visible(animate=False, immediate=True)

    def turn(self, by: int) -> bool:
        """Go on in the editor by what is seen of it, or back; False where that shows no more."""
        editor = self._editor
        if editor is None or not 0 <= editor.scroll_y + by <= editor.max_scroll_y:
            return False
        if by > 0:
            editor.action_cursor_page_down()
        else:
            editor.action_cursor_page_up()
        return True

    def to_the_code(self) -> None:
        """Scroll the page to the code that is shown."""
        self.call_after_refresh(self._bar.scroll_visible, animate=False, top=True)

    async def edit_at(self, line: int) -> None:
        """Open the editor with the cursor on a line (1-based), behind its indentation."""
        await self.edit()
        if self._editor is not None:
            text = self._editor.document.get_line(min(line, self._editor.document.line_count) - 1)
            self._editor.move_cursor((line - 1, len(text) - len(text.lstrip())))
            self._editor.insert(self.code.typed())
            self.call_after_refresh(show_start, self._editor)
            self.follow()

    def show_original(self) -> None:
        """Leave the editor and show the bank's own text; what was typed stays in the editor."""
        self.editing = False
        self.code.code = self.original
        self._draw_bar()

    def show_own(self) -> None:
        """Show the learner's version for reading."""
        self.shows, self.editing = "own", False
        self.code.code = self.source
        self._bar.update("your version")

    def show_diff(self, name: str) -> None:
        """Show what tells the learner's version from another file of the card."""
        self.shows, self.editing = "diff", False
        self.code.compare(self.source, self._entry.read(name).text)
        theirs = self._entry.path(name).name
        same = f"your version is {theirs}, line by line"
        self._bar.update(same if self.code.same else f"- your version, + {theirs}")

    def show_instead(self, name: str) -> None:
        """Show another file of the card for reading: a solution in the place of a starter."""
        script = self._entry.read(name)
        self.shows, self.editing = "other", False
        self.code.code = script.text
        self._bar.update(self._label(name))

    def action_stop(self) -> None:
        self.stop()
        if self.is_attached:
            self.screen.refresh_bindings()  # there is nothing left to stop

    def action_leave_editor(self) -> None:
        self.shows, self.editing = "own", False
        self.code.code = self.source
        if self.is_attached:
            self.screen.set_focus(None)
        self._draw_bar()
        self.post_message(self.Left())

    def action_reset(self) -> None:
        """Bring the original back, and at further presses what it took the place of, the latest
        first; where there were attempts, all versions are listed."""
        if self._editor is not None:
            self._editor.call_later(self._reset)  # behind the letters that it has not yet seen

    def _reset(self) -> None:
        source = self.source
        if self.attempts:
            if not self.screen.is_active:
                return  # the same key twice: they are listed already
            known = versions(self.original, self.wiped, self.attempts)
            self.app.push_screen(VersionsScreen(known, source), or_say(self.app, self._bring_back))
        elif self.edited and source not in self.wiped:
            self._bring_back(self.original)
        else:
            round_ = list(dict.fromkeys([self.original, *reversed(self.wiped)]))
            self._bring_back(round_[(round_.index(source) + 1) % len(round_)])

    def _bring_back(self, text: str | None) -> None:
        """Put another version in the place of the text in the editor, which is kept."""
        editor, source = self._editor, self.source
        if text is None or editor is None or not self.is_attached:
            return
        kept = {self.original, *self.wiped, *(attempt.text for attempt in self.attempts)}
        if source not in kept:
            self.wiped = [*self.wiped, source]
            self.post_message(self.Wiped(self.wiped))
        self.brought_back = text
        editor.replace(text, (0, 0), editor.document.end)

    def action_run_edit(self) -> None:
        self._looked_for = True
        if self.editing and self._editor is not None:
            self._editor.call_later(self._run_edit)  # behind the letters that it has not yet seen
        else:
            self._run_edit()

    def action_check_edit(self) -> None:
        self.action_run_edit()

    def _run_edit(self) -> None:
        if self._exercise:
            self.post_message(self.HandedIn(self.source))
        else:
            self.run_now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "reset":
            return self.editing and (self.edited or bool(self.wiped or self.attempts))
        if action in ("stop", "leave_editor"):
            return self.editing and self.running == (action == "stop")
        if action in ("run_edit", "check_edit"):
            return self.editing and self._exercise == (action == "check_edit")
        return True

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        if event.text_area.has_focus:
            self.follow()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._draw_bar()
        if self.edited != self._was_edited:
            self._was_edited = self.edited
            self.screen.refresh_bindings()  # there is something to go back from now, or nothing
        self.post_message(self.Edited(event.text_area.text))

    @property
    def outdated(self) -> bool:
        """Whether another text has taken the place of what is shown, or of what judges it."""
        return self._entry.changed_since(self.mark)

    def run_now(self) -> None:
        """Run what is shown; an edited text is set against what the original printed."""
        source = self.source if self.edited else None
        if source is not None:
            self.post_message(self.Began())
        title = "your version" if source is not None else "output"
        self.second.clear()
        self.remove_class("-beside")
        compare = self._printed if source is not None else None
        self.first.start(Wanted(self._entry, self._name, source), title, compare)

    def run_original(self) -> None:
        """Run the bank's own text, whatever is in the editor."""
        self.second.clear()
        self.remove_class("-beside")
        self.first.start(Wanted(self._entry), "output")

    def run_on(self, device: str, title: str) -> None:
        """Run what is shown on one device, whichever is chosen."""
        source = self.source if self.edited else None
        self.first.start(Wanted(self._entry, source=source, device=device), title)

    def run_beside(self, title: str, name: str | None = None, device: str | None = None) -> None:
        """Run another file of the card, or the same one on another device, beside the first."""
        self.add_class("-beside")
        self.second.start(Wanted(self._entry, name, device=device), title)

    def stop(self) -> None:
        """End the runs; what they printed stays."""
        if self.checks is not None:
            self.checks.cancel()
        if self.first.running and self.first.wanted and self.first.wanted.source is not None:
            self.post_message(self.Stopped())
        self.first.stop()
        self.second.stop()

    def on_run_pane_ran(self, event: RunPane.Ran) -> None:
        event.stop()
        if self.is_attached:
            self.screen.refresh_bindings()  # there is nothing left to stop
        if event.pane is not self.first:
            return
        if self._looked_for:
            self._looked_for = False
            self.call_after_refresh(self.first.scroll_visible, animate=False, immediate=True)
        source = event.wanted.source
        if source is None:
            self._printed = event.transcript.stdout.splitlines()
        self.post_message(self.Ran(event.transcript, source))

    def _draw_bar(self) -> None:
        shown = self.editing or self.code.code == self.source
        state = " · edited" if self.edited and shown else ""
        remark = f" · {self._remark}" if self._remark else ""
        back = f" · {self._back}" if self._back and self.editing else ""
        self._bar.update(f"{self._label()}{state}{remark}{back}")

    def point_back(self, text: str) -> None:
        """Say on the bar how to get to what is above the editor; empty for no more."""
        if text != self._back:
            self._back = text
            if self.editing:
                self._draw_bar()

    def remark(self, text: str) -> None:
        """Say something of the code where the eye is, on its bar; empty for no more."""
        self._remark = text
        self._draw_bar()

    def tell_name(self) -> None:
        """Show which file this is; before the answer its name might tell."""
        self._named = True
        self._draw_bar()

    def _label(self, name: str | None = None) -> str:
        name = self._name if name is None else name
        if self._named:
            return self._entry.label(name)
        return (
            self._entry.path(name or self._entry.card.runs).name
            if self._entry.card.needs
            else "the code"
        )
