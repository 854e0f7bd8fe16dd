"""Notes out of Anki packages: the formats that Anki writes, and files made to do harm."""

import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from quizapp.errors import UsageError
from quizapp.interchange import anki_import, anki_package
from quizapp.interchange.anki_import import read_package
from quizapp.interchange.note import Note, Read

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


def read(path: Path) -> Read:
    return read_package(path, "deck")[0]


def notes(path: Path) -> list[Note]:
    return read(path).notes


def database(path: Path, rows: list[Any] = NOTES, new: bool = False) -> bytes:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds)")
    for guid, model, tags, *fields in rows:
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
    found = {note.key: note for note in notes(old)}
    assert list(found) == ["g1", "g2", "g3", "g3:c2", "g6"]
    assert (found["g1"].question, found["g1"].answer) == ("What is x?", "It is y & z.")
    assert found["g1"].tags == ["torch", "ml"]
    assert found["g2"].answer == "There.\n\nSource: A book"
    assert found["g6"].answer == "Read all the same."


def test_a_cloze_is_a_card_for_each_number_and_its_word_is_not_in_the_question(old: Path) -> None:
    one, two = (note for note in notes(old) if note.key.startswith("g3"))
    assert one.question == "The capital of [country] is Paris."
    assert one.answer == "France\n\nThe capital of France is Paris."
    assert two.question == "The capital of France is [...]."
    assert (two.answer.split("\n")[0], two.points) == ("Paris", ["Paris"])


def test_every_note_that_does_not_come_in_is_told_with_its_reason(old: Path) -> None:
    assert [line.partition(": note ")[2] for line in read(old).left_out] == [
        "4: no answer: No answer",
        "5: no question: (empty)",
    ]


def test_the_newer_of_two_old_formats_is_read(tmp_path: Path) -> None:
    one = database(tmp_path / "1.db", [("a", 1, "", "Please update", "Anki")])
    two = database(tmp_path / "2.db", [("b", 1, "", "Q", "A")])
    path = package(tmp_path / "a.apkg", collection_anki2=one, collection_anki21=two)
    assert [note.key for note in notes(path)] == ["b"]


def field(number: int, value: bytes) -> bytes:
    """A field of a protobuf message, shorter than 128 bytes."""
    return bytes([number << 3 | 2, len(value)]) + value


@pytest.fixture
def new(tmp_path: Path) -> Path:
    pack = pytest.importorskip("zstandard").ZstdCompressor().compress
    media = field(1, field(1, b"heart.png")) + field(1, field(1, b"../evil.png"))
    rows = [*NOTES, ("g7", 1, "", "<img src='heart.png'><img src='../evil.png'>", "A heart")]
    path = tmp_path / "n.apkg"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("collection.anki21b", pack(database(tmp_path / "n.db", rows, new=True)))
        file.writestr("collection.anki2", b"a stub")
        file.writestr("media", pack(media))
        file.writestr("0", pack(b"a picture"))
        file.writestr("1", pack(b"evil"))
    return path


def test_the_new_format_without_zstandard_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("compression.zstd", "zstandard"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match="tick 'Support older Anki versions'") as raised:
        notes(package(tmp_path / "n.apkg", collection_anki21b=b"x"))
    assert "\n" not in str(raised.value)


def test_the_new_format_is_read_with_its_pictures(new: Path) -> None:
    found, conversion = read_package(new, "deck")
    assert [note.key for note in found.notes] == ["g1", "g2", "g3", "g3:c2", "g6", "g7"]
    question = found.notes[-1].question
    assert question.startswith("![picture: heart.png](pictures/deck/heart.png)![picture: evil-")
    assert conversion.pictures.save(new.parent / "root", question) == 2
    saved = sorted(path.name for path in (new.parent / "root" / "pictures" / "deck").iterdir())
    assert (saved[0][:5], saved[1]) == ("evil-", "heart.png")
    assert (new.parent / "root/pictures/deck/heart.png").read_bytes() == b"a picture"


def test_a_damaged_new_collection_is_one_clear_line(tmp_path: Path) -> None:
    pytest.importorskip("zstandard")
    broken = package(tmp_path / "b.apkg", collection_anki21b=b"no such thing")
    with pytest.raises(UsageError, match="not an Anki package that can be read"):
        notes(broken)


def test_names_of_members_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("../../evil.py", "x")
        file.writestr("/etc/evil", "x")
        file.writestr("collection.anki2", database(tmp_path / "a.db"))
    before = {p.name for p in tmp_path.iterdir()}
    assert len(notes(path)) == 5
    assert {p.name for p in tmp_path.iterdir()} == before


def test_a_zip_that_unpacks_to_more_than_it_should_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_package, "MAX_DATABASE", 1 << 20)
    path = package(tmp_path / "bomb.apkg", collection_anki2=b"\0" * (5 << 20))
    assert path.stat().st_size < 100_000
    with pytest.raises(UsageError, match="larger than 1 MiB"):
        notes(path)


def test_too_many_notes_are_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_import, "MAX_NOTES", 3)
    with pytest.raises(UsageError, match="too much for one bank"):
        notes(old)


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
        notes(path)


def test_a_question_that_takes_forever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_import, "_STEPS", 0)
    many = [(f"g{n}", 1, "", "Q", "A") for n in range(15_000)]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", many))
    with pytest.raises(UsageError, match="cannot be read"):
        notes(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096],
)
def test_a_damaged_collection_is_one_clear_line(tmp_path: Path, data: bytes) -> None:
    path = package(tmp_path / "a.apkg", collection_anki2=data)
    with pytest.raises(UsageError, match=r"cannot be read|holds no notes"):
        notes(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"plain text"])
def test_a_file_that_is_no_zip_is_one_clear_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="not an Anki package"):
        notes(path)


def test_a_zip_of_something_else_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="without an Anki collection"):
        notes(package(tmp_path / "a.zip", readme=b"x"))


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
    assert len(notes(path)) == 5


@pytest.mark.parametrize(
    "field",
    [
        "{{c1::" * 3000,
        "{{c1::x}}" * 2000,
        "<" * 20_000,
        "<a " * 6_600,
        "<ul>" * 4_000,
        "<!--" * 5_000,
        "[sound:" * 2800,
        "\\(" * 10_000,
        "[latex]" * 2_800,
        "*a " * 6_600,
        "[" * 20_000,
        "&#0;&#xFFFF;x",
    ],
    ids=lambda field: field[:8],
)
@pytest.mark.timeout(10)
def test_fields_made_to_take_long_do_not(tmp_path: Path, field: str) -> None:
    rows = [("g", 1, "", field, "A")]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", rows))
    assert len(notes(path)) <= 1
