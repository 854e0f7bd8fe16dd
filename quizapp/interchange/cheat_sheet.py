"""The cards as Markdown to read and print: by topic, the answer's core, its points and its trap."""

import re
from collections.abc import Iterator, Sequence

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Bug, Card, Choice, Code, Order, Predict, Short
from quizapp.interchange.printed import Printed, read_script, recorded, the_fix

_SHORT_QUESTION = 120


def cheat_sheet(entries: Sequence[Entry], printed: Printed | None = None) -> str:
    """`printed` is what scripts printed here; without it the bank's recorded output is shown."""
    topics: dict[str, list[Entry]] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        topics.setdefault(entry.card.topic, []).append(entry)
        titles.setdefault(entry.card.topic, entry.title)
    lines = ["# Cheat sheet", ""]
    lines += [f"- {titles[name]}, {len(cards)} cards" for name, cards in topics.items()]
    for name, cards in topics.items():
        lines += ["", f"## {titles[name]}"]
        for entry in cards:
            lines += ["", *_card(entry, printed or {})]
    return "\n".join(lines) + "\n"


def _card(entry: Entry, printed: Printed) -> Iterator[str]:
    card = entry.card
    question = card.question.strip()
    if "\n" not in question and len(question) <= _SHORT_QUESTION:
        yield f"### {question}"
    else:
        name = card.id.partition("/")[2].replace("-", " ")
        yield f"### {name[0].upper()}{name[1:]}"
        yield ""
        yield question
    if isinstance(card, Predict):
        yield from ["", fenced(read_script(entry.script), "python")]
    yield from _right(card)
    yield from ["", _core(card.answer)]
    if card.key_points:
        yield ""
        yield from (f"- {point}" for point in card.key_points)
    if isinstance(card, Bug):
        yield from ["", fenced(the_fix(entry), "diff")]
    if isinstance(card, Code):
        yield from ["", fenced(read_script(entry.snippet / "solution.py"), "python")]
    if isinstance(card, Predict):
        texts = printed.get(card.id) or recorded(entry)
        yield from ["", "It prints:", "", fenced(texts[entry.script.name], "text")]


def _right(card: Card) -> Iterator[str]:
    if isinstance(card, Choice):
        yield ""
        yield from (f"- **{' '.join(o.text.split())}**" for o in card.options if o.correct)
    elif isinstance(card, Order):
        yield ""
        yield from (f"{number}. {step}" for number, step in enumerate(card.steps, 1))
    elif isinstance(card, Short):
        yield from ["", f"**{card.accept[0]}**"]


def _core(answer: str) -> str:
    """The first paragraph, and the trap."""
    first, *others = re.split(r"\n\s*\n", answer.strip())
    traps = [part for part in others if part.lstrip("*_ ").lower().startswith("trap")]
    return "\n\n".join([first, *traps])


def fenced(text: str, language: str) -> str:
    """A block of code, its fence longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.strip()}\n{fence}"
