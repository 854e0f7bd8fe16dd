"""Text that is no Markdown, as Markdown that shows it as it was typed: `__len__()`, `# pip` and
`w1*x1` keep their signs, lines stay lines, indented ones keep their place.

A word that Markdown would change stands in backticks, which all that shows cards understands; text
that is laid out by its spaces is a block of code. What somebody put into backticks or `**` is meant
so.
"""

import functools
import re
import textwrap
from collections.abc import Iterator
from typing import Any

BREAK = "\\\n"  # a line that ends here, to Markdown
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*\Z")
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_BOLD = re.compile(r"(?<![\w*`/])\*\*(?=[^\s*])([^*\n`]+)(?<=[^\s*])\*\*(?![\w*`/])")
_ITEM = re.compile(r"( *)([-*•‣◦–]|\d{1,3}[.)]) +(?=\S)")
_SIGNS = re.compile(r"[*_`<&\\~\[\]|!]|://|www\.|@|^\s*(?:[-+#>=]|\d+[.)])", re.MULTILINE)
_ODD = re.compile(r"[*_<&\\~\[\]|`]|://|www\.|\w@\w")
_FIRST = re.compile(r"(?:#{1,6}(?=\s|$)|[-+*>=]|\d{1,9}[.)](?=\s|$))")
_JOINT = re.compile(r"` ([^\w\s`]{1,2}) `")
_STATEMENT = re.compile(
    r"(?:async|case|class|def|elif|else|except|finally|for|if|match|try|while|with)\b.*:\s*\Z"
    r"|.*[(){}=;]"
)
_MAX_BLOCK, _MAX_SIGNS = 5_000, 300  # letters that are looked at as one, and odd ones among them


def as_typed(text: str) -> str:
    """Markdown that shows a text line by line."""
    return "\n\n".join(_block(block) for block in blocks(text))


def line_as_typed(text: str) -> str:
    """One line of it, that shows all white space as one blank."""
    return _line(" ".join(text.split()))


