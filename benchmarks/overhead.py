"""What the package itself costs: CPU time per article, with a model that answers at once.

    .venv/bin/python benchmarks/overhead.py

Three things in one run, on one article of about 1,000 words joined from the corpus, with the reply that
its gold gives: the rooms alone, stage by stage; the whole way through ``Summarizer`` as a hosted model is
asked, everything in one request; and instructor alone, with the same messages, schema and reply. The last
two share a transport inside the process, so no network is in it. Runs take turns, the figures are medians.
Beside them stands what the rules cost that a small model has for its first witness.

``repeated`` reads one article over and over, so every cache is warm. ``new`` empties the caches before
each run and reads another article first: what a process needs once is warm, what an article needs of its
own (its schemas, the patterns of its names) is not, as when a folder is read.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
import instructor
from openai import AsyncOpenAI

from summarizer.article import Article
from summarizer.found import calls_found, demands_found
from summarizer.gold import Gold, check_gold
from summarizer.grounding import (
    Grounded,
    ground_calls,
    ground_demands,
    ground_gist,
)
from summarizer.grounding_quotes import ground_quotes
from summarizer.names import Names
from summarizer.pipeline import HOSTED_WINDOW, Summarizer
from summarizer.prompts import TASKS, Message, Prompts, Window, windows
from summarizer.records import Summary, Usage
from summarizer.replies import NOBODY, NOT_QUOTES, Reply, article_reply
from summarizer.roster import roster
from summarizer.rules.channels import channels_named
from summarizer.rules.witness import cast, not_said, speakers_likely
from summarizer.summary import summarized

FIXTURES = Path(__file__).parents[1] / "fixtures"
ARTICLES = ("a05-multi-paragraph", "b07-callback")  # with curly double marks
OTHERS = ("a01-told-many-times", "b10-scrum")
DATE = dt.date(2026, 3, 2)  # so that "on Sunday" is worked out, too
REPEATS = 60
WARM_UP = 5
TARGET = 10.0  # milliseconds that the rooms may add to an article
STAGES = ("segment", "names", "render", "schema", "validate", "ground", "merge")

Times = dict[str, float]
"""Milliseconds of CPU by stage."""


@dataclass(frozen=True)
class Case:
    """The article as text, and what the model answers."""

    text: str
    reply: str


def joined(articles: Sequence[str]) -> Case:
    """The article, and the reply that its gold would have a perfect model give."""
    pairs = []
    for name in articles:
        text = (FIXTURES / "articles" / f"{name}.txt").read_text(encoding="utf-8")
        gold = Gold.model_validate_json((FIXTURES / "gold" / f"{name}.json").read_text("utf-8"))
        if faults := check_gold(gold, text):
            raise SystemExit(f"the gold of {name} does not fit: {faults}")
        pairs.append((text.strip(), gold))
    text = "\n\n".join(text for text, _ in pairs)
    return Case(text, reply_of(Article.from_text(text), [gold for _, gold in pairs]))


def reply_of(article: Article, golds: Sequence[Gold]) -> str:
    """The gold as the model would write it: numbers for evidence and passages, names spelled out."""
    calls: list[dict[str, Any]] = []
    demands: list[dict[str, Any]] = []
    quotes: dict[str, list[int]] = {}
    channels: dict[str, list[int]] = {}
    not_quotes = {reason: mark for mark, reason in NOT_QUOTES.items()}
    said = [passage for gold in golds for passage in gold.passages]
    for passage, gold_passage in zip(article.passages, said, strict=True):
        if article.text[passage.start : passage.end] != gold_passage.text:
            raise SystemExit(f"passage {passage.number} is not that of the gold")
        mark = not_quotes[gold_passage.not_quote] if gold_passage.not_quote else None
        speaker = mark or next(iter(gold_passage.speaker), NOBODY)
        quotes.setdefault(speaker, []).append(passage.number)
        if gold_passage.channel:
            channels.setdefault(gold_passage.channel, []).append(passage.number)
    for gold in golds:
        for call in gold.calls:
            given = call.model_dump(include={"medium", "status", "minutes", "date"})
            given["evidence"] = numbers(article, call.evidence)
            given["participants"] = [names[0] for names in call.participants]
            given["initiator"] = list(call.initiator[:1])
            calls.append({key: value for key, value in given.items() if value is not None})
        for demand in gold.demands:
            given = demand.model_dump(
                include={"action", "deadline", "condition", "strength", "status"}
            )
            given["evidence"] = numbers(article, demand.evidence)
            given["demander"] = [names[0] for names in demand.demander]
            given["target"] = [names[0] for names in demand.target]
            demands.append({key: value for key, value in given.items() if value is not None})
    lead = [s.number for s in article.sentences if 60 < s.end - s.start <= 300][:3]
    written = {
        "calls": calls,
        "quotes": quotes,
        "channels": channels,
        "demands": demands,
        "gist": lead,
    }
    return json.dumps(written, ensure_ascii=False)


def numbers(article: Article, evidence: Sequence[str]) -> list[int]:
    """The first three sentences that hold the words of ``evidence``."""
    places = [article.text.index(words) for words in evidence]
    found = {s.number for s in article.sentences for at in places if s.start <= at < s.end}
    return sorted(found)[:3]


def schema_of(window: Window, names: int) -> type[Reply]:
    """The schema of the reply about ``window``, as the pipeline asks for it."""
    first, last = window.sentences[0].number, window.sentences[-1].number
    return article_reply(
        first, last, (window.passages[0].number, window.passages[-1].number), names
    )


def forget() -> None:
    """Empty the package's caches, and that of regular expressions."""
    rooms = [module for name, module in sys.modules.items() if name.startswith("summarizer.")]
    for kept in [value for room in rooms for value in vars(room).values()]:
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    re.purge()


