"""A mock interview while it is asked: what can be asked, the answers, the clock, what is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quizapp.core.cards.kinds.choice import Picked
from quizapp.core.cards.kinds.order import Arranged
from quizapp.core.grading.grade import Typed
from quizapp.core.memory.review import CardState
from quizapp.core.mock.mock import Answer, Question
from quizapp.store.store import Store
from quizapp.study.earlier import earlier
from quizapp.study.interview import Given, Interview, Settings, begin, drop, plan, pool
from quizapp.study.interview_record import InterviewState, luck, open_mock
from quizapp.study.services import Services
from quizapp.study.trust import fingerprint
from tests.small_bank import BANK, write_bank
from tests.study.interviews import NOON, Clock, Scripted, in_store, kept, services_on, state

FOLLOW_UP = "And where do errors go?"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def runner() -> Scripted:
    return Scripted({})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(bank_root: Path, store: Store, runner: Scripted, clock: Clock) -> Services:
    return services_on(bank_root, store, runner, clock)


def settings(**fields: Any) -> Settings:
    values: dict[str, Any] = {
        "minutes": None,
        "number": 30,
        "level": None,
        "topics": ("mini",),
        "counts": False,
    }
    return Settings(**(values | fields))


def typed(text: str) -> Given:
    return Given(Typed(text), text, not text)


def words(text: str) -> Given:
    return Given(None, text, not text)


# What can be asked


async def test_suspended_cards_and_topics_not_chosen_are_not_asked(services: Services) -> None:
    services.store.set_states({"mini/flash": CardState(suspended=True)})
    await services.bench.learn()
    cards = pool(services)
    asked = {question.card for question in plan(cards, settings())}
    assert asked == set(services.collection.entries) - {"mini/flash"}
    assert cards.refused == []
    assert plan(cards, settings(topics=())) == []


async def test_a_card_that_cannot_run_here_is_left_out_with_the_reason(
    tmp_path: Path, store: Store, runner: Scripted, clock: Clock
) -> None:
    bank = BANK.replace("id: mini/bug", "id: mini/bug\n    requires: [no_such_package]")
    bank = bank.replace("id: mini/code", "id: mini/code\n    device: cuda")
    services = services_on(write_bank(tmp_path / "b", bank), store, runner, clock)
    await services.bench.learn()
    cards = pool(services)
    asked = {question.card for question in plan(cards, settings())}
    assert asked == set(services.collection.entries) - {"mini/bug", "mini/code"}
    assert cards.left_out(("mini",)) == {
        "needs no_such_package, not installed here": 1,
        "needs a CUDA device, and this machine has none": 1,
    }
    assert cards.left_out(("other",)) == {}


async def test_a_bank_that_is_not_allowed_is_not_asked_until_it_is(
    bank_root: Path, store: Store, runner: Scripted, clock: Clock
) -> None:
    services = services_on(bank_root, store, runner, clock, confined=False)
    await services.bench.learn()
    (reason,) = pool(services).left_out(("mini",))
    assert "not allowed" in reason
    assert plan(pool(services), settings()) == []
    services.bench.trust.allow(bank_root, fingerprint(bank_root))
    assert len(plan(pool(services), settings())) == len(services.collection.entries)


async def test_what_was_planned_is_begun_and_in_the_store_from_the_start(
    services: Services,
) -> None:
    await services.bench.learn()
    chosen = settings(minutes=15, number=None)
    questions = plan(pool(services), chosen, seed=7)
    mock = begin(services, chosen, questions)
    assert mock.questions == questions
    assert mock.limit == 900.0
    assert open_mock(services.store) == mock


# Answers


def test_each_kind_is_taken_and_judged_by_what_judges_it(services: Services, clock: Clock) -> None:
    cards = ("choice", "order", "short", "bug", "flash", "predict", "code")
    interview = Interview(services, state(*(f"mini/{card}" for card in cards)))
    bug = services.collection.card("mini/bug")
    pointed = bug.read("1", bug.asked(services.luck))
    interview.start(clock())
    given = [
        Given(Picked(frozenset({0})), "", False),
        Given(Arranged((1, 0, 2)), "", False),
        typed("(2, 3)"),
        Given(pointed, "1", False),
        words("it writes"),
        words("sum: 3"),
        words("def double(x): ..."),
    ]
    for answer in given:
        clock.on(10)
        interview.give(answer, clock())
    assert interview.current is None
    answers = interview.state.answers
    assert [answer.seconds for answer in answers] == [10.0] * 7
    assert [answer.score for answer in answers[:5]] == [1.0, pytest.approx(2 / 3), 1.0, 1.0, 0.0]
    assert answers[4].missed == ["writes text", "to stdout"]
    assert interview.state.unmarked == [5, 6]
    assert [answers[place].said for place in (5, 6)] == ["sum: 3", "def double(x): ..."]


def test_a_line_of_a_code_that_changed_is_not_judged(services: Services, clock: Clock) -> None:
    interview = Interview(services, state("mini/bug"))
    entry = services.collection.entries["mini/bug"]
    pointed = entry.card.read("1", entry.card.asked(services.luck))
    given = Given(pointed, "1", False, entry.mark)
    script = entry.path("buggy.py")
    script.write_text(f"# one more line\n{script.read_text()}")
    interview.give(given, clock())
    [answer] = interview.state.answers
    assert (answer.score, answer.judged) == (None, False)
    assert "its code was changed on the disk" in answer.note


def test_a_wrong_pick_is_told_the_right_one(services: Services, clock: Clock) -> None:
    interview = Interview(services, state("mini/choice"))
    interview.give(Given(Picked(frozenset({1})), "", False), clock())
    assert interview.state.answers[0].missed == ["Not that one. Right: 2"]


def test_a_skipped_card_has_no_follow_ups(services: Services, clock: Clock) -> None:
    mock = state(questions=[Question("mini/flash", [FOLLOW_UP]), Question("mini/short")])
    interview = Interview(services, mock)
    interview.give(None, clock())
    assert interview.state.answers == [Answer(None, 0.0)]
    assert interview.current is not None
    assert interview.current.entry.card.id == "mini/short"


def test_what_was_typed_before_a_skip_is_kept(services: Services, clock: Clock) -> None:
    interview = Interview(services, state("mini/short"))
    interview.keep_draft("(2,", clock())
    interview.give(None, clock())
    assert interview.state.answers == [Answer(None, 0.0, [], "(2,")]


def test_what_was_typed_for_a_follow_up_that_is_skipped_is_kept(
    services: Services, clock: Clock
) -> None:
    mock = state(questions=[Question("mini/flash", [FOLLOW_UP]), Question("mini/short")])
    interview = Interview(services, mock)
    interview.start(clock())
    interview.give(words("to stdout"), clock())
    interview.keep_draft("unless it is closed", clock())
    interview.give(None, clock())
    [answer] = interview.state.answers
    assert answer.said.startswith("to stdout")
    assert answer.said.endswith("unless it is closed")


def test_an_unfinished_follow_up_still_counts_when_the_interview_ends(
    services: Services, clock: Clock
) -> None:
    interview = Interview(services, state(questions=[Question("mini/flash", [FOLLOW_UP])]))
    interview.start(clock())
    interview.give(words("to stdout"), clock())
    assert interview.current is not None
    assert interview.current.follow_up == FOLLOW_UP
    assert interview.state.answers == []
    interview.stop(clock())
    assert [answer.said for answer in interview.state.answers] == ["to stdout"]
    assert interview.current is None


def test_a_card_that_has_gone_is_passed_over_and_counts_nowhere(services: Services) -> None:
    interview = Interview(services, state("mini/gone", "mini/short"))
    assert interview.current is not None
    assert interview.current.entry.card.id == "mini/short"
    (passed,) = interview.state.answers
    assert not passed.judged
    assert passed.note == "its bank has gone"


def test_a_bank_that_changes_does_not_change_the_open_question(
    services: Services, clock: Clock
) -> None:
    interview = Interview(services, state("mini/short", "mini/choice"))
    services.collection.entries.clear()
    interview.give(typed("(2, 3)"), clock())
    assert interview.state.answers[0].score == 1.0
    assert interview.current is None


# What is kept


def test_every_answer_is_in_the_store_when_it_was_given(services: Services, clock: Clock) -> None:
    interview = Interview(services, state("mini/short", "mini/choice"))
    interview.give(typed("(2, 3)"), clock())
    assert kept(services.store).answers == interview.state.answers


def test_what_is_typed_and_the_clock_outlive_a_crash(services: Services, clock: Clock) -> None:
    mock = state("mini/short", "mini/flash", limit=600.0)
    mock = in_store(services.store, mock)
    interview = Interview(services, mock)
    interview.start(clock())
    clock.on(42)
    interview.keep_draft("half a thought", clock())
    again = open_mock(services.store)
    assert again is not None
    assert (again.draft, again.spent, again.remaining) == ("half a thought", 42.0, 558.0)


def test_a_draft_never_shows_at_another_question(services: Services, clock: Clock) -> None:
    mock = state("mini/short", "mini/flash")
    interview = Interview(services, mock)
    interview.keep_draft("(2, 3)", clock())
    interview.give(typed("(2, 3)"), clock())
    again = open_mock(services.store)
    assert again is not None
    assert again.draft == ""


def test_what_another_window_types_is_not_lost(services: Services, clock: Clock) -> None:
    mock = state("mini/short", "mini/choice")
    mock = in_store(services.store, mock)
    here, there = Interview(services, mock), Interview(services, mock)

    def draft() -> str:
        again = open_mock(services.store)
        return "" if again is None else again.draft

    there.keep_draft("theirs", clock())
    here.keep_draft("", clock())  # an idle window keeps its clock
    here.keep_draft("", clock())
    assert draft() == "theirs"
    here.keep_draft("o", clock())
    here.keep_draft("ou", clock())
    assert draft() == "ou"
    assert earlier(services.store, "mini/short") == ["theirs"]
    there.leave("theirs", clock())  # nothing was typed there since
    assert draft() == "ou"


@pytest.mark.parametrize("over", ["skipped", "handed in", "ended"])
def test_what_another_window_typed_stays_with_its_card_when_the_question_is_over(
    services: Services, clock: Clock, over: str
) -> None:
    mock = state("mini/short", "mini/choice")
    mock = in_store(services.store, mock)
    here, there = Interview(services, mock), Interview(services, mock)
    there.keep_draft("theirs", clock())
    if over == "ended":
        here.stop(clock())
    else:
        here.give(typed("ours") if over == "handed in" else None, clock())
    assert earlier(services.store, "mini/short") == ["theirs"]


def test_what_the_original_took_the_place_of_stays_with_its_question_and_then_its_card(
    services: Services, clock: Clock
) -> None:
    mock = state("mini/code", "mini/bug")
    mock = in_store(services.store, mock)
    interview = Interview(services, mock)
    interview.keep_wiped(["def double(x):\n    return x\n"])
    assert Interview(services, mock).wiped == ["def double(x):\n    return x\n"]
    assert earlier(services.store, "mini/code") == []  # no drill helps in an interview
    interview.give(None, clock())
    assert interview.wiped == []
    assert earlier(services.store, "mini/code") == ["def double(x):\n    return x\n"]
    interview.keep_wiped(["total = 0\n"])
    interview.stop(clock())
    assert earlier(services.store, "mini/bug") == ["total = 0\n"]
    assert drop(services, interview.state)
    assert sorted(services.store.drafts()) == ["mini/bug#wiped", "mini/code#wiped"]


def test_the_clock_stands_while_the_interview_is_left(services: Services, clock: Clock) -> None:
    mock = state("mini/short", limit=600.0)
    mock = in_store(services.store, mock)
    interview = Interview(services, mock)
    interview.start(clock())
    clock.on(100)
    interview.leave("(2,", clock())
    clock.on(86_400)
    assert interview.left(clock()) == 500.0
    again = open_mock(services.store)
    assert again is not None
    assert (again.draft, again.spent) == ("(2,", 100.0)


def test_of_an_interview_that_is_dropped_what_was_typed_stays_with_its_card(
    services: Services, clock: Clock
) -> None:
    mock = in_store(services.store, state("mini/short"))
    seen = open_mock(services.store)
    assert seen is not None
    Interview(services, mock).keep_draft("half", clock())  # in another window, say
    assert drop(services, seen)
    assert services.store.mocks() == []
    assert earlier(services.store, "mini/short") == ["half"]
    mock = in_store(services.store, state("mini/short", "mini/flash"))
    here = Interview(services, mock)
    here.give(typed("(9, 9)"), clock())
    assert drop(services, here.state)
    assert earlier(services.store, "mini/short") == ["half", "(9, 9)"]
    assert [name for name in services.store.drafts() if name.startswith("mock")] == []


def test_a_text_that_is_deleted_stays_with_its_card(services: Services, clock: Clock) -> None:
    mock = in_store(services.store, state("mini/short", "mini/flash"))
    here = Interview(services, mock)
    here.keep_draft("a text of some twenty letters", clock())
    here.keep_draft("", clock())
    assert earlier(services.store, "mini/short") == ["a text of some twenty letters"]
    here.give(typed("x"), clock())
    here.keep_draft("y", clock())  # of the next question
    assert earlier(services.store, "mini/flash") == []


def test_an_interview_that_went_on_elsewhere_is_not_dropped(
    services: Services, clock: Clock
) -> None:
    mock = state("mini/short", "mini/flash")
    mock = in_store(services.store, mock)
    here = open_mock(services.store)
    assert here is not None
    elsewhere = Interview(services, mock)
    elsewhere.start(clock())
    elsewhere.give(None, clock())
    assert not drop(services, here)
    assert len(services.store.mocks()) == 1
    assert drop(services, elsewhere.state)
    assert services.store.mocks() == []


def test_an_interview_that_was_dropped_elsewhere_does_not_come_back(
    services: Services, clock: Clock
) -> None:
    settings = Settings(None, 2, None, ("mini",), counts=False)
    mock = begin(services, settings, [Question("mini/short"), Question("mini/choice")])
    here = Interview(services, mock)
    assert drop(services, mock)
    here.keep_draft("(2,", clock())
    here.give(typed("(2, 3)"), clock())
    assert here.elsewhere
    assert services.store.mocks() == []


def test_interviews_of_earlier_versions_can_be_read(store: Store) -> None:
    written = b"""{"id": "m1", "started": "2026-11-20T12:00:00Z",
        "questions": [{"card": "mini/flash", "follow_ups": ["And?"]}], "level": null, "topics": [],
        "limit": 60.0, "spent": 5.0, "answers": [{"score": 0.5, "seconds": 1.0}], "counts": false,
        "finished": null, "parts": ["it writes"], "draft": "to std", "unmarked": [0],
        "ticks": {"0": [1]}, "over": false}"""
    store.save_mock("m1", written, started=NOON)
    found = open_mock(store)
    assert found == state(
        questions=[Question("mini/flash", ["And?"])],
        limit=60.0,
        spent=5.0,
        answers=[Answer(0.5, 1.0)],
        said_parts=["it writes"],
        draft="to std",
        unmarked=[0],
        ticks={0: [1]},
    )


def test_an_interview_of_a_later_version_is_passed_by(store: Store) -> None:
    store.save_mock("m1", b'{"id": 5}', started=NOON)
    assert open_mock(store) is None


def test_how_far_it_came_is_said_in_a_sentence() -> None:
    asked: InterviewState = state("mini/short", "mini/flash", limit=600.0, spent=65.0)
    assert asked.how_far.endswith("is open at question 1 of 2, with 9 min left.")
    assert state(over=True).how_far.endswith("has still to be looked through.")


# Two windows


def test_an_interview_that_went_on_elsewhere_overwrites_nothing(
    services: Services, clock: Clock
) -> None:
    mock = state("mini/short", "mini/choice")
    mock = in_store(services.store, mock)
    here, there = Interview(services, mock), Interview(services, mock)
    there.give(typed("(2, 3)"), clock())
    there.keep_draft("theirs", clock())
    here.keep_draft("ours", clock())
    here.give(typed("(9, 9)"), clock())
    assert here.elsewhere
    assert here.current is None
    assert not there.elsewhere
    again = open_mock(services.store)
    assert again is not None
    assert [answer.said for answer in again.answers] == ["(2, 3)"]
    assert again.draft == "theirs"
    here.stop(clock())
    assert kept(services.store).answers == there.state.answers


def test_an_interview_that_passes_over_a_card_and_went_on_elsewhere_asks_nothing(
    services: Services, clock: Clock
) -> None:
    mock = in_store(services.store, state("mini/short", "mini/choice"))
    Interview(services, mock).give(typed("(2, 3)"), clock())
    here = Interview(services, state("mini/gone", "mini/choice"))
    assert here.elsewhere
    assert here.current is None


def test_a_mend_that_went_on_elsewhere_stays_with_its_card_as_code(
    services: Services, clock: Clock
) -> None:
    mock = state("mini/bug", "mini/choice")
    mock = in_store(services.store, mock)
    here, there = Interview(services, mock), Interview(services, mock)
    there.give(None, clock())
    here.keep_draft("1\ntotal = 0\nprint(total)\n", clock())
    assert here.elsewhere
    assert earlier(services.store, "mini/bug") == ["total = 0\nprint(total)\n"]
    another = Interview(services, mock)
    another.keep_draft("2", clock())  # a line alone is no code
    assert earlier(services.store, "mini/bug") == ["total = 0\nprint(total)\n"]


def test_the_options_of_a_question_stand_in_one_order_until_it_is_judged(
    services: Services, clock: Clock
) -> None:
    mock = state("mini/choice", "mini/order")
    interview = Interview(services, mock)
    assert interview.current is not None
    card = interview.current.entry.card
    orders = [card.asked(interview.current.luck()).order for _ in range(3)]
    assert orders[0] == orders[1] == orders[2] == card.asked(luck(mock, 0)).order


@pytest.mark.parametrize(
    "wrong",
    [
        {"unmarked": [99]},
        {"parts": ["a", "b", "c"]},
        {"answers": [{"score": 1.0, "seconds": 1.0}] * 5},
        {"questions": []},
    ],
    ids=["unmarked", "parts", "answers", "questions"],
)
def test_an_interview_that_nothing_could_go_on_from_is_none(
    store: Store, wrong: dict[str, object]
) -> None:
    text = msgspec.json.encode(state("mini/short", "mini/choice"))
    store.save_mock("m1", msgspec.json.encode(msgspec.json.decode(text) | wrong), started=NOON)
    assert open_mock(store) is None
