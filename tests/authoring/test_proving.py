"""check --run against planted faults: each is caught, and the rest of the bank goes on."""

from pathlib import Path

import pytest

from quizapp.authoring.checking import check
from quizapp.authoring.proving import elsewhere, prove
from quizapp.banks.collection import Entry, read_collection
from quizapp.config import Config
from quizapp.core.run import Transcript
from quizapp.study.bench import Bench
from tests.authoring.benches import open_bench, walls
from tests.small_bank import BANK, SCRIPTS, write_bank

ALIKE = "it must not hang on chance, the date, hash order, addresses or the number of threads"

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def found(root: Path, bench: Bench) -> list[str]:
    """Every problem of a bank root, as `file:line: message`."""
    collection, problems = read_collection([root])
    proof = await prove(collection, bench)
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


async def test_a_good_bank_of_every_kind_has_no_problem(bank_root: Path, bench: Bench) -> None:
    assert await found(bank_root, bench) == []


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
            "sums.py ended with exit code 0, not in an exception",
        ),
    ],
    ids=["output", "prediction", "prediction too short", "symptom", "no exception"],
)
async def test_a_bank_that_claims_what_no_run_prints(
    tmp_path: Path, bench: Bench, old: str, new: str, card: str, key: str, message: str
) -> None:
    root = planted(tmp_path, old, new)
    assert await found(root, bench) == [at(root, card, key, message)]


async def test_a_prediction_that_differs_from_run_to_run(tmp_path: Path, bench: Bench) -> None:
    root = planted(
        tmp_path,
        "      sum: 3\n      sum: 6\n",
        "      ...\n      end\n",
        sums="import os\n\nprint(os.urandom(8).hex())\nprint('end')\n",
    )
    [problem] = await found(root, bench)
    head, _, tail = problem.partition(" in one run and ")
    assert head.startswith(at(root, "mini/predict", "snippet", "sums.py: line 1 is "))
    assert tail.endswith(f" in another; {ALIKE}")


DIFFERENT = {
    "hash order": "print('order:', list({'a', 'b', 'c', 'd', 'e', 'f'}))\n",
    "address": "print('at:', id(object))\n",
    "date": "import datetime\n\nprint('today:', datetime.date.today())\n",
    "year": "import time\n\nprint('year:', time.strftime('%Y'), time.localtime().tm_year)\n",
    "threads": "import os\n\nprint('threads:', os.environ.get('OMP_NUM_THREADS'))\n",
}


@pytest.mark.parametrize("what", DIFFERENT)
async def test_what_hangs_on_the_surroundings_is_seen_in_a_second_run(
    tmp_path: Path, bench: Bench, what: str
) -> None:
    root = planted(
        tmp_path,
        "      sum: 3\n      sum: 6\n",
        "      ...\n      end\n",
        sums=DIFFERENT[what] + "print('end')\n",
    )
    collection, _ = read_collection([root])
    only = [collection.entries["mini/predict"]]
    async with elsewhere("cpu", [["torch"]]) as other:
        proof = await prove(collection, bench, only=only, again=bench.on(other))
    [problem] = proof.problems
    assert "sums.py: line 1 is " in problem.message
    assert problem.message.endswith(ALIKE)


async def test_what_any_kind_of_card_says_has_to_hold_in_a_second_run(
    tmp_path: Path, bench: Bench
) -> None:
    flaky = "import time\n\nprint('hello' if time.localtime().tm_year < 2027 else 'bye')\n"
    root = planted(tmp_path, hello=flaky)
    collection, _ = read_collection([root])
    only = [collection.entries["mini/flash"]]
    async with elsewhere("cpu", [["torch"]]) as other:
        proof = await prove(collection, bench, only=only, again=bench.on(other))
    assert len(proof.problems) == 1


async def test_dates_in_a_second_run_are_dates(tmp_path: Path, bench: Bench) -> None:
    script = (
        "import datetime, time\n\nnow = datetime.datetime.now()\n"
        "print('dates:', isinstance(now, datetime.datetime), now - now)\n"
        "print('times:', time.time() > 0, now.date() == datetime.date.today())\n"
    )
    said = "      dates: True 0:00:00\n      times: True True\n"
    root = planted(tmp_path, "      sum: 3\n      sum: 6\n", said, sums=script)
    collection, _ = read_collection([root])
    only = [collection.entries["mini/predict"]]
    async with elsewhere("cpu", [["torch"]]) as other:
        proof = await prove(collection, bench, only=only, again=bench.on(other))
    assert proof.problems == []


