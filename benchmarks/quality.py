"""How well this package reads, beside peers, on the same articles with the same model.

    .venv/bin/python benchmarks/quality.py [GOLD ...] [--systems NAMES] [--limit N]

The systems are this package, a careful naive script (instructor, one request an article) and langextract
with chunks of four sizes. All ask the same endpoint through a proxy that counts; the embedded model runs
by default. Answers are kept in build/quality article by article, so that a run that was interrupted goes
on where it stopped; what a system answered under other code is asked again. docs/quality.md and its plot
are written from the kept answers at the end, or with --report alone.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from alignment import Said
from counting import Count, Proxy
from pydantic import BaseModel
from quality_report import Row, Table, inserted, markdown, plot
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from systems import ROOT, Endpoint, System, systems

from summarizer.article import Article
from summarizer.corpora import Corpus, Example, read_corpus
from summarizer.errors import SummarizerError
from summarizer.evaluation import score
from summarizer.local import name_of, open_local
from summarizer.scores import total

ANSWERS = ROOT / "build" / "quality"
GOLD = "folders of articles and gold, or PLOVER's file of records; default: fixtures"
PAGE = ROOT / "docs" / "quality.md"


class Kept(BaseModel):
    """An answer as it is kept: one line of JSON. ``said`` is as the system gave it, so that rules of
    alignment and scoring can change without asking again."""

    id: str
    text: str
    setting: str
    versions: dict[str, str]
    day: dt.date
    seconds: float
    count: Count
    said: Said


def some(corpus: Corpus, only: Sequence[str], limit: int | None) -> Corpus:
    """The examples that were asked for: by id, and of the rest ``limit``, evenly spaced."""
    found = [one for one in corpus.examples if not only or one.article.id in only]
    if limit is not None and limit < len(found):
        found = [found[i * len(found) // limit] for i in range(limit)]
    return corpus._replace(examples=tuple(found))


def digest(article: Article) -> str:
    """By which an answer is known to be of this text."""
    return hashlib.sha256(article.text.encode()).hexdigest()[:16]


def kept_in(path: Path) -> dict[str, Kept]:
    """The latest answer to each article; a line that was cut short by the end of a run is passed over."""
    answers = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with contextlib.suppress(ValueError):
            kept = Kept.model_validate_json(line)
            answers[kept.id] = kept
    return answers


def to_do(corpus: Corpus, system: System, path: Path) -> list[Article]:
    """The articles without an answer by this system as it is now."""
    kept = {one.id: one.text for one in kept_in(path).values() if one.setting == system.setting}
    articles = [example.article for example in corpus.examples]
    return [article for article in articles if kept.get(article.id) != digest(article)]


def place_of(model: str, corpus: Corpus, system: System) -> Path:
    """The file of a system's answers."""
    plain = re.sub(r"[^\w.-]+", "-", model)
    return ANSWERS / plain / corpus.name / f"{system.name}.jsonl"


def run(corpora: Sequence[Corpus], chosen: Sequence[System], options: argparse.Namespace) -> str:
    """Ask each system what it has not answered yet. Gives the model's name."""
    with endpoint(options) as (reached, proxy), progress() as bar:
        for system in chosen:
            for corpus in corpora:
                path = place_of(reached.model, corpus, system)
                left = to_do(corpus, system, path)
                shown = bar.add_task(
                    f"{corpus.name} · {system.title}",
                    total=len(corpus.examples),
                    completed=len(corpus.examples) - len(left),
                )
                if left:
                    ask(system, left, reached, proxy, path, partial(bar.advance, shown))
    return reached.model


def ask(
    system: System,
    articles: Sequence[Article],
    reached: Endpoint,
    proxy: Proxy,
    path: Path,
    done: Callable[[], None],
) -> None:
    """Ask a system about articles one after the other, and keep each answer at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    versions = system.versions()
    running = system.start(reached, path.with_suffix(".log"))
    try:
        with path.open("a", encoding="utf-8") as file:
            for article in articles:
                proxy.take()
                began = time.monotonic()
                said = running.ask(article)
                kept = Kept(
                    id=article.id,
                    text=digest(article),
                    setting=system.setting,
                    versions=versions,
                    day=dt.datetime.now(dt.UTC).date(),
                    seconds=round(time.monotonic() - began, 3),
                    count=proxy.take(),
                    said=said,
                )
                file.write(kept.model_dump_json() + "\n")
                file.flush()
                done()
    finally:
        running.close()


@contextlib.contextmanager
def endpoint(options: argparse.Namespace) -> Iterator[tuple[Endpoint, Proxy]]:
    """The model behind the counting proxy: the embedded one, or that of another endpoint."""
    with contextlib.ExitStack() as stack:
        if options.base_url:
            url, key, model = (
                options.base_url,
                os.environ.get("OPENAI_API_KEY", "none"),
                options.model,
            )
        else:
            server = stack.enter_context(open_local(options.model))
            url, key, model = server.base_url, server.api_key, server.model
        proxy = stack.enter_context(Proxy(url))
        yield Endpoint(proxy.url, key, model, embedded=not options.base_url), proxy


def progress() -> Progress:
    """Bars on stderr, a line a system."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))


