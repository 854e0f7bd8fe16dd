"""Mutants: a solution with one small thing wrong, as people and their editors get things wrong.

General tools mutate Python's operators; what goes wrong in torch is more often an axis, a dtype, a
`detach` that is missing, so those are mutated here too. A mutant is named by the statement that it
changes, before and after, without line numbers: the name outlives edits elsewhere.
"""

import ast
import copy
from collections.abc import Iterator

import msgspec

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NAMES = {
    "max": "min", "min": "max", "argmax": "argmin", "argmin": "argmax", "sum": "mean",
    "mean": "sum", "zeros": "ones", "ones": "zeros", "zeros_like": "ones_like",
    "ones_like": "zeros_like", "train": "eval", "eval": "train", "append": "extend",
    "any": "all", "all": "any", "floor": "ceil", "ceil": "floor", "tril": "triu", "triu": "tril",
    "no_grad": "enable_grad", "inference_mode": "no_grad", "rand": "randn", "randn": "rand",
    "softmax": "log_softmax", "log_softmax": "softmax", "var": "std", "std": "var",
    "float32": "float64", "float64": "float32", "float": "double", "double": "float",
    "long": "int", "int64": "int32", "int32": "int64", "bool": "uint8",
    "parameters": "buffers", "named_parameters": "named_buffers",
}  # fmt: skip
_PASSED_THROUGH = {
    "detach", "clone", "contiguous", "float", "double", "long", "int", "bool", "half", "to", "cpu",
    "item", "tolist", "numpy", "copy", "type", "squeeze", "unsqueeze", "flatten", "reshape",
    "view", "transpose", "permute", "t", "sum", "mean", "sqrt", "exp", "log", "abs", "square",
    "clamp", "clamp_min", "clamp_max", "sigmoid", "tanh", "relu", "softmax", "sort", "flip",
    "cumsum", "requires_grad_", "lower", "upper", "strip", "items", "keys", "state_dict",
}  # fmt: skip
_COPIES = {"deepcopy", "copy", "list", "dict", "tuple", "set", "sorted", "reversed", "abs", "float",
    "int", "round", "len"}  # fmt: skip
_EITHER_WAY = {
    "transpose", "swapaxes", "maximum", "minimum", "equal", "allclose", "isclose", "dot",
    "Sequential",  # neighbors often are as good the other way round, and else mostly crash
}  # fmt: skip
_WORDS = {"mean": "sum", "sum": "mean", "none": "mean"}  # reductions
_DROPPED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Delete, ast.Raise, ast.Assert)
_LONGEST = 100  # letters of one side of a name
_KEPT = 30  # of them around what differs, if there are more


class Mutant(msgspec.Struct, frozen=True):
    """A script with one thing changed; `name` says which: `before -> after`."""

    name: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a script, each text once. Raises SyntaxError where the script does."""
    tree = ast.parse(source)
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for body, at in _statements(tree):
        before = body[at]
        for after in _changed(before):
            body[at : at + 1] = after
            text = ast.unparse(tree)
            body[at : at + len(after)] = [before]
            if text != original and text not in found:
                found[text] = Mutant(_name(before, after), text)
    return list(found.values())


def _statements(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], int]]:
    """The statements that define something, and those within: the list each is in, and where.
    What a script does beside when it is run (imports, a demonstration) is left alone."""
    for at, top in enumerate(tree.body):
        if isinstance(top, ast.FunctionDef | ast.ClassDef | ast.Assign):
            yield tree.body, at
            yield from _below(top)


def _below(node: ast.AST) -> Iterator[tuple[list[ast.stmt], int]]:
    for name in ("body", "orelse", "finalbody"):
        body: list[ast.stmt] = getattr(node, name, [])
        for at, one in enumerate(body):
            if not _is_doc(one) and not isinstance(one, ast.Import | ast.ImportFrom):
                yield body, at
                yield from _below(one)


def _is_doc(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changed(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """What may stand in a statement's place. Statements below it have their own turn."""
    if isinstance(statement, _DROPPED):
        yield [ast.Pass()]
    if isinstance(statement, ast.With):
        yield statement.body
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        for at in range(len(statement.decorator_list)):
            twin = copy.deepcopy(statement)
            del twin.decorator_list[at]
            yield [twin]
    if isinstance(statement, ast.If | ast.While):
        for value in (True, False):
            if isinstance(statement, ast.If) or not value:  # `while True` has no end
                yield [_with(statement, [("test", None)], ast.Constant(value))]
    if isinstance(statement, ast.Break | ast.Continue):
        yield [ast.Continue() if isinstance(statement, ast.Break) else ast.Break()]
    for path in _paths(statement):
        for after in _others(_get(statement, path)):
            yield [_with(statement, path, after)]


