"""The bar of long work: on a terminal, and gone when the work is over or broken off."""

import sys

import click
import pytest

from quizapp.cli.progress import say_progress, say_share

GONE = "\x1b[?25h\n\x1b[A\r\x1b[K"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda self: True)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("terminal")
def test_it_counts_up_and_is_gone_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    say_progress(1, 3, "mini/flash")
    assert "1/3  mini/flash" in capsys.readouterr().err
    say_progress(2, 3, "mini/choice")
    say_progress(3, 3, "mini/short")
    out, err = capsys.readouterr()
    assert out == ""
    assert "2/3  mini/choice" in err
    assert err.endswith(GONE)


@pytest.mark.usefixtures("terminal")
def test_a_share_is_shown_in_percent(capsys: pytest.CaptureFixture[str]) -> None:
    say_share(0.0)
    say_share(0.5)
    assert "50%  fitting; ^C stops" in capsys.readouterr().err
    say_share(1.0)
    say_share(None)
    assert capsys.readouterr().err.endswith(GONE)


@pytest.mark.usefixtures("terminal")
def test_work_that_is_broken_off_leaves_the_terminal_in_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with click.Context(click.Command("check")):  # as ctrl+c leaves it
        say_progress(1, 3, "mini/flash")
    assert capsys.readouterr().err.endswith(GONE)


@pytest.mark.usefixtures("terminal")
def test_a_long_name_keeps_to_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    say_progress(1, 3, "n" * 500)
    say_share(None)
    lines = capsys.readouterr().err.replace("\x1b[?25l", "").split("\r")
    assert max(map(len, lines)) <= 80


def test_without_a_terminal_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    say_progress(0, 3, "mini/flash")
    say_progress(3, 3, "mini/flash")
    say_share(0.5)
    say_share(None)
    assert capsys.readouterr() == ("", "")
