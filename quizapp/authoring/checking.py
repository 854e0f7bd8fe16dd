"""What can be found wrong in a bank by reading it, beyond what stops a card from loading.

What only one kind of card has to get right, that kind says itself: `card.file_problems`.
"""

import ast
import sys
from collections.abc import Container, Iterator
from pathlib import Path

from quizapp.banks.collection import Collection, Entry
from quizapp.banks.packages import declares, package_of
from quizapp.banks.scripts import Script
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import Card, FollowUp
from quizapp.core.grading.grade import Evidence

ALWAYS_THERE = frozenset({"torch", "numpy", "sklearn", "matplotlib", "pandas"})


def check(collection: Collection) -> list[Problem]:
    """Problems of the cards in `collection`; those that kept a card out of it are already known."""
    topics = {topic.name for topic in collection.topics}
    found: set[Problem] = set()  # cards may share a script
    for entry in collection.entries.values():
        found.update(_check_scripts(entry))
        found.update(_check_follow_ups(entry, collection, topics))
        found.update(_check_judge(entry))
    return sorted(found)


def problem(entry: Entry, key: str, message: str) -> Problem:
    """A problem of a card, named, at the line of its key."""
    return Problem(entry.bank, entry.line(key), f"{entry.card.id}: {message}")


def broken(entry: Entry) -> list[Problem]:
    """What is wrong with those scripts of a card with which no run can begin: they cannot be read,
    or are no Python."""
    return [found for found in _parsed(entry).values() if isinstance(found, Problem)]


def _check_scripts(entry: Entry) -> Iterator[Problem]:
    whole = True
    for path, found in _parsed(entry).items():
        if isinstance(found, Problem):
            whole = False
            yield found
        else:
            yield from _undeclared(found, path, entry.card)
    if whole:
        for key, message in entry.card.file_problems(entry.texts()):
            yield problem(entry, key, message)


def _check_follow_ups(
    entry: Entry, collection: Collection, topics: Container[str]
) -> Iterator[Problem]:
    for number, follow_up in enumerate(entry.card.follow_ups, start=1):
        if not isinstance(follow_up, FollowUp) or not follow_up.card:
            continue
        target = follow_up.card
        if target == entry.card.id:
            message = f"follow-up {number} names its own card; name another, or answer it here"
            yield problem(entry, "follow_ups", message)
        elif target not in collection.entries and target.partition("/")[0] in topics:
            message = f"follow-up {number} names card '{target}', which does not exist"
            yield problem(entry, "follow_ups", message)


def _check_judge(entry: Entry) -> Iterator[Problem]:
    """What judges a card without a run does so as the card says."""
    card = entry.card
    if card.judged_by != "answer" or not (card.also_right or card.never_right):
        return
    for key, message in card.misjudged(Evidence(files=entry.texts())):
        yield problem(entry, key, message)


def _parsed(entry: Entry) -> dict[Path, ast.Module | Problem]:
    return {path: _tree(entry.read(name)) for name, path in entry.files.items()}


def _tree(script: Script) -> ast.Module | Problem:
    if script.fault:
        return Problem(script.path, 1, script.fault.removeprefix(f"{script.path.name}: "))
    before, nul, _ = script.text.partition("\0")
    if nul:
        line = before.count("\n") + 1
        return Problem(script.path, line, "holds a NUL character, which Python refuses; remove it")
    try:
        return ast.parse(script.text, filename=script.path.name)
    except SyntaxError as error:
        return Problem(script.path, error.lineno or 1, f"not valid Python: {error.msg}")
    except ValueError as error:  # half of a character, which some codings let through
        return Problem(script.path, 1, f"not valid Python: {error}")
    except (RecursionError, MemoryError):
        return Problem(script.path, 1, "nested too deeply for Python to read")


def _undeclared(tree: ast.Module, path: Path, card: Card) -> Iterator[Problem]:
    for module, line in _imports(tree):
        if not _declared(module, path, card):
            name = module.partition(".")[0]
            package = package_of(name)
            message = (
                f"imports {name}, which the card does not declare; add 'requires: [{package}]'"
            )
            yield Problem(path, line, message)


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


def _declared(module: str, path: Path, card: Card) -> bool:
    name = module.partition(".")[0]
    if name in sys.stdlib_module_names or name in ALWAYS_THERE:
        return True
    return declares(card.requires, module) or path.with_name(f"{name}.py").is_file()
