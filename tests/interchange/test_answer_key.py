"""Which options of a quiz are right, as a whole table says it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.interchange.answer_key import (
    Given,
    Key,
    Quiz,
    is_stray,
    key_of,
    listed_quiz,
    quiz_of,
    right_ones,
)

FOUR = ["w", "x", "y", "z"]


def right(
    said: Sequence[str], options: Sequence[str] = FOUR, known: Given | None = None
) -> list[str]:
    """What is right in each row of a table, its letters joined."""
    quizzes = [quiz_of(one, options) for one in said]
    key = key_of(quizzes, known or Given())
    return ["".join(options[at] for at in right_ones(quiz, key)) for quiz in quizzes]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["0", "1", "3"], ["w", "x", "z"]),
        (["1", "2", "4"], ["w", "x", "z"]),
        (["1", "2", "3"], ["w", "x", "y"]),
        (["0.0", "2.0"], ["w", "y"]),
        (["1.0", "4.00"], ["w", "z"]),
        (["0", "1,3", "2"], ["w", "xz", "y"]),
        (["1", "2;4"], ["w", "xz"]),
        (["0\n2", "1"], ["wy", "x"]),
        (["A", "d", "(b)", "C.", "B) x"], ["w", "z", "x", "y", "x"]),
        (["option_b", "Option C", "answer: d", "choice a"], ["x", "y", "z", "w"]),
        (["BD", "B,D", "B and D", "B/D", "B & D", "b; d", "B|D", "B D", "B, and D"], ["xz"] * 9),
        (["bd", "a"], ["xz", "w"]),
        (["['B', 'D']", "['A']", "[C]"], ["xz", "w", "y"]),
        (["[0 2]", "[0, 1, 3]"], ["wy", "wxz"]),
        (["Option B and Option D", "A"], ["xz", "w"]),
        (["1 0 1 0", "0 0 0 1", "1,1,0,0", "1 0 1 0 0"], ["wy", "z", "wx", "wy"]),
        (["x", "w;z", "y | z"], ["x", "wz", "yz"]),
    ],
)
def test_letters_numbers_and_texts_are_read_as_the_table_uses_them(
    said: list[str], expected: list[str]
) -> None:
    assert right(said) == expected


@given(
    first=st.sampled_from([0, 1]),
    places=st.lists(st.integers(0, 3), min_size=2, max_size=30),
)
def test_a_number_that_only_one_way_of_counting_has_tells_which_it_is(
    first: int, places: list[int]
) -> None:
    told = 0 if first == 0 else 3
    said = [str(place + first) for place in [*places, told]]
    assert right(said) == [FOUR[place] for place in [*places, told]]


@pytest.mark.parametrize(
    ("known", "expected", "why"),
    [
        (
            Given(),
            ["w", "x"],
            "counted from 1, as in most tables; if that is wrong: --first-option 0",
        ),
        (Given(integers=True), ["x", "y"], "from 0, as an index usually is; if that is wrong: --f"),
        (Given(name="correct index"), ["x", "y"], "from 0, as an index usually is"),
        (Given(name="label"), ["x", "y"], "from 0, as an index usually is"),
        (Given(zero=True), ["x", "y"], "from 0, as the options are numbered"),
        (Given(first=0), ["x", "y"], "from 0, as asked for"),
        (Given(first=1, integers=True), ["w", "x"], "from 1, as asked for"),
    ],
)
def test_where_nothing_tells_it_the_usual_way_is_taken_and_said(
    known: Given, expected: list[str], why: str
) -> None:
    assert right(["1", "2"], FOUR, known) == expected
    key = key_of([quiz_of("1", FOUR), quiz_of("2", FOUR)], known)
    assert why in key.told


def test_nothing_is_said_of_counting_where_nothing_is_counted() -> None:
    assert key_of([quiz_of("B", FOUR), quiz_of("x", FOUR)], Given()).told == ""
    assert key_of([quiz_of("1 0 1 0", FOUR)], Given()).told == ""


@pytest.mark.parametrize(
    ("said", "options", "expected"),
    [
        ("1.0", ["3", "1", "2"], ["1"]),
        ("3.50", ["0.1", "0.01", "3.5"], ["3.5"]),
        ("2", ["1", "2.0", "3"], ["2.0"]),
        ("2:00", ["1:00", "2:00", "3:00"], ["2:00"]),
        ("1.5", ["2", "1", "0"], [""]),
        ("1", ["1", "1.0", "2"], ["1"]),
        ("b", ["b", "a", "c"], ["b"]),
        ("AB", ["A", "B", "AB", "O"], ["AB"]),
        ("I. Newton", ["I. Newton", "A. Einstein"], ["I. Newton"]),
        ("e", ["d", "e", "f"], ["e"]),
    ],
)
def test_a_text_is_the_option_of_that_text(
    said: str, options: list[str], expected: list[str]
) -> None:
    assert right([said], options) == expected


def test_a_sign_that_is_a_text_too_is_what_such_signs_are_in_the_table() -> None:
    """A table of letters one of whose questions has letters to choose from; and of numbers."""
    letters = [quiz_of("c", FOUR), quiz_of("b", FOUR), quiz_of("a", ["b", "a", "c"])]
    key = key_of(letters, Given())
    assert [right_ones(one, key) for one in letters] == [[2], [1], [0]]
    numbers = [quiz_of("0", FOUR), quiz_of("3", FOUR), quiz_of("1", ["1", "2", "3"])]
    key = key_of(numbers, Given())
    assert [right_ones(one, key) for one in numbers] == [[0], [3], [1]]
    texts = [quiz_of("30", ["10", "20", "30"]), quiz_of("2", ["3", "1", "2"])]
    assert [right_ones(one, key_of(texts, Given())) for one in texts] == [[2], [2]]


@pytest.mark.parametrize("said", ["F", "5", "7", "A, F", "(e)"])
def test_a_place_where_no_option_is_stays_without_one(said: str) -> None:
    quizzes = [quiz_of(said, FOUR), *(quiz_of(one, FOUR) for one in "ABCD")]
    key = key_of(quizzes, Given())
    assert right_ones(quizzes[0], key) == []
    assert is_stray(quizzes[0], key)


@pytest.mark.parametrize("said", ["", "a text", "Z", "1995", "B because", "x or so"])
def test_a_text_is_no_place(said: str) -> None:
    quiz = quiz_of(said, ["one", "two", "three"])
    assert (right_ones(quiz, Key()), is_stray(quiz, Key())) == ([], False)


def test_a_place_without_an_option_is_none() -> None:
    assert right(["A", "D", "B"], ["one", "", "two", "three"]) == ["one", "three", ""]


@pytest.mark.parametrize(
    ("cell", "options", "label"),
    [
        ("A) x\nB) y", ["x", "y"], None),
        ("a. x; b. y; c. z", ["x", "y", "z"], None),
        ("A)21|B)22", ["21", "22"], None),
        ("1. x\n2. y", ["x", "y"], 1),
        ("0) x\n1) y", ["x", "y"], 0),
        ("0.1\n1.5", ["0.1", "1.5"], None),
        ("B) x\nA) y", ["B) x", "A) y"], None),
        ("x, y, z", ["x", "y", "z"], None),
        ("['x, 1', 'y']", ["x, 1", "y"], None),
        ('["x; 1", "y\\"s"]', ["x; 1", 'y"s'], None),
        ("['x' \"it's\"\n 'z']", ["x", "it's", "z"], None),
        ("[x], [y]", ["[x]", "[y]"], None),
        ("x", ["x"], None),
    ],
)
def test_options_lose_the_signs_of_their_places(
    cell: str, options: list[str], label: int | None
) -> None:
    assert listed_quiz("x", cell) == Quiz("x", options, None, label)


def test_marks_at_the_options_tell_it_all() -> None:
    quiz = listed_quiz("A", "[ ] x\n[x] y\n[✓] z")
    assert quiz == Quiz("A", ["x", "y", "z"], [1, 2])
    assert right_ones(quiz, Key()) == [1, 2]


def test_numbers_at_the_options_tell_what_is_counted_from() -> None:
    quizzes = [listed_quiz("1", "0) x\n1) y\n2) z"), listed_quiz("1", "0) u\n1) v\n2) w")]
    key = key_of(quizzes, Given())
    assert [right_ones(one, key) for one in quizzes] == [[1], [1]]
    assert key.told == "answers counted from 0, as the options are numbered"


def test_lists_that_never_hold_the_answer_hold_the_wrong_ones() -> None:
    quizzes = [listed_quiz(said, "red\nblue") for said in ("green", "black", "white")]
    assert key_of(quizzes, Given()).outside
    assert not key_of(quizzes[:1], Given()).outside
    assert not key_of([*quizzes, listed_quiz("red", "red\nblue")], Given()).outside


@pytest.mark.timeout(20)
@pytest.mark.parametrize("said", ["1 " * 500_000, " " * 1_000_000 + "a", "a," * 500_000])
def test_what_is_made_to_take_long_does_not(said: str) -> None:
    quizzes = [quiz_of(said, FOUR)] * 20
    assert right_ones(quizzes[0], key_of(quizzes, Given())) == []
