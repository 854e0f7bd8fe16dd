"""All cards in a table: find, look into, drill, and put away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from quizapp.core.cards.card import CardId
from quizapp.core.memory.review import CardState, Memory
from quizapp.core.search import Index, is_buried, parse, search
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_rows import COLUMNS, ORDERS, Order, ordered, row
from quizapp.tui.browse.card_table import CardTable, Cell
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.editing import open_in_editor
from quizapp.tui.screens.ask import AskScreen
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.services import Parts
from quizapp.tui.widgets.key_bar import KeyBar

HINT = 'topic:  is:due  kind:predict  level:senior  flag:1  "exact words"  -without'
_ON_CARDS = ("info", "practice", "drill", "suspend", "bury", "flag", "reset", "open")


@dataclass
class _Before:
    """What a key changed, so that it can be taken back."""

    what: str
    memories: dict[CardId, Memory | None]
    states: dict[CardId, CardState]


class BrowseScreen(Screen[None]):
    """Keys work on the selected cards, or on the one under the cursor if none is selected."""

    AUTO_FOCUS = ""
    CSS_PATH = "browse_screen.tcss"
    BINDINGS = [
        Binding("slash", "find", "search"),
        Binding("p", "practice", "practice"),
        Binding("P", "drill", "drill (counts)"),
        Binding("s", "suspend", "suspend"),
        Binding("b", "bury", "not today"),
        Binding("f", "flag", "flag"),
        Binding("x", "reset", "reset"),
        Binding("o", "open", "open"),
        Binding("u", "undo", "undo"),
        Binding("t", "sort", "sort"),
        Binding("escape", "leave_field", "leave field"),
        Binding("escape", "unselect", "select none"),
        Binding("question_mark", "help", "help"),
        Binding("q", "leave", "back"),
    ]

    def __init__(self, parts: Parts, query: str = "") -> None:
        super().__init__()
        self._parts = parts
        self._start = query
        self._index = Index()
        self._now = parts.now()
        self._memories: Mapping[CardId, Memory] = {}
        self._states: Mapping[CardId, CardState] = {}
        self._topics: set[str] = set()
        self._order: Order = "bank"
        self._befores: list[_Before] = []

    def compose(self) -> ComposeResult:
        yield Static("", id="title")
        with Horizontal(id="search"):
            yield Static("/", markup=False)
            yield Input(self._start, placeholder="words, or the terms below", compact=True)
        yield Static("", id="said")
        yield CardTable(COLUMNS, self._cells)
        yield KeyBar()

    def on_mount(self) -> None:
        self._reload()
        self.table.focus()
        self._read_texts()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._reload()

    @property
    def table(self) -> CardTable:
        return self.query_one(CardTable)

    @property
    def _typing(self) -> bool:
        return isinstance(self.focused, Input)

    @work(thread=True, group="texts")
    def _read_texts(self) -> None:
        """Fold all texts before the first key is pressed: 10,000 cards take 0.15 s."""
        for card in self._parts.collection.cards:
            self._index.text(card)

    # What it shows

    def _reload(self) -> None:
        self._now = self._parts.now()
        self._memories = self._parts.store.memories()
        self._states = self._parts.store.states()
        self._topics = {topic.name for topic in self._parts.collection.topics}
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        collection = self._parts.collection
        query = parse(self.query_one(Input).value, self._topics)
        found = search(
            query, collection.cards, self._memories, self._states, self._now, self._index
        )
        self.table.show(ordered(found, self._order, self._memories, self._now))
        self.query_one("#said", Static).update(Content(query.problem or HINT))
        self.query_one("#said").set_class(bool(query.problem), "-problem")
        self._draw_title()

    @on(CardTable.Marked)
    def _draw_title(self) -> None:
        table, total = self.table, len(self._parts.collection.entries)
        selected = len(table.marked)
        hidden = len(table.marked - set(table.cards)) if selected else 0
        said = f"   {selected} selected" if selected else ""
        if hidden:
            said += f", {hidden} of them not shown"
        title = Content.assemble(
            ("Browse", "bold $text-accent"),
            f"   {len(table.cards)} of {total} cards",
            ORDERS[self._order],
            said,
        )
        self.query_one("#title", Static).update(title)
        self.refresh_bindings()

    def _cells(self, card: CardId) -> list[Cell]:
        entry = self._parts.collection.card(card)
        state = self._states.get(card, CardState())
        return row(entry, self._memories.get(card), state, self._now)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return True
        match action:
            case "leave_field":
                return self._typing
            case "unselect":
                return bool(self.table.marked) and not self._typing
            case "undo":
                return bool(self._befores) and not self._typing
            case "find" | "sort" | "help" | "leave":
                return not self._typing
            case _ if action in _ON_CARDS:
                return bool(self.table.cards or self.table.marked) and not self._typing
            case _:
                return True

    # The search field

    def action_find(self) -> None:
        self.query_one(Input).focus()

    def action_leave_field(self) -> None:
        self.table.focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.table.focus()

    def action_sort(self) -> None:
        """Go on to the next order: of the bank, by due date, by recall, by lapses."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._search()

    def action_unselect(self) -> None:
        self.table.unmark()

    # Keys that work on cards

    def _chosen(self) -> list[CardId]:
        """The selected cards in bank order, else the one under the cursor."""
        marked = self.table.marked
        if marked:
            return [card for card in self._parts.collection.entries if card in marked]
        return [self.table.current] if self.table.current is not None else []

    @on(CardTable.Opened)
    def _opened(self, event: CardTable.Opened) -> None:
        self.app.push_screen(CardInfoScreen(self._parts, event.card))

    def action_practice(self) -> None:
        self._drill(scheduled=False)

    def action_drill(self) -> None:
        self._drill(scheduled=True)

    def _drill(self, *, scheduled: bool) -> None:
        cards = self._chosen() if self.table.marked else self.table.cards
        start_drill(self.app, self._parts, cards, scheduled=scheduled)

    def action_suspend(self) -> None:
        cards = self._chosen()
        on = not all(self._state(card).suspended for card in cards)
        states = {c: CardState(on, self._state(c).buried_until, self._state(c).flag) for c in cards}
        self._set(states, "suspended: not asked any more" if on else "asked again")

    def action_bury(self) -> None:
        cards = self._chosen()
        on = not all(is_buried(self._state(card), self._now) for card in cards)
        until = _tomorrow(self._now) if on else None
        states = {c: CardState(self._state(c).suspended, until, self._state(c).flag) for c in cards}
        self._set(states, "put off until tomorrow" if on else "asked again")

    def action_flag(self) -> None:
        cards = self._chosen()
        on = not all(self._state(card).flag for card in cards)
        states = {
            c: CardState(self._state(c).suspended, self._state(c).buried_until, int(on))
            for c in cards
        }
        self._set(states, "flagged" if on else "no longer flagged")

    def _state(self, card: CardId) -> CardState:
        return self._states.get(card, CardState())

    def _set(self, states: dict[CardId, CardState], what: str) -> None:
        self._befores.append(_Before(what, {}, {card: self._state(card) for card in states}))
        self._parts.store.set_states(states)
        self.notify(f"{_count(len(states))} {what}.", timeout=2)
        self._reload()

    @work
    async def action_reset(self) -> None:
        cards = [card for card in self._chosen() if card in self._memories]
        if not cards:
            self.notify("Nothing to reset: new already.", timeout=2)
            return
        question = (
            f"Make {_count(len(cards))} new again? Memory and next date go; "
            "past answers stay in the history."
        )
        answers = {"y": "reset", "n": "leave as it is"}
        if await self.app.push_screen_wait(AskScreen(question, answers)) == "y":
            held: dict[CardId, Memory | None] = {card: self._memories[card] for card in cards}
            self._befores.append(_Before("reset", held, {}))
            self._parts.store.set_memories(dict.fromkeys(cards))
            self._reload()

    def action_undo(self) -> None:
        before = self._befores.pop()
        self._parts.store.set_memories(before.memories)
        self._parts.store.set_states(before.states)
        self.notify("Taken back.", timeout=2)
        self._reload()

    def action_open(self) -> None:
        if self.table.current is not None:
            open_in_editor(
                self.app, self._parts, self._parts.collection.entries[self.table.current]
            )

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))

    def action_leave(self) -> None:
        self.dismiss()


def _count(cards: int) -> str:
    return f"{cards} card{'s' * (cards != 1)}"


def _tomorrow(now: datetime) -> datetime:
    """The next local midnight, also where the clocks change that night."""
    day = now.astimezone().date() + timedelta(days=1)
    return datetime.combine(day, time()).astimezone()
