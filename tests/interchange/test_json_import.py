"""Decks in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizapp.errors import UsageError
from quizapp.interchange import table_import
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


def test_objects_that_name_their_sides_otherwise_are_read_as_well(tmp_path: Path) -> None:
    cards = [
        {"question": "One?", "answer": "1"},
        {"front": "Two?", "back": "2", "tags": ["x"]},
        {"q": "Three?", "a": "3"},
        {"question": "Four?", "back": "4"},
        {"note": "none"},
    ]
    found = read(tmp_path, cards)
    assert found is not None
    assert [(note.question, note.answer, note.tags) for note in found.notes] == [
        ("One?", "1", []), ("Two?", "2", ["x"]), ("Three?", "3", []), ("Four?", "4", [])
    ]  # fmt: skip
    assert len(found.left_out) == 1


@pytest.mark.parametrize(
    "text",
    [
        '[{"q": "Q?", "a": "A"}, {"q": "R?", "a": "B"}]',
        '{"question": "Q?", "answer": "A"}\n\n{"question": "R?", "answer": "B"}\n',
        '{"Q?": "A", "R?": "B"}',
        '[["Q?", "A"], ["R?", "B"]]',
        '{"set": {"title": "x", "terms": [{"term": "Q?", "definition": "A"},'
        ' {"term": "R?", "definition": "B"}]}, "meta": {"by": "me", "on": "paper"}}',
    ],
    ids=["objects", "lines", "glossary", "pairs", "nested"],
)
def test_questions_stand_in_json_in_many_ways(tmp_path: Path, text: str) -> None:
    file = tmp_path / "deck.json"
    file.write_text(text)
    found = read_objects(file, "t")
    assert found is not None
    assert [(note.question, note.answer) for note in found[0].notes] == [("Q?", "A"), ("R?", "B")]
    assert found[0].left_out == []


@pytest.mark.parametrize(
    "data",
    [
        {"categories": [{"name": "NN", "questions": [{"question": "Q?", "answer": "A"}]},
                        {"name": "Deep nets", "questions": [{"question": "R?", "answer": "B"}]}]},
        {"NN": [{"q": "Q?", "a": "A"}], "Deep nets": [{"q": "R?", "a": "B"}]},
        {"NN": {"Q?": "A", "S?": "C"}, "Deep nets": {"R?": "B", "T?": "D"}},
    ],
)  # fmt: skip
def test_the_names_of_lists_are_tags(tmp_path: Path, data: Any) -> None:
    found = read(tmp_path, data)
    assert found is not None
    tags = {note.question: note.tags for note in found.notes}
    assert (tags["Q?"], tags["R?"]) == (["NN"], ["Deep-nets"])


def test_what_is_no_question_in_a_list_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, [{"q": "Q?", "a": "A"}, "stray", {"q": "", "a": "x"}])
    assert found is not None
    assert [note.question for note in found.notes] == ["Q?"]
    assert [line.partition("deck.json:")[2] for line in found.left_out] == [
        "2: no question with an answer: stray",
        "3: no question: x",
    ]


def test_more_objects_than_a_bank_holds_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_import, "MAX_ROWS", 3)
    with pytest.raises(UsageError, match="more than 3 rows"):
        read(tmp_path, [{"q": f"Q{n}?", "a": "A"} for n in range(4)])


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
    below = [{"name": "Deep nets", "notes": [note]}, {"name": "ML::CNN", "notes": [note]}]
    deck = {"note_models": [kind], "name": "ML", "notes": [], "children": below}
    found = read(tmp_path, deck)
    assert found is not None
    pairs = [("dog", "Hund"), ("Hund", "dog")]
    assert [(one.question, one.answer) for one in found.notes] == pairs * 2
    assert [one.tags for one in found.notes[::2]] == [["t", "ML::Deep-nets"], ["t", "ML::CNN"]]


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


def choices(found: Read | None) -> list[tuple[list[str], list[str]]]:
    """Of each question, the wrong options and the right ones."""
    assert found is not None
    return [
        ([one.text for one in note.options if not one.right],
         [one.text for one in note.options if one.right])
        for note in found.notes
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        [{"question": "?", "choices": ["a", "b", "c"], "answer": at} for at in (0, 2)],
        [{"question": "?", "choices": ["a", "b", "c"], "correct_index": at} for at in (0, 2)],
        [{"ctx": "", "question": "?", "endings": ["a", "b", "c"], "label": at} for at in "02"],
        [{"question": "?", "opa": "a", "opb": "b", "opc": "c", "cop": at} for at in (0, 2)],
        [
            {"question": "?", "choices": {"text": [*"abc"], "label": [*"ABC"]}, "answerKey": at}
            for at in "AC"
        ],
        [
            {"question": "?", "options": {"A": "a", "B": "b", "C": "c"}, "answer_idx": at}
            for at in "AC"
        ],
        [
            {
                "question": "?",
                "answers": [{"text": text, "correct": text == at} for text in "abc"],
            }
            for at in "ac"
        ],
        [
            {
                "question": "?",
                "options": [{"id": text, "text": text} for text in "abc"],
                "answer": at,
            }
            for at in "ac"
        ],
        [{"question": "?", "options": ["A) a", "B)b", "C) c"], "correct": at} for at in "AC"],
        [{"question": "?", "answer0": "a", "answer1": "b", "answer2": "c", "label": at}
         for at in (0, 2)],
    ],
    ids=["mmlu", "index", "hellaswag", "medmcqa", "arc", "medqa", "flagged", "labelled", "aqua",
         "cosmos"],
)  # fmt: skip
def test_questions_of_data_sets_are_choices(tmp_path: Path, data: list[dict[str, Any]]) -> None:
    found = read(tmp_path, data)
    assert choices(found) == [(["b", "c"], ["a"]), (["a", "b"], ["c"])]
    assert found is not None
    assert [note.answer for note in found.notes] == ["a", "c"]
    assert found.left_out == []


def test_integers_are_counted_from_0_where_nothing_tells_and_that_is_said(tmp_path: Path) -> None:
    data = [{"question": "?", "options": ["1", "2", "3"], "answer": 1}]
    found = read(tmp_path, data)
    assert choices(found) == [(["1", "3"], ["2"])]
    assert found is not None
    assert found.remarks == [
        "answers counted from 0, as an index usually is; if that is wrong: --first-option 1"
    ]
    file = tmp_path / "deck.json"
    asked = read_objects(file, "t", 1)
    assert asked is not None
    assert choices(asked[0]) == [(["2", "3"], ["1"])]


def test_integers_among_integers_are_what_is_right(tmp_path: Path) -> None:
    data = [{"question": "2 + 2", "options": [3, 4, 2], "answer": 4},
            {"question": "1 + 1", "options": [3, 4, 2], "answer": 2}]  # fmt: skip
    assert choices(read(tmp_path, data)) == [(["3", "2"], ["4"]), (["3", "4"], ["2"])]


def test_a_right_number_beside_wrong_ones_is_no_place_among_them(tmp_path: Path) -> None:
    data = {"results": [
        {"question": "1 + 1", "correct_answer": "2", "incorrect_answers": ["1", "3", "4"]},
    ]}  # fmt: skip
    assert choices(read(tmp_path, data)) == [(["1", "3", "4"], ["2"])]


def test_a_place_without_an_option_leaves_its_question_out(tmp_path: Path) -> None:
    data = [{"question": f"q{at}", "choices": ["a", "b"], "answer": at} for at in (0, 1, 7)]
    found = read(tmp_path, data)
    assert choices(found) == [(["b"], ["a"]), (["a"], ["b"])]
    assert found is not None
    (line,) = found.left_out
    assert line.endswith("deck.json:3: its answer is 7, and there is no such option: q7")


def test_more_options_than_keys_are_a_flashcard_that_names_the_right_one(tmp_path: Path) -> None:
    options = [f"option {letter}" for letter in "abcdefghij"]
    data = [{"question": "?", "options": options, "answer": "I", "answer_index": 8}]
    found = read(tmp_path, data)
    assert found is not None
    (note,) = found.notes
    assert (note.options, note.answer) == ([], "option i")
    assert note.question == "?\n\n" + "\n".join(f"- {option}" for option in options)
    assert found.remarks[1:] == [
        "1 question with options came in as a flashcard each, as no choice can be made: "
        "? - option a - option b - option c - option d - option e - o"
    ]


def test_an_object_a_line_is_a_list(tmp_path: Path) -> None:
    file = tmp_path / "deck.jsonl"
    lines = [{"question": at, "choices": ["one", "two"], "answer": at} for at in (0, 1)]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n")
    found = read_objects(file, "t")
    assert found is not None
    assert choices(found[0]) == [(["two"], ["one"]), (["one"], ["two"])]


def test_lists_that_fill_the_memory_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "deck.json"
    file.write_text("[" + "[]," * 1_000_000 + "[]]")
    with pytest.raises(UsageError, match="more than 1,000,000 lists and objects; split it"):
        read_objects(file, "t")


@pytest.mark.timeout(30)
@pytest.mark.parametrize("depth", [15, 300, 600, 900, 5_000, 100_000])
@pytest.mark.parametrize(
    "place",
    [
        '[{{"question": "q", "options": ["a", "b"], "answer": {}}}]',
        '[{{"question": "q", "options": {}, "answer": 1}}]',
        '[{{"question": {}, "answer": "x"}}]',
        '{{"question": ["x", "y"], "z": {}}}',
        '{{"note_models": [{{"crowdanki_uuid": {0}}}], "notes": [{{"fields": [{0}]}}]}}',
    ],
)
@pytest.mark.parametrize("signs", [('{"a":', "}"), ("[", "]")])
def test_nothing_is_nested_too_deeply_to_be_told(
    tmp_path: Path, depth: int, place: str, signs: tuple[str, str]
) -> None:
    file = tmp_path / "deck.json"
    file.write_text(place.format(f"{signs[0] * depth}1{signs[1] * depth}"))
    assert len(said(file)) == 1


def said(file: Path) -> list[str]:
    """The lines of an error, or of how much was read."""
    try:
        found = read_objects(file, "t")
    except UsageError as error:
        return str(error).splitlines()
    return [f"{len(found[0].notes)} notes" if found else "none"]
