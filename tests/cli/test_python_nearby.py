"""Where the app's own Python has no torch: what is asked, once, and what a run says."""

import io
import json
import sys
from pathlib import Path

import pytest

from quizapp.banks import packages
from quizapp.banks.packages import missing_packages
from quizapp.cli.options import Setting
from quizapp.cli.python_nearby import offer_python
from quizapp.config import Config, read_config
from quizapp.paths import find

from ..small_bank import write_bank
from .calling import Command

BANK = """
title: Mini
cards:
  - id: mini/one
    kind: flashcard
    level: junior
    question: What is printed?
    answer: One.
    key_points: [one]
    snippet: mini/one.py
"""
SNIPPETS = {"one.py": "import torch\nprint(torch.ones(1).item())\n"}


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if torch were not installed."""
    installed = packages._installed
    monkeypatch.setattr(
        packages, "_installed", lambda name, places: name != "torch" and installed(name, places)
    )
    assert missing_packages(["torch"]) == ["torch"]


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_torch: None) -> Setting:
    monkeypatch.setenv("QUIZAPP_CONFIG", str(tmp_path / "config.toml"))
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("quizapp.cli.python_nearby.is_terminal", lambda: True)
    return Setting(find(tmp_path / "data", ()), Config())


@pytest.fixture
def nearby(tmp_path: Path) -> Path:
    torch = tmp_path / ".venv" / "lib" / "python3.12" / "site-packages" / "torch"
    torch.mkdir(parents=True)
    (torch / "__init__.py").touch()
    return tmp_path / ".venv"


def answer(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))


def test_a_yes_is_kept_in_the_config_file(
    setting: Setting,
    nearby: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, "\n")
    assert offer_python(setting).config.python == str(nearby)
    assert read_config(setting.paths.config).python == str(nearby)
    assert f"There is torch in {nearby}" in capsys.readouterr().out


def test_a_no_is_asked_once(
    setting: Setting,
    nearby: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, "n\n")
    assert offer_python(setting) == setting
    assert "quizapp config python PATH" in capsys.readouterr().out
    assert offer_python(setting) == setting  # stdin has nothing left to read
    assert capsys.readouterr().out == ""
    assert not setting.paths.config.exists()


def test_nothing_is_asked_where_there_is_nothing_to_choose(
    setting: Setting, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offer_python(setting) == setting
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("without_torch")
def test_a_run_says_in_one_line_how_to_get_torch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_bank(tmp_path / "bank", BANK, SNIPPETS)
    call = Command(tmp_path, monkeypatch, capsys)
    done = call("run", "mini/one", "--bank", root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "quizapp: mini/one needs torch, not installed here; `pip install 'quizapp[torch]'`, "
        "or name a Python that has it with --python\n"
    )


def test_another_python_is_named_by_option_and_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import venv

    venv.create(tmp_path / "other", with_pip=False)
    call = Command(tmp_path, monkeypatch, capsys)
    (tmp_path / "where.py").write_text("import sys; print(sys.prefix)")
    done = call("run", tmp_path / "where.py", "--python", tmp_path / "other", "--json")
    assert json.loads(done.out)["stdout"] == f"{tmp_path / 'other'}\n"
    call("config", "python", tmp_path / "other")
    done = call("run", tmp_path / "where.py", "--json")
    assert json.loads(done.out)["stdout"] == f"{tmp_path / 'other'}\n"
    monkeypatch.setenv("QUIZAPP_PYTHON", str(tmp_path / "none"))
    done = call("run", tmp_path / "where.py")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"quizapp: python {tmp_path / 'none'}: there is no such file\n"


def test_doctor_says_where_runs_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import venv

    venv.create(tmp_path / "other", with_pip=False)
    call = Command(tmp_path, monkeypatch, capsys)
    found = json.loads(call("doctor", "--python", tmp_path / "other", "--json").out)
    assert found["runs_in"].endswith(str(tmp_path / "other"))
    assert found["torch"] is None
    assert any("no torch where snippets run" in line for line in found["problems"])
