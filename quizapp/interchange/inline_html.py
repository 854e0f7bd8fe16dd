"""HTML that stands within Markdown, as Markdown: what its tags mean is said by signs that all which
shows cards understands, and what only looks like a tag is shown as it was typed."""

import functools
import html
import re
import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from quizapp.interchange.as_typed import span
from quizapp.interchange.latex import lowered, raised

_BOLD, _SLANTED = {"b", "strong"}, {"i", "em"}
_CODE = {"code", "kbd", "samp", "tt"}
_SCRIPTS = {"sup", "sub"}
_WHOLE = {"table", "ul", "ol", "dl", "pre"}  # read as HTML from their beginning to their end
_BLOCKS = {"p", "div", "center", "details", "summary", "blockquote", "hr", "section", "article",
           "figure", "figcaption", "li", "tr", "td", "th", "thead", "tbody", "tfoot", "caption",
           "dt", "dd", "header", "footer", "main", "nav", "aside", "address"}  # fmt: skip
_BLOCKS |= _WHOLE | {f"h{level}" for level in range(1, 7)}
_INLINE = {"u", "span", "font", "mark", "small", "big", "a", "abbr", "ins", "del", "cite", "dfn",
           "var", "label", "time", "wbr", "img", "input", "br", "picture", "source"}  # fmt: skip
_INLINE |= _BOLD | _SLANTED | _CODE | _SCRIPTS
_ALONE = {"br", "wbr", "hr", "p", "li", "tr", "td", "th", "dt", "dd"}  # that need no end
_CHILDREN = {"table": "<tr", "ul": "<li", "ol": "<li", "dl": "<d", "pre": ""}
_KNOWN = _BLOCKS | _INLINE

