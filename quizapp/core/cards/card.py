"""What every card has, of whatever kind: the base of the one model of the bank format.

`core.cards.kinds` holds the kinds, a module each. A kind is a struct, so that its keys are the
format, and says everything else about itself too: the files it needs, how it is asked and judged,
what its bank claims the code prints, what an answer costs.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from quizapp.core.grading.grade import FULL, Evidence, Grade, Judged, Response, suggest

Level = Literal["junior", "mid", "senior"]
LEVELS: tuple[Level, ...] = get_args(Level)
Device = Literal["any", "cuda"]
CardId = str
Place = tuple[str | int, ...]  # where in a card's YAML: ("options", 2, "why")

Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*\Z",
        description="topic/name; a learner's history hangs on it: never change or reuse one",
    ),
]
_LONGEST_SLUG = 100  # letters: it names files
Text = Annotated[str, Meta(min_length=1, max_length=25_000)]
Line = Annotated[str, Meta(min_length=1, max_length=1_000, pattern=r"^[^\n]*\Z")]
# The most that is drawn at once without a pause.
QUESTION_LINES, ANSWER_LINES = 200, 400
SnippetPath = Annotated[
    str,
    Meta(
        min_length=1,
        description="below snippets/: a script, or the folder of a bug or code card",
    ),
]


def slug_fault(text: str) -> str:
    """What keeps a text from naming a new topic or, below it, a card; empty if nothing does."""
    if len(text) > _LONGEST_SLUG:
        return f"{text[:20]}… has more than {_LONGEST_SLUG} letters; choose a shorter one"
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        return f"{text!r}: use only small letters, digits and '-'"
    return ""


class FollowUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the interviewer asks next; answered here, or by the card that is named."""

    ask: Text
    answer: str = ""
    card: str = ""


class KeyPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A key point with more to it than its text."""

    point: Line
    must: bool = False


class Effort(NamedTuple):
    """What an answer costs: minutes in an interview, its kind's share of an interview's questions,
    the phase in which it is asked (0 talk, 1 code to read, 2 code to write), and how easy the kind
    is among the others (0 first)."""

    minutes: float
    share: float
    phase: int
    ease: int


class Claim(msgspec.Struct, frozen=True):
    """What a bank says that a script prints: `output` stands under `key`; `raises` is the last line
    of the traceback it ends in, if it ends in one. `mended_by` is the file, one with a claim of its
    own, in whose run all this must no longer show; empty for none."""

    key: str
    output: str | None
    raises: str | None = None
    mended_by: str = ""

    @property
    def text(self) -> str:
        """All of it, as it would stand on a screen."""
        return "\n".join(filter(None, [(self.output or "").rstrip(), self.raises]))


class Offer(msgspec.Struct, frozen=True):
    """Something to choose from or to sort. `right` is None where that makes no sense."""

    text: str
    right: bool | None = None
    why: str = ""


class Asked(msgspec.Struct, frozen=True):
    """A card put as plain text: the lines below its question, what to do, and the line that ends
    the answer (None where the answer is one line). `order` is how its offers were shuffled."""

    lines: list[str]
    instruction: str
    ends: str | None = None
    order: tuple[int, ...] = ()


class Template(NamedTuple):
    """What a new card begins with: a small true example. `files` by name, "" for a card with a
    single script; `fields` are the kind's own keys."""

    files: dict[str, str]
    fields: dict[str, Any]


