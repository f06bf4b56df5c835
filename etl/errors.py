"""
What can go wrong, as a tree.

LedgerError
├── InputRejected      a file from outside cannot be used; the run goes on without it
├── StoreError         the snapshot store cannot be read or written
│   └── StoreLocked    another refresh holds the lock
├── VocabularyError    a vocabulary, mapping or schema file of ours is wrong
└── UsageError         the command line asks for something that does not exist
"""

from __future__ import annotations


class LedgerError(Exception):
    """A fault that is told to the user in one line, never as a trace."""


class InputRejected(LedgerError):  # noqa: N818 - it names a verdict on the input, not a fault of ours
    """A file from outside cannot be used: names the source, the place, the reason and the remedy."""

    def __init__(self, source: str, reason: str, *, remedy: str, place: str = "") -> None:
        self.source, self.place, self.reason, self.remedy = source, place, reason, remedy
        where = f"{source}, {place}" if place else source
        super().__init__(f"{where}: {reason}. {remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        # Pickled by its parts: an exception's own way would call __init__ with the message alone.
        return _rejected, (self.source, self.reason, self.remedy, self.place)


def _rejected(source: str, reason: str, remedy: str, place: str) -> InputRejected:
    return InputRejected(source, reason, remedy=remedy, place=place)


class StoreError(LedgerError):
    """The snapshot store cannot be read or written."""


class StoreLocked(StoreError):  # noqa: N818 - the state is the message
    """Another refresh holds the lock; says who and since when."""


class VocabularyError(LedgerError):
    """A vocabulary, mapping or schema file of ours is wrong."""


class UsageError(LedgerError):
    """The command line asks for something that does not exist."""
