"""Of a traceback, what somebody wrote here is shown."""

from quizapp.core.tracebacks import folded

TORCH = "/home/me/.venv/lib/python3.11/site-packages/torch/_tensor.py"
JSON = "/usr/lib/python3.11/json/decoder.py"


def traceback(*frames: tuple[str, str], last: str = "ValueError: no") -> list[str]:
    lines = ["Traceback (most recent call last):"]
    for path, code in frames:
        lines += [f'  File "{path}", line 3, in f', f"    {code}"]
    return [*lines, last]


def test_frames_of_a_library_are_one_line() -> None:
    lines = traceback(("a.py", "loss.backward()"), (TORCH, "engine("), (TORCH, "run("))
    lines.insert(-1, "        ^^^^^")
    assert folded(["before", *lines]) == [
        "before",
        "Traceback (most recent call last):",
        '  File "a.py", line 3, in f',
        "    loss.backward()",
        "  … 2 frames in torch",
        "ValueError: no",
    ]


def test_frames_of_several_libraries_are_a_line_each_and_ones_own_between_them_stay() -> None:
    lines = traceback((JSON, "parse("), (TORCH, "hook("), ("a.py", "mine()"), (JSON, "x"))
    assert folded(lines) == [
        "Traceback (most recent call last):",
        "  … 1 frame in python",
        "  … 1 frame in torch",
        '  File "a.py", line 3, in f',
        "    mine()",
        "  … 1 frame in python",
        "ValueError: no",
    ]


def test_each_traceback_of_a_chain_is_folded() -> None:
    chain = [*traceback((TORCH, "x")), "", "During handling of …", "", *traceback((TORCH, "y"))]
    assert folded(chain).count("  … 1 frame in torch") == 2
    assert folded(chain)[-1] == "ValueError: no"


def test_what_is_no_traceback_stays() -> None:
    lines = [f'  File "{TORCH}", line 3, in f', "    code", "warning: x"]
    assert folded(lines) == lines


def test_a_traceback_that_is_cut_says_what_was_there() -> None:
    assert folded(traceback((TORCH, "x"))[:-1]) == [
        "Traceback (most recent call last):",
        "  … 1 frame in torch",
    ]
