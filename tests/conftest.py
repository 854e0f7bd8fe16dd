"""What every test has: no way to the developer's own data, and small banks of its own."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.small_bank import write_bank

settings.register_profile("quizapp", deadline=None)  # no test is timed
settings.load_profile("quizapp")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored, for all


@pytest.fixture(autouse=True)
def _no_way_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The default folders cannot be made: a test that forgets to name its own fails."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, "/dev/null/out-of-bounds")
    for name in ("QUIZAPP_BANK", "QUIZAPP_DATA_DIR", "QUIZAPP_CONFIG", "QUIZAPP_DEVICE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The learner's own time zone is UTC, wherever the tests run."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def bank_root(tmp_path: Path) -> Path:
    """A bank root with one card of each kind, all of them right."""
    return write_bank(tmp_path / "bank")
