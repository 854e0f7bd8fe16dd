"""Work in a file of its own: what is saved there is taken, whole and once."""

import os
from pathlib import Path

import pytest

from quizapp.errors import UsageError
from quizapp.study.own_file import OwnFile, There


@pytest.fixture
def own(tmp_path: Path) -> OwnFile:
    found = OwnFile(tmp_path / "data", "topic/name")
    assert found.put("x = 1\n") == There()
    return found


def save(own: OwnFile, text: str | bytes) -> None:
    """As an editor does, at another moment than before."""
    before = own.path.stat().st_mtime_ns
    own.path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(own.path, ns=(before + 1_000_000, before + 1_000_000))


def test_the_file_has_a_folder_of_its_own_below_the_data(own: OwnFile, tmp_path: Path) -> None:
    assert own.path == tmp_path / "data" / "exercises" / "topic" / "name" / "answer.py"
    assert own.path.read_text() == "x = 1\n"
    assert own.saved() is None


def test_a_save_is_taken_once_it_is_written_whole(own: OwnFile) -> None:
    save(own, "x =")
    assert own.saved() is None
    save(own, "x = 2\r\n")
    assert own.saved() is None
    assert own.saved() == "x = 2\n"
    assert own.saved() is None


def test_a_save_is_taken_at_once_when_the_editor_has_ended(own: OwnFile) -> None:
    save(own, "x = 2\n")
    assert own.saved(now=True) == "x = 2\n"


@pytest.mark.parametrize("text", ["", " \n", "x = 1\n"])
def test_a_file_that_was_emptied_or_saved_as_it_was_is_no_new_text(own: OwnFile, text: str) -> None:
    save(own, text)
    assert own.saved(now=True) is None


def test_a_file_that_is_gone_is_waited_for(own: OwnFile) -> None:
    own.path.unlink()
    assert own.saved(now=True) is None
    own.path.write_text("x = 3\n")
    assert own.saved(now=True) == "x = 3\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"caf\xe9", "not UTF-8"), (b"x" * 100_001, "larger than 100 kB")],
)
def test_what_cannot_be_taken_is_said_once(own: OwnFile, text: bytes, said: str) -> None:
    save(own, text)
    with pytest.raises(UsageError, match=said):
        own.saved(now=True)
    assert own.saved(now=True) is None


def test_what_was_saved_and_not_taken_comes_back(own: OwnFile, tmp_path: Path) -> None:
    save(own, "saved when the app had ended\n")
    again = OwnFile(tmp_path / "data", "topic/name")
    assert again.put("x = 1\n") == There("saved when the app had ended\n")
    assert again.put("x = 2\n") == There()
    save(again, "x = 2\n")
    assert again.put("x = 2\n") == There()


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    ("text", "said"),
    [(b"caf\xe9 = 1\n", "not UTF-8"), (b"x = 1\n" * 20_000, "larger than 100 kB")],
)
def test_what_cannot_be_taken_is_put_aside_before_the_file_is_written(
    own: OwnFile, text: bytes, said: str, told: bool
) -> None:
    for number in (1, 2):
        save(own, text + b"#" * number)
        if told:
            with pytest.raises(UsageError, match=said):
                own.saved(now=True)
        there = own.put("x = 2\n")
        aside = own.path.with_name(f"answer.bak-{number}.py")
        assert (there.text, there.aside) == ("", aside)
        assert said in there.fault
        assert aside.read_bytes() == text + b"#" * number
        assert own.path.read_text() == "x = 2\n"
        assert own.put("x = 3\n") == There()


def test_a_file_that_nobody_may_read_is_put_aside(own: OwnFile) -> None:
    own.path.unlink()
    own.path.mkdir()
    (own.path / "inside").write_text("kept")
    there = own.put("x = 2\n")
    assert there.aside == own.path.with_name("answer.bak-1.py")
    assert (there.aside / "inside").read_text() == "kept"
    assert own.path.read_text() == "x = 2\n"


def test_the_mark_that_some_editors_begin_a_file_with_is_no_code(own: OwnFile) -> None:
    save(own, b"\xef\xbb\xbfx = 2\r\n")
    assert own.saved(now=True) == "x = 2\n"


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(UsageError, match="cannot be written: Not a directory"):
        OwnFile(tmp_path / "data", "topic/name").put("x")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_in_its_place_is_not_waited_for(own: OwnFile, tmp_path: Path, linked: bool) -> None:
    own.path.unlink()
    pipe = tmp_path / "pipe" if linked else own.path
    os.mkfifo(pipe)
    if linked:
        own.path.symlink_to(pipe)
    again = OwnFile(tmp_path / "data", "topic/name")
    with pytest.raises(UsageError, match="not a file with text in it"):
        again.saved(now=True)
    there = again.put("x = 2\n")
    assert there.aside is not None
    assert there.aside.is_fifo()
    assert again.path.read_text() == "x = 2\n"
