"""The four ratings, each with when the card comes back; the suggested one stands out."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from quizapp.core.grading.rating import Rating
from quizapp.tui.keys import answering


class _Choice(Static):
    def __init__(self, rating: Rating) -> None:
        super().__init__(classes=rating.name.lower())
        self.rating = rating

    def on_click(self) -> None:
        answering(self)
        self.post_message(RatingBar.Rated(self.rating))


class RatingBar(Horizontal):
    """Keys 1 to 4 are bound by the screen; a click rates too."""

    DEFAULT_CSS = """
    RatingBar { height: 1; display: none; background: $boost; }
    RatingBar.-open { display: block; }
    RatingBar > _Choice { text-align: center; text-wrap: nowrap; color: $text-muted; }
    RatingBar > _Choice:hover { background: $accent 20%; }
    RatingBar > _Choice.-suggested { color: $text; background: $accent 30%; text-style: bold; }
    """

    @dataclass
    class Rated(Message):
        """A rating was chosen."""

        rating: Rating

    def __init__(self) -> None:
        super().__init__()
        self._choices = [_Choice(rating) for rating in Rating]

    def compose(self) -> ComposeResult:
        yield from self._choices

    def open(self, suggested: Rating | None, coming: Mapping[Rating, str]) -> None:
        """Show the ratings; `coming` is empty when answers do not count."""
        for choice in self._choices:
            rating = choice.rating
            when = f" {coming[rating]}" if rating in coming else ""
            mark = "▸" if rating is suggested else " "
            said = f"{mark}{rating.value} {rating.name.lower()}{when}"
            choice.update(said)
            choice.styles.width = f"{len(said)}fr"  # none is cut where all of them have room
            choice.set_class(rating is suggested, "-suggested")
        self.add_class("-open")

    def close(self) -> None:
        self.remove_class("-open")
