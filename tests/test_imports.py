"""The app's process stays light: no torch, no screen code where none is drawn, and for no command
what only others need."""

import subprocess
import sys

import pytest

from quizapp.cli.commands import COMMANDS

HEAVY = {"torch", "numpy", "sklearn", "matplotlib", "pandas", "jsonschema", "plotext", "fsrs"}
ROOMS = {"quizapp.banks", "quizapp.store", "quizapp.study", "quizapp.runner", "quizapp.tui"}
DECKS = {"genanki", "markdown_it", "pygments"}
MODULES = sorted({f"quizapp.cli.{place.partition(':')[0]}" for place in COMMANDS.values()})


def loaded(module: str) -> set[str]:
    """The modules that a fresh interpreter holds after importing one."""
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["quizapp.tui.app", "quizapp.plain", *MODULES])
def test_nothing_heavy_is_imported(module: str) -> None:
    assert loaded(module).isdisjoint(HEAVY)


def test_the_list_of_the_commands_needs_none_of_them_and_no_other_room() -> None:
    code = "import sys; sys.argv = ['quizapp', '-h']; from quizapp.cli import main\n"
    code += "try: main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "fit" in done.stdout
    assert set(done.stderr.split()).isdisjoint({*MODULES, *ROOMS, "asyncio", "yaml"})


@pytest.mark.parametrize(
    ("command", "others"),
    [
        ("app", {"textual", "quizapp.tui", "quizapp.plain", "quizapp.authoring"}),
        ("banks", {"textual", "quizapp.study", "quizapp.store", "quizapp.runner", "asyncio"}),
        ("check", {"textual", "quizapp.study", "quizapp.store", "quizapp.runner.client", "fsrs"}),
        ("config", {"textual", "quizapp.banks", "quizapp.store", "quizapp.study", "asyncio"}),
        ("doctor", {"textual", "quizapp.store", "quizapp.study"}),
        ("export", {"textual", "quizapp.interchange", "quizapp.runner", *DECKS}),
        ("fit", {"textual", "quizapp.runner", "quizapp.study.fitting"}),
        ("import_", {"textual", "quizapp.tui", "quizapp.authoring", "genanki"}),
        ("new", {"textual", "quizapp.store", "quizapp.runner"}),
        ("plan", {"textual", "quizapp.authoring", "quizapp.interchange"}),
        ("restore", {"textual", "quizapp.banks", "quizapp.study", "quizapp.runner"}),
        ("run", {"textual", "quizapp.authoring", "quizapp.interchange"}),
        ("standing", {"textual", "quizapp.authoring", "quizapp.interchange"}),
    ],
)
def test_no_command_imports_what_only_others_need(command: str, others: set[str]) -> None:
    assert loaded(f"quizapp.cli.{command}").isdisjoint(others)
