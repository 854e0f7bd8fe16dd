"""Which lines of a bug hunt are the faulty ones: those that a fix changes."""

from collections.abc import Iterator
from difflib import SequenceMatcher


def faulty_lines(buggy: str, *fixes: str) -> frozenset[int]:
    """1-based lines of code in `buggy` that one of the fixes replaces or removes.

    Where a fix only adds lines, the code on both sides of the gap counts: a learner who points at
    either has found the place. So does the code around the place that a line moves to.
    """
    found: set[int] = set()
    for fixed in fixes:
        found.update(_faulty(buggy.splitlines(), fixed.splitlines()))
    return frozenset(found)


def _faulty(before: list[str], after: list[str]) -> Iterator[int]:
    opcodes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    changed = [
        n
        for tag, start, end, _, _ in opcodes
        if tag in ("replace", "delete")
        for n in range(start, end)
        if _is_code(before[n])
    ]
    yield from (n + 1 for n in changed)
    moved = {before[n].strip() for n in changed}
    for tag, start, _, first, last in opcodes:
        added = {line.strip() for line in after[first:last] if _is_code(line)}
        if tag == "insert" and (added & moved or (added and not changed)):
            yield from _around(before, start)


def _around(lines: list[str], gap: int) -> set[int]:
    above = next((n + 1 for n in range(gap - 1, -1, -1) if _is_code(lines[n])), None)
    below = next((n + 1 for n in range(gap, len(lines)) if _is_code(lines[n])), None)
    return {line for line in (above, below) if line is not None}


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def with_edits(source: str, edits: dict[int, list[str]], after: dict[int, list[str]]) -> str:
    """A script with lines (1-based) replaced by others, none or several, and with others put in
    after a line. Text without an indentation of its own gets that of its line."""
    done: list[str] = []
    for number, line in enumerate(source.splitlines(), start=1):
        margin = line[: len(line) - len(line.lstrip())]
        for text in [*edits.get(number, [line]), *after.get(number, [])]:
            done.append(text if text[:1].isspace() or text == line else margin + text)
    return "\n".join(done) + "\n"


def fixed_lines(buggy: str, fixed: str) -> frozenset[int]:
    """1-based lines of `fixed` that the fix added or changed."""
    opcodes = SequenceMatcher(
        a=buggy.splitlines(), b=fixed.splitlines(), autojunk=False
    ).get_opcodes()
    return frozenset(
        n + 1 for tag, _, _, start, end in opcodes if tag != "equal" for n in range(start, end)
    )
