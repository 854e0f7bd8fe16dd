"""Each decision has one owner: these look through the source for a second one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import quizapp

PACKAGE = Path(quizapp.__file__).parent

ROOMS_OF_FILES = ("banks/", "store/", "runner/", "config.py")
# Who else reads files: none of them reads a bank's scripts to show, check or judge them.
READS_SOMETHING_ELSE = {
    "authoring/surviving.py": "what is known of mutants",
    "cli/commands.py": "its own modules, for the list of the commands",
    "cli/import_.py": "the file that is imported",
    "interchange/anki_import.py": "the deck that is imported",
    "interchange/backup.py": "the backup that is imported",
    "interchange/imported.py": "the schema that stands beside imported cards",
    "interchange/pictures.py": "the pictures of a deck",
    "interchange/table_import.py": "the table that is imported",
    "study/trust.py": "what a yes was given to, byte by byte",
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, with the module that it is in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(PACKAGE).as_posix(), node


def called(node: ast.Call) -> str:
    """`open` for a call of that name, `.open` for one of a method."""
    if isinstance(node.func, ast.Attribute):
        return f".{node.func.attr}"
    return node.func.id if isinstance(node.func, ast.Name) else ""


def reads_a_file(node: ast.Call) -> bool:
    name = called(node)
    if name == ".open":  # of a path to read it, and not of a menu
        modes = [one.value for one in node.args[:1] if isinstance(one, ast.Constant)]
        return any(isinstance(mode, str) and set(mode) <= set("rbt") for mode in modes)
    return name in {"open", ".read_text", ".read_bytes"}


def test_only_the_bench_and_the_runner_say_what_is_run_and_how() -> None:
    found = {module for module, call in calls() if called(call) == "Job"}
    assert {name for name in found if not name.startswith("runner/")} == {"study/bench.py"}


def test_scripts_are_read_in_one_place() -> None:
    found = {module for module, call in calls() if reads_a_file(call)}
    others = {module for module in found if not module.startswith(ROOMS_OF_FILES)}
    assert others <= READS_SOMETHING_ELSE.keys()


def test_a_script_is_read_as_python_reads_it_by_whoever_reads_one() -> None:
    readers = {module for module, call in calls() if called(call) == ".detect_encoding"}
    assert readers == {"banks/scripts.py"}
