"""The roster: the names of an article that are long to spell, numbered, to be pointed at.

Code sees a name by its capital letters, so a roster holds only what is surely one name: two words or
more that are joined by nothing but blanks and particles, no heading in capitals, no country or
abbreviation among them. Any other name is spelled by the model. Scripts without capital letters have
no roster.
"""

from __future__ import annotations

import re

from summarizer.countries import country_in
from summarizer.names import Names
from summarizer.runs import is_title
from summarizer.saying import words_of

MOST = 40
"""The longest roster, in names: the first ones of the article."""


def roster(names: Names) -> tuple[str, ...]:
    """The fullest forms of these names, in the order of the article."""
    language = names.article.language
    sure = (
        " ".join(name.split())
        for name in names.cast
        if _is_sure(name.split(), language) and (language != "de" or _is_person(name, names))
    )
    return tuple(dict.fromkeys(sure))[:MOST]


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
