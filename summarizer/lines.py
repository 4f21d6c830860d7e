"""Lines: a file of JSON Lines that grows by whole lines, and from which a run goes on.

A line is written in one piece behind its predecessor; the torn end that a crash may leave is cut off
when the file is opened again. A lock refuses a second run on the same file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic_core import from_json

from summarizer.errors import SetupError
from summarizer.lock import taken

_BLOCK = 1 << 16


class Lines:
    """A file of JSON Lines, open to be added to, by nobody else at the time.

    Raises ``SetupError`` when another run has it, or it can't be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        lock = self.path.with_name(f"{self.path.name}.lock")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = taken(
                lock,
                f"another run is writing to {self.path}; wait for its end, or name another output",
            )
        except OSError as error:
            raise self._broken(error) from error
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            self._end = _mend(self.path)
        except OSError as error:
            self._lock.release()
            raise self._broken(error) from error

    def read(self) -> Iterator[dict[str, Any]]:
        """The objects of all lines. Raises ``SetupError`` at one that is none."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    value = from_json(line)
                except ValueError:
                    value = None
                if not isinstance(value, dict):
                    raise SetupError(
                        f"line {number} of {self.path} is no line of ours; "
                        "remove it, or name another output"
                    )
                yield value

    def add(self, line: bytes) -> None:
        """Write one line, whole or not at all. Raises ``SetupError`` when the disk takes no more."""
        whole = line + b"\n"
        try:
            written = os.write(self._file, whole)
            while written < len(whole):
                written += os.write(self._file, whole[written:])
        except OSError as error:
            os.ftruncate(self._file, self._end)
            raise self._broken(error) from error
        self._end += len(whole)

    def close(self) -> None:
        """Bring all lines to the disk, and let others have the file."""
        os.fsync(self._file)
        os.close(self._file)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def _broken(self, error: OSError) -> SetupError:
        return SetupError(f"{self.path} can't be written: {error.strerror or error}")


def _mend(path: Path) -> int:
    """Cut off what stands behind the last end of line; return how long the file then is."""
    with path.open("rb+") as file:
        size = at = file.seek(0, os.SEEK_END)
        while at > 0:
            begin = max(0, at - _BLOCK)
            file.seek(begin)
            found = file.read(at - begin).rfind(b"\n")
            if found >= 0:
                at = begin + found + 1
                break
            at = begin
        if at < size:
            file.truncate(at)
    return at
