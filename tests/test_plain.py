"""The drill line by line, with what a person would type on stdin."""

import io
import os
import pty
import select
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.config import Config
from quizapp.core.cards import kinds
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import Asked, Base, Effort, Template
from quizapp.core.grading.grade import Evidence, Judged, Response, Typed
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import Review
from quizapp.core.run import Event, Finished, Job, Outcome, Output, Raised
from quizapp.paths import find
from quizapp.plain import PlainDrill, wrapped
from quizapp.runner import Runner
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.sitting import Sitting
from tests.protections import confined_if
from tests.small_bank import BANK, SCRIPTS, write_bank
from tests.tui.stub import OK, StubRunner

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TIMED_OUT = Finished("timed_out", None, 10.0, note="after 10 s")


class Inverse(Random):
    """Shuffles nothing, so that a test knows where an option stands."""

    def shuffle(self, x: object) -> None:
        return


class Desk:
    """A store and a runner, to drill at again and again."""

    def __init__(self, root: Path, store: Store, runner: StubRunner, cache: Path) -> None:
        self.root = root
        self.store = store
        self.runner: StubRunner | Runner = runner
        self.cache = cache
        self.monkeypatch: pytest.MonkeyPatch
        self.sitting: Sitting
        self.luck: Random = Inverse()
        self.confined = True
        self.config = Config()

    async def drill(self, *cards: str, typed: str | bytes) -> list[Review]:
        """Drill these cards with this input; every answer in the store afterwards."""
        collection, problems = read_collection([self.root], self.cache)
        assert problems == []
        services = Services(
            collection,
            problems,
            self.store,
            cast("Runner", self.runner),
            self.config,
            find(self.cache),
            lambda: NOON,
            protect=lambda: confined_if(self.confined),
        )
        data = typed if isinstance(typed, bytes) else typed.encode()
        stdin = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        self.monkeypatch.setattr("sys.stdin", stdin)
        self.sitting = services.sitting(cards)
        self.monkeypatch.setattr(self.sitting, "luck", lambda card: self.luck)
        await PlainDrill(services, self.sitting).run()
        return self.store.reviews()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def runner() -> StubRunner:
    return StubRunner(
        {
            "hello.py": [Output("stdout", "hello\n"), OK],
            "sums.py": [Output("stdout", "sum: 3\nsum: 6\n"), OK],
            "buggy.py": [Output("stdout", "7\n"), OK],
            "fixed.py": [Output("stdout", "6\n"), OK],
            "two.py": [Output("stdout", "2\n"), OK],
        }
    )


