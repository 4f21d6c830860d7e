"""Who in an article is a person: where persons are mentioned, and whether as he or as she.

News names a person in full once and by the surname after that; a title or "Mr" before the name, or a
pronoun's gender, tells the rest. Places and bodies are told from persons by the words around them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from summarizer.countries import government_named
from summarizer.name_words import CONTRACTED
from summarizer.names import Names
from summarizer.runs import Mention
from summarizer.saying import Words
from summarizer.titles import speaks_for


class Named(NamedTuple):
    """One mention of a person: where it stands, and the person's fullest name."""

    start: int
    end: int
    name: str


class People:
    """The persons of one article."""

    def __init__(self, names: Names, words: Words) -> None:
        self.names = names
        self.words = words
        self.text = names.article.text

    @cached_property
    def mentions(self) -> tuple[Named, ...]:
        """Every mention of a person that capital letters show, in order."""
        found: list[Named] = []
        for run in self.names.runs:
            name = self.names.full_name(run)
            if name in self.known:
                found.append(Named(run.start, run.end, name))
        return tuple(found)

    @cached_property
    def known(self) -> set[str]:
        """The full names that are persons': two words at least, or one behind a title; not behind an
        article, and not only where a place would stand."""
        placed: dict[str, list[bool]] = {}
        for run in self.names.runs:
            name = self.names.full_name(run)
            placed.setdefault(name, []).append(self._is_placed(run, name))
        return {name for name, signs in placed.items() if not all(signs)}

    def _is_placed(self, run: Mention, name: str) -> bool:
        """Whether this mention looks like that of a place or a body."""
        before = self.text[max(0, run.start - 24) : run.start].split()
        last = before[-1] if before and self.text[run.start - 1].isspace() else ""
        if _OWNER.search(self.text[max(0, run.start - 30) : run.start]):
            return True  # its owner, Levant Lines
        title = self.honorific(run.start)
        if _ADJECTIVE.fullmatch(name) and (" " in name or _OWNED.search(last) is None):
            return True  # Червоного Хреста; председатель Европейского совета
        if title and not speaks_for(title, name.split()):
            return government_named(name, self.words.language) is not None
        if name.isupper() or name in self._quoted:
            return True
        here = self.text[run.start : run.end].split()
        if len(here) < 2 and " " not in name:
            return not self._is_apposed(run)
        short = any(word.isupper() and len(word) > 1 for word in here)
        if short and self.words.language in ("ru", "uk"):
            return True  # МИД Узбекистана
        if government_named(name, self.words.language):
            return True
        last_word = name.split()[-1].lower()
        if last_word in self.words.places or any(
            self.words.kind(word.lower()) == "head" for word in name.split()
        ):
            return True
        if self.text[run.start - 1 : run.start] in ("'", "’"):
            return True
        if self.words.language == "de" and last.lower() in CONTRACTED:
            return True
        if self.words.language in ("ru", "uk"):
            return last.lower() in _PLACING  # "ответил на это Иван Петров"
        return last.lower() in _PLACING or self.words.kind(last.lower()) == "det"

    def _is_apposed(self, run: Mention) -> bool:
        """Whether a single name stands between commas behind somebody: her brother, Tomas, said."""
        before = re.search(r"([^\W\d_]+), $", self.text[max(0, run.start - 30) : run.start])
        word = before.group(1).lower() if before else ""
        head = self.words.kind(word) == "head" and not self.words.bodies.fullmatch(word)
        return head and self.text[run.end : run.end + 1] in (",", ".")

    @cached_property
    def _quoted(self) -> set[str]:
        """What stands in quotation marks by itself: ships, newspapers, code names."""
        return {self.text[passage.start : passage.end] for passage in self.names.article.passages}

    def honorific(self, at: int) -> str:
        """The title or form of address that stands directly before ``at``, or ""."""
        before = self.text[max(0, at - 30) : at]
        found = re.search(r"([\w-]+\.?)(,?)[^\S\n]$", before)
        word = found.group(1) if found else ""
        if word.endswith(".") and not (word[0].isupper() and len(word) < _SHORTENED):
            return ""  # a sentence ends there
        if found and found.group(2) and not _FULL.match(self.text, at):
            return ""  # "Governor, Ontario premier"
        low = word.lower().rstrip(".")
        words = self.words
        if words.bodies.fullmatch(low):
            return ""  # what the government is of
        if words.sirs.fullmatch(low) or words.madams.fullmatch(low) or words.kind(low) == "head":
            return low
        return ""

    @cached_property
    def titled(self) -> set[str]:
        """The persons whom the article gives a title or a role somewhere."""
        found = {named.name for named in self.mentions if self.honorific(named.start)}
        for name in self.known - found:
            party = self.names.party(name)
            if party is not None and party.role is not None:
                found.add(name)
        return found

    def _article(self, named: Named) -> str:
        """What the article before a title tells: la maire Zoé Blanc is she."""
        party = self.names.party(named.name)
        role = party.role.span.start if party and party.role else 0
        titled = self.text[max(0, named.start - 40) : named.start].split()[:-1]
        known = _GENDERED.get(self.words.language, {})
        for before in (self.text[max(0, role - 6) : role].split(), titled):
            if before and before[-1].lower() in known:
                return known[before[-1].lower()]
        return ""

    def _is_genitive(self, at: int) -> bool:
        """Whether the Slavic title of a man before ``at`` is in the genitive."""
        before = re.split(r"[.,;:!?\n]", self.text[max(0, at - 60) : at])[-1]
        words = re.findall(r"[^\W\d_]+", before.lower())[-5:]
        heads = [
            (i, word)
            for i, word in enumerate(words)
            if self.words.kind(word) == "head" and not self.words.bodies.fullmatch(word)
        ]
        alone = bool(heads) and (len(heads) < 2 or heads[-2][0] < heads[-1][0] - 1)
        return alone and _GENITIVE.search(heads[-1][1]) is not None  # no секретарь президента

    def titled_as(self, title: str) -> str:
        """What the form of a title tells: die Ministerin, la directrice, речниця."""
        woman = _WOMEN.get(self.words.language)
        if woman is not None and woman.search(title):
            return "she"
        return "he" if self.words.language == "de" and _MEN.search(title) else ""

    @cached_property
    def genders(self) -> dict[str, str]:
        """ "he" or "she" for the persons of whom the article tells it."""
        found: dict[str, str] = {}
        for named in self.mentions:
            if named.name in found:
                continue
            title = self.honorific(named.start)
            if title and self.words.madams.fullmatch(title):
                found[named.name] = "she"
            elif title and self.words.sirs.fullmatch(title):
                found[named.name] = "he"
            elif title and (article := self._article(named)):
                found[named.name] = article
            elif title and (gender := self.titled_as(title)):
                found[named.name] = gender
            elif self.words.language in ("ru", "uk"):
                given, surname = named.name.split()[0], named.name.split()[-1]
                if given[-1] in "ая" and self._is_genitive(named.start):
                    found[named.name] = "he"  # аналитика Кирилла Ланцова
                elif re.search(r"(?:ова|ева|ёва|ина|ская|ська|цька)$", surname):
                    found[named.name] = "she"
                elif given[-1] not in "аяеуоюі" and surname[-1] not in "аяуюе":
                    found[named.name] = "he"
        return found


