"""The plan, driven by its keys."""

from datetime import date

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from quizapp.banks.collection import Topic
from quizapp.store.store import Store
from quizapp.study.calendar import Row
from quizapp.study.services import Services
from quizapp.study.wishes import Wishes, keep_wishes, read_wishes
from quizapp.tui.keys import HelpScreen
from quizapp.tui.screens.plan import PlanScreen, WeightList
from tests.tui.conftest import Opened
from tests.tui.waiting import until


async def plan(pilot: Pilot[None], services: Services) -> PlanScreen:
    screen = PlanScreen(services)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


def said(screen: PlanScreen, place: str) -> str:
    return str(screen.query_one(place, Static).render())


async def test_a_day_and_minutes_are_kept(opened: Opened, services: Services, store: Store) -> None:
    async with opened() as pilot:
        screen = await plan(pilot, services)
        await pilot.press(*"in 12 days")
        await until(pilot, lambda: said(screen, "#day-said") == "Wed 2 Dec 2026, in 12 days")
        await pilot.press("tab", "ctrl+a", "delete", *"20")
        screen.query_one("#minutes", Input).value = "20"
        await until(pilot, lambda: said(screen, "#minutes-said") == "about 27 answers")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert read_wishes(store) == Wishes(date(2026, 12, 2), 20, {})


@pytest.mark.parametrize(
    ("day", "minutes", "problem", "place"),
    [
        ("soon", "30", "'soon' is no day; write 2026-12-05, 5 dec, friday or in 12 days", "day"),
        ("2026-11-19", "30", "Thu 19 Nov 2026 is over; write", "day"),
        ("friday", "0", "minutes: a number from 1 to 1440", "minutes"),
        ("friday", "many", "minutes: a number from 1 to 1440", "minutes"),
        ("friday", "99999999999", "minutes: a number from 1 to 1440", "minutes"),
    ],
)
async def test_what_is_wrong_is_said_in_one_line_and_not_kept(
    opened: Opened,
    services: Services,
    store: Store,
    day: str,
    minutes: str,
    problem: str,
    place: str,
) -> None:
    keep_wishes(store, Wishes(), Wishes(date(2026, 12, 5), 45))
    async with opened() as pilot:
        screen = await plan(pilot, services)
        screen.query_one("#day", Input).value = day
        screen.query_one("#minutes", Input).value = minutes
        await until(pilot, lambda: said(screen, "#problem").startswith(problem))
        await pilot.press("enter")
        assert pilot.app.screen is screen
        assert screen.focused is screen.query_one(f"#{place}")
        assert read_wishes(store) == Wishes(date(2026, 12, 5), 45)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert read_wishes(store) == Wishes(date(2026, 12, 5), 45)


