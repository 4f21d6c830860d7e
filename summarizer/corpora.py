"""Corpora: articles with their gold, from this project's folders and from two public corpora.

- A folder with ``articles/<id>.txt`` and ``gold/<id>.json``, as ``fixtures/`` is.
- PLOVER's gold standard records (Open Event Data Alliance, CC BY-SA 4.0), a JSON file of sentences with
  one coded event each: https://github.com/openeventdata/PLOVER
- PolNeAR (Newell, Margolin and Ruths 2018), brat stand-off beside plain text; a folder with ``text/``
  and ``attributions/``, such as ``data/dev``: https://github.com/networkdynamics/PolNeAR

What a corpus does not tell is not scored: ``measures`` names what it does tell. How their annotations
become gold is told in docs/scoring.md.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pycountry
from pydantic import ValidationError

from summarizer.article import Article, Passage
from summarizer.countries import country_named
from summarizer.errors import SetupError
from summarizer.gold import Gold, GoldCall, GoldDemand, GoldPassage, Names

_DEMANDS = ("DEMAND", "REQUEST")  # PLOVER's name for it in 2016, and since
_TITLE = re.compile(
    r".*\b(?:president|minister|secretary|chancellor|premier|king|queen|prince|emir|sheikh|general|"
    r"colonel|judge|senator|sens?|reps?|gov|governor|mayor|chairman|chairwoman|director|leader|"
    r"spokes(?:man|woman|person)|mrs?|ms|dr)\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:i|we|you|he|she|it|they|who|one|the|that|this|these|those|some|others?|his|her|their)",
    re.IGNORECASE,
)
_EVERYDAY = {  # where ISO's names are not those of the news
    "GBR": ("Britain", "UK"),
    "PSE": ("Palestine", "Palestinian Authority"),
    "RUS": ("Russia",),
    "TUR": ("Turkey",),
    "USA": ("US", "U.S.", "America"),
}
_PEOPLE = ("government", "officials", "authorities")
_ANN = re.compile(r"(T\d+)\t(\w[\w-]*) ([\d ;]+)\t")
_DATED = re.compile(r"_(\d{4}-\d\d-\d\d)_")


class Example(NamedTuple):
    """An article and what it truly says."""

    article: Article
    gold: Gold


class Corpus(NamedTuple):
    """Examples, and the kinds and attributes that are annotated in them; None where all are."""

    name: str
    examples: tuple[Example, ...]
    measures: frozenset[str] | None = None


def read_corpus(path: str | Path) -> Corpus:
    """Read a corpus of whichever kind is there. Raises ``SetupError`` or ``InputError``."""
    path = Path(path)
    if path.is_file():
        return plover(path)
    if (path / "gold").is_dir():
        return own(path)
    if (path / "attributions").is_dir():
        return polnear(path)
    if not path.exists():
        raise SetupError(f"{path} is not there; check the path")
    parts = sorted((*path.glob("*/attributions"), *path.glob("data/*/attributions")))
    if parts:
        raise SetupError(
            f"{path} is all of PolNeAR; name one part of it, such as {parts[0].parent}"
        )
    raise SetupError(
        f"{path} is no corpus: expected articles/ and gold/, PolNeAR's text/ and attributions/, or "
        "PLOVER's JSON file"
    )


def own(folder: Path) -> Corpus:
    """A folder with ``articles/<id>.txt`` and ``gold/<id>.json``."""
    examples = []
    for path in sorted((folder / "gold").glob("*.json")):
        try:
            gold = Gold.model_validate_json(path.read_text(encoding="utf-8"))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "its beginning"
            raise SetupError(
                f"{path} is no gold: {first['msg']} at {where}; mend the file"
            ) from error
        article = Article.from_file(folder / "articles" / f"{path.stem}.txt", date=gold.date)
        examples.append(Example(article, gold))
    if not examples:
        raise SetupError(f"{folder / 'gold'} holds no gold; expected <id>.json for each article")
    return Corpus(folder.name, tuple(examples))


def plover(path: Path) -> Corpus:
    """PLOVER's records. A sentence is an article; a demand is one, and what is coded as anything else
    holds none."""
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
        examples = [_sentence(record) for record in records if record["event"] != "DOCUMENT"]
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(
            f"{path} holds no PLOVER records ({type(error).__name__}: {error}); expected a JSON list "
            "of objects with id, event, text, source and target"
        ) from error
    measures = ("demands", "demand demanders", "calls", "call participants")
    return Corpus(path.stem, tuple(examples), frozenset(measures))


def _sentence(record: Mapping[str, Any]) -> Example:
    text = record["text"]
    article = Article.from_text(text, id=record["id"], language=record.get("language", "en"))
    sources, targets = (_actors(record.get(side), text) for side in ("source", "target"))
    calls: tuple[GoldCall, ...] = ()
    demands: tuple[GoldDemand, ...] = ()
    if record["event"] in _DEMANDS:
        demands = (
            GoldDemand(
                demander=sources,
                target=targets,
                action=record["eventText"],
                strength="demand",
                status="open",
                evidence=(text,),
            ),
        )
    if record["event"] == "CONSULT" and record.get("mode") == "phone":
        calls = (
            GoldCall(
                participants=(*sources, *targets), medium="phone", status="held", evidence=(text,)
            ),
        )
    gold = Gold(id=article.id, language=article.language, calls=calls, demands=demands)
    return Example(article, gold)


def _actors(actors: Any, text: str) -> tuple[Names, ...]:
    """The parties of a record. A side that is not a list (some hold "") names nobody."""
    return tuple(_actor(actor, text) for actor in actors) if isinstance(actors, list) else ()


def _actor(actor: Mapping[str, str], text: str) -> Names:
    """The names of an actor: as coded, without title, its abbreviation; and those of its country where
    the actor is the country or its government."""
    name = actor["actorText"]
    names = [name, _TITLE.sub("", name)]
    names += re.findall(rf"{re.escape(name)}\s+\((\w{{2,}})\)", text)
    if name not in text:  # "US forces" of "US and British forces"
        words = name.split()
        begun = (" ".join(words[:size]) for size in range(len(words) - 1, 0, -1))
        names += [next((words for words in begun if words in text), name)]
    country = pycountry.countries.get(alpha_3=actor.get("code", ""))
    if country and actor.get("sector") in (None, "GOV"):
        if " " not in name:
            names += [f"{name} {people}" for people in _PEOPLE]
        known = (getattr(country, form, "") for form in ("common_name", "name", "official_name"))
        names += [form for form in known if form and "," not in form]
        names += _EVERYDAY.get(country.alpha_3, ())
        names += [word for word in _runs(text) if country_named(word, "en") == country.alpha_3]
    return tuple(dict.fromkeys(names))


def _runs(text: str) -> Iterator[str]:
    """All runs of one to three words."""
    words = re.findall(r"[\w.'’-]+", text)
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size]).strip(".")


def polnear(folder: Path) -> Corpus:
    """PolNeAR. Of a text that several people annotated, the first file in order of names is read."""
    examples: dict[str, Example] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name not in examples:
            dated = _DATED.search(name)
            article = Article.from_file(
                folder / "text" / f"{name}.txt",
                language="en",
                date=dt.date.fromisoformat(dated[1]) if dated else None,
            )
            lines = path.read_text(encoding="utf-8").splitlines()
            examples[name] = Example(article, _attributed(article, lines))
    if not examples:
        raise SetupError(f"{folder / 'attributions'} holds no .ann files")
    measures = frozenset(("quote spans", "quotes", "quote speaker"))
    return Corpus(f"polnear-{folder.name}", tuple(examples.values()), measures)


def _attributed(article: Article, lines: Iterable[str]) -> Gold:
    """The gold of the passages in quotation marks: somebody's words where at least half of a passage
    is the content of an attribution."""
    spans: dict[str, list[tuple[int, int]]] = {}
    attributions: list[list[tuple[str, str]]] = []
    for line in lines:
        marked = _ANN.match(line)
        if marked:
            pairs = [part.split() for part in marked[3].split(";")]
            spans[marked[1]] = [(int(start), int(end)) for start, end in pairs]
        elif line.startswith("E"):
            attributions.append(re.findall(r"([A-Z][a-z-]+)\d*:(T\d+)", line.partition("\t")[2]))

    def of(role: str, attribution: list[tuple[str, str]]) -> list[tuple[int, int]]:
        return [span for name, mark in attribution if name == role for span in spans.get(mark, [])]

    def judged(passage: Passage) -> GoldPassage:
        text = article.text[passage.start : passage.end]
        for attribution in attributions:
            if 2 * _shared(passage, of("Content", attribution)) >= len(text):
                words = [article.text[start:end] for start, end in of("Source", attribution)]
                source = " ".join(" ".join(words).split())
                if source and _PRONOUN.fullmatch(source):
                    return GoldPassage(text=text, speaker=(source,), debatable=True)
                return GoldPassage(text=text, speaker=_sources(source, article.text))
        return GoldPassage(text=text, not_quote="other")

    return Gold(
        id=article.id,
        language="en",
        date=article.date,
        passages=tuple(judged(passage) for passage in article.passages),
    )


def _shared(passage: Passage, spans: Iterable[tuple[int, int]]) -> int:
    """How many characters of the passage lie in the spans."""
    return sum(max(0, min(passage.end, end) - max(passage.start, start)) for start, end in spans)


def _sources(source: str, text: str) -> Names:
    """The names of a source: its words, those before a comma, without title, the last of them, and
    longer names in the article that end in it."""
    if not source:
        return ()
    head = re.split(r",|\s\(", source, maxsplit=1)[0]
    names = [source, head, _TITLE.sub("", head)]
    last = head.split()[-1]
    if last[0].isupper():
        names.append(last)
        longer = re.findall(rf"(?:\b[A-Z][\w.’'-]*\s+){{1,3}}{re.escape(last)}\b", text)
        names += [_TITLE.sub("", " ".join(name.split())) for name in longer]
    return tuple(dict.fromkeys(names))
