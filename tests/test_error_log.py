"""Our own bugs: kept in a file, and one line on the terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.cli import standing
from quizapp.error_log import ISSUES, in_one_line, log_file, record
from tests.cli.calling import Command


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """`quizapp stats` has a bug."""

    def stats(*_: object, **__: object) -> int:
        return [1, 2, 3][len("four")]

    monkeypatch.setattr(standing.stats, "callback", stats)


@pytest.mark.usefixtures("broken")
def test_a_bug_is_one_line_and_its_details_are_in_the_log(quizapp: Command) -> None:
    done = quizapp("stats")
    log = quizapp.data / "errors.log"
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "quizapp: unexpected error: IndexError: list index out of range; "
        f"details in {log}; please report it at {ISSUES}\n"
    )
    text = log.read_text()
    assert "quizapp stats\nTraceback (most recent call last):" in text
    assert text.rstrip().endswith("IndexError: list index out of range")
    assert all(f"{name} " in text for name in ("quizapp", "Python", "textual", "torch"))


@pytest.mark.usefixtures("broken")
def test_where_no_log_can_be_written_the_details_are_on_the_terminal(quizapp: Command) -> None:
    quizapp.data.write_text("a file where a folder is wanted")
    done = quizapp("stats")
    assert done.code == 1
    assert done.err.startswith("Traceback (most recent call last):")
    assert "IndexError: list index out of range; details above;" in done.err.splitlines()[-1]


@pytest.mark.parametrize("log", [None, Path("da\x1b]0;d\x07\u202eta", "errors.log")])
def test_what_is_said_of_a_bug_steers_no_terminal(log: Path | None) -> None:
    said = in_one_line(ValueError("a\x1b[2Jb"), log)
    assert not set(said) & set("\x1b\x07\u202e")
    assert "unexpected error: ValueError" in said


def test_a_second_bug_is_added_and_a_large_log_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path))
    log = record(ValueError("first"))
    assert log == tmp_path / "errors.log"
    record(ValueError("second"))
    assert "first" in log.read_text()
    assert "second" in log.read_text()
    log.write_text("x" * 1_000_001)
    record(ValueError("third"))
    assert "xxx" not in log.read_text()


def test_an_error_that_comes_by_twice_is_kept_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path))
    error = ValueError("only")
    log = record(error)
    assert log is not None
    assert record(error) == log
    assert log.read_text().count("ValueError: only") == 1


@pytest.mark.parametrize(
    "words",
    [["--data-dir", "here"], ["--data-dir=here"], ["--data-dir", "there", "--data-dir", "here"]],
)
def test_the_log_lies_in_the_data_folder_of_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZAPP_DATA_DIR", "/elsewhere")
    monkeypatch.setattr(sys, "argv", ["quizapp", "stats", *words])
    assert log_file() == tmp_path / "here" / "errors.log"


def test_without_a_data_folder_of_its_own_the_log_is_the_systems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["quizapp", "stats", "--data-dir"])
    assert log_file().name == "errors.log"
    assert "quizapp" in log_file().parts
    assert record(ValueError("no home in tests")) is None


def test_what_an_error_says_is_made_one_safe_line() -> None:
    said = in_one_line(ValueError("one\ntwo \x1b[2J" + "x" * 1_000), None)
    assert said.startswith("unexpected error: ValueError: one two xxx")
    assert said.isprintable()
    assert len(said) < 500


def test_ctrl_c_while_the_imports_run_prints_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "stats"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[1]}"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
