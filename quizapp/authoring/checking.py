"""What can be found wrong in a bank by reading it, beyond what stops a card from loading.

What only one kind of card has to get right, that kind says itself: `card.file_problems`.
"""

import ast
import re
import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import msgspec

from quizapp.authoring.scaffold import ANSWER
from quizapp.banks.collection import SOURCES, Collection, Entry
from quizapp.banks.packages import declares, package_of
from quizapp.banks.pictures import FOLDER, missing_pictures
from quizapp.banks.scripts import Script, read_script
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import Card, CardId, FollowUp
from quizapp.core.grading.grade import Evidence

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WIDEST, _LONGEST = 100, 30
_STANDS_OUT = 10  # letters that an option may have beyond twice the others
ALWAYS_THERE = frozenset({"torch", "numpy", "sklearn", "matplotlib", "pandas"})


def check(
    collection: Collection, others: Callable[[], Container[CardId]] | None = None
) -> list[Problem]:
    """Problems of the cards in `collection`; those that kept a card out of it are already known.
    `others` knows the cards elsewhere that a follow-up may name; without it those of topics that
    are not in the collection are taken to exist."""
    topics = {topic.name for topic in collection.topics}

    def exists(card: CardId) -> bool:
        if card in collection.entries:
            return True
        return card in others() if others else card.partition("/")[0] not in topics

    found: set[Problem] = set()  # cards may share a script
    for entry in collection.entries.values():
        found.update(_check_scripts(entry))
        found.update(_check_links(entry, exists))
        found.update(_check_judge(entry))
        found.update(_check_texts(entry))
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
    asked = {entry.path(name) for name in (entry.card.runs, entry.card.solves)}
    for path, found in _parsed(entry).items():
        if isinstance(found, Problem):
            whole = False
            yield found
        else:
            yield from _undeclared(found, path, entry.card)
            yield from _size(path, shown=path in asked)
    if whole:
        for key, message in entry.card.file_problems(entry.texts()):
            yield problem(entry, key, message)


def _check_links(entry: Entry, exists: Callable[[CardId], bool]) -> Iterator[Problem]:
    for number, follow_up in enumerate(entry.card.follow_ups, start=1):
        target = follow_up.card if isinstance(follow_up, FollowUp) else None
        if target == entry.card.id:
            message = f"follow-up {number} names its own card; name another, or answer it here"
            yield problem(entry, "follow_ups", message)
        elif target and not exists(target):
            message = (
                f"follow-up {number} names card '{target}', which does not exist; name another"
            )
            yield problem(entry, "follow_ups", message)
    for target in entry.card.buries:
        if target == entry.card.id:
            yield problem(entry, "buries", "'buries' names its own card; name another")
        elif not exists(target):
            message = f"'buries' names card '{target}', which does not exist; name another"
            yield problem(entry, "buries", message)


def _check_texts(entry: Entry) -> Iterator[Problem]:
    """What no answer could need, or no screen could show."""
    card = entry.card
    for key, text in _texts(msgspec.to_builtins(card)):
        control = _CONTROL.search(text)
        if control is not None:
            code = f"U+{ord(control[0]):04X}"
            yield problem(entry, key, f"'{key}' holds the control character {code}; remove it")
        for name in missing_pictures(text, entry.root):
            what = f"'{key}' shows {name!r}, which is no picture below {FOLDER}/ of this bank"
            yield problem(entry, key, f"{what}; put it there, or take the link out")
    if not card.answer.strip():
        yield problem(entry, "answer", "'answer' is empty; say what to say in the interview")
    if card.answer.strip() == ANSWER.strip():
        yield problem(entry, "answer", "'answer' is still that of a new card; write your own")
    if not card.question.strip():
        yield problem(entry, "question", "'question' is empty; write what the interviewer asks")
    points = [point.strip().casefold() for point in card.points]
    for point in sorted({one for one in points if points.count(one) > 1}):
        yield problem(entry, "key_points", f"'key_points' has {point!r} twice; remove one")
    offers = [offer.text.strip().casefold() for offer in card.offers()]
    if len(set(offers)) < len(offers):
        what = "'options'" if entry.lines.get("options") else "'steps'"
        yield problem(entry, what.strip("'"), f"two of {what} are alike; tell them apart")
    right, wrong = (
        [len(offer.text) for offer in card.offers() if offer.right is found]
        for found in (True, False)
    )
    if right and wrong and min(right) > 2 * max(wrong) + _STANDS_OUT:
        message = "the right option gives itself away: it is twice as long as any other; shorten it"
        yield problem(entry, "options", message)
    said = [line.strip() for line in (card.output or "").splitlines() if line.strip()]
    if said and all(line == "..." for line in said):
        yield problem(entry, "output", "'output' is only `...`; copy what the snippet prints")
    if card.covers and not (entry.root / "questions" / SOURCES).exists():
        message = f"'covers' names ids, but there is no questions/{SOURCES} that lists them"
        yield problem(entry, "covers", message)


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a card, with the key of the card that it is below."""
    match value:
        case str():
            yield key, value
        case dict():
            for name, one in value.items():
                yield from _texts(one, key or str(name))
        case list():
            for one in value:
                yield from _texts(one, key)


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


def _size(path: Path, *, shown: bool) -> Iterator[Problem]:
    """A learner reads what is `shown` whole, on a screen."""
    lines = read_script(path).text.splitlines()
    for number, line in enumerate(lines, start=1):
        if len(line) > _WIDEST:
            what = f"is {len(line)} characters long; break it at {_WIDEST} or before"
            yield Problem(path, number, f"this line {what}")
    code = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if shown and len(code) > _LONGEST:
        what = f"has {len(code)} lines of code; {_LONGEST} are read on one screen: one idea, less"
        yield Problem(path, 1, what)


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
