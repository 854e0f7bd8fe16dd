"""Open a card's bank in the learner's editor, at its line."""

import os
import shlex
import subprocess

from textual.app import App, SuspendNotSupported

from quizapp.banks.collection import Entry
from quizapp.core.cards.bank import line_of
from quizapp.tui.services import Parts


def open_in_editor(app: App[None], parts: Parts, entry: Entry) -> None:
    """Suspend the app while $VISUAL, $EDITOR or the configured command edits the bank file."""
    command = parts.config.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        app.notify(f"Set $EDITOR to edit {entry.bank}", severity="warning")
        return
    line = line_of(entry.bank.read_text(encoding="utf-8-sig"), entry.card.id)
    words = shlex.split(command)
    if any(name in words[0] for name in ("vi", "nano", "emacs", "micro", "kak", "joe")):
        words.append(f"+{line}")
    try:
        with app.suspend():
            subprocess.run([*words, str(entry.bank)], check=False)
    except SuspendNotSupported:
        app.notify("This terminal cannot be lent to an editor.", severity="warning")
    except OSError as error:
        app.notify(f"{words[0]}: {error.strerror}", severity="error")
