"""What is said to protect, and the parts that the walls are built of."""

import os
from pathlib import Path

import pytest

from quizapp.core.run import Job
from quizapp.runner import protection
from quizapp.runner.environment import environment
from quizapp.runner.safety import NO_WALLS, Walls
from quizapp.runner.sandbox import allowed, landlock, seccomp
from quizapp.runner.sandbox.allowed import interpreter, reach, resolved

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, EPERM, ENOSYS, ASK = 0x7FFF0000, 0x00050001, 0x00050026, 0x7FC00000


def filtered(
    machine: str, number: int, *arguments: int, arch: int | None = None, code: bytes = b""
) -> int:
    """What the filter (that for a run with namespaces, or another) answers to a system call, by
    interpreting it as the kernel would."""
    data = {0: number, 4: arch if arch is not None else seccomp._ARCHITECTURES[machine]}
    data |= {16 + 8 * i: value for i, value in enumerate(arguments)}
    code = code or seccomp.with_namespaces(machine)
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
            case 0x54:
                value, jump = value & operand, 0
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
        ("x86_64", 157, (1, 2), ALLOW),  # prctl: to be signalled when the parent ends
        ("x86_64", 157, (1, 18), EPERM),  # by SIGCONT
        ("x86_64", 157, (4, 0), EPERM),  # to be not dumpable
        ("x86_64", 157, (15, 0), ALLOW),
        ("x86_64", 302, (0,), ALLOW),  # prlimit
        ("x86_64", 302, (1,), EPERM),  # of the supervisor
        ("x86_64", 16, (0, 0x5412), EPERM),  # typing into a terminal
        ("x86_64", 16, (0, 0x5401), ALLOW),
        ("x86_64", 9, (0, 1 << 20, 3, 0x22), ALLOW),  # mmap, private and of no file
        ("x86_64", 9, (0, 1 << 20, 3, 0x1), ALLOW),  # shared, and of a file
        ("x86_64", 9, (0, 1 << 20, 3, 0x21), EPERM),  # shared, and of no file
        ("aarch64", 222, (0, 1 << 20, 3, 0x80023), EPERM),
        ("x86_64", 0x40000000, (), EPERM),  # the x32 way of calling
    ],
)
def test_the_filter_answers(
    machine: str, number: int, arguments: tuple[int, ...], answer: int
) -> None:
    assert filtered(machine, number, *arguments) == answer


@pytest.mark.parametrize(
    ("call", "flags", "answer"),
    [
        ("clone", 0x01200011, ASK),  # a fork
        ("clone", 0x003D0F00, ALLOW),  # a thread
        ("clone", 0x30000011, EPERM),  # namespaces
        ("vfork", 0, ASK),
    ],
)
def test_of_new_processes_the_supervisor_is_asked(call: str, flags: int, answer: int) -> None:
    """Where it answers no more they fail, however fast one forks the next."""
    code = seccomp.among_others("x86_64", 7, asking=True)
    number = seccomp.number(call, "x86_64")
    assert number is not None
    assert filtered("x86_64", number, flags, code=code) == answer


def test_the_driver_of_a_gpu_may_share_memory_of_no_file() -> None:
    for code in (
        seccomp.with_namespaces("x86_64", gpu=True),
        seccomp.among_others("x86_64", 7, asking=True, gpu=True),
    ):
        assert filtered("x86_64", 9, 0, 1 << 20, 3, 0x21, code=code) == ALLOW


@pytest.mark.parametrize(
    ("request_", "cpu", "gpu"),
    [
        (0x5401, ALLOW, ALLOW),  # is this a terminal?
        (0x541B, ALLOW, ALLOW),  # how much is there to read?
        (0x8913, ALLOW, ALLOW),  # an interface's flags
        (0x5412, EPERM, EPERM),  # typing into a terminal
        (0x8901, EPERM, EPERM),  # whom to signal
        (0x40086602, EPERM, EPERM),  # a file's flags
        (0x40087602, EPERM, EPERM),  # its version
        (0x40806685, EPERM, EPERM),  # its verity
        (0xC0109345, EPERM, ALLOW),  # of some device
    ],
)
def test_what_may_be_asked_of_what_is_open(request_: int, cpu: int, gpu: int) -> None:
    for asking in (True, False):
        code = seccomp.among_others("x86_64", 7, asking=asking)
        assert filtered("x86_64", 16, 3, request_, code=code) == cpu
        code = seccomp.among_others("x86_64", 7, asking=asking, gpu=True)
        assert filtered("x86_64", 16, 3, request_, code=code) == gpu


