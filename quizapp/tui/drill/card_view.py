"""A card from question to truth: what is asked, the answer given, and the run that proves it."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Markdown, Static

from quizapp.banks.collection import Entry, obstacle
from quizapp.core.cards.card import Bug, Code
from quizapp.core.grading.grade import Grade, grade
from quizapp.core.run import Transcript
from quizapp.runner.judging import foreseen, judge
from quizapp.tui.drill.attempt import Attempt
from quizapp.tui.drill.card_text import ending, recorded, recorded_label, the_fix
from quizapp.tui.drill.follow_ups import FollowUps
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.making import pane_for
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.services import Parts
from quizapp.tui.widgets.code_view import CodeView

_DRAFT_DELAY = 0.5


class CardView(VerticalScroll, can_focus=False):
    """Shows one card at a time. Wide terminals put the code beside, narrow ones between question
    and answer where it is part of the question, else below."""

    @dataclass
    class Judged(Message):
        """The answer was graded, or graded anew after key points were ticked."""

        grade: Grade

    class Accepted(Message):
        """Enter was pressed again after the answer was shown."""

    class Updated(Message):
        """What can be pressed may have changed."""

    def __init__(self, parts: Parts, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts = parts
        self._draft_timer: Timer | None = None
        self.attempt: Attempt | None = None
        self.devices: list[str] = ["cpu"]

    def compose(self) -> ComposeResult:
        with VerticalGroup(id="ask"):
            yield Markdown(id="question")
            yield Static("", id="hints")
        config = self._parts.config
        yield SnippetPanel(self._parts.runner, device=config.device, seconds=config.seconds)
        with VerticalGroup(id="reply"):
            yield Static("", id="notice")
            yield VerticalGroup(id="pane")
            yield Markdown(id="answer")
            yield FollowUps()

    @property
    def panel(self) -> SnippetPanel:
        return self.query_one(SnippetPanel)

    @property
    def revealed(self) -> bool:
        return self.attempt is not None and self.attempt.grade is not None

    def obstacle(self, entry: Entry) -> str:
        """Why a card's code cannot run now, in one line; empty if it can."""
        reason = obstacle(entry, self.devices)
        if not reason and not self._parts.trust.allows(entry.root):
            reason = "comes from a bank that you have not allowed to run yet (y)"
        return reason

    async def show(self, entry: Entry) -> None:
        """Ask a card anew."""
        self.save_draft()
        pane = pane_for(entry, self._parts.shuffle)
        self.attempt = Attempt(entry, pane)
        self.query_one("#hints", Static).display = False
        self.query_one("#answer", Markdown).display = False
        self.query_one(FollowUps).display = False
        holder = self.query_one("#pane", VerticalGroup)
        await holder.remove_children()
        await holder.mount(pane)
        await self.query_one("#question", Markdown).update(entry.card.question)
        await self._show_code(entry, pane)
        self.call_after_refresh(self.scroll_home, animate=False)

    async def _show_code(self, entry: Entry, pane: AnswerPane) -> None:
        exercise = isinstance(entry.card, Code)
        panel, name = self.panel, entry.script.relative_to(entry.root).as_posix()
        await panel.show(entry.script, entry.root, name, exercise=exercise)
        panel.display = pane.shows_code
        panel.code.picking = isinstance(entry.card, Bug)
        reply = self.query_one("#reply")
        if pane.shows_code:
            self.move_child(panel, before=reply)
        else:
            self.move_child(panel, after=reply)
        reason = self.obstacle(entry)
        self._notice(Content(f"Not run: it {reason}.") if reason else Content(""))
        self.screen.set_focus(None)
        if isinstance(pane, BugPane):
            panel.code.focus(scroll_visible=False)
            if not reason:
                panel.run_now()
        elif exercise:
            await panel.edit(self._parts.store.draft(entry.card.id))
        else:
            pane.take_focus()

    def _notice(self, text: Content) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(text)
        notice.display = bool(text.plain)

    # From the answer to its grade

    def hand_in(self) -> None:
        """Judge the answer as it stands; a prediction waits for its run."""
        attempt = self.attempt
        if attempt is None or attempt.waiting or self.revealed:
            return
        if isinstance(attempt.pane, CodePane) and not self._may_reveal(attempt):
            return
        if not attempt.pane.needs_run:
            self._judge(None)
        elif self.obstacle(attempt.entry):
            self._judge(recorded(attempt.entry))
        else:
            attempt.waiting = True
            self.screen.set_focus(None)
            self.panel.run_now()
            self.post_message(self.Updated())

    def _may_reveal(self, attempt: Attempt) -> bool:
        passed = grade(attempt.entry.card, attempt.pane.response()).right
        if passed or attempt.giving_up:
            return True
        attempt.giving_up = True
        self.notify("Space once more gives up and shows the solution; e goes on editing.")
        return False

    def _judge(self, run: Transcript | None) -> None:
        attempt = self.attempt
        if attempt is None:
            return
        attempt.grade = grade(attempt.entry.card, attempt.pane.response(), run, attempt.hints)
        self.screen.set_focus(None)
        attempt.pane.settle(attempt.grade)
        self._show_truth(attempt)
        self.post_message(self.Judged(attempt.grade))

    @on(AnswerPane.Answered)
    def _answered(self, event: AnswerPane.Answered) -> None:
        event.stop()
        if self.revealed:
            self.post_message(self.Accepted())
        else:
            self.hand_in()

    @on(AnswerPane.Changed)
    def _regrade(self, event: AnswerPane.Changed) -> None:
        event.stop()
        attempt = self.attempt
        if attempt is not None and attempt.grade is not None:
            attempt.grade = grade(attempt.entry.card, attempt.pane.response(), None, attempt.hints)
            attempt.pane.settle(attempt.grade)
            self.post_message(self.Judged(attempt.grade))

    @on(CodeView.Picked)
    def _line_picked(self, event: CodeView.Picked) -> None:
        event.stop()
        attempt = self.attempt
        if attempt is not None and isinstance(attempt.pane, BugPane) and not self.revealed:
            attempt.pane.line = event.line
            self._judge(None)

    @on(SnippetPanel.Ran)
    def _ran(self, event: SnippetPanel.Ran) -> None:
        event.stop()
        attempt = self.attempt
        if attempt is None:
            return
        attempt.ran = True
        if attempt.waiting and not event.edited:
            attempt.waiting = False
            usable = event.transcript.finished.outcome in ("ok", "error")
            self._judge(event.transcript if usable else recorded(attempt.entry))
        self.post_message(self.Updated())

    # Exercises

    @on(SnippetPanel.HandedIn)
    def _handed_in(self, event: SnippetPanel.HandedIn) -> None:
        event.stop()
        self.save_draft()
        attempt = self.attempt
        if attempt is not None and isinstance(attempt.pane, CodePane):
            self._check_answer(attempt, attempt.pane, event.source)

    @work(exclusive=True, group="checks")
    async def _check_answer(self, attempt: Attempt, pane: CodePane, source: str) -> None:
        entry, runner, device = attempt.entry, self._parts.runner, self.panel.device
        pane.checking()
        verdict, run = await judge(runner, entry.snippet, entry.root, source, device)
        pane.show_verdict(verdict, "" if verdict.complete else ending(run))
        printed = verdict.printed + run.stderr
        if printed.strip():
            self.panel.first.show("your code printed", printed)
        else:
            self.panel.first.clear()
        if verdict.passed:
            self._judge(None)
        elif verdict.results:
            advice = await foreseen(runner, entry.snippet, entry.root, verdict, device)
            if advice:
                pane.advise(advice)

    @on(SnippetPanel.Edited)
    def _edited(self, event: SnippetPanel.Edited) -> None:
        event.stop()
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(_DRAFT_DELAY, self.save_draft)

    def save_draft(self) -> None:
        """Keep what was typed into an exercise, so that leaving or a crash loses nothing."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        attempt = self.attempt
        if attempt is None or not isinstance(attempt.pane, CodePane) or self.revealed:
            return
        if self.panel.edited:
            self._parts.store.save_draft(attempt.entry.card.id, self.panel.source)
        else:
            self._parts.store.clear_draft(attempt.entry.card.id)

    # After the grade

    @work(exclusive=True, group="truth")
    async def _show_truth(self, attempt: Attempt) -> None:
        """The answer, the follow-ups, and the run that proves them."""
        card, entry = attempt.entry.card, attempt.entry
        answer = self.query_one("#answer", Markdown)
        links = "".join(f"\n- <{link}>" for link in card.see)
        await answer.update(f"{card.answer}\n{links}")
        answer.display = True
        await self.query_one(FollowUps).show(card, self._parts.collection)
        self.move_child(self.panel, after=self.query_one("#reply"))
        self.panel.display = True
        can_run = not self.obstacle(entry)
        if isinstance(attempt.pane, BugPane):
            self._show_fix(attempt.pane, entry, can_run)
        elif isinstance(card, Code):
            self.panel.show_instead(entry.snippet / "solution.py", f"{card.snippet}/solution.py")
            self._parts.store.clear_draft(card.id)
        elif can_run and not attempt.ran:
            self.panel.run_now()
        if not can_run and not isinstance(card, Code):
            self.panel.first.show(recorded_label(entry), recorded(entry).stdout)
        self.call_after_refresh(self.scroll_home, animate=False)
        self.post_message(self.Updated())

    def _show_fix(self, pane: BugPane, entry: Entry, can_run: bool) -> None:
        fixed = (entry.snippet / "fixed.py").read_text(encoding="utf-8")
        self.panel.code.picking = False
        marks = dict.fromkeys(pane.faulty, ("✗", "$text-error"))
        if pane.line and pane.line not in pane.faulty:
            marks[pane.line] = ("?", "$text-warning")
        self.panel.code.mark(marks)
        self._notice(the_fix(self.panel.source, fixed))
        if can_run:
            self.panel.run_beside(entry.snippet / "fixed.py", "with the fix")

    def compare_devices(self) -> None:
        """Run the snippet on two devices, side by side with their times."""
        attempt = self.attempt
        if attempt is not None and len(self.devices) > 1:
            panel = self.panel
            here, there = self.devices[0], self.devices[1]
            panel.run_on(here)
            panel.run_beside(attempt.entry.script, f"on {there}", there)

    def hint(self) -> None:
        """Show the next hint."""
        attempt = self.attempt
        if attempt is None or attempt.hints >= len(attempt.entry.card.hints):
            return
        attempt.hints += 1
        hints = attempt.entry.card.hints
        text = "\n".join(f"Hint {n + 1}: {hints[n].strip()}" for n in range(attempt.hints))
        shown = self.query_one("#hints", Static)
        shown.update(Content(text))
        shown.display = True
        self.post_message(self.Updated())