async def test_a_snippet_that_takes_long_is_told(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, hello="import time\n\ntime.sleep(4)\nprint('hello')\n")
    assert await found(root, bench) == [
        at(root, "mini/flash", "snippet", "hello.py takes more than 2.5 s; make it quicker")
    ]


async def test_a_short_answer_that_no_run_shows(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, shape='print("shape:", (3, 2))\n')
    said = "the snippet prints none of 'accept', such as '(2, 3)'; let it show it"
    assert await found(root, bench) == [at(root, "mini/short", "accept", said)]


async def test_every_known_mend_prints_what_the_fix_does(tmp_path: Path, bench: Bench) -> None:
    good = "total = 1\nfor n in (1, 2, 3):\n    total += n\nprint(total - 1)\n"
    root = planted(tmp_path, off_by_one__fixed_at_the_end=good)
    assert await found(root, bench) == []
    poor = planted(tmp_path / "poor", off_by_one__fixed_at_the_end=good.replace("- 1", "- 2"))
    said = "line 1 of 'output' is '6', but fixed_at_the_end.py printed '5'"
    assert await found(poor, bench) == [at(poor, "mini/bug", "output", said)]


async def test_a_right_answer_that_is_turned_down(tmp_path: Path, bench: Bench) -> None:
    right = '"""By adding."""\n\n\ndef double(x):\n    return x + x + (x > 2)\n'
    root = planted(tmp_path, double__right_sum=right)
    said = "right_sum.py fails its checks: check_twice: expected 6, it is 7"
    assert await found(root, bench) == [at(root, "mini/code", "snippet", said)]


async def test_two_wrong_answers_that_fail_alike(tmp_path: Path, bench: Bench) -> None:
    twin = '"""That multiplies x by itself."""\n\n\ndef double(x):\n    return x**2\n'
    root = planted(tmp_path, double__wrong_twin=twin)
    why = "their learners are told the same; make a message say what came, or drop one"
    said = f"wrong_twin.py fails exactly as wrong_square.py does, so {why}"
    assert await found(root, bench) == [at(root, "mini/code", "snippet", said)]


async def test_two_wrong_answers_that_fail_alike_are_told_apart_by_their_terms(
    tmp_path: Path, bench: Bench
) -> None:
    square = '"""That squares x."""\n# lacks: prod\n\n\ndef double(x):\n    return x * x\n'
    twin = (
        '"""The product of x and x."""\n# needs: prod\n\nfrom math import prod\n\n\n'
        "def double(x):\n    return prod([x, x])\n"
    )
    root = planted(tmp_path, double__wrong_square=square, double__wrong_twin=twin)
    assert await found(root, bench) == []


async def test_a_snippet_that_fails(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, hello='print("hello")\nassert 1 + 1 == 3, "no"\n')
    assert await found(root, bench) == [
        at(root, "mini/flash", "snippet", "hello.py raised AssertionError: no")
    ]


async def test_an_exception_other_than_the_one_to_predict(tmp_path: Path, bench: Bench) -> None:
    root = planted(
        tmp_path,
        "    snippet: mini/sums.py\n",
        '    snippet: mini/sums.py\n    raises: "ValueError: ..."\n',
        sums='print("sum: 3")\nprint("sum: 6")\nraise KeyError("x")\n',
    )
    assert await found(root, bench) == [
        at(
            root,
            "mini/predict",
            "raises",
            "'raises' is 'ValueError: ...', but the run raised \"KeyError: 'x'\"",
        )
    ]


OWN_ERROR = """\
class Refused(ValueError):
    pass


print("sum: 3")
print("sum: 6")
raise Refused("not 7, but 8")
"""


@pytest.mark.parametrize("said", ["Refused", "Refused: ...", "Refused: not 7, but 8"])
async def test_an_exception_is_known_by_its_name_or_its_line(
    tmp_path: Path, bench: Bench, said: str
) -> None:
    card = f'    snippet: mini/sums.py\n    raises: "{said}"\n'
    root = planted(tmp_path, "    snippet: mini/sums.py\n", card, sums=OWN_ERROR)
    assert await found(root, bench) == []


