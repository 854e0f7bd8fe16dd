"""Banks edited while the app is open."""

from pathlib import Path

from quizapp.tui.drill.card_view import CardView
from quizapp.tui.reloading import BankWatch
from quizapp.tui.services import Parts
from tests.tui.conftest import Opened
from tests.tui.waiting import until


def edit(root: Path, old: str, new: str) -> None:
    bank = root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace(old, new))


async def test_a_changed_card_is_taken_up(parts: Parts, bank_root: Path) -> None:
    watch = BankWatch(parts)
    assert await watch.look() == frozenset()
    edit(bank_root, "What is 1 + 1?", "What is one plus one, then?")
    assert await watch.look() == {bank_root / "questions" / "mini.yaml"}
    assert parts.collection.card("mini/choice").question == "What is one plus one, then?"
    assert await watch.look() == frozenset()


async def test_a_broken_save_keeps_the_last_good_cards_and_says_why(
    parts: Parts, bank_root: Path
) -> None:
    watch = BankWatch(parts)
    await watch.look()
    edit(bank_root, "level: senior", "level: boss")
    await watch.look()
    assert "mini/code" in parts.collection.entries
    assert "boss" in parts.problems[0].message
    edit(bank_root, "level: boss", "level: mid")
    await watch.look()
    assert parts.collection.card("mini/code").level == "mid"
    assert parts.problems == []


async def test_a_card_that_was_removed_goes(parts: Parts, bank_root: Path) -> None:
    watch = BankWatch(parts)
    await watch.look()
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().split("  - id: mini/code")[0])
    await watch.look()
    assert "mini/code" not in parts.collection.entries


async def test_the_card_on_the_screen_is_asked_anew(
    opened: Opened, parts: Parts, bank_root: Path
) -> None:
    async with opened("mini/flash") as pilot:
        view = pilot.app.screen.query_one(CardView)
        app = pilot.app
        await app._banks.look()  # type: ignore[attr-defined]
        edit(bank_root, "What does `print` do?", "And what does `print` do?")
        app._look_at_banks()  # type: ignore[attr-defined]
        await until(
            pilot, lambda: view.attempt and view.attempt.entry.card.question.startswith("And")
        )
        await until(pilot, lambda: not pilot.app.screen._showing.locked())  # type: ignore[attr-defined]