async def test_an_empty_day_takes_the_date_away(
    opened: Opened, services: Services, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(date(2026, 12, 5), 45))
    async with opened() as pilot:
        screen = await plan(pilot, services)
        screen.query_one("#day", Input).value = ""
        await until(pilot, lambda: said(screen, "#day-said").startswith("no date"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert read_wishes(store) == Wishes(None, 45)


async def test_topics_weigh_more_or_less_and_absent_ones_keep_theirs(
    opened: Opened, services: Services, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(weights={"elsewhere": 2.0}))
    async with opened() as pilot:
        screen = await plan(pilot, services)
        weights = screen.query_one(WeightList)
        weights.focus()
        await pilot.press("down", "right")
        await until(pilot, lambda: weights.weights == {"mini": 2.0})
        await pilot.press("right", "right", "right")
        await until(pilot, lambda: weights.weights == {"mini": 4.0})
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert read_wishes(store).weights == {"elsewhere": 2.0, "mini": 4.0}
    async with opened() as pilot:
        screen = await plan(pilot, services)
        assert screen.query_one(WeightList).weights == {"mini": 4.0}


async def test_what_was_set_elsewhere_meanwhile_stays(
    opened: Opened, services: Services, store: Store
) -> None:
    before = Wishes(date(2026, 12, 5), 45, {"else": 2.0, "mini": 2.0})
    keep_wishes(store, Wishes(), before)
    async with opened() as pilot:
        screen = await plan(pilot, services)
        there = Wishes(date(2026, 12, 9), 45, {"mini": 0.5, "more": 4.0})
        keep_wishes(store, before, there)
        screen.query_one("#minutes", Input).value = "20"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert read_wishes(store) == Wishes(date(2026, 12, 9), 20, {"mini": 0.5, "more": 4.0})


async def test_a_weight_that_is_not_touched_stays_as_it_is(
    opened: Opened, services: Services, store: Store
) -> None:
    keep_wishes(store, Wishes(), Wishes(weights={"mini": 0.2}))
    async with opened() as pilot:
        screen = await plan(pilot, services)
        weights = screen.query_one(WeightList)
        assert "×0.2 less" in str(weights.get_option_at_index(0).prompt)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert read_wishes(store).weights == {"mini": 0.2}
        screen = await plan(pilot, services)
        weights = screen.query_one(WeightList)
        weights.focus()
        await pilot.press("down", "right")
        await until(pilot, lambda: weights.weights == {"mini": 0.5})
        await pilot.press("left", "left", "left")
        await until(pilot, lambda: weights.weights == {"mini": 0.0})


def test_every_topic_begins_in_the_same_column() -> None:
    topics = [Topic(name, name.title(), []) for name in ("autograd", "rnn", "cnn", "data")]
    weights = WeightList(topics, {"autograd": 1.25, "rnn": 0.5, "cnn": 0.0})
    lines = [str(weights.get_option_at_index(at).prompt) for at in range(len(topics))]
    places = {line.index(topic.title) for line, topic in zip(lines, topics, strict=True)}
    assert len(places) == 1
    assert [line.split()[0] for line in lines] == ["×1.25", "×½", "×0", "×1"]


def test_a_weight_that_ends_in_a_half_says_so() -> None:
    weights = WeightList([Topic("rnn", "RNN", [])], {"rnn": 10.5})
    assert str(weights.get_option_at_index(0).prompt).startswith("×10.5 ")


async def test_what_the_plan_leads_to_is_shown_while_it_is_made(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        screen = await plan(pilot, services)
        await pilot.press(*"in 9 days")
        await until(pilot, lambda: "if you stop today" in said(screen, "#outlook"))
        assert "ready on the day" in said(screen, "#outlook")
        assert "in 9 days: there is time for every card" in said(screen, "#outlook")
        screen.query_one("#day", Input).value = ""
        await until(pilot, lambda: said(screen, "#outlook") == "")


async def test_f1_helps_inside_the_fields(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        screen = await plan(pilot, services)
        assert screen.in_field
        await until(pilot, lambda: "F1 help" in str(screen.query_one("KeyBar > Static").render()))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("f1")
        await until(pilot, lambda: pilot.app.screen is screen)


async def test_each_day_of_the_calendar_is_one_line_where_the_page_scrolls(
    opened: Opened, services: Services, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_wishes(store, Wishes(), Wishes(date(2026, 12, 2), 25))
    long = "gradients, linear algebra, data loading and 14 more topics that are asked on this day"
    days = [Row(f"day {number}", 3, 9, 25, long) for number in range(40)]
    monkeypatch.setattr(Services, "calendar", lambda *_: days)
    async with opened(size=(120, 36)) as pilot:
        screen = await plan(pilot, services)
        await until(pilot, lambda: "day 39" in said(screen, "#calendar"))
        await pilot.pause()
        calendar = screen.query_one("#calendar", Static)
        assert calendar.size.height == 41  # a heading, and the days
        assert screen.query_one("#plan").max_scroll_y > 0
        rows = said(screen, "#calendar").splitlines()
        assert max(map(len, rows)) <= calendar.size.width
        assert rows[1].rstrip().endswith("…")
