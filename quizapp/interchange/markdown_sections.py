"""The headings of Markdown, each with what is below it."""

import itertools
import re
import textwrap
from typing import NamedTuple

from quizapp.interchange.fences import in_code
from quizapp.interchange.markdown_forms import hidden_answers

_HEADING = re.compile(r" {0,3}(?:\d{1,4}[.)] +(?=##))?(#{1,6})(?![^ \t])(.*)\Z")
_ITEM = re.compile(r" {0,3}\d{1,4}[.)] ")  # 1. ### What is ...?
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*\Z")
_PARAGRAPH = re.compile(r" {0,3}(?![-*+\d.)]+ |```|[>|#<~=]|-{3}|(?:\*\*)?(?:A|Answer)[:.])\S")
_BOLD = re.compile(  # a question on a line of its own
    r"\*\*((?:`[^`\n]*`|[^*`\n]){1,500}\?"
    r"|(?:Q(?:uestion)? ?\d{0,4} ?[:.]|\d{1,4}[.)]) (?:`[^`\n]*`|[^*`\n]){1,500})\*\*[ \t]*\Z"
)


class Section(NamedTuple):
    """A heading, the lines below it, and the headings above."""

    line: int
    level: int
    title: str
    body: list[str]
    above: list[str]

    @property
    def filled(self) -> bool:
        """Whether something is below it."""
        return _filled(self.body)


def without_front_matter(text: str) -> str:
    """Its lines are kept empty, so that those below have their numbers."""
    found = re.match(r"---\n.{0,10000}?\n---\n", text, re.DOTALL)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


class _Heading(NamedTuple):
    """Where it stands, 0-based, and where what is below it begins."""

    at: int
    below: int
    level: int
    title: str


def bold_asks(text: str) -> str:
    """A text with the lowest headings for questions in bold on lines of their own."""
    lines = text.split("\n")
    return "\n".join(
        f"###### {found[1]}" if not code and (found := _BOLD.match(line)) else line
        for line, code in zip(lines, in_code(lines), strict=True)
    )


def sections(text: str) -> list[Section]:
    """Its headings, each with what is below it."""
    lines = text.split("\n")
    found = _headings(lines)
    above: list[_Heading] = []
    out: list[Section] = []
    for one, following in itertools.zip_longest(found, found[1:]):
        above = [higher for higher in above if higher.level < one.level]
        body = lines[one.below : following.at if following else len(lines)]
        if _ITEM.match(lines[one.at]):
            body = textwrap.dedent("\n".join(body)).split("\n")
        names = [higher.title for higher in above]
        out.append(Section(one.at + 1, one.level, one.title, body, names))
        above.append(one)
    return out


def _headings(lines: list[str]) -> list[_Heading]:
    """Those with `#` and those that a line of `=` or `-` is below; signs in blocks of code make
    none, nor does a line of `-` that only ends an answer."""
    out: list[_Heading] = []
    maybe: list[_Heading] = []  # an underlined one, until it is known to have something below
    within = zip(in_code(lines), hidden_answers(lines), strict=True)
    for at, (line, inside) in enumerate(zip(lines, within, strict=True)):
        code = any(inside)
        found = None if code else _HEADING.match(line)
        if maybe and line.strip():
            out += [] if found else maybe
            maybe = []
        if found:
            out.append(_Heading(at, at + 1, len(found[1]), _title(found[2]).strip()))
        elif not code and (level := _underlined(lines, at)):
            one = _Heading(at - 1, at + 1, level, lines[at - 1].strip())
            answered = (
                not out or one.level > out[-1].level or _filled(lines[out[-1].below : at - 1])
            )
            maybe = [one] if answered or level == 1 else []
    return out


def _underlined(lines: list[str], at: int) -> int:
    """The level of a heading that this line underlines, 0 where it does not."""
    if not _UNDERLINE.match(lines[at]) or not at or not _PARAGRAPH.match(lines[at - 1]):
        return 0
    alone = at == 1 or not lines[at - 2].strip() or _HEADING.match(lines[at - 2])
    return (1 if "=" in lines[at] else 2) if alone else 0


def _filled(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _title(rest: str) -> str:
    """What a heading says, without the signs that close it."""
    rest = rest.strip(" \t")
    open_ = rest.rstrip("#")
    return open_.rstrip(" \t") if not open_ or open_[-1] in " \t" else rest
