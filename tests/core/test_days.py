from datetime import date

import pytest

from quizapp.core.days import describe, distance, read_day

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-05", date(2026, 12, 5)),
        (" 2026/12/5 ", date(2026, 12, 5)),
        ("in 12 days", date(2026, 12, 5)),
        ("in 12", date(2026, 12, 5)),
        ("12 days", date(2026, 12, 5)),
        ("12d", date(2026, 12, 5)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("saturday", date(2026, 11, 28)),
        ("next Fri", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("5 dec", date(2026, 12, 5)),
        ("Sat 5 Dec", date(2026, 12, 5)),
        ("December 5th, 2026", date(2026, 12, 5)),
        ("1 march", date(2027, 3, 1)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert read_day(text, TODAY) == (day, "")


@pytest.mark.parametrize("text", ["", "  ", "none", "never"])
def test_no_day_is_no_problem(text: str) -> None:
    assert read_day(text, TODAY) == (None, "")


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "30 feb", "5", "sat dec", "in days", "5 x"])
def test_what_is_no_day_is_said_with_the_forms_that_are(text: str) -> None:
    day, problem = read_day(text, TODAY)
    assert day is None
    assert problem.startswith(f"'{text}' is no day; write 2026-12-05")


def test_a_day_that_is_over_is_a_problem() -> None:
    day, problem = read_day("2026-11-22", TODAY)
    assert day is None
    assert problem.startswith("Sun 22 Nov 2026 is over")


def test_distances_are_in_words() -> None:
    assert describe(date(2026, 12, 5)) == "Sat 5 Dec 2026"
    assert distance(date(2026, 12, 5), TODAY) == "in 12 days"
    assert distance(date(2026, 11, 24), TODAY) == "tomorrow"
    assert distance(TODAY, TODAY) == "today"
    assert distance(date(2026, 11, 20), TODAY) == "3 days ago"
