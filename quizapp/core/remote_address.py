"""Where a Jupyter server is, and the token that opens it."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from quizapp.errors import UsageError

TOKENS = ("QUIZAPP_REMOTE_TOKEN", "JUPYTER_TOKEN")
_EXAMPLE = "such as http://localhost:8888 or https://hub.example.org/user/NAME"
_PAGES = ("/lab", "/tree", "/notebooks", "/login", "/api")  # what a browser shows behind it


@dataclass(frozen=True)
class Address:
    """`url` is that of the server, without a slash at its end. The token never shows."""

    url: str
    token: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """Where it is, in short: `gpu-box:8888`."""
        return urlsplit(self.url).netloc


def parse(text: str) -> Address:
    """An address as it was typed or copied from a browser, a `?token=` in it taken out. Raises
    UsageError, which shows nothing of a token, where it is none."""
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"not an address; give one {_EXAMPLE}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"an address begins with http:// or https://, {_EXAMPLE}")
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            f"leave user and password out of the address, and set {TOKENS[0]} to a token"
        )
    path = parts.path
    for page in _PAGES:
        path = f"{path}/".partition(f"{page}/")[0]
    token = parse_qs(parts.query).get("token", [""])[-1]
    return Address(f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}", token)
