"""One card from question to truth: what is asked, the answer given, and the run that proves it.

A view lives as long as its card is on the screen, and everything that waits for something (a run,
checks, a page of Markdown) belongs to it: when the card goes, all of that goes too, and none of it
can reach the next card.
"""

from asyncio import sleep
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Markdown, Static
from textual.worker import Worker

from quizapp.banks.collection import Entry
from quizapp.banks.pictures import pictures_in
from quizapp.core.cards.card import grade
from quizapp.core.cards.kinds.predict import form
from quizapp.core.grading.grade import Evidence, Grade
from quizapp.core.run import Transcript
from quizapp.study.bench import Marked, Refusal
from quizapp.study.earlier import Deletions
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from quizapp.tui.drill.follow_ups import FollowUps
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.drill.panes.typed import PredictPane
from quizapp.tui.drill.snippet_panel import SnippetPanel
from quizapp.tui.keys import Keyed
from quizapp.tui.pictures import open_link, shown
from quizapp.tui.scrolling import line, page
from quizapp.tui.widgets.note_view import NoteView

_A_MOMENT = 0.005  # seconds


class CardView(VerticalScroll, can_focus=False):
    """Wide terminals put the code beside, narrow ones between question and answer where it is part
    of the question, else below."""

    @dataclass
    class Judged(Message):
        """The answer was graded, or graded anew after key points were ticked."""

        view: "CardView"

    @dataclass
    class Outdated(Message):
        """The code was changed on the disk since it was shown: nothing of it can be judged."""

        view: "CardView"

    @dataclass
    class Updated(Message):
        """What can be pressed may have changed."""

        view: "CardView"

    is_exercise = False  # do hidden checks judge what is in the editor?

    def __init__(
        self, services: Services, sitting: Sitting, entry: Entry, pane: AnswerPane
    ) -> None:
        super().__init__()
        self._services = services
        self._sitting = sitting
        self._bench = services.bench
        self._ran = False
        self._earlier: list[str] = []  # texts that others took the place of, the latest last
        self._deletions = Deletions()
        self._follow_ups: FollowUps | None = None
        self.entry = entry
        self.refusal: Refusal | None = None  # why its code cannot run, once that is settled
        self.hints = 0
        self.grade: Grade | None = None
        self.unjudged = ""  # why nothing could judge the answer
        self._verdict_at = -1.0  # where the page was put to show it
        self.own_judge = False  # then the learner rates it without
        self.waiting = False  # for the run that judges a prediction
        self.pane = pane
        self.panel = SnippetPanel(self._bench, entry, exercise=self.is_exercise)
        self.panel.display = entry.card.code_is_asked
        self._question = Markdown(entry.card.question, id="question", open_links=False)
        pictures = shown(self._pictures_in(entry.card.question))
        self._ask = VerticalGroup(self._question, *pictures, id="ask")
        self._hints = Static("", id="hints")
        self._hinted = VerticalGroup(self._hints, id="hinted")
        self._notice = Static("", id="notice")
        self._answer = VerticalGroup(id="answer")
        self._answer.display = self._hinted.display = self._notice.display = False
        self._reply = VerticalGroup(id="reply")
        self.note = NoteView(services.store.note(entry.card.id))
        # What is asked of code that is longer than the screen stays in sight below it.
        self.set_class(entry.card.code_is_asked and not self.is_exercise, "-asking")
        self.set_class(not entry.card.code_is_asked, "-bare")

    def compose(self) -> ComposeResult:
        yield from self._asked()
        if self.entry.card.code_is_asked:
            yield self.panel
        with self._reply:
            yield self._notice
            with VerticalGroup(id="pane"):
                yield self.pane
            yield self._answer
        if not self.entry.card.code_is_asked:
            yield self.panel

    def _asked(self) -> list[Widget]:
        """What stands above all else."""
        return [self._ask, self._hinted]

    async def begin(self) -> None:
        """Ask: bring back what was typed before, run what belongs to the question, put the cursor
        where the answer begins."""
        while not self.panel.is_attached:  # on a busy machine a mounted view is not yet composed
            if not self.is_attached:
                return
            await sleep(_A_MOMENT)
        self._earlier = self._sitting.wiped(self.entry.card.id)
        draft = self._sitting.draft(self.entry.card.id)
        self._deletions = Deletions(draft)
        await self._put_back(draft)
        self._begin_run()

    async def _put_back(self, draft: str) -> None:
        """Have what was typed before in its place, and the cursor behind it."""
        if draft:
            self.pane.text = draft
        self.pane.take_focus()

    @work(exclusive=True, group="begin")
    async def _begin_run(self) -> None:
        """Say why the code cannot run, if it cannot; run it if that belongs to the question."""
        await self._bench.settle(self.entry)
        if not self.still_asked:
            return
        self.refusal = self._bench.refusal(self.entry)
        if not self.revealed:
            self._say_refusal()
            if self.entry.card.runs_first and self.refusal is None and not self._ran:
                self.panel.run_original()
            if isinstance(self.pane, PredictPane) and self.refusal is None:
                await self._offer_form(self.pane)
        self.post_message(self.Updated(self))

    async def _offer_form(self, pane: PredictPane) -> None:
        """The labels of what the script prints are known from a run with its values marked."""
        if not self._services.config.form:
            return
        marked = await self._bench.marked(self.entry)
        if marked and self.still_asked and not self.revealed and not self.waiting:
            await pane.offer(form(marked))

    @property
    def still_asked(self) -> bool:
        """Whether this card is still the one on the screen; to be asked after every await."""
        return self.is_attached and self.is_running

    @property
    def revealed(self) -> bool:
        return self.grade is not None or self.own_judge

    @property
    def running(self) -> bool:
        """Whether anything runs that the learner can stop."""
        return self.waiting or self.panel.running

    @property
    def said(self) -> str:
        """What the learner typed."""
        return self.pane.text

    def reconsider(self) -> bool:
        """Ask the bench anew whether the card's code may run; whether that has changed."""
        before, self.refusal = self.refusal, self._bench.refusal(self.entry)
        return before != self.refusal

    @property
    def gives_up(self) -> bool:
        """Whether handing in now is to give up: nothing has judged what was typed."""
        return False

    def _say_refusal(self) -> None:
        refused = self.refusal
        if refused is not None:
            how = " (y allows it)" if refused.consent else ""
            self._say(Content(f"Not run: it {refused.reason}{how}."))
        elif self.panel.fault:
            self._say(Content(self.panel.fault))
        else:
            self._say(Content(""))

    def _say(self, text: Content) -> None:
        self._notice.update(text)
        self._notice.display = bool(text.plain)

    def _let_go(self) -> None:
        """Take the cursor out of the fields."""
        if self.still_asked:
            self.screen.set_focus(None)

    # From the answer to its grade

    def hand_in(self) -> None:
        """Judge the answer as it stands; a prediction waits for its run."""
        if self.waiting or self.revealed:
            return
        if self.asks_anew():
            return
        fault = self._bench.fault(self.entry)
        if fault:
            self._judge(Marked(None, f"not judged: {fault}"))
            return
        self._hand_in()

    def asks_anew(self) -> bool:
        """Whether the code is another one by now, so that nothing said of it can be judged."""
        outdated = self.panel.outdated
        if outdated:
            self.post_message(self.Outdated(self))
        return outdated

    def _hand_in(self) -> None:
        match self.entry.card.judged_by:
            case "answer":
                self._judge(Marked(self._graded(Evidence(files=self.entry.texts()))))
            case "checks":
                self._check_typed()
            case "run":
                self.waiting = True
                if self.unjudged:
                    self._say(Content(""))
                self._let_go()
                self.post_message(self.Updated(self))
                self._judge_by_run()

    @work(exclusive=True, group="judge")
    async def _judge_by_run(self) -> None:
        """Have the bank's own code run, whatever was changed in the editor; a recording stands in
        where it cannot."""
        await self._bench.settle(self.entry)
        if not self.still_asked or not self.waiting:
            return
        self.refusal = self._bench.refusal(self.entry)
        if self.refusal is None:
            self.panel.first.veil(True)  # until it has judged
            self.panel.run_original()
            await self._bench.marked(self.entry)  # it is wanted when the run ends
        else:
            found = self._bench.recorded(self.entry)
            await self._judge_by(found.transcript, found.label)

    @work(exclusive=True, group="judge")
    async def _check_typed(self) -> None:
        """An answer that checks judge, typed into a field."""
        self.waiting = True
        marked = await self._bench.mark(self.entry, self.pane.response(), self.hints)
        if self.still_asked and self.waiting:
            self.waiting = False
            self._judge(marked)

    def _graded(self, evidence: Evidence) -> Grade:
        return grade(self.entry.card, self.pane.response(), evidence, self.hints)

    @work(exclusive=True, group="judge")
    async def _judge_ran(self, run: Transcript) -> None:
        await self._judge_by(run)

    async def _judge_by(self, run: Transcript, recorded: str = "") -> None:
        """Judge by a run that was made, unless the learner has stopped waiting for it."""
        response = self.pane.response()
        marked = await self._bench.by_run(self.entry, response, run, self.hints, recorded)
        if self.still_asked and self.waiting:
            self.waiting = False
            self._judge(marked)

    def _judge(self, marked: Marked) -> None:
        if marked.grade is None:
            self.unjudged = marked.said
            how = "r or F5 tries again; v shows the answer, and you rate it yourself."
            self._say(Content.styled(f"{marked.said}. {how}", "$text-warning"))
            self._let_go()
            self.post_message(self.Updated(self))
            return
        if self.unjudged:
            self._say(Content(""))
        self.unjudged = ""
        self.grade = marked.grade
        self._reveal()
        self.pane.settle(marked.grade)

    def reveal_unjudged(self) -> None:
        """Show the answer though nothing judged the learner's: they rate it themselves."""
        if self.unjudged and not self.revealed:
            self.own_judge = True
            self._say(Content.styled(f"{self.unjudged}.", "$text-warning"))
            self._reveal()

    def _reveal(self) -> None:
        self.remove_class("-asking", "-bare")
        self.panel.tell_name()
        self.panel.first.veil(False)
        if isinstance(self.screen, Keyed):
            # what a run has judged comes up at a moment of its own
            share = 0.5 if self.entry.card.judged_by == "answer" else 1.0
            self.screen.calm_down(share)
            self.call_after_refresh(self.screen.calm_down, share)  # for what came until it shows
        self._let_go()
        self._show_truth()
        self.post_message(self.Judged(self))

    @on(AnswerPane.Answered)
    def _answered(self, event: AnswerPane.Answered) -> None:
        event.stop()
        self.hand_in()

    @on(AnswerPane.Changed)
    def _regrade(self, event: AnswerPane.Changed) -> None:
        event.stop()
        if self.grade is not None:
            self.grade = self._graded(Evidence(files=self.entry.texts()))
            self.pane.settle(self.grade)
            self.post_message(self.Judged(self))

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        self.post_message(self.Updated(self))  # there may be something to stop now, or nothing

    @on(SnippetPanel.Ran)
    def _on_ran(self, event: SnippetPanel.Ran) -> None:
        event.stop()
        self._ran = True
        if self.waiting and event.source is None:
            self._judge_ran(event.transcript)
        if event.source is not None and not self.revealed:
            self._own_version_ran(event.source, event.transcript)
        self.post_message(self.Updated(self))

    def _own_version_ran(self, source: str, run: Transcript) -> None:
        """The learner changed the code and had it run before the answer: no judge by itself."""

    def stop(self) -> None:
        """End what runs; a prediction that waited for it is not judged."""
        self.workers.cancel_group(self, "judge")
        self.panel.stop()
        if self.waiting:
            self.waiting = False
            self._judge(Marked(None, "not judged: the run was stopped"))

    # What is typed is kept at every key

    @on(AnswerPane.Typed)
    def _typed(self, event: AnswerPane.Typed) -> None:
        event.stop()
        self._keep_draft()

    def _keep_draft(self) -> None:
        card, text = self.entry.card.id, self.pane.text
        aside = self._sitting.save_draft(card, text)
        written = self.entry.card.spoken or not self.entry.card.offers()
        on_screen, typed = self._letters
        deleted = self._deletions.deleted(on_screen, text, typed) if written else ""
        if deleted:
            self._sitting.put_aside(card, self._code(deleted))
        if aside or deleted:
            self._earlier = self._sitting.wiped(self.entry.card.id)
            self._earlier_changed()
            self.post_message(self.Updated(self))

    @property
    def _letters(self) -> tuple[str, int]:
        """What the learner can delete of, and how many letters of it were typed."""
        return self.pane.written, self.pane.typed

    def _code(self, text: str) -> str:
        """Of a text that was kept, what can be brought back."""
        return text

    def _earlier_changed(self) -> None:
        """There are other texts to be brought back."""

    @property
    def has_earlier(self) -> bool:
        """Whether another text of the learner's can be brought back into the field."""
        return not self.revealed and bool(self._earlier)

    def bring_back(self) -> None:
        """Put the text before the one in the field in its place; after the first, the latest."""
        now = self.pane.text
        if now.strip() and now not in self._earlier:
            self._sitting.put_aside(self.entry.card.id, now)
            self._earlier = self._sitting.wiped(self.entry.card.id)
        at = self._earlier.index(now) if now in self._earlier else len(self._earlier)
        self.pane.text = self._earlier[at - 1]
        self._sitting.save_draft(self.entry.card.id, self.pane.text)
        self.pane.write()

    # After the grade

    @work(exclusive=True, group="truth")
    async def _show_truth(self) -> None:
        """The answer, the follow-ups, and the run that proves them."""
        card = self.entry.card
        links = "".join(f"\n- <{link}>" for link in card.see)
        self._follow_ups = FollowUps(card, self._services.collection)
        answer = Markdown(f"{card.answer}\n{links}", open_links=False)
        await self._answer.mount(answer, *shown(self._pictures_in(card.answer)))
        if not self.still_asked:
            return
        await self._reply.mount(self.note, self._follow_ups)
        if not self.still_asked:
            return
        self._answer.display = True
        if card.code_is_asked:
            self.move_child(self.panel, after=self._reply)
        self.panel.display = True
        await self._bench.settle(self.entry)
        if not self.still_asked:
            return
        refused = self.refusal = self._bench.refusal(self.entry)
        self._prove(refused is None)
        if refused is not None and card.claims():
            found = self._bench.recorded(self.entry)
            self.panel.first.show(found.label, found.transcript.stdout)
        self.call_after_refresh(self._go_to_the_verdict)
        self.post_message(self.Updated(self))

    @property
    def pictures(self) -> list[Path]:
        """The files of the pictures that the card shows by now."""
        card = self.entry.card
        return self._pictures_in(
            f"{card.question}\n{card.answer}" if self.revealed else card.question
        )

    def _pictures_in(self, text: str) -> list[Path]:
        return pictures_in(text, self.entry.root) if "![" in text else []

    @on(Markdown.LinkClicked)
    def _open_link(self, event: Markdown.LinkClicked) -> None:
        open_link(self.app, event.href, self.entry.root)

    def _go_to_the_verdict(self) -> None:
        """Show what is said of the answer: the page from its top, if it is there; of one that is
        still to be changed, where the page is, if it can be seen from there."""
        if self.revealed:
            self.scroll_home(animate=False, immediate=True)
        for widget in (self.pane, self.pane.prompt):
            widget.scroll_visible(animate=False, immediate=True)
        self._verdict_at = self.scroll_y

    def on_resize(self) -> None:
        """The keys below take another line, or the terminal is lower: what is seen stays so."""
        if self.scroll_y == self._verdict_at:
            self.call_after_refresh(self._go_to_the_verdict)

    def _prove(self, can_run: bool) -> None:
        """Have the code show that the answer is true."""
        if self.entry.card.judged_by == "checks":
            self.panel.show_instead(self.entry.card.solves)
        elif can_run and not self._ran:
            self.panel.run_now()

    # Keys of the screen

    @property
    def can_write(self) -> bool:
        """Whether there is a field to go to."""
        return not self.revealed and (self.entry.card.spoken or not self.entry.card.offers())

    async def write(self) -> None:
        """Go (back) to where the answer is typed."""
        self.pane.write()

    def run(self) -> None:
        """Run the code; of a prediction that is asked, hand in the answer."""
        if self.entry.card.judged_by == "run" and not self.revealed:
            self.hand_in()
        else:
            self.panel.action_run_edit()

    def page(self, by: int) -> None:
        """Scroll by half of what is seen, whatever has the focus."""
        page([self, *self.panel.scrolled], by)

    def line(self, by: int) -> None:
        """Scroll by a line."""
        line([self, *self.panel.scrolled], by)

    @property
    def pages_in_editor(self) -> bool:
        """Whether the keys that scroll do so while its code is changed, too."""
        return False

    @property
    def has_own_file(self) -> bool:
        """Whether there is code of the learner's to be opened in an editor."""
        return False

    @property
    def can_compare(self) -> bool:
        """Whether the learner's code can be shown beside the solution."""
        return False

    async def open_own(self) -> None:
        """Open the learner's own code in their editor."""

    def swap(self) -> None:
        """Show the learner's version or the solution."""

    def diff(self) -> None:
        """Show what tells the two apart."""

    def compare_devices(self) -> None:
        """Run the snippet on two devices, side by side with their times."""
        if len(self._bench.devices) > 1:
            (one, title), (other, title_beside) = self._bench.compared.items()
            self.panel.run_on(one, title)
            self.panel.run_beside(title_beside, device=other)

    def hint(self) -> None:
        """Show the next hint."""
        hints = self.entry.card.hints
        if self.hints >= len(hints):
            return
        self.hints += 1
        text = "\n".join(f"Hint {n + 1}: {hints[n].strip()}" for n in range(self.hints))
        self._hints.update(Content(text))
        self._hinted.display = True
        self.call_after_refresh(self._see_hint)
        self.post_message(self.Updated(self))

    def _see_hint(self) -> None:
        """It costs something: wherever the page is, it comes into view, the latest one at least."""
        self._hinted.scroll_end(animate=False, immediate=True)
        self._hinted.scroll_visible(animate=False, immediate=True)

    def more(self) -> None:
        """Open the next follow-up."""
        if self._follow_ups is not None:
            self._follow_ups.open_next()
