"""Cards from elsewhere become a bank that can be read, run and edited."""

import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.authoring.checking import check
from quizapp.banks.collection import Collection, read_collection
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.errors import BankError, UsageError
from quizapp.interchange.imported import MAX_FIELD, Note, add_notes, slug


def good(root: Path) -> Collection:
    collection, problems = read_collection([root])
    assert [*problems, *check(collection)] == []
    return collection


def cards(root: Path) -> list[Flashcard]:
    every = good(root).cards
    found = [card for card in every if isinstance(card, Flashcard)]
    assert found == every
    return found


def test_notes_become_flashcards_without_a_problem(tmp_path: Path) -> None:
    added = add_notes(
        tmp_path, "deck", [Note("k", "What is x?", "It is y. And z.", tags=["a"])], "d.csv"
    )
    assert (added.new, added.known) == (1, 0)
    (card,) = cards(tmp_path)
    assert card.id.startswith("deck/what-is-x-")
    assert (card.question, card.answer) == ("What is x?\n", "It is y. And z.\n")
    assert (card.key_points, card.tags) == (["It is y."], ["a"])


def test_the_snippet_says_that_nothing_is_proven(tmp_path: Path) -> None:
    add_notes(tmp_path, "deck", [Note("k", "Q", "A")], 'my "deck"\\\n\'s é😀.csv')
    script = good(tmp_path).entries[cards(tmp_path)[0].id].script
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", str(script)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.stdout.startswith('1 cards were imported from my "deck"\\')
    assert "not proven by a run" in ran.stdout
    assert ran.stderr == ""


def test_the_same_notes_again_add_nothing_and_edits_stay(tmp_path: Path) -> None:
    notes = [Note("k1", "One?", "1"), Note("k2", "Two?", "2")]
    bank = add_notes(tmp_path, "deck", notes, "d.csv").bank
    bank.write_text("# mine\n" + bank.read_text().replace("One?", "Which one?"))
    before = bank.read_text()
    again = add_notes(tmp_path, "deck", [*notes, Note("k1", "One, changed?", "1")], "d.csv")
    assert (again.new, again.known) == (0, 2)
    assert bank.read_text() == before


def test_new_notes_join_those_that_are_there(tmp_path: Path) -> None:
    add_notes(tmp_path, "deck", [Note("k1", "One?", "1")], "d.csv")
    added = add_notes(tmp_path, "deck", [Note("k1", "One?", "1"), Note("k2", "Two?", "2")], "d.csv")
    assert (added.new, added.known) == (1, 1)
    assert [card.question for card in cards(tmp_path)] == ["One?\n", "Two?\n"]
    assert "CARDS = 2" in (tmp_path / "snippets" / "deck" / "imported.py").read_text()


def test_the_lines_of_a_list_are_the_points_to_tick(tmp_path: Path) -> None:
    add_notes(tmp_path, "d", [Note("k", "Q", "Two:\n- one thing\n* another")], "d.csv")
    assert cards(tmp_path)[0].key_points == ["one thing", "another"]


@pytest.mark.parametrize(
    "text",
    [
        "x" * (MAX_FIELD + 5),
        "a\x00b\x1b[31m",
        "- ",
        "```\ncode\n```",
        "日本",
        "a\ud800",
        "a: |\n b",
    ],
)
def test_whatever_the_text_the_bank_is_well(tmp_path: Path, text: str) -> None:
    add_notes(tmp_path, "d", [Note("k", text, text)], "d.csv")
    (card,) = cards(tmp_path)
    assert "\x1b" not in card.question
    assert len(card.question) <= MAX_FIELD + 1


def test_notes_of_which_nothing_can_be_seen_are_left_out(tmp_path: Path) -> None:
    notes = [Note("a", "\x00", "A"), Note("b", "Q", " \n"), Note("c", "Q", "A")]
    assert add_notes(tmp_path, "d", notes, "d.csv").new == 1
    assert len(cards(tmp_path)) == 1


def test_a_bank_of_the_learners_own_is_added_to(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    before = bank.read_text()
    added = add_notes(bank_root, "mini", [Note("k", "Q", "A")], "d.csv")
    assert (added.new, added.known) == (1, 0)
    assert bank.read_text().startswith(before)
    assert len(good(bank_root).cards) == 9


def test_too_much_for_one_bank_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    notes = [Note(str(n), f"Q{n}", "x" * MAX_FIELD) for n in range(220)]
    with pytest.raises(BankError, match="too many"):
        add_notes(tmp_path / "root", "d", notes, "d.csv")
    assert not (tmp_path / "root").exists()


@pytest.mark.parametrize("topic", ["My Deck", "../up", "", "a/b"])
def test_a_topic_must_be_a_slug(tmp_path: Path, topic: str) -> None:
    with pytest.raises(UsageError, match="--as"):
        add_notes(tmp_path, topic, [Note("k", "Q", "A")], "d.csv")


def test_the_list_of_sources_is_no_bank_to_import_into(tmp_path: Path) -> None:
    sources = tmp_path / "questions" / "sources.yaml"
    sources.parent.mkdir()
    sources.write_text("sources:\n  S1: One?\n")
    with pytest.raises(UsageError, match=r"--as sources: .* lists sources"):
        add_notes(tmp_path, "sources", [Note("k", "Q", "A")], "d.csv")
    assert sources.read_text() == "sources:\n  S1: One?\n"


def test_a_snippet_that_is_not_read_as_text_is_left_alone(tmp_path: Path) -> None:
    add_notes(tmp_path, "deck", [Note("k1", "One?", "1")], "d.csv")
    script = tmp_path / "snippets" / "deck" / "imported.py"
    mine = b"# caf\xe9\nCARDS = 1\n"
    script.write_bytes(mine)
    add_notes(tmp_path, "deck", [Note("k2", "Two?", "2")], "d.csv")
    assert script.read_bytes() == mine


def test_a_slug_is_made_of_the_first_words() -> None:
    assert slug("What's the GIL, and why is it there?") == "what-s-the-gil-and"
    assert slug("日本") == ""
