"""What the values that a run ends in say of themselves."""

import pytest

from quizapp.core.run import Finished, Raised


@pytest.mark.parametrize(
    ("raised", "line"),
    [
        (Raised("KeyError", [], "'a'"), "KeyError: 'a'"),
        (Raised("StopIteration"), "StopIteration"),
        (Raised("ValueError", [], "a\nb"), "ValueError: a"),
        (Raised("ValueError", [], "\nb"), "ValueError: "),
    ],
)
def test_a_line_says_it_as_a_traceback_does(raised: Raised, line: str) -> None:
    assert raised.line == line


@pytest.mark.parametrize(
    ("finished", "conclusive"),
    [
        (Finished("ok", 0, 0.1), True),
        (Finished("error", 1, 0.1), True),
        (Finished("error", None, 0.0), False),
        (Finished("timed_out", -9, 10.0), False),
        (Finished("out_of_memory", 1, 0.1), False),
        (Finished("killed", -11, 0.1), False),
        (Finished("cancelled", -9, 0.1), False),
    ],
)
def test_only_an_end_of_its_own_is_conclusive(finished: Finished, conclusive: bool) -> None:
    assert finished.conclusive == conclusive
