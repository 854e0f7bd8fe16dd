"""All banks together: what they hold, and every mistake in them, each on its line."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.authoring.checking import check
from quizapp.banks.collection import coverage, kinds, read_collection
from quizapp.core.cards.bank import Problem
from tests.small_bank import BANK, SCRIPTS, write_bank

CARD = """\
  - id: {id}
    kind: flashcard
    level: junior
    question: What?
    answer: That.
    key_points: [that]
    snippet: {snippet}
"""


def write(root: Path, *cards: tuple[str, str], bank: str = "t") -> Path:
    """A bank file with a flashcard for each (id, snippet), the snippets written too."""
    file = root / "questions" / f"{bank}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = f"topic: {cards[0][0].split('/')[0]}\ntitle: A title\ncards:\n"
    file.write_text(text + "".join(CARD.format(id=i, snippet=s) for i, s in cards))
    for _, snippet in cards:
        script = root / "snippets" / snippet
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text("print(1)\n")
    return root


def told(problems: list[Problem], root: Path) -> list[str]:
    return [
        f"{p.path.relative_to(root) if p.path != root else '.'}:{p.line}: {p.message}"
        for p in problems
    ]


def test_a_bank_of_every_kind_is_read_whole(bank_root: Path) -> None:
    collection, problems = read_collection([bank_root])
    assert problems == []
    assert kinds(collection) == {
        "flashcard": 1, "choice": 2, "order": 1, "short": 1, "predict": 1, "bug": 1, "code": 1
    }  # fmt: skip
    assert [topic.name for topic in collection.topics] == ["mini"]
    assert collection.entries["mini/bug"].script.name == "buggy.py"
    assert collection.entries["mini/code"].script.name == "starter.py"


def test_a_single_bank_file_is_read_without_its_neighbors(tmp_path: Path) -> None:
    write(tmp_path, ("t/one", "t/one.py"))
    write(tmp_path, ("u/one", "u/one.py"), bank="u")
    collection, problems = read_collection([tmp_path / "questions" / "u.yaml"])
    assert problems == []
    assert list(collection.entries) == ["u/one"]


def test_an_id_used_in_two_files_keeps_its_first_card_and_names_both_places(
    tmp_path: Path,
) -> None:
    write(tmp_path, ("t/one", "t/one.py"), bank="a")
    write(tmp_path, ("t/zero", "t/zero.py"), ("t/one", "t/other.py"), bank="b")
    collection, problems = read_collection([tmp_path])
    assert collection.entries["t/one"].card.snippet == "t/one.py"
    first = tmp_path / "questions" / "a.yaml"
    assert told(problems, tmp_path) == [
        f"questions/b.yaml:11: id 't/one' is already used at {first}:4; give this card its own"
    ]


def test_an_id_used_in_two_roots_is_told_of_the_second(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, ("t/one", "t/one.py"))
    write(two, ("t/one", "t/one.py"))
    _, problems = read_collection([one, two])
    assert [problem.path for problem in problems] == [two / "questions" / "t.yaml"]


@pytest.mark.parametrize("card", ["mini/bug", "mini/code"])
def test_a_folder_that_lacks_a_script_says_which(bank_root: Path, card: str) -> None:
    folder = read_collection([bank_root])[0].entries[card].snippet
    last = sorted(folder.glob("[!w]*.py"))[-1]
    last.unlink()
    collection, problems = read_collection([bank_root])
    assert card not in collection.entries
    assert [p.message for p in problems] == [f"snippets/mini/{folder.name}/ lacks {last.name}"]


def test_a_folder_in_the_place_of_a_script_and_a_script_in_that_of_a_folder_say_so(
    bank_root: Path,
) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    text = bank.read_text()
    text = text.replace("snippet: mini/hello.py", "snippet: mini/double", 1)
    text = text.replace("snippet: mini/off_by_one\n", "snippet: mini/sums.py\n", 1)
    bank.write_text(text)
    found = [problem.message for problem in read_collection([bank_root])[1]]
    assert any("snippets/mini/double is a folder; a " in one for one in found), found
    assert any("snippets/mini/sums.py is a file; a bug card" in one for one in found), found


def test_a_link_that_leads_to_itself_is_one_line_and_the_others_go_on(bank_root: Path) -> None:
    script = bank_root / "snippets" / "mini" / "hello.py"
    script.unlink()
    script.symlink_to("hello.py")
    (script.parent / "stray.py").symlink_to("stray.py")
    collection, problems = read_collection([bank_root])
    circle = "'snippets/mini/hello.py' cannot be looked at: its links lead in a circle"
    assert [problem.message for problem in problems] == [circle]
    assert "mini/predict" in collection.entries


def test_a_snippets_folder_that_leads_to_itself_is_told(bank_root: Path) -> None:
    (bank_root / "snippets").rename(bank_root / "kept")
    (bank_root / "snippets").symlink_to("snippets")
    collection, problems = read_collection([bank_root])
    assert not collection.entries
    assert all("its links lead in a circle" in problem.message for problem in problems)


def test_a_misspelled_snippet_is_one_line_that_names_the_right_one(tmp_path: Path) -> None:
    root = write(tmp_path, ("t/one", "t/one_of_them.py"))
    bank = root / "questions" / "t.yaml"
    bank.write_text(bank.read_text().replace("t/one_of_them.py", "t/one_of_then.py"))
    [problem] = read_collection([root])[1]
    said = "snippets/t/one_of_then.py does not exist; did you mean 't/one_of_them.py'?"
    assert problem.message == said


def test_a_file_of_a_folder_that_leads_out_of_its_bank_is_refused(bank_root: Path) -> None:
    """It would be handed to a run as the card's own."""
    secret = bank_root.parent / "secret.txt"
    secret.write_text("mine\n")
    for name in ("starter.py", "wrong_other.py"):
        file = bank_root / "snippets" / "mini" / "double" / name
        kept = file.read_text() if file.exists() else None
        file.unlink(missing_ok=True)
        file.symlink_to(secret)
        collection, problems = read_collection([bank_root])
        assert [problem.message for problem in problems] == [
            f"snippets/mini/double/{name} lies outside its bank"
        ]
        assert "mini/code" not in collection.entries
        file.unlink()
        if kept is not None:
            file.write_text(kept)


