"""Between the Markdown of banks and the HTML of Anki. What comes in is a stranger's text: of its
HTML nothing but text survives."""

import functools
import html
import re
from html.parser import HTMLParser
from typing import Any

_SOUND = re.compile(r"\[(?:sound|anki):[^\[\]]*\]")
_ANKI_COMMANDS = re.compile(r"\[(?=sound:|anki:|latex\]|\$\$?\])")
_BLOCKS = {"p", "div", "br", "tr", "table", "blockquote", "section", "hr", "ul", "ol"}
_BLOCKS |= {f"h{level}" for level in range(1, 7)}
_SILENT = {"script", "style", "head", "title"}
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


def html_text(source: str) -> str:
    """The text of a field: paragraphs and lists as lines, `pre` as a block of code, pictures named,
    sounds, scripts and all else dropped."""
    reader = _TextReader()
    reader.feed(_SOUND.sub("", source))
    reader.close()
    return clean("".join(reader.parts))


def clean(text: str) -> str:
    """Without control characters, and without white space that nobody sees."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0
        self.pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "img":
            source = dict(attrs).get("src") or "?"
            self.parts.append(f"[picture: {source[:80]}]")
        elif tag == "li":
            self.line("- ")
        elif tag == "pre":
            self.pre += 1
            self.line("```\n")
        elif tag == "code" and not self.pre:
            self.parts.append("`")
        elif tag in _BLOCKS:
            self.block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "pre" and self.pre:
            self.pre -= 1
            self.line("```\n")
        elif tag == "code" and not self.pre:
            self.parts.append("`")
        elif tag in ("td", "th"):
            self.parts.append("  ")
        elif tag in _BLOCKS:
            self.block()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data if self.pre else re.sub(r"\s+", " ", data))

    def line(self, start: str) -> None:
        """Begin a new line, unless one has just begun."""
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
        self.parts.append(start)

    def block(self) -> None:
        """Begin a paragraph: a line break alone is nothing to Markdown. Not within an item."""
        if self.pre:
            self.parts.append("\n")
        elif self.parts and self.parts[-1] != "- ":
            self.parts.append("\n\n")
