"""Everything out as JSON and in again: the same state, and no more when done twice."""

import resource
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quizapp.core.grading.rating import Rating
from quizapp.core.memory.model import DEFAULT_PARAMETERS, USUAL
from quizapp.core.memory.review import CardState, Memory, Review
from quizapp.core.mock.mock import Answer, Question
from quizapp.errors import StoreError, UsageError
from quizapp.interchange.backup import (
    Backup,
    backup_text,
    bring_back,
    read_backup,
    store_faults,
    take,
)
from quizapp.store.rows import CardNote
from quizapp.store.store import Store
from quizapp.study.earlier import earlier
from quizapp.study.interview_record import InterviewState

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)


def review(number: int, card: str, before: Memory | None = None, **fields: Any) -> Review:
    at = NOON + number * DAY
    after = USUAL.review(before, Rating.GOOD, at)
    return Review(f"r{number}{card}", card, "s1", at, Rating.GOOD, before, after, **fields)


def filled(path: Path) -> Store:
    """A store with something of every sort in it."""
    store = Store(path)
    first = review(
        1, "t/one", score=0.5, suggested=Rating.HARD, seconds=3.25, hints=1, said="tensor(4.)\n"
    )
    store.extend([first, review(2, "t/one", first.after), review(1, "t/reset")])
    store.extend([review(5, "t/late"), review(4, "t/early")])
    store.set_memories({"t/reset": None})
    store.set_states({"t/two": CardState(suspended=True, flag=3)})
    store.set_states({"t/one": CardState(buried_until=NOON + DAY)})
    store.start_sitting("s1", NOON)
    store.end_sitting("s1", NOON + DAY)
    store.start_sitting("s2", NOON + DAY, "mock")
    store.set("wishes", {"interview": date(2026, 4, 1).isoformat(), "weights": {"t": 1.5}})
    store.set("parameters", [*DEFAULT_PARAMETERS[:-1], 0.2])
    store.save_draft("t/code", "def f():\n    ...  # é\n")
    store.save_note("t/one", CardNote("my own words\n", NOON))
    store.save_mock("m1", b'{ "answers": [1.0, 2] }', started=NOON, finished=NOON + DAY)
    store.save_mock("m2", b"[]", started=NOON + DAY)
    state = InterviewState("m3", NOON, [Question("t/one")], answers=[Answer(1.0, 2.0)])
    store.save_mock("m3", msgspec.json.encode(state), started=NOON + 2 * DAY)
    return store


def everything(store: Store) -> Backup:
    return take(store, [], NOON)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "all.json"
    with filled(tmp_path / "a" / "quizapp.db") as store:
        path.write_bytes(backup_text(take(store, ["/banks/mine"], NOON)))
    return path


def test_an_empty_store_gets_the_same_state(tmp_path: Path, file: Path) -> None:
    with (
        Store(tmp_path / "a" / "quizapp.db") as mine,
        Store(tmp_path / "b" / "quizapp.db") as other,
    ):
        bring_back(other, read_backup(file))
        assert everything(other) == everything(mine)
        assert other.reviews() == mine.reviews()
        assert "t/reset" not in other.memories()


def test_doing_it_twice_adds_nothing(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "b" / "quizapp.db") as store:
        first = bring_back(store, read_backup(file))
        before = everything(store)
        assert (first.reviews, first.mocks, first.drafts, first.notes, first.sittings) == (
            *(5, 3, 1),
            *(1, 2),
        )
        assert bring_back(store, read_backup(file)).nothing
        assert everything(store) == before


def test_into_its_own_store_it_adds_nothing(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "a" / "quizapp.db") as store:
        before = everything(store)
        assert bring_back(store, read_backup(file)).nothing
        assert everything(store) == before


