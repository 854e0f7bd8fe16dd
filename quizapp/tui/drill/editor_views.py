"""The cards that are answered in the code itself: bugs, which a run judges, and exercises, which
hidden checks judge."""

from asyncio import CancelledError

from textual import on, work
from textual.content import Content
from textual.worker import get_current_worker

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import grade
from quizapp.core.cards.kinds.bug import Bug, Pointed
from quizapp.core.cards.kinds.code import Submitted
from quizapp.core.grading.bug_lines import fixed_lines
from quizapp.core.grading.exercise import Verdict
from quizapp.core.grading.grade import Evidence
from quizapp.core.run import Transcript
from quizapp.study.bench import Marked, ending
from quizapp.study.earlier import Deletions
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.panes.base import AnswerPane, focus_now
from quizapp.tui.drill.panes.coding import BugPane, CodePane
from quizapp.tui.drill.panes.table import pane_for
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.widgets.code_view import CodeView

_POINT = "Which line is at fault? Move in the code with ↑ ↓; enter picks it: that is the answer."


class EditorView(CardView):
    """What is typed is the code in the panel's editor; it is kept at every key."""

    _giving_up = False  # space was pressed once

    def _take(self, typed: str) -> None:
        """Hand the pane what stands in the editor; empty where nothing was changed."""
        raise NotImplementedError

    def _earlier_changed(self) -> None:
        self.panel.wiped = list(dict.fromkeys(map(self._code, self._earlier)))

    @on(SnippetPanel.Edited)
    def _edited(self, event: SnippetPanel.Edited) -> None:
        event.stop()
        self._giving_up = False
        if not self.revealed:
            self._take(event.source if self.panel.edited else "")
            if event.source == self.panel.brought_back:
                self.panel.brought_back = None
                self._deletions = Deletions(event.source)  # nothing was deleted
            self._keep_draft()

    @on(SnippetPanel.Wiped)
    def _wiped(self, event: SnippetPanel.Wiped) -> None:
        event.stop()
        self._sitting.save_wiped(self.entry.card.id, event.versions)
        self.notify("The original is back; ctrl+g brings yours back.", timeout=3)

    @property
    def _letters(self) -> tuple[str, int]:
        return self.panel.source, len(self.panel.source)

    @property
    def has_earlier(self) -> bool:
        return False  # the editor has its own way to earlier texts

    async def write(self) -> None:
        await self.panel.edit()
        self.panel.follow()


class BugView(EditorView):
    """A line is picked, then the code is mended, and its run decides."""

    pane: BugPane
    _tried = ""  # the mend that was run last
    _mended: Marked | None = None  # by a run before the last letters

    async def _put_back(self, draft: str) -> None:
        if draft:
            self.pane.text = draft
        self._earlier_changed()
        self.panel.code.picking = not self.panel.fault
        if self.pane.line:
            self.panel.remark(self.pane.pointed(self.pane.line))
        if self.pane.mend:
            await self.panel.edit(self.pane.mend)
            await self.panel.edit_at(max(1, self.pane.line))
        else:
            focus_now(self.panel.code)

    def _take(self, typed: str) -> None:
        self.pane.mend = typed

    def _code(self, text: str) -> str:
        return self.pane.code(text)

    def _say_refusal(self) -> None:
        super()._say_refusal()
        if self.refusal is not None:
            self.panel.remark("")
            self.pane.say(_POINT)

    @property
    def can_write(self) -> bool:
        return not self.revealed and self.refusal is None

    @on(CodeView.Picked)
    async def _line_picked(self, event: CodeView.Picked) -> None:
        event.stop()
        await self._bench.settle(self.entry)
        if not self.still_asked or self.revealed or self.asks_anew():
            return
        if not self.panel.edited:  # else the lines are others
            self.panel.remark(self.pane.pointed(event.line))
            self._sitting.save_draft(self.entry.card.id, self.pane.text)
        if self._bench.refusal(self.entry) is None:
            await self.panel.edit_at(event.line)
        else:
            self.hand_in()

    def _hand_in(self) -> None:
        """Judge by the line alone; a mend that was not tried is asked about first."""
        if self.panel.running and self.pane.mend:
            self.notify("Your version is still running; esc stops it.")
            return
        if self._mended is not None:
            self._judge(self._mended)
            return
        if self.pane.mend not in ("", self._tried) and not self._giving_up:
            self._giving_up = True
            self.notify("F5 runs your version. Space once more shows the fix.")
            return
        evidence = self._bench.evidence(self.entry)
        self._judge(Marked(grade(self.entry.card, Pointed(self.pane.line), evidence, self.hints)))

    @on(SnippetPanel.Began)
    def _own_version_runs(self, event: SnippetPanel.Began) -> None:
        event.stop()
        if not self.revealed:
            self.panel.remark("running")
            self.pane.say("Your version runs; esc stops it.")
            self.post_message(self.Updated(self))

    @on(SnippetPanel.Stopped)
    def _own_version_stopped(self, event: SnippetPanel.Stopped) -> None:
        event.stop()
        if not self.revealed:
            self.panel.remark("not judged")
            self.pane.say("Stopped, and not judged. F5 runs it again; esc and space show the fix.")

    def _own_version_ran(self, source: str, run: Transcript) -> None:
        if self.asks_anew():
            return
        self._tried = source
        response = Pointed(self.pane.line, source)
        marked = self._bench.by_mend(self.entry, response, run, self.hints)
        if marked.grade is not None and marked.grade.right:
            if self.panel.editing and self.panel.source != source:
                self._mended = marked
                self.panel.remark("mended")
                self.pane.say("Mended by what you ran; F5 runs what you have typed since, too.")
            else:
                self._judge(marked)
            return
        said = marked.grade.feedback if marked.grade else _sentence(marked.said)
        self.panel.remark("not mended" if marked.grade is not None else "not judged")
        self.pane.say(f"{said} Change it, F5 again; esc and space show the fix.")
        self.call_after_refresh(self._go_to_the_verdict)

    def _prove(self, can_run: bool) -> None:
        """Show what was at fault, and run the fix beside."""
        card, texts = self.entry.card, self.entry.texts()
        assert isinstance(card, Bug)
        faulty = card.faulty(texts)
        self.panel.remark("")
        self.panel.show_original()
        self.panel.code.picking = False
        marks = dict.fromkeys(faulty, ("✗", "$text-error"))
        if self.pane.line and self.pane.line not in faulty:
            marks[self.pane.line] = ("?", "$text-warning")
        self.panel.code.mark(marks)
        self._say(the_fix(texts[card.runs], texts[card.solves]))
        if can_run:
            self.panel.run_beside("with the fix", card.solves)


