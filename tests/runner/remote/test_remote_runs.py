"""Runs in a kernel of a real Jupyter server: what holds there as it does here, and what differs."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from quizapp.core.run import Figure, Job, Output
from quizapp.runner import Runner
from quizapp.runner.client import HERE

from ..conftest import run_plain
from .conftest import Run, Served, script

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_it_says_what_there_is_to_run_on(there: Runner) -> None:
    devices = await there.devices()
    assert devices[0] == "cpu"
    assert devices[-1] == HERE
    assert {"python", "torch"} <= (await there.versions()).keys()
    assert {"torch", "ipykernel"} <= there.packages
    assert there.problems == []


async def test_output_comes_in_its_order_and_while_the_script_goes_on(
    bare: Runner, tmp_path: Path
) -> None:
    text = "import time\nfor i in range(3): print(i, flush=True)\ntime.sleep(600)"
    texts = ""
    async with contextlib.aclosing(bare.stream(script(tmp_path, text, seconds=600))) as events:
        async for event in events:
            assert isinstance(event, Output)
            texts += event.text
            if texts == "0\n1\n2\n":
                break


async def test_a_run_is_signed_with_the_device_and_the_place(run: Run, served: Served) -> None:
    ended = await run("print('on')", device="cpu")
    assert ended.stdout == "on\n"
    assert ended.finished.outcome == "ok"
    assert ended.finished.device == "cpu"
    assert ended.finished.note == f"at {served.address.shown}"


async def test_a_device_that_is_not_there_is_said_not_to_be(run: Run, served: Served) -> None:
    ended = await run("print('on')", device="mps")
    assert ended.finished.exit_code is None
    assert f"no mps device at {served.address.shown}" in ended.finished.note


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    return 1 / 0\n\n\nf()",
        "raise SystemExit(7)",
        "raise SystemExit('bye')",
        "1 +",
        "import sys\nprint('out')\nprint('err', file=sys.stderr)",
        "print(input())",
        "import warnings\nwarnings.warn('mind')",
        "class Mine(ValueError): pass\nraise Mine('of my own')",
        "import asyncio\n\n\nasync def main(): print('loop')\n\n\nasyncio.run(main())",
        "import atexit\natexit.register(print, 'last')\nprint('first')",
        "class Held:\n    def __del__(self): print('let go')\n\n\nheld = Held()",
        "import os\nprint(os.listdir())\nos.system('echo from a shell')",
        "import sys\nprint(__name__, __file__ == sys.argv[0], len(sys.argv))",
        "import pickle\n\n\nclass P: x = 1\n\n\nprint(pickle.loads(pickle.dumps(P())).x)",
        "import threading\nthreading.Thread(target=lambda: print('joined')).start()",
        "import sys\nsys.stdout.buffer.write(b'bytes')\nsys.stdout.flush()",
    ],
)
async def test_it_is_as_in_plain_python(run: Run, tmp_path: Path, text: str) -> None:
    ended = await run(text)
    (tmp_path / "cwd").mkdir()
    plain = await run_plain(tmp_path / "bank" / "script.py", tmp_path / "cwd")
    assert ended.stdout == plain.stdout
    assert ended.stderr == plain.stderr
    assert ended.finished.exit_code == plain.exit_code


async def test_the_exception_comes_as_a_value(run: Run) -> None:
    ended = await run("class Mine(ValueError): pass\nraise Mine('of my own')")
    assert ended.finished.raised is not None
    assert ended.finished.raised.name == "Mine"
    assert ended.finished.raised.bases[0] == "ValueError"
    assert ended.finished.raised.message == "of my own"


async def test_edited_text_runs_under_the_name_of_its_file(bare: Runner, tmp_path: Path) -> None:
    job = script(tmp_path, "print('file')")
    ended = await bare.run(Job(path=job.path, source="print('edited')\n1 / 0"))
    assert ended.stdout == "edited\n"
    assert f'File "{job.path}", line 2, in <module>\n    1 / 0' in ended.stderr


async def test_figures_come_with_their_data_and_picture(run: Run) -> None:
    pytest.importorskip("matplotlib")
    ended = await run(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2, 4])\nplt.title('growth')\nplt.show()"
    )
    [figure] = ended.figures
    assert isinstance(figure, Figure)
    assert figure.axes[0].title == "growth"
    assert figure.axes[0].series[0].y == [1.0, 2.0, 4.0]
    assert figure.png.startswith(b"\x89PNG")


async def test_output_above_its_limit_is_cut_and_said_to_be(run: Run) -> None:
    ended = await run("for i in range(200_000): print(i)", output=1000)
    assert ended.finished.outcome == "ok"
    assert ended.finished.truncated
    assert len(ended.stdout) == 1000


async def test_all_output_below_the_limit_comes(run: Run) -> None:
    ended = await run("for i in range(20_000): print('line', i, flush=True)", seconds=60)
    assert ended.finished.outcome == "ok"
    assert ended.stdout == "".join(f"line {i}\n" for i in range(20_000))


async def test_files_that_the_script_names_go_along(run: Run, tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    (bank / "data").mkdir(parents=True)
    (bank / "helper.py").write_text("from deeper import word\n")
    (bank / "deeper.py").write_text("word = 'helped'\n")
    (bank / "data" / "rows.csv").write_text("a,b\n")
    (bank / "other.txt").write_text("not named")
    ended = await run(
        "from pathlib import Path\nimport helper\nprint(helper.word)\n"
        "here = Path(__file__).parent\nprint((here / 'data' / 'rows.csv').read_text(), end='')\n"
        "print(sorted(one.name for one in here.iterdir()))"
    )
    assert ended.stderr == ""
    assert ended.stdout == "helped\na,b\n['data', 'deeper.py', 'helper.py', 'script.py']\n"


async def test_a_file_that_is_too_large_is_said_to_stay(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "large.bin").write_bytes(b"x" * 1_500_000)
    ended = await run("print('large.bin')")
    assert "not sent along, above 1 MB: large.bin" in ended.finished.note


# One after the other


LEAVES = {
    "variables": ("leaves = 1", "print('leaves' in globals())", "False\n"),
    "the default dtype": (
        "import torch\ntorch.set_default_dtype(torch.float64)",
        "import torch\nprint(torch.ones(1).dtype)",
        "torch.float32\n",
    ),
    "the grad mode": (
        "import torch\ntorch.set_grad_enabled(False)",
        "import torch\nprint(torch.is_grad_enabled())",
        "True\n",
    ),
    "the number of threads": (
        "import torch\nimport os\ntorch.set_num_threads(torch.get_num_threads() + 1)",
        "import torch\nimport os\nprint(torch.get_num_threads() <= os.cpu_count())",
        "True\n",
    ),
    "deterministic algorithms": (
        "import torch\ntorch.use_deterministic_algorithms(True)",
        "import torch\nprint(torch.are_deterministic_algorithms_enabled())",
        "False\n",
    ),
    "the seed": (
        "import torch\ntorch.manual_seed(0)\nprint(torch.rand(1))",
        "import torch\nimport random\nprint(torch.initial_seed() == 0)",
        "False\n",
    ),
    "the environment": (
        "import os\nos.environ['LEFT'] = '1'",
        "import os\nprint(os.environ.get('LEFT'))",
        "None\n",
    ),
    "a filter of warnings": (
        "import warnings\nwarnings.simplefilter('error')",
        "import warnings\nwarnings.warn('mind')\nprint('on')",
        "on\n",
    ),
    "a method of Tensor": (
        "import torch\ntorch.Tensor.twice = lambda self: self * 2",
        "import torch\nprint(hasattr(torch.Tensor, 'twice'))",
        "False\n",
    ),
    "another function": (
        "import torch.nn.functional as F\nF.relu = None",
        "import torch.nn.functional as F\nprint(F.relu is None)",
        "False\n",
    ),
    "a thread": (
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True, name='left').start()",
        "import threading\nprint('left' in [one.name for one in threading.enumerate()])",
        "False\n",
    ),
}


@pytest.mark.parametrize("left", LEAVES)
async def test_a_run_finds_nothing_of_the_one_before(run_torch: Run, left: str) -> None:
    before, after, expected = LEAVES[left]
    assert (await run_torch(before)).finished.outcome == "ok"
    assert (await run_torch(after)).stdout == expected


async def test_a_module_beside_the_script_is_read_anew(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    module = tmp_path / "bank" / "helper.py"
    for word in ("one", "two"):
        module.write_text(f"word = {word!r}\n")
        assert (await run("import helper\nprint(helper.word)")).stdout == f"{word}\n"


async def test_two_runs_wait_for_one_another(bare: Runner, tmp_path: Path) -> None:
    text = "import time\nprint(time.monotonic())\ntime.sleep(0.3)\nprint(time.monotonic())"
    jobs = [script(tmp_path / name, text) for name in ("a", "b")]
    runs = await asyncio.gather(*map(bare.run, jobs))
    first, second = sorted([float(line) for line in one.stdout.split()] for one in runs)
    assert first[1] <= second[0]


# What calls a run off


async def test_the_time_limit_interrupts_a_run(run: Run) -> None:
    ended = await run("print('so far', flush=True)\nimport time\ntime.sleep(600)", seconds=1)
    assert ended.finished.outcome == "timed_out"
    assert ended.stdout == "so far\n"
    assert ended.stderr == ""
    assert (await run("print('next')")).stdout == "next\n"


async def test_a_run_that_heeds_no_interrupt_costs_the_kernel(run: Run) -> None:
    pid = (await run("import os\nprint(os.getpid())")).stdout
    deaf = (
        "import time\nwhile True:\n    try:\n        time.sleep(600)\n"
        "    except KeyboardInterrupt:\n        pass"
    )
    assert (await run(deaf, seconds=0.5)).finished.outcome == "timed_out"
    after = await run("import os\nprint(os.getpid())")
    assert after.finished.outcome == "ok"
    assert after.stdout != pid


async def test_closing_the_stream_ends_the_run(bare: Runner, run: Run, tmp_path: Path) -> None:
    text = "print('on', flush=True)\nimport time\ntime.sleep(600)"
    async with contextlib.aclosing(bare.stream(script(tmp_path, text, seconds=600))) as events:
        assert await anext(events) == Output("stdout", "on\n")
    assert (await run("print('next')")).stdout == "next\n"


async def test_a_kernel_that_died_fails_nobody(run: Run) -> None:
    ended = await run("print('on', flush=True)\nimport os\nos._exit(3)")
    assert ended.finished.outcome == "killed"
    assert not ended.finished.conclusive
    assert "process ended" in ended.finished.note
    assert (await run("print('next')")).stdout == "next\n"


# Here and there


async def test_the_same_runner_runs_on_this_machine_too(served: Served, tmp_path: Path) -> None:
    async with Runner(preload=[], remote=served.address) as both:
        jobs = [script(tmp_path, "print('on')", device=device) for device in ("cpu", HERE)]
        runs = [await both.run(job) for job in jobs]
    notes = [one.finished.note for one in runs]
    assert [one.stdout for one in runs] == ["on\n", "on\n"]
    assert notes == [f"at {served.address.shown}", ""]