def test_what_the_learner_did_since_stays(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "a" / "quizapp.db") as store:
        later = review(9, "t/one", store.memories()["t/one"])
        store.append(later)
        store.save_draft("t/code", "newer")
        store.set("wishes", None)
        store.set("theme", "dark")
        brought = bring_back(store, read_backup(file))
        assert store.memories()["t/one"] == later.after
        assert store.draft("t/code") == "newer"
        assert set(store.settings()) == {"wishes", "parameters", "theme"}
        assert (brought.reviews, brought.settings) == (0, 1)


def test_the_later_of_two_memories_stays(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "b" / "quizapp.db") as store:
        older = review(0, "t/one")
        store.append(older)
        bring_back(store, read_backup(file))
        assert store.memories()["t/one"] == read_backup(file).memories["t/one"]
        assert store.review_count() == 6


def test_the_later_of_two_notes_stays_and_the_other_can_be_brought_back(
    tmp_path: Path, file: Path
) -> None:
    with Store(tmp_path / "b" / "quizapp.db") as store:
        store.save_note("t/one", CardNote("said before", NOON - DAY))
        assert bring_back(store, read_backup(file)).notes == 1
        assert store.note("t/one") == "my own words\n"
        assert earlier(store, "note:t/one") == ["said before"]
        store.save_note("t/one", CardNote("said since", NOON + DAY))
        assert bring_back(store, read_backup(file)).notes == 0
        assert store.note("t/one") == "said since"
        assert earlier(store, "note:t/one") == ["said before", "my own words\n"]


def test_the_file_names_what_it_is_and_which_banks_were_added(file: Path) -> None:
    found = msgspec.json.decode(file.read_bytes())
    assert (found["format"], found["version"]) == ("quizapp backup", 1)
    assert found["banks"] == ["/banks/mine"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format": "quizapp backup", "version": 2, "written": "2026-01-01T00:00:00Z"}',
        '{"format": "another", "version": 1, "written": "2026-01-01T00:00:00Z"}',
        '{"written": "2026-01-01T00:00:00Z", "reviews": [{"id": 1}]}',
        '{"written": "2026-01-01T00:00:00Z", "drafts": {"a": 3}}',
        '{"written": "2026-01-01T00:00:00Z", "settings": ' + "[" * 100_000,
        '{"written": "2026-01-01T00:00:00Z", "sittings": '
        '[{"id": "s", "started": "2026-01-01T00:00:00"}]}',
    ],
)
def test_any_other_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="not a backup that quizapp wrote"):
        read_backup(file)


def test_a_backup_of_a_time_before_answers_were_kept_is_read(tmp_path: Path, file: Path) -> None:
    document = msgspec.json.decode(file.read_bytes())
    assert {review.pop("said") for review in document["reviews"]} == {"tensor(4.)\n", ""}
    file.write_bytes(msgspec.json.encode(document))
    with Store(tmp_path / "b" / "quizapp.db") as store:
        assert bring_back(store, read_backup(file)).reviews == 5
        assert {review.said for review in store.reviews()} == {""}


def test_a_yes_to_a_strangers_code_stays_on_its_machine(tmp_path: Path, file: Path) -> None:
    with Store(tmp_path / "a" / "quizapp.db") as store:
        store.set("trusted", {"/banks/mine": "abc"})
        assert "trusted" not in take(store, [], NOON).settings
    document = msgspec.json.decode(file.read_bytes())
    document["settings"]["trusted"] = {"/banks/mine": "abc"}
    file.write_bytes(msgspec.json.encode(document))
    with Store(tmp_path / "b" / "quizapp.db") as store:
        brought = bring_back(store, read_backup(file))
        assert set(store.settings()) == {"wishes", "parameters"}
        assert brought.settings == 2


