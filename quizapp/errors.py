"""Every error that ends a command, with its exit code; all else is a value or our own bug."""


class QuizError(Exception):
    """Something the user can mend; its text is the one line that is shown."""

    exit_code = 1


class UsageError(QuizError):
    """The command was called wrongly, or has no terminal to work on."""

    exit_code = 2


class BankError(QuizError):
    """There are no banks to go on with."""


class StoreError(QuizError):
    """The learner's data cannot be read or written."""


class RunnerError(QuizError):
    """No server could be started to run snippets in."""
