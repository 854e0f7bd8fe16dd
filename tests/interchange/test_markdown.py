"""Markdown in and out."""

from pathlib import Path

import pytest

from quizapp.banks.collection import read_collection
from quizapp.interchange.conversion import Conversion
from quizapp.interchange.markdown_export import markdown_bank
from quizapp.interchange.markdown_import import read_markdown
from quizapp.interchange.note import Read

NOTES = """\
---
title: Interview
---
# PyTorch

## Autograd

### What does `detach()` do?

Returns a tensor **without** the graph.

- shares memory
- no grad

### What is $\\frac{a}{b}$?

The ratio.

```python
# not a heading
loss.backward()
```

### Empty one

## Training

### Q: Why `zero_grad()`?

A: Gradients add up.

![loop](img/loop.png)
![gone](../gone.png)
"""


def read(tmp_path: Path, text: str) -> tuple[Read, Conversion]:
    file = tmp_path / "notes.md"
    file.write_text(text)
    return read_markdown(file, "notes", None)


def test_a_heading_asks_and_what_is_below_answers(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "loop.png").write_bytes(b"a picture")
    found, conversion = read(tmp_path, NOTES)
    assert [(note.question, note.tags) for note in found.notes] == [
        ("What does `detach()` do?", ["Autograd"]),
        ("What is (a)/(b)?", ["Autograd"]),
        ("Why `zero_grad()`?", ["Training"]),
    ]
    answers = [note.answer for note in found.notes]
    assert answers[0].endswith("**without** the graph.\n\n- shares memory\n- no grad")
    assert answers[1] == "The ratio.\n\n```python\n# not a heading\nloss.backward()\n```"
    assert answers[2].startswith("Gradients add up.\n\n![picture: loop](pictures/notes/loop-")
    assert answers[2].endswith("![gone](../gone.png)")
    assert conversion.pictures.save(tmp_path / "root", answers[2]) == 1
    (line,) = found.left_out
    assert line.endswith("notes.md:24: nothing below the heading: Empty one")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Q: What?\nA: That.\n", "What?"),
        ("# Chapter\n\nQ: What?\nA: That.\n\nQ: Why?\nA: So.\n", "What?"),
        ("**Q:** What?\n**A:** That.\n", "What?"),
    ],
)
def test_markdown_without_headings_that_ask_is_read_by_its_lines(
    tmp_path: Path, text: str, question: str
) -> None:
    note = read(tmp_path, text)[0].notes[0]
    assert (note.question, note.answer) == (question, "That.")


UNDERLINED = """\
Interview notes
===============

For the days before.

What is dropout?
----------------

Zeroes activations.

- off in eval
---

What is a fence?
----

```
not a heading
-----
```
Still the answer.
---

## Last

A sentence that ends the answer.
---
"""


def test_underlined_headings_ask_and_lines_between_answers_do_not(tmp_path: Path) -> None:
    found, _ = read(tmp_path, UNDERLINED)
    assert [(note.question, note.answer) for note in found.notes] == [
        ("What is dropout?", "Zeroes activations.\n\n- off in eval"),
        ("What is a fence?", "```\nnot a heading\n-----\n```\nStill the answer."),
        ("Last", "A sentence that ends the answer."),
    ]
    (line,) = found.left_out
    assert line.endswith("notes.md:4: above the first question: For the days before.")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("# Notes\n\nAn intro.\n\n## Why?\n\nSo.\n", ["Why?"]),
        ("# What is ML?\n\nLearning.\n\n## Why?\n\nSo.\n", ["What is ML?", "Why?"]),
        ("# Bias\n\nAn error.\n\n# Variance\n\nAnother.\n", ["Bias", "Variance"]),
        ("# Bias\n\nAn error.\n", ["Bias"]),
    ],
)
def test_the_title_of_a_file_asks_only_if_it_is_a_question(
    tmp_path: Path, text: str, asked: list[str]
) -> None:
    found, _ = read(tmp_path, text)
    assert [note.question for note in found.notes] == asked
    assert len(found.left_out) == ("An intro." in text)


def test_text_above_the_first_heading_is_counted(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "---\ntitle: x\n---\n\nHello.\n\n# Why?\n\nSo.\n")
    assert found.left_out == [f"{tmp_path}/notes.md:5: above the first question: Hello."]
    assert found.facts[-1] == "its front matter is not read"


def test_headings_that_stand_twice_are_told_apart_by_those_above(tmp_path: Path) -> None:
    text = "# CNN\n\n## Definition\n\nFilters.\n\n# RNN\n\n## Definition\n\nA state.\n"
    found, _ = read(tmp_path, text)
    assert [(note.question, note.tags) for note in found.notes] == [
        ("CNN: Definition", ["CNN"]), ("RNN: Definition", ["RNN"])
    ]  # fmt: skip


LINES = """\
Some words before.

**Q: What is *overfitting*?**

A: The model **memorises**.

---

Q: Underfitting?
A:
- high bias
- *low* variance

Q: Code?
A:
```python
Q: not a question
```
"""


def test_lines_of_questions_and_answers_in_markdown_stay_markdown(tmp_path: Path) -> None:
    found, _ = read(tmp_path, LINES)
    assert [(note.question, note.answer) for note in found.notes] == [
        ("What is *overfitting*?", "The model **memorises**."),
        ("Underfitting?", "- high bias\n- *low* variance"),
        ("Code?", "```python\nQ: not a question\n```"),
    ]
    (line,) = found.left_out
    assert line.endswith("notes.md:1: above the first question: Some words before.")


