"""An exported deck is what Anki expects, and a later export updates it."""

import json
import sqlite3
import tempfile
import warnings
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizapp.banks.collection import Entry, read_collection
from quizapp.config import Config
from quizapp.interchange.anki_export import FIELDS, NOTE_TYPE, write_deck
from quizapp.interchange.imported import UNPROVEN
from quizapp.interchange.outputs import Outputs, real_outputs
from quizapp.study.bench import Bench
from tests.authoring.benches import open_bench
from tests.small_bank import BANK, SCRIPTS, write_bank

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entries(root: Path) -> list[Entry]:
    return list(read_collection([root])[0].entries.values())


class Deck:
    """What stands in an .apkg."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            database = path.with_suffix(".db")
            database.write_bytes(package.read("collection.anki2"))
        db = sqlite3.connect(database)
        rows = db.execute("SELECT guid, mid, mod, tags, flds FROM notes").fetchall()
        self.cards = db.execute("SELECT count(*) FROM cards").fetchone()[0]
        self.models: dict[str, Any] = json.loads(db.execute("SELECT models FROM col").fetchone()[0])
        self.decks: dict[str, Any] = json.loads(db.execute("SELECT decks FROM col").fetchone()[0])
        db.close()
        self.notes: dict[str, dict[str, str]] = {}
        self.guids: dict[str, str] = {}
        self.changed: dict[str, int] = {}
        for guid, model, changed, tags, fields in rows:
            values = dict(zip(FIELDS, fields.split("\x1f"), strict=True))
            assert model == NOTE_TYPE
            self.notes[values["Card"]] = {**values, "tags": tags}
            self.guids[values["Card"]] = guid
            self.changed[values["Card"]] = changed


def export(root: Path, path: Path, at: datetime = NOON, outputs: Outputs | None = None) -> Deck:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_deck(path, entries(root), outputs or {}, at)
    return Deck(path)


def test_what_no_snippet_proves_yet_shows_none(bank_root: Path, tmp_path: Path) -> None:
    (bank_root / "snippets" / "mini" / "hello.py").write_text(UNPROVEN)
    note = export(bank_root, tmp_path / "deck.apkg").notes["mini/flash"]
    assert (note["Solution"], note["Output"]) == ("", "")
    assert "writes text" in note["Points"]


def test_every_card_is_a_note_in_the_deck_of_its_topic(bank_root: Path, tmp_path: Path) -> None:
    deck = export(bank_root, tmp_path / "a.apkg")
    assert len(deck.notes) == deck.cards == 8
    assert "quizapp::A small bank" in {made["name"] for made in deck.decks.values()}
    assert deck.notes["mini/flash"]["tags"].split() == ["flashcard", "junior"]


def test_a_note_of_ones_own_ends_the_answer(bank_root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    write_deck(path, entries(bank_root), {}, NOON, {"mini/flash": "1 < \x1b[31m2\x07\n"})
    notes = Deck(path).notes
    ending = "<h4>Your note</h4><pre>1 &lt; 2</pre>"
    assert notes["mini/flash"]["Answer"].endswith(ending)
    assert "Your note" not in notes["mini/choice"]["Answer"]


def test_question_code_options_answer_and_output_are_in_it(bank_root: Path, tmp_path: Path) -> None:
    notes = export(bank_root, tmp_path / "a.apkg").notes
    assert "<code>print</code>" in notes["mini/flash"]["Question"]
    assert "writes text" in notes["mini/flash"]["Points"]
    assert "hello" in notes["mini/flash"]["Output"]
    assert "To stderr." in notes["mini/flash"]["Next"]
    assert notes["mini/choice"]["Options"].count("<li>") == 3
    assert "That joins two strings." in notes["mini/choice"]["Answer"]
    assert "(2, 3)" in notes["mini/short"]["Answer"]
    assert notes["mini/order"]["Options"].index("three") < notes["mini/order"]["Options"].index(
        "two"
    )
    assert "total" in notes["mini/predict"]["Code"]
    assert "sum: 6" in notes["mini/predict"]["Output"]
    assert "fixed.py" in notes["mini/bug"]["Solution"]
    assert "buggy.py" in notes["mini/bug"]["Output"]
    assert "def" in notes["mini/code"]["Code"]
    assert "solution.py" in notes["mini/code"]["Solution"]


def test_what_gives_the_answer_away_is_not_on_the_front(bank_root: Path, tmp_path: Path) -> None:
    notes = export(bank_root, tmp_path / "a.apkg").notes
    assert notes["mini/flash"]["Code"] == ""
    assert "x * 2" not in notes["mini/code"]["Code"]
    front = export(bank_root, tmp_path / "b.apkg").models[str(NOTE_TYPE)]["tmpls"][0]["qfmt"]
    assert "Answer" not in front
    assert "Output" not in front
    assert "Solution" not in front


def test_a_later_export_is_the_same_notes_with_a_later_time(
    bank_root: Path, tmp_path: Path
) -> None:
    first = export(bank_root, tmp_path / "a.apkg")
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(BANK.replace("What is 1 + 1?", "What is one and one?"))
    second = export(bank_root, tmp_path / "a.apkg", NOON + timedelta(days=1))
    assert second.guids == first.guids
    assert second.changed["mini/flash"] > first.changed["mini/flash"]
    assert second.models.keys() == first.models.keys()
    assert second.decks.keys() == first.decks.keys()
    assert "one and one" in second.notes["mini/choice"]["Question"]


def test_html_in_a_bank_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    bank = BANK.replace("What is 1 + 1?", "What is <script>1</script> < 2?")
    root = write_bank(tmp_path / "bank", bank, SCRIPTS | {"hello.py": 'print("<b>hello</b>")\n'})
    notes = export(root, tmp_path / "a.apkg").notes
    assert "<script>" not in "".join(notes["mini/choice"].values())
    assert "<b>hello" not in notes["mini/flash"]["Solution"]


def test_output_of_a_bank_is_labeled_as_recorded(bank_root: Path, tmp_path: Path) -> None:
    outputs = {
        "mini/flash": {"": "hello from a run"},
        "mini/bug": {"buggy.py": "7 in a run", "fixed.py": "6 in a run"},
    }
    notes = export(bank_root, tmp_path / "a.apkg", outputs=outputs).notes
    assert "<h4>hello.py prints</h4><pre>hello from a run" in notes["mini/flash"]["Output"]
    assert "<h4>fixed.py prints</h4><pre>6 in a run" in notes["mini/bug"]["Output"]
    recorded = "<h4>sums.py prints, as the bank records it</h4><pre>sum: 3\nsum: 6</pre>"
    assert notes["mini/predict"]["Output"] == recorded


def test_the_exception_that_a_bank_names_is_the_last_line_of_its_output(
    tmp_path: Path,
) -> None:
    bank = BANK.replace("mini/sums.py\n", "mini/sums.py\n    raises: 'KeyError: ...'\n")
    root = write_bank(tmp_path / "bank", bank)
    notes = export(root, tmp_path / "a.apkg").notes
    assert notes["mini/predict"]["Output"].endswith("sum: 6\nKeyError: ...</pre>")


def test_a_script_that_cannot_be_read_is_named_in_its_place(
    bank_root: Path, tmp_path: Path
) -> None:
    (bank_root / "snippets" / "mini" / "hello.py").write_bytes(b"print(1)\n\xff\n")
    notes = export(bank_root, tmp_path / "a.apkg").notes
    assert "hello.py: not UTF-8 in line 2" in notes["mini/flash"]["Solution"]


def test_a_folder_that_is_not_there_leaves_nothing_behind(bank_root: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_deck(tmp_path / "none" / "a.apkg", entries(bank_root), {}, NOON)


def test_an_export_leaves_nothing_among_the_temporary_files(
    bank_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    export(bank_root, tmp_path / "a.apkg")
    assert not list(temporary.iterdir())


@pytest.mark.asyncio(loop_scope="module")
async def test_real_output_comes_from_a_run_of_each_script(tmp_path: Path, bench: Bench) -> None:
    bank = BANK.replace(
        "    snippet: mini/sums.py", "    raises: KeyError\n    snippet: mini/sums.py"
    )
    bank = bank.replace(
        "snippet: mini/hello.py", "requires: [no_such_thing]\n    snippet: mini/hello.py"
    )
    scripts = SCRIPTS | {
        "sums.py": "print('sum:', 40 + 2)\nraise KeyError('x')\n",
        "two.py": "raise ValueError\n",
    }
    root = write_bank(tmp_path / "bank", bank, scripts)
    told: list[int] = []
    found = await real_outputs(entries(root), bench, lambda done, *_: told.append(done))
    assert found == {
        "mini/predict": {"": "sum: 42\nKeyError: 'x'"},
        "mini/bug": {"buggy.py": "7", "fixed.py": "6"},
        "mini/short": {"": "shape: (2, 3)"},
    }
    assert told == list(range(1, 9))


@pytest.mark.asyncio(loop_scope="module")
async def test_what_a_run_prints_cannot_steer_a_terminal(tmp_path: Path, bench: Bench) -> None:
    script = "print('\\x1b[31mred\\x1b[0m', 'one\\rtwo')\n"
    root = write_bank(tmp_path / "bank", scripts=SCRIPTS | {"hello.py": script})
    assert await real_outputs(entries(root)[:1], bench) == {"mini/flash": {"": "two"}}


async def test_a_run_that_was_cut_short_is_no_output(tmp_path: Path) -> None:
    script = "print('hello', flush=True)\nwhile True:\n    pass\n"
    root = write_bank(tmp_path / "bank", scripts=SCRIPTS | {"hello.py": script})
    async with open_bench(tmp_path, Config(seconds=0.5)) as bench:
        assert await real_outputs(entries(root)[:1], bench) == {}


async def test_what_the_learner_has_not_allowed_is_not_run_for_an_export(
    bank_root: Path, tmp_path: Path
) -> None:
    async with open_bench(tmp_path, confined=False) as bench:
        assert await real_outputs(entries(bank_root), bench) == {}
