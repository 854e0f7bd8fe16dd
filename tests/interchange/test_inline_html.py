"""HTML that stands within Markdown: what it says is on the card, and nothing of it is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from quizapp.interchange.conversion import Conversion
from quizapp.interchange.imported import prepare
from quizapp.interchange.inline_html import without_tags
from quizapp.interchange.markdown_import import read_markdown
from quizapp.interchange.pictures import Pictures


@pytest.fixture
def conversion() -> Conversion:
    return Conversion(Pictures("deck", {"x.png", "a b.png"}))


CASES = [
    ("x<sup>2</sup>, 10<sup>-3</sup>, a<sub>i</sub>.<br>Second", "x², 10⁻³, aᵢ.\\\nSecond"),
    ("Q<sup>*</sup>(s) and π<sup>*</sup>, x<sub>Q</sub>", "Q^\\*(s) and π^\\*, x_Q"),
    ("one<br>\ntwo<br/><br/>three<br>", "one\\\ntwo\n\nthree"),
    ("Steps:<br>- a<br>- b", "Steps:\n- a\n- b"),
    ("One<br># Two", "One\\\n\\# Two"),
    ("- a<br>b\n- c.<br>d\n- e<br>\n  f", "- a; b\n- c. d\n- e\\\n  f"),
    ("| a | b |\n|---|---|\n| x<br>y | <code>p\\|q</code><br> |",
     "| a | b |\n|---|---|\n| x; y | `p\\|q` |"),
    ("> a<br>b\n> c<br>\n> d", "> a\\\n> b\n> c\\\n> d"),
    ("Set <code>pin_memory</code>, <kbd>ctrl+c</kbd>", "Set `pin_memory`, `ctrl+c`"),
    ("<code>a &lt; b\\_c</code> and <tt>x`y</tt>", "`a < b_c` and ``x`y``"),
    ("<b>bold</b>, <i>slanted</i>, <strong><em>both</em></strong>",
     "**bold**, *slanted*, ***both***"),
    ("<b> bold </b>x, <b>Note:</b>x, <b>a **b**</b>", " **bold** x, Note:x, a **b**".strip()),
    ("<b>one\n\ntwo</b>", "one\n\ntwo"),
    ("<p>one</p>\n<p align='center'>two</p>\nthree", "one\n\ntwo\n\nthree"),
    ("<div>\n    <u>one</u> <span style='x'>two</span>\n</div>", "one two"),
    ("<a name='q'></a>See <a href='https://a.b/c'>this</a>", "See [this](https://a.b/c)"),
    ("<img src='x.png' alt='An x' width=3> <img src='a%20b.png'>",
     "![picture: An x](pictures/deck/x.png) ![picture: a-b-"),
    ("a <!-- not\nshown --> b <!-- shown", "a b \\<!-- shown"),
    ("<details open>\n<summary>More</summary>\n\n- one\n  - two\n\n</details>",
     "More\n\n- one\n  - two"),
    ("Some:\n<ul>\n  <li>one</li>\n  <li><b>two</b></li>\n</ul>\nafter",
     "Some:\n\n- one\n- two\n\nafter"),
    ("<pre><code>def f():\n\n    return &lt;1\n</code></pre>",
     "```\ndef f():\n\n    return <1\n```"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
     "| a | b |\n| --- | --- |\n| 1 | 2 |"),
    ("List<int> and vector<float>, <pad>, <s>", "List\\<int> and vector\\<float>, \\<pad>, \\<s>"),
    ("a List<Address>, a Map<Section>", "a List\\<Address>, a Map\\<Section>"),
    ("INSERT INTO <table> VALUES", "INSERT INTO \\<table> VALUES"),
    ("one<p>two", "one\\<p>two"),
    ("one <p>two", "one\n\ntwo"),
    ("<kbd>Ctrl</kbd><kbd>C</kbd>, <b>a</b><b>b</b>", "`Ctrl` `C`, **a**b"),
    ("x<sup>see the note</sup>, W<sub>*i*</sub>, y<sup>**2**</sup>", "x^(see the note), Wᵢ, y²"),
    ("<ul>\n\n- a\n- b\n\n</ul>", "- a\n- b"),
    ("<table>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</table>",
     "| a | b |\n|---|---|\n| 1 | 2 |"),
    ("std<std::string>, the <b> tag, <T>", "std\\<std::string>, the \\<b> tag, \\<T>"),
    ("a < b > c, x <y, <https://a.b/c>, <a@b.c>", "a < b > c, x <y, <https://a.b/c>, <a@b.c>"),
    ("[x](<a b.md>), \\<int>, &lt;int&gt;", "[x](<a b.md>), \\<int>, &lt;int&gt;"),
    ("`<b>` ``<i>x</i>``\n\n```html\n<br>\n```\n\n    <br>\n\nx",
     "`<b>` ``<i>x</i>``\n\n```html\n<br>\n```\n\n    <br>\n\nx"),
    ("- a\n\n  ```html\n  <br>\n  ```", "- a\n\n  ```html\n  <br>\n  ```"),
    ("$a<sup>2</sup>$ and $x < y$", "a² and x < y"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "markdown"), CASES)
def test_what_html_says_is_said_in_markdown(
    conversion: Conversion, source: str, markdown: str
) -> None:
    found = conversion.markdown(source)
    assert found == markdown or (markdown[-1] == "-" and found.startswith(markdown))
    assert conversion.markdown(found) == found


def _shown(tokens: list[Any]) -> str:
    """What is seen of Markdown as the screens read it."""
    parts = []
    for token in tokens:
        assert token.type not in ("html_inline", "html_block"), token.content
        parts.append(_shown(token.children) if token.children else "")
        parts.append(token.content if token.type != "inline" else "\n")
    return "".join(parts)


@pytest.mark.parametrize("source", [source for source, _ in CASES])
def test_every_word_is_seen(conversion: Conversion, source: str) -> None:
    shown = _shown(MarkdownIt("gfm-like").parse(conversion.markdown(source)))
    seen = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    seen = re.sub(r"</?(?:a|img|p|span|div|details|summary)\b[^<>]*>|https?:\S*", " ", seen)
    for word in re.findall(r"[A-Za-z]{3,}", seen):
        known = word in ("sup", "sub", "code", "kbd", "strong", "table", "pre", "amp", "html")
        assert known or word in shown


def test_a_bank_with_html_is_read_whole_in_every_form(tmp_path: Path) -> None:
    body = "It is x<sup>2</sup>, <code>a_b</code>.<br>Second, List<int>."
    shown = "It is x², `a_b`.\\\nSecond, List\\<int>."
    for text in (
        f"## Area?\n\n{body}\n",
        f"<details><summary>Area?</summary>\n<p>{body}</p>\n</details>\n",
        f"| Question | Answer |\n|---|---|\n| Area? | {body} |\n| More? | {body} |\n",
        f"#flashcards\n\nArea?::{body}\n",
        f"Area?\n\n---\n\n{body}\n",
        f"- Area?\n  {body}\n- More?\n  {body}\n",
    ):
        file = tmp_path / "notes.md"
        file.write_text(text)
        found, _ = read_markdown(file, "notes", None)
        assert (found.notes[0].question, found.notes[0].answer) == ("Area?", shown)
        (card, *_) = prepare(tmp_path, "notes", found.notes).cards
        assert card.points == ["It is x², `a_b`."]


def test_options_of_a_choice_are_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("## Which?\n\n- [x] x<sup>2</sup>\n- [ ] <b>x</b>\n\nAnswer:\n\nThat.\n")
    (note,) = read_markdown(file, "notes", None)[0].notes
    assert [one.text for one in note.options] == ["x²", "**x**"]


def test_what_quizapp_wrote_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("## Is List<int> <b>it</b>?\n\n<!-- id: a/b -->\n\nIt is<br>.\n")
    (note,) = read_markdown(file, "notes", None)[0].notes
    assert (note.question, note.answer) == ("Is List<int> <b>it</b>?", "It is<br>.")


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a x='", "<a x=\"'", "<code>", "<b>", "</b>", "<ul>", "<!--", "`<", "<p>", "<br>",
     "> <p>", "<pre>\n", "<b>\n\n", "<table><tr><td>", "<b>x</b>", "<a x x", "<a@b.", "- <br>"],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_signs_made_to_take_long_do_not(piece: str) -> None:
    without_tags(piece * (100_000 // len(piece)), lambda html: html)
