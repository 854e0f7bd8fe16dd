import json
from datetime import UTC, datetime

import msgspec
import pytest

from quizapp.core.cards.card import Card
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.mock.mock import Answer, MockState, Question
from quizapp.core.mock.scorecard import GroupScore, scorecard
from quizapp.core.mock.writing import to_json, to_markdown

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def flash(name: str, question: str = "?") -> Card:
    return Flashcard(
        id=name,
        level="mid",
        question=question,
        answer="!",
        snippet="s.py",
        key_points=["sums up gradients", "until they are cleared"],
    )


CARDS: dict[str, Card] = {
    "a/1": flash("a/1"),
    "a/2": flash("a/2", "What does backward do?\n\nSay it in a word."),
    "b/1": Predict(id="b/1", level="mid", question="?", answer="!", snippet="s.py"),
    "b/2": flash("b/2"),
}
STATE = MockState(
    "m1",
    NOON,
    [Question(card) for card in CARDS],
    answers=[
        Answer(1.0, 60.0),
        Answer(0.5, 30.0, ["until they are cleared"]),
        Answer(None, 10.0),
    ],
)


def test_the_score_has_partial_credit_and_leaves_out_what_was_not_reached() -> None:
    card = scorecard(STATE, CARDS)
    assert card.score == pytest.approx(0.5)
    assert (card.questions, card.answered, card.seconds) == (4, 2, 100.0)
    assert [row.reached for row in card.rows] == [True, True, True, False]


def test_topics_and_kinds_are_scored_apart() -> None:
    card = scorecard(STATE, CARDS)
    assert card.topics == [GroupScore("a", 2, 0.75, 90.0), GroupScore("b", 1, 0.0, 10.0)]
    kinds = [GroupScore("flashcard", 2, 0.75, 90.0), GroupScore("predict", 1, 0.0, 10.0)]
    assert card.kinds == kinds
    assert (card.strongest, card.weakest) == ("a", "b")


def test_times_are_set_against_the_median_of_the_answered() -> None:
    card = scorecard(STATE, CARDS)
    assert card.median_seconds == 45.0
    assert [row.pace for row in card.rows] == [
        pytest.approx(60 / 45),
        pytest.approx(30 / 45),
        None,
        None,
    ]


def test_what_was_missed_is_there_word_for_word_all_of_it_if_skipped() -> None:
    skipped = MockState("m", NOON, [Question("a/1")], answers=[Answer(None, 3.0)])
    assert scorecard(STATE, CARDS).rows[1].missed == ["until they are cleared"]
    assert scorecard(skipped, CARDS).rows[0].missed == [
        "sums up gradients",
        "until they are cleared",
    ]


def test_the_drill_has_the_missed_cards_but_not_those_never_reached() -> None:
    assert scorecard(STATE, CARDS).to_drill == ["a/2", "b/1"]


def test_a_mock_is_compared_with_the_one_before() -> None:
    first = scorecard(STATE, CARDS)
    better = MockState("m2", NOON, [Question("a/1")], answers=[Answer(0.8, 5.0)])
    assert first.change is None
    assert scorecard(better, CARDS, [first]).change == pytest.approx(0.3)


def test_a_mock_without_an_answer_has_a_scorecard_too() -> None:
    card = scorecard(MockState("m", NOON, [Question("a/1")]), CARDS)
    assert (card.score, card.answered, card.median_seconds) == (None, 0, None)
    assert (card.strongest, card.weakest, card.to_drill) == (None, None, [])
    assert "No score: 0 of 1 question answered" in to_markdown(card)
    assert "not reached" in to_markdown(card)


UNJUDGED = MockState(
    "m1",
    NOON,
    [Question(card) for card in ("a/1", "b/1", "b/2")],
    answers=[
        Answer(1.0, 60.0),
        Answer(None, 20.0, said="3.0", judged=False, note="not judged: it was stopped"),
        Answer(0.0, 30.0, ["sums up gradients"]),
    ],
)


def test_an_answer_that_was_not_judged_is_in_no_mean() -> None:
    card = scorecard(UNJUDGED, CARDS)
    assert (card.score, card.answered, card.unjudged) == (0.5, 2, 1)
    assert card.median_seconds == 45.0
    assert card.topics == [GroupScore("a", 1, 1.0, 60.0), GroupScore("b", 1, 0.0, 30.0)]
    assert [group.name for group in card.kinds] == ["flashcard"]
    assert card.to_drill == ["b/2"]


def test_the_markdown_says_what_was_not_judged_and_why() -> None:
    text = to_markdown(scorecard(UNJUDGED, CARDS))
    assert "2 of 3 questions answered in 1:50 min, 1 not judged." in text
    assert "2. ? (not judged)\n   - not judged: it was stopped\n   - you said: 3.0\n" in text


def test_an_interview_without_a_score_is_passed_over_in_comparisons() -> None:
    nothing = MockState("m0", NOON, [Question("a/1")], answers=[Answer(None, 5.0, judged=False)])
    first = scorecard(STATE, CARDS)
    second = scorecard(nothing, CARDS, [first])
    assert (second.score, second.change) == (None, None)
    assert scorecard(STATE, CARDS, [first, second]).change == 0.0


def test_a_card_no_longer_in_the_banks_is_left_out() -> None:
    assert scorecard(STATE, {"a/1": CARDS["a/1"]}).questions == 1


def test_the_markdown_says_all_of_it() -> None:
    text = to_markdown(scorecard(STATE, CARDS))
    assert "Score 50%: 2 of 4 questions answered in 1:40 min." in text
    assert "| a | 2 | 75% | 1:30 min |" in text
    assert "2. What does backward do? (50% in 0:30 min, 0.7 times the median)" in text
    assert "   - missed: until they are cleared" in text
    assert "3. ? (skipped after 0:10 min)" in text


def test_what_was_said_and_what_is_right_is_handed_on_code_as_a_block() -> None:
    code = "def double(x):\n\treturn x  # ```"
    state = MockState("m", NOON, [Question("a/1")], answers=[Answer(0.5, 3.0, said=code)])
    card = scorecard(state, CARDS)
    [row] = card.rows
    assert (row.place, row.question, row.said) == (0, "?", code)
    rows = [msgspec.structs.replace(row, right=["Write \x1b[2J2 * x."])]
    text = to_markdown(msgspec.structs.replace(card, rows=rows))
    block = "     ````\n     def double(x):\n         return x  # ```\n     ````\n"
    assert f"   - you said:\n\n{block}" in text
    assert "   - right: Write 2 * x.\n" in text


def test_the_json_can_be_read_by_others() -> None:
    found = json.loads(to_json(scorecard(STATE, CARDS)))
    assert found["score"] == pytest.approx(0.5)
    assert found["rows"][1]["missed"] == ["until they are cleared"]
