"""What an editor saves while it keeps everybody waiting."""

from pathlib import Path

import pytest

from quizapp.errors import UsageError
from quizapp.study.own_file import OwnFile
from quizapp.study.own_saves import followed


@pytest.fixture
def own(tmp_path: Path) -> OwnFile:
    found = OwnFile(tmp_path, "topic/name")
    found.put("x = 1\n")
    return found


def test_what_is_saved_just_before_the_end_is_there(own: OwnFile) -> None:
    with followed(own) as saved:
        own.path.write_text("x = 22\n")
    assert saved == ["x = 22\n"]
    assert own.saved(now=True) is None


def test_nothing_is_there_where_nothing_was_saved(own: OwnFile) -> None:
    with followed(own) as saved:
        pass
    assert saved == []


def test_a_file_that_cannot_be_taken_at_the_end_is_an_error(own: OwnFile) -> None:
    with pytest.raises(UsageError, match="larger than"), followed(own):
        own.path.write_text("x" * 200_000)


def test_an_editor_that_does_not_start_is_the_only_error(own: OwnFile) -> None:
    def start() -> None:
        with followed(own):
            own.path.write_text("x" * 200_000)
            raise UsageError("does not start")

    with pytest.raises(UsageError, match="does not start"):
        start()