def table(corpus: Corpus, model: str, chosen: Sequence[System]) -> Table | None:
    """The figures on those articles that all systems with any answers have answered."""
    texts = {example.article.id: digest(example.article) for example in corpus.examples}
    kept = {}
    for system in chosen:
        answers = kept_in(place_of(model, corpus, system))
        kept[system.name] = {k: one for k, one in answers.items() if texts.get(k) == one.text}
    answered = [system for system in chosen if kept[system.name]]
    common = set(texts).intersection(*(kept[system.name] for system in answered))
    examples = [example for example in corpus.examples if example.article.id in common]
    if not answered or not examples:
        return None
    rows = tuple(row(system, examples, kept[system.name], corpus.measures) for system in answered)
    return Table(corpus.name, len(examples), rows)


def row(
    system: System,
    examples: Sequence[Example],
    kept: dict[str, Kept],
    measures: Collection[str] | None,
) -> Row:
    """A system's figures on what the corpus ``measures``."""
    count, scores, seconds = Count(), [], 0.0
    for article, gold in examples:
        one = kept[article.id]
        count.add(one.count)
        seconds += one.seconds
        scores.append(score(system.answer(one.said, article), gold, article, measures))
    return Row(system.title, total(scores), count, seconds)


def provenance(corpora: Sequence[Corpus], model: str, chosen: Sequence[System]) -> str:
    """When, where and with which versions the answers came about."""
    lines = [f"Model: {model}. Machine: {machine()}.", ""]
    for system in chosen:
        kept = [
            answer
            for corpus in corpora
            for answer in kept_in(place_of(model, corpus, system)).values()
        ]
        if not kept:
            continue
        last = max(kept, key=lambda answer: answer.day)
        days = sorted({str(answer.day) for answer in kept})
        when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
        versions = ", ".join(f"{name} {number}" for name, number in last.versions.items())
        mixed = len({answer.setting for answer in kept})
        note = f"; under {mixed} states of its code" if mixed > 1 else ""
        lines.append(f"- {system.title}: {versions}; code {last.setting} ({when}{note})")
    return "\n".join(lines)


def machine() -> str:
    """The processor, its cores, the interpreter."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE)
        name = found.group(1) if found else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def report(corpora: Sequence[Corpus], model: str, chosen: Sequence[System]) -> str:
    """Write the page and its plot. Gives what was put into the page."""
    tables = [found for corpus in corpora if (found := table(corpus, model, chosen))]
    if not tables:
        raise SystemExit("no answers are kept for these articles and systems; run without --report")
    results = "\n".join(
        [provenance(corpora, model, chosen), "", *(markdown(one) for one in tables)]
    )
    PAGE.write_text(inserted(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    PAGE.with_suffix(".svg").write_text(plot(tables), encoding="utf-8")
    return results


def arguments() -> argparse.Namespace:
    """The command line."""
    known = list(systems())
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("gold", nargs="*", type=Path, default=[ROOT / "fixtures"], metavar="GOLD", help=GOLD)
    add("--systems", default=",".join(known), metavar="NAMES", help="default: %(default)s")
    add("--only", nargs="+", default=[], metavar="ID", help="only these articles")
    add("--limit", type=int, metavar="N", help="N articles of each corpus, evenly spaced")
    add("--model", default="local", help="of the endpoint, or a .gguf file; default: %(default)s")
    add("--base-url", metavar="URL", help="an endpoint; its key comes from OPENAI_API_KEY")
    add("--report", action="store_true", help="only write the page from the kept answers")
    options = parser.parse_args()
    options.systems = options.systems.split(",")
    if unknown := set(options.systems) - set(known):
        parser.error(f"no such system: {', '.join(unknown)}; there are {', '.join(known)}")
    if options.base_url and options.model == "local":
        parser.error("--base-url needs --model, the name of a model there")
    return options


def main() -> int:
    """Run what is missing, and write the report."""
    options = arguments()
    known = systems()
    chosen = [known[name] for name in options.systems]
    try:
        corpora = [some(read_corpus(path), options.only, options.limit) for path in options.gold]
        if options.report:
            model = options.model if options.base_url else name_of(options.model)
        else:
            model = run(corpora, chosen, options)
        print(report(corpora, model, chosen))
    except SummarizerError as error:
        print(f"quality: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; the same command goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
