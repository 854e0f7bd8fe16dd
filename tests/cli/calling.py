"""Calling the command line in this process: quicker than a new one, and the same way in."""

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from quizapp.cli import main


class Called(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


class Command:
    """`quizapp ARGS --data-dir DATA`, from an empty folder that is no checkout."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.data = folder / "data"
        self.here = folder / "here"
        self.here.mkdir()
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        monkeypatch.chdir(self.here)
        monkeypatch.setenv("QUIZAPP_DATA_DIR", str(self.data))

    def __call__(self, *args: object) -> Called:
        self.monkeypatch.setattr(sys, "argv", ["quizapp", *map(str, args)])
        with pytest.raises(SystemExit) as ending:
            main()
        out, err = self.capsys.readouterr()
        assert isinstance(ending.value.code, int)
        return Called(ending.value.code, out, err)
