"""What is found wrong in cards by reading them, beside what only a kind of card can know."""

from pathlib import Path

import pytest

from quizapp.authoring.checking import check
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
        ("mini/chioce", "names card 'mini/chioce', which does not exist"),
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


def test_of_a_folder_with_a_broken_script_nothing_else_is_said(tmp_path: Path) -> None:
    problems = found(tmp_path, **{"double/wrong_square": "def double(x:\n    return x * x\n"})
    assert problems == ["wrong_square.py:1: not valid Python: '(' was never closed"]
