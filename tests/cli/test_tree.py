"""The tree of commands: every name leads to a command, and the list of them is what each says."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from quizapp.cli import commands
from tests.cli.calling import Command

NAMES = list(commands.COMMANDS)


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def test_the_commands_are_listed_in_their_order(quizapp: Command) -> None:
    _, _, listed = quizapp("-h").out.partition("Commands:\n")
    assert [line.split()[0] for line in listed.splitlines()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_list_says_of_each_command_what_its_own_help_says(quizapp: Command, name: str) -> None:
    module, _, function = commands.COMMANDS[name].partition(":")
    command = getattr(import_module(f"quizapp.cli.{module}"), function)
    assert isinstance(command, click.Command)
    _, _, listed = quizapp("-h").out.partition("Commands:\n")
    line = next(line for line in listed.splitlines() if line.split()[0] == name)
    said = line.split(maxsplit=1)[1].removesuffix("...")
    assert command.help is not None
    assert command.help.replace("\n", " ").startswith(said)
    assert quizapp(name, "-h").code == 0


def test_a_command_that_does_not_exist_is_wrong_usage(quizapp: Command) -> None:
    done = quizapp("drlil")
    assert done.code == 2
    assert "No such command 'drlil'" in done.err


def test_the_options_that_stand_everywhere_may_stand_before_or_after(
    quizapp: Command, bank_root: Path
) -> None:
    assert len(quizapp("--bank", bank_root, "next").out.split()) == 8
    assert len(quizapp("next", "--bank", bank_root).out.split()) == 8
    assert len(quizapp("--bank", "nowhere", "next", "--bank", bank_root).out.split()) == 8


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["drlil"], "No such command 'drlil'; quizapp -h tells more"),
        (["run"], "Missing argument 'SNIPPET'; quizapp run -h tells more"),
        (["plan", "--minutes", "0"], "Invalid value for '--minutes': 0 is not in the range"),
        (["plan", "--clear", "friday"], "give a day or --clear, not both"),
        (
            ["run", "x", "--timeout", "nan"],
            "--timeout must be a number from 0.01 to 3600, not 'nan'",
        ),
        (["export", "csv", "-o", ""], ".: no file; name one"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_line(quizapp: Command, args: list[str], said: str) -> None:
    done = quizapp(*args)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_a_terminal_that_knows_few_characters_gets_those_that_it_knows(bank_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "drill", "--plain", "--bank", str(bank_root)],
        input=b"q\n",
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "QUIZAPP_DATA_DIR": str(bank_root / "data")},
    )
    assert done.returncode == 0, done.stderr
    assert b"mini ? flashcard ? junior" in done.stdout
