from pathlib import Path
from textwrap import dedent, indent

import pytest

from quizapp.core.cards.bank import decode_bank, encode_bank, parse_bank
from quizapp.core.cards.kinds.choice import Choice
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.order import Order
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.cards.kinds.short import Short

PATH = Path("questions/t.yaml")
HEAD = "topic: t\ntitle: T\ncards:\n"
GOOD = """\
- id: t/one
  kind: flashcard
  level: junior
  question: What?
  answer: That.
  key_points: [that]
  snippet: t/one.py
"""


def bank(*cards: str) -> str:
    return HEAD + "".join(indent(dedent(card), "  ") for card in cards)


def said(text: str) -> list[str]:
    """The problems as `line: message`."""
    return [f"{problem.line}: {problem.message}" for problem in parse_bank(text, PATH)[1]]


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return bank(GOOD.replace(old, new))


def test_a_good_card_is_read_with_all_that_it_says() -> None:
    found, problems = parse_bank(bank(GOOD), PATH)
    assert problems == []
    assert (found.topic, found.title) == ("t", "T")
    assert found.cards == [
        Flashcard(
            id="t/one",
            level="junior",
            question="What?",
            answer="That.",
            key_points=["that"],
            snippet="t/one.py",
        )
    ]


def test_a_wrong_card_is_left_out_and_its_neighbors_stay() -> None:
    other = GOOD.replace("t/one", "t/two").replace("junior", "expert")
    third = GOOD.replace("t/one", "t/three")
    found, problems = parse_bank(bank(GOOD, other, third), PATH)
    assert [card.id for card in found.cards] == ["t/one", "t/three"]
    assert [problem.line for problem in problems] == [13]


def test_a_problem_reads_as_path_line_and_message() -> None:
    _, problems = parse_bank(changed("level: junior", "level: junor"), PATH)
    assert [str(problem) for problem in problems] == [
        "questions/t.yaml:6: 'level' is 'junor'; did you mean 'junior'?; "
        "use one of junior, mid, senior"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("  answer:", "  anser:", 8, "unknown key 'anser'; did you mean 'answer'?"),
        ("  answer: That.\n", "", 4, "missing key 'answer'"),
        ("kind: flashcard", "kind: flash-card", 5, "did you mean 'flashcard'?"),
        ("  kind: flashcard\n", "", 4, "missing key 'kind'"),
        ("id: t/one", "id: One", 4, "write topic/name in small letters"),
        ("id: t/one", "id: u/one", 4, "must begin with the bank's topic: 't/'"),
        ("question: What?", "question: 42", 7, "must be text, not a whole number (42)"),
        ("question: What?", "question:", 7, "'question' must be text, not empty"),
        ("question: What?", 'question: ""', 7, "'question' must not be empty"),
        ("key_points: [that]", "key_points: that", 9, "must be a list, not text"),
        ("key_points: [that]", "key_points: []", 9, "needs at least 1, it has 0"),
        ("key_points: [that]", "key_points: [that, 3]", 9, "entry 2 of 'key_points' must be text"),
        ("snippet: t/one.py", "snippet: ../one.py", 10, "must stay below snippets/"),
        ("snippet: t/one.py", "snippet: /one.py", 10, "must stay below snippets/"),
        ("snippet: t/one.py", "snippet: t/one.py\n  see: [docs]", 11, "must be a web address"),
        ("snippet: t/one.py", "snippet: t/one.py\n  device: gpu", 11, "use one of any, cuda"),
        ("level: junior", "level: junior\n  level: mid", 7, "key 'level' stands twice"),
    ],
)
def test_a_mistake_is_named_on_its_line(old: str, new: str, line: int, message: str) -> None:
    found = said(changed(old, new))
    assert len(found) == 1, found
    assert found[0].startswith(f"{line}: ")
    assert message in found[0]


def test_every_mistake_of_a_card_is_told_in_one_go() -> None:
    text = changed("  answer: That.\n", "  anwser: That.\n  hint: x\n").replace("junior", "7")
    assert [line.split(":")[0] for line in said(text)] == ["6", "8", "9"]


