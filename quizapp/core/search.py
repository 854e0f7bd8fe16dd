"""Finding cards: `topic:autograd is:due kind:predict level:senior flag:1 "exact words" -other`.

Every term must hold. `key:value` may be cut short (`kind:pre`) and take several values with commas
(`level:mid,senior`); plain words are looked for anywhere in id, question and answer, and in the
learner's own note, quoted ones as whole words; a minus before a term turns it around.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

from quizapp.core.cards.card import LEVELS, Base, CardId
from quizapp.core.cards.kinds import kinds
from quizapp.core.memory.leech import is_leech
from quizapp.core.memory.model import USUAL, MemoryModel, in_learning
from quizapp.core.memory.review import CardState, Memory

STATES = (
    *("due", "new", "seen", "learning", "missed"),
    *("suspended", "buried", "leech", "flagged", "noted"),
)
KEYS = ("topic", "is", "kind", "level", "flag", "tag", "id", "has")
HAS = ("note",)
_TERM = re.compile(r'(?P<minus>-?)(?:(?P<key>[A-Za-z]+):)?(?P<value>"[^"]*"?|[^\s"]*)')


class Term(NamedTuple):
    """One condition; `key` is "" for words. `values` are alternatives, case-folded. Quoted words
    are whole ones; while the closing quote is still to be typed, the last may go on."""

    key: str
    values: tuple[str, ...]
    negated: bool = False
    quoted: bool = False
    open_end: bool = False


class Query(NamedTuple):
    """What is looked for. `problem` says in one line what was not understood, with a suggestion;
    that term is left out and the others hold."""

    terms: tuple[Term, ...] = ()
    problem: str = ""


class Index:
    """The case-folded text of cards, made when a card is first searched."""

    def __init__(self) -> None:
        self._texts: dict[CardId, str] = {}

    def text(self, card: Base) -> str:
        """Id, question and answer, white space made even."""
        found = self._texts.get(card.id)
        if found is None:
            whole = f"{card.id} {card.question} {card.answer}"
            found = self._texts[card.id] = " ".join(whole.casefold().split())
        return found


def parse(query: str, topics: Collection[str] = ()) -> Query:
    """Read a query; with `topics`, a topic that none of them begins with is a problem too."""
    terms: list[Term] = []
    problems: list[str] = []
    for found in _TERM.finditer(query):
        if not found["value"] and not found["key"]:
            continue
        term, problem = _term(found, topics)
        if term is not None:
            terms.append(term)
        if problem:
            problems.append(problem)
    return Query(tuple(terms), problems[0] if problems else "")


def _term(found: re.Match[str], topics: Collection[str]) -> tuple[Term | None, str]:
    key, text = (found["key"] or "").casefold(), found["value"]
    quoted = text.startswith('"')
    value = " ".join(text.strip('"').casefold().split())
    negated = bool(found["minus"])
    if not key:
        open_end = quoted and (len(text) == 1 or not text.endswith('"'))
        return (Term("", (value,), negated, quoted, open_end) if value else None), ""
    if key not in KEYS:
        return None, f"unknown key '{key}:'{_suggest(key, KEYS)}"
    values = tuple(part for part in value.split(",") if part)
    for part in values:
        problem = _value_problem(key, part, topics)
        if problem:
            return None, problem
    return (Term(key, values, negated) if values else None), ""


def _value_problem(key: str, value: str, topics: Collection[str]) -> str:
    if key == "flag" and not (value.isascii() and value.isdigit() and len(value) < 4):
        return f"flag: takes a number, 0 for none; not '{value}'"
    known = {"topic": topics, "is": STATES, "kind": kinds(), "level": LEVELS, "has": HAS}.get(
        key, ()
    )
    if not known or any(name.startswith(value) for name in known):
        return ""
    return f"no {key}:{value}{_suggest(value, known)}"


def _suggest(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(known)}" if len(known) <= 10 else ""


def matches(
    query: Query,
    card: Base,
    memory: Memory | None,
    state: CardState | None,
    at: datetime,
    index: Index | None = None,
    left_out: Collection[str] = (),
    model: MemoryModel = USUAL,
    note: str = "",
    missed: bool = False,
) -> bool:
    """Whether a card is what the query looks for. `index` keeps texts between calls."""
    of_learner = (memory, state or CardState(), at)
    seen = _Seen(card, *of_learner, index or Index(), left_out, model, note, missed)
    return all(_holds(term, seen) != term.negated for term in query.terms)


def search(
    query: Query,
    cards: Iterable[Base],
    memories: Mapping[CardId, Memory],
    states: Mapping[CardId, CardState],
    at: datetime,
    index: Index,
    left_out: Collection[str] = (),
    model: MemoryModel = USUAL,
    notes: Mapping[CardId, str] = MappingProxyType({}),
    missed: Collection[CardId] = (),
) -> list[CardId]:
    """The cards that match, in the order given; those of topics that are left out are neither
    due nor in learning, as on home. `notes` are the learner's own; `missed` are the cards that
    failed of late."""
    # terms that look at text last: the others cost less
    terms = tuple(sorted(query.terms, key=lambda term: not term.key))
    ordered = Query(terms)
    return [
        card.id
        for card in cards
        if matches(
            *(ordered, card, memories.get(card.id), states.get(card.id), at),
            *(index, left_out, model, notes.get(card.id, ""), card.id in missed),
        )
    ]


class _Seen(NamedTuple):
    card: Base
    memory: Memory | None
    state: CardState
    at: datetime
    texts: Index
    left_out: Collection[str]
    model: MemoryModel
    note: str
    missed: bool


def _counts(seen: _Seen) -> bool:
    """Whether the card is in the totals of home."""
    return not seen.state.suspended and seen.card.topic not in seen.left_out


def _is_due(seen: _Seen) -> bool:
    return (
        _counts(seen) and seen.model.is_due(seen.memory, seen.at) and not seen.state.buried(seen.at)
    )


_IS: dict[str, Callable[[_Seen], bool]] = {
    "due": _is_due,
    "new": lambda seen: seen.memory is None,
    "seen": lambda seen: seen.memory is not None,
    "learning": lambda seen: _counts(seen) and in_learning(seen.memory),
    "missed": lambda seen: seen.missed,
    "suspended": lambda seen: seen.state.suspended,
    "buried": lambda seen: seen.state.buried(seen.at),
    "leech": lambda seen: is_leech(seen.memory),
    "flagged": lambda seen: seen.state.flag > 0,
    "noted": lambda seen: bool(seen.note),
}


def _holds(term: Term, seen: _Seen) -> bool:
    card, values = seen.card, term.values
    match term.key:
        case "":
            return _has_words(term, seen.texts.text(card)) or (
                bool(seen.note) and _has_words(term, " ".join(seen.note.casefold().split()))
            )
        case "has":
            return bool(seen.note)
        case "topic":
            return card.topic.startswith(values)
        case "kind":
            return card.kind.startswith(values)
        case "level":
            return card.level.startswith(values)
        case "flag":
            return any(seen.state.flag == int(value) for value in values)
        case "tag":
            return any(tag.casefold().startswith(values) for tag in card.tags)
        case "id":
            return any(value in card.id for value in values)
        case _:
            names = [name for name in STATES if name.startswith(values)]
            return any(_IS[name](seen) for name in names)


def _has_words(term: Term, text: str) -> bool:
    words = term.values[0]
    if words not in text:
        return False
    if not term.quoted:
        return True
    end = "" if term.open_end else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(words)}{end}", text) is not None
