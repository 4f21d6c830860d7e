"""Office holders: the person whom an office means where the article names who holds it.

"The Turkish president" is whoever stands beside that office elsewhere in the article, in a title before
his name or in apposition behind it. Where several hold such an office, it is the one named last.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from summarizer.countries import country_in, government_named
from summarizer.names import Names
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CallWords

_CLASSES: dict[str, str] = {
    "government": (
        r"prime minister|premier(?:e)?(?: ministre)?|première ministre|ministerpräsident(?:en|in)?|"
        r"regierungschef(?:s|in)?|premierminister(?:s|in)?|cheffe? du gouvernement|head of government|"
        r"president[ea] del (?:consiglio|gobierno)|jef[ea] del? gobierno|primer[ao]? ministr[oa]|"
        r"primeir[oa]-ministr[oa]|capo del governo|chefe do governo|премьер(?:-министр)?\w{0,3}|"
        r"прем['’ʼ]єр(?:-міністр)?\w{0,4}|глав\w{1,2} правительства|глав\w{1,2} уряду|"
        r"(?:bundes)?kanzler(?:s|in)?|chancel(?:lor|ier|ière)|cancellier[ei]|канцлер\w{0,3}|"
        r"رئيسة? (?:ال)?(?:وزراء|حكومة)|ראשת? (?:ה)?ממשל(?:ה|ת)|总理|首相"
    ),
    "foreign": (
        r"foreign (?:minister|secretary)|secretary of state|ministre des affaires étrangères|"
        r"cheffe? de la diplomatie|außenminister(?:s|in)?|canciller|(?:ministr[oa]|titular) d[eo]s? "
        r"(?:(?:asuntos|relaciones) )?exteriores|ministr[oa] degli esteri|capo della diplomazia|"
        r"ministr[oa] dos negócios estrangeiros|ministr[oa] das relações exteriores|chanceler|"
        r"министр\w{0,3} иностранных дел|глав\w{1,2} мид(?:а)?|міністр\w{0,3} закордонних справ|"
        r"وزيرة? (?:ال)?خارجية|שרת? ה?חוץ|外交?部长|外长|外相"
    ),
    "defence": (
        r"defen[cs]e (?:minister|secretary)|ministre de la défense|verteidigungsminister(?:s|in)?|"
        r"ministr[oa] de (?:la )?defensa|ministr[oa] della difesa|ministr[oa] da defesa|"
        r"министр\w{0,3} обороны|міністр\w{0,3} оборони|وزيرة? (?:ال)?دفاع|שרת? ה?ביטחון|国防部长|防衛相"
    ),
    "state": (
        r"president|présidente?|präsident(?:en|in)?|president[ea]|bundespräsident(?:en|in)?|"
        r"президент\w{0,3}|head of state|cheffe? de l[’']état|jef[ea] del? estado|capo dello stato|"
        r"chefe de estado|staats(?:chef(?:s|in)?|oberhaupt)|глав\w{1,2} государства|глав\w{1,2} держави|"
        r"(?:ال)?رئيسة?|(?:ה)?נשיאת?|总统|大統領|国家主席"
    ),
    "leader": (
        r"leader|lider|líder|mandatari[oa]|dirigeante?|лидер\w{0,3}|лідер\w{0,3}|(?:ال)?زعيم|"
        r"dirigente|领导人"
    ),
    "peer": (
        r"counterparts?|opposite number|homologues?|hom[oó]log[oa]|omolog[oa]|colleg[ah]|colega|par|"
        r"(?:amts)?kolleg(?:en?|in)|коллег\w{1,2}|колег\w{1,2}|نظير\w{0,2}|עמית\w{0,2}|מקביל\w{0,2}"
    ),
}
"""Offices by class, with a peer's, which is that of whom he is named beside."""
_KIN = {"leader": ("state", "government"), "state": ("state",)}
_SEMITIC = ("ar", "he")
_SPACELESS = ("zh", "ja")
_OFFICE = {
    "spaced": {
        kind: re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)
        for kind, listed in _CLASSES.items()
    },
    "semitic": {
        kind: re.compile(rf"(?<!\w)[ולבכשمفوبلهכ]{{0,2}}(?:{listed})(?!\w)")
        for kind, listed in _CLASSES.items()
    },
    "spaceless": {kind: re.compile(listed) for kind, listed in _CLASSES.items()},
}
_LINKS = frozenset(
    "the a an his her its their of le la les l’ l' de du des d’ d' son sa leur der die das dem den "
    "ihr ihre ihrem ihren sein seine seinem seinen el los las del su sus il lo gli i suo sua della "
    "dello o os as do da dos das seu sua его её ее их свой своего його її їх свого mr mrs ms m mme "
    "federal interim acting outgoing islamic people’s democratic islamique fédéral fédérale populaire "
    "démocratique islámica federale islamica democratica al של את".split()
)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*|[^\w\s]|\d+")
_HONORIFIC = re.compile(r"(?<!\w)(?:M|MM|Mr|Mrs|Ms|Mme|Dr|Sr|Sra|H|Hr)\.(?=\s)|(?<=[A-Z])\.")
_STOP = re.compile(r"[.;:!?\n«»“”\"—–。]")
_FEMALE = re.compile(
    r"présidente|presidenta|mandataria|ministra|primer?a|jefa|cheffe|première|kanzlerin|präsidentin|"
    r"ministerin|chefin|президентк|прем['’ʼ]єрк|міністерк|רא?שת|נשיאת|שרת|رئيسة|وزيرة",
    re.IGNORECASE,
)
_SERVANT = re.compile(
    r"(?:секретар|советни|помощни|представител|заместител|супруг|администрац|радни|речни|помічни|заступни|"
    r"secretary|advis[eo]r|aide|spokes|deputy|vice|former|ex|wife|office|porte-parole|conseill|cabinet|bureau|"
    r"vice-|sprecher|berater|büro|stellvertret|ehemalig|früher|frühere|portavoz|asesor|oficina|vicepresident|"
    r"portavoce|consiglier|ufficio|porta-voz|assessor|gabinete|متحدث|مستشار|مكتب|نائب|דובר|יועצ?|לשכת|סגן|"
    r"副|前)\w*[\s-]*(?:(?:of|to|for|de|du|des|del|da|do|dos|der|des|the|la|le|el|l’|باسم|ל)\s*)*$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?<!\w)(?:its|their|sa|son|leur|ihr|ihre|sein|seine|su|suo|sua|seu|его|её|ее|их|його|її|їх)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_OF_COMMON = re.compile(
    r"\s*(?:of|de|du|des|del|della|dell[’']|dei|di|do|da|der|des)\s?(?:the\s|la\s|l[’'])?[a-zà-ÿ]{4}"
)
_WORDS = 6  # words of a name
_REACH = 70  # letters between an office and the name of who holds it
_AHEAD = 26  # letters before an office in which its country is told


