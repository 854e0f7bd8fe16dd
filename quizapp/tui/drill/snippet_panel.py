"""A card's code and what it really prints: run it, change it, run it again."""

from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static, TextArea

from quizapp.core.run import Job, Limits, Transcript
from quizapp.runner import Runner
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.run_pane import RunPane


class SnippetPanel(Vertical):
    """Shows one script. Edits stay here; the file is never touched.

    As an exercise (`show(..., exercise=True)`) the editor is open from the start, and running it
    only posts HandedIn: the checks judge, not the panel.
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
        Binding("f5,ctrl+r", "run_edit", "run this", key_display="F5", priority=True),
        Binding("ctrl+g", "reset", "original", priority=True),
        Binding("escape", "leave_editor", "leave editor", priority=True),
    ]

    @dataclass
    class Ran(Message):
        """The script has run; `edited` if it was not the bank's own text."""

        transcript: Transcript
        edited: bool

    @dataclass
    class HandedIn(Message):
        """The learner wants an exercise's answer checked."""

        source: str

    @dataclass
    class Edited(Message):
        """The text in the editor changed."""

        source: str

    editing: var[bool] = var(False, toggle_class="-editing")

    def __init__(self, runner: Runner, *, device: str = "auto", seconds: float = 10.0) -> None:
        super().__init__()
        self.device = device
        self._limits = Limits(seconds=seconds)
        self._runner = runner
        self._path = Path()
        self._root = Path()
        self._source = ""
        self._label = ""
        self._exercise = False
        self._original: list[str] | None = None

    def compose(self) -> ComposeResult:
        yield Static("", classes="bar", id="code-bar", markup=False)
        yield CodeView()
        with Container(id="outputs"):
            yield RunPane(self._runner, id="first")
            yield RunPane(self._runner, id="second")

    @property
    def code(self) -> CodeView:
        return self.query_one(CodeView)

    @property
    def first(self) -> RunPane:
        return self.query_one("#first", RunPane)

    @property
    def second(self) -> RunPane:
        """The run beside: the fixed script of a bug hunt, or the other device."""
        return self.query_one("#second", RunPane)

    @property
    def running(self) -> bool:
        return self.first.running or self.second.running

    @property
    def source(self) -> str:
        """The text as it stands, edits included."""
        editor = self.query(TextArea)
        return editor.first().text if editor else self._source

    @property
    def edited(self) -> bool:
        return self.source != self._source

    async def show(self, path: Path, root: Path, label: str, *, exercise: bool = False) -> None:
        """Show the script at `path`; whatever ran before ends."""
        self.first.clear()
        self.second.clear()
        self.remove_class("-beside")
        self.editing = False
        await self.query(TextArea).remove()
        self._path, self._root, self._label = path, root, label
        self._exercise = exercise
        self._source = path.read_text(encoding="utf-8")
        self._original = None
        self.code.code = self._source
        self.code.scroll_home(animate=False)
        self._draw_bar()

    async def edit(self, text: str | None = None) -> None:
        """Open the editor, on `text` or on what it last held."""
        if not self.query(TextArea):
            theme = "css" if self.app.current_theme.dark else "github_light"
            area = TextArea.code_editor(self._source, language="python", theme=theme, compact=True)
            await self.mount(area, before="#outputs")
        area = self.query_one(TextArea)
        if text is not None:
            area.text = text
        self.editing = True
        area.focus(scroll_visible=False)
        self._draw_bar()

    def show_instead(self, path: Path, label: str) -> None:
        """Show another script's code for reading: a solution in the place of a starter."""
        self.editing = False
        self.code.code = path.read_text(encoding="utf-8")
        self.query_one("#code-bar", Static).update(label)

    def action_leave_editor(self) -> None:
        if self.running:
            self.stop()
            return
        self.editing = False
        self.code.code = self.source
        self.screen.set_focus(None)
        self._draw_bar()

    def action_reset(self) -> None:
        self.query_one(TextArea).text = self._source

    def action_run_edit(self) -> None:
        if self._exercise:
            self.post_message(self.HandedIn(self.source))
        else:
            self.run_now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("run_edit", "reset"):
            return self.editing
        if action == "leave_editor":
            return self.editing
        return True

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._draw_bar()
        self.post_message(self.Edited(event.text_area.text))

    def run_now(self) -> None:
        """Run what is shown; an edited text is set against what the original printed."""
        source = self.source if self.edited else None
        title = "your version" if source is not None else "output"
        self.second.clear()
        self.remove_class("-beside")
        self.first.start(self._job(self._path, source), title, self._original if source else None)

    def run_on(self, device: str) -> None:
        """Run what is shown on one device, whichever is chosen."""
        source = self.source if self.edited else None
        self.first.start(self._job(self._path, source, device), f"on {device}")

    def run_beside(self, path: Path, title: str, device: str | None = None) -> None:
        """Run another script, or the same one on another device, beside the first."""
        self.add_class("-beside")
        self.second.start(self._job(path, None, device), title)

    def stop(self) -> None:
        """End the runs; what they printed stays."""
        self.first.stop()
        self.second.stop()

    def _job(self, path: Path, source: str | None, device: str | None = None) -> Job:
        chosen = device or self.device
        return Job(
            path=path,
            source=source,
            device=chosen,
            limits=self._limits,
            readable=(self._root,),
        )

    def on_run_pane_ran(self, event: RunPane.Ran) -> None:
        event.stop()
        self.screen.refresh_bindings()  # there is nothing left to stop
        if event.pane is not self.first:
            return
        edited = event.job.source is not None
        if not edited:
            self._original = event.transcript.stdout.splitlines()
        self.post_message(self.Ran(event.transcript, edited))

    def _draw_bar(self) -> None:
        state = " · edited" if self.edited else ""
        self.query_one("#code-bar", Static).update(f"{self._label}{state}")
