"""What the front ends are given: made once by the command line, or by a test."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import NamedTuple

from quizapp.banks.collection import Collection
from quizapp.config import Config, change_config
from quizapp.core.cards.bank import Problem
from quizapp.core.cards.card import CardId
from quizapp.core.days import short_day
from quizapp.core.memory.model import MemoryModel
from quizapp.core.memory.queue import Queue
from quizapp.core.memory.readiness import Readiness, next_asked
from quizapp.core.memory.review import Memory
from quizapp.errors import QuizError
from quizapp.paths import Paths, shipped_banks
from quizapp.runner import Protection, Runner, protection
from quizapp.store.store import Store
from quizapp.study.bench import Bench
from quizapp.study.calendar import Row, calendar
from quizapp.study.placement import Placement, open_placement
from quizapp.study.sitting import Sitting
from quizapp.study.standing import Standing, due_now, standing
from quizapp.study.today import Today, memory_model, outlook, today
from quizapp.study.trust import Trust
from quizapp.study.wishes import Wishes, read_wishes, utc_now, weight, wishes_said


class NextDay(NamedTuple):
    """The day on which a plan asks a card next; None if not before the interview."""

    day: date | None


@dataclass
class Services:
    """The rooms behind the front ends. `now` is the clock, `luck` draws questions; tests set their
    own."""

    collection: Collection
    problems: list[Problem]
    store: Store
    runner: Runner
    config: Config
    paths: Paths
    now: Callable[[], datetime] = utc_now
    luck: Random = field(default_factory=Random)
    protect: Callable[[], Protection] = protection
    greets: bool = False  # a newcomer with a word of welcome
    _ahead: tuple[date, Readiness] | None = None  # as it was last looked at, and on which day

    @cached_property
    def bench(self) -> Bench:
        """Where everything is run; until the walls are known, only what came with quizapp."""
        trust = Trust(self.store, shipped_banks())
        return Bench(self.runner, trust, self.config, self.protect)

    @property
    def model(self) -> MemoryModel:
        """The learner's memory model, as it is now."""
        return memory_model(self.store, self.config)

    @property
    def wishes(self) -> Wishes:
        return read_wishes(self.store)

    def standing(self) -> Standing:
        """Where the learner stands now."""
        return standing(self.collection, self.store, self.config, self.now())

    def due(self) -> list[CardId]:
        """The cards that are due now, by topic."""
        return due_now(self.collection, self.store, self.config, self.now())

    def today(self, topics: Iterable[str] = ()) -> Today:
        """What to ask now."""
        return today(self.collection, self.store, self.config, self.now(), topics)

    def outlook(self, wishes: Wishes | None = None) -> Readiness | None:
        """What the day of the interview will find; work for a thread."""
        now, kept = self.now(), self.wishes
        wanted = kept if wishes is None else wishes
        found = outlook(self.collection, self.store, self.config, wanted, now)
        if wanted == kept:
            self._ahead = None if found is None else (self.model.days.day(now), found)
        return found

    def calendar(self, ahead: Readiness, wishes: Wishes) -> list[Row]:
        """The days until the interview, as a plan that was played through has them."""
        now = self.now()
        today = self.today() if wishes == self.wishes else None
        first = self.model.days.day(now)
        night = first != now.astimezone().date()
        return calendar(
            ahead, today, first, f"until {self.config.rollover}:00" if night else "today"
        )

    @property
    def has_calendar(self) -> bool:
        """Whether the days until the interview were played through today."""
        return self._ahead is not None and self._ahead[0] == self.model.days.day(self.now())

    def asked_next(self, card: CardId, memory: Memory) -> NextDay | None:
        """When the plan asks a card again that an answer of today leaves so; None where there is
        no plan. Until the days were played through it is known just what the interview cuts off."""
        wishes, today = self.wishes, self.model.days.day(self.now())
        if wishes.interview is None or wishes.interview < today:
            return None
        if not self.has_calendar or self._ahead is None or not self._ahead[1].calendar:
            cut_off = self.model.days.day(memory.due) >= wishes.interview
            return NextDay(None) if cut_off else None
        share = weight(card.split("/", 1)[0], wishes.weights)
        days = next_asked(self._ahead[1].calendar, memory, share, self.model)
        return NextDay(None if days is None else today + timedelta(days=days))

    def planned(self, card: CardId, memory: Memory) -> str:
        """The same in a word: `Thu`, `8 Dec`, `done`; empty where there is no plan."""
        asked = self.asked_next(card, memory)
        if asked is None:
            return ""
        today = self.model.days.day(self.now())
        return "done" if asked.day is None else short_day(asked.day, today)

    def sitting(self, cards: Iterable[CardId], *, scheduled: bool = True) -> Sitting:
        """A sitting of these cards in their order. Without `scheduled` the answers are kept and the
        schedule stays as it is."""
        queue = Queue(
            [card for card in cards if card in self.collection.entries],
            self.store.memories(),
            origin="drill" if scheduled else "practice",
            scheduled=scheduled,
            model=lambda: self.model,
            neighbors=self.collection.neighbors,
        )
        return Sitting(queue, self.store, self.now, self.planned)

    def missed(self) -> set[CardId]:
        """The cards that failed in the last seven days, today included."""
        days = self.model.days
        return self.store.missed(days.start(days.day(self.now()) - timedelta(days=6)))

    @property
    def newcomer(self) -> bool:
        """Whether nothing was ever answered, planned or said here."""
        store = self.store
        return not (store.review_count() or wishes_said(store) or store.get("welcomed") is True)

    def placement(self) -> Placement:
        """Ten cards over topics and levels, that show where to start; the rest of them, if it was
        left before its end."""
        queue = Queue([], {}, repeats=False, model=lambda: self.model)
        return Placement(self.collection, queue, self.store, self.now, self.planned)

    def placement_open(self) -> int:
        """How many answers a placement has that was left before its end; 0 if none was."""
        return len(open_placement(self.collection, self.store, self.now()))

    def remember(self, key: str, value: str) -> None:
        """Keep a setting in the config file; one that cannot be written lasts for this run."""
        setattr(self.config, key, value)
        try:
            change_config(self.paths.config, key, value)
        except QuizError:
            return
