"""Blocks of code in Markdown, whose signs mean nothing to an import."""

import re
from collections.abc import Sequence

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)\Z")


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