def by_rooms(case: Case, prompts: Prompts) -> tuple[Summary, Times]:
    """Take the article through the rooms by hand, and time each stage."""
    at = [time.process_time()]

    def lap() -> None:
        at.append(time.process_time())

    article = Article.from_text(case.text, date=DATE)
    lap()
    names = Names(article)
    listed = roster(names)
    lap()
    (window,) = windows(article, HOSTED_WINDOW)
    prompts.messages(TASKS, article, window, listed)
    lap()
    wanted = schema_of(window, len(listed))
    lap()
    reply: Any = wanted.model_validate_json(case.reply)
    lap()
    parts: list[Grounded] = [
        ground_calls(reply, names),
        ground_quotes(reply, window.passages, names),
        ground_demands(reply, names),
        ground_gist(reply.gist, article),
    ]
    lap()
    summary = summarized(article, parts, Usage(), "none", prompts.digest)
    lap()
    spent = [1000 * (after - before) for before, after in pairwise(at)]
    return summary, {**dict(zip(STAGES, spent, strict=True)), "all rooms": sum(spent)}


def by_rules(case: Case) -> float:
    """What the rules find in the article beside a small model: milliseconds of CPU, segmentation not
    among them."""
    article = Article.from_text(case.text, date=DATE)
    began = time.process_time()
    names = Names(article)
    cast(names), not_said(names), speakers_likely(names), channels_named(article)
    calls_found(names), demands_found(names)
    return 1000 * (time.process_time() - began)


class Instant(httpx2.AsyncBaseTransport):
    """An endpoint inside the process that answers at once."""

    def __init__(self, reply: str) -> None:
        self.asked = 0
        message = {"role": "assistant", "content": reply}
        completion = {
            "id": "chatcmpl-0",
            "object": "chat.completion",
            "created": 0,
            "model": "none",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 2000, "completion_tokens": 200, "total_tokens": 2200},
        }
        self._body = json.dumps(completion, ensure_ascii=False).encode()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        await request.aread()
        return httpx2.Response(
            200, headers={"content-type": "application/json"}, content=self._body
        )


async def by_summarizer(case: Case, summarizer: Summarizer) -> tuple[Summary, float]:
    """The whole way: milliseconds of CPU from text to summary."""
    began = time.process_time()
    summary = await summarizer.asummarize(Article.from_text(case.text, date=DATE))
    return summary, 1000 * (time.process_time() - began)


