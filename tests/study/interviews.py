"""Interviews to test with: services on a small bank, and states made by hand."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, cast

import msgspec

from quizapp import paths
from quizapp.banks.collection import read_collection
from quizapp.config import Config
from quizapp.core.mock.mock import Question
from quizapp.core.run import Event, Job
from quizapp.runner import Runner
from quizapp.runner.interpreter import own
from quizapp.store.store import Store
from quizapp.study.interview_record import InterviewState, keep
from quizapp.study.services import Services
from tests.protections import confined_if

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is moved on."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Scripted:
    """A runner whose runs go as `runs` says, by the script's name."""

    ready = True
    status = "ready"
    python = own()
    place = ""
    packages: frozenset[str] = frozenset()

    def __init__(self, runs: dict[str, list[Event]]) -> None:
        self.runs = runs
        self.jobs: list[Job] = []

    async def devices(self) -> list[str]:
        return ["cpu"]

    async def stream(self, job: Job) -> AsyncGenerator[Event, None]:
        self.jobs.append(job)
        for event in self.runs[job.path.name]:
            yield event


def services_on(
    bank: Path, store: Store, runner: Scripted, now: Clock, *, confined: bool = True
) -> Services:
    """Services on one bank, with walls around runs or without."""
    collection, problems = read_collection([bank])
    found = Services(
        collection,
        problems,
        store,
        cast("Runner", runner),
        Config(),
        paths.find(bank / "data"),
        now,
        Random(1),
    )
    found.protect = lambda: confined_if(confined)
    return found


def state(*cards: str, **fields: Any) -> InterviewState:
    """An interview about these cards."""
    questions = [Question(card) for card in cards]
    values: dict[str, Any] = {"id": "m1", "started": NOON, "questions": questions}
    return InterviewState(**(values | fields))


def in_store(store: Store, mock: InterviewState) -> InterviewState:
    """An interview in the store, as it is there."""
    keep(store, mock)
    return kept(store)


def kept(store: Store) -> InterviewState:
    """The latest interview, as it is in the store."""
    return msgspec.json.decode(store.mocks()[-1].state, type=InterviewState)
