"""Cards in Markdown by the form of a file: items of a list with their answer indented below, as
Notion exports toggles; `<details>`; a table; a single card with a line between its sides, as Mochi
keeps it."""

import re
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from quizapp.interchange.columns import Columns, by_name
from quizapp.interchange.fences import in_code
from quizapp.interchange.markdown_signs import HEADING, Form, Found
from quizapp.interchange.separators import Row

_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)]) +(?!\[[ xX]\])(\S.*)\Z")
_REVEAL = re.compile(
    r"(?:(?:show|see|view|click|reveal|open|expand|toggle)\b.{0,60}|answers?|solution|details)\W*",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"</?(?:b|strong|i|em|p|summary)>")
_DETAILS = re.compile(r"</?details[^<>]*>")
_SUMMED = re.compile(r"<summary[^<>]*>(.*?)</summary>")
_HIDES = re.compile(
    r"\b(?:answers?|solutions?|explanation|hints?|spoilers?|show|see|view|click|reveal|expand|details)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\s*</?(?:details|summary)\b")
_SUMMARY = re.compile(r"<summary[^<>]*>")
_RULE = re.compile(r"-{3,}[ \t]*\Z")
_CELL = re.compile(r"(?<!\\)\|")
_ENOUGH = 0.8


class _Toggle(NamedTuple):
    line: int
    title: str
    tags: list[str]
    body: list[str]


def toggles(text: str, asking: Sequence[str]) -> Form | None:
    """Items that open; None where the file is not written so. `asking` are its headings that have
    something below: where these ask, a list is their answer."""
    items, rest = _toggles(text)
    found = [
        Found(one.line, one.title, body, one.tags)
        for one in items
        if (body := textwrap.dedent("\n".join(one.body)).strip("\n").rstrip())
    ]
    asked = sum(one.question.endswith("?") for one in found) >= len(found) / 2
    steps = any(line[:1].isdigit() for line in text.split("\n"))
    if not asked and (steps or len(asking) > 1 or any(title.endswith("?") for title in asking)):
        return None
    if len(found) < 2 or len(found) < _ENOUGH * (len(items) + len(rest)):
        return None
    kept = {one.line for one in found}
    rest += [(one.line, one.title) for one in items if one.line not in kept]
    return Form("Markdown: each item asks, what is indented below it answers", found, sorted(rest))


def _toggles(text: str) -> tuple[list[_Toggle], list[tuple[int, str]]]:
    """Its items, and the other lines that are not below one."""
    lines = text.split("\n")
    items: list[_Toggle] = []
    rest: list[tuple[int, str]] = []
    above: list[tuple[int, str]] = []
    within = False
    for number, (line, code) in enumerate(zip(lines, in_code(lines), strict=True), start=1):
        heading = None if code else HEADING.match(line)
        item = None if code or heading else _ITEM.match(line)
        if heading:
            above = [one for one in above if one[0] < len(heading[1])]
            above.append((len(heading[1]), heading[2].strip("# ")))
            within = False
        elif item:
            tags = ["-".join(name.split())[:60] for level, name in above if level > 1]
            title = re.sub(r"^#{1,6} +", "", item[1].strip())
            if title.startswith("**") and title.endswith("**"):
                title = title[2:-2].strip()
            items.append(_Toggle(number, title, tags, []))
            within = True
        elif within and (not line.strip() or line[0] in " \t" or code):
            items[-1].body.append(line)
        elif line.strip():
            rest.append((number, line.strip()))
            within = False
    return items, rest


