"""The script that runs hidden checks, run by plain Python."""

import subprocess
import sys

import pytest

from quizapp.core.grading.exercise import (
    Verdict,
    check_docs,
    harness,
    verdict,
    without_harness,
)
from quizapp.core.run import Finished, Outcome, Transcript

MARK = "f00dcafe"
CHECKS = '''
def check_adds(answer):
    """add(2, 3) is 5"""
    found = answer.add(2, 3)
    assert found == 5, f"expected 5, it is {found}"


def check_keeps_zero(answer):
    assert answer.add(0, 0) == 0, "zero plus zero is zero"
'''


def judged(answer: str, checks: str = CHECKS) -> Verdict:
    done = subprocess.run(
        [sys.executable, "-c", harness(answer, checks, MARK)], capture_output=True, text=True
    )
    outcome: Outcome = "ok" if done.returncode == 0 else "error"
    run = Transcript(Finished(outcome, done.returncode, 0.1), done.stdout, done.stderr)
    return verdict(run, MARK)


def test_a_right_answer_passes_every_check() -> None:
    found = judged("def add(a, b):\n    return a + b\n")
    assert found.passed
    assert [result.doc for result in found.results] == ["add(2, 3) is 5", "keeps zero"]


def test_a_wrong_answer_gets_the_message_of_the_assert() -> None:
    found = judged("def add(a, b):\n    return a * b\n")
    assert not found.passed
    assert found.complete
    assert found.results[0].message == "expected 5, it is 6"
    assert found.results[1].passed


def test_an_answer_that_raises_is_told_where() -> None:
    found = judged("def add(a, b):\n    x = 1\n    return a / 0\n")
    assert found.results[0].crashed
    assert "ZeroDivisionError" in found.results[0].message
    assert "line 3" in found.results[0].message


def test_an_answer_that_stops_on_import_is_not_complete() -> None:
    found = judged("raise SystemExit(0)\n")
    assert not found.complete
    assert not found.passed


def test_an_answer_that_takes_the_output_away_is_judged_all_the_same() -> None:
    took = "import io, json, sys\nsys.stdout = io.StringIO()\njson.dumps = print = None\n"
    found = judged(took + "def add(a, b):\n    return a + b\n")
    assert found.passed


@pytest.mark.parametrize(
    "takes",
    [
        "__import__('os').closerange(3, 99)",
        "sys.stdout.close()",
        "sys.stdout.write = str",
        "del sys.stdout",
        "sys.stdout = None",
    ],
)
def test_an_answer_that_breaks_the_output_is_judged_all_the_same(takes: str) -> None:
    assert judged(f"import sys\n{takes}\ndef add(a, b):\n    return a + b\n").passed


def test_a_traceback_is_of_the_answer_alone() -> None:
    theirs = """\
Traceback (most recent call last):
  File "/tmp/x/starter.py", line 60, in <module>
    _answer = _load("answer", "answer.py", _ANSWER)
              ^^^^^^^^^^^^^
  File "/tmp/x/starter.py", line 13, in _load
    exec(compile(text, file, "exec"), module.__dict__)
  File "answer.py", line 2, in <module>
    1 / 0
ZeroDivisionError: division by zero
"""
    assert (
        without_harness(theirs, "starter.py")
        == """\
Traceback (most recent call last):
  File "answer.py", line 2, in <module>
    1 / 0
ZeroDivisionError: division by zero
"""
    )


def test_what_the_answer_prints_is_kept_apart_from_the_reports() -> None:
    found = judged("print('hello {mark}')\ndef add(a, b):\n    return a + b\n")
    assert found.printed == "hello {mark}"
    assert found.passed


def test_printing_a_report_without_the_mark_cheats_nobody() -> None:
    forged = 'import json\nprint(json.dumps({"done": True}))\ndef add(a, b):\n    return 1\n'
    assert not judged(forged).passed


def test_the_same_mistake_has_the_same_signature() -> None:
    one = judged("def add(a, b):\n    return a * b\n")
    two = judged("def add(x, y):\n    return x * y\n")
    assert one.signature == two.signature
    assert one.signature != judged("def add(a, b):\n    return 0\n").signature


def test_an_address_makes_no_other_mistake() -> None:
    answer = (
        "class Sum: pass\nkeep = [Sum() for _ in range({})]\ndef add(a, b):\n    return Sum()\n"
    )
    one, two = judged(answer.format(1)), judged(answer.format(900))
    assert " object at 0x" in one.results[0].message
    assert one.results[0].message != two.results[0].message
    assert one.signature == two.signature


def test_docs_are_read_without_running() -> None:
    assert check_docs(CHECKS) == ["add(2, 3) is 5", "keeps zero"]
    assert check_docs("def broken(:") == []
