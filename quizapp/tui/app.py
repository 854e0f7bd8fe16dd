"""The app: its theme, its screens, and the runner that warms up behind the first of them."""

import asyncio
import signal
from collections.abc import Sequence

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.theme import Theme

from quizapp.core.cards.card import CardId
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.reloading import BankWatch
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.services import Parts

_LOOK_SECONDS = 1.0

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


class QuizApp(App[None]):
    """Opens on the home screen, on a drill of the cards `start`, or on a `screen` of its menu.
    Torch is never loaded here, only in the runner's server."""

    CSS = """
    * { scrollbar-size: 1 1; scrollbar-color: $foreground 30%; scrollbar-background: $surface;
        scrollbar-color-hover: $accent; scrollbar-color-active: $accent;
        scrollbar-background-hover: $surface; scrollbar-background-active: $surface;
        scrollbar-corner-color: $surface; }
    """
    TITLE = "quizapp"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
        Binding("ctrl+c", "quit", "quit", show=False),
    ]

    def __init__(self, parts: Parts, start: Sequence[CardId] = (), screen: str = "") -> None:
        super().__init__()
        self._parts = parts
        self._start = start
        self._screen = screen

    async def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        if self._parts.config.theme in self.available_themes:
            self.theme = self._parts.config.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self._banks = BankWatch(self._parts)
        self.set_interval(_LOOK_SECONDS, self._look_at_banks)
        self._leave_on(signal.SIGTERM)
        self._leave_on(getattr(signal, "SIGHUP", None))
        home = HomeScreen(self._parts)
        await self.push_screen(home)
        if self._start:
            home.drill(self._start)
        elif self._screen:
            home.open_screen(self._screen)

    @work(exclusive=True, group="banks")
    async def _look_at_banks(self) -> None:
        known = set(self._parts.problems)
        different = await self._banks.look()
        if not different:
            return
        for problem in [p for p in self._parts.problems if p not in known][:3]:
            self.notify(str(problem), severity="warning", timeout=10, markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen | DrillScreen):
                await screen.take_up(different)

    def _keep_theme(self, theme: Theme) -> None:
        if theme.name != self._parts.config.theme:
            self._parts.remember("theme", theme.name)

    def _leave_on(self, number: signal.Signals | None) -> None:
        """A signal ends the app as `q` does, so that the terminal is handed back in order."""
        if number is None:
            return
        try:
            asyncio.get_running_loop().add_signal_handler(number, self.exit)
        except (NotImplementedError, RuntimeError):  # Windows; a loop in a thread
            return
