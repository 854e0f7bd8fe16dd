"""One kernel of a Jupyter server: started, spoken to, interrupted, started anew, ended."""

import asyncio
import atexit
import contextlib
import json
import urllib.error
import urllib.request
import uuid
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

from tornado.websocket import WebSocketClientConnection, WebSocketClosedError

from quizapp.errors import RunnerError
from quizapp.runner.inside.kernel_outlet import MARK
from quizapp.runner.remote.jupyter import Jupyter

_LAST = 3.0  # seconds for ending the kernel when the app ends in a hurry
_VERSION = "5.3"  # of the messages
Record = dict[str, Any]


class Lost(RunnerError):
    """The connection broke, or nothing more is heard."""


class Died(RunnerError):
    """The kernel's process ended."""


class RemoteKernel:
    """A kernel of our own. What it is told answers with records, which our side of it there writes
    to its stdout (runner/inside/kernel_outlet.py)."""

    def __init__(self, jupyter: Jupyter, name: str) -> None:
        self._jupyter = jupyter
        self.name = name
        self.usable = False  # connected, and its process lives
        self.died = False  # its process ended by itself; its server may have started another
        self.prepared = False  # it knows what to do with a script
        self._session = ""
        self._socket: WebSocketClientConnection | None = None
        self._listener: asyncio.Task[None] | None = None
        self._asked = ""
        self._heard: asyncio.Queue[str | RunnerError | None] = asyncio.Queue()
        self._left: set[str] = set()  # what has to be heard until it is done
        atexit.register(self._shut_down_at_exit)

    @classmethod
    async def start(cls, jupyter: Jupyter) -> "RemoteKernel":
        """A new one."""
        return cls(jupyter, await jupyter.start_kernel())

    @property
    def busy(self) -> bool:
        """Whether what it was told last goes on, as far as is known."""
        return bool(self._left)

    async def connect(self) -> None:
        """Open the websocket, in place of one that is open."""
        await self._disconnect()
        self._session = uuid.uuid4().hex  # a server repeats to an old one what that has missed
        self._socket = await self._jupyter.connect(self.name, self._session)
        self.usable = True
        self._listener = asyncio.create_task(self._listen(self._socket))

    async def interrupt(self) -> None:
        await self._jupyter.interrupt(self.name)

    async def restart(self) -> None:
        """End its process and start another, which has to be connected to and prepared anew."""
        self.usable = self.prepared = False
        self._left = set()
        await self._disconnect()
        await self._jupyter.restart(self.name)

    async def is_there(self) -> bool:
        return await self._jupyter.has_kernel(self.name)

    async def shut_down(self) -> None:
        """End it; what cannot be reached any more is left to its server."""
        await self._disconnect()
        with contextlib.suppress(RunnerError):
            await self._jupyter.shut_down(self.name)
        atexit.unregister(self._shut_down_at_exit)

    def forget(self) -> None:
        """It is gone already."""
        atexit.unregister(self._shut_down_at_exit)

    async def tell(self, code: str) -> AsyncGenerator[Record, None]:
        """Have it execute `code`; the records that it answers with, until it is done. Raises Lost
        or Died where it does not come to that, and RunnerError where the code failed."""
        assert self._socket is not None
        self._asked, self._left = uuid.uuid4().hex, {"idle", "reply"}
        self._heard = asyncio.Queue()
        try:
            await self._socket.write_message(json.dumps(self._request(code)))
        except WebSocketClosedError:
            self.usable = False
            raise Lost("the connection is lost") from None
        rest = ""
        while True:
            heard = await self._heard.get()
            if heard is None:
                return
            if isinstance(heard, RunnerError):
                raise heard
            *lines, rest = (rest + heard).split("\n")
            for record in filter(None, map(_record, lines)):
                yield record

    def _request(self, code: str) -> dict[str, Any]:
        return {
            "channel": "shell",
            "header": {
                "msg_id": self._asked,
                "msg_type": "execute_request",
                "session": self._session,
                "username": "quizapp",
                "date": datetime.now(UTC).isoformat(),
                "version": _VERSION,
            },
            "parent_header": {},
            "metadata": {},
            "content": {
                "code": code,
                "silent": True,
                "store_history": False,
                "user_expressions": {},
                "allow_stdin": False,
                "stop_on_error": True,
            },
            "buffers": [],
        }

    async def _listen(self, connection: WebSocketClientConnection) -> None:
        """Take in messages until the connection ends."""
        while (data := await connection.read_message()) is not None:
            message = _message(data)
            if _state(message) in ("restarting", "autorestarting", "dead"):
                self._fail(Died("the kernel's process ended"))
            elif message.get("parent_header", {}).get("msg_id") == self._asked and self._left:
                self._hear(message.get("header", {}).get("msg_type"), message.get("content", {}))
        self._fail(Lost("the connection is lost"))

    def _hear(self, kind: object, content: dict[str, Any]) -> None:
        """An answer to what it was told last. Two channels say that it is done, in any order."""
        match kind:
            case "stream" if content.get("name") == "stdout":
                self._heard.put_nowait(str(content.get("text", "")))
            case "execute_reply":
                self._left.discard("reply")
                if content.get("status") != "ok":
                    self._heard.put_nowait(RunnerError(_said(content)))
            case "status" if _state({"content": content}) == "idle":
                self._left.discard("idle")
        if not self._left:
            self._heard.put_nowait(None)

    def _fail(self, error: RunnerError) -> None:
        self.usable = False
        if isinstance(error, Died):
            self.prepared, self.died = False, True
            self._left = set()
        self._heard.put_nowait(error)

    async def _disconnect(self) -> None:
        if self._listener is not None:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listener
            self._listener = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _shut_down_at_exit(self) -> None:
        """The app ends without having stopped it."""
        address = self._jupyter.address
        request = urllib.request.Request(
            f"{address.url}/api/kernels/{self.name}",
            method="DELETE",
            headers={"Authorization": f"token {address.token}"} if address.token else {},
        )
        with contextlib.suppress(OSError, ValueError):
            urllib.request.urlopen(request, timeout=_LAST).close()


def _message(data: str | bytes) -> dict[str, Any]:
    """A message; an empty one where it is none that we understand. Only those with data in bytes
    come as bytes, and we ask for none."""
    if isinstance(data, bytes):
        return {}
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    known = isinstance(found, dict) and all(
        isinstance(found.get(part, {}), dict) for part in ("header", "parent_header", "content")
    )
    return found if known else {}


def _state(message: dict[str, Any]) -> str:
    return str(message.get("content", {}).get("execution_state", ""))


def _said(content: dict[str, Any]) -> str:
    """What a failed cell says of itself, in one line."""
    said = " ".join(f"{content.get('ename', '')}: {content.get('evalue', '')}".split())
    return said.removeprefix("SystemError: ").strip(": ") or "the kernel refuses"


def _record(line: str) -> Record | None:
    """One line of the kernel's stdout; None if it is not of our side of it."""
    _, mark, text = line.partition(MARK)
    if not mark:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
