"""Progress: what it says, and that it says it at every size."""

from datetime import date, timedelta

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.core.memory import scheduling
from quizapp.core.memory.progress import Hard, Retention, TopicRecall
from quizapp.core.memory.readiness import Readiness
from quizapp.core.memory.review import Rating, Review
from quizapp.store.store import Store
from quizapp.study.report import Numbers, gather
from quizapp.study.today import Wishes, keep_wishes
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.screens import progress_text
from quizapp.tui.screens.progress import ProgressScreen
from quizapp.tui.services import Parts
from tests.tui.conftest import NOON, Opened
from tests.tui.waiting import until

TODAY = date(2026, 11, 20)


def answer(store: Store, card: str, days_ago: float, rating: Rating = Rating.GOOD) -> None:
    at = NOON - timedelta(days=days_ago)
    before = store.memories().get(card)
    after = scheduling.review(before, rating, at)
    store.append(Review(f"{card} {days_ago}", card, "s", at, rating, before, after, seconds=90.0))


def numbers(**fields: object) -> Numbers:
    """Numbers of somebody who has just begun, but for `fields`."""
    values: dict[str, object] = {
        "today": TODAY,
        "cards": 8,
        "seen": 0,
        "answers": 0,
        "known": 0.0,
        "interview": None,
        "ahead": None,
        "readiness": {},
        "streak": 0,
        "longest": 0,
        "days": {},
        "seconds": {},
        "retention": None,
        "months": {},
        "forecast": {TODAY + timedelta(days=at): 0 for at in range(30)},
        "topics": [],
        "titles": {},
        "hardest": [],
    }
    return Numbers(**(values | fields))  # type: ignore[arg-type]


def text(lines: object) -> str:
    return "\n".join(line.plain for line in lines if isinstance(line, Content))  # type: ignore[attr-defined]


# The numbers


def test_numbers_come_out_of_the_store(parts: Parts, store: Store):
    answer(store, "mini/flash", 2)
    answer(store, "mini/flash", 1, Rating.AGAIN)
    answer(store, "mini/short", 0.1)
    found = gather(parts.collection, store, NOON)
    assert (found.cards, found.seen, found.answers) == (8, 2, 3)
    assert sum(found.seconds.values()) == 270
    assert found.streak == found.longest == 3
    assert found.retention is not None
    assert (found.retention.answers, found.retention.true) == (1, 0.0)
    assert [card.card for card in found.hardest] == ["mini/flash"]
    assert [(one.topic, one.seen) for one in found.topics] == [("mini", 2)]
    assert found.titles == {"mini": "A small bank"}
    assert found.ahead is None
    assert 0 < found.known < 1


def test_with_a_date_they_look_ahead(parts: Parts, store: Store):
    keep_wishes(store, Wishes(interview=TODAY + timedelta(days=5)))
    answer(store, "mini/flash", 2)
    found = gather(parts.collection, store, NOON)
    assert found.interview == TODAY + timedelta(days=5)
    assert found.ahead is not None
    assert found.ahead.follow > found.ahead.stop


# The words


def test_who_has_just_begun_is_told_what_will_be_here():
    empty = numbers()
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
def test_the_model_is_judged_in_words(true: float, predicted: float, verdict: str):
    month = Retention(200, true, predicted)
    shown = text(progress_text.honest(numbers(retention=month, months={TODAY: month}), 60))
    assert verdict in shown
    assert f"{true:.0%}" in shown
    assert f"{predicted:.0%}" in shown
    assert "Nov 2026" in shown


def test_the_plan_and_stopping_stand_side_by_side_with_what_is_left_out():
    left_out = ["a/1", "a/2", "b/1", "c/1", "d/1", "e/1"]
    ahead = Readiness(stop=0.41, follow=0.67, topics=[], left_out=left_out, days_short=2)
    shown = text(progress_text.ready(numbers(interview=date(2026, 12, 1), ahead=ahead), 60))
    assert "67%   if you follow the plan" in shown
    assert "41%   if you stop today" in shown
    assert "Tue 1 Dec 2026, in 11 days: 2 days short, no time for 6 cards" in shown
    assert "(a, b, c and 2 more topics)" in shown


