"""An exercise: code that hidden checks judge, and afterwards beside the solution."""

from asyncio import CancelledError
from contextlib import suppress

from textual import on, work
from textual.worker import get_current_worker

from quizapp.core.cards.kinds.code import Submitted
from quizapp.core.grading.exercise import Verdict
from quizapp.core.grading.grade import Evidence
from quizapp.core.run import Transcript
from quizapp.errors import StoreError
from quizapp.study.bench import Marked, ending
from quizapp.tui.drill.editor_views import EditorView
from quizapp.tui.drill.panes.coding import CodePane
from quizapp.tui.drill.snippet_panel import SnippetPanel

_YOURS, _SOLUTION = "your version", "the solution"


class ExerciseView(EditorView):
    """The learner's code is put through the hidden checks, until it passes or is given up."""

    pane: CodePane
    is_exercise = True
    _said = ""  # the answer as it stood when the solution took its place
    _verdict: Verdict | None = None

    async def _put_back(self, draft: str) -> None:
        self._earlier_changed()
        self.panel.attempts = self._sitting.attempts(self.entry.card.id)
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
        if self.revealed:
            self._look_at(event.source, _YOURS)
        elif not self.asks_anew():
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
        self._keep_attempt(source)
        try:
            verdict, run = await self._bench.check(self.entry, source)
        except CancelledError:
            if self.still_asked and self.panel.checks is mine:
                pane.say("Stopped, and not judged. F5 runs the checks again.")
            raise
        if not self.still_asked or self.revealed:
            return
        marked = self._bench.by_checks(self.entry, Submitted(source), verdict, run, self.hints)
        self._show_verdict(verdict, run, marked)
        if marked.grade is not None:
            self._verdict = verdict
            self._keep_attempt(source, verdict)
        if verdict.passed and self.panel.source != source:
            pane.say("All checks passed what you handed in; F5 checks what you have typed since.")
        elif verdict.passed:
            pane.text = source
            self._judge(marked)
        elif verdict.results:
            advice = await self._bench.advice(self.entry, source, verdict)
            if advice and self.still_asked and not self.revealed:
                pane.advise(advice)
                self._fit_soon()

    def _show_verdict(self, verdict: Verdict, run: Transcript, marked: Marked) -> None:
        """Say what came of a try, in sight of the code that is to be changed."""
        stopped = "" if verdict.complete else f"Your code stopped: {ending(run)}"
        if marked.grade is None:
            stopped = f"{marked.said}. F5 tries again; esc and v show the solution."
        self.unjudged = marked.said if marked.grade is None else ""
        self.post_message(self.Updated(self))
        self.pane.show_verdict(verdict, stopped)
        self._tried = True
        self._fit_soon()
        self.call_after_refresh(self._go_to_the_verdict)
        self._show_printed(verdict, run)

    def _show_printed(self, verdict: Verdict, run: Transcript) -> None:
        printed = "\n".join(text for text in (verdict.printed, run.stderr) if text.strip())
        if printed:
            self.panel.first.show("your code printed", printed)
        else:
            self.panel.first.clear()

    def _keep_attempt(self, source: str, verdict: Verdict | None = None) -> None:
        """Keep what is handed to the checks, before they run and again with what they said."""
        if source == self.panel.original:
            return
        card = self.entry.card.id
        if verdict is None:
            self.panel.attempts = self._sitting.keep_attempt(card, source)
        else:
            passed = sum(result.passed for result in verdict.results)
            of = self.pane.checks
            self.panel.attempts = self._sitting.keep_attempt(card, source, passed, of)

    # Beside the solution

    @property
    def can_compare(self) -> bool:
        return self.revealed and not self.panel.editing

    def _prove(self, can_run: bool) -> None:
        """Show the solution; where the learner's own did not pass, run it."""
        self.panel.show_instead(self.entry.card.solves)
        if can_run and not (self.grade is not None and self.grade.right):
            self.panel.checks = self._look(self._solution, _SOLUTION)

    @property
    def _solution(self) -> str:
        return self.entry.read(self.entry.card.solves).text

    def on_unmount(self) -> None:
        """What was changed after the answer is no draft of the next one, and is not lost."""
        if self.revealed and self.panel.source != self._said:
            with suppress(StoreError):
                self._put_aside(self.panel.source)

    def swap(self) -> None:
        """Show the learner's version in the place of the solution, or the other way round."""
        if self.panel.shows == "own":
            self.panel.show_instead(self.entry.card.solves)
        else:
            self.panel.show_own()
        self.panel.to_the_code()

    def diff(self) -> None:
        """Show what tells the learner's version from the solution, or the solution again."""
        if self.panel.shows == "diff":
            self.panel.show_instead(self.entry.card.solves)
        else:
            self.panel.show_diff(self.entry.card.solves)
        self.panel.to_the_code()

    def run(self) -> None:
        if not self.can_compare:
            super().run()
        elif self.panel.shows == "other":
            self._look_at(self._solution, _SOLUTION)
        else:
            self._look_at(self.panel.source, _YOURS)

    def _look_at(self, source: str, whose: str) -> None:
        """Put one of the two through the checks once the answer is given; show what they say."""
        self.panel.checks = self._look(source, whose)
        self.pane.to_the_checks()

    @work(exclusive=True, group="checks")
    async def _look(self, source: str, whose: str) -> None:
        self.pane.looking_at(whose)
        if whose == _YOURS:
            self._keep_attempt(source)
        try:
            verdict, run = await self._bench.check(self.entry, source)
        except CancelledError:
            if self.still_asked:
                self.pane.looked_at(whose, None, "stopped")
            raise
        if not self.still_asked:
            return
        if whose == _YOURS and (verdict.complete or run.finished.conclusive):
            self._keep_attempt(source, verdict)
        self.pane.looked_at(whose, verdict, "" if verdict.complete else ending(run))
        self._show_printed(verdict, run)
        self.post_message(self.Updated(self))
