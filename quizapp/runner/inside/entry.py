"""The file that the runner's own processes start from: `python .../inside/entry.py ...`.

With a descriptor's number, and the runs' folder, it is the warm server; `survey` says what a
sandbox can be built of; `spawned` waits for one run, where a process cannot be forked.

It is started by its path and not as a module, so that a script finds `sys.path` and `__main__`
just as under `python file.py`. A run's process comes back up to this file before it runs the
script, which leaves the script almost the whole depth of the stack.
"""

import json
import os
import sys
from typing import Any


def _prepare() -> Any:
    """Serve; in a process that is to run a script, come back with that run."""
    match sys.argv[1:]:
        case ["survey"]:
            from quizapp.runner.sandbox import walls

            print(json.dumps(walls.survey()))
            return None
        case ["spawned", described]:
            from quizapp.runner.inside import spawned_child

            return spawned_child.wait(described)
        case [number, folder]:
            import socket

            from quizapp.runner import messages
            from quizapp.runner.inside import child, zygote

            client = socket.socket(fileno=int(number))
            said = client.recv(1 << 16)
            if not said:  # whoever started this was killed since
                from pathlib import Path

                from quizapp.removing import remove

                remove(Path(folder))
                return None
            setup = messages.unpack(said)
            post = zygote.Zygote(client, setup).serve()
            return None if post is None else child.wait(post)


if __name__ == "__main__":
    sys.path[0] = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))  # noqa: PTH100, PTH118, PTH120
    prepared = _prepare()
    if prepared is not None:
        from quizapp.runner.inside import child

        child.run(prepared)
