"""What `plt.show()` sends to the app."""

import pytest

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
    assert len(figure.png) <= 1 << 20
    assert len(figure.axes[0].series[0].z) <= 200


async def test_a_script_may_still_save_its_figure(run: Run) -> None:
    ended = await run(
        "import matplotlib.pyplot as plt, os\n"
        "plt.plot([1, 2]); plt.savefig('plot.png'); print(os.path.getsize('plot.png') > 1000)"
    )
    assert ended.stdout == "True\n"
    assert not ended.figures
