"""Decks in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizapp.errors import UsageError
from quizapp.interchange.json_import import read_objects
from quizapp.interchange.note import Read


def read(tmp_path: Path, data: Any) -> Read | None:
    file = tmp_path / "deck.json"
    file.write_text(json.dumps(data))
    found = read_objects(file, "t")
    return found[0] if found else None


def test_a_list_of_objects_is_read_as_a_table_is(tmp_path: Path) -> None:
    cards = [
        {"front": "What?", "back": "That.", "tags": ["logic", "math"]},
        {"front": "{{c1::ReLU}} is max(0, x)", "back": ""},
        {"front": "", "back": "lost"},
    ]
    found = read(tmp_path, {"title": "A deck", "cards": cards})
    assert found is not None
    assert [(note.question, note.answer.split("\n")[0], note.tags) for note in found.notes] == [
        ("What?", "That.", ["logic", "math"]),
        ("[...] is max(0, x)", "ReLU", []),
    ]
    (line,) = found.left_out
    assert line.endswith("deck.json:3: no question: lost")


def test_wrong_answers_beside_the_right_one_make_a_choice(tmp_path: Path) -> None:
    question = {
        "question": "What does &quot;GPU&quot; stand for?",
        "correct_answer": "Graphics, one",
        "incorrect_answers": ["Gaming, two", "Graphite, three"],
    }
    found = read(tmp_path, {"results": [question]})
    assert found is not None
    (note,) = found.notes
    assert note.question == 'What does "GPU" stand for?'
    assert [(one.text, one.right) for one in note.options] == [
        ("Gaming, two", False), ("Graphite, three", False), ("Graphics, one", True)
    ]  # fmt: skip


def test_a_deck_of_crowdanki_is_read_with_its_note_types(tmp_path: Path) -> None:
    kind = {
        "crowdanki_uuid": "u",
        "flds": [{"name": "Front"}, {"name": "Back"}],
        "tmpls": [
            {"qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"},
            {"qfmt": "{{Back}}", "afmt": "{{FrontSide}}<hr>{{Front}}"},
        ],
    }
    note = {"guid": "g", "note_model_uuid": "u", "fields": ["dog", "Hund"], "tags": ["t"]}
    found = read(tmp_path, {"note_models": [kind], "notes": [], "children": [{"notes": [note]}]})
    assert found is not None
    assert [(one.question, one.answer) for one in found.notes] == [("dog", "Hund"), ("Hund", "dog")]
    assert found.notes[0].tags == ["t"]


@pytest.mark.parametrize("data", [[], {}, {"a": 1}, "text", [1, 2], {"cards": []}])
def test_what_holds_no_cards_is_none(tmp_path: Path, data: Any) -> None:
    assert read(tmp_path, data) is None


def test_objects_without_question_and_answer_say_what_they_have(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="have no question and answer, but name, age"):
        read(tmp_path, [{"name": "x", "age": 3}])


@pytest.mark.parametrize("value", ["[" * 400 + "]" * 400, '{"a": ' * 400 + "1" + "}" * 400])
def test_what_is_nested_without_end_is_cut(tmp_path: Path, value: str) -> None:
    file = tmp_path / "deck.json"
    file.write_text(f'[{{"question": "Q?", "answer": "A", "extra": {value}}}]')
    found = read_objects(file, "t")
    assert found is not None
    assert [note.question for note in found[0].notes] == ["Q?"]


def test_a_picture_whose_name_no_file_can_have_is_missing(tmp_path: Path) -> None:
    found = read(tmp_path, [{"question": '<b>Q</b><br><img src="\ud800.png">', "answer": "A"}])
    assert found is not None
    assert [note.question for note in found.notes] == ["Q\\\n(picture: _.png, not in the file)"]


@pytest.mark.parametrize("fields", [5, {"a": 1}, "abc", None, []])
def test_a_note_whose_fields_are_no_list_is_left_out(tmp_path: Path, fields: object) -> None:
    found = read(tmp_path, {"note_models": [], "notes": [{"fields": fields, "tags": 3}]})
    assert found is not None
    assert (found.notes, len(found.left_out)) == ([], 1)
    assert "an empty note" in found.left_out[0]
