"""What leaves this machine with a script: what it names beside itself, and nothing else."""

import base64
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quizapp.core.run import Job
from quizapp.runner.remote.parcel import first_cell, parcel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "bank"
    found.mkdir()
    (tmp_path / "secret.txt").write_text("outside")
    return found


def sent(folder: Path, text: str) -> set[str]:
    script = folder / "script.py"
    script.write_text(text)
    return set(parcel(Job(path=script)).files)


def test_a_script_goes_alone(folder: Path) -> None:
    for name in ("notes.txt", "other.py", "key.pem"):
        (folder / name).write_text("x")
    assert sent(folder, "print('on')") == {"script.py"}


def test_modules_go_along_and_what_they_name(folder: Path) -> None:
    (folder / "one.py").write_text("import two; open('rows.csv')")
    (folder / "two.py").write_text("")
    (folder / "rows.csv").write_text("")
    (folder / "box").mkdir()
    (folder / "box" / "__init__.py").write_text("")
    (folder / "box" / "inner.py").write_text("")
    assert sent(folder, "import one") == {"script.py", "one.py", "two.py", "rows.csv"}
    assert sent(folder, "import box") == {"script.py", "box/__init__.py", "box/inner.py"}


def test_no_link_is_followed(folder: Path) -> None:
    (folder / "secret.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "above").symlink_to(folder.parent)
    assert sent(folder, "open('secret.txt'); open('above/secret.txt')") == {"script.py"}


def test_nothing_above_or_hidden_goes(folder: Path) -> None:
    (folder / ".env").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    assert sent(folder, "open('../secret.txt'); open('.env'); open('.git/config')") == {"script.py"}


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert sent(folder, "open('pipe')") == {"script.py"}


def test_what_is_too_large_is_named(folder: Path) -> None:
    (folder / "large.bin").write_bytes(b"x" * 1_000_001)
    (folder / "script.py").write_text("open('large.bin')")
    found = parcel(Job(path=folder / "script.py"))
    assert set(found.files) == {"script.py"}
    assert found.remark == "not sent along, above 1 MB: large.bin"


def test_our_sources_go_whole_and_need_nothing_else(tmp_path: Path) -> None:
    text = re.search(r"b64decode\('(.*)'\)", first_cell([["torch"]]))
    assert text is not None
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(text[1]))) as archive:
        archive.extractall(tmp_path)
    kernel = "import quizapp.runner.inside.kernel as kernel; print(kernel.__file__)"
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {kernel}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.strip() == str(tmp_path / "quizapp" / "runner" / "inside" / "kernel.py")
