"""Open a file in the learner's editor, at a line."""

import os
import shlex
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from textual.app import App, SuspendNotSupported

from quizapp.banks.collection import Entry
from quizapp.banks.reading import read_bank_text
from quizapp.errors import UsageError
from quizapp.study.services import Services

_LINES = {  # how an editor is told the line
    ("+{line}", "{file}"): (
        "vi", "vim", "nvim", "gvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "joe",
    ),
    ("{file}:{line}",): ("hx", "helix", "subl", "zed"),
    ("-g", "{file}:{line}"): ("code", "code-insiders", "codium", "vscodium", "cursor"),
}  # fmt: skip
_WINDOWED = frozenset(  # they have a window of their own, and the terminal stays the app's
    (
        "code", "code-insiders", "codium", "vscodium", "cursor", "subl", "sublime_text", "zed",
        "zeditor", "gvim", "mvim", "neovide", "gedit", "gnome-text-editor", "kate", "kwrite", "xed",
        "mousepad", "pluma", "geany", "pulsar", "pycharm", "charm", "idea", "bbedit", "mate",
        "open", "xdg-open", "notepad",
    )
)  # fmt: skip
_FORMS = {name: form for form, names in _LINES.items() for name in names}


def open_in_editor(app: App[None], services: Services, entry: Entry) -> None:
    """Open a card's bank file; what is in the way is one notification."""
    _, problems = read_bank_text(entry.bank)
    try:
        if problems:
            raise UsageError(str(problems[0]))
        open_file(app, services, entry.bank, entry.line())
    except UsageError as error:
        app.notify(str(error), severity="warning", markup=False)


def open_file(app: App[None], services: Services, file: Path, line: int) -> bool:
    """Edit a file with the configured command, $VISUAL or $EDITOR. One of the terminal takes the
    app's place until it ends; one with a window of its own is opened beside: whether it has ended.

    Raises UsageError, one line, where it does not start.
    """
    given = (services.config.editor, os.environ.get("VISUAL"), os.environ.get("EDITOR"))
    command = next((one for one in given if one and one.strip()), "")
    if not command:
        raise UsageError(f"Set $EDITOR to edit {file}")
    words = editor_command(command, file, line)
    if _program(words) in _WINDOWED:
        _open_beside(app, words)
        return False
    fault = ""
    try:
        with app.suspend():  # which does not come back from an exception
            fault = _fault(words, lambda: subprocess.run(words, check=False))
    except SuspendNotSupported:
        fault = "This terminal cannot be lent to an editor."
    if fault:
        raise UsageError(fault)
    return True


def editor_command(command: str, file: Path, line: int) -> list[str]:
    """The words that open a file, at its line where the editor is known by its program's name.

    Raises UsageError for a command that cannot be split into words.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"The editor's command {command!r} cannot be read: {error}") from None
    if not words:
        raise UsageError(f"The editor's command {command!r} names no program")
    form = _FORMS.get(_program(words), ("{file}",))
    return [*words, *(part.format(file=file, line=line) for part in form)]


def _program(words: list[str]) -> str:
    return Path(words[0]).name.partition(".")[0].lower()  # vim.basic, Code.exe


def _open_beside(app: App[None], words: list[str]) -> None:
    """Start an editor that has a window of its own, and outlives the app."""

    def start() -> None:
        nowhere = subprocess.DEVNULL
        process = subprocess.Popen(
            words, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
        Thread(target=_see_out, args=(app, words[0], process), daemon=True).start()

    fault = _fault(words, start)
    if fault:
        raise UsageError(fault)


def _see_out(app: App[None], name: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait for an editor; one that ended badly (no display, say) is told."""
    code = process.wait()
    if code:
        said = f"The editor {name} ended with exit code {code}"
        with suppress(RuntimeError):  # the app has ended
            app.call_from_thread(app.notify, said, severity="warning", markup=False)


def _fault(words: list[str], start: Callable[[], object]) -> str:
    """Why a program does not start, in one line; empty if it does."""
    try:
        start()
    except OSError as error:
        what = error.strerror
        return f"The editor {words[0]} does not start: {what}; set $EDITOR to one that does"
    except ValueError:  # a NUL in the configured command
        return f"The editor's command {words[0]!r} is no program's name"
    return ""
