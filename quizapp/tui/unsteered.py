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
        texts = [unsteered(segment.text, cell_len) for segment in segments]
        return [
            segment if text == segment.text else Segment(text, segment.style, segment.control)
            for segment, text in zip(segments, texts, strict=True)
        ]
