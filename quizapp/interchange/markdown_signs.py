"""Cards that stand within Markdown notes, by the signs of Obsidian's and RemNote's:
`question::answer`, `:::` for both ways, `?` or `??` on a line between, `==hidden==`. The rest is
notes, and asks nothing."""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from quizapp.interchange import cloze
from quizapp.interchange.as_typed import SPAN
from quizapp.interchange.conversion import outside_code
from quizapp.interchange.fences import in_code

_SIGNS = (":::", "::", ">>>", ">>")
_BOTH = {":::", "??"}
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]) +")
HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)\Z")
_SCHEDULE = re.compile(r"<!--SR:[^<>]*-->")
_ANCHOR = re.compile(r"(?<=\S)[ \t]\^[\w-]{1,40}\Z")
_DECK = re.compile(r"(?<!\S)#flashcards(?:/([\w/-]{1,100}))?(?!\S)")
_HIDDEN = re.compile(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
_NUMBERED = re.compile(r"\{\{(\d{1,2}::)")
_WIKI = re.compile(
    r"(?<![\w(\[=!])(!?)\[\[([A-Za-z][^\[\]|,\n]{0,200})(?:\|([^\[\]\n]{0,200}))?\]\]"
)
_BELOW_HEADINGS = 10
_DEEPEST = 100  # letters before a line that are looked at


class Found(NamedTuple):
    """A question and its answer, or a text with clozes and no answer, at a line of the file."""

    line: int
    question: str
    answer: str
    tags: list[str]
    both: bool = False


class Form(NamedTuple):
    """The cards of a file that is written in some way, and what is none, with its line."""

    fact: str
    found: list[Found]
    rest: list[tuple[int, str]]


class _Line(NamedTuple):
    number: int
    text: str
    code: bool

    @property
    def indent(self) -> int:
        start = self.text[:_DEEPEST].expandtabs(4)
        return len(start) - len(start.lstrip())


def signed(text: str, *, alone: bool = False) -> Form | None:
    """The cards that signs make; None for a file that is not written so. `alone` says that nothing
    else in it may ask: then highlights do."""
    reading = _Reading()
    for block in _blocks(text):
        reading.read(block)
    sure = "<!--SR:" in text or _DECK.search(text) or reading.sure
    sure = sure or (alone and any("{{c" not in text for text in reading.blanked))
    if not reading.found or not (sure or reading.signs > reading.others):
        return None
    tags = [tag for found in _DECK.finditer(text) if (tag := found[1] or "")][:1]
    cards = [one._replace(tags=[*tags, *one.tags]) for one in reading.found]
    fact = "Markdown notes: ::, a line of ?, and ==hidden== make cards"
    return Form(fact, cards, reading.rest)


def hidden(text: str) -> str:
    """A text with highlights or numbered blanks as clozes."""
    count = 0

    def numbered(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{{{{c{count}::{found[1]}}}}}"

    def change(part: str) -> str:
        return _HIDDEN.sub(numbered, _NUMBERED.sub(r"{{c\1", part))

    return outside_code(text, change)


def plain_links(text: str) -> str:
    """A text whose links to other notes are their words, and whose embedded pictures are
    Markdown's."""
    if "[[" not in text:
        return text
    lines = text.split("\n")
    return "\n".join(
        line
        if code or "[[" not in line
        else outside_code(line, lambda part: _WIKI.sub(_link, part))
        for line, code in zip(lines, in_code(lines), strict=True)
    )


def _link(found: re.Match[str]) -> str:
    shows, name, words = found.groups()
    if shows:
        return f"![]({name})"
    return str(words or name.rpartition("#")[2])


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines that stand together; a block of code is not cut at its empty lines."""
    lines = text.split("\n")
    block: list[_Line] = []
    for number, (line, code) in enumerate(zip(lines, in_code(lines), strict=True), start=1):
        plain = line if code else _ANCHOR.sub("", _SCHEDULE.sub("", line).rstrip())
        heading = not code and HEADING.match(plain)
        if (not plain.strip() and not code) or heading:
            if block:
                yield block
            block = []
        if heading:
            yield [_Line(number, plain, False)]
        elif plain.strip() or code:
            block.append(_Line(number, plain, code))
    if block:
        yield block


class _Reading:
    def __init__(self) -> None:
        self.found: list[Found] = []
        self.rest: list[tuple[int, str]] = []
        self.above: list[tuple[int, str]] = []  # headings, and list items with others below
        self.blanked: list[str] = []  # texts that were made clozes
        self.sure = False
        self.signs = self.others = 0

    def read(self, block: list[_Line]) -> None:
        first = block[0]
        heading = None if first.code else HEADING.match(first.text)
        if heading:
            self.go_below(len(heading[1]), heading[2].strip("# "))
            return
        between = [at for at, one in enumerate(block) if one.text.strip() in ("?", "??")]
        if between and 0 < between[0] < len(block) - 1 and not block[between[0]].code:
            self.sure = True
            self.add(first.number, block[: between[0]], block[between[0] + 1 :],
                     both=block[between[0]].text.strip() in _BOTH)  # fmt: skip
            return
        signs = [bool(_cut(one)[1]) for one in block]
        text = _without_deck("\n".join(one.text for one in block))
        if any(signs):
            self.lines(block)
        elif cloze.numbers(blanks := hidden(text)):
            self.blanked.append(text)
            self.found.append(Found(first.number, blanks, "", self.tags()))
        elif text.strip():
            self.others += len(block)
            self.rest.append((first.number, text.strip().partition("\n")[0]))

    def lines(self, block: list[_Line]) -> None:
        at = 0
        while at < len(block):
            one = block[at]
            end = at + 1
            while end < len(block) and block[end].indent > one.indent:
                end += 1
            question, sign, answer = _cut(one)
            if sign:
                self.signs += 1
                self.sure |= sign == ":::" and bool(answer)
                below = [] if answer else block[at + 1 : end]
                ask, reply = _Line(one.number, question, False), _Line(one.number, answer, False)
                self.add(one.number, [ask], below or [reply], both=sign in _BOTH and bool(answer))
                at = end if below else at + 1
                continue
            blanks = "" if one.code else _NUMBERED.sub(r"{{c\1", _without_deck(one.text))
            if cloze.numbers(blanks):
                text = _LIST.sub("", blanks, count=1).strip()
                self.found.append(Found(one.number, text, "", self.tags()))
                at += 1
                continue
            self.others += 1
            if end > at + 1 and _LIST.match(one.text):
                self.go_below(_BELOW_HEADINGS + one.indent, _LIST.sub("", one.text, count=1))
            else:
                self.rest.append((one.number, one.text.strip()))
            at += 1

    def add(self, line: int, ask: list[_Line], reply: list[_Line], *, both: bool) -> None:
        question, answer = (
            _without_deck(textwrap.dedent("\n".join(one.text for one in part))).strip("\n")
            for part in (ask, reply)
        )
        if question.strip() and answer.strip():
            self.found.append(Found(line, question, answer, self.tags(), both))
        else:
            self.rest.append((line, (question or answer).strip()))

    def go_below(self, level: int, title: str) -> None:
        self.above = [one for one in self.above if one[0] < level] + [(level, title.strip())]

    def tags(self) -> list[str]:
        return [tag for _, name in self.above if (tag := "-".join(name.split())[:60])][:20]


def _cut(line: _Line) -> tuple[str, str, str]:
    """A line before its sign, the sign, and behind; the sign is empty where there is none."""
    item = _LIST.match(line.text)
    text = line.text[item.end() :] if item else line.text.lstrip()
    if line.code or "{{c" in text or _NUMBERED.search(text):
        return text, "", ""
    plain = SPAN.sub(lambda found: "\ue000" * len(found[0]), text)
    for sign in _SIGNS:
        at = plain.find(sign, 1)
        if at > 0 and (item or ">" not in sign) and plain[at - 1] not in "<[":
            return text[:at].strip(), sign, text[at + len(sign) :].strip()
    return text, "", ""


def _without_deck(text: str) -> str:
    return _DECK.sub("", text)
