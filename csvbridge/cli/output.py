"""Streams, the JSON envelope and exit codes: how every command ends.

In: what a command did or why it stopped. Out: the result on stdout, progress and advice on stderr, an exit code. With
`--json` exactly one envelope goes to stdout, also on failure and on wrong usage.
A crash is exit 3, and prints no customer data.
"""

from __future__ import annotations

import json
import platform
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from csvbridge import __version__
from csvbridge.errors import CsvbridgeError, OwnFault, Stop

ENVELOPE = 1
"""Version of the envelope's shape."""


INTERRUPTED = 130
"""The exit code of Ctrl-C (contract.md §2)."""


class Told(int):
    """An exit code of which everything is said."""


class Output:
    """Where a command's words go."""

    def __init__(
        self, command: str, *, as_json: bool = False, quiet: bool = False, company: Path | None = None
    ) -> None:
        self.command = command
        self.company = company
        """The company folder that the user named: commands that are printed name it too."""
        self.as_json = as_json
        self.quiet = quiet
        self.fields: dict[str, Any] = {
            "run": None,
            "totals": None,
            "files": [],
            "findings": {},
            "questions": [],
            "messages": [],
        }

    def result(self, lines: Sequence[str]) -> None:
        """Print the result on stdout (with --json it stays in the envelope's fields)."""
        if not self.as_json and not self.quiet:
            sys.stdout.write("\n".join(map(self.hint, lines)) + "\n")

    def hint(self, text: str) -> str:
        """Return words whose commands work as they are pasted."""
        if self.company is None:
            return text
        from csvbridge.reviews.hints import with_company

        return with_company(text, self.company)

    def advice(self, text: str) -> None:
        """Print advice on stderr."""
        text = self.hint(text)
        self.fields["messages"].append(text)
        if not self.as_json and not self.quiet:
            sys.stderr.write(text + "\n")

    def end(self, code: int) -> int:
        """Print the envelope where it is wanted, and return the exit code."""
        if self.as_json:
            envelope = {"csvbridge": ENVELOPE, "version": __version__, "command": self.command, "exit": code}
            sys.stdout.write(json.dumps(envelope | self.fields) + "\n")
        return code


def guarded(output: Output, work: Callable[[], int]) -> int:
    """Run a command's work; turn whatever ends it into words and an exit code."""
    try:
        return output.end(work())
    except Stop as stop:
        return output.end(_stopped(output, stop))
    except CsvbridgeError as fault:
        return output.end(_faulted(output, str(fault), fault.__traceback__))
    except KeyboardInterrupt:
        return interrupted(output)
    except MemoryError:
        return output.end(
            _stopped(output, Stop("the machine has not enough memory for this input", "Give fewer files at once."))
        )
    except Exception as crash:
        # the crash's own words may hold customer data: its kind and place are enough to find it
        return output.end(_faulted(output, f"unexpected {type(crash).__name__}", crash.__traceback__))


def interrupted(output: Output) -> Told:
    """Say that somebody stopped the command; return the exit code."""
    with suppress(ValueError):  # off the main thread nobody may
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed twice, as people do: the way out goes on
    sys.stderr.write("\nstopped; nothing was left half-written\n")
    return Told(output.end(INTERRUPTED))


def _stopped(output: Output, stop: Stop) -> int:
    from csvbridge.values.text import strip_hidden

    faults = stop.all()
    if not isinstance(output.fields["findings"], list):  # validate lists them, and has none where it did not begin
        output.fields["findings"] = dict(sorted(Counter(fault.code for fault in faults if fault.code).items()))
    for fault in faults:
        message, fix = strip_hidden(output.hint(fault.message)), output.hint(fault.fix)
        end = "" if message.endswith((".", "?", "!", ":")) else "."
        output.fields["messages"].append(f"{message}{end} {fix}" if fix else message)
        if fault.answer:
            output.fields["questions"].append({"question": message, "answer": fault.answer})
    if not output.as_json:
        head = f"{len(faults)} things stop the run; nothing was written" if len(faults) > 1 else "Nothing was written"
        sys.stderr.write(head + ":\n")
        for fault in faults:
            sys.stderr.write(f"\n  {strip_hidden(output.hint(fault.message))}\n")
            if fault.fix:
                sys.stderr.write(f"  Fix: {strip_hidden(output.hint(fault.fix))}\n")
    return stop.exit_code


def _faulted(output: Output, what: str, trace: TracebackType | None) -> int:
    package = Path(__file__).resolve().parent.parent
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(trace)
        if Path(frame.filename).resolve().is_relative_to(package)
    ]
    message = (
        f"csvbridge made a mistake: {what}. Nothing was written. Please send us this line, which holds no data of "
        f"yours: csvbridge {__version__}, Python {platform.python_version()}, {platform.system()}, "
        f"{' > '.join(places[-6:])}"
    )
    output.fields["messages"].append(message)
    if not output.as_json:
        sys.stderr.write(message + "\n")
    return OwnFault.exit_code


def ready_streams() -> None:
    """Let a terminal that cannot show a character (cp1252) show a question mark instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