@pytest.fixture
def desk(
    bank_root: Path,
    tmp_path: Path,
    store: Store,
    runner: StubRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    made = Desk(bank_root, store, runner, tmp_path / "cache")
    made.monkeypatch = monkeypatch
    return made


@pytest.mark.parametrize(
    ("card", "typed", "score"),
    [
        ("mini/flash", "aloud\n1,2\n\n", 1),
        ("mini/flash", "\n1\n\n", 0.5),
        ("mini/choice", "1\n\n", 1),
        ("mini/choice", "2\n\n", 0),
        ("mini/several", "1 3\n\n", 1),
        ("mini/several", "1\n\n", 0.5),
        ("mini/order", "2 3 1\n\n", 1 / 3),
        ("mini/order", "3 1 2\n\n", 1),
        ("mini/order", "\n\n", 0),
        ("mini/short", "torch.Size([2, 3])\n\n", 1),
        ("mini/short", "(3, 2)\n\n", 0),
        ("mini/predict", "3\n6\n\n\n", 1),
        ("mini/predict", "3\n7\n\n\n", 0.5),
        ("mini/predict", "\n\n", 0),
        ("mini/bug", "1\n\n", 0.6),
        ("mini/bug", "2\n\n", 0),
    ],
)
async def test_each_kind_is_answered_and_scored(
    desk: Desk, card: str, typed: str, score: float
) -> None:
    [review, *_] = await desk.drill(card, typed=typed + "q\n")
    assert review.score == pytest.approx(score)


async def test_a_note_of_ones_own_is_told_after_the_answer(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.store.save_note("mini/flash", CardNote("see Ada\n  first", NOON))
    await desk.drill("mini/flash", typed="q\n")
    assert "see Ada" not in capsys.readouterr().out
    await desk.drill("mini/flash", typed="\nq\n")
    said = capsys.readouterr().out
    assert "It writes text to stdout.\n\nYour note:\n  see Ada\n    first\n" in said


async def test_a_shuffled_card_means_what_stands_beside_its_numbers(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.luck = Random(4)
    await desk.drill("mini/choice", typed="q\n")
    shown = [line.strip() for line in capsys.readouterr().out.splitlines()]
    place = next(line[0] for line in shown if line in ("1. 2", "2. 2", "3. 2"))
    assert place != "1"
    desk.luck = Random(4)
    [review] = await desk.drill("mini/choice", typed=f"{place}\n\n")
    assert (review.score, review.said) == (1, "2")


async def test_code_is_typed_and_checked_by_a_real_run(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "def double(x):\n    return x * x\n.\n\n"
    right = "def double(x):\n    print('here')\n    return x + x\n.\n\n"
    async with Runner(preload=[["json"]]) as desk.runner:
        reviews = await desk.drill("mini/code", typed=wrong + right)
    assert [review.score for review in reviews] == [pytest.approx(0.5), 1]
    assert reviews[0].said == "def double(x):\n    return x * x"
    kept = [(one.text[-5:], one.passed, one.of) for one in desk.sitting.attempts("mini/code")]
    assert kept == [("x * x", 1, 2), ("x + x", 2, 2)]
    said = capsys.readouterr().out
    assert "expected 6, it is 9" in said
    assert "\nA mistake that fails like this: That squares x.\n" in said
    assert "All 2 checks pass." in said
    assert "Your code prints:\nhere" in said
    assert "solution.py:\ndef double(x):" in said


async def test_a_prediction_of_a_code_that_changed_is_asked_anew(
    desk: Desk,
    runner: StubRunner,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = PlainDrill._answer
    new = ["print(4)\n"]

    async def change(drill: PlainDrill, *asked: Any) -> Any:
        typed = await answer(drill, *asked)
        while new:
            (desk.root / "snippets" / "mini" / "sums.py").write_text(new.pop())
        return typed

    monkeypatch.setattr(PlainDrill, "_answer", change)
    runner.outputs["sums.py"] = [Output("stdout", "4\n"), OK]
    [review] = await desk.drill("mini/predict", typed="3\n6\n\n4\n\n\n")
    assert (review.said, review.score) == ("4", 1)
    assert "it is asked anew" in capsys.readouterr().out


async def test_a_prediction_that_changed_before_it_is_run_again_is_asked_anew(
    desk: Desk,
    runner: StubRunner,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    again = PlainDrill._again

    async def change(drill: PlainDrill) -> bool:
        (desk.root / "snippets" / "mini" / "sums.py").write_text("print(4)\n")
        runner.outputs["sums.py"] = [Output("stdout", "4\n"), OK]
        return await again(drill)

    monkeypatch.setattr(PlainDrill, "_again", change)
    runner.outputs["sums.py"] = [Finished("timed_out", -9, 10.0)]
    [review] = await desk.drill("mini/predict", typed="3\n6\n\nr\n4\n\n\n")
    assert (review.said, review.score) == ("4", 1)
    assert "it is asked anew" in capsys.readouterr().out


async def test_a_bug_that_changes_while_its_symptom_is_shown_is_asked_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    show = PlainDrill._show_question
    bug = desk.root / "snippets" / "mini" / "off_by_one"
    todo = ["buggy.py", "fixed.py"]

    async def change(drill: PlainDrill, entry: Entry) -> None:
        await show(drill, entry)
        while todo:
            file = bug / todo.pop()
            file.write_text("# one\n# two\n" + file.read_text())

    monkeypatch.setattr(PlainDrill, "_show_question", change)
    await desk.drill("mini/bug", typed="1\n")
    assert "it is asked anew" in capsys.readouterr().out


async def test_a_mend_is_typed_and_judged_by_a_real_run(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "3+: total -= 0 && 4: print(total - 1)"  # not the bank's own mend
    async with Runner(preload=[["json"]]) as desk.runner:
        reviews = await desk.drill("mini/bug", typed=f"1: total = 2\n1\n{other}\n\n")
    assert [review.score for review in reviews] == [pytest.approx(0.6), 1]
    assert reviews[1].said == other
    said = capsys.readouterr().out
    assert "Not mended: line 1 should be '6', and is '8'." in said
    assert "Mended: it prints what it should." in said


async def test_hints_lower_the_rating(desk: Desk) -> None:
    [review] = await desk.drill("mini/choice", typed="h\n1\n\n")
    assert (review.rating, review.hints) == (Rating.HARD, 1)


async def test_an_answer_can_be_taken_back(desk: Desk) -> None:
    typed = "2\n4\n" + "(2, 3)\nu\n" + "1\n3\n" + "(2, 3)\n3\n"
    reviews = await desk.drill("mini/choice", "mini/short", typed=typed)
    assert [(one.card, one.score) for one in reviews] == [("mini/choice", 1), ("mini/short", 1)]


async def test_an_answer_can_be_taken_back_at_the_next_question_too(desk: Desk) -> None:
    typed = "2\n4\n" + "u\n" + "1\n3\n" + "(2, 3)\n3\n"
    reviews = await desk.drill("mini/choice", "mini/short", typed=typed)
    assert [(one.card, one.rating) for one in reviews] == [
        ("mini/choice", Rating.GOOD),
        ("mini/short", Rating.GOOD),
    ]


async def test_a_card_that_comes_back_is_not_counted_anew(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "2\n1\n" + "(2, 3)\n3\n" + "1\n3\n"
    await desk.drill("mini/choice", "mini/short", typed=typed)
    said = capsys.readouterr().out
    heads = [line for line in said.splitlines() if line.startswith("---")]
    assert heads[:3] == [
        "--- 1 of 2 · mini · choice · junior ---",
        "--- 2 of 2 · mini · short · junior ---",
        "--- again · mini · choice · junior ---",
    ]


async def test_u_at_the_first_question_is_an_answer(desk: Desk) -> None:
    [review] = await desk.drill("mini/short", typed="u\n1\n")
    assert review.said == "u"


async def test_what_is_true_is_shown_after_the_answer(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.drill("mini/bug", "mini/order", typed="1\n\n1 2 3\n\n")
    said = capsys.readouterr().out
    question, _, rest = said.partition("[bug] >")
    assert "  1  total = 1" in question
    assert "\nbuggy.py prints:\n7" in question
    assert "off_by_one" not in question
    assert "fixed" not in question
    assert "fixed.py:\ntotal = 0" in rest
    assert "snippets/mini/off_by_one/fixed.py prints:\n6" in rest
    assert "The right answer:\n1. one\n2. two\n3. three" in rest


async def test_what_a_bank_or_a_run_says_cannot_steer_the_terminal(
    desk: Desk, runner: StubRunner, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = desk.root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace("What is 1 + 1?", '"\\e[2J1 + 1"'))
    bank.write_text(bank.read_text().replace("That is one too many.", '"\\e]0;x\\aone"'))
    bank.write_text(bank.read_text().replace("Count your thumbs.", '"\\e[31mthumbs"'))
    runner.outputs["two.py"] = [Output("stdout", "\x1b[2Jgone\n"), OK]
    await desk.drill("mini/choice", typed="h\n1\n\n")
    said = capsys.readouterr().out
    assert "gone" in said
    assert "thumbs" in said
    assert "\x1b" not in said


async def test_what_is_typed_may_be_anything(desk: Desk) -> None:
    typed = b"\xff\x00\x1b[2J\r\n" + b"99999999999999999999\n" + b"4\n"
    [review] = await desk.drill("mini/short", typed=typed)
    assert (review.said, review.rating) == ("\ufffd\x00\x1b[2J", Rating.EASY)


# Runs that end by no end of their own


async def test_a_run_that_was_cut_off_grades_nobody_and_can_be_made_again(
    desk: Desk, runner: StubRunner, capsys: pytest.CaptureFixture[str]
) -> None:
    ends: list[list[Event]] = [[TIMED_OUT], [Output("stdout", "sum: 3\nsum: 6\n"), OK], [OK]]

    class Busy(StubRunner):
        async def stream(self, job: Job) -> AsyncIterator[Event]:
            for event in ends.pop(0) if job.source is None else ends[0]:
                yield event

    desk.runner = Busy()
    [review] = await desk.drill("mini/predict", typed="3\n6\n\nr\n\n")
    assert review.score == 1
    said = capsys.readouterr().out
    assert "Not judged: the run was stopped at its time limit (after 10 s)." in said
    assert "r runs it again" in said


async def test_without_another_run_the_learner_rates_alone(desk: Desk, runner: StubRunner) -> None:
    runner.outputs["sums.py"] = [Output("stdout", "sum: 3\n"), TIMED_OUT]
    [review] = await desk.drill("mini/predict", typed="3\n6\n\n" + "\n" + "\n3\n")
    assert (review.score, review.suggested, review.rating) == (None, None, Rating.GOOD)
    assert review.said == "3\n6"


@pytest.mark.parametrize("outcome", ["cancelled", "killed", "out_of_memory", "error"])
async def test_a_run_that_never_began_or_was_stopped_is_not_graded(
    desk: Desk, runner: StubRunner, outcome: Outcome
) -> None:
    runner.outputs["sums.py"] = [Finished(outcome, None, 0.0, note="why")]
    [review] = await desk.drill("mini/predict", typed="3\n6\n\n" + "\n" + "2\n")
    assert (review.score, review.rating) == (None, Rating.HARD)


async def test_an_exception_is_a_proper_end_where_the_bank_says_so(
    desk: Desk, runner: StubRunner, capsys: pytest.CaptureFixture[str]
) -> None:
    raised = Finished("error", 1, 0.1, raised=Raised("KeyError", ["LookupError"], "'a'"))
    runner.outputs["sums.py"] = [Output("stdout", "sum: 3\n"), raised]
    await desk.drill("mini/predict", typed="3\nKeyError\n\n" + "\n" + "q\n")
    assert "Not judged: here the script ends in KeyError: 'a'" in capsys.readouterr().out
    bank = desk.root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace("      sum: 6\n", "    raises: KeyError\n"))
    [review] = await desk.drill("mini/predict", typed="3\nKeyError\n\n\n")
    assert review.score == 1


async def test_where_nothing_may_run_a_prediction_is_held_against_what_the_bank_says(
    desk: Desk, runner: StubRunner, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.confined = False
    [review] = await desk.drill("mini/predict", typed="3\n6\n\n\n")
    assert review.score == 1
    assert runner.jobs == []
    assert "not run here; the bank says it prints:\nsum: 3\nsum: 6" in capsys.readouterr().out


# Scripts that cannot be read


@pytest.mark.parametrize(
    ("card", "script", "typed"),
    [
        ("mini/flash", "hello.py", "\n1 2\n3\n"),
        ("mini/choice", "two.py", "1\n3\n"),
        ("mini/predict", "sums.py", "3\n6\n\n3\n"),
        ("mini/bug", "off_by_one/buggy.py", "1\n3\n"),
        ("mini/bug", "off_by_one/fixed.py", "1\n3\n"),
        ("mini/code", "double/starter.py", "x\n.\n3\n"),
        ("mini/code", "double/checks.py", "x\n.\n3\n"),
    ],
)
@pytest.mark.parametrize("gone", [True, False])
async def test_a_script_that_is_gone_or_unreadable_is_a_line_and_the_learner_rates(
    desk: Desk,
    capsys: pytest.CaptureFixture[str],
    card: str,
    script: str,
    typed: str,
    gone: bool,
) -> None:
    path = desk.root / "snippets" / "mini" / script
    original = read_collection

    def then_gone(roots: Sequence[Path], cache: Path | None) -> tuple[Collection, list[Problem]]:
        found = original(roots, cache)
        if gone:
            path.unlink()
        else:
            path.write_bytes(b"\n\nprint('\xff')\n")
        return found

    desk.monkeypatch.setattr("tests.test_plain.read_collection", then_gone)
    [review] = await desk.drill(card, typed=typed)
    assert review.rating is Rating.GOOD
    judged = card in ("mini/flash", "mini/choice")
    assert review.score == (1 if judged else None)
    said = capsys.readouterr().out
    problem = f"{path.name}: cannot be read" if gone else f"{path.name}: not UTF-8 in line 3"
    assert problem in said
    if not judged:
        assert "Nothing judges your answer here but you." in said


async def test_a_script_with_a_coding_line_is_read_as_python_reads_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    script = desk.root / "snippets" / "mini" / "sums.py"
    script.write_bytes("# coding: latin-1\nprint('sché')\n".encode("latin-1"))
    await desk.drill("mini/predict", typed="q\n")
    assert "  2  print('sché')" in capsys.readouterr().out


# Drafts


@pytest.mark.parametrize("end", ["q\n", "", "quit\n"])
async def test_what_was_typed_and_not_rated_is_offered_again(
    desk: Desk, store: Store, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.drill("mini/predict", typed="3\n6\n\n" + end)
    assert store.reviews() == []
    assert store.draft("mini/predict") == "3\n6"
    [review] = await desk.drill("mini/predict", typed="d\n\n")
    assert (review.score, review.said) == (1, "3\n6")
    assert "You typed before:\n  3\n  6\n" in capsys.readouterr().out
    assert store.draft("mini/predict") is None


async def test_half_an_answer_is_kept_too(desk: Desk, store: Store) -> None:
    await desk.drill("mini/code", typed="def double(x):\n    return 2 * x\n")
    assert store.draft("mini/code") == "def double(x):\n    return 2 * x"


async def test_a_spoken_answer_is_kept_until_it_is_rated(desk: Desk, store: Store) -> None:
    await desk.drill("mini/flash", typed="it writes text\n1\n")
    assert store.draft("mini/flash") == "it writes text"
    [review] = await desk.drill("mini/flash", typed="d\n1\n\n")
    assert (review.said, review.score) == ("it writes text", 0.5)


async def test_an_answer_taken_back_is_offered_again(desk: Desk) -> None:
    typed = "(3, 2)\n\n" + "1\nu\n" + "d\n1\n" + "1\n\n"
    first, second = await desk.drill("mini/short", "mini/choice", typed=typed)
    assert (first.card, first.said, first.rating) == ("mini/short", "(3, 2)", Rating.AGAIN)
    assert second.card == "mini/choice"


async def test_a_draft_that_is_typed_over_is_put_aside(desk: Desk, store: Store) -> None:
    store.save_draft("mini/code", "def double(x):\n    return x + x\n")
    await desk.drill("mini/code", typed="oh\n")
    assert store.draft("mini/code") == "oh"
    assert desk.sitting.wiped("mini/code") == ["def double(x):\n    return x + x\n"]


async def test_a_draft_that_is_given_up_is_put_aside(desk: Desk, store: Store) -> None:
    store.save_draft("mini/code", "def double(x):\n    return x + x\n")
    [review] = await desk.drill("mini/code", typed="\n1\n")
    assert (review.said, store.draft("mini/code")) == ("", None)
    assert desk.sitting.wiped("mini/code") == ["def double(x):\n    return x + x\n"]


async def test_a_spoken_answer_that_was_typed_before_is_what_was_said(
    desk: Desk, store: Store
) -> None:
    store.save_draft("mini/flash", "it writes text")
    [review] = await desk.drill("mini/flash", typed="\n1\n\n")
    assert (review.said, store.draft("mini/flash")) == ("it writes text", None)


async def test_of_numbers_of_shuffled_places_what_they_name_is_kept(
    desk: Desk, store: Store
) -> None:
    await desk.drill("mini/choice", typed="1\n")
    assert store.drafts() == {"mini/choice": "2"}


async def test_what_was_ticked_in_the_app_is_taken_by_its_numbers(
    desk: Desk, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.save_draft("mini/several", "four\ntwo")
    (review,) = await desk.drill("mini/several", typed="d\n3\n")
    assert review.score == 1
    assert sorted(review.said.splitlines()) == ["four", "two"]
    assert store.drafts() == {}


# An eighth kind


class Reverse(Base, tag="reverse", kw_only=True, frozen=True, omit_defaults=True):
    """Type a word backwards."""

    word: str

    effort = Effort(minutes=0.5, share=0.02, phase=0, ease=0)
    template = Template({"": 'print("backwards")\n'}, {"word": "palindrome"})

    def right_answer(self) -> list[str]:
        return [self.word[::-1]]

    def asked(self, luck: Random) -> Asked:
        return Asked([f"  {self.word}"], "Type it backwards.")

    def read(self, text: str, asked: Asked) -> Typed:
        return Typed(text.strip())

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        assert isinstance(response, Typed)
        right = response.text == self.word[::-1]
        return Judged(1.0, "Right.") if right else Judged(0.0, f"Not {response.text}.")


REVERSE = """\
topic: mini
title: A small bank
cards:
  - id: mini/reverse
    kind: reverse
    level: junior
    question: Backwards, please.
    answer: Last letter first.
    word: tensor
    snippet: mini/hello.py
    output: |
      hello
"""


async def test_a_new_kind_of_card_is_one_class_and_nothing_else(
    tmp_path: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.monkeypatch.setattr(kinds, "KINDS", [*kinds.KINDS, Reverse])
    desk.root = write_bank(tmp_path / "eighth", REVERSE, {"hello.py": SCRIPTS["hello.py"]})
    await desk.drill("mini/reverse", typed="rosnet\n\n" + "q\n")  # reads the bank
    assert len(list((desk.cache / "banks").iterdir())) == 1
    reviews = await desk.drill("mini/reverse", typed="tensor\n\n" + "q\n")  # out of the cache
    assert [(one.card, one.score, one.said) for one in reviews] == [
        ("mini/reverse", 1, "rosnet"),
        ("mini/reverse", 0, "tensor"),
    ]
    said = capsys.readouterr().out
    assert "--- 1 of 1 · mini · reverse · junior ---\nBackwards, please." in said
    assert "  tensor\nType it backwards.\n[reverse] >" in said
    assert "\nNot tensor.\nThe right answer:\nrosnet\n" in said
    assert "snippets/mini/hello.py prints:\nhello" in said


async def test_without_its_class_the_new_kind_is_unknown_also_to_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_bank(tmp_path / "eighth", REVERSE, {"hello.py": SCRIPTS["hello.py"]})
    with monkeypatch.context() as registered:
        registered.setattr(kinds, "KINDS", [*kinds.KINDS, Reverse])
        assert read_collection([root], tmp_path / "cache")[1] == []
    found, problems = read_collection([root], tmp_path / "cache")
    assert not found.entries
    assert "unknown kind 'reverse'" in problems[0].message


# On a terminal


def test_prose_is_filled_and_code_is_not() -> None:
    text = (
        "One two three\nfour five six seven eight nine.\n\n"
        "- an entry of a list that goes on\n  and on\n- another\n\n"
        "```\nx = 'a long line of code that goes on'\n```\n"
        "    y = 'a long line of code that goes on'\n"
        "a_word_that_is_longer_than_all_of_it x"
    )
    assert wrapped(text, 20) == (
        "One two three four\nfive six seven eight\nnine.\n\n"
        "- an entry of a list\n  that goes on and\n  on\n- another\n\n"
        "```\nx = 'a long line of code that goes on'\n```\n"
        "    y = 'a long line of code that goes on'\n"
        "a_word_that_is_longer_than_all_of_it\nx"
    )


def test_a_line_that_ends_where_markdown_says_so_ends_there() -> None:
    assert wrapped("One\\\ntwo three\\\n\nC:\\", 20) == "One\ntwo three\\\n\nC:\\"


class Terminal:
    """`quizapp drill --plain` in a terminal of its own, which says that it is 40 columns wide."""

    def __init__(self, root: Path, data: Path) -> None:
        command = [sys.executable, "-m", "quizapp", "drill", "--plain", "--bank", str(root)]
        command += ["--data-dir", str(data)]
        self.process, self.near = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], command, os.environ | {"COLUMNS": "40"})
        self.text = ""
        self.code: int | None = None

    def type(self, text: str) -> None:
        os.write(self.near, text.encode())

    def wait_for(self, wanted: Callable[[str], bool]) -> str:
        """Read until what was printed is as wanted, or nothing more comes."""
        end = time.monotonic() + 90
        while not wanted(self.text) and time.monotonic() < end:
            if not select.select([self.near], [], [], 1)[0]:
                continue
            try:
                data = os.read(self.near, 65536)
            except OSError:  # the other end is closed
                break
            self.text += data.decode(errors="replace")
        assert wanted(self.text), self.text
        return self.text

    def end(self) -> int:
        """Its exit code, as soon as it has one."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
            os.close(self.near)
        return self.code


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[[Path], Terminal]]:
    opened: list[Terminal] = []

    def open_(root: Path) -> Terminal:
        opened.append(Terminal(root, tmp_path / "data"))
        return opened[-1]

    yield open_
    for one in opened:
        if one.code is None:
            os.kill(one.process, signal.SIGKILL)
            one.end()


def test_ctrl_c_ends_it_at_once_and_keeps_what_was_typed(
    bank_root: Path, tmp_path: Path, terminal: Callable[[Path], Terminal]
) -> None:
    shown = terminal(bank_root)
    shown.wait_for(lambda text: "[flashcard] >" in text)
    shown.type("it writes\n")
    shown.wait_for(lambda text: "enter for none. >" in text)
    shown.type("\x03")  # and no enter
    text = shown.wait_for(lambda text: "0 answers kept." in text)
    assert shown.end() == 130
    assert "Traceback" not in text
    assert "Fatal" not in text
    with Store(tmp_path / "data" / "quizapp.db") as store:
        assert store.draft("mini/flash") == "it writes"
        assert [sitting.ended is not None for sitting in store.sittings()] == [True]


def test_on_a_terminal_no_word_breaks_in_the_middle(
    tmp_path: Path, terminal: Callable[[Path], Terminal]
) -> None:
    question = "What does `print` do with a text that is longer than the terminal is wide?"
    long_line = "print('hello')  # a comment that is longer than the terminal is wide"
    bank = BANK.replace("What does `print` do?", question)
    bank = bank.replace("kind: flashcard", "kind: predict").replace("key_points: [w", "tags: [w")
    bank = bank.replace("tags: [writes text, to stdout]", "tags: [text]")
    root = write_bank(tmp_path / "wide", bank, SCRIPTS | {"hello.py": long_line + "\n"})
    text = terminal(root).wait_for(lambda text: "[predict] >" in text)
    lines = text.replace("\r", "").splitlines()
    assert "What does `print` do with a text that is" in lines
    assert "longer than the terminal is wide?" in lines
    assert f"  1  {long_line}" in lines
