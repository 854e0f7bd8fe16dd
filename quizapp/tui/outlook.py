"""What a plan would come to on the day of the interview."""

from datetime import datetime

from quizapp import study
from quizapp.collection import Collection
from quizapp.core.readiness import Readiness, readiness
from quizapp.store import Store

_LONG = 60  # days; further ahead, one round says enough


def outlook(
    collection: Collection, store: Store, wishes: study.Wishes, at: datetime
) -> Readiness | None:
    """Expected recall on the day of all cards that are not suspended; None without a day. It takes
    about 15 ms a day until then, 30 ms if the day is near: work for a thread."""
    interview = study.interview_time(wishes.interview, at)
    if interview is None:
        return None
    states = store.states()
    cards = [
        card for card in collection.entries if card not in states or not states[card].suspended
    ]
    daily = max(1, round(wishes.minutes * 60 / study.SECONDS_PER_ANSWER))
    done = len(store.reviews(since=study.day_start(at)))
    return readiness(
        cards,
        store.memories(),
        at,
        interview,
        max(0, daily - done),
        weights=wishes.weights,
        daily=daily,
        rounds=1 if (interview - at).days > _LONG else 2,
    )
