"""Cards by what is looked for, as in the search of Browse: to be listed, or drilled alone."""

from quizapp.core.cards.card import CardId
from quizapp.core.search import Index, parse, search
from quizapp.study.services import Services
from quizapp.study.today import in_turn, may_be_asked
from quizapp.study.wishes import weight


def found(services: Services, query: str) -> tuple[list[CardId], str]:
    """The cards that match, in the order of their banks; and what was not understood of the query,
    in one line, which is left out of it."""
    collection, store = services.collection, services.store
    topics = [topic.name for topic in collection.topics]
    weights = services.wishes.weights
    wanted = parse(query, topics)
    cards = search(
        wanted,
        collection.cards,
        store.memories(),
        store.states(),
        services.now(),
        Index(),
        {name for name in topics if weight(name, weights) <= 0.0},
        services.model,
        {card: note.text for card, note in store.notes().items()},
        services.missed(),
    )
    return cards, wanted.problem


def to_drill(services: Services, cards: list[CardId]) -> list[CardId]:
    """Of these, what is due or new, then the rest; what is suspended or put off only if there is
    nothing else: then it was looked for."""
    now, memories, states = services.now(), services.store.memories(), services.store.states()
    model = services.model

    def turn(card: CardId) -> int:
        memory = memories.get(card)
        return 0 if model.is_due(memory, now) else 1 if memory is None else 2

    asked = [card for card in cards if may_be_asked(states.get(card), now)] or list(cards)
    asked.sort(key=turn)
    first = [card for card in asked if turn(card) < 2]
    return [
        *in_turn(services.collection, memories, first),
        *in_turn(services.collection, memories, asked[len(first) :]),
    ]
