import pytest

from quizapp.interchange import cloze


@pytest.mark.parametrize(
    ("text", "number", "asked", "words"),
    [
        ("{{c1::Paris}} is in {{c2::France}}.", 1, "[...] is in France.", ["Paris"]),
        ("{{c1::Paris}} is in {{c2::France::country}}.", 2, "Paris is in [country].", ["France"]),
        ("{{c1::a {{c2::b}} c}}", 1, "[...]", ["a b c"]),
        ("{{c1::a {{c2::b}} c}}", 2, "a [...] c", ["b"]),
        ("{{c1::x}} and {{c1::y}}", 1, "[...] and [...]", ["x", "y"]),
        ("{{c1::<b>x</b>}} or {{c2::X}}", 1, "[...] or [...]", ["<b>x</b>"]),
        (r"\(\frac{a}{ {{c1::x^{2}}} }\)", 1, r"\(\frac{a}{ [...] }\)", ["x^{2}"]),
        (r"\(x^{{{c1::2}}}\)", 1, r"\(x^{[...]}\)", ["2"]),
        ("{{c1::{}}} or {{c2::{a: {}}}}", 2, "{} or [...]", ["{a: {}}"]),
        ("{{c1::f {{c2::x^{2}}}}}", 2, "f [...]", ["x^{2}"]),
        ("{{c1::open {}} end", 1, "[...] end", ["open {"]),
        ("two\n{{c1::lines\nhere}}", 1, "two\n[...]", ["lines\nhere"]),
    ],
)
def test_what_is_hidden_is_asked_and_not_shown(
    text: str, number: int, asked: str, words: list[str]
) -> None:
    assert cloze.asked(text, number) == asked
    assert cloze.words(text, number) == words


def test_a_card_for_each_number() -> None:
    assert cloze.numbers("{{c3::a}} {{c1::b {{c2::c}}}} {{c1::d}}") == [1, 2, 3]
    assert cloze.numbers("no {{x}} }} and {{c1::open") == []
    assert cloze.told("{{c1::a {{c2::b}}}} }}") == "a b }}"


def test_places_in_a_picture_are_no_words() -> None:
    assert cloze.is_occlusion("{{c1::image-occlusion:rect:left=.1}}")
    assert not cloze.is_occlusion("{{c1::image}}")
