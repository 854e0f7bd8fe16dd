"""quizapp check --watch: a look now, and after every change."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quizapp.cli import check
from quizapp.cli.options import Setting
from quizapp.config import Config
from quizapp.paths import Paths
from tests.cli.calling import Command
from tests.small_bank import write_bank


def test_watching_and_json_exclude_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = Command(tmp_path, monkeypatch, capsys)("check", "--watch", "--json")
    assert done.code == 2
    assert "--watch" in done.err


async def printed(capsys: pytest.CaptureFixture[str], wanted: str) -> str:
    """What was printed until `wanted` was."""
    text = ""
    while wanted not in text:
        await asyncio.sleep(0.01)
        text += capsys.readouterr().out
    return text


@contextlib.asynccontextmanager
async def watching(root: Path, *, run: bool) -> AsyncIterator[None]:
    """Watch a bank root meanwhile."""
    setting = Setting(Paths(root.parent, root.parent / "config.toml", root.parent), Config())
    with contextlib.ExitStack() as stack:
        if run:
            services = stack.enter_context(setting.services(check._read(setting, [root]), "cpu"))
            work = check._proving(check._Watcher(setting, [root], services))
        else:
            work = check._looking(check._Watcher(setting, [root]))
        task = asyncio.create_task(work)
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_broken_save_shows_its_problem_and_a_mended_one_takes_it_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_bank(tmp_path / "bank")
    bank = root / "questions" / "mini.yaml"
    good = bank.read_text()
    async with watching(root, run=False):
        assert "no problems: 8 cards" in await printed(capsys, "no problems")
        bank.write_text(good.replace("level: senior", "level: expert"))
        assert "'level' is 'expert'" in await printed(capsys, "1 problem: 7 cards")
        bank.write_text(good)
        await printed(capsys, "no problems: 8 cards")


async def test_watching_with_run_proves_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_bank(tmp_path / "bank")
    script = root / "snippets" / "mini" / "hello.py"
    async with watching(root, run=True):
        await printed(capsys, "no problems: 8 cards")
        script.write_text('print("hullo")\n')
        text = await printed(capsys, "1 problem")
        assert "but the run printed 'hullo'" in text
        assert ", 1 run," in text
        script.write_text('print("hello")\n')
        await printed(capsys, "no problems: 8 cards")
