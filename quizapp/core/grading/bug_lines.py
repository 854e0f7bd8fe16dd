"""Which lines of a bug hunt are the faulty ones: those that the fix changes."""

from difflib import SequenceMatcher


def faulty_lines(buggy: str, fixed: str) -> frozenset[int]:
    """1-based lines of `buggy` that `fixed` replaces or removes.

    Where the fix only adds lines, the code lines on both sides of the gap count: a learner who
    points at either has found the place.
    """
    before, after = buggy.splitlines(), fixed.splitlines()
    found: set[int] = set()
    opcodes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for tag, start, end, _, _ in opcodes:
        if tag in ("replace", "delete"):
            found.update(n + 1 for n in range(start, end) if before[n].strip())
    if not found:
        for tag, start, _, _, _ in opcodes:
            if tag == "insert":
                found.update(_around(before, start))
    return frozenset(found)


def _around(lines: list[str], gap: int) -> set[int]:
    above = next((n + 1 for n in range(gap - 1, -1, -1) if lines[n].strip()), None)
    below = next((n + 1 for n in range(gap, len(lines)) if lines[n].strip()), None)
    return {line for line in (above, below) if line is not None}


def fixed_lines(buggy: str, fixed: str) -> frozenset[int]:
    """1-based lines of `fixed` that the fix added or changed."""
    opcodes = SequenceMatcher(
        a=buggy.splitlines(), b=fixed.splitlines(), autojunk=False
    ).get_opcodes()
    return frozenset(
        n + 1 for tag, _, _, start, end in opcodes if tag != "equal" for n in range(start, end)
    )