README = """\
# Questions

- [Basics](#basics)

## Table of Contents

- [Basics](#basics)

## Basics

#### 1. What is bias?

**Answer:** An error.

#### 2) Why?

So.
"""


def test_a_list_of_questions_from_the_web_is_read_without_its_numbers_and_contents(
    tmp_path: Path,
) -> None:
    found, _ = read(tmp_path, README)
    assert [(note.question, note.answer, note.tags) for note in found.notes] == [
        ("What is bias?", "An error.", ["Basics"]), ("Why?", "So.", ["Basics"])
    ]  # fmt: skip
    assert [line.partition("notes.md:")[2] for line in found.left_out] == [
        "3: above the first question: - [Basics](#basics)",
        "5: only links within the file: Table of Contents",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**What is bias?**\n\nAn error.\n\n- one\n\n**Why?**\n\nSo.\n",
        "# Questions\n\n**What is bias?**\nAn error.\n\n- one\n\n**Why?**\nSo.\n",
        "# Questions\n\n1. **What is bias?**\n\n   An error.\n\n   - one\n\n2. Why?\n   So.\n",
    ],
    ids=["bold", "bold below a title", "numbered"],
)
def test_questions_in_bold_and_numbered_ones_are_asked(tmp_path: Path, text: str) -> None:
    found, _ = read(tmp_path, text)
    assert [(note.question, note.answer) for note in found.notes] == [
        ("What is bias?", "An error.\n\n- one"), ("Why?", "So.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [
        "1. Shuffle\n   the data.\n2. Step\n   back.",
        "**Why?**\n\nSo.",
        "- [Basics](#basics)\n- more",
    ],
)
def test_steps_bold_words_and_links_in_an_answer_stay(tmp_path: Path, below: str) -> None:
    found, _ = read(tmp_path, f"# Training\n\n{below}\n")
    assert [(note.question, note.answer) for note in found.notes] == [("Training", below)]


def test_clozes_in_markdown_are_asked(tmp_path: Path) -> None:
    (note,) = read(tmp_path, "# Sorting\n\nIt is {{c1::O(n log n)}}.\n")[0].notes
    assert note.question == "Sorting\n\nIt is [...]."
    assert note.answer == "O(n log n)\n\nIt is O(n log n)."


def test_what_was_exported_comes_back_whole(bank_root: Path, tmp_path: Path) -> None:
    entries = read_collection([bank_root])[0].entries
    found = read(tmp_path, markdown_bank(list(entries.values())))[0]
    assert found.left_out == []
    back = {note.key: note for note in found.notes}
    assert list(back) == list(entries)
    for key, entry in entries.items():
        assert back[key].question.startswith(entry.card.question.strip())
        assert entry.card.answer.strip() in back[key].answer
        assert (back[key].level, back[key].tags) == (entry.card.level, entry.card.tags)
    assert back["mini/flash"].points == ["writes text", "to stdout"]
    assert [(one.text, one.right) for one in back["mini/several"].options] == [
        ("two", True), ("three", False), ("four", True)
    ]  # fmt: skip
    assert "total = 1" in back["mini/bug"].question
    assert "1. one\n2. two\n3. three" in back["mini/order"].answer


def test_a_note_of_ones_own_ends_its_card_and_no_other(bank_root: Path, tmp_path: Path) -> None:
    entries = list(read_collection([bank_root])[0].entries.values())
    text = markdown_bank(entries, {"mini/flash": "# see Ada\n\nnot stderr\n"})
    assert "\n\n> **Your note:**\n>\n> # see Ada  \n>\n> not stderr\n\n## " in text
    assert text.count("Your note") == 1
    assert len(read(tmp_path, text)[0].notes) == 8


@pytest.mark.parametrize(
    "text",
    [
        "# Q" + " " * 60_000 + "x\nYes.",
        "# Q\n<!-- id:" + " " * 5_000 + "x\nYes.",
        "# Q\n\nYes.\n" + "```a\n" * 20_000,
    ],
    ids=["heading", "comment", "fences"],
)
@pytest.mark.timeout(20)
def test_lines_made_to_take_long_do_not(tmp_path: Path, text: str) -> None:
    found, _ = read(tmp_path, text)
    assert [note.question[:1] for note in found.notes] == ["Q"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# One", "One"),
        ("##  One two\t", "One two"),
        ("# C# ##", "C#"),
        ("# C#", "C#"),
        ("   ### One ###  ", "One"),
        ("# Q3. One", "One"),
        ("# 3) One", "One"),
        ("# In the FAQ: 2. One", "In the FAQ: 2. One"),
    ],
)
def test_signs_that_close_a_heading_are_not_part_of_it(
    tmp_path: Path, heading: str, title: str
) -> None:
    found, _ = read(tmp_path, f"{heading}\n\nYes.\n")
    assert [note.question for note in found.notes] == [title]


@pytest.mark.parametrize("line", ["#One", "#######  One", "    # One"])
def test_what_only_looks_like_a_heading_is_none(tmp_path: Path, line: str) -> None:
    found, _ = read(tmp_path, f"# Q\n\n{line}\n")
    assert [note.question for note in found.notes] == ["Q"]
