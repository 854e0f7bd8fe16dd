"""All cards in a table: find, look into, drill, and put away."""

from collections.abc import Callable, Iterable
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key as Pressed
from textual.widgets import Input, Static

from quizapp.banks.collection import Collection
from quizapp.core.cards.card import CardId
from quizapp.core.search import Index, parse, search
from quizapp.core.wording import plural
from quizapp.study.services import Services
from quizapp.study.wishes import weight
from quizapp.tui.browse.card_changes import Changes
from quizapp.tui.browse.card_info import CardInfoScreen
from quizapp.tui.browse.card_rows import COLUMNS, ORDERS, Order, Stock, ordered, row
from quizapp.tui.browse.card_table import CardTable, Cell
from quizapp.tui.browse.preview import Preview
from quizapp.tui.browse.reading_screen import ReadingScreen
from quizapp.tui.drill.starting import start_drill
from quizapp.tui.editing import open_in_editor
from quizapp.tui.keys import Key, KeyedScreen, or_say
from quizapp.tui.screens.ask import ask
from quizapp.tui.screens.note import write_note
from quizapp.tui.text import inline
from quizapp.tui.widgets.fields import Line
from quizapp.tui.widgets.key_bar import KeyBar

HINT = 'topic:  is:due  kind:bug  level:senior  has:note  "exact words"  -without'
PREVIEW_FROM = 116  # columns


