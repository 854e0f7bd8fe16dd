"""Browse and card info, driven by their keys."""

from datetime import timedelta

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from quizapp.banks.collection import Collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL, MemoryModel
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.core.wording import interval
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.study.today import adopt
from quizapp.study.wishes import Wishes, keep_wishes
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_table import CardTable
from quizapp.tui.keys import HelpScreen
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.widgets.key_bar import KeyBar
from tests.tui.conftest import NOON, Opened, Started
from tests.tui.waiting import until

ALL = 8


def answer(
    store: Store, card: str, days_ago: float, rating: Rating = Rating.GOOD, lapses: int = 0
) -> Memory:
    """Keep an answer; `lapses` are put on top of it."""
    at = NOON - timedelta(days=days_ago)
    before = store.memories().get(card)
    after = USUAL.review(before, rating, at)
    store.append(Review(f"{card} {days_ago}", card, "s", at, rating, before, after, score=0.5))
    if lapses:
        after = msgspec.structs.replace(after, lapses=lapses)
        store.set_memories({card: after})
    return after


async def browse(pilot: Pilot[None], services: Services, query: str = "") -> BrowseScreen:
    screen = BrowseScreen(services, query)
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
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/choice", 20)
    answer(store, "mini/short", 0.01, Rating.AGAIN)
    store.set_states({"mini/order": CardState(suspended=True), "mini/bug": CardState(flag=1)})
    async with opened(size=(200, 36)) as pilot:
        screen = await browse(pilot, services)
        assert said(screen, "#title") == "Browse   8 of 8 cards"
        rows = {line.split()[0].lstrip("▸"): line for line in lines(screen)[1:] if line.strip()}
        assert "new" in lines(screen)[1]
        assert "now" in rows["mini/choice"]
        assert "learning" in rows["mini/short"]
        assert "–" in rows["mini/short"]
        assert "%" in rows["mini/choice"]
        assert "flashcard junior new" in lines(screen)[1]
        assert "suspended" in rows["mini/order"]
        assert "⚑" in rows["mini/bug"]


