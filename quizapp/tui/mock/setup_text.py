"""What the screen before a mock interview says, as text: the figures come in."""

from collections import Counter
from collections.abc import Iterator, Sequence

from textual.content import Content

from quizapp.core.mock.mix import Mix
from quizapp.core.wording import plural
from quizapp.study.bench import NOT_ALLOWED
from quizapp.study.interview import Settings
from quizapp.study.standing import TopicStanding
from quizapp.tui.mock.scorecard_text import curve
from quizapp.tui.text import DIM

SCORING = "Each question counts the same: half right is half, skipped is 0. ? says more."
_ENOUGH = 0.75  # of the minutes that were chosen
_TITLE = 56  # columns of a topic's title, at the most
_BESIDE = 26  # columns of what stands before and behind it


def size(found: int, mixed: Mix, settings: Settings, left_out: Counter[str]) -> Iterator[Content]:
    """What will be asked: how much, of which sort, and what cannot be."""
    if not found:
        yield Content("no question fits" if left_out else "no question fits: choose more topics")
    else:
        yield Content(f"{_how_much(found, mixed, settings)}: {mixed.told}.")
    for reason, count in left_out.items():
        it, are = ("it", "is") if count == 1 else ("each", "are")
        how = "; drill one of them, and y allows it" if reason == NOT_ALLOWED else ""
        yield Content(f"{plural(count, 'card')} {are} left out: {it} {reason}{how}.")


def _how_much(found: int, mixed: Mix, settings: Settings) -> str:
    minutes = round(mixed.minutes)
    if settings.minutes is not None:
        if mixed.minutes < settings.minutes * _ENOUGH:
            return f"{_only(found)} for about {minutes} of the {settings.minutes} minutes"
        return f"{plural(found, 'question')} in {settings.minutes} minutes"
    if settings.number is not None and found < settings.number:
        return f"{_only(found)} instead of {settings.number}, about {minutes} min"
    return f"{plural(found, 'question')}, about {minutes} min"


def _only(found: int) -> str:
    return f"Only {plural(found, 'question')}"


def topic_line(topic: TopicStanding, scores: Sequence[float], width: int) -> Content:
    """A topic with its cards; where it was asked often in interviews, with how that went."""
    name = Content(f"{topic.title}  ({topic.cards})")
    if not scores:
        return name
    return Content.assemble(
        name.truncate(width, ellipsis=True, pad=True),
        (f"  {curve(scores):>8}", "$accent"),
        (f"{scores[-1]:>5.0%}", DIM),
    )


def topic_width(topics: Sequence[TopicStanding], screen: int) -> int:
    """Columns of the longest title with its cards, as far as a screen has room for it."""
    longest = max((len(f"{one.title}  ({one.cards})") for one in topics), default=0)
    return max(10, min(_TITLE, longest, screen - _BESIDE))
