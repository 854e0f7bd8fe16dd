"""The learner's editor: told the line in its own way, and whatever is wrong is one line."""

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from textual.app import App, SuspendNotSupported

from quizapp.banks.collection import Entry
from quizapp.errors import UsageError
from quizapp.study.services import Services
from quizapp.tui.editing import editor_command, open_in_editor

FILE = Path("/banks/questions/mini.yaml")


class StubApp:
    """Lends the terminal, or refuses; `said` are the notifications."""

    def __init__(self, lends: bool = True) -> None:
        self.lends = lends
        self.lent = False
        self.said: list[str] = []

    def notify(self, message: str, **kinds: object) -> None:
        self.said.append(message)

    def call_from_thread(self, call: Callable[..., object], *given: object, **more: object) -> None:
        call(*given, **more)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        if not self.lends:
            raise SuspendNotSupported
        self.lent = True
        yield
        self.lent = False  # as Textual's own: an exception leaves the terminal lent


@pytest.fixture
def entry(services: Services) -> Entry:
    return services.collection.entries["mini/choice"]


def opened(services: Services, entry: Entry, app: StubApp | None = None) -> list[str]:
    """What is said when the card is opened."""
    app = app or StubApp()
    open_in_editor(cast("App[None]", app), services, entry)
    assert not app.lent
    return app.said


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """$EDITOR is a script called vim; the file that it leaves holds its arguments."""
    left = tmp_path / "arguments"
    script = tmp_path / "two words" / "vim"
    script.parent.mkdir()
    script.write_text(
        f'#!{sys.executable}\nimport sys\nopen({str(left)!r}, "w").write(str(sys.argv[1:]))\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", shlex.quote(str(script)) + " -n")
    return left


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("vi", ["+7", str(FILE)]),
        ("/usr/bin/nvim -R", ["-R", "+7", str(FILE)]),
        ("vim.basic", ["+7", str(FILE)]),
        ("emacsclient -nw", ["-nw", "+7", str(FILE)]),
        ("kak", ["+7", str(FILE)]),
        ("hx", [f"{FILE}:7"]),
        ("/home/olivia/subl -w", ["-w", f"{FILE}:7"]),
        ("/opt/vi/bin/codium --wait", ["--wait", "-g", f"{FILE}:7"]),
        ("Code.exe", ["-g", f"{FILE}:7"]),
        ("/home/nanook/ed", [str(FILE)]),
        ("'my editor' -x", ["-x", str(FILE)]),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(command: str, arguments: list[str]) -> None:
    assert editor_command(command, FILE, 7)[1:] == arguments


@pytest.mark.parametrize("command", ["", " ", "vi 'open", '"', "vi \\"])
def test_a_command_that_is_none_is_a_usage_error(command: str) -> None:
    with pytest.raises(UsageError, match="The editor's command"):
        editor_command(command, FILE, 7)


def test_the_bank_is_opened_at_the_line_of_the_card(
    services: Services, entry: Entry, editor: Path
) -> None:
    assert opened(services, entry) == []
    assert editor.read_text() == str(["-n", "+18", str(entry.bank)])


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "Set $EDITOR to edit"),
        (" ", "Set $EDITOR to edit"),
        ("vi 'open", "The editor's command \"vi 'open\" cannot be read: No closing quotation"),
        ("/no/such/editor", "The editor /no/such/editor does not start: No such file or directory"),
    ],
)
def test_an_editor_that_cannot_be_run_is_one_line(
    services: Services, entry: Entry, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    (only,) = opened(services, entry)
    assert only.startswith(said)


def test_a_configured_command_with_a_nul_is_one_line(services: Services, entry: Entry) -> None:
    services.config.editor = "vi\0"
    (only,) = opened(services, entry)
    assert "is no program's name" in only


def test_a_setting_of_blanks_counts_as_none(
    services: Services, entry: Entry, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.config.editor = " "
    monkeypatch.setenv("VISUAL", "\t")
    assert opened(services, entry) == []
    assert editor.exists()


def test_a_bank_that_is_gone_or_cannot_be_read_is_one_line(
    services: Services, entry: Entry, editor: Path
) -> None:
    entry.bank.write_bytes(b"topic: mini\ntitle: caf\xe9\n")
    assert opened(services, entry) == [f"{entry.bank}:2: not UTF-8; save the file in that encoding"]
    entry.bank.unlink()
    assert opened(services, entry) == [f"{entry.bank}:1: cannot be read: No such file or directory"]
    os.mkfifo(entry.bank)
    (only,) = opened(services, entry)
    assert "not a file with text in it" in only
    assert not editor.exists()


def test_a_card_that_left_its_bank_opens_the_bank_at_its_top(
    services: Services, entry: Entry, editor: Path
) -> None:
    entry.bank.write_text("[broken")
    assert opened(services, entry) == []
    assert "+1" in editor.read_text()


def test_a_terminal_that_cannot_be_lent_is_said(
    services: Services, entry: Entry, editor: Path
) -> None:
    assert opened(services, entry, StubApp(lends=False)) == [
        "This terminal cannot be lent to an editor."
    ]


def windowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """$EDITOR is VS Code, which does as it is told here."""
    script = tmp_path / "code"
    script.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{code}\n")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", shlex.quote(str(script)))


def wait(condition: Callable[[], object]) -> None:
    ends = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_an_editor_with_a_window_leaves_the_terminal_to_the_app(
    services: Services, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "left"
    windowed(tmp_path, monkeypatch, f"pathlib.Path({str(left)!r}).write_text(sys.argv[-1])")
    assert opened(services, entry, StubApp(lends=False)) == []
    wait(lambda: left.exists() and left.read_text() == f"{entry.bank}:18")


def test_an_editor_with_a_window_that_ends_badly_is_told(
    services: Services, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windowed(tmp_path, monkeypatch, "sys.exit(3)")
    app = StubApp()
    opened(services, entry, app)
    wait(lambda: app.said)
    assert app.said == [f"The editor {tmp_path / 'code'} ended with exit code 3"]
