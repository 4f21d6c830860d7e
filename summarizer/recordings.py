"""Recordings: what the embedded model truly replied to every fixture, kept to be replayed.

``fixtures/recordings`` holds one file a request, for both corpora, named by the digest of the request, and
``MODEL.json``, which says whose replies these are.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.answers import Answer, answer_of
from summarizer.batch import summarize_many
from summarizer.corpora import Corpus, read_corpus
from summarizer.errors import ModelError, SetupError
from summarizer.evaluation import score
from summarizer.pipeline import Summarizer
from summarizer.scores import ArticleScore, Scores, total
from summarizer.store import Folder, Mode, Store
from summarizer.weights import QWEN

OnStep = Callable[[str, float], None]

HELD_OUT = "aside"
"""The corpus that nobody tunes to: it is told how much of it is right, not what."""
_MODEL = "MODEL"
_OF_EACH = ("messages", "response_format", "cache_prompt")
"""What differs from request to request; the rest is the settings of all."""


class Reading(NamedTuple):
    """What reading the corpora came to: scores by corpus, the errors of articles that could not be read,
    and the digests of recordings that nothing asked for."""

    corpora: Mapping[str, Corpus]
    scores: Mapping[str, Scores]
    failures: tuple[ModelError, ...]
    unused: frozenset[str]


def replay(fixtures: Path, on_step: OnStep, only: Collection[str] = ()) -> Reading:
    """What the model said of both corpora when it was recorded; nothing is asked.

    ``only`` names articles by their ids, or by what these begin with; nothing is unused then. Raises
    ``SetupError``.
    """
    return _read(fixtures, "replay", on_step, only)


def record(
    fixtures: Path, on_step: OnStep, only: Collection[str] = (), *, missing: bool = False
) -> Reading:
    """Ask the embedded model about both corpora, and keep what it says: everything, or only what is
    ``missing``. Recordings that nothing asks for are deleted once every article can be replayed.

    A reply that was cut off is not kept, so that the replay lacks it.
    """
    asked = _read(fixtures, "use" if missing else "record", on_step, only)
    if asked.failures:
        return asked
    again = replay(fixtures, on_step, only)
    if not again.failures:
        Folder(fixtures / "recordings").drop(set(again.unused))
        _note_model(fixtures / "recordings")
    return again


def _note_model(folder: Path) -> None:
    """Write down beside the recordings whose replies they are: nothing that differs when the same model
    is asked again."""
    bodies = [
        json.loads((folder / f"{digest}.json").read_text(encoding="utf-8"))["request"]
        for digest in sorted(Folder(folder).digests() - {_MODEL})
    ]
    settings: dict[str, Any] = {
        k: v for body in bodies for k, v in body.items() if k not in _OF_EACH
    }
    try:
        server = f"xllamacpp {metadata.version('xllamacpp')}"
    except metadata.PackageNotFoundError as error:
        raise SetupError("the embedded model is not installed; run make record") from error
    about = {
        "server": server,
        "settings": settings,
        "sha256": QWEN.sha256,
        "weights": QWEN.name,
    }
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"{_MODEL}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def other_model(fixtures: Path) -> list[str]:
    """What is wrong where the recordings are not of the model that the package ships."""
    path = fixtures / "recordings" / f"{_MODEL}.json"
    try:
        sha256 = json.loads(path.read_text(encoding="utf-8"))["sha256"]
    except FileNotFoundError:
        return [f"{path} is missing, so whose replies these are is not known; run make record"]
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(f"{path} names no weights ({error!r}); run make record") from error
    if sha256 == QWEN.sha256:
        return []
    return [
        f"{path} names other weights than {QWEN.name}, which the package ships; run make record"
    ]


def _read(fixtures: Path, mode: Mode, on_step: OnStep, only: Collection[str]) -> Reading:
    corpora = {"fixtures": read_corpus(fixtures), HELD_OUT: read_corpus(fixtures / HELD_OUT)}
    if only:
        corpora = _chosen(corpora, only)
    folder = Folder(fixtures / "recordings")
    store = Store(folder, mode)
    scores, failures = asyncio.run(_scored(corpora, store, on_step))
    unused = frozenset() if only else frozenset(folder.digests() - store.asked - {_MODEL})
    totals = {name: total(of_corpus) for name, of_corpus in scores.items()}
    return Reading(corpora, totals, tuple(failures), unused)


async def _scored(
    corpora: Mapping[str, Corpus], store: Store, on_step: OnStep
) -> tuple[dict[str, list[ArticleScore]], list[ModelError]]:
    """The scores by corpus, and what failed."""
    examples = [(name, one) for name, corpus in corpora.items() for one in corpus.examples]
    scores: dict[str, list[ArticleScore]] = {name: [] for name in corpora}
    failures: list[ModelError] = []
    done = 0

    def note(what: str, share: float) -> None:
        on_step(f"{done} of {len(examples)} articles · {what}", done / len(examples))

    async with Summarizer("local", store=store, on_step=note) as reader:
        articles = (one.article for _, one in examples)
        async for outcome in summarize_many(articles, summarizer=reader, at_once=1, in_order=True):
            name, (article, gold) = examples[done]
            answer = Answer(id=article.id)
            if outcome.summary is not None:
                answer = answer_of(outcome.summary, article)
            elif isinstance(outcome.error, ModelError):
                failures.append(outcome.error)
            elif outcome.error is not None:
                raise outcome.error
            scores[name].append(score(answer, gold, article, corpora[name].measures))
            done += 1
    return scores, failures


def _chosen(corpora: Mapping[str, Corpus], only: Collection[str]) -> dict[str, Corpus]:
    """The corpora with no other articles, those without any left out."""
    ids = [one.article.id for corpus in corpora.values() for one in corpus.examples]
    strange = [start for start in only if not any(name.startswith(start) for name in ids)]
    if strange:
        raise SetupError(f"no article is called {', '.join(strange)}; check ONLY")
    chosen = {
        name: corpus._replace(
            examples=tuple(e for e in corpus.examples if e.article.id.startswith(tuple(only)))
        )
        for name, corpus in corpora.items()
    }
    return {name: corpus for name, corpus in chosen.items() if corpus.examples}
