"""Outcomes as lines of JSON, and which articles such lines say are finished.

A line holds the ``id``, what the source said beside the text as ``extra``, and the ``summary``; the line of
a failure holds the error in its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic_core import to_json

from summarizer.batch import Outcome
from summarizer.errors import InputError, SummarizerError
from summarizer.sources import Input

_BYTES = 7  # of a digest: enough to tell millions apart, and the most that Python keeps in 32 bytes
_EVIDENCE = 2_000  # characters of what a model said that go with a failure


def line_of(outcome: Outcome) -> bytes:
    """The line of an article that was read. Raises ``ValueError`` for one that was not."""
    if outcome.summary is None:
        raise ValueError(f"{outcome.id} has no summary")
    return b'{"id":%b,%b"summary":%b}' % (
        _json(outcome.id),
        _extra(outcome),
        outcome.summary.model_dump_json().encode(),
    )


def failure_of(outcome: Outcome) -> bytes:
    """The line of an article that failed: the kind of error, what it says, and how often was asked."""
    error = outcome.error
    said: dict[str, Any] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, SummarizerError):
        said |= {
            "message": error.message,
            "task": error.task,
            "evidence": error.evidence[:_EVIDENCE],
        }
    said["attempts"] = outcome.attempts
    return b'{"id":%b,%b%b' % (_json(outcome.id), _extra(outcome), _json(said)[1:])


class Finished:
    """Which articles need not be asked for: those of the lines of an earlier run, and those that were
    given before. Of each it keeps two small numbers, made of its id and of its text."""

    def __init__(self, lines: Iterable[Mapping[str, Any]] = ()) -> None:
        self._texts: dict[int, int] = {}
        for line in lines:
            digest = line.get("summary", {}).get("article", {}).get("sha256", "0")
            self._texts[_short(str(line.get("id")))] = int(digest[: 2 * _BYTES], 16)

    def __len__(self) -> int:
        return len(self._texts)

    def take(self, given: Input) -> tuple[Literal["new", "known"], Input]:
        """Whether an article is new, and the article with its text read; it is known from now on.

        One whose id has stood for another text comes back as new, with the fault that says so.
        """
        try:
            text = given.read().removeprefix("\ufeff")
        except InputError as error:
            return "new", replace(given, fault=error.message)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        key, short = _short(given.id), int.from_bytes(digest[:_BYTES])
        known = self._texts.get(key)
        if known is None:
            self._texts[key] = short
            return "new", replace(given, text=text)
        if known == short:
            return "known", given
        fault = "another text of this id was given or summarised before; give it another id"
        return "new", replace(given, fault=fault)


def _short(name: str) -> int:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_BYTES)
    return int.from_bytes(digest.digest())


def _extra(outcome: Outcome) -> bytes:
    extra = outcome.given.extra if isinstance(outcome.given, Input) else {}
    return b'"extra":%b,' % _json(extra) if extra else b""


def _json(value: Any) -> bytes:
    """JSON of anything that a source may hold: what JSON has no form for becomes text or null."""
    try:
        return to_json(value, inf_nan_mode="null", bytes_mode="base64", fallback=str)
    except ValueError:  # half a character, which UTF-8 has no form for and JSON has
        finite = json.loads(json.dumps(value, default=str), parse_constant=lambda name: None)
        return json.dumps(finite).encode()
