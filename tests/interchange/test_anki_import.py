"""Notes out of Anki packages: the formats that Anki writes, and files made to do harm."""

import json
import resource
import sqlite3
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from quizapp.errors import UsageError
from quizapp.interchange import anki_import, anki_package, conversion
from quizapp.interchange.anki_import import read_package
from quizapp.interchange.note import Note, Read
from quizapp.store import foreign

MODELS = {
    "1": {"flds": [{"name": "Front"}, {"name": "Back"}]},
    "2": {"flds": [{"name": "Question"}, {"name": "Answer"}, {"name": "Source"}]},
    "3": {"flds": [{"name": "Text"}, {"name": "Back Extra"}]},
}
NOTES = [
    ("g1", 1, " #torch  ml ", "<b>What</b> is x?", "It is <i>y</i> &amp; z."),
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


@pytest.mark.parametrize("form", ["old", "new"])
def test_the_deck_of_a_note_is_one_of_its_tags(tmp_path: Path, form: str) -> None:
    database(tmp_path / "d.db", NOTES[:3], new=form == "new")
    db = sqlite3.connect(tmp_path / "d.db")
    decks = {"1": "Default", "2": "ML::CNN", "3": "ML::Deep nets"}
    if form == "new":
        db.execute("CREATE TABLE decks (id INTEGER PRIMARY KEY, name)")
        names = [(key, name.replace("::", "\x1f")) for key, name in decks.items()]
        db.executemany("INSERT INTO decks VALUES (?, ?)", names)
    else:
        db.execute("ALTER TABLE col ADD COLUMN decks")
        of_json = json.dumps({key: {"name": name} for key, name in decks.items()})
        db.execute("UPDATE col SET decks = ?", (of_json,))
    db.execute("CREATE TABLE cards (nid, did)")
    db.executemany("INSERT INTO cards VALUES (?, ?)", [(1, 2), (2, 1), (3, 3), (3, 3)])
    db.commit()
    db.close()
    data = (tmp_path / "d.db").read_bytes()
    found = {
        note.key: note.tags for note in notes(package(tmp_path / "d.apkg", collection_anki2=data))
    }
    assert found == {
        "g1": ["torch", "ml", "ML::CNN"],
        "g2": [],
        "g3": ["ML::Deep-nets"],
        "g3:c2": ["ML::Deep-nets"],
    }


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
    found, brought = read_package(new, "deck")
    assert [note.key for note in found.notes] == ["g1", "g2", "g3", "g3:c2", "g6", "g7"]
    question = found.notes[-1].question
    assert question.startswith("![picture: heart.png](pictures/deck/heart.png)![picture: evil-")
    assert brought.pictures.save(new.parent / "root", question) == 2
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
    monkeypatch.setattr(foreign, "_STEPS", 0)
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
        "<ul><li>" * 2_500,
        "<sup>x" * 3_300,
        "```a\n" * 4_000,
        "<table><tr><td>" + "\xa0" * 19_900 + "x<td>b<tr><td>c<td>d",
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
    rows = [(f"g{number}", 1, "", field, "A") for number in range(4)]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", rows))
    assert len(notes(path)) <= 4


def test_an_import_that_takes_too_long_is_given_up(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "MAX_SECONDS", -60)
    with pytest.raises(UsageError, match="takes longer than"):
        notes(old)


# What is in the database is measured before it is read, and nothing is computed

NOTES_TABLE = "CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INT, tags TEXT, flds TEXT"


def made(folder: Path, *statements: str) -> Path:
    db = sqlite3.connect(folder / "made.db", isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()
    return package(folder / "made.apkg", collection_anki2=(folder / "made.db").read_bytes())


@pytest.mark.parametrize("column", ["guid TEXT", "mid INT", "tags TEXT", "flds TEXT"])
@pytest.mark.parametrize("kept", ["VIRTUAL", "STORED"])
def test_a_column_that_would_be_computed_is_not_read(
    tmp_path: Path, column: str, kept: str
) -> None:
    table = NOTES_TABLE.replace(column, f"{column} GENERATED ALWAYS AS ('Q\x1fA') {kept}")
    with pytest.raises(UsageError, match="holds no notes"):
        notes(made(tmp_path, f"{table})", "INSERT INTO notes (id) VALUES (1)"))


def test_a_view_that_says_it_is_a_table_is_not_run(tmp_path: Path) -> None:
    view = "CREATE VIEW notes AS SELECT 1 AS id, 1 AS guid, 1 AS mid, 1 AS tags, 1 AS flds"
    path = made(
        tmp_path,
        f"{NOTES_TABLE})",
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = '{view}' WHERE name = 'notes'",
    )
    with pytest.raises(UsageError, match=r"holds no notes|cannot be read"):
        notes(path)


def test_a_constraint_and_an_index_that_compute_are_let_be(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        f"{NOTES_TABLE}, CHECK (id > 0))",
        "CREATE INDEX i ON notes (flds || tags) WHERE id > 0",
        "INSERT INTO notes VALUES (1, 'g', 1, 't', 'Q' || char(31) || 'A')",
    )
    assert [(note.key, note.question, note.answer) for note in notes(path)] == [("g", "Q", "A")]


def test_a_schema_that_calls_a_function_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, f"{NOTES_TABLE}, CHECK (abs(id) > -1))")
    with pytest.raises(UsageError, match="cannot be read: malformed database schema"):
        notes(path)


@pytest.mark.timeout(60, method="thread")
def test_statistics_that_would_be_computed_for_hours_are_not(tmp_path: Path) -> None:
    """SQLite reads them as soon as it reads a schema."""
    hours = "instr(zeroblob(60000000), CAST(zeroblob(30000000) || x''01'' AS BLOB))"
    path = made(
        tmp_path,
        f"{NOTES_TABLE})",
        "CREATE INDEX i ON notes (flds)",
        "INSERT INTO notes VALUES (1, 'g', 1, 't', 'Q')",
        "ANALYZE",
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = 'CREATE TABLE sqlite_stat1(tbl, idx, stat AS ({hours}))'"
        " WHERE name = 'sqlite_stat1'",
    )
    with pytest.raises(UsageError, match="cannot be read: malformed database schema"):
        notes(path)


def test_a_note_that_is_larger_than_it_says_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_import, "_MAX_NOTE", 50)
    rows = [("g1", 1, "", "Q\0" + "x" * 1_000, "A"), ("g2", 1, "", "Q", "A")]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", rows))
    found = read(path)
    assert [note.key for note in found.notes] == ["g2"]
    assert found.left_out == [f"{path}: note 1: more than 50 letters"]


