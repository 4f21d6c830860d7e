"""Faults: every exception of the SDK becomes one error of the package's own tree.

Part of the room of the model (``llm``).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime

import aiohttp
import httpx2
import openai

from summarizer.errors import (
    AccessDenied,
    EndpointDown,
    ModelError,
    ModelNotFound,
    QuotaExhausted,
    RequestRefused,
    SummarizerError,
    Throttled,
    WindowExceeded,
)

_QUOTA = ("insufficient_quota", "exceeded your current quota", "credit balance")
_PASSES = ("retry in", "try again in", "rate_limit_exceeded")
"""What an endpoint says of a limit that passes, though it may name it a quota (Gemini does)."""
_TOO_LONG = ("context_length_exceeded", "exceed_context_size", "context length", "context size",
             "context window", "prompt is too long")  # fmt: skip


def translated(
    error: Exception, *, where: str, model: str, hide: Callable[[str], str]
) -> SummarizerError:
    """Every exception of the SDK as one of ours, with what to do next."""
    ours = _ours(error)
    if ours is not None:
        return ours
    if isinstance(error, openai.APITimeoutError) and _is_slow(error):
        return EndpointDown(f"{where} gave no answer in time; try again, or raise the time-out")
    if isinstance(error, openai.APIConnectionError):
        cause = f" ({error.__cause__})" if str(error.__cause__ or "") else ""
        return EndpointDown(
            f"no connection to {where}, or it broke{cause}; check the base URL and the network"
        )
    if not isinstance(error, openai.APIStatusError):
        return EndpointDown(f"{where} sent a broken answer ({error}); try again")
    status, said = error.status_code, hide(_said(error))
    wait = retry_after(error.response.headers.get("retry-after"))
    failure: ModelError
    if status == 402 or (status == 429 and _spent(said.lower())):
        failure = QuotaExhausted(f"the quota at {where} is used up; add credit or use another key")
    elif status in (401, 403):
        failure = AccessDenied(f"{where} refuses the key; set OPENAI_API_KEY to a valid one")
    elif status == 404:
        failure = ModelNotFound(
            f"{where} knows no model {model!r}, or no such path; check --model and --base-url"
        )
    elif status == 429:
        when = "later" if wait is None else f"in {wait:.0f} s"
        failure = Throttled(f"{where} asks for fewer requests; try again {when}")
    elif status in (408, 409) or status >= 500:
        failure = EndpointDown(f"{where} has a fault of its own ({status}); try again later")
    elif any(words in said.lower() for words in _TOO_LONG):
        failure = WindowExceeded(
            "the prompt is longer than the model's context window; use a model with a larger one"
        )
    else:
        failure = RequestRefused(
            f"{where} refuses the request ({status}); check the model and its settings against "
            f"what it says: {said[:300]}"
        )
    failure.evidence = said
    failure.retry_after = wait
    return failure


def _ours(error: BaseException | None) -> SummarizerError | None:
    """What a transport of this package raised, and the SDK took for a broken connection."""
    return next((cause for cause in _causes(error) if isinstance(cause, SummarizerError)), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _is_slow(error: openai.APITimeoutError) -> bool:
    """Whether time ran out: what aiohttp says of a connection that broke, the SDK's client for it calls a
    time-out too."""
    causes = list(_causes(error))
    broke = any(isinstance(cause, aiohttp.ClientError) for cause in causes)
    return not broke or any(isinstance(cause, TimeoutError) for cause in causes)


def _spent(said: str) -> bool:
    """Whether a 429 means an empty account, and not too many requests a minute."""
    return any(words in said for words in _QUOTA) and not any(words in said for words in _PASSES)


def _said(error: openai.APIStatusError) -> str:
    try:
        return error.response.text
    except httpx2.StreamError:
        return str(error)


def retry_after(
    value: str | None, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
) -> float | None:
    """Seconds to wait, from either form of the header (RFC 9110, section 10.2.3)."""
    try:
        seconds = float(value or "")
        return max(0.0, seconds) if math.isfinite(seconds) else None
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    if then.tzinfo is None:  # the third of the forms, asctime's, names no zone and means UTC
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - now()).total_seconds())
