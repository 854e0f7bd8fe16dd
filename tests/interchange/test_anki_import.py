"""Notes out of Anki packages: the formats that Anki writes, and files made to do harm."""

import gzip
import json
import sqlite3
import sys
import types
import zipfile
from pathlib import Path
from typing import Any

import pytest

from quizapp.errors import UsageError
from quizapp.interchange import anki_import
from quizapp.interchange.anki_import import read_package

MODELS = {
    "1": {"flds": [{"name": "Front"}, {"name": "Back"}]},
    "2": {"flds": [{"name": "Question"}, {"name": "Answer"}, {"name": "Source"}]},
    "3": {"flds": [{"name": "Text"}, {"name": "Back Extra"}]},
}
NOTES = [
    ("g1", 1, " torch  ml ", "<b>What</b> is x?", "It is <i>y</i> &amp; z."),
    ("g2", 2, "", "Where?", "There.", "A book"),
    ("g3", 3, "", "The capital of {{c1::France::country}} is {{c2::Paris}}.", ""),
    ("g4", 1, "", "No answer", " <br> "),
    ("g5", 1, "", "", "No question"),
    ("g6", 99, "", "Unknown type?", "Read all the same."),
]


def database(path: Path, notes: list[Any] = NOTES, new: bool = False) -> bytes:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds)")
    for guid, model, tags, *fields in notes:
        values = (guid, model, tags, "\x1f".join(fields))
        db.execute("INSERT INTO notes (guid, mid, tags, flds) VALUES (?, ?, ?, ?)", values)
    if new:
        db.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        db.execute("CREATE TABLE fields (ntid, ord, name TEXT COLLATE unicase)")
        for model, fields in MODELS.items():
            for number, field in enumerate(fields["flds"]):
                db.execute("INSERT INTO fields VALUES (?, ?, ?)", (model, number, field["name"]))
    else:
        db.execute("CREATE TABLE col (models)")
        db.execute("INSERT INTO col VALUES (?)", (json.dumps(MODELS),))
    db.commit()
    db.close()
    return path.read_bytes()


def package(path: Path, **members: bytes) -> Path:
    """A zip whose members are named `collection_anki2` and so on."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("_", "."), data)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db"), media=b"{}")


def test_the_first_field_asks_and_the_others_answer(old: Path) -> None:
    found = {note.key: note for note in read_package(old)}
    assert list(found) == ["g1", "g2", "g3", "g6"]
    assert (found["g1"].question, found["g1"].answer) == ("What is x?", "It is y & z.")
    assert found["g1"].tags == ["torch", "ml"]
    assert found["g2"].answer == "There.\n\nSource: A book"
    assert found["g6"].answer == "Read all the same."


def test_a_cloze_is_blanked_in_the_question(old: Path) -> None:
    cloze = next(note for note in read_package(old) if note.key == "g3")
    assert cloze.question == "The capital of [country] is [...]."
    assert cloze.answer == "The capital of France is Paris."


def test_the_newer_of_two_old_formats_is_read(tmp_path: Path) -> None:
    one = database(tmp_path / "1.db", [("a", 1, "", "Please update", "Anki")])
    two = database(tmp_path / "2.db", [("b", 1, "", "Q", "A")])
    path = package(tmp_path / "a.apkg", collection_anki2=one, collection_anki21=two)
    assert [note.key for note in read_package(path)] == ["b"]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    packed = gzip.compress(database(tmp_path / "n.db", new=True))
    stub = database(tmp_path / "s.db", [("x", 1, "", "Please update", "Anki")])
    return package(tmp_path / "n.apkg", collection_anki21b=packed, collection_anki2=stub)


def test_the_new_format_needs_zstandard_and_says_how_to_do_without(
    new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("compression.zstd", "zstandard"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match="tick 'Support older Anki versions'") as raised:
        read_package(new)
    assert "\n" not in str(raised.value)


def test_the_new_format_is_read_where_zstandard_is_there(
    new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = types.ModuleType("zstandard")
    vars(stand_in).update(open=gzip.open, ZstdError=gzip.BadGzipFile)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    monkeypatch.setitem(sys.modules, "zstandard", stand_in)
    assert [note.key for note in read_package(new)] == ["g1", "g2", "g3", "g6"]
    broken = package(new.with_name("b.apkg"), collection_anki21b=b"no such thing")
    with pytest.raises(UsageError, match="not an Anki package that can be read"):
        read_package(broken)


def test_names_of_members_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("../../evil.py", "x")
        file.writestr("/etc/evil", "x")
        file.writestr("collection.anki2", database(tmp_path / "a.db"))
    before = {p.name for p in tmp_path.iterdir()}
    assert len(read_package(path)) == 4
    assert {p.name for p in tmp_path.iterdir()} == before


def test_a_zip_that_unpacks_to_more_than_it_should_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_import, "MAX_DATABASE", 1 << 20)
    path = package(tmp_path / "bomb.apkg", collection_anki2=b"\0" * (5 << 20))
    assert path.stat().st_size < 100_000
    with pytest.raises(UsageError, match="larger than 1 MiB"):
        read_package(path)


def test_too_many_notes_are_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_import, "MAX_NOTES", 3)
    with pytest.raises(UsageError, match="too much for one bank"):
        read_package(old)


def test_a_view_in_the_place_of_the_notes_is_not_run(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "v.db")
    db.execute(
        "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id, 'g' AS guid, 1 AS mid, '' AS tags, 'a' AS flds FROM n"
    )
    db.commit()
    db.close()
    path = package(tmp_path / "a.apkg", collection_anki2=(tmp_path / "v.db").read_bytes())
    with pytest.raises(UsageError, match="holds no notes"):
        read_package(path)


def test_a_question_that_takes_forever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_import, "_STEPS", 0)
    many = [(f"g{n}", 1, "", "Q", "A") for n in range(15_000)]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", many))
    with pytest.raises(UsageError, match="cannot be read"):
        read_package(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096],
)
def test_a_damaged_collection_is_one_clear_line(tmp_path: Path, data: bytes) -> None:
    path = package(tmp_path / "a.apkg", collection_anki2=data)
    with pytest.raises(UsageError, match=r"cannot be read|holds no notes"):
        read_package(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"plain text"])
def test_a_file_that_is_no_zip_is_one_clear_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="not an Anki package"):
        read_package(path)


def test_a_zip_of_something_else_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="without an Anki collection"):
        read_package(package(tmp_path / "a.zip", readme=b"x"))


@pytest.mark.parametrize("models", ["", "[]", '{"1": 3}', "{" * 100_000])
def test_damaged_names_of_fields_do_not_keep_the_notes_from_being_read(
    tmp_path: Path, models: str
) -> None:
    database(tmp_path / "a.db")
    db = sqlite3.connect(tmp_path / "a.db")
    db.execute("UPDATE col SET models = ?", (models,))
    db.commit()
    db.close()
    path = package(tmp_path / "a.apkg", collection_anki2=(tmp_path / "a.db").read_bytes())
    assert len(read_package(path)) == 4


@pytest.mark.parametrize(
    "field", ["{{c1::" * 3000, "<" * 20_000, "[sound:" * 2800, "&#0;&#xFFFF;x"]
)
def test_fields_made_to_take_long_do_not(tmp_path: Path, field: str) -> None:
    notes = [("g", 1, "", field, "A")]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", notes))
    assert len(read_package(path)) <= 1
