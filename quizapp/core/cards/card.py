"""The kinds of card: the one model of the bank format.

`core.bank` reads YAML into these structs, `authoring` writes the JSON schema from them, and every
screen shows nothing that is not here.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Level = Literal["junior", "mid", "senior"]
Device = Literal["any", "cuda"]
CardId = str

_Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$",
        description="topic/name; a learner's history hangs on it: never change or reuse one",
    ),
]
_Text = Annotated[str, Meta(min_length=1)]
_Line = Annotated[str, Meta(min_length=1, pattern=r"^[^\n]*$")]
_SnippetPath = Annotated[
    str,
    Meta(
        min_length=1,
        description="below snippets/: a script, or the folder of a bug or code card",
    ),
]


class FollowUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the interviewer asks next; answered here, or by the card that is named."""

    ask: _Text
    answer: str = ""
    card: str = ""


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One option of a choice; `why` answers whoever picked it."""

    text: _Text
    why: _Text
    correct: bool = False


class Base(
    msgspec.Struct,
    kw_only=True,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
):
    """What every card has, of whatever kind."""

    id: _Id
    level: Level
    question: Annotated[_Text, Meta(description="Markdown")]
    answer: Annotated[
        _Text, Meta(description="Markdown: what to say in the interview, then why, then the trap")
    ]
    snippet: _SnippetPath
    output: Annotated[
        str | None,
        Meta(description="what the snippet prints; `...` stands for anything, 0.12 for 0.1234"),
    ] = None
    key_points: list[_Line] = []
    follow_ups: list[_Text | FollowUp] = []
    hints: list[_Text] = []
    tags: list[_Line] = []
    requires: Annotated[
        list[_Line], Meta(description="optional packages that the snippet needs")
    ] = []
    device: Device = "any"
    covers: Annotated[list[_Line], Meta(description="ids in sources.yaml, or F1 / ER-01")] = []
    see: list[Annotated[str, Meta(pattern=r"^https?://\S+$")]] = []

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)

    @property
    def topic(self) -> str:
        return self.id.split("/", 1)[0]


class Flashcard(Base, tag="flashcard", kw_only=True, frozen=True, omit_defaults=True):
    """Think, reveal, tick the key points that you mentioned."""

    key_points: Annotated[list[_Line], Meta(min_length=1)]


class Choice(Base, tag="choice", kw_only=True, frozen=True, omit_defaults=True):
    """Pick the right option, or all the right ones."""

    options: Annotated[list[Option], Meta(min_length=2, max_length=9)]

    @property
    def several(self) -> bool:
        return sum(option.correct for option in self.options) > 1


class Order(Base, tag="order", kw_only=True, frozen=True, omit_defaults=True):
    """Put the steps into their order; the bank lists them in the right one."""

    steps: Annotated[list[_Line], Meta(min_length=3, max_length=9)]


class Short(Base, tag="short", kw_only=True, frozen=True, omit_defaults=True):
    """Type a word, a number or a shape."""

    accept: Annotated[list[str | int | float], Meta(min_length=1)]
    tolerance: Annotated[float, Meta(ge=0)] | None = None


class Predict(Base, tag="predict", kw_only=True, frozen=True, omit_defaults=True):
    """Type what the code prints; `raises` names the exception that ends it, if one does."""

    raises: Annotated[
        _Line | None, Meta(description="the traceback's last line; `...` stands for anything")
    ] = None


class Bug(Base, tag="bug", kw_only=True, frozen=True, omit_defaults=True):
    """Find the faulty line of `buggy.py`; `symptom` is what that prints, `output` what
    `fixed.py` prints."""

    symptom: Annotated[str, Meta(description="what buggy.py prints")]
    raises: Annotated[
        _Line | None, Meta(description="the last line of buggy.py's traceback, if it ends in one")
    ] = None


class Code(Base, tag="code", kw_only=True, frozen=True, omit_defaults=True):
    """Write or repair `starter.py` until every check of `checks.py` passes."""


Card = Flashcard | Choice | Order | Short | Predict | Bug | Code
KINDS: tuple[type[Base], ...] = (Flashcard, Choice, Order, Short, Predict, Bug, Code)


class Bank(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One file of `questions/`: a topic and its cards."""

    topic: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: _Line
    order: Annotated[int, Meta(description="the topic's place among others, low first")] = 1000
    cards: Annotated[list[Card], Meta(min_length=1)]
