"""Which packages that cards need are installed; found out without importing any of them."""

import functools
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from importlib.machinery import PathFinder

_KNOWN = {
    "PIL": "pillow",
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "umap": "umap-learn",
    "yaml": "pyyaml",
}
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)
_LONGEST = 100


def missing_packages(requires: Iterable[str], places: Sequence[str] | None = None) -> list[str]:
    """Those of a card's `requires` that are not installed, neither as a package (`scikit-learn`,
    `ruamel.yaml`) nor as a module (`sklearn`, `cv2`); in `places`, which are the `sys.path` of
    another Python, or where this one looks."""
    where = sys.path if places is None else places
    return [name for name in requires if not _installed(name, where)]


def not_among(requires: Iterable[str], known: Iterable[str]) -> list[str]:
    """The same where it is `known` which packages and modules there are, on another machine."""
    there = set(map(_plain, known))
    return [name for name in requires if not there & set(map(_plain, _names_of(name)))]


def imported(libraries: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Those of the libraries, by the names of their modules, that one of the scripts imports."""
    found = {name for text in texts for name in _IMPORT.findall(text)}
    return [name for name in libraries if name in found]


def package_of(module: str) -> str:
    """What to install for a module: the package that it came with here, or the usual one."""
    top = module.partition(".")[0]
    usual, here = _KNOWN.get(top, top), _packages().get(top, [])
    if len(here) != 1:  # several share the name, or none is installed
        return next((name for name in here if _plain(name) in map(_plain, (usual, module))), usual)
    return here[0]


def declares(requires: Iterable[str], module: str) -> bool:
    """Whether one of a card's `requires` brings a module, as a name of its own or of a package."""
    parts = module.split(".")
    top = parts[0]
    inside = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    bringing = {_plain(name) for name in (*inside, *_packages().get(top, []))}
    bringing.add(_plain(_KNOWN.get(top, top)))
    return any(_plain(name) in bringing for name in requires)


def _installed(name: str, search_path: Sequence[str]) -> bool:
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        return False
    return _is_package(name, search_path) or any(
        _is_module(one, search_path) for one in _names_of(name)
    )


def _names_of(name: str) -> list[str]:
    """What a package, or a module, may be known as."""
    return [name, *(module for module, one in _KNOWN.items() if _plain(one) == _plain(name))]


def _is_package(name: str, search_path: Sequence[str]) -> bool:
    return any(True for _ in metadata.distributions(name=name, path=list(search_path)))


def _is_module(name: str, search_path: Sequence[str]) -> bool:
    """Whether a module is there, also a dotted one: `importlib.util.find_spec` would import its
    parents. A mere folder, such as one of the working directory, is none."""
    if name in sys.stdlib_module_names:
        return True
    parts = name.split(".")
    places = search_path
    spec = None
    for end in range(1, len(parts) + 1):
        spec = PathFinder.find_spec(".".join(parts[:end]), places)
        if spec is None:
            return False
        places = spec.submodule_search_locations or []
    return spec is not None and spec.loader is not None


@functools.cache
def _packages() -> Mapping[str, list[str]]:
    """The installed packages by the modules that they bring. Reads hundreds of small files."""
    return {
        module: sorted(set(names)) for module, names in metadata.packages_distributions().items()
    }


def _plain(name: str) -> str:
    """Package names are the same but for case and `-`, `_`, `.`."""
    return re.sub(r"[-_.]+", "-", name).lower()