def test_a_folder_of_snippets_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    """Else the folder that the link leads to would be a run's own."""
    root = write(tmp_path / "bank", ("t/one", "one.py"))
    (root / "snippets").rename(tmp_path / "elsewhere")
    (root / "snippets").symlink_to(tmp_path / "elsewhere")
    collection, problems = read_collection([root])
    assert not collection.entries
    assert problems[0].message == "snippets/one.py lies outside its bank"


def test_a_bank_root_that_is_a_link_is_a_bank_as_any_other(tmp_path: Path) -> None:
    write(tmp_path / "bank", ("t/one", "one.py"))
    (tmp_path / "link").symlink_to(tmp_path / "bank")
    collection, problems = read_collection([tmp_path / "link"])
    assert (list(collection.entries), problems) == (["t/one"], [])


def test_a_snippet_that_leads_out_of_its_bank_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path / "bank", ("t/one", "t/one.py"))
    outside = tmp_path / "outside.py"
    outside.write_text("print('mine')\n")
    script = root / "snippets" / "t" / "one.py"
    script.unlink()
    script.symlink_to(outside)
    collection, problems = read_collection([root])
    assert not collection.entries
    assert "lies outside its bank" in problems[0].message


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda root: None, "no such bank folder"),
        (lambda root: root.mkdir(), "no questions/ in it"),
        (lambda root: (root / "questions").mkdir(parents=True), "holds no .yaml file"),
        (lambda root: root.write_text("x"), "not a bank"),
    ],
)
def test_what_is_no_bank_root_says_why(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    root = tmp_path / "root"
    make(root)
    collection, problems = read_collection([root])
    assert not collection.entries
    assert len(problems) == 1
    assert message in problems[0].message


def test_a_file_that_cannot_be_read_leaves_the_others_alone(bank_root: Path) -> None:
    (bank_root / "questions" / "folder.yaml").mkdir()
    collection, problems = read_collection([bank_root])
    assert len(collection.entries) == 8
    assert "not a file with text in it" in problems[0].message


def test_sources_that_are_covered_must_be_listed(bank_root: Path) -> None:
    (bank_root / "questions" / "sources.yaml").write_text("sources:\n  S1: One?\n  S2: Two?\n")
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(
        BANK.replace(
            "    snippet: mini/hello.py", "    covers: [S1, S9, F12]\n    snippet: mini/hello.py"
        )
    )
    collection, problems = read_collection([bank_root])
    assert [(p.line, p.message) for p in problems] == [
        (15, "covers 'F12', which questions/sources.yaml does not list"),
        (15, "covers 'S9', which questions/sources.yaml does not list"),
    ]
    assert coverage(collection)["S1"] == ["mini/flash"]
    assert coverage(collection)["S2"] == []


def test_a_bank_kept_in_the_cache_is_read_anew_when_it_changes(
    bank_root: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    first, _ = read_collection([bank_root], cache)
    again, _ = read_collection([bank_root], cache)
    assert again.entries == first.entries
    assert len(list((cache / "banks").iterdir())) == 1
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(BANK.replace("What is 1 + 1?", "What is one and one?"))
    changed, _ = read_collection([bank_root], cache)
    assert changed.card("mini/choice").question == "What is one and one?"


def test_a_bank_may_have_a_name_of_any_length(bank_root: Path, tmp_path: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.rename(bank.with_name(f"{'n' * 250}.yaml"))
    collection, problems = read_collection([bank_root], tmp_path)
    assert (len(collection.entries), problems) == (8, [])


def test_a_damaged_cache_is_not_believed(bank_root: Path, tmp_path: Path) -> None:
    read_collection([bank_root], tmp_path)
    for file in (tmp_path / "banks").iterdir():
        file.write_bytes(b"\x00garbage")
    collection, problems = read_collection([bank_root], tmp_path)
    assert len(collection.entries) == 8
    assert problems == []


def test_a_card_knows_its_files_and_how_they_are_called(bank_root: Path) -> None:
    entries = read_collection([bank_root])[0].entries
    folder = bank_root / "snippets" / "mini"
    assert entries["mini/flash"].files == {"": folder / "hello.py"}
    assert entries["mini/bug"].files == {
        name: folder / "off_by_one" / name for name in ("buggy.py", "fixed.py")
    }
    assert list(entries["mini/code"].files) == [
        "checks.py", "solution.py", "starter.py", "wrong_plus_two.py", "wrong_square.py"
    ]  # fmt: skip
    assert entries["mini/flash"].label() == "snippets/mini/hello.py"
    assert entries["mini/bug"].label() == "snippets/mini/off_by_one/buggy.py"
    assert entries["mini/bug"].label("fixed.py") == "snippets/mini/off_by_one/fixed.py"


def test_a_card_reads_its_files(bank_root: Path) -> None:
    entries = read_collection([bank_root])[0].entries
    assert entries["mini/flash"].read().text == 'print("hello")\n'
    assert entries["mini/flash"].texts() == {"": 'print("hello")\n'}
    assert entries["mini/bug"].read().text == SCRIPTS["off_by_one/buggy.py"]
    assert entries["mini/bug"].read("fixed.py").text == SCRIPTS["off_by_one/fixed.py"]
    texts = entries["mini/code"].texts()
    assert texts["wrong_square.py"] == SCRIPTS["double/wrong_square.py"]
    (bank_root / "snippets" / "mini" / "double" / "solution.py").unlink()
    assert entries["mini/code"].read("solution.py").fault != ""
    assert entries["mini/code"].texts()["solution.py"] == ""


def test_a_card_knows_the_line_of_each_of_its_keys(bank_root: Path, tmp_path: Path) -> None:
    lines = (bank_root / "questions" / "mini.yaml").read_text().splitlines()
    for cache in (None, tmp_path, tmp_path):  # the third time out of the cache
        entry = read_collection([bank_root], cache)[0].entries["mini/bug"]
        assert lines[entry.line() - 1] == "  - id: mini/bug"
        assert lines[entry.line("symptom") - 1] == "    symptom: |"
        assert entry.line("raises") == entry.line("id"), "it has no such key"


PLANTED = """\
topic: mini
title: Twenty mistakes
cards:
  - id: mini/one
    kind: flashcard
    level: beginner
    question: What?
    anser: That.
    key_points: [that]
    snippet: mini/hello.py
  - id: mini/two
    kind: flaschcard
    level: junior
    question: What?
    answer: That.
    key_points: [that]
    snippet: mini/hello.py
  - id: mini/three
    kind: flashcard
    level: junior
    question: 3
    answer: That.
    key_points: that
    snippet: mini/hello.py
  - id: other/four
    kind: flashcard
    level: junior
    question: What?
    question: What else?
    answer: That.
    key_points: [that]
    snippet: mini/hello.py
  - id: mini/five
    kind: choice
    level: junior
    question: What?
    answer: That.
    options:
      - {text: this, why: because}
      - {text: that}
    snippet: mini/hello.py
  - id: mini/six
    kind: short
    level: junior
    question: What?
    answer: That.
    accept: []
    tolerance: -1
    snippet: mini/hello.py
  - id: mini/seven
    kind: order
    level: junior
    question: What?
    answer: That.
    steps: [a, b, a]
    snippet: mini/hello.py
  - id: mini/eight
    kind: flashcard
    level: junior
    question: What?
    answer: That.
    key_points: [that]
    snippet: mini/helo.py
  - id: mini/nine
    kind: flashcard
    level: junior
    question: What?
    answer: That.
    key_points: [that]
    see: [docs.pytorch.org]
    snippet: mini/hello.py
  - id: mini/ten
    kind: flashcard
    level: junior
    question: What?
    answer: That.
    key_points: [that]
    follow_ups: [{ask: And?}]
    snippet: mini/hello.py
  - id: mini/ten
    kind: flashcard
    level: junior
    question: What?
    answer: That.
    key_points: [that]
    snippet: mini/hello.py
  - id: mini/eleven
    kind: predict
    level: junior
    question: What?
    answer: That.
    snippet: mini/imports.py
    output: "2"
"""
TWENTY = [
    "mini.yaml:6: 'level' is 'beginner'",
    "mini.yaml:8: unknown key 'anser'; did you mean 'answer'?",
    "mini.yaml:12: unknown kind 'flaschcard'; did you mean 'flashcard'?",
    "mini.yaml:21: 'question' must be text, not a whole number (3)",
    "mini.yaml:23: 'key_points' must be a list, not text",
    "mini.yaml:25: id 'other/four' must begin with the bank's topic: 'mini/'",
    "mini.yaml:29: key 'question' stands twice (first on line 28)",
    "mini.yaml:40: missing key 'why' in entry 2 of 'options'",
    "mini.yaml:47: 'accept' needs at least 1, it has 0",
    "mini.yaml:48: 'tolerance' must be at least 0, it is -1",
    "mini.yaml:55: two steps are the same",
    "mini.yaml:63: snippets/mini/helo.py does not exist",
    "mini.yaml:70: entry 1 of 'see' must be a web address",
    "mini.yaml:78: a follow-up has either an 'answer' or a 'card'",
    "mini.yaml:80: id 'mini/ten' is already used on line 72",
    "latin.yaml:2: not UTF-8",
    "empty.yaml:1: the file is empty",
    "syntax.yaml:3: not valid YAML",
    "stray.py:1: no card uses this snippet",
    "imports.py:2: imports seaborn, which the card does not declare",
]


def test_a_script_that_is_a_pipe_is_told_as_what_it_is(tmp_path: Path) -> None:
    root = write_bank(tmp_path / "bank")
    script = root / "snippets" / "mini" / "hello.py"
    script.unlink()
    os.mkfifo(script)
    _, problems = read_collection([root])
    what = "snippets/mini/hello.py is no plain file; put a script in its place"
    assert what in [problem.message for problem in problems]


def test_a_bank_that_is_a_pipe_is_told_as_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    _, [problem] = read_collection([tmp_path / "pipe.yaml"])
    assert problem.message == "neither a file with text in it nor a folder; give one of them"


def test_twenty_planted_mistakes_are_all_told_each_on_its_line(tmp_path: Path) -> None:
    scripts = SCRIPTS | {"stray.py": "print(1)\n", "imports.py": "import torch\nimport seaborn\n"}
    used = {name: scripts[name] for name in ("hello.py", "stray.py", "imports.py")}
    root = write_bank(tmp_path / "bank", PLANTED, used)
    questions = root / "questions"
    (questions / "latin.yaml").write_bytes("topic: x\ntitle: Café\n".encode("latin-1"))
    (questions / "empty.yaml").write_text("\n")
    (questions / "syntax.yaml").write_text("topic: x\ntitle: X\ncards: [\n")
    collection, problems = read_collection([root])
    found = [
        f"{p.path.name}:{p.line}: {p.message}" for p in sorted([*problems, *check(collection)])
    ]
    missed = [wanted for wanted in TWENTY if not any(line.startswith(wanted) for line in found)]
    assert missed == []
    assert len(found) == len(TWENTY), found
    assert list(collection.entries) == ["mini/ten", "mini/eleven"]
