"""A note of Anki as questions and answers: its note type's templates say which cards it makes, and
what each shows; a cloze makes one per number. Without templates its first field asks, and the
others answer."""

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quizapp.interchange import cloze
from quizapp.interchange.anki_choice import choice
from quizapp.interchange.columns import plain_name
from quizapp.interchange.note import Note
from quizapp.interchange.unseen import without_scripts

_TAG = re.compile(r"\{\{([#^/]?)([^{}]{1,200})\}\}")
_BACK = {"back", "answer", "definition", "meaning", "back extra", "extra", "text"}
_ID_NAME = re.compile(r"(?:.+ )?(?:id|guid|uuid)|sort field")
_ID = re.compile(r"(?=\D*\d)\S{1,64}")  # one word with a digit
_PLACE_NAME = re.compile(r"sort(?: (?:order|key|index|number))?|order|index|number|no|nr|#")
_PLACE = re.compile(r"[\d.:_-]*\d")
MAX_TEMPLATE = 100_000
MAX_SIDE = 200_000
_MAX_TAGS, _MAX_OPEN = 1_000, 50  # of a template


class Template(NamedTuple):
    """What a card shows, in HTML with the names of fields."""

    front: str
    back: str


class Kind(NamedTuple):
    """A note type: its fields by name and its cards."""

    fields: Sequence[str] = ()
    templates: Sequence[Template] = ()
    cloze: bool = False


class Fields(NamedTuple):
    """A note: its fields by name, in order."""

    key: str
    tags: Sequence[str]
    values: Mapping[str, str]


def deck_tag(name: str) -> str:
    """A deck's name as a tag, the decks above it before `::`."""
    return "-".join(name.replace("\x1f", "::").split())[:100]


def template(front: str, back: str) -> Template:
    """One without what nobody sees."""
    return Template(*(without_scripts(side[:MAX_TEMPLATE]) for side in (front, back)))


def cards(note: Fields, kind: Kind, convert: Callable[[str], str]) -> list[Note] | str:
    """Its cards; or why it makes none. `convert` makes Markdown of HTML."""
    if not note.values:
        return "an empty note"
    clozes = [name for name, value in note.values.items() if cloze.numbers(value)]
    if any(cloze.is_occlusion(note.values[name]) for name in clozes):
        return "an image occlusion, which asks for a place in a picture"
    masked = {name.lower() for name in kind.fields} & {"question mask", "qmask", "original mask"}
    if masked:
        return "an image occlusion, which asks for a place in a picture"
    quiz = None if clozes else choice(note.key, [*note.tags], note.values, convert)
    made = [quiz] if quiz else list(_Made(note, kind, convert).cards(clozes))
    if made:
        return made
    if not any(map(has_text, note.values.values())):
        return "an empty note" + _sounds(note)
    return ("no question" if not _first(note, convert) else "no answer") + _sounds(note)


def _sounds(note: Fields) -> str:
    return ", only a sound" if any("[sound:" in value for value in note.values.values()) else ""


def _first(note: Fields, convert: Callable[[str], str]) -> str:
    return convert(next(iter(note.values.values()), ""))


def has_text(source: str) -> bool:
    """Whether a field holds something, as Anki's templates ask."""
    if "<img" in source:
        return True
    return bool(re.sub(r"<[^<>]*>|&nbsp;|\[sound:[^\[\]]*\]", "", source).strip())


