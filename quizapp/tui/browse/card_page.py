"""One card to be read: all that it asks, answers and runs, and the learner's own note."""

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Markdown, Static

from quizapp.banks.collection import Collection, Entry
from quizapp.core.cards.card import Base, FollowUp
from quizapp.core.cards.kinds.bug import Bug
from quizapp.core.grading.bug_lines import fixed_lines
from quizapp.study.bench import Refusal
from quizapp.study.services import Services
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.pictures import open_link
from quizapp.tui.scrolling import line, page
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.note_view import NoteView


class CardPage(VerticalScroll, can_focus=False):
    """Its panel runs what the card runs; that of an exercise runs the solution."""

    class Updated(Message):
        """What can be pressed may have changed."""

    def __init__(self, services: Services, entry: Entry) -> None:
        super().__init__()
        card = entry.card
        self._bench = services.bench
        self.entry = entry
        self.refusal: Refusal | None = None  # why its code cannot run
        self._settled = False  # is that known by now?
        self._solved = card.judged_by == "checks"
        self.panel = SnippetPanel(self._bench, entry, name=card.solves if self._solved else None)
        if isinstance(card, Bug):
            faulty = card.faulty(entry.texts())
            self.panel.code.mark(dict.fromkeys(faulty, ("✗", "$text-error")))
        self._told = told(card, services.collection)
        self._notice = Static("", id="notice", markup=False)
        self._notice.display = False
        self.note = NoteView(services.store.note(card.id))

    def compose(self) -> ComposeResult:
        card, asked = self.entry.card, self.entry.card.code_is_asked
        yield Markdown(card.question, id="question", open_links=False)
        if self._solved:
            yield from self._file(card.runs)
        elif asked:
            yield self.panel
        with VerticalGroup(id="reply"):
            yield self._notice
            yield Markdown(self._told, id="answer", open_links=False)
            yield self.note
        if card.solves and not self._solved:
            yield from self._file(card.solves)
        if self._solved or not asked:
            yield self.panel

    def _file(self, name: str) -> Iterator[Static | CodeView]:
        """A file that is only to be read; lines that others of the card's changed are marked."""
        script = self.entry.read(name)
        yield Static(self.entry.label(name), classes="bar", markup=False)
        code = CodeView(script.text or f"# {script.fault}")
        if not self._solved:
            changed = fixed_lines(self.entry.read().text, script.text)
            code.mark(dict.fromkeys(changed, ("✓", "$text-success")))
        yield code

    def on_mount(self) -> None:
        self.panel.tell_name()
        self._begin()

    @work
    async def _begin(self) -> None:
        """What the bank says that the code prints, until it is run; or why it cannot be run."""
        await self._bench.settle(self.entry)
        if not self.still_read:
            return
        self._settled = True
        refused = self.refusal = self._bench.refusal(self.entry)
        if refused is not None or self.panel.fault:
            how = " (y allows it)" if refused is not None and refused.consent else ""
            why = self.panel.fault if refused is None else f"Not run: it {refused.reason}{how}"
            self._notice.update(Content(f"{why}."))
            self._notice.display = True
        if self.entry.card.claims() and not self.panel.first.used:
            found = self._bench.recorded(self.entry)
            label = found.label if refused is not None else "the bank says it prints; r runs it"
            said = found.transcript
            text = "\n".join(one.rstrip() for one in (said.stdout, said.stderr) if one.strip())
            if text:
                self.panel.first.show(label, text)
        self.post_message(self.Updated())

    @property
    def still_read(self) -> bool:
        """Whether this card is still the one on the screen; to be asked after every await."""
        return self.is_attached and self.is_running

    @property
    def can_run(self) -> bool:
        return self._settled and self.refusal is None and not self.panel.fault

    def run(self) -> None:
        """Run the code; beside a bug, what mends it."""
        self.panel.action_run_edit()
        card = self.entry.card
        if card.solves and not self._solved and not self.panel.edited:
            self.panel.run_beside("with the fix", card.solves)

    def page(self, by: int) -> None:
        """Scroll by half of what is seen."""
        page([self, *self.panel.scrolled], by)

    def line(self, by: int) -> None:
        """Scroll by a line."""
        line([self, *self.panel.scrolled], by)

    @on(SnippetPanel.Ran)
    @on(SnippetPanel.Left)
    def _may_have_changed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Updated())

    @on(Markdown.LinkClicked)
    def _open_link(self, event: Markdown.LinkClicked) -> None:
        open_link(self.app, event.href, self.entry.root)


def told(card: Base, collection: Collection) -> str:
    """All that a bank says after a card's question, as Markdown."""
    parts = [*_right(card), card.answer.strip()]
    if card.points:
        parts += ["**Key points**", "\n".join(f"- {point}" for point in card.points)]
    if card.follow_ups:
        parts.append("**The interviewer asks next**")
    for follow_up in card.follow_ups:
        parts += _next(follow_up, collection)
    if card.see:
        parts += ["**Sources**", "\n".join(f"- <{link}>" for link in card.see)]
    return "\n\n".join(parts)


def _right(card: Base) -> Iterator[str]:
    """The right answer, where it is more than the card's answer says."""
    offers = card.offers()
    if any(offer.right is not None for offer in offers):
        for offer in offers:
            yield f"{'✓' if offer.right else '✗'} **{' '.join(offer.text.split())}**  \n{offer.why}"
    elif offers:
        yield "\n".join(card.right_answer())
    else:
        yield from (f"**{text}**" for text in [*card.right_answer(), *card.spellings()])


def _next(follow_up: str | FollowUp, collection: Collection) -> Iterator[str]:
    if isinstance(follow_up, str):
        yield follow_up.strip()
        return
    yield f"*{' '.join(follow_up.ask.split())}*"
    entry = collection.entries.get(follow_up.card)
    answer = entry.card.answer if entry is not None else follow_up.answer
    if answer.strip():
        yield "\n".join(f"> {line}" for line in answer.strip().splitlines())
