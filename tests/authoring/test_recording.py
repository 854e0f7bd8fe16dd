"""Recordings of cards that most machines cannot run."""

from datetime import date
from pathlib import Path

from quizapp.authoring.recording import record, wanting
from quizapp.banks.collection import Collection, Entry, obstacle, read_collection
from quizapp.banks.recording import Recording, read_recording, recording_path, write_recording
from quizapp.runner import Runner


def collection_of(root: Path, extra: str) -> Collection:
    bank = root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace("    snippet: mini/hello.py\n", extra))
    return read_collection([root])[0]


def test_a_card_for_cuda_says_why_it_cannot_run_here(bank_root: Path) -> None:
    found = collection_of(bank_root, "    snippet: mini/hello.py\n    device: cuda\n")
    [entry] = wanting(found)
    assert obstacle(entry, ["cpu"]) == "needs a CUDA device, and this machine has none"
    assert obstacle(entry, ["cpu", "cuda"]) == ""


async def test_only_what_can_run_here_is_recorded(bank_root: Path) -> None:
    found = collection_of(bank_root, "    snippet: mini/hello.py\n    requires: [nowhere-to-be]\n")
    async with Runner() as runner:
        written, left = await record(found, runner, date(2026, 11, 20))
    assert written == []
    assert left == {"mini/flash": "needs nowhere-to-be, not installed here"}


async def test_a_recording_holds_what_was_printed_and_where(bank_root: Path) -> None:
    found = collection_of(bank_root, "    snippet: mini/hello.py\n    requires: [numpy]\n")
    async with Runner() as runner:
        [path], left = await record(found, runner, date(2026, 11, 20))
    assert left == {}
    assert path == bank_root / "snippets" / "mini" / "hello.recorded.json"
    kept = read_recording(found.entries["mini/flash"])
    assert kept is not None
    assert kept.stdout == "hello\n"
    assert kept.label.endswith("2026-11-20")
    assert "torch" in kept.label


def entry_of(root: Path, name: str) -> Entry:
    return read_collection([root])[0].entries[name]


def test_a_folder_keeps_its_recording_inside(bank_root: Path) -> None:
    entry = entry_of(bank_root, "mini/bug")
    assert recording_path(entry) == bank_root / "snippets/mini/off_by_one/recorded.json"
    kept = Recording(device="H100", torch="2.13.0", date="2026-11-20", stdout="7\n", fixed="6\n")
    write_recording(entry, kept)
    assert read_recording(entry) == kept


def test_a_broken_recording_is_none(bank_root: Path) -> None:
    entry = entry_of(bank_root, "mini/bug")
    recording_path(entry).write_text("{")
    assert read_recording(entry) is None