class Holding(NamedTuple):
    """That somebody holds an office: its class, its country where the article tells one there, and
    whether the word is one of a woman's."""

    name: str
    kind: str
    country: str | None
    female: bool


class OfficeHolders:
    """Who holds which office in one article."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.text, self.language = names.article.text, names.article.language
        self.callers = CallWords(names).callers
        shape = (
            "semitic"
            if self.language in _SEMITIC
            else "spaceless"
            if self.language in _SPACELESS
            else "spaced"
        )
        self._offices = _OFFICE[shape]

    def holder(self, words: str, at: int, barred: Collection[str] = ()) -> str | None:
        """The person whom an office, given as ``words`` at offset ``at``, means; none of ``barred``."""
        kind = self.kind(words)
        if kind in (None, "peer"):
            return None
        place = self.place(words)
        kinds = _KIN.get(str(kind), (kind,))
        held = [one for one in self._held if one.kind in kinds and one.name not in barred]
        peers = [one for one in self._held if one.kind == "peer" and one.name not in barred]
        female = self._is_female(at, words)
        fitting = [one for one in held if one.female == female]
        if female and not place:
            held = fitting or peers
        else:  # a peer has the same office in another country
            held = [*(fitting or held), *(one for one in peers if place and one.country == place)]
        if place:
            placed = {one.name for one in held if one.country == place}
            placed = placed or {one.name for one in held if one.country is None}
            return placed.pop() if len(placed) == 1 else None
        home = {one.name for one in held if one.country is None}
        fits = home if len(home) == 1 else {one.name for one in held}
        if len(fits) < 2:
            return next(iter(fits), None)
        named = [c.name for c in self._persons if c.start < at and c.name in fits]
        return named[-1] if named else None

    def kinds(self, name: str) -> set[str]:
        """The classes of the offices that a person holds."""
        return {one.kind for one in self._held if one.name == name} - {"peer"}

    def holders(self, kinds: Collection[str]) -> list[str]:
        """Who holds an office of these classes."""
        return list(dict.fromkeys(one.name for one in self._held if one.kind in kinds))

    def country(self, name: str) -> str | None:
        """The country of a person, as the article tells beside an office or elsewhere."""
        told = next((one.country for one in self._held if one.name == name and one.country), None)
        return told or self.callers.country(name)

    def kind(self, words: str) -> str | None:
        """The class of the one office that words consist of, with the country it is of."""
        for kind, pattern in self._offices.items():
            found = pattern.search(words)
            if found:
                around = (words[: found.start()], words[found.end() :])
                return kind if all(self._is_linking(part) for part in around) else None
        return None

    @cached_property
    def _persons(self) -> list[Caller]:
        found = (*self.callers.persons, *self.callers.quoted)
        short = (caller for caller in found if caller.name.count(" ") < _WORDS)  # no whole headline
        return sorted(short, key=lambda caller: caller.start)

    def _is_female(self, at: int, words: str) -> bool:
        """Whether an office at an offset is told in the words for a woman."""
        article = self.text[max(0, at - 4) : at].split()
        marked = self.language in ("fr", "it", "pt") and article[-1:] in (
            ["la"],
            ["La"],
            ["a"],
            ["A"],
        )
        return marked or _FEMALE.search(words) is not None

    @cached_property
    def _held(self) -> list[Holding]:
        return list(self._holdings())

    def _holdings(self) -> Iterator[Holding]:
        taken: list[tuple[int, int]] = []
        persons = self._persons
        for kind, pattern in self._offices.items():
            for found in pattern.finditer(self.text):
                start, end = found.span()
                if any(a < end and start < b for a, b in taken):
                    continue
                taken.append((start, end))
                ahead = self.text[max(0, start - _AHEAD) : start]
                if _SERVANT.search(self.text[max(0, start - 40) : start]):
                    continue
                if kind != "peer" and _OWNED.search(self.text[max(0, start - 12) : start]):
                    continue  # "its president, X", of an association
                ahead = re.split(r"[.,;:!?\n«»“”\"()،؛。，]", ahead)[-1]
                behind = next((c for c in persons if c.start >= end), None)
                if behind and behind.start - end < _REACH:
                    between = self.text[end : behind.start]
                    if self._is_linking(between):
                        country = self.place(between) or self.place(ahead)
                        yield Holding(
                            behind.name, kind, country, self._is_female(start, found.group())
                        )
                        continue
                before = next((c for c in reversed(persons) if c.end <= start), None)
                if before and start - before.end < _REACH:
                    between = self.text[before.end : start]
                    apposed = between.lstrip()[:1] in (",", "(", "،") and self._is_linking(between)
                    if apposed or (not between and self.language in _SPACELESS):
                        after = re.split(r"[.,;:!?\n«»“”\"()،؛。，]", self.text[end : end + 40])[0]
                        near = " ".join(after.split()[:3])
                        if _OF_COMMON.match(after):
                            continue  # the president of the union
                        country = self.place(between) or self.place(near)
                        yield Holding(
                            before.name, kind, country, self._is_female(start, found.group())
                        )

    def _is_linking(self, words: str) -> bool:
        """Whether words only tell of which country an office is, or part it from a name."""
        words = _HONORIFIC.sub(" ", words)
        if _STOP.search(words):
            return False
        count = 0
        for word in _WORD.findall(words):
            low = word.lower()
            if low in _LINKS or word in ",،()" or word[:1].isupper() or self.place(word):
                count += word in ",،("
                continue
            return False
        return count < 2

    def place(self, words: str) -> str | None:
        """The country that words tell of, by its name, its adjective or its capital."""
        found = country_in(words, self.language)
        if found:
            return found
        for word in _WORD.findall(words):
            code = government_named(re.sub(r"[’']s?$", "", word), self.language)
            if code:
                return code
        return None
