"""Flow: how fast requests leave, over all articles at once.

A transport below the reply store, so that only what really goes out counts. Every request waits in one
queue until the rates allow it, until fewer are in flight than may be, and until no pause is on that the
endpoint asked for; then the budget is looked at, and it is sent. How many may be in flight falls by a
quarter when the endpoint throttles and grows by one for every round of answers, as TCP does it (additive
increase, multiplicative decrease; RFC 5681).
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpx2
from aiolimiter import AsyncLimiter

from summarizer.errors import BudgetSpent
from summarizer.faults import retry_after
from summarizer.prices import Price, Tokens

THROTTLES = frozenset({429, 503, 529})
"""The statuses by which an endpoint asks for less: too many requests, unavailable, overloaded."""
BACK_OFF = 0.75
"""What remains of the concurrency after one round that was throttled."""

_SENT: ContextVar[Sent | None] = ContextVar("_SENT", default=None)
_PRIOR = (3_000, 10_000)  # tokens and bytes: a token is taken for 3.3 bytes until replies tell


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may leave: requests in flight, requests and tokens a minute, and in all.

    Once ``budget_tokens`` or ``budget_cost`` (in the currency of the price) is spent nothing new is sent;
    the last answer may pass it by what it takes.
    """

    concurrency: int = 8
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    budget_tokens: int | None = None
    budget_cost: float | None = None

    def __post_init__(self) -> None:
        given = {name: getattr(self, name) for name in self.__slots__}
        for name, limit in given.items():
            if limit is not None and not limit > 0:
                raise ValueError(f"{name} must be more than nothing, not {limit}")


@dataclass(slots=True)
class Sent:
    """How many requests went out, retries and re-asks among them."""

    requests: int = 0


@contextmanager
def counting() -> Iterator[Sent]:
    """Count what is sent from here and from tasks that are begun here, such as for one article."""
    sent = Sent()
    before = _SENT.set(sent)
    try:
        yield sent
    finally:
        _SENT.reset(before)


