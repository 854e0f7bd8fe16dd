"""What stands in fields of HTML and in plain text, as the Markdown of a card."""

import pytest

from quizapp.interchange.conversion import Conversion
from quizapp.interchange.pictures import Pictures


@pytest.fixture
def conversion() -> Conversion:
    return Conversion(Pictures("deck", {"x.png", "dir/é b.jpg"}))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &lt; b &amp;&nbsp;c", "a < b & c"),
        ("5 <![3] > 2 is <b>odd</b>", "5 <![3] > 2 is odd"),
        ("What is <i>this</i>: <![foo[bar]]>?", "What is this: <![foo[bar]]>?"),
        ("<b>a</b><![endif--=>b", "a<![endif--=>b"),
        ("<b>a</b> <![\u0130f x]>", "a <![\u0130f x]>"),
        ("<![if !mso]>a<![endif]><b>c</b>", "ac"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<div>three</div>", "one\\\ntwo\\\nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<ul><li>one</li><li><p>two</p></li></ul>after", "- one\n- two\n\nafter"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n   - c"),
        ("x <code>y*z*w</code>", "x `y*z*w`"),
        ("__init__ and a*b*c", "`__init__` and `a*b*c`"),
        ("<pre>a\n  b<br>c</pre>", "```\na\n  b\nc\n```"),
        ("<code>def f():<br>&nbsp; return 1</code>", "```\ndef f():\n  return 1\n```"),
        ("<div>if x:</div><div>&nbsp; &nbsp; y()</div>", "```\nif x:\n    y()\n```"),
        ("O(n<sup>2</sup>), H<sub>2</sub>O, a<sub>Q</sub>", "O(n²), H₂O, a_Q"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x|y</td></tr></table>",
         "| A | B |\n| --- | --- |\n| 1 | x\\|y |"),
        ("<table><tr><td><pre>1\n2</pre></td><td><pre>x = 1\ny</pre></td></tr></table>",
         "```\nx = 1\ny\n```"),
        ("<button>Show</button>a<title>not hidden", "`a<title>not` hidden"),
        ("<table><tr><td></td><td>a</td></tr><tr><td>b</td><td>c<br>d</td></tr></table>",
         "|  | a |\n| --- | --- |\n| b | c; d |"),
        ("<div><div>a</div></div>", "a"),
        ("<b><i>unclosed", "unclosed"),
        ("1 < 2 and 3 > 2, if a <b", "1 < 2 and 3 > 2, if a <b"),
        ("<s>a</s> <pad> vector<int>", "a `<pad>` `vector<int>`"),
        ("<anki-mathjax>x^2</anki-mathjax> and \\(\\frac{a}{b}\\)", "x² and (a)/(b)"),
        ("<a href='https://a.b/c'>here</a> <a href='javascript:x'>there</a>",
         "here (https://a.b/c) there"),
        ("<ruby>漢<rt>かん</rt></ruby> مرحبا 👋", "漢(かん) مرحبا 👋"),
    ],
)  # fmt: skip
def test_of_html_what_its_author_saw_survives(conversion: Conversion, html: str, text: str) -> None:
    assert conversion.html(html) == text


def test_pictures_are_named_and_counted(conversion: Conversion) -> None:
    assert conversion.html('<img src="x.png" onerror="alert(1)">') == (
        "![picture: x.png](pictures/deck/x.png)"
    )
    shown = conversion.html('<img src="dir/%C3%A9 b.jpg" alt="An [e]"> <img src="/etc/passwd">')
    assert shown.startswith("![picture: An e](pictures/deck/b-")
    assert shown.endswith(".jpg) (picture: passwd, not in the file)")
    assert conversion.pictures.missing == {"/etc/passwd"}


def test_sounds_and_formulas_that_are_left_are_counted(conversion: Conversion) -> None:
    assert conversion.html("a [sound:x.mp3] \\(\\unknown x\\) \\(y\\)") == "a `\\(\\unknown x\\)` y"
    assert (conversion.sounds, conversion.formulas) == (1, {"\\(\\unknown x\\)"})


def test_formulas_in_code_are_code(conversion: Conversion) -> None:
    assert conversion.text("`$x^2$` is $x^2$") == "`$x^2$` is x²"
