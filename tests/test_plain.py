"""The drill line by line, with what a person would type on stdin."""

import io
from pathlib import Path
from random import Random

import pytest

from quizapp.banks.collection import read_collection
from quizapp.core.memory.queue import Session
from quizapp.core.memory.review import Rating
from quizapp.core.run import Finished, Output
from quizapp.plain import PlainDrill
from quizapp.runner import Runner
from quizapp.store.store import Store
from tests.tui.conftest import NOON
from tests.tui.stub import OK, StubRunner


class Inverse(Random):
    """Shuffles nothing, so that a test knows where an option stands."""

    def shuffle(self, x: object) -> None:  # type: ignore[override]
        return


async def drilled(
    root: Path,
    folder: Path,
    cards: list[str],
    typed: str,
    runner: object,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """Drill these cards with this input; the store afterwards."""
    collection, _ = read_collection([root])
    store = Store(folder / "quizapp.db")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    session = Session(cards, {})
    drill = PlainDrill(
        session, collection, store, runner, now=lambda: NOON, shuffle=Inverse()  # type: ignore[arg-type]
    )  # fmt: skip
    await drill.run()
    return store


@pytest.fixture
def runner() -> StubRunner:
    return StubRunner(
        {
            "sums.py": [Output("stdout", "sum: 3\nsum: 6\n"), OK],
            "buggy.py": [Output("stdout", "7\n"), OK],
        }
    )


@pytest.mark.parametrize(
    ("card", "typed", "score"),
    [
        ("mini/flash", "aloud\n1,2\n\n", 1),
        ("mini/flash", "\n1\n\n", 0.5),
        ("mini/choice", "1\n\n", 1),
        ("mini/choice", "2\n\n", 0),
        ("mini/several", "1 3\n\n", 1),
        ("mini/several", "1\n\n", 0.5),
        ("mini/order", "1 2 3\n\n", 1),
        ("mini/order", "2 1 3\n\n", 2 / 3),
        ("mini/short", "torch.Size([2, 3])\n\n", 1),
        ("mini/short", "(3, 2)\n\n", 0),
        ("mini/predict", "3\n6\n\n\n", 1),
        ("mini/predict", "3\n7\n\n\n", 0.5),
        ("mini/bug", "1\n\n", 1),
        ("mini/bug", "2\n\n", 0),
    ],
)
async def test_each_kind_is_answered_and_scored(
    bank_root: Path,
    tmp_path: Path,
    runner: StubRunner,
    monkeypatch: pytest.MonkeyPatch,
    card: str,
    typed: str,
    score: float,
) -> None:
    with await drilled(bank_root, tmp_path, [card], typed + "q\n", runner, monkeypatch) as store:
        assert store.reviews()[0].score == pytest.approx(score)


async def test_code_is_typed_and_checked_by_a_real_run(
    bank_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = "def double(x):\n    return x * x\n.\n\n"
    right = "def double(x):\n    return x + x\n.\n\n"
    async with Runner(preload=[["json"]]) as runner:
        args = (bank_root, tmp_path, ["mini/code"], wrong + right, runner, monkeypatch)
        with await drilled(*args) as store:
            scores = [review.score for review in store.reviews()]
    assert scores == [pytest.approx(0.5), 1]
    said = capsys.readouterr().out
    assert "expected 6, it is 9" in said
    assert "That squares x." in said
    assert "All 2 checks pass." in said


async def test_hints_lower_the_rating(
    bank_root: Path, tmp_path: Path, runner: StubRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "h\n1\n\n"
    with await drilled(bank_root, tmp_path, ["mini/choice"], typed, runner, monkeypatch) as store:
        assert store.reviews()[0].rating is Rating.HARD


async def test_an_answer_can_be_taken_back(
    bank_root: Path, tmp_path: Path, runner: StubRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "2\n4\n" + "(2, 3)\nu\n" + "1\n3\n" + "(2, 3)\n3\n"
    cards = ["mini/choice", "mini/short"]
    with await drilled(bank_root, tmp_path, cards, typed, runner, monkeypatch) as store:
        kept = [(review.card, review.score) for review in store.reviews()]
    assert kept[:2] == [("mini/choice", 1), ("mini/short", 1)]


async def test_what_a_run_prints_cannot_steer_the_terminal(
    bank_root: Path,
    tmp_path: Path,
    runner: StubRunner,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    runner.outputs["two.py"] = [Output("stdout", "\x1b[2Jgone\n"), Finished("ok", 0, 0.1)]
    typed = "1\n\n"
    with await drilled(bank_root, tmp_path, ["mini/choice"], typed, runner, monkeypatch):
        pass
    said = capsys.readouterr().out
    assert "gone" in said
    assert "\x1b" not in said
