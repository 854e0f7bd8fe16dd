"""Keys that scroll: a screen that is one long page, or the parts of a card as if they were one."""

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.widget import Widget

from quizapp.tui.keys import Key

SCROLL_KEYS = (
    Key("down,j", "scroll(1)", "scroll", key_display="↓ ↑"),
    Key("up,k", "scroll(-1)", show=False),
    Key("pagedown", "page(1)", show=False),
    Key("pageup", "page(-1)", show=False),
    Key("home", "page(-100)", show=False),
    Key("end", "page(100)", show=False),
)


class Scrolls:
    """What a screen with `SCROLL_KEYS` has; `_scroll` is its page."""

    _scroll: VerticalScroll

    def action_scroll(self, by: int) -> None:
        self._scroll.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        height = max(1, self._scroll.size.height - 2)
        self._scroll.scroll_relative(y=by * height, animate=False)


# Parts of a screen: at the end of the first the keys go on with the next


def page(parts: Sequence[Widget], by: int) -> None:
    """Scroll the part whose turn it is by half of what is seen of it; backwards if `by` is -1."""
    part = _next(parts, by)
    if part is not None:
        _scroll(part, by * max(1, part.size.height // 2))


def line(parts: Sequence[Widget], by: int) -> None:
    """Scroll the part whose turn it is by a line."""
    part = _next(parts, by)
    if part is not None:
        _scroll(part, by)


def _scroll(part: Widget, lines: int) -> None:
    part.scroll_relative(y=lines, animate=False)
    part.scroll_visible(animate=False)


def _next(parts: Sequence[Widget], by: int) -> Widget | None:
    """The first part that is not yet at its end; backwards, the last that is not at its start."""
    ordered: Iterable[Widget] = parts if by > 0 else reversed(parts)
    for part in ordered:
        if part.is_attached and part.display and _may_scroll(part, by):
            return part
    return None


def _may_scroll(part: Widget, by: int) -> bool:
    if by < 0:
        return part.scroll_offset.y > 0
    return part.allow_vertical_scroll and part.scroll_offset.y < part.max_scroll_y
