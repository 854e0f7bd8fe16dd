"""Text that is no Markdown is shown as it was typed, by the reader of Markdown that the screens
use."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.interchange.as_typed import as_typed, fenced, line_as_typed


def shown(markdown: str) -> list[str]:
    """What stands on the screen, line by line, without the blank ones."""
    lines: list[str] = []
    for token in MarkdownIt("gfm-like").parse(markdown):
        if token.type in ("fence", "code_block"):
            lines += token.content.split("\n")
        elif token.type == "inline":
            lines += "".join(map(drawn, token.children or [])).split("\n")
        elif token.type not in ("paragraph_open", "paragraph_close"):
            lines.append(f"<{token.type}>")
    return [" ".join(line.split()) for line in lines if line.strip()]


def drawn(child: Token) -> str:
    breaks = {"hardbreak": "\n", "softbreak": " "}
    return breaks.get(child.type, child.content if child.type in ("text", "code_inline") else "")


@pytest.mark.parametrize(
    "text",
    [
        "call __len__() and w1*x1 + w2*x2 now",
        "# pip install torch",
        "1986. A year",
        "+ plus",
        "> no quote",
        "---",
        "a\n===\nb",
        "model[0](x) and [a](b), ![c](d)",
        "2**3 and 4**5",
        "f(**kwargs), g(*args)",
        "<div>x</div> &amp; &copy; <pad>",
        "C:\\new_folder\\*.txt",
        "~~x~~ and ~/.cache",
        "one\\\ntwo",
        "|a|b|\n|-|-|\n|1|2|",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "_____ is a blank",
        "a `lonely tick",
        "https://a.b/c_d_e and www.a.b and x_y_@a.b",
        "O(n²) → ∞, 日本語, مرحبا",
    ],
)
def test_signs_that_markdown_would_take_stay(text: str) -> None:
    assert shown(as_typed(text)) == text.split("\n")


@given(st.text(alphabet=st.sampled_from("ab1 \n*_`#->.+[]()!<&;\\|~=:"), max_size=60))
def test_whatever_the_text_it_is_shown_as_typed(text: str) -> None:
    found = shown(as_typed(text))
    wanted = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    # lists, blocks of code, `code` and **bold** are meant; a list draws its own marks
    if not any(line.startswith("<") for line in found) and "`" not in text and "**" not in text:
        assert found == wanted
    letters = [re.sub(r"[^ab]", "", "".join(lines)) for lines in (found, wanted)]
    if "<" not in "".join(found):
        assert letters[0] == letters[1]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("one\ntwo\n\nthree", "one\\\ntwo\n\nthree"),
        ("Use `x*y` and __init__", "Use `x*y` and `__init__`"),
        ("**Important**: this", "**Important**: this"),
        ("Two:\n- one thing\n* another", "Two:\n- one thing\n- another"),
        ("Steps:\n1) a\n2) b*c*d", "Steps:\n1. a\n2. `b*c*d`"),
        ("def f(x):\n    return x*2*3", "```\ndef f(x):\n    return x*2*3\n```"),
        ("Like this:\n    x = 1\n    y = 2", "Like this:\n\n```\nx = 1\ny = 2\n```"),
        ("```python\nx = 1\n\n# y\n```", "```python\nx = 1\n\n# y\n```"),
    ],
)
def test_lines_lists_and_code_keep_their_place(text: str, markdown: str) -> None:
    assert as_typed(text) == markdown


def test_a_line_is_one_line() -> None:
    assert line_as_typed("a *b*\n c") == "a `*b*` c"


def test_a_fence_is_longer_than_any_inside() -> None:
    assert fenced("```\nx\n```", "text") == "````text\n```\nx\n```\n````"
