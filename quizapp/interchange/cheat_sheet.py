"""The cards as Markdown to read and print: by topic, the answer's core, its points and its trap."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Card, CardId
from quizapp.core.wording import plural
from quizapp.interchange.as_typed import fenced
from quizapp.interchange.outputs import claimed

SHORT_QUESTION = 120


def cheat_sheet(
    entries: Sequence[Entry], notes: Mapping[CardId, str] = MappingProxyType({})
) -> str:
    """With what the bank records that the code prints, and the learner's own notes; nothing is
    run."""
    topics: dict[str, list[Entry]] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        topics.setdefault(entry.card.topic, []).append(entry)
        titles.setdefault(entry.card.topic, entry.title)
    lines = ["# Cheat sheet", ""]
    lines += [f"- {titles[name]}, {plural(len(cards), 'card')}" for name, cards in topics.items()]
    for name, cards in topics.items():
        lines += ["", f"## {titles[name]}"]
        for entry in cards:
            note = notes.get(entry.card.id, "")
            lines += ["", *_card(entry, _core(entry.card.answer)), *note_lines(note)]
    return "\n".join(lines) + "\n"


def card_text(entry: Entry, note: str) -> str:
    """One card, its answer whole."""
    return "\n".join([*_card(entry, entry.card.answer.strip()), *note_lines(note)])


def note_lines(note: str) -> list[str]:
    """The learner's own note, set apart from what the bank says; its lines end where they did."""
    if not note.strip():
        return []
    lines = [f"> {line}  " if line.strip() else ">" for line in note.strip().splitlines()]
    return ["", "> **Your note:**", ">", *lines[:-1], lines[-1].rstrip()]


def _card(entry: Entry, answer: str) -> Iterator[str]:
    card = entry.card
    question = card.question.strip()
    if "\n" not in question and len(question) <= SHORT_QUESTION:
        yield f"### {question}"
    else:
        yield f"### {named(card.id)}"
        yield ""
        yield question
    code_alone = card.code_is_asked and not card.solves
    if code_alone:
        script = entry.read()
        yield from ["", f"({script.fault})" if script.fault else fenced(script.text, "python")]
    yield from right(card)
    yield from ["", answer]
    if card.points:
        yield ""
        yield from (f"- {point}" for point in card.points)
    if card.solves:
        yield from ["", solution(entry)]
    prints = claimed(entry).get(card.runs)
    if code_alone and prints:
        yield from ["", "It prints:", "", fenced(prints, "text")]


def named(card: CardId) -> str:
    """A heading for a card whose question is too long for one."""
    name = card.partition("/")[2].replace("-", " ")
    return f"{name[0].upper()}{name[1:]}"


def right(card: Card) -> Iterator[str]:
    """The right answer, where it is more than the card's answer says."""
    offers, lines = card.offers(), card.right_answer()
    if not lines:
        return
    yield ""
    if not offers:
        yield from (f"**{line}**" for line in lines)
    elif any(offer.right for offer in offers):
        yield from (f"- **{' '.join(line.split())}**" for line in lines)
    else:
        yield from lines


def solution(entry: Entry) -> str:
    """All that solves an exercise; of other cards what it changes, with a line around."""
    card = entry.card
    solved, asked = entry.read(card.solves), entry.read()
    if solved.fault or asked.fault:
        return f"({solved.fault or asked.fault})"
    if card.judged_by == "checks":
        return fenced(solved.text, "python")
    before, after = asked.text.splitlines(), solved.text.splitlines()
    lines = list(difflib.unified_diff(before, after, lineterm="", n=1))
    return fenced("\n".join(line for line in lines[2:] if not line.startswith("@@")), "diff")


def _core(answer: str) -> str:
    """The first paragraph, and the trap."""
    first, *others = re.split(r"\n\s*\n", answer.strip())
    traps = [part for part in others if part.lstrip("*_ ").lower().startswith("trap")]
    return "\n\n".join([first, *traps])
