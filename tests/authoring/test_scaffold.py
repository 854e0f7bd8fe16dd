"""quizapp new: what it makes is valid at once, and nothing that exists is touched."""

from pathlib import Path

import pytest

from quizapp.authoring.checking import check
from quizapp.authoring.proving import prove
from quizapp.authoring.scaffold import Wanted, scaffold, taken_ids
from quizapp.banks.collection import read_collection
from quizapp.core.cards.kinds import kinds
from quizapp.errors import BankError, UsageError
from quizapp.study.bench import Bench


def wanted(kind: str = "flashcard", name: str = "zero-grad", **fields: str) -> Wanted:
    values = {"topic": "my-topic", "question": "What is 2 + 3: five?"} | fields
    return Wanted(kind=kind, name=name, level="mid", **values)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_new_card_of_each_kind_passes_check_and_check_run(
    tmp_path: Path, bench: Bench
) -> None:
    for kind in kinds():
        scaffold(tmp_path, wanted(kind, kind), set())
    collection, problems = read_collection([tmp_path])
    told = {problem.message.partition(": ")[2] for problem in [*problems, *check(collection)]}
    assert told == {"'answer' is still that of a new card; write your own"}
    proof = await prove(collection, bench)
    assert proof.problems == []
    assert proof.skipped == {}
    assert [card.kind for card in collection.cards] == list(kinds())


def test_a_new_topic_gets_a_bank_an_editor_can_help_with(tmp_path: Path) -> None:
    made = scaffold(tmp_path, wanted(), set())
    assert made.bank == tmp_path / "questions" / "my-topic.yaml"
    lines = made.bank.read_text().splitlines()
    assert lines[:3] == [
        "# yaml-language-server: $schema=bank.schema.json",
        "topic: my-topic",
        "title: My topic",
    ]
    assert lines[made.line - 1] == "  - id: my-topic/zero-grad"
    assert (made.bank.parent / "bank.schema.json").is_file()
    assert made.scripts == [tmp_path / "snippets" / "my-topic" / "zero_grad.py"]


def test_the_title_of_a_new_topic_can_be_given(tmp_path: Path) -> None:
    made = scaffold(tmp_path, wanted(title="C++: the API"), set())
    assert "title: 'C++: the API'" in made.bank.read_text()


def test_a_known_topic_keeps_its_text_and_comments(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.rename(bank.with_name("other-name.yaml"))
    bank = bank.with_name("other-name.yaml")
    bank.write_text("# mine\n" + bank.read_text().replace("cards:", "cards: # all"))
    before = bank.read_text()
    made = scaffold(bank_root, wanted(topic="mini"), set())
    assert made.bank == bank
    assert bank.read_text().startswith(before)
    assert not (bank_root / "questions" / "mini.yaml").exists()


def test_a_card_that_is_added_is_found_on_its_line(bank_root: Path) -> None:
    made = scaffold(bank_root, wanted(topic="mini"), set())
    lines = made.bank.read_text().splitlines()
    assert lines[made.line - 1] == "  - id: mini/zero-grad"


def test_an_id_that_is_taken_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose another --id"):
        scaffold(tmp_path, wanted(), {"my-topic/zero-grad"})
    assert list(tmp_path.iterdir()) == []


def test_the_id_of_a_broken_card_counts_as_taken(bank_root: Path) -> None:
    bank = bank_root / "questions" / "mini.yaml"
    bank.write_text(bank.read_text().replace("level: senior", "level: expert"))
    assert "mini/code" in taken_ids(bank)


@pytest.mark.parametrize("kind", ["flashcard", "code"])
def test_a_snippet_that_is_there_is_never_overwritten(tmp_path: Path, kind: str) -> None:
    place = (
        tmp_path
        / "snippets"
        / "my-topic"
        / ("zero_grad.py" if kind == "flashcard" else "zero_grad")
    )
    place.parent.mkdir(parents=True)
    place.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        scaffold(tmp_path, wanted(kind), set())
    assert place.read_text() == "mine"
    assert not (tmp_path / "questions").exists()


def test_no_link_leads_what_is_written_out_of_the_bank(tmp_path: Path) -> None:
    root, outside = tmp_path / "bank", tmp_path / "outside"
    (root / "questions").mkdir(parents=True)
    outside.mkdir()
    (root / "snippets").symlink_to(outside)
    with pytest.raises(BankError, match="cannot be written"):
        scaffold(root, wanted(), set())
    assert list(outside.iterdir()) == list((root / "questions").iterdir()) == []


@pytest.mark.parametrize("kind", ["flashcard", "code"])
@pytest.mark.parametrize("link", ["questions", "questions/bank.schema.json", "snippets/my-topic"])
def test_where_a_link_leads_out_nothing_is_left_behind(
    tmp_path: Path, kind: str, link: str
) -> None:
    root, outside = tmp_path / "bank", tmp_path / "outside"
    outside.mkdir()
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside / "none" if link.endswith("json") else outside)
    before = sorted(root.rglob("*"))
    with pytest.raises(BankError, match="cannot be written: a link"):
        scaffold(root, wanted(kind), set())
    assert sorted(root.rglob("*")) == before
    assert list(outside.iterdir()) == []


