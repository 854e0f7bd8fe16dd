"""Cards within Markdown, by the signs of other programs."""

from pathlib import Path

import pytest

from quizapp.interchange.markdown_import import read_markdown
from quizapp.interchange.note import Read


def read(tmp_path: Path, text: str) -> Read:
    file = tmp_path / "notes.md"
    file.write_text(text)
    return read_markdown(file, "notes", None)[0]


def pairs(found: Read) -> list[tuple[str, str]]:
    return [(note.question, note.answer) for note in found.notes]


OBSIDIAN = """\
---
tags: [flashcards]
---
#flashcards/ml/basics

# Deep Learning

Some prose of a note.

Epoch::one pass over the *data*
Logit:::raw score
- Batch size::samples per step <!--SR:!2024-03-01,4,270-->

What does `zero_grad()` do?
?
Clears `.grad`:
- else they add up

Precision
??
TP / (TP + FP)

The ==softmax== makes ==probabilities== of [[Logits|logits]]. ^b1

## CNN

Stride::the step of the filter, `s::2` ^block1

How do you write a loop?
?
```python
for a in b:

    print(a == b)
```
"""


def test_notes_of_obsidian_are_asked_by_their_signs(tmp_path: Path) -> None:
    found = read(tmp_path, OBSIDIAN)
    whole = "The softmax makes probabilities of logits."
    assert pairs(found) == [
        ("Epoch", "one pass over the *data*"),
        ("Logit", "raw score"),
        ("raw score", "Logit"),
        ("Batch size", "samples per step"),
        ("What does `zero_grad()` do?", "Clears `.grad`:\n- else they add up"),
        ("Precision", "TP / (TP + FP)"),
        ("TP / (TP + FP)", "Precision"),
        ("The [...] makes probabilities of logits.", f"softmax\n\n{whole}"),
        ("The softmax makes [...] of logits.", f"probabilities\n\n{whole}"),
        ("Stride", "the step of the filter, `s::2`"),
        ("How do you write a loop?", "```python\nfor a in b:\n\n    print(a == b)\n```"),
    ]
    assert [note.tags for note in found.notes] == (
        [["ml/basics", "Deep-Learning"]] * 9 + [["ml/basics", "Deep-Learning", "CNN"]] * 2
    )
    assert found.left_out == [f"{tmp_path}/notes.md:8: no card: Some prose of a note."]


def test_a_question_in_bold_is_asked_by_the_sign_below_it(tmp_path: Path) -> None:
    text = "**What?**\n?\nThat.\n\n**Why?**\n?\nSo.\n"
    assert pairs(read(tmp_path, text)) == [("**What?**", "That."), ("**Why?**", "So.")]


def test_an_outline_of_remnote_is_asked_by_its_signs(tmp_path: Path) -> None:
    text = (
        "- Deep nets\n"
        "    - Epoch :: one pass\n"
        "    - What is a logit? >> the raw score\n"
        "    - Losses ::\n"
        "        - cross entropy\n"
        "        - MSE\n"
        "    - Just a remark\n"
    )
    found = read(tmp_path, text)
    assert pairs(found) == [
        ("Epoch", "one pass"),
        ("What is a logit?", "the raw score"),
        ("Losses", "- cross entropy\n- MSE"),
    ]
    assert {tuple(note.tags) for note in found.notes} == {("Deep-nets",)}
    assert found.left_out == [f"{tmp_path}/notes.md:7: no card: - Just a remark"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The ==softmax== sums to 1.\n", "The [...] sums to 1."),
        ("The {{1::softmax}} sums to 1.\n\n#flashcards\n", "The [...] sums to 1."),
    ],
)
def test_a_note_of_blanks_alone_is_asked(tmp_path: Path, text: str, question: str) -> None:
    (note,) = read(tmp_path, text).notes
    assert note.question == question


@pytest.mark.parametrize(
    "below",
    [
        "It moves `x`.\n\nstd::move casts.\n\nMore ==words== here.",
        "Reversed: x[::-1] is a copy.\nNot a view.",
        "```cpp\nstd::a\nstd::b\nstd::c\n```",
    ],
)
def test_signs_within_an_answer_make_no_cards(tmp_path: Path, below: str) -> None:
    found = read(tmp_path, f"# What does it do?\n\n{below}\n")
    assert pairs(found) == [("What does it do?", below)]


