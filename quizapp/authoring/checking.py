"""What can be found wrong in a bank by reading it, beyond what stops a card from loading."""

import ast
import functools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from quizapp.banks.collection import Collection, Entry
from quizapp.core.cards.bank import Problem, line_of
from quizapp.core.cards.card import Bug, Code, FollowUp, Predict
from quizapp.core.grading.bug_lines import faulty_lines
from quizapp.core.grading.exercise import explanation
from quizapp.core.grading.same_answer import without_label

ALWAYS_THERE = frozenset({"torch", "numpy", "sklearn", "matplotlib", "pandas"})
_PACKAGE_OF = {"sklearn": "scikit-learn", "yaml": "pyyaml", "PIL": "pillow", "cv2": "opencv-python"}


def check(collection: Collection) -> list[Problem]:
    """Problems of the cards in `collection`; those that kept a card out of it are already known."""
    problems: list[Problem] = []
    for entry in collection.entries.values():
        problems.extend(_check_entry(entry, collection))
    return sorted(problems)


def place(entry: Entry, key: str) -> tuple[Path, int]:
    """The bank file and line of a card's key."""
    return entry.bank, line_of(_text(entry.bank), entry.card.id, key)


def problem(entry: Entry, key: str, message: str) -> Problem:
    """A problem of a card, named, at the line of its key."""
    path, line = place(entry, key)
    return Problem(path, line, f"{entry.card.id}: {message}")


@functools.lru_cache(maxsize=64)
def _text_at(path: Path, stamp: int) -> str:
    return path.read_text(encoding="utf-8-sig")


def _text(path: Path) -> str:
    return _text_at(path, path.stat().st_mtime_ns)


def scripts(entry: Entry) -> list[Path]:
    """Every Python file of a card."""
    if isinstance(entry.card, Bug | Code):
        return sorted(entry.snippet.glob("*.py"))
    return [entry.snippet]


def wrong_answers(entry: Entry) -> list[Path]:
    """The wrong solutions that a code card foresees."""
    return sorted(entry.snippet.glob("wrong_*.py"))


def _check_entry(entry: Entry, collection: Collection) -> Iterator[Problem]:
    for script in scripts(entry):
        yield from _check_script(script, entry)
    for index, follow_up in enumerate(entry.card.follow_ups):
        if isinstance(follow_up, FollowUp) and follow_up.card:
            target = follow_up.card
            if target not in collection.entries and target.split("/")[0] in _topics(collection):
                message = f"follow-up {index + 1} names card '{target}', which does not exist"
                yield problem(entry, "follow_ups", message)
    if isinstance(entry.card, Predict):
        yield from _check_secrecy(entry, entry.card)
    if isinstance(entry.card, Bug):
        buggy, fixed = (_text(entry.snippet / name) for name in ("buggy.py", "fixed.py"))
        if not faulty_lines(buggy, fixed):
            yield problem(entry, "snippet", "buggy.py and fixed.py have no line that differs")
    if isinstance(entry.card, Code):
        yield from _check_exercise(entry)


def _topics(collection: Collection) -> set[str]:
    return {entry.card.topic for entry in collection.entries.values()}


def _check_script(script: Path, entry: Entry) -> Iterator[Problem]:
    try:
        tree = ast.parse(_text(script), filename=script.name)
    except (SyntaxError, ValueError) as error:
        line = error.lineno or 1 if isinstance(error, SyntaxError) else 1
        yield Problem(script, line, f"not valid Python: {error}")
        return
    except UnicodeDecodeError:
        yield Problem(script, 1, "not UTF-8; save the file in that encoding")
        return
    for name, line in _imports(tree):
        if not _declared(name, script, entry):
            package = _PACKAGE_OF.get(name, name)
            message = (
                f"imports {name}, which the card does not declare; add 'requires: [{package}]'"
            )
            yield Problem(script, line, message)


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0], node.lineno


def _declared(name: str, script: Path, entry: Entry) -> bool:
    if name in sys.stdlib_module_names or name in ALWAYS_THERE:
        return True
    if name in entry.card.requires or _PACKAGE_OF.get(name) in entry.card.requires:
        return True
    return script.with_name(f"{name}.py").is_file()


def _check_secrecy(entry: Entry, card: Predict) -> Iterator[Problem]:
    """A prediction is no question when its answer stands beside it."""
    code = _text(entry.snippet)
    comments = " ".join(re.findall(r"#\s?(.*)$", code, re.MULTILINE))
    for line in (card.output or "").splitlines():
        value = without_label(line).strip()
        if len(value) < 4 or not re.search(r"\d", value) or "..." in value:
            continue
        for where, text in (("question", card.question), ("snippet's comments", comments)):
            if re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.]*\w)", text):
                message = f"the {where} give{'s' * (where == 'question')} away the output {value!r}"
                yield problem(entry, "question", message)
                return


def _check_exercise(entry: Entry) -> Iterator[Problem]:
    wrong = wrong_answers(entry)
    if len(wrong) < 2:
        message = f"needs at least two wrong_*.py, it has {len(wrong)}"
        yield problem(entry, "snippet", message)
    for script in wrong:
        if not explanation(_text(script)):
            message = "needs a docstring: what to tell a learner who made this mistake"
            yield Problem(script, 1, message)
