"""--remote as it is called: the token goes in, and shows nowhere."""

import asyncio
import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.small_bank import write_bank

from .conftest import FUSE, Served

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Called(NamedTuple):
    """How a command ended, and what it printed."""

    code: int | None
    out: str
    err: str


class Command:
    """`python -m quizapp`, with data of its own."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "config.toml"
        self._variables = {
            "QUIZAPP_DATA_DIR": str(folder / "data"),
            "QUIZAPP_CONFIG": str(self.config),
            "QUIZAPP_CACHE_DIR": str(folder / "cache"),
        }

    async def __call__(self, *args: object, **variables: str) -> Called:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "quizapp",
            *map(str, args),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **self._variables, **variables},
        )
        async with asyncio.timeout(2 * FUSE):
            out, err = await process.communicate()
        return Called(process.returncode, out.decode(), err.decode())


@pytest.fixture
def quizapp(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    found = tmp_path / "script.py"
    found.write_text("print('from there')\n")
    return found


async def test_a_script_runs_there_and_says_where(
    quizapp: Command, served: Served, script: Path
) -> None:
    address = served.address
    ran = await quizapp("run", script, "--remote", address.url, QUIZAPP_REMOTE_TOKEN=address.token)
    assert ran == Called(0, "from there\n", ran.err)
    assert ran.err.startswith("quizapp: ok, exit code 0")
    assert f"at {address.shown}" in ran.err


async def test_the_address_may_bring_its_token(
    quizapp: Command, served: Served, script: Path
) -> None:
    copied = f"{served.address.url}/lab?token={served.address.token}"
    ran = await quizapp("run", script, "--json", "--remote", copied)
    assert ran.code == 0
    assert f'"sandbox": "not confined: at {served.address.shown} a run may do' in ran.out
    assert served.address.token not in ran.out + ran.err


async def test_a_wrong_token_is_one_line_that_does_not_show_it(
    quizapp: Command, served: Served, script: Path
) -> None:
    ran = await quizapp(
        "run", script, QUIZAPP_REMOTE=served.address.url, JUPYTER_TOKEN="wrong-s3cret"
    )
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert "the token is refused" in ran.err
    assert ran.err.endswith("to run here instead: --remote ''\n")
    assert "wrong-s3cret" not in ran.err


async def test_an_empty_address_is_this_machine(
    quizapp: Command, script: Path, tmp_path: Path
) -> None:
    await quizapp("config", "remote", "http://127.0.0.1:1")
    assert (await quizapp("run", script)).code == 2
    ran = await quizapp("run", script, "--remote", "")
    assert ran == Called(0, "from there\n", "")


async def test_the_config_file_keeps_no_token(quizapp: Command) -> None:
    said = await quizapp("config", "remote", "http://gpu-box:8888/lab?token=s3cret")
    assert said == Called(0, "remote = http://gpu-box:8888\n", "")
    assert quizapp.config.read_text() == 'remote = "http://gpu-box:8888"\n'
    shown = await quizapp("config", QUIZAPP_REMOTE="http://gpu-box:8888/?token=s3cret")
    assert "remote = http://gpu-box:8888\n" in shown.out.replace("  [QUIZAPP_REMOTE", "\n")
    assert "s3cret" not in shown.out + shown.err


async def test_a_strangers_bank_asks_first(
    quizapp: Command, served: Served, tmp_path: Path
) -> None:
    root = write_bank(tmp_path / "stranger")
    snippet = next((root / "snippets").rglob("*.py"))
    copied = f"{served.address.url}?token={served.address.token}"
    ran = await quizapp("run", snippet, "--bank", root, "--remote", copied)
    assert ran.code == 2
    assert ran.out == ""
    assert f"Nothing of ours confines runs at {served.address.shown}" in ran.err


async def test_doctor_says_what_runs_where(quizapp: Command, served: Served) -> None:
    copied = f"{served.address.url}?token={served.address.token}"
    said = await quizapp("doctor", "--remote", copied)
    lines = dict(line.split(maxsplit=1) for line in said.out.splitlines() if line[:1].strip())
    assert lines["sandbox"].startswith(f"not confined: at {served.address.shown}")
    assert lines["runs_in"].endswith(served.address.url)
    assert lines["devices"].split(", ")[0] == "cpu"
    assert served.address.token not in said.out + said.err