async def by_instructor(client: Any, messages: list[Message], wanted: type[Reply]) -> float:
    """The same question, put as the pipeline puts it."""
    began = time.process_time()
    await client.chat.completions.create(
        model="none",
        response_model=wanted,
        messages=messages,
        max_retries=0,
        temperature=0.0,
        seed=1,
    )
    return 1000 * (time.process_time() - began)


async def measure(case: Case, other: Case) -> tuple[Summary, dict[str, Times]]:
    """Medians for ``repeated`` and ``new``; the runs take turns, so that noise falls on all alike."""
    prompts = Prompts()
    article = Article.from_text(case.text, date=DATE)
    (window,) = windows(article, HOSTED_WINDOW)
    listed = roster(Names(article))
    messages = prompts.messages(TASKS, article, window, listed)
    wanted = schema_of(window, len(listed))  # made once, as one who writes it by hand has it
    transport = Instant(case.reply)
    http = httpx2.AsyncClient(transport=transport)
    url, key = "http://localhost/v1", "none"
    bare = instructor.from_openai(
        AsyncOpenAI(base_url=url, api_key=key, max_retries=0, http_client=http),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    summarizer = Summarizer("none", base_url=url, api_key=key, http_client=http)
    results: dict[str, Times] = {}

    def renew() -> None:
        forget()
        by_rooms(other, prompts)
        by_rules(other)

    states: dict[str, Callable[[], None]] = {"repeated": lambda: None, "new": renew}
    async with summarizer:
        for state, prepare in states.items():
            runs: list[Times] = []
            for number in range(WARM_UP + REPEATS):
                prepare()
                by_hand, spent = by_rooms(case, prompts)
                prepare()
                summary, spent["Summarizer"] = await by_summarizer(case, summarizer)
                spent["instructor"] = await by_instructor(bare, messages, wanted)
                prepare()
                spent["rules"] = by_rules(case)
                same(summary, by_hand)
                if number >= WARM_UP:
                    runs.append(spent)
            results[state] = {name: median(run[name] for run in runs) for name in runs[0]}
    if transport.asked != len(states) * (WARM_UP + REPEATS) * 2:
        raise SystemExit("a reply was asked for again: it does not fit its schema")
    return summary, results


def same(one: Summary, other: Summary) -> None:
    """Both ways must do the same work, or the comparison says nothing."""
    apart = {"usage", "model"}
    if one.model_dump(exclude=apart) != other.model_dump(exclude=apart):
        raise SystemExit("the pipeline and the rooms differ: bring by_rooms() up to date")


def machine() -> str:
    """The processor and what runs on it."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = re.findall(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE)
        name = models[0] if models else name
    packages = ("summarizer", "instructor", "openai", "httpx2", "pydantic")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}\n{versions}"


def main() -> None:
    """Measure, and print the tables."""
    case = joined(ARTICLES)
    summary, results = asyncio.run(measure(case, joined(OTHERS)))
    repeated, new = results["repeated"], results["new"]

    def row(name: str, *, indent: str = "") -> None:
        print(f"{indent + name:<34}{repeated[name]:>10.2f}{new[name]:>10.2f}")

    print(machine())
    print(
        f"{len(case.text.split()):,} words, {len(summary.quotes)} quotes, {len(summary.calls)} calls, "
        f"{len(summary.demands)} demands, {len(summary.gist)} points, "
        f"{len(summary.rejected)} rejected; median of {REPEATS} runs\n"
    )
    print(f"{'CPU ms per article':<34}{'repeated':>10}{'new':>10}")
    for stage in STAGES:
        row(stage, indent="  ")
    row("all rooms")
    row("Summarizer")
    row("instructor")
    row("rules")
    more = [times["Summarizer"] - times["instructor"] for times in (repeated, new)]
    ratios = [times["Summarizer"] / times["instructor"] for times in (repeated, new)]
    print(f"{'Summarizer less instructor':<34}{more[0]:>10.2f}{more[1]:>10.2f}")
    print(f"{'Summarizer over instructor':<34}{ratios[0]:>9.2f}x{ratios[1]:>9.2f}x")
    verdicts = ["met" if times["all rooms"] < TARGET else "missed" for times in (repeated, new)]
    print(f"{f'all rooms under {TARGET:.0f} ms':<34}{verdicts[0]:>10}{verdicts[1]:>10}")


if __name__ == "__main__":
    main()
