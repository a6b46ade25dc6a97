"""The `csvbridge` command, which `python -m csvbridge` is too: it starts, and leaves at once when all is said.

In: the words of the command line. Out: an exit code. Hardly anything is imported before somebody listens to Ctrl-C.
"""

import os
import sys


def main() -> None:
    """Run the command of this process, and end the process.

    Taking a million objects apart one by one, as Python does at its end, would be a part of every large run.
    """
    try:
        from csvbridge.cli.main import run

        run()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 1)
    except KeyboardInterrupt:
        _leave(_interrupted())


def _interrupted() -> int:
    """Say that somebody stopped the command before it had begun; return the exit code."""
    from csvbridge.cli.output import Output, interrupted

    words = sys.argv[1:]
    command = next((word for word in words if not word.startswith("-")), "")
    return interrupted(Output(command, as_json="--json" in words))


def _leave(code: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # whoever listened has gone
            continue
    os._exit(code)


if __name__ == "__main__":
    main()
