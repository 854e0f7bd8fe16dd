"""The top line of a drill: which card this is, and how far the sitting has come."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from quizapp.core.cards.card import Base
from quizapp.study.sitting import Sitting
from quizapp.tui.text import line_bar

_WIDTH = 24


class SittingBar(Horizontal):
    DEFAULT_CSS = """
    SittingBar { dock: top; height: 1; background: $panel; padding: 0 1; }
    SittingBar > #what { width: 1fr; }
    SittingBar > #where { width: auto; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._what = Static("", id="what")
        self._where = Static("", id="where")
        self.flagged = False  # as it is shown

    def compose(self) -> ComposeResult:
        yield self._what
        yield self._where

    def show(self, card: Base, sitting: Sitting, *, flagged: bool) -> None:
        """Draw the line for the card that is asked now."""
        self.flagged = flagged
        flag = ("  ⚑ flagged", "$text-warning") if flagged else ""
        what = Content.assemble(
            (card.topic, "bold $text-accent"), f" · {card.kind} · {card.level}", flag
        )
        self._what.update(what)
        done, total, again = sitting.answered, sitting.total, sitting.in_learning
        room = self.app.size.width
        bar = line_bar(done / max(1, total), _WIDTH if room >= 100 else 8)
        learning = f" · {again} in learning" if again else ""
        said = f"{done} done{learning} · {total - done - again} to go"
        self._where.update(f"{said if room >= 80 else f'{done} of {total} done'}  {bar}")
