"""A scorecard to read elsewhere or to hand on: as Markdown and as JSON."""

from collections.abc import Iterable, Iterator

import msgspec

from quizapp.core.mock.scorecard import GroupScore, QuestionResult, Scorecard, how_many
from quizapp.core.printable import printable
from quizapp.core.wording import clock

_ONE_LINE = 100  # letters of what goes on behind its label


def to_markdown(card: Scorecard) -> str:
    """The scorecard with every question, what was said to it and what is right."""
    score = "No score" if card.score is None else f"Score {card.score:.0%}{_change(card)}"
    lines = [f"# Mock interview, {card.started:%d %B %Y}", "", f"{score}: {how_many(card)}."]
    if card.strongest and card.weakest:
        lines.append(f"Strongest topic {card.strongest}, weakest {card.weakest}.")
    lines += _table("Topic", card.topics) + _table("Kind", card.kinds)
    lines += ["", "## Questions", ""]
    for number, row in enumerate(card.rows, start=1):
        lines.append(f"{number}. {row.question or row.card} ({verdict(row)})")
        lines += [f"   - missed: {point}" for point in row.missed]
        lines += [f"   - {row.note}"] if row.note else []
        lines += _told("you said", row.said.splitlines())
        lines += _told("right", row.right)
    return printable("\n".join(lines) + "\n")


def to_json(card: Scorecard) -> bytes:
    return msgspec.json.format(msgspec.json.encode(card), indent=2)


def verdict(row: QuestionResult) -> str:
    """What came of a question, in a few words."""
    if not row.reached:
        return "not reached"
    if not row.judged:
        return "not judged"
    if row.score is None:
        return f"skipped after {clock(row.seconds)} min"
    pace = f", {row.pace:.1f} times the median" if row.pace is not None else ""
    return f"{row.score:.0%} in {clock(row.seconds)} min{pace}"


def _told(label: str, lines: list[str]) -> Iterator[str]:
    """A short line behind its label; more of it as a block, so that code stays code."""
    lines = list(map(printable, lines))
    if len(lines) == 1 and len(lines[0]) <= _ONE_LINE:
        yield f"   - {label}: {lines[0]}"
    elif any(map(str.strip, lines)):
        fence = "```"
        while any(fence in line for line in lines):
            fence += "`"
        yield f"   - {label}:"
        yield ""
        yield from (f"     {line}".rstrip() for line in [fence, *lines, fence])
        yield ""


def _table(head: str, groups: Iterable[GroupScore]) -> list[str]:
    rows = [
        f"| {one.name} | {one.questions} | {one.score:.0%} | {clock(one.seconds)} min |"
        for one in groups
    ]
    return ["", f"| {head} | Questions | Score | Time |", "|---|---:|---:|---:|", *rows]


def _change(card: Scorecard) -> str:
    if card.change is None:
        return ""
    return f" ({card.change * 100:+.0f} points against the one before)"
