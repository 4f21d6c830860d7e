"""Provider batch: requests that a provider answers within a day, for less.

What a reading would send is gathered into files of requests, each of which becomes one batch; what comes
back goes into the reply store, where the next run finds it. A request is known by its digest everywhere:
in the file, at the provider and in the store. The ledger is written before and after each step, so that
a crash neither loses a batch nor pays for it twice.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from summarizer.errors import ModelError, ModelNotFound
from summarizer.ledger import Drafts, Ledger, Submission
from summarizer.prices import Price
from summarizer.provider import URL, Batch, Provider
from summarizer.rehearsal import Rehearsal
from summarizer.store import Home, digest_of, whole_reply

MAX_REQUESTS = 50_000
MAX_BYTES = 200_000_000
"""What one batch may hold at OpenAI (https://platform.openai.com/docs/api-reference/batch/create)."""
POLL = 30.0
"""Seconds between two looks at batches that are waited for."""
FINISHED = frozenset({"completed", "failed", "expired", "cancelled"})
"""The statuses after which nothing more comes. All but ``failed`` may have answers."""

_BREAKS = re.compile("[\x85\u2028\u2029\ud800-\udfff]")
_SHOWN = 200  # characters of what the provider says of a request that failed


class Gathering(Rehearsal):
    """A flow that writes requests down instead of sending them; those in ``asked`` are out already.

    Only the first is sent, at the full price, and its reply kept in ``home``: a wrong key, a wrong model
    and a setting that the model refuses show now, and not in every request of a batch a day later.
    ``accepted`` says that it was answered.
    """

    def __init__(
        self, drafts: Drafts, asked: set[bytes], home: Home, *, price: Price | None = None
    ) -> None:
        super().__init__(price=price)
        self._drafts = drafts
        self._asked = asked
        self._home = home
        self.accepted = False
        self._trying = asyncio.Lock()

    async def send(
        self, request: httpx2.Request, inner: httpx2.AsyncBaseTransport
    ) -> httpx2.Response:
        """Write a request down, and answer it with next to nothing."""
        body = json.loads(await request.aread())
        digest = digest_of(body)
        name = bytes.fromhex(digest)
        async with self._trying:
            if not self.accepted and name not in self._asked:
                return await self._try(request, inner, digest, body)
        before = self.requests, self.tokens
        answer = await super().send(request, inner)
        if name in self._asked:
            self.requests, self.tokens = before
        else:
            self._drafts.add(line_of(digest, body))
            self._asked.add(name)
        return answer

    async def _try(
        self, request: httpx2.Request, inner: httpx2.AsyncBaseTransport, digest: str, body: Any
    ) -> httpx2.Response:
        response = await inner.handle_async_request(request)
        reply = whole_reply(response.status_code, await response.aread())
        if reply is not None:
            self._home.put(digest, body, reply)
        self.accepted = response.is_success
        return response


def line_of(digest: str, body: Any) -> bytes:
    """A request as a line of a provider's file; its digest stands first, where the ledger looks."""
    line = {"custom_id": digest, "method": "POST", "url": URL, "body": body}
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    if _BREAKS.search(text):  # what some readers take for the end of a line, or has no UTF-8
        text = json.dumps(line, separators=(",", ":"))
    return text.encode() + b"\n"


async def submit(
    ledger: Ledger, provider: Provider, on_sent: Callable[[Submission], None] = lambda one: None
) -> None:
    """Submit all that the ledger holds and the provider lacks."""
    for one in ledger.state.unsent:
        # An earlier try may have ended between the submission and the note of it.
        batch = await provider.find(one.uploaded) if one.uploaded else ""
        if not one.uploaded:
            one = one.model_copy(update={"uploaded": await provider.upload(ledger.path(one))})
            ledger.put(one)
        batch = batch or await provider.create(one.uploaded)
        ledger.put(one.model_copy(update={"batch": batch}))
        on_sent(one)


async def collect(
    ledger: Ledger,
    provider: Provider,
    home_of: Callable[[str], Home],
    *,
    wait: bool = False,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    on_look: Callable[[Submission, Batch], None] = lambda one, batch: None,
    on_fault: Callable[[ModelError], None] = lambda error: None,
) -> list[Submission]:
    """Put the answers of all batches that are finished into their homes; return these batches.

    ``home_of`` opens the home that a submission names. With ``wait``, go on until all are finished,
    also over faults that may pass, of which ``on_fault`` is told.
    """
    done: list[Submission] = []
    while True:
        for one in ledger.state.pending:
            try:
                batch = await provider.batch(one.batch)
                on_look(one, batch)
                if batch.status in FINISHED:
                    done.append(await _fetched(ledger, provider, one, batch, home_of(one.replies)))
                    ledger.put(done[-1])
            except ModelError as error:
                if not (wait and error.retryable):
                    raise
                on_fault(error)
        if not (wait and ledger.state.pending):
            return done
        await sleep(POLL)


async def _fetched(
    ledger: Ledger, provider: Provider, one: Submission, batch: Batch, home: Home
) -> Submission:
    """A submission after its answers were kept, whole ones only; the others are counted by reason."""
    reasons = Reasons(provider.hide)
    places = ledger.places(one)
    answers = ledger.folder / "answers.draft"
    answered = 0
    for name in (batch.output_file_id, batch.error_file_id):
        if not name:
            continue
        try:
            await provider.download(name, answers)
        except ModelNotFound:
            continue  # what is missing is counted below
        with ledger.path(one).open("rb") as requests, answers.open("rb") as lines:
            for line in lines:
                await asyncio.sleep(0)  # Ctrl-C is heard here, too
                digest, status, said = _answer(line)
                at = places.get(digest)
                reply = whole_reply(status, said)
                if at is None:
                    continue
                if reply is None:
                    reasons.add(status, said)
                else:
                    requests.seek(at)
                    home.put(digest, json.loads(requests.readline())["body"], reply)
                    answered += 1
                del places[digest]
        answers.unlink()
    errors = (batch.errors.data if batch.errors else None) or []
    why = errors[0].message if errors and errors[0].message else "there is no answer"
    reasons.add(0, {"code": f"batch {batch.status}", "message": why}, len(places))
    return one.model_copy(
        update={
            "collected": True,
            "status": batch.status,
            "answered": answered,
            "failed": one.requests - answered,
            "reasons": reasons.counted(),
        }
    )


def _answer(line: bytes) -> tuple[str, int, Any]:
    """The digest, status and body of a line of answers or errors; no digest where it is none."""
    try:
        answer = json.loads(line)
        response = answer.get("response") or {}
        body = response.get("body")
        return (
            str(answer["custom_id"]),
            int(response.get("status_code") or 0),
            body if answer.get("error") is None else answer["error"],
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return "", 0, None


class Reasons:
    """Why requests failed: how many for each status and code, with what was first said of one."""

    def __init__(self, hide: Callable[[str], str]) -> None:
        self._hide = hide
        self._count: Counter[tuple[int, str]] = Counter()
        self._first: dict[tuple[int, str], str] = {}

    def add(self, status: int, said: Any, count: int = 1) -> None:
        """Count requests that failed with ``said``, an error or the body that holds one."""
        if isinstance(said, dict) and isinstance(said.get("error"), dict):
            said = said["error"]
        error = said if isinstance(said, dict) else {}
        kind = (status, str(error.get("code") or error.get("type") or ""))
        text = "the answer was cut off or says nothing" if status == 200 else ""
        text = str(error.get("message") or text or "no reason is given")
        if count:
            self._count[kind] += count
            self._first.setdefault(kind, self._hide(text)[:_SHOWN])

    def counted(self) -> dict[str, int]:
        """Reasons in words and how many requests each is of, the most frequent first."""
        words: dict[str, int] = {}
        for (status, code), count in self._count.most_common():
            label = " ".join(part for part in (str(status or ""), code) if part)
            first = self._first[status, code]
            words[f"{label}: {first}" if label else first] = count
        return words
