"""A flashcard: think, reveal, tick the key points that you mentioned."""

from collections.abc import Collection
from random import Random
from typing import Annotated

from msgspec import Meta

from quizapp.core.cards.card import Asked, Base, Effort, KeyPoint, Line, Template, wrong_response
from quizapp.core.cards.kinds.reading import numbers
from quizapp.core.cards.kinds.samples import SQUARES, SQUARES_OUTPUT
from quizapp.core.grading.grade import FULL, Evidence, Judged, Response

_NEARLY_ALL = 0.8  # of the key points: who mentions five of six knows it


class Ticked(Response, frozen=True):
    """Which key points (0-based) the learner mentioned."""

    points: frozenset[int]


class Flashcard(Base, tag="flashcard", kw_only=True, frozen=True, omit_defaults=True):
    """Think, reveal, tick the key points that you mentioned."""

    key_points: Annotated[list[Line | KeyPoint], Meta(min_length=1, max_length=30)]

    spoken = True
    effort = Effort(minutes=3.0, share=0.36, phase=0, ease=2)
    template = Template(
        {"": SQUARES},
        {
            "key_points": [
                "the first thing that a full answer mentions",
                "the second one",
                "the third one",
            ],
            "follow_ups": [
                {
                    "ask": "What does the interviewer ask next?",
                    "answer": "Answer it in two or three sentences.",
                },
                {"ask": "And after that?", "answer": "Answer it as well."},
            ],
            "output": SQUARES_OUTPUT,
        },
    )

    def asked(self, luck: Random) -> Asked:
        """The key points, for after the reveal."""
        points = [f"  {at}. {point}" for at, point in enumerate(self.points, 1)]
        return Asked(points, "Which did you mention? Their numbers; enter for none.")

    def read(self, text: str, asked: Asked) -> Ticked:
        said = numbers(text, len(self.key_points))
        return Ticked(frozenset(number - 1 for number in said))

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        if not isinstance(response, Ticked):
            raise wrong_response(self, response)
        total = len(self.key_points)
        said = len(response.points & set(range(total)))
        told = f"{said} of {total} key points"
        missed = [point for at, point in enumerate(self.points) if at not in response.points]
        lacking = [point for point in self.musts if point in missed]
        if lacking and said:
            told += f"; no answer without: {lacking[0]}"
        return Judged(said / total, told, good=self.good_from(missed))

    def good_from(self, missed: Collection[str]) -> float:
        return FULL if any(point in missed for point in self.musts) else _NEARLY_ALL
