"""``summarizer evaluate``: how well a system reads articles of which a person wrote down the truth."""

from __future__ import annotations

import asyncio
import json as json_
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli_options import (
    BaseUrl,
    Cached,
    Json,
    Model,
    Profile,
    Prompts,
    Recorded,
    Replay,
    store_of,
)
from summarizer.cli_terminal import FAILED, one_line_errors, steps, tell, write_json, write_view
from summarizer.errors import (
    AccessDenied,
    ModelError,
    ModelNotFound,
    QuotaExhausted,
    SetupError,
)

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.corpora import Corpus
    from summarizer.evaluation import Answer, Scores
    from summarizer.pipeline import Summarizer
    from summarizer.store import Store

_AT_ONCE = 8  # articles, with a hosted model; the embedded one reads one at a time
_TOLD = 5  # failures that are told one by one

Told = Callable[[str, float], None]


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="A folder with articles/ and gold/, a part of PolNeAR, or PLOVER's JSON file.",
        ),
    ],
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", metavar="FILE", help="Score these answers (JSON lines); ask no model."
        ),
    ] = None,
    save_answers: Annotated[
        Path | None,
        typer.Option("--save-answers", metavar="FILE", help="Keep the answers as JSON lines."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="JSON", help="Show what changed since that evaluation's JSON."
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help="Only this article; may be given repeatedly."),
    ] = None,
    articles: Annotated[bool, typer.Option("--articles", help="Add a row an article.")] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="Show what was missed and what was wrong.")
    ] = False,
    replay: Replay = None,
    record: Recorded = None,
    cache: Cached = True,
    json: Json = False,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: Profile = None,
    prompts: Prompts = None,
) -> None:
    """Score a model, recorded replies, or any system's answers against gold.

    Precision, recall and F1 of quotations, calls and demands, with 95 % intervals; docs/scoring.md has
    the rules. A table on a terminal, JSON into a pipe. The exit code is 1 if any article failed.
    """
    with one_line_errors():
        from summarizer.corpora import read_corpus

        before = _earlier(compare) if compare else None
        corpus = _chosen(read_corpus(gold), only)
        about = {"corpus": corpus.name}
        given: dict[str, Answer] = {}
        if answers:
            given = _given(answers)
            about["model"] = answers.name
        else:
            store = store_of(replay, record, cache)
            with steps() as on_step:
                from summarizer.pipeline import Summarizer

                reader = Summarizer(
                    model,
                    base_url=base_url,
                    profile=profile,
                    prompts=prompts,
                    store=store,
                    on_step=_counting(on_step, given, len(corpus.examples)),
                )
                if reader.notice:
                    tell(reader.notice)
                about["model"] = reader.model
                asyncio.run(_read(reader, corpus, given))
            if store and store.mode == "replay" and not only:
                _tell_unasked(store)
        scores = _scored(corpus, given, about)
        if save_answers:
            _keep(save_answers, given)
        _show(scores, before, as_json=json or not sys.stdout.isatty(), rows=(articles, misses))
        if scores.failed:
            _tell_failures(scores)
            raise typer.Exit(FAILED)


def _chosen(corpus: Corpus, only: Sequence[str] | None) -> Corpus:
    if not only:
        return corpus
    there = {example.gold.id for example in corpus.examples}
    missing = [name for name in only if name not in there]
    if missing:
        raise SetupError(f"{corpus.name} has no article {', '.join(missing)}; check --only")
    return corpus._replace(examples=tuple(e for e in corpus.examples if e.gold.id in only))


def _counting(on_step: Told, given: Mapping[str, Answer], of: int) -> Told:
    """Steps that tell how many articles are done, too."""
    return lambda what, share: on_step(f"{len(given)} of {of} articles · {what}", len(given) / of)


