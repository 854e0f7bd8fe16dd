"""A Jupyter server as its documentation describes it: kernels over REST, messages by a websocket.

See "REST API" and "WebSocket kernel wire protocols" of jupyter-server, and "Messaging in Jupyter"
of jupyter-client. The token goes in a header, never into an address or an error.
"""

import asyncio
import contextlib
import json
import socket
import ssl
from typing import Any
from urllib.parse import quote, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.iostream import StreamClosedError
from tornado.simple_httpclient import HTTPStreamClosedError, HTTPTimeoutError
from tornado.websocket import WebSocketClientConnection, WebSocketError, websocket_connect

from quizapp.core.remote_address import TOKENS, Address
from quizapp.errors import RunnerError

CONNECTING = 15.0  # seconds to connect, and for most answers
STARTING = 90.0  # seconds that a kernel may take to come up
_PING = 15.0  # seconds; a connection that answers none within as many is lost
_LARGEST = 32 << 20  # bytes of one message


class Refused(RunnerError):
    """The server wants a token, or another one."""


class NotThere(RunnerError):
    """The server knows no such kernel."""


class Jupyter:
    """Questions to one server. To be made inside of a running event loop."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client = AsyncHTTPClient(force_instance=True)

    def close(self) -> None:
        """No more questions."""
        self._client.close()

    async def look(self) -> None:
        """Return if a Jupyter server is there that takes the token; else raise RunnerError with a
        line that says what is wrong."""
        about = await self._ask("GET", "/api")
        if not isinstance(about, dict) or "version" not in about:
            raise self._wrong("no Jupyter server answers there; look at the address")
        await self._ask("GET", "/api/kernelspecs")

    async def start_kernel(self) -> str:
        """The id of a new kernel for Python: the server's default one, if it is for Python."""
        kind = self._kind(await self._ask("GET", "/api/kernelspecs"))
        made = await self._ask("POST", "/api/kernels", {"name": kind}, seconds=STARTING)
        if not isinstance(made, dict) or not isinstance(made.get("id"), str):
            raise self._wrong("it started no kernel")
        return str(made["id"])

    def _kind(self, said: Any) -> str:
        try:
            kinds = {
                str(name): str(one["spec"]["language"]) for name, one in said["kernelspecs"].items()
            }
            default = str(said.get("default", ""))
        except (AttributeError, KeyError, TypeError):
            raise self._wrong("it does not say which kernels it has") from None
        wanted = [default, "python3", *kinds]
        found = next((name for name in wanted if kinds.get(name, "").lower() == "python"), None)
        if found is None:
            raise self._wrong("it has no kernel for Python; install ipykernel there")
        return found

    async def has_kernel(self, kernel: str) -> bool:
        """Whether the kernel is still there: a server may end those that nobody uses."""
        try:
            await self._ask("GET", _path(kernel))
        except NotThere:
            return False
        return True

    async def interrupt(self, kernel: str) -> None:
        """Have what runs there raise KeyboardInterrupt."""
        await self._ask("POST", _path(kernel, "interrupt"))

    async def restart(self, kernel: str) -> None:
        """End the kernel's process, and start another in its place."""
        await self._ask("POST", _path(kernel, "restart"), seconds=STARTING)

    async def shut_down(self, kernel: str) -> None:
        """End the kernel; one that is gone is fine."""
        with contextlib.suppress(NotThere):
            await self._ask("DELETE", _path(kernel))

    async def connect(self, kernel: str, session: str) -> WebSocketClientConnection:
        """The websocket by which a kernel is spoken to."""
        scheme, rest = self.address.url.split(":", 1)
        url = f"{scheme.replace('http', 'ws')}:{rest}{_path(kernel, 'channels')}"
        request = HTTPRequest(
            f"{url}?session_id={session}",
            headers=self._headers(),
            connect_timeout=CONNECTING,
            request_timeout=STARTING,
            follow_redirects=False,
        )
        try:
            return await websocket_connect(
                request, ping_interval=_PING, ping_timeout=_PING, max_message_size=_LARGEST
            )
        except HTTPClientError as error:
            raise self._answered(error.code, error.response) from None
        except (OSError, ssl.SSLError, StreamClosedError, WebSocketError) as error:
            raise self._unreached(error) from None

    # One question

    async def _ask(
        self, method: str, path: str, body: object = None, seconds: float = CONNECTING
    ) -> Any:
        request = HTTPRequest(
            self.address.url + path,
            method=method,
            headers=self._headers(),
            body=json.dumps(body or {}) if method == "POST" else None,
            connect_timeout=CONNECTING,
            request_timeout=seconds,
            follow_redirects=False,
        )
        try:
            answer = await self._client.fetch(request, raise_error=False)
        except (OSError, ssl.SSLError, StreamClosedError, HTTPClientError) as error:
            raise self._unreached(error) from None
        if not 200 <= answer.code < 300:
            raise self._answered(answer.code, answer)
        if not answer.body:
            return None
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self._wrong("no Jupyter server answers there; look at the address") from None

    def _headers(self) -> dict[str, str]:
        token = self.address.token
        return {"Authorization": f"token {token}"} if token else {}

    # What went wrong, in one line

    def _wrong(self, what: str) -> RunnerError:
        return RunnerError(f"{self.address.shown}: {what}")

    def _refused(self) -> Refused:
        where = self.address.shown
        if self.address.token:
            return Refused(
                f"{where}: the token is refused; `jupyter server list` there shows the right one "
                f"(a hub has it in its menu), which goes into {TOKENS[0]}"
            )
        return Refused(f"{where}: a token is needed; set {TOKENS[0]} to it")

    def _answered(self, code: int, answer: HTTPResponse | None) -> RunnerError:
        if code == 599 and answer is not None and answer.error is not None:
            return self._unreached(answer.error)
        if code in (401, 403):
            return self._refused()
        if code == 404:
            return NotThere(f"{self.address.shown}: no Jupyter server is at this path (404)")
        if 300 <= code < 400:
            place = "" if answer is None else answer.headers.get("Location", "")
            if "login" in urlsplit(place).path:
                return self._refused()
            return self._wrong(f"the address leads elsewhere ({code}); give the one it ends at")
        if code in (424, 502, 503, 504):
            return self._wrong(
                f"no server runs behind the address ({code}); start it, at a hub in the browser"
            )
        return self._wrong(f"the server fails ({code}); its log says why")

    def _unreached(self, error: BaseException) -> RunnerError:
        scheme, host = urlsplit(self.address.url).scheme, urlsplit(self.address.url).hostname
        match error:
            case ssl.SSLCertVerificationError():
                why = f"its certificate is not trusted ({error.verify_message}); set SSL_CERT_FILE "
                why += "to the certificate that it was signed with"
            case ssl.SSLError():
                why = "it does not speak TLS; try http:// in place of https://"
            case socket.gaierror():
                why = f"there is no host called {host}"
            case ConnectionRefusedError():
                why = "nothing listens there; start the server, or open the tunnel to it"
            case HTTPTimeoutError() | TimeoutError():
                why = "no answer; look whether it can be reached from here, and speaks " + scheme
            case HTTPStreamClosedError() | StreamClosedError() | ConnectionError():
                why = "it hangs up; try https://, or look at the port"
            case OSError() if error.strerror:
                why = f"cannot be reached: {error.strerror}"
            case _:
                why = "what answers there is no web server"
        return self._wrong(why)


def _path(kernel: str, action: str = "") -> str:
    path = f"/api/kernels/{quote(kernel, safe='')}"
    return f"{path}/{action}" if action else path


async def look(address: Address) -> None:
    """Return if a run could be had there; else raise RunnerError, Refused where it is the token."""
    jupyter = Jupyter(address)
    try:
        async with asyncio.timeout(2 * CONNECTING):
            await jupyter.look()
    except TimeoutError:
        raise RunnerError(f"{address.shown}: no answer; look whether it can be reached") from None
    finally:
        jupyter.close()
