"""Mutants of exercises: those that pass every check are told, until they are listed."""

import json
from pathlib import Path

import pytest

from quizapp.authoring import surviving
from quizapp.authoring.surviving import SAMPLE, Survey, survey
from quizapp.banks.collection import read_collection
from quizapp.study.bench import Bench
from tests.small_bank import BANK, SCRIPTS, write_bank

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOLUTION = "def double(x):\n    return 2 * x\n"
ONLY_ZERO = (
    "def check_zero(answer):\n"
    '    """double(0) is 0"""\n'
    "    found = answer.double(0)\n"
    '    assert found == 0, f"expected 0, it is {found}"\n'
)
PASSES_ZERO = ["return 2 * x -> return 1 * x", "return 2 * x -> return 3 * x"]


def listed(*names: str) -> str:
    entries = "".join(
        f"      - {{mutant: {json.dumps(name)}, why: it is as good}}\n" for name in names
    )
    return BANK + f"    equivalent:\n{entries}"


async def surveyed(
    root: Path, bench: Bench, cache: Path, *, every: bool = True
) -> tuple[Survey, list[str]]:
    collection, problems = read_collection([root])
    assert problems == []
    found = await survey(collection, bench, cache, every=every)
    return found, [one.message for one in found.problems]


async def test_checks_that_are_good_let_none_pass(tmp_path: Path, bench: Bench) -> None:
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS)
    found, problems = await surveyed(root, bench, tmp_path / "cache")
    assert problems == []
    assert found.runs == found.mutants >= 5


async def test_one_that_passes_every_check_is_told(tmp_path: Path, bench: Bench) -> None:
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS | {"double/checks.py": ONLY_ZERO})
    _, problems = await surveyed(root, bench, tmp_path / "cache")
    for name in PASSES_ZERO:
        how = "check what it does, or list it under 'equivalent' with the reason why"
        assert f"mini/code: a mutant of solution.py passes every check: {name}; {how}" in problems


async def test_a_listed_one_may_pass_and_must_be_one_that_does(
    tmp_path: Path, bench: Bench
) -> None:
    bank = listed(*PASSES_ZERO, "return 2 * x -> nothing", "return 2 * x -> return 2 / x")
    root = write_bank(tmp_path / "bank", bank, SCRIPTS | {"double/checks.py": ONLY_ZERO})
    _, problems = await surveyed(root, bench, tmp_path / "cache")
    assert (
        "mini/code: 'equivalent' lists what is no mutant of solution.py: return 2 * x -> nothing"
        in problems
    )
    turned_down = "'equivalent' lists a mutant that the checks turn down"
    assert f"mini/code: {turned_down}: return 2 * x -> return 2 / x" in problems
    assert not any(name in problem for name in PASSES_ZERO for problem in problems)


async def test_nothing_is_run_twice_until_solution_or_checks_change(
    tmp_path: Path, bench: Bench
) -> None:
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS | {"double/checks.py": ONLY_ZERO})
    first, told = await surveyed(root, bench, tmp_path / "cache")
    again, still = await surveyed(root, bench, tmp_path / "cache")
    assert (first.runs > 0, again.runs) == (True, 0)
    assert still == told
    (root / "snippets/mini/double/checks.py").write_text(SCRIPTS["double/checks.py"])
    third, mended = await surveyed(root, bench, tmp_path / "cache")
    assert third.runs == first.runs
    assert mended == []


async def test_what_is_kept_may_be_broken(tmp_path: Path, bench: Bench) -> None:
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS)
    first, _ = await surveyed(root, bench, tmp_path / "cache")
    for kept in (tmp_path / "cache").rglob("*.json"):
        kept.write_text("{")
    again, _ = await surveyed(root, bench, tmp_path / "cache")
    assert again.runs == first.runs


async def test_without_all_a_sample_is_tried_the_same_each_time(
    tmp_path: Path, bench: Bench
) -> None:
    body = "".join(f"    x = x + {n}\n    x = x - {n}\n" for n in range(10, 20))
    solution = f"def double(x):\n{body}    return 2 * x\n"
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS | {"double/solution.py": solution})
    found, problems = await surveyed(root, bench, tmp_path / "cache", every=False)
    assert (found.runs, problems) == (SAMPLE, [])
    again, _ = await surveyed(root, bench, tmp_path / "cache", every=False)
    assert again.runs == 0


async def test_one_without_end_is_found_out(
    tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surviving, "SECONDS", 0.3)
    solution = "def double(x):\n    n = x\n    while n > 0:\n        n -= 1\n    return 2 * x\n"
    root = write_bank(tmp_path / "bank", BANK, SCRIPTS | {"double/solution.py": solution})
    _, problems = await surveyed(root, bench, tmp_path / "cache")
    assert not any("n -= 1 -> nothing" in problem for problem in problems)
