"""Nothing that could steer a terminal survives."""

import json

import pytest

from quizapp.core.printable import MAX_LINE, Stream, escaped, printable, unsteered


@pytest.mark.parametrize(
    "attack",
    [
        "\x1b[2J",
        "\x1b]0;title\x07",
        "\x1b]52;c;aGk=\x07",
        "\x1b]8;;https://x\x1b\\link\x1b]8;;\x1b\\",
        "\x1b[?1003h",
        "\x9b31m",
        "\x1bPq#0\x1b\\",
        "\x07",
        "\x08",
        "\x0e",
        "\x1b[31",
        "\x1b",
    ],
)
def test_control_sequences_are_gone(attack: str) -> None:
    shown = printable(f"a{attack}\nb")
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown if char != "\n")
    assert shown.startswith("a")
    assert shown.endswith("b")


def test_text_keeps_its_lines_and_letters() -> None:
    assert printable("naïve — 文字\n\tx\n") == "naïve — 文字\n    x\n"


def test_colors_leave_their_text() -> None:
    assert printable("\x1b[31mred\x1b[0m") == "red"


def test_a_progress_bar_shows_its_last_state() -> None:
    assert printable("10%\r50%\r100%\r\ndone") == "100%\ndone"


def test_overrides_of_direction_are_shown_by_code() -> None:
    assert printable("abc\u202edef") == "abc<U+202E>def"
    assert "\u200b" not in printable("a\u200bb")


def test_an_endless_line_is_cut_and_says_so() -> None:
    shown = printable("x" * (MAX_LINE + 5))
    assert shown.endswith("(5 more characters in this line)")


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
def test_a_stream_is_cleaned_however_it_is_cut(step: int) -> None:
    text = "a\x1b[31mred\x1b[0m\x1b]52;c;aGk=\x07b\x1b]0;t\x1b\\c\x9b2Jd\x07e\u202ef 1%\r2%\n"
    stream = Stream()
    shown = "".join(stream.clean(text[at : at + step]) for at in range(0, len(text), step))
    assert shown == "aredbcd\N{REPLACEMENT CHARACTER}e<U+202E>f 1%\r2%\n"


def test_a_stream_waits_for_no_end_of_a_sequence_for_ever() -> None:
    stream = Stream()
    assert stream.clean("\x1b]0;" + "x" * 10_000) + stream.clean("end").strip() != ""
    assert "end" in stream.clean("\nend")


def test_json_says_the_same_without_a_character_that_steers() -> None:
    text = '{"a": "\x9b31m\u202e\u200b\U000e0041 é"}'
    assert json.loads(escaped(text)) == json.loads(text)
    assert escaped(text) == '{"a": "\\u009b31m\\u202e\\u200b\\udb40\\udc41 é"}'


def test_what_steers_is_blank_and_as_wide() -> None:
    assert unsteered("a\x1b[2J\u202eb", lambda _: 1) == "a [2J b"
    assert unsteered("文字", lambda _: 2) == "文字"