@pytest.mark.parametrize("said", ["ValueError", "Exception", "Refused: not 7", "refused", "Ref"])
async def test_a_base_class_or_a_part_of_the_line_is_another_exception(
    tmp_path: Path, bench: Bench, said: str
) -> None:
    card = f'    snippet: mini/sums.py\n    raises: "{said}"\n'
    root = planted(tmp_path, "    snippet: mini/sums.py\n", card, sums=OWN_ERROR)
    message = f"'raises' is {said!r}, but the run raised 'Refused: not 7, but 8'"
    assert await found(root, bench) == [at(root, "mini/predict", "raises", message)]


async def test_an_exception_of_a_library_is_known_by_its_last_name(
    tmp_path: Path, bench: Bench
) -> None:
    script = 'import json\n\nprint("sum: 3")\nprint("sum: 6")\njson.loads("{")\n'
    card = "    snippet: mini/sums.py\n    raises: JSONDecodeError\n"
    root = planted(tmp_path, "    snippet: mini/sums.py\n", card, sums=script)
    assert await found(root, bench) == []


async def test_an_exit_is_no_exception(tmp_path: Path, bench: Bench) -> None:
    script = 'print("sum: 3")\nprint("sum: 6")\nraise SystemExit(3)\n'
    card = "    snippet: mini/sums.py\n    raises: SystemExit\n"
    root = planted(tmp_path, "    snippet: mini/sums.py\n", card, sums=script)
    message = "sums.py ended with exit code 3, not in an exception"
    assert await found(root, bench) == [at(root, "mini/predict", "raises", message)]


async def test_a_bug_that_raises_is_mended_where_the_fix_does_not(
    tmp_path: Path, bench: Bench
) -> None:
    buggy = SCRIPTS["off_by_one/buggy.py"] + "assert total == 6\n"
    card = "    snippet: mini/off_by_one\n    raises: AssertionError\n"
    root = planted(tmp_path, "    snippet: mini/off_by_one\n", card, off_by_one__buggy=buggy)
    assert await found(root, bench) == []
    fixed = root / "snippets" / "mini" / "off_by_one" / "fixed.py"
    fixed.write_text("total = 6\nprint(total)\nassert total == 7\n")
    assert await found(root, bench) == [
        at(root, "mini/bug", "snippet", "fixed.py raised AssertionError")
    ]


async def test_a_fix_that_still_shows_the_symptom(tmp_path: Path, bench: Bench) -> None:
    text = SCRIPTS["off_by_one/buggy.py"].replace("for n", "for n ")
    root = planted(tmp_path, "      6\n", "      7\n", off_by_one__fixed=text)
    problems = await found(root, bench)
    assert at(root, "mini/bug", "symptom", "fixed.py still shows the symptom") in problems


async def test_a_fix_that_changes_nothing(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, off_by_one__fixed=SCRIPTS["off_by_one/buggy.py"])
    problems = await found(root, bench)
    assert (
        at(root, "mini/bug", "snippet", "buggy.py and fixed.py have no line that differs")
        in problems
    )


async def test_a_solution_that_fails_its_own_checks(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, double__solution="def double(x):\n    return 3 * x\n")
    assert await found(root, bench) == [
        at(
            root,
            "mini/code",
            "snippet",
            "solution.py fails its checks: check_twice: expected 6, it is 9",
        )
    ]


async def test_a_starter_that_leaves_nothing_to_do(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, double__starter=SCRIPTS["double/solution.py"])
    assert await found(root, bench) == [
        at(
            root,
            "mini/code",
            "snippet",
            "starter.py passes every check; there is nothing left to do",
        )
    ]


@pytest.mark.parametrize(
    ("old", "answers", "card", "key", "message"),
    [
        ('accept: ["(2, 3)"]', "never_right: [2x3]", "mini/short", "never_right",
         "'2x3' is taken for right; drop it if it is"),
        ('accept: ["(2, 3)"]', "also_right: ['3, 2']", "mini/short", "also_right",
         "'3, 2' is not taken for right: The right numbers in another order: it is (2, 3)."),
        ("hints: [Add them., Then add again.]", "never_right: ['3, 6']", "mini/predict",
         "never_right", "'3, 6' is taken for right; drop it if it is"),
        ("hints: [Add them., Then add again.]", "also_right: ['4, 6']", "mini/predict",
         "also_right", "'4, 6' is not taken for right: 1 of 2 lines right; off by one."),
    ],
)  # fmt: skip
async def test_a_judge_that_does_not_do_what_the_card_says(
    tmp_path: Path, bench: Bench, old: str, answers: str, card: str, key: str, message: str
) -> None:
    root = planted(tmp_path, old, f"{old}\n    {answers}")
    assert await found(root, bench) == [at(root, card, key, message)]


