"""What every answer pane has: it takes the learner's answer and later shows how it was judged."""

from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from quizapp.banks.collection import Entry
from quizapp.core.grading.grade import Grade, Response, Typed
from quizapp.tui.keys import answering
from quizapp.tui.widgets.fields import Area


def focus_now(widget: Widget) -> None:
    """Give a widget the focus before the next key is looked at; `Widget.focus` does it later, and
    keys in between would be taken for commands."""
    if widget.is_attached:
        widget.screen.set_focus(widget, scroll_visible=False)


def verdict(grade: Grade) -> tuple[str, str]:
    """The sign and the color of a right answer, one that is partly right, and a wrong one."""
    if grade.right:
        return "✓", "$text-success"
    return ("◐", "$text-warning") if grade.score > 0.0 else ("✗", "$text-error")


class AnswerPane(VerticalGroup):
    """One card's place to answer. Subclasses know one kind of card each; a kind without one of its
    own is answered in a `TextPane`."""

    DEFAULT_CSS = """
    AnswerPane { height: auto; }
    AnswerPane > .prompt { color: $text-muted; margin: 1 0 0 0; height: auto; }
    """

    picks_one = False  # is it answered by the first pick?
    foretells = False  # is it answered with what the code prints?

    class Answered(Message):
        """The learner handed the answer in."""

    class Typed(Message):
        """What is typed, ticked or moved has changed."""

    class Changed(Message):
        """The answer changed after it was shown: key points were ticked."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.prompt = Static("", classes="prompt")

    def say(self, text: str) -> None:
        """Put a line of plain text where the prompt stands."""
        self.prompt.update(Content(text))

    def tell(self, grade: Grade, text: str = "") -> None:
        """Put the verdict there, by sign and color, too."""
        sign, style = verdict(grade)
        self.prompt.update(Content.styled(f"{sign} {text or grade.feedback}", f"bold {style}"))

    @property
    def text(self) -> str:
        """What is typed, or chosen of a list; empty where there is nothing to come back to."""
        return ""

    @text.setter
    def text(self, text: str) -> None:
        """Put back what was typed before."""

    @property
    def written(self) -> str:
        """The letters that were typed, and what stands around them."""
        return self.text

    @property
    def typed(self) -> int:
        """How many of them were typed."""
        return len(self.written.strip())

    @property
    def answered(self) -> bool:
        """Whether anything was typed, picked or moved."""
        return bool(self.text.strip())

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


class Field(Area):
    """Lines of text that keys hand in."""

    BINDINGS = [
        Binding("f5,ctrl+r,ctrl+s", "hand_in", "hand in", priority=True),
    ]

    def action_hand_in(self) -> None:
        answering(self)
        self.post_message(AnswerPane.Answered())

    def on_answer_pane_answered(self) -> None:
        self.closed = True


class WrittenPane(AnswerPane):
    """Answered in a field of several lines, `area`, which stands wherever a subclass puts it."""

    def __init__(self, entry: Entry, area: Area) -> None:
        super().__init__(entry)
        self.area = area

    @property
    def text(self) -> str:
        return self.area.text

    @text.setter
    def text(self, text: str) -> None:
        self.area.text = text
        self.area.move_cursor(self.area.document.end)

    def response(self) -> Response:
        return Typed(self.text)

    def take_focus(self) -> None:
        focus_now(self.area)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.area.has_focus:  # once it is as high as its text
            self.call_after_refresh(self.area.scroll_visible, animate=False)
        self.post_message(self.Typed())
