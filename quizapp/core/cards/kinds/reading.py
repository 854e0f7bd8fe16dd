"""Numbers out of what was typed."""

_DIGITS = 4  # no list of anything is longer


def numbers(text: str, most: int | None = None) -> list[int]:
    """The whole numbers in a text, each once, those above `most` and 0 left out."""
    words = text.replace(",", " ").split()
    found = [
        int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= _DIGITS
    ]
    return [n for n in dict.fromkeys(found) if n > 0 and (most is None or n <= most)]
