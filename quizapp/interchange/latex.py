"""Formulas in LaTeX as a line of Unicode, where that says the same: `x^{n+1}` becomes xⁿ⁺¹, a
fraction (a)/(b). What cannot be said so is left to be shown as it is."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from quizapp.interchange.latex_symbols import ACCENTS, BARE, OPERATORS, SPACES, SYMBOLS

MAX_FORMULA = 2_000
_MAX_DEPTH = 20
_FORMULA = re.compile(
    r"\\\((?P<a>(?:(?!\\\().){1,2000}?)\\\)|\\\[(?P<b>(?:(?!\\\[).){1,2000}?)\\\]"
    r"|\[latex\](?P<c>(?:(?!\[latex).){1,2000}?)\[/latex\]"
    r"|\[\$(?P<e>\$)?\](?P<d>(?:(?!\[\$).){1,2000}?)\[/\$(?(e)\$)\]"
    r"|(?<![\\$\w])\$\$(?P<f>[^$]{1,2000})\$\$"
    r"|(?<![\\$\w])\$(?=\S)(?P<g>[^$\n]{1,300})(?<![\s\\])\$(?![\w$])",
    re.DOTALL,
)
_BARE = re.compile(rf"(?<![\\\w:`])\\({'|'.join(BARE)})(?![A-Za-z{{\\])")
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]", re.DOTALL)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RAISED = dict(zip("0123456789+-−=()niT⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀᵀ", strict=True))
_RAISED |= dict(zip("abcdefghjklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_LOWERED |= dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_PLAIN = {"text", "mathrm", "textrm", "mbox", "operatorname", "operatorname*", "mathsf", "mathtt"}
_PLAIN |= {"mathbf", "boldsymbol", "bm", "textbf", "textit", "mathit", "emph", "texttt", "pmb"}
_PLAIN |= {"mathcal", "mathscr", "mathfrak", "boxed", "displaystyle", "textstyle", "limits"}
_PLAIN |= {"underline", "textnormal", "ensuremath", "nolimits", "mathbfcal", "mathnormal"}
_DOUBLE = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)) | {"1": "𝟙", "E": "𝔼", "F": "𝔽"}
_ROWS = {"matrix", "pmatrix", "bmatrix", "vmatrix", "Bmatrix", "smallmatrix", "array", "cases"}
_LINES = {"align", "align*", "aligned", "equation", "equation*", "gather", "gather*", "split"}
_LINES |= {"displaymath", "math", "eqnarray", "eqnarray*", "gathered", "multline", "multline*"}
_OPEN = {"pmatrix": "()", "vmatrix": "||", "Bmatrix": "{}", "cases": "{}"}


class _Unsayable(Exception):
    """There is something in the formula that no line of text says."""


def raised(text: str) -> str:
    """Text as a superscript: ² where there are such letters, else behind a ^."""
    return _script(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Text as a subscript."""
    return _script(text, _LOWERED, "_")


def _script(text: str, letters: dict[str, str], sign: str) -> str:
    text = text.strip()
    tight = text.replace(" ", "")
    if tight and all(letter in letters for letter in tight):
        return "".join(letters[letter] for letter in tight)
    if not text:
        return ""
    whole = len(text) == 1 or text.isalnum() or _closed(text)
    return sign + (text if whole else f"({text})")


def _closed(text: str) -> bool:
    return text[0] + text[-1] in ("()", "[]", "{}") and not set(text[1:-1]) & set("()[]{}")


def without_latex(text: str, keep: Callable[[str], str]) -> str:
    """Text with its formulas in Unicode; `keep` says what stands for one that cannot be."""

    def said(found: re.Match[str]) -> str:
        source = next(part for name in "abcdfg" if (part := found[name]) is not None)
        if found["g"] is not None and not _is_formula(source):
            return found[0]
        try:
            return in_unicode(source)
        except ValueError:
            return keep(found[0])

    return _BARE.sub(lambda found: SYMBOLS[found[1]], _FORMULA.sub(said, text))


def _is_formula(source: str) -> bool:
    """Whether what stands between two dollars is one: `$5` and `$x` in a shell are not."""
    return len(source.strip()) == 1 or bool(re.search(r"[\\^_=<>]|^\w\(|^[a-zA-Z][+*/-]", source))


def in_unicode(formula: str) -> str:
    """A formula, without its dollars, as a line of text. Raises ValueError for what has none."""
    signs = _TOKEN.findall(formula[: MAX_FORMULA + 1])
    if len(formula) > MAX_FORMULA:
        raise ValueError("too long for a line of text")
    try:
        text = _Formula(signs).text()
    except _Unsayable as error:
        raise ValueError(f"no line of text says it: {error}") from None
    return unicodedata.normalize("NFC", re.sub(r"[ \t\n]+", " ", text).strip())