_Path = list[tuple[str, int | None]]


def _paths(node: ast.AST) -> Iterator[_Path]:
    """The way to each expression and operator of a statement, none of which is in a statement
    below, in an annotation or in a text."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for at, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(one, ast.AST) or isinstance(one, ast.stmt | ast.JoinedStr):
                continue
            yield [(name, at)]
            yield from ([(name, at), *path] for path in _paths(one))


def _get(node: ast.AST, path: _Path) -> ast.AST:
    for name, at in path:
        value = getattr(node, name)
        node = value if at is None else value[at]
    return node


def _with(statement: ast.stmt, path: _Path, value: ast.AST) -> ast.stmt:
    """A copy of a statement that has something else in one place."""
    twin = copy.deepcopy(statement)
    owner, (name, at) = _get(twin, path[:-1]), path[-1]
    if at is None:
        setattr(owner, name, value)
    else:
        getattr(owner, name)[at] = value
    return twin


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of an expression or operator."""
    if type(node) in _OPERATORS:
        yield _OPERATORS[type(node)]()
    match node:
        case ast.Constant():
            for value in _values(node.value):
                yield ast.Constant(value)
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node.operand
            if isinstance(node.operand, ast.Constant) and node.operand.value not in (0, 1):
                yield ast.Constant(0)  # from a last axis to the first
        case ast.BinOp():
            yield node.left
            yield node.right
        case ast.BoolOp():
            yield from node.values
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Slice():
            yield ast.Slice()
        case ast.Attribute(attr=attr) if attr in _NAMES:
            yield ast.Attribute(node.value, _NAMES[attr], node.ctx)
        case ast.Name(id=name) if name in _NAMES:
            yield ast.Name(_NAMES[name], node.ctx)
        case ast.Call():
            yield from _calls(node)
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(node.target, node.iter, [], node.is_async)


def _values(value: object) -> Iterator[bool | int | float | str]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
            if value:
                yield value - 1
        case float():
            yield value * 2 if value else 1.0
            if value:
                yield 0.0
        case str() if value in _WORDS:
            yield _WORDS[value]


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """A call without one of its arguments, with two of them swapped, or gone. The words of an
    exception are nobody's business."""
    if isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
        return
    for at in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, [*node.keywords[:at], *node.keywords[at + 1 :]])
    if node.args:
        yield ast.Call(node.func, node.args[:-1], node.keywords)
    name = getattr(node.func, "attr", "")
    for at in range(0 if name in _EITHER_WAY else len(node.args) - 1):
        first, second = node.args[at : at + 2]
        args = [*node.args[:at], second, first, *node.args[at + 2 :]]
        yield ast.Call(node.func, args, node.keywords)
    match node.func:
        case ast.Attribute(value=value, attr=attr) if attr in _PASSED_THROUGH:
            yield value
        case ast.Name(id=name) if name in _COPIES and node.args:
            yield node.args[0]
    match node.func:
        case ast.Attribute(attr=attr) if attr in _COPIES and node.args:
            yield node.args[0]  # copy.deepcopy(x)


def _name(before: ast.stmt, after: list[ast.stmt]) -> str:
    if isinstance(after[0], ast.Pass):
        return f"{_head(before)} -> nothing"
    if isinstance(before, ast.With) and after is before.body:
        return f"{_head(before)} -> its body alone"
    return " -> ".join(_around(_head(before), _head(after[0])))


def _around(before: str, after: str) -> tuple[str, str]:
    """What differs between two long texts, with some of what is around it."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    start, end = max(0, start - _KEPT), max(0, end - _KEPT)
    cut = "…" if start else "", "…" if end else ""
    return (
        f"{cut[0]}{before[start : len(before) - end]}{cut[1]}",
        f"{cut[0]}{after[start : len(after) - end]}{cut[1]}",
    )


def _alike(one: str, other: str) -> int:
    """With how many letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _head(statement: ast.stmt) -> str:
    """A statement in a line: of a compound one its first, with its decorators."""
    twin = copy.copy(statement)
    if hasattr(twin, "body"):
        twin.body = [ast.Expr(ast.Constant(...))]
        for name in ("orelse", "finalbody", "handlers"):
            if hasattr(twin, name):
                setattr(twin, name, [])
    text = " ".join(ast.unparse(ast.fix_missing_locations(twin)).split())
    return text.removesuffix(" ...")
