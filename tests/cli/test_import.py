"""quizapp import and restore: what comes in, and the way back."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.cli.options import Setting
from quizapp.cli.restore import back_up
from quizapp.config import Config
from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import USUAL
from quizapp.core.memory.review import Review
from quizapp.interchange import table_import
from quizapp.paths import find
from quizapp.store.store import Store
from tests.cli.calling import Command

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def answered(path: Path, count: int = 1) -> None:
    """A store with some answers in it."""
    with Store(path) as store:
        for number in range(count):
            at = NOON + timedelta(days=number)
            after = USUAL.review(None, Rating.GOOD, at)
            store.append(Review(f"r{number}", f"t/{number}", "s", at, Rating.GOOD, None, after))


def count(path: Path) -> int:
    with Store(path) as store:
        return store.review_count()


def test_a_table_becomes_a_bank_of_the_learners_own(quizapp: Command) -> None:
    (quizapp.here / "My Deck.csv").write_text("What?,That.\nWhy?,So.\nno answer\n")
    done = quizapp("import", "My Deck.csv")
    bank = quizapp.data / "banks" / "imported" / "questions" / "my-deck.yaml"
    assert done.code == 0
    assert f"2 cards added to {bank}" in done.out
    assert "left out: My Deck.csv:3" in done.err
    assert quizapp("check", bank.parent.parent).code == 0
    assert json.loads(quizapp("banks", "list", "--json").out)[1]["cards"] == 2


def test_importing_again_adds_nothing(quizapp: Command) -> None:
    (quizapp.here / "a.csv").write_text("What?,That.\n")
    quizapp("import", "a.csv", "--as", "mine")
    done = quizapp("import", "a.csv", "--as", "mine")
    assert done.out.startswith("0 cards added to")
    assert "1 were there already" in done.out


def test_a_deck_that_was_exported_can_be_imported(quizapp: Command, bank_root: Path) -> None:
    quizapp("export", "anki", "--no-run", "-o", "a.apkg", "--bank", bank_root)
    done = quizapp("import", "a.apkg", "--as", "back")
    assert done.code == 0
    assert "8 cards added" in done.out
    assert quizapp("check", quizapp.data / "banks" / "imported").code == 0


def test_a_backup_gives_the_same_state_elsewhere(
    quizapp: Command, bank_root: Path, tmp_path: Path
) -> None:
    answered(quizapp.data / "quizapp.db", 3)
    quizapp("banks", "add", bank_root)
    quizapp("export", "json", "-o", "all.json")
    elsewhere = tmp_path / "elsewhere"
    done = quizapp("import", "all.json", "--data-dir", elsewhere)
    assert "brought back 3 answers, the memory of 3 cards" in done.out
    assert f"it names a bank: `quizapp banks add {bank_root}` adds it" in done.out
    quizapp("banks", "add", bank_root, "--data-dir", elsewhere)
    one, two = (
        json.loads(quizapp("export", "json", "--data-dir", data).out)
        for data in (quizapp.data, elsewhere)
    )
    assert {**one, "written": ""} == {**two, "written": ""}
    again = quizapp("import", "all.json", "--data-dir", elsewhere)
    assert again.out == "nothing new in it; your data already had all of this\n"


def test_a_bank_that_is_not_on_this_machine_is_told(
    quizapp: Command, bank_root: Path, tmp_path: Path
) -> None:
    quizapp("banks", "add", bank_root)
    quizapp("export", "json", "-o", "all.json")
    bank_root.rename(tmp_path / "gone")
    done = quizapp("import", "all.json", "--data-dir", tmp_path / "elsewhere")
    assert done.code == 0
    assert f"it names a bank that is not on this machine: {bank_root}" in done.out


def backup_of(folder: Path, **parts: object) -> Path:
    path = folder / "made.json"
    head = {"format": "quizapp backup", "version": 1, "written": "2026-01-01T00:00:00Z"}
    path.write_text(json.dumps(head | parts))
    return path


@pytest.mark.parametrize(
    "bank", ["", "/", "~", ".", "..", "here", "/" + "a" * 300, "/a\0b", "/\x1b]0;P\x07\u202e"]
)
def test_no_backup_adds_a_bank_or_fails_by_one(
    quizapp: Command, tmp_path: Path, bank: str, bank_root: Path
) -> None:
    quizapp.monkeypatch.chdir(bank_root)
    notes = {"t/1": {"text": "mine", "at": "2026-01-01T00:00:00Z"}}
    done = quizapp("import", backup_of(tmp_path, banks=[bank, *["/x"] * 3], notes=notes))
    assert (done.code, done.err) == (0, "")
    assert "1 note" in done.out
    assert not any(sign in done.out for sign in "\x1b\x07\0\u202e")
    listed = json.loads(quizapp("banks", "list", "--json").out)
    assert {one["from"] for one in listed} == {"comes with quizapp"}


def test_a_thousand_banks_are_a_few_lines(quizapp: Command, tmp_path: Path) -> None:
    done = quizapp("import", backup_of(tmp_path, banks=[f"/no/{n}" for n in range(1_000)]))
    assert len(done.out.splitlines()) == 22
    assert done.out.endswith("it names 980 more banks\n")


def test_a_dry_run_says_all_and_writes_nothing(quizapp: Command) -> None:
    (quizapp.here / "a.csv").write_text("What?,That.,x\nWhy?,So.,x\nno answer\nWhat?,That.,x\n")
    (quizapp.here / "b.md").write_text("# Asked?\n\nAnswered.\n")
    banks = quizapp.data / "banks" / "imported" / "questions"
    done = quizapp("import", "a.csv", "b.md", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "a.csv",
        "  separator: comma (75% of its rows have 3 columns)",
        "  columns: 1 question, 2 answer, 3 added to the answer",
        f"  2 cards (2 flashcards) would be added to {banks}/a.yaml",
        "  1 repeated card came in once: What?",
        "  left out: a.csv:3: no answer: no answer",
        "  left out in all: 1",
        "",
        "  flashcard",
        "    asks:",
        "      What?",
        "    answers:",
        "      That.",
        "",
        "      x",
        "",
        "  flashcard",
        "    asks:",
        "      Why?",
        "    answers:",
        "      So.",
        "",
        "      x",
        "Nothing was written.",
        "b.md",
        "  Markdown: each heading asks, what is below it answers",
        f"  1 card (1 flashcard) would be added to {banks}/b.yaml",
        "  nothing is left out",
        "",
        "  flashcard",
        "    asks:",
        "      Asked?",
        "    answers:",
        "      Answered.",
        "Nothing was written.",
    ]
    assert not (quizapp.data / "banks").exists()


def test_a_dry_run_never_says_nothing_where_something_is_left_out(quizapp: Command) -> None:
    (quizapp.here / "a.csv").write_text("What? [sound:a.mp3],That.\nWhy?,So.\n")
    out = quizapp("import", "a.csv", "--dry-run").out
    assert "  1 sound left out\n" in out
    assert "nothing is left out" not in out


def test_a_column_that_comes_on_no_card_is_told(quizapp: Command) -> None:
    (quizapp.here / "a.csv").write_text("Question,Answer,Points\nWhat?,That.,3\nWhy?,So.,4\n")
    out = quizapp("import", "a.csv", "--dry-run").out
    assert "  column left out, 2 cells: Points\n" in out
    assert "nothing is left out" not in out


def test_the_ids_of_notes_are_counted(quizapp: Command) -> None:
    kind = {
        "crowdanki_uuid": "u",
        "flds": [{"name": "Front"}, {"name": "Back"}, {"name": "Note ID"}],
        "tmpls": [{"qfmt": "{{Front}}", "afmt": "{{Back}}"}],
    }
    notes = [{"note_model_uuid": "u", "fields": [str(n), "A", f"ml-{n}"]} for n in range(3)]
    (quizapp.here / "a.json").write_text(json.dumps({"note_models": [kind], "notes": notes}))
    assert "3 ids left out, which no card shows: Note ID\n" in quizapp("import", "a.json").out


def test_the_separator_can_be_told(quizapp: Command) -> None:
    (quizapp.here / "a.txt").write_text("one~two\nthree~four, five\n")
    done = quizapp("import", "a.txt", "--separator", "~", "--dry-run")
    assert 'separator: "~" (as asked for)' in done.out
    assert "2 cards (2 flashcards) would be added" in done.out
    assert quizapp("import", "a.txt", "--separator", "").code == 2


def test_what_answers_count_from_is_said_and_can_be_told(quizapp: Command) -> None:
    rows = "question,option1,option2,correct\nWhich?,one,two,1\n"
    (quizapp.here / "quiz.csv").write_text(rows)
    done = quizapp("import", "quiz.csv", "--dry-run")
    assert "counted from 1, as in most tables; if that is wrong: --first-option 0" in done.out
    assert "[x] one\n" in done.out
    done = quizapp("import", "quiz.csv", "--first-option", "0", "--dry-run")
    assert "answers counted from 0, as asked for" in done.out
    assert "[x] two\n" in done.out
    assert "answers counted from 1" in quizapp("import", "quiz.csv").out
    assert quizapp("import", "quiz.csv", "--first-option", "2").code == 2


def test_pictures_are_kept_beside_the_bank_and_named_on_the_card(quizapp: Command) -> None:
    (quizapp.here / "heart.png").write_bytes(b"a picture")
    (quizapp.here / "a.csv").write_text("<img src=heart.png> is what?,A heart\n")
    done = quizapp("import", "a.csv")
    root = quizapp.data / "banks" / "imported"
    assert f"1 picture in {root / 'pictures'}" in done.out
    assert (root / "pictures" / "a" / "heart.png").read_bytes() == b"a picture"
    bank = (root / "questions" / "a.yaml").read_text()
    assert "![picture: heart.png](pictures/a/heart.png) is what?" in bank
    quizapp("export", "anki", "--no-run", "--topic", "a", "-o", "out.apkg")
    done = quizapp("import", "out.apkg", "--as", "again")
    assert f"1 picture in {root / 'pictures'}" in done.out
    (again,) = (root / "pictures" / "again").iterdir()
    assert again.read_bytes() == b"a picture"


def test_cards_go_out_as_markdown_and_come_in_again(quizapp: Command, bank_root: Path) -> None:
    assert quizapp("export", "markdown", "-o", "b.md", "--bank", bank_root).code == 0
    assert "8 cards added" in quizapp("import", "b.md").out
    assert "0 cards added" in quizapp("import", "b.md").out
    assert quizapp("check", quizapp.data / "banks" / "imported").code == 0


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("none.csv", None, "no such file"),
        ("a.pdf", "%PDF", "give an Anki package"),
        ("a.org", "* Q", "or a JSON backup; pandoc makes Markdown of it"),
        ("a.ods", "x", "save the sheet as .csv"),
        ("a.apkg", "not a zip", "give an Anki package"),
        ("a.json", "{}", "not a backup that quizapp wrote"),
        ("a.json", '{"a":' * 100_000, "not a backup that quizapp wrote: nested too deeply"),
        ("a.csv", "only one column\n", "no question with an answer in it"),
        ("a.csv", "", "the table is empty"),
    ],
)
def test_what_cannot_be_imported_says_why(
    quizapp: Command, name: str, text: str | None, message: str
) -> None:
    if text is not None:
        (quizapp.here / name).write_text(text)
    done = quizapp("import", name)
    assert done.code == 2
    assert message in done.err
    assert not (quizapp.data / "banks").exists()


def test_a_topic_that_is_no_slug_or_has_no_place_is_refused(quizapp: Command) -> None:
    (quizapp.here / "a.csv").write_text("What?,That.\n")
    (quizapp.here / "a.json").write_text("{}")
    assert quizapp("import", "a.csv", "--as", "My Topic").code == 2
    assert quizapp("import", "a.csv", "--as", "").code == 2
    assert quizapp("import", "a.json", "--as", "topic").code == 2


def test_the_app_backs_up_once_a_day(quizapp: Command) -> None:
    answered(quizapp.data / "quizapp.db")
    setting = Setting(find(quizapp.data), Config())
    with setting.store() as store:
        for hours in (0, 1, 30):
            back_up(setting, store, NOON + timedelta(hours=hours))
    assert len(list((quizapp.data / "backups").iterdir())) == 2


def test_a_backup_that_cannot_be_made_does_not_keep_the_app_from_opening(
    quizapp: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(quizapp.data / "quizapp.db")
    (quizapp.data / "backups").write_text("in the way")
    setting = Setting(find(quizapp.data), Config())
    with setting.store() as store:
        back_up(setting, store, NOON)
    assert "no backup today" in capsys.readouterr().err


def test_backups_are_listed_and_the_chosen_one_is_put_back(quizapp: Command) -> None:
    store = quizapp.data / "quizapp.db"
    assert "no backups" in quizapp("restore").out
    answered(store, 1)
    with Store(store) as opened:
        opened.backup(quizapp.data / "backups", NOON)
    answered(store, 3)
    assert quizapp("restore").out.startswith("2026-03-01 ")
    done = quizapp("restore", "2026-03-01")
    assert done.code == 0
    assert count(store) == 1
    kept = Path(done.out.splitlines()[1].rpartition(" ")[2])
    assert count(kept) == 3
    assert quizapp("restore", kept).code == 0
    assert count(store) == 3


def test_a_copy_of_the_data_brings_no_consent_along(quizapp: Command, tmp_path: Path) -> None:
    store = quizapp.data / "quizapp.db"
    answered(store, 1)
    with Store(tmp_path / "other.db") as other:
        other.set("trusted", {"/a/bank": "0" * 64})
        other.set("theme", "dark")
    done = quizapp("restore", tmp_path / "other.db")
    assert "strangers' banks are asked about again" in done.out
    with Store(store) as brought:
        assert brought.get("trusted") is None
        assert brought.get("theme") == "dark"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "INSERT INTO settings VALUES ('wishes', '{bad')",
            "the setting 'wishes': it cannot be read",
        ),
        ("INSERT INTO settings VALUES ('wishes', '[]')", "the setting 'wishes'"),
        (
            f"INSERT INTO settings VALUES ('x', '{'[' * 90_000}{']' * 90_000}')",
            "the setting 'x': it cannot be read",
        ),
        ("UPDATE reviews SET at = 'zzz'", "holds what quizapp never wrote"),
        ("UPDATE memories SET stability = -1", "the memory of"),
        ("INSERT INTO states VALUES ('t/1', 0, 'zzz', 0)", "holds what quizapp never wrote"),
        ("UPDATE reviews SET after = '{}'", "holds what quizapp never wrote"),
    ],
)
def test_a_backup_whose_rows_make_no_sense_changes_nothing(
    quizapp: Command, tmp_path: Path, statement: str, said: str
) -> None:
    store, odd = quizapp.data / "quizapp.db", tmp_path / "odd.db"
    answered(store, 1)
    answered(odd, 2)
    with sqlite3.connect(odd) as raw:
        raw.execute(statement)
    raw.close()
    done = quizapp("restore", odd)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert said in done.err
    assert count(store) == 1
    assert quizapp("stats").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks")
def test_what_a_killed_restore_left_is_cleared_away_by_the_next(
    quizapp: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import of Anki's packages and an export have the same folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    other = tmp_path / "other.db"
    answered(other)
    killed = (
        "import os, signal, sys; from pathlib import Path; from quizapp.cli import restore, main\n"
        "restore._made_ready = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"sys.argv = ['quizapp', 'restore', {str(other)!r}]; main()\n"
    )
    environment = os.environ | {"TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([sys.executable, "-c", killed], env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    (left,) = folder.iterdir()
    os.utime(left, (0, 0))
    assert quizapp("restore", other).code == 0
    assert list(folder.iterdir()) == []


def test_a_backup_that_is_not_there_names_those_that_are(quizapp: Command) -> None:
    answered(quizapp.data / "quizapp.db")
    with Store(quizapp.data / "quizapp.db") as store:
        store.backup(quizapp.data / "backups", NOON)
    done = quizapp("restore", "2020-01-01")
    assert done.code == 2
    assert "there are 2026-03-01" in done.err


@pytest.mark.parametrize("name", ["all.json", "all.bak", "all.txt"])
def test_a_backup_may_be_larger_than_a_deck(
    quizapp: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(table_import, "MAX_FILE", 100)
    answered(quizapp.data / "quizapp.db", 3)
    quizapp("export", "json", "-o", name)
    assert (quizapp.here / name).stat().st_size > 100
    done = quizapp("import", name, "--data-dir", tmp_path / "elsewhere")
    assert "brought back 3 answers" in done.out


def test_a_backup_that_was_laid_out_anew_is_one(quizapp: Command, tmp_path: Path) -> None:
    answered(quizapp.data / "quizapp.db", 1)
    backup = json.loads(quizapp("export", "json").out)
    (quizapp.here / "a.json").write_text(json.dumps(backup, indent=2, sort_keys=True))
    done = quizapp("import", "a.json", "--data-dir", tmp_path / "elsewhere")
    assert "brought back 1 answer" in done.out


def test_a_deck_about_backups_is_a_deck(quizapp: Command) -> None:
    cards = [{"question": 'What says "format":"quizapp backup"?', "answer": "A backup"}]
    (quizapp.here / "a.json").write_text(json.dumps({"cards": cards}))
    assert quizapp("import", "a.json").out.startswith("1 card added")


def test_a_zip_over_several_disks_is_one_clear_line(quizapp: Command) -> None:
    end64 = b"PK\x06\x07" + bytes(12) + b"\x09\0\0\0"
    (quizapp.here / "a.apkg").write_bytes(bytes(100) + end64 + b"PK\x05\x06" + bytes(18))
    done = quizapp("import", "a.apkg")
    assert done.code == 2
    assert done.err.startswith("quizapp: a.apkg: not an Anki package that can be read: ")
    assert len(done.err.splitlines()) == 1


def test_no_file_is_blamed_for_a_reader_that_has_gone(tmp_path: Path) -> None:
    deck = tmp_path / "deck.csv"
    deck.write_text("q,a\nWhat?,That.\nWhy?,So.\n")
    gone, written = os.pipe()
    os.close(gone)
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "import", str(deck), "--dry-run"],
        env={**os.environ, "QUIZAPP_DATA_DIR": str(tmp_path / "data")},
        stdout=written,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(written)
    assert (done.returncode, done.stderr) == (1, b"")
