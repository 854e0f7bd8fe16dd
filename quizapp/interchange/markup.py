"""The Markdown of banks as the HTML of Anki, and a stranger's text without what nobody sees."""

import functools
import html
import re
from typing import Any

from quizapp.core.printable import visible

_ANKI_COMMANDS = re.compile(r"\[(?=sound:|anki:|latex\]|\$\$?\])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def code_html(source: str) -> str:
    """Python code, highlighted by classes whose style is `code_css`."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    shown: str = highlight(source, PythonLexer(), HtmlFormatter(cssclass="code"))
    return _inert(shown)


def code_css() -> str:
    """The style of `code_html`, by day and by night."""
    from pygments.formatters import HtmlFormatter

    day: Any = HtmlFormatter(style="default")
    night: Any = HtmlFormatter(style="monokai")
    return f"{day.get_style_defs('.code')}\n{night.get_style_defs('.nightMode .code')}"


def plain_html(text: str) -> str:
    """Text as it is, line by line."""
    return _inert(f"<pre>{html.escape(text.rstrip())}</pre>") if text.strip() else ""


def markdown_html(text: str) -> str:
    """Markdown as HTML; tags that stand in it are shown, not obeyed."""
    return _inert(_markdown().render(text).strip())


@functools.cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _inert(text: str) -> str:
    """Anki acts on some words in brackets, wherever they stand."""
    return _ANKI_COMMANDS.sub("&#91;", text)


def clean(text: str) -> str:
    """Without what could steer a terminal, and without white space that nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _CONTROL.sub("", visible(text))
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
