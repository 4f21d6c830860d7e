"""Named persons: where an article names persons, in scripts in which capital letters show names.

Persons are those that ``people`` sees, less what only looks like one: a place, a body, a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.countries import country_in, government_named
from summarizer.name_words import PARTICLES, SLAVIC
from summarizer.names import Names
from summarizer.rules.headings import in_heading
from summarizer.rules.people import People
from summarizer.runs import Mention

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
_MINISTRY = re.compile(
    "М[иі]н(?:энерго|енерго|обороны|оборони|фин|фін|юст|здрав|просвещения|торг|транс|экономики|"
    "економіки|промторг|культуры|культури|природы|сельхоз|аграр|цифр|агро)\\w{0,3}"
)
_OF_MANY = frozenset("das dos des delle degli dei nas nos aux agli ai las los les die".split())
"""What stands before the name of a body or a country of many, and of no person."""
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


class NamedPersons:
    """The persons whom capital letters show in one article; ``role`` finds nouns of office, ``day`` names
    of days, and ``headings`` are where headings stand."""

    def __init__(
        self,
        names: Names,
        people: People,
        role: re.Pattern[str],
        day: re.Pattern[str],
        headings: tuple[tuple[int, int], ...],
    ) -> None:
        self.names, self.people, self.role, self.day = names, people, role, day
        self.text, self.language = names.article.text, names.article.language
        self.headings = headings

    def all(self) -> list[Caller]:
        """Every mention, those by surname last."""
        found = [caller for run in self.names.runs for caller in self._of_run(run)]
        ends = {caller.end for caller in found}
        found = [c for c in found if not self._is_nobody(c) and not self._is_from(c, ends)]
        return [*found, *self._surnames(found)]

    def _of_run(self, run: Mention) -> Iterator[Caller]:
        """The one or two persons whom words with capital letters name."""
        words = self.text[run.start : run.end]
        if _DATELINE.match(self.text, run.start) or self._is_held(run.start):
            return
        if government_named(words, self.language):
            return
        name = self.names.full_name(run)
        start, own = self._owned(run.start, words)
        link = _JOINED.search(self.text, run.start, run.end)
        if name not in self.people.known and own != words and " " in own:
            yield Caller(start, run.end, "person", own)
        elif link:
            for start, end in ((run.start, link.start()), (link.end(), run.end)):
                part = self.text[start:end]
                half = self._whole(part)
                if half and not government_named(part, self.language):
                    yield Caller(start, end, "person", half)
        elif name in self.people.known and not self.day.fullmatch(name.split()[-1]):
            start, name = self._owned(run.start, name)
            if not government_named(name, self.language):
                yield Caller(start, run.end, "person", name)

    def _is_nobody(self, caller: Caller) -> bool:
        """Whether capital letters only look like a person's name: a place or a nation ("Port Sudan",
        "Senior Indian"), the words of a headline, or what stands in full as places do only."""
        words = caller.name.split()
        mentions = self._full.get(caller.name, [])
        many = len(words) == 2 and mentions  # "degli Esteri Carlo Serra" is not
        if many and all(self._before(at) in _OF_MANY for at in mentions):
            return True
        if self._is_body(caller) or self._before(caller.start) in _MEDIA:
            return True
        heads = bool(mentions) and all(in_heading(self.headings, at) for at in mentions)
        if heads and self._is_headline(caller.name):
            return True
        last = words[-1]
        joined = words[-2:-1] and words[-2].lower() in PARTICLES
        if (joined or (many and self.language in SLAVIC)) and government_named(last, self.language):
            return True  # ministro de Agricultura de China; главой Государства Катар
        if caller.name in self.people.titled:
            return False
        place = government_named(last, self.language) or country_in(last, self.language)
        return place is not None or heads

    def _is_body(self, caller: Caller) -> bool:
        """Whether words are the name of a body, or a Slavic adjective with which one begins."""
        if any(_BODY.fullmatch(word) for word in caller.name.split()):
            return True
        if self.language not in SLAVIC or " " in caller.name:
            return False
        if _MINISTRY.fullmatch(caller.name):
            return True
        lower = re.compile(r"\s[а-яіїєґ]").match(self.text, caller.end)
        return lower is not None and _OF_BODY.search(caller.name) is not None

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
        return (start, " ".join(words)) if self.language in SLAVIC else (start, name)

    def _surnames(self, found: list[Caller]) -> Iterator[Caller]:
        """Surnames that stand alone where a sentence begins, or beside an "and"."""
        starts = {caller.start for caller in found}
        surnames = [caller.name.split()[-1] for caller in {c.name: c for c in found}.values()]
        for name, surname in self._short(dict.fromkeys(caller.name for caller in found)):
            if len(surname) < 4 or surnames.count(surname) > 1:
                continue
            form = re.escape(surname)
            if self.language in SLAVIC:
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
        if " " in half.strip():
            return half
        fits = [name for name, short in self._short(self.people.known) if short == half]
        return fits[0] if len(fits) == 1 else None
