"""A question of a finished interview in words: what was asked, said and right."""

from collections.abc import Iterator, Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalGroup
from textual.content import Content
from textual.highlight import highlight
from textual.widget import Widget
from textual.widgets import Markdown, Static

from quizapp.core.wording import clock
from quizapp.study.interview_answers import Mark, Reading
from quizapp.tui.mock.scorecard_text import mark
from quizapp.tui.text import DIM, inline
from quizapp.tui.widgets.code_view import CodeTheme

_SIGNS = {
    "right": ("✓", "$text-success"),
    "missed": ("!", "$text-warning"),
    "wrong": ("✗", "$text-error"),
    "": ("○", DIM),
}
_CHANGES = {"+ ": "$text-success", "- ": "$text-error"}


class AskedText(VerticalGroup):
    """What was asked, below a line on what came of it."""

    DEFAULT_CSS = """
    AskedText { height: auto; }
    AskedText Static { height: auto; margin: 0 0 1 0; }
    AskedText Markdown { height: auto; margin: 0; padding: 0; }
    AskedText MarkdownParagraph { margin: 0 0 1 0; }
    AskedText MarkdownListItem MarkdownParagraph { margin: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._head = Static("", classes="head")
        self._question = Markdown("", classes="question")

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._question

    @work(exclusive=True)
    async def show(self, number: int, reading: Reading) -> None:
        """Show this question in the place of another."""
        self._head.update(headline(number, reading))
        await self._question.update(reading.question)


class MarkRow(HorizontalGroup):
    """An option, a step or a key point behind its sign."""

    DEFAULT_CSS = """
    MarkRow { height: auto; }
    MarkRow > .sign { width: 2; }
    MarkRow > .text { width: 1fr; height: auto; }
    """

    def __init__(self, one: Mark) -> None:
        super().__init__()
        sign, style = _SIGNS[one.sign]
        text = inline(one.text)
        if one.remark:
            text = Content.assemble(text, "\n", inline(one.remark).stylize(DIM))
        self._sign = Static(Content.styled(sign, f"bold {style}"), classes="sign")
        self._text = Static(text, classes="text")

    def compose(self) -> ComposeResult:
        yield self._sign
        yield self._text


class ToldText(VerticalGroup):
    """What was said, what is right, and why."""

    DEFAULT_CSS = """
    ToldText { height: auto; }
    ToldText .label { height: auto; color: $foreground 65%; }
    ToldText .lines { height: auto; margin: 0 0 1 0; }
    ToldText .quoted { border-left: thick $panel; padding: 0 0 0 1; }
    ToldText .marks { height: auto; margin: 0 0 1 0; }
    ToldText Markdown { height: auto; margin: 0; padding: 0 0 0 1; border-left: thick $accent 60%; }
    """

    @work(exclusive=True)
    async def show(self, reading: Reading) -> None:
        """Show what came of this question in the place of another."""
        with self.app.batch_update():
            await self.remove_children()
            await self.mount(*told(reading))


def headline(number: int, reading: Reading) -> Content:
    """`3. ◐ partly 50% · tensors · predict · 1:05 min`."""
    row = reading.result
    sign, style, result = mark(row)
    minutes = f" · {clock(row.seconds)} min" if row.reached else ""
    return Content.assemble(
        (f"{number}. ", "bold"),
        (f"{sign} {result}", f"bold {style}"),
        (f" · {row.topic} · {row.kind} · {reading.entry.card.level}{minutes}", DIM),
    )


def told(reading: Reading) -> Iterator[Widget]:
    """What was said, the feedback to it, what is right and why, each below its name."""
    chosen = reading.marks and not reading.entry.card.spoken
    if reading.said:
        yield _label("you said")
        yield _block(reading.said, reading)
    elif not chosen or reading.result.score is None:
        yield _label("you said")
        yield Static(Content.styled(_nothing(reading), DIM), classes="lines")
    if reading.feedback:
        yield _label("what came of it")
        yield Static(Content("\n").join(map(inline, reading.feedback)), classes="lines")
    if reading.marks:
        yield _label(_legend(reading))
        yield VerticalGroup(*map(MarkRow, reading.marks), classes="marks")
    if reading.right:
        yield _label("right")
        yield _block(reading.right, reading)
    yield _label("the answer, and why")
    links = "".join(f"\n- <{link}>" for link in reading.entry.card.see)
    yield Markdown(f"{reading.answer}\n{links}", classes="answer")


def _nothing(reading: Reading) -> str:
    if not reading.result.reached:
        return "(the interview ended before it)"
    if reading.result.score is None and reading.result.judged:
        return "(skipped)"
    return "(nothing noted)"


def _legend(reading: Reading) -> str:
    card = reading.entry.card
    if card.spoken:
        return "key points: ✓ mentioned, ! missed"
    if any(offer.right is None for offer in card.offers()):
        return "the right order: ✓ in its place, ✗ not"
    return "options: ✓ right and picked, ! right and not picked, ✗ picked and wrong"


def _label(text: str) -> Static:
    return Static(text, classes="label", markup=False)


def _block(lines: Sequence[str], reading: Reading) -> Static:
    if reading.code:
        shown = highlight("\n".join(lines), language="python", theme=CodeTheme)
    elif reading.changes:
        shown = Content("\n").join(
            Content.styled(line, _CHANGES.get(line[:2], "")) for line in lines
        )
    else:
        shown = Content("\n".join(lines))
    return Static(shown, classes="lines quoted")
