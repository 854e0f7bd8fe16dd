"""What an import reads: notes, in the Markdown of cards, and an account of the rest."""

import msgspec

from quizapp.core.cards.card import Level

MAX_FIELD = 20_000  # letters of a text that are taken
MAX_OPTIONS = 9  # a key for each


class Offered(msgspec.Struct, frozen=True):
    """An option of a question with several."""

    text: str
    right: bool


def may_be_asked(options: list[Offered]) -> bool:
    """Whether a choice can be made of them: few enough for keys, no two alike, one of them wrong
    and one right."""
    once = {one.text.casefold() for one in options if one.text}
    rights = sum(one.right for one in options)
    alike = len(once) < len(options)
    return not alike and 2 <= len(options) <= MAX_OPTIONS and 0 < rights < len(options)


class Note(msgspec.Struct, frozen=True):
    """A question and its answer from another program, both Markdown; `key` is what that one knows
    it by. With `options` it is a choice, and `answer` is what is said about the right one."""

    key: str
    question: str
    answer: str
    points: list[str] = []
    tags: list[str] = []
    level: Level = "junior"
    options: list[Offered] = []
    hints: list[str] = []
    follow_ups: list[str] = []


class Read(msgspec.Struct):
    """All that was found in a file: `facts` say how it was read, `remarks` what of that should be
    looked at, `left_out` where what was not brought in stands, and why."""

    notes: list[Note] = []
    facts: list[str] = []
    remarks: list[str] = []
    left_out: list[str] = []
