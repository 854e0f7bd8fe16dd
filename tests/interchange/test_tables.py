import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.banks.collection import read_collection
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.errors import UsageError
from quizapp.interchange.tables import COLUMNS, read_table, table
from tests.small_bank import BANK

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def rows(bank_root: Path) -> dict[str, dict[str, str]]:
    collection, _ = read_collection([bank_root])
    memory = USUAL.review(None, Rating.GOOD, NOON)
    text = table(list(collection.entries.values()), {"mini/flash": memory})
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


def read(tmp_path: Path, text: str, name: str = "cards.csv") -> list[tuple[str, str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8", newline="")
    return [(note.question, note.answer) for note in read_table(file)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "What?,That.\nWhy?,So.\n",
        "question,answer\nWhat?,That.\nWhy?,So.\n",
        "\ufeffAnswer;Note;Front\r\nThat.;x;What?\r\nSo.;;Why?\r\n",
        "What?\tThat.\nWhy?\tSo.",
        "What?|That.\n\n\nWhy?|So.\n",
        "#separator:tab\n#html:true\n<b>What?</b>\t<p>That.</p>\nWhy?\tSo.\n",
        "#separator:Semicolon\nWhat?;That.\nWhy?;So.\n",
        "#separator:tab\n#guid column:1\n#deck column:2\n#tags column:5\n"
        "g1\tD\tWhat?\tThat.\ta b\ng2\tD\tWhy?\tSo.\t\n",
    ],
    ids=["bare", "named", "excel", "tabs", "pipes", "anki html", "anki", "anki columns"],
)
def test_tables_from_many_places_are_understood(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [("What?", "That."), ("Why?", "So.")]


def test_commas_and_line_breaks_in_quotes_belong_to_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, '"a, b","c\nd ""e"""\nx,y\n') == [("a, b", 'c\nd "e"'), ("x", "y")]


def test_further_columns_become_points_tags_level_and_key(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,question,answer,key_points,tags,level\nk1,Q,A,"one\ntwo",x y,senior\n')
    (note,), _ = read_table(file)
    assert (note.key, note.points, note.tags, note.level) == (
        "k1", ["one", "two"], ["x", "y"], "senior"
    )  # fmt: skip


def test_what_was_exported_can_be_read_again(bank_root: Path, tmp_path: Path) -> None:
    collection, _ = read_collection([bank_root])
    file = tmp_path / "out.csv"
    file.write_text(table(list(collection.entries.values()), {}), newline="")
    notes, left_out = read_table(file)
    assert [note.key for note in notes] == list(collection.entries)
    assert left_out == []


def test_rows_without_an_answer_are_told_by_their_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('Q,A\n"two\nlines",B\nonly\nR,\n')
    notes, left_out = read_table(file)
    assert len(notes) == 2
    assert [line.split(":")[1] for line in left_out] == ["4", "5"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the table is empty"),
        (b"\n \n", "the table is empty"),
        (b"caf\xe9,x\n", "not UTF-8"),
        (b"q," + b"x" * 300_000, "not a table that can be read"),
    ],
)
def test_a_file_that_is_no_table_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        read_table(file)
