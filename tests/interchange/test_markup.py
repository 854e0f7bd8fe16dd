import pytest

from quizapp.interchange.markup import code_html, html_text, markdown_html, plain_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &lt; b &amp;&nbsp;c", "a < b & c"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\n\ntwo"),
        ("<ul><li>one</li><li><p>two</p></li></ul>", "- one\n- two"),
        ("x <code>y</code>", "x `y`"),
        ("<pre>a\n  b<br>c</pre>", "```\na\n  b\nc\n```"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ('<img src="x.png" onerror="alert(1)">', "[picture: x.png]"),
        ("a [sound:x.mp3] b", "a b"),
        ("<div><div>a</div></div>", "a"),
        ("<b><i>unclosed", "unclosed"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_of_html_the_text_survives(html: str, text: str) -> None:
    assert html_text(html) == text


def test_tags_in_markdown_are_shown_and_not_obeyed() -> None:
    shown = markdown_html("<script>x</script> **b** [l](javascript:x) `<i>`")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "<strong>b</strong>" in shown
    assert 'href="javascript' not in shown


def test_output_and_code_are_escaped() -> None:
    assert plain_html("<b>&\n  x") == "<pre>&lt;b&gt;&amp;\n  x</pre>"
    assert plain_html("  \n") == ""
    assert "&lt;b&gt;" in code_html('print("<b>")')


@pytest.mark.parametrize("word", ["[sound:x.mp3]", "[latex]x[/latex]", "[$]x[/$]"])
def test_words_that_anki_acts_on_are_made_harmless(word: str) -> None:
    assert word[:4] not in markdown_html(f"`{word}`")
    assert word[:4] not in plain_html(word)
