"""A drill line by line: for screen readers, dumb terminals and pipes."""

import asyncio
import contextlib
import dataclasses
import io
import re
import shutil
import sys
import textwrap
import threading
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TextIO

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Asked, Card, FollowUp
from quizapp.core.cards.kinds.reading import numbers
from quizapp.core.grading.advice import TOLD
from quizapp.core.grading.grade import Grade
from quizapp.core.grading.rating import Rating
from quizapp.core.printable import printable
from quizapp.core.run import Transcript
from quizapp.core.wording import plural
from quizapp.study.bench import Bench, Marked, ending
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting

_NARROWEST = 20  # columns; below it, words are left to the terminal
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]) +")
_ALOUD = "Think, or type your answer; enter reveals."


class Answer(NamedTuple):
    """What was typed, as it is read and as it is kept, and how many hints came before."""

    text: str
    said: str
    hints: int


class PlainDrill:
    """Asks on stdout, reads answers from stdin; the end of stdin ends the sitting."""

    def __init__(self, services: Services, sitting: Sitting) -> None:
        self._entries = services.collection.entries
        self._store = services.store
        self._bench: Bench = services.bench
        self._sitting = sitting
        self._lines = _Lines(sys.stdin)

    async def run(self) -> None:
        """Ask until the queue or stdin ends; every answer is kept as it is given."""
        self._sitting.start()
        try:
            while self._sitting.card is not None:
                with contextlib.suppress(_Undone):
                    await self._ask(self._entries[self._sitting.card])
        except (EOFError, _Quit):
            print()
        finally:
            self._sitting.end()
            say(f"{plural(len(self._sitting.reviews), 'answer')} kept.")

    async def _ask(self, entry: Entry) -> None:
        card = entry.card
        self._sitting.show()
        seen = {review.card for review in self._sitting.reviews}
        place = "again" if card.id in seen else f"{len(seen) + 1} of {self._sitting.total}"
        say(f"\n--- {place} · {card.topic} · {card.kind} · {card.level} ---")
        say(card.question.strip())
        await self._bench.learn()
        fault = self._bench.fault(entry)
        if fault:
            say(f"{fault}. Nothing judges your answer here but you.")
        shown = entry.mark if card.code_is_asked else ""
        files = entry.texts() if card.code_is_asked else {}
        await self._show_question(entry)
        asked = card.asked(self._sitting.luck(card.id))
        answer = await self._answer(entry, asked, files)
        if card.spoken:
            await self._reveal(entry, Marked(None))
            say("\nKey points:")
            for line in asked.lines:
                say(line)
            ticked = await self._line(f"{asked.instruction} >")
            marked = await self._marked(entry, asked, answer._replace(text=ticked), fault)
            assert marked is not None
        else:
            marked = await self._marked(entry, asked, answer, fault, shown)
            if marked is None:
                say("\nThis card has changed on the disk: it is asked anew.")
                self._sitting.save_draft(card.id, answer.said)
                await self._ask(entry)
                return
            await self._reveal(entry, marked)
        rating = await self._rating(marked.grade)
        self._sitting.rate(rating, marked.grade, answer.hints, answer.said)

    # Asking

    async def _show_question(self, entry: Entry) -> None:
        """Code that is part of the question, and what it prints if that is too."""
        card = entry.card
        script = entry.read()
        if script.fault:
            return
        if card.code_is_asked:
            print()
            for number, line in enumerate(script.lines, start=1):
                show(f"{number:>3}  {line}")
        if card.runs_first:
            await self._prove(entry, card.runs, label=entry.path(card.runs).name)

    async def _answer(self, entry: Entry, asked: Asked, files: Mapping[str, str]) -> Answer:
        card = entry.card
        draft = card.still(self._sitting.draft(card.id), entry.texts())
        if asked.order:
            chosen = [asked.order.index(one) + 1 for one in card.recalled(draft)]
            draft = " ".join(map(str, chosen))
        told = [_ALOUD if card.spoken else asked.instruction]
        if draft:
            say("\nYou typed before:")
            show(textwrap.indent(draft.rstrip(), "  "))
            told.append("d takes that.")
        if card.hints:
            told.append("h gives a hint.")
        if self._sitting.undoable:
            told.append("u takes the last answer back.")
        print()
        if not card.spoken:
            for line in asked.lines:
                say(line)
        say(" ".join(told))
        hints = 0
        while True:
            first = await self._line(f"[{card.kind}] >")
            if first.strip() == "h" and hints < len(card.hints):
                say(f"Hint {hints + 1}: {card.hints[hints].strip()}")
                hints += 1
            elif first.strip() == "u" and self._sitting.undoable:
                self._undo()
            elif first.strip() == "d" and draft:
                return Answer(draft, _chosen(card, asked, draft), hints)
            else:
                break
        if draft and not asked.order:
            if card.spoken and not first.strip():  # it is the answer, like one said aloud
                return Answer("", draft, hints)
            self._sitting.put_aside(card.id, draft)
        ends = None if card.spoken else asked.ends
        text = await self._typed(card, first, ends, keep=not asked.order)
        said = card.kept(_chosen(card, asked, text), files)
        if said and said != text:
            self._sitting.save_draft(card.id, said)
        return Answer(text, said, hints)

    async def _typed(self, card: Card, first: str, ends: str | None, *, keep: bool) -> str:
        """All that is typed, kept as a draft while it is. The numbers of shuffled places are no
        words to come back to; what they name is kept."""
        if ends is not None and first.strip() in ("", ends):
            return ""
        text = first
        while True:
            if keep and text.strip():
                self._sitting.save_draft(card.id, text)
            if ends is None or (line := await self._line("")).strip() == ends:
                return text
            text += "\n" + line

    async def _rating(self, found: Grade | None) -> Rating:
        names = ", ".join(f"{rating.value} {rating.name.lower()}" for rating in Rating)
        taken = "" if found is None else f" enter takes {found.suggested.value};"
        while True:
            text = (await self._line(f"Rate: {names};{taken} u undoes >")).strip()
            if text in ("", "n") and found is not None:
                return found.suggested
            if text in ("1", "2", "3", "4"):
                return Rating(int(text))
            if text == "u":
                self._undo()

    def _undo(self) -> None:
        undone = self._sitting.undo()
        if undone is None:
            say("Nothing to take back.")
            return
        say(f"Taken back: {undone.card}. It is asked again now, then this card.")
        raise _Undone

    # Judging

    async def _marked(
        self, entry: Entry, asked: Asked, answer: Answer, fault: str, shown: str = ""
    ) -> Marked | None:
        """Judge the answer, and say how it did. What ended by no end of its own judges nobody: it
        can be run again, or the learner goes on to the rating. None where the card's files are
        others than those that were `shown`, by their mark."""
        if fault:
            return Marked(None)
        response = entry.card.read(answer.text, asked)
        while not entry.changed_since(shown):
            if entry.card.judged_by == "checks" and answer.text.strip():
                self._sitting.keep_attempt(entry.card.id, answer.text)
            marked = await self._bench.mark(entry, response, answer.hints)
            if marked.verdict is not None and marked.grade is not None:
                results = marked.verdict.results
                passed = sum(result.passed for result in results)
                self._sitting.keep_attempt(entry.card.id, answer.text, passed, len(results))
            if entry.changed_since(shown):
                break
            if marked.grade is not None or marked.run is None:
                await self._say_marked(entry, marked, answer.text)
                return marked
            say(f"\n{marked.said[:1].upper()}{marked.said[1:]}.")
            if not await self._again():
                return marked
        return None

    async def _again(self) -> bool:
        said = await self._line("r runs it again, enter goes on >")
        return said.strip() == "r"

    async def _say_marked(self, entry: Entry, marked: Marked, answer: str) -> None:
        print()
        if marked.verdict is not None and marked.run is not None:
            for result in marked.verdict.results:
                say(f"{'ok ' if result.passed else 'NOT'} {result.doc}")
                if not result.passed:
                    say(textwrap.indent(result.message, "   "))
            if marked.verdict.printed:
                show(f"Your code prints:\n{marked.verdict.printed}")
            if not marked.verdict.complete:
                say(f"Your code stopped: {ending(marked.run)}")
            elif not marked.verdict.passed:
                advice = await self._bench.advice(entry, answer, marked.verdict)
                if advice:
                    say(f"{TOLD} {advice}")
        if marked.grade is None:
            say(f"{marked.said[:1].upper()}{marked.said[1:]}.")
            return
        say(marked.grade.feedback)
        for line in marked.grade.lines:
            show(f"  {'ok ' if line.right else 'NOT'} you: {line.said}   it: {line.printed}")

    # Showing what is true

    async def _reveal(self, entry: Entry, marked: Marked) -> None:
        card = entry.card
        for line in _right_answer(card, marked.grade):
            say(line)
        say(f"\n{card.answer.strip()}")
        note = self._store.note(card.id)
        if note:
            say("\nYour note:")
            show(textwrap.indent(note.rstrip(), "  "))
        if marked.run is not None and card.judged_by == "run":
            how = f", {marked.recorded}:" if marked.recorded else " prints:"
            show(f"\n{entry.label()}{how}")
            _show_run(marked.run)
        if card.solves:
            solution = entry.read(card.solves)
            show(f"\n{card.solves}:\n{solution.text.rstrip()}" if solution.text else solution.fault)
        for name in card.claims():
            if name != card.runs or not (card.runs_first or card.judged_by == "run"):
                await self._prove(entry, name)
        for follow_up in card.follow_ups:
            asked = follow_up.ask if isinstance(follow_up, FollowUp) else follow_up
            say(f"\nNext they ask: {asked.strip()}")
            if isinstance(follow_up, FollowUp) and follow_up.answer:
                say(textwrap.indent(follow_up.answer.strip(), "  "))

    async def _prove(self, entry: Entry, name: str, label: str = "") -> None:
        """What one of a card's files prints, by running it; what it printed elsewhere, if it may
        not run here."""
        label, script = label or entry.label(name), entry.read(name)
        if script.fault:
            say(f"\n{script.fault}.")
            return
        refused = self._bench.refusal(entry)
        if refused is not None:
            found = self._bench.recorded(entry, name)
            say(f"\n{label} {refused.reason}.")
            say(f"{found.label[:1].upper()}{found.label[1:]}:")
            _show_run(found.transcript)
            return
        while True:
            run = await self._bench.run(entry, name)
            show(f"\n{label} prints:")
            _show_run(dataclasses.replace(run, stderr=entry.without_folders(run.stderr)))
            if run.finished.conclusive or not await self._again():
                return

    # Reading

    async def _line(self, prompt: str) -> str:
        print(_fitting(printable(prompt)), end=" " if prompt else "", flush=True)
        text = await self._lines.next()
        if not text:
            raise EOFError
        if text.strip() in ("q", "quit"):
            raise _Quit
        return text.rstrip("\r\n")


