"""Questions in Markdown: each heading asks, what stands below it up to the next one answers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from quizapp.core.cards.card import LEVELS
from quizapp.core.wording import plural
from quizapp.interchange import cloze
from quizapp.interchange.anki_note import Fields, Kind, cards
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.fences import fenced_start, in_code
from quizapp.interchange.markdown_forms import (
    details,
    halves,
    table_rows,
    toggles,
    without_details,
)
from quizapp.interchange.markdown_sections import Section, bold_asks, sections, without_front_matter
from quizapp.interchange.markdown_signs import Form, plain_links, signed
from quizapp.interchange.note import Note, Offered, Read
from quizapp.interchange.pictures import Pictures, beside
from quizapp.interchange.table_import import (
    above_first,
    file_text,
    filled,
    questions_and_answers,
    read_table,
    without_rules,
)
from quizapp.interchange.table_notes import Reading

_ANSWER = re.compile(
    r"(?:(?:\*\*|__)(?:Answer|A):?(?:\*\*|__):?|Answer:?|A:)[ \t]*\Z", re.IGNORECASE
)
_ABOUT = re.compile(r"<!--\s*(id|level|tags|points|kind):(.*)-->\Z")
_OPTION = re.compile(r"[-*+] \[([ xX])\] (.+)")
_LETTERS = "ABCDEFGHI"
_LETTERED = re.compile(r"(?:[-*+] +)?([A-I])[:.)] +(.+)")
_KEY = re.compile(  # of a quiz, in the answer: #### Answer: B
    r"(?:> ?)?(?:#{1,6} +)?[*_✅ ]*(?:Correct )?(?:Answer|Ans)\.?[*_]* *:[*_ ]*\(?([A-I])\)?"
    r"(?:[.):] .*)?[*_]*[ \t]*\Z",
    re.IGNORECASE,
)
_OWN = "<!-- id: "  # in what quizapp exports
_ANSWER_LABEL = re.compile(
    r"\A\s*(?:\*\*)?(?:A\s*:|Answer\s*[:.])(?:\*\*)?[ \t]+(?!.*\n\s*B\s*[:.)] )"
)
_NUMBER = re.compile(r"\A\d{1,3}[.)] +(?=\S)")
_LINK_WITHIN = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)]) +\[[^\[\]]*\]\(#[^()\s]*\)\s*\Z")
_LABEL = re.compile(
    r"\A(?:\*\*)?(?:Q|Question)\s{0,9}\d{0,9}\s{0,9}[:.](?:\*\*)?\s*", re.IGNORECASE
)


def read_markdown(path: Path, topic: str, separator: str | None) -> tuple[Read, Conversion]:
    """The cards of a Markdown file, by the signs or the form that it is written in, or else by its
    headings; one with none of that is read as any other text."""
    text = file_text(path).replace("\r\n", "\n")
    own = _OWN in text
    whole = text if own else plain_links(text)
    text = without_front_matter(whole)
    found = sections(text)
    asking = [one.title for one in found if one.filled]
    if separator is not None or len(asking) < sum(1 for _ in questions_and_answers(text)):
        return read_table(path, topic, separator, markdown=True)
    conversion = Conversion(Pictures(topic, *beside(path)))
    bold = [] if own else sections(bold_asks(text))
    if len(bold) - len(found) <= len(asking):  # within answers
        bold = []
    read = None if own else _by_form(path, text, asking, conversion, alone=not asking and not bold)
    if read is None and (bold or asking):
        read = _headed(path, text, bold or found, conversion)
    if read is None:
        return read_table(path, topic, separator, markdown=True)
    if text != whole:
        read.facts.append("its front matter is not read")
    return read, conversion


def _by_form(
    path: Path, text: str, asking: Sequence[str], conversion: Conversion, *, alone: bool
) -> Read | None:
    """The cards of a file that is no list of headings; `alone` says that no line in it asks."""
    table = table_rows(text)
    if table:
        columns, rows, rest = table
        read = Read(facts=[f"a table in Markdown; columns: {columns.told()}"])
        read.left_out += _no_cards(path, rest)
        return filled(read, path, rows, Reading(columns, conversion, markdown=True))
    folded = details(text)
    if folded is not None and len(folded.found) < len(asking):
        folded = None  # within answers
    form = signed(text, alone=alone) or folded or toggles(text, asking)
    if form is None and (alone or len(asking) == 1):
        form = halves(text)
    return _formed(path, form, conversion) if form else None


def _formed(path: Path, form: Form, conversion: Conversion) -> Read:
    """The cards that signs make, and what is none of them."""
    read = Read(facts=[form.fact])
    for one in form.found:
        texts = (conversion.limited(text) for text in (one.question, one.answer))
        question, answer = map(conversion.markdown, texts)
        if cloze.numbers(one.question):
            fields = Fields(question, one.tags, {"text": question, "answer": answer})
            found = cards(fields, Kind(), conversion.markdown)
            if isinstance(found, str):
                read.left_out.append(f"{path}:{one.line}: {found}: {one.question[:60]}")
            else:
                read.notes += found
            continue
        read.notes.append(Note(question, question, answer, tags=one.tags))
        if one.both:
            read.notes.append(Note(f"{question}:1", answer, question, tags=one.tags))
    read.left_out += _no_cards(path, form.rest)
    return read


def _no_cards(path: Path, rest: list[tuple[int, str]]) -> Iterator[str]:
    return (f"{path}:{line}: no card: {text[:60]}" for line, text in rest)


def _headed(path: Path, text: str, found: list[Section], conversion: Conversion) -> Read:
    """A card for each heading with something below it."""
    read = Read(facts=["Markdown: each heading asks, what is below it answers"])
    read.left_out += _preface(path, text, found)
    titled = _is_title(found)
    times = Counter(one.title for one in found)
    empty = 0
    for number, one in enumerate(found):
        deeper = number + 1 < len(found) and found[number + 1].level > one.level
        if not number and titled and one.filled:
            continue
        one = one._replace(above=one.above[1:] if titled else one.above)
        if times[one.title] > 1 and one.above:
            one = one._replace(title=f"{one.above[-1]}: {one.title}")
        if one.filled and all(map(_LINK_WITHIN.match, filter(str.strip, one.body))):
            read.left_out.append(f"{path}:{one.line}: only links within the file: {one.title[:60]}")
            continue
        made = _cards(one, conversion)
        if made:
            read.notes += made
        elif deeper:
            empty += 1
        else:
            read.left_out.append(f"{path}:{one.line}: nothing below the heading: {one.title[:60]}")
    if empty:
        read.facts.append(f"{plural(empty, 'heading')} with others below: tags of theirs")
    return read


def _is_title(found: list[Section]) -> bool:
    """Whether the first heading names the file: the others are below it, and it asks nothing."""
    if len(found) < 2:
        return False
    first, *others = found
    about = any(_ABOUT.match(line.strip()) or _ANSWER.match(line) for line in first.body)
    asks = first.title.endswith("?") or _LABEL.match(first.title) or about
    return not asks and all(one.level > first.level for one in others)


def _preface(path: Path, text: str, found: list[Section]) -> Iterator[str]:
    """What stands above the first question and is no answer."""
    first = found[1] if _is_title(found) else found[0]
    lines = text.split("\n")[: first.line - 1]
    if _is_title(found):
        start, below = found[0].line - 1, len(lines) - len(found[0].body)
        lines[start:below] = [""] * (below - start)
    yield from above_first(path, lines)


def _cards(section: Section, conversion: Conversion) -> list[Note]:
    lines, about = _about(without_details(section.body))
    ends = (
        at
        for at, (line, code) in enumerate(zip(lines, in_code(lines), strict=True))
        if not code and (_ANSWER.match(line) or _KEY.match(line))
    )
    at = next(ends, None)
    title = _LABEL.sub("", _NUMBER.sub("", section.title, count=1))
    asked = [] if at is None else lines[:at]
    key = None if at is None else _KEY.match(lines[at])
    options, asked = _options(asked) if key is None else _lettered(asked, key[1].upper())
    # a heading of our own that only names the card is not part of a question of several lines
    head = [] if "id" in about and asked and "".join(asked).strip() else [title]
    convert = conversion.own if "id" in about else conversion.markdown
    options = [Offered(convert(one.text), one.right) for one in options]
    question = convert(conversion.limited("\n".join([*head, "", *asked])))
    below = without_rules(lines if at is None else lines[at + 1 :])
    if key is not None and not options:
        below = f"{key[1]}\n\n{below}"
    below = fenced_start(below)
    below = below if "id" in about else _ANSWER_LABEL.sub("", below, count=1)
    below = conversion.limited(below)
    answer = convert(below)
    tags = [tag for name in section.above if (tag := _tag(name))]
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
    found, rest = _items(lines, _OPTION)
    options = [Offered(text, mark != " ") for mark, text in found]
    rights = sum(one.right for one in options)
    alike = len({one.text for one in options}) < len(options)
    if not 2 <= len(options) <= 9 or not 0 < rights < len(options) or alike:
        return [], lines
    return options, rest


def _lettered(lines: list[str], right: str) -> tuple[list[Offered], list[str]]:
    """The options of a question, `- A: ...`, of which the one with this letter is right; and its
    other lines."""
    found, rest = _items(lines, _LETTERED)
    letters = "".join(letter for letter, _ in found)
    options = [Offered(text, letter == right) for letter, text in found]
    alike = len({one.text for one in options}) < len(options)
    if len(options) < 2 or letters != _LETTERS[: len(letters)] or right not in letters or alike:
        return [], lines
    return options, rest


def _items(lines: list[str], form: re.Pattern[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Of the lines outside code those of a form, with what goes on below them; and the others."""
    found: list[tuple[str, str]] = []
    rest: list[str] = []
    within = False
    for line, code in zip(lines, in_code(lines), strict=True):
        item = None if code else form.match(line)
        if item:
            found.append((item[1], item[2].strip()))
        elif within and not code and line[:1] in (" ", "\t") and line.strip():
            mark, text = found.pop()
            found.append((mark, f"{text} {line.strip()}"))
        else:
            rest.append(line)
        within = bool(item) or (within and not code and line[:1] in (" ", "\t"))
    return found, rest


def _tag(title: str) -> str:
    return "-".join(title.split())[:60]
