"""What holds for the whole app: its theme, its ending, its colors."""

import errno
import os
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
from textual.color import Color
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import TextArea

from quizapp.config import read_config
from quizapp.errors import StoreError
from quizapp.study.services import Services
from quizapp.tui.app import QuizApp, forgive_bytes
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.widgets.output_view import OutputView
from quizapp.tui.widgets.run_pane import RunPane
from tests.tui.conftest import Opened
from tests.tui.waiting import until


async def test_a_chosen_theme_is_remembered(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        assert pilot.app.theme == "quizapp-dark"
        pilot.app.theme = "quizapp-light"
        await until(pilot, lambda: services.paths.config.exists())
    assert read_config(services.paths.config).theme == "quizapp-light"


async def test_a_theme_that_no_longer_exists_is_no_problem(services: Services) -> None:
    services.config.theme = "of-another-version"
    async with QuizApp(services).run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_signal_to_end_leaves_in_order(opened: Opened) -> None:
    async with opened() as pilot:
        os.kill(os.getpid(), signal.SIGTERM)
        await until(pilot, lambda: pilot.app._exit)
    assert pilot.app.return_code == 0


async def test_the_runner_tells_what_it_has(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        await until(pilot, lambda: services.bench.protection == "runs: confined by stubbed walls")
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        await until(pilot, lambda: "torch 2.13.0 · cpu · ready" in str(screen._machine.render()))


async def test_two_quick_keys_leave_one_screen(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        screen = BrowseScreen(services)
        await pilot.app.push_screen(screen)
        screen.leave()
        screen.leave()
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, lambda: not screen.still_here)


async def test_a_key_after_the_end_is_nobodys(opened: Opened) -> None:
    async with opened() as pilot:
        app = pilot.app
        app.exit()
        await app._close_all()
        await app.on_event(Key("x", "x"))
    assert app.return_code == 0


async def test_an_error_of_ours_is_kept_and_goes_up_once_the_terminal_is_back(
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "log"))
    app = QuizApp(services)

    async def fail(pilot: Pilot[None]) -> None:
        app.call_later(lambda: 1 // 0)
        app.call_later(lambda: [][0])
        await until(pilot, lambda: not app.is_running)

    with pytest.raises(ZeroDivisionError):
        await app.run_async(headless=True, auto_pilot=fail)
    assert app.return_code == 1
    assert "ZeroDivisionError" in (tmp_path / "log" / "errors.log").read_text()
    assert "Traceback" not in capsys.readouterr().err


async def test_an_error_of_a_worker_goes_up_as_itself(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "log"))
    app = QuizApp(services)

    async def full() -> None:
        raise StoreError("the disk is full")

    async def fail(pilot: Pilot[None]) -> None:
        app.run_worker(full())
        await until(pilot, lambda: not app.is_running)

    with pytest.raises(StoreError, match="the disk is full"):
        await app.run_async(headless=True, auto_pilot=fail)
    assert not (tmp_path / "log").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="another driver")
def test_a_byte_that_is_no_text_ends_nothing() -> None:
    from textual.drivers import linux_driver

    forgive_bytes()
    decoder = vars(linux_driver)["getincrementaldecoder"]("utf-8")()
    assert decoder.decode(b"caf\xe9 \xff", final=True) == "caf\ufffd \ufffd"


@pytest.mark.skipif(sys.platform == "win32", reason="another driver")
def test_alt_with_a_letter_is_no_key() -> None:
    """Textual makes "^" and the letter of it where another key follows at once."""
    from textual.drivers import linux_driver

    forgive_bytes()
    decoder = vars(linux_driver)["getincrementaldecoder"]("utf-8")()
    assert decoder.decode(b"\x1bb\x1bb\x1b[Dx\x1bOP\x1b") == "\x1b[Dx\x1bOP\x1b"


def contrast(one: Color, other: Color) -> float:
    """By WCAG 2.2: from 1 to 21; 3 is the least for what has to be told apart."""

    def luminance(color: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in color.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["quizapp-dark", "quizapp-light"])
async def test_code_and_output_can_be_read(opened: Opened, services: Services, theme: str) -> None:
    services.config.theme = theme
    async with opened("mini/code") as pilot:
        await until(pilot, lambda: pilot.app.screen.query("DrillScreen TextArea"))
        output = pilot.app.screen.query_one("#first", RunPane).query_one(OutputView)
        surface = output.background_colors[1]
        for name in OutputView.COMPONENT_CLASSES:
            style = output.rich_style + output.get_component_rich_style(name, partial=True)
            assert style.color is not None
            assert contrast(Color.from_rich_color(style.color), surface) > 3, name
        editor = pilot.app.screen.query_one(TextArea)
        background = editor.background_colors[1]
        shown = [editor.get_line(row) for row in range(editor.document.line_count)]
        colors = {span.style.color for line in shown for span in line.spans}  # type: ignore[union-attr]
        assert len(colors) > 1
        for color in colors:
            assert color is not None
            assert contrast(Color.from_rich_color(color), background) > 3, color


async def test_a_full_disk_is_said_once_and_what_is_typed_stays(
    opened: Opened, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> sqlite3.Connection:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("quizapp.store.store.open_quick", full)

    def said(pilot: Pilot[None]) -> list[str]:
        return [str(one.message) for one in pilot.app._notifications if one.severity == "error"]

    async with opened("mini/flash") as pilot:
        await pilot.press("i", *"kept")
        await until(pilot, lambda: said(pilot))
        await pilot.pause(1.2)
        assert len(said(pilot)) == 1
        assert "No space left on device" in said(pilot)[0]
        monkeypatch.undo()
        await until(pilot, lambda: services.store.drafts() == {"mini/flash": "kept"})