def details(text: str) -> Form | None:
    """What stands in `<details>`, its summary the question; None where there is none, or the
    summary only says that an answer follows."""
    found: list[Found] = []
    rest: list[tuple[int, str]] = []
    line = 1
    for number, part in enumerate(text.split("<details")):
        inside, closed, behind = part.partition("</details>") if number else ("", "", part)
        opened, _, answer = inside.partition("</summary>")
        question = _plain("".join(_SUMMARY.split(opened, maxsplit=1)[1:]))
        if question and not _REVEAL.fullmatch(question) and answer.strip():
            found.append(Found(line, question, answer.strip("\n").rstrip(), []))
        elif closed:
            rest.append((line, question or " ".join(inside.partition(">")[2].split())))
        outside = behind if closed or not number else inside
        at = line + part.count("\n") - outside.count("\n")
        for offset, one in enumerate(outside.split("\n")):
            if one.strip() and not HEADING.match(one):
                rest.append((at + offset, one.strip()))
        line += part.count("\n")
    if not found or len(found) < len(rest) / 4:
        return None
    return Form("Markdown: each <details> asks with its summary", found, rest)


def without_details(lines: Sequence[str]) -> list[str]:
    """An answer without the signs that hide it."""
    if not any(_SIGNS.match(line) for line in lines):
        return list(lines)
    out: list[str] = []
    for line, code in zip(lines, in_code(lines), strict=True):
        shown = line
        if not code and (_SIGNS.match(line) or line.rstrip().endswith("</details>")):
            shown = _SUMMED.sub(_unless_it_reveals, _DETAILS.sub("", line))
        if shown.strip() or not line.strip():
            out.append(shown)
    return out


def _unless_it_reveals(summary: re.Match[str]) -> str:
    return "" if _REVEAL.fullmatch(_plain(summary[1])) else summary[0]


def hidden_answers(lines: Sequence[str]) -> list[bool]:
    """Of each line, whether it is in a `<details>` whose summary says that an answer follows: what
    stands there is of that answer, headings too."""
    out = [False] * len(lines)
    begun = -1
    for at, (line, code) in enumerate(zip(lines, in_code(lines), strict=True)):
        if code:
            continue
        if begun < 0 and line.lstrip().startswith("<details"):
            opening = " ".join(lines[at : at + 3]).partition("</summary>")[0]
            summary = _DETAILS.sub("", opening)
            begun = at if _HIDES.search(_plain(_SUMMARY.sub("", summary))) else -1
        if begun >= 0 and "</details>" in line:
            out[begun : at + 1] = [True] * (at + 1 - begun)
            begun = -1
    return out


def _plain(text: str) -> str:
    return " ".join(_TAGGED.sub("", text).strip("* \n").split())


def table_rows(text: str) -> tuple[Columns, list[Row], list[tuple[int, str]]] | None:
    """The columns and rows of the tables in a file that holds little else, and whose names say
    which column asks; and what else stands there."""
    lines = text.split("\n")
    columns, rows, rest = None, list[Row](), list[tuple[int, str]]()
    for number, (line, code) in enumerate(zip(lines, in_code(lines), strict=True), start=1):
        if code or not line.lstrip().startswith("|"):
            if line.strip() and not HEADING.match(line):
                rest.append((number, line.strip()))
            continue
        cells = [cell.replace("\\|", "|").strip() for cell in _CELL.split(line.strip().strip("|"))]
        named = by_name(cells)
        if named and columns in (None, named):
            columns = named
        elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            most = len(columns.names) if columns else len(cells)
            rows.append(Row(number, [*cells[: most - 1], "|".join(cells[most - 1 :])]))
    return (columns, rows, rest) if columns and len(rows) > len(rest) else None


def halves(text: str) -> Form | None:
    """One card, its sides parted by the only rule in the file; None for any other file."""
    lines = text.strip("\n").split("\n")
    start = text.count("\n", 0, len(text) - len(text.lstrip("\n"))) + 1
    code = in_code(lines)
    rules = [at for at, line in enumerate(lines) if _RULE.match(line) and not code[at]]
    if len(rules) != 1:
        return None
    front, back = lines[: rules[0]], lines[rules[0] + 1 :]
    question, answer = ("\n".join(side).strip("\n").rstrip() for side in (front, back))
    if not question.strip() or not answer.strip():
        return None
    question = re.sub(r"\A#{1,6} +", "", question)
    return Form(
        "Markdown: one card, its sides parted by a line", [Found(start, question, answer, [])], []
    )