class _Made(NamedTuple):
    note: Fields
    kind: Kind
    convert: Callable[[str], str]

    def cards(self, clozes: list[str]) -> Iterator[Note]:
        if clozes:
            yield from self.clozes(clozes)
            return
        found = list(self.from_templates())
        yield from found or filter(None, [self.from_fields()])

    # Questions and answers

    def from_templates(self) -> Iterator[Note]:
        first = True
        for number, one in enumerate(self.kind.templates):
            side = Side(self.note.values)
            question = side.text(one.front)
            if not side.filled:
                continue
            front = self.convert(question)
            back = self.without(front, self.convert(self.told(one)))
            answer = "\n\n".join(filter(None, [back, *self.unseen()]))
            if front and answer:
                key = self.note.key if first else f"{self.note.key}:{number}"
                first = False
                yield self.made(key, front, answer, [self.convert(hint) for hint in side.hints])

    def from_fields(self) -> Note | None:
        (_, first), *others = self.note.values.items()
        question, answer = self.convert(first), self.labeled(others)
        return self.made(self.note.key, question, answer) if question and answer else None

    # Clozes

    def clozes(self, names: list[str]) -> Iterator[Note]:
        values = self.note.values
        numbers = sorted({number for name in names for number in cloze.numbers(values[name])})
        one = self.kind.templates[0] if self.kind.cloze and self.kind.templates else None
        for number in numbers[: cloze.MAX_NUMBERS]:
            asked = {name: cloze.asked(value, number) for name, value in values.items()}
            told = {name: cloze.told(value) for name, value in values.items()}
            words = [w for name in names for w in cloze.words(values[name], number)]
            points = [point for word in words if (point := self.convert(_whole_formula(word)))]
            if not points:
                continue
            question = self.convert(Side(asked).text(one.front)) if one else ""
            whole = self.convert(Side(told, back=True).text(one.back)) if one else ""
            if not question or "[" not in question:
                at = list(values).index(names[-1])
                question = self.joined([asked[name] for name in list(values)[: at + 1]])
                rest = [(name, told[name]) for name in list(values)[at + 1 :]]
                whole = "\n\n".join(
                    filter(None, [self.convert(told[names[-1]]), self.labeled(rest)])
                )
            else:
                whole = "\n\n".join(filter(None, [whole, *self.unseen()]))
            key = self.note.key if number == numbers[0] else f"{self.note.key}:c{number}"
            short = ", ".join(dict.fromkeys(points)) if "\n" not in "".join(points) else ""
            answer = "\n\n".join(dict.fromkeys(filter(None, [short, whole])))
            yield self.made(key, question, answer, points=points)

    # Their parts

    def joined(self, sources: Sequence[str]) -> str:
        return "\n\n".join(filter(None, map(self.convert, sources)))

    def labeled(self, fields: Sequence[tuple[str, str]]) -> str:
        """Fields one below the other; with their names, where there are several."""
        texts = [(name, self.convert(source)) for name, source in fields]
        texts = [(name, text) for name, text in texts if text]
        several = len(texts) > 1
        return "\n\n".join(
            _labeled(name, text) if several and name.lower() not in _BACK else text
            for name, text in texts
        )

    def unseen(self) -> Iterator[str]:
        """Fields that none of the note type's cards shows, less ids."""
        ids = ids_of(self.note, self.kind)
        for name, source in _unseen(self.note, self.kind):
            if name not in ids and (text := self.convert(source)):
                yield _labeled(name, text)

    def told(self, one: Template) -> str:
        """The back of a card, less what some show above a rule: its front, or a part of it."""
        above, rule, below = one.back.partition("<hr")
        if rule and _shown((Template(above, ""),)) <= {
            "FrontSide",
            *_shown((Template(one.front, ""),)),
        }:
            side = Side(self.note.values, back=True)
            text = side.text(below.partition(">")[2])
            if side.filled:
                return text
        return Side(self.note.values, back=True).text(one.back)

    def without(self, front: str, back: str) -> str:
        """The back of a card, less its front, which some show again."""
        again = back.startswith((f"{front}\n", f"{front}\\\n"))
        return back.removeprefix(front).removeprefix("\\").strip() if again else back

    def made(
        self, key: str, question: str, answer: str, hints: Sequence[str] = (),
        points: Sequence[str] = (),
    ) -> Note:  # fmt: skip
        return Note(
            key=key,
            question=question,
            answer=answer,
            points=[" ".join(point.split()) for point in points],
            tags=list(self.note.tags),
            hints=[hint for hint in hints if hint],
        )


def ids_of(note: Fields, kind: Kind) -> list[str]:
    """The names of fields that tell notes apart or sort them, and say nothing to a learner: no card
    shows them, and their name and what is in them say that they are such."""
    if not kind.templates:
        return []
    return [name for name, source in _unseen(note, kind) if _is_id(plain_name(name), source)]


def _is_id(name: str, source: str) -> bool:
    text = source.strip()
    is_place = _PLACE_NAME.fullmatch(name) and _PLACE.fullmatch(text)
    return bool(is_place or (_ID_NAME.fullmatch(name) and _ID.fullmatch(text)))


def _unseen(note: Fields, kind: Kind) -> list[tuple[str, str]]:
    shown = _shown(tuple(kind.templates))
    return [(name, source) for name, source in note.values.items() if name not in shown]


@functools.lru_cache(maxsize=1_000)
def _shown(templates: tuple[Template, ...]) -> set[str]:
    """The fields that some template shows."""
    return {
        found[2].split(":")[-1].strip()
        for one in templates
        for side in one
        for found in _TAG.finditer(side)
    }


def _whole_formula(word: str) -> str:
    """A word that was hidden within a formula is one itself."""
    within = re.search(r"\\[A-Za-z]|[\^_]\{", word) and not re.search(r"\\[(\[]|\[\$|\$", word)
    return f"\\({word}\\)" if within else word


def _labeled(name: str, text: str) -> str:
    gap = "\n\n" if "\n" in text else " "
    return f"{name}:{gap}{text}" if re.search(r"[^\W\d_]", name) else text


class Side:
    """One side of a card: a template with the fields put in. `filled` tells whether any of them
    held something, `hints` are those that it shows on demand."""

    def __init__(self, values: Mapping[str, str], back: bool = False) -> None:
        self.values = values
        self.back = back
        self.filled = False
        self.hints: list[str] = []

    def text(self, source: str) -> str:
        out: list[str] = []
        length = end = 0
        open_: list[tuple[str, bool]] = []
        for found in itertools.islice(_TAG.finditer(source), _MAX_TAGS):
            between = source[end : found.start()]
            end = found.end()
            shown = all(fits for _, fits in open_)
            if shown:
                out.append(between)
            sign, name = found[1], found[2].strip()
            if sign == "/":
                if open_ and open_[-1][0] == name:
                    open_.pop()
            elif sign and len(open_) < _MAX_OPEN:
                fits = self.holds(name) == (sign == "#")
                open_.append((name, fits))
            elif shown and not sign:
                out.append(self.field(name))
            length += len(out[-1]) if out else 0
            if length > MAX_SIDE:
                break
        if all(fits for _, fits in open_):
            out.append(source[end:])
        return "".join(out)[:MAX_SIDE]

    def holds(self, name: str) -> bool:
        return has_text(self.values.get(name, ""))

    def field(self, name: str) -> str:
        *filters, plain = (part.strip() for part in name.split(":"))
        value = self.values.get(plain)
        if value is None:
            return ""
        if any(one.startswith("tts") for one in filters):
            return ""
        if not self.back and "hint" in filters:
            if has_text(value):
                self.hints.append(value)
            return ""
        if not self.back and "type" in filters and "cloze" not in filters:
            return ""
        self.filled = self.filled or has_text(value)
        return value