def test_the_filter_refuses_calls_of_another_machine() -> None:
    assert filtered("x86_64", 0, arch=0x40000003) == EPERM


@pytest.mark.parametrize(
    ("walls", "summary"),
    [
        (Walls(7, True, True, True), "confined by Landlock 7, namespaces and seccomp"),
        (
            Walls(1, False, True, True),
            "not confined: Landlock 1 and seccomp leave open names and sizes of your files, "
            "command lines of your processes and addresses of your connections",
        ),
        (
            Walls(6, False, True, False),
            "not confined: Landlock 6 and seccomp leave open names and sizes of your files, "
            "command lines of your processes, addresses of your connections, "
            "unix sockets (tmux, D-Bus, Docker) and /dev/shm",
        ),
        (
            Walls(7, True, False, False),
            "not confined: Landlock 7 and namespaces leave open limits of memory",
        ),
        (
            Walls(7, True, True, True, own_proc=False),
            "not confined: Landlock 7, namespaces and seccomp leave open names and command lines "
            "of your processes",
        ),
        (
            Walls(0, True, True, True),
            "not confined: namespaces and seccomp leave open nearly all that you may do",
        ),
        (NO_WALLS, "not confined: a run may do all that you may"),
    ],
)
def test_protection_is_one_honest_line(walls: Walls, summary: str) -> None:
    assert walls.protection.summary == summary
    assert walls.protection.confined == summary.startswith("confined")


@pytest.mark.parametrize(("version", "more"), [(3, True), (5, True), (6, False)])
def test_older_kernels_let_signals_through_where_nobody_is_asked(version: int, more: bool) -> None:
    gaps = Walls(version, False, True, False).protection.gaps
    assert ("signals to your processes" in gaps) == more


def test_protection_is_found_out_once() -> None:
    assert protection() is protection()
    assert "\n" not in protection().summary


def test_where_no_wall_can_be_tried_out_nothing_confines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert not protection.__wrapped__().confined


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
    assert set(reach(job, Path("/tmp/runs")).paths) == {bank, other, job.path}


def test_a_home_is_not_handed_over_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    script = tmp_path / "me" / "script.py"
    assert reach(Job(path=script), Path("/tmp/runs")).paths == [script]
    assert reach(Job(path=script, readable=(tmp_path,)), Path("/tmp/runs")).paths == [script]


def test_a_home_behind_a_link_is_not_handed_over_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, home = tmp_path / "disk", tmp_path / "home"
    (disk / "me").mkdir(parents=True)
    home.symlink_to(disk)
    monkeypatch.setenv("HOME", str(home / "me"))
    job = Job(path=disk / "me" / "script.py", readable=(disk, home, disk / "me"))
    assert reach(job, Path("/tmp/runs")).paths == [job.path]


