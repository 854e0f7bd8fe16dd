"""What a card's scripts print: as they run here and now, or else as the bank says."""

from collections.abc import Callable, Iterable, Mapping

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import CardId
from quizapp.core.printable import printable
from quizapp.study.bench import Bench, card_name, in_parallel

Texts = dict[str, str]  # by the name of the card's file, "" for a single script
Outputs = Mapping[CardId, Texts]


def claimed(entry: Entry) -> Texts:
    """What the bank says that each script prints, the last line of a traceback included."""
    return {name: claim.text for name, claim in entry.card.claims().items()}


async def real_outputs(
    entries: Iterable[Entry],
    bench: Bench,
    tell: Callable[[int, int, CardId], None] | None = None,
) -> dict[CardId, Texts]:
    """Run the scripts of which the bank says what they print; `tell` hears of each card that is
    done.

    A card is left out that may not run here, that has no such script, or of which a run was cut
    short or failed where the bank names no exception.
    """
    found: dict[CardId, Texts] = {}
    await bench.learn()

    async def one(entry: Entry) -> None:
        if bench.refusal(entry) is None:
            texts = await _run(entry, bench)
            if texts:
                found[entry.card.id] = texts

    await in_parallel(bench, entries, one, tell, card_name)
    return found


async def _run(entry: Entry, bench: Bench) -> Texts | None:
    texts: Texts = {}
    for name, claim in entry.card.claims().items():
        run = await bench.run(entry, name)
        finished = run.finished
        if not finished.conclusive or (finished.outcome != "ok" and claim.raises is None):
            return None
        raised = finished.raised.line if finished.raised else ""
        texts[name] = printable("\n".join(filter(None, [run.stdout.rstrip(), raised])))
    return texts
