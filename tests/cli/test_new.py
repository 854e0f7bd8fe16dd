"""quizapp new, and check --watch: from flags, from answers, and without a terminal."""

import asyncio
import io
import sys
from pathlib import Path

import pytest

from quizapp.banks.collection import read_collection
from quizapp.cli import authors
from quizapp.cli.options import Setting
from quizapp.config import Config
from quizapp.paths import Paths
from tests.cli.calling import Command
from tests.small_bank import write_bank

FLAGS = ["--kind", "predict", "--topic", "my-topic", "--id", "twice", "--question", "What?"]


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def test_without_a_terminal_the_missing_flags_are_named(quizapp: Command) -> None:
    done = quizapp("new", "--kind", "bug")
    assert done.code == 2
    assert done.out == ""
    assert "give --topic, --id, --question" in done.err


def test_a_card_goes_to_the_learners_own_bank(quizapp: Command) -> None:
    done = quizapp("new", *FLAGS)
    root = quizapp.data / "banks" / "my-cards"
    assert done.code == 0
    assert f"{root / 'questions' / 'my-topic.yaml'}:5" in done.out
    assert (root / "snippets" / "my-topic" / "twice.py").is_file()
    assert quizapp("check", root).code == 0


def test_a_card_goes_to_the_bank_that_is_named(quizapp: Command, tmp_path: Path) -> None:
    assert quizapp("new", *FLAGS, "--level", "senior", "--bank", tmp_path / "mine").code == 0
    collection, problems = read_collection([tmp_path / "mine"])
    assert problems == []
    assert collection.card("my-topic/twice").level == "senior"
    assert not (quizapp.data / "banks").exists()


def test_the_topic_may_stand_in_the_id(quizapp: Command, tmp_path: Path) -> None:
    flags = ["--kind", "short", "--id", "a/b", "--question", "What?", "--bank", tmp_path / "mine"]
    assert quizapp("new", *flags).code == 0
    assert (tmp_path / "mine" / "questions" / "a.yaml").is_file()
    assert quizapp("new", *flags, "--topic", "c").code == 2


def test_an_id_that_any_known_bank_uses_is_refused(quizapp: Command, tmp_path: Path) -> None:
    assert quizapp("new", *FLAGS).code == 0
    again = quizapp("new", *FLAGS)
    assert again.code == 2
    assert "choose another --id" in again.err
    shipped = ["--kind", "bug", "--id", "autograd/accumulate", "--question", "What?"]
    assert quizapp("new", *shipped, "--bank", tmp_path / "mine").code == 2
    assert not (tmp_path / "mine").exists()


def test_a_bank_file_is_no_root_for_a_new_card(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("new", *FLAGS, "--bank", bank_root / "questions" / "mini.yaml")
    assert done.code == 2
    assert "is a file" in done.err


class Keyboard(io.StringIO):
    """A stdin that is a terminal, with the answers typed already."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_what_is_missing_is_asked_for(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "flashkard\nflashcard\nmy-topic\nwhy\n\nWhy is it so?\nMy topic: all of it\n"
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = quizapp("new")
    assert done.code == 0, done.err
    assert "'flashkard' is not one of" in done.out + done.err
    root = quizapp.data / "banks" / "my-cards"
    collection, problems = read_collection([root])
    assert problems == []
    card = collection.card("my-topic/why")
    assert (card.kind, card.level, card.question) == ("flashcard", "junior", "Why is it so?\n")
    assert collection.topics[0].title == "My topic: all of it"


def test_an_end_of_input_leaves_nothing_behind(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("bug\n"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert quizapp("new").code == 130
    assert not (quizapp.data / "banks").exists()


def test_watching_and_json_exclude_one_another(quizapp: Command) -> None:
    done = quizapp("check", "--watch", "--json")
    assert done.code == 2
    assert "--watch" in done.err


async def _printed(capsys: pytest.CaptureFixture[str], wanted: str) -> str:
    """What was printed until `wanted` was."""
    text = ""
    while wanted not in text:
        await asyncio.sleep(0.01)
        text += capsys.readouterr().out
    return text


async def test_a_broken_save_shows_its_problem_and_a_mended_one_takes_it_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_bank(tmp_path / "bank")
    bank = root / "questions" / "mini.yaml"
    good = bank.read_text()
    setting = Setting(Paths(tmp_path, tmp_path / "config.toml", tmp_path), Config())
    task = asyncio.create_task(authors._watch(setting, [root], False, "cpu"))
    assert "no problems: 8 cards" in await _printed(capsys, "no problems")
    bank.write_text(good.replace("level: senior", "level: expert"))
    assert "'level' is 'expert'" in await _printed(capsys, "1 problem: 7 cards")
    bank.write_text(good)
    await _printed(capsys, "no problems: 8 cards")
    task.cancel()


async def test_watching_with_run_proves_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_bank(tmp_path / "bank")
    script = root / "snippets" / "mini" / "hello.py"
    setting = Setting(Paths(tmp_path, tmp_path / "config.toml", tmp_path), Config())
    task = asyncio.create_task(authors._watch(setting, [root], True, "cpu"))
    await _printed(capsys, "no problems: 8 cards")
    script.write_text('print("hullo")\n')
    text = await _printed(capsys, "1 problem")
    assert "but the run printed 'hullo'" in text
    assert ", 1 run," in text
    script.write_text('print("hello")\n')
    await _printed(capsys, "no problems: 8 cards")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