@pytest.mark.parametrize("folder", ["/", "/tmp", "/var/tmp", "/run"])
def test_what_is_everybodys_is_not_handed_over_whole(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    script = Path(folder, "script.py")
    assert reach(Job(path=script, readable=(Path(folder),)), tmp_path).paths == [script]


def test_the_links_on_the_way_to_a_bank_are_told(tmp_path: Path) -> None:
    real = tmp_path / "real"
    (real / "bank").mkdir(parents=True)
    (tmp_path / "absolute").symlink_to(real)
    (tmp_path / "relative").symlink_to("absolute/../absolute/bank")
    found = resolved([tmp_path / "relative" / "script.py"])
    assert found.paths == [real / "bank" / "script.py"]
    assert dict(found.links) == {
        tmp_path / "absolute": real,
        tmp_path / "relative": Path("absolute/../absolute/bank"),
    }


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert len(resolved([tmp_path / "a" / "script.py"]).links) == 2


def test_an_installation_that_holds_the_home_is_not_handed_over_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("me", "libraries", "me/package"):
        (tmp_path / name).mkdir()
    (tmp_path / "libraries" / "libx.so.1").touch()
    for name in ("module.py", "me/module.py", "me/package/module.py"):
        (tmp_path / name).touch()
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("LD_LIBRARY_PATH", f"lib:{tmp_path}::{tmp_path / 'libraries'}")
    entries = ["", "", ".", str(tmp_path), str(tmp_path / "me"), "/tmp"]
    monkeypatch.setattr("sys.path", [*entries, str(tmp_path / "me" / "package")])
    found = interpreter()
    assert tmp_path / "libraries" in found
    assert tmp_path / "me" / "package" in found
    assert not {tmp_path, tmp_path / "me", Path("/tmp"), Path()} & set(found)
    assert all(path.is_absolute() for path in found)


def test_a_folder_without_modules_is_no_part_of_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, here = tmp_path / ".ssh", tmp_path / "here"
    for folder in (keys, here):
        folder.mkdir()
        (folder / "id_rsa").touch()
    (here / "module.py").touch()
    monkeypatch.chdir(here)
    monkeypatch.setattr("sys.path", ["", str(keys), str(here)])
    monkeypatch.setenv("LD_LIBRARY_PATH", str(keys))
    assert not {keys, here} & set(interpreter())


@pytest.mark.parametrize("virtual", [True, False])
def test_someone_may_have_a_project_in_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, virtual: bool
) -> None:
    """As where `python -m venv .` was called; of any other, where they are in it now."""
    project = tmp_path / "project"
    for name in ("lib", "notes"):
        (project / name).mkdir(parents=True)
    (project / ".env").touch()
    monkeypatch.setattr("sys.prefix", str(project))
    if not virtual:
        monkeypatch.setattr("sys.base_prefix", str(project))
        monkeypatch.chdir(project / "notes")
    found = interpreter()
    assert project / "lib" in found
    assert not {project, project / "notes", project / ".env"} & set(found)


def test_someone_may_live_in_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "letters").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    found = interpreter()
    assert tmp_path / "lib" in found
    assert not {tmp_path, tmp_path / "letters"} & set(found)


