"""What an import says of a file: how it was read, what comes in, and what does not, with the
reason."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from quizapp.core.wording import listed, plural

if TYPE_CHECKING:
    from quizapp.core.cards.card import Card
    from quizapp.interchange.conversion import Conversion
    from quizapp.interchange.imported import Prepared
    from quizapp.interchange.note import Read

_TOLD = 10  # of what was left out
_SHOWN, _LINES = 3, 12  # cards of a dry run, and lines of each side of one


def plan(path: Path, read: "Read", prepared: "Prepared", conversion: "Conversion") -> Iterator[str]:
    """What an import would do, and its first cards."""
    yield str(path)
    for fact in read.facts:
        yield f"  {fact}"
    known = f", {prepared.known} are there already" if prepared.known else ""
    yield f"  {_kinds(prepared.cards)} would be added to {prepared.bank}{known}"
    pictures = sum(1 for _ in conversion.pictures.used(prepared.text))
    for line in remarks(read, prepared, conversion, pictures):
        yield f"  {line}"
    if not read.left_out and not _dropped(prepared, conversion):
        yield "  nothing is left out"
    for line in left_out(read):
        yield f"  {line}"
    for card in prepared.cards[:_SHOWN]:
        yield ""
        yield from _card(card)
    if len(prepared.cards) > _SHOWN:
        yield f"\n  … and {plural(len(prepared.cards) - _SHOWN, 'more card')}"
    yield "Nothing was written."


def _dropped(prepared: "Prepared", conversion: "Conversion") -> bool:
    """Whether a remark tells of something that does not come in."""
    pictures = conversion.pictures
    return bool(
        prepared.unseen
        or prepared.cut
        or conversion.cut
        or conversion.sounds
        or conversion.ids
        or conversion.unused
        or pictures.left_out
        or pictures.missing
    )


def left_out(read: "Read") -> Iterator[str]:
    """What did not come in: how much in all, and the first lines."""
    for line in read.left_out[:_TOLD]:
        yield f"left out: {line}"
    if len(read.left_out) > _TOLD:
        yield f"left out: {plural(len(read.left_out) - _TOLD, 'more row')}"
    if read.left_out:
        yield f"left out in all: {len(read.left_out):,}"


def remarks(
    read: "Read", prepared: "Prepared", conversion: "Conversion", pictures: int
) -> Iterator[str]:
    """How options were counted; what became of pictures, formulas, sounds, repeated questions."""
    yield from read.remarks
    if prepared.same:
        first = _first(prepared.same)
        yield f"{plural(len(prepared.same), 'repeated card')} came in once: {first}"
    if prepared.again:
        first = _first(prepared.again)
        times = plural(len(prepared.again), "question")
        yield f"{times} asked again with another answer: both are cards: {first}"
    if prepared.unseen:
        yield f"{plural(prepared.unseen, 'card')} left out: nothing of it can be seen"
    if prepared.cut:
        yield f"{plural(len(prepared.cut), 'card')} cut, too long for a screen: {prepared.cut[0]}"
    if conversion.cut:
        from quizapp.interchange.note import MAX_FIELD

        yield f"{plural(conversion.cut, 'text')} cut after {MAX_FIELD:,} letters"
    if pictures:
        yield f"{plural(pictures, 'picture')} in {prepared.root / 'pictures'}"
    found = conversion.pictures
    for name, why in [*found.left_out.items()][:_TOLD]:
        yield f"picture left out, {why}: {name}"
    if len(found.left_out) > _TOLD:
        yield f"{plural(len(found.left_out) - _TOLD, 'more picture')} left out"
    if found.missing:
        first = _first(sorted(found.missing))
        yield f"{plural(len(found.missing), 'picture')} not in the file, named on the card: {first}"
    if conversion.formulas:
        first = _first(sorted(conversion.formulas, key=len))
        formulas = plural(len(conversion.formulas), "formula")
        yield f"{formulas} of LaTeX left as it is, since no line of text says it: {first}"
    if conversion.sounds:
        yield f"{plural(conversion.sounds, 'sound')} left out"
    for name, cells in [*conversion.unused.items()][:_TOLD]:
        yield f"column left out, {plural(cells, 'cell')}: {_first([name])}"
    if conversion.ids:
        names = listed(sorted(conversion.ids)[:_TOLD])
        yield f"{plural(conversion.ids.total(), 'id')} left out, which no card shows: {names}"


def _first(texts: list[str]) -> str:
    text = " ".join(texts[0].split())
    return text if len(text) <= 60 else text[:59] + "…"


def _kinds(cards: "list[Card]") -> str:
    counts = Counter(card.kind for card in cards)
    kinds = listed([plural(count, kind) for kind, count in counts.most_common()])
    return f"{plural(len(cards), 'card')}{f' ({kinds})' if kinds else ''}"


def _card(card: "Card") -> Iterator[str]:
    yield f"  {card.kind}" + (f", tags: {', '.join(card.tags)}" if card.tags else "")
    sides = [("asks", card.question), ("answers", card.answer)]
    offers = "\n".join(f"[{'x' if one.right else ' '}] {one.text}" for one in card.offers())
    if offers:
        sides.insert(1, ("offers", offers))
    for name, text in sides:
        lines = text.strip().replace("\\\n", "\n").split("\n")
        more = [f"… ({len(lines) - _LINES} more lines)"] if len(lines) > _LINES else []
        yield f"    {name}:"
        yield indent("\n".join([*lines[:_LINES], *more]), "      ")