def test_the_second_card_with_an_id_is_told_where_the_first_stands() -> None:
    found, _ = parse_bank(bank(GOOD, GOOD), PATH)
    assert len(found.cards) == 1
    assert said(bank(GOOD, GOOD)) == [
        "11: id 't/one' is already used on line 4; give this card its own"
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("- a\n- b\n", 1, "a bank is a mapping"),
        ("topic: t\ntitle: T\n", 1, "'cards' must be a list"),
        ("topic: t\ntitle: T\ncards: []\n", 3, "'cards' must be a list"),
        ("title: T\ncards:\n  - 3\n", 1, "the bank needs a 'topic'"),
        ("topic: My Topic\ntitle: T\ncards:\n  - 3\n", 1, "use only small letters"),
        ("topic: t\ntitle: T\ncards:\n  - 3\n", 4, "a card is a mapping"),
        ("topic: t\ntitel: T\ncards:\n  - 3\n", 2, "did you mean 'title'?"),
        ("topic: t\n\ttitle: T\n", 2, "not valid YAML"),
        ("topic: t: u\n", 1, "quote text that holds ': '"),
        ("a: &x 1\nb: *x\n", 2, "aliases"),
        ("a: 1\nb: !!python/object/apply:os.system [x]\n", 2, "the tag tag:yaml.org,2002:python"),
        ("a: !secret x\n", 1, "the tag !secret is not read here"),
        ("topic: t\ntitle: 'open\ncards: x\n", 2, "not valid YAML"),
        ("x" * 4_000_001, 1, "too large"),
    ],
)
def test_a_file_that_is_no_bank_says_why(text: str, line: int, message: str) -> None:
    found, problems = parse_bank(text, PATH)
    assert found.cards == []
    assert any(p.line == line and message in p.message for p in problems), problems


def test_a_bomb_of_aliases_is_refused_before_it_expands() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
    )
    assert said(bomb)[0].startswith("2: aliases")


def test_nesting_without_end_is_a_problem_and_no_crash() -> None:
    assert said("a: " + "[" * 20_000)


def test_a_star_in_a_text_is_no_alias() -> None:
    assert said(changed("question: What?", "question: What is 2 * 3?")) == []


@pytest.mark.parametrize("word", ["no", "on", "Yes", "012", "1:30", "0x1F", "1_000", "2026-01-01"])
def test_words_that_old_yaml_reads_as_something_else_stay_text(word: str) -> None:
    found, problems = parse_bank(changed("answer: That.", f"answer: {word}"), PATH)
    assert problems == []
    assert found.cards[0].answer == word


def test_a_date_in_quotes_or_a_block_stays_text() -> None:
    found, _ = parse_bank(changed("answer: That.", "answer: |\n    true"), PATH)
    assert found.cards[0].answer.strip() == "true"


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ("options: [{text: a, why: b}, {text: c, why: d}]", "no option is right"),
        (
            "options: [{text: a, why: b, correct: true}, {text: c, why: d, correct: true}]",
            "every option is right",
        ),
        (
            "options: [{text: a, why: b, correct: true}, {text: a, why: d}]",
            "two options have the same text",
        ),
        ("options: [{text: a, correct: true}, {text: c, why: d}]", "missing key 'why' in entry 1"),
        ("options: [{text: a, why: b, correct: true}]", "needs at least 2"),
        ("options: [{text: a, why: b, right: true}, {text: c, why: d}]", "unknown key 'right'"),
        ("options: [{text: a, why: b, correct: yes}, {text: c, why: d}]", "must be true or false"),
    ],
)
def test_options_have_rules_of_their_own(rest: str, message: str) -> None:
    text = changed("key_points: [that]", rest).replace("flashcard", "choice")
    assert any(message in line for line in said(text)), said(text)
    assert all(line.startswith("9: ") for line in said(text)), said(text)


