"""What goes to the kernel: our own sources once, and with each run the files that it needs."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quizapp.core.run import Job
from quizapp.core.wording import listed
from quizapp.runner.interpreter import OLDEST, SERVER_SIDE

LARGEST = 1_000_000  # bytes that go along with one script
_LOOKED_AT = 2_000  # files of a folder
_PACKAGE = Path(__file__).parents[2]
_WORD = re.compile(r"\w+")


def first_cell(stages: Sequence[Sequence[str]]) -> str:
    """What a new kernel is told first; it answers with records (kernel_outlet.py). Whoever has an
    older Python than ours is told so, in words that any Python understands."""
    archive = base64.b64encode(_sources()).decode()
    return f"""
def _quizapp():
    import base64, os, sys, tempfile
    if sys.version_info < {OLDEST} or os.name != "posix":
        raise SystemError("snippets need Python {".".join(map(str, OLDEST))} or later there, on "
                          "Linux or macOS; this is Python " + sys.version.split()[0] + " on "
                          + sys.platform)
    folder = tempfile.mkdtemp(prefix="quizapp-")
    archive = os.path.join(folder, "quizapp.zip")
    with open(archive, "wb") as file:
        file.write(base64.b64decode({archive!r}))
    sys.path.insert(0, archive)
    from quizapp.runner.inside import kernel
    sys.path.remove(archive)
    kernel.prepare({[list(stage) for stage in stages]!r}, folder)
_quizapp()
"""


def cell(parcel: "Parcel", job: Job, device: str) -> str:
    """What the kernel is told to run a script."""
    described = {
        "script": parcel.script,
        "files": {name: base64.b64encode(data).decode() for name, data in parcel.files.items()},
        "shown": str(job.path),
        "edited": job.source is not None,
        "device": device,
        "output": job.limits.output,
    }
    return f"import sys\nsys.modules['quizapp.runner.inside.kernel'].run({json.dumps(described)!r})"


class Parcel(NamedTuple):
    """Files by their names below the folder that they go to, the `script` among them; `left` are
    those that it names and that were too large."""

    script: str
    files: dict[str, bytes]
    left: list[str]

    @property
    def remark(self) -> str:
        """What to say of those that stayed behind; empty if none did."""
        if not self.left:
            return ""
        return f"not sent along, above {LARGEST // 1_000_000} MB: {listed(self.left)}"


def parcel(job: Job) -> Parcel:
    """The script, and what lies beside it and is named in it: modules, and what those name, and
    data. Nothing else leaves this machine: no link, and nothing hidden. Raises OSError if the
    script cannot be read."""
    text = job.path.read_bytes() if job.source is None else job.source.encode()
    files = {job.path.name: text}
    left: list[str] = []
    beside = {path.relative_to(job.path.parent).as_posix(): path for path in _beside(job.path)}
    todo = [text]
    room = LARGEST - len(text)
    while todo:
        words = set(_WORD.findall(todo.pop().decode("utf-8", "replace")))
        for name, path in beside.items():
            if name in files or name in left or not _is_named(path, job.path.parent, words):
                continue
            size = path.stat().st_size
            if size > room:
                left.append(name)
                continue
            files[name] = path.read_bytes()
            room -= size
            if path.suffix == ".py":
                todo.append(files[name])
    return Parcel(job.path.name, files, left)


def _is_named(path: Path, folder: Path, words: set[str]) -> bool:
    """Whether all words of its name are in a text; of a module's, what is imported: of one in a
    package, the package's."""
    if path.suffix == ".py":
        return path.relative_to(folder).with_suffix("").parts[0] in words
    return set(_WORD.findall(path.name)) <= words


def _beside(script: Path) -> Iterator[Path]:
    """The plain files of its folder and below, but for hidden ones and what Python compiled."""
    folders = [script.parent]
    looked_at = 0
    while folders:
        for path in sorted(folders.pop().iterdir()):
            looked_at += 1
            if looked_at > _LOOKED_AT:
                return
            if path.name.startswith(".") or path.name == "__pycache__" or path.is_symlink():
                continue
            if path.is_dir():
                folders.append(path)
            elif path.is_file() and path != script:
                yield path


def _sources() -> bytes:
    """The modules that a run's process needs, as a zip that Python imports from."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place in (_PACKAGE / name for name in SERVER_SIDE):
            for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
                name = Path("quizapp") / path.relative_to(_PACKAGE)
                archive.write(path, name.as_posix())
    return buffer.getvalue()
