"""What a script in a Jupyter kernel writes, passed on to the app while it runs.

The kernel's own stream carries it, a line of JSON for each piece: a notebook server drops messages
that come too fast, so they are counted, and sent no faster than it takes them.
"""

import base64
import io
import json
import os
import selectors
import sys
import threading
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

MARK = "\x1equizapp "
_CHUNK = 1 << 15
_STREAMS = ("stdout", "stderr", "extra")
# A server passes on 1 MB and 1000 messages a second, looked at over three seconds.
_RATE = 600_000.0  # bytes a second
_BURST = 900_000.0  # bytes at once
_MESSAGE = 1500  # bytes that a message counts for, however short
_CONTINUED = bytes(range(0x80, 0xC0))  # bytes of UTF-8 that begin no character

Say = Callable[..., None]


class Line:
    """The way to the app, by the stream that the kernel had as its stdout."""

    def __init__(self) -> None:
        self._out: Any = sys.stdout
        self._sent = 0
        self._room = _BURST
        self._at = monotonic()
        self._lock = threading.Lock()

    def say(self, kind: str, **fields: object) -> None:
        """Send one record; waits where the server would drop it."""
        with self._lock:
            self._sent += 1
            text = json.dumps({"is": kind, "number": self._sent, **fields})
            self._pace(len(text) + _MESSAGE)
            self._out.write(f"{MARK}{text}\n")
            self._out.flush()

    def _pace(self, size: int) -> None:
        now = monotonic()
        self._room = min(_BURST, self._room + (now - self._at) * _RATE)
        self._at = now
        if size > self._room:
            sleep((size - self._room) / _RATE)
        self._room -= size


class Outlet:
    """Takes the place of descriptors 1 and 2, and of the streams of `sys`, from `open` to `close`.
    Of the output no more than `most` characters go on, and one that says that there were more."""

    def __init__(self, say: Say, most: int) -> None:
        self._say = say
        self._left = most + 1
        self._ends = {name: os.pipe() for name in _STREAMS}
        self._wake = os.pipe()
        self._kept = (os.dup(1), os.dup(2))
        self._streams = {name: getattr(sys, name, None) for name in _REPLACED}
        # It has a name, so that the script's own first one is called Thread-1.
        self._thread = threading.Thread(target=self._pass_on, name="quizapp", daemon=True)

    @property
    def extra(self) -> int:
        """The descriptor for what a run sends beside its output."""
        return self._ends["extra"][1]

    def open(self) -> None:
        """From here on what is written goes to the app."""
        for number, name in enumerate(("stdout", "stderr"), 1):
            os.dup2(self._ends[name][1], number)
            stream = _text_to(number, name)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
        self._thread.start()

    def close(self) -> None:
        """Pass on what is left, and put everything back. What a process that lives on still writes
        there is lost."""
        for number, kept in enumerate(self._kept, 1):
            os.dup2(kept, number)
            os.close(kept)
        if sys.stdin is not None:
            sys.stdin.close()
        for name, stream in self._streams.items():
            setattr(sys, name, stream)
        os.write(self._wake[1], b"x")
        self._thread.join()
        for reading, writing in (*self._ends.values(), self._wake):
            os.close(reading)
            os.close(writing)

    def _pass_on(self) -> None:
        with selectors.DefaultSelector() as selector:
            for name, (reading, _) in self._ends.items():
                os.set_blocking(reading, False)
                selector.register(reading, selectors.EVENT_READ, name)
            selector.register(self._wake[0], selectors.EVENT_READ, "")
            last = False
            while not last:
                ready = [key.data for key, _ in selector.select()]
                last = "" in ready
                for name in _STREAMS if last else ready:
                    while self._take(name) and last:
                        pass

    def _take(self, name: str) -> bool:
        """Send one piece of what was written there; whether there may be more."""
        try:
            data = os.read(self._ends[name][0], _CHUNK)
        except BlockingIOError:
            return False
        sent = data
        if name != "extra":
            sent = data if self._left > 0 else b""
            self._left -= len(data.translate(None, _CONTINUED))
        if sent:
            self._say(name, data=base64.b64encode(sent).decode())
        return bool(data)


_REPLACED = ("stdin", "stdout", "stderr", "__stdout__", "__stderr__")


def _text_to(number: int, name: str) -> Any:
    """A standard stream as Python makes one for a pipe."""
    raw: Any = io.FileIO(number, "w", closefd=False)
    raw.name = f"<{name}>"
    stream: Any = io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding="utf-8",
        errors="strict" if name == "stdout" else "backslashreplace",
        newline="\n",
        line_buffering=True,
    )
    stream.mode = "w"
    return stream