@pytest.mark.parametrize(
    ("kind", "rest", "message"),
    [
        ("order", "steps: [a, b]", "needs at least 3"),
        ("order", "steps: [a, b, a]", "two steps are the same"),
        ("short", "accept: []", "needs at least 1"),
        ("short", "accept: [1]\n  tolerance: -1", "must be at least 0"),
        ("short", "accept: [1]\n  tolerance: wide", "must be a number"),
        ("predict", "hints: [think]", "missing key 'output'"),
        ("predict", 'output: ""', "nothing to predict"),
        ("bug", "output: x", "missing key 'symptom'"),
        ("bug", "symptom: x", "missing key 'output': what fixed.py prints"),
        ("code", "steps: [a]", "unknown key 'steps'"),
        ("code", "follow_ups: [{ask: why?}]", "either an 'answer' or a 'card'"),
        ("code", "follow_ups: [{answer: so}]", "missing key 'ask'"),
    ],
)
def test_each_kind_demands_what_it_needs(kind: str, rest: str, message: str) -> None:
    text = changed("key_points: [that]", rest).replace("flashcard", kind)
    assert [line for line in said(text) if message in line], said(text)


@pytest.mark.parametrize(
    ("kind", "rest", "type_"),
    [
        ("choice", "options: [{text: a, why: b, correct: true}, {text: c, why: d}]", Choice),
        ("order", "steps: [a, b, c]", Order),
        ("short", "accept: [1.5, one]\n  tolerance: 0.1", Short),
        ("predict", "output: ''\n  raises: RuntimeError", Predict),
    ],
)
def test_each_kind_is_read_as_what_it_is(kind: str, rest: str, type_: type) -> None:
    text = changed("key_points: [that]", rest).replace("flashcard", kind)
    found, problems = parse_bank(text, PATH)
    assert problems == []
    assert isinstance(found.cards[0], type_)


def test_each_key_of_a_card_comes_with_its_line() -> None:
    found, _ = parse_bank(bank(GOOD, GOOD.replace("t/one", "t/two")), PATH)
    assert found.lines["t/one"] == {
        "id": 4,
        "kind": 5,
        "level": 6,
        "question": 7,
        "answer": 8,
        "key_points": 9,
        "snippet": 10,
    }
    assert found.lines["t/two"]["snippet"] == 17


def test_a_bank_comes_back_from_its_bytes_as_it_was() -> None:
    found, _ = parse_bank(bank(GOOD), PATH)
    assert decode_bank(encode_bank(found)) == found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[that]", f"[{', '.join(['that'] * 31)}]", "'key_points' may have at most 30, it has 31"),
        ("That.", "x" * 25_001, "'answer' may have at most 25,000 letters, it has 25,001"),
        ("[that]", f"[{'x' * 1001}]", "entry 1 of 'key_points' may have at most 1,000 letters"),
    ],
)
def test_a_card_that_no_screen_can_draw_at_once_is_left_out(
    old: str, new: str, message: str
) -> None:
    [problem] = said(changed(old, new))
    assert message in problem


@pytest.mark.parametrize(("key", "most"), [("question", 200), ("answer", 400)])
def test_a_text_of_too_many_lines_is_left_out(key: str, most: int) -> None:
    old = {"question": "question: What?", "answer": "answer: That."}[key]
    for lines, count in ((most, 0), (most + 1, 1)):
        problems = said(changed(old, f"{key}: |\n" + "    a\n" * lines))
        assert len(problems) == count
        assert not count or f"'{key}' may have at most {most} lines, it has {lines}" in problems[0]


def test_a_prediction_of_too_many_lines_is_left_out() -> None:
    for lines, count in ((24, 0), (25, 1)):
        card = PREDICT.replace("OUTPUT", "".join(f"    {number}\n" for number in range(lines)))
        problems = said(bank(card))
        assert len(problems) == count
        assert not count or "prints 25 lines; nobody predicts more than 24" in problems[0]


PREDICT = """\
- id: t/prints
  kind: predict
  level: junior
  question: What?
  answer: That.
  snippet: t/one.py
  output: |
OUTPUT
"""
