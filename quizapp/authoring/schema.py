"""questions/bank.schema.json, generated from the kinds of card.

`python -m quizapp.authoring.schema` writes it anew; a test keeps it in step. Editors with a YAML
language server read it through the first line of each bank.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from quizapp.core.cards.card import Line
from quizapp.core.cards.kinds import any_card

NAME = "bank.schema.json"
_ABOUT = {"__doc__": "One file of `questions/`: a topic and its cards."}
_TOPIC = Meta(pattern=r"^[a-z0-9][a-z0-9-]*\Z")
_ORDER = Meta(description="the topic's place among others, low first")


def bank_schema() -> dict[str, Any]:
    """JSON schema (2020-12) of a bank file."""
    bank = msgspec.defstruct(
        "Bank", _keys(), namespace=_ABOUT, kw_only=True, forbid_unknown_fields=True
    )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quizapp question bank",
        **msgspec.json.schema(bank),
    }
    _speak_ecma(schema)
    return schema


def _keys() -> list[Any]:
    return [
        ("topic", Annotated[str, _TOPIC]),
        ("title", Line),
        ("order", Annotated[int, _ORDER], 1000),
        ("cards", Annotated[list[any_card()], Meta(min_length=1)]),  # type: ignore[misc]
    ]


def _speak_ecma(schema: Any) -> None:
    """Python's end of a text, `\\Z`, is `$` in the patterns of a schema, and unknown to editors."""
    for key, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if key == "pattern" and isinstance(value, str) and value.endswith(r"\Z"):
            schema[key] = value.removesuffix(r"\Z") + "$"
        elif isinstance(value, dict | list):
            _speak_ecma(value)


def schema_text() -> str:
    """The schema as it stands in the file."""
    return msgspec.json.format(msgspec.json.encode(bank_schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("questions")
    (folder / NAME).write_text(schema_text(), encoding="utf-8")
