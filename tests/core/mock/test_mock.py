from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from quizapp.core.cards.card import Card, FollowUp
from quizapp.core.cards.kinds.bug import Bug
from quizapp.core.cards.kinds.choice import Choice, Option
from quizapp.core.cards.kinds.code import Code
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.order import Order
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.mock.mock import (
    Answer,
    MockState,
    Question,
    answered,
    choose_questions,
    ended,
    ticked,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MORE: dict[type, dict[str, Any]] = {
    Flashcard: {"key_points": ["one", "two"]},
    Choice: {"options": [Option("a", "yes", True), Option("b", "no")]},
    Order: {"steps": ["a", "b", "c"]},
    Predict: {},
    Bug: {"symptom": "x"},
    Code: {},
}
# What an interviewer reckons with: minutes, and talk before reading before writing.
MINUTES = {"flashcard": 3, "choice": 1, "order": 1.5, "predict": 2, "bug": 3, "code": 7}
PHASES = [{"flashcard", "choice"}, {"order", "predict", "bug"}, {"code"}]


def make(kind: type, name: str, level: str = "mid", **more: Any) -> Card:
    texts = {"id": name, "level": level, "question": "?", "answer": "!", "snippet": "s.py"}
    made: Card = kind(**texts, **(MORE[kind] | more))
    return made


ALL = [
    make(kind, f"t{topic}/{kind.__name__.lower()}-{level}-{number}", level)
    for topic in range(4)
    for kind in MORE
    for level in ("junior", "mid", "senior")
    for number in range(3)
]
KINDS = {card.id: card.kind for card in ALL}


def topics(questions: list[Question]) -> Counter[str]:
    return Counter(question.card.split("/")[0] for question in questions)


@pytest.mark.parametrize("minutes", [15, 30, 45])
def test_the_questions_fill_the_time_and_do_not_exceed_it(minutes: int) -> None:
    chosen = choose_questions(ALL, 1, minutes=minutes)
    spent = sum(MINUTES[KINDS[one.card]] + len(one.follow_ups) for one in chosen)
    assert minutes - 2 <= spent <= minutes


def test_so_many_questions_are_asked_as_were_wanted_and_each_once() -> None:
    chosen = choose_questions(ALL, 1, count=12)
    assert len({one.card for one in chosen}) == 12
    assert len(choose_questions(ALL[:5], 1, count=12)) == 5
    assert choose_questions([], 1, minutes=30) == []


def test_the_kinds_are_mixed_and_talk_leads() -> None:
    kinds = Counter(KINDS[one.card] for one in choose_questions(ALL, 3, count=20))
    assert set(kinds) == {"flashcard", "choice", "order", "predict", "bug", "code"}
    assert kinds.most_common(1)[0][0] == "flashcard"


def test_code_to_write_comes_last_and_talk_first() -> None:
    kinds = [KINDS[one.card] for one in choose_questions(ALL, 3, count=20)]
    phases = [next(at for at, phase in enumerate(PHASES) if kind in phase) for kind in kinds]
    assert phases == sorted(phases)
    assert set(phases) == {0, 1, 2}


def test_topics_are_asked_about_evenly() -> None:
    counts = topics(choose_questions(ALL, 5, count=16))
    assert set(counts.values()) == {4}


def test_only_the_chosen_topics_are_asked_about() -> None:
    assert set(topics(choose_questions(ALL, 5, count=9, topics=["t1", "t3"]))) == {"t1", "t3"}


def test_the_level_and_the_one_below_are_asked_the_level_more_often() -> None:
    levels = {card.id: card.level for card in ALL}
    counts = Counter(
        levels[one.card]
        for seed in range(5)
        for one in choose_questions(ALL, seed, count=10, level="senior")
    )
    assert set(counts) == {"senior", "mid"}
    assert counts["senior"] > counts["mid"]
    assert {levels[one.card] for one in choose_questions(ALL, 1, level="junior")} == {"junior"}


def test_the_same_seed_gives_the_same_interview_and_another_a_different_one() -> None:
    assert choose_questions(ALL, 7, minutes=30) == choose_questions(ALL, 7, minutes=30)
    assert choose_questions(ALL, 7, minutes=30) != choose_questions(ALL, 8, minutes=30)


def test_a_talk_is_followed_up_unless_another_card_answers_that() -> None:
    asks = [FollowUp(ask="And then?"), FollowUp(ask="See there?", card="t0/other")]
    (one,) = choose_questions([make(Flashcard, "t0/a", follow_ups=asks)], 1)
    assert one.follow_ups == ["And then?"]
    (other,) = choose_questions([make(Flashcard, "t0/a", follow_ups=asks[1:])], 1)
    assert other.follow_ups == []


def start(limit: float | None = 600.0) -> MockState:
    return MockState("m1", NOON, [Question("t/a", ["And?"]), Question("t/b")], limit=limit)


def test_answers_lead_to_the_end() -> None:
    state = start()
    assert state.current == Question("t/a", ["And?"])
    state = answered(state, Answer(0.5, 60.0, ["two"]), 60.0)
    assert state.current == Question("t/b")
    state = answered(state, Answer(None, 5.0), 65.0)
    assert state.current is None
    assert answered(state, Answer(1.0, 5.0), 70.0) == state


def test_the_clock_runs_down_and_never_below_zero() -> None:
    state = ticked(start(), 100.0)
    assert state.remaining == 500.0
    assert ticked(state, 90.0).remaining == 500.0
    assert ticked(state, 900.0).remaining == 0.0
    assert start(None).remaining is None


def test_a_mock_left_early_takes_no_more_answers() -> None:
    state = ended(start(), NOON + timedelta(minutes=3))
    assert state.current is None
    assert state.finished == NOON + timedelta(minutes=3)


def test_a_mock_cut_off_is_the_same_when_resumed_from_json() -> None:
    state = answered(start(), Answer(0.5, 61.5, ["two words"], "what I said"), 61.5)
    assert msgspec.json.decode(msgspec.json.encode(state), type=MockState) == state
