import os
from pathlib import Path

from quizapp.banks.changes import changed, stamps


def touch(path: Path) -> None:
    """Change a file's time, as a save with the same length would."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def test_nothing_changed_is_nothing(bank_root: Path) -> None:
    seen = stamps([bank_root])
    assert changed([bank_root], seen) == (frozenset(), seen)


def test_a_changed_bank_and_a_changed_script_are_named(bank_root: Path) -> None:
    seen = stamps([bank_root])
    bank = bank_root / "questions" / "mini.yaml"
    script = bank_root / "snippets" / "mini" / "double" / "checks.py"
    touch(bank)
    touch(script)
    different, now = changed([bank_root], seen)
    assert different == {bank, script}
    assert changed([bank_root], now)[0] == frozenset()


def test_new_and_removed_files_are_changes_too(bank_root: Path) -> None:
    seen = stamps([bank_root])
    gone, new = (bank_root / "snippets" / "mini" / name for name in ("two.py", "new.py"))
    gone.unlink()
    new.write_text("")
    assert changed([bank_root], seen)[0] == {gone, new}


def test_what_is_no_bank_and_no_script_does_not_count(bank_root: Path) -> None:
    seen = stamps([bank_root])
    (bank_root / "README.md").write_text("hello")
    (bank_root / "questions" / ".mini.yaml.swp").write_text("x")
    cache = bank_root / "snippets" / "mini" / "__pycache__"
    cache.mkdir()
    (cache / "two.py").write_text("")
    assert changed([bank_root], seen)[0] == frozenset()


def test_a_single_bank_file_brings_the_scripts_of_its_root(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    (bank_root / "questions" / "other.yaml").write_text("x")
    found = stamps([bank])
    assert str(bank) in found
    assert str(bank_root / "snippets" / "mini" / "two.py") in found
    assert str(bank_root / "questions" / "other.yaml") not in found


def test_a_root_that_is_not_there_yet_is_noticed_when_it_comes(tmp_path: Path) -> None:
    root = tmp_path / "later"
    seen = stamps([root])
    assert seen == {}
    (root / "questions").mkdir(parents=True)
    bank = root / "questions" / "a.yaml"
    bank.write_text("x")
    assert changed([root], seen)[0] == {bank}


def test_a_link_that_leads_in_circles_ends(bank_root: Path) -> None:
    (bank_root / "snippets" / "mini" / "loop").symlink_to(bank_root / "snippets")
    assert len(stamps([bank_root])) == 12


def test_links_in_a_circle_are_passed_over(bank_root: Path) -> None:
    seen = stamps([bank_root])
    folder = bank_root / "snippets" / "mini"
    (folder / "stray.py").symlink_to("stray.py")
    (folder / "round").symlink_to(folder)
    assert changed([bank_root], seen) == (frozenset(), seen)
