"""The card at the cursor, beside the list: how it stands, its question, and how its code begins."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.tui.browse.card_rows import Stock, standing_line
from quizapp.tui.text import DIM, inline
from quizapp.tui.widgets.code_view import CodeView

_REST = 0.12  # seconds that the cursor rests before its card is looked up
_CODE_LINES = 40
_QUESTION = 1_000  # letters of it, at most


class Preview(Vertical):
    """Follows the cursor a moment later, so that holding a key down draws nothing in between."""

    DEFAULT_CSS = """
    Preview { border-left: vkey $panel; padding: 0 1; }
    Preview Static { height: auto; margin: 0 0 1 0; }
    Preview CodeView { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._head = Static("")
        self._question = Static("")
        self._code = CodeView()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._question
        yield self._code

    def follow(self, entry: Entry | None, stock: Stock, note: str) -> None:
        """Show a card soon, unless another one is wanted first; None for none."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_REST, lambda: self._show(entry, stock, note))

    def _show(self, entry: Entry | None, stock: Stock, note: str) -> None:
        if not self.is_attached:
            return
        self.visible = entry is not None
        if entry is None:
            return
        card = entry.card
        head = Content.assemble(
            (card.id, "bold $text-accent"),
            (f"\n{card.kind} · {card.level}\n", DIM),
            standing_line(card, stock),
        )
        self._head.update(head)
        noted = Content.assemble("\n\n", ("Your note  ", "$text-warning"), note.strip()[:_QUESTION])
        question = paragraphs(card.question.strip()[:_QUESTION])
        self._question.update(Content.assemble(question, noted) if note else question)
        script = entry.read()
        lines = script.lines[:_CODE_LINES]
        self._code.display = bool(lines)
        self._code.code = "\n".join(lines)


def paragraphs(text: str) -> Content:
    """Markdown in short: its paragraphs filled anew, lists and blocks of code line by line."""
    shown: list[Content] = []
    fenced = False
    for block in text.split("\n\n"):
        fences = block.count("```")
        if fenced or fences or block.lstrip().startswith(("- ", "* ", "1. ", "|")):
            lines = [one for one in block.split("\n") if not one.startswith("```")]
            shown.append(Content("\n").join(Content(one) for one in lines))
        else:
            shown.append(inline(block))
        fenced ^= bool(fences % 2)
    return Content("\n\n").join(shown)
