"""Text of an import as the Markdown of cards, with an account of what it could not keep."""

import re
import time
from collections import Counter
from collections.abc import Callable

from quizapp.core.cards.yaml_lines import MAX_CHARACTERS
from quizapp.errors import UsageError
from quizapp.interchange.as_typed import SPAN, as_typed, blocks, is_code, span
from quizapp.interchange.html_text import Seen, html_lines
from quizapp.interchange.inline_html import without_tags
from quizapp.interchange.latex import without_latex
from quizapp.interchange.markup import clean
from quizapp.interchange.note import MAX_FIELD
from quizapp.interchange.pictures import Pictures

_MAX_LETTERS = 3 * MAX_CHARACTERS
MAX_SECONDS = 600
_SOUND = re.compile(r"\[(?:sound|anki:play):[^\[\]]*\]")
_SPOKEN = re.compile(r"\[/?anki:tts[^\[\]]*\]")
_HELD = re.compile("\ue000(\\d+)\ue001")
_RESERVED = str.maketrans("", "", "\ue000\ue001")


class Conversion:
    """Converts the texts of one import, and remembers what it met in them."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.formulas: set[str] = set()  # left as they are
        self.sounds = 0
        self.unused: Counter[str] = Counter()  # cells of columns that are on no card
        self.ids: Counter[str] = Counter()  # that no card shows, by the names of their fields
        self._held: list[str] = []
        self.cut = 0  # texts that are too long
        self._letters = 0
        self._until = time.monotonic() + MAX_SECONDS

    def limited(self, source: str) -> str:
        """What of a text is taken. Raises UsageError for an import that takes too long."""
        self._hurry()
        self.cut += len(source) > MAX_FIELD
        return source[:MAX_FIELD]

    def html(self, source: str) -> str:
        """Markdown for a field of HTML."""
        seen = Seen(self._picture, self._hold, self._hear)
        lines = html_lines(self._silenced(source.translate(_RESERVED)), seen)
        return self._done(as_typed(self._in_unicode(clean(lines))))

    def text(self, source: str) -> str:
        """Markdown that shows a text as it was typed."""
        source = clean(self._silenced(source.translate(_RESERVED)))
        return self._done(as_typed(self._in_unicode(source)))

    def markdown(self, source: str) -> str:
        """Markdown as it is, its formulas in Unicode, its HTML as Markdown and its pictures beside
        the bank."""
        markdown = without_tags(self._in_unicode(clean(source)), self.html)
        return self.pictures.moved(clean(markdown))

    def own(self, source: str) -> str:
        """Markdown that quizapp wrote, its pictures beside the bank."""
        return self.pictures.moved(self._in_unicode(clean(source)))

    def _silenced(self, source: str) -> str:
        self._hurry()
        self._letters += len(source)
        if self._letters > _MAX_LETTERS:
            raise UsageError("too much text for one bank; import a smaller deck")
        source, count = _SOUND.subn("", source)
        self.sounds += count
        return _SPOKEN.sub("", source)

    def _hurry(self) -> None:
        if time.monotonic() > self._until:
            raise UsageError(f"takes longer than {MAX_SECONDS // 60} minutes; import less at once")

    def _hear(self) -> None:
        self.sounds += 1

    def _picture(self, source: str, words: str) -> str:
        return self._hold(self.pictures.shown(source, words))

    def _hold(self, markdown: str) -> str:
        self._held.append(markdown)
        return f"\ue000{len(self._held) - 1}\ue001"

    def _done(self, markdown: str) -> str:
        if self._held:
            markdown = _HELD.sub(lambda found: self._held[int(found[1])], markdown)
            self._held.clear()
        return clean(markdown)

    def _in_unicode(self, text: str) -> str:
        if "\\" not in text and "$" not in text and "[latex]" not in text:
            return text
        parts = (
            "\n".join(lines) if is_code(lines) else outside_code("\n".join(lines), self._formulas)
            for lines in blocks(text)
        )
        return "\n\n".join(parts)

    def _formulas(self, text: str) -> str:
        return without_latex(text, self._left)

    def _left(self, formula: str) -> str:
        self.formulas.add(formula)
        return span(" ".join(formula.split()))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Text changed where it stands in no backticks."""
    parts: list[str] = []
    end = 0
    for found in SPAN.finditer(text):
        parts += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, change(text[end:])])
