"""Servers that are not there, refuse, or are something else: one line each that says what to do."""

import asyncio
import contextlib
import json
import ssl
import subprocess
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from quizapp.core.remote_address import Address
from quizapp.core.run import Finished
from quizapp.errors import RunnerError
from quizapp.runner import Runner
from quizapp.runner.remote.jupyter import Refused, look

from .conftest import Served, free_port, script, serve

pytestmark = pytest.mark.asyncio(loop_scope="session")
# A server that is told to end interrupts what goes on before it hangs up.
LOST = ("the connection is lost", "it was interrupted there", "the kernel's process ended")
TOKEN = "s3cret-of-this-test"


@contextlib.asynccontextmanager
async def answering(status: str, body: str = "", *headers: str) -> AsyncIterator[Address]:
    """A server that gives everybody the same answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    answer = "\r\n".join([*lines, "", body]).encode()

    async def answer_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer_it, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield Address(f"http://127.0.0.1:{port}", TOKEN)


async def said_of(address: Address) -> str:
    """The one line; the token is in none."""
    with pytest.raises(RunnerError) as raised:
        await look(address)
    said = str(raised.value)
    assert "\n" not in said
    assert address.token == "" or address.token not in said
    return said


@pytest.mark.parametrize(
    ("status", "body", "headers", "said"),
    [
        ("200 OK", "<html>a page</html>", [], "no Jupyter server answers there"),
        ("200 OK", '{"name": "other"}', [], "no Jupyter server answers there"),
        ("404 Not Found", "", [], "no Jupyter server is at this path (404)"),
        ("302 Found", "", ["Location: /hub/login?next=x"], "token is refused"),
        ("301 Moved", "", ["Location: https://new.example.org/"], "leads elsewhere (301)"),
        ("424 Failed", "", [], "no server runs behind the address (424); start it"),
        ("503 No", "", [], "no server runs behind the address (503); start it"),
        ("500 No", "", [], "the server fails (500)"),
    ],
)
async def test_what_answers_may_be_something_else(
    status: str, body: str, headers: list[str], said: str
) -> None:
    async with answering(status, body, *headers) as address:
        assert said in await said_of(address)


async def test_nobody_may_listen() -> None:
    said = await said_of(Address(f"http://127.0.0.1:{free_port()}", TOKEN))
    assert "nothing listens there" in said


async def test_the_host_may_not_exist() -> None:
    said = await said_of(Address("http://no-such-host.invalid", TOKEN))
    assert "no-such-host.invalid" in said


async def test_it_may_be_no_web_server() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert "hangs up" in await said_of(Address(f"http://127.0.0.1:{port}", TOKEN))


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """One that nobody has signed."""
    key, made = tmp_path / "key.pem", tmp_path / "made.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    try:
        subprocess.run(
            [*command, "-keyout", key, "-out", made], check=True, capture_output=True, timeout=60
        )
    except FileNotFoundError:
        pytest.skip("there is no openssl to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context


async def test_a_certificate_that_nobody_signed_is_not_trusted(certificate: ssl.SSLContext) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=certificate)
    async with server:
        port = server.sockets[0].getsockname()[1]
        said = await said_of(Address(f"https://localhost:{port}", TOKEN))
    assert "certificate is not trusted" in said
    assert "SSL_CERT_FILE" in said


async def test_a_wrong_token_is_refused(served: Served) -> None:
    said = await said_of(replace(served.address, token="wrong"))
    assert "the token is refused" in said
    assert "QUIZAPP_REMOTE_TOKEN" in said


async def test_no_token_is_told_from_a_wrong_one(served: Served) -> None:
    with pytest.raises(Refused, match="a token is needed; set QUIZAPP_REMOTE_TOKEN"):
        await look(replace(served.address, token=""))


# A server that goes


@pytest_asyncio.fixture(loop_scope="session")
async def own_server(tmp_path: Path) -> AsyncIterator[Served]:
    found = await serve(tmp_path / "jupyter")
    yield found
    await found.end()


async def test_a_lost_connection_fails_nobody_and_the_next_run_looks_again(
    own_server: Served, tmp_path: Path
) -> None:
    text = "print('on', flush=True)\nimport time\ntime.sleep(600)"
    job = script(tmp_path, text, seconds=600)
    async with Runner(preload=[], remote=own_server.address) as runner:
        await runner.wait_ready()
        events = runner.stream(job)
        async with contextlib.aclosing(events):
            await anext(events)
            await own_server.end()
            finished = [event async for event in events][-1]
        assert isinstance(finished, Finished)
        assert finished.outcome == "killed"
        assert not finished.conclusive
        assert finished.note.startswith(LOST)
        again = await runner.run(script(tmp_path, "print('on')"))
    assert again.finished.exit_code is None
    assert "nothing listens there" in again.finished.note
    assert own_server.address.token not in again.finished.note


async def test_a_kernel_that_its_server_ended_is_replaced(
    own_server: Served, tmp_path: Path
) -> None:
    async with Runner(preload=[], remote=own_server.address) as runner:
        first = await runner.run(script(tmp_path, "import os\nprint(os.getpid())"))
        [kernel] = await kernels(own_server.address)
        await ask(own_server.address, f"/api/kernels/{kernel}", "DELETE")
        second = await runner.run(script(tmp_path, "import os\nprint(os.getpid())"))
        if second.finished.outcome != "ok":  # it was begun before anybody knew
            assert not second.finished.conclusive
            second = await runner.run(script(tmp_path, "import os\nprint(os.getpid())"))
    assert second.finished.outcome == "ok"
    assert first.stdout != second.stdout


async def test_nothing_is_left_at_the_server(own_server: Served, tmp_path: Path) -> None:
    async with Runner(preload=[], remote=own_server.address) as runner:
        await runner.run(script(tmp_path, "print('on')"))
        assert len(await kernels(own_server.address)) == 1
    assert await kernels(own_server.address) == []


async def kernels(address: Address) -> list[str]:
    return [one["id"] for one in json.loads(await ask(address, "/api/kernels"))]


async def ask(address: Address, path: str, method: str = "GET") -> bytes:
    request = urllib.request.Request(
        f"{address.url}{path}",
        method=method,
        headers={"Authorization": f"token {address.token}"},
    )

    def fetch() -> bytes:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return bytes(answer.read())

    return await asyncio.to_thread(fetch)
