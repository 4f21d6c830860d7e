"""Ray: the articles of a Ray Data set, through workers on as many machines as a cluster has.

    articles = ray.data.read_parquet("s3://news/articles")
    summaries = summarize(articles, workers=8, finished="s3://news/summaries", model="gpt-5-mini")
    summaries.write_parquet("s3://news/summaries")

Ray reads, distributes, repeats what a lost machine had, and writes; this is the stage in between. What
was written is the checkpoint: what has a summary in ``finished`` is passed over, what failed is asked for
again. The limits hold for all workers together because each has an equal share of them: nobody need be
asked before a request, nothing is held up when a machine is lost, and as Ray gives the next block to
whoever is free, all shares are used.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from summarizer.batch import AT_ONCE, Outcome, summarize_many
from summarizer.errors import AccessDenied, BudgetSpent, ModelNotFound, SetupError
from summarizer.flow import Flow, Limits
from summarizer.pipeline import Summarizer
from summarizer.prices import Price
from summarizer.sources import from_row
from summarizer.store import Cache, Store

try:
    import pyarrow as pa  # type: ignore[import-untyped]
    import ray.data  # type: ignore[import-not-found,unused-ignore]
    from pyarrow.compute import invert, is_in, is_valid  # type: ignore[import-untyped]
    from pyarrow.fs import FileSelector, FileSystem  # type: ignore[import-untyped]
    from pyarrow.json import ParseOptions  # type: ignore[import-untyped]
    from ray.data import Dataset  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    raise SetupError(
        "several machines need Ray; install it with: pip install 'summarizer[ray]'"
    ) from None

BLOCK = 256
"""Articles that a worker takes, and that are written, together."""

_ADDED = ("summary", "error", "message", "attempts")
_KNOWN = pa.schema([("id", pa.string()), ("summary", pa.string())])
_ARROW: Any = {"batch_size": None, "batch_format": "pyarrow"}  # whole blocks


def summarize(
    articles: Dataset,
    *,
    workers: int,
    limits: Limits | None = None,
    price: Price | None = None,
    deadline: float | None = None,
    cache: str | None = None,
    finished: str | None = None,
    filesystem: FileSystem | None = None,
    block: int = BLOCK,
    **options: Any,
) -> Dataset:
    """The rows of ``articles`` with their summaries; no model is asked before the result is read.

    ``articles`` has the columns ``id`` and ``text``, and may have ``date`` and ``language``. The result
    has all its columns but ``text``, and ``summary`` (JSON, for ``Summary.model_validate_json``) or, in
    its place, ``error`` and ``message``; ``attempts`` is the number of requests that went out.

    ``workers`` share ``limits``, with a concurrency of 8 each if nothing is said; one that has spent
    its share of the budget lets the rest go by, for the next run. ``finished`` is the folder that earlier
    runs have written to, Parquet or JSON lines, in ``filesystem`` where its address does not say which;
    it need not be there yet. ``cache`` is a file for the model's replies, on each machine. ``deadline``
    is in seconds for an article, ``options`` are those of ``Summarizer``.

    Raises ``SetupError`` for columns that are not there, or limits that can't be shared. Reading the
    result raises what would fail every article, in whatever Ray wraps it.
    """
    columns = set(articles.columns() or ())
    if missing := {"id", "text"} - columns:
        raise SetupError(f"the articles have no column {' and no '.join(sorted(missing))}")
    if taken := columns.intersection(_ADDED):
        raise SetupError(f"rename the column {', '.join(sorted(taken))}: the result has such a one")
    each = share(limits or Limits(concurrency=AT_ONCE * workers), workers)
    left = articles if finished is None else unfinished(articles, finished, filesystem)
    # Were it not strict, one large block of the source would all go to one worker.
    return left.repartition(target_num_rows_per_block=block, strict=True).map_batches(
        _Worker,
        fn_constructor_args=(each, price, cache, {"deadline": deadline}, options),
        # Two blocks at once: the slowest article of one does not keep the next block waiting.
        compute=ray.data.ActorPoolStrategy(
            size=workers, max_tasks_in_flight_per_actor=3, max_concurrent_calls_per_actor=2
        ),
        **_ARROW,
    )


def share(limits: Limits, workers: int) -> Limits:
    """What one of so many workers may send. Raises ``SetupError`` where that is less than a request."""
    if limits.concurrency < workers:
        raise SetupError(
            f"{workers} workers can't share {limits.concurrency} requests at once; take fewer workers"
        )

    rates = ("requests_per_minute", "tokens_per_minute", "budget_cost")
    parts: dict[str, Any] = {
        name: amount / workers for name in rates if (amount := getattr(limits, name)) is not None
    }
    if limits.budget_tokens is not None:
        parts["budget_tokens"] = max(1, limits.budget_tokens // workers)
    return replace(limits, concurrency=limits.concurrency // workers, **parts)


def unfinished(articles: Dataset, finished: str, filesystem: FileSystem | None = None) -> Dataset:
    """The articles whose ``id`` has no summary in the folder ``finished``, of Parquet or JSON lines.

    Raises ``SetupError`` when a file in it can't be read, such as one that a crash has torn.
    """
    try:
        known = [ids for ids in _summarized(finished, filesystem) if len(ids)]
    except Exception as error:  # whatever Ray makes of it
        reason = str(error).strip().splitlines()[-1:]
        raise SetupError(
            f"a file in {finished} can't be read ({''.join(reason)}); delete what a crash has torn"
        ) from error
    if not known:
        return articles
    shared = ray.put(pa.concat_arrays(known))

    def new(table: pa.Table) -> pa.Table:
        names = pa.array([str(name) for name in table["id"].to_pylist()], pa.string())
        return table.filter(invert(is_in(names, value_set=ray.get(shared))))

    return articles.map_batches(new, **_ARROW)


def _summarized(finished: str, filesystem: FileSystem | None) -> Iterator[pa.Array]:
    """The ids of the articles that have a summary."""
    home, path = filesystem, finished
    if home is None:
        home, path = FileSystem.from_uri(path if "://" in path else os.path.abspath(path))
    files = home.get_file_info(FileSelector(path, recursive=True, allow_not_found=True))
    endings = {file.extension for file in files}
    if "parquet" in endings:
        written = ray.data.read_parquet(finished, filesystem=filesystem)
    elif "json" in endings:
        # With lines=True, Ray would guess types, and 007 become 7.
        options = ParseOptions(explicit_schema=_KNOWN)
        written = ray.data.read_json(finished, filesystem=filesystem, parse_options=options)
    else:
        return
    known = written.select_columns(_KNOWN.names)
    ids = known.map_batches(lambda t: t.filter(is_valid(t["summary"])).select(["id"]), **_ARROW)
    for table in ids.iter_batches(**_ARROW):
        yield table["id"].combine_chunks()


class _Worker:
    """One actor: a summarizer with its share of the limits."""

    def __init__(
        self, limits: Limits, price: Price | None, cache: str | None, how: Any, options: Any
    ) -> None:
        store = Store(Cache(cache)) if cache else None
        reader = Summarizer(flow=Flow(limits, price=price), store=store, **options)
        at_once = 1 if reader.local else limits.concurrency + limits.concurrency // 4 + 1
        self._how: Any = {**how, "summarizer": reader, "at_once": at_once, "in_order": True}
        self._succeeded = self._spent = False

    async def __call__(self, table: pa.Table) -> AsyncIterator[pa.Table]:
        """The rows of one block, in their order, without those for which the budget is too small."""
        given = [from_row(row, "no id") for row in table.to_pylist()]
        outcomes: list[Outcome] = []
        while len(outcomes) < len(given) and not self._spent:
            many = summarize_many(given[len(outcomes) :], **self._how)
            try:
                async with aclosing(many):
                    async for outcome in many:
                        outcomes.append(outcome)
                        self._succeeded |= outcome.error is None
            except BudgetSpent as error:
                self._spent = True
                logging.getLogger(__name__).warning("%s: the rest is for the next run", error)
            except (AccessDenied, ModelNotFound):
                if not self._succeeded:  # else it is about one article
                    raise
        yield _written(table, outcomes)


def _written(table: pa.Table, outcomes: Sequence[Outcome]) -> pa.Table:
    """The first rows of ``table``, with what came of them."""
    rows = table.slice(0, len(outcomes)).drop_columns(["text"])
    errors = [outcome.error for outcome in outcomes]
    found = {
        "summary": [o.summary.model_dump_json() if o.summary else None for o in outcomes],
        "error": [type(error).__name__ if error else None for error in errors],
        "message": [str(getattr(e, "message", e)) if e else None for e in errors],
    }
    ids = pa.array([outcome.id for outcome in outcomes], pa.string())
    rows = rows.set_column(rows.schema.get_field_index("id"), "id", ids)
    for name, values in found.items():
        rows = rows.append_column(name, pa.array(values, pa.string()))
    attempts = pa.array([outcome.attempts for outcome in outcomes], pa.int64())
    asked = pa.array([not isinstance(error, BudgetSpent) for error in errors], pa.bool_())
    return rows.append_column("attempts", attempts).filter(asked)
