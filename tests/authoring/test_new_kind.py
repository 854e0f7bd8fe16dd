"""A new kind of card is one module: the made-up one of CONTRIBUTING.md, through everything."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from quizapp.authoring.checking import check
from quizapp.authoring.proving import prove
from quizapp.authoring.schema import bank_schema
from quizapp.banks.collection import Collection, Entry, read_collection
from quizapp.core.cards.card import Base, grade
from quizapp.core.cards.kinds import KINDS, kinds
from quizapp.core.cards.yaml_lines import read_document
from quizapp.core.grading.grade import Typed
from quizapp.core.grading.rating import Rating
from quizapp.interchange.anki_export import write_deck
from quizapp.interchange.cheat_sheet import cheat_sheet
from quizapp.interchange.tables import table
from quizapp.study.bench import Bench
from tests.interchange.test_anki_export import Deck
from tests.small_bank import BANK, SCRIPTS, write_bank

CARD = """\
  - id: mini/estimate
    kind: estimate
    level: junior
    question: About how much is 2 to the power of 10?
    answer: A thousand and a bit.
    about: 1000
    snippet: mini/power.py
    output: |
      1024
"""


@pytest.fixture(autouse=True)
def estimate() -> Iterator[type[Base]]:
    page = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {"__name__": "estimate"}
    exec(text, names)
    KINDS.append(names["Estimate"])
    yield names["Estimate"]
    KINDS.pop()


def entry(root: Path, card: str = CARD, output: str = "print(2**10)\n") -> tuple[Collection, Entry]:
    write_bank(root, BANK + card, SCRIPTS | {"power.py": output})
    collection, problems = read_collection([root])
    assert problems == []
    return collection, collection.entries["mini/estimate"]


def test_a_bank_of_it_is_read_and_kept_in_the_cache(tmp_path: Path) -> None:
    entry(tmp_path / "bank")
    first, _ = read_collection([tmp_path / "bank"], tmp_path / "cache")
    again, _ = read_collection([tmp_path / "bank"], tmp_path / "cache")
    assert again.card("mini/estimate") == first.card("mini/estimate")
    assert again.card("mini/estimate").kind == "estimate"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    about: 1000\n", "", "missing key 'about'"),
        ("about: 1000", "about: many", "'about' must be a number, not text ('many')"),
        ("about:", "abuot:", "unknown key 'abuot'; did you mean 'about'?"),
        ("estimate\n    level", "estimat\n    level", "unknown kind 'estimat'; did you mean"),
    ],
)
def test_what_is_wrong_in_its_keys_is_told(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in CARD
    write_bank(tmp_path, BANK + CARD.replace(old, new), SCRIPTS | {"power.py": "print(2**10)\n"})
    [problem] = read_collection([tmp_path])[1]
    assert problem.message.startswith(message)


@pytest.mark.asyncio(loop_scope="module")
async def test_its_claim_is_proven_and_a_wrong_one_told(tmp_path: Path, bench: Bench) -> None:
    collection, one = entry(tmp_path / "good")
    assert check(collection) == []
    proof = await prove(collection, bench, only=[one])
    assert (proof.runs, proof.problems) == (2, [])
    collection, one = entry(tmp_path / "bad", output="print(2**11)\n")
    [problem] = (await prove(collection, bench, only=[one])).problems
    assert problem.message == (
        "mini/estimate: line 1 of 'output' is '1024', but the run printed '2048'"
    )


def test_editors_know_it() -> None:
    schema = Draft202012Validator(bank_schema())
    assert schema.is_valid(read_document(BANK + CARD).value)
    assert not schema.is_valid(read_document(BANK + CARD.replace("about", "abuot")).value)


def test_it_is_asked_and_judged(tmp_path: Path) -> None:
    card = entry(tmp_path)[1].card
    asked = card.asked(Random(1))
    assert asked.instruction == "About how many?"
    assert grade(card, card.read("900", asked)).suggested is Rating.GOOD
    assert grade(card, card.read("3", asked)).suggested is Rating.AGAIN
    assert grade(card, Typed("no idea")).feedback == "It is about 1000."


def test_its_template_is_a_card(estimate: type[Base]) -> None:
    fields = {
        "id": "t/one", "kind": "estimate", "level": "mid", "question": "?", "answer": ".",
        "snippet": "t/one.py", **estimate.template.fields,
    }  # fmt: skip
    assert isinstance(msgspec.convert(fields, kinds()["estimate"]), estimate)


def test_it_is_exported(tmp_path: Path) -> None:
    _, one = entry(tmp_path)
    write_deck(tmp_path / "a.apkg", [one], {}, datetime(2026, 3, 1, 12, tzinfo=UTC))
    note = Deck(tmp_path / "a.apkg").notes["mini/estimate"]
    assert "<b>1000</b>" in note["Answer"]
    assert "1024" in note["Output"]
    assert "**1000**" in cheat_sheet([one])
    assert ",1000," in table([one], {})
