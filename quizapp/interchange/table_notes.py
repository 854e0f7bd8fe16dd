"""Rows of a table as notes: questions with an answer, with options, or with clozes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quizapp.core.cards.card import Level
from quizapp.interchange import cloze
from quizapp.interchange.anki_note import Fields, Kind, cards, deck_tag
from quizapp.interchange.answer_key import Given, Key, Quiz, is_stray, key_of, right_ones
from quizapp.interchange.as_typed import fenced
from quizapp.interchange.columns import Columns
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.html_text import looks_like_html
from quizapp.interchange.note import Note, Offered, may_be_asked

_LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("junior", "easy", "beginner", "basic", "entry", "low"), "junior"),
    **dict.fromkeys(("mid", "medium", "intermediate", "moderate", "middle"), "mid"),
    **dict.fromkeys(("senior", "hard", "advanced", "difficult", "expert", "high"), "senior"),
}


class Reading(NamedTuple):
    """How the cells of a table are to be read; `html` is None where that is not said."""

    columns: Columns
    conversion: Conversion
    html: bool | None = None
    tags: tuple[str, ...] = ()  # of all rows
    markdown: bool = False
    given: Given = Given()
    key: Key = Key()

    def keyed(self, rows: Iterable[Sequence[str]]) -> "Reading":
        """With the way in which these rows, all of the table, say what is right."""
        quizzes = [quiz for cells in rows if (quiz := self.columns.quiz(cells)) is not None]
        if self.columns.own or self.columns.lists_wrong or not quizzes:
            return self
        columns = self.columns
        name = "" if columns.reply is None else columns.name(columns.reply)
        zero = bool(columns.options) and columns.name(columns.options[0]).endswith("0")
        return self._replace(key=key_of(quizzes, self.given._replace(name=name, zero=zero)))

    def text(self, cell: str) -> str:
        """A cell in Markdown."""
        cell = self.conversion.limited(cell)
        if self.columns.own:
            return self.conversion.own(cell)
        if self.markdown:
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
        before = [self.text(place) for place in self.columns.context]
        question = "\n\n".join(filter(None, [*before, question]))
        why = [self.text(place) for place in self.columns.why]
        quiz, right = self.quiz()
        extra = [*why, *self.extra(quiz, right)]
        if quiz is not None:
            options = self.offered(quiz, right)
            if may_be_asked(options):
                rest = ["" if self.columns.own is False else answer, *extra]
                told = "\n\n".join(filter(None, rest)) or _right(options)
                return [self.note(question, told, options=options)]
            if not right and is_stray(quiz, self.reading.key):
                return f"its answer is {quiz.said.strip()}, and there is no such option"
            if len(options) > 1:
                listed = [" ".join(one.text.split()) for one in options]
                question += "\n\n" + "\n".join(f"- {text}" for text in listed)
            elif options and not quiz.said.strip():
                answer = options[0].text  # a gap to fill in
            answer = _right(options) or answer
        if self.cell("kind") in ("order", "short") and self.cell("options"):
            answer = self.cell("options") + "\n\n" + answer
        if self.cell("output") and self.columns.own:
            extra.append("It prints:\n\n" + fenced(self.cell("output"), "text"))
        answer = "\n\n".join(filter(None, [answer, *extra]))
        return [self.note(question, answer)] if answer else "no answer"

    def quiz(self) -> tuple[Quiz | None, list[int]]:
        """What is offered to choose from, and the places of what is right."""
        found = self.columns.quiz(self.cells)
        if found is None or (self.columns.own and self.cell("kind") != "choice"):
            return None, []
        key, said = self.reading.key, found.said.strip()
        if said and found.marked is None and (self.columns.lists_wrong or key.outside):
            return found._replace(options=[*found.options, said]), [len(found.options)]
        return found, right_ones(found, key)

    def offered(self, quiz: Quiz, right: list[int]) -> list[Offered]:
        return [
            Offered(self.reading.text(text.strip()), at in right)
            for at, text in enumerate(quiz.options)
            if text.strip()
        ]

    def extra(self, quiz: Quiz | None, right: list[int]) -> Iterator[str]:
        """What is told beside the answer; nothing that names the right options once more."""
        for place in self.columns.extra:
            text = self.text(place)
            same = quiz and right == right_ones(quiz._replace(said=text), self.reading.key)
            if text and not (right and same):
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
        convert: Callable[[str], str] = self.reading.text
        points = [convert(line) for line in self.cell("key_points").splitlines() if line.strip()]
        hint = self.cell("hint")
        return Note(
            key=self.cell("id") or self.at(self.columns.ask).strip(),
            question=question,
            answer=answer,
            points=[" ".join(point.split()) for point in points],
            tags=self.tags(),
            level=self.level() or "junior",
            options=options or [],
            hints=[convert(hint)] if hint else [],
            follow_ups=[line for line in self.cell("follow_ups").splitlines() if line.strip()],
        )

    def level(self) -> Level | None:
        """The one that a word for it means; None for any other word."""
        words = self.cell("level").lower().split()
        return next((_LEVELS[word] for word in words if word in _LEVELS), None)

    def tags(self) -> list[str]:
        found: list[str] = []
        said = self.cell("level")
        if said and self.level() is None:
            found.append("-".join([self.columns.names[self.columns.named["level"]], *said.split()]))
        for place in self.columns.tags:
            text = self.at(place)
            whole = bool(self.columns.names) and "tag" not in self.columns.names[place].lower()
            cut = re.split(r"[,;\n]+", text) if whole or re.search(r"[,;]", text) else text.split()
            found += [tag for word in cut if (tag := "-".join(word.split()).lstrip("#"))]
        deck = deck_tag(self.cell("deck"))
        return list(dict.fromkeys(filter(None, [*found, deck, *self.reading.tags])))[:20]

    def turned(self, note: Note) -> Note:
        """The other way around, as Anki's note type with a reversed card asks."""
        answer = self.text(self.columns.reply)
        return Note(
            key=f"{note.key}:1", question=answer, answer=note.question, tags=note.tags,
            level=note.level,
        )  # fmt: skip


def _right(options: list[Offered]) -> str:
    return "\n\n".join(one.text for one in options if one.right)
