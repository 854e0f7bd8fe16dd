"""One number for one thing: every screen and command shows the same, and it is the one that is
worked out by hand."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.cli import main
from quizapp.cli.options import Setting
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import CardState
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.today import adopt
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_rows import COLUMNS
from quizapp.tui.screens import progress_text
from quizapp.tui.screens.home import HomeScreen
from quizapp.tui.screens.plan import PlanScreen
from quizapp.tui.screens.progress import ProgressScreen
from tests.small_bank import BANK, write_bank
from tests.tui.conftest import NOON, Opened, stopped
from tests.tui.waiting import until

INTERVIEW = (NOON + timedelta(days=5)).date()
FADING = 0.5  # the last parameter of a learner whose memories fade faster
COUNTED = 7  # of mini's eight cards, one is suspended; the plan leaves the eight of other out


@pytest.fixture
def bank_root(tmp_path: Path) -> Path:
    """mini/flash ... mini/code, and the same eight cards again as other/flash ... other/code."""
    root = write_bank(tmp_path / "bank")
    other = BANK.replace("mini/", "other/").replace("topic: mini", "topic: other")
    other = other.replace("snippet: other/", "snippet: mini/")
    (root / "questions" / "other.yaml").write_text(other, encoding="utf-8")
    return root


@pytest.fixture
def learner(services: Services, store: Store) -> Services:
    """Two cards known and two in learning, one of each due; one more is suspended, and a topic that
    is left out has a past of its own."""
    for card, rating, ago in (
        ("mini/bug", Rating.GOOD, timedelta(days=30)),
        ("mini/flash", Rating.GOOD, timedelta(days=9)),
        ("other/flash", Rating.GOOD, timedelta(days=9)),
        ("mini/short", Rating.GOOD, timedelta(days=3)),
        ("mini/choice", Rating.GOOD, timedelta(hours=1)),
        ("mini/order", Rating.AGAIN, timedelta(minutes=20)),
        ("mini/short", Rating.AGAIN, timedelta(minutes=1)),
        ("other/choice", Rating.AGAIN, timedelta(minutes=1)),
    ):
        services.now = stopped(NOON - ago)
        services.sitting([card]).rate(rating, None)
    services.now = stopped(NOON)
    store.set_states({"mini/bug": CardState(suspended=True)})
    keep_wishes(store, Wishes(), Wishes(INTERVIEW, weights={"other": 0.0}))
    return services


@dataclass
class ByHand:
    """The figures for one last parameter, which is the decay of FSRS-6's power law."""

    decay: float

    def recall(self, days: int) -> float:
        """After a first Good, which leaves the stability w2 = 2.3065 days."""
        factor = 0.9 ** (-1 / self.decay) - 1
        return float((1 + factor * days / 2.3065) ** -self.decay)

    @property
    def known(self) -> float:
        """flash after 9 days, choice on the same day; order and short are in learning."""
        return (self.recall(9) + 1.0) / COUNTED

    @property
    def stop(self) -> float:
        """On the fifth day: flash after 14 days, choice after 5."""
        return (self.recall(14) + self.recall(5)) / COUNTED


@pytest.fixture(params=[0.1542, FADING], ids=["usual", "fitted"])
def by_hand(request: pytest.FixtureRequest, learner: Services) -> ByHand:
    """What is to be found, before and after a learner's own parameters are adopted."""
    if request.param == FADING:
        assert adopt(learner.store, MemoryModel([*USUAL.parameters[:20], FADING])) > 0
    return ByHand(request.param)


def text(*shown: Static) -> str:
    return "\n".join(str(one.render()) for one in shown)


async def test_home(opened: Opened, learner: Services, by_hand: ByHand) -> None:
    ahead = learner.outlook()
    assert ahead is not None
    assert ahead.stop == pytest.approx(by_hand.stop)
    async with opened() as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        await until(pilot, lambda: "if you stop today" in text(home._ready))
        said = text(home._ready)
        assert f"known now  {by_hand.known:.0%}   2 in learning   4 of 7 cards seen   2 due" in said
        assert f"ready on the day  {ahead.follow:.0%}" in said
        assert f"if you stop today  {by_hand.stop:.0%}" in said
        assert "1 suspended, 8 left out" in said
        rows = [[str(cell).split() for cell in home._topics.get_row_at(n)] for n in (0, 1)]
        mini, other = ([row[1:3], row[3][-1:], *row[4:]] for row in rows)
        share = f"{by_hand.known:.0%}"
        assert mini == [[["7"], ["4"]], [share], [f"{ahead.follow:.0%}"], ["2"]]
        assert other == [[["8"], ["2"]], ["out"], [], []]
        today = learner.today()
        drill = str(home._menu.get_option("drill").prompt)
        assert f"{today.seen} to review, {today.new} new, about {today.minutes} minutes" in drill


