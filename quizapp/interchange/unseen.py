"""What HTML hides from its reader, cut out in one pass, however often it begins and never ends."""

import re

_COMMENT = re.compile("<!--")
_SCRIPT = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ENDS = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}


def without_comments(source: str) -> str:
    return _without(_COMMENT, source)


def without_scripts(source: str) -> str:
    """HTML without comments, scripts and styles."""
    return _without(_SCRIPT, source)


def _without(begins: re.Pattern[str], source: str) -> str:
    parts: list[str] = []
    unending: set[str] = set()
    at = 0
    for found in begins.finditer(source):
        name = (found[1] or "").lower() if found.re.groups else ""
        if found.start() < at or name in unending:
            continue
        end = _ENDS[name].search(source, found.end())
        if end is None:
            unending.add(name)
            continue
        parts.append(source[at : found.start()])
        at = end.end()
    return "".join([*parts, source[at:]])
