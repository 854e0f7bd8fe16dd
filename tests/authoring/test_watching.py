import asyncio
from pathlib import Path

from quizapp.authoring.watching import watch


class Looks:
    """What was looked at, look by look."""

    def __init__(self) -> None:
        self.changed: asyncio.Queue[frozenset[Path]] = asyncio.Queue()

    async def look(self, changed: frozenset[Path]) -> None:
        await self.changed.put(changed)

    async def next(self) -> set[str]:
        return {path.name for path in await self.changed.get()}


async def test_every_file_is_looked_at_first_and_then_what_changed(bank_root: Path) -> None:
    looks = Looks()
    task = asyncio.create_task(watch(lambda: [bank_root], looks.look, pause=0.01))
    first = await looks.next()
    assert {"mini.yaml", "two.py", "checks.py"} <= first
    (bank_root / "snippets" / "mini" / "two.py").write_text("print(2 + 0)\n")
    assert await looks.next() == {"two.py"}
    (bank_root / "snippets" / "mini" / "two.py").unlink()
    assert await looks.next() == {"two.py"}
    task.cancel()


async def test_a_root_that_is_added_meanwhile_is_looked_at(bank_root: Path, tmp_path: Path) -> None:
    roots, looks = [bank_root], Looks()
    task = asyncio.create_task(watch(lambda: roots, looks.look, pause=0.01))
    await looks.next()
    other = tmp_path / "other"
    (other / "questions").mkdir(parents=True)
    (other / "questions" / "new.yaml").write_text("topic: new\n")
    roots.append(other)
    assert await looks.next() == {"new.yaml"}
    task.cancel()
