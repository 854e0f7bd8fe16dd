"""Figures drawn in the terminal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from quizapp.core.run import Axes, Figure, Series
from quizapp.tui.pictures import look_for_graphics, picture
from quizapp.tui.widgets.figure_view import FigureView, ImageView, shades
from quizapp.tui.widgets.plotting import Look, plotted, short_names


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


async def test_lines_are_drawn_with_title_axes_and_labels() -> None:
    async with drawn(LOSS) as pilot:
        text = screen(pilot)
        for words in ("Loss by epoch", "epoch", "loss", "train", "val", "0.25"):
            assert words in text


@pytest.mark.parametrize("width", [40, 60, 100])
async def test_a_plot_keeps_to_the_width_it_is_given(width: int) -> None:
    async with drawn(LOSS, size=(width, 30)) as pilot:
        plot = pilot.app.query_one(".plot")
        assert 0 < plot.region.right <= width
        assert "train" in screen(pilot)


async def test_bars_and_points_are_drawn() -> None:
    bars = Axes([Series("bar", [0.0, 1.0], [2.0, 7.0])], "Counts")
    points = Axes([Series("scatter", [1.0, 2.0], [1.0, 100.0])], "Points", y_log=True)
    async with drawn(bars, points) as pilot:
        text = screen(pilot)
        assert "Counts" in text
        assert "Points" in text
        assert "█" in text
        assert "•" in text


async def test_the_places_of_bars_are_short() -> None:
    bars = Axes([Series("bar", [0.1 + 0.2, 1.0], [2.0, 7.0])])
    async with drawn(bars) as pilot:
        assert "0.3" in screen(pilot)
        assert "0.3000" not in screen(pilot)


async def test_what_cannot_be_drawn_is_left_out() -> None:
    odd = Axes([Series("line", [1.0, 2.0, 3.0, inf], [nan, 2.0, 3.0, 1.0])], "Odd")
    none = Axes([Series("line", [1.0, 2.0], [-1.0, -2.0])], "Below zero", y_log=True)
    async with drawn(odd, none, Axes([])) as pilot:
        assert len(pilot.app.query(".plot")) == 1
        said = [str(static.render()) for static in pilot.app.query(Static)]
        assert said == ["Below zero: nothing to draw", "plot: nothing to draw"]


async def test_an_image_is_drawn_in_shades_with_its_range() -> None:
    image = Axes([Series("image", z=[[0.0, 1.0], [0.5, nan]])], "Filter")
    async with drawn(image) as pilot:
        text = str(pilot.app.query_one(ImageView).render())
        assert text.splitlines() == ["Filter", "  ██", "▒▒??", "2 × 2; blank is 0, full 1"]


def test_a_large_image_is_thinned_out_to_the_width() -> None:
    lines = [line.plain for line in shades([[0.0] * 128] * 128, 50)]
    assert lines[-1].startswith("128 × 128, one pixel in ")
    assert all(len(line) <= 50 for line in lines)
    assert len(lines) <= 25


def test_an_image_of_the_largest_numbers_is_drawn() -> None:
    lines = [line.plain for line in shades([[1.7e308, -1.7e308, 0.0], [inf, -inf]], 40)]
    assert lines[:2] == ["██  ▒▒", "????"]


LOOK = Look((0, 0, 0), (9, 9, 9), [(99, 0, 0), (0, 99, 0)])
EXTREMES = [inf, -inf, nan, 0.0, -0.0, 5e-324, -5e-324, 1.7e308, -1.7e308, 1e16, 1e16 + 2]
numbers = st.floats() | st.sampled_from(EXTREMES) | st.integers(-5, 5).map(float)
several = st.lists(numbers, max_size=30)
words = st.text(max_size=30) | st.just("very long " * 30)
series = st.builds(
    Series,
    st.sampled_from(["line", "scatter", "bar"]),
    several | st.integers(0, 200).map(lambda count: [float(at) for at in range(count)]),
    several,
    label=words,
)
any_axes = st.builds(
    Axes, st.lists(series, max_size=4), words, words, words, st.booleans(), st.booleans()
)


@settings(max_examples=200)
@given(any_axes, st.integers(0, 120), st.integers(0, 30))
def test_whatever_a_script_plots_it_is_drawn_in_its_place_or_left_out(
    axes: Axes, width: int, height: int
) -> None:
    lines = plotted(axes, width, height, LOOK).splitlines()
    assert len(lines) in (0, height)


@settings(max_examples=200)
@given(st.lists(st.lists(numbers, max_size=8), min_size=1, max_size=8), st.integers(0, 60))
def test_whatever_an_image_holds_it_is_drawn(rows: list[list[float]], width: int) -> None:
    assert 1 < len(shades(rows, width)) <= len(rows) + 1


async def test_the_bars_of_a_logarithmic_histogram_are_drawn() -> None:
    counts = Series("bar", [0.0, 1.0, 2.0, 3.0], [1000.0, 100.0, 0.0, 1.0])
    async with drawn(Axes([counts], "Histogram", y_log=True)) as pilot:
        text = screen(pilot)
        assert "█" in text
        assert all(f"{ticks}┤" in text for ticks in (1000, 100, 10, 1))


async def test_where_there_is_no_room_for_a_plot_it_says_so() -> None:
    async with drawn(LOSS, size=(12, 30)) as pilot:
        assert "cannot be" in screen(pilot)


async def test_very_many_series_are_drawn_in_part_and_it_is_said() -> None:
    async with drawn(Axes([Series("line", [0.0, 1.0], [0.0, 1.0])] * 41, "All")) as pilot:
        assert "All (the first 40 of 41)" in screen(pilot)


def test_numbers_at_ticks_are_short_and_differ() -> None:
    assert short_names([0.1 + 0.2, 1.0]) == ["0.3", "1"]
    assert short_names([1.00001, 1.00002]) == ["1.00001", "1.00002"]


async def test_control_sequences_in_titles_do_not_reach_the_terminal() -> None:
    evil = Axes([Series("line", [0.0, 1.0], [0.0, 1.0], label="\x1b[2Jlabel")], "\x1b]0;x\x07Title")
    async with drawn(evil) as pilot:
        text = screen(pilot)
        assert "Title" in text
        assert "\x1b" not in text


def test_without_a_terminal_there_are_no_pictures() -> None:
    assert not look_for_graphics()
    assert picture(b"\x89PNG") is None
