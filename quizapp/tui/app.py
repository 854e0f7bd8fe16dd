"""The app: its theme, its screens, and the runner that warms up behind the first of them."""

import asyncio
import os
import re
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any, Protocol, runtime_checkable

from textual import work
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.command import CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.events import Event, InputEvent, Key, MouseDown, MouseUp
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme, ThemeProvider
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed

from quizapp.core.cards.card import CardId
from quizapp.error_log import record
from quizapp.errors import QuizError, StoreError
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.tui.garbage import Garbage
from quizapp.tui.keys import Keyed, say_unkept
from quizapp.tui.reloading import BankWatch
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.unsteered import Unsteered

_ALT = re.compile(r"\x1b[a-z0-9]")
_LOOK_SECONDS = 1.0
_GRACE = 8.0  # seconds to close in
_HANDS_IN = ("submit", "hand_in")  # what fields do beside editing
_COMMANDS = ("Theme", "Screenshot", "Quit")  # of Textual's own, in the palette

DARK = Theme(
    name="quizapp-dark",
    primary="#7aa2f7",
    secondary="#9aa5ce",
    accent="#e0af68",
    foreground="#d5d9e8",
    background="#16181f",
    surface="#1b1e27",
    panel="#242834",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    dark=True,
)
LIGHT = Theme(
    name="quizapp-light",
    primary="#2f5fb3",
    secondary="#4d5a80",
    accent="#9a5b00",
    foreground="#22252e",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e8e5dc",
    success="#2c7a2c",
    warning="#9a5b00",
    error="#b3261e",
    dark=False,
)
_UNSTEERED = Unsteered()
THEMES = {*BUILTIN_THEMES, DARK.name, LIGHT.name}


@runtime_checkable
class TakesUp(Protocol):
    """A screen that shows cards, and is told when banks changed."""

    async def take_up(self, different: frozenset[Path]) -> None: ...


class Palette(CommandPalette):
    """Textual's own, which raises when a key comes before its list is laid out, or while it
    closes."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """A second enter, while it or the app closes, is nobody's."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        if any(shown.scrollable_content_region for shown in self.query(CommandList)):
            super()._action_command_list(action)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)
    async def _gather_commands(self, search_value: str) -> None:
        gather: Any = CommandPalette._gather_commands
        with suppress(NoMatches):  # it closes meanwhile
            await gather.__wrapped__(self, search_value)


class _Decoder:
    """What the terminal sends, as text."""

    def __init__(self, encoding: str) -> None:
        self._decoder = getincrementaldecoder(encoding)("replace")

    def decode(self, sent: bytes, final: bool = False) -> str:
        return _ALT.sub("", self._decoder.decode(sent, final))


