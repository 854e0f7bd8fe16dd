"""Pictures of imported cards, beside the bank."""

from pathlib import Path

import pytest

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
