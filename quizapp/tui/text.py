"""How text looks on every screen: dim words, ratings, bars, a line of a bank's Markdown."""

import re

from textual.content import Content

from quizapp.core.grading.rating import Rating

DIM = "$foreground 65%"
RATING_STYLES = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-primary",
}
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_CODE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*")


def block_bar(share: float, width: int) -> str:
    """A bar full to a share of its width, at eighths of a cell; the rest is a thin line."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, part = divmod(eighths, 8)
    shown = "█" * full + (_EIGHTHS[part] if part else "")
    return shown + "▁" * (width - len(shown))


def line_bar(share: float, width: int) -> str:
    """A line that is full to a share of its width, at half-cell steps."""
    halves = round(max(0.0, min(1.0, share)) * width * 2)
    full, half = divmod(halves, 2)
    return "━" * full + "╸" * half + "─" * (width - full - half)


def inline(text: str) -> Content:
    """One paragraph: backticks, bold and italics as styles, line breaks of the bank as spaces."""
    *lines, last = text.strip().splitlines() or [""]
    text = " ".join([*(line.strip().removesuffix("\\") for line in lines), last.strip()])
    parts: list[Content | tuple[str, str]] = []
    end = 0
    for found in _CODE.finditer(text):
        parts.append(Content(text[end : found.start()].replace("\\<", "<")))
        code, bold, italic = found.groups()
        style = "$text-accent" if code else "bold" if bold else "italic"
        parts.append((code or bold or italic, style))
        end = found.end()
    return Content.assemble(*parts, Content(text[end:].replace("\\<", "<")))
