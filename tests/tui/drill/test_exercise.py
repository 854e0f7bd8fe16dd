"""Exercises: each attempt is kept, the code may be written elsewhere, and the solution stands
beside one's own once the answer is given."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from quizapp.banks.collection import Entry
from quizapp.core.grading.exercise import CheckResult, Verdict
from quizapp.core.run import Finished, Output, Raised, Transcript
from quizapp.store.store import Store
from quizapp.study.attempts import attempts
from quizapp.study.bench import Bench
from quizapp.study.earlier import earlier
from quizapp.study.own_file import OwnFile
from quizapp.study.services import Services
from quizapp.tui.drill.card_view import CardView
from quizapp.tui.drill.drill_screen import DrillScreen
from quizapp.tui.drill.versions_screen import VersionsScreen
from quizapp.tui.widgets.code_editor import CodeEditor
from quizapp.tui.widgets.key_bar import KeyBar
from tests.tui.conftest import NOON, Opened
from tests.tui.stub import OK, StubRunner
from tests.tui.waiting import until

STARTER = "def double(x):\n    ...\n"
SOLUTION = "def double(x):\n    return 2 * x\n"
CHECKS = 3


def view(pilot: Pilot[None]) -> CardView:
    screen = pilot.app.screen
    assert isinstance(screen, DrillScreen)
    assert screen.view is not None
    return screen.view


def editor(pilot: Pilot[None]) -> CodeEditor:
    return view(pilot).query_one(CodeEditor)


def prompt(pilot: Pilot[None]) -> str:
    return str(view(pilot).pane.prompt.render())


def shown(pilot: Pilot[None], name: str) -> str:
    return str(view(pilot).query_one(name, Static).render())


def keys(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(KeyBar).query_one(Static).render())


def said(pilot: Pilot[None]) -> list[str]:
    return [str(one.message) for one in pilot.app._notifications]


def code(pilot: Pilot[None]) -> list[str]:
    """The rows of the code that is shown for reading."""
    return [row.plain.rstrip() for _, row in view(pilot).panel.code._body._at(70)]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, runner: StubRunner) -> list[str]:
    """What was put through the checks: three, and right is whatever returns twice x."""
    texts: list[str] = []

    async def check(_: Bench, entry: Entry, answer: str) -> tuple[Verdict, Transcript]:
        texts.append(answer)
        await runner.hold.wait()
        right = "2 * x" in answer
        results = [
            CheckResult(f"check_{n}", f"check {n}", n == 1 or right, "no") for n in (1, 2, 3)
        ]
        return Verdict(results, "", True), Transcript(OK)

    async def no_advice(_: Bench, entry: Entry, answer: str, found: Verdict) -> str:
        return ""

    monkeypatch.setattr(Bench, "check", check)
    monkeypatch.setattr(Bench, "advice", no_advice)
    monkeypatch.setattr(
        "quizapp.tui.drill.panes.coding.check_docs", lambda _: ["check 1", "check 2", "check 3"]
    )
    return texts


async def hand_in(pilot: Pilot[None], text: str) -> None:
    editor(pilot).text = text
    await pilot.press("f5")


async def listed(pilot: Pilot[None]) -> None:
    """Wait for the list of versions."""
    await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
    await until(pilot, lambda: pilot.app.screen.query(KeyBar))
    await until(pilot, lambda: "bring back" in keys(pilot))


# Every attempt is kept


async def test_an_attempt_is_kept_before_its_checks_end(
    opened: Opened, store: Store, runner: StubRunner, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        runner.hold.clear()
        await hand_in(pilot, "wrong = 1\n")
        await until(pilot, lambda: checked)
        (kept,) = attempts(store, "mini/code")
        assert (kept.text, kept.passed) == ("wrong = 1\n", None)
        runner.hold.set()
        await until(pilot, lambda: attempts(store, "mini/code")[0].passed is not None)
        (kept,) = attempts(store, "mini/code")
        assert (kept.at, kept.passed, kept.of) == (NOON, 1, CHECKS)


async def test_attempts_are_listed_and_brought_back_in_another_sitting(
    opened: Opened, store: Store, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        for text in ("first = 1\n", "second = 2\n"):
            await hand_in(pilot, text)
            await until(pilot, lambda: prompt(pilot).startswith("1 of 3 checks pass."))
        editor(pilot).text = "third, not checked"
        await until(pilot, lambda: store.draft("mini/code") == "third, not checked")
    async with opened("mini/code") as pilot:
        await pilot.press("ctrl+g")
        await listed(pilot)
        rows = pilot.app.screen.query_one(OptionList).options
        labels = [str(row.prompt) for row in rows]
        assert [label[18:] for label in labels[:2]] == ["1 of 3 checks pass"] * 2
        assert labels[2:] == ["the original"]
        await pilot.press("ctrl+g", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        await until(pilot, lambda: editor(pilot).text == "first = 1\n")
        assert store.draft("mini/code") == "first = 1\n"
        assert earlier(store, "mini/code")[-1] == "third, not checked"


async def test_the_list_of_versions_can_be_left_as_it_was(
    opened: Opened, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        await hand_in(pilot, "first = 1\n")
        await until(pilot, lambda: prompt(pilot).startswith("1 of 3"))
        for _ in range(2):
            pilot.app.post_message(Key("ctrl+g", None))
        await listed(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, DrillScreen))
        assert editor(pilot).text == "first = 1\n"
        assert view(pilot).panel.editing


# Beside the solution


async def test_after_giving_up_the_solution_is_run_and_both_can_be(
    opened: Opened, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        editor(pilot).text = "def double(x):\n    return x\n"
        await pilot.press("escape", "space", "space")
        await until(pilot, lambda: shown(pilot, "#whose").endswith("solution: 3 of 3 pass"))
        assert checked == [SOLUTION]
        assert view(pilot).panel.code.code == SOLUTION
        await pilot.press("x")
        assert view(pilot).panel.code.code == "def double(x):\n    return x\n"
        await pilot.press("r")
        await until(pilot, lambda: shown(pilot, "#whose").endswith("your version: 1 of 3 pass"))
        await pilot.press("x", "r")
        await until(pilot, lambda: shown(pilot, "#whose").endswith("solution: 3 of 3 pass"))
        assert checked == [SOLUTION, "def double(x):\n    return x\n", SOLUTION]


async def test_the_diff_has_both_with_signs_and_their_own_numbers(
    opened: Opened, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        editor(pilot).text = "import torch\n\ndef double(x):\n    return x\n"
        await pilot.press("escape", "space", "space")
        await until(pilot, lambda: "D diff" in keys(pilot))
        await pilot.press("D")
        assert code(pilot) == [
            "-1  import torch",
            "-2",
            " 1  def double(x):",
            "-4      return x",
            "+2      return 2 * x",
        ]
        assert shown(pilot, "#code-bar") == "- your version, + solution.py"
        await pilot.press("D")
        assert view(pilot).panel.code.code == SOLUTION
        await until(pilot, lambda: code(pilot)[0] == " 1  def double(x):")


async def test_what_passes_is_not_run_again_and_can_be_changed_and_checked(
    opened: Opened, store: Store, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        await hand_in(pilot, SOLUTION)
        await until(pilot, lambda: view(pilot).revealed)
        await until(pilot, lambda: "x yours/solution" in keys(pilot))
        assert checked == [SOLUTION]
        await pilot.press("D")
        assert shown(pilot, "#code-bar") == "your version is solution.py, line by line"
        await pilot.press("e", "f5")
        await until(pilot, lambda: len(checked) == 2)
        await until(pilot, lambda: shown(pilot, "#whose").endswith("your version: 3 of 3 pass"))
        assert "enter next" not in keys(pilot)
        await pilot.press("enter")
        assert view(pilot).panel.source == "\n" + SOLUTION
        await pilot.press("escape")
        await until(pilot, lambda: "enter next" in keys(pilot))


async def test_what_was_changed_after_the_answer_is_kept(
    opened: Opened, store: Store, checked: list[str]
) -> None:
    async with opened("mini/code", "mini/choice") as pilot:
        await pilot.press("escape", "space", "space")
        await until(pilot, lambda: "x yours/solution" in keys(pilot))
        await pilot.press("e", "y", "escape", "1")
        await until(pilot, lambda: view(pilot).entry.card.id == "mini/choice")
        assert earlier(store, "mini/code") == ["y" + STARTER]
        assert store.draft("mini/code") is None


# Written in another editor


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """$EDITOR has a window of its own; the file that it leaves names the file it was given."""
    left = tmp_path / "opened"
    script = tmp_path / "code"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(left)!r}, 'w').write(sys.argv[-1])\n"
    )
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.quote(str(script)))
    return left


def save(path: Path, text: str) -> None:
    before = path.stat().st_mtime_ns
    path.write_text(text)
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


@pytest.fixture
def own(services: Services) -> Path:
    return services.paths.data / "exercises" / "mini" / "code" / "answer.py"


async def test_each_save_in_a_window_is_taken_and_checked(
    opened: Opened, store: Store, window: Path, own: Path, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        await pilot.press("x", "ctrl+o")
        await until(pilot, lambda: window.exists() and window.read_text())
        assert window.read_text().split(":")[0] == str(own)
        assert own.read_text() == "x" + STARTER
        assert view(pilot).panel.editing
        save(own, "def double(x):\n    return x\n")
        await until(pilot, lambda: checked == ["def double(x):\n    return x\n"])
        assert store.draft("mini/code") == "def double(x):\n    return x\n"
        assert editor(pilot).cursor_location == (0, 1)
        save(own, SOLUTION)
        await until(pilot, lambda: view(pilot).revealed)
        assert checked[-1] == SOLUTION
        assert view(pilot).said == SOLUTION


async def test_what_was_typed_here_meanwhile_is_kept(
    opened: Opened, store: Store, window: Path, own: Path, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, own.exists)
        await pilot.press("y")
        await until(pilot, lambda: store.draft("mini/code") == "y" + STARTER)
        save(own, "theirs = 1\n")
        await until(pilot, lambda: checked == ["theirs = 1\n"])
        assert earlier(store, "mini/code") == ["y" + STARTER]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == "y" + STARTER)


async def test_what_an_editor_saved_when_the_card_was_gone_is_kept(
    opened: Opened, store: Store, window: Path, own: Path, checked: list[str]
) -> None:
    own.parent.mkdir(parents=True)
    own.write_text("saved = 'late'\n")
    async with opened("mini/code") as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: own.read_text() == STARTER)
        assert earlier(store, "mini/code") == ["saved = 'late'\n"]


async def test_what_an_editor_saved_in_another_encoding_is_put_aside_and_said(
    opened: Opened, window: Path, own: Path, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, own.exists)
        own.write_bytes("caf\u00e9 = 1\n".encode("latin-1"))
        await until(pilot, lambda: f"{own}: not UTF-8; save it in that encoding" in said(pilot))
        aside = own.with_name("answer.bak-1.py")
        await pilot.press("ctrl+o")
        await until(pilot, aside.exists)
        assert aside.read_bytes() == b"caf\xe9 = 1\n"
        await until(pilot, lambda: own.exists() and own.read_text() == STARTER)
        await until(pilot, lambda: said(pilot)[-2].endswith(f"in that encoding): {aside}"))


async def test_who_has_left_the_editor_reads_what_was_saved(
    opened: Opened, window: Path, own: Path, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        await pilot.press("escape", "ctrl+o")
        await until(pilot, own.exists)
        save(own, "theirs = 1\n")
        await until(pilot, lambda: checked == ["theirs = 1\n"])
        assert view(pilot).panel.code.code == "theirs = 1\n"
        assert not view(pilot).panel.editing


async def test_an_editor_of_the_terminal_takes_the_apps_place(
    opened: Opened, own: Path, checked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "vim"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nopen(sys.argv[-1], 'w').write({SOLUTION + '# done'!r})\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))

    @contextmanager
    def suspend() -> Iterator[None]:
        yield

    async with opened("mini/code") as pilot:
        monkeypatch.setattr(pilot.app, "suspend", suspend)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: view(pilot).revealed)
        assert checked == [SOLUTION + "# done"]


async def test_what_an_editor_of_the_terminal_saves_on_its_way_is_kept(
    opened: Opened,
    store: Store,
    own: Path,
    checked: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = tmp_path / "vim"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys, time\n"
        "for number, text in enumerate(['first = 1', 'second = 2', 'third = 3'], 1):\n"
        "    open(sys.argv[-1], 'w').write(text)\n"
        f"    while not os.path.exists({str(tmp_path)!r} + f'/taken{{number}}'):\n"
        "        time.sleep(0.01)\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    seen: list[str] = []
    saved = OwnFile.saved

    def see(self: OwnFile, *, now: bool = False) -> str | None:
        """What is taken while the editor is open; then it goes on."""
        text = saved(self, now=now)
        if text is not None and not now:
            seen.append(text)
            (tmp_path / f"taken{len(seen)}").touch()
        return text

    @contextmanager
    def suspend() -> Iterator[None]:
        yield

    monkeypatch.setattr(OwnFile, "saved", see)
    async with opened("mini/code") as pilot:
        monkeypatch.setattr(pilot.app, "suspend", suspend)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: checked)
        assert seen == ["first = 1", "second = 2", "third = 3"]
        assert checked == ["third = 3"]
        assert earlier(store, "mini/code") == ["first = 1", "second = 2"]


async def test_a_bug_is_mended_in_an_editor_too(
    opened: Opened, store: Store, services: Services, window: Path, runner: StubRunner
) -> None:
    async with opened("mini/bug") as pilot:
        await until(pilot, lambda: runner.jobs)
        await pilot.press("ctrl+o")
        file = services.paths.data / "exercises" / "mini" / "bug" / "answer.py"
        await until(pilot, file.exists)
        runner.outputs["buggy.py"] = [Output("stdout", "6\n"), OK]
        save(file, "print(6)\n")
        await until(pilot, lambda: view(pilot).revealed)
        assert view(pilot).grade is not None
        assert runner.jobs[1].source == "print(6)\n"
        assert "print(6)" in view(pilot).said


@pytest.mark.parametrize(
    ("command", "line"),
    [("/no/such/code", "The editor /no/such/code does not start"), ("", "Set $EDITOR to edit")],
)
async def test_an_editor_that_does_not_start_is_one_line(
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    own: Path,
    checked: list[str],
    command: str,
    line: str,
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    async with opened("mini/code") as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: said(pilot))
        assert said(pilot)[0].startswith(line)
        assert len(said(pilot)) == 1
        save(own, "opened = 'by hand'\n")
        await until(pilot, lambda: checked == ["opened = 'by hand'\n"])


async def test_a_folder_that_cannot_be_written_is_one_line(
    opened: Opened, own: Path, checked: list[str]
) -> None:
    async with opened("mini/code") as pilot:
        (own.parents[2]).write_text("a file")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: said(pilot))
        assert said(pilot) == [f"{own} cannot be written: Not a directory"]


# The height of the screen


def seen(pilot: Pilot[None], row: int) -> bool:
    """Whether a line of the editor is on the screen, between the bars and above the verdict."""
    area, page = editor(pilot), view(pilot).scrollable_content_region
    y = area.content_region.y + row - area.scroll_offset.y
    inside = area.content_region.y <= y < area.content_region.bottom
    docked = view(pilot).has_class("-trying") and pilot.app.size.width < 150
    return inside and page.y <= y < (view(pilot)._reply.region.y if docked else page.bottom)


def lengthen(services: Services, lines: int) -> str:
    entry = services.collection.entries["mini/code"]
    text = "".join(f"line_{n} = {n}\n" for n in range(1, lines)) + "last = 0"
    entry.path("starter.py").write_text(text)
    return text


@pytest.mark.parametrize(("size", "lines"), [((80, 24), 21), ((120, 36), 32), ((160, 50), 44)])
async def test_code_is_seen_whole_where_it_has_room(
    opened: Opened, services: Services, size: tuple[int, int], lines: int
) -> None:
    lengthen(services, lines)
    async with opened("mini/code", size=size) as pilot:
        await pilot.press("down", "x")
        await until(pilot, lambda: all(seen(pilot, row) for row in range(lines)))
        assert editor(pilot).max_scroll_y == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 50)])
async def test_what_failed_and_the_cursor_are_both_in_sight(
    opened: Opened, services: Services, size: tuple[int, int], checked: list[str]
) -> None:
    lengthen(services, 40)
    async with opened("mini/code", size=size) as pilot:
        editor(pilot).move_cursor((25, 3))
        await pilot.press("x", "f5")
        await until(pilot, lambda: prompt(pilot).startswith("1 of 3"))
        await until(pilot, lambda: seen(pilot, 25))
        assert editor(pilot).cursor_location == (25, 4)
        told = view(pilot).query_one("#checks", Static)
        assert str(told.render()).startswith("✗ check 2\n    no")
        page = view(pilot).region
        await until(pilot, lambda: page.contains_point(told.region.offset))
        assert page.contains_point(view(pilot).pane.prompt.region.offset)
        assert view(pilot).has_class("-trying")
        await pilot.press("y")
        await until(pilot, lambda: seen(pilot, 25))
        assert page.contains_point(told.region.offset)
        await pilot.press("escape")
        await until(pilot, lambda: not view(pilot).has_class("-trying"))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 50)])
async def test_advice_speaks_of_a_mistake_and_not_of_the_answer(
    opened: Opened, size: tuple[int, int], checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def advice(_: Bench, entry: Entry, answer: str, found: Verdict) -> str:
        return "That `squares` x."

    monkeypatch.setattr(Bench, "advice", advice)
    async with opened("mini/code", size=size) as pilot:
        await pilot.press("x", "f5")
        told = view(pilot).query_one("#advice", Static)
        await until(pilot, lambda: told.region.height > 0)
        assert shown(pilot, "#advice") == "A mistake that fails like this: That squares x."
        await until(pilot, lambda: view(pilot).region.contains_point(told.region.offset))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 50)])
async def test_what_the_code_printed_is_seen_below_it(
    opened: Opened, services: Services, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: Bench, entry: Entry, answer: str) -> tuple[Verdict, Transcript]:
        trace = 'File "answer.py", line 26\n    x\nSyntaxError: invalid syntax'
        finished = Finished("error", 1, 0.01, raised=Raised("SyntaxError", [], "invalid syntax"))
        return Verdict([], "", False), Transcript(finished, "", trace)

    lengthen(services, 40)
    monkeypatch.setattr(Bench, "check", broken)
    async with opened("mini/code", size=size) as pilot:
        editor(pilot).move_cursor((25, 3))
        await pilot.press("x", "f5")
        await until(
            pilot, lambda: prompt(pilot) == "Your code stopped: SyntaxError: invalid syntax"
        )
        output, told = view(pilot).panel.first, view(pilot)._reply
        end = told.region.y if size[0] < 150 else view(pilot).region.bottom
        await until(pilot, lambda: output.region.y > 0 and output.region.bottom <= end)
        await until(pilot, lambda: seen(pilot, 25))
        assert output.region.height == 4
        whole = size[1] > 48
        await until(pilot, lambda: whole == all(seen(pilot, row) for row in range(40)))


async def test_a_small_terminal_has_the_ways_out_and_undo(opened: Opened) -> None:
    async with opened("mini/code", size=(60, 20)) as pilot:
        await pilot.press("x")
        expected = "F5 check  esc leave editor  ^g versions  ^z undo  F1 help"
        await until(pilot, lambda: keys(pilot) == expected)


async def test_the_footer_is_true_in_the_editor(opened: Opened, services: Services) -> None:
    async with opened("mini/code", size=(80, 24)) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: "^g versions" in keys(pilot))
        assert keys(pilot).startswith(
            "F5 check  esc leave editor  ^g versions  ^z undo  ^o $EDITOR"
        )
        assert "enter" not in keys(pilot)
        assert "F1 help" in keys(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == STARTER)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: editor(pilot).text == "x" + STARTER)
