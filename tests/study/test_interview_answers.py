"""The questions of a finished interview as they are read afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.core.mock.mock import Answer, Question
from quizapp.store.store import Store
from quizapp.study.interview_answers import (
    Mark,
    Reading,
    readings,
    right_answer,
    with_right_answers,
)
from quizapp.study.interview_marking import Marking
from quizapp.study.interview_record import scorecards
from quizapp.study.services import Services
from tests.study.interviews import NOON, Clock, Scripted, services_on, state

FOLLOW_UP = "And where do errors go?"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "quizapp.db") as opened:
        yield opened


@pytest.fixture
def services(bank_root: Path, store: Store) -> Services:
    return services_on(bank_root, store, Scripted({}), Clock())


def read(services: Services, card: str, answer: Answer | None) -> Reading:
    """The one question of a finished interview."""
    answers = [] if answer is None else [answer]
    ended = state(card, answers=answers, over=True)
    Marking(services, ended).finish(NOON)
    [found] = readings(services, ended, scorecards(services)[-1])
    return found


def test_a_choice_shows_what_was_picked_what_is_right_and_each_why(services: Services) -> None:
    found = read(services, "mini/several", Answer(0.0, 5.0, ["1 wrong. Right: four"], "two\nthree"))
    assert sorted((one.text, one.sign, one.remark) for one in found.marks) == [
        ("four", "missed", "4 is 2 times 2."),
        ("three", "wrong", "It leaves one."),
        ("two", "right", "2 is 2 times 1."),
    ]
    assert (found.said, found.right, found.feedback) == ([], [], ["1 wrong."])


def test_a_choice_that_was_skipped_shows_what_is_right(services: Services) -> None:
    found = read(services, "mini/choice", Answer(None, 5.0))
    signs = {one.text: one.sign for one in found.marks}
    assert signs == {"2": "missed", "3": "", "11": ""}
    assert found.feedback == []


def test_an_order_shows_where_each_step_was_put(services: Services) -> None:
    found = read(services, "mini/order", Answer(0.6, 5.0, ["First wrong"], "two\none\nthree"))
    assert found.marks == [
        Mark("wrong", "one", "you had it at place 2"),
        Mark("wrong", "two", "you had it at place 1"),
        Mark("right", "three"),
    ]


def test_an_order_handed_in_as_it_stood_shows_how_it_stood(services: Services) -> None:
    found = read(services, "mini/order", Answer(0.3, 5.0, ["First wrong"], ""))
    assert [one.text for one in found.marks] == ["one", "two", "three"]
    assert any(one.sign == "wrong" and one.remark for one in found.marks)


def test_a_talk_shows_which_points_were_mentioned_follow_ups_among_them(
    services: Services,
) -> None:
    answer = Answer(1 / 3, 5.0, ["to stdout", FOLLOW_UP], "it writes text")
    mock = state(questions=[Question("mini/flash", [FOLLOW_UP])], answers=[answer], over=True)
    Marking(services, mock).finish(NOON)
    [found] = readings(services, mock, scorecards(services)[0])
    assert found.marks == [
        Mark("right", "writes text"),
        Mark("missed", "to stdout"),
        Mark("missed", FOLLOW_UP),
    ]
    assert found.said == ["it writes text"]
    assert found.question == f"What does `print` do?\n\n*And then:* {FOLLOW_UP}"
    assert found.answer == f"It writes text to stdout.\n\n**{FOLLOW_UP}**\n\nTo stderr."


def test_of_a_talk_that_was_skipped_nothing_was_mentioned(services: Services) -> None:
    answer = Answer(None, 5.0)
    mock = state(questions=[Question("mini/flash", [FOLLOW_UP])], answers=[answer], over=True)
    Marking(services, mock).finish(NOON)
    [found] = readings(services, mock, scorecards(services)[0])
    assert [one.sign for one in found.marks] == ["missed", "missed", "missed"]


def test_a_prediction_shows_what_is_printed(services: Services) -> None:
    found = read(services, "mini/predict", Answer(0.5, 5.0, ["1 of 2"], "sum: 3\nsum: 5"))
    assert (found.said, found.right) == (["sum: 3", "sum: 5"], ["sum: 3", "sum: 6"])
    assert (found.code, found.changes) == (False, False)


def test_a_bug_shows_the_line_pointed_at_and_what_each_mend_changes(services: Services) -> None:
    mend = "total = 1\nfor n in (1, 2):\n    total += n\nprint(total)\n"
    said = f"2\tfor n in (1, 2, 3):\n{mend}"
    found = read(services, "mini/bug", Answer(0.0, 5.0, ["Not mended"], said))
    assert found.said == [
        "line 2: for n in (1, 2, 3):",
        "line 2:",
        "- for n in (1, 2, 3):",
        "+ for n in (1, 2):",
    ]
    assert found.right == ["line 1:", "- total = 1", "+ total = 0"]
    assert found.changes


def test_a_line_that_was_pointed_at_is_told_as_one(services: Services) -> None:
    found = read(services, "mini/bug", Answer(0.0, 5.0, ["Not line 3"], "3"))
    assert found.said == ["line 3"]


def test_an_exercise_shows_the_solution(services: Services) -> None:
    found = read(services, "mini/code", Answer(0.5, 5.0, ["1 of 2"], "def double(x):\n    ..."))
    assert found.right == ["def double(x):", "    return 2 * x"]
    assert found.code


def test_a_question_that_was_not_reached_is_told_as_well(services: Services) -> None:
    found = read(services, "mini/short", None)
    assert (found.said, found.right, found.feedback) == ([], ["(2, 3)"], [])
    assert not found.result.reached


def test_a_question_whose_card_has_gone_is_left_out(services: Services, store: Store) -> None:
    read(services, "mini/short", None)
    card = scorecards(services)[0]
    del services.collection.entries["mini/short"]
    assert readings(services, state("mini/short"), card) == []


def test_what_is_handed_on_has_what_is_right(services: Services) -> None:
    kinds = ("flash", "choice", "order", "short")
    ended = state(*(f"mini/{kind}" for kind in kinds), answers=[Answer(None, 1.0)] * 4)
    Marking(services, ended).finish(NOON)
    card = with_right_answers(services, scorecards(services)[0])
    assert [row.right for row in card.rows] == [
        ["writes text", "to stdout"],
        ["2"],
        ["1. one", "2. two", "3. three"],
        ["(2, 3)"],
    ]


def test_a_right_answer_is_there_for_every_card(services: Services) -> None:
    assert all(right_answer(entry) for entry in services.collection.entries.values())
