"""What ends a command before it has written anything.

    CsvbridgeError
    ├── Stop           exit 2: the input, the profile or the command line; only the user can put it right
    │   └── UsageError the command line itself
    └── OwnFault       exit 3: a control total that does not add up, a broken contract: our own mistake

A `Stop` carries what was found as findings where it knows them: all faults at once, not the first.
"""

from __future__ import annotations

from collections.abc import Sequence


class CsvbridgeError(Exception):
    """Base of everything that csvbridge raises on purpose."""

    exit_code = 3


class Stop(CsvbridgeError):
    """Nothing was written, and the user can put it right: `message` says what, `fix` how.

    `answer` is the `--set` line or profile key that answers a question; it makes the stop a question. `code` is the
    finding's, where the stop is one.
    """

    exit_code = 2

    def __init__(
        self, message: str, fix: str = "", *, answer: str = "", code: str = "", others: Sequence[Stop] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.answer = answer
        self.code = code
        self.others = tuple(others)

    def all(self) -> tuple[Stop, ...]:
        """Return this stop and every further fault that was found with it."""
        return (self, *self.others)


class UsageError(Stop):
    """The command line asks for something impossible."""


class OwnFault(CsvbridgeError):
    """Our own mistake. The message names no customer data."""

    exit_code = 3