def forgive_bytes() -> None:
    """Textual's reader of keys decodes strictly, and a pasted byte that is no UTF-8 would end the
    app; it becomes a replacement character here, as in the output of runs. And of alt with a letter
    it makes "^" and that letter where another key comes at once; nothing here has such a key."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        vars(linux_driver)["getincrementaldecoder"] = lambda encoding: partial(_Decoder, encoding)


def end_for_sure(store: Store, code: int) -> Timer:
    """End the process in a few seconds, if nothing else has: what was typed is kept before."""

    def end() -> None:
        with suppress(QuizError):
            store.flush()
        os._exit(code)

    timer = Timer(_GRACE, end)
    timer.daemon = True
    timer.start()
    return timer


class QuizApp(App[None]):
    """Opens on the home screen, on a drill of the cards `start`, or on a `screen` of its menu.
    Torch is never loaded here, only in the runner's server."""

    CSS = """
    * { scrollbar-size: 1 1; scrollbar-color: $foreground 30%; scrollbar-background: $surface;
        scrollbar-color-hover: $accent; scrollbar-color-active: $accent;
        scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        scrollbar-corner-color: $surface; }
    Input { scrollbar-size: 0 0; }  /* its one line is for the text */
    OptionList > .option-list--option-highlighted { background: $panel; color: $foreground;
        text-style: none; }
    OptionList:focus > .option-list--option-highlighted { background: $accent 25%;
        color: $foreground; text-style: none; }
    CommandList > .option-list--option-highlighted { background: $accent 25%; }  /* never focused */
    """
    TITLE = "quizapp"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
        Binding("ctrl+c", "quit", "quit", show=False),
    ]

    def __init__(self, services: Services, start: Sequence[CardId] = (), screen: str = "") -> None:
        super().__init__()
        self._services = services
        self._start = start
        self._screen = screen
        self._banks = BankWatch(services)
        self._garbage = Garbage()
        self._pressed = 0.0  # when the last key or button was
        self._unkept_said = False
        self._failed = False  # and the line that says what was not kept may still be there

    async def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        if self._services.config.theme in self.available_themes:
            self.theme = self._services.config.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._watch_banks()
        self.set_interval(_LOOK_SECONDS, self._keep_typed)
        self.set_interval(_LOOK_SECONDS, self._garbage.look)
        self._leave_on(signal.SIGTERM)
        self._leave_on(getattr(signal, "SIGHUP", None))
        home = HomeScreen(self._services)
        await self.push_screen(home)
        if self._start:
            home.drill(self._start)
        elif self._screen:
            home.open_screen(self._screen)
        elif self._services.greets and self._services.newcomer:
            home.welcome()

    def panic(self, *renderables: Any) -> None:
        """An error in the thread that reads the keys, which Textual would print in full."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception):
            self._handle_exception(error)
        else:
            super().panic(*renderables)

    async def on_event(self, event: Event) -> None:
        """A key that comes while the app closes finds no screen, and is nobody's; nor is a click
        that was meant for what was there before."""
        if isinstance(event, InputEvent) and not self.screen_stack:
            return
        if isinstance(event, InputEvent):
            self._pressed = event.time
            self._garbage.touch()
            if isinstance(self.screen, Keyed):
                self.screen.hasty(event.time)  # also a key that does nothing belongs to the burst
        clicks = isinstance(event, MouseDown | MouseUp)
        if clicks and isinstance(self.screen, Keyed) and self.screen.hasty(event.time):
            return
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A letter that was on its way when a screen to write on was opened is meant for that."""
        top = self.screen
        if event.is_printable and isinstance(top, Keyed) and top.WRITES:
            event.stop()
            event.prevent_default()
            top.post_message(Key(event.key, event.character))

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run what a key stands for, unless it was meant for what was on the screen before: then
        it does nothing. Moving and deleting in a field go on, and so does leaving the app. What the
        store cannot keep is a line on the screen, and can be tried again."""
        edits = isinstance(default_namespace, Input | TextArea) and action not in _HANDS_IN
        meant = edits or default_namespace is self
        if not meant and isinstance(self.screen, Keyed) and self.screen.hasty(self._pressed):
            return True
        if self._failed and not edits:
            self._failed = False
            self.clear_notifications()
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except StoreError as error:
            say_unkept(self, error)
            return True

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), _UNSTEERED]

    def said_unkept(self) -> None:
        self._failed = True

    def notes(self) -> list[str]:
        """What holds on every screen, for the help: the palette; what confines runs here, once it
        is known."""
        protection = self._services.bench.protection
        return ["`ctrl+p` lists all that the app can do.", *([protection] if protection else [])]

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """All that the keys of the screen do now, and a few of Textual's own."""
        known: set[str] = set()
        if isinstance(screen, Keyed):
            for command in screen.commands():
                known.add(command.title)
                yield command
        for command in super().get_system_commands(screen):
            if command.title in _COMMANDS and command.title not in known:
                yield command

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(id="--command-palette"))

    def search_themes(self) -> None:
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    @work
    async def _watch_banks(self) -> None:
        """One look after the other, however long one takes."""
        while True:
            await self._look_at_banks()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look_at_banks(self) -> None:
        known = set(self._services.problems)
        different = await self._banks.look()
        if not different or not self.is_running:
            return
        for problem in [p for p in self._services.problems if p not in known][:3]:
            self.notify(str(problem), severity="warning", timeout=10, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, TakesUp) and screen in self.screen_stack:
                await screen.take_up(different)

    def _keep_typed(self) -> None:
        """Try again to write what could not be written while it was typed; say so once."""
        store = self._services.store
        store.flush()
        if store.unkept is not None and not self._unkept_said:
            said = f"Not kept yet, only in memory: what you type. {store.unkept}"
            self.notify(said, severity="error", timeout=10, markup=False)
        self._unkept_said = store.unkept is not None

    async def run_async(self, **how: Any) -> None:
        """Raises the error that ended the app, once the terminal is handed back."""
        forgive_bytes()
        self._garbage.begin()
        try:
            await super().run_async(**how)
        finally:
            self._garbage.end()
        if self._exception is not None:
            raise self._exception

    def _handle_exception(self, error: Exception) -> None:
        """In place of Textual's page of traceback: the first error is kept in the log at once, and
        goes up to where errors are said in one line."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exception is None and isinstance(cause, Exception):
            if not isinstance(cause, QuizError):
                record(cause)
            self._exception = cause
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    async def _shutdown(self) -> None:
        """Textual may wait for ever for a terminal that was closed."""
        if self.is_headless:
            await super()._shutdown()
            return
        sure = end_for_sure(self._services.store, self.return_code or 0)
        await super()._shutdown()
        sure.cancel()

    def _keep_theme(self, theme: Theme) -> None:
        if theme.name != self._services.config.theme:
            self._services.remember("theme", theme.name)

    def _leave_on(self, number: signal.Signals | None) -> None:
        """A signal ends the app as `q` does, so that the terminal is handed back in order."""
        if number is None:
            return
        try:
            asyncio.get_running_loop().add_signal_handler(number, self.exit)
        except (NotImplementedError, RuntimeError):  # Windows; a loop in a thread
            return