def test_a_schema_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [f"CREATE TABLE t{number} (x)" for number in range(1_000)]
    path = made(tmp_path, "BEGIN", f"{NOTES_TABLE})", *tables, "COMMIT")
    monkeypatch.setattr(foreign, "MAX_SECONDS", -1)
    with pytest.raises(UsageError, match="cannot be read: interrupted"):
        notes(path)


def test_notes_whose_ids_are_none_stay_apart(tmp_path: Path) -> None:
    rows = [("x" * 2_000, 1, "", question, "A") for question in ("One", "Two")]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", rows))
    assert len({note.key for note in notes(path)}) == 2


def test_tags_without_end_are_none(tmp_path: Path) -> None:
    rows = [("g", 1, "t " * 10_000, "Q", "A")]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", rows))
    assert [note.tags for note in notes(path)] == [[]]


def test_a_value_too_large_for_any_column_ends_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "MAX_VALUE", 100_000)
    rows = [("g", 1, "", "x" * 200_000, "A")]
    path = package(tmp_path / "a.apkg", collection_anki2=database(tmp_path / "a.db", rows))
    with pytest.raises(UsageError, match="cannot be read: string or blob too big"):
        notes(path)


def test_note_types_too_large_to_be_read_do_not_keep_the_notes_out(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki_import, "_MAX_JSON", 100)
    found = {note.key: note.answer for note in notes(old)}
    assert found["g2"].startswith("There.")
    assert "Source:" not in found["g2"]


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_way_of_packing_that_anki_never_uses_is_one_clear_line(
    tmp_path: Path, method: int
) -> None:
    with zipfile.ZipFile(tmp_path / "a.apkg", "w", method) as file:
        file.writestr("collection.anki2", database(tmp_path / "a.db"))
    with pytest.raises(UsageError, match="packed in a way that Anki never uses"):
        notes(tmp_path / "a.apkg")


def test_a_name_in_the_zip_that_is_no_text_is_one_clear_line(old: Path) -> None:
    data = bytearray(old.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 9] |= 0x08  # says that its name is UTF-8
    data[entry + 46] = 0xFF
    old.write_bytes(data)
    with pytest.raises(UsageError, match="not an Anki package that can be read: damaged"):
        notes(old)


def test_the_package_is_opened_once_for_all_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"g{n}", 1, "", f"<img src='{n}.png'>", "A") for n in range(20)]
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("collection.anki2", database(tmp_path / "a.db", rows))
        file.writestr("media", json.dumps({str(n): f"{n}.png" for n in range(20)}))
        for n in range(20):
            file.writestr(str(n), b"x")
    found, brought = read_package(path, "deck")
    opened: list[Path] = []

    class Counted(zipfile.ZipFile):
        def __init__(self, file: Any) -> None:
            opened.append(file.name)
            super().__init__(file)

    monkeypatch.setattr(zipfile, "ZipFile", Counted)
    text = "".join(note.question for note in found.notes)
    assert brought.pictures.save(tmp_path / "root", text) == 20
    assert opened == [path]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("told", [1, 1_000_000])
def test_a_directory_without_end_is_not_read(tmp_path: Path, told: int) -> None:
    """A zip may say that it holds less than it lists."""
    count = 1_000_000
    entries = (b"PK\x01\x02" + bytes(42)) * count
    path = tmp_path / "a.apkg"
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, told, told, len(entries), 0)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(entries), 1)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, *[0xFFFF] * 2, *[0xFFFFFFFF] * 2, 0)
    path.write_bytes(entries + end64 + locator + end)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UsageError, match="that can be read: more than 50,000 files in it"):
        notes(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_a_package_may_hold_as_many_pictures_as_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("collection.anki2", database(tmp_path / "a.db"))
        for number in range(anki_package.MAX_MEDIA):
            file.writestr(str(number), b"")
    assert len(notes(path)) > 3
