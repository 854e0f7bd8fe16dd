"""Which device a run gets; what can be said of a GPU without having one."""

import os
import sys
from types import SimpleNamespace

import pytest

from quizapp.runner import Runner, devices

from .conftest import Run


@pytest.mark.asyncio(loop_scope="session")
async def test_a_device_that_is_not_there_is_one_clear_line(run: Run, runner: Runner) -> None:
    found = await runner.devices()
    missing = next(name for name in ("cuda", "mps") if name not in found)
    ended = (await run("print('never')", device=missing)).finished
    assert (ended.outcome, ended.exit_code, ended.device) == ("error", None, missing)
    assert ended.note == f"no {missing} device on this machine (there is: {', '.join(found)})"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_run_on_the_cpu_sees_no_gpu(run: Run) -> None:
    ended = await run(
        "import os, torch\n"
        "print([os.environ['CUDA_VISIBLE_DEVICES']], torch.cuda.is_available())\n"
        "print(torch.accelerator.is_available())",
        device="cpu",
    )
    assert ended.stdout == "[''] False\nFalse\n"
    assert ended.finished.device == "cpu"


@pytest.mark.asyncio(loop_scope="session")
async def test_auto_is_the_best_that_is_there(run: Run, runner: Runner) -> None:
    assert (await run("pass")).finished.device == devices.best(await runner.devices())


@pytest.mark.asyncio(loop_scope="session")
async def test_versions_name_torch(runner: Runner) -> None:
    versions = await runner.versions()
    assert versions["python"] == ".".join(map(str, sys.version_info[:3]))
    assert versions["torch"][0].isdigit()


@pytest.mark.parametrize(
    ("found", "best"),
    [(["cpu"], "cpu"), (["cpu", "mps"], "mps"), (["cpu", "cuda"], "cuda")],
)
def test_best_prefers_a_gpu(found: list[str], best: str) -> None:
    assert devices.best(found) == best


def test_a_gpu_hides_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    devices.hide_others("cuda")
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "1"


def test_no_driver_is_asked_where_torch_has_no_gpu_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = SimpleNamespace(version=SimpleNamespace(cuda=None, hip=None))
    monkeypatch.setitem(sys.modules, "torch", plain)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not devices.has_gpu_driver()


def test_mps_is_hidden_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    mps = SimpleNamespace(is_available=lambda: True)
    accelerator = SimpleNamespace(is_available=lambda: True, current_accelerator=lambda: "mps")
    fake = SimpleNamespace(backends=SimpleNamespace(mps=mps), accelerator=accelerator)
    monkeypatch.setitem(sys.modules, "torch", fake)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.setenv("HIP_VISIBLE_DEVICES", "")
    devices.hide_others("cpu")
    assert not mps.is_available()
    assert accelerator.current_accelerator() is None
