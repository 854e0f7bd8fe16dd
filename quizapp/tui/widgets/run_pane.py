"""One run of a script: its output as it comes, and a line that says how it ended."""

from asyncio import sleep
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.core.run import Figure, Finished, Output, Transcript
from quizapp.study.bench import Bench
from quizapp.tui.widgets.output_view import OutputView

_MOST_COMPARED = 100_000  # pairs of lines
_BETWEEN = 1 / 30  # seconds from one figure to the next
_FIGURES = 6  # shown of one run at most
_OUTCOMES = {
    "ok": "✓ ok",
    "error": "✗ error, exit code {exit_code}",
    "timed_out": "✗ stopped at the time limit",
    "out_of_memory": "✗ stopped at the memory limit",
    "killed": "✗ killed",
    "cancelled": "■ stopped",
}


def outcome_line(finished: Finished) -> str:
    """`cpu · ✓ ok · 7 ms`, or what went wrong."""
    seconds = finished.seconds
    time = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
    if finished.outcome == "error" and finished.exit_code is None:
        return f"{finished.device} · ✗ not run"
    outcome = _OUTCOMES[finished.outcome].format(exit_code=finished.exit_code)
    return f"{finished.device} · {outcome} · {time}"


@dataclass(frozen=True)
class Wanted:
    """What to run: a file of a card (the one that runs if none is named), or `source` in its
    place, on the learner's device or on one that is named."""

    entry: Entry
    name: str | None = None
    source: str | None = None
    device: str | None = None


class RunPane(Vertical):
    """Runs one script at a time; a new one ends the one before."""

    DEFAULT_CSS = """
    RunPane { height: auto; width: 1fr; display: none; }
    RunPane.-used { display: block; }
    RunPane > Static { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    RunPane.-veiled OutputView, RunPane.-veiled FigureView { display: none; }
    RunPane.-good > Static { color: $text-success; }
    RunPane.-bad > Static { color: $text-error; }
    """

    @dataclass
    class Ran(Message):
        """A run has ended."""

        pane: "RunPane"
        wanted: Wanted
        transcript: Transcript

    running: var[bool] = var(False, toggle_class="-running")
    used: var[bool] = var(False, toggle_class="-used")  # does it show a run?

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._title = "output"
        self.wanted: Wanted | None = None  # what runs, or ran last
        self._bar = Static("", markup=False)
        self.output = OutputView()

    def compose(self) -> ComposeResult:
        yield self._bar
        yield self.output

    def veil(self, veiled: bool) -> None:
        """Show no more of a run than that it runs, and how it ended."""
        self.set_class(veiled, "-veiled")

    def clear(self) -> None:
        """Forget the run; one that goes on ends."""
        self.workers.cancel_node(self)
        self.running = False
        self._forget()
        self.used = False
        self.remove_class("-good", "-bad")

    def stop(self) -> None:
        """End the run; what it printed stays."""
        if not self.running:
            return
        self.workers.cancel_node(self)
        self.running = False
        self._say("■ stopped")

    def start(self, wanted: Wanted, title: str, compare: Sequence[str] | None = None) -> None:
        """Run it; with `compare`, its lines are set against those of an earlier output."""
        self._title, self.wanted = title, wanted
        self._forget()
        self.used = True
        self.remove_class("-good", "-bad")
        self.running = True
        self._stream(wanted, compare)

    def show(self, title: str, text: str) -> None:
        """Show text that came from elsewhere: a recording, say."""
        self._title = title
        self.output.clear()
        self.output.append("stdout", text)
        self.used = True
        self.remove_class("-good", "-bad")
        self._say("")

    @work(exclusive=True, group="run")
    async def _stream(self, wanted: Wanted, compare: Sequence[str] | None) -> None:
        runner = self._bench.runner
        waiting = "" if runner.ready else f" · {runner.status}"
        self._say(f"running{waiting} · esc stops it")
        transcript = await self._collect(wanted)
        if compare is not None:
            self.output.show_lines(changes(compare, transcript))
        self._conclude(transcript.finished)
        await self._draw(transcript.figures)
        self.post_message(self.Ran(self, wanted, transcript))

    async def _draw(self, figures: Sequence[Figure]) -> None:
        """The figures that the run showed, below its text."""
        if figures:
            from quizapp.tui.widgets.figure_view import FigureView  # few runs draw

            for figure in figures[:_FIGURES]:  # one after the other: each takes a while to draw
                await self.mount(FigureView(figure))
                await sleep(_BETWEEN)

    def _forget(self) -> None:
        self.output.clear()
        self.query("FigureView").remove()

    async def _collect(self, wanted: Wanted) -> Transcript:
        """The whole run, its output shown as it comes."""
        texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
        figures: list[Figure] = []
        finished = Finished("killed", None, 0.0)
        events = self._bench.stream(
            wanted.entry, wanted.name, source=wanted.source, device=wanted.device
        )
        async with aclosing(events):
            async for event in events:
                match event:
                    case Output(stream=stream, text=text):
                        shown = wanted.entry.without_folders(text) if stream == "stderr" else text
                        texts[stream].append(shown)
                        self.output.append(stream, shown)
                    case Figure():
                        figures.append(event)
                    case Finished():
                        finished = event
        stdout, stderr = "".join(texts["stdout"]), "".join(texts["stderr"])
        return Transcript(finished=finished, stdout=stdout, stderr=stderr, figures=figures)

    def _conclude(self, finished: Finished) -> None:
        self.running = False
        self.output.fold()
        if finished.note:
            self.output.note(finished.note)
        if finished.truncated or self.output.cut:
            self.output.note("… more was printed; what is shown here ends")
        if finished.outcome == "ok" and not self.output.text:
            self.output.note("(it printed nothing)")
        self.output.flush()  # whoever asks where it is finds it whole
        self.set_class(finished.outcome == "ok", "-good")
        self.set_class(finished.outcome not in ("ok", "cancelled"), "-bad")
        ran = finished.exit_code is not None
        walls = " · not confined" if ran and self._bench.unconfined else ""
        self._say(outcome_line(finished) + walls)

    def _say(self, text: str) -> None:
        self._bar.update(f"{self._title} · {text}" if text else self._title)


def changes(original: Sequence[str], transcript: Transcript) -> list[tuple[str, str]]:
    """The output of an edited run against the original's: what came new, what is gone."""
    printed = transcript.stdout.splitlines()
    start = _alike(zip(original, printed, strict=False))
    ends = zip(reversed(original[start:]), reversed(printed[start:]), strict=False)
    end = _alike(ends)
    a, b = original[start : len(original) - end], printed[start : len(printed) - end]
    found = [("stdout", line) for line in printed[:start]]
    if len(a) * len(b) <= _MOST_COMPARED:
        opcodes = SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes()
    else:  # it would take seconds, and nobody could read it
        opcodes = [("replace", 0, len(a), 0, len(b))]
    for tag, i, j, m, n in opcodes:
        if tag == "equal":
            found += [("stdout", line) for line in b[m:n]]
        else:
            found += [("gone", line) for line in a[i:j]]
            found += [("added", line) for line in b[m:n]]
    found += [("stdout", line) for line in printed[len(printed) - end :]]
    return found + [("stderr", line) for line in transcript.stderr.splitlines()]


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs from the first on are the same twice."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