_GENDERED = {
    "fr": {"la": "she", "une": "she", "le": "he", "un": "he"},
    "es": {"la": "she", "una": "she", "el": "he", "un": "he"},
    "it": {"la": "she", "una": "she", "il": "he", "un": "he"},
    "pt": {"a": "she", "uma": "she", "o": "he", "um": "he"},
}
_GENITIVE = re.compile(r"(?:ик|ор|ер|ент|ист|лог|ан|ат|отр|стр)а$|[еі]ля$")
_OWNER = re.compile(
    r"(?<!\w)(?:owner|operator|company|firm|shipowner|maker|builder|utility|airline|insurer|compagnie|"
    r"société|entreprise|armateur|empresa|compañía|naviera|società|compagnia|companhia|Reederei|Firma|"
    r"компания|компании|компанія|компанії),? $"
)
_SHORTENED = 7  # letters of "Prof." and the like
_ADJECTIVE = re.compile(r"[\u0400-\u04ff]+(?:[ое]го|ої|[иы]х)(?: [\u0400-\u04ff]+(?:а|я|у|ю))?")
_OWNED = re.compile(r"[аяу]$")  # президента Зеленского
_WOMEN = {
    "de": re.compile(r"(?:er|ist|ent|ant|eur|or|ekt|oph|al|[kl]anzler|ät|ig|log|om|at|in)in$"),
    "fr": re.compile(r"(?:trice|ière|euse|présidente|cheffe|députée|avocate|reine|élue)$"),
    "es": re.compile(
        r"(?:ora|istra|identa|iller[ae]sa|alcaldesa|diputada|jefa|reina|adora|itana)$"
    ),
    "it": re.compile(r"(?:trice|istra|essa|deputata|sindaca|iera|regina|avvocata)$"),
    "pt": re.compile(r"(?:ora|istra|identa|deputada|prefeita|secretária|rainha)$"),
    "uk": re.compile(r"(?:иця|рка|нтка|стка|олка|тка|иня)$"),
}
_MEN = re.compile(
    r"(?:präsident|minister|kanzler|sprecher|sekretär|berater|botschafter|direktor|kommissar|"
    r"politiker|chef|leiter|könig|general|führer|gouverneur|meister|anwalt|experte|beauftragter|"
    r"vorsitzender|abgeordneter|beamter|vertreter|forscher|richter|kapitän|senator)$"
)
_FULL = re.compile(r"[^\W\d_][\w.’'-]*\s+(?:\w{1,4}\s+){0,2}[^\W\d_a-z]")
_PLACING = frozenset(
    "in at near inside outside à dans im en w в у на на у во across around beside aboard via".split()
)
