"""What is run and what comes of it: the values that pass between a screen and the runner."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec

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

_Label = Annotated[str, msgspec.Meta(max_length=LABEL)]
_Points = Annotated[list[float], msgspec.Meta(max_length=POINTS)]
_Row = Annotated[list[float], msgspec.Meta(max_length=IMAGE_SIDE)]


class Limits(msgspec.Struct, frozen=True):
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


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One run. `source` is edited text to run in place of the file at `path`, which still names it.

    `readable` are folders that the run may read beside the Python installation (a bank's root).
    """

    path: Path
    source: str | None = None
    device: str = "auto"
    limits: Limits = Limits()
    readable: tuple[Path, ...] = ()


class Output(msgspec.Struct, frozen=True):
    """Text as it came, decoded as UTF-8 with replacement; control sequences are not yet removed."""

    stream: Stream
    text: str


class Series(msgspec.Struct, frozen=True):
    """One line, scatter, bar group or image of a plot; `z` holds an image's rows."""

    kind: Literal["line", "scatter", "bar", "image"]
    x: _Points = []
    y: _Points = []
    z: Annotated[list[_Row], msgspec.Meta(max_length=IMAGE_SIDE)] = []
    label: _Label = ""


class Axes(msgspec.Struct, frozen=True):
    """One set of axes of a figure, with the data it was drawn from."""

    series: Annotated[list[Series], msgspec.Meta(max_length=SERIES)] = []
    title: _Label = ""
    x_label: _Label = ""
    y_label: _Label = ""
    x_log: bool = False
    y_log: bool = False


class Figure(msgspec.Struct, frozen=True):
    """A matplotlib figure that the snippet showed: its data, and its picture as PNG. What is above
    the bounds of this module is thinned out before it is sent; msgspec refuses it on decoding."""

    axes: Annotated[list[Axes], msgspec.Meta(max_length=AXES)]
    png: bytes = b""


class Raised(msgspec.Struct, frozen=True):
    """The uncaught exception that a script ended in.

    `name` is as a traceback prints it: `ValueError`, `torch.OutOfMemoryError`, and `Mine` for a
    class of the script itself. `bases` are the names of its base classes in the order of the MRO,
    without itself and object. `message` is str() of it, of a SyntaxError just what is wrong, cut
    to a few thousand characters. Control characters are not yet removed.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=NAME)]
    bases: Annotated[
        list[Annotated[str, msgspec.Meta(max_length=NAME)]], msgspec.Meta(max_length=BASES)
    ] = []
    message: Annotated[str, msgspec.Meta(max_length=MESSAGE)] = ""

    @property
    def line(self) -> str:
        """The line that a traceback ends in, of a message of several lines the first; without what
        Python likes to add: "Did you mean: ...?"."""
        return f"{self.name}: {self.message.splitlines()[0]}" if self.message else self.name


class Finished(msgspec.Struct, frozen=True):
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


class Transcript(msgspec.Struct, frozen=True):
    """A whole run, collected."""

    finished: Finished
    stdout: str = ""
    stderr: str = ""
    figures: list[Figure] = []
    first_output_seconds: float | None = None
