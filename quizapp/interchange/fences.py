"""Blocks of code in Markdown, whose signs mean nothing to an import."""

import re
import textwrap
from collections.abc import Sequence

_INDENTED = re.compile(r"\A(?: {4}|\t)[^\n]*(?:\n(?:(?: {4}|\t)[^\n]*|[ \t]*(?=\n)))*")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)\Z")


def fenced_start(text: str) -> str:
    """A text that begins with code by its indentation, with fences around that: white space at the
    beginning of a text gets lost."""
    code = _INDENTED.match(text)
    if code is None or not code[0].strip():
        return text
    fence = "~~~" if "```" in code[0] else "```"
    inside = textwrap.dedent(code[0].expandtabs(4)).strip("\n")
    return f"{fence}\n{inside}\n{fence}\n{text[code.end() :]}"


def in_code(lines: Sequence[str]) -> list[bool]:
    """Of each line, whether it belongs to a block of code; its fences do. A block that nothing
    closes goes on to the end."""
    fence = ""
    out: list[bool] = []
    for line in lines:
        mark = _FENCE.match(line)
        out.append(bool(fence or mark))
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
    return out
