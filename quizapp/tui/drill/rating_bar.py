"""The four ratings, each with the time until the card comes back; the suggested one stands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from quizapp.core.memory.review import Rating


def interval(span: timedelta) -> str:
    """`<1m`, `6m`, `3h`, `4d`, `2.1mo`, `1.3y`."""
    minutes = span.total_seconds() / 60
    if minutes < 1:
        return "<1m"
    if minutes < 60:
        return f"{round(minutes)}m"
    if minutes < 24 * 60:
        return f"{round(minutes / 60)}h"
    days = minutes / (24 * 60)
    if days < 30:
        return f"{round(days)}d"
    return f"{days / 30.4:.1f}mo" if days < 365 else f"{days / 365:.1f}y"


class _Choice(Static):
    def __init__(self, rating: Rating) -> None:
        super().__init__(classes=rating.name.lower())
        self.rating = rating

    def on_click(self) -> None:
        self.post_message(RatingBar.Rated(self.rating))


class RatingBar(Horizontal):
    """Keys 1 to 4 are bound by the screen; a click rates too."""

    DEFAULT_CSS = """
    RatingBar { height: 1; display: none; background: $boost; }
    RatingBar.-open { display: block; }
    RatingBar > _Choice { width: 1fr; text-align: center; color: $text-muted; }
    RatingBar > _Choice:hover { background: $accent 20%; }
    RatingBar > _Choice.-suggested { color: $text; background: $accent 30%; text-style: bold; }
    """

    @dataclass
    class Rated(Message):
        """A rating was chosen."""

        rating: Rating

    def compose(self) -> ComposeResult:
        for rating in Rating:
            yield _Choice(rating)

    def open(self, suggested: Rating, preview: Mapping[Rating, timedelta]) -> None:
        """Show the ratings; `preview` is empty when answers do not count."""
        for choice in self.query(_Choice):
            rating = choice.rating
            when = f" {interval(preview[rating])}" if rating in preview else ""
            mark = "▸" if rating is suggested else " "
            choice.update(f"{mark}{rating.value} {rating.name.lower()}{when}")
            choice.set_class(rating is suggested, "-suggested")
        self.add_class("-open")

    def close(self) -> None:
        self.remove_class("-open")
