"""A run tells which exception its script ended in."""

import pytest

from quizapp.core.run import BASES, MESSAGE, NAME, Finished, Raised
from quizapp.runner.messages import Ended, Uncaught, frame
from quizapp.runner.run_events import RunEvents

from .conftest import Run

pytestmark = pytest.mark.asyncio(loop_scope="session")
ERROR = ["Exception", "BaseException"]
WRONG = "invalid literal for int() with base 10: 'x'"
SCRIPTS: dict[str, tuple[str, Raised]] = {
    "a built-in one": (
        "int('x')",
        Raised("ValueError", ERROR, WRONG),
    ),
    "a subclass": (
        "1 / 0",
        Raised("ZeroDivisionError", ["ArithmeticError", *ERROR], "division by zero"),
    ),
    "a key": ("{}['a']", Raised("KeyError", ["LookupError", *ERROR], "'a'")),
    "no message": ("next(iter([]))", Raised("StopIteration", ERROR)),
    "an assertion": ("assert 1 > 2", Raised("AssertionError", ERROR)),
    "one of the script": (
        "class Mine(ValueError): pass\nraise Mine('so it is')",
        Raised("Mine", ["ValueError", *ERROR], "so it is"),
    ),
    "one in a function": (
        "def f():\n    class Mine(Exception): pass\n    raise Mine\nf()",
        Raised("f.<locals>.Mine", ERROR),
    ),
    "one of a library": (
        "import torch; raise torch.OutOfMemoryError('too much')",
        Raised("torch.OutOfMemoryError", ["RuntimeError", *ERROR], "too much"),
    ),
    "one of the standard library": (
        "import json; json.loads('{')",
        Raised(
            "json.decoder.JSONDecodeError",
            ["ValueError", *ERROR],
            "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
    ),
    "a syntax error": ("if True\n    pass", Raised("SyntaxError", ERROR, "expected ':'")),
    "a group": (
        "raise ExceptionGroup('several', [ValueError(1)])",
        Raised("ExceptionGroup", ["BaseExceptionGroup", *ERROR], "several (1 sub-exception)"),
    ),
    "an interrupt": ("raise KeyboardInterrupt", Raised("KeyboardInterrupt", ["BaseException"])),
    "several lines": ("raise ValueError('a\\nb')", Raised("ValueError", ERROR, "a\nb")),
    "refused memory": ("raise MemoryError", Raised("MemoryError", ERROR)),
    "a chain": (
        "try: 1 / 0\nexcept ZeroDivisionError as e: raise ValueError('second') from e",
        Raised("ValueError", ERROR, "second"),
    ),
    "a message that fails": (
        "class Mine(Exception):\n    def __str__(self): return 1 / 0\nraise Mine",
        Raised("Mine", ERROR, "<exception str() failed>"),
    ),
    "half a character": ("raise ValueError('\\ud800')", Raised("ValueError", ERROR, "\\ud800")),
    "no name": ("raise type('', (Exception,), {})", Raised("", ERROR)),
}


@pytest.mark.parametrize("name", SCRIPTS)
async def test_the_exception_is_told(name: str, run: Run) -> None:
    text, raised = SCRIPTS[name]
    ended = await run(text)
    assert ended.finished.raised == (raised if raised.name else None)


@pytest.mark.parametrize(
    "text",
    [
        "int('x')",
        "raise ValueError('a\\nb')",
        "raise KeyError",
        "import json; json.loads('{')",
        "class Mine(Exception):\n    def __str__(self): return 1 / 0\nraise Mine",
        "raise SyntaxError",
        "import torch; torch.ones(2, 3) @ torch.ones(2, 3)",
    ],
)
async def test_its_line_is_in_the_traceback(text: str, run: Run) -> None:
    ended = await run(text)
    assert ended.finished.raised is not None
    assert ended.finished.raised.line in ended.stderr.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "pass",
        "raise SystemExit(3)",
        "raise SystemExit('text')",
        "import os; os._exit(3)",
        "try: 1 / 0\nexcept ZeroDivisionError: pass",
        "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start(); t.join()",
        "import os\nif os.fork() == 0: raise ValueError('of a fork')\nos.wait(); os._exit(5)",
        "import sys\nsys.excepthook = lambda *_: sys.exit(0)\nraise ValueError",
    ],
)
async def test_without_an_uncaught_exception_there_is_none(text: str, run: Run) -> None:
    assert (await run(text)).finished.raised is None


async def test_a_run_that_is_cut_short_ends_in_no_exception(run: Run) -> None:
    ended = await run(
        "import atexit, time; atexit.register(time.sleep, 60); raise ValueError", seconds=0.5
    )
    assert (ended.finished.outcome, ended.finished.raised) == ("timed_out", None)


async def test_a_long_message_is_cut(run: Run) -> None:
    ended = await run("raise ValueError('ü' * 1_000_000)")
    assert ended.finished.raised == Raised("ValueError", ERROR, "ü" * MESSAGE)


async def test_a_class_of_long_name_and_many_bases_is_cut(run: Run) -> None:
    ended = await run(
        "kind = Exception\n"
        "for at in range(100): kind = type('x' * 1000, (kind,), {'__module__': 'm'})\n"
        "raise kind"
    )
    name = ("m." + "x" * 1000)[:NAME]
    assert ended.finished.raised == Raised(name, [name] * BASES)


async def test_a_class_that_answers_nothing_is_left_out(run: Run) -> None:
    ended = await run(
        "class Meta(type):\n"
        "    def __getattribute__(self, name): raise SystemExit(9)\n"
        "class Mine(Exception, metaclass=Meta): pass\n"
        "raise Mine"
    )
    assert ended.finished.outcome == "error"
    assert ended.finished.raised is None


async def test_what_a_script_forges_is_worth_nothing_where_it_ends_well() -> None:
    events = RunEvents("cpu")
    events.take_extra(frame(Uncaught(Raised("Forged"))))
    events.conclude(Ended(0, "", 0.1, 0))
    finished = await events.event()
    assert isinstance(finished, Finished)
    assert finished.raised is None


@pytest.mark.parametrize(
    "raised",
    [
        Raised("x" * (NAME + 1)),
        Raised("x", ["y"] * (BASES + 1)),
        Raised("x", ["y" * (NAME + 1)]),
        Raised("x", [], "m" * (MESSAGE + 1)),
        Raised(""),
    ],
)
async def test_what_makes_no_sense_is_left_out(raised: Raised) -> None:
    events = RunEvents("cpu")
    events.take_extra(frame(Uncaught(raised)))
    events.conclude(Ended(1, "", 0.1, 0))
    finished = await events.event()
    assert isinstance(finished, Finished)
    assert finished.raised is None
