"""A day begins at the rollover hour of the wall clock, also where the clocks change."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.memory.study_days import StudyDays

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")  # a quarter of an hour off


@pytest.mark.parametrize(
    ("wall", "rollover", "day"),
    [
        (datetime(2026, 3, 15, 3, 59), 4, date(2026, 3, 14)),
        (datetime(2026, 3, 15, 4, 0), 4, date(2026, 3, 15)),
        (datetime(2026, 3, 15, 23, 59), 4, date(2026, 3, 15)),
        (datetime(2026, 3, 16, 0, 30), 4, date(2026, 3, 15)),
        (datetime(2026, 3, 16, 0, 30), 0, date(2026, 3, 16)),
        (datetime(2026, 3, 29, 3, 59), 4, date(2026, 3, 28)),  # summer time began at 2
        (datetime(2026, 3, 29, 4, 0), 4, date(2026, 3, 29)),
        (datetime(2026, 10, 25, 3, 59), 4, date(2026, 10, 24)),
        (datetime(2026, 10, 25, 4, 0), 4, date(2026, 10, 25)),
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, KATHMANDU])
def test_a_day_begins_at_the_rollover_hour(
    wall: datetime, rollover: int, day: date, zone: tzinfo
) -> None:
    assert StudyDays(zone, rollover).day(wall.replace(tzinfo=zone).astimezone(UTC)) == day


def test_without_a_zone_it_is_the_systems() -> None:
    assert StudyDays().day(datetime(2026, 3, 15, 3, 59, tzinfo=UTC)) == date(2026, 3, 14)
    assert StudyDays().start(date(2026, 3, 15)) == datetime(2026, 3, 15, 4, tzinfo=UTC)


def test_days_between_are_those_of_the_calendar() -> None:
    days = StudyDays(BERLIN)
    evening = datetime(2026, 3, 28, 23, tzinfo=BERLIN)
    assert days.between(evening, datetime(2026, 3, 29, 3, 59, tzinfo=BERLIN)) == 0
    assert days.between(evening, datetime(2026, 3, 29, 4, tzinfo=BERLIN)) == 1
    assert days.between(evening, datetime(2026, 3, 20, 12, tzinfo=BERLIN)) == -8


@given(
    moment=st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    rollover=st.integers(0, 8),
    zone=st.sampled_from([UTC, BERLIN, KATHMANDU, ZoneInfo("America/Sao_Paulo")]),
)
def test_each_moment_lies_in_its_day_and_days_follow_one_another(
    moment: datetime, rollover: int, zone: tzinfo
) -> None:
    days = StudyDays(zone, rollover)
    day = days.day(moment)
    assert days.start(day) <= moment < days.end(moment)
    assert days.end(moment) == days.start(day + timedelta(days=1))
    assert timedelta(hours=22) < days.end(moment) - days.start(day) < timedelta(hours=26)
