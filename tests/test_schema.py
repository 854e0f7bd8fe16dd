"""The schema that editors read is the one model's own."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from quizapp.authoring.schema import NAME, bank_schema, schema_text
from quizapp.core.cards.yaml_lines import read_document
from quizapp.paths import shipped_banks
from tests.small_bank import BANK

MEND = "run `python -m quizapp.authoring.schema`"


def test_the_schema_in_the_banks_folder_is_in_step_with_the_model() -> None:
    kept = (shipped_banks() / "questions" / NAME).read_text(encoding="utf-8")
    assert kept == schema_text(), MEND


def test_no_pattern_is_one_that_only_python_reads() -> None:
    assert r"\\Z" not in schema_text()
    assert "topic/name" in schema_text()


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("level: junior", "level: expert"),
        ("answer: Two.", "anser: Two."),
        ("kind: code", "kind: c"),
        ("topic: mini", "topic: Mini bank"),
        ("title: A small bank", "titel: A small bank"),
        ("id: mini/flash", "id: flash"),
    ],
)
def test_an_editor_that_follows_the_schema_sees_a_mistake(old: str, new: str) -> None:
    schema = Draft202012Validator(bank_schema())
    assert schema.is_valid(read_document(BANK).value)
    assert not schema.is_valid(read_document(BANK.replace(old, new, 1)).value)


def test_every_shipped_bank_names_the_schema_in_its_first_line() -> None:
    files = [
        file
        for file in sorted((shipped_banks() / "questions").glob("*.yaml"))
        if file.name != "sources.yaml"
    ]
    without = [file.name for file in files if not _first_line(file).endswith(f"$schema={NAME}")]
    assert files
    assert without == []


def _first_line(file: Path) -> str:
    return file.read_text(encoding="utf-8").split("\n", 1)[0]
