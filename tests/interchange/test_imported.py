"""Cards from elsewhere become a bank that can be read, run and edited."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from quizapp.authoring.checking import check
from quizapp.banks.collection import Collection, read_collection
from quizapp.banks.writing import save
from quizapp.core.cards.kinds.choice import Choice
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.errors import BankError, UsageError
from quizapp.interchange.imported import Prepared, prepare, slug, write
from quizapp.interchange.note import MAX_FIELD, Note, Offered
from quizapp.interchange.pictures import Pictures, beside


def good(root: Path) -> Collection:
    collection, problems = read_collection([root])
    assert [*problems, *check(collection)] == []
    return collection


def add_notes(root: Path, topic: str, notes: list[Note], folder: Path = Path("/none")) -> Prepared:
    """Notes whose pictures are in a folder."""
    pictures = Pictures(topic, *beside(folder / "deck.md"))
    notes = [replace(note, answer=pictures.moved(note.answer)) for note in notes]
    prepared = prepare(root, topic, notes)
    write(prepared, topic, pictures)
    return prepared


def cards(root: Path) -> list[Flashcard]:
    every = good(root).cards
    found = [card for card in every if isinstance(card, Flashcard)]
    assert found == every
    return found


def test_notes_become_flashcards_without_a_problem(tmp_path: Path) -> None:
    added = add_notes(tmp_path, "deck", [Note("k", "What is x?", "It is y. And z.", tags=["a"])])
    assert (len(added.cards), added.known) == (1, 0)
    (card,) = cards(tmp_path)
    assert card.id.startswith("deck/what-is-x-")
    assert (card.question, card.answer) == ("What is x?\n", "It is y. And z.\n")
    assert (card.key_points, card.tags) == (["It is y."], ["a"])


def test_the_snippet_is_one_line_that_says_that_nothing_is_proven(tmp_path: Path) -> None:
    add_notes(tmp_path, "deck", [Note("k", "Q", "A")])
    script = good(tmp_path).entries[cards(tmp_path)[0].id].script
    assert script.read_text(encoding="utf-8").count("\n") == 1
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("imported; no run proves this\n", "")


def test_the_same_notes_again_add_nothing_and_edits_stay(tmp_path: Path) -> None:
    notes = [Note("k1", "One?", "1"), Note("k2", "Two?", "2")]
    bank = add_notes(tmp_path, "deck", notes).bank
    bank.write_text("# mine\n" + bank.read_text().replace("One?", "Which one?"))
    before = bank.read_text()
    again = add_notes(tmp_path, "deck", [Note("k1", "One, changed?", "1"), notes[1]])
    assert (len(again.cards), again.known) == (0, 2)
    assert bank.read_text() == before


def test_new_notes_join_those_that_are_there(tmp_path: Path) -> None:
    add_notes(tmp_path, "deck", [Note("k1", "One?", "1")])
    added = add_notes(tmp_path, "deck", [Note("k1", "One?", "1"), Note("k2", "Two?", "2")])
    assert (len(added.cards), added.known) == (1, 1)
    assert [card.question for card in cards(tmp_path)] == ["One?\n", "Two?\n"]


def test_the_lines_of_a_list_are_the_points_to_tick(tmp_path: Path) -> None:
    add_notes(tmp_path, "d", [Note("k", "Q", "Two:\n- one thing\n* another")])
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
    add_notes(tmp_path, "d", [Note("k", text, text)])
    (card,) = cards(tmp_path)
    assert "\x1b" not in card.question
    assert len(card.question) <= MAX_FIELD + 1


def test_notes_of_which_nothing_can_be_seen_are_left_out(tmp_path: Path) -> None:
    notes = [Note("a", "\x00", "A"), Note("b", "Q", " \n"), Note("c", "Q", "A")]
    assert len(add_notes(tmp_path, "d", notes).cards) == 1
    assert len(cards(tmp_path)) == 1


def test_a_bank_of_the_learners_own_is_added_to(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    before = bank.read_text()
    added = add_notes(bank_root, "mini", [Note("k", "Q", "A")])
    assert (len(added.cards), added.known) == (1, 0)
    assert bank.read_text().startswith(before)
    assert len(good(bank_root).cards) == 9


def test_too_much_for_one_bank_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    notes = [Note(str(n), f"Q{n}", "x" * MAX_FIELD) for n in range(220)]
    with pytest.raises(BankError, match="too many"):
        add_notes(tmp_path / "root", "d", notes)
    assert not (tmp_path / "root").exists()


@pytest.mark.parametrize("topic", ["My Deck", "../up", "", "a/b"])
def test_a_topic_must_be_a_slug(tmp_path: Path, topic: str) -> None:
    with pytest.raises(UsageError, match="--as"):
        add_notes(tmp_path, topic, [Note("k", "Q", "A")])


def test_the_list_of_sources_is_no_bank_to_import_into(tmp_path: Path) -> None:
    sources = tmp_path / "questions" / "sources.yaml"
    sources.parent.mkdir()
    sources.write_text("sources:\n  S1: One?\n")
    with pytest.raises(UsageError, match=r"--as sources: .* lists sources"):
        add_notes(tmp_path, "sources", [Note("k", "Q", "A")])
    assert sources.read_text() == "sources:\n  S1: One?\n"


def test_a_snippet_that_is_there_is_left_alone(tmp_path: Path) -> None:
    add_notes(tmp_path, "deck", [Note("k1", "One?", "1")])
    script = tmp_path / "snippets" / "deck" / "imported.py"
    mine = b"# caf\xe9\nCARDS = 1\n"
    script.write_bytes(mine)
    add_notes(tmp_path, "deck", [Note("k2", "Two?", "2")])
    assert script.read_bytes() == mine


def test_a_slug_is_made_of_the_first_words() -> None:
    assert slug("What's the GIL, and why is it there?") == "what-s-the-gil-and"
    assert slug("日本") == ""


def test_options_make_a_choice_with_something_to_say_of_each(tmp_path: Path) -> None:
    options = [Offered("MSE", False), Offered("Cross-entropy", True)]
    add_notes(tmp_path, "d", [Note("k", "Which loss?", "It fits.", options=options)])
    (card,) = good(tmp_path).cards
    assert isinstance(card, Choice)
    assert [(one.text, one.correct, one.why) for one in card.options] == [
        ("MSE", False, "Right is: Cross-entropy"),
        ("Cross-entropy", True, "This is right."),
    ]


def test_repeated_questions_are_counted_and_none_is_lost(tmp_path: Path) -> None:
    notes = [Note("q", "Q?", "one"), Note("q", "Q?", "two"), Note("q", "Q?", "one")]
    added = add_notes(tmp_path, "d", notes)
    assert (added.same, added.again) == (["Q?"], ["Q?"])
    assert [card.answer for card in cards(tmp_path)] == ["one\n", "two\n"]
    again = add_notes(tmp_path, "d", notes)
    assert (len(again.cards), again.known) == (0, 2)


def test_what_is_too_long_for_a_card_is_cut_and_told(tmp_path: Path) -> None:
    added = add_notes(tmp_path, "d", [Note("k", "Q", "line\n" * 500)])
    assert added.cut == [added.cards[0].id]


@pytest.mark.parametrize(
    "link",
    [
        "questions",
        "questions/deck.yaml",
        "questions/bank.schema.json",
        "snippets",
        "snippets/deck",
        "snippets/deck/imported.py",
    ],
)
def test_no_link_leads_an_import_out_of_its_bank(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    place = root / link
    place.parent.mkdir(parents=True)
    place.symlink_to(outside / "new" if place.suffix else outside)
    (tmp_path / "a.png").write_bytes(b"x")
    before = sorted(root.rglob("*"))
    with pytest.raises(BankError, match=r"cannot be written: a link"):
        add_notes(root, "deck", [Note("k", "Q", "![x](a.png) A")], tmp_path)
    assert list(outside.iterdir()) == []
    assert sorted(root.rglob("*")) == before


def test_of_an_import_that_fails_at_its_end_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str, **more: Any) -> None:
        save(path, text, **more)
        if path.name == "deck.yaml":
            assert (tmp_path / "root" / "pictures" / "deck" / "a.png").exists()
            raise BankError("the disk is full")

    (tmp_path / "root" / "pictures").mkdir(parents=True)
    (tmp_path / "a.png").write_bytes(b"x")
    monkeypatch.setattr("quizapp.interchange.imported.save", full)
    with pytest.raises(BankError, match="full"):
        add_notes(tmp_path / "root", "deck", [Note("k", "Q", "![x](a.png) A")], tmp_path)
    assert [one.name for one in (tmp_path / "root").rglob("*")] == ["pictures"]


STEERING = "\x1b]0;P\x07\x1b[31m\u202e\u2066\u200f\u200b\ufeff\U000e0041\x9b2J\x85\u2028"


def test_nothing_in_a_bank_that_was_imported_steers_a_terminal(tmp_path: Path) -> None:
    odd = [f"a{sign}b {number}" for number, sign in enumerate(STEERING)]
    whole = f"a{STEERING}b"
    notes = [
        Note("1", whole, whole, points=odd, tags=odd, hints=odd, follow_ups=odd),
        Note("2", f"Which {whole}?", whole, options=[Offered(odd[0], True), Offered(whole, False)]),
        *(Note(one, f"Q {one}", one) for one in odd),
    ]
    added = add_notes(tmp_path, "deck", notes)
    text = added.bank.read_text()
    assert text.count("ab") > 20
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []
    assert "\\u" not in text
    assert "\\x" not in text
