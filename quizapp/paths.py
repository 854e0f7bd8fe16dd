"""Where banks, data, config and cache live; every one can be overridden.

A flag beats an environment variable, which beats the default. A checkout serves its own questions
and snippets; an installed wheel serves those that it carries.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parent
_DIRS = PlatformDirs("quizapp", appauthor=False)
BANK_VARIABLE = "QUIZAPP_BANK"
DATA_VARIABLE = "QUIZAPP_DATA_DIR"
CONFIG_VARIABLE = "QUIZAPP_CONFIG"
CACHE_VARIABLE = "QUIZAPP_CACHE_DIR"


@dataclass(frozen=True)
class Paths:
    """The folders of one invocation. `banks` are the roots given by flag or variable, if any."""

    data: Path
    config: Path
    cache: Path
    banks: tuple[Path, ...] = ()

    @property
    def store(self) -> Path:
        return self.data / "quizapp.db"

    @property
    def private(self) -> tuple[Path, ...]:
        """What no snippet may read, wherever these are."""
        return (self.data, self.config, self.cache)

    @property
    def own_banks(self) -> Path:
        """Each folder in here is a bank root of the learner's."""
        return self.data / "banks"

    @property
    def backups(self) -> Path:
        return self.data / "backups"


def shipped_banks() -> Path:
    """The root with the banks that come with quizapp."""
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "questions").is_dir():
        return checkout
    return _PACKAGE / "shipped"


def find(data_dir: Path | None = None, banks: Sequence[Path] = ()) -> Paths:
    """The paths that flags (the arguments), environment and defaults add up to."""
    given = data_dir or _variable(DATA_VARIABLE)
    data = given or _DIRS.user_data_path
    config = _variable(CONFIG_VARIABLE)
    if config is None:
        config = (given or _DIRS.user_config_path) / "config.toml"
    cache = _variable(CACHE_VARIABLE) or (given / "cache" if given else _DIRS.user_cache_path)
    listed = os.environ.get(BANK_VARIABLE, "")
    chosen = tuple(banks) or tuple(Path(part) for part in listed.split(os.pathsep) if part)
    return Paths(
        data=_absolute(data),
        config=_absolute(config),
        cache=_absolute(cache),
        banks=tuple(_absolute(bank) for bank in chosen),
    )


def known_roots(paths: Paths, added: Sequence[Path] = ()) -> list[Path]:
    """The bank roots to read: those given, or else the shipped ones, the learner's own and the
    `added` (from `quizapp banks add`)."""
    if paths.banks:
        return list(paths.banks)
    own = sorted(paths.own_banks.iterdir()) if paths.own_banks.is_dir() else []
    roots = [shipped_banks(), *(path for path in own if path.is_dir()), *added]
    return list(dict.fromkeys(roots))


def _variable(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - keeps links as they are given
