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
_LONGEST = 100


def missing_packages(requires: Iterable[str]) -> list[str]:
    """Those of a card's `requires` that are not installed, neither as a package (`scikit-learn`,
    `ruamel.yaml`) nor as a module (`sklearn`, `cv2`)."""
    return [name for name in requires if not _installed(name)]


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


def _installed(name: str) -> bool:
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        return False
    modules = [module for module, package in _KNOWN.items() if _plain(package) == _plain(name)]
    return _is_package(name) or any(map(_is_module, [name, *modules]))


def _is_package(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _is_module(name: str) -> bool:
    """Whether a module is there, also a dotted one: `importlib.util.find_spec` would import its
    parents. A mere folder, such as one of the working directory, is none."""
    if name in sys.stdlib_module_names:
        return True
    parts = name.split(".")
    places: Sequence[str] | None = None
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
