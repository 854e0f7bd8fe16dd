"""A question that is answered before something is lost, or done to many."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key as Pressed
from textual.screen import Screen
from textual.widgets import Static

from quizapp.tui.keys import Key, KeyedModal, or_say


class AskScreen(KeyedModal[str]):
    """`answers` are keys and what each does; left with the key. Escape takes the last one, which
    should be the harmless one. Enter does nothing: a yes has to be meant."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; }
    AskScreen > Vertical { width: 64; max-width: 96%; height: auto; background: $surface;
        border: round $warning; padding: 1 2; }
    AskScreen Static { height: auto; }
    AskScreen #answers { margin: 1 0 0 0; link-style: none; link-color: $text;
        link-style-hover: underline; link-background-hover: $surface; }
    """
    KEYS = (Key("escape", "last", help="the last answer, which changes nothing"),)
    BINDINGS = [*KEYS]

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

    def on_key(self, event: Pressed) -> None:
        if event.key in self._answers:
            event.stop()
            self.action_answer(event.key)

    def action_answer(self, key: str) -> None:
        self.leave(key)

    def action_last(self) -> None:
        self.leave(list(self._answers)[-1])


def ask(
    screen: Screen[Any], question: str, answers: Mapping[str, str], then: Callable[[str], None]
) -> None:
    """Ask over a screen, if it is the one on top; `then` hears the key of the answer."""

    def heard(key: str | None) -> None:
        if key is not None:
            then(key)

    if screen.is_active:
        screen.app.push_screen(AskScreen(question, answers), or_say(screen.app, heard))