HUGE = 99999999999999999999999
ANSWER = "answer 1, to 't/one'"
MEMORY = "the memory of 't/one'"
BAD: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("reviews", 0, "rating"), 5, "Invalid enum value 5 - at `$.reviews[0].rating`"),
    (("reviews", 0, "suggested"), 0, "Invalid enum value 0 - at `$.reviews[0].suggested`"),
    (("reviews", 0, "at"), "2026-01-01T00:00:00", f"{ANSWER}: at: a time without its zone"),
    (("reviews", 0, "at"), "9999-12-31T23:00:00-10:00", "in the year 9999"),
    (("reviews", 0, "score"), 1.5, f"{ANSWER}: score 1.5 is not from 0 to 1"),
    (("reviews", 0, "seconds"), -1, f"{ANSWER}: seconds -1.0 is not from 0"),
    (("reviews", 0, "hints"), HUGE, f"{ANSWER}: hints {HUGE} is not from 0"),
    (("reviews", 0, "after", "stability"), 0, f"{ANSWER}: after: stability 0.0 is not above 0"),
    (("reviews", 1, "before", "difficulty"), 11, "before: difficulty 11.0 is not from 1 to 10"),
    (("memories", "t/one", "stability"), 0, f"{MEMORY}: stability 0.0 is not above 0"),
    (("memories", "t/one", "stability"), -3, f"{MEMORY}: stability -3.0 is not above 0"),
    (("memories", "t/one", "stability"), 1e308, f"{MEMORY}: stability 1e+308 is not from 0"),
    (("memories", "t/one", "difficulty"), 0.5, f"{MEMORY}: difficulty 0.5 is not from 1 to 10"),
    (("memories", "t/one", "reps"), HUGE, f"{MEMORY}: reps {HUGE} is not from 0"),
    (("memories", "t/one", "lapses"), -1, f"{MEMORY}: lapses -1 is not from 0"),
    (("memories", "t/one", "step"), -1, f"{MEMORY}: step -1 is not from 0"),
    (("memories", "t/one", "due"), "0001-01-01T00:00:00+14:00", f"{MEMORY}: due: nothing of"),
    (("states", "t/two", "flag"), HUGE, f"the state of 't/two': flag {HUGE} is not from 0 to 999"),
    (("states", "t/one", "buried_until"), "2026-01-01T00:00:00", "the state of 't/one'"),
    (("notes", "t/one", "at"), "2026-01-01T00:00:00", "the note on 't/one': at: a time without"),
    (("sittings", 0, "started"), "2026-01-01T00:00:00", "sitting 's1': its beginning"),
    (("mocks", 0, "finished"), "2026-01-01T00:00:00", "mock 'm1': its end"),
    (("mocks", 2, "state", "unmarked"), [9], "mock 'm3': it names an answer that it has not"),
    (("mocks", 2, "state", "ticks"), {"4": [0]}, "it names an answer that it has not"),
    (("mocks", 2, "state", "questions"), [], "mock 'm3': it has no question"),
    (("mocks", 2, "state", "spent"), 1e300, "the time spent is 1e+300 s"),
    (("mocks", 2, "state", "limit"), -1, "its time limit is -1.0 s"),
    (("mocks", 2, "state", "revision"), 1 << 62, "mock 'm3': its revision is 4611686018427387904"),
    (("mocks", 2, "state", "revision"), -1, "mock 'm3': its revision is -1"),
    (("mocks", 2, "state", "id"), "m1", "mock 'm3': its state is that of 'm1'"),
    (("mocks", 2, "id"), "m9", "mock 'm9': its state is that of 'm3'"),
    (("drafts", "t/code"), "x" * 1_048_577, "'t/code': a text of more than 1,048,576 letters"),
    (("drafts", "t/code#attempts"), f"[{'[' * 5_000}", "it is nested too deeply"),
    (("drafts", "t/code#attempts"), f"{'[' * 60}{']' * 60}", "it is nested too deeply"),
    (("drafts", "t/code#attempts"), "typed", "'t/code#attempts': it is no JSON"),
    (("drafts", "t/code#wiped"), f'["{"x" * 1_048_577}"]', "a text of more than"),
    (("drafts", "t/code#wiped"), "x" * 4_194_305, "longer than 4,194,304 letters"),
    (("drafts", "mock:m3"), '{"spent": 1e308}', "'mock:m3': the time spent is 1e+308 s"),
    (("drafts", "mock:m3"), '{"spent": -1}', "'mock:m3': the time spent is -1.0 s"),
    (("drafts", "mock:m3"), '{"spent": 1, "spent": 2}', "'mock:m3': a key stands in it twice"),
    (("drafts", "mock:m3"), f'{{"z": {"[" * 900}{"]" * 900}}}', "it is nested too deeply"),
    (("drafts", "x" * 1_001), "typed", "its name is longer than 1,000 letters"),
    (("notes", "t/one", "text"), "x" * 1_048_577, "a text of more than 1,048,576 letters"),
    (("reviews", 0, "said"), "x" * 1_048_577, "a text of more than 1,048,576 letters"),
    (("settings", "wishes"), "x", "the setting 'wishes': Expected `object`, got `str`"),
    (("settings", "wishes"), {"minutes": 0}, "the setting 'wishes': minutes 0 is not from 1"),
    (("settings", "wishes"), {"minutes": 1441}, "minutes 1441 is not from 1 to 1440"),
    (("settings", "wishes"), {"interview": "soon"}, "the setting 'wishes': Invalid RFC3339"),
    (("settings", "wishes"), {"weights": {"t": 11}}, "the weight of 't' 11.0 is not from 0 to 10"),
    (("settings", "wishes"), {"weights": {"t": -1}}, "the weight of 't' -1.0 is not from 0 to 10"),
    (("settings", "parameters"), "x", "the setting 'parameters': they are no list of 21 numbers"),
    (("settings", "parameters"), [0.5] * 19, "they are no list of 21 numbers"),
    (("settings", "parameters"), ["0.5"] * 21, "is no number"),
    (("settings", "parameters"), [True] * 21, "is no number"),
    (("settings", "parameters"), [1e9] * 21, "out of bounds"),
    (("settings", "starts"), [1], "the setting 'starts': it names no topics"),
    (("settings", "starts"), {"t": "expert"}, "a level is none of junior, mid, senior"),
    (("settings", "starts"), {"t": {"a": 1}}, "a level is none of junior, mid, senior"),
    (("settings", "welcomed"), {"a": []}, "the setting 'welcomed': it is neither true nor false"),
]


