"""Open a card's bank in the learner's editor, at its line."""

import os
import shlex
import subprocess
from pathlib import Path

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
_FORMS = {name: form for form, names in _LINES.items() for name in names}


def open_in_editor(app: App[None], services: Services, entry: Entry) -> None:
    """Suspend the app while $VISUAL, $EDITOR or the configured command edits the bank file; what
    is in the way is one notification."""
    _, problems = read_bank_text(entry.bank)
    given = (services.config.editor, os.environ.get("VISUAL"), os.environ.get("EDITOR"))
    command = next((one for one in given if one and one.strip()), "")
    try:
        if problems:
            raise UsageError(str(problems[0]))
        if not command:
            raise UsageError(f"Set $EDITOR to edit {entry.bank}")
        words = editor_command(command, entry.bank, entry.line())
        with app.suspend():  # which does not come back from an exception
            fault = _edit(words)
        if fault:
            raise UsageError(fault)
    except UsageError as error:
        app.notify(str(error), severity="warning", markup=False)
    except SuspendNotSupported:
        app.notify("This terminal cannot be lent to an editor.", severity="warning")


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
    program = Path(words[0]).name.partition(".")[0].lower()  # vim.basic, Code.exe
    form = _FORMS.get(program, ("{file}",))
    return [*words, *(part.format(file=file, line=line) for part in form)]


def _edit(words: list[str]) -> str:
    """Why it did not start, in one line; empty if it did."""
    try:
        subprocess.run(words, check=False)
    except OSError as error:
        what = error.strerror
        return f"The editor {words[0]} does not start: {what}; set $EDITOR to one that does"
    except ValueError:  # a NUL in the configured command
        return f"The editor's command {words[0]!r} is no program's name"
    return ""
