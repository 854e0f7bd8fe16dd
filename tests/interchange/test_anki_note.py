"""What note types make of notes, in packages as Anki's users share them."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from quizapp.interchange.anki_import import read_package
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.note import Note, Read
from tests.interchange.test_anki_import import package

BASIC = {
    "name": "Basic",
    "flds": ["Front", "Back"],
    "tmpls": [("{{Front}}", "{{FrontSide}}<hr>{{Back}}")],
}


def cards(tmp_path: Path, kind: dict[str, Any], *fields: str) -> tuple[list[Note], list[str]]:
    """The cards of one note."""
    read, _ = imported(tmp_path, kind, *fields)
    return read.notes, read.left_out


def imported(tmp_path: Path, kind: dict[str, Any], *fields: str) -> tuple[Read, Conversion]:
    """What a package with one note brings."""
    model = {
        "flds": [{"name": name} for name in kind["flds"]],
        "tmpls": [{"qfmt": front, "afmt": back} for front, back in kind["tmpls"]],
        "type": kind.get("type", 0),
    }
    db = sqlite3.connect(tmp_path / "c.db")
    db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds)")
    db.execute("INSERT INTO notes VALUES (1, 'g', 7, 'a::b c', ?)", ("\x1f".join(fields),))
    db.execute("CREATE TABLE col (models)")
    db.execute("INSERT INTO col VALUES (?)", (json.dumps({"7": model}),))
    db.commit()
    db.close()
    data = (tmp_path / "c.db").read_bytes()
    return read_package(package(tmp_path / "c.apkg", collection_anki2=data), "deck")


def pairs(found: list[Note]) -> list[tuple[str, str]]:
    return [(note.question, note.answer) for note in found]


def test_a_reversed_note_is_two_cards_and_an_optional_one_only_if_asked_for(tmp_path: Path) -> None:
    kind = {
        "flds": ["Front", "Back", "Add Reverse"],
        "tmpls": [
            ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),
            ("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "{{FrontSide}}<hr>{{Front}}"),
        ],
    }
    found, _ = cards(tmp_path, kind, "perro", "dog", "y")
    assert pairs(found) == [("perro", "dog"), ("dog", "perro")]
    assert [note.key for note in found] == ["g", "g:1"]
    (tmp_path / "c.db").unlink()
    found, _ = cards(tmp_path, kind, "gato", "cat", "")
    assert pairs(found) == [("gato", "cat")]


def test_what_a_template_says_around_the_fields_is_asked(tmp_path: Path) -> None:
    kind = {
        "flds": ["Country", "Capital", "Note", "Map", "SortID", "Source"],
        "tmpls": [
            (
                "<script>x = '{{Country}}'</script><!-- {{Map}} -->Capital of {{Country}}?",
                "{{FrontSide}}<hr>{{Capital}}{{#Note}}<div>Note: {{Note}}</div>{{/Note}}"
                "{{^Note}}<div>no note</div>{{/Note}}",
            )
        ],
    }
    found, _ = cards(tmp_path, kind, "Chad", "N'Djamena", "", "", "7", "A book")
    assert pairs(found) == [
        ("Capital of Chad?", "N'Djamena\\\nno note\n\nSource: A book"),
    ]
    assert found[0].tags == ["a::b", "c"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Key points", "uses all samples once"),
        ("Order of growth", "linear"),
        ("Order", "O(n)"),
        ("Index", "IVF-PQ"),
        ("Sort", "merge sort, stable"),
        ("Keyword", "regularizer"),
        ("Source", "Goodfellow"),
        ("Source", "regression"),
        ("Year", "2017"),
        ("Phone", "555-0100-22"),
        ("Commit", "deadbeefcafe"),
        ("Valid", "0.25"),
        ("GUID", "see above"),
    ],
)
def test_what_no_card_shows_stands_below_the_answer(tmp_path: Path, name: str, value: str) -> None:
    found, _ = cards(tmp_path, BASIC | {"flds": ["Front", "Back", name]}, "Q?", "A.", value)
    assert pairs(found) == [("Q?", f"A.\n\n{name}: {value}")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "1600000000001"),
        ("NoteID", "p4$Kq}9x-Z"),
        ("Anki GUID", "c3a1f0de-77"),
        ("note_id", "ml-017"),
        ("Sort Field", "3b"),
        ("Order", "12.5"),
        ("Index", "7"),
        ("#", "7"),
    ],
)
def test_an_id_that_no_card_shows_is_counted(tmp_path: Path, name: str, value: str) -> None:
    kind = BASIC | {"flds": ["Front", "Back", name]}
    found, conversion = imported(tmp_path, kind, "Q?", "A.", value)
    assert pairs(found.notes) == [("Q?", "A.")]
    assert conversion.ids == {name: 1}


def test_an_id_that_a_card_shows_is_part_of_it(tmp_path: Path) -> None:
    kind = {"flds": ["ID", "Back"], "tmpls": [("Which layer is {{ID}}?", "{{Back}}")]}
    found, conversion = imported(tmp_path, kind, "conv2", "The second.")
    assert pairs(found.notes) == [("Which layer is conv2?", "The second.")]
    assert conversion.ids == {}


@pytest.mark.parametrize(
    ("front", "back", "answer"),
    [
        ("{{Q}}<i>a deck</i>", "{{Q}}<hr id=answer>{{A}}", "A."),
        ("{{Q}} {{Hint}}", "{{Q}}<br>{{Hint}}<hr>{{A}}", "A."),
        ("{{Q}}", "{{Q}}<br>{{A}}", "A."),
        ("{{Q}}", "{{A}}<hr>{{Hint}}", "A.\n\nthink"),
        ("{{Q}}", "{{A}} {{Hint}}<hr>", "A. think"),
    ],
)
def test_the_front_is_not_told_again(tmp_path: Path, front: str, back: str, answer: str) -> None:
    kind = {"flds": ["Q", "A", "Hint"], "tmpls": [(front, back), ("{{Hint}}?", "yes")]}
    found, _ = cards(tmp_path, kind, "Q?", "A.", "think")
    assert found[0].answer == answer


def test_a_hint_is_a_hint_and_what_is_typed_is_not_shown(tmp_path: Path) -> None:
    kind = {
        "flds": ["Q", "A", "Hint"],
        "tmpls": [("{{Q}} {{hint:Hint}} {{type:A}}", "{{FrontSide}}<hr>{{type:A}}")],
    }
    (note,), _ = cards(tmp_path, kind, "2+2?", "4", "think")
    assert (note.question, note.answer, note.hints) == ("2+2?", "4", ["think"])


CLOZE = {
    "type": 1,
    "flds": ["Title", "Text", "Extra"],
    "tmpls": [("{{Title}}<br>{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}")],
}


def test_a_cloze_of_any_field_is_a_card_for_each_number(tmp_path: Path) -> None:
    text = "The {{c1::<b>chain rule</b>}} gives \\({{c2::\\frac{dy}{dx}::derivative}}\\)."
    found, _ = cards(tmp_path, CLOZE, "Calculus", text, "more")
    whole = "The chain rule gives (dy)/(dx).\\\nmore"
    assert pairs(found) == [
        ("Calculus\\\nThe [...] gives (dy)/(dx).", f"chain rule\n\n{whole}"),
        ("Calculus\\\nThe chain rule gives [derivative].", f"(dy)/(dx)\n\n{whole}"),
    ]
    assert [note.points for note in found] == [["chain rule"], ["(dy)/(dx)"]]


@pytest.mark.parametrize(
    ("kind", "fields", "reason"),
    [
        (CLOZE, ("", "{{c1::image-occlusion:rect:left=.1}}", "x"), "an image occlusion"),
        (BASIC, ("What?", "[sound:a.mp3]"), "no answer, only a sound"),
        (BASIC, ("<br>", ""), "an empty note"),
    ],
)
def test_what_cannot_be_asked_says_why(
    tmp_path: Path, kind: dict[str, Any], fields: tuple[str, ...], reason: str
) -> None:
    found, left_out = cards(tmp_path, kind, *fields)
    assert found == []
    assert f"note 1: {reason}" in left_out[0]


@pytest.mark.parametrize(
    "front",
    [
        "<script>" * 12_000 + "{{Front}}",
        "<style>" * 12_000 + "{{Front}}",
        "<!--" * 20_000 + "{{Front}}",
        "{{Front}}" + "{{" + " " * 90_000,
        "{{#Front}}" * 900 + "{{Front}}",
    ],
    ids=["script", "style", "comment", "blanks", "sections"],
)
@pytest.mark.timeout(10)
def test_templates_made_to_take_long_do_not(tmp_path: Path, front: str) -> None:
    kind = {"flds": ["Front", "Back"], "tmpls": [(front, "{{Back}}")] * 3}
    found, _ = cards(tmp_path, kind, "Q", "A")
    assert found
    assert {note.answer for note in found} == {"A"}


def test_what_nobody_sees_of_a_template_is_cut_out(tmp_path: Path) -> None:
    front = "<STYLE>a</style ><!-- b --><script x>c</script>{{ Front }}<!-- d"
    found, _ = cards(
        tmp_path, {"flds": ["Front", "Back"], "tmpls": [(front, "{{Back}}")]}, "Q", "A"
    )
    assert [note.question.partition("<")[0].strip() for note in found] == ["Q"]
    assert all(word not in found[0].question.partition("<")[0] for word in "abc")


CHOICES = {
    "name": "AllInOne (kprim, mc, sc)__v1",
    "flds": ["Question", "Title", "QType", "Q_1", "Q_2", "Q_3", "Q_4", "Answers", "Sources",
             "Extra 1"],
    "tmpls": [("{{Question}}{{Q_1}}", "{{FrontSide}}{{Answers}}")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "right"),
    [("1 0 1 0", ["a", "c"]), ("0 0 1 0", ["c"]), ("1 0 0", ["a"]), ("B", ["b"])],
)
def test_choices_of_anki_are_choices(tmp_path: Path, answers: str, right: list[str]) -> None:
    fourth = "d" if answers.count(" ") == 3 else ""
    fields = ("Which?", "", "1", "a", "<b>b</b>", "c", fourth, answers, "a book", "Since so.")
    ((note,), left_out) = cards(tmp_path, CHOICES, *fields)
    assert [one.text for one in note.options if one.right] == right
    assert len(note.options) == (4 if fourth else 3)
    assert (note.question, note.answer) == ("Which?", "Sources: a book\n\nSince so.")
    assert (note.tags, left_out) == (["a::b", "c"], [])


def test_the_type_of_a_choice_may_be_told_in_its_fields_name(tmp_path: Path) -> None:
    names = [str(name) for name in CHOICES["flds"]]
    model = CHOICES | {
        "flds": [name.replace("QType", "QType (0=kprim,1=mc,2=sc)") for name in names]
    }
    fields = ("Which metal?", "", "2", "Iron", "Mercury", "Gold", "Lead", "0 1 0 0", "a book", "")
    ((note,), _) = cards(tmp_path, model, *fields)
    assert [one.text for one in note.options if one.right] == ["Mercury"]
    assert (note.question, note.answer) == ("Which metal?", "Sources: a book")


@pytest.mark.parametrize(
    ("answers", "marks"), [("1 1", ["right", "right"]), ("0 0", ["wrong", "wrong"])]
)
def test_statements_that_are_all_right_or_wrong_are_told_one_by_one(
    tmp_path: Path, answers: str, marks: list[str]
) -> None:
    fields = ("Which?", "Title", "0", "a", "b", "", "", answers, "", "")
    ((note,), _) = cards(tmp_path, CHOICES, *fields)
    assert note.options == []
    assert note.question == "Title\n\nWhich?\n\n- a\n- b"
    assert note.answer == f"- {marks[0]}: a\n- {marks[1]}: b"


def test_choices_that_do_not_tell_what_is_right_are_shown_as_their_note_type_does(
    tmp_path: Path,
) -> None:
    fields = ("Which?", "", "1", "a", "b", "", "", "see below", "", "")
    ((note,), _) = cards(tmp_path, CHOICES, *fields)
    assert note.options == []
    assert "see below" in note.answer