async def test_a_check_that_accepts_everything(tmp_path: Path, bench: Bench) -> None:
    checks = SCRIPTS["double/checks.py"] + '\n\ndef check_nothing(answer):\n    """Fine."""\n'
    root = planted(tmp_path, double__checks=checks)
    assert await found(root, bench) == [
        at(root, "mini/code", "snippet", "check_nothing accepts the starter and every wrong answer")
    ]


async def test_a_starter_that_cannot_even_begin(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, double__starter="def double(x):\n    ...\n\n\nraise KeyError(3)\n")
    assert await found(root, bench) == [
        at(
            root,
            "mini/code",
            "snippet",
            "starter.py stops before the checks are done: KeyError: 3",
        )
    ]


async def test_checks_that_hold_no_check(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, double__checks="def chekc_twice(answer):\n    assert False\n")
    assert await found(root, bench) == [
        at(
            root,
            "mini/code",
            "snippet",
            "solution.py is not checked by anything; write functions check_<what>(answer)",
        )
    ]


async def test_a_check_that_says_three_hundred_thousand_numbers_is_told_in_short(
    tmp_path: Path, bench: Bench
) -> None:
    checks = "def check_all(answer):\n    'All.'\n    assert False, str(list(range(300_000)))\n"
    root = planted(tmp_path, double__checks=checks)
    [problem] = await found(root, bench)
    assert "solution.py fails its checks: check_all: [0, 1, 2, 3," in problem
    assert len(problem) < 3000


async def test_a_check_that_does_not_say_what_it_checks(tmp_path: Path, bench: Bench) -> None:
    checks = "def check_all(answer):\n    assert answer.double(2) == 4, 'no'\n"
    root = planted(tmp_path, double__checks=checks)
    said = "checks.py: check_all has no docstring; its first line tells the learner what is checked"
    assert at(root, "mini/code", "snippet", said) in await found(root, bench)


async def test_what_a_check_says_is_one_line_that_steers_no_terminal(
    tmp_path: Path, bench: Bench
) -> None:
    said = "'one\\n\\x1b[31mtwo\\x1b]0;three\\x07'"
    checks = f"def check_all(answer):\n    'All.'\n    assert False, {said}\n"
    root = planted(tmp_path, double__checks=checks)
    assert await found(root, bench) == [
        at(root, "mini/code", "snippet", "solution.py fails its checks: check_all: one two")
    ]


async def test_a_wrong_answer_that_passes(tmp_path: Path, bench: Bench) -> None:
    wrong = '"""That is right."""\n\n\ndef double(x):\n    return x + x\n'
    root = planted(tmp_path, double__wrong_square=wrong)
    assert await found(root, bench) == [
        at(root, "mini/code", "snippet", "wrong_square.py passes every check")
    ]


async def test_a_wrong_answer_that_only_crashes(tmp_path: Path, bench: Bench) -> None:
    wrong = '"""That divides."""\n\n\ndef double(x):\n    return x / 0\n'
    root = planted(tmp_path, double__wrong_square=wrong)
    problems = await found(root, bench)
    assert len(problems) == 1
    assert "wrong_square.py crashes (ZeroDivisionError" in problems[0]


async def test_a_wrong_answer_that_ends_the_run(tmp_path: Path, bench: Bench) -> None:
    wrong = '"""That stops."""\nimport os\n\n\ndef double(x):\n    os._exit(0)\n'
    root = planted(tmp_path, double__wrong_square=wrong)
    assert await found(root, bench) == [
        at(root, "mini/code", "snippet", "wrong_square.py stops before the checks are done")
    ]


async def test_fewer_than_two_wrong_answers(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path)
    (root / "snippets" / "mini" / "double" / "wrong_square.py").unlink()
    assert at(
        root, "mini/code", "snippet", "needs at least two wrong_*.py, it has 1"
    ) in await found(root, bench)


async def test_a_wrong_answer_without_its_explanation(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, double__wrong_square="def double(x):\n    return x * x\n")
    what = "what to tell a learner who made this mistake"
    assert await found(root, bench) == [
        at(root, "mini/code", "snippet", f"wrong_square.py needs a docstring: {what}")
    ]


