"""Recordings of cards that most machines cannot run."""

import os
from datetime import date
from pathlib import Path

import pytest

from quizapp.authoring.recording import record, wanting
from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.banks.recording import Recording, read_recording, recording_path, write_recording
from quizapp.errors import BankError
from quizapp.study.bench import Bench

DAY = date(2026, 11, 20)
pytestmark = pytest.mark.asyncio(loop_scope="module")


def collection_of(root: Path, snippet: str, extra: str) -> Collection:
    """The small bank, with more keys for the card of a snippet."""
    bank = root / "questions" / "mini.yaml"
    line = f"    snippet: {snippet}\n"
    assert line in bank.read_text()
    bank.write_text(bank.read_text().replace(line, line + extra, 1))
    return read_collection([root])[0]


async def test_only_cards_that_need_more_than_a_plain_machine_want_a_recording(
    bank_root: Path,
) -> None:
    assert wanting(read_collection([bank_root])[0]) == []
    found = collection_of(bank_root, "mini/hello.py", "    device: cuda\n")
    found = collection_of(bank_root, "mini/sums.py", "    requires: [numpy]\n")
    assert [entry.card.id for entry in wanting(found)] == ["mini/flash", "mini/predict"]


async def test_what_cannot_run_here_is_not_recorded(bank_root: Path, bench: Bench) -> None:
    found = collection_of(bank_root, "mini/hello.py", "    requires: [nowhere-to-be]\n")
    told: list[tuple[int, int, str]] = []
    done = await record(found, bench, DAY, lambda *now: told.append(now))
    assert (done.written, done.failed) == ([], {})
    assert done.refused == {"mini/flash": "needs nowhere-to-be, not installed here"}
    assert told == [(1, 1, "mini/flash")]


async def test_a_recording_holds_what_was_printed_and_where(bank_root: Path, bench: Bench) -> None:
    found = collection_of(bank_root, "mini/hello.py", "    requires: [numpy]\n")
    done = await record(found, bench, DAY)
    assert done.written == [bank_root / "snippets" / "mini" / "hello.recorded.json"]
    kept = read_recording(found.entries["mini/flash"])
    assert kept is not None
    assert kept.stdout == "hello\n"
    assert kept.label.startswith("recorded on ")
    assert kept.label.endswith("2026-11-20")


async def test_of_a_bug_both_scripts_are_recorded(bank_root: Path, bench: Bench) -> None:
    found = collection_of(bank_root, "mini/off_by_one", "    requires: [numpy]\n")
    await record(found, bench, DAY)
    kept = read_recording(found.entries["mini/bug"])
    assert kept is not None
    assert (kept.stdout, kept.fixed) == ("7\n", "6\n")


async def test_a_run_that_does_not_end_as_the_bank_says_is_not_kept(
    bank_root: Path, bench: Bench
) -> None:
    (bank_root / "snippets" / "mini" / "hello.py").write_text("raise KeyError(1)\n")
    found = collection_of(bank_root, "mini/hello.py", "    requires: [numpy]\n")
    done = await record(found, bench, DAY)
    assert done.failed == {"mini/flash": "hello.py raised KeyError: 1"}
    assert read_recording(found.entries["mini/flash"]) is None


async def test_an_exception_that_the_bank_names_belongs_to_the_recording(
    bank_root: Path, bench: Bench
) -> None:
    (bank_root / "snippets" / "mini" / "sums.py").write_text("raise KeyError(1)\n")
    more = "    requires: [numpy]\n    raises: KeyError\n"
    found = collection_of(bank_root, "mini/sums.py", more)
    assert (await record(found, bench, DAY)).failed == {}
    kept = read_recording(found.entries["mini/predict"])
    assert kept is not None
    assert kept.exit_code == 1
    assert kept.stderr.endswith("KeyError: 1\n")


def entry_of(root: Path, name: str) -> Entry:
    return read_collection([root])[0].entries[name]


KEPT = Recording(device="H100", torch="2.13.0", date="2026-11-20", stdout="7\n", fixed="6\n")


async def test_a_folder_keeps_its_recording_inside(bank_root: Path) -> None:
    entry = entry_of(bank_root, "mini/bug")
    assert recording_path(entry) == bank_root / "snippets/mini/off_by_one/recorded.json"
    write_recording(entry, KEPT)
    assert read_recording(entry) == KEPT


async def test_a_broken_recording_is_none(bank_root: Path) -> None:
    entry = entry_of(bank_root, "mini/bug")
    recording_path(entry).write_text("{")
    assert read_recording(entry) is None


async def test_a_recording_that_cannot_be_written_is_one_clear_line(bank_root: Path) -> None:
    entry = entry_of(bank_root, "mini/bug")
    recording_path(entry).mkdir()
    with pytest.raises(BankError, match=r"recorded\.json: cannot be written"):
        write_recording(entry, KEPT)


@pytest.mark.parametrize("kind", ["bytes", "deep", "pipe", "endless", "large"])
async def test_a_recording_that_is_none_is_passed_over_at_once(bank_root: Path, kind: str) -> None:
    entry = read_collection([bank_root])[0].entries["mini/flash"]
    path = recording_path(entry)
    match kind:
        case "bytes":
            path.write_bytes(b'{"device":"\xff","torch":"a","date":"b","stdout":"c"}')
        case "deep":
            path.write_text('{"x":' + "[" * 100_000 + "]" * 100_000 + "}")
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path.symlink_to("/dev/zero")
        case "large":
            path.write_text(" " * 5_000_000)
    assert read_recording(entry) is None


async def test_a_recording_is_written_through_no_link(
    bank_root: Path, bench: Bench, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.write_text("precious")
    found = collection_of(bank_root, "mini/hello.py", "    requires: [numpy]\n")
    recording_path(found.entries["mini/flash"]).symlink_to(mine)
    with pytest.raises(BankError, match="a link; put a plain file in its place"):
        await record(found, bench, DAY)
    assert mine.read_text() == "precious"