class _Formula:
    """Reads signs from left to right."""

    def __init__(self, signs: list[str]) -> None:
        self.signs = signs
        self.at = 0
        self.depth = 0

    def text(self) -> str:
        parts = "".join(self.parts(None))
        if self.at < len(self.signs):
            raise _Unsayable("a brace too many")
        return parts

    def parts(self, end: str | None) -> Iterator[str]:
        """What stands up to a sign, which is taken, too; to the end for None."""
        while self.at < len(self.signs):
            sign = self.signs[self.at]
            if sign == end:
                break
            if sign in ("}", "\\end") or (end == "]" and sign == "&"):
                if end is None and sign == "}":
                    break
                raise _Unsayable(sign)
            self.at += 1
            yield self.one(sign)
        if end is not None:
            if self.at == len(self.signs):
                raise _Unsayable(f"no {end}")
            self.at += 1

    def one(self, sign: str) -> str:
        """What a sign stands for that has been taken, with all that it takes itself."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _Unsayable("nested too deeply")
        text = self.said(sign)
        self.depth -= 1
        return text

    def said(self, sign: str) -> str:
        if sign == "{":
            return "".join(self.parts("}"))
        if sign in "^_":
            return (raised if sign == "^" else lowered)(self.argument())
        if sign == "~" or sign.isspace() or sign == "&":
            return " "
        if sign.startswith("\\") and len(sign) > 1:
            return self.command(sign[1:])
        return "′" if sign == "'" else sign

    def argument(self) -> str:
        while self.at < len(self.signs) and self.signs[self.at].isspace():
            self.at += 1
        if self.at == len(self.signs):
            raise _Unsayable("an argument is missing")
        sign = self.signs[self.at]
        if sign in ("}", "&", "\\end"):
            raise _Unsayable(sign)
        self.at += 1
        return self.one(sign).strip()

    def name(self) -> str:
        """A word in braces, as it is."""
        if self.signs[self.at : self.at + 1] != ["{"]:
            raise _Unsayable("a name is missing")
        end = self.signs.index("}", self.at) if "}" in self.signs[self.at :] else self.at
        found = "".join(self.signs[self.at + 1 : end])
        self.at = end + 1
        return found

    def command(self, name: str) -> str:
        if name in SYMBOLS:
            return SYMBOLS[name]
        if name in OPERATORS:
            following = self.signs[self.at : self.at + 1]
            space = bool(following) and (following[0][0] == "\\" or following[0].isalnum())
            return OPERATORS[name] + " " * space
        if name in SPACES:
            return SPACES[name]
        if name in ("left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
                    "middle", "biggl", "biggr"):  # fmt: skip
            if self.signs[self.at : self.at + 1] == ["."]:
                self.at += 1
            return ""
        if name in _PLAIN:
            return "" if name.endswith(("style", "limits")) else self.words(name)
        if name == "begin":
            return self.environment(self.name())
        return self.with_arguments(name)

    def words(self, name: str) -> str:
        """What is in braces; with its white space, where it is text."""
        if ("text" in name or name == "mbox") and self.signs[self.at : self.at + 1] == ["{"]:
            self.at += 1
            return "".join(self.parts("}"))
        return self.argument()

    def with_arguments(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            above, below = self.argument(), self.argument()
            return f"({above})/({below})"
        if name == "binom":
            return f"C({self.argument()}, {self.argument()})"
        if name == "sqrt":
            return self.root()
        if name in ("mathbb", "mathds"):
            return "".join(_DOUBLE.get(letter, letter) for letter in self.argument())
        if name in ACCENTS:
            text = self.argument()
            return text + ACCENTS[name] if len(text) == 1 else f"{name}({text})"
        if name in ("overset", "stackrel"):
            above, text = self.argument(), self.argument()
            return f"{text}^({above})"
        if name in ("color", "textcolor"):
            self.name()
            return self.argument() if name == "textcolor" else ""
        if name in ("underbrace", "overbrace", "cancel"):
            return self.argument()
        if name in ("tag", "label"):
            return f" ({self.name()})" if name == "tag" else self.name()[:0]
        raise _Unsayable(name)

    def root(self) -> str:
        degree = ""
        if self.signs[self.at : self.at + 1] == ["["]:
            self.at += 1
            degree = raised("".join(self.parts("]")))
        text = self.argument()
        return f"{degree}√{text}" if len(text) == 1 else f"{degree}√({text})"

    def environment(self, name: str) -> str:
        if name not in _ROWS | _LINES:
            raise _Unsayable(name)
        if name == "array":
            self.name()
        rows: list[list[str]] = [[""]]
        while True:
            if self.at == len(self.signs):
                raise _Unsayable(f"no end of {name}")
            sign = self.signs[self.at]
            self.at += 1
            if sign == "\\end":
                self.name()
                break
            if sign == "\\\\":
                rows.append([""])
            elif sign == "&" and name in _ROWS:
                rows[-1].append("")
            elif sign == "}":
                raise _Unsayable(sign)
            else:
                rows[-1][-1] += self.one(sign)
        return self.laid_out(name, rows)

    def laid_out(self, name: str, rows: list[list[str]]) -> str:
        between = ", " if name in _ROWS else " "
        lines = [between.join(" ".join(cell.split()) for cell in row) for row in rows]
        lines = [line for line in lines if line.strip(" ,")]
        if name not in _ROWS:
            return "; ".join(lines)
        brackets = _OPEN.get(name, "[]")
        return f"{brackets[0]}{'; '.join(lines)}{brackets[1]}"
