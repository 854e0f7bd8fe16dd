"""What the interviewer asks next: each question opens to its answer."""

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Collapsible, Markdown, Static

from quizapp.banks.collection import Collection
from quizapp.core.cards.card import Base, FollowUp


class FollowUps(VerticalGroup):
    """Opened one after the other by `open_next`, or by a click."""

    DEFAULT_CSS = """
    FollowUps { height: auto; margin: 0 0 1 0; }
    FollowUps > Static { color: $text-muted; }
    FollowUps Collapsible { background: transparent; border: none; padding: 0; margin: 0; }
    FollowUps CollapsibleTitle { padding: 0; width: 100%; }
    FollowUps Markdown { margin: 0 0 0 2; }
    """

    def __init__(self, card: Base, collection: Collection) -> None:
        super().__init__()
        self._items = [
            Collapsible(Markdown(answer), title=_title(ask), collapsed=True)
            for ask, answer in (_texts(one, collection) for one in card.follow_ups)
        ]

    def compose(self) -> ComposeResult:
        if self._items:
            yield Static("The interviewer asks next (m opens one):")
            yield from self._items

    def open_next(self) -> None:
        """Open the first one that is still closed; close all when none is."""
        closed = next((item for item in self._items if item.collapsed), None)
        if closed is None:
            for item in self._items:
                item.collapsed = True
        else:
            closed.collapsed = False
            closed.scroll_visible(animate=False)


def _title(ask: str) -> str:
    """A question in one line, its backticks gone: a title shows no Markdown."""
    return " ".join(ask.replace("`", "").split()).replace("[", "\\[")


def _texts(follow_up: str | FollowUp, collection: Collection) -> tuple[str, str]:
    if isinstance(follow_up, str):
        return follow_up, "Answer it aloud; the bank leaves this one to you."
    if follow_up.card:
        entry = collection.entries.get(follow_up.card)
        answer = entry.card.answer if entry else "(that card is not in your banks)"
        return follow_up.ask, answer
    return follow_up.ask, follow_up.answer