def test_items_that_open_are_asked_as_notion_exports_them(tmp_path: Path) -> None:
    text = (
        "# ML interview\n\n## Basics\n\n"
        "- What is overfitting?\n    \n    It **memorises**.\n    \n"
        "    ```python\n    model.eval()\n    ```\n    \n"
        "- Bias or variance?\n    \n    - two errors\n        - both\n"
        "- Empty?\n\nA stray line.\n\n- Dropout?\n\n    Zeroes.\n- Epoch?\n    One pass.\n"
        "- Loss?\n    A number.\n- Step?\n    One batch.\n- Seed?\n    A start.\n"
        "- Lr?\n    A size.\n"
    )
    found = read(tmp_path, text)
    assert pairs(found) == [
        ("What is overfitting?", "It **memorises**.\n\n```python\nmodel.eval()\n```"),
        ("Bias or variance?", "- two errors\n    - both"),
        ("Dropout?", "Zeroes."),
        ("Epoch?", "One pass."),
        ("Loss?", "A number."),
        ("Step?", "One batch."),
        ("Seed?", "A start."),
        ("Lr?", "A size."),
    ]
    assert {tuple(note.tags) for note in found.notes} == {("Basics",)}
    assert [line.partition("notes.md:")[2] for line in found.left_out] == [
        "17: no card: Empty?",
        "19: no card: A stray line.",
    ]


def test_a_list_below_a_question_is_its_answer(tmp_path: Path) -> None:
    below = "- one\n  - more\n- two\n  - more"
    assert pairs(read(tmp_path, f"# Which?\n\n{below}\n")) == [("Which?", below)]


def test_clozes_beside_other_cards_are_asked(tmp_path: Path) -> None:
    text = (
        "#flashcards\n\nWhat is a tensor::An array.\n{{c1::ReLU}} is max(0, x).\n\n"
        "- {{c1::Adam}} has moments\n- Dropout::zeroes\n- {{1::SGD}} has none\n"
    )
    found = read(tmp_path, text)
    assert [question for question, _ in pairs(found)] == [
        "What is a tensor", "[...] is max(0, x).", "[...] has moments", "Dropout",
        "[...] has none",
    ]  # fmt: skip
    assert found.left_out == []


def test_details_ask_with_their_summary(tmp_path: Path) -> None:
    text = (
        "# Toggle\n\nWords.\n\n"
        "<details>\n<summary><b>What is a tensor?</b></summary>\n\nAn **array**.\n\n</details>\n"
        "<details><summary>What is autograd?</summary>It records.</details>\n"
    )
    found = read(tmp_path, text)
    assert pairs(found) == [
        ("What is a tensor?", "An **array**."), ("What is autograd?", "It records.")
    ]  # fmt: skip
    assert found.left_out == [f"{tmp_path}/notes.md:3: no card: Words."]


def test_details_with_attributes_ask_and_those_that_ask_nothing_are_counted(tmp_path: Path) -> None:
    text = (
        "<details open><summary class='q'>What?</summary>That.</details>\n"
        "<details><summary>Empty?</summary></details>\n<details>No summary.</details>\n"
    )
    found = read(tmp_path, text)
    assert pairs(found) == [("What?", "That.")]
    assert [line.partition(": ")[2] for line in found.left_out] == [
        "no card: Empty?", "no card: No summary."
    ]  # fmt: skip


def test_details_within_the_answers_of_headings_take_no_card_away(tmp_path: Path) -> None:
    text = (
        "## What is sorting?\n\nOrder.\n\n## How fast is it?\n\nFast.\n"
        "<details><summary>Complexity</summary>O(n log n), always.</details>\n"
    )
    found = read(tmp_path, text)
    assert [note.question for note in found.notes] == ["What is sorting?", "How fast is it?"]
    assert all(word in found.notes[1].answer for word in ("Fast.", "Complexity", "O(n log n)"))
    assert found.left_out == []


def test_details_that_only_hide_an_answer_are_the_answer(tmp_path: Path) -> None:
    text = (
        "## What is a tensor?\n\n"
        "<details><summary>Show answer</summary>\n\nAn array.\n\n</details>\n\n"
        "## Why?\n\n<details>\n<summary>Answer</summary>\nSo.\n</details>\n"
    )
    assert pairs(read(tmp_path, text)) == [("What is a tensor?", "An array."), ("Why?", "So.")]


