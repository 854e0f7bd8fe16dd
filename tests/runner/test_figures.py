"""What `plt.show()` sends to the app."""

import pytest

from quizapp.core.run import AXES, FIGURES, IMAGE_SIDE, LABEL, POINTS, SERIES

from .conftest import Run

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_shown_figure_comes_with_its_data_and_picture(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt\n"
        "plt.plot([1, 2, 3], [10, 20, 15], label='loss')\n"
        "plt.title('training'); plt.xlabel('step'); plt.yscale('log')\n"
        "plt.show()\n"
        "print('after')"
    )
    assert (ended.finished.outcome, ended.stdout, ended.stderr) == ("ok", "after\n", "")
    (figure,) = ended.figures
    (axes,) = figure.axes
    (line,) = axes.series
    assert (line.kind, line.label) == ("line", "loss")
    assert (line.x, line.y) == ([1.0, 2.0, 3.0], [10.0, 20.0, 15.0])
    assert (axes.title, axes.x_label, axes.y_log, axes.x_log) == ("training", "step", True, False)
    assert figure.png.startswith(b"\x89PNG")


async def test_every_kind_of_series_comes(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt\n"
        "figure, (a, b, c) = plt.subplots(1, 3)\n"
        "a.scatter([1, 2], [3, 4]); b.bar(['x', 'y'], [5, 6]); c.imshow([[1, 2], [3, 4]])\n"
        "plt.show()"
    )
    (figure,) = ended.figures
    scatter, bars, image = (axes.series[0] for axes in figure.axes)
    assert (scatter.kind, scatter.x, scatter.y) == ("scatter", [1.0, 2.0], [3.0, 4.0])
    assert (bars.kind, bars.y) == ("bar", [5.0, 6.0])
    assert (image.kind, image.z) == ("image", [[1.0, 2.0], [3.0, 4.0]])


async def test_a_figure_is_shown_once(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt\n"
        "plt.plot([1]); plt.show(); plt.plot([2]); plt.show(); plt.show()"
    )
    assert [figure.axes[0].series[0].y for figure in ended.figures] == [[1.0], [2.0]]


async def test_a_picture_is_never_large(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt, numpy as np\n"
        "plt.figure(figsize=(12, 12)); plt.imshow(np.random.rand(1000, 1000)); plt.show()",
        memory=1 << 30,
    )
    (figure,) = ended.figures
    assert 0 < len(figure.png) <= 1 << 20
    assert 0 < len(figure.axes[0].series[0].z) <= IMAGE_SIDE


async def test_a_long_series_is_thinned_out(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt\n"
        "plt.plot(range(1_000_000)); plt.scatter(range(5001), range(5001)); plt.show()"
    )
    (figure,) = ended.figures
    line, scatter = figure.axes[0].series
    assert line.y == [float(y) for y in range(0, 1_000_000, 500)]
    assert POINTS / 2 < len(scatter.x) == len(scatter.y) <= POINTS


async def test_a_figure_of_much_data_still_comes(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt\n"
        "figure, grid = plt.subplots(4, 4)\n"
        "for axes in grid.flat:\n"
        "    for at in range(30): axes.plot(range(3000), label='x' * 1000)\n"
        "    axes.set_title('t' * 1000)\n"
        "plt.show()\n"
        "raise ValueError('told as well')"
    )
    (figure,) = ended.figures
    assert len(figure.axes) == AXES
    assert {len(axes.series) for axes in figure.axes} == {SERIES}
    assert figure.axes[0].title == "t" * LABEL
    assert figure.png


async def test_of_many_figures_the_first_come(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt\nfor at in range(12): plt.plot([at]); plt.show()"
    )
    assert [figure.axes[0].series[0].y for figure in ended.figures] == [
        [float(at)] for at in range(FIGURES)
    ]
    assert ended.finished.note == f"only the first {FIGURES} figures are shown"


async def test_a_script_may_still_save_its_figure(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt, os\n"
        "plt.plot([1, 2]); plt.savefig('plot.png'); print(os.path.getsize('plot.png') > 1000)"
    )
    assert ended.stdout == "True\n"
    assert not ended.figures
