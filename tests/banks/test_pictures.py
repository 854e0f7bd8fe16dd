"""The pictures of a bank: no file outside its own folder is one of them, wherever links lead."""

from pathlib import Path

import pytest

from quizapp.banks.pictures import picture_at


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "face.png").write_bytes(b"x")
    return folder


def root_with(tmp_path: Path, link: str, target: Path | str) -> Path:
    root = tmp_path / "root"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(target)
    return root


def test_the_folder_is_no_link_to_another(tmp_path: Path, private: Path) -> None:
    root = root_with(tmp_path, "pictures", private)
    assert (root / "pictures" / "face.png").is_file()
    assert picture_at("pictures/face.png", root) is None


def test_the_folder_is_no_link_to_the_whole_disk(tmp_path: Path, private: Path) -> None:
    root = root_with(tmp_path, "pictures", "/")
    assert picture_at(f"pictures{private}/face.png", root) is None


def test_no_folder_in_it_leads_elsewhere(tmp_path: Path, private: Path) -> None:
    root = root_with(tmp_path, "pictures/deck", private)
    assert picture_at("pictures/deck/face.png", root) is None


@pytest.mark.parametrize("link", ["pictures", "pictures/deck"])
def test_a_loop_holds_no_picture(tmp_path: Path, link: str) -> None:
    root = root_with(tmp_path, link, Path(link).name)
    assert picture_at("pictures/deck/face.png", root) is None


def test_a_name_that_no_file_can_have_is_no_picture(tmp_path: Path) -> None:
    assert picture_at("pictures/\ud800.png", tmp_path) is None


def test_a_bank_behind_a_link_has_its_pictures(tmp_path: Path, private: Path) -> None:
    (tmp_path / "real").mkdir()
    private.rename(tmp_path / "real" / "pictures")
    (tmp_path / "root").symlink_to("real")
    found = picture_at("pictures/face.png", tmp_path / "root")
    assert found == tmp_path.resolve() / "real" / "pictures" / "face.png"
