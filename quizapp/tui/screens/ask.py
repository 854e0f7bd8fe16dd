"""A question that is answered before something is lost."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static


class AskScreen(ModalScreen[str]):
    """`answers` are keys and what each does; dismissed with the key. Escape takes the last one,
    which should be the harmless one. Enter does nothing: a yes has to be meant."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; }
    AskScreen > Vertical { width: 64; max-width: 96%; height: auto; background: $surface;
        border: round $warning; padding: 1 2; }
    AskScreen Static { height: auto; }
    AskScreen #answers { margin: 1 0 0 0; link-style: none; link-color: $text;
        link-style-hover: underline; link-background-hover: $surface; }
    """
    BINDINGS = [Binding("escape", "last", show=False)]

    def __init__(self, question: str, answers: Mapping[str, str]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        rows = [
            Content.from_markup(
                f"[@click=screen.answer('{key}')][bold $text-accent]$key[/]  $does[/]",
                key=key,
                does=does,
            )
            for key, does in self._answers.items()
        ]
        with Vertical():
            yield Static(Content(self._question))
            yield Static(Content("\n").join(rows), id="answers")

    def on_key(self, event: Key) -> None:
        if event.key in self._answers:
            event.stop()
            self.action_answer(event.key)

    def action_answer(self, key: str) -> None:
        self.dismiss(key)

    def action_last(self) -> None:
        self.dismiss(list(self._answers)[-1])
