"""check --run against planted faults: each is caught, and the rest of the bank goes on."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from quizapp.authoring.checking import check
from quizapp.authoring.proving import prove
from quizapp.banks.collection import read_collection
from quizapp.runner import Runner
from tests.small_bank import BANK, SCRIPTS, write_bank

pytestmark = pytest.mark.asyncio(loop_scope="module")

Fault = Callable[[str, dict[str, str]], tuple[str, dict[str, str]]]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def runner() -> AsyncIterator[Runner]:
    async with Runner() as shared:
        yield shared


async def found(root: Path, runner: Runner) -> list[str]:
    """Every problem of a bank root, as `file:line: message`."""
    collection, problems = read_collection([root])
    proof = await prove(collection, runner)
    every = sorted({*problems, *check(collection), *proof.problems})
    return [f"{p.path.relative_to(root).as_posix()}:{p.line}: {p.message}" for p in every]


def at(root: Path, card: str, key: str, message: str) -> str:
    """A problem as it should be told, on the line where a card's key stands."""
    lines = (root / "questions" / "mini.yaml").read_text().splitlines()
    start = lines.index(f"  - id: {card}")
    line = next(n for n in range(start, len(lines)) if lines[n].lstrip(" -").startswith(f"{key}:"))
    return f"questions/mini.yaml:{line + 1}: {card}: {message}"


def planted(tmp_path: Path, old: str = "", new: str = "", **scripts: str) -> Path:
    """The small bank with one fault: in its text, or in a script (named `folder__file`)."""
    assert old in BANK
    changed = {name.replace("__", "/") + ".py": text for name, text in scripts.items()}
    return write_bank(tmp_path / "bank", BANK.replace(old, new, 1), SCRIPTS | changed)


async def test_a_good_bank_of_every_kind_has_no_problem(bank_root: Path, runner: Runner) -> None:
    assert await found(bank_root, runner) == []


@pytest.mark.parametrize(
    ("old", "new", "card", "key", "message"),
    [
        (
            "      hello\n",
            "      hullo\n",
            "mini/flash",
            "output",
            "line 1 of 'output' is 'hullo', but the run printed 'hello'",
        ),
        (
            "      sum: 6\n",
            "      sum: 7\n",
            "mini/predict",
            "output",
            "line 2 of 'output' is 'sum: 7', but the run printed 'sum: 6'",
        ),
        (
            "      sum: 6\n",
            "",
            "mini/predict",
            "output",
            "line 2 of 'output' is '(nothing)', but the run printed 'sum: 6'",
        ),
        (
            "      7\n",
            "      8\n",
            "mini/bug",
            "symptom",
            "line 1 of 'symptom' is '8', but the run printed '7'",
        ),
        (
            "    snippet: mini/sums.py\n",
            "    snippet: mini/sums.py\n    raises: ValueError\n",
            "mini/predict",
            "raises",
            "sums.py ended ok, not in an exception",
        ),
    ],
    ids=["output", "prediction", "prediction too short", "symptom", "no exception"],
)
async def test_a_bank_that_claims_what_no_run_prints(
    tmp_path: Path, runner: Runner, old: str, new: str, card: str, key: str, message: str
) -> None:
    root = planted(tmp_path, old, new)
    assert await found(root, runner) == [at(root, card, key, message)]


async def test_a_prediction_that_differs_from_run_to_run(tmp_path: Path, runner: Runner) -> None:
    root = planted(
        tmp_path,
        "      sum: 3\n      sum: 6\n",
        "      ...\n",
        sums="import os\n\nprint(os.urandom(8).hex())\n",
    )
    assert await found(root, runner) == [
        at(
            root,
            "mini/predict",
            "snippet",
            "two runs print different things; seed it, or print less",
        )
    ]


async def test_a_snippet_that_fails(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path, hello='print("hello")\nassert 1 + 1 == 3, "no"\n')
    assert await found(root, runner) == [
        at(root, "mini/flash", "snippet", "hello.py ended error: AssertionError: no")
    ]


async def test_an_exception_other_than_the_one_to_predict(tmp_path: Path, runner: Runner) -> None:
    root = planted(
        tmp_path,
        "    snippet: mini/sums.py\n",
        '    snippet: mini/sums.py\n    raises: "ValueError: ..."\n',
        sums='print("sum: 3")\nprint("sum: 6")\nraise KeyError("x")\n',
    )
    assert await found(root, runner) == [
        at(
            root,
            "mini/predict",
            "raises",
            "'raises' is 'ValueError: ...', but the run raised \"KeyError: 'x'\"",
        )
    ]


async def test_a_fix_that_still_shows_the_symptom(tmp_path: Path, runner: Runner) -> None:
    text = SCRIPTS["off_by_one/buggy.py"].replace("for n", "for n ")
    root = planted(tmp_path, "      6\n", "      7\n", off_by_one__fixed=text)
    problems = await found(root, runner)
    assert at(root, "mini/bug", "symptom", "fixed.py still shows the symptom") in problems


async def test_a_fix_that_changes_nothing(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path, off_by_one__fixed=SCRIPTS["off_by_one/buggy.py"])
    problems = await found(root, runner)
    assert (
        at(root, "mini/bug", "snippet", "buggy.py and fixed.py have no line that differs")
        in problems
    )


async def test_a_solution_that_fails_its_own_checks(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path, double__solution="def double(x):\n    return 3 * x\n")
    assert await found(root, runner) == [
        at(
            root,
            "mini/code",
            "snippet",
            "solution.py fails its checks: check_twice: expected 6, it is 9",
        )
    ]


