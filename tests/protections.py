"""What protects runs, as tests have it said."""

from quizapp.runner import Protection

CONFINED = Protection(("stubbed walls",), ())
NOTHING = Protection((), ("a run may do what you may",))
SOME = Protection(("Landlock 7", "seccomp"), ("names of your files", "names of your processes"))


def confined_if(confined: bool) -> Protection:
    return CONFINED if confined else NOTHING
