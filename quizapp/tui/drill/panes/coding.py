"""The kinds answered in code: bug and code."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Bug, Code
from quizapp.core.grading.bug_lines import faulty_lines
from quizapp.core.grading.exercise import CheckResult, Verdict, check_docs
from quizapp.core.grading.grade import Grade, Pointed, Response, Submitted
from quizapp.tui.drill.panes.base import AnswerPane


class BugPane(AnswerPane):
    """Pick the faulty line in the code itself."""

    shows_code = True

    def __init__(self, entry: Entry, card: Bug) -> None:
        super().__init__(entry)
        self._card = card
        self.line = 0
        buggy, fixed = (entry.snippet / name for name in ("buggy.py", "fixed.py"))
        self.faulty = faulty_lines(buggy.read_text("utf-8"), fixed.read_text("utf-8"))

    def compose(self) -> ComposeResult:
        yield Static(
            "Which line is at fault? Move in the code with ↑ ↓, enter picks it.", classes="prompt"
        )

    def response(self) -> Response:
        return Pointed(self.line, self.faulty)

    def settle(self, grade: Grade) -> None:
        said = grade.feedback if self.line else f"It is line {min(self.faulty)}."
        self.query_one(".prompt", Static).update(said)


class CodePane(AnswerPane):
    """What will be checked, and after each try what came of it."""

    shows_code = True
    DEFAULT_CSS = """
    CodePane #checks, CodePane #advice { height: auto; }
    CodePane #advice { display: none; margin: 1 0; border-left: thick $warning; padding: 0 1; }
    CodePane #advice.-open { display: block; }
    """

    def __init__(self, entry: Entry, card: Code) -> None:
        super().__init__(entry)
        self._card = card
        self._verdict = Verdict(results=[], printed="", complete=False)
        checks = (entry.snippet / "checks.py").read_text(encoding="utf-8")
        self._docs = check_docs(checks)

    def compose(self) -> ComposeResult:
        yield Static("F5 or ctrl+r runs the checks. Esc leaves the editor.", classes="prompt")
        rows = [Content.assemble(("○ ", "$foreground 65%"), doc) for doc in self._docs]
        yield Static(Content("\n").join(rows), id="checks")
        yield Static("", id="advice")

    def response(self) -> Response:
        return Submitted(self._verdict)

    def checking(self) -> None:
        self.query_one(".prompt", Static).update("checking …")

    def show_verdict(self, verdict: Verdict, ending: str) -> None:
        """Show the checks of one try; `ending` says why a run stopped before its end."""
        self._verdict = verdict
        rows = [_row(result) for result in verdict.results]
        rows += [
            Content.assemble(("○ ", "$foreground 65%"), doc)
            for doc in self._docs[len(verdict.results) :]
        ]
        self.query_one("#checks", Static).update(Content("\n").join(rows))
        self.query_one("#advice").remove_class("-open")
        passed = sum(result.passed for result in verdict.results)
        if ending:
            said = f"Your code stopped: {ending}"
        elif verdict.passed:
            said = f"All {passed} checks pass."
        else:
            said = f"{passed} of {len(self._docs)} checks pass. Change it, F5 again."
        self.query_one(".prompt", Static).update(Content(said))

    def advise(self, text: str) -> None:
        """The bank foresaw this mistake: say what it is."""
        advice = self.query_one("#advice", Static)
        advice.update(Content(text))
        advice.add_class("-open")


def _row(result: CheckResult) -> Content:
    if result.passed:
        return Content.assemble(("✓ ", "$text-success"), result.doc)
    return Content.assemble(
        ("✗ ", "$text-error"), result.doc, (f"\n    {result.message}", "$text-error")
    )
