"""Notes of Anki's 'AllInOne (kprim, mc, sc)' types: options in fields of their own, and which of
them are right as `1 0 1`."""

import re
from collections.abc import Callable, Iterator, Mapping

from quizapp.interchange.answer_key import Key, quiz_of, right_ones
from quizapp.interchange.note import Note, Offered, may_be_asked

_OPTION = re.compile(r"q_\d{1,2}")


def choice(
    key: str, tags: list[str], values: Mapping[str, str], convert: Callable[[str], str]
) -> Note | None:
    """The note as a question with options; where no choice can be made of them (all are right, say)
    as one whose answer says of each whether it is. None for a note of another type."""
    names = {_plain(name): value for name, value in values.items()}
    if not {"qtype", "answers", "question"} <= names.keys():
        return None
    cells = [value for name, value in names.items() if _OPTION.fullmatch(name)]
    texts = [convert(cell) for cell in cells]
    right = _right(convert(names["answers"]), texts)
    if right is None:
        return None
    options = [Offered(text, at in right) for at, text in enumerate(texts) if text]
    question = "\n\n".join(filter(None, map(convert, (names.get("title", ""), names["question"]))))
    if not question or not options:
        return None
    told = "\n\n".join(_told(values, convert))
    if may_be_asked(options):
        answer = told or "\n\n".join(one.text for one in options if one.right)
        return Note(key, question, answer, tags=tags, options=options)
    listed = [" ".join(one.text.split()) for one in options]
    question += "\n\n" + "\n".join(f"- {text}" for text in listed)
    marks = ["right" if one.right else "wrong" for one in options]
    answer = "\n".join(f"- {mark}: {text}" for mark, text in zip(marks, listed, strict=True))
    return Note(key, question, "\n\n".join(filter(None, [answer, told])), tags=tags)


def _plain(name: str) -> str:
    """`QType (0=kprim,1=mc,2=sc)` as `qtype`."""
    return name.split("(")[0].strip().lower()


def _right(said: str, texts: list[str]) -> list[int] | None:
    """The places of the right options; None where that is not told."""
    flags = re.split(r"[\s,;]+", said.strip())
    if set(flags) <= {"0", "1"} and len(flags) >= max(2, sum(map(bool, texts))):
        return [at for at, flag in enumerate(flags) if flag == "1"]
    return right_ones(quiz_of(said, texts), Key()) or None


def _told(values: Mapping[str, str], convert: Callable[[str], str]) -> Iterator[str]:
    """What stands in the other fields."""
    for name, value in values.items():
        plain = _plain(name)
        if plain in ("question", "title", "qtype", "answers") or _OPTION.fullmatch(plain):
            continue
        text = convert(value)
        if text:
            yield text if plain.startswith("extra") else f"{name}: {text}"
