"""The top line of a drill: which card this is, and how far the sitting has come."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from quizapp.core.cards.card import Base
from quizapp.core.memory.queue import Session

_WIDTH = 24


def bar(share: float, width: int) -> str:
    """A line that is full to a share of its width, at half-cell steps."""
    halves = round(max(0.0, min(1.0, share)) * width * 2)
    full, half = divmod(halves, 2)
    return "━" * full + "╸" * half + "─" * (width - full - half)


class SittingBar(Horizontal):
    DEFAULT_CSS = """
    SittingBar { dock: top; height: 1; background: $panel; padding: 0 1; }
    SittingBar > #what { width: 1fr; }
    SittingBar > #where { width: auto; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        yield Static("", id="what")
        yield Static("", id="where")

    def show(self, card: Base, session: Session, flag: int) -> None:
        """Draw the line for the card that is asked now."""
        flagged = ("  ⚑ flagged", "$text-warning") if flag else ""
        what = Content.assemble(
            (card.topic, "bold $text-accent"), f" · {card.kind} · {card.level}", flagged
        )
        self.query_one("#what", Static).update(what)
        done, total = session.answered, session.total
        width = _WIDTH if self.app.size.width >= 80 else 8
        text = f"{min(done + 1, total)} of {total}  {bar(done / max(1, total), width)}"
        self.query_one("#where", Static).update(text)
