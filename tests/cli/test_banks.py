"""quizapp banks: add, list, remove."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import Command
from tests.small_bank import write_bank


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def listed(quizapp: Command) -> dict[str, dict[str, object]]:
    return {bank["path"]: bank for bank in json.loads(quizapp("banks", "list", "--json").out)}


def test_a_bank_that_is_added_is_known_from_then_on(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("banks", "add", bank_root)
    assert (done.code, done.out) == (0, f"added {bank_root}: 8 cards\n")
    bank = listed(quizapp)[str(bank_root)]
    assert (bank["cards"], bank["problems"]) == (8, 0)
    assert bank["from"] == "added with `quizapp banks add`"
    assert "mini/flash" in quizapp("export", "csv", "-t", "mini").out


def test_a_path_is_kept_whole_wherever_it_was_given(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = write_bank(quizapp.here / "bank")
    assert quizapp("banks", "add", "bank").code == 0
    monkeypatch.chdir(tmp_path)
    assert str(root) in listed(quizapp)


def test_a_bank_that_is_added_twice_is_there_once(quizapp: Command, bank_root: Path) -> None:
    quizapp("banks", "add", bank_root)
    done = quizapp("banks", "add", bank_root)
    assert done.code == 0
    assert "known already: 8 cards" in done.out
    assert json.loads(quizapp("config", "banks", "--json").out) == [str(bank_root)]


def test_a_bank_with_problems_is_added_and_they_are_told(quizapp: Command, bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace("level: senior", "level: expert"))
    done = quizapp("banks", "add", bank_root)
    assert done.code == 1
    assert f"{bank}:" in done.out
    assert f"added {bank_root}: 7 cards, 1 problem\n" in done.out
    assert quizapp("banks", "list").code == 1


def test_cards_that_other_banks_have_already_are_told(
    quizapp: Command, bank_root: Path, tmp_path: Path
) -> None:
    quizapp("banks", "add", bank_root)
    copy = write_bank(tmp_path / "copy")
    done = quizapp("banks", "add", copy)
    assert done.code == 1
    assert "already used" in done.out
    assert "holds no card" in done.err
    assert str(copy) not in listed(quizapp)


@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_folder_without_cards_is_not_added(quizapp: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    done = quizapp("banks", "add", tmp_path / name)
    assert done.code == 1
    assert "it was not added" in done.err
    assert not (quizapp.data / "config.toml").exists()


def test_a_bank_that_is_removed_keeps_its_files(quizapp: Command, bank_root: Path) -> None:
    quizapp("banks", "add", bank_root)
    assert quizapp("banks", "remove", bank_root).code == 0
    assert str(bank_root) not in listed(quizapp)
    assert (bank_root / "questions" / "mini.yaml").is_file()


def test_a_bank_whose_folder_is_gone_can_still_be_removed(
    quizapp: Command, bank_root: Path, tmp_path: Path
) -> None:
    quizapp("banks", "add", bank_root)
    bank_root.rename(tmp_path / "elsewhere")
    assert listed(quizapp)[str(bank_root)]["problems"] == 1
    assert quizapp("banks", "remove", bank_root).code == 0


def test_what_was_not_added_cannot_be_removed(quizapp: Command, bank_root: Path) -> None:
    done = quizapp("banks", "remove", bank_root)
    assert done.code == 2
    assert "none was added" in done.err
    own = write_bank(quizapp.data / "banks" / "mine")
    done = quizapp("banks", "remove", own)
    assert done.code == 2
    assert "your own banks" in done.err


def test_every_root_says_where_it_comes_from(quizapp: Command, bank_root: Path) -> None:
    own = write_bank(quizapp.data / "banks" / "mine")
    found = listed(quizapp)
    assert found[str(own)]["from"] == "your own"
    assert "comes with quizapp" in [bank["from"] for bank in found.values()]
    given = quizapp("banks", "list", "--bank", bank_root)
    assert f"{bank_root}\n    given by --bank or QUIZAPP_BANK: 8 cards\n" == given.out
