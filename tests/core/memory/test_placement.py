from itertools import pairwise

import pytest

from quizapp.core.cards.card import LEVELS
from quizapp.core.memory.placement import COUNT, Placed, chosen, starts

TOPICS = [f"t{number}" for number in range(12)]
CARDS = [Placed(f"{topic}/{level}", level) for topic in TOPICS for level in LEVELS]
LEVEL = {one.card: one.level for one in CARDS}


def climbed(knows: set[str]) -> list[str]:
    """The cards that are asked of somebody who knows these levels."""
    passed: dict[str, bool] = {}
    while len(passed) < COUNT:
        card = chosen(CARDS, passed)[0]
        passed[card] = LEVEL[card] in knows
    return list(passed)


def test_the_first_question_is_of_the_middle_and_each_of_another_topic() -> None:
    asked = climbed({"junior"})
    assert LEVEL[asked[0]] == "mid"
    assert len({card.split("/")[0] for card in asked}) == COUNT


def test_after_a_right_answer_comes_a_harder_one_and_after_a_wrong_one_an_easier_one() -> None:
    for knows in ({"junior"}, {"junior", "mid"}):
        steps = [LEVELS.index(LEVEL[card]) for card in climbed(knows)]
        for (before, after), card in zip(pairwise(steps), climbed(knows), strict=False):
            up = 1 if LEVEL[card] in knows else -1
            assert after == min(max(before + up, 0), 2)


def test_as_many_are_still_to_come_as_are_missing() -> None:
    passed = {"t0/mid": True, "t1/senior": False}
    left = chosen(CARDS, passed)
    assert len(left) == COUNT - 2
    assert not {"t0", "t1"} & {card.split("/")[0] for card in left}
    assert chosen(CARDS[:2], {}) == ["t0/mid", "t0/junior"]


def others_begin(passed: dict[str, bool]) -> set[str]:
    """Where the topics begin that were not asked."""
    asked = {card.split("/")[0] for card in passed}
    found = starts(LEVEL, passed)
    return {found.get(topic, "junior") for topic in TOPICS if topic not in asked}


@pytest.mark.parametrize(
    ("knows", "begin"),
    [
        (set(), "junior"),
        ({"junior"}, "mid"),
        ({"junior", "mid"}, "mid"),
        ({"junior", "mid", "senior"}, "senior"),
    ],
)
def test_each_topic_begins_above_what_is_known(knows: set[str], begin: str) -> None:
    passed = {card: LEVEL[card] in knows for card in climbed(knows)}
    assert others_begin(passed) == {begin}


@pytest.mark.parametrize(
    "answers",
    ["", "mid+", "mid+ senior+", "mid+ senior+ senior+", "mid- junior-"],
)
def test_few_answers_say_nothing(answers: str) -> None:
    assert starts(LEVEL, said(answers)) == {}


@pytest.mark.parametrize(
    ("answers", "begin"),
    [
        ("mid+ senior- mid- junior-", "junior"),
        ("mid- junior+ mid- junior-", "junior"),
        ("mid+ senior+ senior- mid+", "mid"),
        ("mid+ senior+ senior+ senior-", "mid"),
        ("mid+ senior+ senior+ senior+", "senior"),
        ("junior- junior- junior- mid- mid+ senior+", "junior"),
    ],
)
def test_topics_that_were_not_asked_move_as_far_as_several_answers_tell(
    answers: str, begin: str
) -> None:
    assert others_begin(said(answers)) == {begin}


def said(answers: str) -> dict[str, bool]:
    """Answers, each of another topic, that passed (+) or failed (-)."""
    return {
        f"{topic}/{one[:-1]}": one[-1] == "+"
        for topic, one in zip(TOPICS, answers.split(), strict=False)
    }


def test_a_topic_of_which_a_card_was_asked_goes_by_that_card() -> None:
    found = starts(LEVEL, said("mid+ senior+ senior- mid- mid+"))
    assert [found.get(topic, "junior") for topic in TOPICS[:6]] == [
        "mid", "senior", "mid", "junior", "mid", "mid"
    ]  # fmt: skip
    low = starts(LEVEL, said("senior+ mid- mid- junior- junior-"))
    assert low == {"t0": "mid"}