@pytest.mark.parametrize(("place", "value", "message"), BAD)
def test_of_a_backup_with_one_bad_entry_nothing_is_brought_back(
    tmp_path: Path, file: Path, place: tuple[str | int, ...], value: Any, message: str
) -> None:
    document = msgspec.json.decode(file.read_bytes())
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    file.write_bytes(msgspec.json.encode(document))
    with pytest.raises(UsageError, match="not a backup that quizapp wrote") as raised:
        read_backup(file)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 1_000


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"questions"', f'"z": {"[" * 900}{"]" * 900}, "questions"', "it is nested too deeply"),
        ('"questions"', f'"z": {"[" * 200}{"]" * 200}, "questions"', "it is nested too deeply"),
        ('"questions"', '"revision": 5, "questions"', "mock 'm3': a key stands in it twice"),
    ],
    ids=["very deep", "deep", "twice"],
)
def test_a_mock_interview_that_others_read_otherwise_is_refused(
    file: Path, before: str, after: str, message: str
) -> None:
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, after))
    with pytest.raises(UsageError) as raised:
        read_backup(file)
    assert message in str(raised.value)


@pytest.mark.timeout(60, method="thread")
@pytest.mark.parametrize(
    ("statement", "value", "message"),
    [
        ("UPDATE reviews SET suggested = ?", 99, "99 is not a valid Rating"),
        ("UPDATE reviews SET before = ?", "no JSON", "holds what quizapp never wrote"),
        ("UPDATE reviews SET origin = ?", "evil", "an answer: Invalid enum value 'evil'"),
        ("UPDATE sittings SET origin = ?", "evil", "a sitting: Invalid enum value 'evil'"),
        ("UPDATE memories SET state = ?", "evil", "Invalid enum value 'evil'"),
        ("UPDATE memories SET due = ?", "2026-13-13", "holds what quizapp never wrote"),
        ("UPDATE memories SET stability = ?", float("inf"), "stability inf is not from 0"),
        ("UPDATE drafts SET text = ?", "x" * 30_000_000, "a text of more than"),
        ("UPDATE mocks SET state = ?", "[" * 5_000 + "]" * 5_000, "it is nested too deeply"),
        ("UPDATE mocks SET state = ?", "{no JSON", "mock 'm1': it is no JSON"),
        ("INSERT INTO settings VALUES ('x', ?)", "[" * 900 + "]" * 900, "the setting 'x': it"),
        ("INSERT INTO drafts VALUES ('mock:m1', ?)", '{"z":' + "[" * 5_000, "nested too deeply"),
    ],
)
def test_of_a_database_with_one_bad_row_nothing_is_brought_back(
    tmp_path: Path, statement: str, value: object, message: str
) -> None:
    with filled(tmp_path / "a" / "quizapp.db") as store:
        assert list(store_faults(store)) == []
        with closing(sqlite3.connect(store.path)) as raw, raw:
            assert raw.execute(statement, (value,)).rowcount > 0
        faults = list(store_faults(store))
    assert any(message in fault for fault in faults)
    assert all(len(fault) < 1_000 for fault in faults)


