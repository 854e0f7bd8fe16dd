"""The app's process stays light: no torch, and no screen code where none is drawn."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "numpy", "sklearn", "matplotlib", "pandas", "jsonschema", "plotext")


def loaded(module: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after importing one."""
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["quizapp.cli.commands", "quizapp.tui.app", "quizapp.plain"])
def test_nothing_heavy_is_imported(module: str) -> None:
    assert loaded(module).isdisjoint(HEAVY)


def test_the_command_line_does_not_import_the_screens() -> None:
    assert "textual" not in loaded("quizapp.cli.commands")
