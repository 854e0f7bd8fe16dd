"""check --record: keep what cards print that most machines cannot run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from quizapp.authoring.proving import wrong_end
from quizapp.banks.collection import Collection, Entry
from quizapp.banks.recording import Recording, write_recording
from quizapp.core.cards.card import CardId, Claim
from quizapp.core.run import Transcript
from quizapp.study.bench import Bench

_NAME = """\
import torch
if torch.cuda.is_available():
    print(torch.cuda.get_device_name())
else:
    print("cpu")
"""


class Recordings(msgspec.Struct):
    """The files written, which cards may not run here, and which did not end as their bank says;
    of both, why."""

    written: list[Path] = []
    refused: dict[CardId, str] = {}
    failed: dict[CardId, str] = {}


def wanting(collection: Collection) -> list[Entry]:
    """The cards that need more than a plain machine: a CUDA device, or a package."""
    return [
        entry
        for entry in collection.entries.values()
        if entry.card.device == "cuda" or entry.card.requires
    ]


async def record(
    collection: Collection,
    bench: Bench,
    today: date,
    tell: Callable[[int, int, CardId], None] | None = None,
) -> Recordings:
    """Run those cards, one after the other, and keep what they print; `tell` hears of each that is
    done."""
    await bench.learn()
    torch = (await bench.runner.versions()).get("torch", "?")
    done = Recordings()
    wanted = wanting(collection)
    for number, entry in enumerate(wanted, start=1):
        refused = bench.refusal(entry)
        if refused is not None:
            done.refused[entry.card.id] = refused.reason
        else:
            found = await _record(entry, bench, torch, today)
            if isinstance(found, Recording):
                done.written.append(write_recording(entry, found))
            else:
                done.failed[entry.card.id] = found
        if tell is not None:
            tell(number, len(wanted), entry.card.id)
    return done


async def _record(entry: Entry, bench: Bench, torch: str, today: date) -> Recording | str:
    """A recording; or, in a line, why there is none."""
    card = entry.card
    device = "cuda" if card.device == "cuda" else None
    runs: dict[str, Transcript] = {}
    claims = card.claims()
    for name in dict.fromkeys((card.runs, card.solves)):
        if name != card.runs and name not in claims:
            continue
        runs[name] = await bench.run(entry, name, device=device)
        wrong = wrong_end(entry.path(name).name, claims.get(name, Claim("", None)), runs[name])
        if wrong is not None:
            return wrong[1]
    named = await bench.run(entry, source=_NAME, device=device)
    run = runs[card.runs]
    return Recording(
        device=named.stdout.strip() or run.finished.device,
        torch=torch,
        date=today.isoformat(),
        stdout=run.stdout,
        stderr=run.stderr,
        exit_code=run.finished.exit_code,
        fixed=runs[card.solves].stdout if card.solves in runs and card.solves != card.runs else "",
    )
