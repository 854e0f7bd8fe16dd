"""The text of HTML, as its author saw it: line by line, lists with their marks, code with its
backticks and indentation, tables in Markdown. Of the rest of the HTML nothing survives."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from quizapp.interchange.as_typed import fenced, line_as_typed, span
from quizapp.interchange.latex import lowered, raised
from quizapp.interchange.unseen import without_comments

_PARAGRAPHS = {"p", "table", "blockquote", "hr", "ul", "ol", "dl"}
_PARAGRAPHS |= {f"h{level}" for level in range(1, 7)}
_LINES = {"div", "br", "tr", "section", "article", "header", "footer", "dt", "dd", "details",
          "summary", "figure", "figcaption", "center", "main", "aside", "nav", "form", "fieldset",
          "caption", "address"}  # fmt: skip
_SILENT = {
    "script",
    "style",
    "head",
    "title",
    "svg",
    "rp",
    "template",
    "select",
    "button",
    "object",
}
_PLAIN = {"a", "abbr", "anki-mathjax", "audio", "b", "bdi", "bdo", "big", "body", "cite",
          "code", "data", "del", "dfn", "em", "font", "html", "i", "img", "input", "ins", "kbd",
          "label", "legend", "li", "link", "mark", "meta", "meter", "option", "pre", "q", "rb",
          "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup",
          "tbody", "td", "tfoot", "th", "thead", "time", "track", "tt", "u", "var", "video", "wbr",
          "base",
          "col", "colgroup", "picture", "textarea", "iframe", "embed", "param", "area", "map",
          "math", "mi", "mo", "mn", "mrow", "msup", "msub", "mfrac", "semantics"}  # fmt: skip
_CODE = {"code", "tt", "kbd", "samp"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNCLOSED = re.compile(r"<(?![^<>]*>)")  # the parser takes long over many of them
# The parser raises at those that Word never made.
_ODD_SECTION = re.compile(r"<(?=!\[(?!(?:if|else|endif|cdata)(?![-_.a-z0-9])))", re.I | re.A)
_NUMBERS = re.compile(r"`{3,}\n[\d\s]+\n`{3,}")  # of lines, beside code
_MAX_TAGS, _MAX_CELLS = 20_000, 5_000
_MAX_DEPTH, _MAX_OPEN = 20, 50  # of lists, and of tags whose text changes; deeper ones are flat


class Seen(NamedTuple):
    """What a reader of HTML hands on: `picture` gets the address and the words of one, and gives
    what stands for it; `block` takes ready Markdown, and gives what stands for that; `sound` hears
    of a sound."""

    picture: Callable[[str, str], str]
    block: Callable[[str], str]
    sound: Callable[[], None]


def html_lines(source: str, seen: Seen) -> str:
    """The text, line by line; spaces that are meant are kept."""
    ends = {name.lower() for name in re.findall(r"</([A-Za-z]+)", source)}
    reader = _Reader(seen, ends & _SILENT)
    text = _ODD_SECTION.sub("&lt;", without_comments(source))
    reader.feed(_UNCLOSED.sub("&lt;", text))
    reader.close()
    return _tidy(reader.whole())


def looks_like_html(text: str) -> bool:
    """Whether text out of a table was written as HTML: marked up as people mark up, rather than
    about tags."""
    if re.search(
        r"\S<br ?/?>|<br ?/?>\S|&(?:nbsp|quot|#0?39|lt|gt|amp);|<img\s[^<>]*src=",
        text,
        re.IGNORECASE,
    ):
        return True
    pair = re.search(
        r"<(b|i|u|em|strong|div|p|span|ul|ol|li|sub|sup|code|pre|font|table|h[1-6]|a)(?: [^<>]*)?>"
        r"[^<>]*(?:<[^<>]*>[^<>]*){0,40}?</\1>",
        text,
        re.IGNORECASE,
    )
    return pair is not None


def _tidy(text: str) -> str:
    lines: list[str] = []
    code = ""
    for line in text.split("\n"):
        fence = re.match(r"`{3,}", line)
        if code or fence:
            lines.append(line)
            code = "" if code and line == code else code or (fence[0] if fence else "")
        else:
            lines.append(line.strip(" ").replace("\xa0", " "))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


class _Reader(HTMLParser):
    """Text goes into the buffer on top; a tag whose text is still to be changed has one of its
    own."""

    def __init__(self, seen: Seen, hiding: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = seen
        self.hiding = hiding  # tags that hide what is in them, and end somewhere
        self.buffers: list[tuple[str, str, list[str]]] = [("", "", [])]
        self.silent: list[str] = []
        self.lists: list[int] = []  # the number of the last item; below 0 for bullets
        self.rows: list[list[str]] = []
        self.tags = 0

    def whole(self) -> str:
        while len(self.buffers) > 1:
            self.pop()
        return "".join(self.parts)

    @property
    def parts(self) -> list[str]:
        return self.buffers[-1][2]

    @property
    def within(self) -> set[str]:
        return {name for name, _, _ in self.buffers}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        values = dict(attrs)
        if self.silent or tag in self.hiding:
            if tag in self.hiding:
                self.silent.append(tag)
        elif tag not in _PLAIN | _PARAGRAPHS | _LINES or self.tags > _MAX_TAGS:
            self.parts.append(self.get_starttag_text() or "")  # <pad>, vector<int>
        elif tag == "img":
            source = values.get("src") or ""
            self.parts.append(self.seen.picture(unquote(source), values.get("alt") or ""))
        elif tag in ("audio", "video", "source", "embed"):
            self.seen.sound()
        else:
            self.begin(tag, values)

    def begin(self, tag: str, values: dict[str, str | None]) -> None:
        if tag in ("ul", "ol"):
            self.block("\n" if self.lists else "\n\n")
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self.item()
        elif tag == "table" and "table" not in self.within and "pre" not in self.within:
            self.block("\n\n")
            self.rows = []
            self.push("table")
        elif tag == "tr" and "table" in self.within:
            self.close_to("table")
            self.rows.append([])
        elif tag in ("td", "th") and self.rows and self.buffers[-1][0] in ("table", "cell"):
            self.close_to("table")
            self.push("cell")
        elif tag == "pre" and "pre" not in self.within:
            self.block("\n")
            self.push("pre")
        elif (tag in _CODE and not self.within & {"pre", "code"}) or tag == "rt":
            self.push("code" if tag in _CODE else tag)
        elif tag in ("sup", "sub", "anki-mathjax"):
            self.push(tag)
        elif tag == "a":
            self.push(tag, values.get("href") or "")
        elif tag in _PARAGRAPHS:
            self.block("\n\n")
        elif tag in _LINES:
            self.block("\n", always=tag == "br")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self.block("\n" if self.lists else "\n\n")
        elif tag in ("td", "th"):
            self.end("cell")
        elif tag == "table":
            self.end("table")
        elif tag in _CODE:
            self.end("code")
        elif tag in ("pre", "sup", "sub", "a", "rt", "anki-mathjax"):
            self.end(tag)
        elif tag in _PARAGRAPHS:
            self.block("\n\n")
        elif tag in _LINES and tag != "br":
            self.block("\n")

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.within & {"pre", "code"}:
            self.parts.append(data)
        else:
            self.parts.append(_SPACE.sub(" ", data))

    def item(self) -> None:
        self.block("\n")
        depth = min(max(0, len(self.lists) - 1), _MAX_DEPTH)
        mark = "-"
        if self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            mark = f"{self.lists[-1]}."
        self.parts.append("\xa0" * 3 * depth + mark + " ")

    def block(self, gap: str, always: bool = False) -> None:
        """Begin a new line, or a paragraph, unless one has just begun."""
        parts = self.parts
        while parts and parts[-1].strip(" ") == "" and "\n" not in parts[-1]:
            parts.pop()
        if parts and re.fullmatch(r"\xa0*(?:-|\d+\.) ", parts[-1]) and not always:
            return  # within an item
        if self.lists and gap == "\n\n" and not always:
            gap = "\n"
        last = "".join(parts[-2:])
        if always or (parts and not last.endswith(gap)):
            parts.append("\n" if last.endswith("\n") or always else gap)

    def push(self, name: str, value: str = "") -> None:
        if len(self.buffers) < _MAX_OPEN:
            self.buffers.append((name, value, []))

    def end(self, name: str) -> None:
        """Close a tag, and those inside that were left open."""
        if name in self.within:
            while self.buffers[-1][0] != name:
                self.pop()
            self.pop()

    def close_to(self, name: str) -> None:
        while self.buffers[-1][0] != name:
            self.pop()

    def pop(self) -> None:
        name, value, parts = self.buffers.pop()
        text = "".join(parts)
        if name == "cell":
            self.rows[-1].append(text)
        elif name == "table":
            self.parts.append(self.table(text))
            self.parts.append("\n\n")
        elif name in ("pre", "code"):
            self.code(name, text)
        elif name in ("sup", "sub"):
            self.parts.append((raised if name == "sup" else lowered)(text))
        elif name == "anki-mathjax":
            self.parts.append(f"\\({text}\\)")
        elif name == "rt":
            self.parts.append(f"({text})")
        else:
            self.parts.append(_linked(text, value))

    def code(self, name: str, text: str) -> None:
        text = text.replace("\xa0", " ").expandtabs(4).strip("\n")
        if not text.strip():
            self.parts.append(text)
        elif name == "pre" or "\n" in text:
            self.block("\n")
            self.parts.extend([fenced(text.rstrip()), "\n"])
        else:
            self.parts.append(text if "\ue000" in text else span(text))

    def table(self, before: str) -> str:
        """Rows of several cells as a table; of one, as lines."""
        rows = [row for row in self.rows if any(cell.strip() for cell in row)]
        self.rows = []
        width = max(map(len, rows), default=0)
        start = f"{before.strip()}\n\n" if before.strip() else ""
        if any("```" in cell for row in rows for cell in row):
            cells = [cell.strip("\n ") for row in rows for cell in row]
            return start + "\n\n".join(cell for cell in cells if not _NUMBERS.fullmatch(cell))
        if width < 2 or len(rows) < 2 or width * len(rows) > _MAX_CELLS:
            return start + "\n".join("  ".join(map(str.strip, row)) for row in rows)
        lines = ["| " + " | ".join(_cells(row, width)) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        return start + self.seen.block("\n".join(lines))


def _cells(row: list[str], width: int) -> list[str]:
    lines = ["; ".join(filter(None, map(str.strip, cell.split("\n")))) for cell in row]
    cells = [line_as_typed(line).replace("|", "\\|") for line in lines]
    return cells + [""] * (width - len(cells))


def _linked(text: str, address: str) -> str:
    shown = text.strip()
    if not re.match(r"https?://\S+\Z", address) or address.rstrip("/") in shown:
        return text
    return f"{text} ({address})" if shown else address
