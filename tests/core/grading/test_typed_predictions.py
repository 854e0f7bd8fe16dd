"""Hundreds of predictions as people type them, for what the shipped scripts print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.core.grading.marking import Kind, Piece, PrintedLine
from quizapp.core.grading.prediction import grade_lines

TYPED = Path(__file__).with_name("typed_predictions.txt")
_KINDS: dict[str, Kind] = {"⟦": "value", "‹": "given"}


def printed_line(text: str) -> PrintedLine:
    parts = filter(None, re.split(r"(⟦[^⟧]*⟧|‹[^›]*›)", text))
    return tuple(
        Piece(_KINDS[part[0]], part[1:-1]) if part[0] in _KINDS else Piece("label", part)
        for part in parts
    )


def cards() -> Iterator[tuple[str, list[PrintedLine], list[tuple[bool, str]]]]:
    """What a card prints, and what is typed for it, each with whether it is right."""
    name, printed, typed = "", list[PrintedLine](), list[tuple[bool, str]]()
    for row in TYPED.read_text(encoding="utf-8").splitlines():
        sign, text = row[:1], row[2:]
        if sign == "@":
            if name:
                yield name, printed, typed
            name, printed, typed = text, [], []
        elif sign == "|":
            printed.append(printed_line(text))
        elif sign in ("+", "-"):
            typed.append((sign == "+", text.replace("¶", "\n")))
    yield name, printed, typed


CARDS = {name: (printed, typed) for name, printed, typed in cards()}


@pytest.mark.parametrize("name", CARDS)
def test_what_is_right_is_taken_and_what_is_wrong_is_not(name: str) -> None:
    printed, typed = CARDS[name]
    judged = {said: all(one.right for one in grade_lines(said, printed)) for _, said in typed}
    assert judged == {said: right for right, said in typed}
    assert typed
