from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.memory.review import CardState, Memory
from quizapp.core.search import Index, matches, parse, search

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def card(name: str = "autograd/accumulate", **fields: Any) -> Flashcard:
    values: dict[str, Any] = {
        "level": "mid",
        "question": "Why does `backward()`  add\nup?",
        "answer": "Gradients accumulate in .grad until zero_grad() clears them.",
        "key_points": ["they add"],
        "snippet": "a.py",
        "tags": ["training-loop"],
    }
    return Flashcard(id=name, **(values | fields))


def memory(due: datetime = NOON + timedelta(days=1), lapses: int = 0) -> Memory:
    return Memory("review", None, 3.0, 5.0, due, NOON - timedelta(days=3), 4, lapses)


def finds(
    query: str,
    one: Flashcard | None = None,
    kept: Memory | None = None,
    state: CardState | None = None,
) -> bool:
    parsed = parse(query)
    assert parsed.problem == ""
    return matches(parsed, one or card(), kept, state, NOON)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "GRADIENTS",
        "backward accumulate",
        "add up",
        '"add up"',
        '"zero_grad() clears"',
        '"until zero_gr',
        "autograd/acc",
        "topic:autograd",
        "topic:auto",
        "TOPIC:Autograd",
        "kind:flashcard level:mid",
        "level:senior,mid",
        "tag:training-loop",
        "id:accum",
        "-topic:rnn",
        "-dropout",
        '-"grad up"',
        "flag:0",
        "topic:",
        '"',
        "-",
    ],
)
def test_the_card_is_found_by(query: str) -> None:
    assert finds(query)


@pytest.mark.parametrize(
    "query",
    [
        "dropout",
        "backward dropout",
        '"up add"',
        '"gradient"',  # a quoted word is a whole one, and the text says gradients
        "topic:rnn",
        "kind:bug",
        "level:junior,senior",
        "tag:loop",
        "id:rnn",
        "flag:1",
        "-gradients",
        "-level:mid",
        "topic:autograd -backward",
    ],
)
def test_the_card_is_not_found_by(query: str) -> None:
    assert not finds(query)


def test_states_tell_due_new_and_seen_apart() -> None:
    overdue = memory(due=NOON - timedelta(hours=1))
    assert finds("is:new -is:seen -is:due")
    assert finds("is:seen -is:new -is:due", kept=memory())
    assert finds("is:seen is:due", kept=overdue)


def test_a_card_counts_as_in_learning_where_home_counts_it() -> None:
    failed = Memory("learning", 0, 3.0, 5.0, NOON, NOON, 1, 0)
    assert finds("is:learning", kept=failed)
    assert not finds("is:learning", kept=failed, state=CardState(suspended=True))
    assert finds("is:suspended is:seen", kept=failed, state=CardState(suspended=True))
    found = search(
        parse("is:learning"), [card()], {card().id: failed}, {}, NOON, Index(), ["autograd"]
    )
    assert found == []


def test_a_card_that_is_put_away_is_not_due() -> None:
    overdue = memory(due=NOON - timedelta(hours=1))
    assert finds("is:suspended -is:due", kept=overdue, state=CardState(suspended=True))
    tomorrow = CardState(buried_until=NOON + timedelta(hours=12))
    assert finds("is:buried -is:due", kept=overdue, state=tomorrow)
    yesterday = CardState(buried_until=NOON - timedelta(hours=12))
    assert finds("-is:buried is:due", kept=overdue, state=yesterday)


def test_what_failed_of_late_is_found_as_missed() -> None:
    names = ["autograd/a", "autograd/b"]
    cards = [card(name) for name in names]
    found = search(parse("is:missed"), cards, {}, {}, NOON, Index(), missed={"autograd/b"})
    assert found == ["autograd/b"]


def test_eight_lapses_make_a_leech() -> None:
    assert finds("-is:leech", kept=memory(lapses=7))
    assert finds("is:leech", kept=memory(lapses=8))


def test_flags_are_found_by_their_number() -> None:
    flagged = CardState(flag=2)
    assert finds("flag:2 is:flagged -flag:1", state=flagged)
    assert finds("flag:1,2", state=flagged)


def test_a_note_of_ones_own_is_found_by_being_there_and_by_its_words() -> None:
    cards = [card("t/1"), card("t/2")]

    def found(query: str) -> list[str]:
        notes = {"t/2": "Ask Ada about\nmomentum"}
        return search(parse(query), cards, {}, {}, NOON, Index(), notes=notes)

    assert found("is:noted") == found("has:note") == ["t/2"]
    assert found("-has:note") == ["t/1"]
    assert found("momentum") == found('"about momentum"') == ["t/2"]
    assert found("-ada backward") == ["t/1"]
    assert found("backward") == ["t/1", "t/2"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("topik:autograd", "unknown key 'topik:'; did you mean 'topic'?"),
        ("is:duee", "no is:duee; did you mean 'due'?"),
        ("kind:predikt", "no kind:predikt; did you mean 'predict'?"),
        ("level:xyzzy", "no level:xyzzy; known: junior, mid, senior"),
        ("has:notes", "no has:notes; did you mean 'note'?"),
        ("flag:red", "flag: takes a number, 0 for none; not 'red'"),
        ("topic:autogard", "no topic:autogard; did you mean 'autograd'?"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(query: str, problem: str) -> None:
    assert parse(query, topics=["autograd", "rnn"]).problem == problem


def test_a_term_with_a_problem_leaves_the_others_in_force() -> None:
    query = parse("topik:rnn dropout")
    assert query.problem
    assert not matches(query, card(), None, None, NOON)
    assert matches(query, card(answer="Dropout."), None, None, NOON)


def test_a_colon_in_code_is_no_key() -> None:
    assert finds("x[1:3]", card(question="What is `x[1:3]`?"))


def test_search_keeps_the_order_and_reads_each_text_once() -> None:
    cards = [card(f"t/{n}") for n in range(5)]
    index = Index()
    found = search(parse("backward -id:3"), cards, {}, {}, NOON, index)
    assert found == ["t/0", "t/1", "t/2", "t/4"]
    assert index.text(cards[0]) is index.text(cards[0])
