"""Batch: many articles through one summarizer, so many at once, and an outcome for every one.

Articles are drawn only as they can be begun, and no more outcomes wait than may be at work, so memory
does not grow with their number. Whatever goes wrong with one article is its outcome; what would go wrong
with all of them (no key, nothing left to spend) ends the batch once those at work have come in.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from summarizer.article import Article
from summarizer.errors import (
    AccessDenied,
    BudgetSpent,
    DeadlinePassed,
    ModelNotFound,
    QuotaExhausted,
    SetupError,
)
from summarizer.flow import counting
from summarizer.pipeline import Summarizer
from summarizer.records import Summary
from summarizer.sources import Input

AT_ONCE = 8
"""Articles that are at work at once, where nothing else is said."""

Given = str | Article | Input
Articles = Iterable[Given] | AsyncIterable[Given]

_ENDS = (SetupError, QuotaExhausted, BudgetSpent)
_ENDS_AT_FIRST = (
    AccessDenied,
    ModelNotFound,
)  # once an article was read, they are about another one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: its ``summary``, or the ``error`` in place of it.

    ``given`` is what was put in, ``attempts`` the number of requests that went out for it.
    """

    id: str
    given: Given
    summary: Summary | None = None
    error: Exception | None = None
    attempts: int = 0


async def summarize_many(
    articles: Articles,
    *,
    summarizer: Summarizer | None = None,
    at_once: int | None = None,
    in_order: bool = False,
    deadline: float | None = None,
    **options: Any,
) -> AsyncGenerator[Outcome, None]:
    """Summarise many articles; yield an outcome for each, as they finish or ``in_order``.

    ``articles`` is anything to iterate over, with or without ``await``, and is drawn from as articles
    can be begun: ``at_once`` of them, one with the embedded model. ``deadline`` is in seconds for each
    article. ``options`` are those of ``Summarizer``, where none is given.

    Raises, after the outcomes of all that were at work, what would fail every article: ``SetupError``,
    ``QuotaExhausted``, ``BudgetSpent``, and ``AccessDenied`` or ``ModelNotFound`` before the first
    success; and whatever ``articles`` itself raises.
    """
    reader = summarizer or Summarizer(**options)
    work = _Batch(reader, at_once or (1 if reader.local else AT_ONCE), deadline)
    try:
        async for outcome in work.outcomes(articles, in_order):
            yield outcome
    finally:
        await work.aclose()
        if summarizer is None:
            await reader.aclose()


class _Batch:
    """The tasks of one call of ``summarize_many``."""

    def __init__(self, reader: Summarizer, at_once: int, deadline: float | None) -> None:
        self._reader = reader
        self._deadline = deadline
        self._room = asyncio.Semaphore(at_once)
        self._tasks: set[asyncio.Task[Outcome]] = set()
        self._ready: asyncio.Queue[asyncio.Task[Outcome] | None] = asyncio.Queue()
        self._feeder: asyncio.Task[None] | None = None
        self._end: Exception | None = None
        self._succeeded = False

    async def outcomes(self, articles: Articles, in_order: bool) -> AsyncIterator[Outcome]:
        """Every outcome; a place for the next article is free once it has been taken."""
        self._feeder = asyncio.create_task(self._feed(articles, in_order))
        while (task := await self._ready.get()) is not None:
            outcome = await task
            self._room.release()
            yield outcome
        await self._feeder
        if self._end is not None:
            raise self._end

    async def aclose(self) -> None:
        """Call off what is still at work, and wait until it is."""
        tasks: list[asyncio.Task[Any]] = [*self._tasks]
        if self._feeder is not None:
            tasks.append(self._feeder)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _feed(self, articles: Articles, in_order: bool) -> None:
        drawn = _drawn(articles)
        number = 0
        try:
            while True:
                await self._room.acquire()
                if self._end is not None:
                    break
                try:
                    given = await anext(drawn)
                except StopAsyncIteration:
                    break
                number += 1
                task = asyncio.create_task(self._outcome(given, number))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
                if in_order:
                    self._ready.put_nowait(task)
                else:
                    task.add_done_callback(self._ready.put_nowait)
                await asyncio.sleep(0)  # one at a time: what is to be sent comes in between
        finally:
            if self._tasks:
                await asyncio.wait(self._tasks)
            self._ready.put_nowait(None)

    async def _outcome(self, given: Given, number: int) -> Outcome:
        name = _name(given, number)
        with counting() as sent:
            try:
                summary = await self._summary(given, name)
            except Exception as error:  # a bug, too, is the outcome of the article that shows it
                if isinstance(error, _ENDS) or (
                    isinstance(error, _ENDS_AT_FIRST) and not self._succeeded
                ):
                    self._end = self._end or error
                usage = getattr(error, "usage", None)
                attempts = sent.requests or (usage.requests if usage else 0)
                return Outcome(name, given, error=error, attempts=attempts)
        self._succeeded = True
        attempts = sent.requests or summary.usage.requests - summary.usage.reused
        return Outcome(name, given, summary, attempts=attempts)

    async def _summary(self, given: Given, name: str) -> Summary:
        try:
            async with asyncio.timeout(self._deadline) as timer:
                return await self._reader.asummarize(_article(given, name))
        except TimeoutError:
            if not timer.expired():
                raise
            raise DeadlinePassed(
                f"there was no summary within {self._deadline:g} s; try again, or allow more",
                article=name,
            ) from None


def _article(given: Given, name: str) -> Article:
    if isinstance(given, Article):
        return given
    return given.article() if isinstance(given, Input) else Article.from_text(given, id=name)


def _name(given: Given, number: int) -> str:
    return f"article {number}" if isinstance(given, str) else given.id


async def _drawn(articles: Articles) -> AsyncIterator[Given]:
    if isinstance(articles, AsyncIterable):
        async for given in articles:
            yield given
    else:
        for given in articles:
            yield given
