"""Scripts are read as Python reads them; one that cannot be read is a line to show."""

from pathlib import Path

import pytest

from quizapp.banks.scripts import LARGEST, MOST_LINES, read_script


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "one.py"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("print('é')\n".encode(), "print('é')\n"),
        ("# coding: latin-1\nprint('é')\n".encode("latin-1"), "# coding: latin-1\nprint('é')\n"),
        (b"\xef\xbb\xbfprint(1)\n", "print(1)\n"),
        (b"print(1)\r\nprint(2)\rprint(3)", "print(1)\nprint(2)\nprint(3)"),
    ],
    ids=["empty", "utf-8", "coding", "mark", "line ends"],
)
def test_a_script_is_read_in_its_own_coding(script: Path, data: bytes, text: str) -> None:
    script.write_bytes(data)
    read = read_script(script)
    assert (read.text, read.fault) == (text, "")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"print(1)\n# caf\xe9\n", "one.py: not UTF-8 in line 2; save it so, or name its coding"),
        (b"# coding: ascii\n# caf\xe9\n", "one.py: not ASCII in line 2"),
        (b"# coding: klingon\n", "one.py: cannot be read: unknown encoding"),
        (b"# coding: rot13\n", "one.py: cannot be read: its coding line names no coding of text"),
        (b"# coding: hex\n", "one.py: cannot be read: its coding line names no coding of text"),
        (b"# coding: undefined\n", "one.py: cannot be read: "),
        (b"# coding: utf-7\n'+2AA-'\n", "one.py: holds half a character in line 2"),
        (b"#" * (LARGEST + 1), "one.py: larger than 64 kB"),
        (b"#\n" * (MOST_LINES + 1), "one.py: has more than 2,000 lines; split it"),
    ],
    ids=["latin", "ascii", "unknown", "rot13", "hex", "undefined", "half", "large", "long"],
)
def test_a_script_that_is_no_text_says_why(script: Path, data: bytes, fault: str) -> None:
    script.write_bytes(data)
    read = read_script(script)
    assert read.text == ""
    assert read.fault.startswith(fault)
    assert "\n" not in read.fault


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    assert read_script(tmp_path).fault.startswith(f"{tmp_path.name}: not a file with text in it")
    assert read_script(tmp_path / "none.py").fault == (
        "none.py: cannot be read: No such file or directory"
    )
    assert "cannot be read" in read_script(tmp_path / "a\0b.py").fault
    assert "cannot be read" in read_script(tmp_path / ("x" * 5000)).fault
