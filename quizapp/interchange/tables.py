"""Cards as a table in CSV."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from quizapp.banks.collection import Entry
from quizapp.core.cards.card import Card, CardId, FollowUp
from quizapp.core.memory.review import Memory
from quizapp.interchange.outputs import claimed

COLUMNS = (
    "id", "topic", "kind", "level", "question", "options", "answer", "key_points", "follow_ups",
    "code", "output", "tags", "covers", "due", "stability", "reps", "lapses",
    "note",
)  # fmt: skip


def table(
    entries: Sequence[Entry],
    memories: Mapping[CardId, Memory],
    notes: Mapping[CardId, str] = MappingProxyType({}),
) -> str:
    """A row per card, with what the learner's memory and own note of it is; lists stand line by
    line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        card = entry.card.id
        writer.writerow([*_row(entry, memories.get(card)), notes.get(card, "").strip()])
    return text.getvalue()


def _row(entry: Entry, memory: Memory | None) -> Iterator[object]:
    card = entry.card
    yield from (card.id, card.topic, card.kind, card.level, card.question.strip())
    yield "\n".join(_options(card))
    yield card.answer.strip()
    yield "\n".join(card.points)
    yield "\n".join(f.ask if isinstance(f, FollowUp) else f for f in card.follow_ups)
    yield entry.read().text.strip()
    yield "\n\n".join(text.strip() for text in claimed(entry).values() if text.strip())
    yield from (" ".join("-".join(tag.split()) for tag in card.tags), " ".join(card.covers))
    if memory is None:
        yield from ("", "", 0, 0)
    else:
        yield from (memory.due.isoformat(), f"{memory.stability:.4g}", memory.reps, memory.lapses)


def _options(card: Card) -> Iterator[str]:
    offers = card.offers()
    if any(offer.right is not None for offer in offers):
        for offer in offers:
            yield f"[{'x' if offer.right else ' '}] {' '.join(offer.text.split())}"
    else:
        yield from card.right_answer()
        yield from card.spellings()