class Base(
    msgspec.Struct,
    kw_only=True,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="kind",
):
    """A card. The class variables and methods below say what the rest of quizapp has to know of a
    kind; a new kind overrides those in which it differs."""

    id: Id
    level: Level
    question: Annotated[Text, Meta(description="Markdown")]
    answer: Annotated[
        Text, Meta(description="Markdown: what to say in the interview, then why, then the trap")
    ]
    snippet: SnippetPath
    output: Annotated[
        str | None,
        Meta(description="what the snippet prints; `...` stands for anything, 0.12 for 0.1234"),
    ] = None
    key_points: Annotated[
        list[Line | KeyPoint],
        Meta(
            description="what a full answer mentions; `must: true` where none can do without it",
            max_length=30,
        ),
    ] = []
    follow_ups: Annotated[list[Text | FollowUp], Meta(max_length=30)] = []
    buries: Annotated[
        list[Id],
        Meta(description="cards that tell too much of this one: not asked close to it"),
    ] = []
    hints: Annotated[list[Text], Meta(max_length=30)] = []
    tags: Annotated[list[Line], Meta(max_length=100)] = []
    requires: Annotated[
        list[Line], Meta(description="optional packages that the snippet needs")
    ] = []
    device: Device = "any"
    covers: Annotated[list[Line], Meta(description="ids in sources.yaml")] = []
    see: list[Annotated[str, Meta(pattern=r"^https?://\S+\Z")]] = []
    also_right: Annotated[
        list[Text], Meta(description="typed answers that have to be taken for right")
    ] = []
    never_right: Annotated[
        list[Text], Meta(description="near misses that must not be taken for right")
    ] = []

    needs: ClassVar[tuple[str, ...]] = ()
    """The files of its folder; none if the snippet is a single script."""
    runs: ClassVar[str] = ""
    """Which of them is run when the learner asks for it."""
    solves: ClassVar[str] = ""
    """Which of them shows the answer."""
    code_is_asked: ClassVar[bool] = False
    """Whether the code is part of the question."""
    judged_by: ClassVar[Literal["answer", "run", "checks"]] = "answer"
    """What judges an answer: itself, what the script prints, or the checks that it is put to."""
    runs_first: ClassVar[bool] = False
    """Whether the code is run before the answer, since what it prints is part of the question."""
    spoken: ClassVar[bool] = False
    """Whether it is answered in words, and the learner ticks what was in them."""
    effort: ClassVar[Effort] = Effort(minutes=1.0, share=0.0, phase=0, ease=0)
    template: ClassVar[Template]

    @property
    def kind(self) -> str:
        return kind_name(type(self))

    @property
    def topic(self) -> str:
        return self.id.split("/", 1)[0]

    @property
    def points(self) -> list[str]:
        """The texts of its key points."""
        return [one if isinstance(one, str) else one.point for one in self.key_points]

    @property
    def musts(self) -> list[str]:
        """The key points that no answer can do without."""
        return [one.point for one in self.key_points if isinstance(one, KeyPoint) and one.must]

    # What is wrong with it

    def problems(self) -> Iterator[tuple[Place, str]]:
        """What no schema can say: where, and what."""
        yield from ()

    def file_problems(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What its files show by being read: the key that it hangs on, and what. `files` has their
        text by name, "" for a single script."""
        yield from ()

    def mistakes(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """Those of its files that hold a wrong answer, by name: each of them has to be turned
        down."""
        return {}

    def solutions(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """Those of its files that hold a right answer, by name: its checks accept each of them."""
        return {}

    # How it is asked and judged

    def offers(self) -> Sequence[Offer]:
        """What there is to choose from, in the bank's order."""
        return ()

    def named(self, chosen: Iterable[int]) -> str:
        """What is kept of an answer: the offers that were chosen (0-based), a line each."""
        names = _names(self)
        return "\n".join(names[one] for one in chosen)

    def recalled(self, text: str) -> list[int]:
        """The offers that `named` has put into a text; one that has gone is left out."""
        names = _names(self)
        return [names.index(line) for line in text.splitlines() if line in names]

    def kept(self, said: str, files: Mapping[str, str]) -> str:
        """What is kept of an answer in plain text: all that `still` has to know of these files."""
        return said

    def still(self, draft: str, files: Mapping[str, str]) -> str:
        """What of a draft holds for these files, which may be others than when it was typed."""
        return draft

    def right_answer(self) -> list[str]:
        """The right answer in lines of Markdown, where it is more than `answer` says."""
        return []

    def spellings(self) -> list[str]:
        """Other spellings of the right answer that count as much."""
        return []

    def asked(self, luck: Random) -> Asked:
        """The card as plain text; `luck` shuffles."""
        raise NotImplementedError

    def read(self, text: str, asked: Asked) -> Response:
        """A response out of what was typed below `asked`; every text is one."""
        raise NotImplementedError

    def judge(self, response: Response, evidence: Evidence) -> Judged:
        """TypeError for a response of another kind, or where evidence is missing."""
        raise NotImplementedError

    def mended(self, response: Response, files: Mapping[str, str]) -> str | None:
        """What a response wants to be run in the place of `runs`; its run is then the evidence.
        None if nothing has to run."""
        return None

    def unproven(self, output: str) -> Iterator[tuple[str, str]]:
        """What the card says and the output of its script does not show: the key, and what."""
        yield from ()

    def good_from(self, missed: Collection[str]) -> float:
        """The score from which on an answer that missed these key points is as good as full."""
        return FULL

    def misjudged(self, evidence: Evidence) -> Iterator[tuple[str, str]]:
        """Where its judge does not do what the card says of answers: the key, and what."""
        asked = self.asked(Random(0))
        for text in self.also_right:
            judged = self.judge(self.read(text, asked), evidence)
            if judged.score < FULL:
                yield "also_right", f"{text!r} is not taken for right: {judged.feedback}"
        for text in self.never_right:
            if self.judge(self.read(text, asked), evidence).score >= FULL:
                yield "never_right", f"{text!r} is taken for right; drop it if it is"

    # What its bank claims

    def claims(self, names: Iterable[str] = ()) -> dict[str, Claim]:
        """What the bank says that each of its scripts prints, by the file's name, "" for a single
        script; a file without a claim is not in it. `names` are those of its folder's files, for a
        kind that makes a claim for files that it does not need."""
        return {"": Claim("output", self.output)}


Card = Base
NO_EVIDENCE = Evidence()


def kind_name(kind: type[Base]) -> str:
    """What a kind is called in banks."""
    return str(kind.__struct_config__.tag)


def grade(
    card: Base, response: Response, evidence: Evidence = NO_EVIDENCE, hints: int = 0
) -> Grade:
    """Judge a response. Every hint taken lowers the suggested rating by one step.

    Raises TypeError for a response that is none to this card, and ValueError for a run that came to
    no end of its own: that judges nobody.
    """
    run = evidence.run
    if card.judged_by == "run" and run is not None and not run.finished.conclusive:
        raise ValueError(f"a run that ended {run.finished.outcome} judges no answer")
    score, feedback, lines, good = card.judge(response, evidence)
    return Grade(score, feedback, suggest(score, hints, good), list(lines))


def _names(card: Base) -> list[str]:
    return [" ".join(offer.text.split()) for offer in card.offers()]


def wrong_response(card: Base, response: Response) -> TypeError:
    """What to raise for a response of another kind."""
    return TypeError(f"{type(response).__name__} is no response to a {card.kind} card")