def test_a_bank_that_cannot_be_read_is_named_before_anything_is_written(tmp_path: Path) -> None:
    bank = tmp_path / "questions" / "my-topic.yaml"
    bank.parent.mkdir()
    bank.write_text("topic: my-topic\ntitle: 'open\n")
    with pytest.raises(BankError, match=r"my-topic.yaml:2: .*mend this first"):
        scaffold(tmp_path, wanted(), set())
    assert not (tmp_path / "snippets").exists()


def test_a_file_named_like_the_topic_but_of_another_is_left_alone(tmp_path: Path) -> None:
    bank = tmp_path / "questions" / "my-topic.yaml"
    bank.parent.mkdir()
    bank.write_text("topic: another\ntitle: A\ncards:\n")
    with pytest.raises(BankError, match="holds another topic"):
        scaffold(tmp_path, wanted(), set())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"topic": "My Topic"}, "--topic 'My Topic': use only small letters"),
        ({"topic": "../up"}, "--topic '../up'"),
        ({"name": "a_b"}, "--id 'a_b'"),
        ({"name": ""}, "--id ''"),
        ({"question": "  "}, "--question is empty"),
        ({"kind": "flahscard"}, "--kind: unknown kind 'flahscard'; did you mean 'flashcard'?"),
        ({"topic": "sources"}, "--topic sources: questions/sources.yaml lists sources"),
        ({"topic": "bank.schema"}, "--topic 'bank.schema': use only small letters"),
    ],
)
def test_a_bad_name_is_refused_by_its_flag(
    tmp_path: Path, fields: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        scaffold(tmp_path, wanted(**fields), set())
    assert list(tmp_path.iterdir()) == []


def test_the_list_of_sources_is_no_bank(tmp_path: Path) -> None:
    sources = tmp_path / "questions" / "sources.yaml"
    sources.parent.mkdir()
    sources.write_text("topic: my-topic\nsources:\n  S1: One?\n")
    made = scaffold(tmp_path, wanted(), set())
    assert made.bank.name == "my-topic.yaml"
    assert sources.read_text() == "topic: my-topic\nsources:\n  S1: One?\n"


def test_a_topic_called_sources_may_stand_in_another_file(tmp_path: Path) -> None:
    bank = tmp_path / "questions" / "data.yaml"
    scaffold(tmp_path, wanted(topic="data"), set())
    bank.write_text(bank.read_text().replace("data", "sources"))
    assert scaffold(tmp_path, wanted(topic="sources", name="other"), set()).bank == bank


@pytest.mark.parametrize(
    "question", ["- a: b # c", "*x*\n\n  indented\n", "`@` 'y' \"z\" \\", "é 😀"]
)
def test_a_question_may_hold_whatever_it_likes(tmp_path: Path, question: str) -> None:
    scaffold(tmp_path, wanted(question=question), set())
    collection, problems = read_collection([tmp_path])
    assert problems == []
    assert collection.card("my-topic/zero-grad").question.strip() == question.strip()
