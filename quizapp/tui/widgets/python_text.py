"""How Python that is still being written is to go on: what a new line is indented by, and what is
open at the cursor. Read with a few patterns, since half-written code has no syntax tree."""

import re
from dataclasses import dataclass

INDENT = 4
PAIRS = {"(": ")", "[": "]", "{": "}"}
QUOTES = ("'", '"')
_CLOSING = {closing: opening for opening, closing in PAIRS.items()}
_LEAVES = frozenset({"return", "pass", "break", "continue", "raise"})  # nothing follows them
_PREFIX = re.compile(r"(?:^|\W)[fFrRbBuU]{1,2}\Z")
_WORD = re.compile(r"\s*(\w+)")
_PART = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r"|(?P<quote>'''|\"\"\"|'|\")"
    r"|(?P<bracket>[()\[\]{}])"
    r"|(?P<joined>\\\n)"
    r"|(?P<line>\n)"
)


_TO_THE_END = {
    "'": re.compile(r"(?:\\.|[^'\\\n])*(?:'|(?=\n))", re.DOTALL),
    '"': re.compile(r'(?:\\.|[^"\\\n])*(?:"|(?=\n))', re.DOTALL),
    "'''": re.compile(r"(?:\\.|(?!''')[^\\])*'''", re.DOTALL),
    '"""': re.compile(r'(?:\\.|(?!""")[^\\])*"""', re.DOTALL),
}


@dataclass(frozen=True)
class Open:
    """Where code breaks off. `statement` is the line (0-based) on which its statement begins,
    `brackets` the lines of those that are open, outermost first; `quote` is that of an open string;
    `code` is what stands on the last line outside comments."""

    statement: int
    brackets: tuple[int, ...]
    quote: str
    comment: bool
    code: str


def indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def open_at_end(text: str) -> Open:
    """What is still open behind `text`."""
    statement = row = at = begin = 0
    brackets: list[tuple[str, int]] = []
    cut = None  # where a comment begins on the last line
    while (found := _PART.search(text, at)) is not None:
        at = found.end()
        if found["quote"]:
            end = _string_end(text, at, found["quote"])
            if end is None:
                rows = tuple(line for _, line in brackets)
                return Open(statement, rows, found["quote"], False, text[begin:])
            row += text.count("\n", at, end)
            begin = max(begin, text.rfind("\n", at, end) + 1)
            at = end
        elif found["bracket"]:
            _note(found["bracket"], row, brackets)
        elif found["comment"]:
            cut = found.start()
        else:
            row, begin, cut = row + 1, at, None
            if found["line"] and not brackets:
                statement = row
    rows = tuple(line for _, line in brackets)
    return Open(statement, rows, "", cut is not None, text[begin:cut])


def _string_end(text: str, at: int, quote: str) -> int | None:
    """Where a string ends that begins before `at`; None if that is behind the text. One with
    simple quotes ends with its line at the latest."""
    found = _TO_THE_END[quote].match(text, at)
    return found.end() if found is not None else None


def _note(bracket: str, row: int, brackets: list[tuple[str, int]]) -> None:
    if bracket in PAIRS:
        brackets.append((bracket, row))
    elif brackets and brackets[-1][0] == _CLOSING[bracket]:
        brackets.pop()


def next_indent(before: str, after: str = "") -> str:
    """What a line begins with that is opened behind `before`; `after` is what it takes along."""
    lines = before.split("\n")
    found = open_at_end(before)
    own = indentation(lines[-1])
    code = found.code.rstrip()
    if found.quote or not lines[-1].strip():
        return own
    if found.brackets:
        return _in_brackets(lines, found, closes=after.lstrip()[:1] in _CLOSING)
    first = indentation(lines[found.statement])
    if code.endswith("\\"):
        return first + " " * INDENT if found.statement == len(lines) - 1 else own
    if code.endswith(":"):
        return first + " " * INDENT
    word = _WORD.match(lines[found.statement])
    if code and word is not None and word[1] in _LEAVES:
        return first[:-INDENT] if len(first) >= INDENT else ""
    return first


def _in_brackets(lines: list[str], found: Open, *, closes: bool) -> str:
    """As the line before it in the same brackets, or one step deeper than the line that opens
    them."""
    opened = found.brackets[-1]
    outer = indentation(lines[opened])
    if closes:
        return outer
    inside = lines[opened + 1] if opened + 1 < len(lines) else ""
    return indentation(inside) if inside.strip() else outer + " " * INDENT


def pairs_up(typed: str, before: str, after: str) -> bool:
    """Whether an opening bracket or a quote brings its closing one along: at the end of a line or
    before what closes or separates, and in code."""
    if after[:1].strip() and after[0] not in ")]},:;":
        return False
    found = open_at_end(before)
    if found.quote or found.comment:
        return False
    if typed in PAIRS:
        return True
    if before[-1:] in QUOTES:
        return False  # the third of three, say
    return not re.search(r"\w\Z", before) or bool(_PREFIX.search(before))


def steps_over(typed: str, before: str, after: str) -> bool:
    """Whether a closing bracket or quote is there already, right behind the cursor."""
    if after[:1] != typed:
        return False
    return typed in _CLOSING or (typed in QUOTES and open_at_end(before).quote == typed)


def commented(lines: list[str]) -> list[str]:
    """The lines as comments, or without that where all of them are."""
    written = [line for line in lines if line.strip()]
    if not written:
        return lines
    if all(line.lstrip().startswith("#") for line in written):
        return [re.sub(r"^(\s*)# ?", r"\1", line) for line in lines]
    column = min(len(indentation(line)) for line in written)
    return [f"{line[:column]}# {line[column:]}" if line.strip() else line for line in lines]


def indented(lines: list[str]) -> list[str]:
    """The lines a step further in; empty ones stay so."""
    return [" " * INDENT + line if line.strip() else line for line in lines]


def outdented(lines: list[str]) -> list[str]:
    """The lines a step further out, as far as they can."""
    return [re.sub(rf"^(?: {{1,{INDENT}}}|\t)", "", line) for line in lines]
