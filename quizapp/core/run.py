"""What is run and what comes of it: the values that pass between a screen and the runner.

A run's own processes use these too, in whatever Python they are: the standard library is all that
may be needed here.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Outcome = Literal["ok", "error", "timed_out", "out_of_memory", "killed", "cancelled"]
Stream = Literal["stdout", "stderr"]
MIB = 1024 * 1024
_STRETCH = 30  # times its own seconds that a run may take on a busy machine

# The most of a figure that is shown, and that a run may send: a screen has no room for more.
FIGURES = 8  # of one run
AXES = 12  # of one figure
SERIES = 20  # of one set of axes
POINTS = 2_000  # of one series
IMAGE_SIDE = 128  # rows, and values in a row
LABEL = 200  # characters of a title or label

# The most of an exception that is told.
NAME = 300  # characters
BASES = 32
MESSAGE = 4_000  # characters


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run. `seconds` are the run's own, awake or asleep: those in which it wanted a
    core that others had are left out, up to `longest`. Sizes in bytes; `memory` is real use (not
    address space), summed over the run's processes; `descriptors` are counted over
    its processes, too: what is held in pipes, and the time that it takes to look at them all, stay
    bounded by it. `output` is what is passed on before it is cut.
    """

    seconds: float = 10.0
    memory: int = 2048 * MIB
    processes: int = 128
    descriptors: int = 16_384
    file_size: int = 512 * MIB
    output: int = 1 * MIB

    @property
    def longest(self) -> float:
        """Seconds of wall time that a run may take, however busy the machine is."""
        return self.seconds * _STRETCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run. `source` is edited text to run in place of the file at `path`, which still names it.

    `readable` are folders that the run may read beside the Python installation (a bank's root).
    """

    path: Path
    source: str | None = None
    device: str = "auto"
    limits: Limits = Limits()
    readable: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """Text as it came, decoded as UTF-8 with replacement; control sequences are not yet removed."""

    stream: Stream
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line, scatter, bar group or image of a plot; `z` holds an image's rows."""

    kind: Literal["line", "scatter", "bar", "image"]
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    z: list[list[float]] = field(default_factory=list)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Axes:
    """One set of axes of a figure, with the data it was drawn from."""

    series: list[Series] = field(default_factory=list)
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    x_log: bool = False
    y_log: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A matplotlib figure that the snippet showed: its data, and its picture as PNG. What is above
    the bounds of this module is thinned out before it is sent, and refused where it arrives."""

    axes: list[Axes]
    png: bytes = b""


@dataclass(frozen=True, slots=True)
class Raised:
    """The uncaught exception that a script ended in.

    `name` is as a traceback prints it: `ValueError`, `torch.OutOfMemoryError`, and `Mine` for a
    class of the script itself. `bases` are the names of its base classes in the order of the MRO,
    without itself and object. `message` is str() of it, of a SyntaxError just what is wrong, cut
    to a few thousand characters. Control characters are not yet removed.
    """

    name: str
    bases: list[str] = field(default_factory=list)
    message: str = ""

    @property
    def line(self) -> str:
        """The line that a traceback ends in, of a message of several lines the first; without what
        Python likes to add: "Did you mean: ...?"."""
        return f"{self.name}: {self.message.splitlines()[0]}" if self.message else self.name


@dataclass(frozen=True, slots=True)
class Finished:
    """How a run ended. `exit_code` is negative for a signal, as in subprocess; `seconds` are wall
    time, which on a busy machine may be more than the limit of its own; `peak_memory` in bytes;
    `device` is the one that ran it: "cpu", "cuda", "mps"; `note` is one line for the reader.
    `raised` is the uncaught exception that it ended in; SystemExit is none."""

    outcome: Outcome
    exit_code: int | None
    seconds: float
    peak_memory: int = 0
    device: str = "cpu"
    truncated: bool = False
    note: str = ""
    raised: Raised | None = None

    @property
    def conclusive(self) -> bool:
        """Whether the script ran to an end of its own, good or bad, so that what it printed says
        something about it. A run that a limit, a signal or the learner cut short is not, nor is
        one that never started."""
        return self.outcome in ("ok", "error") and self.exit_code is not None


Event = Output | Figure | Finished


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole run, collected."""

    finished: Finished
    stdout: str = ""
    stderr: str = ""
    figures: list[Figure] = field(default_factory=list)
    first_output_seconds: float | None = None
