"""The shipped banks: every card is right, and every claim is proven by running it."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from quizapp.authoring import proving
from quizapp.authoring.checking import check
from quizapp.authoring.proving import elsewhere, prove
from quizapp.authoring.surviving import survey
from quizapp.banks.collection import Collection, coverage, kinds, read_collection
from quizapp.config import Config
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.kinds.bug import Bug
from quizapp.core.cards.kinds.choice import Choice
from quizapp.core.cards.kinds.code import Code
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.cards.kinds.short import Short
from quizapp.paths import shipped_banks
from tests.authoring.benches import open_bench

LEAST_RIGHT, LEAST_WRONG = 2, 4
MINIMUM = {"predict": 80, "bug": 55, "code": 18}


@pytest.fixture(scope="module")
def shipped() -> tuple[Collection, list[Problem]]:
    return read_collection([shipped_banks()])


@pytest.fixture(scope="module")
def collection(shipped: tuple[Collection, list[Problem]]) -> Collection:
    return shipped[0]


def test_the_banks_have_no_problem(shipped: tuple[Collection, list[Problem]]) -> None:
    collection, problems = shipped
    assert [str(problem) for problem in [*problems, *check(collection)]] == []


@pytest.mark.timeout(1800)
async def test_every_card_is_proven_by_its_run(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With as many threads as there are, and a second time with one; and a sample of the mutants of
    each exercise. `make cards` tries all mutants. A machine that is busy may take its time."""
    monkeypatch.setattr(proving, "SLOW", 30.0)  # how fast this machine is says nothing of a card
    config = Config(device="cpu", seconds=60.0)
    async with open_bench(tmp_path, config) as bench, elsewhere("cpu") as other:
        proof = await prove(collection, bench, again=bench.on(other))
        found = await survey(collection, bench, tmp_path)
    assert [str(problem) for problem in found.problems] == []
    assert [str(problem) for problem in proof.problems] == []
    wanting = {card.id for card in collection.cards if card.requires or card.device != "any"}
    assert set(proof.skipped) <= wanting
    assert proof.runs >= len(collection.entries) - len(proof.skipped)


def test_the_mix_is_kept(collection: Collection) -> None:
    found = kinds(collection)
    assert {kind: found[kind] for kind in MINIMUM if found[kind] < MINIMUM[kind]} == {}


def test_every_topic_has_cards_to_begin_with(collection: Collection) -> None:
    levels: dict[str, set[str]] = defaultdict(set)
    for card in collection.cards:
        levels[card.topic].add(card.level)
    assert [topic for topic, found in levels.items() if not found & {"junior", "mid"}] == []
    assert sum("junior" in found for found in levels.values()) >= len(levels) - 1


def test_every_source_question_is_covered_by_two_kinds(collection: Collection) -> None:
    covered = coverage(collection)
    kinds_of = {
        source: {collection.card(card).kind for card in cards}
        for source, cards in covered.items()
        if re.fullmatch(r"S\d+", source)
    }
    once = [source for source, found in kinds_of.items() if len(found) < 2]
    assert once == ["S14"]  # how frameworks differ is a matter for words
    assert len(kinds_of) == 64


def test_every_listed_source_has_a_card(collection: Collection) -> None:
    assert [source for source, cards in coverage(collection).items() if not cards] == []


def test_flashcards_have_key_points_and_answered_follow_ups(collection: Collection) -> None:
    thin = [
        card.id
        for card in collection.cards
        if isinstance(card, Flashcard)
        and not (3 <= len(card.key_points) <= 6 and len(card.follow_ups) >= 2)
    ]
    assert thin == []
    silent = [
        card.id for card in collection.cards if any(isinstance(f, str) for f in card.follow_ups)
    ]
    assert silent == []


def test_the_right_option_does_not_stand_out_by_its_length(collection: Collection) -> None:
    telling = [
        card.id
        for card in collection.cards
        if isinstance(card, Choice) and not card.several and len(card.options) > 2
        for right in [next(option for option in card.options if option.correct)]
        if len(right.text) > 1.5 * max(len(o.text) for o in card.options if not o.correct)
    ]
    assert telling == []


def test_the_right_option_is_the_longest_no_more_often_than_by_chance(
    collection: Collection,
) -> None:
    cards = [
        card
        for card in collection.cards
        if isinstance(card, Choice) and not card.several and len(card.options) > 2
    ]
    longest = [card for card in cards if max(card.options, key=lambda o: len(o.text)).correct]
    assert len(longest) <= len(cards) * 0.4


def test_exercises_have_right_and_wrong_answers_beside_their_solution(
    collection: Collection,
) -> None:
    thin = []
    for entry in collection.entries.values():
        if isinstance(entry.card, Code):
            right = [name for name in entry.files if name.startswith("right_")]
            wrong = [name for name in entry.files if name.startswith("wrong_")]
            if len(right) < LEAST_RIGHT or len(wrong) < LEAST_WRONG:
                thin.append(entry.card.id)
    assert thin == []


def test_bug_hunts_have_changes_beside_them_that_mend_nothing(collection: Collection) -> None:
    thin = [
        entry.card.id
        for entry in collection.entries.values()
        if isinstance(entry.card, Bug) and len(entry.card.mistakes(entry.texts())) < 2
    ]
    assert thin == []


def test_predictions_say_what_is_nearly_right(collection: Collection) -> None:
    bare = [card.id for card in collection.cards if isinstance(card, Predict | Short)]
    told = [card.id for card in collection.cards if card.also_right or card.never_right]
    assert set(bare) <= set(told)


def test_true_and_false_are_both_right_somewhere(collection: Collection) -> None:
    right = [
        next(o.text for o in card.options if o.correct)
        for card in collection.cards
        if isinstance(card, Choice) and {o.text for o in card.options} == {"True", "False"}
    ]
    assert right.count("True") >= len(right) // 4
    assert right.count("False") >= len(right) // 4
