"""The last thing that is done to every line before it is drawn."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quizapp.core.printable import unsteered


class Unsteered(LineFilter):
    """The last thing that is done to every line of the screen: whatever a bank, a file's name or a
    run brought along, nothing in it steers the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.text.isascii() and segment.text.isprintable()
            else Segment(unsteered(segment.text, cell_len), segment.style, segment.control)
            for segment in segments
        ]
