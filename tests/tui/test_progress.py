"""Progress: what it says, and that it says it at every size."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.progress import Hard, Retention
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.review import CardState, Review
from quizapp.store.store import Store
from quizapp.study.report import Report, report
from quizapp.study.services import Services
from quizapp.study.standing import Standing, TopicStanding
from quizapp.study.today import adopt
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.screens import progress_text
from quizapp.tui.screens.progress import ProgressScreen
from tests.tui.conftest import NOON, Opened, Started
from tests.tui.waiting import until

TODAY = date(2026, 11, 20)


def answer(store: Store, card: str, days_ago: float, rating: Rating = Rating.GOOD) -> None:
    at = NOON - timedelta(days=days_ago)
    before = store.memories().get(card)
    after = USUAL.review(before, rating, at)
    store.append(Review(f"{card} {days_ago}", card, "s", at, rating, before, after, seconds=90.0))


def standing(**fields: Any) -> Standing:
    """Where somebody stands who has just begun, but for `fields`."""
    values: dict[str, Any] = {
        "cards": 8,
        "seen": 0,
        "due": 0,
        "in_learning": 0,
        "known": 0.0,
        "suspended": 0,
        "left_out": 0,
        "interview": None,
        "topics": [],
    }
    return Standing(**(values | fields))


def told(**fields: Any) -> Report:
    """A report of somebody who has just begun, but for `fields`."""
    values: dict[str, Any] = {
        "today": TODAY,
        "standing": standing(),
        "ahead": None,
        "known": {},
        "wall_day": TODAY,
        "answers": 0,
        "streak": 0,
        "longest": 0,
        "days": {},
        "seconds": {},
        "retention": None,
        "months": {},
        "forecast": {TODAY + timedelta(days=at): 0 for at in range(30)},
        "hardest": [],
    }
    return Report(**(values | fields))


def text(lines: Iterable[Content]) -> str:
    return "\n".join(line.plain for line in lines)


# The report


def test_a_report_comes_out_of_the_store(services: Services, store: Store) -> None:
    answer(store, "mini/flash", 2)
    answer(store, "mini/flash", 1, Rating.AGAIN)
    answer(store, "mini/short", 0.1)
    found = report(services.collection, store, services.config, NOON)
    assert found.standing == services.standing()
    assert (found.standing.cards, found.standing.seen, found.answers) == (8, 2, 3)
    assert sum(found.seconds.values()) == 270
    assert found.streak == found.longest == 3
    assert found.retention is not None
    assert (found.retention.answers, found.retention.true) == (1, 0.0)
    assert [card.card for card in found.hardest] == ["mini/flash"]
    assert found.ahead is None
    assert found.known[TODAY] == found.standing.known


def test_with_a_date_it_looks_ahead(services: Services, store: Store) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=TODAY + timedelta(days=5)))
    answer(store, "mini/flash", 2)
    found = report(services.collection, store, services.config, NOON)
    assert found.ahead == services.outlook()
    assert found.ahead is not None
    assert found.ahead.follow > found.ahead.stop


def test_what_is_put_off_or_suspended_does_not_fall_due_today(
    services: Services, store: Store
) -> None:
    for card in ("mini/flash", "mini/short", "mini/bug"):
        answer(store, card, 30)
    tomorrow = NOON + timedelta(days=1)
    store.set_states(
        {"mini/flash": CardState(buried_until=tomorrow), "mini/bug": CardState(suspended=True)}
    )
    found = report(services.collection, store, services.config, NOON)
    coming = list(found.forecast.values())
    assert coming[:2] == [1, 1]
    assert found.standing.due == 1


def test_after_a_fit_the_past_is_told_by_the_new_model(services: Services, store: Store) -> None:
    answer(store, "mini/flash", 9)
    answer(store, "mini/flash", 5)
    adopt(store, MemoryModel([max(0.001, value * 0.9) for value in USUAL.parameters]))
    reviews = store.reviews()
    fitted = services.model
    assert reviews[-1].after == store.memories()["mini/flash"]
    found = report(services.collection, store, services.config, NOON)
    first = fitted.review(None, Rating.GOOD, reviews[0].at)
    yesterday = (NOON - timedelta(days=6)).astimezone().date()
    evening = datetime.combine(yesterday + timedelta(days=1), time()).astimezone()
    assert found.known[yesterday] == pytest.approx(fitted.known(first, evening) / 8)


# The words


def test_who_has_just_begun_is_told_what_will_be_here() -> None:
    empty = told()
    assert "No answers yet" in text(progress_text.calendar(empty, 60))
    assert "Nothing falls due" in text(progress_text.forecast(empty, 60))
    assert "None was forgotten" in text(progress_text.hardest(empty, 60))
    assert "None spent" in text(progress_text.time_spent(empty, 60))
    assert "from 30 on" in text(progress_text.honest(empty, 60))
    assert "0 of 8 cards seen" in text(progress_text.ready(empty, 60))


@pytest.mark.parametrize(
    ("true", "predicted", "verdict"),
    [(0.80, 0.90, "too hopeful"), (0.95, 0.85, "too careful"), (0.90, 0.91, "which fits")],
)
def test_the_model_is_judged_in_words(true: float, predicted: float, verdict: str) -> None:
    month = Retention(200, true, predicted)
    shown = text(progress_text.honest(told(retention=month, months={TODAY: month}), 60))
    assert verdict in shown
    assert f"{true:.0%}" in shown
    assert f"{predicted:.0%}" in shown
    assert "Nov 2026" in shown


def test_the_plan_and_stopping_stand_side_by_side_with_what_is_left_out() -> None:
    left_out = ["a/1", "a/2", "b/1", "c/1", "d/1", "e/1"]
    ahead = Readiness(stop=0.41, follow=0.67, topics=[], left_out=left_out, days_short=2)
    stands = standing(interview=date(2026, 12, 1))
    shown = text(progress_text.ready(told(standing=stands, ahead=ahead), 60))
    assert "67%   if you follow the plan" in shown
    assert "41%   if you stop today" in shown
    assert "Tue 1 Dec 2026, in 11 days: 2 days short, no time for 6 cards" in shown
    assert "(a, b, c and 2 more topics)" in shown


def test_what_does_not_count_is_named() -> None:
    stands = standing(suspended=4, left_out=11, in_learning=3, seen=5)
    shown = text(progress_text.ready(told(standing=stands), 60))
    assert "not counted: 4 suspended, 11 left out" in shown
    assert "5 of 8 cards seen, 3 in learning" in shown


def test_the_streak_and_the_busiest_day_are_in_words() -> None:
    days = {TODAY: 3, TODAY - timedelta(days=1): 40}
    shown = text(progress_text.calendar(told(days=days, streak=2, longest=9), 60))
    assert "Streak 2 days, longest 9 days." in shown
    assert "43 answers on 2 days of the last year; most on Thu 19 Nov 2026: 40." in shown


def test_the_forecast_names_a_week_and_sums_up_the_rest() -> None:
    coming = {TODAY + timedelta(days=at): 3 for at in range(30)}
    stands = standing(due=2)
    shown = text(progress_text.forecast(told(forecast=coming, standing=stands), 60)).splitlines()
    assert shown[1].startswith("due now        2")
    assert shown[2].startswith("later today    1")
    assert shown[3].startswith("tomorrow       3")
    assert shown[8].startswith("Thu 26 Nov     3")
    assert shown[9] == "69 more in the 23 days after that"


def test_the_weakest_topic_comes_first_and_what_is_left_out_last() -> None:
    def topic(name: str, seen: int, known: float, weight: float = 1.0) -> TopicStanding:
        return TopicStanding(name, name.upper(), 4, seen, 0, 0, known, 0, weight)

    topics = [topic("a", 4, 0.9), topic("b", 1, 0.2), topic("c", 0, 0.0, weight=0.0)]
    shown = text(progress_text.topics(told(standing=standing(topics=topics)), 60))
    assert shown.index("\nB") < shown.index("\nA") < shown.index("\nC")
    assert "1/4    20%" in shown
    assert shown.endswith("left out")


def test_leeches_are_named_among_the_hardest() -> None:
    hard = [Hard("a/1", 30, 0.4, 9, 9.1), Hard("a/2", 10, 0.3, 2, 7.0)]
    rows = text(progress_text.hardest(told(hardest=hard), 60)).splitlines()
    assert rows[2].split() == ["a/1", "9", "40%", "leech"]
    assert rows[3].split() == ["a/2", "2", "30%"]


def test_time_is_told_by_week() -> None:
    seconds = {TODAY: 3600.0, TODAY - timedelta(days=7): 600.0}
    shown = text(progress_text.time_spent(told(seconds=seconds, answers=42), 60))
    assert "1 h 10 in all, 42 answers, 100 s an answer." in shown
    assert "9 Nov       10 min" in shown
    assert "this week   1 h 00" in shown


# The screen


async def counted(pilot: Pilot[None], services: Services) -> ProgressScreen:
    screen = ProgressScreen(services)
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: screen._report is not None)
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_every_section_keeps_to_its_width(
    opened: Opened, services: Services, store: Store, size: tuple[int, int]
) -> None:
    keep_wishes(store, Wishes(), Wishes(interview=TODAY + timedelta(days=3)))
    for days in range(40, 0, -1):
        answer(store, f"mini/{('flash', 'short', 'bug')[days % 3]}", days, Rating(days % 4 + 1))
    async with opened(size=size) as pilot:
        screen = await counted(pilot, services)
        for name in ("ready", "honest", "calendar", "forecast", "time", "topics", "hardest"):
            section = screen._sections[name]
            shown = section.render()
            assert isinstance(shown, Content)
            assert section.region.right <= size[0]
            pictures = [line for line in shown.plain.splitlines() if "█" in line or "·" in line]
            assert all(len(line) <= section.content_region.width for line in pictures), name


async def test_it_scrolls_and_the_hardest_are_practiced(
    opened: Opened, services: Services, store: Store, started: Started
) -> None:
    answer(store, "mini/flash", 3)
    answer(store, "mini/flash", 2, Rating.AGAIN)
    async with opened(size=(60, 20)) as pilot:
        screen = await counted(pilot, services)
        scroll = screen._scroll
        await pilot.press("j")
        assert scroll.scroll_offset.y == 1
        await pilot.press("end")
        await until(pilot, lambda: scroll.scroll_offset.y == scroll.max_scroll_y > 1)
        await pilot.press("p")
        await until(pilot, lambda: started.drills == [(["mini/flash"], False)])


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_it_can_be_left_before_everything_is_counted(
    opened: Opened, services: Services, key: str
) -> None:
    async with opened() as pilot:
        screen = ProgressScreen(services)
        await pilot.app.push_screen(screen)
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.screen is not screen)
        await until(pilot, lambda: not screen.still_here)
        screen._draw()
        screen.on_resize()
