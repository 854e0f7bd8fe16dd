"""Pictures of imported cards, beside the bank."""

import os
from pathlib import Path

import pytest

from quizapp.errors import BankError
from quizapp.interchange import pictures
from quizapp.interchange.pictures import Pictures, beside


def saved(found: Pictures, root: Path, *names: str) -> int:
    return found.save(root, "\n".join(found.shown(name) for name in names))


def test_names_are_made_safe_and_stay_apart(tmp_path: Path) -> None:
    names = {"a b.png", "a-b.png", "../a b.png", "日本.jpg", "x.exe"}
    found = Pictures("t", names, lambda name: name.encode())
    assert saved(found, tmp_path, *sorted(names)) == 4
    kept = sorted(path.name for path in (tmp_path / "pictures" / "t").iterdir())
    assert all(name.isascii() and not name.startswith(".") for name in kept)
    assert len(kept) == 4
    assert found.missing == {"x.exe"}


def test_what_is_too_large_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MAX_PICTURES", 10)
    sizes = {"big.png": None, "one.png": b"x" * 8, "two.png": b"x" * 8}
    found = Pictures("t", sizes, lambda name: sizes[name])
    assert saved(found, tmp_path, *sizes) == 1
    assert found.left_out == {"big.png": "too large", "two.png": "too much in all"}


def test_a_picture_of_another_deck_stays(tmp_path: Path) -> None:
    assert saved(Pictures("t", {"a.png"}, lambda _: b"first"), tmp_path, "a.png") == 1
    second = Pictures("t", {"a.png"}, lambda _: b"second")
    assert saved(second, tmp_path, "a.png") == 0
    assert second.left_out == {"a.png": "another of this name is there"}
    assert (tmp_path / "pictures" / "t" / "a.png").read_bytes() == b"first"


def test_only_what_is_shown_on_a_card_is_kept(tmp_path: Path) -> None:
    found = Pictures("t", {"a.png"}, lambda _: b"x")
    found.shown("a.png")
    assert found.save(tmp_path, "no card shows it") == 0
    assert list(tmp_path.iterdir()) == []


def test_only_pictures_below_the_files_folder_are_beside_it(tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    deck.mkdir()
    (deck / "in.png").write_bytes(b"x")
    (tmp_path / "out.png").write_bytes(b"x")
    (deck / "link.png").symlink_to(tmp_path / "out.png")
    there, load = beside(deck / "cards.csv")
    assert [name in there for name in ("in.png", "../out.png", "link.png", "", "a\0.png")] == [
        True, False, False, False, False
    ]  # fmt: skip
    assert load("in.png") == b"x"


def test_names_that_no_file_can_have_and_loops_are_beside_nothing(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    there, _ = beside(tmp_path / "cards.json")
    assert [name in there for name in ("\ud800.png", "loop/a.png")] == [False, False]


def test_no_more_pictures_than_a_bank_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MAX_COUNT", 2)
    loaded: list[str] = []
    names = ["a.png", "b.png", "c.png"]

    def load(name: str) -> bytes:
        loaded.append(name)
        return b"x"

    found = Pictures("t", names, load)
    assert saved(found, tmp_path, *names) == 2
    assert found.left_out == {"c.png": "more than 2"}
    assert loaded == ["a.png", "b.png"]


def test_what_is_read_in_vain_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MAX_READ", pictures.MAX_PICTURE)
    loaded: list[str] = []
    names = ["a.png", "b.png", "c.png"]
    assert saved(Pictures("t", names, loaded.append), tmp_path, *names) == 0
    assert loaded == ["a.png", "b.png"]


@pytest.mark.parametrize("link", ["pictures", "pictures/t", "pictures/t/a.png"])
@pytest.mark.parametrize("there", [True, False])
def test_no_link_leads_a_picture_out_of_its_bank(tmp_path: Path, link: str, there: bool) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    place = root / link
    place.parent.mkdir(parents=True)
    place.symlink_to(outside)
    if there and not link.endswith(".png"):
        outside.mkdir()
    before = outside.exists()
    with pytest.raises(BankError, match=r"a\.png: cannot be written: a link"):
        saved(Pictures("t", {"a.png"}, lambda _: b"x"), root, "a.png")
    assert outside.exists() == before
    assert not before or list(outside.iterdir()) == []


@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_a_picture_is_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "pictures" / "t"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "a.png")
    with pytest.raises(BankError, match="not a file"):
        saved(Pictures("t", {"a.png"}, lambda _: b"x"), tmp_path, "a.png")


def test_a_link_to_a_bank_and_one_within_it_are_followed(tmp_path: Path) -> None:
    real = tmp_path / "real"
    (real / "pictures" / "elsewhere").mkdir(parents=True)
    (real / "pictures" / "t").symlink_to("elsewhere")
    (tmp_path / "root").symlink_to(real)
    assert saved(Pictures("t", {"a.png"}, lambda _: b"x"), tmp_path / "root", "a.png") == 1
    assert (real / "pictures" / "elsewhere" / "a.png").read_bytes() == b"x"
