"""Callers: who is named where in an article, as far as he or she could be on the line.

In scripts with capital letters persons are those that ``people`` sees. Chinese, Japanese, Hebrew and
Arabic have none: there a name stands beside a title, and is known again by a part of it.
"""

from __future__ import annotations

import re
from functools import cached_property

from summarizer.countries import country_in, government_named
from summarizer.names import Names
from summarizer.rules.cast import Cast, noun_of
from summarizer.rules.headings import headings
from summarizer.rules.named_persons import Caller, NamedPersons
from summarizer.rules.people import People
from summarizer.saying import words_of

__all__ = ["Caller", "Callers"]

_OBJECTS = {
    "en": {"him": "he", "her": "she"},
    "de": {"ihm": "he", "ihn": "he"},
    "ru": dict.fromkeys(("ему", "ним", "нему"), "he") | dict.fromkeys(("ей", "ней", "нею"), "she"),
    "uk": dict.fromkeys(("йому", "ним"), "he") | dict.fromkeys(("їй", "нею"), "she"),
}
_OBJECT = re.compile(
    r"\s?(?:[.,;:]|(?:by|on|over|via|to|that|in|about|at|again|back|late|last|early|from|for|and|with|yesterday)"
    r"(?!\w))"
)
"""What follows "her" where it is no "her office"."""
_PEER = re.compile("نظير|עמית|מקביל|同行|カウンターパート")


class Callers:
    """Who is named where in one article."""

    def __init__(self, names: Names, role: str, day: re.Pattern[str]) -> None:
        self.names = names
        self.text = names.article.text
        self.language = names.article.language
        whole = role if self.language in ("zh", "ja") else rf"(?<!\w)(?:{role})(?!\w)"
        self.role = re.compile(whole, re.IGNORECASE)
        self.role_words = role
        self._day = day
        self._genders: dict[str, str | None] = {}
        self._words = words_of(self.language)
        self._people = People(names, self._words) if self._words else None

    @property
    def is_cased(self) -> bool:
        """Whether capital letters show names in this language."""
        return self._people is not None

    @cached_property
    def persons(self) -> tuple[Caller, ...]:
        """Every mention of a person outside quotation marks, in order."""
        quoted = set(self.quoted)
        return tuple(caller for caller in self._everybody if caller not in quoted)

    @cached_property
    def quoted(self) -> tuple[Caller, ...]:
        """Every mention of a person inside quotation marks, in order."""
        passages = [(p.outer_start, p.outer_end) for p in self.names.article.passages]
        return tuple(c for c in self._everybody if any(a <= c.start < b for a, b in passages))

    @property
    def beside_titles(self) -> tuple[str, ...]:
        """The full names that stand beside a title, in a script without capital letters."""
        return () if self._people else self._cast.names

    @cached_property
    def _everybody(self) -> list[Caller]:
        if self._people:
            shown = NamedPersons(self.names, self._people, self.role, self._day, self.headings)
            found = shown.all()
        else:
            found = self._caseless()
        return sorted(found, key=lambda caller: caller.start)

    @cached_property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """Where the headings of the article stand."""
        return headings(self.names.article)

    @cached_property
    def others(self) -> tuple[Caller, ...]:
        """Names that are no person's, countries or not, where capital letters show them."""
        persons = [(p.start, p.end) for p in self.persons]
        found = []
        for run in self.names.runs:
            words = self.text[run.start : run.end]
            named = any(a <= run.start < b for a, b in persons)
            if not named and len(words) > 3 and not self._day.fullmatch(words):
                found.append(Caller(run.start, run.end, "place", words))
        return tuple(found)

    @cached_property
    def places(self) -> tuple[Caller, ...]:
        """Countries and capitals, where capital letters show them."""
        return tuple(c for c in self.others if government_named(c.name, self.language))

    def _caseless(self) -> list[Caller]:
        found: dict[int, Caller] = {}
        for form, name in self._cast.forms():
            for match in re.finditer(form, self.text):
                at = match.start(1)
                if not any(c.start <= at < c.end for c in found.values()):
                    found[at] = Caller(at, match.end(1), "person", name)
        for start, end, name in self._cast.bare():
            if not any(c.start <= start < c.end or start <= c.start < end for c in found.values()):
                found[start] = Caller(start, end, "person", name)
        return list(found.values())

    @cached_property
    def _cast(self) -> Cast:
        body = self.text
        for start, end in self.headings:
            body = body[:start] + " " * (end - start) + body[end:]
        return Cast(self.text, self.language, self.role_words, body)

    def holder(self, office: str) -> str | None:
        """Who holds an office of a country, as its words give it in a script without capitals."""
        code, noun = country_in(office, self.language), noun_of(office)
        held = self._cast.offices.items()
        if code and _PEER.search(office):  # "نظيره السعودي": of no office
            peers = [n for n, of in self._cast.countries.items() if of == code]
            peers = [name for name in peers if not self.speaks_for(name)]
            return peers[0] if len(peers) == 1 else None
        fits = [name for name, nouns in held if any(noun.endswith(own) for own in nouns)]
        fits = [name for name in fits if code and self._cast.countries.get(name) == code]
        return fits[0] if len(fits) == 1 else None

    def speaks_for(self, name: str) -> bool:
        """Whether a title in a script without capitals makes somebody a spokesman."""
        titles = () if self._people else self._cast.offices.get(name, ())
        return any(re.search("发言人|新闻|متحدث|ناطق|דובר", title) for title in titles)

    def pronouns(self, start: int, end: int) -> list[Caller]:
        """He, she and their like between two offsets."""
        if self._words is None:
            return []
        found = []
        objects = _OBJECTS.get(self.language, {})
        behind = r"(?<![\w’'-])|(?<=qu[’'])" if self.language == "fr" else r"(?<![\w’'-])"
        for match in re.finditer(rf"(?:{behind})[^\W\d_]+(?![\w’'])", self.text[start:end]):
            word = match.group().lower()
            kind = objects.get(word) or self._words.exact.get(word)
            if word == "her" and not _OBJECT.match(self.text, start + match.end()):
                kind = None
            if kind in ("he", "she"):
                found.append(Caller(start + match.start(), start + match.end(), kind))
        return found

    def gender(self, name: str) -> str | None:
        """ "he" or "she" for a person of whom the article tells it."""
        if name not in self._genders:
            self._genders[name] = self._gender(name)
        return self._genders[name]

    def _gender(self, name: str) -> str | None:
        if self._people is None:
            return None
        if self.language != "en":
            return self._people.genders.get(name)
        surname = re.escape(name.split()[-1])  # a minister may be he or she, Mr and Ms tell
        titles = re.findall(rf"(?<!\w)(\w+)\.?\s(?:\w+\s)?{surname}", self.text)
        if any(title in ("Ms", "Mrs", "Dame", "Queen", "Lady") for title in titles):
            return "she"
        return "he" if any(title in ("Mr", "Sir", "King", "Lord") for title in titles) else None

    def titled(self, name: str) -> bool:
        """Whether the article gives a person an office, or can't tell."""
        return self._people is None or name in self._people.titled

    def says(self, word: str) -> bool:
        """Whether a word is a verb of saying."""
        return self._words is not None and self._words.kind(word.lower()) == "say"

    def country(self, name: str) -> str | None:
        """The country of a person, as the words about him or her say."""
        told = self._cast.countries.get(name) if self._people is None else None
        if told:
            return told
        party = self.names.party(name)
        if party is None or party.country:
            return party.country if party else None
        at = party.span
        around = self.text[max(0, at.start - 50) : at.start]
        return country_in(around.rsplit(".", 1)[-1], self.language)