async def test_a_wrong_answer_whose_explanation_is_told_in_terms_unknown(
    tmp_path: Path, bench: Bench
) -> None:
    text = SCRIPTS["double/wrong_square.py"].replace("\n\n", "\n# need: pow\n\n", 1)
    root = planted(tmp_path, double__wrong_square=text)
    said = "'# need:' below the docstring means nothing; write '# needs:' or '# lacks:'"
    assert await found(root, bench) == [
        at(root, "mini/code", "snippet", f"wrong_square.py: {said}")
    ]


async def test_a_wrong_mend_is_turned_down(tmp_path: Path, bench: Bench) -> None:
    wrong = f'"""That adds one more."""\n\n{SCRIPTS["off_by_one/buggy.py"].replace("1", "2", 1)}'
    assert await found(planted(tmp_path, off_by_one__wrong_two=wrong), bench) == []


async def test_a_wrong_mend_that_prints_what_it_should(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, off_by_one__wrong_print='"""That says so."""\n\nprint(2 * 3)\n')
    what = "let what is printed show the difference, or drop it if it is right"
    assert await found(root, bench) == [
        at(root, "mini/bug", "snippet", f"wrong_print.py is taken for right; {what}")
    ]


async def test_a_wrong_mend_that_comes_to_no_end(tmp_path: Path, bench: Bench) -> None:
    grows = '"""That grows."""\n\nx = []\nwhile True:\n    x.append(bytearray(1 << 24))\n'
    problems = await found(planted(tmp_path, off_by_one__wrong_grows=grows), bench)
    assert len(problems) == 1
    assert "wrong_grows.py was not judged: " in problems[0]


async def test_a_wrong_mend_without_its_explanation(tmp_path: Path, bench: Bench) -> None:
    root = planted(tmp_path, off_by_one__wrong_print="print(7)\n")
    what = "wrong_print.py needs a docstring: why it mends nothing"
    assert await found(root, bench) == [at(root, "mini/bug", "snippet", what)]


async def test_a_snippet_that_imports_what_its_card_does_not_declare(
    tmp_path: Path, bench: Bench
) -> None:
    hello = 'print("hello")\ntry:\n    import cv2\nexcept ImportError:\n    pass\n'
    root = planted(tmp_path, hello=hello)
    assert await found(root, bench) == [
        "snippets/mini/hello.py:3: imports cv2, which the card does not declare; "
        "add 'requires: [opencv-python]'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "sums", "key", "where"),
    [
        (
            "What does it print?",
            "Why does it print 1234?",
            "print(1000 + 234)\n",
            "question",
            "question gives",
        ),
        ("What?", "What?", "print(1000 + 234)  # 1234\n", "question", "snippet's comments give"),
        ("Add them.", "It is 1234.", "print(1000 + 234)\n", "hints", "hints give"),
    ],
    ids=["question", "comment", "hint"],
)
async def test_a_question_that_gives_its_output_away(
    tmp_path: Path, bench: Bench, old: str, new: str, sums: str, key: str, where: str
) -> None:
    bank = BANK.replace("      sum: 3\n      sum: 6\n", "      1234\n").replace(old, new)
    root = write_bank(tmp_path / "bank", bank, SCRIPTS | {"sums.py": sums})
    assert await found(root, bench) == [
        at(root, "mini/predict", key, f"the {where} away the output '1234'; take it out")
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'print("hello")\nprint(\n', ":2: not valid Python: '(' was never closed"),
        (b'print("hello")\n# caf\xe9\n', ":1: not UTF-8 in line 2; save it so, or name its coding"),
        (b'# coding: klingon\nprint("hello")\n', ":1: cannot be read: unknown encoding"),
        (b'print("hello")\n\n# \x00\n', ":3: holds a NUL character"),
        (b"-" * 60_000 + b"1\n", ":1: nested too deeply"),
        (b"#" * 2_000_000 + b"\n", ":1: larger than 64 kB"),
    ],
    ids=["syntax", "latin", "coding", "nul", "deep", "large"],
)
async def test_a_script_that_no_run_can_begin_with_is_one_problem_at_its_line(
    tmp_path: Path, bench: Bench, data: bytes, message: str
) -> None:
    root = planted(tmp_path, "      sum: 6\n", "      sum: 7\n")
    (root / "snippets" / "mini" / "hello.py").write_bytes(data)
    other, problem = await found(root, bench)
    assert "mini/predict: line 2" in other
    assert problem.startswith("snippets/mini/hello.py" + message)
    assert "\n" not in problem