async def test_a_starter_that_leaves_nothing_to_do(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path, double__starter=SCRIPTS["double/solution.py"])
    assert await found(root, runner) == [
        at(
            root,
            "mini/code",
            "snippet",
            "starter.py passes every check; there is nothing left to do",
        )
    ]


async def test_a_check_that_accepts_everything(tmp_path: Path, runner: Runner) -> None:
    checks = SCRIPTS["double/checks.py"] + '\n\ndef check_nothing(answer):\n    """Fine."""\n'
    root = planted(tmp_path, double__checks=checks)
    assert await found(root, runner) == [
        at(root, "mini/code", "snippet", "check_nothing accepts the starter and every wrong answer")
    ]


async def test_checks_that_hold_no_check(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path, double__checks="def chekc_twice(answer):\n    assert False\n")
    problems = await found(root, runner)
    assert len(problems) == 1
    assert "mini/code" in problems[0]


async def test_a_wrong_answer_that_passes(tmp_path: Path, runner: Runner) -> None:
    wrong = '"""That is right."""\n\n\ndef double(x):\n    return x + x\n'
    root = planted(tmp_path, double__wrong_square=wrong)
    assert await found(root, runner) == [
        at(root, "mini/code", "snippet", "wrong_square.py passes every check")
    ]


async def test_a_wrong_answer_that_only_crashes(tmp_path: Path, runner: Runner) -> None:
    wrong = '"""That divides."""\n\n\ndef double(x):\n    return x / 0\n'
    root = planted(tmp_path, double__wrong_square=wrong)
    problems = await found(root, runner)
    assert len(problems) == 1
    assert "wrong_square.py crashes (ZeroDivisionError" in problems[0]


async def test_a_wrong_answer_that_ends_the_run(tmp_path: Path, runner: Runner) -> None:
    wrong = '"""That stops."""\nimport os\n\n\ndef double(x):\n    os._exit(0)\n'
    root = planted(tmp_path, double__wrong_square=wrong)
    assert await found(root, runner) == [
        at(root, "mini/code", "snippet", "wrong_square.py stops before the checks are done")
    ]


async def test_fewer_than_two_wrong_answers(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path)
    (root / "snippets" / "mini" / "double" / "wrong_square.py").unlink()
    assert at(
        root, "mini/code", "snippet", "needs at least two wrong_*.py, it has 1"
    ) in await found(root, runner)


async def test_a_wrong_answer_without_its_explanation(tmp_path: Path, runner: Runner) -> None:
    root = planted(tmp_path, double__wrong_square="def double(x):\n    return x * x\n")
    assert await found(root, runner) == [
        "snippets/mini/double/wrong_square.py:1: needs a docstring: "
        "what to tell a learner who made this mistake"
    ]


async def test_a_snippet_that_imports_what_its_card_does_not_declare(
    tmp_path: Path, runner: Runner
) -> None:
    hello = 'print("hello")\ntry:\n    import cv2\nexcept ImportError:\n    pass\n'
    root = planted(tmp_path, hello=hello)
    assert await found(root, runner) == [
        "snippets/mini/hello.py:3: imports cv2, which the card does not declare; "
        "add 'requires: [opencv-python]'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "sums", "where"),
    [
        ("What does it print?", "Why does it print 1234?", "print(1000 + 234)\n", "question gives"),
        ("What?", "What?", "print(1000 + 234)  # 1234\n", "snippet's comments give"),
    ],
    ids=["question", "comment"],
)
async def test_a_question_that_gives_its_output_away(
    tmp_path: Path, runner: Runner, old: str, new: str, sums: str, where: str
) -> None:
    bank = BANK.replace("      sum: 3\n      sum: 6\n", "      1234\n").replace(old, new)
    root = write_bank(tmp_path / "bank", bank, SCRIPTS | {"sums.py": sums})
    assert await found(root, runner) == [
        at(root, "mini/predict", "question", f"the {where} away the output '1234'")
    ]


async def test_a_syntax_error_is_told_by_the_line_of_the_script(
    tmp_path: Path, runner: Runner
) -> None:
    root = planted(tmp_path, hello='print("hello")\nprint(\n')
    problems = await found(root, runner)
    assert problems[-1].startswith("snippets/mini/hello.py:2: not valid Python")


async def test_a_snippet_that_does_not_end_is_stopped_and_the_others_are_proven(
    tmp_path: Path, runner: Runner
) -> None:
    root = planted(
        tmp_path,
        "      sum: 6\n",
        "      sum: 7\n",
        hello="import os\n\nos.abort()\n",
        two="raise SystemExit(3)\n",
    )
    problems = await found(root, runner)
    assert any("mini/predict: line 2" in problem for problem in problems)
    assert any("hello.py ended killed" in problem for problem in problems)
    assert sum("two.py ended error" in problem for problem in problems) == 4


async def test_a_card_that_cannot_run_here_is_skipped_with_its_reason(
    tmp_path: Path, runner: Runner
) -> None:
    root = planted(tmp_path, "mini/hello.py\n", "mini/hello.py\n    requires: [no_such_thing]\n")
    collection, _ = read_collection([root])
    proof = await prove(collection, runner)
    assert proof.skipped == {"mini/flash": "needs no_such_thing, not installed here"}
    assert proof.problems == []


async def test_only_the_cards_that_are_named_are_run(bank_root: Path, runner: Runner) -> None:
    collection, _ = read_collection([bank_root])
    told: list[tuple[int, int, str]] = []
    only = [collection.entries["mini/predict"]]
    proof = await prove(collection, runner, progress=lambda *now: told.append(now), only=only)
    assert proof.runs == 2
    assert told == [(1, 1, "mini/predict")]
