"""Banks edited while the app is open."""

from pathlib import Path

from quizapp.study.services import Services
from quizapp.tui.app import QuizApp
from quizapp.tui.browse.browse_screen import BrowseScreen
from quizapp.tui.reloading import BankWatch
from tests.tui.conftest import Opened
from tests.tui.waiting import until


def edit(root: Path, old: str, new: str) -> None:
    bank = root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace(old, new))


async def test_a_changed_card_is_taken_up(services: Services, bank_root: Path) -> None:
    watch = BankWatch(services)
    assert await watch.look() == frozenset()
    edit(bank_root, "What is 1 + 1?", "What is one plus one, then?")
    assert await watch.look() == {bank_root / "questions" / "mini.yaml"}
    assert services.collection.card("mini/choice").question == "What is one plus one, then?"
    assert await watch.look() == frozenset()


async def test_a_broken_save_keeps_the_last_good_cards_and_says_why(
    services: Services, bank_root: Path
) -> None:
    watch = BankWatch(services)
    await watch.look()
    edit(bank_root, "level: senior", "level: boss")
    await watch.look()
    assert "mini/code" in services.collection.entries
    assert "boss" in services.problems[0].message
    edit(bank_root, "level: boss", "level: mid")
    await watch.look()
    assert services.collection.card("mini/code").level == "mid"
    assert services.problems == []


async def test_a_card_that_was_removed_goes(services: Services, bank_root: Path) -> None:
    watch = BankWatch(services)
    await watch.look()
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().split("  - id: mini/code")[0])
    await watch.look()
    assert "mini/code" not in services.collection.entries


async def test_what_is_on_the_screen_is_taken_up(
    opened: Opened, services: Services, bank_root: Path
) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        screen = BrowseScreen(services, "abracadabra")
        await app.push_screen(screen)
        await until(pilot, lambda: screen.table.cards == [])
        await app._banks.look()
        edit(bank_root, "What does `print` do?", "What does abracadabra do?")
        await until(pilot, lambda: screen.table.cards == ["mini/flash"])


async def test_a_new_problem_is_told(opened: Opened, services: Services, bank_root: Path) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, QuizApp)
        await app._banks.look()
        edit(bank_root, "level: senior", "level: boss")
        await until(pilot, lambda: any("boss" in one.message for one in app._notifications))
