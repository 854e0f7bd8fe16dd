"""What is run and what comes of it: the values that pass between a screen and the runner."""

from pathlib import Path
from typing import Literal

import msgspec

Outcome = Literal["ok", "error", "timed_out", "out_of_memory", "killed", "cancelled"]
Stream = Literal["stdout", "stderr"]
MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one run. `seconds` of wall time; sizes in bytes; `memory` is real use (not address
    space), summed over the run's processes; `output` is what is passed on before it is cut."""

    seconds: float = 10.0
    memory: int = 2048 * MIB
    processes: int = 128
    file_size: int = 512 * MIB
    output: int = 1 * MIB


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
    x: list[float] = []
    y: list[float] = []
    z: list[list[float]] = []
    label: str = ""


class Axes(msgspec.Struct, frozen=True):
    """One set of axes of a figure, with the data it was drawn from."""

    series: list[Series] = []
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    x_log: bool = False
    y_log: bool = False


class Figure(msgspec.Struct, frozen=True):
    """A matplotlib figure that the snippet showed: its data, and its picture as PNG."""

    axes: list[Axes]
    png: bytes = b""


class Finished(msgspec.Struct, frozen=True):
    """How a run ended. `exit_code` is negative for a signal, as in subprocess; `peak_memory` in
    bytes; `device` is the one that ran it: "cpu", "cuda", "mps"."""

    outcome: Outcome
    exit_code: int | None
    seconds: float
    peak_memory: int = 0
    device: str = "cpu"
    truncated: bool = False
    note: str = ""


Event = Output | Figure | Finished


class Transcript(msgspec.Struct, frozen=True):
    """A whole run, collected."""

    finished: Finished
    stdout: str = ""
    stderr: str = ""
    figures: list[Figure] = []
    first_output_seconds: float | None = None
