"""What the columns of a table hold: by their names, or else by what stands in them."""

import re
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from quizapp.interchange.answer_key import Given, Quiz, key_of, listed_quiz, quiz_of, right_ones
from quizapp.interchange.separators import Row

_ASK = ("question", "front", "term", "prompt", "question text", "card front", "side 1", "q",
        "question stem", "text", "word", "clue", "stem", "problem", "frage", "vorderseite",
        "begriff", "concept", "expression", "pregunta")  # fmt: skip
_RIGHT = ("correct answer", "correct", "correct option", "right answer", "correct answers",
          "answer key", "correct choice", "key", "correct index", "correct option index",
          "correct answer index", "answer index", "answer idx", "correct idx", "right index",
          "right option", "correct number", "correct option number", "answer number",
          "correct letter", "answer letter", "correct ans", "cop", "gold", "label")  # fmt: skip
_REPLY = ("answer", "back", "definition", "response", "answer text", "card back", "side 2", "a",
          "solution", "meaning", "translation", "antwort", "rückseite", "respuesta", "reply", "def",
          *_RIGHT, "description", "explanation", "details", "content")  # fmt: skip
_OPTIONS = ("options", "choices", "answers", "incorrect answers", "wrong answers", "distractors",
            "alternatives", "endings")  # fmt: skip
_OPTION = re.compile(
    r"(?:option|choice|opt|answer|answer option|alternative|distractor|incorrect|incorrect answer"
    r"|wrong|wrong answer|incorrect option|op|ending|sol) ?([a-j]|[0-9])"
)
_WRONG = re.compile(r"wrong|incorrect|distractor")
_CONTEXT = ("context", "passage", "ctx", "article", "scenario")
_WHY = (
    "explanation",
    "answer explanation",
    "exp",
    "rationale",
    "feedback",
    "why",
    "reason",
    "erklärung",
)
_OTHER = {"tags": "tags", "tag": "tags", "labels": "tags", "key points": "key_points",
          "level": "level", "id": "id", "guid": "id", "kind": "kind", "code": "code",
          "output": "output", "follow ups": "follow_ups", "category": "tags", "topic": "tags",
          "deck": "tags", "subject": "tags", "chapter": "tags", "topics": "tags",
          "categories": "tags", "hint": "hint", "hints": "hint", "difficulty": "level",
          "difficulty level": "level", "seniority": "level"}  # fmt: skip
_NOTHING = {"question #", "question number", "question no", "time in seconds", "due",
            "stability", "reps", "lapses", "covers", "time limit", "type", "number", "no",
            "#", "nr", "index", "points", "image", "question type", "notetype"}  # fmt: skip
_TASK = ("description", "statement", "title", "name")  # they ask where a solution stands beside
_NO_TEXT = {"number", "no", "id", "type", "count", "wrong", "incorrect", "correct", "option",
            "options", "level", "difficulty"}  # fmt: skip