async def test_typing_filters_and_escape_goes_back_to_the_table(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("slash", *"kind:cho")
        await until(pilot, lambda: shown(screen) == ["mini/choice", "mini/several"])
        await pilot.press("space", *"even")
        await until(pilot, lambda: shown(screen) == ["mini/several"])
        assert "leave field" in keys(pilot)
        assert "suspend" not in keys(pilot)
        await pilot.press("escape")
        assert screen.focused is screen.table
        assert "suspend" in keys(pilot)


async def test_a_query_that_is_not_understood_says_so(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        screen.query_one(Input).value = "topik:mini"
        await until(pilot, lambda: "did you mean 'topic'?" in said(screen, "#said"))
        screen.query_one(Input).value = "nothing-like-it"
        await until(pilot, lambda: shown(screen) == [])
        assert any("nothing matches" in line for line in lines(screen))
        assert "info" not in keys(pilot)


async def asked(pilot: Pilot[None]) -> str:
    """What an AskScreen asks, once there is one."""
    await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
    return str(pilot.app.screen.query(Static).first().render())


@pytest.mark.parametrize(
    ("key", "question", "changed"),
    [
        ("s", "Suspend 2 cards?", CardState(suspended=True)),
        ("f", "Flag 2 cards?", CardState(flag=1)),
        ("b", "Put off until tomorrow: 2 cards?", None),
    ],
)
async def test_several_cards_are_changed_only_after_a_question(
    opened: Opened,
    services: Services,
    store: Store,
    key: str,
    question: str,
    changed: CardState | None,
) -> None:
    store.set_states({"mini/flash": CardState()})
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("space", "space")
        assert said(screen, "#title").endswith("2 selected")
        await pilot.press(key)
        assert await asked(pilot) == question
        assert store.states() == {}
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert store.states() == {}
        await pilot.press(key)
        await asked(pilot)
        await pilot.press("y")
        await until(pilot, lambda: set(store.states()) == {"mini/flash", "mini/choice"})
        assert changed is None or store.states()["mini/flash"] == changed
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("u")
        await until(pilot, lambda: store.states() == {})


async def test_what_another_window_has_changed_stays(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await until(pilot, lambda: screen.table.current == "mini/flash")
        store.set_states({"mini/flash": CardState(suspended=True)})  # elsewhere
        await pilot.press("f")
        await until(pilot, lambda: store.states()["mini/flash"].flag == 1)
        assert store.states()["mini/flash"].suspended
        await pilot.press("u")
        await until(pilot, lambda: store.states()["mini/flash"] == CardState(suspended=True))
        await pilot.press("s")
        await until(pilot, lambda: store.states() == {})
        store.set_states({"mini/flash": CardState(suspended=True)})  # elsewhere
        await pilot.press("u")
        await pilot.pause()
        assert store.states() == {"mini/flash": CardState(suspended=True)}


async def test_a_reset_gives_back_the_memory_that_it_took(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 40)
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await until(pilot, lambda: screen.table.current == "mini/flash")
        answer(store, "mini/flash", 20)  # elsewhere
        newer = store.memory("mini/flash")
        await pilot.press("x")
        await asked(pilot)
        await pilot.press("y")
        await until(pilot, lambda: store.memory("mini/flash") is None)
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("u")
        await until(pilot, lambda: store.memory("mini/flash") == newer)


async def test_what_cannot_be_taken_back_any_more_is_said(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 20)
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await until(pilot, lambda: screen.table.current == "mini/flash")
        await pilot.press("x")
        await asked(pilot)
        await pilot.press("y")
        await until(pilot, lambda: store.memory("mini/flash") is None)
        await until(pilot, lambda: pilot.app.screen is screen)
        answer(store, "mini/flash", 10)  # elsewhere
        newer = store.memory("mini/flash")
        await pilot.press("u")
        await until(
            pilot,
            lambda: any("1 card changed since" in one.message for one in pilot.app._notifications),
        )
        assert store.memory("mini/flash") == newer


async def test_what_is_brought_back_is_of_the_parameters_of_now(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 20)
    before = store.memory("mini/flash")
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await until(pilot, lambda: screen.table.current == "mini/flash")
        await pilot.press("x")
        await asked(pilot)
        await pilot.press("y")
        await until(pilot, lambda: store.memory("mini/flash") is None)
        await until(pilot, lambda: pilot.app.screen is screen)
        learned = MemoryModel([*USUAL.parameters[:2], 5.0, *USUAL.parameters[3:]])
        adopt(store, learned)
        await pilot.press("u")
        await until(pilot, lambda: store.memory("mini/flash") is not None)
    [kept] = store.reviews()
    assert store.memory("mini/flash") == learned.review(None, kept.rating, kept.at) != before


async def test_undo_brings_every_state_back_as_it_was(
    opened: Opened, services: Services, store: Store
) -> None:
    store.set_states({"mini/flash": CardState(flag=1)})
    async with opened() as pilot:
        await browse(pilot, services)
        await pilot.press("s")
        assert store.states() == {"mini/flash": CardState(suspended=True, flag=1)}
        await pilot.press("u")
        assert store.states() == {"mini/flash": CardState(flag=1)}


async def test_selecting_all_changes_nothing(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("a")
        assert len(screen.table.marked) == ALL
        assert store.states() == {}


async def test_keys_work_on_the_card_under_the_cursor(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        await browse(pilot, services)
        await pilot.press("j", "f")
        assert store.states() == {"mini/choice": CardState(flag=1)}
        await pilot.press("f")
        assert store.states() == {}


async def test_buried_means_until_the_next_day_of_study(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("b")
        until_ = store.states()["mini/flash"].buried_until
        assert until_ is not None
        local = until_.astimezone()
        assert (local.hour, local.minute) == (4, 0)
        assert local.date() == (NOON.astimezone() + timedelta(days=1)).date()
        assert "buried" in lines(screen)[1]
        await pilot.press("b")
        assert store.states() == {}


async def test_all_shown_are_selected_and_escape_selects_none(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services, "kind:choice")
        await pilot.press("a")
        assert screen.table.marked == {"mini/choice", "mini/several"}
        screen.query_one(Input).value = "mini/several"
        await until(pilot, lambda: "1 of them not shown" in said(screen, "#title"))
        await pilot.press("escape")
        assert screen.table.marked == set()


@pytest.mark.parametrize(("key", "scheduled"), [("p", False), ("P", True)])
async def test_practice_leaves_the_schedule_and_drill_does_not(
    opened: Opened, services: Services, started: Started, key: str, scheduled: bool
) -> None:
    async with opened() as pilot:
        await browse(pilot, services, "id:short")
        await pilot.press(key)
        await until(pilot, lambda: started.drills == [(["mini/short"], scheduled)])


async def test_the_selected_cards_are_drilled_and_no_others(
    opened: Opened, services: Services, started: Started
) -> None:
    async with opened() as pilot:
        await browse(pilot, services)
        await pilot.press("j", "space", "down", "space", "p")
        await until(pilot, lambda: started.drills == [(["mini/choice", "mini/order"], False)])


@pytest.mark.parametrize(("key", "count"), [("y", ALL), ("o", 1), ("n", 0)])
async def test_with_nothing_selected_it_is_asked_whether_all_are_meant(
    opened: Opened, services: Services, started: Started, key: str, count: int
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("P")
        assert await asked(pilot) == "Drill all 8 cards shown?"
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.pause()
        assert [len(cards) for cards, _ in started.drills] == ([count] if count else [])


@pytest.mark.parametrize(("key", "kept"), [("y", False), ("n", True)])
async def test_reset_asks_first_and_keeps_the_answers(
    opened: Opened, services: Services, store: Store, key: str, kept: bool
) -> None:
    memory = answer(store, "mini/flash", 3)
    async with opened() as pilot:
        await browse(pilot, services)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        assert store.memories() == {"mini/flash": memory}
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
        await until(pilot, lambda: bool(store.memories()) == kept)
        assert len(store.reviews()) == 1
        if not kept:
            await pilot.press("u")
            await until(pilot, lambda: store.memories() == {"mini/flash": memory})


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_help_lists_the_keys_and_what_leaves_leaves(
    opened: Opened, services: Services, key: str
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        text = str(pilot.app.screen.query_one(Static).render())
        now, later = text.split("Not now")
        assert "how the card at the cursor stands" in now
        assert "never ask again" in now
        assert "select none" in later
        assert "take back what a key changed" in later
        assert text.count("never ask again") == 1
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.screen is not screen)


async def test_thousands_of_cards_are_filtered_and_walked_through(
    opened: Opened, services: Services
) -> None:
    one = next(iter(services.collection.entries.values()))
    entries = {}
    for number in range(3000):
        card = msgspec.structs.replace(one.card, id=f"mini/c{number}")
        entries[card.id] = msgspec.structs.replace(one, card=card)
    services.collection = Collection(services.collection.roots, entries, {}, [])
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("end")
        assert screen.table.current == "mini/c2999"
        assert "mini/c2999" in lines(screen)[-1]
        screen.query_one(Input).value = "id:c99"
        await until(pilot, lambda: len(shown(screen)) == 11)
        assert "mini/c99 " in lines(screen)[1]


async def test_the_cursor_stays_on_its_card(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("end")
        assert screen.table.current == "mini/code"
        screen.query_one(Input).value = "-kind:choice"
        await until(pilot, lambda: len(shown(screen)) == ALL - 2)
        assert screen.table.current == "mini/code"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 50)])
async def test_no_row_is_wider_than_the_terminal(
    opened: Opened, services: Services, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        screen = await browse(pilot, services)
        for line in lines(screen):
            assert len(line) <= size[0]
        assert "What does print do?" in lines(screen)[1]
        assert ("mini/flash" in lines(screen)[1]) == (size[0] > 60)
        assert "new" in lines(screen)[1]


async def test_cards_are_sorted_by_what_matters(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/short", 2)
    answer(store, "mini/flash", 1, lapses=3)
    answer(store, "mini/order", 40)
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("t")
        assert shown(screen)[:4] == ["mini/order", "mini/short", "mini/flash", "mini/choice"]
        assert "first due first" in said(screen, "#title")
        await pilot.press("t", "t")
        assert shown(screen)[0] == "mini/flash"
        await pilot.press("t")
        assert shown(screen)[:2] == ["mini/flash", "mini/choice"]


async def test_cards_in_learning_are_found(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/short", 0.01, Rating.AGAIN)
    answer(store, "mini/flash", 1)
    async with opened() as pilot:
        screen = await browse(pilot, services, "is:learning")
        assert shown(screen) == ["mini/short"]


async def test_cards_of_a_topic_that_is_left_out_say_so(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 9)
    keep_wishes(store, Wishes(), Wishes(weights={"mini": 0.0}))
    async with opened() as pilot:
        screen = await browse(pilot, services)
        assert all("left out" in line for line in lines(screen)[1 : ALL + 1])
        assert not any(" now " in line for line in lines(screen)[1 : ALL + 1])  # not due either
        await pilot.app.push_screen(CardInfoScreen(services, "mini/flash"))
        await pilot.pause()
        assert "never: its topic is left out" in info(pilot)


async def test_the_question_at_the_cursor_can_be_read(opened: Opened, services: Services) -> None:
    async with opened(size=(60, 20)) as pilot:
        screen = await browse(pilot, services)
        await pilot.press("down")
        await until(pilot, lambda: said(screen, "#asked") == "mini/choice  What is 1 + 1?")


async def test_banks_that_change_are_searched_anew(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services, "zebra")
        await until(pilot, lambda: shown(screen) == [])
        entries = dict(services.collection.entries)
        flash = entries["mini/flash"]
        card = msgspec.structs.replace(flash.card, question="What is a zebra?")
        entries["mini/flash"] = msgspec.structs.replace(flash, card=card)
        services.collection = Collection(services.collection.roots, entries, {}, [])
        await screen.take_up(frozenset())
        await until(pilot, lambda: shown(screen) == ["mini/flash"])


async def test_the_last_column_is_not_under_the_scrollbar(
    opened: Opened, services: Services, store: Store
) -> None:
    store.set_states({card: CardState(flag=1) for card in services.collection.entries})
    async with opened(size=(60, 11)) as pilot:
        screen = await browse(pilot, services)
        assert screen.table.show_vertical_scrollbar
        assert lines(screen)[1].rstrip().endswith("⚑")
        assert len(lines(screen)[1]) < 60


async def test_the_footer_has_a_row_of_keys_and_the_help_all(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        await browse(pilot, services)
        for what in ("info", "select", "search", "practice", "? help", "q back"):
            assert what in keys(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        said = str(pilot.app.screen.query_one(Static).render())
        for what in ("make new again", "editor", "bank"):
            assert what in said.lower()


# Card info


def info(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("VerticalScroll > Static", Static).render())


async def test_card_info_tells_memory_next_dates_and_history(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 20)
    answer(store, "mini/flash", 10, Rating.AGAIN)
    answer(store, "mini/flash", 9)
    keep_wishes(store, Wishes(), Wishes(interview=(NOON + timedelta(days=9)).date()))
    async with opened() as pilot:
        await browse(pilot, services)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, CardInfoScreen))
        text = info(pilot)
        assert "known: failed 1 of 3 answers, forgotten once" in text
        for words in ("mini/flash", "known now", "on the day", "stability"):
            assert words in text
        assert text.index("again") < text.index("hard") < text.index("easy")
        assert "Answers (3)" in text
        assert text.index("2026-11-10") < text.index("2026-10-31")
        assert "leech" not in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))


async def test_card_info_says_that_a_card_is_in_learning(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 0.02)
    answer(store, "mini/flash", 0.01, Rating.AGAIN)
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(services, "mini/flash"))
        await pilot.pause()
        assert "in learning: failed 1 of 2 answers" in info(pilot)
        assert "not yet: it is still to be recalled" in info(pilot)
        assert "100%" not in info(pilot)
        assert "never" not in info(pilot)


async def test_what_comes_next_is_previewed_by_the_learners_own_model(
    opened: Opened, services: Services, store: Store
) -> None:
    memory = answer(store, "mini/flash", 4)
    services.config.retention = 0.8
    store.set("parameters", [max(0.001, value * 0.9) for value in USUAL.parameters])
    coming = services.model.preview(memory, NOON)
    assert coming != USUAL.preview(memory, NOON)
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(services, "mini/flash"))
        await pilot.pause()
        rows = {line.split()[0]: line.split()[1] for line in info(pilot).splitlines()[-30:] if line}
        for rating, after in coming.items():
            assert rows[rating.name.lower()] == interval(after.due - NOON)


async def test_with_a_day_set_it_says_when_the_plan_asks_the_card_again(
    opened: Opened, services: Services, store: Store
) -> None:
    answer(store, "mini/flash", 4)
    keep_wishes(store, Wishes(), Wishes((NOON + timedelta(days=3)).date(), 60))
    assert services.outlook() is not None
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(services, "mini/flash"))
        await pilot.pause()
        rows = {line.split()[0]: line for line in info(pilot).splitlines()[-30:] if line}
        said = {name: " ".join(rows[name].split()[1:]) for name in ("again", "good", "easy")}
        assert said["again"] == "10m"
        plan = {"Sat by the plan", "Sun by the plan", "done not before the interview"}
        assert {said["good"], said["easy"]} <= plan


async def test_card_info_of_a_new_card(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(services, "mini/flash"))
        await pilot.pause()
        assert "never asked" in info(pilot)
        assert "No answers yet." in info(pilot)


async def test_a_leech_is_explained_and_its_neighbor_drilled_first(
    opened: Opened, services: Services, store: Store, started: Started
) -> None:
    answer(store, "mini/code", 3, Rating.AGAIN, lapses=8)
    async with opened() as pilot:
        await pilot.app.push_screen(CardInfoScreen(services, "mini/code"))
        await pilot.pause()
        assert "A leech" in info(pilot)
        assert "easier card first" in keys(pilot)
        await pilot.press("n")
        await until(pilot, lambda: started.drills)
        (first, second), scheduled = started.drills[0]
        assert services.collection.card(first).level in ("junior", "mid")
        assert (second, scheduled) == ("mini/code", False)
