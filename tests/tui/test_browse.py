"""Browse and card info, driven by their keys."""

from datetime import timedelta

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from quizapp.banks.collection import Collection
from quizapp.core.memory import scheduling
from quizapp.core.memory.review import CardState, Memory, Rating, Review
from quizapp.store.store import Store
from quizapp.study.today import Wishes, keep_wishes
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_table import CardTable
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar
from tests.tui.conftest import NOON, Opened
from tests.tui.waiting import until

ALL = 8


def answer(
    store: Store, card: str, days_ago: float, rating: Rating = Rating.GOOD, lapses: int = 0
) -> Memory:
    """Keep an answer; `lapses` are put on top of it."""
    at = NOON - timedelta(days=days_ago)
    before = store.memories().get(card)
    after = scheduling.review(before, rating, at)
    store.append(Review(f"{card} {days_ago}", card, "s", at, rating, before, after, score=0.5))
    if lapses:
        after = msgspec.structs.replace(after, lapses=lapses)
        store.set_memories({card: after})
    return after


async def browse(pilot: Pilot[None], parts: Parts, query: str = "") -> BrowseScreen:
    screen = BrowseScreen(parts, query)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


def shown(screen: BrowseScreen) -> list[str]:
    return screen.table.cards


def said(screen: BrowseScreen, place: str) -> str:
    return str(screen.query_one(place, Static).render())


