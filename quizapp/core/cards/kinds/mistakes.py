"""The files `wrong_<mistake>.py` of a card: answers with a mistake that people make."""

from collections.abc import Iterator, Mapping

from quizapp.core.grading.advice import explanation, terms_problem


def wrong_answers(files: Mapping[str, str]) -> dict[str, str]:
    """Those among a card's files, by name."""
    return {name: text for name, text in sorted(files.items()) if name.startswith("wrong_")}


def unexplained(files: Mapping[str, str], what: str) -> Iterator[tuple[str, str]]:
    """Each that lacks a docstring, as a problem of its card; `what` is what belongs there."""
    for name, text in wrong_answers(files).items():
        if not explanation(text):
            yield "snippet", f"{name} needs a docstring: {what}"


def mistold(files: Mapping[str, str], starter: str) -> Iterator[tuple[str, str]]:
    """Each that says in a wrong way of whose code its explanation is told, as a problem; `starter`
    is the code that answers begin with."""
    for name, text in wrong_answers(files).items():
        said = terms_problem(text, starter)
        if said:
            yield "snippet", f"{name}: {said}"