def test_details_in_code_and_in_prose_stay(tmp_path: Path) -> None:
    answer = (
        "Use `<details>` with `<summary>`:\n\n"
        "```html\n<details>\n  <summary>More</summary>\n</details>\n```\n\n"
        "The `</details>` closes it."
    )
    assert pairs(read(tmp_path, f"## What is it?\n\n{answer}\n")) == [("What is it?", answer)]
    [(_, prose)] = pairs(read(tmp_path, "## What?\n\nThe <details> tag hides text.\n"))
    assert prose == "The \\<details> tag hides text."


QUIZ = """\
# Questions

###### 1. What's the output?

```javascript
console.log(name);
```

- A: `Lydia`
- B: `undefined`
- C: `ReferenceError`

<details><summary><b>Answer</b></summary>
<p>

#### Answer: B

It is declared:

#### Hoisting

later.

</p>
</details>

---

###### 2. And of two?

- A: one
- B: two

<details><summary><b>Answer</b></summary>
<p>

#### Answer: A

</p>
</details>
"""


def test_a_quiz_with_hidden_answers_has_options_and_keeps_its_headings(tmp_path: Path) -> None:
    found = read(tmp_path, QUIZ)
    assert [note.question for note in found.notes] == [
        "What's the output?\n\n```javascript\nconsole.log(name);\n```", "And of two?"
    ]  # fmt: skip
    assert [[(one.text, one.right) for one in note.options] for note in found.notes] == [
        [("`Lydia`", False), ("`undefined`", True), ("`ReferenceError`", False)],
        [("one", True), ("two", False)],
    ]
    assert found.notes[0].answer == "It is declared:\n\n#### Hoisting\n\nlater."
    assert (found.notes[1].answer, found.left_out) == ("one", [])


@pytest.mark.parametrize(
    "code",
    [
        "```python\na = np.zeros(10)\na\n```",
        "```yaml\nanswer:\n  - x\n```",
        "```markdown\n- A: x\n- B: y\n\n#### Answer: B\n```",
    ],
)
def test_signs_of_an_answer_in_code_are_none(tmp_path: Path, code: str) -> None:
    answer = f"{code}\n\nIt is of floats."
    assert pairs(read(tmp_path, f"## How?\n\n{answer}\n")) == [("How?", answer)]


@pytest.mark.parametrize(
    "key",
    [
        "**Answer**: B", "**Answer: B) two**", "Ans: b", "*Answer: B*", "Correct answer: **B**",
        "> Answer: B", "Answer: (B)",
    ],
)  # fmt: skip
def test_the_right_letter_is_told_in_many_ways(tmp_path: Path, key: str) -> None:
    text = f"## Which is a tuple?\n\nA. [1]\nB. (1,)\n   of one\n\n{key}\n\nBecause.\n"
    [note] = read(tmp_path, text).notes
    assert [(one.text, one.right) for one in note.options] == [
        ("[1]", False),
        ("(1,) of one", True),
    ]
    assert (note.question, note.answer) == ("Which is a tuple?", "Because.")


def test_options_in_code_are_code(tmp_path: Path) -> None:
    text = "## Is it valid?\n\n```yaml\nA: 1\nB: 2\n```\n\nAnswer: A\n"
    [note] = read(tmp_path, text).notes
    assert note.options == []
    assert "A: 1\nB: 2" in note.question


def test_initials_that_begin_an_answer_stay(tmp_path: Path) -> None:
    assert pairs(read(tmp_path, "## Who?\n\nA. Turing wrote it.\n")) == [
        ("Who?", "A. Turing wrote it.")
    ]


def test_details_on_one_line_keep_their_answer(tmp_path: Path) -> None:
    text = "## What?\n\nIn CPython.\n\n<details><summary>Show answer</summary>A lock</details>\n"
    assert pairs(read(tmp_path, text)) == [("What?", "In CPython.\n\nA lock")]


def test_bold_questions_may_have_numbers_and_code_in_them(tmp_path: Path) -> None:
    text = (
        "**1. What is overfitting?**\n\nIt memorizes.\n\n**Q2: Explain dropout.**\n\nZeros.\n\n"
        "**3. What is `*args`?**\n\nMore.\n"
    )
    assert pairs(read(tmp_path, text)) == [
        ("What is overfitting?", "It memorizes."), ("Explain dropout.", "Zeros."),
        ("What is `*args`?", "More."),
    ]  # fmt: skip


