"""Callers: who is named where in an article, as far as he or she could be on the line.

In scripts with capital letters persons are those that ``people`` sees. Chinese, Japanese, Hebrew and
Arabic have none: there a name stands beside a title, and is known again by a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.countries import country_in, government_named
from summarizer.names import Names
from summarizer.rules.cast import Cast, noun_of
from summarizer.rules.headings import headings
from summarizer.rules.people import People
from summarizer.saying import words_of

_JOINED = re.compile(r"\s+(?:y|e|et|und|und der|and|и|і|та)\s+")
_OF = re.compile(
    r"\s(?:of|for|de|du|des|della?|dell[’']|von|do|da)\s(?:the\s|la\s|el\s)?$|\sd[’']$", re.I
)
_STATE = re.compile("State|Staat|Estado|Stato|État|Defen[cs]e|Foreign|the Treasury")
_BODY = re.compile(
    "Nations?|Unies|Nações|Naciones|Nazioni|Unidas|Vereinten?|Union|União|Unión|Unione|Council|Conseil|Consejo|"
    "Consiglio|Conselho|Agency|Agence|Agenzia|Agencia|Agência|Ministry|Ministère|Ministerio|Ministero|Ministério|"
    "Commission|Comisión|Commissione|Comissão|Committee|Party|Partei|Bank|Programme|Program|Court|Office|Radio|"
    "Times|News|Palace|Palais|Palacio|Palazzo|Palácio|Casa|House|Street|Airport|Foundation|Institute|University|"
    "Coast|Forces|Brigade|Presse|Press|Army|Navy|Embassy|Sea|Gulf|Golf|River|Strait|Republic|Kingdom"
)
"""Words that are part of no person's name in news."""
_OF_MANY = frozenset("das dos des delle degli dei nas nos aux agli ai las los les die".split())
"""What stands before the name of a body or a country of many, and of no person."""
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
_OF_BODY = re.compile(r"(?:[оеь]го|ому|[сц]ь?кой|[сц]ької|ская|ский|ський|ська|ским|ським)$")
"""How an adjective ends that begins the name of a body: "Европейского совета"."""
_MEDIA = frozenset(
    """
    site website newspaper daily agency broadcaster journal quotidien magazine hebdomadaire agence chaîne
    zeitung zeitschrift tageszeitung sender portal agentur periódico diario cadena agencia portal giornale
    quotidiano agenzia sito jornal agência газета газете газеты издание издания телеканал агентство сайт
    видання телеканалу
    """.split()
)
"""Nouns that stand before the name of a newspaper, and of no person."""
_DATELINE = re.compile(
    r"(?:[A-ZÀ-ÝЀ-Я][\w./’'-]*,? ){1,6}[^\n()—]{0,24}(?:\([A-Za-z]{2,9}\)|/[A-ZА-Я]{2,9}/)[ .]*[-—–]"
)
"""Where and when an article was written, at its head."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Words that stand for somebody: offsets into the text, what they are (person, role, place, he, she,
    two), and the name they stand for ("" for a pronoun)."""

    start: int
    end: int
    kind: str
    name: str = ""


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
        found = self._cased() if self._people else self._caseless()
        return sorted(found, key=lambda caller: caller.start)

    def _cased(self) -> list[Caller]:
        assert self._people is not None
        found: list[Caller] = []
        for run in self.names.runs:
            if _DATELINE.match(self.text, run.start) or self._is_held(run.start):
                continue
            full = self.names.fullest(run)
            name = " ".join(self.text[full.start : full.end].split())
            words = self.text[run.start : run.end]
            start, own = self._owned(run.start, words)
            if government_named(words, self.language):
                continue
            if name not in self._people.known and own != words and " " in own:
                found.append(Caller(start, run.end, "person", own))
                continue
            link = _JOINED.search(self.text, run.start, run.end)
            if link:
                for start, end in ((run.start, link.start()), (link.end(), run.end)):
                    part = self.text[start:end]
                    half = self._whole(part)
                    if half and not government_named(part, self.language):
                        found.append(Caller(start, end, "person", half))
            elif name in self._people.known and not self._day.fullmatch(name.split()[-1]):
                start, name = self._owned(run.start, name)
                if not government_named(name, self.language):
                    found.append(Caller(start, run.end, "person", name))
        ends = {caller.end for caller in found}
        found = [c for c in found if not self._is_nobody(c) and not self._is_from(c, ends)]
        return [*found, *self._surnames(found)]

    def _is_nobody(self, caller: Caller) -> bool:
        """Whether capital letters only look like a person's name: a place or a nation ("Port Sudan",
        "Senior Indian"), the words of a headline, or what stands in full as places do only."""
        assert self._people is not None
        mentions = self._full.get(caller.name, [])
        if any(_BODY.fullmatch(word) for word in caller.name.split()) or (
            mentions
            and len(caller.name.split()) == 2  # "degli Esteri Carlo Serra"
            and all(self._before(at) in _OF_MANY for at in mentions)
        ):
            return True
        if self.language in ("ru", "uk") and " " not in caller.name:
            behind = re.match(r"\s[а-яіїєґ]", self.text[caller.end :])
            if behind and _OF_BODY.search(caller.name):
                return True
        if self._before(caller.start) in _MEDIA:
            return True
        heads = mentions and all(any(a <= at < b for a, b in self.headings) for at in mentions)
        if heads and self._is_headline(caller.name):
            return True
        if caller.name in self._people.titled:
            return False
        last = caller.name.split()[-1]
        if government_named(last, self.language) or country_in(last, self.language):
            return True
        return bool(heads)

    def _is_headline(self, name: str) -> bool:
        """Whether a name that stands in headings only is many words of one, or has another's surname in
        it: "Tells Lund He Will Not Go"."""
        *inside, _ = name.split()
        surnames = {full.split()[-1] for full in self._full if full != name}
        return len(inside) > 4 or not surnames.isdisjoint(inside)

    def _is_from(self, caller: Caller, ends: set[int]) -> bool:
        """Whether a name only says where another person is from: "Governor Ada Lund of New York"."""
        of = re.search(r"\s(?:of|from|aus)\s$", self.text[max(0, caller.start - 7) : caller.start])
        return of is not None and caller.start - len(of.group()) in ends

    def _before(self, at: int) -> str:
        """The word before an offset, in small letters."""
        before = self.text[max(0, at - 12) : at].split()
        return before[-1].lower() if before and self.text[at - 1].isspace() else ""

    @cached_property
    def _full(self) -> dict[str, list[int]]:
        """Where names of two words or more stand in full."""
        found: dict[str, list[int]] = {}
        for run in self.names.runs:
            words = self.text[run.start : run.end].split()
            if len(words) > 1:
                found.setdefault(" ".join(words), []).append(run.start)
        return found

    @cached_property
    def headings(self) -> tuple[tuple[int, int], ...]:
        """Where the headings of the article stand."""
        return headings(self.names.article)

    def _is_held(self, at: int) -> bool:
        """Whether a title is told before a name as its holder's: "first minister of Northern Ireland"."""
        before = self.text[max(0, at - 40) : at]
        found = _OF.search(before)
        if found is None or _STATE.match(self.text, at):
            return False
        return any(match.end() == found.start() for match in self.role.finditer(before))

    def _owned(self, start: int, name: str) -> tuple[int, str]:
        """A name without the country or body before it that its holder's title belongs to: "глава МИД
        Польши Ян Новак"."""
        words = name.split()
        while len(words) > 2 and (
            (len(words[0]) > 1 and words[0].isupper()) or government_named(words[0], self.language)
        ):
            start += len(words[0]) + 1
            words = words[1:]
        return (start, " ".join(words)) if self.language in ("ru", "uk") else (start, name)

    def _surnames(self, found: list[Caller]) -> Iterator[Caller]:
        """Surnames that stand alone where a sentence begins, or beside an "and"."""
        starts = {caller.start for caller in found}
        surnames = [caller.name.split()[-1] for caller in {c.name: c for c in found}.values()]
        for name, surname in self._short(dict.fromkeys(caller.name for caller in found)):
            if len(surname) < 4 or surnames.count(surname) > 1:
                continue
            form = re.escape(surname)
            if self.language in ("ru", "uk"):
                form = re.escape(surname[: max(4, len(surname) - 2)]) + r"\w{0,4}"
            for match in re.finditer(rf"(?<![\w’'-]){form}(?![\w-])", self.text):
                inside = any(c.start <= match.start() < c.end for c in found)
                after = self.text[match.end() : match.end() + 2].strip()
                if match.start() not in starts and not inside and not after[:1].isupper():
                    yield Caller(match.start(), match.end(), "person", name)

    def _short(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each name with what news calls its bearer later: the surname, in Spanish often the first of
        two."""
        for name in names:
            words = name.split()
            yield name, words[-1]
            if self.language == "es" and len(words) > 2:
                yield name, words[-2]

    def _whole(self, half: str) -> str | None:
        """The full name of one of two whom "and" joins, or None where it is no person's."""
        assert self._people is not None
        if " " in half.strip():
            return half
        fits = [name for name, short in self._short(self._people.known) if short == half]
        return fits[0] if len(fits) == 1 else None

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
        """Countries and other names that are no person's, where capital letters show them."""
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
