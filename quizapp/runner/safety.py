"""What protects the machine from a run, and what it leaves open, said in words."""

from typing import NamedTuple

from quizapp.core.wording import listed

_ABSTRACT_SINCE, _TCP_SINCE = 6, 4  # Landlock's versions


class Protection(NamedTuple):
    """`walls` stand around a run; `gaps` are what it can reach or see all the same. `place` is the
    other machine that runs it, if it is not this one."""

    walls: tuple[str, ...]
    gaps: tuple[str, ...]
    place: str = ""

    @property
    def confined(self) -> bool:
        """Whether no way is known by which a run reaches the learner's files, processes, sockets or
        shared memory, or outlives its end: only then may a stranger's code run unasked."""
        return not self.gaps

    @property
    def summary(self) -> str:
        """One line for the reader."""
        if not self.walls:
            return f"not confined: {self.open}"
        standing = listed(self.walls)
        leave = f"leave{'' if len(self.walls) > 1 else 's'} open"
        return (
            f"not confined: {standing} {leave} {self.open}"
            if self.gaps
            else f"confined by {standing}"
        )

    @property
    def open(self) -> str:
        """The gaps in a row."""
        return listed(self.gaps)


class Walls(NamedTuple):
    """What there is to build with: Landlock's version (0: none), whether a run can have namespaces
    of its own and a filter of its system calls, whether this can ask its supervisor; and whether
    namespaces come with a /proc that shows nobody else's processes."""

    landlock: int
    namespaces: bool
    seccomp: bool
    asking: bool
    own_proc: bool = True

    def no_more_than(self, most: "Walls") -> "Walls":
        """What is in both."""
        return Walls(
            min(self.landlock, most.landlock),
            self.namespaces and most.namespaces,
            self.seccomp and most.seccomp,
            self.asking and most.asking,
            self.own_proc and most.own_proc,
        )

    @property
    def protection(self) -> Protection:
        """Of a run behind these."""
        if self == NO_WALLS:
            return Protection((), ("a run may do all that you may",))
        walls = [f"Landlock {self.landlock}"] if self.landlock else []
        if self.namespaces:
            walls.append("namespaces")
        if self.seccomp:
            walls.append("seccomp")
        return Protection(tuple(walls), tuple(self._gaps()))

    def _gaps(self) -> list[str]:
        if not self.landlock:
            return ["nearly all that you may do"]
        if self.namespaces:
            seen = [] if self.own_proc else ["names and command lines of your processes"]
            return seen if self.seccomp else [*seen, "limits of memory"]
        gaps = ["names and sizes of your files", "command lines of your processes"]
        gaps.append("addresses of your connections")
        if not self.asking:
            gaps += ["unix sockets (tmux, D-Bus, Docker)", "/dev/shm"]
            if self.landlock < _ABSTRACT_SINCE:
                gaps.append("signals to your processes")
        if not self.seccomp:
            gaps += ["modes and times of your files", "limits of your processes", "System V memory"]
            if self.landlock < _TCP_SINCE:
                gaps.append("the network")
        return gaps


def elsewhere(place: str) -> Protection:
    """Of a run on another machine, in a process that serves all runs: none of ours."""
    open_ = (f"at {place} a run may do all that its server may", "it finds what was run before it")
    return Protection((), open_, place)


NO_WALLS = Walls(0, False, False, False)
ALL_WALLS = Walls(1 << 30, True, True, True)
