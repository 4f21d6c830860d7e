"""Store: replies of the model, kept by the content of the request.

A request is a pure function of its body (model, messages, schema, sampling), so the SHA-256 of the body
is its name. One mechanism is then the cache (nothing is paid for twice), the resume after a crash and
the recorded fixture. The store is a transport under the SDK's client: of a request it reads the body and
nothing else, so that no key, cookie or organisation can come to rest in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

import httpx2
from filelock import FileLock
from pydantic_core import from_json

from summarizer.errors import NotRecorded, SetupError

Mode = Literal["use", "record", "replay"]
"""``use``: ask what the store lacks, and keep it. ``record``: ask everything, and keep it.
``replay``: ask nothing; what the store lacks is an error."""

REUSED = "summarizer_reused"
"""The field of a reply that says that it came out of a store."""

LIMIT = 500_000_000
"""Bytes of replies that a ``Cache`` keeps at most."""

_DIGEST = re.compile("[0-9a-f]{64}")
_PATIENCE = 30.0  # seconds that one process waits for another

_REFUSABLE = ((), ("temperature",), ("seed",), ("temperature", "seed"))
"""Settings that some models refuse, alone and together: what a request may have been asked without."""

_CUT = ("length", "content_filter")
_PASSING = ("id", "created", "system_fingerprint", "service_tier", "timings")
"""What differs in two equal replies."""


class Home(Protocol):
    """Where replies rest."""

    def get(self, digest: str) -> Any | None:
        """The reply to the request of that digest, or None."""

    def put(self, digest: str, request: Any, reply: Any) -> None:
        """Keep a reply, whole or not at all."""


class Folder:
    """A folder of JSON files, one a request, named by its digest: request and reply side by side, to
    be read, reviewed and committed. Raises ``SetupError`` when a file in it is damaged, or it can't be
    written to."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def get(self, digest: str) -> Any | None:
        """The reply of the file with that name, or None where there is none."""
        path = self._path(digest)
        try:
            return json.loads(path.read_text(encoding="utf-8"))["reply"]
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetupError(f"{path} is no recording ({error}); delete it and record") from error

    def put(self, digest: str, request: Any, reply: Any) -> None:
        """Write the file, in one piece."""
        path = self._path(digest)
        text = json.dumps(
            {"request": _legible(request), "reply": reply},
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", newline="\n", dir=path.parent, suffix=".draft", delete=False
            ) as draft:
                draft.write(text + "\n")
            os.chmod(draft.name, 0o644)  # a draft is its owner's only
            os.replace(draft.name, path)
        except OSError as error:
            raise SetupError(f"a reply can't be kept in {self.path}: {error.strerror}") from error

    def digests(self) -> set[str]:
        """The names of all that is kept."""
        return {path.stem for path in self.path.glob("*.json") if _DIGEST.fullmatch(path.stem)}

    def drop(self, digests: set[str]) -> None:
        """Delete recordings, such as those that nothing asks for any more."""
        for digest in digests:
            self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.path / f"{digest}.json"


class Cache:
    """An SQLite file, for daily use: safe for several processes, bounded, the oldest out first.

    ``limit`` is in bytes of replies. Raises ``SetupError`` when the file can't be opened or written.
    """

    def __init__(self, path: str | Path, limit: int = LIMIT) -> None:
        self.path = Path(path)
        self.limit = limit
        self._lock = threading.Lock()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # To become a WAL file SQLite waits for nobody, whatever its timeout says.
            with FileLock(f"{self.path}.lock", timeout=_PATIENCE, poll_interval=0.01):
                self._file = sqlite3.connect(self.path, timeout=_PATIENCE, check_same_thread=False)
                self._file.execute("PRAGMA journal_mode=WAL")
                self._file.execute("PRAGMA synchronous=NORMAL")
                self._file.execute(
                    "CREATE TABLE IF NOT EXISTS replies (number INTEGER PRIMARY KEY AUTOINCREMENT,"
                    " digest TEXT UNIQUE NOT NULL, reply TEXT NOT NULL, size INTEGER NOT NULL)"
                )
                self._size = self._measured()
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error

    def get(self, digest: str) -> Any | None:
        """The reply to the request of that digest, or None."""
        try:
            with self._lock:
                row = self._file.execute(
                    "SELECT reply FROM replies WHERE digest = ?", (digest,)
                ).fetchone()
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return json.loads(row[0]) if row else None

    def put(self, digest: str, request: Any, reply: Any) -> None:
        """Keep the reply; the request itself is not kept. What is oldest goes when all is too much."""
        text = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
        size = len(text.encode("utf-8"))
        try:
            with self._lock, self._file:
                self._file.execute(
                    "INSERT OR REPLACE INTO replies (digest, reply, size) VALUES (?, ?, ?)",
                    (digest, text, size),
                )
                self._size += size
                if self._size > self.limit:
                    self._shrink()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _shrink(self) -> None:
        """Let the oldest go until a tenth of the room is free. Other processes write too: count anew."""
        self._size = self._measured()
        excess = self._size - int(0.9 * self.limit)
        if self._size <= self.limit:
            return
        self._file.execute(
            "DELETE FROM replies WHERE number IN (SELECT number FROM (SELECT number, size,"
            " SUM(size) OVER (ORDER BY number) AS total FROM replies) WHERE total - size < ?)",
            (excess,),
        )
        self._size = self._measured()

    def _measured(self) -> int:
        return int(self._file.execute("SELECT TOTAL(size) FROM replies").fetchone()[0])

    def _broken(self, error: Exception) -> SetupError:
        return SetupError(
            f"the cache of replies {self.path} can't be used ({error}); delete it, or go without"
        )


