"""The questions of a finished mock interview as they are read afterwards: what was said to each of
them, and what is right."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Asked, Card
from quizapp.core.mock.scorecard import QuestionResult, Scorecard
from quizapp.study.interview_marking import points_of, whole_answer
from quizapp.study.interview_record import InterviewState, luck
from quizapp.study.services import Services

replace = msgspec.structs.replace


class Mark(msgspec.Struct, frozen=True):
    """An option, a step or a key point: `sign` is `right`, `missed` (right, and neither chosen nor
    said), `wrong` or empty (rightly left out)."""

    sign: str
    text: str
    remark: str = ""


class Reading(msgspec.Struct, frozen=True):
    """One question to be read. `question` and `answer` are Markdown; where there is something to
    choose, sort or mention, `marks` has it, else `right` has the right answer in lines. `said` is
    what was typed, in lines; these lines are `code`, or `changes` to it. `feedback` is why it was
    no full answer."""

    entry: Entry
    result: QuestionResult
    question: str
    said: list[str]
    marks: list[Mark]
    right: list[str]
    feedback: list[str]
    answer: str
    code: bool = False
    changes: bool = False


def reading(entry: Entry, state: InterviewState, result: QuestionResult) -> Reading:
    """A question of a finished interview, with its card as it is now."""
    card, question = entry.card, state.questions[result.place]
    asked = "".join(f"\n\n*And then:* {ask.strip()}" for ask in question.follow_ups)
    order = card.asked(luck(state, result.place)).order
    return Reading(
        entry=entry,
        result=result,
        question=card.question.rstrip() + asked,
        said=[] if card.offers() else _said(entry, result.said),
        marks=_marks(card, points_of(card, question), result, order),
        right=[] if card.offers() or card.spoken else right_answer(entry),
        feedback=list(filter(None, [*_feedback(card, result), result.note])),
        answer=whole_answer(card, question),
        code=card.judged_by == "checks",
        changes=card.runs_first,
    )


def readings(services: Services, state: InterviewState, card: Scorecard) -> list[Reading]:
    """The questions of an interview's scorecard, in their order; those whose card has gone are left
    out."""
    entries = services.collection.entries
    return [reading(entries[row.card], state, row) for row in card.rows if row.card in entries]


def right_answer(entry: Entry) -> list[str]:
    """What a full answer to a card is, in lines: what it says itself, what its code prints, what a
    mend changes, or a whole solution."""
    card = entry.card
    if card.spoken:
        return card.points
    if found := card.right_answer():
        return [line for one in found for line in one.splitlines()]
    if card.runs_first:
        return _changes(entry.read(card.runs).text, entry.read(card.solves).text)
    if card.solves:
        return entry.read(card.solves).text.splitlines()
    claim = card.claims().get(card.runs)
    return claim.text.splitlines() if claim is not None else []


def with_right_answers(services: Services, card: Scorecard) -> Scorecard:
    """A scorecard to hand on, with what is right."""
    entries = services.collection.entries
    rows = [
        replace(row, right=right_answer(entries[row.card])) if row.card in entries else row
        for row in card.rows
    ]
    return replace(card, rows=rows)


def _feedback(card: Card, result: QuestionResult) -> list[str]:
    """What the judge said, without the right answer, which stands below it."""
    if card.spoken or result.score is None:
        return []
    shown = bool(card.offers() or card.right_answer())
    return [line.partition(" Right: ")[0] if shown else line for line in result.missed]


def _marks(
    card: Card, points: Sequence[str], result: QuestionResult, order: Sequence[int]
) -> list[Mark]:
    if card.spoken:
        missed = points if result.score is None else result.missed
        return [Mark("missed" if one in missed else "right", one) for one in points]
    offers, chosen = card.offers(), card.recalled(result.said)
    if any(offer.right is None for offer in offers):
        stood = order if result.score is not None and not chosen else chosen  # handed in unmoved
        return list(_steps([offer.text for offer in offers], stood))
    found: list[Mark] = []
    for at in order:
        picked, right = at in chosen, bool(offers[at].right)
        sign = ("right" if picked else "missed") if right else "wrong" if picked else ""
        found.append(Mark(sign, offers[at].text, offers[at].why))
    return found


def _steps(steps: Sequence[str], chosen: Sequence[int]) -> Iterator[Mark]:
    """The steps in their order, each with the place that it was put to."""
    for at, step in enumerate(steps):
        if at not in chosen:
            yield Mark("", step)
        elif chosen.index(at) == at:
            yield Mark("right", step)
        else:
            yield Mark("wrong", step, f"you had it at place {chosen.index(at) + 1}")


def _said(entry: Entry, said: str) -> list[str]:
    """What was typed, in lines; of a bug hunt the line that was pointed at, and what the mend
    changes."""
    card = entry.card
    if not card.runs_first or not said.strip():
        return said.strip("\n").splitlines()
    first, _, rest = said.partition("\n")
    number, _, code = first.partition("\t")
    pointed = f"line {number}" + f": {code}" * bool(code) if number.isdigit() else first
    mend = card.mended(card.read(said, Asked([], "")), entry.texts())
    if mend is None:
        return [pointed, *rest.splitlines()]
    changes = _changes(entry.read(card.runs).text, mend)
    return [pointed, *changes] if number.isdigit() else changes


def _changes(before: str, after: str) -> list[str]:
    """The lines that differ, below where they stand: `-` before those that went, `+` before those
    that came."""
    old, new = before.splitlines(), after.splitlines()
    found: list[str] = []
    for tag, at, end, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag != "equal":
            found.append(f"line {at + 1}:" if end > at else f"after line {at}:")
            found += [f"- {line}" for line in old[at:end]]
            found += [f"+ {line}" for line in new[first:last]]
    return found
