"""Files that are no banks are said to be none; nothing is waited for, and nothing fills memory."""

import os
from pathlib import Path

import pytest

from quizapp.banks.reading import MAX_BYTES, read_bank_text


def said(path: Path) -> str:
    """The one problem of a file that cannot be read."""
    text, problems = read_bank_text(path)
    assert text == ""
    assert [problem.path for problem in problems] == [path]
    return f"{problems[0].line}: {problems[0].message}"


def test_a_bank_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_bytes("\ufefftopic: é\r\n".encode())
    assert read_bank_text(bank) == ("topic: é\r\n", [])


def test_a_link_to_a_bank_is_a_bank(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text("topic: a\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "bank.yaml")
    assert read_bank_text(tmp_path / "link.yaml") == ("topic: a\n", [])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bank.yaml")
    assert said(tmp_path / "bank.yaml").startswith("1: not a file with text in it")


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/null", "/dev/tty", "."])
def test_a_device_or_a_folder_is_not_read(tmp_path: Path, target: str) -> None:
    (tmp_path / "bank.yaml").symlink_to(target)
    assert said(tmp_path / "bank.yaml").startswith("1: not a file with text in it")


def test_of_an_endless_file_no_more_is_read_than_a_limit(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    with bank.open("wb") as file:
        file.truncate(5_000_000_000)
    assert said(bank) == "1: larger than 4 MB; split it into several files"
    with bank.open("wb") as file:
        file.truncate(MAX_BYTES)
    assert len(read_bank_text(bank)[0]) == MAX_BYTES


def test_another_encoding_is_named_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_bytes(b"topic: a\ntitle: caf\xe9\n")
    assert said(tmp_path / "bank.yaml") == "2: not UTF-8; save the file in that encoding"


@pytest.mark.parametrize("name", ["none.yaml", "n" * 300 + ".yaml", "a\0b.yaml", "file/bank.yaml"])
def test_a_file_that_is_not_there_or_cannot_be_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    assert said(tmp_path / name).startswith("1: cannot be read: ")


def test_links_in_a_circle_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").symlink_to("bank.yaml")
    assert said(tmp_path / "bank.yaml").startswith("1: cannot be read: ")
