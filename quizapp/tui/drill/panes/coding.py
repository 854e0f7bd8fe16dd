"""The kinds answered in code: bug and code."""

import random

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Asked
from quizapp.core.cards.kinds.bug import Bug, Pointed
from quizapp.core.cards.kinds.code import CHECKS, Code, Submitted
from quizapp.core.grading.advice import TOLD
from quizapp.core.grading.exercise import CheckResult, Verdict, check_docs
from quizapp.core.grading.grade import Grade, Response
from quizapp.tui.drill.panes.base import AnswerPane
from quizapp.tui.text import DIM, inline


class BugPane(AnswerPane):
    """Pick the faulty `line` in the code itself, then mend it in the editor that the code is in;
    `mend` is the whole script as the learner would have it, empty where they changed nothing."""

    def __init__(self, entry: Entry, card: Bug, luck: random.Random) -> None:
        super().__init__(entry)
        self._card = card
        self._buggy = entry.read().text  # the script that the line is one of
        self.line = 0
        self.mend = ""
        self.say("Which line is at fault? Move in the code with ↑ ↓, enter picks it; then mend it.")

    def compose(self) -> ComposeResult:
        yield self.prompt

    @property
    def text(self) -> str:
        return self._card.said(self.line, self.mend, self._buggy)

    @text.setter
    def text(self, text: str) -> None:
        files = self.entry.texts()
        self._buggy = files[self._card.runs]
        response = self._card.read(self._card.still(text, files), Asked([], ""))
        self.line = response.line
        self.mend = self._card.mended(response, files) or ""

    def code(self, text: str) -> str:
        """Of a text of this pane, the code alone."""
        response = self._card.read(text, Asked([], ""))
        return self._card.mended(response, self.entry.texts()) or text

    @property
    def answered(self) -> bool:
        return self.line > 0 or bool(self.mend)

    def response(self) -> Response:
        return Pointed(self.line, self.mend)

    def pointed(self, line: int) -> str:
        """The learner took this line for the faulty one: say whether it is, and what comes next;
        in a few words, what comes back."""
        self.line = line
        right = line in self._card.faulty(self.entry.texts())
        said = f"Line {line} is at fault." if right else f"Line {line} is not at fault."
        self.say(f"{said} Mend the code: F5 runs it, and the run decides. Or esc, space: the fix.")
        return f"line {line} is at fault; mend it" if right else f"line {line} is not at fault"

    def settle(self, grade: Grade) -> None:
        self.tell(grade)


class CodePane(AnswerPane):
    """What will be checked, and after each try what came of it. The code is in the editor beside;
    `source` is where it is read from."""

    DEFAULT_CSS = """
    CodePane #checks, CodePane #advice, CodePane #whose { height: auto; }
    CodePane #whose { display: none; margin: 1 0 0 0; }
    CodePane #whose.-open { display: block; }
    CodePane #advice { display: none; margin: 1 0; border-left: thick $warning; padding: 0 1; }
    CodePane #advice.-open { display: block; }
    """

    def __init__(self, entry: Entry, card: Code, luck: random.Random) -> None:
        super().__init__(entry)
        self._docs = check_docs(entry.read(CHECKS).text)
        self._checks = Static(Content("\n").join(map(_to_come, self._docs)), id="checks")
        self._advice = Static("", id="advice")
        self._whose = Static("", id="whose", markup=False)
        self._source = ""
        self.say("F5 or ctrl+r runs the checks. Esc leaves the editor.")

    def compose(self) -> ComposeResult:
        yield self.prompt
        yield self._advice
        yield self._whose
        yield self._checks

    @property
    def text(self) -> str:
        return self._source

    @text.setter
    def text(self, text: str) -> None:
        self._source = text

    def response(self) -> Response:
        return Submitted(self._source)

    def checking(self) -> None:
        self.say("checking …")

    @property
    def checks(self) -> int:
        """How many there are."""
        return len(self._docs)

    def show_verdict(self, verdict: Verdict, ending: str) -> None:
        """Show the checks of one try; `ending` says why a run stopped before its end."""
        self._show_results(verdict.results)
        self._advice.remove_class("-open")
        passed = sum(result.passed for result in verdict.results)
        if ending:
            self.say(ending)
        elif verdict.passed:
            self.say("The check passes." if passed == 1 else f"All {passed} checks pass.")
        else:
            self.say(f"{passed} of {len(self._docs)} checks pass. Change it, F5 again.")

    def _show_results(self, results: list[CheckResult]) -> None:
        """Those that failed first: there is the most to read."""
        rows = [_row(result) for result in sorted(results, key=lambda one: one.passed)]
        rows += map(_to_come, self._docs[len(results) :])
        self._checks.update(Content("\n").join(rows))

    def looking_at(self, whose: str) -> None:
        """The answer is given, and one of the two versions is put through the checks again."""
        self._whose.update(f"The checks on {whose}: running …")
        self._whose.add_class("-open")

    def to_the_checks(self) -> None:
        """Scroll the page to what they say."""
        self.call_after_refresh(self._whose.scroll_visible, animate=False, top=True)

    def looked_at(self, whose: str, verdict: Verdict | None, ending: str) -> None:
        """What they said; nothing where they were stopped."""
        if verdict is None:
            self._whose.update(f"The checks on {whose}: {ending}")
            return
        self._show_results(verdict.results)
        passed = sum(result.passed for result in verdict.results)
        said = f"{passed} of {len(self._docs)} pass" + (f"; {ending}" if ending else "")
        self._whose.update(f"The checks on {whose}: {said}")

    def advise(self, text: str) -> None:
        """The bank foresaw a mistake that fails in this way: say what it is."""
        self._advice.update(Content.assemble((TOLD, "bold"), " ", inline(text)))
        self._advice.add_class("-open")

    def settle(self, grade: Grade) -> None:
        if not grade.right:
            self.say(f"The solution is shown; D tells it from yours. {grade.feedback}")


def _to_come(doc: str) -> Content:
    return Content.assemble(("○ ", DIM), inline(doc))


def _row(result: CheckResult) -> Content:
    if result.passed:
        return Content.assemble(("✓ ", "$text-success"), inline(result.doc))
    message = Content(f"\n    {result.message}").stylize("$text-error")
    return Content.assemble(("✗ ", "$text-error"), inline(result.doc), message)
