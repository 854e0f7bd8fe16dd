from pathlib import Path

import msgspec

from quizapp.banks.collection import read_collection
from quizapp.interchange.cheat_sheet import card_text, cheat_sheet
from tests.small_bank import BANK


def test_every_card_stands_below_its_topic_with_what_is_right(bank_root: Path) -> None:
    collection, _ = read_collection([bank_root])
    text = cheat_sheet(list(collection.entries.values()))
    assert text.startswith("# Cheat sheet\n\n- A small bank, 8 cards\n\n## A small bank\n")
    assert text.count("\n### ") == 8
    assert "- **two**\n- **four**" in text
    assert "- **three**" not in text
    assert "1. one\n2. two\n3. three" in text
    assert "**(2, 3)**" in text
    assert "-total = 1\n+total = 0" in text
    assert "return 2 * x" in text
    assert "It prints:\n\n```text\nsum: 3\nsum: 6\n```" in text


def test_of_a_long_answer_the_core_and_the_trap_stay(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    long = "answer: |\n      Say this.\n\n      Then why.\n\n      **Trap:** that.\n"
    bank.write_text(BANK.replace("answer: Two.\n", long))
    entries = list(read_collection([bank_root])[0].entries.values())
    text = cheat_sheet(entries)
    assert "Say this.\n\n**Trap:** that." in text
    assert "Then why." not in text


def test_only_the_lines_that_a_fix_changes_are_shown(bank_root: Path) -> None:
    text = cheat_sheet(list(read_collection([bank_root])[0].entries.values()))
    assert "```diff\n-total = 1\n+total = 0\n for n in (1, 2, 3):\n```" in text
    assert "print(total)" not in text


def test_a_prediction_without_a_recorded_output_shows_its_code_alone(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    without = BANK.replace("    output: |\n      sum: 3\n      sum: 6\n", "    device: cuda\n")
    bank.write_text(without)
    text = cheat_sheet(list(read_collection([bank_root])[0].entries.values()))
    assert "for step in (3, 3):" in text
    assert "It prints:" not in text


def test_a_script_that_cannot_be_read_is_said_and_is_no_code(bank_root: Path) -> None:
    entries = list(read_collection([bank_root])[0].entries.values())
    for name in ("sums.py", "off_by_one/fixed.py"):
        (bank_root / "snippets" / "mini" / name).write_bytes(b"# \xe9\n")
    text = cheat_sheet(entries)
    assert "(sums.py: cannot be read: " in text
    assert "(fixed.py: cannot be read: " in text
    assert "```python\nsums.py" not in text
    assert "+fixed.py" not in text


def test_one_card_alone_has_its_answer_whole(bank_root: Path) -> None:
    entry = read_collection([bank_root])[0].entries["mini/flash"]
    answer = "It writes.\n\nTo stdout, that is:\n\n```sql\nSELECT 1\n```\n\nAnd no more."
    card = msgspec.structs.replace(entry.card, answer=answer)
    whole = card_text(msgspec.structs.replace(entry, card=card), "")
    assert answer in whole
