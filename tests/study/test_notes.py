"""Notes of one's own: kept at each change, and never lost to another window."""

from datetime import UTC, datetime
from pathlib import Path

from quizapp.store.store import Store
from quizapp.study.notes import NoteKeeper

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def keeper(store: Store) -> NoteKeeper:
    return NoteKeeper(store, "mini/flash", lambda: NOON)


def test_a_note_is_kept_as_it_is_typed_and_goes_when_it_is_emptied(store: Store) -> None:
    mine = keeper(store)
    mine.keep("see")
    assert store.note("mini/flash") == "see"
    mine.keep("see the docs\n")
    assert keeper(store).text == "see the docs\n"
    assert store.notes()["mini/flash"].at == NOON
    mine.keep("  \n")
    assert store.notes() == {}


def test_of_two_windows_neither_loses_what_the_other_wrote(store: Store, tmp_path: Path) -> None:
    with Store(tmp_path / "quizapp.db") as elsewhere:
        mine, theirs = keeper(store), keeper(elsewhere)
        assert not mine.keep("mine")
        assert theirs.keep("theirs")
        assert mine.keep("mine, and more")
        assert store.note("mini/flash") == "mine, and more"
        assert mine.before("mine, and more") == "theirs"
        assert mine.before("theirs") == "mine"


def test_what_another_window_emptied_is_not_told_to_have_been_put_aside(
    store: Store, tmp_path: Path
) -> None:
    keeper(store).keep("a note")
    with Store(tmp_path / "quizapp.db") as elsewhere:
        mine = keeper(store)
        keeper(elsewhere).keep("")
        assert not mine.keep("a note, longer")
        assert elsewhere.note("mini/flash") == "a note, longer"


def test_a_note_that_was_emptied_can_be_brought_back(store: Store) -> None:
    mine = keeper(store)
    assert not mine.has_earlier
    mine.keep("the trap is the mean over the batch")
    mine.keep("")
    assert mine.has_earlier
    assert mine.before("") == "the trap is the mean over the batch"


def test_nothing_that_steers_a_terminal_is_kept(store: Store) -> None:
    keeper(store).keep("red \x1b[31mtext\x07\n\tmore")
    assert store.note("mini/flash") == "red text\n\tmore"
