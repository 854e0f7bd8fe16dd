"""A mock interview after its last question: the runs that judge it, the ticks, and the log."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.mock.mock import Answer, Question
from quizapp.core.run import Event, Finished, Output
from quizapp.store.store import Store
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import InterviewState, open_mock, scorecards
from quizapp.study.services import Services
from tests.study.interviews import NOON, Clock, Scripted, kept, services_on, state

OK = Finished("ok", 0, 0.1)
FOLLOW_UP = "And where do errors go?"
RIGHT = [Answer(0.0, 5.0, [], "sum: 3\nsum: 6")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def runner() -> Scripted:
    return Scripted({"sums.py": [Output("stdout", "sum: 3\nsum: 6\n"), OK]})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(bank_root: Path, store: Store, runner: Scripted, clock: Clock) -> Services:
    return services_on(bank_root, store, runner, clock)


def predicted(**fields: object) -> InterviewState:
    return state("mini/predict", answers=RIGHT, unmarked=[0], **fields)


# Runs


async def test_a_prediction_is_judged_by_its_run(services: Services, store: Store) -> None:
    marking = Marking(services, predicted())
    assert await marking.mark(0) == ""
    assert marking.unmarked == ()
    assert kept(store).answers[0].score == 1.0


async def test_what_was_said_of_a_code_is_judged_by_no_other(
    services: Services, store: Store
) -> None:
    entry = services.collection.entries["mini/predict"]
    about = [msgspec.structs.replace(RIGHT[0], code=entry.mark)]
    script = entry.path(entry.card.runs)
    script.write_text(script.read_text() + "print(1)\n")
    marking = Marking(services, state("mini/predict", answers=about, unmarked=[0]))
    assert await marking.mark(0) == ""
    [answer] = kept(store).answers
    assert (answer.score, answer.judged) == (None, False)
    assert answer.note == "its code was changed on the disk after it was asked"


@pytest.mark.parametrize(
    "ending",
    [
        Finished("timed_out", None, 10.0),
        Finished("out_of_memory", None, 1.0),
        Finished("killed", None, 1.0),
        Finished("cancelled", None, 1.0),
        Finished("error", None, 0.0, note="the runner would not start"),
    ],
    ids=lambda ending: ending.outcome,
)
async def test_a_run_that_came_to_no_end_of_its_own_judges_nobody(
    services: Services, runner: Scripted, ending: Finished
) -> None:
    runner.runs["sums.py"] = [Output("stdout", "sum: 3\n"), ending]
    before = predicted()
    marking = Marking(services, before)
    why = await marking.mark(0)
    assert why.startswith("not judged: ")
    assert "\n" not in why
    assert marking.state == before


@pytest.mark.parametrize("ending", [Finished("timed_out", None, 10.0), Finished("killed", -9, 1.0)])
async def test_checks_that_were_cut_off_judge_nobody(
    services: Services, runner: Scripted, ending: Finished
) -> None:
    runner.runs["starter.py"] = [ending]
    answers = [Answer(0.0, 5.0, [], "def double(x): return 2 * x")]
    marking = Marking(services, state("mini/code", answers=answers, unmarked=[0]))
    assert await marking.mark(0)
    assert marking.unmarked == (0,)


async def test_a_second_run_may_judge_what_the_first_could_not(
    services: Services, runner: Scripted
) -> None:
    whole: list[Event] = runner.runs["sums.py"]
    runner.runs["sums.py"] = [Finished("timed_out", None, 10.0)]
    marking = Marking(services, predicted())
    assert await marking.mark(0)
    runner.runs["sums.py"] = whole
    assert await marking.mark(0) == ""
    assert marking.state.answers[0].score == 1.0


async def test_an_exercise_whose_bank_may_not_run_is_not_judged(
    bank_root: Path, store: Store, runner: Scripted, clock: Clock
) -> None:
    services = services_on(bank_root, store, runner, clock, confined=False)
    await services.bench.learn()
    answers = [Answer(0.0, 5.0, [], "def double(x): return 2 * x")]
    marking = Marking(services, state("mini/code", answers=answers, unmarked=[0]))
    assert "not allowed" in await marking.mark(0)
    assert runner.jobs == []


async def test_what_stood_in_for_a_run_is_said(
    bank_root: Path, store: Store, runner: Scripted, clock: Clock
) -> None:
    services = services_on(bank_root, store, runner, clock, confined=False)
    await services.bench.learn()
    marking = Marking(services, predicted())
    assert await marking.mark(0) == ""
    answer = marking.state.answers[0]
    assert answer.score == 1.0
    assert answer.note.startswith("judged by a recording")
    assert runner.jobs == []


async def test_a_card_that_has_gone_is_not_judged(services: Services) -> None:
    services.collection.entries.clear()
    marking = Marking(services, predicted())
    assert await marking.mark(0) == ""
    assert marking.unmarked == ()
    assert not marking.state.answers[0].judged


# Going on without a judgment


def test_an_answer_left_out_is_in_no_score_and_no_log(services: Services, store: Store) -> None:
    answers = [Answer(1.0, 20.0), *RIGHT, Answer(0.5, 30.0)]
    cards = ("mini/short", "mini/predict", "mini/choice")
    marking = Marking(services, state(*cards, answers=answers, unmarked=[1], counts=True))
    marking.leave_out(1, "not judged: the run was stopped at its time limit")
    marking.finish(NOON)
    (card,) = scorecards(services)
    assert (card.score, card.answered, card.unjudged) == (0.75, 2, 1)
    assert card.median_seconds == 25.0
    assert [group.name for group in card.kinds] == ["short", "choice"]
    assert [row.judged for row in card.rows] == [True, False, True]
    assert "time limit" in card.rows[1].note
    assert card.to_drill == ["mini/choice"]
    assert [review.card for review in store.reviews()] == ["mini/short", "mini/choice"]
    assert set(store.memories()) == {"mini/short", "mini/choice"}


# Ticks


def test_the_score_of_a_talk_is_the_share_of_what_was_ticked(services: Services) -> None:
    answers = [Answer(0.0, 9.0, ["writes text", "to stdout", FOLLOW_UP], "it writes")]
    questions = [Question("mini/flash", [FOLLOW_UP])]
    marking = Marking(services, state(questions=questions, answers=answers))
    assert marking.talks == [0]
    talk = marking.talk(0)
    assert talk.points == ["writes text", "to stdout", FOLLOW_UP]
    assert "To stderr." in talk.answer
    marking.tick(0, {0, 2})
    answer = kept(services.store).answers[0]
    assert answer.score == pytest.approx(2 / 3)
    assert answer.missed == ["to stdout"]
    assert marking.talk(0).ticked == {0, 2}


def test_a_skipped_talk_is_not_ticked(services: Services) -> None:
    assert Marking(services, state("mini/flash", answers=[Answer(None, 3.0)])).talks == []


def test_a_talk_can_be_ticked_though_its_bank_went_meanwhile(services: Services) -> None:
    marking = Marking(services, state("mini/flash", answers=[Answer(0.0, 9.0)]))
    services.collection.entries.clear()
    marking.tick(0, {0})
    assert marking.talk(0).ticked == {0}


# The log


@pytest.mark.parametrize("counts", [True, False])
def test_answers_join_the_log_and_the_schedule_only_if_wished(
    services: Services, store: Store, clock: Clock, counts: bool
) -> None:
    answers = [Answer(1.0, 5.0, [], "(2, 3)"), Answer(None, 3.0)]
    mock = state("mini/short", "mini/choice", answers=answers, counts=counts)
    Marking(services, mock).finish(clock())
    found = [(one.id, one.card, one.rating, one.said) for one in store.reviews()]
    assert found == [
        ("m1-0", "mini/short", Rating.GOOD, "(2, 3)"),
        ("m1-1", "mini/choice", Rating.AGAIN, ""),
    ]
    assert {(one.origin, one.sitting) for one in store.reviews()} == {("mock", "m1")}
    assert set(store.memories()) == ({"mini/short", "mini/choice"} if counts else set())
    (sitting,) = store.sittings()
    assert (sitting.started, sitting.ended, sitting.origin) == (NOON, NOON, "mock")


def test_after_a_crash_between_log_and_end_answers_are_kept_once(
    services: Services, store: Store, clock: Clock
) -> None:
    mock = state("mini/short", answers=[Answer(1.0, 5.0)], counts=True)
    Marking(services, mock).finish(clock())
    memories = store.memories()
    store.save_mock(mock.id, msgspec.json.encode(mock), started=NOON)  # as if it had not ended
    clock.on(3600)
    again = open_mock(store)
    assert again is not None
    Marking(services, again).finish(clock())
    assert len(store.reviews()) == 1
    assert store.memories() == memories
    assert len(scorecards(services)) == 1


def test_a_failed_card_is_answered_once(services: Services, store: Store) -> None:
    cards = [name for name in services.collection.entries if name != "mini/flash"]
    answers = [Answer(0.0, 5.0)] * len(cards)
    Marking(services, state(*cards, answers=answers, counts=True)).finish(NOON)
    assert [review.card for review in store.reviews()] == cards


def test_the_memories_are_those_of_the_learners_own_model(services: Services, store: Store) -> None:
    services.config.retention = 0.7
    answers = [Answer(1.0, 5.0)]
    Marking(services, state("mini/short", answers=answers, counts=True)).finish(NOON)
    assert store.memories()["mini/short"] == services.model.review(None, Rating.GOOD, NOON)


def test_a_draft_goes_when_the_interview_is_over(services: Services, store: Store) -> None:
    store.save_draft("mock:m1", "half")
    Marking(services, state("mini/short", answers=[Answer(1.0, 5.0)])).finish(NOON)
    assert store.drafts() == {}


def test_each_interview_is_compared_with_those_before(services: Services) -> None:
    for name, score, days in (("m1", 0.5, 0), ("m2", 1.0, 1)):
        at = NOON + timedelta(days=days)
        mock = state("mini/short", id=name, started=at, answers=[Answer(score, 30.0)])
        Marking(services, mock).finish(at)
    assert [card.change for card in scorecards(services)] == [None, 0.5]


def test_a_card_that_was_asked_twice_is_logged_once(services: Services, store: Store) -> None:
    answers = [Answer(0.0, 5.0), Answer(1.0, 5.0)]
    Marking(services, state("mini/short", "mini/short", answers=answers)).finish(NOON)
    assert [(review.card, review.score) for review in store.reviews()] == [("mini/short", 1.0)]
