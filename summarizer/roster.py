"""The roster: the names of an article that are long to spell, numbered, to be pointed at.

A roster holds only what is surely one name. Capital letters show two words or more that are joined by
nothing but blanks and particles, with no heading in capitals, no country or abbreviation among them; in
scripts without capital letters, names are known by the titles beside them. Any other name is spelled by
the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.countries import country_in
from summarizer.name_words import CASELESS, is_title
from summarizer.names import Names
from summarizer.replies import ArticleReply, Name
from summarizer.rules.callwords import CallWords, is_known
from summarizer.saying import words_of

MOST = 40
"""The longest roster, in names: the first ones of the article."""


def roster(names: Names) -> tuple[str, ...]:
    """The fullest forms of these names, in the order of the article."""
    sure = (" ".join(name.split()) for name in _sure(names))
    return tuple(dict.fromkeys(sure))[:MOST]


def _sure(names: Names) -> Iterator[str]:
    language, text = names.article.language, names.article.text
    if CASELESS.search(text[:200]) and is_known(language):
        yield from CallWords(names).callers.beside_titles
        return
    longest: dict[str, str] = {}
    for mention in names.runs:
        full = names.fullest(mention)
        name, told = text[full.start : full.end], text[mention.start : mention.end]
        longest[name] = max(longest.get(name, name), told, key=len)
    # A full name that stands in other cases only is known by its surname in the nominative.
    for name, told in longest.items():
        if _is_sure(told.split(), language) and (language != "de" or _is_person(name, names)):
            yield name


def named(reply: ArticleReply, listed: Sequence[str]) -> ArticleReply:
    """A reply with the names in place of their numbers; a number that no name has is no name then."""

    def one(name: Name) -> str:
        said = str(name).strip()
        if not said.isdecimal():
            return said
        return listed[int(said) - 1] if 0 < int(said) <= len(listed) else f"#{said}"

    def some(said: Sequence[Name]) -> list[str]:
        return [one(name) for name in said]

    calls = [
        call.model_copy(
            update={
                "initiator": some(call.initiator),
                "participants": some(call.participants),
            }
        )
        for call in reply.calls
    ]
    demands = [
        demand.model_copy(update={"demander": some(demand.demander), "target": some(demand.target)})
        for demand in reply.demands
    ]
    quotes: dict[str, list[int]] = {}
    for name, numbers in reply.quotes.items():
        quotes.setdefault(one(name), []).extend(numbers)
    changed: dict[str, Any] = {"calls": calls, "demands": demands, "quotes": quotes}
    return reply.model_copy(update=changed)


def _is_person(name: str, names: Names) -> bool:
    """Whether two German words with capital letters are surely a name, and not nouns side by side: a
    title stands beside them, or what one has beside a name; or the last one comes again by itself and
    never behind an article or an adjective."""
    text, words = names.article.text, name.split()
    party, table = names.party(name), words_of("de")
    if party is not None and party.role is not None:
        return True
    if words[0].endswith("s") and re.search(rf"(?<!\w){re.escape(words[0][:-1])}(?!\w)", text):
        return False  # Brüssels Kunst
    last = rf"{re.escape(words[-1])}(?:s|['’])?(?!\w)"
    if re.search(rf"(?:{_ARTICLE} |(?<!\w)[a-zäöüß]+e[nmrs]? ){last}", text):
        return False
    before = re.findall(rf"([^\W\d_]+) {re.escape(name)}(?!\w)", text)
    titled = table is not None and any(table.kind(word.lower()) == "head" for word in before)
    beside = re.search(rf"{re.escape(name)}(?:,| \(| v(?:om|on) )", text) is not None
    return titled or beside or len(re.findall(rf"(?<!\w){last}", text)) > 1


_ARTICLE = r"(?<!\w)(?i:d(?:ie|er|as|en|em|es)|eine?[nmrs]?|zu[rm]|am|im|vom|mitte|ende|anfang)"


def _is_sure(words: list[str], language: str) -> bool:
    if is_title(words[-1]) or is_title(words[-1].removesuffix("s")):
        return False  # Foreign Minister
    return len(words) > 1 and not any(
        (len(word) > 1 and word.isupper())
        or any(country_in(form, language) for form in _forms(word))
        for word in words
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word, and what it may be a genitive of: "Perus", "Турции", "України"."""
    stem = word[:-1]
    return word, stem, f"{stem}я", f"{stem}а"
