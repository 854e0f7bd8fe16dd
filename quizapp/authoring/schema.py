"""questions/bank.schema.json, generated from the one model of the format.

`python -m quizapp.authoring.schema` writes it anew; a test keeps it in step. Editors with a YAML
language server read it through the first line of each bank.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from quizapp.core.cards.card import Bank

NAME = "bank.schema.json"


def bank_schema() -> dict[str, Any]:
    """JSON schema (2020-12) of a bank file."""
    schema = msgspec.json.schema(Bank)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quizapp question bank",
        **schema,
    }


def schema_text() -> str:
    """The schema as it stands in the file."""
    return msgspec.json.format(msgspec.json.encode(bank_schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("questions")
    (folder / NAME).write_text(schema_text(), encoding="utf-8")