class BrowseScreen(KeyedScreen[None]):
    """Keys work on the selected cards, or on the one under the cursor if none is selected. What
    would change several is asked first. With `finding` the cursor starts in the search field."""

    AUTO_FOCUS = ""
    CSS_PATH = "browse_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (PREVIEW_FROM, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    KEYS = (
        Key("slash", "find", "search", when=lambda s: not s.in_field,
            help="go to the search field"),
        Key("i", "info", "info", when=lambda s: s.at_card,
            help="how the card at the cursor stands, and its past"),
        Key("p", "practice", "practice", when=lambda s: s.any_cards,
            help="answer the selected cards, or all that are shown; the schedule stays as it is"),
        Key("P", "drill", "drill", when=lambda s: s.any_cards,
            help="drill the selected cards, or all that are shown; the answers count"),
        Key("s", "suspend", "suspend", when=lambda s: s.any_cards,
            help="never ask again, or ask again"),
        Key("b", "bury", "not today", when=lambda s: s.any_cards,
            help="put off until tomorrow, or no longer"),
        Key("f", "flag", "flag", when=lambda s: s.any_cards, help="flag, or no longer"),
        Key("N", "note", "note", when=lambda s: s.at_card,
            help="a note of your own on the card at the cursor"),
        Key("x", "reset", "reset", when=lambda s: s.any_cards,
            help="make new again: memory and next date go, past answers stay"),
        Key("o", "open", "open", when=lambda s: s.at_card,
            help="open the bank of the card at the cursor in your editor"),
        Key("u", "undo", "undo", when=lambda s: s.undoable,
            help="take back what a key changed, up to the opening of this screen"),
        Key("t", "sort", "sort", when=lambda s: not s.in_field,
            help="the next order: of the bank, by due date, by how well known, by lapses"),
        Key("escape", "leave_field", "leave field", when=lambda s: s.in_field,
            help="leave the search field, for the other keys; so do enter and ↓"),
        Key("down", "leave_field", show=False),
        Key("escape", "unselect", "select none", when=lambda s: s.has_marked and not s.in_field),
        Key("question_mark,f1", "help", "help"),
        Key("q", "leave", "back", when=lambda s: not s.in_field),
        Key("escape", "leave", show=False),
    )  # fmt: skip
    BINDINGS = [*KEYS]
    NOTES = (
        "**Search**: `topic:autograd is:due kind:predict level:senior flag:1 tag:x -without`. "
        "`is:` knows due, new, seen, learning, missed, suspended, buried, leech, flagged, noted; "
        "due and learning are counted as on home, without what is suspended or left out; missed "
        "is what failed in the last seven days. `has:note` finds the cards with a note of yours.",
        'Words stand anywhere in a card, or in your note on it; `"exact words"` stand together. '
        "Every term must hold.",
        "Reading a card (enter) is no answer: what you remember, and what is due, stay as they "
        "are. From 116 columns on, the card at the cursor stands beside the list.",
        "What a key does is done to the selected cards, or to the one at the cursor. Before it "
        "changes several, you are asked. Practice and drill take the selected cards, or all that "
        "are shown; then too you are asked.",
    )

    def __init__(self, services: Services, query: str = "", *, finding: bool = False) -> None:
        super().__init__()
        self._services = services
        self._finding = finding
        self._index = Index()
        self._order: Order = "bank"
        self._changes = Changes(services.store, services.now)
        self._read()
        self._title = Static("", id="title")
        self._field = Line(query, placeholder="words, or the terms below", compact=True)
        self._said = Static("", id="said")
        self._asked = Static("", id="asked")  # where there is no room for the preview
        self._preview = Preview()
        self.table = CardTable(COLUMNS, self._cells)

    def compose(self) -> ComposeResult:
        yield self._title
        with Horizontal(id="search"):
            yield Static("/", markup=False)
            yield self._field
        yield self._said
        with Horizontal(id="cards"):
            yield self.table
            yield self._preview
        yield self._asked
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_focus(self._field if self._finding else self.table)
        self._read_texts()

    def on_screen_resume(self) -> None:
        self._reload()

    def on_key(self, event: Pressed) -> None:
        """What was typed before the search field was there goes into it."""
        if self.in_field and event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._field.insert_text_at_cursor(event.character)

    async def take_up(self, different: frozenset[Path]) -> None:
        """Banks changed."""
        self._index = Index()
        self._reload()

    @work(thread=True, group="texts")
    def _read_texts(self) -> None:
        """Fold all texts before the first key is pressed: 10,000 cards take 0.15 s."""
        for card in self._collection.cards:
            self._index.text(card)

    # What the keys depend on

    @property
    def any_cards(self) -> bool:
        return bool(self.table.cards or self.table.marked) and not self.in_field

    @property
    def at_card(self) -> bool:
        return self.table.current is not None and not self.in_field

    @property
    def has_marked(self) -> bool:
        return bool(self.table.marked)

    @property
    def undoable(self) -> bool:
        return self._changes.any and not self.in_field

    # What it shows

    def _read(self) -> None:
        """Take stock: all rows are drawn from this, so that they agree."""
        services = self._services
        self._collection: Collection = services.collection
        topics, weights = self._collection.topics, services.wishes.weights
        self._topics = {topic.name for topic in topics}
        self._stock = Stock(
            services.model,
            services.store.memories(),
            services.store.states(),
            {name for name in self._topics if weight(name, weights) <= 0.0},
            services.now(),
            {card: note.text for card, note in services.store.notes().items()},
            services.missed(),
        )

    def _reload(self) -> None:
        if self.still_here:
            self._read()
            self.table.marked &= set(self._collection.entries)
            self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        stock = self._stock
        query = parse(self._field.value, self._topics)
        found = search(
            query,
            self._collection.cards,
            stock.memories,
            stock.states,
            stock.at,
            self._index,
            stock.left_out,
            stock.model,
            stock.notes,
            stock.missed,
        )
        self.table.show(ordered(found, self._order, stock))
        self._said.update(Content(query.problem or HINT))
        self._said.set_class(bool(query.problem), "-problem")
        self._draw_title()

    @on(CardTable.Marked)
    def _draw_title(self) -> None:
        table, total = self.table, len(self._collection.entries)
        selected = len(table.marked)
        said = f"   {selected} selected{self._hidden()}" if selected else ""
        self._title.update(
            Content.assemble(
                ("Browse", "bold $text-accent"),
                f"   {len(table.cards)} of {plural(total, 'card')}",
                ORDERS[self._order],
                said,
            )
        )
        self.refresh_bindings()

    def _hidden(self) -> str:
        hidden = len(self.table.marked - set(self.table.cards))
        return f", {hidden} of them not shown" if hidden else ""

    @on(CardTable.Moved)
    def _draw_preview(self) -> None:
        """The card at the cursor, for which a row has little room."""
        card = self.table.current or ""
        entry = self._collection.entries.get(card)
        if self.size.width >= PREVIEW_FROM:
            self._preview.follow(entry, self._stock, self._stock.notes.get(card, ""))
        else:
            said = inline(entry.card.question[:400]) if entry is not None else ""
            self._asked.update(Content.assemble((card, "$text-accent"), "  ", said))
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._draw_preview()

    def _cells(self, card: CardId) -> list[Cell]:
        return row(self._collection.card(card), self._stock)

    # The search field

    def action_find(self) -> None:
        self.set_focus(self._field)

    @on(Input.Submitted)
    def action_leave_field(self) -> None:
        self.set_focus(self.table)

    def action_sort(self) -> None:
        """Go on to the next order: of the bank, by due date, by how well known, by lapses."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._search()

    def action_unselect(self) -> None:
        self.table.unmark()

    # Keys that open something

    def _chosen(self) -> list[CardId]:
        """The selected cards in bank order, else the one under the cursor."""
        marked = self.table.marked
        if marked:
            return [card for card in self._collection.entries if card in marked]
        return [self.table.current] if self.table.current is not None else []

    @on(CardTable.Opened)
    def _opened(self, event: CardTable.Opened) -> None:
        if self.is_active and event.card in self._services.collection.entries:
            screen = ReadingScreen(self._services, self.table.cards, event.card)
            self.app.push_screen(screen, or_say(self.app, self._go_to))

    def _go_to(self, card: CardId | None) -> None:
        """The card that was read last is the one at the cursor."""
        if card is not None and self.still_here:
            self.table.go_to(card)

    def action_info(self) -> None:
        if self.is_active and self.table.current in self._services.collection.entries:
            self.app.push_screen(CardInfoScreen(self._services, self.table.current))

    def action_note(self) -> None:
        if self.table.current is not None:
            write_note(self, self._services, self.table.current, lambda _: self._reload())

    def action_practice(self) -> None:
        self._drill("Practice", scheduled=False)

    def action_drill(self) -> None:
        self._drill("Drill", scheduled=True)

    def _drill(self, name: str, *, scheduled: bool) -> None:
        def start(cards: Iterable[CardId]) -> None:
            if self.is_active:
                start_drill(self.app, self._services, cards, scheduled=scheduled)

        shown = list(self.table.cards)
        if self.table.marked or len(shown) < 2:
            start(self._chosen())
            return
        one = self._chosen()
        answers = {"y": f"all {len(shown)}", "o": "only the one at the cursor", "n": "none of them"}
        ask(
            self,
            f"{name} all {len(shown)} cards shown?",
            answers,
            lambda key: start({"y": shown, "o": one}.get(key, [])),
        )

    def action_open(self) -> None:
        entry = self._collection.entries.get(self.table.current or "")
        if entry is not None and self.is_active:
            open_in_editor(self.app, self._services, entry)

    # Keys that change cards

    def action_suspend(self) -> None:
        on = not all(self._stock.state(card).suspended for card in self._chosen())
        self._change_states(
            "Suspend" if on else "Ask again",
            "suspended: not asked any more" if on else "asked again",
            suspended=on,
        )

    def action_bury(self) -> None:
        now = self._services.now()
        on = not all(self._stock.state(card).buried(now) for card in self._chosen())
        self._change_states(
            "Put off until tomorrow:" if on else "Ask again",
            "put off until tomorrow" if on else "asked again",
            buried_until=self._services.model.days.end(now) if on else None,
        )

    def action_flag(self) -> None:
        on = not all(self._stock.state(card).flag for card in self._chosen())
        self._change_states(
            "Flag" if on else "Take the flag from",
            "flagged" if on else "no longer flagged",
            flag=int(on),
        )

    def _change_states(self, verb: str, done: str, **fields: object) -> None:
        cards = self._chosen()
        if not self.is_active:
            return

        def go() -> None:
            self._changes.set(cards, fields)
            self.notify(f"{plural(len(cards), 'card')} {done}. u takes it back.", timeout=3)
            self._reload()

        if len(cards) > 1:
            self._sure(f"{verb} {plural(len(cards), 'card')}{self._hidden()}?", "yes", go)
        elif cards:
            go()

    def action_reset(self) -> None:
        memories = self._services.store.memories()  # another window may have asked a card since
        cards = [card for card in self._chosen() if card in memories]
        if not cards:
            self.notify("Nothing to reset: new already.", timeout=2)
            return

        def go() -> None:
            self._changes.reset(cards)
            self.notify(f"{plural(len(cards), 'card')} new again. u takes it back.", timeout=3)
            self._reload()

        question = (
            f"Make {plural(len(cards), 'card')} new again{self._hidden()}? Memory and next date "
            "go; past answers stay in the history."
        )
        self._sure(question, "reset", go)  # also for one: it can be taken back only on this screen

    def _sure(self, question: str, yes: str, go: Callable[[], None]) -> None:
        answers = {"y": yes, "n": "leave as it is"}
        ask(self, question, answers, lambda key: go() if key == "y" and self.still_here else None)

    def action_undo(self) -> None:
        if self._changes.any:
            left = self._changes.take_back()
            if left:
                said = f"{plural(left, 'card')} changed since then, and left as now."
                self.notify(f"Not all is taken back: {said}", timeout=4)
            else:
                self.notify("Taken back.", timeout=2)
            self._reload()