def keys(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


def lines(screen: BrowseScreen) -> list[str]:
    table = screen.query_one(CardTable)
    return [table.render_line(y).text for y in range(table.size.height)]


async def test_all_cards_are_shown_with_how_they_stand(
    opened: Opened, parts: Parts, store: Store
) -> None:
    answer(store, "mini/choice", 20)
    answer(store, "mini/short", 0.01, Rating.AGAIN)
    store.set_states({"mini/order": CardState(suspended=True), "mini/bug": CardState(flag=1)})
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        assert said(screen, "#title") == "Browse   8 of 8 cards"
        rows = {line.split()[0].lstrip("▸"): line for line in lines(screen)[1:] if line.strip()}
        assert "flashcard" in lines(screen)[1]
        assert "new" in lines(screen)[1]
        assert "now" in rows["mini/choice"]
        assert "learning" in rows["mini/short"]
        assert "suspended" in rows["mini/order"]
        assert "⚑" in rows["mini/bug"]


async def test_typing_filters_and_escape_goes_back_to_the_table(
    opened: Opened, parts: Parts
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("slash", *"kind:cho")
        await until(pilot, lambda: shown(screen) == ["mini/choice", "mini/several"])
        await pilot.press("space", *"even")
        await until(pilot, lambda: shown(screen) == ["mini/several"])
        assert "leave field" in keys(pilot)
        assert "suspend" not in keys(pilot)
        await pilot.press("escape")
        assert screen.focused is screen.table
        assert "suspend" in keys(pilot)


async def test_a_query_that_is_not_understood_says_so(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        screen.query_one(Input).value = "topik:mini"
        await until(pilot, lambda: "did you mean 'topic'?" in said(screen, "#said"))
        screen.query_one(Input).value = "nothing-like-it"
        await until(pilot, lambda: shown(screen) == [])
        assert any("nothing matches" in line for line in lines(screen))
        assert "card info" not in keys(pilot)


async def test_selected_cards_are_suspended_together_and_undo_takes_it_back(
    opened: Opened, parts: Parts, store: Store
) -> None:
    store.set_state("mini/flash", CardState(flag=1))
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("space", "space")
        assert said(screen, "#title").endswith("2 selected")
        await pilot.press("s")
        assert store.states() == {
            "mini/flash": CardState(suspended=True, flag=1),
            "mini/choice": CardState(suspended=True),
        }
        await pilot.press("u")
        assert store.states() == {"mini/flash": CardState(flag=1)}


async def test_keys_work_on_the_card_under_the_cursor(
    opened: Opened, parts: Parts, store: Store
) -> None:
    async with opened() as pilot:
        await browse(pilot, parts)
        await pilot.press("j", "f")
        assert store.states() == {"mini/choice": CardState(flag=1)}
        await pilot.press("f")
        assert store.states() == {}


async def test_buried_means_until_the_next_local_midnight(
    opened: Opened, parts: Parts, store: Store
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("b")
        until_ = store.states()["mini/flash"].buried_until
        assert until_ is not None
        local = until_.astimezone()
        assert (local.hour, local.minute) == (0, 0)
        assert local.date() == (NOON.astimezone() + timedelta(days=1)).date()
        assert "buried" in lines(screen)[1]
        await pilot.press("b")
        assert store.states() == {}


async def test_all_shown_are_selected_and_escape_selects_none(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, parts, "kind:choice")
        await pilot.press("a")
        assert screen.table.marked == {"mini/choice", "mini/several"}
        screen.query_one(Input).value = "mini/several"
        await until(pilot, lambda: "1 of them not shown" in said(screen, "#title"))
        await pilot.press("escape")
        assert screen.table.marked == set()


async def test_practice_leaves_the_schedule_and_drill_does_not(
    opened: Opened, parts: Parts, store: Store
) -> None:
    async with opened() as pilot:
        await browse(pilot, parts, "id:short")
        for key, origin in (("p", "practice"), ("P", "drill")):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
            view = pilot.app.screen.query_one(CardView)
            await until(pilot, lambda view=view: view.attempt is not None)
            await pilot.press(*"(2,", "3", ")", "enter")
            await until(pilot, lambda view=view: view.revealed)
            await pilot.press("3")
            await until(pilot, lambda: not isinstance(pilot.app.screen, DrillScreen))
            assert store.reviews()[-1].origin == origin
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
            assert bool(store.memories()) == (origin == "drill")


async def test_the_selected_cards_are_drilled_and_no_others(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        await browse(pilot, parts)
        await pilot.press("j", "space", "down", "space", "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        assert screen._session.upcoming == ("mini/choice", "mini/order")


@pytest.mark.parametrize(("key", "kept"), [("y", False), ("n", True)])
async def test_reset_asks_first_and_keeps_the_answers(
    opened: Opened, parts: Parts, store: Store, key: str, kept: bool
) -> None:
    memory = answer(store, "mini/flash", 3)
    async with opened() as pilot:
        await browse(pilot, parts)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        assert store.memories() == {"mini/flash": memory}
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
        await until(pilot, lambda: bool(store.memories()) == kept)
        assert len(store.reviews()) == 1
        if not kept:
            await pilot.press("u")
            assert store.memories() == {"mini/flash": memory}


async def test_help_lists_the_keys_and_q_leaves(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is not screen)


async def test_thousands_of_cards_are_filtered_and_walked_through(
    opened: Opened, parts: Parts
) -> None:
    one = next(iter(parts.collection.entries.values()))
    entries = {}
    for number in range(3000):
        card = msgspec.structs.replace(one.card, id=f"mini/c{number}")
        entries[card.id] = msgspec.structs.replace(one, card=card)
    parts.collection = Collection(parts.collection.roots, entries, {}, [])
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("end")
        assert screen.table.current == "mini/c2999"
        assert "mini/c2999" in lines(screen)[-1]
        screen.query_one(Input).value = "id:c99"
        await until(pilot, lambda: len(shown(screen)) == 11)
        assert "mini/c99 " in lines(screen)[1]


async def test_the_cursor_stays_on_its_card(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("end")
        assert screen.table.current == "mini/code"
        screen.query_one(Input).value = "-kind:choice"
        await until(pilot, lambda: len(shown(screen)) == ALL - 2)
        assert screen.table.current == "mini/code"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_no_row_is_wider_than_the_terminal(
    opened: Opened, parts: Parts, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        screen = await browse(pilot, parts)
        for line in lines(screen):
            assert len(line) <= size[0]
        assert "mini/flash" in lines(screen)[1]
        assert "new" in lines(screen)[1]


async def test_cards_are_sorted_by_what_matters(opened: Opened, parts: Parts, store: Store) -> None:
    answer(store, "mini/short", 2)
    answer(store, "mini/flash", 1, lapses=3)
    answer(store, "mini/order", 40)
    async with opened() as pilot:
        screen = await browse(pilot, parts)
        await pilot.press("t")
        assert shown(screen)[:4] == ["mini/order", "mini/short", "mini/flash", "mini/choice"]
        assert "first due first" in said(screen, "#title")
        await pilot.press("t", "t")
        assert shown(screen)[0] == "mini/flash"
        await pilot.press("t")
        assert shown(screen)[:2] == ["mini/flash", "mini/choice"]


async def test_the_last_column_is_not_under_the_scrollbar(
    opened: Opened, parts: Parts, store: Store
) -> None:
    store.set_states({card: CardState(flag=1) for card in parts.collection.entries})
    async with opened(size=(60, 14)) as pilot:
        screen = await browse(pilot, parts)
        assert screen.table.show_vertical_scrollbar
        assert lines(screen)[1].rstrip().endswith("⚑")
        assert len(lines(screen)[1]) < 60


async def test_every_key_is_in_the_footer(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        await browse(pilot, parts)
        for what in ("card info", "select", "all shown", "practice", "reset", "open", "sort"):
            assert what in keys(pilot)


# Card info


def info(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("VerticalScroll > Static", Static).render())


async def test_card_info_tells_memory_next_dates_and_history(
    opened: Opened, parts: Parts, store: Store
) -> None:
    answer(store, "mini/flash", 20, Rating.GOOD)
    answer(store, "mini/flash", 10, Rating.AGAIN)
    keep_wishes(store, Wishes(interview=(NOON + timedelta(days=9)).date()))
    async with opened() as pilot:
        await browse(pilot, parts)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CardInfoScreen))
        text = info(pilot)
        for words in ("mini/flash", "forgotten once", "recall now", "on the day", "stability"):
            assert words in text
        assert text.index("again") < text.index("hard") < text.index("easy")
        assert "Answers (2)" in text
        assert text.index("2026-11-10") < text.index("2026-10-31")
        assert "leech" not in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))


async def test_card_info_of_a_new_card(opened: Opened, parts: Parts) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(parts, "mini/flash"))
        await pilot.pause()
        assert "never asked" in info(pilot)
        assert "No answers yet." in info(pilot)


async def test_a_leech_is_explained_and_its_neighbor_drilled_first(
    opened: Opened, parts: Parts, store: Store
) -> None:
    answer(store, "mini/code", 3, Rating.AGAIN, lapses=8)
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(parts, "mini/code"))
        await pilot.pause()
        assert "A leech" in info(pilot)
        assert "easier card first" in keys(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        screen = pilot.app.screen
        assert isinstance(screen, DrillScreen)
        first, second = screen._session.upcoming
        assert parts.collection.card(first).level in ("junior", "mid")
        assert second == "mini/code"
