"""quizapp stats, due, plan and fit: the same figures as on the screens, in words and as JSON."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.fit_judge import Fit
from quizapp.core.memory.model import DEFAULT_PARAMETERS, USUAL
from quizapp.core.memory.review import CardState, Review
from quizapp.store.store import Store
from quizapp.study import fitting
from quizapp.study.wishes import Wishes, keep_wishes
from tests.cli.calling import Command
from tests.small_bank import write_bank

DAY = timedelta(days=1)
NOW = datetime.now(UTC)


@pytest.fixture
def quizapp(
    bank_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """The command line with the small bank, and a second one of another topic."""
    other = write_bank(tmp_path / "other")
    bank = other / "questions" / "mini.yaml"
    bank.write_text(
        bank.read_text().replace("mini/", "else/").replace("topic: mini", "topic: else")
    )
    (other / "snippets" / "mini").rename(other / "snippets" / "else")
    monkeypatch.setenv("QUIZAPP_BANK", f"{bank_root}:{other}")
    return Command(tmp_path, monkeypatch, capsys)


@pytest.fixture
def store(quizapp: Command) -> Iterator[Store]:
    with Store(quizapp.data / "quizapp.db") as opened:
        yield opened


def answer(store: Store, card: str, rating: Rating, at: datetime = NOW) -> None:
    before = store.memories().get(card)
    after = USUAL.review(before, rating, at)
    number = f"r{store.review_count()}"
    store.append(Review(number, card, "s", at, rating, before, after))


def test_stats_without_an_answer(quizapp: Command) -> None:
    out = quizapp("stats").out
    assert out.splitlines()[0] == "0 of 16 cards seen, 0 due, 0 answers, streak 0 days, known 0%"
    assert "suspended" not in out
    assert "left out" not in out
    assert "interview" not in out


def test_stats_count_a_failed_card_as_in_learning_and_not_as_known(
    quizapp: Command, store: Store
) -> None:
    answer(store, "mini/flash", Rating.GOOD)
    answer(store, "mini/choice", Rating.AGAIN)
    first = quizapp("stats").out.splitlines()[0]
    assert first == ("2 of 16 cards seen, 0 due, 1 in learning, 2 answers, streak 1 day, known 6%")


def test_stats_leave_suspended_cards_and_topics_of_weight_0_out_and_say_so(
    quizapp: Command, store: Store
) -> None:
    store.set_states({"mini/short": CardState(suspended=True)})
    keep_wishes(store, Wishes(), Wishes(weights={"else": 0.0}))
    out = quizapp("stats").out
    assert out.startswith("0 of 7 cards seen")
    assert "\n1 card suspended\n" in out
    assert "\n8 cards left out, of topics of weight 0\n" in out


def test_stats_say_what_the_day_will_find(quizapp: Command, store: Store) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=datetime.now().astimezone().date() + 5 * DAY))
    for card in ("mini/flash", "mini/short"):
        answer(store, card, Rating.GOOD, NOW - 2 * DAY)
    found = json.loads(quizapp("stats", "--json").out)
    said = next(line for line in quizapp("stats").out.splitlines() if line.startswith("interview"))
    assert ", in 5 days: ready on the day " in said
    assert f" {found['ready']:.0%}, {found['ready_if_stopped']:.0%} if you stop today" in said
    assert found["readiness"] == found["ready"]
    assert 0 < found["ready_if_stopped"] < found["known"] < found["ready"]


def test_stats_as_json_keep_the_keys_of_old_and_have_the_new(
    quizapp: Command, store: Store
) -> None:
    answer(store, "mini/flash", Rating.GOOD)
    answer(store, "mini/choice", Rating.AGAIN)
    answer(store, "else/flash", Rating.GOOD)
    store.set_states({"mini/short": CardState(suspended=True)})
    keep_wishes(store, Wishes(), Wishes(weights={"else": 0.0}))
    found = json.loads(quizapp("stats", "--json").out)
    topics = found.pop("topics")
    assert found == {
        "reviews": 3,
        "cards": 7,
        "seen": 2,
        "due": 0,
        "in_learning": 1,
        "suspended": 1,
        "left_out": 8,
        "streak_days": 1,
        "known": pytest.approx(1 / 7, abs=1e-4),
        "ready": None,
        "ready_if_stopped": None,
        "readiness": pytest.approx(1 / 7, abs=1e-4),
        "interview": None,
        "orphans": 0,
    }
    assert topics == [
        {
            "topic": "mini",
            "cards": 7,
            "seen": 2,
            "due": 0,
            "in_learning": 1,
            "known": pytest.approx(1 / 7, abs=1e-4),
            "recall": pytest.approx(1 / 7, abs=1e-4),
            "weight": 1.0,
        },
        {
            "topic": "else",
            "cards": 8,
            "seen": 1,
            "due": 0,
            "in_learning": 0,
            "known": 0.125,
            "recall": 0.125,
            "weight": 0.0,
        },
    ]


def test_due_lists_what_is_due_and_next_what_a_drill_would_ask(
    quizapp: Command, store: Store
) -> None:
    answer(store, "mini/short", Rating.GOOD, NOW - 30 * DAY)
    store.set_states({"mini/choice": CardState(suspended=True)})
    (quizapp.data / "config.toml").write_text("new_per_day = 3\n")
    assert quizapp("due").out.split() == ["mini/short"]
    asked = quizapp("next").out.split()
    assert len(asked) == 4
    assert "mini/short" in asked
    assert "mini/choice" not in asked
    assert json.loads(quizapp("next", "--json").out) == asked


def test_a_plan_is_kept_and_said(quizapp: Command, store: Store) -> None:
    assert "no interview is set" in quizapp("plan").out
    done = quizapp("plan", "in", "5", "days", "--minutes", "1", "--weight", "else=0")
    assert done.code == 0
    day, minutes, weight, ready, *_ = done.out.splitlines()
    assert day.startswith("interview on ")
    assert day.endswith(", in 5 days")
    assert (minutes, weight) == ("1 minute a day", "weight of else: 0")
    assert ready.startswith("ready on the day ")
    found = json.loads(quizapp("plan", "--json").out)
    assert found["interview"] == (date.today() + 5 * DAY).isoformat()
    assert (found["minutes"], found["weights"]) == (1, {"else": 0.0})
    assert set(found["readiness"]) == {"stop", "follow", "topics", "left_out", "days_short"}
    assert [topic["topic"] for topic in found["readiness"]["topics"]] == ["mini"]
    cleared = json.loads(quizapp("plan", "--clear", "--json").out)
    assert (cleared["interview"], cleared["readiness"]) == (None, None)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["someday"], "'someday' is no day"),
        (["--weight", "nope=1"], "there are else, mini"),
        (["--weight", "mini=much"], "write TOPIC=NUMBER, such as mini=2"),
        (["--weight", "mini=11"], "a weight is from 0 to 10"),
    ],
)
def test_a_plan_that_makes_no_sense_is_one_line_and_changes_nothing(
    quizapp: Command, store: Store, args: list[str], message: str
) -> None:
    done = quizapp("plan", *args)
    assert done.code == 2
    [line] = done.err.splitlines()
    assert message in line
    assert store.get("wishes") is None


# fit


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> list[Fit]:
    """What the optimizer comes to; a test changes it."""
    found = [Fit([*DEFAULT_PARAMETERS[:20], 0.5], before=0.5, after=0.4, held_out=1)]

    async def fit(*_: Any) -> Any:
        yield fitting.Progress(0.5)
        yield found[0]

    monkeypatch.setattr(fitting, "fit", fit)
    return found


def test_a_fit_that_helps_is_used_by_everything_from_then_on(
    quizapp: Command, store: Store, fitted: list[Fit]
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOW - 40 * DAY)
    answer(store, "mini/flash", Rating.GOOD, NOW - 30 * DAY)
    before = json.loads(quizapp("stats", "--json").out)["known"]
    done = quizapp("fit")
    assert done.code == 0
    assert done.out == (
        "on 1 answer held back, the log loss is 0.4000 with fitted parameters, "
        "0.5000 with those used so far\n"
        "adopted; 1 memory changed. `quizapp fit --reset` goes back\n"
    )
    assert json.loads(quizapp("stats", "--json").out)["known"] != before
    assert quizapp("fit", "--reset").out == "the usual parameters again; 1 memory changed\n"
    assert json.loads(quizapp("stats", "--json").out)["known"] == before


def test_a_fit_that_does_not_help_changes_nothing(
    quizapp: Command, store: Store, fitted: list[Fit]
) -> None:
    answer(store, "mini/flash", Rating.GOOD, NOW - 40 * DAY)
    memories = store.memories()
    fitted[0] = Fit(list(DEFAULT_PARAMETERS), before=0.4, after=0.4, held_out=99)
    done = quizapp("fit")
    assert done.code == 1
    assert "that is no better, so nothing changes" in done.out
    assert store.get("parameters") is None
    assert store.memories() == memories


def test_a_fit_of_too_few_answers_says_how_many_there_are(quizapp: Command) -> None:
    done = quizapp("fit")
    assert done.code == 1
    assert done.err == ("quizapp: 0 answers to cards of earlier days so far; fitting needs 800\n")
