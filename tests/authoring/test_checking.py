"""What is found wrong in cards by reading them, beside what only a kind of card can know."""

from pathlib import Path

import pytest

from quizapp.authoring.checking import check
from quizapp.authoring.scaffold import ANSWER
from quizapp.banks.collection import read_collection
from tests.small_bank import BANK, SCRIPTS, write_bank


def found(root: Path, bank: str = BANK, **scripts: str) -> list[str]:
    """Every problem of the small bank with another text and other scripts, as `file:line: what`."""
    changed = {f"{name}.py": text for name, text in scripts.items()}
    write_bank(root, bank, SCRIPTS | changed)
    collection, problems = read_collection([root])
    assert problems == []
    return [f"{p.path.name}:{p.line}: {p.message}" for p in check(collection)]


def test_a_good_bank_has_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("mini/chioce", "names card 'mini/chioce', which does not exist; name another"),
        ("mini/flash", "names its own card; name another, or answer it here"),
    ],
)
def test_a_follow_up_names_another_card_of_the_banks(
    tmp_path: Path, target: str, message: str
) -> None:
    bank = BANK.replace("card: mini/choice", f"card: {target}")
    assert found(tmp_path, bank) == [f"mini.yaml:10: mini/flash: follow-up 2 {message}"]


def test_a_follow_up_may_name_a_card_of_a_topic_that_is_not_read(tmp_path: Path) -> None:
    assert found(tmp_path, BANK.replace("card: mini/choice", "card: elsewhere/card")) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("mini/chioce", "'buries' names card 'mini/chioce', which does not exist; name another"),
        ("mini/flash", "'buries' names its own card; name another"),
    ],
)
def test_a_card_buries_another_card_of_the_banks(tmp_path: Path, target: str, message: str) -> None:
    bank = BANK.replace("    level: junior\n", f"    level: junior\n    buries: [{target}]\n", 1)
    (said,) = found(tmp_path, bank)
    assert said.endswith(f": mini/flash: {message}")


