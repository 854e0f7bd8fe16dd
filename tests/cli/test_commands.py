"""The command line, as a person or a program calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def quizapp(*args: str, data: Path, text: str = "", code: int | None = 0) -> tuple[str, str]:
    """Call the command; its stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", *args, "--data-dir", str(data)],
        input=text,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "100"},
    )
    assert code is None or done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_without_a_terminal_the_app_says_so_in_one_line(data: Path) -> None:
    out, err = quizapp(data=data, code=2)
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "--plain" in err


def test_a_wrong_flag_is_wrong_usage(data: Path) -> None:
    quizapp("check", "--rnu", data=data, code=2)
    quizapp("no-such-command", data=data, code=2)


@pytest.mark.parametrize(
    "flags",
    [
        ("--coverage", "--run"),
        ("--coverage", "--record"),
        ("--record", "--run"),
        ("--record", "--json"),
        ("--mutants",),
    ],
)
def test_flags_of_check_that_do_not_go_together(data: Path, flags: tuple[str, ...]) -> None:
    out, err = quizapp("check", *flags, data=data, code=2)
    assert (out, len(err.splitlines())) == ("", 1)


def test_a_data_folder_has_a_name(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "due", "--data-dir", ""], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (2, "quizapp: --data-dir is empty; name a folder\n")
    here = subprocess.run(
        [sys.executable, "-m", "quizapp", "config", "--data-dir", "."],
        capture_output=True,
        cwd=tmp_path,
    )
    assert here.returncode == 0


