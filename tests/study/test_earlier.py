"""What of a text is kept when it is deleted."""

import pytest

from quizapp.study.earlier import Deletions

LONG = "first version of an answer, which is a good deal longer than what comes later"


def typed(*texts: str) -> list[str]:
    """What is kept while a text becomes these, one after the other."""
    watch = Deletions()
    return [kept for text in texts if (kept := watch.deleted(text))]


def letters(text: str) -> list[str]:
    return [text[:end] for end in range(1, len(text) + 1)]


def backspaces(text: str, to: int) -> list[str]:
    return [text[:end] for end in range(len(text) - 1, to - 1, -1)]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        ([*letters(LONG), ""], [LONG]),
        ([*letters(LONG), "z"], [LONG]),
        ([LONG, "another text, pasted over it, which is longer " * 3], [LONG]),
        ([LONG, *backspaces(LONG, 0)], [LONG]),
        ([LONG, *backspaces(LONG, len(LONG) - 8)], []),
        (["nn.Linear", ""], ["nn.Linear"]),
        (["no", ""], []),
        (["nn.Linear", "n", "nn.Conv2d"], ["nn.Linear"]),
        (["a vanishing gradient", "a"], ["a vanishing gradient"]),
        (["nn.Linear", "nn.Lin", "nn.Linear(2)"], []),
    ],
)
def test_a_text_is_kept_once_as_it_was_before_it_was_deleted(
    texts: list[str], kept: list[str]
) -> None:
    assert typed(*texts) == kept


def test_it_is_the_latest_text_and_not_the_longest_that_is_kept() -> None:
    short = LONG[:30] + " THE BETTER ENDING"
    assert typed(LONG, *backspaces(LONG, 30), short, "x") == [LONG, short]


def test_lines_that_are_deleted_one_by_one_are_kept_as_they_stood_together() -> None:
    starter = "def f(x):\n" + "    # a comment that belongs to it\n" * 9
    mine = starter + "    y = x + 1\n    z = y * 2\n    return z\n"
    steps = [starter + "    y = x + 1\n    z = y * 2\n", starter + "    y = x + 1\n", starter]
    assert typed(starter, mine, *steps, starter + "    return") == [mine]


def test_of_a_form_the_letters_that_were_typed_count_and_the_draft_is_kept() -> None:
    watch = Deletions()
    watch.deleted("x.grad: [1, 2, 3]", "x.grad: [1, 2, 3]", typed=9)
    assert watch.deleted("x.grad: ?", "", typed=0) == "x.grad: [1, 2, 3]"
