"""Textual's list of options, with the keys that all lists of the app have."""

from textual.widgets import OptionList

from quizapp.tui.keys import Key


class Options(OptionList):
    """A page key that comes before the list is laid out does nothing, where Textual's own raises
    KeyError."""

    BINDINGS = [Key("j", "cursor_down", show=False), Key("k", "cursor_up", show=False)]

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]