class Store:
    """A home of replies, and how it is used. ``asked`` gathers the digests of all requests.

    Use it as a context manager, or ``close`` it: whoever opened it does, not what it is given to.
    """

    def __init__(self, home: Home, mode: Mode = "use") -> None:
        self.home = home
        self.mode = mode
        self.asked: set[str] = set()

    def close(self) -> None:
        """Close the home, if there is something to close in it. May be done twice."""
        close = getattr(self.home, "close", None)
        if close is not None:
            close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


class StoreTransport(httpx2.AsyncBaseTransport):
    """Answers out of the store what it holds, and passes the rest on to ``inner``.

    Only requests that hold ``messages`` are looked up, and only whole, successful replies kept. In
    replay, raises ``NotRecorded`` for what the store lacks.
    """

    def __init__(self, store: Store, inner: httpx2.AsyncBaseTransport) -> None:
        self._store = store
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        body = _question(await request.aread())
        if body is None:
            return await self._inner.handle_async_request(request)
        mode, home = self._store.mode, self._store.home
        digest, kept = (digest_of(body), None) if mode == "record" else _found(home, body)
        if mode != "use":
            self._store.asked.add(digest)
        if kept is not None:
            return httpx2.Response(200, json={"id": digest, "created": 0, **kept, REUSED: True})
        if mode == "replay":
            raise NotRecorded(
                "no reply to this request is recorded: the article, a prompt, a schema or the model "
                "has changed since; record anew",
                evidence=digest,
            )
        response = await self._inner.handle_async_request(request)
        await response.aread()
        reply = whole_reply(response.status_code, response.content)
        if reply is not None:
            home.put(digest, body, reply)
        return response

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()


def digest_of(body: Mapping[str, Any]) -> str:
    """The name of a request: the SHA-256 of its body with sorted keys and no blanks."""
    return _sha256(_fields(body).values())


def _fields(body: Mapping[str, Any]) -> dict[str, str]:
    """Each field of a body, by its name, as it stands in the text that the digest is of."""
    return {
        name: json.dumps(
            {name: body[name]}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        for name in sorted(body)
    }


def _sha256(fields: Iterable[str]) -> str:
    text = "{" + ",".join(field[1:-1] for field in fields) + "}"
    # A lone surrogate has no UTF-8; it still has a name.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _found(home: Home, body: dict[str, Any]) -> tuple[str, Any | None]:
    """The digest and the reply of a request, or of the same without settings: a model that refuses one
    was asked without it in the end, and the refusal is not kept."""
    fields = _fields(body)
    for left_out in _REFUSABLE:
        if all(name in body for name in left_out):
            digest = _sha256(field for name, field in fields.items() if name not in left_out)
            kept = home.get(digest)
            if kept is not None:
                return digest, kept
    return _sha256(fields.values()), None


def _question(content: bytes) -> Any | None:
    try:
        body = from_json(content)  # three times as fast as json's
    except ValueError:
        return None
    return body if isinstance(body, dict) and "messages" in body else None


def whole_reply(status: int, reply: Any) -> Any | None:
    """A reply, as JSON or decoded, that is worth keeping, without what is passing in it; or None.

    What failed, was cut off or says nothing is not worth it: the same request may fare better.
    """
    if status != 200:
        return None
    try:
        if isinstance(reply, bytes):
            reply = json.loads(reply)
        choice = reply["choices"][0]
        if not choice["message"]["content"] or choice["finish_reason"] in _CUT:
            return None
    except (ValueError, LookupError, TypeError):
        return None
    return {key: value for key, value in reply.items() if key not in _PASSING}


def _legible(value: Any) -> Any:
    """JSON in which a text of several lines is a list of lines, as people read it."""
    if isinstance(value, str) and "\n" in value:
        return value.split("\n")
    if isinstance(value, dict):
        return {key: _legible(item) for key, item in value.items()}
    return [_legible(item) for item in value] if isinstance(value, list) else value
