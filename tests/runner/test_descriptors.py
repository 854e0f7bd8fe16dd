"""What a run holds by what is open."""

import os
import sys
from pathlib import Path

import pytest

from quizapp.runner.inside.descriptors import Descriptors, Held

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


def test_a_process_that_nobody_has_asked_yet_how_it_ended_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one is no root, what it had open may not be listed any more."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert Descriptors(tmp_path).held([pid]) == Held(0, 0)
    os.waitpid(pid, 0)
