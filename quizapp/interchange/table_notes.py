"""Rows of a table as notes: questions with an answer, with options, or with clozes."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from quizapp.core.cards.card import LEVELS
from quizapp.interchange import cloze
from quizapp.interchange.anki_note import Fields, Kind, cards
from quizapp.interchange.as_typed import fenced
from quizapp.interchange.columns import Columns, right_ones
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.html_text import looks_like_html
from quizapp.interchange.note import Note, Offered

_MARKED = re.compile(r"\[([ xX✓])\] +(.*)")
_LETTERED = re.compile(r"(?:\(?[A-Ia-i1-9][.)]|[A-I]:) +")


class Reading(NamedTuple):
    """How the cells of a table are to be read; `html` is None where that is not said."""

    columns: Columns
    conversion: Conversion
    html: bool | None = None

    def text(self, cell: str) -> str:
        """A cell in Markdown."""
        cell = self.conversion.limited(cell)
        if self.columns.own:
            return self.conversion.markdown(cell)
        html = looks_like_html(cell) if self.html is None else self.html
        return self.conversion.html(cell) if html else self.conversion.text(cell)


def notes_of(cells: list[str], reading: Reading) -> list[Note] | str:
    """The cards of a row; or why it makes none."""
    row = _Row(cells, reading)
    found = row.clozes() if any(cloze.numbers(cell) for cell in cells) else row.asked()
    if isinstance(found, str) or row.cell("kind") != "":
        return found
    if "reversed" in row.cell("notetype").lower() and len(found) == 1:
        return [*found, row.turned(found[0])]
    return found


class _Row:
    def __init__(self, cells: list[str], reading: Reading) -> None:
        self.cells = cells
        self.reading = reading
        self.columns = reading.columns

    def at(self, place: int | None) -> str:
        return (
            self.cells[place].strip("\r\n") if place is not None and place < len(self.cells) else ""
        )

    def cell(self, name: str) -> str:
        return self.at(self.columns.named.get(name)).strip()

    def text(self, place: int | None) -> str:
        return self.reading.text(self.at(place))

    def asked(self) -> list[Note] | str:
        question, answer = self.text(self.columns.ask), self.text(self.columns.reply)
        if not question:
            return "no question"
        if self.cell("kind") in ("predict", "bug", "code") and self.cell("code"):
            question += "\n\n" + fenced(self.cell("code"), "python")
        options = self.options()
        why = [self.text(place) for place in self.columns.why]
        extra = [*why, *self.extra()]
        if options:
            rest = ["" if self.columns.own is False else answer, *extra]
            told = "\n\n".join(filter(None, rest)) or _right(options)
            return [self.note(question, told, options=options)]
        listed = [text for place in self.columns.options if (text := self.text(place))]
        if listed:
            question += "\n\n" + "\n".join(f"- {' '.join(text.split())}" for text in listed)
        if self.cell("kind") in ("order", "short") and self.cell("options"):
            answer = self.cell("options") + "\n\n" + answer
        if self.cell("output") and self.columns.own:
            extra.append("It prints:\n\n" + fenced(self.cell("output"), "text"))
        answer = "\n\n".join(filter(None, [answer, *extra]))
        return [self.note(question, answer)] if answer else "no answer"

    def options(self) -> list[Offered]:
        """The options of a choice; none where the table does not say which is right."""
        if self.columns.own and self.cell("kind") != "choice":
            return []
        said = self.at(self.columns.reply)
        if self.columns.options:
            texts = [self.at(place) for place in self.columns.options]
            right = right_ones(said, texts)
            places = [place for place, text in enumerate(texts) if text.strip()]
            if not right and said.strip() and all(map(_is_wrong, self.names())):
                texts.append(said)
                places.append(len(texts) - 1)
                right = [len(texts) - 1]
        else:
            texts, right = _listed(self.cell("options"), said)
            places = [*range(len(texts))]
        found = [Offered(self.reading.text(texts[at].strip()), at in right) for at in places]
        once = {one.text.casefold() for one in found if one.text}
        rights = sum(one.right for one in found)
        fits = len(once) == len(found) and 2 <= len(found) <= 9 and 0 < rights < len(found)
        return found if fits else []

    def names(self) -> list[str]:
        return [
            self.columns.names[place].lower() if place < len(self.columns.names) else ""
            for place in self.columns.options
        ]

    def extra(self) -> Iterator[str]:
        for place in self.columns.extra:
            text = self.text(place)
            if text:
                name = self.columns.names[place].strip() if self.columns.names else ""
                plain = self.reading.conversion.text(name)
                yield f"{plain}: {text}" if name and "\n" not in text else text

    def clozes(self) -> list[Note] | str:
        columns = self.columns
        order = [columns.ask, columns.reply, *columns.why, *columns.extra]
        names = [
            columns.names[p] if p is not None and p < len(columns.names) else "" for p in order
        ]
        values = {
            f"{name or number}": self.reading.conversion.limited(self.at(place))
            for number, (place, name) in enumerate(zip(order, names, strict=True))
            if self.at(place).strip()
        }
        key = self.cell("id") or next(iter(values.values()), "").strip()
        return cards(Fields(key, self.tags(), values), Kind(), self.reading.text)

    def note(self, question: str, answer: str, options: list[Offered] | None = None) -> Note:
        level = self.cell("level")
        convert: Callable[[str], str] = self.reading.text
        points = [convert(line) for line in self.cell("key_points").splitlines() if line.strip()]
        hint = self.cell("hint")
        return Note(
            key=self.cell("id") or self.at(self.columns.ask).strip(),
            question=question,
            answer=answer,
            points=[" ".join(point.split()) for point in points],
            tags=self.tags(),
            level=next((known for known in LEVELS if known == level), "junior"),
            options=options or [],
            hints=[convert(hint)] if hint else [],
            follow_ups=[line for line in self.cell("follow_ups").splitlines() if line.strip()],
        )

    def tags(self) -> list[str]:
        found: list[str] = []
        for place in self.columns.tags:
            text = self.at(place)
            whole = bool(self.columns.names) and "tag" not in self.columns.names[place].lower()
            cut = re.split(r"[,;\n]+", text) if whole or re.search(r"[,;]", text) else text.split()
            found += [tag for word in cut if (tag := "-".join(word.split()).lstrip("#"))]
        return list(dict.fromkeys(found))[:20]

    def turned(self, note: Note) -> Note:
        """The other way around, as Anki's note type with a reversed card asks."""
        answer = self.text(self.columns.reply)
        return Note(
            key=f"{note.key}:1", question=answer, answer=note.question, tags=note.tags,
            level=note.level,
        )  # fmt: skip


def _is_wrong(name: str) -> bool:
    return any(word in name for word in ("wrong", "incorrect", "distractor"))


def _right(options: list[Offered]) -> str:
    return "\n\n".join(one.text for one in options if one.right)


def _listed(cell: str, said: str) -> tuple[list[str], list[int]]:
    """Options that stand in one cell, and which are right."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    marked = [_MARKED.fullmatch(line) for line in lines]
    if lines and all(marked):
        texts = [found[2] for found in marked if found]
        return texts, [at for at, found in enumerate(marked) if found and found[1] != " "]
    if len(lines) == 1:
        lines = next(
            (cut for sign in ("|", ";", ", ") if len(cut := lines[0].split(sign)) > 1), lines
        )
    texts = [_LETTERED.sub("", line.strip(), count=1) for line in lines if line.strip()]
    right = right_ones(said, texts)
    if not right and texts and said.strip():
        return [*texts, said], [len(texts)]  # a list of the wrong ones
    return texts, right