async def _read(reader: Summarizer, corpus: Corpus, given: dict[str, Answer]) -> None:
    """Fill ``given`` with the answers of a model, by id. An article that fails is an answer, too, but a
    key, a model or a quota that is wrong for all of them ends it."""
    from summarizer.evaluation import Answer, answer_of
    from summarizer.records import Usage

    slots = asyncio.Semaphore(1 if reader.local else _AT_ONCE)

    async def one(article: Article) -> None:
        async with slots:
            try:
                given[article.id] = answer_of(await reader.asummarize(article), article)
            except (AccessDenied, ModelNotFound, QuotaExhausted):
                raise
            except ModelError as error:
                why = f"{error.task}: {error.message}" if error.task else error.message
                usage = error.usage or Usage()
                given[article.id] = Answer(id=article.id, usage=usage, failed=why)

    async with reader:
        try:
            async with asyncio.TaskGroup() as group:
                for example in corpus.examples:
                    group.create_task(one(example.article))
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None


def _given(path: Path) -> dict[str, Answer]:
    """Answers from JSON lines, by id."""
    from pydantic import ValidationError

    from summarizer.evaluation import Answer

    found: dict[str, Answer] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            try:
                answer = Answer.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"])) or "its beginning"
                raise SetupError(
                    f"{path}, line {number} is no answer: {first['msg']} at {where}; "
                    "docs/scoring.md shows the form"
                ) from error
            if answer.id in found:
                raise SetupError(f"{path}, line {number}: a second answer for {answer.id}")
            found[answer.id] = answer
    return found


def _scored(corpus: Corpus, given: dict[str, Answer], about: dict[str, str]) -> Scores:
    """The scores. An article without an answer has failed: what it holds is missed."""
    from summarizer.evaluation import Answer, score, total

    strangers = sorted(set(given) - {example.gold.id for example in corpus.examples})
    if strangers:
        tell(f"Not in {corpus.name}, and left out: {', '.join(strangers[:_TOLD])}")
    none = {e.gold.id: Answer(id=e.gold.id, failed="there is no answer") for e in corpus.examples}
    scores = [
        score((none | given)[example.gold.id], example.gold, example.article, corpus.measures)
        for example in corpus.examples
    ]
    return total(scores, about=about)


def _show(scores: Scores, before: Scores | None, *, as_json: bool, rows: tuple[bool, bool]) -> None:
    from summarizer.comparison import changes, unshared

    changed = changes(before, scores) if before else ()
    if before and unshared(before, scores):
        tell(f"In one of the two only: {', '.join(unshared(before, scores)[:_TOLD])}")
    if as_json:
        shown = scores.model_dump(mode="json")
        if before:
            shown["changes"] = [change.model_dump(mode="json") for change in changed]
        write_json(json_.dumps(shown, ensure_ascii=False, indent=2))
        return
    from rich.console import Group

    from summarizer.scoreboard import changeboard, scoreboard

    articles, misses = rows
    board = scoreboard(scores, articles=articles, misses=misses)
    write_view(lambda: Group(board, changeboard(changed, before, scores)) if before else board)


def _earlier(path: Path) -> Scores:
    from pydantic import ValidationError

    from summarizer.evaluation import Scores

    try:
        return Scores.model_validate_json(_text(path))
    except ValidationError as error:
        raise SetupError(
            f"{path} is no evaluation; make one with: summarizer evaluate GOLD --json > earlier.json"
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SetupError(f"{path} can't be read: {reason}") from error


def _keep(path: Path, given: dict[str, Answer]) -> None:
    lines = "".join(f"{answer.model_dump_json()}\n" for _, answer in sorted(given.items()))
    try:
        path.write_text(lines, encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{path} can't be written: {error.strerror}") from error


def _tell_unasked(store: Store) -> None:
    """Recordings that nothing asks for are out of date."""
    from summarizer.store import Folder

    if isinstance(store.home, Folder):
        unasked = store.home.digests() - store.asked
        if unasked:
            tell(f"{len(unasked)} replies in {store.home.path} were not asked for by this corpus.")


def _tell_failures(scores: Scores) -> None:
    failures = [f"{one.id}: {one.failed}" for one in scores.articles if one.failed]
    for failure in failures[:_TOLD]:
        tell(failure)
    if len(failures) > _TOLD:
        tell(f"and {len(failures) - _TOLD} more; the JSON has all of them")
