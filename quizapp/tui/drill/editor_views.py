"""The cards that are answered in the code itself, and of them bugs, which a run judges."""

from asyncio import sleep

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import grade
from quizapp.core.cards.kinds.bug import Bug, Pointed
from quizapp.core.grading.bug_lines import fixed_lines
from quizapp.core.run import Transcript
from quizapp.errors import UsageError
from quizapp.study.bench import Marked
from quizapp.study.earlier import Deletions
from quizapp.study.own_file import OwnFile
from quizapp.study.own_saves import LOOK_SECONDS, followed
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.panes.base import AnswerPane, focus_now
from quizapp.tui.drill.panes.coding import BugPane
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.editing import open_file
from quizapp.tui.scrolling import page
from quizapp.tui.widgets.code_view import CodeView

_LEAST_ROWS = 4
_POINT = "Which line is at fault? Move in the code with ↑ ↓; enter picks it: that is the answer."


class EditorView(CardView):
    """What is typed is the code in the panel's editor; it is kept at every key."""

    _giving_up = False  # space was pressed once
    _tried = False  # there is a verdict to be seen beside the editor
    _own: OwnFile | None = None

    def __init__(
        self, services: Services, sitting: Sitting, entry: Entry, pane: AnswerPane
    ) -> None:
        super().__init__(services, sitting, entry, pane)
        self._fold = Static("", id="fold")

    def _asked(self) -> list[Widget]:
        return [self._ask, self._fold, self._hinted]

    def on_mount(self) -> None:
        self.watch(self.panel, "editing", self._fit_soon, init=False)
        self.watch(self._ask, "scroll_y", self._tell_fold, init=False)
        self.watch(self, "scroll_y", self._tell_fold, init=False)

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
        self._fit()

    @on(SnippetPanel.Wiped)
    def _wiped(self, event: SnippetPanel.Wiped) -> None:
        event.stop()
        self._sitting.save_wiped(self.entry.card.id, event.versions)
        self.notify("Another version is there; ctrl+g brings yours back.", timeout=3)

    @property
    def _letters(self) -> tuple[str, int]:
        return self.panel.source, len(self.panel.source)

    @property
    def has_earlier(self) -> bool:
        return False  # the editor has its own way to earlier texts

    @property
    def gives_up(self) -> bool:
        return True

    def _reveal(self) -> None:
        if self._giving_up:
            self.app.clear_notifications()  # what was asked about it hides the ratings
        super()._reveal()

    async def write(self) -> None:
        await self.panel.edit()
        self.panel.follow()

    # The height of the screen

    @on(SnippetPanel.Ran)
    def _fit_soon(self) -> None:
        """Have the verdict of a try below the editor while its code is changed, and the editor as
        high as what is left of the screen."""
        typing = self.panel.editing and not self.revealed
        self.set_class(typing, "-folded")
        self.set_class(typing and self._tried, "-trying")
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if not self.still_asked:
            return
        narrow = self.screen.has_class("-narrow")
        self.panel.above = self._hinted if narrow else None
        if narrow:
            docked = self._reply.outer_size.height if self._reply.styles.dock != "none" else 0
            hinted = self._hinted.outer_size.height if self._hinted.display else 0
            rows = self.scrollable_content_region.height - docked - hinted
            rows = max(_LEAST_ROWS, rows)
            self.panel.fit(rows, output=self.has_class("-trying"))
        else:
            self.panel.fit(max(_LEAST_ROWS, self.panel.size.height), output=True)
        self._tell_fold()
        if self.has_class("-trying"):
            self.panel.follow()

    def _tell_fold(self) -> None:
        """Say below the question which key shows the rest of it, while the editor has the keys."""
        self.panel.point_back("pgup: the question" if self.scroll_y else "")
        if self._ask.scroll_y < self._ask.max_scroll_y:
            self._fold.update("… pgdn: the question goes on")
        else:
            self._fold.update("pgup: the question from its beginning" if self._ask.scroll_y else "")

    def _see_hint(self) -> None:
        super()._see_hint()
        self._fit()
        self.panel.follow()

    @property
    def pages_in_editor(self) -> bool:
        return not self.revealed

    def page(self, by: int) -> None:
        """While the code is changed: what there is more of the question, the code, and what a try
        came to, in this order."""
        if not self.panel.editing:
            super().page(by)
        elif by > 0 and not self.scroll_y and self._ask.scroll_y < self._ask.max_scroll_y:
            page([self._ask], by)
        elif not self.panel.turn(by):
            page([self._reply, self._ask, self], by)

    def on_resize(self) -> None:
        super().on_resize()
        self._fit_soon()

    # In an editor of the learner's

    @property
    def has_own_file(self) -> bool:
        return True

    async def open_own(self) -> None:
        """Have the code as a file in the learner's editor; what is saved there is taken and run,
        whoever opened it. An editor of the terminal keeps this waiting: of what it saved, the last
        is run when it closes, and the others are kept."""
        if self._own is None:
            self._own = OwnFile(self._services.paths.data, self.entry.card.id)
        own = self._own
        try:
            there = own.put(self.panel.source)
        except UsageError as error:
            self._warn(error)
            return
        self._put_aside(there.text)
        if there.aside is not None:
            said = f"What {own.path.name} held could not be taken ({there.fault}): {there.aside}"
            self.notify(said, severity="warning", timeout=10, markup=False)
        known, saved = own.text, list[str]()
        try:
            with followed(own) as saved:
                if not open_file(self.app, self._services, own.path, self.panel.line):
                    self.notify(f"Each save of {own.path} is taken.", timeout=4, markup=False)
        except UsageError as error:
            self._warn(error)
        for text in saved[:-1]:
            self._put_aside(text)
        if saved:
            await self._take_saved(known, saved[-1])
        self._follow_own(own)

    def _warn(self, error: UsageError) -> None:
        self.notify(str(error), severity="warning", markup=False)

    @work(exclusive=True, group="own file")
    async def _follow_own(self, own: OwnFile) -> None:
        """Take each save, as long as the card is on the screen."""
        while self.still_asked:
            await sleep(LOOK_SECONDS)
            try:
                known, text = own.text, own.saved()
            except UsageError as error:
                self._warn(error)
                continue
            if text is not None and self.still_asked:
                await self._take_saved(known, text)

    async def _take_saved(self, known: str, text: str) -> None:
        if self.panel.source not in (known, text):
            self._put_aside(self.panel.source)  # typed here since the file was written
        await self.panel.take_over(text)
        self.panel.action_run_edit()

    def _put_aside(self, text: str) -> None:
        known = {self.panel.original, *(attempt.text for attempt in self.panel.attempts)}
        if text.strip() and text not in known:
            self._sitting.put_aside(self.entry.card.id, text)
            self._earlier = self._sitting.wiped(self.entry.card.id)
            self._earlier_changed()


class BugView(EditorView):
    """A line is picked, then the code is mended, and its run decides."""

    pane: BugPane
    _ran_last = ""  # the mend that was run last
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

    @property
    def gives_up(self) -> bool:
        """Where nothing can run, the line alone is the answer."""
        return self._mended is None and self.refusal is None

    def _hand_in(self) -> None:
        """Judge by the line alone; a mend that was not tried is asked about first."""
        if self.panel.running and self.pane.mend:
            self.notify("Your version is still running; esc stops it.")
            return
        if self._mended is not None:
            self._judge(self._mended)
            return
        if self.pane.mend not in ("", self._ran_last) and not self._giving_up:
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
        self._ran_last = source
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
        self._tried = True
        self._fit_soon()
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


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def the_fix(buggy: str, fixed: str) -> Content:
    """The lines that a fix changed, with their numbers in the fixed script."""
    lines = fixed.splitlines()
    changed = sorted(fixed_lines(buggy, fixed))
    shown = "\n".join(f"{number:>3}  {lines[number - 1]}" for number in changed)
    return Content.assemble(("The fix\n", "bold"), (shown or "the line goes", "$text-success"))
