from itertools import pairwise

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


def test_each_topic_begins_where_the_answers_waver() -> None:
    def begins(knows: set[str]) -> set[str]:
        passed = {card: LEVEL[card] in knows for card in climbed(knows)}
        found = starts(LEVEL, passed)
        others = [topic for topic in TOPICS if f"{topic}/" not in " ".join(passed)]
        return {found.get(topic, "junior") for topic in others}

    assert begins(set()) == {"junior"}
    assert begins({"junior"}) == {"mid"}
    assert begins({"junior", "mid"}) == {"senior"}
    assert begins(set(LEVELS)) == {"senior"}
    assert starts(LEVEL, {}) == {}


def test_a_topic_of_which_a_card_was_asked_goes_by_that_card() -> None:
    passed = {"t0/mid": False, "t1/junior": True, "t2/mid": False, "t3/junior": True}
    found = starts(LEVEL, passed)
    assert "t0" not in found
    assert found.get("t1", "junior") in ("junior", "mid")
    wrong_at_senior = starts(LEVEL, {"t0/mid": True, "t1/senior": False, "t2/mid": True})
    assert wrong_at_senior["t1"] == "mid"
    assert wrong_at_senior["t5"] == "senior"
