"""Cards read in browse, and previewed beside its list."""

from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Markdown, Static

from quizapp.banks.collection import Collection
from quizapp.store.store import Store
from quizapp.study.services import Services
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_page import CardPage
from quizapp.tui.browse.preview import Preview, paragraphs
from quizapp.tui.browse.reading_screen import ReadingScreen
from quizapp.tui.screens.consent import ConsentScreen
from quizapp.tui.screens.note import NoteScreen
from quizapp.tui.widgets.code_view import CodeView
from quizapp.tui.widgets.key_bar import KeyBar
from tests.protections import NOTHING
from tests.tui.conftest import Opened, Started
from tests.tui.stub import StubRunner
from tests.tui.waiting import until


async def browse(pilot: Pilot[None], services: Services, query: str = "") -> BrowseScreen:
    screen = BrowseScreen(services, query)
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.table.cards)
    return screen


def reading(pilot: Pilot[None]) -> ReadingScreen | None:
    screen = pilot.app.screen
    return screen if isinstance(screen, ReadingScreen) else None


def page(pilot: Pilot[None]) -> CardPage:
    screen = reading(pilot)
    assert screen is not None
    assert screen.page is not None
    return screen.page


def is_read(pilot: Pilot[None], card: str) -> bool:
    screen = reading(pilot)
    found = screen.page if screen is not None else None
    return found is not None and found.is_attached and found.entry.card.id == card


async def read(pilot: Pilot[None], services: Services, card: str) -> None:
    await browse(pilot, services, f"id:{card}")
    await pilot.press("enter")
    await until(pilot, lambda: is_read(pilot, card))


def texts(pilot: Pilot[None]) -> str:
    """All Markdown on the page."""
    return "\n".join(one.source for one in page(pilot).query(Markdown))


def codes(pilot: Pilot[None]) -> list[str]:
    """The code on the page, from the top."""
    return [one.code for one in page(pilot).query(CodeView)]


def output(pilot: Pilot[None]) -> str:
    return page(pilot).panel.first.output.text


def keys(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (
            "mini/flash",
            ["What does `print` do?", "writes text", "And where do errors", "To stderr"],
        ),
        ("mini/flash", ["Which one of the cards asks", "> Two."]),
        ("mini/choice", ["✓ **2**", "One and one is two.", "✗ **11**", "That joins two strings."]),
        ("mini/order", ["1. one\n2. two\n3. three"]),
        ("mini/short", ["**(2, 3)**", "In brackets."]),
    ],
)
async def test_a_card_is_read_whole_without_being_asked(
    opened: Opened, services: Services, store: Store, card: str, words: list[str]
) -> None:
    async with opened() as pilot:
        await read(pilot, services, card)
        for said in words:
            assert said in texts(pilot)
        await until(pilot, lambda: codes(pilot) and codes(pilot)[0].startswith("print("))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))
    assert (store.reviews(), store.memories(), store.sittings()) == ([], {}, [])


async def test_its_code_runs_and_can_be_bent(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    async with opened() as pilot:
        await read(pilot, services, "mini/predict")
        await until(pilot, lambda: output(pilot) == "sum: 3\nsum: 6")
        assert runner.jobs == []  # so says the bank
        await pilot.press("r")
        await until(pilot, lambda: len(runner.ended) == 1)
        await pilot.press("e", "x")
        await until(pilot, lambda: page(pilot).panel.source.startswith("xtotal = 0"))
        await pilot.press("f5")
        await until(pilot, lambda: len(runner.ended) == 2)
        assert runner.jobs[-1].source is not None
        assert runner.jobs[-1].source.startswith("xtotal = 0")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))


async def test_a_bug_is_read_with_its_fix_and_both_run(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    async with opened() as pilot:
        await read(pilot, services, "mini/bug")
        await until(
            pilot, lambda: [code[:9] for code in codes(pilot)] == ["total = 1", "total = 0"]
        )
        await pilot.press("r")
        await until(pilot, lambda: output(pilot) == "7")
        await until(pilot, lambda: page(pilot).panel.second.output.text == "6")
        assert {job.path.name for job in runner.jobs} == {"buggy.py", "fixed.py"}


async def test_an_exercise_is_read_with_its_solution_which_runs(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    async with opened() as pilot:
        await read(pilot, services, "mini/code")
        await until(pilot, lambda: len(codes(pilot)) == 2)
        starter, solution = codes(pilot)
        assert "..." in starter
        assert "return 2 * x" in solution
        await pilot.press("r")
        await until(pilot, lambda: runner.ended)
        await pilot.press("e", "#")
        await until(pilot, lambda: page(pilot).panel.source == f"#{solution}")
        await pilot.press("f5")
        await until(pilot, lambda: len(runner.ended) == 2)
        assert [job.path.name for job in runner.jobs] == ["solution.py", "solution.py"]
        assert runner.jobs[1].source == f"#{solution}"


async def test_reading_on_leaves_the_cursor_where_it_came_to(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services, "kind:choice,order")
        assert screen.table.cards == ["mini/choice", "mini/several", "mini/order"]
        await pilot.press("enter")
        await until(pilot, lambda: is_read(pilot, "mini/choice"))
        assert "→ next" in keys(pilot)
        assert "before" not in keys(pilot)
        await pilot.press("right", "right", "right", "left")
        await until(pilot, lambda: is_read(pilot, "mini/several"))
        assert len(pilot.app.screen.query(CardPage)) == 1
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: screen.table.current == "mini/several")


async def test_esc_goes_back_to_the_same_row(opened: Opened, services: Services) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: is_read(pilot, "mini/several"))
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert screen.table.current == "mini/several"