async def test_browse(opened: Opened, learner: Services, by_hand: ByHand) -> None:
    names = [column.name for column in COLUMNS]
    async with opened() as pilot:
        screen = BrowseScreen(learner)
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: len(screen.table.cards) == 16)
        rows = [
            dict(zip(names, (cell.text for cell in screen._cells(card)), strict=True))
            for card in screen.table.cards
        ]
    here = [row for row in rows if row["state"] not in ("suspended", "left out")]
    assert len(here) == COUNTED
    assert sum(row["state"] != "new" for row in here) == 4
    assert sum(row["due"] == "now" for row in here) == 2
    assert sum(row["state"] == "learning" for row in here) == 2
    known = {row["card"]: row["known"] for row in here if row["known"]}
    assert known == {
        "mini/flash": f"{by_hand.recall(9):.0%}",
        "mini/choice": "100%",
        "mini/order": "–",
        "mini/short": "–",
    }


async def info(pilot: Pilot[None], services: Services, card: str) -> str:
    screen = CardInfoScreen(services, card)
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.query(Static))
    said = text(*screen.query(Static))
    screen.leave()
    return " ".join(said.split())


async def test_card_info(opened: Opened, learner: Services, by_hand: ByHand) -> None:
    async with opened() as pilot:
        flash = await info(pilot, learner, "mini/flash")
        assert f"known now {by_hand.recall(9):.0%}" in flash
        assert f"on the day {by_hand.recall(14):.0%}" in flash
        assert "due now" in flash
        short = await info(pilot, learner, "mini/short")
        assert "in learning: failed 1 of 2 answers" in short
        assert "on the day 0%" in short
        assert "100%" not in short
        assert "topic left out" in await info(pilot, learner, "other/flash")
        suspended = await info(pilot, learner, "mini/bug")
        assert "known, suspended" in suspended
        assert "due never: it is suspended" in suspended
        learner.store.set_states({"mini/flash": CardState(buried_until=NOON + timedelta(hours=9))})
        assert "due now" not in await info(pilot, learner, "mini/flash")


async def test_progress(opened: Opened, learner: Services, by_hand: ByHand) -> None:
    async with opened() as pilot:
        screen = ProgressScreen(learner)
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: screen._report)
        report = screen._report
        assert report is not None
        said = "\n".join(line.plain for line in progress_text.ready(report, 60))
    assert report.standing == learner.standing()
    assert report.ahead == learner.outlook()
    assert list(report.known.values())[-1] == pytest.approx(by_hand.known)
    assert f"known now  {by_hand.known:>5.0%}   4 of 7 cards seen, 2 in learning" in said
    assert f"{by_hand.stop:>5.0%}   if you stop today" in said
    assert "not counted: 1 suspended, 8 left out" in said
    coming = [line.plain.split()[:3] for line in progress_text.forecast(report, 60)]
    assert coming[1] == ["due", "now", "2"]


async def test_plan(opened: Opened, learner: Services, by_hand: ByHand) -> None:
    ahead = learner.outlook()
    assert ahead is not None
    async with opened() as pilot:
        screen = PlanScreen(learner)
        await pilot.app.push_screen(screen)
        await until(pilot, lambda: "with this plan" in text(screen._outlook))
        said = text(screen._outlook)
    assert f"ready on the day  {ahead.follow:.0%} with this plan" in said
    assert f"{by_hand.stop:.0%} if you stop today" in said


@pytest.fixture
def command(
    learner: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    """`quizapp ARGS --json` with this learner and this clock; what it printed."""

    @contextmanager
    def services(*_: object, **__: object) -> Iterator[Services]:
        yield learner

    monkeypatch.setattr(Setting, "services", services)
    monkeypatch.setattr(Setting, "cards", lambda _: (learner.collection, []))
    monkeypatch.setattr(Setting, "collection", lambda _: (learner.collection, []))

    def call(*args: str) -> Any:
        monkeypatch.setattr(sys, "argv", ["quizapp", *args, "--json"])
        with pytest.raises(SystemExit):
            main()
        return json.loads(capsys.readouterr().out)

    return call


def test_commands(learner: Services, by_hand: ByHand, command: Callable[..., Any]) -> None:
    ahead = learner.outlook()
    assert ahead is not None
    stats = command("stats")
    counts = ("cards", "seen", "due", "in_learning", "suspended", "left_out")
    assert [stats[name] for name in counts] == [7, 4, 2, 2, 1, 8]
    assert stats["known"] == round(by_hand.known, 4)
    assert stats["ready_if_stopped"] == round(by_hand.stop, 4)
    assert stats["ready"] == round(ahead.follow, 4)
    assert len(command("due")) == stats["due"]
    assert command("next") == learner.today().queue
    ready = command("plan")["readiness"]
    assert (ready["stop"], ready["follow"]) == (pytest.approx(by_hand.stop), ahead.follow)
