"""Which parts of what a script prints are values, and which are labels: its code says so.

`marked` rewrites a script so that the arguments of its `print` calls, and the fields of their
f-strings, come out between marks; `printed_lines` reads its output back into pieces. Everything
else runs as it was. Where marks do not reach (a table that pprint lays out, output of C code), a
line has no marks, and is a piece by itself.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

Kind = Literal["label", "given", "value"]

_VALUE, _GIVEN, _CLOSE = "\uf8f0", "\uf8f1", "\uf8f2"
_LABEL = re.compile(r"[^\[\(]*?[:=]\s*(?=\S)")
_MARKS = {_VALUE: "value", _GIVEN: "given", _CLOSE: "label"}


class Piece(msgspec.Struct, frozen=True):
    """A part of a printed line: a `value`, which is to be predicted; what is `given` beside it in
    the code, such as the variable of a loop over literals; or a `label`."""

    kind: Kind
    text: str


PrintedLine = tuple[Piece, ...]


def marked(source: str) -> str | None:
    """The script with its values marked; None where marks cannot be set: it is no Python, has a
    `print` of its own, or the marks' characters in it."""
    if any(mark in source for mark in _MARKS):
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    if any(_binds_print(node) for node in ast.walk(tree)):
        return None
    fresh = _Marker(tree).visit(tree)
    return ast.unparse(ast.fix_missing_locations(fresh))


def printed_lines(output: str) -> list[PrintedLine]:
    """The lines that a marked script printed, those without anything on them left out. A line
    without marks is a value as a whole."""
    lines: list[PrintedLine] = []
    kind: Kind = "label"
    for line in output.splitlines():
        pieces: list[Piece] = []
        text = ""
        for sign in line:
            if sign not in _MARKS:
                text += sign
                continue
            if text:
                pieces.append(Piece(kind, text))
            kind, text = _MARKS[sign], ""  # type: ignore[assignment]
        if text.rstrip():
            pieces.append(Piece(kind, text.rstrip()))
        if any(piece.text.strip() for piece in pieces):
            lines.append(_with_value(pieces))
    return lines


def text_of(line: PrintedLine) -> str:
    """The line as it was printed."""
    return "".join(piece.text for piece in line)


def unmarked(line: str) -> PrintedLine:
    """A line of which nothing else is known: its value is all behind its label, if it has one."""
    label = _LABEL.match(line)
    cut = label.end() if label else 0
    parts = (Piece("label", line[:cut]), Piece("value", line[cut:]))
    return tuple(part for part in parts if part.text)


def _with_value(pieces: list[Piece]) -> PrintedLine:
    """A line always has something to predict: without a value it is the words that end it, or else
    what is given."""
    kinds = {piece.kind for piece in pieces if piece.text.strip()}
    if "value" in kinds:
        return tuple(pieces)
    *before, last = pieces
    if last.kind == "label" and re.search(r"\w", last.text):
        return (*before, *unmarked(last.text))
    return tuple(Piece("value" if p.kind == "given" else p.kind, p.text) for p in pieces)


def _binds_print(node: ast.AST) -> bool:
    match node:
        case ast.Name(id="print", ctx=ast.Store() | ast.Del()) | ast.arg(arg="print"):
            return True
        case ast.FunctionDef(name="print") | ast.alias(asname="print"):
            return True
        case ast.alias(name="print", asname=None):
            return True
    return False


class _Marker(ast.NodeTransformer):
    def __init__(self, tree: ast.Module) -> None:
        self._given = _Given(tree)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="print"), args=arguments, keywords=keywords):
                if not any(keyword.arg in ("file", None) for keyword in keywords):
                    node.args = [self._argument(argument) for argument in arguments]
        return node

    def _argument(self, argument: ast.expr) -> ast.expr:
        match argument:
            case ast.Constant(value=str()):
                return argument
            case ast.JoinedStr(values=values):
                return ast.JoinedStr([part for value in values for part in self._field(value)])
            case ast.Starred(value=value):
                form = f"{_VALUE}{{!s}}{_CLOSE}"
                each = ast.Attribute(ast.Constant(form), "format", ast.Load())
                return ast.Starred(ast.Call(ast.Name("map", ast.Load()), [each, value], []))
            case _:
                field = ast.FormattedValue(argument, conversion=ord("s"))
                return ast.JoinedStr([*self._field(field)])

    def _field(self, part: ast.expr) -> Iterator[ast.expr]:
        """A field of an f-string between its marks; what is no field is a label."""
        if not isinstance(part, ast.FormattedValue):
            yield part
            return
        yield ast.Constant(_GIVEN if self._given.covers(part.value) else _VALUE)
        yield part
        yield ast.Constant(_CLOSE)