def test_a_memory_that_has_has_to_be_learned_again_stands_at_a_step(file: Path) -> None:
    document = msgspec.json.decode(file.read_bytes())
    document["memories"]["t/one"] |= {"state": "relearning", "step": None}
    file.write_bytes(msgspec.json.encode(document))
    with pytest.raises(UsageError, match="'t/one': it is relearning, and at no step"):
        read_backup(file)


@pytest.mark.parametrize(
    ("part", "head", "unit", "tail", "said"),
    [
        ("settings", '{"x": [', "[],", "[]]}", "its settings are larger than 1 MiB"),
        ("banks", "[", '"",', '""]', "its banks are larger than 1 MiB"),
        ("states", "{", '"t/1":{},', '"t/1":{}}', "its states are larger than 8 MiB"),
    ],
)
def test_what_would_take_many_times_its_size_in_memory_is_not_read(
    tmp_path: Path, part: str, head: str, unit: str, tail: str, said: str
) -> None:
    file = tmp_path / "x.json"
    many = f"{head}{unit * 3_000_000}{tail}"
    whole = '"format": "quizapp backup", "version": 1, "written": "2026-01-01T00:00:00Z"'
    file.write_text(f'{{{whole}, "{part}": {many}}}')
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UsageError, match=said):
        read_backup(file)
    file.write_text(f'{{{whole}, "unknown": {many}, "{part}": {many}, "{part}": {head}{tail}}}')
    assert read_backup(file).written.year == 2026
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def test_a_mock_interview_without_end_is_not_read(file: Path) -> None:
    document = msgspec.json.decode(file.read_bytes())
    document["mocks"][2]["state"]["questions"] = [{"card": ""}] * 500_000
    file.write_bytes(msgspec.json.encode(document))
    with pytest.raises(UsageError, match="mock 'm3': it is larger than 4 MiB"):
        read_backup(file)


def test_a_backup_comes_back_whole_or_not_at_all(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Store, "save_mock", full)
    with Store(tmp_path / "b" / "quizapp.db") as store:
        with pytest.raises(StoreError, match="full"):
            bring_back(store, read_backup(file))
        assert (store.review_count(), store.memories(), store.states()) == (0, {}, {})
        assert (store.sittings(), store.settings(), store.drafts()) == ([], {}, {})
