import pytest

from quizapp.interchange.latex import in_unicode, lowered, raised, without_latex


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("x^2", "x²"),
        ("x^{n+1}", "xⁿ⁺¹"),
        (r"\alpha \to \beta", "α → β"),
        (r"\frac{a}{b}", "(a)/(b)"),
        (r"\dfrac12", "(1)/(2)"),
        (r"\sum_{i=1}^{n} (x_i - \mu)^2", "∑ᵢ₌₁ⁿ (xᵢ - μ)²"),
        (r"\nabla_\theta J(\theta)", "∇_θ J(θ)"),
        (r"W \in \mathbb{R}^{d \times k}", "W ∈ ℝ^(d × k)"),
        (r"\hat{y} = \sigma(\mathbf{w}^\top \mathbf{x} + b)", "ŷ = σ(wᵀ x + b)"),
        (r"\sqrt{x^2+y^2} + \sqrt[3]{z}", "√(x²+y²) + ³√z"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{cases} 1 & x>0 \\ 0 & \text{otherwise} \end{cases}", "{1, x>0; 0, otherwise}"),
        (r"\begin{aligned} a &= b \\ c &= d\end{aligned}", "a = b; c = d"),
        (r"\left\{ \|x\|_2 \le 1 \right\}", "{ ‖x‖₂ ≤ 1 }"),
        (r"\log\frac{p}{q}, \cos(x)", "log (p)/(q), cos(x)"),
    ],
)
def test_a_formula_is_a_line_of_unicode(formula: str, text: str) -> None:
    assert in_unicode(formula) == text


@pytest.mark.parametrize(
    "formula",
    [
        r"\begin{tikzpicture}\end{tikzpicture}",
        r"\unknown{x}",
        "x^",
        "}",
        "{",
        r"\frac{a}",
        "x" * 3000,
    ],
)
def test_what_no_line_says_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match="line of text"):
        in_unicode(formula)


@pytest.mark.parametrize(
    "formula", ["{" * 1900, r"\frac" * 380, "^" * 1900, r"\begin{cases}" * 140]
)
def test_nesting_without_end_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        in_unicode(formula)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"the \(x^2\) and \[\frac ab\]", "the x² and (a)/(b)"),
        ("$x_1$ or $$a=b$$ or $f(x)$", "x₁ or a=b or f(x)"),
        (r"[$]a^2[/$], [$$]b[/$$] and [latex]\pi[/latex]", "a², b and π"),
        ("it costs $5 and $6, or US$5-$7", "it costs $5 and $6, or US$5-$7"),
        ("echo $HOME/$PATH", "echo $HOME/$PATH"),
        (r"a rate \alpha in C:\nu\beta", r"a rate α in C:\nu\beta"),
        (r"\(\unknown x\) stays", r"<\(\unknown x\)> stays"),
    ],
)
def test_formulas_are_found_in_text_and_prices_are_none(text: str, said: str) -> None:
    assert without_latex(text, lambda formula: f"<{formula}>") == said


def test_super_and_subscripts_are_letters_where_there_are_such() -> None:
    assert (raised("2"), raised("th"), raised("a/b"), raised("Q")) == ("²", "ᵗʰ", "^(a/b)", "^Q")
    assert (lowered("2"), lowered("ij"), lowered("max w")) == ("₂", "ᵢⱼ", "_(max w)")
