"""quizapp export: each form, to a file and to stdout."""

import csv
import fcntl
import io
import json
import os
import stat
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from tests.cli.calling import Command
from tests.small_bank import write_bank

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def test_a_table_goes_to_stdout_and_nothing_else_does(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("export", "csv", "--bank", bank_root)
    assert done.code == 0
    assert len(list(csv.DictReader(io.StringIO(done.out, newline="")))) == 8
    assert done.err == ""


def test_a_cheat_sheet_goes_to_the_file_that_is_named(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("export", "markdown", "--short", "-o", "sheet.md", "--bank", bank_root)
    assert (done.code, done.out) == (0, "")
    assert "wrote 8 cards to sheet.md" in done.err
    assert (quizapp.here / "sheet.md").read_text().startswith("# Cheat sheet")


@pytest.mark.parametrize("form", [["csv"], ["anki", "--no-run"]])
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(
    quizapp: Command, bank_root: Path, form: list[str]
) -> None:
    target = quizapp.here / "target"
    target.write_text("old")
    (quizapp.here / "link").symlink_to(target)
    assert quizapp("export", *form, "-o", "link", "--bank", bank_root).code == 0
    assert (quizapp.here / "link").is_symlink()
    assert target.read_bytes() not in (b"old", b"")
    assert sorted(path.name for path in quizapp.here.iterdir()) == ["link", "target"]


def test_what_is_no_file_is_written_to_and_not_replaced(quizapp: Command, bank_root: Path) -> None:
    pipe = quizapp.here / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, 1 << 20)
    assert quizapp("export", "csv", "-o", "pipe", "--bank", bank_root).code == 0
    assert os.read(reading, 2) == b"id"
    os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    done = quizapp("export", "csv", "-o", ".", "--bank", bank_root)
    assert done.code == 2
    (quizapp.here / "one").symlink_to("two")
    (quizapp.here / "two").symlink_to("one")
    done = quizapp("export", "csv", "-o", "one", "--bank", bank_root)
    assert (done.code, len(done.err.splitlines())) == (2, 1)


def test_notes_go_along_unless_they_are_not_to(quizapp: Command, bank_root: Path) -> None:
    quizapp.data.mkdir()
    with Store(quizapp.data / "quizapp.db") as store:
        store.save_note("mini/flash", CardNote("between us", NOON))
    for form in (["csv"], ["markdown"], ["markdown", "--short"]):
        assert "between us" in quizapp("export", *form, "--bank", bank_root).out
        less = quizapp("export", *form, "--no-notes", "--bank", bank_root)
        assert (less.code, "between us" in less.out, "What does" in less.out) == (0, False, True)
    assert json.loads(quizapp("export", "json").out)["notes"]["mini/flash"]["text"] == "between us"
    assert quizapp("export", "json", "--no-notes").code == 2


def test_a_deck_without_running_anything(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("export", "anki", "--no-run", "--bank", bank_root)
    assert done.code == 0
    deck = quizapp.here / "quizapp.apkg"
    assert "collection.anki2" in zipfile.ZipFile(deck).namelist()
    assert [path.name for path in quizapp.here.iterdir()] == ["quizapp.apkg"]


def test_a_deck_holds_what_a_run_printed(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("export", "anki", "-o", "a.apkg", "--bank", bank_root)
    assert done.code == 0
    # an exercise has no output to show
    assert "8 cards to a.apkg, 7 with the output of a run just now" in done.err


@pytest.mark.parametrize("run", [[], ["--no-run"]])
def test_a_deck_without_genanki_says_what_to_install(
    quizapp: Command, bank_root: Path, monkeypatch: pytest.MonkeyPatch, run: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    monkeypatch.delitem(sys.modules, "quizapp.interchange.anki_export", raising=False)
    done = quizapp("export", "anki", *run, "--bank", bank_root)
    assert done.code == 2
    assert done.err == ("quizapp: a deck needs genanki; install it: pip install 'quizapp[anki]'\n")
    assert list(quizapp.here.iterdir()) == []


def test_only_the_topics_that_are_named(quizapp: Command, bank_root: Path) -> None:
    other = write_bank(quizapp.here / "other")
    bank = other / "questions" / "mini.yaml"
    bank.write_text(
        bank.read_text().replace("mini/", "else/").replace("topic: mini", "topic: else")
    )
    (other / "snippets" / "mini").rename(other / "snippets" / "else")
    both = ["--bank", str(bank_root), "--bank", str(other)]
    assert "mini/flash" not in quizapp("export", "csv", "--topic", "else", *both).out
    done = quizapp("export", "csv", "--topic", "nothing", *both)
    assert done.code == 2
    assert "there are else, mini" in done.err


def test_everything_as_json(quizapp: Command) -> None:
    done = quizapp("export", "json")
    assert json.loads(done.out)["format"] == "quizapp backup"
    assert quizapp("export", "json", "--topic", "x").code == 2


@pytest.mark.parametrize("form", ["anki", "csv", "json"])
def test_a_place_that_cannot_be_written_is_one_clear_line(
    quizapp: Command, bank_root: Path, form: str
) -> None:
    run = ["--no-run"] if form == "anki" else []
    done = quizapp("export", form, *run, "-o", "none/there", "--bank", bank_root)
    assert done.code == 2
    assert "none/there: cannot be written" in done.err
    assert len(done.err.splitlines()) == 1


def test_no_cards_is_no_export(quizapp: Command, tmp_path: Path) -> None:
    assert quizapp("export", "csv", "--bank", tmp_path / "none").code == 1


STEERING = "\x7f\x9b31m\u202e\x1b[2J"


def test_a_backup_steers_no_terminal_and_loses_nothing(quizapp: Command) -> None:
    with Store(quizapp.data / "quizapp.db") as store:
        store.save_draft("t/one", f"a{STEERING}b")
    done = quizapp("export", "json")
    assert not set(done.out) & set(STEERING) - set("31m[2J")
    assert json.loads(done.out)["drafts"] == {"t/one": f"a{STEERING}b"}


@pytest.mark.parametrize("form", [["markdown"], ["markdown", "--short"], ["csv"]])
def test_no_line_is_written_over_another(
    quizapp: Command, bank_root: Path, form: list[str]
) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(
        bank.read_text().replace(
            "answer: It writes text to stdout.", 'answer: "It writes\\rtext\\r\\r\\nto stdout."'
        )
    )
    done = quizapp("export", *form, "--bank", bank_root)
    assert "It writestext" in done.out
    assert "\r" not in done.out.replace("\r\n", "\n")