class Columns(NamedTuple):
    """Where each thing stands, 0-based; `names` are the columns' own."""

    ask: int
    reply: int | None
    options: tuple[int, ...] = ()
    context: tuple[int, ...] = ()
    why: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    named: Mapping[str, int] = MappingProxyType({})
    names: tuple[str, ...] = ()
    own: bool = False  # a table that quizapp wrote

    def quiz(self, cells: Sequence[str]) -> Quiz | None:
        """What a row offers to choose from, and what it says is right; None where it is no quiz."""
        said = self._in(cells, self.reply)
        if self.options:
            found = quiz_of(said, [self._in(cells, place) for place in self.options])
        elif "options" in self.named:
            found = listed_quiz(said, self._in(cells, self.named["options"]))
        else:  # marks at the options themselves
            found = listed_quiz("", said)
            return found if found.marked else None
        return found if any(map(str.strip, found.options)) else None

    @property
    def offered(self) -> tuple[int, ...]:
        """Where what is to choose from stands: in columns of its own, or all in one."""
        return self.options or ((self.named["options"],) if "options" in self.named else ())

    @property
    def lists_wrong(self) -> bool:
        """Whether the options are those that are not right, by their names."""
        return bool(self.offered) and all(_WRONG.search(self.name(at)) for at in self.offered)

    def name(self, place: int) -> str:
        """A column's name as it is compared; empty if it has none."""
        return plain_name(self.names[place]) if place < len(self.names) else ""

    def _in(self, cells: Sequence[str], place: int | None) -> str:
        return cells[place].strip("\r\n") if place is not None and place < len(cells) else ""

    def told(self) -> str:
        """What each column is, in words."""
        roles = self.roles()
        width = max([*roles, len(self.names) - 1]) + 1
        return ", ".join(
            f"{at + 1} {self._label(at)}{roles.get(at, 'not used')}" for at in range(width)
        )

    def unused(self) -> list[int]:
        """Those that come on no card."""
        roles = self.roles()
        return [at for at in range(len(self.names)) if at not in roles]

    def roles(self) -> dict[int, str]:
        """What each of those that are used is, in words."""
        roles = {self.ask: "question"}
        if self.reply is not None:
            roles[self.reply] = "answer"
        for role, places in (
            ("option", self.options),
            ("before the question", self.context),
            ("explanation", self.why),
            ("added to the answer", self.extra),
            ("tags", self.tags),
        ):
            roles |= dict.fromkeys(places, role)
        return roles | {place: name.replace("_", " ") for name, place in self.named.items()}

    def _label(self, at: int) -> str:
        return f"({self.names[at]}) " if at < len(self.names) and self.names[at] else ""


def plain_name(name: str) -> str:
    """A column's name as it is compared: without what is told of it in brackets."""
    name = re.sub(r"[_\-.]+|(?<=[a-z])(?=[A-Z])", " ", name.strip().strip("*:"))
    name = re.sub(r"(?<=\S) *\([^()]*\)", "", name.lower().replace("(s)", "s"))
    return " ".join(name.split())


def by_name(cells: Sequence[str]) -> Columns | None:
    """What the columns below these names hold; None where they are no names of a question and its
    answer."""
    names = [plain_name(cell) for cell in cells]
    if any(len(name) > 40 for name in names):
        return None
    at = {name: index for index, name in reversed([*enumerate(names)])}
    ask = next((at[name] for name in _ASK if name in at), _like(names, "question"))
    if ask is None and at.keys() & {"solution", "answer"}:
        ask = next((at[name] for name in _TASK if name in at), None)
    options = [index for index, name in enumerate(names) if _OPTION.fullmatch(name)]
    letters = [index for index, name in enumerate(names) if re.fullmatch(r"[a-f]", name)]
    if len(letters) > 2 and not options:
        options = letters
    if "qtype" in names and not options:  # a note type for Anki with choices
        options = [index for index, name in enumerate(names) if re.fullmatch(r"q ?[1-9]", name)]
    listed = [at[name] for name in _OPTIONS if name in at]
    first = _RIGHT if options or listed else ()
    wanted = [name for name in (*first, *_REPLY) if name in at and at[name] not in options]
    reply = next((at[name] for name in wanted if at[name] != ask), None)
    if reply is None and "answers" in at:
        reply, listed = at["answers"], [place for place in listed if place != at["answers"]]
    if reply is None and options:
        reply = _only_other(names, {ask, *options, *listed})
    if reply is None and not options and not listed:
        reply = _like(names, "answer")
    if ask is None or (reply is None and not listed):
        return _cloze_columns(names, cells, at) if ask is not None else None
    taken = {ask, reply, *options, *listed}
    why = tuple(at[name] for name in _WHY if name in at and at[name] not in taken)
    before = _CONTEXT if options or listed else ()
    context = tuple(at[name] for name in before if name in at and at[name] not in taken)
    named = {
        key: at[name] for name, key in _OTHER.items() if name in at and key != "tags"
        and at[name] not in taken
    }  # fmt: skip
    own = {"kind", "key_points", "follow_ups"} <= {cell.strip() for cell in cells}
    tags = [at[name] for name, key in _OTHER.items() if key == "tags" and name in at]
    tags = [index for index in tags if index not in taken and not (own and names[index] != "tags")]
    if listed:
        named["options"] = listed[0]
    known = {*taken, *context, *why, *named.values(), *tags}
    extra = tuple(
        index
        for index, name in enumerate(names)
        if index not in known and name not in _NOTHING and not (own and name in ("topic", "note"))
    )
    roles = (tuple(options), context, why, extra, tuple(tags))
    return Columns(ask, reply, *roles, named, tuple(cells), own)