class _Given:
    """The variables of loops over what can be read in the code."""

    def __init__(self, tree: ast.Module) -> None:
        self._bound: dict[str, list[ast.expr]] = {}
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self._bound.setdefault(name, []).append(value)
        self._plain: set[str] = set()
        self._named: set[str] = set()  # things, told by the name of their class or their own
        self._take_parameters(tree)
        loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension)]
        for loop in loops:
            self._take(loop.target, self._elements(loop.iter))

    def _take_parameters(self, tree: ast.Module) -> None:
        """Parameters of functions that are called with literals in their place, and in no other
        way."""
        for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
            calls, uses = [], 0
            for node in ast.walk(tree):
                match node:
                    case ast.Call(func=ast.Name(id=function.name)):
                        calls.append(node)
                    case ast.Name(id=function.name, ctx=ast.Load()):
                        uses += 1
            if not calls or len(calls) != uses:
                continue
            for place, parameter in enumerate(function.args.args):
                if all(len(call.args) > place for call in calls):
                    self._take(
                        ast.Name(parameter.arg, ast.Store()), [call.args[place] for call in calls]
                    )

    def covers(self, field: ast.expr) -> bool:
        """Whether what a field prints can be read in the code, and need not be predicted."""
        match field:
            case ast.Name(id=name):
                return name in self._plain
            case ast.Attribute(value=ast.Name(id=name), attr="__name__"):
                return name in self._plain or name in self._named
            case ast.Attribute(
                value=ast.Call(func=ast.Name(id="type"), args=[ast.Name(id=name)]), attr="__name__"
            ):
                return name in self._named
        return False

    def _elements(self, iterable: ast.expr) -> Sequence[ast.expr]:
        """What a loop runs over, where the code shows it; else nothing."""
        match iterable:
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                return elements
            case ast.Dict(keys=keys):
                return [key for key in keys if key is not None]
            case ast.Name(id=name) if len(self._bound.get(name, [])) == 1:
                return self._elements(self._bound[name][0])
            case ast.Call(func=ast.Attribute(value=owner, attr="items"), args=[]):
                found = owner
                if isinstance(owner, ast.Name) and len(self._bound.get(owner.id, [])) == 1:
                    found = self._bound[owner.id][0]
                if isinstance(found, ast.Dict):
                    pairs = zip(found.keys, found.values, strict=True)
                    return [ast.Tuple([k, v], ast.Load()) for k, v in pairs if k is not None]
            case ast.Call(func=ast.Name(id="range"), args=args) if all(map(_constant, args)):
                return [ast.Constant(0)]
            case ast.Call(func=ast.Name(id="enumerate"), args=[over, *_]):
                counted = self._elements(over) or [ast.Name("?", ast.Load())]
                return [ast.Tuple([ast.Constant(0), one], ast.Load()) for one in counted]
            case ast.Call(func=ast.Name(id="zip"), args=columns):
                rows = zip(*(self._elements(column) for column in columns), strict=False)
                return [ast.Tuple(list(row), ast.Load()) for row in rows]
        return []

    def _take(self, target: ast.expr, elements: Sequence[ast.expr]) -> None:
        if not elements:
            return
        match target:
            case ast.Name(id=name):
                if all(map(_constant, elements)):
                    self._plain.add(name)
                elif all(map(_thing, elements)):
                    self._named.add(name)
            case ast.Tuple(elts=parts):
                rows = [one.elts for one in elements if isinstance(one, ast.Tuple | ast.List)]
                if len(rows) == len(elements) and all(len(row) == len(parts) for row in rows):
                    for place, part in enumerate(parts):
                        self._take(part, [row[place] for row in rows])


def _constant(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _thing(node: ast.expr) -> bool:
    """A class, a function, or an object made on the spot: its name can be read."""
    match node:
        case ast.Name() | ast.Attribute():
            return True
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name[:1].isupper()
    return False
