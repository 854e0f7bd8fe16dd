"""Where nothing confines runs, no command runs a stranger's bank unasked.

One test goes through every command that can run code: without a terminal nothing runs and one line
says so; after a yes it runs; a script that changed asks again.
"""

import asyncio
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.printable import printable
from quizapp.runner.safety import NO_WALLS
from tests.cli.calling import Called, Command
from tests.protections import NOTHING
from tests.small_bank import write_bank

BANK = """\
topic: mini
title: Somebody else's
cards:
  - id: mini/flash
    kind: flashcard
    level: junior
    question: What does it do?
    answer: It leaves a mark.
    key_points: [it leaves a mark]
    snippet: mini/marks.py
    requires: [pyyaml]
    output: |
      here
"""

COMMANDS = {
    "drill --plain": ("drill", "--plain"),
    "check --run": ("check", "--run"),
    "check --watch --run": ("check", "--watch", "--run"),
    "check --record": ("check", "--record"),
    "run ID": ("run", "mini/flash"),
    "run name": ("run", "mini/marks.py"),
    "run path": ("run", "{root}/snippets/mini/marks.py"),
    "export anki": ("export", "anki", "-o", "a.apkg"),
}


class Answering(io.StringIO):
    """A stdin that is a terminal, with what a person types."""

    def isatty(self) -> bool:
        return True


class Stranger:
    """Somebody's bank, whose script leaves a mark, and a machine that confines nothing."""

    def __init__(self, root: Path, call: Command) -> None:
        self.root = root
        self.call = call
        self.mark = root.parent / "mark"
        self.write("print('here')\n")

    def write(self, more: str) -> None:
        script = self.root / "snippets" / "mini" / "marks.py"
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f"import pathlib\npathlib.Path({str(self.mark)!r}).touch()\n{more}")

    def __call__(self, command: tuple[str, ...], typed: str | None = None) -> Called:
        """Call a command on the bank; `typed` on a terminal, None for no terminal. The drill then
        gets an empty answer, and its end."""
        stdin = io.StringIO("\n") if typed is None else Answering(typed + "\n")
        self.call.monkeypatch.setattr(sys, "stdin", stdin)
        parts = [part.format(root=self.root) for part in command]
        return self.call(*parts, "--bank", self.root)


@pytest.fixture
def stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Stranger:
    nothing = NOTHING
    monkeypatch.setattr("quizapp.runner.sandbox.walls.protection", lambda: nothing)
    monkeypatch.setattr("quizapp.runner.client.Runner.__init__", _unconfined())

    async def one_look(roots: Callable[[], Any], look: Any) -> None:
        from quizapp.banks.changes import stamps

        await look(frozenset(map(Path, stamps(roots()))))

    monkeypatch.setattr("quizapp.authoring.watching.watch", one_look)
    root = write_bank(tmp_path / "foreign", BANK, {})
    return Stranger(root, Command(tmp_path, monkeypatch, capsys))


def _unconfined() -> Callable[..., None]:
    """The runner of a machine that has no walls to put up."""
    from quizapp.runner import Runner

    made = Runner.__init__

    def make(self: Runner, *args: Any, **named: Any) -> None:
        made(self, [["json"]], walls=NO_WALLS, **named)

    return make


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_that_runs_code_asks_first(
    stranger: Stranger, command: tuple[str, ...]
) -> None:
    done = stranger(command)
    assert not stranger.mark.exists()
    assert done.code == 2
    [line] = done.err.splitlines()
    assert line.startswith("quizapp: Nothing confines runs on this machine")
    assert str(stranger.root) in line
    assert "Its 1 script in snippets/ would run with all your rights." in line
    assert ("--no-run" in line) == (command[0] == "export")

    refused = stranger(command, "n\n")
    assert not stranger.mark.exists()
    assert refused.code == 2
    assert str(stranger.root / "snippets" / "mini" / "marks.py") in refused.err

    stranger(command, "y\n")
    assert stranger.mark.exists()

    stranger.mark.unlink()
    asked_once = stranger(command)
    assert stranger.mark.exists()
    assert "Nothing confines" not in asked_once.err

    stranger.mark.unlink()
    stranger.write("print('here', 'and elsewhere')\n")
    changed = stranger(command)
    assert not stranger.mark.exists()
    assert changed.code == 2
    assert "Nothing confines runs on this machine" in changed.err


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", "--coverage"),
        ("export", "anki", "--no-run", "-o", "a.apkg"),
        ("export", "markdown"),
        ("export", "csv"),
        ("stats",),
        ("due",),
        ("next",),
        ("plan",),
        ("banks", "list"),
    ],
    ids=" ".join,
)
def test_what_runs_nothing_asks_nothing(stranger: Stranger, command: tuple[str, ...]) -> None:
    done = stranger(command)
    assert not stranger.mark.exists()
    assert "Nothing confines" not in done.err


def test_a_script_that_changes_while_it_is_watched_does_not_run_and_is_named(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def two_looks(roots: Callable[[], Any], look: Any) -> None:
        from quizapp.banks.changes import stamps

        await look(frozenset(map(Path, stamps(roots()))))
        assert stranger.mark.exists()
        stranger.mark.unlink()
        await asyncio.to_thread(stranger.write, "print('changed')\n")
        await look(frozenset(map(Path, stamps(roots()))))

    monkeypatch.setattr("quizapp.authoring.watching.watch", two_looks)
    done = stranger(("check", "--watch", "--run"), "y\n")
    assert not stranger.mark.exists()
    assert "not run: mini/flash comes from a bank that you have not allowed to run yet" in done.err


def test_a_path_into_a_bank_that_is_not_known_is_a_strangers_too(
    stranger: Stranger, tmp_path: Path
) -> None:
    stranger.call.monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    done = stranger.call("run", stranger.root / "snippets" / "mini" / "marks.py")
    assert done.code == 2
    assert str(stranger.root) in done.err
    link = tmp_path / "link.py"
    link.symlink_to(stranger.root / "snippets" / "mini" / "marks.py")
    assert stranger.call("run", link).code == 2
    snippets = stranger.root / "snippets"
    snippets.rename(tmp_path / "elsewhere")
    snippets.symlink_to(tmp_path / "elsewhere")
    assert stranger.call("run", snippets / "mini" / "marks.py").code == 2
    assert not stranger.mark.exists()


def test_a_bank_below_quizapps_own_folder_is_a_strangers_all_the_same(
    stranger: Stranger, tmp_path: Path
) -> None:
    stranger.call.monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    stranger.call.monkeypatch.setattr("quizapp.cli.run.shipped_banks", lambda: tmp_path)
    snippets = stranger.root / "snippets"
    assert stranger.call("run", snippets / "mini" / "marks.py", "--bank", tmp_path).code == 2
    snippets.rename(tmp_path / "beside")
    snippets.symlink_to(tmp_path / "beside")
    assert stranger.call("run", snippets / "mini" / "marks.py", "--bank", tmp_path).code == 2
    assert not stranger.mark.exists()


def test_a_script_of_ones_own_that_is_in_no_bank_just_runs(
    stranger: Stranger, tmp_path: Path
) -> None:
    script = tmp_path / "own.py"
    script.write_text("print('mine')\n")
    assert stranger.call("run", script).out == "mine\n"


def test_the_scripts_that_are_shown_cannot_steer_the_terminal(stranger: Stranger) -> None:
    name = "\x1b[2K\x1b[1Ainnocent.py"
    (stranger.root / "snippets" / "mini" / name).write_text("")
    done = stranger(("check", "--run"), "n\n")
    assert "\x1b" not in done.err
    assert printable(name) in done.err
