"""The days on which somebody studies: each begins at the rollover hour, not at midnight."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
ROLLOVER = 4  # o'clock: who is up past midnight is still in the same day


class StudyDays:
    """The learner's days, by their wall clock; `None` is the system's zone. A day may have 23 or
    25 hours. Every zone of today keeps to quarters of an hour, so one conversion serves a whole
    quarter: that is what makes 100,000 of them quick."""

    def __init__(self, zone: tzinfo | None = None, rollover: int = ROLLOVER) -> None:
        self._zone = zone
        self.rollover = rollover
        self._days: dict[int, date] = {}

    def day(self, moment: datetime) -> date:
        """The day that a moment belongs to."""
        quarter = int(moment.timestamp() // 900)
        day = self._days.get(quarter)
        if day is None:
            wall = moment.astimezone(self._zone).replace(tzinfo=None)
            day = self._days[quarter] = (wall - timedelta(hours=self.rollover)).date()
        return day

    def start(self, day: date) -> datetime:
        """When a day begins, in UTC."""
        wall = datetime.combine(day, time(self.rollover))
        begins = wall.replace(tzinfo=self._zone) if self._zone else wall.astimezone()
        return begins.astimezone(UTC)

    def end(self, moment: datetime) -> datetime:
        """When the next day begins, in UTC."""
        return self.start(self.day(moment) + DAY)

    def between(self, earlier: datetime, later: datetime) -> int:
        """How many days lie between; 0 on the same day, less if the clock was set back."""
        return (self.day(later) - self.day(earlier)).days
