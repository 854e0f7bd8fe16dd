"""The runner: a script's own process, warm before it is asked for, confined, and gone afterwards.

The names are looked up on first use, because the server's processes import this package too and
need nothing of the asyncio side.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapp.runner.client import Runner
    from quizapp.runner.safety import Protection
    from quizapp.runner.sandbox.walls import protection

__all__ = ["Protection", "Runner", "protection"]


def __getattr__(name: str) -> Any:
    match name:
        case "Runner":
            from quizapp.runner.client import Runner

            return Runner
        case "Protection":
            from quizapp.runner.safety import Protection

            return Protection
        case "protection":
            from quizapp.runner.sandbox.walls import protection

            return protection
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