def _chosen(card: Card, asked: Asked, text: str) -> str:
    """What is kept of an answer: of numbers that name shuffled offers, the offers."""
    if not asked.order:
        return text
    chosen = numbers(text, len(asked.order))
    return card.named(asked.order[number - 1] for number in chosen)


def _right_answer(card: Card, found: Grade | None) -> Iterator[str]:
    """What was right, beyond what the feedback said."""
    judged = [offer for offer in card.offers() if offer.right is not None]
    for offer in judged:
        yield f"  {'right' if offer.right else 'wrong'}: {offer.text}"
        if offer.why:
            yield textwrap.indent(offer.why, "   ")
    if not judged and (found is None or not found.right):
        said = "" if found is None else found.feedback
        lines = [line for line in card.right_answer() if line not in said]
        yield from (["The right answer:", *lines] if lines else [])


# Printing. Whatever came from a bank or a run goes through `printable`.


def say(text: str) -> None:
    """Prose: no word breaks in the middle on a terminal."""
    print(_fitting(printable(text)))


def show(text: str) -> None:
    """Code, and what it prints: line by line as it is."""
    print(printable(text))


def _show_run(run: Transcript) -> None:
    finished = run.finished
    texts = [text.rstrip() for text in (run.stdout, run.stderr) if text.strip()]
    for text in texts:
        show(text)
    if run.figures:
        say(f"({plural(len(run.figures), 'figure')}, which only the app can draw)")
    if finished.truncated:
        say("(it printed more, which is cut off)")
    if finished.outcome != "ok" and (finished.raised is None or not run.stderr.strip()):
        say(f"({ending(run)})")
    elif not texts and not run.figures:
        say("(nothing)")


