import pytest

from quizapp.interchange.markup import code_html, markdown_html, plain_html


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
