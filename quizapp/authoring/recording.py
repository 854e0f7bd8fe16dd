"""check --record: keep what cards print that most machines cannot run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from quizapp.banks.collection import Collection, Entry, obstacle
from quizapp.banks.recording import Recording, write_recording
from quizapp.core.cards.card import Bug
from quizapp.core.run import Job, Transcript
from quizapp.runner import Runner

_NAME = """\
import torch
if torch.cuda.is_available():
    print(torch.cuda.get_device_name())
else:
    print("cpu")
"""


def wanting(collection: Collection) -> list[Entry]:
    """The cards that need more than a plain machine: a CUDA device, or a package."""
    return [
        entry
        for entry in collection.entries.values()
        if entry.card.device == "cuda" or entry.card.requires
    ]


async def record(
    collection: Collection,
    runner: Runner,
    today: date,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[list[Path], dict[str, str]]:
    """Run the cards that can run here and keep what they print.

    The files written, and per card why it was not recorded.
    """
    devices = await runner.devices()
    torch = (await runner.versions()).get("torch", "?")
    written: list[Path] = []
    left: dict[str, str] = {}
    wanted = wanting(collection)
    for done, entry in enumerate(wanted, start=1):
        if progress is not None:
            progress(done, len(wanted), entry.card.id)
        reason = obstacle(entry, devices)
        device = "cuda" if entry.card.device == "cuda" else "auto"
        if not reason:
            run = await _run(runner, entry, entry.script, device)
            reason = _fault(entry, run)
        if reason:
            left[entry.card.id] = reason
            continue
        fixed = ""
        if isinstance(entry.card, Bug):
            fixed = (await _run(runner, entry, entry.snippet / "fixed.py", device)).stdout
        name = await _device_name(runner, entry, device)
        found = Recording(
            device=name,
            torch=torch,
            date=today.isoformat(),
            stdout=run.stdout,
            stderr=run.stderr,
            exit_code=run.finished.exit_code,
            fixed=fixed,
        )
        written.append(write_recording(entry, found))
    return written, left


async def _run(runner: Runner, entry: Entry, script: Path, device: str) -> Transcript:
    return await runner.run(Job(path=script, device=device, readable=(entry.root,)))


async def _device_name(runner: Runner, entry: Entry, device: str) -> str:
    run = await runner.run(Job(path=entry.script, source=_NAME, device=device))
    return run.stdout.strip() or run.finished.device


def _fault(entry: Entry, run: Transcript) -> str:
    raises = getattr(entry.card, "raises", None)
    if run.finished.outcome == ("error" if raises else "ok"):
        return ""
    return f"ended {run.finished.outcome}"
