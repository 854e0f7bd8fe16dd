"""One line of a bank's Markdown, for places too small for a Markdown widget."""

import re

from textual.content import Content

_CODE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*")


def inline(text: str) -> Content:
    """Backticks, bold and italics as styles; everything else as it stands."""
    parts: list[Content | tuple[str, str]] = []
    end = 0
    for found in _CODE.finditer(text):
        parts.append(Content(text[end : found.start()]))
        code, bold, italic = found.groups()
        style = "$text-accent" if code else "bold" if bold else "italic"
        parts.append((code or bold or italic, style))
        end = found.end()
    return Content.assemble(*parts, Content(text[end:]))
