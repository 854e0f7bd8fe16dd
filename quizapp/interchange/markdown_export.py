"""The cards as Markdown that can be read, printed, edited and imported again: each heading asks,
and what stands below answers, with what tells the cards apart in comments that nobody sees."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import CardId, Offer
from quizapp.interchange.as_typed import fenced
from quizapp.interchange.cheat_sheet import SHORT_QUESTION, named, note_lines, right, solution
from quizapp.interchange.outputs import claimed


def markdown_bank(
    entries: Sequence[Entry], notes: Mapping[CardId, str] = MappingProxyType({})
) -> str:
    """Every card, whole, with the learner's own notes; nothing is run."""
    lines: list[str] = []
    title = ""
    for entry in entries:
        if entry.title != title:
            title = entry.title
            lines += [f"# {title}", ""]
        lines += [*_card(entry), *note_lines(notes.get(entry.card.id, "")), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _card(entry: Entry) -> Iterator[str]:
    card = entry.card
    question = card.question.strip()
    short = "\n" not in question and len(question) <= SHORT_QUESTION
    yield f"## {question if short else named(card.id)}"
    yield from ["", f"<!-- id: {card.id} -->", f"<!-- level: {card.level} -->"]
    if card.tags:
        yield f"<!-- tags: {', '.join(card.tags)} -->"
    points = [point.replace(" | ", " ¦ ") for point in card.points]
    if points:
        yield f"<!-- points: {' | '.join(points).replace('-->', '')} -->"
    asked = [] if short else [question]
    code_alone = card.code_is_asked and not card.solves
    if card.code_is_asked:
        script = entry.read()
        asked.append(f"({script.fault})" if script.fault else fenced(script.text, "python"))
        asked = [question, *asked] if short else asked
    options = card.offers()
    is_choice = any(offer.right is not None for offer in options)
    if is_choice:
        asked.append("\n".join(map(_option, options)))
    for part in asked:
        yield from ["", _lower_headings(part)]
    if asked:
        yield from ["", "**Answer:**"]
    if not is_choice:
        yield from right(card)
    yield from ["", _lower_headings(card.answer.strip())]
    if card.solves:
        yield from ["", solution(entry)]
    prints = claimed(entry).get(card.runs)
    if code_alone and prints:
        yield from ["", "It prints:", "", fenced(prints, "text")]


def _option(offer: Offer) -> str:
    return f"- [{'x' if offer.right else ' '}] {' '.join(offer.text.split())}"


def _lower_headings(text: str) -> str:
    """Text whose own headings do not begin another card."""
    code = False
    lines: list[str] = []
    for line in text.split("\n"):
        code ^= line.lstrip().startswith(("```", "~~~"))
        lines.append(f"**{line.lstrip('# ')}**" if line.startswith("#") and not code else line)
    return "\n".join(lines)
