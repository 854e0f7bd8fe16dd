"""quizapp config: all settings, one, set, unset, and where the file is."""

import json
import os
from pathlib import Path

import pytest

from quizapp.config import Config, descriptions
from tests.cli.calling import Command


@pytest.fixture
def quizapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    return Command(tmp_path, monkeypatch, capsys)


def test_every_setting_is_listed_with_what_it_means(quizapp: Command) -> None:
    out = quizapp("config").out
    for name in Config.__struct_fields__:
        assert f"{name} = " in out
        assert descriptions()[name] in out
    assert "seconds = 10.0  [default]" in out


def test_a_setting_without_a_description_is_found_out() -> None:
    assert list(descriptions()) == list(Config.__struct_fields__)
    assert all(descriptions().values())


def test_a_setting_is_kept_in_the_file_and_said_to_come_from_there(quizapp: Command) -> None:
    assert quizapp("config", "new_per_day", "30").out == "new_per_day = 30\n"
    assert quizapp("config", "new_per_day").out == "30\n"
    assert "new_per_day = 30  [config file; default 20]" in quizapp("config").out
    assert (quizapp.data / "config.toml").read_text() == "new_per_day = 30\n"


def test_unset_puts_the_default_back(quizapp: Command) -> None:
    quizapp("config", "retention", "0.8")
    quizapp("config", "theme", "nord")
    assert quizapp("config", "--unset", "retention").out == "retention = 0.9 (the default)\n"
    assert json.loads(quizapp("config", "retention", "--json").out) == 0.9
    assert quizapp("config", "theme").out == "nord\n"


def test_a_variable_beats_the_file_and_says_so(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_SECONDS", "3")
    done = quizapp("config", "seconds", "5")
    assert "QUIZAPP_SECONDS is set and beats the file" in done.err
    found = json.loads(quizapp("config", "--json").out)
    assert found["seconds"] == {
        "value": 3.0,
        "default": 10.0,
        "from": "QUIZAPP_SECONDS",
        "description": "time limit of one run",
    }


def test_the_path_of_the_file_can_be_asked_for(quizapp: Command) -> None:
    assert quizapp("config", "--path").out == f"{quizapp.data / 'config.toml'}\n"


def test_a_list_takes_several_values_as_whole_paths(quizapp: Command, tmp_path: Path) -> None:
    quizapp("config", "banks", "one", tmp_path / "two words")
    found = json.loads(quizapp("config", "banks", "--json").out)
    assert found == [str(quizapp.here / "one"), str(tmp_path / "two words")]
    assert f"'{tmp_path / 'two words'}'" in quizapp("config", "banks").out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["new_per_da"], "did you mean 'new_per_day'?"),
        (["new_per_da", "3"], "did you mean 'new_per_day'?"),
        (["--unset", "new_per_da"], "did you mean 'new_per_day'?"),
        (["new_per_day", "many"], "new_per_day must be a whole number from 0 up, not 'many'"),
        (["new_per_day", "-5"], "new_per_day must be a whole number from 0 up, not '-5'"),
        (["device", "gpu"], "device must be one of auto, cpu, cuda, mps, not 'gpu'"),
        (["theme", "nosuch"], "theme must be one of "),
        (["retention", "2"], "retention must be a number from 0.7 to 0.97, not '2'"),
        (["--unset"], "needs the KEY"),
        (["--unset", "theme", "x"], "not both"),
    ],
)
def test_wrong_usage_is_one_clear_line_and_changes_nothing(
    quizapp: Command, args: list[str], message: str
) -> None:
    done = quizapp("config", *args)
    assert done.code == 2
    assert message in done.err
    assert len(done.err.splitlines()) == 1
    assert not (quizapp.data / "config.toml").exists()


def test_a_wrong_value_is_told_where_it_stands(
    quizapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    quizapp.data.mkdir()
    (quizapp.data / "config.toml").write_text("seconds = 'long'\n")
    assert "config.toml: seconds must be a number" in quizapp("config").err
    monkeypatch.setenv("QUIZAPP_SECONDS", "-1")
    assert "QUIZAPP_SECONDS: seconds must be a number" in quizapp("config").err


def test_a_value_may_begin_with_a_hyphen(quizapp: Command) -> None:
    assert quizapp("config", "editor", "code", "--wait").out == "editor = code --wait\n"


def test_a_broken_file_is_named(quizapp: Command) -> None:
    quizapp.data.mkdir()
    (quizapp.data / "config.toml").write_text("theme = \n")
    done = quizapp("config")
    assert done.code == 2
    assert "config.toml: not valid TOML" in done.err


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("seconds", "nan", "seconds must be a number from 0.01 to 3600"),
        ("seconds", "inf", "seconds must be a number from 0.01 to 3600"),
        ("seconds", "0", "seconds must be a number from 0.01 to 3600"),
        ("parallel", "99999999999", "parallel must be a whole number from 0 to 1024"),
        ("retention", "nan", "retention must be a number from 0.7 to 0.97"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(
    quizapp: Command, key: str, value: str, said: str
) -> None:
    done = quizapp("config", key, value)
    assert done.code == 2
    assert said in done.err
    assert f"{key} = {value}" not in quizapp("config").out


def test_a_folder_in_the_place_of_the_file_is_one_line(quizapp: Command) -> None:
    (quizapp.data / "config.toml").mkdir(parents=True)
    done = quizapp("config", "device", "cpu")
    assert done.code == 2
    assert "config.toml: not a file with text in it; put a plain file in its place" in done.err


def test_a_file_that_is_nested_without_end_is_one_line(quizapp: Command) -> None:
    quizapp.data.mkdir()
    (quizapp.data / "config.toml").write_text("x = " + "[" * 100_000)
    done = quizapp("config")
    assert done.code == 2
    assert "config.toml: n" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("command", [("stats",), ("config", "seconds", "5")])
def test_a_config_file_that_is_no_plain_file_is_not_waited_for(
    quizapp: Command, command: tuple[str, ...]
) -> None:
    quizapp("config", "seconds", "3")
    (quizapp.data / "config.toml").unlink()
    os.mkfifo(quizapp.data / "config.toml")
    done = quizapp(*command)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "config.toml: not a file with text in it; put a plain file in its place" in done.err


def test_a_config_file_without_an_end_is_not_read_to_it(quizapp: Command) -> None:
    quizapp("config", "seconds", "3")
    (quizapp.data / "config.toml").write_text("#" * 1_000_001)
    assert "larger than 1 MB" in quizapp("stats").err


def test_what_lies_in_the_way_of_a_new_config_file_is_put_away(quizapp: Command) -> None:
    quizapp("config", "seconds", "3")
    os.mkfifo(quizapp.data / ".config.toml.part")
    assert quizapp("config", "seconds", "5").code == 0
    assert quizapp("config", "seconds").out == "5.0\n"


def test_a_config_file_behind_a_link_stays_there(quizapp: Command, tmp_path: Path) -> None:
    quizapp("config", "seconds", "3")
    kept = tmp_path / "dotfiles.toml"
    (quizapp.data / "config.toml").rename(kept)
    (quizapp.data / "config.toml").symlink_to(kept)
    quizapp("config", "seconds", "5")
    assert kept.read_text() == "seconds = 5.0\n"
    assert (quizapp.data / "config.toml").is_symlink()
