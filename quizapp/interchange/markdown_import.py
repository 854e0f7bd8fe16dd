"""Questions in Markdown: each heading asks, what stands below it up to the next one answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quizapp.core.cards.card import LEVELS
from quizapp.core.wording import plural
from quizapp.interchange import cloze
from quizapp.interchange.anki_note import Fields, Kind, cards
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.note import Note, Offered, Read
from quizapp.interchange.pictures import Pictures, beside
from quizapp.interchange.table_import import file_text, questions_and_answers, read_table

_HEADING = re.compile(r" {0,3}(#{1,6})(?![^ \t])(.*)\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ANSWER = re.compile(r"(?:\*\*|__)?(?:Answer|A):?(?:\*\*|__)?:?[ \t]*\Z", re.IGNORECASE)
_ABOUT = re.compile(r"<!--\s*(id|level|tags|points|kind):(.*)-->\Z")
_OPTION = re.compile(r"[-*+] \[([ xX])\] (.+)")
_INLINE = re.compile(r"[^`\s][^`]*?\S ?:: ?\S.*")  # question::answer, as in Obsidian
_ANSWER_LABEL = re.compile(r"\A\s*(?:\*\*)?(?:A|Answer)\s*[:.](?:\*\*)?[ \t]+")
_LABEL = re.compile(r"(?:\*\*)?(?:Q|Question)\s{0,9}\d{0,9}\s{0,9}[:.](?:\*\*)?\s*", re.IGNORECASE)


class Section(NamedTuple):
    """A heading, the lines below it, and the headings above."""

    line: int
    level: int
    title: str
    body: list[str]
    above: list[str]


def read_markdown(path: Path, topic: str, separator: str | None) -> tuple[Read, Conversion]:
    """The cards of a Markdown file; one without headings is read as any other text."""
    text = file_text(path).replace("\r\n", "\n")
    found = list(sections(_without_front_matter(text)))
    filled = sum(bool("".join(one.body).strip()) for one in found)
    if not filled or filled < sum(1 for _ in questions_and_answers(text)):
        return read_table(path, topic, separator)
    lines = [line for one in found for line in one.body if line.strip()]
    if sum(bool(_INLINE.fullmatch(line)) and "{{c" not in line for line in lines) > len(lines) / 2:
        return read_table(path, topic, "::")
    conversion = Conversion(Pictures(topic, *beside(path)))
    read = Read(facts=["Markdown: each heading asks, what is below it answers"])
    empty = 0
    for number, one in enumerate(found):
        made = _cards(one, conversion)
        deeper = number + 1 < len(found) and found[number + 1].level > one.level
        if made:
            read.notes += made
        elif deeper:
            empty += 1
        else:
            read.left_out.append(f"{path}:{one.line}: nothing below the heading: {one.title[:60]}")
    if empty:
        read.facts.append(f"{plural(empty, 'heading')} with others below: tags of theirs")
    return read, conversion


def _without_front_matter(text: str) -> str:
    """Its lines are kept empty, so that those below have their numbers."""
    found = re.match(r"---\n.{0,10000}?\n---\n", text, re.DOTALL)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def sections(text: str) -> Iterator[Section]:
    """Its headings, each with what is below; signs in blocks of code are none."""
    above: list[tuple[int, str]] = []
    body: list[str] = []
    head: tuple[int, int, str] | None = None
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif fence and line.strip() and not line.strip(" ").strip(fence[0]) and fence in line:
            fence = ""
        found = None if fence or mark else _HEADING.match(line)
        if not found:
            body.append(line)
            continue
        if head:
            yield Section(*head, body, [title for _, title in above])
            above = [one for one in above if one[0] < head[1]] + [(head[1], head[2])]
        level = len(found[1])
        above = [one for one in above if one[0] < level]
        head, body = (number, level, _title(found[2]).strip()), []
    if head:
        yield Section(*head, body, [title for _, title in above])


def _cards(section: Section, conversion: Conversion) -> list[Note]:
    lines, about = _about(section.body)
    at = next((at for at, line in enumerate(lines) if _ANSWER.match(line)), None)
    title = _LABEL.sub("", section.title)
    asked = [] if at is None else lines[:at]
    options, asked = _options(asked)
    # a heading of our own that only names the card is not part of a question of several lines
    head = [] if "id" in about and asked and "".join(asked).strip() else [title]
    question = conversion.markdown(conversion.limited("\n".join([*head, "", *asked])))
    below = "\n".join(lines if at is None else lines[at + 1 :])
    below = conversion.limited(_ANSWER_LABEL.sub("", below, count=1))
    answer = conversion.markdown(below)
    tags = [tag for name in section.above[1:] if (tag := _tag(name))]
    if "tags" in about:
        tags = [tag for word in about["tags"].split(",") if (tag := word.strip())]
    if cloze.numbers(question + answer):
        fields = Fields(title, tags, {"question": question, "answer": answer})
        found = cards(fields, Kind(), conversion.markdown)
        return [] if isinstance(found, str) else found
    if not question or not (answer or options):
        return []
    level = about.get("level")
    right = "\n\n".join(one.text for one in options if one.right)
    return [
        Note(
            key=about.get("id") or question,
            question=question,
            answer=answer or right,
            points=[line for line in about.get("points", "").split(" | ") if line],
            tags=tags,
            level=next((known for known in LEVELS if known == level), "junior"),
            options=options,
        )
    ]


def _about(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines that are shown, and what comments say of the card."""
    found = {match[1]: match[2].strip() for line in lines if (match := _ABOUT.match(line.strip()))}
    return [line for line in lines if not _ABOUT.match(line.strip())], found


def _options(lines: list[str]) -> tuple[list[Offered], list[str]]:
    """The options of a question, `- [x]` the right ones; and its other lines."""
    found = [_OPTION.match(line) for line in lines]
    options = [Offered(match[2].strip(), match[1] != " ") for match in found if match]
    rights = sum(one.right for one in options)
    alike = len({one.text for one in options}) < len(options)
    if not 2 <= len(options) <= 9 or not 0 < rights < len(options) or alike:
        return [], lines
    return options, [line for line, match in zip(lines, found, strict=True) if not match]


def _title(rest: str) -> str:
    """What a heading says, without the signs that close it."""
    rest = rest.strip(" \t")
    open_ = rest.rstrip("#")
    return open_.rstrip(" \t") if not open_ or open_[-1] in " \t" else rest


def _tag(title: str) -> str:
    return "-".join(title.split())[:60]
