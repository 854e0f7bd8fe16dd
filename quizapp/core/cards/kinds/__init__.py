"""The kinds of card, a module each. A new kind is a module here and a line below."""

from typing import Any, Union

from quizapp.core.cards.card import Base, kind_name
from quizapp.core.cards.kinds.bug import Bug
from quizapp.core.cards.kinds.choice import Choice
from quizapp.core.cards.kinds.code import Code
from quizapp.core.cards.kinds.flashcard import Flashcard
from quizapp.core.cards.kinds.order import Order
from quizapp.core.cards.kinds.predict import Predict
from quizapp.core.cards.kinds.short import Short

KINDS: list[type[Base]] = [Flashcard, Choice, Order, Short, Predict, Bug, Code]


def kinds() -> dict[str, type[Base]]:
    """Every kind by the name that it has in banks."""
    return {kind_name(kind): kind for kind in KINDS}


def any_card() -> Any:
    """The type of a card of any kind, for msgspec to decode and describe."""
    return Union[tuple(KINDS)]  # noqa: UP007 - made of a list
