"""No text stops the reader: what cannot be a bank is one problem, found in bounded time."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.cards.bank import Problem, parse_bank
from quizapp.core.cards.kinds.short import Short
from quizapp.core.cards.yaml_lines import read_document

PATH = Path("questions/t.yaml")
HEAD = "topic: t\ntitle: T\n"
CARD = """\
cards:
  - id: t/one
    kind: short
    level: junior
    question: What?
    answer: That.
    accept: [%s]
    snippet: t/one.py
"""


def said(text: str) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in parse_bank(text, PATH)[1]]


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{a: " * 50_000, "- " * 100_000, "? " * 100_000, "[" * 5_000 + "]" * 5_000],
)
def test_what_is_nested_too_deeply_is_one_problem(text: str) -> None:
    assert said(text) == ["1: nested too deeply; a bracket may lack its end"]


def test_a_second_document_is_told_where_it_begins() -> None:
    what = "a second document begins here (---); a bank is one, so take this out"
    assert said("a: 1\n---\nb: 2\n") == [f"2: {what}"]


def test_what_is_nested_deeper_than_a_card_can_be_leaves_its_neighbors() -> None:
    deep = HEAD + CARD % 1 + "    hints: " + "[" * 60 + "]" * 60 + "\n"
    bank, problems = parse_bank(
        deep + (CARD % 1).removeprefix("cards:\n").replace("one", "two"), PATH
    )
    assert [card.id for card in bank.cards] == ["t/two"]
    assert any("nested too deeply" in problem.message for problem in problems)


def test_values_without_number_are_one_problem() -> None:
    assert said("[" + "[]," * 1_000_000 + "]") == [
        "1: too many values; split the file into several banks"
    ]


@pytest.mark.parametrize("number", ["9" * 5_000, "18446744073709551616", "-" + "9" * 20])
def test_a_number_without_room_in_64_bits_is_one_problem(number: str) -> None:
    (only,) = said(HEAD + f"order: {number}\n" + CARD % 1)
    assert only.startswith("3: 'order' must be a whole number, not text ('")
    assert len(only) < 120


def test_such_a_number_is_an_answer_as_text() -> None:
    bank, problems = parse_bank(
        HEAD + CARD % "18446744073709551616, 1e999, 9223372036854775807", PATH
    )
    assert problems == []
    [card] = bank.cards
    assert isinstance(card, Short)
    assert card.accept == ["18446744073709551616", "1e999", 2**63 - 1]


@pytest.mark.parametrize(
    ("character", "name"),
    [("\0", "0000"), ("\x1b", "001B"), ("\x7f", "007F"), ("\ufffe", "FFFE"), ("\ud800", "D800")],
)
def test_a_character_that_no_bank_may_hold_is_named_at_its_line(character: str, name: str) -> None:
    assert said(HEAD + f"# {character}\n") == [
        f"3: the character U+{name} cannot stand in a bank; remove it"
    ]


def test_control_characters_in_a_message_do_not_reach_the_terminal() -> None:
    text = HEAD + CARD % 1 + '    "\\e]0;gotcha\\a\\e[2J\\nx": 1\n' + '    kind: "\\e[2J"\n'
    problems = said(text)
    assert len(problems) == 2
    assert all(line.isprintable() for line in problems)
    problem = Problem(Path("a\x1b[2J.yaml"), 1, "one\ntwo\r\x07")
    assert str(problem).isprintable()


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    (only,) = said(HEAD + "n" * 1_000 + ": 1\n" + CARD % 1)
    assert only.startswith("3: unknown key 'nnnn")
    assert only.endswith("; remove it or look at the format")
    assert len(only) < 500


PIECES = (
    *"[]{},:-?|>&*!%@#'\"\\~\n\n ", ": ", "- ", "  ", "cards:\n", "  - ", "id: t/one\n", "!!int ",
    "1", "9" * 50, "1e999", ".inf", "---\n", "...\n", "%YAML 9.9\n", "%TAG ! x\n", "\ufeff",
    "\ud800", "\0", "\x85", "\u2028", "<<: ", "kind: ", "short\n", "null", '"\\ud800"', '"\\0"',
    "\t",
)  # fmt: skip
texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = [
    "id", "kind", "level", "question", "answer", "snippet", "output", "key_points", "follow_ups",
    "hints", "tags", "requires", "device", "covers", "see", "options", "steps", "accept",
    "tolerance", "raises", "symptom", "text",
]  # fmt: skip
KIND = st.sampled_from(["flashcard", "choice", "order", "short", "predict", "bug", "code"])


@settings(max_examples=200)
@given(texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + "cards:\n  - " + text, HEAD + CARD % 1 + text):
        bank, problems = parse_bank(whole, PATH)
        assert bank.cards or problems
    read_document(text)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(KEYS), values), KIND)
def test_any_values_make_a_card_or_a_problem(card: dict[str, object], kind: str) -> None:
    text = yaml.safe_dump({"topic": "t", "title": "T", "cards": [{"kind": kind, **card}]})
    bank, problems = parse_bank(text, PATH)
    assert bank.cards or problems
