"""quizapp rename and reset."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.review import Review
from quizapp.store.store import Store
from tests.cli.calling import Command

NOW = datetime.now(UTC)


@pytest.fixture
def quizapp(
    bank_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    monkeypatch.setenv("QUIZAPP_BANK", str(bank_root))
    return Command(tmp_path, monkeypatch, capsys)


@pytest.fixture
def store(quizapp: Command) -> Iterator[Store]:
    with Store(quizapp.data / "quizapp.db") as opened:
        for number, card in enumerate(["mini/old", "small/bug"]):
            after = USUAL.review(None, Rating.GOOD, NOW)
            opened.append(Review(f"r{number}", card, "s", NOW, Rating.GOOD, None, after))
        yield opened


def test_a_history_goes_to_the_new_id(quizapp: Command, store: Store) -> None:
    assert quizapp("rename").out == (
        "mini/old: 1 answer\nsmall/bug: 1 answer; quizapp rename small/bug mini/bug?\n"
    )
    done = quizapp("rename", "mini/old", "mini/flash")
    assert (done.code, done.out) == (0, "mini/flash has what was kept of mini/old: 1 answer\n")
    done = quizapp("rename", "small/", "mini/")
    assert (done.code, done.out) == (0, "mini/ has what was kept of 1 card of small/\n")
    assert set(store.memories()) == {"mini/flash", "mini/bug"}
    assert quizapp("rename").out == "all that is kept belongs to a card of your banks\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["mini/old"], "name the new id, too"),
        (["mini/old", "mini/"], "give two ids, or two topics"),
        (["mini/old", "mini/old"], "'mini/old' is called so already"),
        (["mini/old", "mini/none"], "no bank has a card 'mini/none'"),
    ],
)
def test_what_cannot_be_renamed_is_one_line(
    quizapp: Command, store: Store, args: list[str], said: str
) -> None:
    done = quizapp("rename", *args)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert said in done.err
    assert set(store.memories()) == {"mini/old", "small/bug"}


def test_cards_of_a_topic_that_have_no_place_are_named(quizapp: Command, store: Store) -> None:
    done = quizapp("rename", "mini/", "mini2/")
    assert done.code == 1
    assert done.out == "mini2/ has what was kept of 0 cards of mini/\n"
    assert done.err == "not moved: mini/old: no bank has a card 'mini2/old'\n"


def test_stats_tell_of_a_history_without_a_card(
    quizapp: Command, store: Store, bank_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "2 cards with a history, but in no bank any more: `quizapp rename` lists them"
    assert line not in quizapp("stats").out  # others may have them: only this one was asked about
    monkeypatch.delenv("QUIZAPP_BANK")
    quizapp("banks", "add", bank_root)
    assert quizapp("stats").out.splitlines()[-1] == line
    assert json.loads(quizapp("stats", "--json").out)["orphans"] == 2
    quizapp("rename", "mini/old", "mini/flash")
    quizapp("rename", "small/bug", "mini/bug")
    assert "in no bank" not in quizapp("stats").out


def test_a_card_is_new_again_once_that_is_meant(quizapp: Command, store: Store) -> None:
    quizapp("rename", "mini/old", "mini/flash")
    done = quizapp("reset", "mini/flash")
    assert (done.code, "say --yes" in done.err) == (2, True)
    assert "mini/flash" in store.memories()
    done = quizapp("reset", "mini/flash", "mini/choice", "--yes")
    assert done.out == "1 card new again; past answers stay in the history\n"
    assert set(store.memories()) == {"small/bug"}
    assert store.review_count() == 2
    assert quizapp("reset", "mini/flash").out == "nothing to reset: new already\n"
    done = quizapp("reset", "mini/none", "--yes")
    assert (done.code, "no card 'mini/none'" in done.err) == (2, True)


def test_a_placement_is_taken_back(quizapp: Command, store: Store) -> None:
    store.set("starts", {"mini": "senior"})
    store.set("placement", {"mini/flash": True})
    done = quizapp("reset", "--placement")
    assert (done.code, done.out) == (
        0,
        "every topic begins at its first level again; 'Placement' in the app's palette asks "
        "ten questions\n",
    )
    assert (store.get("starts"), store.get("placement")) == (None, None)
    assert quizapp("reset", "--placement").out.startswith("there is no placement;")
    assert len(store.memories()) == 2


def test_reset_wants_to_know_what(quizapp: Command) -> None:
    done = quizapp("reset")
    assert (done.code, done.out) == (2, "")
    assert "name the cards to make new again, or --placement" in done.err