def test_headings_that_are_items_ask_and_what_is_indented_below_answers(tmp_path: Path) -> None:
    text = (
        "# Questions\n\n1. ### What is React?\n\n    A library.\n\n"
        "    ```jsx\n    <b/>\n    ```\n\n"
        "2. ### What is JSX?\n\n    XML.\n"
    )
    assert pairs(read(tmp_path, text)) == [
        ("What is React?", "A library.\n\n```jsx\n<b/>\n```"), ("What is JSX?", "XML.")
    ]  # fmt: skip


def test_a_letter_without_such_an_option_is_the_answer(tmp_path: Path) -> None:
    text = "## Which?\n\n- A: one\n- B: two\n\nAnswer: D\n\nNone of them.\n"
    [note] = read(tmp_path, text).notes
    assert note.options == []
    assert "- B: two" in note.question
    assert note.answer == "D\n\nNone of them."


@pytest.mark.parametrize("indent", ["    ", "\t"])
def test_an_answer_that_begins_with_indented_code_keeps_it(tmp_path: Path, indent: str) -> None:
    text = f"## How?\n\n{indent}for i in <b>x</b>:\n{indent}{indent}print(i)\n\nSo.\n"
    [(_, answer)] = pairs(read(tmp_path, text))
    assert answer == "```\nfor i in <b>x</b>:\n    print(i)\n```\n\nSo."


def test_a_file_with_one_line_between_is_one_card(tmp_path: Path) -> None:
    text = "# What is the rule?\n\n$a$\n\n---\n\nMultiply.\n\n- outer\n"
    assert pairs(read(tmp_path, text)) == [("What is the rule?\n\na", "Multiply.\n\n- outer")]


def test_a_table_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    text = (
        "# Deck\n\nOne line.\n\n| No | Question | Answer | Topic |\n|----|:---:|---|---|\n"
        "| 1 | What is bias? | An **error** | basics |\n| 2 | a \\| b? | or | `|`, python |\n"
    )
    found = read(tmp_path, text)
    assert pairs(found) == [("What is bias?", "An **error**"), ("a | b?", "or")]
    assert [note.tags for note in found.notes] == [["basics"], ["`|`", "python"]]
    assert found.left_out == [f"{tmp_path}/notes.md:3: no card: One line."]


def test_a_table_within_an_answer_stays(tmp_path: Path) -> None:
    below = "| Term | Definition |\n|---|---|\n| a | b |\n\nWords.\n\nMore."
    assert pairs(read(tmp_path, f"# Which?\n\n{below}\n")) == [("Which?", below)]


def test_pictures_of_obsidian_are_brought_along(tmp_path: Path) -> None:
    (tmp_path / "net.png").write_bytes(b"a picture")
    file = tmp_path / "n.md"
    file.write_text("# Shape of [[CNN#Pooling]]?\n\n![[net.png|300]] and x[[1, 2]], `[[a]]`\n")
    found, conversion = read_markdown(file, "n", None)
    (note,) = found.notes
    assert note.question == "Shape of Pooling?"
    assert note.answer == "![picture: net.png](pictures/n/net.png) and x[[1, 2]], `[[a]]`"
    assert conversion.pictures.save(tmp_path / "root", note.answer) == 1


@pytest.mark.parametrize(
    "text",
    [
        "#flashcards\n\n" + "- a::\n" + "".join(f"{' ' * n}- b::\n" for n in range(3_000)),
        "#flashcards\n\nq::a\n" + "==" * 100_000,
        "#flashcards\n\nq::a\n" + "<!--SR:" * 50_000,
        "#flashcards\n\nq::a\n" + "`" * 100_001 + "::",
        "<details><summary>Q</summary>A</details>" + "<details><summary>" * 20_000,
        "- a\n  b\n" * 30_000,
        "#flashcards\n\nq::a\n" + "[[" * 50_000,
    ],
    ids=["stairs", "highlights", "schedules", "backticks", "details", "items", "links"],
)
@pytest.mark.timeout(20)
def test_signs_made_to_take_long_do_not(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.notes or found.left_out
