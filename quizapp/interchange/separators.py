"""The rows of a table whose separator nobody has told: the one is taken by which most rows have
equally many columns."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "pipe", " ": "space", ":": "colon"}
_USUAL = ("\t", ";", ",", "|")
_LOOSE = ("::", " - ", " – ", " — ", " = ", ": ", ":")
_SAMPLE = 200_000  # letters
_LONGEST_ROW = 50  # lines
MAX_ROWS, MAX_COLUMNS = 50_000, 200
_AGREED = 0.7
_RULE = re.compile(r"[-=_:|+\s]{3,}")  # a line below names, or between rows
MAX_CELL = 200_000


class Row(NamedTuple):
    """A row with the line that it begins at."""

    line: int
    cells: list[str]


class Rows(NamedTuple):
    """A table's rows that hold something. `separator` is "" where a row is one cell; `agreed` is
    the share of rows with the usual width, `left_out` has the lines that are no rows of it, and
    why."""

    separator: str
    rows: list[Row]
    width: int
    agreed: float
    left_out: list[tuple[int, str]]
    quoted: bool = False


def named(separator: str) -> str:
    """How a separator is called."""
    return NAMES.get(separator, f'"{separator}"') if separator else "none"


def told(name: str) -> str:
    """The separator that somebody calls so: `tab`, `\\t`, or itself."""
    by_name = {word: sign for sign, word in NAMES.items()}
    return by_name.get(name.lower(), name.replace("\\t", "\t"))


def cut(text: str, separator: str | None, sentences: bool = False) -> Rows:
    """The rows of a text, by this separator or by the one that fits the first ones best. In a text
    of `sentences`, such as one with clozes, a comma separates nothing.

    No more than MAX_ROWS + 1 are read.
    """
    sample = _sample(text)
    if separator is not None:
        return _checked(text, _whole(text, _best(sample, [separator])))
    tabled = '"' in sample or "{{c" not in sample.partition("\n")[0]
    usual = [sign for sign in _USUAL if sign != "," or not sentences or tabled]
    found = _best(sample, usual)
    enough = 0.95 if sentences else _AGREED
    if found.agreed < enough and not sentences:
        loose = _best(sample, _LOOSE)
        if loose.agreed >= 0.9 and loose.agreed > found.agreed:
            found = loose
    cut_at_all = sum(len(row.cells) > 1 for row in found.rows) / max(1, len(found.rows))
    if found.agreed < (enough if sentences else 0.4) and (sentences or cut_at_all < 0.9):
        return Rows("", [*itertools.islice(_lines(text), MAX_ROWS + 1)], 1, 1.0, [])
    return _checked(text, _whole(text, found))


def _sample(text: str) -> str:
    """The first lines of it."""
    if len(text) <= _SAMPLE:
        return text
    end = text.rfind("\n", 0, _SAMPLE)
    return text[: end if end > 0 else _SAMPLE]


def _best(sample: str, separators: Sequence[str]) -> Rows:
    candidates = [
        _parsed(sample, sign, quoted) for sign in separators for quoted in _quotings(sign)
    ]
    return max(candidates, key=lambda found: round(found.agreed, 3))  # the first of equals


def _quotings(separator: str) -> tuple[bool, ...]:
    return (True, False) if len(separator) == 1 else (False,)


def _whole(text: str, found: Rows) -> Rows:
    """All rows, read in the way that fits the first ones."""
    if not found.quoted:
        return _parsed(text, found.separator, False)
    read = _parsed(text, found.separator, True)
    if read.agreed >= 0:
        return read
    candidates = [_parsed(text, found.separator, True, strict=False)]
    candidates.append(_parsed(text, found.separator, False))
    return max(candidates, key=lambda one: one.agreed * len(one.rows))


def _parsed(text: str, separator: str, quoted: bool, strict: bool = True) -> Rows:
    if not quoted:
        lines = itertools.islice(_lines(text), MAX_ROWS + 1)
        return _rated(separator, [Row(at, _split(cells[0], separator)) for at, cells in lines])
    csv.field_size_limit(MAX_CELL)
    rows: list[Row] = []
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
        for cells in reader:
            if any(cell.strip() for cell in cells) and not _RULE.fullmatch("".join(cells)):
                rows.append(Row(line, cells[: MAX_COLUMNS + 1]))
            line = 1 + reader.line_num
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        cut_off = "end of data" in str(error) and reader.line_num - line < _LONGEST_ROW
        if not (cut_off and len(rows) > 1 and len(text) > _SAMPLE * 0.9):
            return Rows(separator, [], 0, -1.0, [])  # its quotes are no quotes
    return _rated(separator, rows, quoted=True)


def _split(line: str, separator: str) -> list[str]:
    if len(separator) == 1 and separator in _USUAL:
        return line.split(separator, MAX_COLUMNS)
    return [cell.strip() for cell in line.split(separator, 1)]


def _lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if line.strip() and not _RULE.fullmatch(line):
            yield Row(number, [line.rstrip("\n")])


def _rated(separator: str, rows: list[Row], quoted: bool = False) -> Rows:
    """How many of the rows have the usual width; one column is none."""
    widths = Counter(len(row.cells) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    wide = {size: many for size, many in widths.items() if size > 1}
    if width < 2 and wide:
        width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    agreed = count / max(1, sum(widths.values())) if width > 1 else 0.0
    return Rows(separator, rows, width, agreed, [], quoted)


def _trimmed(cells: list[str]) -> list[str]:
    """Cells without the empty ones at the end."""
    end = len(cells)
    while end > 2 and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _checked(text: str, found: Rows) -> Rows:
    """Those rows that can be told apart: a comma in a text without quotes makes one too wide."""
    wide = [row for row in found.rows if len(row.cells) > MAX_COLUMNS]
    if wide:
        left_out = [(row.line, f"more than {MAX_COLUMNS} columns") for row in wide]
        rows = [row for row in found.rows if len(row.cells) <= MAX_COLUMNS]
        found = found._replace(rows=rows, left_out=left_out)
    if found.separator not in (",", ";"):
        return found
    widths = Counter(len(_trimmed(row.cells)) for row in found.rows)
    many = len(found.rows)
    header = len(found.rows[0].cells) if found.rows else 0
    most = max([found.width, header, *(w for w, n in widths.items() if n > max(1, many / 10))])
    rows, left_out = [], [*found.left_out]
    lines = text.split("\n")
    for row in found.rows:
        cells = _trimmed(row.cells)
        if len(cells) <= most:
            rows.append(row)
            continue
        tight = _tight(lines[row.line - 1].rstrip("\r"), found.separator, found.width)
        if tight:
            rows.append(Row(row.line, tight))
            continue
        name = named(found.separator)
        left_out.append(
            (row.line, f"{len(cells)} columns, where most rows have {found.width}: put text with a"
             f" {name} in it in quotes, or use another --separator")
        )  # fmt: skip
    return found._replace(rows=rows, left_out=left_out)


def _tight(line: str, separator: str, width: int) -> list[str]:
    """A row whose text has separators of its own, told from real ones by the blank behind them."""
    if '"' in line:
        return []
    cells = re.split(rf"{re.escape(separator)}(?! )", line)
    return cells if len(cells) == width else []