def test_the_streak_and_the_busiest_day_are_in_words():
    days = {TODAY: 3, TODAY - timedelta(days=1): 40}
    shown = text(progress_text.calendar(numbers(days=days, streak=2, longest=9), 60))
    assert "Streak 2 days, longest 9 days." in shown
    assert "43 answers on 2 days of the last year; most on Thu 19 Nov 2026: 40." in shown


def test_the_forecast_names_a_week_and_sums_up_the_rest():
    coming = {TODAY + timedelta(days=at): 3 for at in range(30)}
    shown = text(progress_text.forecast(numbers(forecast=coming), 60)).splitlines()
    assert shown[1].startswith("today          3")
    assert shown[7].startswith("Thu 26 Nov     3")
    assert shown[8] == "69 more in the 23 days after that"


def test_the_weakest_topic_comes_first():
    topics = [TopicRecall("a", 4, 4, 0, 0.9), TopicRecall("b", 4, 1, 0, 0.2)]
    shown = text(progress_text.topics(numbers(topics=topics, titles={"a": "A", "b": "B"}), 60))
    assert shown.index("\nB") < shown.index("\nA")
    assert "1/4    20%" in shown


def test_leeches_are_named_among_the_hardest():
    hard = [Hard("a/1", 30, 0.4, 9, 9.1), Hard("a/2", 10, 0.3, 2, 7.0)]
    rows = text(progress_text.hardest(numbers(hardest=hard), 60)).splitlines()
    assert rows[2].split() == ["a/1", "9", "40%", "leech"]
    assert rows[3].split() == ["a/2", "2", "30%"]


def test_time_is_told_by_week():
    seconds = {TODAY: 3600.0, TODAY - timedelta(days=7): 600.0}
    shown = text(progress_text.time_spent(numbers(seconds=seconds, answers=42), 60))
    assert "1 h 10 in all, 42 answers, 100 s an answer." in shown
    assert "9 Nov       10 min" in shown
    assert "this week   1 h 00" in shown


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 min"), (59 * 60, "59 min"), (3660, "1 h 01")])
def test_spans_are_short(seconds: float, said: str):
    assert progress_text.span(seconds) == said


# The screen


async def counted(pilot: Pilot[None], parts: Parts) -> ProgressScreen:
    screen = ProgressScreen(parts)
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: screen._numbers is not None)
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_every_section_keeps_to_its_width(
    opened: Opened, parts: Parts, store: Store, size: tuple[int, int]
) -> None:
    keep_wishes(store, Wishes(interview=TODAY + timedelta(days=3)))
    for days in range(40, 0, -1):
        answer(store, f"mini/{('flash', 'short', 'bug')[days % 3]}", days, Rating(days % 4 + 1))
    async with opened(size=size) as pilot:
        screen = await counted(pilot, parts)
        for name in ("ready", "honest", "calendar", "forecast", "time", "topics", "hardest"):
            section = screen.query_one(f"#{name}", Static)
            shown = section.render()
            assert isinstance(shown, Content)
            assert section.region.right <= size[0]
            pictures = [line for line in shown.plain.splitlines() if "█" in line or "·" in line]
            assert all(len(line) <= section.content_region.width for line in pictures), name


async def test_it_scrolls_and_the_hardest_are_practiced(
    opened: Opened, parts: Parts, store: Store
) -> None:
    answer(store, "mini/flash", 3)
    answer(store, "mini/flash", 2, Rating.AGAIN)
    async with opened(size=(60, 20)) as pilot:
        screen = await counted(pilot, parts)
        scroll = screen.query_one("#scroll")
        await pilot.press("j")
        assert scroll.scroll_offset.y == 1
        await pilot.press("end")
        await until(pilot, lambda: scroll.scroll_offset.y == scroll.max_scroll_y > 1)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        drill = pilot.app.screen
        assert isinstance(drill, DrillScreen)
        assert drill._session.upcoming == ("mini/flash",)
        assert not drill._session.scheduled


async def test_it_can_be_left_before_everything_is_counted(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        screen = ProgressScreen(parts)
        await pilot.app.push_screen(screen)
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is not screen)
