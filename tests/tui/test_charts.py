from datetime import date, timedelta

from quizapp.tui.text import block_bar
from quizapp.tui.widgets.charts import columns, heatmap, sparkline, squeeze

FRIDAY = date(2026, 11, 20)


def test_a_bar_is_as_wide_as_it_is_told_and_full_to_its_share() -> None:
    assert block_bar(0, 4) == "▁▁▁▁"
    assert block_bar(0.5, 4) == "██▁▁"
    assert block_bar(0.6, 4) == "██▍▁"
    assert block_bar(1.7, 4) == "████"


def test_a_sparkline_has_a_cell_a_value() -> None:
    assert sparkline([0, 0.5, 1], high=1) == "▁▅█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "▁▁"


def test_columns_stand_on_the_last_line() -> None:
    assert columns([0, 1, 4, 8], 2) == ["   █", " ▂██"]
    assert columns([0, 0], 2) == ["  ", "  "]


def test_a_small_value_still_shows() -> None:
    assert columns([1, 1000], 1) == ["▁█"]


def test_a_long_curve_is_squeezed_into_means() -> None:
    assert squeeze([1, 3, 5, 7], 2) == [2, 6]
    assert squeeze([1, 2], 5) == [1, 2]
    assert len(squeeze(list(range(1000)), 33)) == 33


def test_the_heatmap_ends_today_and_has_a_row_per_weekday() -> None:
    lines = [line.plain for line in heatmap({FRIDAY: 9, FRIDAY - timedelta(days=7): 1}, FRIDAY, 14)]
    assert len(lines) == 8
    assert lines[0].strip() == "Oct Nov"
    assert lines[5] == "Fri ······░█"
    assert lines[7] == "Sun ·······"
    assert all(len(line) <= 14 for line in lines)


def test_an_empty_heatmap_is_all_dots() -> None:
    assert {sign for line in heatmap({}, FRIDAY, 60)[1:] for sign in line.plain[4:]} == {"·", " "}


def test_the_heatmap_has_the_weeks_since_the_first_answer_as_far_as_there_is_room() -> None:
    def weeks(back: int, width: int) -> int:
        counts = {FRIDAY - timedelta(days=back): 3, FRIDAY: 1}
        monday = heatmap(counts, FRIDAY, width)[1].plain
        return len(monday[4:].replace(" ", ""))

    assert weeks(0, 100) == weeks(12, 100) == 8
    assert weeks(100, 100) == 16
    assert weeks(300, 100) == 44
    assert weeks(300, 40) == 36
    assert weeks(900, 200) == 53
