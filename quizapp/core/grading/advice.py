"""What a `wrong_*.py` tells a learner, and of whose code it is told.

Answers that fail in the same way need not have the same mistake in them, so it is told as a
mistake, not as theirs. Comments below the docstring say which names an answer has to use, or must
not, for it to be told:

    # needs: squeeze | view, no_grad     (one of the first two, and the third)
    # lacks: zero_grad
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import msgspec

TOLD = "A mistake that fails like this:"
"""What stands in front of it; whether it is theirs, the learner sees."""

_HEADER = re.compile(r"#\s*([a-z]\w*)\s*:(.*)")
_ANNOTATIONS = "annotation", "returns"


class Terms(msgspec.Struct, frozen=True):
    """When advice is given: of each set in `needs` a name is used, and none of `lacks` is."""

    needs: list[frozenset[str]] = []
    lacks: frozenset[str] = frozenset()

    def hold(self, answer: str) -> bool:
        used = names(answer)
        return all(one & used for one in self.needs) and not self.lacks & used

    def excludes(self, other: "Terms") -> bool:
        """Whether no answer can get both."""
        return any(one <= other.lacks for one in self.needs) or any(
            one <= self.lacks for one in other.needs
        )


def explanation(source: str) -> str:
    """The docstring of a `wrong_*.py`: what is told to a learner who made that mistake."""
    try:
        return ast.get_docstring(ast.parse(source)) or ""
    except (SyntaxError, ValueError):
        return ""


def terms(source: str) -> Terms:
    """When the explanation of a `wrong_*.py` is told."""
    needs: list[frozenset[str]] = []
    lacks: frozenset[str] = frozenset()
    for word, groups in _headers(source):
        if word == "needs":
            needs += groups
        elif word == "lacks":
            lacks = lacks.union(*groups)
    return Terms(needs, lacks)


def terms_problem(source: str, starter: str = "") -> str:
    """What is wrong with the terms of a `wrong_*.py`; empty if nothing is. `starter` is the code
    that answers begin with."""
    for word, groups in _headers(source):
        if word not in ("needs", "lacks"):
            return f"'# {word}:' below the docstring means nothing; write '# needs:' or '# lacks:'"
        for name in sorted(frozenset().union(*groups)):
            if not name.isidentifier():
                return f"'# {word}:' lists names, as in '# {word}: detach, clone'; got {name!r}"
    mine, used, begun = terms(source), names(source), names(starter)
    for one in mine.needs:
        needed = " | ".join(sorted(one))
        if not one & used:
            return f"'# needs: {needed}', but it uses no such name itself"
        for name in sorted(one & begun):
            return (
                f"'# needs: {needed}' says nothing: answers begin with a starter that uses {name}"
            )
    for name in sorted(mine.lacks & used):
        return f"'# lacks: {name}', but it uses that itself"
    return ""


def names(source: str) -> frozenset[str]:
    """All names in code: of variables, attributes, keywords, parameters, and what is imported or
    defined; none in annotations, comments and texts. Of what is no Python, none."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()
    return frozenset(name for node in _without_annotations(tree) for name in _names_in(node))


def _without_annotations(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those of annotations."""
    left = [tree]
    while left:
        node = left.pop()
        yield node
        for field, value in ast.iter_fields(node):
            parts = value if isinstance(value, list) else [value]
            if field not in _ANNOTATIONS:
                left += [part for part in parts if isinstance(part, ast.AST)]


def _names_in(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.keyword(arg=str(name)) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name):
            yield from name.split(".")
        case ast.ImportFrom(module=str(name)):
            yield from name.split(".")


def _headers(source: str) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """Each comment `# word: a | b, c` between the docstring and the first line of code."""
    begun = False
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                found = _HEADER.fullmatch(token.string.rstrip())
                if begun and found is not None:
                    parts = found[2].split(",")
                    yield found[1], [_alternatives(part) for part in parts]
            elif token.type == tokenize.STRING and not begun:
                begun = True
            elif token.type not in (tokenize.NL, tokenize.NEWLINE):
                return
    except (tokenize.TokenError, SyntaxError):
        return


def _alternatives(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split("|"))