_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_SHORT_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")
_MAX_TAG = 2_000
_VALID = re.compile(
    r"""(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?"""
)
_VALUE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_AUTOLINK = re.compile(
    r"<(?:(?:https?|ftp)://|mailto:)[^\s<>]*>|<[\w.+-]+@[\w-]+(?:\.[\w-]+)*>", re.IGNORECASE
)
_SCHEME = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>"
)  # <std::string>, to Markdown a link
_SIGN = re.compile(r"\\.|`+|<|\n", re.DOTALL)
_EMPTY = re.compile(r"\n *(?:> *)*(?=\n)")
_START = re.compile(r"( *(?:> ?)*)((?:[-*+] +|\d{1,9}[.)] +)(?:\[[ xX]\] +)?)?(#{1,6} +)?")
_BLOCK_START = re.compile(r" *(?:[-*+] |\d{1,9}[.)] |#{1,6} |`{3}|~{3}|-{3,} *\Z|\||\Z)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STARRED = re.compile(r"(?<!\\)\*{1,2}([^*\\]+)\*{1,2}")
_LINE_END = re.compile(r" *(?=\n|\Z)")
_SPACES, _GAP, _GAPS = re.compile(" *"), re.compile(r" *(?:\n *)?"), re.compile(r"\s*")
_BLOCK_SIGN = re.compile(r"[#>=~]|-{3}")
_BLOCK = re.compile(r"[\s>]|\Z|[-*+] |\d{1,9}[.)] |#")
_BREAK = "\x01"  # where a line is to end, until it is known what comes below


def without_tags(markdown: str, whole: Callable[[str], str]) -> str:
    """Clean Markdown without HTML outside of its code; `whole` makes Markdown of lists, tables and
    blocks of code that are HTML."""
    if "<" not in markdown:
        return markdown
    lines = markdown.split("\n")
    code, rows = _kinds(markdown)
    _open_blocks(lines, code)
    parts: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and (end in code) == (at in code):
            end += 1
        text = "\n".join(lines[at:end])
        table = {row - at for row in rows if at <= row < end}
        parts.append(text if at in code else _Reader(text, table, whole).read())
        at = end
    return "\n".join(_ended("\n".join(parts).split("\n")))


@functools.cache
def _blocks() -> Any:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


def _kinds(markdown: str) -> tuple[set[int], set[int]]:
    """The lines of code, and those of tables, from 0."""
    code: set[int] = set()
    rows: set[int] = set()
    for token in _blocks().parse(markdown):
        if token.map and token.type in ("fence", "code_block"):
            code.update(range(*token.map))
        elif token.map and token.type == "table_open":
            rows.update(range(*token.map))
    return code, rows


def _open_blocks(lines: list[str], code: set[int]) -> None:
    """Take lines out of `code` that only look so because they stand in `<pre>`."""
    ends = [at for at, line in enumerate(lines) if "</pre>" in line.lower()]
    last = -1
    for at, line in enumerate(lines):
        if at > last and at not in code and re.match(r" {0,3}<pre[ >]", line, re.IGNORECASE):
            later = bisect_right(ends, at - 1)
            if later < len(ends):
                last = ends[later]
                code.difference_update(range(at, last + 1))


def _ended(lines: list[str]) -> Iterator[str]:
    """Lines with a sign at the end of those that go on below in the same paragraph."""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line.endswith(_BREAK):
            yield line.replace(_BREAK, " ")
            continue
        line = line.rstrip(_BREAK + " ").replace(_BREAK, " ")
        goes_on = line.strip("> ") and not _BLOCK_START.match(below.lstrip("> "))
        yield line + "\\" * bool(goes_on)


class _Open:
    """A tag that is not closed yet, and the text since."""

    def __init__(self, name: str, tag: str, values: dict[str, str]) -> None:
        self.name = name
        self.tag = tag
        self.values = values
        self.parts: list[str] = []
        self.starred = False  # by signs that stand in the source


class _Reader:
    """Reads lines that are no code. Tags whose text is still to be changed are `open`."""

    def __init__(self, source: str, table: set[int], whole: Callable[[str], str]) -> None:
        self.source = source
        self.table = table
        self.whole = whole
        self.open = [_Open("", "", {})]
        self.number = 0
        self.fresh = True  # nothing stands in the line yet
        self.in_row = self.in_item = self.in_heading = False
        self.prefix = ""
        self.empty = [found.start() for found in _EMPTY.finditer(source)]
        self.last_comment = source.rfind("-->")
        self.ticks: dict[int, list[int]] = {}
        for found in re.finditer("`+", source):
            self.ticks.setdefault(len(found[0]), []).append(found.start())
        self.ends: dict[str, list[int]] = {}
        self.until: dict[int, int] = {}  # where what begins at a place ends
        opened: dict[str, list[int]] = {}
        begun: set[str] = set()
        for found in re.finditer(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])", source):
            name = found[2].lower()
            if not found[1]:
                begun.add(name)
                opened.setdefault(name, []).append(found.start())
                continue
            self.ends.setdefault(name, []).append(found.start())
            if opened.get(name):
                end = source.find(">", found.end())
                self.until[opened[name].pop()] = end + 1
        self.paired = begun & self.ends.keys()

    def read(self) -> str:
        at = self.begin_line(0)
        while found := _SIGN.search(self.source, at):
            self.text(self.source[at : found.start()])
            at = self.sign(found)
        self.text(self.source[at:])
        self.close_all()
        return "".join(self.open[0].parts)

    def sign(self, found: re.Match[str]) -> int:
        """Take a sign; where what follows it begins."""
        sign, at = found[0], found.start()
        if sign == "\n":
            return self.line(at)
        if sign == "\\\n":
            self.put("\\")
            return self.line(at + 1)
        if sign[0] == "`":
            return self.ticked(sign, at)
        if sign == "<":
            return self.angle(at)
        self.put(sign)
        return found.end()

    def put(self, text: str) -> None:
        self.open[-1].parts.append(text)
        self.fresh &= not text.strip()

    def text(self, text: str) -> None:
        if "*" in text:
            for one in self.open:
                one.starred = True
        if text:
            self.put(text)

    def line(self, at: int) -> int:
        if self.paragraph_end(at) == at:
            self.close_all()
        self.open[-1].parts.append("\n")
        self.number += 1
        return self.begin_line(at + 1)

    def begin_line(self, at: int) -> int:
        found = _START.match(self.source, at)
        assert found is not None
        self.open[-1].parts.append(found[0])
        self.prefix = found[1]
        self.in_row, self.in_item = self.number in self.table, bool(found[2])
        self.in_heading = bool(found[3])
        self.fresh = True
        return found.end()

    def paragraph_end(self, at: int) -> int:
        place = bisect_right(self.empty, at - 1)
        return self.empty[place] if place < len(self.empty) else len(self.source)

    def ticked(self, ticks: str, at: int) -> int:
        """Code in backticks, as it is."""
        places = self.ticks.get(len(ticks), [])
        later = bisect_right(places, at)
        end = places[later] if later < len(places) else -1
        if end < 0 or end > self.paragraph_end(at):
            self.put("\\`" * len(ticks) if self.fresh and len(ticks) > 2 else ticks)
            return at + len(ticks)
        end += len(ticks)
        text = self.source[at:end]
        self.number += text.count("\n")
        if "\n" in text and ("<" in text or len(ticks) > 2):  # no line of it begins a block
            text = " ".join(line.strip("> ") for line in text.split("\n"))
        self.put(text)
        return end

    def angle(self, at: int) -> int:
        if self.source.startswith("<!--", at):
            end = self.source.find("-->", at + 4) if at < self.last_comment else -1
            if end >= 0:
                self.number += self.source.count("\n", at, end)
                between = self.fresh or self.source[at - 1] == " "
                return end + 3 + (between and self.source.startswith(" ", end + 3))
        autolink = _AUTOLINK.match(self.source, at)
        before = self.source[max(0, at - 3) : at]
        if autolink or before.endswith(("](", "]: ")):
            end = autolink.end() if autolink else at + 1
            self.put(self.source[at:end])
            return end
        found = _TAG.match(self.source, at, at + _MAX_TAG)
        if found and found.end() <= self.paragraph_end(at) and _VALID.fullmatch(found[3]):
            return self.tag(found)
        begins = r"<[A-Za-z/!?]" if self.fresh else r"<[!?]"  # what no tag is, either
        odd = re.match(begins, self.source[at : at + 2]) or _SCHEME.match(self.source, at)
        self.put("\\<" if odd else "<")
        return at + 1

    def tag(self, found: re.Match[str]) -> int:
        name, end, at = found[2].lower(), found.end(), found.start()
        glued = self.source[max(0, at - 1) : at].isalnum()  # Map<Section>
        if not self.is_meant(name, found[1], found[3], glued=glued):
            self.put("\\<")
            return at + 1
        self.number += found[0].count("\n")
        if found[1]:
            return self.end(name, end)
        values = {one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "")
                  for one in _VALUE.finditer(found[3])}  # fmt: skip
        if name == "br":
            return self.break_line(end)
        if name == "img":
            self.put(_picture(values))
        elif name in _CODE:
            return self.code(name, found)
        elif name in _WHOLE and self.is_whole(at):
            return self.take_whole(at)
        elif name in _BLOCKS:
            return self.gap(end)
        elif name in _BOLD | _SLANTED | _SCRIPTS | {"a"} and len(self.open) < 20:
            self.open.append(_Open(name, found[0], values))
        return end

    def is_meant(self, name: str, closes: str, rest: str, *, glued: bool) -> bool:
        """Whether this is a tag, rather than `vector<b>`, `INTO <table>` or `<pad>`."""
        if name not in _KNOWN:
            return False
        whole = name in self.paired or (name in _ALONE and (name == "br" or not glued))
        if closes or (name not in _BLOCKS and "=" not in rest and rest.strip(" /\n")):
            return whole and not rest.strip()
        return whole or "=" in rest

    def end(self, name: str, end: int) -> int:
        if name in _BLOCKS:
            return self.gap(end)
        names = [one.name for one in self.open]
        if name in names[1:]:
            while self.open[-1].name != name:
                self.flatten()
            self.change(self.open.pop(), self.source[end : end + 1])
        return end

    def flatten(self) -> None:
        """Leave a tag out that nothing closes here."""
        one = self.open.pop()
        self.open[-1].parts += one.parts

    def close_all(self) -> None:
        while len(self.open) > 1:
            self.flatten()

    def change(self, one: _Open, following: str) -> None:
        text = "".join(one.parts)
        shown = text.strip()
        before = next(
            (part[-1] for o in reversed(self.open) for part in reversed(o.parts) if part), ""
        )
        if not shown:
            changed = text
        elif one.name in _SCRIPTS:
            plain = _STARRED.sub(r"\1", shown).replace("\\*", "*")
            if " " in plain:  # words stay apart
                changed = f"{'^' if one.name == 'sup' else '_'}({plain})"
            else:
                changed = (raised if one.name == "sup" else lowered)(plain)
            changed = changed.replace("*", "\\*")
            if changed.startswith("_") and not before.isalnum():
                changed = f"\\{changed}"
        elif one.name == "a":
            changed = _linked(text, shown, one.values.get("href", ""))
        else:
            sign = "**" if one.name in _BOLD else "*"
            odd = (
                before == "*"
                or (before.isalnum() and not shown[0].isalnum())
                or (following.isalnum() and not shown[-1].isalnum())
            )
            marked = text.replace(shown, f"{sign}{shown}{sign}", 1)
            changed = text if odd or one.starred or _BREAK in shown else marked
        self.open[-1].parts.append(changed)

    def code(self, name: str, found: re.Match[str]) -> int:
        """Code in a line, its own tags left out."""
        places = self.ends.get(name, [])
        later = bisect_right(places, found.start())
        end = places[later] if later < len(places) else -1
        if end < 0 or end > self.paragraph_end(found.start()):
            return found.end()
        inside = self.source[found.end() : end]
        self.number += inside.count("\n")
        last = "".join(self.open[-1].parts[-2:])[-1:]
        self.put(" " * (last == "`") + _code(inside, in_row=self.in_row))
        return self.source.index(">", end) + 1

    def is_whole(self, at: int) -> bool:
        alone = self.fresh and not (self.in_row or self.in_item or self.in_heading)
        if not alone or ">" in self.prefix or at not in self.until:
            return False
        inside = self.source[at : self.until[at]].lower()
        return any(inside.startswith(f"<{name}") and child in inside[1:]
                   for name, child in _CHILDREN.items())  # fmt: skip

    def take_whole(self, at: int) -> int:
        self.close_all()
        end = self.until[at]
        source = self.source[at:end]
        self.number += source.count("\n")
        margin = " " * len(self.prefix)
        self.put(f"\n\n{textwrap.indent(self.whole(source), margin)}")
        return self.gap(end)

    def in_one_line(self) -> bool:
        return self.in_row or self.in_item or self.in_heading

    def join(self, at: int) -> int:
        """Go on in the same line."""
        rest = self.source[at : at + 1]
        if not self.fresh and rest not in ("", "\n"):
            last = "".join(self.open[-1].parts[-3:]).rstrip()[-1:]
            follows = self.source[at : at + 200].lstrip(" ")[:1]
            self.put(" " if last in ".;:,!?|" or follows in "|<" else "; ")
        return _matched(_SPACES, self.source, at)

    def break_line(self, at: int) -> int:
        end = _LINE_END.match(self.source, at)
        if self.in_row or self.in_heading or (self.in_item and not end):
            return self.join(at)
        if end and (self.in_item or ">" in self.prefix):
            self.open[-1].parts.append(_BREAK)
            return end.end()
        again = "\n" if self.fresh else _BREAK + "\n"
        self.open[-1].parts.append(again + self.prefix)
        self.fresh = True
        return self.below(at, lines=1)

    def gap(self, at: int) -> int:
        """End a paragraph."""
        if self.in_one_line():
            return self.join(at)
        self.close_all()
        if ">" in self.prefix:
            if self.fresh or _LINE_END.match(self.source, at):
                return at
            self.put(f"\n{self.prefix.rstrip()}\n{self.prefix}")
            self.fresh = True
            return at
        self.put("\n\n" + self.prefix)
        self.fresh = True
        return self.below(at, lines=2)

    def below(self, at: int, *, lines: int) -> int:
        """Begin a line of the result with what follows in the source."""
        end = _matched(_GAP if lines == 1 else _GAPS, self.source, at)
        passed = self.source.count("\n", at, end)
        if not passed:
            if _BLOCK_SIGN.match(self.source, end):
                self.put("\\")
            return end
        if _BLOCK.match(self.source, end):
            return at  # blocks begin as they did
        self.number += passed
        start = _START.match(self.source, end)
        self.in_row = self.number in self.table
        self.in_item, self.in_heading = bool(start and start[2]), bool(start and start[3])
        return end


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a pattern that may be empty ends."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _code(inside: str, *, in_row: bool) -> str:
    def plain(found: re.Match[str]) -> str:
        name = found[2].lower()
        if name == "br":
            return " "
        return "" if name in _INLINE and (not found[3] or "=" in found[3]) else found[0]

    text = _ESCAPED.sub(r"\1", html.unescape(_SHORT_TAG.sub(plain, inside)))
    text = " ".join(text.replace("\xa0", " ").split())
    if in_row:
        text = text.replace("|", "\\|")
    return span(text) if text else " "


def _picture(values: dict[str, str]) -> str:
    source = values.get("src", "").strip()
    words = " ".join(re.sub(r"[\[\]()`*_\\<>]", " ", values.get("alt", "")).split())
    if not source or source.lower().startswith("data:"):
        return words
    if not re.match(r"https?:", source, re.IGNORECASE):
        source = unquote(source)
    source = re.sub(r"[<>\n]", "", source)
    return f"![{words}]({f'<{source}>' if re.search(r'[ ()]', source) else source})"


def _linked(text: str, shown: str, address: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>]+", address, re.IGNORECASE):
        return text
    if re.search(r"[()]", address) or "](" in shown or _BREAK in shown:
        return text if address in shown else f"{text} (<{address}>)"
    return text.replace(shown, f"[{shown}]({address})", 1)
