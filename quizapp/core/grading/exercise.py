"""A code card's checks: the script that runs them on an answer, and what came of it.

`checks.py` holds functions `check_*(answer)`; `answer` is the learner's module, the docstring says
what is checked, and the message of a failed assert is the feedback.
"""

import ast
import re

import msgspec

from quizapp.core.printable import printable
from quizapp.core.run import Transcript

ANSWER_FILE = "answer.py"
LONGEST_MESSAGE = 2000  # characters of what a check says
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")

_HARNESS = """\
import json, linecache, os, sys, traceback, types

_MARK, _ANSWER, _CHECKS = {mark!r}, {answer!r}, {checks!r}
_LONGEST = {longest}
_out, _dumps = open(os.dup(1), "w"), json.dumps  # the answer may put others in their place


def _load(name, file, text):
    module = types.ModuleType(name)
    module.__file__ = file
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    sys.modules[name] = module
    exec(compile(text, file, "exec"), module.__dict__)
    return module


def _tell(message="", **fields):
    # A check may print all of a tensor; a line of that length would be cut on its way.
    short = message if len(message) <= _LONGEST else message[:_LONGEST] + " …"
    try:
        sys.stdout.flush()
    except Exception:
        pass
    line = "\\n" + _MARK + _dumps(dict(fields, message=short)) + "\\n"
    try:
        _out.write(line)
        _out.flush()
    except OSError:  # it closed all that it could
        os.write(1, line.encode())


def _result(name, function, answer):
    doc = (function.__doc__ or name[6:].replace("_", " ")).strip().splitlines()[0]
    try:
        function(answer)
    except AssertionError as error:
        message = str(error) or "this is not so yet"
        _tell(name=name, doc=doc, passed=False, message=message)
    except Exception as error:
        where = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == "answer.py"]
        line = f" (line {{where[-1].lineno}})" if where else ""
        message = f"{{type(error).__name__}}: {{error}}{{line}}"
        _tell(name=name, doc=doc, passed=False, message=message, crashed=True)
    else:
        _tell(name=name, doc=doc, passed=True, message="")


_answer = _load("answer", "answer.py", _ANSWER)
_checks = _load("checks", "checks.py", _CHECKS)
for _name, _function in list(vars(_checks).items()):
    if _name.startswith("check_") and callable(_function):
        _result(_name, _function, _answer)
_tell(done=True)
"""


class CheckResult(msgspec.Struct, frozen=True):
    """One check of an exercise; `crashed` when the answer raised instead of failing an assert."""

    name: str
    doc: str
    passed: bool
    message: str = ""
    crashed: bool = False


class _Report(msgspec.Struct, frozen=True):
    """One line of the harness."""

    name: str = ""
    doc: str = ""
    passed: bool = False
    message: str = ""
    crashed: bool = False
    done: bool = False


class Verdict(msgspec.Struct, frozen=True):
    """All checks of one run, and what the answer itself printed. `complete` is False when the run
    ended before the last check (an error on import, the time limit, an early exit)."""

    results: list[CheckResult]
    printed: str
    complete: bool

    @property
    def passed(self) -> bool:
        return self.complete and bool(self.results) and all(r.passed for r in self.results)

    @property
    def signature(self) -> frozenset[tuple[str, str]]:
        """Which checks failed, and how: two answers with the same mistake share it. Addresses in
        the messages are others in every run."""
        failed = (one for one in self.results if not one.passed)
        return frozenset((one.name, _ADDRESS.sub("0x…", one.message)) for one in failed)


def harness(answer: str, checks: str, mark: str) -> str:
    """A script that runs `checks` on `answer`; `mark` is a nonce that sets its reports apart from
    what the answer prints."""
    return _HARNESS.format(mark=mark, answer=answer, checks=checks, longest=LONGEST_MESSAGE)


def without_harness(stderr: str, script: str) -> str:
    """What was said on stderr without the lines of the script that ran the checks: of tracebacks,
    in groups too, and of warnings."""
    name = re.escape(script)
    frame = rf'^((?:  [|])* *)  File "[^"\n]*{name}", line \d+, in .*\n(?:\1    .*\n)*'
    warning = rf"^\S*{name}:\d+: (\w+: .*\n)(?:  .*\n)*"
    text = re.sub(frame, "", stderr, flags=re.MULTILINE)
    return re.sub(warning, r"\1", text, flags=re.MULTILINE)


def verdict(transcript: Transcript, mark: str) -> Verdict:
    """The reports in a run of `harness`."""
    results: list[CheckResult] = []
    printed: list[str] = []
    complete = False
    for line in transcript.stdout.splitlines():
        if not line.startswith(mark):
            printed.append(line)
            continue
        try:
            report = msgspec.json.decode(line.removeprefix(mark), type=_Report)
        except msgspec.MsgspecError:
            continue  # cut off by the limit of output
        if report.done:
            complete = True
        else:
            results.append(
                CheckResult(
                    report.name,
                    printable(report.doc),
                    report.passed,
                    printable(report.message),
                    report.crashed,
                )
            )
    text = "\n".join(line for line in printed if line.strip())
    return Verdict(results=results, printed=text, complete=complete)


def check_docs(checks: str) -> list[str]:
    """What `checks.py` will look at, one line per check, read without running it."""
    try:
        tree = ast.parse(checks)
    except SyntaxError:
        return []
    return [
        (ast.get_docstring(node) or node.name[6:].replace("_", " ")).splitlines()[0]
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
    ]
