from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.memory.mixing import by_levels, interleaved, mixed


def ids(topic: str, count: int) -> list[str]:
    return [f"{topic}/{number}" for number in range(count)]


def topics(cards: list[str]) -> str:
    return "".join(card.split("/")[0] for card in cards)


def test_topics_come_in_turn() -> None:
    order = interleaved(ids("a", 3) + ids("b", 3) + ids("c", 3))
    assert order == ["a/0", "b/0", "c/0", "a/1", "b/1", "c/1", "a/2", "b/2", "c/2"]


def test_one_level_comes_after_the_other_with_the_topics_in_turn() -> None:
    order = by_levels([["a/0", "a/1", "b/0", "b/1"], ["a/2", "b/2"]], {})
    assert order == ["a/0", "b/0", "a/1", "b/1", "a/2", "b/2"]


def test_a_heavy_topic_is_through_sooner_with_the_others_between() -> None:
    levels = [ids("a", 6) + ids("b", 6) + ids("c", 6)]
    plain, heavy = (topics(by_levels(levels, weights)) for weights in ({}, {"a": 2.0}))
    assert (plain[:9].count("a"), heavy[:9].count("a")) == (3, 5)
    assert "a" not in heavy[12:]
    assert "aaa" not in heavy
    light = topics(by_levels(levels, {"a": 0.5}))
    assert light[:9].count("a") < 3


def test_a_topic_that_has_most_of_the_cards_is_spread_over_all_of_them() -> None:
    cards = ids("a", 12) + ids("b", 3) + ids("c", 3)
    for order in (interleaved(cards), mixed(interleaved(cards), [], {})):
        found = topics(order)
        assert [card for card in order if card[0] == "a"] == ids("a", 12)
        assert "aaaa" not in found
        for part in (found[:6], found[6:12], found[12:]):
            assert {"b", "c"} & set(part)


def test_two_of_one_topic_do_not_follow_each_other_where_another_is_near() -> None:
    seen = ["a/0", "a/1", "b/0", "b/1", "c/0", "c/1"]
    assert topics(mixed(seen, [], {})) == "ababcc"


def test_new_cards_come_between_the_others_from_the_start() -> None:
    seen = interleaved(ids("a", 4) + ids("b", 4) + ids("c", 4))
    new = [f"{topic}/n{number}" for number in range(2) for topic in "cab"]
    order = mixed(seen, new, {})
    places = [place for place, card in enumerate(order) if card in new]
    assert len(places) == 6
    assert places[0] <= 2
    assert places[-1] >= 13
    assert all(right - left <= 5 for left, right in pairwise(places))
    assert all(left != right for left, right in pairwise(topics(order)))


def test_neighbors_stay_apart_while_there_is_something_else() -> None:
    cards = ids("a", 20)
    near = {"a/0": ["a/1"], "a/1": ["a/0"], "a/10": ["a/11"], "a/11": ["a/10"]}
    order = mixed(cards, [], near)
    for one, other in (("a/0", "a/1"), ("a/10", "a/11")):
        assert abs(order.index(one) - order.index(other)) > 5
    assert mixed(["a/0", "a/1"], [], near) == ["a/0", "a/1"]


CARDS = [f"{topic}/{number}" for topic in "abcd" for number in range(8)]


@given(
    cards=st.lists(st.sampled_from(CARDS), unique=True),
    new=st.sets(st.sampled_from(CARDS)),
    links=st.lists(st.tuples(st.sampled_from(CARDS), st.sampled_from(CARDS)), max_size=8),
)
def test_no_card_is_lost_or_asked_twice(
    cards: list[str], new: set[str], links: list[tuple[str, str]]
) -> None:
    near: dict[str, set[str]] = {}
    for one, other in links:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    seen, fresh = [one for one in cards if one not in new], [one for one in cards if one in new]
    assert sorted(mixed(seen, fresh, near)) == sorted(interleaved(cards)) == sorted(cards)