class ExerciseView(EditorView):
    """The learner's code is put through the hidden checks, until it passes or is given up."""

    pane: CodePane
    is_exercise = True
    _said = ""  # the answer as it stood when the solution took its place
    _verdict: Verdict | None = None

    async def _put_back(self, draft: str) -> None:
        self._earlier_changed()
        self.pane.text = draft
        await self.panel.edit(draft or None)

    def _take(self, typed: str) -> None:
        self.pane.text = typed

    @property
    def said(self) -> str:
        return self._said if self.revealed else self.pane.text

    def _reveal(self) -> None:
        self._said = self.pane.text
        super()._reveal()

    def _hand_in(self) -> None:
        """Leave the exercise unsolved; that is asked twice."""
        if not self._giving_up:
            self._giving_up = True
            self.notify("Space once more gives up and shows the solution; e goes on editing.")
            return
        self.pane.text = self.panel.source if self.panel.edited else ""
        self._judge(Marked(self._graded(Evidence(verdict=self._verdict))))

    @on(SnippetPanel.HandedIn)
    def _handed_in(self, event: SnippetPanel.HandedIn) -> None:
        event.stop()
        if not self.revealed and not self.asks_anew():
            self._giving_up = False
            self.panel.checks = self._check(event.source)

    @work(exclusive=True, group="checks")
    async def _check(self, source: str) -> None:
        mine, pane = get_current_worker(), self.pane
        pane.checking()
        await self._bench.settle(self.entry)
        refused = self._bench.refusal(self.entry)
        if refused is not None:
            pane.say(f"Not checked: it {refused.reason}.")
            return
        try:
            verdict, run = await self._bench.check(self.entry, source)
        except CancelledError:
            if self.still_asked and self.panel.checks is mine:
                pane.say("Stopped, and not judged. F5 runs the checks again.")
            raise
        if not self.still_asked or self.revealed:
            return
        typing_on = self.panel.source != source
        marked = self._bench.by_checks(self.entry, Submitted(source), verdict, run, self.hints)
        stopped = "" if verdict.complete else f"Your code stopped: {ending(run)}"
        if marked.grade is None:
            stopped = f"{marked.said}. F5 tries again; esc and v show the solution."
        else:
            self._verdict = verdict
        self.unjudged = marked.said if marked.grade is None else ""
        self.post_message(self.Updated(self))
        pane.show_verdict(verdict, stopped)
        self.call_after_refresh(self._go_to_the_verdict)
        printed = "\n".join(text for text in (verdict.printed, run.stderr) if text.strip())
        if printed:
            self.panel.first.show("your code printed", printed)
        else:
            self.panel.first.clear()
        if verdict.passed and typing_on:
            pane.say("All checks passed what you handed in; F5 checks what you have typed since.")
        elif verdict.passed:
            pane.text = source
            self._judge(marked)
        elif verdict.results:
            advice = await self._bench.advice(self.entry, verdict)
            if advice and self.still_asked and not self.revealed:
                pane.advise(advice)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def the_fix(buggy: str, fixed: str) -> Content:
    """The lines that a fix changed, with their numbers in the fixed script."""
    lines = fixed.splitlines()
    changed = sorted(fixed_lines(buggy, fixed))
    shown = "\n".join(f"{number:>3}  {lines[number - 1]}" for number in changed)
    return Content.assemble(("The fix\n", "bold"), (shown or "the line goes", "$text-success"))


VIEWS: dict[type[AnswerPane], type[CardView]] = {BugPane: BugView, CodePane: ExerciseView}


def view_for(services: Services, sitting: Sitting, entry: Entry) -> CardView:
    """A new view for a card, with a pane of its kind in it."""
    pane = pane_for(entry, sitting.luck(entry.card.id))
    return VIEWS.get(type(pane), CardView)(services, sitting, entry, pane)
