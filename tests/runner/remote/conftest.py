"""A real Jupyter server with ports, folders and a token of its own, shared by the session."""

import asyncio
import contextlib
import os
import secrets
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from quizapp.core.remote_address import Address
from quizapp.core.run import Job, Limits, Transcript
from quizapp.runner import Runner

FUSE = 120.0  # seconds until the server of a busy machine is there
_ENDING = 20.0

pytest.importorskip("jupyter_server")
pytest.importorskip("ipykernel")

Run = Callable[..., Coroutine[Any, Any, Transcript]]


class Served(NamedTuple):
    """A server that runs: where it is, and its process."""

    address: Address
    process: asyncio.subprocess.Process

    async def end(self) -> None:
        """Kill it, and the kernels that hang on it."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
            try:
                async with asyncio.timeout(_ENDING):
                    await self.process.wait()
            except TimeoutError:
                self.process.kill()
                await self.process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def serve(folder: Path, *more: str) -> Served:
    """Start a server whose every file is below `folder`."""
    token, port = secrets.token_hex(16), free_port()
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME")
    folders = {name: folder / name.lower() for name in names}
    for one in folders.values():
        one.mkdir(parents=True, exist_ok=True)
    variables = {name: str(one) for name, one in folders.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "jupyter_server",
        f"--port={port}",
        "--port-retries=0",
        "--ip=127.0.0.1",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.root_dir={folders['HOME']}",
        *more,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **variables, "JUPYTER_TOKEN": token},
    )
    served = Served(Address(f"http://127.0.0.1:{port}", token), process)
    try:
        async with asyncio.timeout(FUSE):
            while not await asyncio.to_thread(_answers, f"{served.address.url}/api"):
                assert process.returncode is None, "the server ended at once"
                await asyncio.sleep(0.1)
    except BaseException:
        await served.end()
        raise
    return served


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    found = await serve(tmp_path_factory.mktemp("jupyter"))
    yield found
    await found.end()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def there(served: Served) -> AsyncIterator[Runner]:
    """A runner on it, with no library but torch."""
    async with Runner(preload=[["torch"]], remote=served.address) as shared:
        await shared.wait_ready()
        yield shared


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def bare(served: Served) -> AsyncIterator[Runner]:
    """One whose kernel loads nothing, and so is there again at once after a restart."""
    async with Runner(preload=[], remote=served.address) as shared:
        await shared.wait_ready()
        yield shared


@pytest.fixture
def run(bare: Runner, tmp_path: Path) -> Run:
    """Write a script to a folder of its own here, and run it there."""
    return _run_on(bare, tmp_path)


@pytest.fixture
def run_torch(there: Runner, tmp_path: Path) -> Run:
    """The same where torch is loaded."""
    return _run_on(there, tmp_path)


def _run_on(runner: Runner, folder: Path) -> Run:
    async def run_script(text: str, *, device: str = "auto", **limits: Any) -> Transcript:
        return await runner.run(script(folder, text, device=device, **limits))

    return run_script


def script(folder: Path, text: str, *, device: str = "auto", **limits: Any) -> Job:
    path = folder / "bank" / "script.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return Job(path=path, device=device, limits=Limits(**limits))