def test_version_and_help(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("quizapp")
    out, _ = quizapp("-h", data=data)
    assert "drill" in out
    assert "doctor" in out


def test_check_finds_nothing_in_a_good_bank(bank_root: Path, data: Path) -> None:
    out, _ = quizapp("check", "--json", str(bank_root), data=data)
    found = json.loads(out)
    assert found["problems"] == []
    assert found["cards"] == 8
    assert set(found) >= {"cards", "snippets", "runs", "seconds", "problems"}


def test_check_reports_each_problem_on_a_line_and_exits_with_1(bank_root: Path, data: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace("level: senior", "level: expert"))
    out, _ = quizapp("check", str(bank_root), data=data, code=1)
    line = next(n for n, text in enumerate(bank.read_text().splitlines(), 1) if "expert" in text)
    assert f"mini.yaml:{line}: 'level' is 'expert'; use one of junior, mid, senior" in out


@pytest.mark.parametrize(
    ("target", "code"),
    [("mini/choice", 0), ("second/one", 0), ("second/oen", 1), ("autograd/accumulate", 0)],
)
def test_a_follow_up_names_a_card_of_any_bank_that_is_known(
    bank_root: Path, data: Path, target: str, code: int
) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    text = bank.read_text()
    other = text.partition("\n  - id: mini/choice")[0].replace("mini/flash", "second/one")
    bank.with_name("second.yaml").write_text(other.replace("topic: mini", "topic: second"))
    bank.write_text(text.replace("card: mini/choice", f"card: {target}"))
    out, _ = quizapp("check", str(bank), data=data, code=code)
    assert ("follow-up 2 names card 'second/oen', which does not exist" in out) == bool(code)


def test_a_bank_folder_that_does_not_exist_is_a_problem(tmp_path: Path, data: Path) -> None:
    out, _ = quizapp("check", "--json", str(tmp_path / "nowhere"), data=data, code=1)
    [problem] = json.loads(out)["problems"]
    assert problem["path"].endswith("nowhere")
    assert "no such bank folder" in problem["message"]


def test_next_lists_the_cards_in_the_order_of_asking(bank_root: Path, data: Path) -> None:
    out, _ = quizapp("next", "--json", "--bank", str(bank_root), data=data)
    cards = json.loads(out)
    assert len(cards) == 8
    assert cards[0] == "mini/flash"
    assert cards.index("mini/code") > cards.index("mini/predict")


def test_the_bank_variable_counts_unless_a_flag_is_given(
    bank_root: Path, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_BANK", str(bank_root))
    assert len(json.loads(quizapp("next", "--json", data=data)[0])) == 8
    out, _ = quizapp("check", "--json", "--bank", str(tmp_path / "nowhere"), data=data, code=1)
    assert json.loads(out)["cards"] == 0


def test_no_cards_at_all_is_one_clear_line(tmp_path: Path, data: Path) -> None:
    _, err = quizapp("next", "--bank", str(tmp_path / "nowhere"), data=data, code=1)
    assert len(err.splitlines()) == 1
    assert "no such bank folder" in err


def test_an_unknown_topic_names_the_known_ones(bank_root: Path, data: Path) -> None:
    args = ("drill", "--plain", "--topic", "nope", "--bank", str(bank_root))
    _, err = quizapp(*args, data=data, code=2)
    assert "mini" in err


def test_a_config_file_with_a_wrong_key_says_which(bank_root: Path, data: Path) -> None:
    data.mkdir()
    (data / "config.toml").write_text('devcie = "cpu"\n')
    _, err = quizapp("due", "--bank", str(bank_root), data=data, code=2)
    assert "unknown setting 'devcie'; did you mean 'device'?" in err


def test_a_run_prints_what_the_snippet_prints(bank_root: Path, data: Path) -> None:
    out, err = quizapp("run", "mini/hello.py", "--bank", str(bank_root), data=data)
    assert (out, err) == ("hello\n", "")


def test_a_run_as_json_tells_how_it_ended(bank_root: Path, tmp_path: Path, data: Path) -> None:
    script = tmp_path / "fails.py"
    script.write_text("import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(3)\n")
    out, _ = quizapp("run", str(script), "--json", "--device", "cpu", data=data, code=1)
    found = json.loads(out)
    assert found["outcome"] == "error"
    assert found["exit_code"] == 3
    assert found["stdout"] == "out\n"
    assert found["stderr"] == "err\n"
    assert found["device"] == "cpu"
    assert found["truncated"] is False
    assert found["first_output_seconds"] > 0


def test_a_run_that_takes_too_long_is_stopped(tmp_path: Path, data: Path) -> None:
    script = tmp_path / "loops.py"
    script.write_text("while True:\n    pass\n")
    args = ("run", str(script), "--json", "--timeout", "0.5")
    out, _ = quizapp(*args, data=data, code=1)
    assert json.loads(out)["outcome"] == "timed_out"


def test_a_snippet_that_is_not_there_is_wrong_usage(bank_root: Path, data: Path) -> None:
    _, err = quizapp("run", "mini/none.py", "--bank", str(bank_root), data=data, code=2)
    assert "no snippet 'mini/none.py'" in err


def test_a_script_that_python_would_not_read_is_one_clear_line(tmp_path: Path, data: Path) -> None:
    script = tmp_path / "old.py"
    script.write_bytes("# caf\u00e9\nprint(2)\n".encode("latin-1"))
    out, err = quizapp("run", str(script), data=data, code=2)
    assert out == ""
    assert "old.py: cannot be read" in err
    assert "save it as UTF-8" in err


def test_a_plain_drill_keeps_what_was_answered(bank_root: Path, data: Path) -> None:
    answers = "\n1 2\n\n" + "q\n"
    args = ("drill", "--plain", "--bank", str(bank_root))
    out, _ = quizapp(*args, data=data, text=answers)
    assert "hello" in out
    assert "2 of 2 key points" in out
    assert "1 answer kept." in out
    found = json.loads(quizapp("stats", "--json", "--bank", str(bank_root), data=data)[0])
    assert found["reviews"] == 1
    assert found["seen"] == 1
    assert found["topics"][0]["topic"] == "mini"


def test_a_plain_drill_ends_with_its_input(bank_root: Path, data: Path) -> None:
    args = ("drill", "--plain", "--bank", str(bank_root))
    out, _ = quizapp(*args, data=data, text="")
    assert "0 answers kept." in out


def test_doctor_says_what_is_there(bank_root: Path, data: Path) -> None:
    found = json.loads(quizapp("doctor", "--json", "--bank", str(bank_root), data=data)[0])
    names = "quizapp python runs_in torch devices sandbox data_dir banks cards problems"
    assert set(found) == set(names.split())
    assert "cpu" in found["devices"]
    assert found["cards"] == 8
    assert found["sandbox"]


def test_data_of_a_newer_version_is_one_clear_line(bank_root: Path, data: Path) -> None:
    import sqlite3

    data.mkdir()
    with sqlite3.connect(data / "quizapp.db") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    _, err = quizapp("stats", "--bank", str(bank_root), data=data, code=1)
    assert len(err.splitlines()) == 1
    assert "quizapp.db" in err
