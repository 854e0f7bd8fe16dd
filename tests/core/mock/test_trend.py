"""How interviews went one after the other, and what one asks, in figures."""

from datetime import UTC, datetime

from quizapp.core.cards.card import Card
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.mock.mix import Mix, mix
from quizapp.core.mock.mock import Answer, MockState, Question
from quizapp.core.mock.scorecard import Scorecard, scorecard
from quizapp.core.mock.trend import by_topic

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def guess(name: str) -> Card:
    return Predict(id=name, level="mid", question="?", answer="!", snippet="s.py")


CARDS: dict[str, Card] = {
    "a/1": guess("a/1"),
    "b/1": guess("b/1"),
    "b/2": Flashcard(
        id="b/2", level="mid", question="?", answer="!", snippet="s.py", key_points=["one"]
    ),
}


def interview(**scores: float) -> Scorecard:
    """One with a question of each of these topics."""
    state = MockState(
        "m",
        NOON,
        [Question(f"{topic}/1") for topic in scores],
        answers=[Answer(score, 5.0) for score in scores.values()],
    )
    return scorecard(state, CARDS)


def test_a_topic_has_a_trend_once_it_was_asked_in_three_interviews() -> None:
    found = [interview(a=0.0, b=1.0), interview(a=0.5), interview(b=0.0), interview(a=1.0)]
    assert by_topic(found) == {"a": [0.0, 0.5, 1.0]}


def test_a_mix_counts_talk_and_code_and_the_minutes_with_their_follow_ups() -> None:
    asked = [Question("b/2", ["And then?"]), Question("a/1"), Question("b/1")]
    found = mix(asked, CARDS)
    assert found == Mix(talk=1, read=2, write=0, minutes=8.0)
    assert found.told == "1 to talk about and 2 with code to read"


def test_a_mix_of_nothing_says_nothing() -> None:
    assert mix([], CARDS).told == ""
