"""The time that counts against a run is its own, and not what others took from it."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.core.run import Finished, Job, Limits
from quizapp.runner import own_time
from quizapp.runner.inside.supervisor import Supervisor
from quizapp.runner.messages import Cause, Ended, RunOrder
from quizapp.runner.own_time import OwnTime, missed
from quizapp.runner.run_events import RunEvents
from quizapp.runner.safety import NO_WALLS

from .conftest import Run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts waits")
MAIN = 7  # a process


class Kernel:
    """Two cores, a clock, and what /proc says of the threads of one process."""

    def __init__(self, proc: Path) -> None:
        self.now = 100.0
        self.bound = {0, 1}  # the cores of each thread
        self._tasks = proc / str(MAIN) / "task"

    def after(self, seconds: float, *threads: tuple[float, float, str]) -> None:
        """So much later the threads have run and waited so long in all, and are in this state."""
        self.now += seconds
        for number, (ran, waited, state) in enumerate(threads):
            task = self._tasks / str(number)
            task.mkdir(parents=True, exist_ok=True)
            (task / "schedstat").write_text(f"{ran * 1e9:.0f} {waited * 1e9:.0f} 3\n")
            ticks = f"{ran * 100:.0f} 0"
            (task / "stat").write_text(f"{number} (a) R (b) {state} 1 2 3 4 5 6 7 8 9 10 {ticks}\n")

    def end(self, number: int) -> None:
        """This thread is gone."""
        for file in (self._tasks / str(number)).iterdir():
            file.unlink()
        (self._tasks / str(number)).rmdir()


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kernel:
    made = Kernel(tmp_path)
    monkeypatch.setattr("quizapp.runner.own_time.PROC", tmp_path)
    monkeypatch.setattr("quizapp.runner.own_time.time.monotonic", lambda: made.now)
    monkeypatch.setattr("quizapp.runner.own_time.cores", lambda: 2)
    monkeypatch.setattr("quizapp.runner.own_time.os.sched_getaffinity", lambda tid: made.bound)
    return made


def started(kernel: Kernel, *threads: tuple[float, float, str]) -> OwnTime:
    kernel.after(0, *threads)
    clock = OwnTime()
    clock.begin([MAIN])
    return clock


def seconds(clock: OwnTime) -> float:
    clock.reached(0.0, [MAIN])
    return round(clock.seconds, 6)


def test_all_time_of_a_run_alone_is_its_own(kernel: Kernel) -> None:
    clock = started(kernel, (5, 3, "R"))
    kernel.after(2, (7, 3, "R"))
    assert seconds(clock) == 2


def test_sleep_is_time_of_its_own(kernel: Kernel) -> None:
    clock = started(kernel, (5, 3, "S"))
    kernel.after(2, (5, 3, "S"))
    assert seconds(clock) == 2


def test_a_wait_for_a_core_is_not(kernel: Kernel) -> None:
    clock = started(kernel, (0, 0, "R"))
    kernel.after(2, (0.5, 1.5, "R"))
    assert seconds(clock) == 0.5


def test_a_wait_that_goes_on_is_not_either(kernel: Kernel) -> None:
    """The kernel tells of it only when it is over."""
    clock = started(kernel, (1, 0, "R"))
    kernel.after(1, (1, 0, "R"))
    assert seconds(clock) == 0
    kernel.after(1, (1, 0, "R"))
    assert seconds(clock) == 0
    kernel.after(1, (1.5, 2.5, "R"))
    assert seconds(clock) == 0.5


def test_a_wait_that_is_told_of_late_still_counts(kernel: Kernel) -> None:
    clock = started(kernel, (0, 0, "S"))
    kernel.after(1, (0, 0, "S"))
    kernel.after(0.25, (0.25, 1, "R"))
    assert seconds(clock) == 0.25
    kernel.after(1, (0.25, 1, "S"))
    assert seconds(clock) == 1.25


def test_waiting_for_threads_of_its_own_is_its_own_time(kernel: Kernel) -> None:
    clock = started(kernel, *[(0, 0, "R")] * 20)
    kernel.after(2, *[(0.2, 1.8, "R")] * 20)
    assert seconds(clock) == 2


def test_threads_on_one_core_of_their_own_choice_take_it_from_each_other(kernel: Kernel) -> None:
    kernel.bound = {0}
    run = started(kernel, *[(0, 0, "R")] * 4)
    kernel.after(1.0, *[(0.25, 0.75, "R")] * 4)
    assert not run.reached(1.1, [MAIN])
    assert run.reached(1.0, [MAIN])


def test_of_several_threads_the_share_of_the_cores_counts(kernel: Kernel) -> None:
    clock = started(kernel, *[(0, 0, "R")] * 4)
    kernel.after(2, *[(0.25, 1.75, "R")] * 4)
    assert seconds(clock) == 0.5


def test_a_thread_under_the_number_of_an_old_one_begins_anew(kernel: Kernel) -> None:
    clock = started(kernel, (0, 0, "R"), (9, 9, "R"))
    kernel.after(1, (0.5, 0.5, "R"), (0.5, 0.5, "R"))
    assert seconds(clock) == 0.5


def test_a_thread_that_is_gone_is_no_trouble(kernel: Kernel) -> None:
    clock = started(kernel, (0, 0, "R"), (0, 0, "R"))
    kernel.after(1, (0.5, 0.5, "R"))
    kernel.end(1)
    assert seconds(clock) == 0.5


def test_a_process_that_is_gone_is_no_trouble(kernel: Kernel) -> None:
    clock = started(kernel, (0, 0, "S"))
    kernel.after(1)
    assert not clock.reached(2, [MAIN + 1])
    assert clock.seconds == 1


def test_it_is_never_more_than_has_passed(kernel: Kernel) -> None:
    clock = started(kernel, (0, 0, "R"))
    kernel.after(1, (1.5, 0, "R"))
    assert seconds(clock) == 1


def test_where_waits_are_not_counted_the_state_tells(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.runner.own_time._COUNTS_WAITS", False)
    clock = started(kernel, (1, 0, "R"))
    kernel.after(2, (1.5, 0, "R"))
    assert seconds(clock) == 0.5
    kernel.after(2, (1.5, 0, "S"))
    assert seconds(clock) == 2.5


@pytest.mark.parametrize(
    ("ran", "waited", "cores", "lost"),
    [
        (0, 0, 2, 0),  # asleep
        (1, 0, 2, 0),
        (0, 1, 2, 1),
        (0.25, 0.25, 2, 0.25),  # and asleep for the rest
        (2, 0, 2, 0),
        (2, 8, 2, 0),
        (1, 9, 2, 0.5),
        (0.5, 0.5, 0.5, 0),  # a container that has half a core
    ],
)
def test_what_others_took(ran: float, waited: float, cores: float, lost: float) -> None:
    assert missed(1.0, ran, waited, cores) == lost


@pytest.mark.parametrize(
    ("cause", "took", "note"),
    [
        ("time", 2.1, "stopped after 2 s"),
        ("time", 25.0, "stopped after 2 s of its own, 25 s on a busy machine"),
        ("busy", 60.0, "stopped after 60 s, in which a busy machine did not let it finish"),
    ],
)
async def test_the_note_says_in_a_line_what_happened(cause: Cause, took: float, note: str) -> None:
    events = RunEvents("cpu")
    events.expect(RunOrder(Job(path=Path("x.py"), limits=Limits(seconds=2)), "cpu"))
    events.conclude(Ended(-9, cause, took, 0))
    finished = await events.event()
    assert isinstance(finished, Finished)
    assert (finished.outcome, finished.note) == ("timed_out", note)


def test_a_busy_machine_does_not_keep_a_run_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.runner.inside.supervisor.descendants", lambda *_: [])
    monkeypatch.setattr(OwnTime, "reached", lambda *_: False)
    monkeypatch.setattr(Supervisor, "_reap", lambda _: None)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        supervisor = Supervisor(ours, NO_WALLS, [], tmp_path)
        supervisor._started = time.monotonic() - Limits().longest
        supervisor._inspect()
        assert supervisor._cause == "busy"


@contextlib.contextmanager
def busy_machine() -> Iterator[None]:
    """Six processes a core that others keep busy, each with a fuse; as sessions of their own the
    kernel gives each as much as it gives a run."""
    script = "import time\nbegan = time.monotonic()\nwhile time.monotonic() - began < 60: pass"
    many = [
        subprocess.Popen([sys.executable, "-S", "-c", script], start_new_session=True)
        for _ in range(int(6 * own_time.cores()))
    ]
    try:
        yield
    finally:
        for one in many:
            one.kill()
            one.wait()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_run_beside_a_busy_machine_gets_its_time(run: Run) -> None:
    work = "import time\nbegan = time.process_time()\nwhile time.process_time() - began < 0.4: pass"
    with busy_machine():
        ended = await run(work, seconds=1.0)
    assert ended.finished.outcome == "ok"


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("text", ["while True: pass", "import time; time.sleep(60)"])
async def test_a_run_beside_a_busy_machine_still_ends(text: str, run: Run) -> None:
    with busy_machine():
        ended = await run(text, seconds=0.2)
    assert ended.finished.outcome == "timed_out"