LONG = "".join(f"print({n})\n" for n in range(31))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("It writes text to stdout.", '"  "', "'answer' is empty; say what to say"),
        ("What does `print` do?", '" "', "'question' is empty; write what"),
        (
            "[writes text, to stdout]",
            "[To stdout, to stdout]",
            "'key_points' has 'to stdout' twice",
        ),
        ("      hello\n", "      ...\n", "'output' is only `...`; copy what"),
        ('text: "3"', 'text: "TWO"', ""),
        ("text: three", "text: TWO", "two of 'options' are alike"),
        ('text: "2"', f'text: "2{" and more" * 4}"', "the right option gives itself away"),
        ("[one, two, three]", "[one, two, Two]", "two of 'steps' are alike"),
        ("[one, two, three]", "['1. a', 'Step 2: b', '3) c']", "the steps' numbers give"),
        ("That is one too many.", "The answer 4 answers a question; an option a learner has.", ""),
        ('text: "11"', "text: None of the above", "'None of the above' names a place, but options"),
        (
            "That joins two",
            "Take option 2. That joins two",
            "'option 2' names a place, but options",
        ),
        (
            "It writes text to stdout.",
            '"See ![this](pictures/none.png)"',
            "'answer' shows 'pictures/none.png', which is no picture below pictures/ of this bank",
        ),
        (
            "Count your thumbs.",
            '"Count \\e[1myour thumbs"',
            "'hints' holds the control character U+001B",
        ),
        (
            "It writes text to stdout.",
            '"It writes \\u202e text."',
            "'answer' holds the control character U+202E",
        ),
        (
            'accept: ["(2, 3)"]',
            'accept: ["()"]',
            "'()' in 'accept' has no letter and no digit",
        ),
        (
            'accept: ["(2, 3)"]',
            'accept: ["(2, 3)"]\n    tolerance: 1',
            "'tolerance' is between numbers",
        ),
        (
            'accept: ["(2, 3)"]',
            "accept: [7]\n    tolerance: 100",
            "'tolerance' 100 takes nearly everything",
        ),
        (
            'accept: ["(2, 3)"]',
            'accept: ["(2, 3)"]\n    hints: ["It is (2, 3)."]',
            "a hint gives the answer '(2, 3)'",
        ),
        (
            "How is a shape of two by three",
            "How is (2, 3), as a shape,",
            "the question gives the answer",
        ),
        (
            "    snippet: mini/double",
            '    output: "6"\n    snippet: mini/double',
            "a code card has no use for 'output'",
        ),
        (
            "    snippet: mini/hello.py",
            "    covers: [S1]\n    snippet: mini/hello.py",
            "'covers' names ids, but there is no",
        ),
    ],
)
def test_texts_that_say_nothing_or_too_much(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in BANK
    write_bank(tmp_path, BANK.replace(old, new, 1))
    collection, problems = read_collection([tmp_path])
    told = [one.message for one in [*problems, *check(collection)]]
    if not said:
        assert told == []
        return
    [message] = told
    assert said in message


def test_the_text_of_a_new_card_is_none_of_ones_own(tmp_path: Path) -> None:
    answer = "|\n" + "".join(f"      {line}\n" for line in ANSWER.splitlines())
    bank = BANK.replace("It writes text to stdout.\n", answer)
    assert found(tmp_path, bank) == [
        "mini.yaml:8: mini/flash: 'answer' is still that of a new card; write your own"
    ]


def test_a_snippet_that_no_screen_holds(tmp_path: Path) -> None:
    assert found(tmp_path, hello=LONG) == [
        "hello.py:1: has 31 lines of code; 30 are read on one screen: one idea, less"
    ]
    comments = "# a comment\n\n" * 20
    assert found(tmp_path / "commented", hello=comments + LONG.replace("print(30)\n", "")) == []
    wide = "x = 1\nprint('" + "x" * 93 + "')\n"
    assert found(tmp_path / "wide", hello=wide) == [
        "hello.py:2: this line is 102 characters long; break it at 100 or before"
    ]


def test_a_fix_that_is_another_script_is_no_fix(tmp_path: Path) -> None:
    buggy = "".join(f"a{n} = {n}\n" for n in range(9)) + "print(7)\n"
    fixed = "".join(f"b{n} = {n}\n" for n in range(9)) + "print(6)\n"
    problems = found(tmp_path, **{"off_by_one/buggy": buggy, "off_by_one/fixed": fixed})
    what = "fixed.py changes 10 of 10 lines; nobody could point at the fault"
    assert [one.partition(": ")[2] for one in problems] == [f"mini/bug: {what}"]


@pytest.mark.parametrize(
    ("imported", "package"),
    [("cv2", "opencv-python"), ("bs4.element", "beautifulsoup4"), ("seaborn", "seaborn")],
)
def test_a_package_that_is_not_declared_is_told_by_the_name_to_declare(
    tmp_path: Path, imported: str, package: str
) -> None:
    name = imported.partition(".")[0]
    assert found(tmp_path, hello=f"print('hello')\n\nimport {imported}\n") == [
        f"hello.py:3: imports {name}, which the card does not declare; add 'requires: [{package}]'"
    ]
    bank = BANK.replace("mini/hello.py\n", f"mini/hello.py\n    requires: [{package}]\n")
    assert found(tmp_path / "mended", bank, hello=f"import {imported}\n") == []


def test_what_is_always_there_or_lies_beside_the_script_need_not_be_declared(
    tmp_path: Path,
) -> None:
    script = "import json, torch, numpy as np\nfrom sklearn import svm\nfrom two import x\n"
    assert found(tmp_path, hello=script) == []


def test_a_script_that_several_cards_share_is_told_once(tmp_path: Path) -> None:
    assert found(tmp_path, two="print(2\n") == ["two.py:1: not valid Python: '(' was never closed"]


def test_advice_for_what_the_starter_uses_already_is_refused(tmp_path: Path) -> None:
    wrong = '"""That squares x."""\n# needs: pow\n\n\ndef double(x):\n    return pow(x, 2)\n'
    starter = "def double(x):\n    return pow(x, 1)\n"
    [told] = found(tmp_path, **{"double/wrong_square": wrong, "double/starter": starter})
    said = "'# needs: pow' says nothing: answers begin with a starter that uses pow"
    assert told.endswith(f"wrong_square.py: {said}")


def test_of_a_folder_with_a_broken_script_nothing_else_is_said(tmp_path: Path) -> None:
    problems = found(tmp_path, **{"double/wrong_square": "def double(x:\n    return x * x\n"})
    assert problems == ["wrong_square.py:1: not valid Python: '(' was never closed"]