def _only_other(names: Sequence[str], taken: Container[int | None]) -> int | None:
    """The one column of a quiz whose name says nothing, if there is no second."""
    known = {*_WHY, *_CONTEXT, *_OTHER, *_NOTHING}
    left = [at for at, name in enumerate(names) if at not in taken and name not in known]
    return left[0] if len(left) == 1 else None


def _like(names: Sequence[str], word: str) -> int | None:
    """The first column whose name has a word in it, and none that says that it holds no text."""
    for at, name in enumerate(names):
        words = set(re.sub(r"[^a-z ]", " ", name).split())
        if words & {word, f"{word}s"} and not words & _NO_TEXT:
            return at
    return None


def without_counting(columns: Columns, rows: Sequence[Row]) -> Columns:
    """Columns less those whose cells count the rows, from 0 or 1 on."""

    def counts(at: int) -> bool:
        cells = [_cell(row, at) for row in rows]
        if len(cells) < 2 or not all(re.fullmatch(r"\d{1,9}", cell) for cell in cells):
            return False
        numbers = [int(cell) for cell in cells]
        return numbers[0] < 2 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]

    return columns._replace(extra=tuple(at for at in columns.extra if not counts(at)))


def _cloze_columns(names: list[str], cells: Sequence[str], at: dict[str, int]) -> Columns | None:
    """A table of clozes, whose text has no answer beside it."""
    if "text" not in at:
        return None
    ask = at["text"]
    tags = tuple(index for index, name in enumerate(names) if _OTHER.get(name) == "tags")
    named = {key: at[name] for name, key in _OTHER.items() if name in at and key in ("id", "hint")}
    known = {ask, *tags, *named.values()}
    extra = tuple(i for i, name in enumerate(names) if i not in known and name not in _NOTHING)
    return Columns(ask, None, extra=extra, tags=tags, named=named, names=tuple(cells))


def by_content(rows: Sequence[Row], special: dict[str, int]) -> Columns:
    """What the columns of a table without names hold; `special` are those that Anki names."""
    width = max((len(row.cells) for row in rows), default=0)
    free = [at for at in range(width) if at not in special.values()] or [0]
    ask, *others = free
    quiz = _quiz(rows, others)
    if quiz is not None:
        reply, options, rest = quiz
    else:
        reply, options, rest = None, (), others[1:]
        if others:
            reply = others[0]
    tags = tuple(at for at in rest if _are_tags(rows, at))
    named = {"id": special["guid"]} if "guid" in special else {}
    named |= {name: special[name] for name in ("notetype", "deck") if name in special}
    if "tags" in special:
        tags = (*tags, special["tags"])
    extra = tuple(at for at in rest if at not in tags)
    return Columns(ask, reply, tuple(options), extra=extra, tags=tags, named=named)


def _quiz(rows: Sequence[Row], others: list[int]) -> tuple[int, tuple[int, ...], list[int]] | None:
    """The columns of a quiz: one of them always says which of the others is right."""
    if len(others) < 4 or len(rows) < 3:
        return None
    for reply in (others[-1], others[0]):
        options = [at for at in others if at != reply]
        quizzes = [quiz_of(_cell(row, reply), [_cell(row, at) for at in options]) for row in rows]
        key = key_of(quizzes, Given())
        if sum(len(right_ones(one, key)) == 1 for one in quizzes) >= 0.9 * len(rows):
            return reply, tuple(options), []
    return None


def _cell(row: Row, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def _are_tags(rows: Sequence[Row], at: int) -> bool:
    """Whether a column holds few short words, again and again."""
    cells = [cell for row in rows if (cell := _cell(row, at))]
    words = [word for cell in cells for word in re.split(r"[\s,;]+", cell) if word]
    if not words or max(map(len, cells)) > 80 or any(cell[-1] in ".?!:" for cell in cells):
        return False
    if all("::" in cell or cell.startswith("#") for cell in cells):
        return True
    return len(cells) >= 4 and len(set(cells)) <= len(cells) / 2 and len(words) <= 4 * len(cells)
