"""Ledger: which requests were submitted in batches, and what has come of them.

A folder with a file of requests for each batch, and ``state.json``, which is replaced as a whole at every
step. Whoever holds it open is alone.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import SetupError
from summarizer.lock import taken

_STATE = "state.json"
_DIGEST = slice(len('{"custom_id":"'), len('{"custom_id":"') + 64)
"""Where the digest stands in a line of requests: a SHA-256 in hexadecimal digits."""


class Submission(BaseModel):
    """One batch. It is ``uploaded`` once it has a file, submitted once it has a ``batch``, both by the
    provider's ids; once it is ``collected``, ``status`` and the figures are its last.

    ``file`` holds its requests, ``replies`` is the folder that its replies go to, or empty for the cache.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    requests: int
    replies: str = ""
    uploaded: str = ""
    batch: str = ""
    collected: bool = False
    status: str = ""
    answered: int = 0
    failed: int = 0
    reasons: dict[str, int] = {}


class State(BaseModel):
    """All batches of one output, and the endpoint that has them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str
    submissions: tuple[Submission, ...] = ()

    @property
    def unsent(self) -> tuple[Submission, ...]:
        """Those that the provider may not have."""
        return tuple(one for one in self.submissions if not one.batch)

    @property
    def pending(self) -> tuple[Submission, ...]:
        """Those that the provider has, and of which nothing was fetched."""
        return tuple(one for one in self.submissions if one.batch and not one.collected)


def read_state(folder: Path, endpoint: str) -> State | None:
    """What a folder says, or None where there is nothing.

    Raises ``SetupError`` when it is damaged, or its batches are at another endpoint.
    """
    path = folder / _STATE
    try:
        state = State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise SetupError(f"{path} can't be used as the state of batches: {error}") from error
    if state.endpoint != endpoint:
        raise SetupError(
            f"the batches in {folder} are at {state.endpoint}, not at {endpoint}; "
            f"give --base-url {state.endpoint}, or name another output"
        )
    return state


class Ledger:
    """The folder, open to be written to. Use it as a context manager.

    Raises ``SetupError`` when another run has it, it can't be written, or is of another endpoint.
    """

    def __init__(self, folder: Path, endpoint: str) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = taken(
                folder / "lock",
                f"another run is at work on {folder}; wait for its end, or name another output",
            )
        except OSError as error:
            raise self._broken(error) from error
        try:
            self.state = read_state(folder, endpoint) or State(endpoint=endpoint)
        except SetupError:
            self._lock.release()
            raise

    def put(self, *submissions: Submission) -> None:
        """Add submissions, or put them in place of what was known of the same file of requests. The
        requests of those that are collected are deleted."""
        known = {one.file: one for one in self.state.submissions}
        known.update({one.file: one for one in submissions})
        state = self.state.model_copy(update={"submissions": tuple(known.values())})
        draft = self.folder / f"{_STATE}.draft"
        try:
            with draft.open("wb") as file:
                file.write(state.model_dump_json(indent=1).encode())
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, self.folder / _STATE)
            _sync(self.folder)
            self.state = state
            for one in submissions:
                if one.collected:
                    self.path(one).unlink(missing_ok=True)
        except OSError as error:
            raise self._broken(error) from error

    def path(self, submission: Submission) -> Path:
        """The file of the requests of a submission."""
        return self.folder / submission.file

    def places(self, submission: Submission) -> dict[str, int]:
        """Where in its file each request of a submission begins, by digest. Raises ``SetupError``."""
        places: dict[str, int] = {}
        at = 0
        try:
            with self.path(submission).open("rb") as lines:
                for line in lines:
                    places[line[_DIGEST].decode("ascii", "replace")] = at
                    at += len(line)
        except OSError as error:
            raise SetupError(f"the requests of {submission.batch} are gone: {error}") from error
        return places

    def asked(self) -> set[bytes]:
        """The digests of all requests that are out, or about to be."""
        out = (one for one in self.state.submissions if not one.collected)
        return {bytes.fromhex(digest) for one in out for digest in self.places(one)}

    def close(self) -> None:
        """Let others have the folder."""
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
        return SetupError(f"{self.folder} can't be written: {error.strerror or error}")


class Drafts:
    """New files of requests in a ledger's folder, each as large as one batch may be.

    They count for nothing until ``finished`` has given them to be put into the ledger; what a run that
    was cut short left of the kind is deleted.
    """

    def __init__(self, ledger: Ledger, replies: str, most: int, most_bytes: int) -> None:
        self._folder = ledger.folder
        self._replies = replies
        self._most, self._most_bytes = most, most_bytes
        self._number = 0
        self._file: IO[bytes] | None = None
        self._requests = self._bytes = 0
        self._done: list[Submission] = []
        known = {one.file for one in ledger.state.submissions}
        for name in known:
            self._number = max(self._number, int(name.partition(".")[0]))
        for path in self._folder.glob("*.jsonl"):
            if path.name not in known:
                path.unlink()

    def add(self, line: bytes) -> None:
        """Write one request. Raises ``SetupError`` when the disk takes no more."""
        try:
            if self._requests >= self._most or self._bytes + len(line) > self._most_bytes:
                self._end()
            if self._file is None:
                self._number += 1
                self._file = (self._folder / f"{self._number:04}.jsonl").open("wb")
            self._file.write(line)
        except OSError as error:
            raise SetupError(f"{self._folder} takes no more requests: {error.strerror}") from error
        self._requests += 1
        self._bytes += len(line)

    def finished(self) -> list[Submission]:
        """All of them, brought to the disk."""
        try:
            self._end()
        except OSError as error:
            raise SetupError(f"{self._folder} takes no more requests: {error.strerror}") from error
        return self._done

    def close(self) -> None:
        """Leave what is not finished."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _end(self) -> None:
        if self._file is None:
            return
        name = Path(self._file.name).name
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()
        self._done.append(Submission(file=name, requests=self._requests, replies=self._replies))
        self._requests = self._bytes = 0


def _sync(folder: Path) -> None:
    """Bring the renaming itself to the disk, where the system can."""
    with suppress(OSError):
        at = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(at)
        finally:
            os.close(at)
