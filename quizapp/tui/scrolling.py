"""Screens that are one long page: the keys that scroll it."""

from textual.containers import VerticalScroll

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
