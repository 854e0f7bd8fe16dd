"""quizapp list, show and drill of just some cards."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.review import CardState
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from tests.cli.calling import Command
from tests.study.conftest import answer


@pytest.fixture
def quizapp(
    bank_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    monkeypatch.setenv("QUIZAPP_BANK", str(bank_root))
    return Command(tmp_path, monkeypatch, capsys)


def flag(quizapp: Command, *cards: str) -> None:
    quizapp.data.mkdir(parents=True, exist_ok=True)
    with Store(quizapp.data / "quizapp.db") as store:
        store.set_states({card: CardState(flag=1) for card in cards})


def drilled(quizapp: Command, monkeypatch: pytest.MonkeyPatch, *args: str) -> tuple[int, str]:
    """What `drill --plain` asks first, and that of how many; nobody answers."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    called = quizapp("drill", "--plain", *args)
    return called.code, called.out


def test_cards_are_listed_by_what_is_looked_for(quizapp: Command) -> None:
    lines = quizapp("list").out.splitlines()
    assert len(lines) == 8
    assert lines[0].split()[:3] == ["mini/flash", "flashcard", "junior"]
    assert "What does print do?" in lines[0]
    assert [line.split()[0] for line in quizapp("list", "kind:bug,code").out.splitlines()] == [
        "mini/bug",
        "mini/code",
    ]
    [row] = json.loads(quizapp("list", "id:flash", "--json").out)
    assert (row["id"], row["kind"]) == ("mini/flash", "flashcard")
    assert row["question"] == "What does `print` do?"


def test_what_is_not_understood_is_said(quizapp: Command) -> None:
    called = quizapp("list", "kind:riddle")
    assert called.code == 2
    assert "riddle" in called.err
    assert called.out == ""


def test_one_card_is_read_whole(quizapp: Command) -> None:
    called = quizapp("show", "mini/predict")
    assert called.out.startswith("mini/predict · predict · ")
    assert "print" in called.out
    called = quizapp("show", "mini/predickt")
    assert called.code == 2
    assert "did you mean 'mini/predict'?" in called.err


def test_a_note_is_shown_with_its_card_and_found(quizapp: Command) -> None:
    quizapp.data.mkdir()
    with Store(quizapp.data / "quizapp.db") as store:
        at = datetime(2026, 3, 1, 12, tzinfo=UTC)
        store.save_note("mini/predict", CardNote("three and three\n", at))
    assert quizapp("show", "mini/predict").out.endswith("> **Your note:**\n>\n> three and three\n")
    assert "Your note" not in quizapp("show", "mini/flash").out
    for query in ("has:note", '"three and three"'):
        assert quizapp("list", query).out.split()[0] == "mini/predict"


def test_a_note_is_written_and_read_on_the_command_line(quizapp: Command) -> None:
    assert quizapp("note", "mini/flash").out == ""
    assert quizapp("note", "mini/flash", "not stderr").code == 0
    assert quizapp("note", "mini/flash").out == "not stderr\n"
    quizapp("note", "mini/flash", "two", "words")
    assert quizapp("note", "mini/flash").out == "two words\n"
    quizapp("note", "mini/flash", "")
    assert quizapp("list", "has:note").out == ""
    done = quizapp("note", "mini/flahs", "x")
    assert (done.code, "did you mean 'mini/flash'?" in done.err) == (2, True)


def test_a_drill_of_one_kind_or_of_what_is_flagged(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out = drilled(quizapp, monkeypatch, "--kind", "bug", "--kind", "code")
    assert code == 0
    assert "1 of 2 · mini · bug" in out
    flag(quizapp, "mini/short")
    assert "1 of 1 · mini · short" in drilled(quizapp, monkeypatch, "--flagged")[1]
    assert "1 of 1 · mini · flash" in drilled(quizapp, monkeypatch, "--search", "id:flash")[1]
    code, out = drilled(quizapp, monkeypatch, "--flagged", "--kind", "bug")
    assert (code, "No card matches" in out) == (0, True)


def test_what_was_missed_of_late_is_drilled_alone(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No card matches" in drilled(quizapp, monkeypatch, "--missed")[1]
    with Store(quizapp.data / "quizapp.db") as store:
        now = datetime.now(UTC)
        answer(store, "mini/order", Rating.AGAIN, now - timedelta(days=1))
        answer(store, "mini/short", Rating.GOOD, now - timedelta(days=1))
    assert "1 of 1 · mini · order" in drilled(quizapp, monkeypatch, "--missed")[1]


def test_what_is_suspended_is_not_drilled(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    quizapp.data.mkdir(parents=True, exist_ok=True)
    with Store(quizapp.data / "quizapp.db") as store:
        store.set_states({"mini/bug": CardState(suspended=True)})
    _, out = drilled(quizapp, monkeypatch, "--kind", "bug", "--kind", "code")
    assert "1 of 1 · mini · code" in out


def test_the_suspended_are_drilled_where_they_are_looked_for(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    quizapp.data.mkdir(parents=True, exist_ok=True)
    with Store(quizapp.data / "quizapp.db") as store:
        store.set_states({"mini/bug": CardState(suspended=True)})
    _, out = drilled(quizapp, monkeypatch, "--search", "is:suspended")
    assert "1 of 1 · mini · bug" in out
