"""Cards as an Anki deck: question, code, options, answer and real output.

Ids of decks and the note type are made from names, those of notes from the card's id, so that
importing a later export updates what is there. Changing the fields of the note type would break
that: give it a new id then.
"""

import hashlib
import html
import itertools
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import genanki

from quizapp.banks.collection import Entry
from quizapp.banks.pictures import picture_at
from quizapp.core.cards.card import Card, CardId, FollowUp, Offer
from quizapp.core.printable import visible
from quizapp.files import write_out
from quizapp.interchange.imported import UNPROVEN
from quizapp.interchange.markup import code_css, code_html, markdown_html, plain_html
from quizapp.interchange.outputs import Outputs, claimed
from quizapp.scratch import Scratch

NOTE_TYPE = 1_607_392_319
FIELDS = ("Question", "Code", "Options", "Answer", "Points", "Solution", "Output", "Next", "Card")
_FRONT = """\
<div class="kind">{{Tags}}</div>
{{Question}}
{{#Code}}{{Code}}{{/Code}}
{{#Options}}{{Options}}{{/Options}}
"""
_BACK = """\
{{FrontSide}}
<hr id="answer">
{{Answer}}
{{#Points}}<h4>Key points</h4>{{Points}}{{/Points}}
{{#Solution}}{{Solution}}{{/Solution}}
{{#Output}}{{Output}}{{/Output}}
{{#Next}}<h4>Asked next</h4>{{Next}}{{/Next}}
<div class="kind">{{Card}}</div>
"""
_STYLE = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 46em; margin: auto; }
pre { font-size: 15px; line-height: 1.35; overflow-x: auto; padding: .5em; text-align: left; }
.kind { font-size: 12px; opacity: .6; }
h4 { margin: 1em 0 .3em; }
"""


def write_deck(
    path: Path,
    entries: Sequence[Entry],
    outputs: Outputs,
    at: datetime,
    notes: Mapping[CardId, str] = MappingProxyType({}),
) -> None:
    """Write an .apkg, whole or not at all; `at` is the time of change that Anki compares. The
    learner's own `notes` end the answers: a field of theirs would change the note type.

    A card that is missing in `outputs` shows what its bank records that it prints, labeled so.
    """
    note_type = genanki.Model(
        NOTE_TYPE,
        "quizapp",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE + code_css(),
    )
    decks: dict[str, Any] = {}
    media: dict[str, Path] = {}
    for entry in entries:
        topic = entry.card.topic
        if topic not in decks:
            title = entry.title.replace("::", ":")
            decks[topic] = genanki.Deck(_deck_id(topic), f"quizapp::{title}")
        note = genanki.Note(
            model=note_type,
            fields=[
                _with_pictures(text, entry, media)
                for text in _fields(entry, outputs, notes.get(entry.card.id, ""))
            ],
            guid=genanki.guid_for("quizapp", entry.card.id),
            tags=_tags(entry),
        )
        decks[topic].add_note(note)
    package = genanki.Package(list(decks.values()))
    write_out(path, lambda file: _write_package(file, package, media, at.timestamp()))


def _with_pictures(text: str, entry: Entry, media: dict[str, Path]) -> str:
    """A field whose pictures are known by the names that they have in the package."""

    def one(found: re.Match[str]) -> str:
        path = picture_at(unquote(found[1]), entry.root)
        if path is None:
            return found[0]
        name = re.sub(r"[^A-Za-z0-9._-]", "-", found[1].replace("/", "-"))
        media[name] = path
        return f'src="{name}"'

    return re.sub(r'src="(pictures/[^"]*)"', one, text)


def _write_package(
    path: Path, package: genanki.Package, media: Mapping[str, Path], at: float
) -> None:
    """As `Package.write_to_file`, which leaves its collection in the temporary files."""
    with Scratch() as folder:
        collection = folder / "collection.anki2"
        with closing(sqlite3.connect(collection)) as database, database:
            package.write_to_db(database.cursor(), at, itertools.count(int(at * 1000)))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(collection, collection.name)
            for number, file in enumerate(media.values()):
                packed.write(file, str(number))
            packed.writestr("media", json.dumps(dict(enumerate(media))))


def _deck_id(topic: str) -> int:
    digest = hashlib.sha256(f"quizapp deck {topic}".encode()).digest()
    return 1 << 30 | int.from_bytes(digest[:4]) >> 2


def _tags(entry: Entry) -> list[str]:
    card = entry.card
    return ["-".join(tag.split()) for tag in (card.kind, card.level, *card.tags)]


def _fields(entry: Entry, outputs: Outputs, note: str) -> Iterator[str]:
    """In the order of FIELDS."""
    card = entry.card
    yield markdown_html(card.question)
    yield _code(entry, card.runs) if card.code_is_asked else ""
    yield _options(card)
    yield _right(card) + markdown_html(card.answer) + _note(note)
    yield _list(card.points)
    yield _solution(entry)
    yield _output(entry, outputs)
    yield "".join(map(_next, card.follow_ups))
    yield card.id


def _code(entry: Entry, name: str) -> str:
    script = entry.read(name)
    return code_html(script.text) if not script.fault else plain_html(script.fault)


def _options(card: Card) -> str:
    """What there is to choose from; what there is to sort stands in the order of the alphabet."""
    offers = card.offers()
    texts = [offer.text for offer in offers]
    return _list(texts if _is_choice(offers) else sorted(texts))


def _right(card: Card) -> str:
    offers = card.offers()
    if _is_choice(offers):
        return "".join(f"<div>{_marked(offer)}</div>" for offer in offers)
    if offers:
        return _list([offer.text for offer in offers], "ol")
    return "".join(f"<p><b>{html.escape(line)}</b></p>" for line in card.right_answer())


def _is_choice(offers: Sequence[Offer]) -> bool:
    return any(offer.right is not None for offer in offers)


def _marked(offer: Offer) -> str:
    verdict = "Right" if offer.right else "Wrong"
    return f"<b>{verdict}:</b> {markdown_html(offer.text)}{markdown_html(offer.why)}"


def _note(text: str) -> str:
    return f"<h4>Your note</h4>{plain_html(visible(text))}" if text.strip() else ""


def _list(lines: Sequence[str], tag: str = "ul") -> str:
    items = "".join(f"<li>{markdown_html(line)}</li>" for line in lines)
    return f"<{tag}>{items}</{tag}>" if lines else ""


def _solution(entry: Entry) -> str:
    card = entry.card
    if (card.code_is_asked and not card.solves) or _unproven(entry):
        return ""  # its code is the question, or none of it
    name = card.solves or card.runs
    return f"<h4>{html.escape(entry.path(name).name)}</h4>" + _code(entry, name)


def _unproven(entry: Entry) -> bool:
    """Whether no snippet belongs to an imported card yet."""
    return entry.read(entry.card.runs).text == UNPROVEN


def _output(entry: Entry, outputs: Outputs) -> str:
    if _unproven(entry):
        return ""
    here = outputs.get(entry.card.id)
    texts = claimed(entry) if here is None else here
    label = "prints" if here is not None else "prints, as the bank records it"
    return "".join(
        f"<h4>{html.escape(entry.path(name).name)} {label}</h4>{plain_html(text)}"
        for name, text in texts.items()
        if text.strip()
    )


def _next(follow_up: str | FollowUp) -> str:
    if isinstance(follow_up, str):
        return markdown_html(follow_up)
    return f"<b>{markdown_html(follow_up.ask)}</b>{markdown_html(follow_up.answer)}"
