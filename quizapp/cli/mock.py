"""Mock interviews: sit one, or see how those before went."""

from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.options import Setting, device_option, everywhere, json_option
from quizapp.cli.saying import say, say_json

if TYPE_CHECKING:
    from quizapp.core.mock.scorecard import Scorecard
    from quizapp.study.interview_record import InterviewState


@click.command()
@click.option(
    "--list", "listing", is_flag=True, help="List the interviews so far and their scores."
)
@json_option("that list")
@device_option()
@everywhere
def mock(setting: Setting, listing: bool, as_json: bool, device: str | None) -> int:
    """Sit a mock interview against the clock, or go on with an open one; --list: how they went."""
    if not (listing or as_json):
        from quizapp.cli.app import open_app

        return open_app(setting, device, screen="mock")
    from quizapp.study.interview_record import open_mock, scorecards

    with setting.services(setting.cards()) as services:
        found, paused = scorecards(services), open_mock(services.store)
    if as_json:
        say_json(_as_json(found, paused))
    else:
        _say(found, paused)
    return 0


def _as_json(found: "list[Scorecard]", paused: "InterviewState | None") -> dict[str, Any]:
    return {
        "interviews": [
            {
                "id": one.mock,
                "started": one.started.isoformat(),
                "level": one.level,
                "seconds": round(one.seconds),
                "score": _rounded(one.score),
                "change": _rounded(one.change),
                "questions": one.questions,
                "answered": one.answered,
                "not_judged": one.unjudged,
                "topics": [
                    {
                        "topic": topic.name,
                        "questions": topic.questions,
                        "score": _rounded(topic.score),
                    }
                    for topic in one.topics
                ],
            }
            for one in found
        ],
        "open": None
        if paused is None
        else {
            "id": paused.id,
            "started": paused.started.isoformat(),
            "questions": len(paused.questions),
            "answered": len(paused.answers),
            "seconds_left": None if paused.remaining is None else round(paused.remaining),
            "all_asked": paused.over or paused.current is None,
        },
    }


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def _say(found: "list[Scorecard]", paused: "InterviewState | None") -> None:
    from quizapp.core.wording import clock

    if not found and paused is None:
        say("No mock interview so far; `quizapp mock` begins one.")
    if found:
        say("started           minutes  score  change  answered")
    for one in found:
        score = "-" if one.score is None else f"{one.score:.0%}"
        change = "" if one.change is None else f"{one.change * 100:+.0f}"
        say(
            f"{one.started.astimezone():%Y-%m-%d %H:%M}  {clock(one.seconds):>7}  {score:>5}  "
            f"{change:>6}  {one.answered} of {one.questions}"
        )
    if paused is not None:
        say(f"{paused.how_far} `quizapp mock` goes on with it.")
