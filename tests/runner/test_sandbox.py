"""What is said to protect, and the parts that the walls are built of."""

import os
from pathlib import Path

import pytest

from quizapp.core.run import Job
from quizapp.runner import protection
from quizapp.runner.environment import environment, reach
from quizapp.runner.sandbox import seccomp
from quizapp.runner.sandbox.walls import NO_WALLS, Walls

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026


def filtered(machine: str, number: int, *arguments: int, arch: int | None = None) -> int:
    """What the filter answers to a system call, by interpreting it as the kernel would."""
    data = {0: number, 4: arch if arch is not None else seccomp._ARCHITECTURES[machine]}
    data |= {16 + 8 * i: value for i, value in enumerate(arguments)}
    code = seccomp.program(machine, [1, 2])
    at, value = 0, 0
    while True:
        operation = int.from_bytes(code[at : at + 2], "little")
        if_true, if_false = code[at + 2], code[at + 3]
        operand = int.from_bytes(code[at + 4 : at + 8], "little")
        match operation:
            case 0x20:
                value = data.get(operand, 0)
                jump = 0
            case 0x15:
                jump = if_true if value == operand else if_false
            case 0x35:
                jump = if_true if value >= operand else if_false
            case 0x45:
                jump = if_true if value & operand else if_false
            case _:
                return operand
        at += 8 * (1 + jump)


@pytest.mark.parametrize(
    ("machine", "number", "arguments", "answer"),
    [
        ("x86_64", 0, (), ALLOW),  # read
        ("x86_64", 101, (), EPERM),  # ptrace
        ("aarch64", 117, (), EPERM),
        ("x86_64", 435, (), ENOSYS),  # clone3
        ("x86_64", 56, (17,), ALLOW),  # clone, as fork does it
        ("x86_64", 56, (0x10000011,), EPERM),  # clone into a user namespace
        ("x86_64", 41, (1,), ALLOW),  # socket: unix
        ("x86_64", 41, (2,), ALLOW),
        ("x86_64", 41, (17,), EPERM),  # packet
        ("aarch64", 198, (1,), ALLOW),
        ("aarch64", 198, (40,), EPERM),  # vsock
        ("x86_64", 16, (0, 0x5412), EPERM),  # typing into a terminal
        ("x86_64", 16, (0, 0x5401), ALLOW),
        ("x86_64", 0x40000000, (), EPERM),  # the x32 way of calling
    ],
)
def test_the_filter_answers(
    machine: str, number: int, arguments: tuple[int, ...], answer: int
) -> None:
    assert filtered(machine, number, *arguments) == answer


def test_the_filter_refuses_calls_of_another_machine() -> None:
    assert filtered("x86_64", 0, arch=0x40000003) == EPERM


@pytest.mark.parametrize(
    ("walls", "summary", "confined"),
    [
        (
            Walls(7, True, True),
            "Landlock 7, user, PID, network, IPC and mount namespaces, seccomp",
            True,
        ),
        (Walls(1, False, True), "Landlock 1, seccomp", True),
        (Walls(0, False, True), "seccomp, no Landlock: runs are not confined", False),
        (NO_WALLS, "no Landlock: runs are not confined", False),
    ],
)
def test_protection_is_one_honest_line(walls: Walls, summary: str, confined: bool) -> None:
    assert walls.protection == (summary, confined)


def test_protection_is_found_out_once() -> None:
    assert protection() is protection()
    assert "\n" not in protection().summary


def test_the_environment_is_a_list_of_what_is_let_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s3cret")
    monkeypatch.setenv("SSH_AUTH_SOCK", "/tmp/agent")
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    seen = environment(tmp_path)
    assert "s3cret" not in seen.values()
    assert "SSH_AUTH_SOCK" not in seen
    assert seen["OMP_NUM_THREADS"] == "2"
    assert seen["PATH"] == os.environ["PATH"]


def test_a_run_reaches_its_bank_and_its_own_folder(tmp_path: Path) -> None:
    bank, other = tmp_path / "bank", tmp_path / "elsewhere"
    job = Job(path=other / "script.py", readable=(bank,))
    assert set(reach(job, Path("/tmp/runs"))) == {str(bank), str(other), str(job.path)}


def test_a_home_is_not_handed_over_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    script = tmp_path / "me" / "script.py"
    assert reach(Job(path=script), Path("/tmp/runs")) == [str(script)]
    assert reach(Job(path=script, readable=(tmp_path,)), Path("/tmp/runs")) == [str(script)]


def test_matplotlib_gets_a_cache_where_the_usual_place_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert environment(tmp_path)["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "made" / "later"))
    assert "MPLCONFIGDIR" not in environment(tmp_path)