async def test_a_strangers_code_runs_only_after_a_yes(
    opened: Opened, services: Services, runner: StubRunner
) -> None:
    services.protect = lambda: NOTHING
    del services.bench  # made anew, with these walls
    async with opened() as pilot:
        await read(pilot, services, "mini/flash")
        await until(pilot, lambda: "allow this bank" in keys(pilot))
        await pilot.press("r", "e")
        assert (runner.jobs, page(pilot).panel.editing) == ([], False)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConsentScreen))
        await pilot.press("y")
        await until(pilot, lambda: reading(pilot) and "r run" in keys(pilot))
        await pilot.press("r")
        await until(pilot, lambda: len(runner.ended) == 1)


async def test_notes_are_written_while_reading_in_the_list_and_in_info(
    opened: Opened, services: Services, store: Store
) -> None:
    async def write(text: str) -> None:
        await pilot.press("N", *text)
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
        await until(pilot, lambda: store.note("mini/flash").endswith(text))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, NoteScreen))

    async with opened() as pilot:
        screen = await browse(pilot, services)
        await write("one")
        await until(pilot, lambda: "✎" in screen.table.render_line(1).text)
        assert "✎" not in screen.table.render_line(2).text
        await pilot.press("enter")
        await until(pilot, lambda: is_read(pilot, "mini/flash"))
        assert str(page(pilot).note.render()) == "Your note\none"
        await write("two")
        await until(pilot, lambda: str(page(pilot).note.render()) == "Your note\nonetwo")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, CardInfoScreen))
        await write("three")
        shown = pilot.app.screen.query_one("VerticalScroll > Static", Static)
        await until(pilot, lambda: str(shown.render()).endswith("Your note\nonetwothree"))
        await pilot.press("escape", "p")


async def test_practice_is_a_key_away(opened: Opened, services: Services, started: Started) -> None:
    async with opened() as pilot:
        await read(pilot, services, "mini/flash")
        await pilot.press("p")
        await until(pilot, lambda: started.drills == [(["mini/flash"], False)])


async def test_a_card_that_changes_on_the_disk_is_shown_anew_and_one_that_goes_is_left(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        await read(pilot, services, "mini/flash")
        entries = dict(services.collection.entries)
        flash = entries["mini/flash"]
        card = msgspec.structs.replace(flash.card, question="What is a zebra?")
        entries["mini/flash"] = msgspec.structs.replace(flash, card=card)
        services.collection = Collection(services.collection.roots, entries, {}, [])
        screen = reading(pilot)
        assert screen is not None
        await screen.take_up(frozenset())
        assert "What is a zebra?" in texts(pilot)
        del entries["mini/flash"]
        await screen.take_up(frozenset({Path("mini.yaml")}))
        await until(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 50)])
async def test_the_page_is_scrolled_to_its_end_in_every_terminal(
    opened: Opened, services: Services, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        await read(pilot, services, "mini/bug")
        await until(pilot, lambda: len(codes(pilot)) == 2 and output(pilot))
        fixed = page(pilot).query(CodeView).last()
        if size[0] < 150:
            fixed = page(pilot).query("CardPage > CodeView").last(CodeView)
        await pilot.press(*["space"] * 8)
        await until(pilot, lambda: fixed.region.height > 0 and fixed.region.bottom <= size[1] - 1)


# The preview beside the list


def previewed(screen: BrowseScreen) -> str:
    preview = screen.query_one(Preview)
    said = [str(one.render()) for one in preview.query("Preview > Static").results(Static)]
    return "\n".join([*said, preview.query_one(CodeView).code])


async def test_the_card_at_the_cursor_stands_beside_the_list(
    opened: Opened, services: Services, store: Store
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("down")
        await until(pilot, lambda: "What is 1 + 1?" in previewed(screen))
        assert "mini/choice\nchoice · junior\nnew" in previewed(screen)
        assert "print(1 + 1)" in previewed(screen)
        assert not screen.query_one("#asked").display
        await pilot.press("N", *"aha", "escape")
        await until(pilot, lambda: "Your note  aha" in previewed(screen))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not screen.query_one(Preview).display)
        await until(pilot, lambda: screen.query_one("#asked").display)


async def test_walking_quickly_looks_up_only_where_the_cursor_rests(
    opened: Opened, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    show = Preview._show

    def count(self: Preview, *what: object) -> None:
        shown.append(str(getattr(what[0], "card", None) and what[0].card.id))  # type: ignore[attr-defined]
        show(self, *what)  # type: ignore[arg-type]

    monkeypatch.setattr(Preview, "_show", count)
    monkeypatch.setattr("quizapp.tui.browse.preview._REST", 0.5)
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press(*["down"] * 7)
        assert shown == []
        await until(pilot, lambda: shown == ["mini/code"])
        assert screen.table.current == "mini/code"


async def test_where_nothing_is_found_nothing_is_previewed(
    opened: Opened, services: Services
) -> None:
    async with opened() as pilot:
        screen = await browse(pilot, services)
        await pilot.press("slash", *"zebra")
        await until(pilot, lambda: not screen.query_one(Preview).visible)
        await pilot.press(*["backspace"] * 5)
        await until(pilot, lambda: screen.query_one(Preview).visible)


def test_a_question_of_several_paragraphs_keeps_its_lists_and_code() -> None:
    text = "One\nline `x`.\n\n```python\na = 1\n\nb = 2\n```\n\n- first\n- second"
    assert paragraphs(text).plain == "One line x.\n\na = 1\n\nb = 2\n\n- first\n- second"