async def test_a_snippet_in_the_coding_that_it_names_is_proven(
    tmp_path: Path, bench: Bench
) -> None:
    root = planted(tmp_path, "      hello\n", "      caf\u00e9\n")
    script = '# coding: latin-1\nprint("caf\u00e9")\n'
    (root / "snippets" / "mini" / "hello.py").write_bytes(script.encode("latin-1"))
    assert await found(root, bench) == []


async def test_a_snippet_that_is_gone_is_one_problem_and_the_others_are_proven(
    bank_root: Path, bench: Bench
) -> None:
    collection, _ = read_collection([bank_root])
    (bank_root / "snippets" / "mini" / "hello.py").unlink()
    proof = await prove(collection, bench)
    assert [problem.message for problem in proof.problems] == [
        "cannot be read: No such file or directory"
    ]
    assert set(proof.found) == {"mini/flash"}


class Sweeping(Bench):
    """A bench on which a script is gone when its run begins."""

    async def run(
        self,
        entry: Entry,
        name: str | None = None,
        *,
        source: str | None = None,
        device: str | None = None,
        seconds: float | None = None,
    ) -> Transcript:
        entry.path(entry.card.runs).unlink(missing_ok=True)
        return await super().run(entry, name, source=source, device=device)


async def test_a_snippet_that_vanishes_while_it_is_proven_is_one_problem(
    bank_root: Path, bench: Bench
) -> None:
    collection, _ = read_collection([bank_root])
    sweeping = Sweeping(bench.runner, bench.trust, Config(), walls)
    proof = await prove(collection, sweeping, only=[collection.entries["mini/predict"]])
    assert [problem.message for problem in proof.problems] == [
        "mini/predict: sums.py did not run: sums.py: cannot be read: No such file or directory"
    ]


async def test_a_snippet_that_does_not_end_well_does_not_keep_the_others_from_being_proven(
    tmp_path: Path, bench: Bench
) -> None:
    root = planted(
        tmp_path,
        "      sum: 6\n",
        "      sum: 7\n",
        hello="import os\n\nos.abort()\n",
        two="raise SystemExit(3)\n",
    )
    problems = await found(root, bench)
    assert any("mini/predict: line 2" in problem for problem in problems)
    assert any("hello.py was killed (ended by a signal: Aborted)" in one for one in problems)
    assert sum("two.py ended with exit code 3" in problem for problem in problems) == 3


async def test_a_snippet_that_does_not_end_says_what_stopped_it(tmp_path: Path) -> None:
    root = planted(tmp_path, sums="while True:\n    pass\n")
    collection, _ = read_collection([root])
    async with open_bench(tmp_path, Config(seconds=0.5)) as bench:
        proof = await prove(collection, bench, only=[collection.entries["mini/predict"]])
    assert proof.runs == 1, "it is not run a second time"
    [problem] = proof.problems
    assert "mini/predict: sums.py was stopped at its time limit after" in problem.message
    assert problem.message.endswith(" s; make it quicker")


async def test_a_card_that_cannot_run_here_is_skipped_with_its_reason(
    tmp_path: Path, bench: Bench
) -> None:
    root = planted(tmp_path, "mini/hello.py\n", "mini/hello.py\n    requires: [no_such_thing]\n")
    collection, _ = read_collection([root])
    proof = await prove(collection, bench)
    assert proof.skipped == {"mini/flash": "needs no_such_thing, not installed here"}
    assert proof.problems == []


async def test_nothing_of_a_bank_runs_that_the_learner_has_not_allowed(
    bank_root: Path, tmp_path: Path
) -> None:
    collection, _ = read_collection([bank_root])
    async with open_bench(tmp_path, confined=False) as bench:
        proof = await prove(collection, bench)
    assert set(proof.skipped) == set(collection.entries)
    assert set(proof.skipped.values()) == {"comes from a bank that you have not allowed to run yet"}
    assert (proof.runs, proof.problems) == (0, [])


async def test_only_the_cards_that_are_named_are_run(bank_root: Path, bench: Bench) -> None:
    collection, _ = read_collection([bank_root])
    told: list[tuple[int, int, str]] = []
    only = [collection.entries["mini/predict"]]
    proof = await prove(collection, bench, lambda *now: told.append(now), only)
    assert proof.runs == 2
    assert told == [(1, 1, "mini/predict")]
