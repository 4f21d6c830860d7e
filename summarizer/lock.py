"""One run at a time: who writes to a place takes a lock there, and a second run is refused."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from summarizer.errors import SetupError


def taken(lock: Path, refusal: str) -> FileLock:
    """The lock, taken until it is released.

    Raises ``SetupError`` with the words of ``refusal`` when another run has it, and ``OSError`` when it
    can't be made.
    """
    held = FileLock(lock, timeout=0)
    try:
        held.acquire()
    except Timeout:
        raise SetupError(refusal) from None
    return held
