"""A stranger's bank asks once where nothing confines runs, and again when it changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.store.store import Store
from quizapp.study.trust import Trust, fingerprint, why_not
from tests.protections import CONFINED, NOTHING, SOME


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "quizapp.db") as opened:
        yield opened


def test_where_runs_are_confined_nobody_is_asked(bank_root: Path, store: Store) -> None:
    assert Trust(store, Path("/shipped"), CONFINED).allows(bank_root)


def test_what_came_with_quizapp_runs_everywhere(bank_root: Path, store: Store) -> None:
    assert Trust(store, bank_root).allows(bank_root)


def test_a_strangers_bank_runs_after_one_yes_which_lasts(bank_root: Path, store: Store) -> None:
    trust = Trust(store, Path("/shipped"))
    assert not trust.allows(bank_root)
    trust.allow(bank_root, fingerprint(bank_root))
    assert trust.allows(bank_root)
    assert Trust(store, Path("/shipped")).allows(bank_root)


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_any_changed_script_asks_again(bank_root: Path, store: Store, change: str) -> None:
    trust = Trust(store, Path("/shipped"))
    trust.allow(bank_root, fingerprint(bank_root))
    script = bank_root / "snippets" / "mini" / "hello.py"
    if change == "edit":
        script.write_text("print('other')\n")
    elif change == "add":
        script.with_name("new.py").write_text("")
    else:
        script.unlink()
    assert not trust.allows(bank_root)


@pytest.mark.parametrize("place", ["", "snippets"])
def test_what_git_keeps_is_a_change_like_any_other(
    bank_root: Path, store: Store, place: str
) -> None:
    """A script could run it."""
    trust = Trust(store, Path("/shipped"))
    trust.allow(bank_root, fingerprint(bank_root))
    kept = bank_root / place / ".git"
    kept.mkdir()
    (kept / "evil.py").write_text("print('stranger')")
    assert not trust.allows(bank_root)


def test_the_question_says_what_would_run_and_what_it_could_reach(
    store: Store, bank_root: Path
) -> None:
    asked = Trust(store, Path("/shipped"), NOTHING).question(bank_root)
    assert "11 scripts" in asked
    assert str(bank_root) in asked
    assert "all your rights" in asked
    asked = Trust(store, Path("/shipped"), SOME).question(bank_root)
    assert "could see or reach names of your files and names of your processes" in asked
    assert "Nothing confines" not in asked


def test_moving_text_between_scripts_is_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "snippets"
    folder.mkdir()
    (folder / "a.py").write_text("1")
    (folder / "b.py").write_text("2")
    before = fingerprint(tmp_path)
    (folder / "a.py").write_text("2")
    (folder / "b.py").write_text("1")
    assert fingerprint(tmp_path) != before


def test_what_lies_behind_a_link_or_was_compiled_asks_again(
    bank_root: Path, store: Store, tmp_path: Path
) -> None:
    library = tmp_path / "elsewhere"
    library.mkdir()
    (library / "__init__.py").write_text("x = 1\n")
    (bank_root / "snippets" / "mini" / "lib").symlink_to(library)
    (bank_root / "snippets" / "mini" / "round").symlink_to(bank_root / "snippets")
    trust = Trust(store, Path("/shipped"))
    trust.allow(bank_root, fingerprint(bank_root))
    assert trust.allows(bank_root)
    (library / "__init__.py").write_text("x = 2\n")
    assert not trust.allows(bank_root)
    trust.allow(bank_root, fingerprint(bank_root))
    compiled = bank_root / "snippets" / "mini" / "__pycache__" / "lib.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"code")
    assert not trust.allows(bank_root)


def test_a_bank_of_more_files_than_can_be_looked_at_is_never_allowed(
    bank_root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.study.trust._MOST", 3)
    trust = Trust(store, Path("/shipped"))
    trust.allow(bank_root, fingerprint(bank_root))
    assert not trust.allows(bank_root)


def test_a_bank_of_more_bytes_than_can_be_looked_at_is_never_allowed(
    bank_root: Path, store: Store
) -> None:
    with (bank_root / "snippets" / "mini" / "data.bin").open("wb") as file:
        file.truncate(1 << 42)  # takes no room on the disk
    trust = Trust(store, Path("/shipped"))
    seen = fingerprint(bank_root)
    assert seen is None
    assert not trust.allow(bank_root, seen)
    assert "more than 20,000 files or 256 MiB" in why_not(bank_root, seen)


@pytest.mark.skipif(not Path("/proc/self/pagemap").exists(), reason="needs Linux")
def test_what_the_system_makes_up_as_it_is_read_is_not_read(bank_root: Path) -> None:
    (bank_root / "snippets" / "data.bin").symlink_to("/proc/self/pagemap")  # 256 GiB
    assert fingerprint(bank_root) is not None


def test_a_link_to_a_folder_is_a_change_wherever_it_leads(bank_root: Path, store: Store) -> None:
    """By it a module that was counted already has another name."""
    trust = Trust(store, Path("/shipped"))
    snippets = bank_root / "snippets"
    for name in ("a", "b"):
        (bank_root / name).mkdir()
        (bank_root / name / "__init__.py").write_text(f"x = '{name}'\n")
    trust.allow(bank_root, fingerprint(bank_root))
    (snippets / "helper").symlink_to("..")
    assert not trust.allows(bank_root)
    (snippets / "helper").unlink()
    assert trust.allows(bank_root)
    (snippets / "lib").symlink_to("../a")
    trust.allow(bank_root, fingerprint(bank_root))
    (snippets / "lib").unlink()
    (snippets / "lib").symlink_to("../b")
    assert not trust.allows(bank_root)


@pytest.mark.parametrize(
    "name", ["snippets/p.recorded.json", "snippets/recorded.json", "helper.py"]
)
def test_a_file_of_whatever_name_asks_again(bank_root: Path, store: Store, name: str) -> None:
    trust = Trust(store, Path("/shipped"))
    trust.allow(bank_root, fingerprint(bank_root))
    (bank_root / name).write_text("{}")
    assert not trust.allows(bank_root)


@pytest.mark.parametrize("folder", [False, True])
def test_where_a_link_leads_does_not_pass_for_the_name_of_the_next_file(
    tmp_path: Path, folder: bool
) -> None:
    seen = set()
    for target, script in (("d", "ntorch.py"), ("dn", "torch.py")):
        root = tmp_path / target
        root.mkdir()
        for name in ("d", "dn"):
            if folder:
                (root / name).mkdir()
            else:
                (root / name).write_text("x")
        (root / "m").symlink_to(target)
        (root / script).write_text("print(666)")
        seen.add(fingerprint(root))
    assert len(seen) == 2
