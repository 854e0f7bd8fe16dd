"""Tables of questions and answers: CSV, TSV, Anki's and Quizlet's text exports, lines of `Q:` and
`A:`."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange import separators
from quizapp.interchange.answer_key import Given
from quizapp.interchange.columns import Columns, by_content, by_name
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.html_text import looks_like_html
from quizapp.interchange.note import Read
from quizapp.interchange.pictures import Pictures, beside
from quizapp.interchange.separators import MAX_ROWS, Row
from quizapp.interchange.table_notes import Reading, notes_of

MAX_FILE = 20 * 1024 * 1024
_HEAD = re.compile(
    r"#(separator|html|columns|notetype|deck|tags|if matches"
    r"|(?:guid|notetype|deck|tags) column):(.*)"
)
_ASKED = re.compile(r"\s*(?:\*\*|[-*] +)?(?:Q|Question|Frage) ?\d*(?:\*\*)?[:.)](?:\*\*)? *(.*)")
_ANSWERED = re.compile(r"\s*(?:\*\*|[-*] +)?(?:A|Answer|Antwort) ?\d*(?:\*\*)?[:.)](?:\*\*)? *(.*)")

_UNCUT = ": most lines agree on none, so each is one cell; --separator names one"


def read_table(
    path: Path, topic: str, separator: str | None = None, first: int | None = None
) -> tuple[Read, Conversion]:
    """The cards of a text file. A first row with the names of columns is understood; without it the
    first column asks and the second answers. `first` is the number of the first option of a
    question with several, if that is known. Raises UsageError for what is no table."""
    text, facts, skipped = _without_head(file_text(path))
    if not text.strip():
        raise UsageError(f"{path}: the table is empty")
    conversion = Conversion(Pictures(topic, *beside(path)))
    read = Read()
    if separator is None and "separator" not in facts:
        for kind, pairs in (
            ("lines of Q: and A:", questions_and_answers(text)),
            ("between blank lines, the first line asks and the others answer", _stanzas(text)),
        ):
            some = islice(pairs, MAX_ROWS + 1)
            rows = _limited([Row(line + skipped, [ask, reply]) for line, ask, reply in some], path)
            if rows:
                read.facts.append(kind)
                return filled(read, path, rows, Reading(Columns(0, 1), conversion)), conversion
    rows, columns = _columns(read, path, text, facts, skipped, separator)
    html = {"true": True, "false": False}.get(facts.get("html", "").lower())
    reading = Reading(columns, conversion, html, Given(first))
    if html is None:
        marked = sum(looks_like_html(cell) for row in rows for cell in row.cells)
        if marked and not columns.own:
            read.facts.append(f"{plural(marked, 'cell')} read as HTML")
    elif html:
        read.facts.append("HTML, as its first lines say")
    return filled(read, path, rows, reading), conversion


def _columns(
    read: Read, path: Path, text: str, facts: Mapping[str, str], skipped: int, separator: str | None
) -> tuple[list[Row], Columns]:
    said = facts.get("separator")
    told = separators.told(separator or said or "") or None
    lines = text.count("\n") + 1
    sentences = len(re.findall(r"\{\{c\d+::", text)) > lines / 2
    found = separators.cut(text, told, sentences)
    by = "as asked for" if separator else "as the file says" if said else ""
    agreed = f"{found.agreed:.0%} of its rows have {plural(found.width, 'column')}"
    how = f" ({by or agreed})" if found.separator else _UNCUT
    read.facts.append(f"separator: {separators.named(found.separator)}{how}")
    read.left_out += [f"{path}:{line + skipped}: {why}" for line, why in found.left_out]
    rows = [row._replace(line=row.line + skipped) for row in found.rows]
    if not rows:
        raise UsageError(f"{path}: no row of it can be read{_named_first(read.left_out)}")
    _limited(rows, path)
    heads = facts["columns"].split(found.separator) if "columns" in facts else rows[0].cells
    columns = by_name(heads)
    if columns is not None and "columns" not in facts:
        rows = rows[1:]
    special = {
        name: int(facts[f"{name} column"]) - 1
        for name in ("guid", "notetype", "deck", "tags")
        if facts.get(f"{name} column", "").isdecimal() and int(facts[f"{name} column"]) < 1000
    }
    if columns is None or special:
        columns = by_content(rows, special)
    read.facts.append(f"columns: {columns.told()}")
    return rows, columns


def _limited(rows: list[Row], path: Path) -> list[Row]:
    if len(rows) > MAX_ROWS:
        raise UsageError(f"{path}: more than {MAX_ROWS:,} rows; split it")
    return rows


def _named_first(left_out: list[str]) -> str:
    return f": {left_out[0]}" if left_out else ""


def filled(read: Read, path: Path, rows: list[Row], reading: Reading) -> Read:
    """What was read, and the cards of these rows."""
    reading = reading.keyed(row.cells for row in rows)
    read.remarks += filter(None, [reading.key.told])
    no_choice: list[str] = []
    for line, cells in rows:
        found = notes_of(cells, reading)
        if isinstance(found, str):
            first = " ".join(next(filter(str.strip, cells), "").split())
            read.left_out.append(f"{path}:{line}: {found}: {first[:60]}")
        else:
            read.notes += found
            if not reading.columns.own and reading.columns.quiz(cells):
                no_choice += [note.question for note in found if not note.options]
    if no_choice:
        said = f"{plural(len(no_choice), 'question')} with options came in as a flashcard each"
        first = " ".join(no_choice[0].split())
        read.remarks.append(f"{said}, as no choice can be made: {first[:60]}")
    return read


def file_text(path: Path) -> str:
    """The text of a file. Raises UsageError for one that is too large or in another encoding."""
    if path.stat().st_size > MAX_FILE:
        raise UsageError(f"{path}: larger than {MAX_FILE >> 20} MiB; split it")
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\0", "")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 ({error.reason}); save it in that encoding") from None


def _without_head(text: str) -> tuple[str, dict[str, str], int]:
    """Anki begins its text exports with lines such as `#separator:tab`: the text after them, what
    they say, and how many they are."""
    facts: dict[str, str] = {}
    lines = text.split("\n")
    count = 0
    while count < min(len(lines), 20) and (found := _HEAD.fullmatch(lines[count].rstrip("\r"))):
        facts[found[1]] = found[2].strip()
        count += 1
    return "\n".join(lines[count:]), facts, count


def questions_and_answers(text: str) -> Iterator[tuple[int, str, str]]:
    """What stands behind `Q:` and `A:`, with the line of the question; nothing, if the text is not
    written so."""
    lines = text.split("\n")
    asked = sum(bool(_ASKED.match(line)) for line in lines)
    answered = sum(bool(_ANSWERED.match(line)) for line in lines)
    if (
        not asked
        or answered < 0.8 * asked
        or any("\t" in line for line in lines if _ASKED.match(line))
    ):
        return
    question: list[str] = []
    answer: list[str] | None = None
    start = 0
    for number, line in enumerate([*lines, "Q:"], start=1):
        if found := _ASKED.match(line):
            if question or answer:
                yield start, _joined(question), _joined(answer or [])
            question, answer, start = [found[1].rstrip("*")], None, number
        elif answer is None and start and (found := _ANSWERED.match(line)):
            answer = [found[1]]
        elif start:
            (question if answer is None else answer).append(line.rstrip("\r"))


def _stanzas(text: str) -> Iterator[tuple[int, str, str]]:
    """What stands between blank lines, where all of that is a question and its answer; nothing, if
    separators cut the lines or the text is not written so."""
    blocks = list(re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text.replace("\r\n", "\n")))
    alike = len(blocks) > 1 and all("\n" in block[0] for block in blocks)
    found = separators.cut(text, None) if alike and '"' not in text else None
    if found and (not found.separator or found.agreed < 0.9):
        line, at = 1, 0
        for block in blocks:
            line, at = line + block.string.count("\n", at, block.start()), block.start()
            question, _, answer = block[0].partition("\n")
            yield line, question, answer


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n -=_*").strip()
