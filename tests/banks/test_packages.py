"""Is what a card needs installed? Asked of real packages, and of some made up for the test."""

import sys
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.banks import packages
from quizapp.banks.packages import declares, missing_packages, package_of


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for packages with two of them: each module in it raises if it is imported."""
    place = tmp_path / "site-packages"
    for name, modules in (
        ("opencv-python", ["cv2/__init__.py"]),
        ("made.yaml", ["made/yaml/__init__.py", "made/yaml/nodes.py"]),
    ):
        info = place / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "RECORD").write_text("".join(f"{module},,\n" for module in modules))
        for module in modules:
            (place / module).parent.mkdir(parents=True, exist_ok=True)
            (place / module).write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(str(place))
    packages._packages.cache_clear()
    return place


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    packages._packages.cache_clear()


@pytest.mark.parametrize(
    "name",
    ["numpy", "scikit-learn", "scikit_learn", "sklearn", "pillow", "PIL", "pyyaml", "yaml", "json"],
)
def test_a_package_counts_by_its_own_name_and_by_its_modules(name: str) -> None:
    assert missing_packages([name]) == []


@pytest.mark.parametrize("name", ["opencv-python", "cv2", "made.yaml", "made-yaml", "Made.Yaml"])
def test_names_with_dots_and_names_unlike_their_module(installed: Path, name: str) -> None:
    assert missing_packages([name]) == []


def test_a_module_in_a_package_is_found_without_importing_it(installed: Path) -> None:
    assert missing_packages(["made.yaml.nodes", "made.yaml.none"]) == ["made.yaml.none"]
    assert not {"made", "made.yaml", "cv2"} & sys.modules.keys()


@pytest.mark.parametrize(
    "name",
    [
        "ruamel.yaml", "no-such-package", "", ".", "..", "../numpy", "a/b", "numpy.", ".numpy",
        "a b", "numpy\0", "n" * 5_000, "é", "numpy>=1", "numpy.no_such_module",
    ],
)  # fmt: skip
def test_whatever_else_stands_there_is_missing(name: str) -> None:
    assert missing_packages([name]) == [name]


def test_a_folder_in_the_working_directory_is_no_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "questions").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert missing_packages(["questions"]) == ["questions"]


def test_the_advice_for_a_module_that_is_installed_is_then_fulfilled(installed: Path) -> None:
    assert (package_of("cv2"), package_of("made.yaml.nodes")) == ("opencv-python", "made.yaml")
    for module in metadata.packages_distributions():
        assert missing_packages([package_of(module)]) == []
        assert declares([package_of(module)], module)


def test_the_advice_for_a_module_that_is_not_installed_is_its_usual_package() -> None:
    assert package_of("skimage") == "scikit-image"
    assert package_of("no_such_module") == "no_such_module"


@pytest.mark.parametrize("name", ["opencv-python", "opencv_python", "OpenCV-Python", "cv2"])
def test_a_card_declares_a_module_by_any_of_its_names(installed: Path, name: str) -> None:
    assert declares(["torchvision", name], "cv2")
    assert not declares(["torchvision"], "cv2")


@given(st.text())
def test_no_name_stops_it(name: str) -> None:
    missing_packages([name])
    package_of(name)
    declares([name], name)