def fenced(text: str, language: str = "") -> str:
    """A block of code, its fence longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip().strip(chr(10))}\n{fence}"


def span(text: str) -> str:
    """Code in a line."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    ticks = "`" * (longest + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{gap}{text}{gap}{ticks}"


def blocks(text: str) -> Iterator[list[str]]:
    """Lines that stand together; a block of code whole, with its fences."""
    lines: list[str] = []
    end = ""
    every = text.split("\n")
    last = {line.strip(): number for number, line in enumerate(every)}
    for number, line in enumerate(every):
        if end:
            lines.append(line)
            if line.strip() == end:
                yield lines
                lines, end = [], ""
            continue
        found = _FENCE.match(line)
        if found and last.get(found[1], 0) > number:
            yield from [lines] if lines else []
            lines, end = [line], found[1]
        elif line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def is_code(lines: list[str]) -> bool:
    """Whether a block is one of code, with its fences."""
    found = _FENCE.match(lines[0])
    return found is not None and len(lines) > 1 and lines[-1].strip() == found[1]


def _block(lines: list[str]) -> str:
    if is_code(lines):
        return "\n".join(lines)
    items = next((at for at, line in enumerate(lines) if _ITEM.match(line)), None)
    if items is not None and (items < 2 or lines[items - 1].rstrip().endswith(":")):
        shown = _list(lines[items:])
        if shown is not None:
            return "\n".join(filter(None, [_lines(lines[:items]), shown]))
    return _lines(lines)


def _lines(lines: list[str]) -> str:
    if not lines:
        return ""
    if _laid_out(lines):
        return _code(lines)
    lines = [line.strip() for line in lines]
    raw = BREAK.join(lines)
    if len(raw) > _MAX_BLOCK or len(_ODD.findall(raw)) > _MAX_SIGNS:
        return raw if not _SIGNS.search(raw) else fenced("\n".join(lines))
    wanted = "\n".join(" ".join(_unmarked(line).split()) for line in lines)
    if not _SIGNS.search(raw) or _shown(raw) == wanted:
        return raw
    wrapped = BREAK.join(_wrapped(line) for line in lines)
    wanted = "\n".join(" ".join(SPAN.sub(r"\2", line).split()) for line in lines)
    if _shown(wrapped) == wanted:
        return wrapped
    return fenced("\n".join(lines))


def _code(lines: list[str]) -> str:
    """Lines in a block of code, below those that only lead to it."""
    head = next((at for at, line in enumerate(lines) if line.startswith("  ")), 0)
    if head and lines[head - 1].rstrip().endswith(":") and not _STATEMENT.match(lines[head - 1]):
        return f"{_lines(lines[:head])}\n\n{fenced(textwrap.dedent(chr(10).join(lines[head:])))}"
    return fenced("\n".join(lines))


def _laid_out(lines: list[str]) -> bool:
    """Whether the spaces in these lines are meant: code, a table, a drawing."""
    if len(lines) == 1:
        return lines[0].startswith("    ")
    indented = [line for line in lines if line.startswith("  ") and line.strip()]
    columns = [line for line in lines if re.search(r"\S {3,}\S", line)]
    return bool(indented) or len(columns) > 1


def _line(text: str) -> str:
    if len(_ODD.findall(text)) > _MAX_SIGNS:
        return span(text)
    if not _SIGNS.search(text) or _shown(text) == _unmarked(text):
        return text
    wrapped = _wrapped(text)
    return wrapped if _shown(wrapped) == SPAN.sub(r"\2", text) else span(text)


def _unmarked(line: str) -> str:
    """What shows of a line whose marks are all meant."""
    return _BOLD.sub(r"\1", SPAN.sub(r"\2", line))


def _list(lines: list[str]) -> str | None:
    """A list, its marks made even and its deeper items below their own; None where it is none, or
    Markdown would count otherwise."""
    out: list[str] = []
    margins: list[tuple[int, str]] = []
    count = 0
    for line in lines:
        found = _ITEM.match(line)
        if found is None:
            return None
        margin, mark = len(found[1]), found[2]
        while margins and margin < margins[-1][0]:
            margins.pop()
        if not margins or margin > margins[-1][0]:
            margins.append((margin, "   " * len(margins)))
            count = 0
        if mark[0].isdigit():
            count = count + 1 if count else int(mark[:-1])
            if (
                len(margins) > 1
                or int(mark[:-1]) != count
                or (out and count == int(mark[:-1]) > 999)
            ):
                return None
            mark = f"{count}."
        elif count:
            return None
        else:
            mark = "-"
        out.append(f"{margins[-1][1]}{mark} {_line(line[found.end() :].strip())}")
    return "\n".join(out)


def _wrapped(line: str) -> str:
    """A line whose odd words stand in backticks; those that it has already stay."""
    parts: list[str] = []
    end = 0
    for found in SPAN.finditer(line):
        parts += [_words(line[end : found.start()]), found[0]]
        end = found.end()
    parts.append(_words(line[end:]))
    text = "".join(parts)
    first = text.partition(" ")[0]
    if _FIRST.match(first) and "`" not in first:
        text = span(first) + text[len(first) :]
    while (joined := _JOINT.sub(r" \1 ", text)) != text:
        text = joined
    return text


def _words(text: str) -> str:
    return "".join(
        span(word) if _ODD.search(word) else word for word in re.split(r"(\s+)", text) if word
    )


@functools.cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("gfm-like")  # as the screens read it


def _shown(markdown: str) -> str | None:
    """The text that is shown of one paragraph; None if it is not just that."""
    tokens = _markdown().parse(markdown)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    parts: list[str] = []
    for child in tokens[1].children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("hardbreak", "softbreak"):
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type in ("image", "html_inline"):
            return None
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n"))