class Flow:
    """The state of the flow, for one event loop: share it among all that use one endpoint.

    ``price`` makes tokens into money; a budget in money needs it. ``requests`` and ``tokens`` are what
    went out and what it took, as the endpoint says, or by estimate where it does not.
    """

    def __init__(self, limits: Limits | None = None, *, price: Price | None = None) -> None:
        self.limits = limits or Limits()
        if self.limits.budget_cost is not None and price is None:
            raise ValueError("a budget in money needs a price")
        self.price = price
        self.requests = 0
        self.tokens = Tokens()
        self.in_flight = 0
        self._concurrency = float(self.limits.concurrency)
        self._slowed_at = self._resume_at = -math.inf
        self._queue = asyncio.Lock()
        self._freed = asyncio.Event()
        self._upwards = asyncio.Lock()
        self._requests_rate = _limiter(self.limits.requests_per_minute)
        self._tokens_rate = _limiter(self.limits.tokens_per_minute)
        self._owed = 0.0  # tokens that went out and are not yet taken from the rate
        self._awaited = 0.0  # tokens, by estimate, of what is in flight
        self._bytes = 0

    @property
    def concurrency(self) -> int:
        """How many requests may be in flight now."""
        return int(self._concurrency)

    @property
    def paused(self) -> float:
        """Seconds until the endpoint wants to be asked again."""
        return max(0.0, self._resume_at - _now()) if self._resume_at > 0 else 0.0

    @property
    def cost(self) -> float | None:
        """What all of it cost, where the price is known."""
        return self.price.cost(self.tokens) if self.price else None

    async def send(
        self, request: httpx2.Request, inner: httpx2.AsyncBaseTransport
    ) -> httpx2.Response:
        """Send a request when it is its turn. Raises ``BudgetSpent``."""
        size = len(await request.aread())
        estimate = await self._turn(size)
        began, used = _now(), None
        try:
            response = await _whole(await inner.handle_async_request(request))
            used = _usage(response)
            self._learn(response, began)
        finally:
            self.in_flight -= 1
            self._awaited -= estimate
            self._count(size, estimate, used)
            self._freed.set()
        # Reading an answer takes a while. When many come in at once, they go up one at a time, so that
        # in between the places that they left are taken again.
        async with self._upwards:
            await asyncio.sleep(0)
        return response

    async def _turn(self, size: int) -> float:
        """Wait for one's turn; return the tokens that are put down for the request until it tells."""
        async with self._queue:
            if self._requests_rate:
                await self._requests_rate.acquire()
            while self._tokens_rate and self._owed > 0:
                # What was sent before is paid first. The limiter serves the smallest first, but only
                # the head of the queue stands before it.
                part = min(self._owed, self._tokens_rate.max_rate)
                await self._tokens_rate.acquire(part)
                self._owed -= part
            while self.paused or self._full:
                if self.paused:
                    await asyncio.sleep(self.paused)
                else:
                    self._freed.clear()
                    await self._freed.wait()
            if self._is_spent(0):
                raise BudgetSpent(f"the budget of {self._budget} is spent; go on with a larger one")
            estimate = size * self._tokens_per_byte
            self._owed += estimate
            self._awaited += estimate
            self.in_flight += 1
            self.requests += 1
            if sent := _SENT.get():
                sent.requests += 1
            return estimate

    @property
    def _full(self) -> bool:
        """Whether one that is in flight must come in first; near the end of a budget, all of them."""
        ending = self.in_flight > 0 and self._is_spent(self._awaited)
        return ending or self.in_flight >= self.concurrency

    def _is_spent(self, awaited: float) -> bool:
        tokens = self.tokens + Tokens(prompt=round(awaited))
        most, dearest = self.limits.budget_tokens, self.limits.budget_cost
        if dearest is not None and self.price and self.price.cost(tokens) >= dearest:
            return True
        return most is not None and tokens.total >= most

    @property
    def _budget(self) -> str:
        most, dearest = self.limits.budget_tokens, self.limits.budget_cost
        parts = [f"{most:,} tokens"] if most is not None else []
        return " or ".join(parts + ([f"{dearest:,.2f}"] if dearest is not None else []))

    @property
    def _tokens_per_byte(self) -> float:
        return (self.tokens.total + _PRIOR[0]) / (self._bytes + _PRIOR[1])

    def _count(self, size: int, estimate: float, used: Tokens | None) -> None:
        if used is None:  # a fault costs nothing
            used = Tokens()
        else:
            if not used.total:  # an endpoint that does not say what an answer took
                used = Tokens(prompt=round(estimate))
            self._bytes += size
        self.tokens += used
        self._owed += used.total - estimate

    def _learn(self, response: httpx2.Response, began: float) -> None:
        if response.status_code in THROTTLES:
            asked = retry_after(response.headers.get("retry-after"))
            if asked is not None:
                self._resume_at = max(self._resume_at, _now() + asked)
            if began > self._slowed_at:  # those that were on their way together count once
                self._slowed_at = _now()
                self._concurrency = max(1.0, self._concurrency * BACK_OFF)
        elif response.is_success:
            grown = self._concurrency + 1 / self._concurrency
            self._concurrency = min(float(self.limits.concurrency), grown)


class FlowTransport(httpx2.AsyncBaseTransport):
    """Sends requests through ``inner`` as ``flow`` allows."""

    def __init__(self, flow: Flow, inner: httpx2.AsyncBaseTransport) -> None:
        self._flow = flow
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        return await self._flow.send(request, self._inner)

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()


def _limiter(per_minute: float | None) -> AsyncLimiter | None:
    """A leaky bucket that lets through at most so much in any minute: it holds the amount of a second,
    and leaks so much less that both together don't pass the limit."""
    if per_minute is None:
        return None
    burst = max(1.0, per_minute / 60)
    leak = per_minute / 60 if burst == 1.0 else (per_minute - burst) / 60
    return AsyncLimiter(burst, burst / leak)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _whole(response: httpx2.Response) -> httpx2.Response:
    """The response with all of its body come in, to be read again by whatever is above."""
    stream = response.stream
    if not isinstance(stream, httpx2.AsyncByteStream):
        raise TypeError(f"{type(stream).__name__} can't be read in an event loop")
    try:
        body = b"".join([part async for part in stream])
    finally:
        await stream.aclose()
    return httpx2.Response(
        response.status_code,
        headers=response.headers,
        content=body,
        extensions=response.extensions,
    )


def _usage(response: httpx2.Response) -> Tokens | None:
    """What a successful answer took, nothing where it does not say; None for any other."""
    if not response.is_success:
        return None
    try:
        usage: Any = response.json()["usage"]
        details = usage.get("prompt_tokens_details") or {}
        return Tokens(
            int(usage.get("prompt_tokens") or 0),
            int(details.get("cached_tokens") or 0),
            int(usage.get("completion_tokens") or 0),
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return Tokens()
