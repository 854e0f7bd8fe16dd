"""Figures drawn in the terminal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf, nan

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.core.run import Axes, Figure, Series
from quizapp.tui.pictures import look_for_graphics, picture
from quizapp.tui.widgets.figure_view import FigureView, ImageView, shades


class Stage(App[None]):
    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield FigureView(self.figure)


@asynccontextmanager
async def drawn(*axes: Axes, size: tuple[int, int] = (80, 40)) -> AsyncIterator[Pilot[None]]:
    async with Stage(Figure(list(axes))).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def screen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


LOSS = Axes(
    [
        Series("line", [0.0, 1.0, 2.0], [1.0, 0.5, 0.25], label="train"),
        Series("line", [0.0, 1.0, 2.0], [1.0, 0.7, 0.8], label="val"),
    ],
    "Loss by epoch",
    "epoch",
    "loss",
)


async def test_lines_are_drawn_with_title_axes_and_labels():
    async with drawn(LOSS) as pilot:
        text = screen(pilot)
        for words in ("Loss by epoch", "epoch", "loss", "train", "val", "0.25"):
            assert words in text


@pytest.mark.parametrize("width", [40, 60, 100])
async def test_a_plot_keeps_to_the_width_it_is_given(width: int):
    async with drawn(LOSS, size=(width, 30)) as pilot:
        plot = pilot.app.query_one(".plot")
        assert 0 < plot.region.right <= width
        assert "train" in screen(pilot)


async def test_bars_and_points_are_drawn():
    bars = Axes([Series("bar", [0.0, 1.0], [2.0, 7.0])], "Counts")
    points = Axes([Series("scatter", [1.0, 2.0], [1.0, 100.0])], "Points", y_log=True)
    async with drawn(bars, points) as pilot:
        text = screen(pilot)
        assert "Counts" in text
        assert "Points" in text
        assert "█" in text
        assert "•" in text


async def test_the_places_of_bars_are_short():
    bars = Axes([Series("bar", [0.1 + 0.2, 1.0], [2.0, 7.0])])
    async with drawn(bars) as pilot:
        assert "0.3" in screen(pilot)
        assert "0.3000" not in screen(pilot)


async def test_what_cannot_be_drawn_is_left_out():
    odd = Axes([Series("line", [1.0, 2.0, 3.0, inf], [nan, 2.0, 3.0, 1.0])], "Odd")
    none = Axes([Series("line", [1.0, 2.0], [-1.0, -2.0])], "Below zero", y_log=True)
    async with drawn(odd, none, Axes([])) as pilot:
        assert len(pilot.app.query(".plot")) == 1
        said = [str(static.render()) for static in pilot.app.query(Static)]
        assert said == ["Below zero: nothing to draw", "plot: nothing to draw"]


async def test_an_image_is_drawn_in_shades_with_its_range():
    image = Axes([Series("image", z=[[0.0, 1.0], [0.5, nan]])], "Filter")
    async with drawn(image) as pilot:
        text = str(pilot.app.query_one(ImageView).render())
        assert text.splitlines() == ["Filter", "  ██", "▒▒??", "2 × 2; blank is 0, full 1"]


def test_a_large_image_is_thinned_out_to_the_width():
    lines = [line.plain for line in shades([[0.0] * 128] * 128, 50)]
    assert lines[-1].startswith("128 × 128, one pixel in ")
    assert all(len(line) <= 50 for line in lines)
    assert len(lines) <= 25


async def test_control_sequences_in_titles_do_not_reach_the_terminal():
    evil = Axes([Series("line", [0.0, 1.0], [0.0, 1.0], label="\x1b[2Jlabel")], "\x1b]0;x\x07Title")
    async with drawn(evil) as pilot:
        text = screen(pilot)
        assert "Title" in text
        assert "\x1b" not in text


def test_without_a_terminal_there_are_no_pictures():
    assert not look_for_graphics()
    assert picture(b"\x89PNG") is None
