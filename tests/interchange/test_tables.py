import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from quizapp.banks.collection import read_collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.interchange.tables import COLUMNS, table
from tests.small_bank import BANK

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def rows(bank_root: Path) -> dict[str, dict[str, str]]:
    collection, _ = read_collection([bank_root])
    memory = USUAL.review(None, Rating.GOOD, NOON)
    cards = list(collection.entries.values())
    text = table(cards, {"mini/flash": memory}, {"mini/flash": "not stderr\n"})
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_every_card_is_a_row_with_its_code_and_output(bank_root: Path) -> None:
    found = rows(bank_root)
    assert len(found) == 8
    assert tuple(found["mini/flash"]) == COLUMNS
    assert found["mini/flash"]["code"] == 'print("hello")'
    assert found["mini/flash"]["output"] == "hello"
    assert found["mini/choice"]["options"].splitlines() == ["[x] 2", "[ ] 3", "[ ] 11"]
    assert found["mini/order"]["options"].splitlines() == ["1. one", "2. two", "3. three"]
    assert "total = 1" in found["mini/bug"]["code"]
    assert found["mini/bug"]["output"] == "7\n\n6"
    assert found["mini/code"]["output"] == ""


def test_every_spelling_that_is_accepted_stands_in_the_table(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(BANK.replace('accept: ["(2, 3)"]', 'accept: ["(2, 3)", 2x3, 6]'))
    assert rows(bank_root)["mini/short"]["options"].splitlines() == ["(2, 3)", "2x3", "6"]


def test_what_is_remembered_stands_beside_the_card(bank_root: Path) -> None:
    found = rows(bank_root)
    assert found["mini/flash"]["reps"] == "1"
    assert datetime.fromisoformat(found["mini/flash"]["due"]) > NOON
    assert (found["mini/choice"]["reps"], found["mini/choice"]["due"]) == ("0", "")


def test_a_note_of_ones_own_is_a_column(bank_root: Path) -> None:
    found = rows(bank_root)
    assert (found["mini/flash"]["note"], found["mini/choice"]["note"]) == ("not stderr", "")
