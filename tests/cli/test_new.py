"""quizapp new: from flags, from answers, and without a terminal."""

import io
import sys
from pathlib import Path

import pytest

from quizapp.banks.collection import read_collection
from quizapp.banks.writing import save
from quizapp.errors import BankError
from quizapp.files import undone_on_failure
from tests.cli.calling import Command

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
    assert "is still that of a new card; write your own\n1 problem" in quizapp("check", root).out


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


@pytest.mark.parametrize(
    ("flag", "value", "message"),
    [
        ("--question", "What\udcff?", "--question is not UTF-8"),
        ("--title", "\udcff", "--title is not UTF-8"),
        ("--question", "x" * 100_000, "no card can be made of this: "),
        ("--question", "x\x1b[31m\x00", ""),
        ("--title", "x\ny" * 100_000, ""),
        ("--topic", "t" * 300, "--topic tttttttttttttttttttt… has more than 100 letters"),
        ("--topic", "\udcff", "use only small letters"),
        ("--id", "n" * 300, "--id nnnnnnnnnnnnnnnnnnnn… has more than 100 letters"),
        ("--id", f"{'t' * 300}/n", "has more than 100 letters"),
    ],
)
def test_what_no_card_can_have_is_one_line_and_leaves_nothing_behind(
    quizapp: Command, flag: str, value: str, message: str
) -> None:
    given = dict(zip(FLAGS[::2], FLAGS[1::2], strict=True)) | {flag: value}
    if "/" in value:
        del given["--topic"]
    done = quizapp("new", *(part for pair in given.items() for part in pair))
    if message:
        assert done.code == 2
        assert message in done.err
        assert not (quizapp.data / "banks").exists()
    assert done.err.count("\n") == (done.code != 0)
    assert len(done.err) < 1_000


def test_what_cannot_be_undone_hides_no_error(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="File name too long"), undone_on_failure() as making:
        save(tmp_path / ("x" * 300), "text", making=making)