def test_of_an_installation_in_the_home_the_data_of_programs_is_kept_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = tmp_path / ".local"
    for name in ("lib", "bin", "share/quizapp"):
        (local / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.prefix", str(local))
    found = interpreter()
    assert local / "lib" in found
    assert not any((local / "share").is_relative_to(path) for path in found)


def test_of_an_installation_what_is_private_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lib", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "module.py").touch()
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr("sys.path", ["", str(tmp_path)])
    found = [path for path in allowed.installation([tmp_path / "data"]) if path.name != "quizapp"]
    below = [path for path in found if path.is_relative_to(tmp_path)]
    assert set(below) == {tmp_path / "lib", tmp_path / "module.py"}


def test_a_bank_that_holds_the_temporary_files_is_read_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("snippets", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    script = tmp_path / "snippets" / "script.py"
    seen = reach(Job(path=script, readable=(tmp_path,)), tmp_path / "temporary" / "runs")
    assert set(seen.paths) == {script, script.parent}


def test_links_of_a_bank_that_holds_what_is_private_hand_nothing_else_out(tmp_path: Path) -> None:
    bank, elsewhere = tmp_path / "bank", tmp_path / "elsewhere"
    for folder in (bank / "snippets", bank / "private" / "sub", elsewhere):
        folder.mkdir(parents=True)
    (bank / "private" / "quizapp.db").write_text("mine")
    for name, target in (
        *(("a", "."), ("b", "."), ("e", elsewhere), ("r", "/"), ("in", "snippets")),
        *(("notes", "private/quizapp.db"), ("sub", "private/sub"), ("p", "private")),
    ):
        (bank / name).symlink_to(target)
    script = bank / "snippets" / "script.py"
    job = Job(path=script, readable=(bank,))
    seen = reach(job, tmp_path / "runs", private=[bank / "private"])
    assert set(seen.paths) == {script, script.parent}


def test_links_that_multiply_from_folder_to_folder_keep_nobody_busy(tmp_path: Path) -> None:
    """60 links to each of four folders in one another are 13 million ways to the last."""
    bank = folder = tmp_path / "bank"
    (bank / "snippets").mkdir(parents=True)
    for _ in range(4):
        folder = folder / "in"
        folder.mkdir()
        for number in range(60):
            (folder.parent / f"link{number}").symlink_to("in")
    (folder / "private").mkdir()
    script = bank / "snippets" / "script.py"
    job = Job(path=script, readable=(bank,))
    seen = reach(job, tmp_path / "runs", private=[folder / "private"])
    assert set(seen.paths) == {script, script.parent}


def test_how_much_of_a_core_there_is_can_be_read() -> None:
    groups = Path("/sys/fs/cgroup")
    there = {*groups.glob("cpu*/cpu.cfs_*"), *groups.glob("cpu.max")}
    assert there <= set(allowed.system())


def test_a_home_in_a_folder_of_the_system_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "local" / "src" / "me"
    home.mkdir(parents=True)
    (tmp_path / "local" / "lib").mkdir()
    (tmp_path / "share").mkdir()
    monkeypatch.setattr(allowed, "_kept_back", lambda: [home])
    monkeypatch.setattr(allowed, "_SYSTEM", (tmp_path,))
    found = [path for path in allowed.system() if path.is_relative_to(tmp_path)]
    assert found == [tmp_path / "local" / "lib", tmp_path / "share"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("NVIDIA_API_KEY", False),
        ("PYTHON_KEYRING_PASS", False),
        ("PYTORCH_TOKEN", False),
        ("CUDA_VISIBLE_DEVICES", True),
        ("PYTHONHASHSEED", True),
        ("LC_ALL", True),
        ("LC_SECRET", False),
        ("OMP_NUM_THREADS", True),
    ],
)
def test_the_environment_of_a_run_is_a_list_without_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, seen: bool
) -> None:
    monkeypatch.setenv(name, "1")
    assert (name in environment(tmp_path)) is seen


def test_lists_of_folders_name_no_place_where_the_app_happens_to_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONPATH", f":lib:{tmp_path}:.")
    monkeypatch.setenv("LD_LIBRARY_PATH", ":")
    seen = environment(tmp_path)
    assert seen["PYTHONPATH"] == str(tmp_path)
    assert "LD_LIBRARY_PATH" not in seen


def test_matplotlib_gets_a_cache_where_the_usual_place_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert environment(tmp_path)["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "made" / "later"))
    assert "MPLCONFIGDIR" not in environment(tmp_path)


@pytest.mark.parametrize(
    ("version", "newest_file_right", "tcp", "kept_within"),
    [
        (1, landlock.FileRight.MAKE_SYM, False, False),
        (2, landlock.FileRight.REFER, False, False),
        (3, landlock.FileRight.TRUNCATE, False, False),
        (4, landlock.FileRight.TRUNCATE, True, False),
        (5, landlock.FileRight.IOCTL_DEV, True, False),
        (6, landlock.FileRight.IOCTL_DEV, True, True),
        (7, landlock.FileRight.IOCTL_DEV, True, True),
        (70, landlock.FileRight.IOCTL_DEV, True, True),
    ],
)
def test_a_kernel_is_asked_for_no_right_that_it_does_not_know(
    version: int, newest_file_right: landlock.FileRight, tcp: bool, kept_within: bool
) -> None:
    assert landlock.file_rights(version) == (newest_file_right << 1) - 1
    assert bool(landlock.tcp_rights(version)) == tcp
    assert bool(landlock.scopes(version)) == kept_within


def test_a_kernel_without_landlock_has_version_0(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("quizapp.runner.sandbox.linux.syscall", refuse)
    assert landlock.abi() == 0
