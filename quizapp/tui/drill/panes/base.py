"""What every answer pane has: it takes the learner's answer and later shows how it was judged."""

from textual.containers import VerticalGroup
from textual.message import Message

from quizapp.banks.collection import Entry
from quizapp.core.grading.grade import Grade, Response


class AnswerPane(VerticalGroup):
    """One card's place to answer. Subclasses know one kind of card each."""

    DEFAULT_CSS = """
    AnswerPane { height: auto; }
    AnswerPane > .prompt { color: $text-muted; margin: 1 0 0 0; }
    """
    shows_code = False  # is the code part of the question?
    needs_run = False  # is the answer judged by what the snippet prints?

    class Answered(Message):
        """The learner handed the answer in."""

    class Changed(Message):
        """The answer changed after it was shown: key points were ticked."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def response(self) -> Response:
        """The answer as it stands; an empty one means that the learner does not know."""
        raise NotImplementedError

    def settle(self, grade: Grade) -> None:
        """Show the judgment where the answer was given."""

    def pick(self, place: int) -> None:
        """A digit was pressed before the reveal (0-based)."""

    def take_focus(self) -> None:
        """Put the cursor where the answer begins."""

    def write(self) -> None:
        """Go (back) to the field that takes text, if there is one."""
        self.take_focus()
