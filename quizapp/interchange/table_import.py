"""Tables of questions and answers: CSV, TSV, Anki's and Quizlet's text exports, lines of `Q:` and
`A:`."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from quizapp.core.wording import plural
from quizapp.errors import UsageError
from quizapp.interchange import separators
from quizapp.interchange.anki_note import deck_tag
from quizapp.interchange.answer_key import Given
from quizapp.interchange.columns import Columns, by_content, by_name, without_counting
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.fences import in_code
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
    path: Path,
    topic: str,
    separator: str | None = None,
    markdown: bool = False,
    first: int | None = None,
) -> tuple[Read, Conversion]:
    """The cards of a text file, whose cells are text or HTML unless they are told to be Markdown. A
    first row with the names of columns is understood; without it the first column asks and the
    second answers. `first` is the number of the first option of a question with several, if that is
    known. Raises UsageError for what is no table."""
    text, facts, skipped = _without_head(file_text(path))
    if not text.strip():
        raise UsageError(f"{path}: the table is empty")
    conversion = Conversion(Pictures(topic, *beside(path)))
    read = Read()
    if separator is None and "separator" not in facts:
        for kind, pairs in (
            ("lines of Q: and A:", questions_and_answers(text)),
            ("cards on one line", _on_one_line(text)),
            ("tabs; lines without one go on with the answer above", _tabbed(text)),
            ("between blank lines, the first line asks and the others answer", _stanzas(text)),
        ):
            some = islice(pairs, MAX_ROWS + 1)
            rows = limited([Row(line + skipped, [ask, reply]) for line, ask, reply in some], path)
            if rows:
                read.facts.append(kind)
                read.left_out += above_first(path, text.split("\n")[: rows[0].line - skipped - 1])
                reading = Reading(Columns(0, 1), conversion, markdown=markdown)
                return filled(read, path, rows, reading), conversion
    rows, columns = _columns(read, path, text, facts, skipped, separator)
    html = {"true": True, "false": False}.get(facts.get("html", "").lower())
    decks = filter(None, [deck_tag(facts.get("deck", ""))])
    tags = (*facts.get("tags", "").split(), *decks)
    reading = Reading(columns, conversion, html, tags, markdown, Given(first))
    if html is None and not markdown:
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
    limited(rows, path)
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
    if columns.names:
        columns = without_counting(columns, rows)
    read.facts.append(f"columns: {columns.told()}")
    return rows, columns


def limited(rows: list[Row], path: Path) -> list[Row]:
    if len(rows) > MAX_ROWS:
        raise UsageError(f"{path}: more than {MAX_ROWS:,} rows; split it")
    return rows


def _named_first(left_out: list[str]) -> str:
    return f": {left_out[0]}" if left_out else ""


def above_first(path: Path, lines: Sequence[str]) -> Iterator[str]:
    """What stands above the first question, for the account of what was left out."""
    shown = [at for at, line in enumerate(lines) if line.strip()]
    if shown:
        yield f"{path}:{shown[0] + 1}: above the first question: {lines[shown[0]].strip()[:60]}"


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
    columns = reading.columns
    for at in [] if columns.own else columns.unused():
        count = sum(1 for row in rows if at < len(row.cells) and row.cells[at].strip())
        if count:
            reading.conversion.unused[columns.names[at].strip() or str(at + 1)] += count
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
    plain = ["" if code else line for line, code in zip(lines, in_code(lines), strict=True)]
    asked = [line for line in plain if _ASKED.match(line)]
    answered = sum(bool(_ANSWERED.match(line)) for line in plain)
    if not asked or answered < 0.8 * len(asked) or any("\t" in line for line in asked):
        return
    question: list[str] = []
    answer: list[str] | None = None
    start = 0
    for number, (line, sign) in enumerate(zip([*lines, ""], [*plain, "Q:"], strict=True), start=1):
        if found := _ASKED.match(sign):
            if question or answer:
                yield start, without_rules(question), without_rules(answer or [])
            question, answer, start = [_closed(found[1])], None, number
        elif start and (found := _ANSWERED.match(sign)):
            answer = [*(answer or []), _closed(found[1])]  # SuperMemo has A: on each line
        elif start:
            (question if answer is None else answer).append(line.rstrip("\r"))


def _on_one_line(text: str) -> Iterator[tuple[int, str, str]]:
    """Questions and answers where signs part the cards, too, as Quizlet exports them if asked;
    nothing, if the text is not written so."""
    text = text.strip()
    if "\n" in text or '"' in text:
        return
    for sign, between in itertools.product((";;", ";", "|"), ("\t", "::", " - ", ",", "=", ":")):
        found = [one.split(between) for one in text.split(sign) if one.strip()]
        least = 2 if len(sign) > 1 else 3
        if len(found) >= least and all(len(one) == 2 and all(one) for one in found):
            for question, answer in found:
                yield 1, question.strip(), answer.strip()
            return


def _tabbed(text: str) -> Iterator[tuple[int, str, str]]:
    """Questions with a tab before their answers, where some of these have several lines, as in
    Quizlet's export; nothing, if none has or the text is not written so."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if _is_pair(line)]
    shown = [at for at, line in enumerate(lines) if line.strip()]
    once = all(lines[at].count("\t") == 1 for at in starts)
    if len(starts) < 2 or not once or len(starts) == len(shown) or shown[0] != starts[0]:
        return
    if any(lines[at].partition("\t")[2].startswith('"') for at in starts):
        return  # quotes hold the lines together
    if by_name(lines[starts[0]].split("\t")):
        del starts[0]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        question, _, first = lines[at].partition("\t")
        answer = [line.rstrip("\r") for line in (first, *lines[at + 1 : end])]
        yield at + 1, question.strip(), without_rules(answer)


def _is_pair(line: str) -> bool:
    before, _, behind = line.partition("\t")
    return bool(before.strip() and behind.strip())


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


def without_rules(lines: list[str]) -> str:
    """The lines of a text, without rules and empty ones around them."""
    shown = [at for at, line in enumerate(lines) if not re.fullmatch(r"\s*|\s*[-=_*]{3,}\s*", line)]
    return "\n".join(lines[shown[0] : shown[-1] + 1]).rstrip() if shown else ""


def _closed(line: str) -> str:
    """A line without the end of what was bold from before its sign on."""
    return line.removesuffix("**") if line.count("**") % 2 else line
