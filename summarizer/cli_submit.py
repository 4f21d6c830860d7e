"""What ``summarizer batch submit`` does, and what it has in common with the commands beside it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli_progress import Tally, counted, progress, unread
from summarizer.cli_terminal import steps, tell
from summarizer.errors import ModelError, SetupError

if TYPE_CHECKING:
    from summarizer.ledger import Ledger, Submission
    from summarizer.outcomes import Finished
    from summarizer.pipeline import Summarizer
    from summarizer.prices import Price
    from summarizer.provider import Provider
    from summarizer.provider_batch import Gathering
    from summarizer.reading import Profile
    from summarizer.store import Home

BYTES_PER_REPLY = 3_000
"""What a reply is taken to need in the cache: some more than large models say of a news article."""
_TRIES = 3  # articles that are refused before any request is accepted, after which it is given up
TOLD = 5
"""Articles that can't be read, or reasons, that are told one by one."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What the command line asks for."""

    names: Sequence[str]
    output: Path
    model: str | None
    base_url: str | None
    profile: Profile | None
    prompts: str | None
    date: dt.date | None
    replies: str
    prices: Path | None


async def submit_all(job: Job) -> int:
    """Submit; return how many articles can't be read."""
    from summarizer.ledger import Ledger
    from summarizer.provider_batch import submit

    async with opened(job.base_url) as provider:
        with Ledger(folder_of(job.output), provider.where) as ledger:
            tally = await _gathered(job, ledger)
            unsent = ledger.state.unsent
            sent: list[Submission] = []
            with steps() as on_step:

                def told(one: Submission) -> None:
                    sent.append(one)
                    on_step(f"{len(sent)} of {len(unsent)} submitted", len(sent) / len(unsent))

                on_step(f"submitting {batches(len(unsent))}", 0.0)
                await submit(ledger, provider, told)
    if not sent:
        tell("Nothing to submit: all that would be asked is known, or on its way.")
    else:
        # What an earlier run gathered and could not submit is in the first figure alone.
        requests = counted(sum(one.requests for one in sent), "request")
        tell(
            f"{batches(len(sent))} with {requests} submitted; gathered now: about {tally.spent}. "
            f"Fetch the answers with: summarizer batch collect -o {job.output} --wait"
        )
    return tally.failed


async def _gathered(job: Job, ledger: Ledger) -> Tally:
    """Put into the ledger what is to be submitted. Raises ``SetupError``, ``ModelError``."""
    from summarizer.ledger import Drafts
    from summarizer.pipeline import Summarizer
    from summarizer.prices import load_prices
    from summarizer.provider_batch import MAX_BYTES, MAX_REQUESTS, Gathering
    from summarizer.rehearsal import untouched
    from summarizer.store import Store

    prices = load_prices(job.prices)
    asked = Summarizer(job.model, base_url=job.base_url)
    if asked.local:
        raise SetupError(
            "the embedded model answers at once and for nothing; name a model of a provider"
        )
    price = prices.of(asked.model, job.base_url)
    drafts = Drafts(ledger, job.replies, MAX_REQUESTS, MAX_BYTES)
    try:
        with home_of(job.replies) as home:
            flow = Gathering(
                drafts, ledger.asked(), home, price=price and _lower(price, prices.batch)
            )
            tally = Tally(flow, prices.currency)
            reader = Summarizer(
                job.model,
                base_url=job.base_url,
                profile=job.profile,
                prompts=job.prompts,
                store=untouched(Store(home)),
                flow=flow,
            )
            await _gather(job, reader, tally, flow)
        new = drafts.finished()
    finally:
        drafts.close()
    _check_room(*ledger.state.submissions, *new)
    ledger.put(*new)
    return tally


async def _gather(job: Job, reader: Summarizer, tally: Tally, flow: Gathering) -> None:
    """Let the summarizer ask all that it would ask; the flow writes it down."""
    from summarizer.batch import summarize_many
    from summarizer.sources import count_inputs, read_inputs

    new = unread(read_inputs(job.names, job.date), _finished(job.output), tally)
    with progress(tally, lambda: count_inputs(job.names)) as show:
        async with (
            reader,
            aclosing(summarize_many(new, summarizer=reader, at_once=1)) as outcomes,
        ):
            async for outcome in outcomes:
                tally.add(outcome)
                if outcome.error is not None:
                    if tally.failed <= TOLD:
                        tell(f"{outcome.id}: {getattr(outcome.error, 'message', outcome.error)}")
                    refused = isinstance(outcome.error, ModelError) and not flow.accepted
                    if refused and tally.failed >= _TRIES and not tally.read:
                        raise outcome.error
                show()


def _finished(output: Path) -> Finished:
    """The articles that the output has already."""
    from summarizer.lines import Lines
    from summarizer.outcomes import Finished

    if not output.exists():
        return Finished()
    with Lines(output) as lines:
        return Finished(lines.read())


def folder_of(output: Path) -> Path:
    """Where the state of the batches for an output is."""
    return output.with_name(f"{output.name}.batches")


def endpoint(base_url: str | None) -> str | None:
    """The base URL that is meant; None is the SDK's own."""
    return base_url or os.environ.get("OPENAI_BASE_URL") or None


@asynccontextmanager
async def opened(base_url: str | None) -> AsyncIterator[Provider]:
    """The provider, with the key of the environment. Raises ``SetupError`` where there is none."""
    from summarizer.provider import Provider

    key = os.environ.get("OPENAI_API_KEY") or ("none" if base_url else "")
    if not key:
        raise SetupError("there is no key for the provider; set OPENAI_API_KEY")
    provider = Provider(base_url, key)
    try:
        yield provider
    finally:
        await provider.aclose()


@contextmanager
def home_of(replies: str) -> Iterator[Home]:
    """The folder of replies, or the cache where none is named."""
    from summarizer.cli_options import store_of

    store = store_of(None, Path(replies) if replies else None, cache=True)
    if store is None:
        raise AssertionError("a cache or a folder was asked for")
    with store:
        yield store.home


def _check_room(*submissions: Submission) -> None:
    """Refuse what the cache would forget before it is used."""
    from summarizer.store import LIMIT

    ours = (one for one in submissions if not (one.collected or one.replies))
    needed = sum(one.requests for one in ours) * BYTES_PER_REPLY
    if needed > LIMIT:
        raise SetupError(
            f"the replies need about {needed / 1e6:,.0f} MB, and the cache keeps the last "
            f"{LIMIT / 1e6:,.0f} MB; give --record DIR, or fewer articles"
        )


def _lower(price: Price, share: float) -> Price:
    """The price of what is asked in a batch."""
    names = ("input", "output", "cached", "written")
    parts = {name: getattr(price, name) for name in names}
    return price.model_copy(
        update={name: part * share for name, part in parts.items() if part is not None}
    )


def batches(count: int) -> str:
    """So many batches, in words."""
    return "1 batch" if count == 1 else f"{count:,} batches"
