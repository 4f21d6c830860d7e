"""The roster: the names of an article that are long to spell, numbered, to be pointed at.

Code sees a name by its capital letters, so a roster holds only what is surely one name: two words or
more that are joined by nothing but blanks and particles, no heading in capitals, no country or
abbreviation among them. Any other name is spelled by the model. Scripts without capital letters have
no roster.
"""

from __future__ import annotations

from summarizer.countries import country_in
from summarizer.names import Names

MOST = 40
"""The longest roster, in names: the first ones of the article."""


def roster(names: Names) -> tuple[str, ...]:
    """The fullest forms of these names, in the order of the article."""
    language = names.article.language
    sure = (" ".join(name.split()) for name in names.cast if _is_sure(name.split(), language))
    return tuple(dict.fromkeys(sure))[:MOST]


def _is_sure(words: list[str], language: str) -> bool:
    return len(words) > 1 and not any(
        (len(word) > 1 and word.isupper())
        or any(country_in(form, language) for form in _forms(word))
        for word in words
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word, and what it may be a genitive of: "Perus", "Турции", "України"."""
    stem = word[:-1]
    return word, stem, f"{stem}я", f"{stem}а"