def _fitting(text: str) -> str:
    width = shutil.get_terminal_size().columns
    return wrapped(text, width) if sys.stdout.isatty() and width >= _NARROWEST else text


def wrapped(text: str, width: int) -> str:
    """Markdown at a width, its words whole: paragraphs and entries of lists are filled anew; code
    and tables stay as they are."""
    done: list[str] = []
    block: list[str] = []
    fenced = False

    def fill() -> None:
        if block:
            item = _ITEM.match(block[0])
            margin = len(block[0]) - len(block[0].lstrip())
            done.append(
                textwrap.fill(
                    " ".join(line.strip() for line in block),
                    width,
                    initial_indent=" " * margin,
                    subsequent_indent=" " * (item.end() if item else margin),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
            block.clear()

    lines = text.split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        fence = line.lstrip().startswith(("```", "~~~"))
        fenced ^= fence
        if fence or fenced or not line.strip() or line.startswith(("    ", "|")):
            fill()
            done.append(line)
            continue
        if _ITEM.match(line):
            fill()
        breaks = line.endswith("\\") and bool(after.strip())
        block.append(line.removesuffix("\\") if breaks else line)
        if breaks:
            fill()
    fill()
    return "\n".join(done)


class _Lines:
    """The lines of stdin. Each is read in a thread that nothing waits for, so that ctrl+c ends the
    program at once."""

    def __init__(self, stdin: TextIO) -> None:
        self._stdin = stdin
        if isinstance(stdin, io.TextIOWrapper):
            stdin.reconfigure(errors="replace")

    async def next(self) -> str:
        """The next line with its end; empty at the end of stdin."""
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str] = loop.create_future()

        def read() -> None:
            try:
                text = self._stdin.readline()
            except OSError:  # the terminal has gone
                text = ""
            with contextlib.suppress(RuntimeError):  # the loop is closed, nobody waits
                loop.call_soon_threadsafe(keep, text)

        def keep(text: str) -> None:
            if not line.done():
                line.set_result(text)

        threading.Thread(target=read, daemon=True).start()
        return await line


class _Undone(Exception):
    """An answer was taken back: its card is the current one again."""


class _Quit(Exception):
    """The learner typed q."""
