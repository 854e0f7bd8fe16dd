from datetime import UTC, datetime

from quizapp.core.cards.card import Base, Level
from quizapp.core.cards.kinds.bug import Bug
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.memory.leech import easier_neighbor, is_leech
from quizapp.core.memory.review import Memory

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def memory(lapses: int) -> Memory:
    return Memory("review", None, 3.0, 5.0, NOON, NOON, 20, lapses)


def flashcard(name: str, level: Level = "junior", covers: tuple[str, ...] = ()) -> Flashcard:
    return Flashcard(
        id=name,
        level=level,
        question="?",
        answer="!",
        key_points=["point"],
        snippet="a.py",
        covers=list(covers),
    )


def bug(name: str, level: Level = "mid", covers: tuple[str, ...] = ()) -> Bug:
    return Bug(
        id=name,
        level=level,
        question="?",
        answer="!",
        snippet="a",
        symptom="x",
        covers=list(covers),
    )


def neighbor(card: Base, *others: Base, leeches: tuple[str, ...] = ()) -> str | None:
    memories = {name: memory(8) for name in leeches}
    found = easier_neighbor(card, [card, *others], memories)
    return found.id if found else None


def test_eight_lapses_make_a_leech() -> None:
    assert not is_leech(None)
    assert not is_leech(memory(7))
    assert is_leech(memory(8))


def test_the_neighbor_is_easier_and_of_the_same_topic() -> None:
    hard = bug("t/hard", "mid")
    assert neighbor(hard, flashcard("t/senior", "senior"), flashcard("u/other")) is None
    assert neighbor(hard, flashcard("t/senior", "senior"), flashcard("t/easy")) == "t/easy"


def test_at_the_same_level_a_kind_that_asks_less_is_easier() -> None:
    assert neighbor(bug("t/hard"), flashcard("t/same", "mid")) == "t/same"
    assert neighbor(flashcard("t/card", "mid"), bug("t/same", "mid")) is None


def test_the_neighbor_that_shares_most_comes_first() -> None:
    hard = bug("t/hard", covers=("S1", "S2"))
    far, near = flashcard("t/far", covers=("S9",)), flashcard("t/near", covers=("S2",))
    assert neighbor(hard, far, near, flashcard("t/none", "mid")) == "t/near"


def test_another_leech_is_no_help() -> None:
    assert neighbor(bug("t/hard"), flashcard("t/easy"), leeches=("t/hard", "t/easy")) is None
