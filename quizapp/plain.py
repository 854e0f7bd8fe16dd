"""A drill line by line: for screen readers, dumb terminals and pipes."""

import asyncio
import contextlib
import sys
from collections.abc import Callable
from datetime import datetime
from random import Random

from quizapp.banks.collection import Collection, Entry, obstacle
from quizapp.core.cards.card import (
    Bug,
    Card,
    Choice,
    Code,
    Flashcard,
    FollowUp,
    Order,
    Predict,
    Short,
)
from quizapp.core.grading.bug_lines import faulty_lines
from quizapp.core.grading.exercise import check_docs
from quizapp.core.grading.grade import (
    Arranged,
    Grade,
    Picked,
    Pointed,
    Response,
    Submitted,
    Ticked,
    Typed,
    exception_line,
    grade,
)
from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import Rating
from quizapp.core.printable import printable
from quizapp.core.run import Finished, Job, Transcript
from quizapp.runner import Runner
from quizapp.runner.judging import foreseen, judge
from quizapp.store.store import Store
from quizapp.study.today import utc_now


class PlainDrill:
    """Asks on stdout, reads answers from stdin; the end of stdin ends the sitting."""

    def __init__(
        self,
        session: Session,
        collection: Collection,
        store: Store,
        runner: Runner,
        device: str = "auto",
        *,
        now: Callable[[], datetime] = utc_now,
        shuffle: Random | None = None,
    ) -> None:
        self._session = session
        self._collection = collection
        self._store = store
        self._runner = runner
        self._device = device
        self._now = now
        self._shuffle = shuffle or Random()

    async def run(self) -> None:
        """Ask until the queue or stdin ends; every answer is kept as it is given."""
        self._store.start_sitting(self._session.sitting, self._now(), self._session.origin)
        try:
            while self._session.current is not None:
                with contextlib.suppress(_Undone):
                    await self._ask(self._collection.entries[self._session.current])
        except (EOFError, _Quit):
            print()
        self._store.end_sitting(self._session.sitting, self._now())
        count = len(self._session.reviews)
        print(f"{count} answer{'s' * (count != 1)} kept.")

    async def _ask(self, entry: Entry) -> None:
        card, started = entry.card, self._now()
        done, total = self._session.answered, self._session.total
        print(f"\n--- {done + 1} of {total} · {card.topic} · {card.kind} · {card.level} ---")
        print(card.question.strip())
        devices = await self._runner.devices()
        reason = obstacle(entry, devices)
        run = None if reason else await self._before(entry)
        response, hints = await self._answer(entry)
        run = await self._proof(entry, run, reason)
        found = grade(card, response, run if isinstance(card, Predict) else None, hints)
        self._tell(entry, found, run, reason)
        if isinstance(card, Flashcard):
            found = await self._tick(card, hints)
        rating = await self._rating(found)
        seconds = max(0.0, min((self._now() - started).total_seconds(), 600.0))
        review = self._session.rate(
            rating,
            self._now(),
            score=found.score,
            suggested=found.suggested,
            seconds=seconds,
            hints=hints,
        )
        self._store.append(review)

    # Asking

    async def _before(self, entry: Entry) -> Transcript | None:
        """What is shown before the answer: code that is part of the question, a bug's symptom."""
        if not isinstance(entry.card, Predict | Bug | Code):
            return None
        print()
        for number, line in enumerate(entry.script.read_text("utf-8").splitlines(), start=1):
            print(f"{number:>3}  {line}")
        if not isinstance(entry.card, Bug):
            return None
        run = await self._run(entry)
        print("\nIt prints:")
        self._print_run(run)
        return run

    async def _answer(self, entry: Entry) -> tuple[Response, int]:
        hints = 0
        while True:
            self._prompt(entry.card)
            text = await self._line(f"[{entry.card.id}] > ")
            if text.strip() == "h" and hints < len(entry.card.hints):
                print(f"Hint {hints + 1}: {entry.card.hints[hints].strip()}")
                hints += 1
                continue
            return await self._response(entry, text), hints

    def _prompt(self, card: Card) -> None:
        more = " h gives a hint." if card.hints else ""
        match card:
            case Flashcard():
                print(f"\nThink, or type your answer; enter reveals.{more}")
            case Choice(options=options):
                self._order = list(range(len(options)))
                if {option.text.casefold() for option in options} != {"true", "false"}:
                    self._shuffle.shuffle(self._order)
                print()
                for place, index in enumerate(self._order, start=1):
                    print(f"  {place}. {options[index].text.strip()}")
                several = "the numbers of all right ones" if card.several else "a number"
                print(f"Answer with {several}.{more}")
            case Order(steps=steps):
                self._order = list(range(len(steps)))
                self._shuffle.shuffle(self._order)
                print()
                for place, index in enumerate(self._order, start=1):
                    print(f"  {place}. {steps[index]}")
                print(f"Answer with the numbers in the right order.{more}")
            case Short():
                print(f"\nAnswer in a word, a number or a shape.{more}")
            case Predict():
                print(f"\nWhat does it print? Line by line; an empty line ends it.{more}")
            case Bug():
                print(f"\nWhich line is at fault? Answer with its number.{more}")
            case Code():
                print(f"\nWrite the whole file; a line with a single . ends it.{more}")

    async def _response(self, entry: Entry, first: str) -> Response:
        match entry.card:
            case Flashcard():
                return Ticked(frozenset())
            case Choice():
                chosen = [n for n in _numbers(first) if 1 <= n <= len(self._order)]
                return Picked(frozenset(self._order[n - 1] for n in chosen))
            case Order():
                chosen = [n - 1 for n in dict.fromkeys(_numbers(first))]
                if sorted(chosen) != list(range(len(self._order))):
                    chosen = list(range(len(self._order)))
                return Arranged(tuple(self._order[n] for n in chosen))
            case Short():
                return Typed(first)
            case Predict():
                return Typed("\n".join([first, *await self._lines("")]) if first.strip() else "")
            case Bug():
                buggy, fixed = (entry.snippet / f"{n}.py" for n in ("buggy", "fixed"))
                faulty = faulty_lines(buggy.read_text("utf-8"), fixed.read_text("utf-8"))
                return Pointed(next(iter(_numbers(first)), 0), faulty)
            case Code():
                return await self._checked(entry, first)

    async def _checked(self, entry: Entry, first: str) -> Submitted:
        lines = [first, *await self._lines(".")] if first.strip() not in (".", "") else []
        answer = "\n".join(lines) + "\n" if lines else entry.script.read_text("utf-8")
        folder, root = entry.snippet, entry.root
        found, run = await judge(self._runner, folder, root, answer, self._device)
        for result in found.results:
            print(f"{'ok ' if result.passed else 'NOT'} {result.doc}")
            if not result.passed:
                print(f"    {result.message}")
        if not found.complete:
            print(f"Your code stopped: {exception_line(run) or run.finished.outcome}")
        elif not found.passed:
            print(await foreseen(self._runner, folder, root, found, self._device))
        else:
            docs = check_docs((folder / "checks.py").read_text("utf-8"))
            print(f"All {len(docs)} checks pass.")
        return Submitted(found)

    async def _tick(self, card: Flashcard, hints: int) -> Grade:
        print("\nKey points:")
        for number, point in enumerate(card.key_points, start=1):
            print(f"  {number}. {point}")
        text = await self._line("Which did you mention? (numbers, enter for none) > ")
        points = frozenset(n - 1 for n in _numbers(text) if 1 <= n <= len(card.key_points))
        found = grade(card, Ticked(points), None, hints)
        print(found.feedback)
        return found

    async def _rating(self, found: Grade) -> Rating:
        names = ", ".join(f"{r.value} {r.name.lower()}" for r in Rating)
        while True:
            text = (
                await self._line(f"Rate: {names}; enter takes {found.suggested.value}; u undoes > ")
            ).strip()
            if text in ("", "n"):
                return found.suggested
            if text in ("1", "2", "3", "4"):
                return Rating(int(text))
            if text == "u":
                self._undo()

    def _undo(self) -> None:
        review = self._session.undo()
        if review is None:
            print("Nothing to take back.")
            return
        self._store.undo(review.id)
        print(f"Taken back: {review.card}. It is asked again now, then this card.")
        raise _Undone

    # Showing what is true

    async def _proof(self, entry: Entry, run: Transcript | None, reason: str) -> Transcript | None:
        if reason:
            stdout = entry.card.output or ""
            return Transcript(Finished("ok", 0, 0.0), stdout)
        if run is None and not isinstance(entry.card, Code):
            return await self._run(entry)
        return run

    def _tell(self, entry: Entry, found: Grade, run: Transcript | None, reason: str) -> None:
        card = entry.card
        if not isinstance(card, Flashcard):
            print(f"\n{found.feedback}")
        if isinstance(card, Choice):
            for option in card.options:
                print(f"  {'right' if option.correct else 'wrong'}: {option.text.strip()}")
                print(f"         {option.why.strip()}")
        for line in found.lines:
            print(f"  {'ok ' if line.right else 'NOT'} you: {line.said}   it: {line.printed}")
        print(f"\n{card.answer.strip()}")
        if reason:
            print(f"\nNot run here: it {reason}. Recorded:")
        if run is not None and not isinstance(card, Bug):
            print(f"\nsnippets/{card.snippet} prints:")
            self._print_run(run)
        if isinstance(card, Bug | Code):
            name = "fixed.py" if isinstance(card, Bug) else "solution.py"
            print(f"\n{name}:\n{(entry.snippet / name).read_text('utf-8').rstrip()}")
        for follow_up in card.follow_ups:
            asked = follow_up.ask if isinstance(follow_up, FollowUp) else follow_up
            print(f"\nNext they ask: {asked.strip()}")
            if isinstance(follow_up, FollowUp) and follow_up.answer:
                print(f"  {follow_up.answer.strip()}")

    async def _run(self, entry: Entry) -> Transcript:
        job = Job(path=entry.script, device=self._device, readable=(entry.root,))
        return await self._runner.run(job)

    def _print_run(self, run: Transcript) -> None:
        for text in (run.stdout, run.stderr):
            if text.strip():
                print(printable(text).rstrip())
        if run.finished.outcome != "ok":
            print(f"({run.finished.outcome}, exit code {run.finished.exit_code})")

    # Reading

    async def _line(self, prompt: str) -> str:
        print(prompt, end="", flush=True)
        text: str = await asyncio.to_thread(sys.stdin.readline)
        if not text:
            raise EOFError
        if text.strip() in ("q", "quit"):
            raise _Quit
        return text.rstrip("\n")

    async def _lines(self, end: str) -> list[str]:
        lines: list[str] = []
        while (text := await self._line("")).strip() != end:
            lines.append(text)
        return lines


class _Undone(Exception):
    """An answer was taken back: its card is the current one again."""


class _Quit(Exception):
    """The learner typed q."""


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.replace(",", " ").split() if word.isdecimal()]
