"""Cards written as YAML come back as they were, and a bank's own text stays."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.banks.writing import new_bank, read_text, save, with_cards
from quizapp.core.cards.bank import parse_bank
from quizapp.core.cards.card import Card, FollowUp
from quizapp.core.cards.kinds.choice import Choice, Option
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.short import Short
from quizapp.errors import BankError
from tests.small_bank import BANK

PATH = Path("questions/mini.yaml")


def card(name: str = "new", **fields: Any) -> Flashcard:
    values: dict[str, Any] = {
        "id": f"mini/{name}",
        "level": "junior",
        "question": "What?\n",
        "answer": "That.\n",
        "key_points": ["that"],
        "snippet": "mini/hello.py",
    }
    return Flashcard(**(values | fields))


PIECES = (
    ": ", " #", ":", "#", "'", '"', "\\", "- ", "? ", "| ", ">", "%", "@", "`", "&a", "*a", "!t",
    "{", "}", "[", "]", ", ", "...", "---", "=", "<<", "~", "null", "true", "no", "off", "012",
    "0x1f", "1_000", "1:30", "1e3", "1.5e3", ".5", "5.", "-1", "+.1e-9", "\u0663", "2026-01-02",
    " ", "  ", "\t", "\r", "\x00", "\x07", "\x1b[2J", "\x7f", "\x85", "\xa0", "\u2028", "\ufeff",
    "\ufffe", "é", "中", "😀", "a", "word", "x" * 100, "many words and then " * 8,
)  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
lines = st.text(min_size=1).filter(lambda text: "\n" not in text) | pieces
texts = st.text(min_size=1) | st.lists(lines | st.just(""), min_size=1, max_size=5).map("\n".join)
texts = texts.filter(bool)
cards = st.builds(
    Flashcard,
    id=st.just("mini/any"),
    level=st.sampled_from(["junior", "mid", "senior"]),
    question=texts,
    answer=texts,
    key_points=st.lists(lines, min_size=1, max_size=3),
    snippet=st.just("mini/hello.py"),
    follow_ups=st.lists(texts | st.builds(FollowUp, ask=texts, answer=texts), max_size=2),
    tags=st.lists(lines, max_size=3),
)
shorts = st.builds(
    Short,
    id=st.just("mini/any"),
    level=st.just("mid"),
    question=texts,
    answer=texts,
    snippet=lines.filter(lambda text: text.strip() and text[0] != "/" and ".." not in text),
    accept=st.lists(
        lines | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False),
        min_size=1,
        max_size=4,
    ),
    tolerance=st.none() | st.floats(0, 1e300),
)


@settings(max_examples=400)
@given(cards | shorts)
def test_any_card_comes_back_as_it_was(made: Card) -> None:
    found, problems = parse_bank(new_bank("mini", "Mini", [made]), PATH)
    assert problems == []
    assert found.cards == [made]


@pytest.mark.parametrize(
    "text",
    [
        "true", "no", "null", "~", "012", "1:30", "- a", "a: b", "a #b", "# a", "'a", '"a"', "*a",
        "&a", "!a", "%a", "@a", "`a`", "a\n", "a\n\n", " a", "a ", "\ta", "a\tb", "a\r\nb", "\\n",
        "{a}", "[a]", "?", "|", ">", "a\n  b\n c", "\n", "a\x00b", "a\x85b", "a\u2028b", "é", "😀",
        "a\n \nb", "x" * 500, "What's \"it\"?", "a:", "---", "...", "=",
    ],
)  # fmt: skip
def test_awkward_texts_come_back_too(text: str) -> None:
    made = card(question=text, hints=[text])
    found, problems = parse_bank(new_bank("mini", "Mini", [made]), PATH)
    assert problems == []
    assert found.cards == [made]


def test_every_shipped_card_comes_back_as_it_was() -> None:
    root = Path(__file__).parents[2] / "questions"
    for file in sorted(root.glob("*.yaml")):
        bank, problems = parse_bank(read_text(file), file)
        if bank.cards:
            found, again = parse_bank(new_bank(bank.topic, bank.title, bank.cards), file)
            assert (found.title, found.cards) == (bank.title, bank.cards)
            assert again == problems == []


def test_no_line_of_prose_is_wider_than_a_page() -> None:
    made = card(
        question="Why does it, in short, do that? " * 20 + "So?",
        key_points=["so it is, " * 20 + "so"],
    )
    text = new_bank("mini", "Mini", [made])
    assert max(map(len, text.splitlines())) <= 88
    assert "&" not in text


def test_a_list_used_twice_is_written_out_twice() -> None:
    same = ["a", "b"]
    text = new_bank("mini", "Mini", [card(tags=same, covers=same, hints=same)])
    assert "*" not in text
    assert parse_bank(text, PATH)[0].cards[0].hints == same


def test_other_kinds_come_back_too() -> None:
    common: dict[str, Any] = {
        "level": "mid",
        "question": "Which?",
        "answer": "So.",
        "snippet": "mini/hello.py",
    }
    options = [Option("True", "yes, it is", correct=True), Option("no: never", "why not")]
    choice = Choice(id="mini/a", options=options, **common)
    short = Short(id="mini/b", accept=[1, 2.5, "(2, 3)", "1e3"], tolerance=0.1, **common)
    found, problems = parse_bank(new_bank("mini", "Mini", [choice, short]), PATH)
    assert problems == []
    assert found.cards == [choice, short]


def test_a_new_bank_reads_as_if_a_person_had_written_it() -> None:
    made = card(question="What does `x` do,\nand why?\n", tags=["training-loop"])
    assert new_bank("mini", "A small bank", [made]) == (
        "# yaml-language-server: $schema=bank.schema.json\n"
        "topic: mini\n"
        "title: A small bank\n"
        "cards:\n"
        "  - id: mini/new\n"
        "    kind: flashcard\n"
        "    level: junior\n"
        "    question: |\n"
        "      What does `x` do,\n"
        "      and why?\n"
        "    answer: |\n"
        "      That.\n"
        "    key_points:\n"
        "      - that\n"
        "    snippet: mini/hello.py\n"
        "    tags: [training-loop]\n"
    )


def test_an_added_card_leaves_every_other_character_alone() -> None:
    text = "# mine\n" + BANK.replace("cards:", "cards:  # all of them") + "# the end\n"
    found = with_cards(text, PATH, [card()])
    assert found.startswith(text)
    assert [c.id for c in parse_bank(found, PATH)[0].cards][-2:] == ["mini/code", "mini/new"]


@pytest.mark.parametrize(
    "text",
    [
        BANK.rstrip("\n"),
        BANK.replace("\n", "\r\n"),
        "\ufeff" + BANK,
        BANK.replace("\n  ", "\n"),
        BANK.replace("\n  ", "\n      "),
        BANK + "\n\n\n",
        BANK + "    hints:\n      - |+\n        keep\n\n",
        "cards:" + BANK.split("cards:")[1] + "# about the topic\ntopic: mini\ntitle: T\n",
        "topic: mini\ntitle: T\ncards:\n",
    ],
    ids=[
        "no end",
        "crlf",
        "bom",
        "flat",
        "deep",
        "blank lines",
        "kept breaks",
        "cards first",
        "none",
    ],
)
def test_a_card_can_be_added_however_the_bank_is_written(text: str) -> None:
    before, _ = parse_bank(text.removeprefix("\ufeff"), PATH)
    found = with_cards(text, PATH, [card("a"), card("b")])
    after, problems = parse_bank(found.removeprefix("\ufeff"), PATH)
    assert problems == []
    assert after.cards == [*before.cards, card("a"), card("b")]
    assert (after.topic, text.startswith("\ufeff")) == ("mini", found.startswith("\ufeff"))
    assert ("\r\n" in text) == ("\r\n" in found)
    assert found.count("\r\n") in (0, found.count("\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("topic: mini\ntitle: T\ncards: []\n", "none can be added to by program"),
        (BANK + "...\n", "none can be added to by program"),
        ("topic: [\n", "mend this first"),
    ],
)
def test_a_bank_that_cannot_be_added_to_says_so(text: str, message: str) -> None:
    with pytest.raises(BankError, match=message):
        with_cards(text, PATH, [card()])


def test_the_problems_that_a_bank_has_already_are_no_hindrance() -> None:
    text = BANK.replace("level: senior", "level: expert")
    found = with_cards(text, PATH, [card()])
    assert parse_bank(found, PATH)[0].cards[-1] == card()


def test_a_saved_file_is_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.yaml"
    save(file, "one\r\n")
    file.chmod(0o600)
    save(file, "two\r\n")
    assert read_text(file) == "two\r\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["b.yaml"]


def test_a_file_that_cannot_be_written_or_read_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BankError, match="cannot be written"):
        save(tmp_path / "file" / "b.yaml", "x")
    with pytest.raises(BankError, match="cannot be read"):
        read_text(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"\xe9")
    with pytest.raises(BankError, match="not UTF-8"):
        read_text(tmp_path / "latin.yaml")
