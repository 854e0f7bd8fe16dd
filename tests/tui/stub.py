"""A runner that answers from a script, for screens; the real one has tests of its own."""

import asyncio
from collections.abc import AsyncIterator

from quizapp.core.run import Event, Finished, Job, Output, Transcript
from quizapp.runner.interpreter import own

OK = Finished("ok", 0, 0.007)


class StubRunner:
    """Prints what `outputs` holds for a script's name. `hold` makes runs wait until released."""

    def __init__(self, outputs: dict[str, list[Event]] | None = None) -> None:
        self.outputs = outputs or {}
        self.there = ["cpu"]  # the devices
        self.python = own()
        self.jobs: list[Job] = []
        self.place = ""
        self.packages: frozenset[str] = frozenset()
        self.ready = True
        self.status = "ready"
        self.ended: list[Job] = []
        self.hold = asyncio.Event()
        self.hold.set()

    async def wait_ready(self) -> None:
        return

    async def devices(self) -> list[str]:
        return self.there

    async def versions(self) -> dict[str, str]:
        return {"torch": "2.13.0"}

    async def stream(self, job: Job) -> AsyncIterator[Event]:
        self.jobs.append(job)
        try:
            await self.hold.wait()
            for event in self.outputs.get(job.path.name, [Output("stdout", "stub\n"), OK]):
                yield event
        finally:
            self.ended.append(job)

    async def run(self, job: Job) -> Transcript:
        texts = {"stdout": "", "stderr": ""}
        finished = OK
        async for event in self.stream(job):
            if isinstance(event, Output):
                texts[event.stream] += event.text
            elif isinstance(event, Finished):
                finished = event
        return Transcript(finished, texts["stdout"], texts["stderr"])
