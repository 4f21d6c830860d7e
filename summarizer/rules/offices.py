"""Offices: who is given by office and country only, as "the Chinese foreign minister" or "the presidents of
Kenya and Burundi", and the person who holds it where the article tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.countries import country_in, country_named, government_named
from summarizer.rules.callers import Caller, Callers
from summarizer.rules.cast import PROCLITICS

_CASED_BEFORE = re.compile(
    r"(?<!\w)(?:the|its|his|her|their|le|la|l[’']|son|sa|der|die|dem|den|des|el|su|il|o|a)"
    r"\s(?:(?!(?:and|et|und|y|e)\s)[\w-]+\s){0,3}$|(?<!\w)[A-Z]\w+[’']s\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_CASED_AFTER = re.compile(
    r"\s(?:of|de|du|della?|von|do|da)\s(?:the\s)?[A-ZÀ-Ý]\w+(?:\s[A-ZÀ-Ý]\w+)*|"
    r"\s\w*(?:ien|ais|ois|ano|ense|és|ese|iano|ino|eño)(?:ne|e|a|s)?(?!\w)"
)
_SLAVIC = re.compile(r"\s[А-ЯІЇЄҐ][\w-]+(?:\s[А-ЯІЇЄҐ][\w-]+)?")
_CASE = re.compile(r"(?:ами|ями|ом|ем|ою|ой|єю|ей|[аяуюеиыі])$")
"""The case endings of nouns of office, in Russian and Ukrainian."""
_OF = r"(?:of|de|du|des|d[’']|del|della|dell[’']|di|von|do|da)"
_THE = r"(?:the |la |le |el |l[’'])?"
LINK = re.compile(r"[\s,،、]*(?:and|et|und|y|e|и|і|та|и|و)?\s*(?:the |la |le |el |l[’']|ו)?")
_AND = re.compile(r",?\s(?:and|et|und|y|e|i)\s")
_PLURAL = {
    "ar": r"(?<!\w)(?:وزراء|رؤساء|قادة|زعماء)\s",
    "he": r"(?<!\w)(?:שרי|נשיאי|ראשי|מנהיגי)\s",
    "zh": "",
    "ja": "",
}
_REACH = 60


class Offices:
    """Who is named by office in one article."""

    def __init__(self, callers: Callers) -> None:
        self.callers = callers
        self.text = callers.text
        self.language = callers.language
        peers = r"|نظير\w+|עמית\w+|מקביל\w+" if callers.language in ("ar", "he") else ""
        self._nouns = re.compile(rf"(?<!\w){PROCLITICS}({callers.role_words}{peers})(?!\w)")

    def roles(self, start: int, end: int) -> list[Caller]:
        """Noun phrases of office between two offsets, that no name stands beside."""
        found: list[Caller] = []
        semitic = self.language in ("ar", "he")
        nouns = self._nouns if semitic else self.callers.role
        for match in nouns.finditer(self.text, start, end):
            phrase = self._phrase(match.start(1 if semitic else 0), match.end(), start, end)
            gap = 8 if self.callers.is_cased else 0
            near = phrase and any(
                p.start - 4 <= phrase.end <= p.start
                or (
                    p.end <= phrase.start <= p.end + gap
                    and not _AND.fullmatch(self.text, p.end, phrase.start)
                )
                or phrase.start <= p.start < phrase.end
                for p in self.callers.persons
            )
            if phrase and not near and not any(c.start <= phrase.start < c.end for c in found):
                found.append(phrase)
        return found

    def _phrase(self, begin: int, stop: int, start: int, end: int) -> Caller | None:
        """The noun phrase around a noun of office: from its article to the country it belongs to."""
        if self.language in ("ru", "uk"):
            return self._slavic(begin, stop, start, end)
        if self.callers.is_cased:
            before = _CASED_BEFORE.search(self.text[start:begin])
            after = _CASED_AFTER.match(self.text[stop:end])
            left = start + before.start() if before else begin
            right = stop + after.end() if after else stop
            return Caller(left, right, "role", " ".join(self.text[left:right].split()))
        if self.language in ("zh", "ja"):
            linked = "の?" if self.language == "ja" else "的?"
            owner = re.search(rf"[\u3400-\u9fffァ-ヴー]{{1,9}}?{linked}$", self.text[start:begin])
            for size in range(9, 0, -1) if owner else ():
                words = self.text[max(start, begin - size) : begin]
                if country_named(words.removesuffix("の").removesuffix("的"), self.language):
                    left = max(start, begin - size)
                    return Caller(left, stop, "role", self.text[left:stop])
            return None
        following = re.match(r"(?:\s[\w\"״-]+){1,4}", self.text[stop:end])
        behind = following.group().split() if following else []
        for size in range(1, len(behind) + 1):
            last = behind[size - 1]
            if last[0] in "וو" and len(last) > 4:
                break
            if country_in(last, self.language):
                name = f"{self.text[begin:stop]} {' '.join(behind[:size])}"
                return Caller(begin, begin + len(name), "role", name)
        return None

    def _slavic(self, begin: int, stop: int, start: int, end: int) -> Caller | None:
        """A noun of office with the adjective before it or the country behind it: "турецкий президент",
        "президентом Финляндии"."""
        if re.search("(?:[ая]ми|ов|ев|[іи]в)$", self.text[begin:stop]):
            return None
        before = re.search(r"[\w-]+\s$", self.text[start:begin])
        left = (
            start + before.start()
            if before and country_in(before.group(), self.language)
            else begin
        )
        after = _SLAVIC.match(self.text, stop, end)
        for words in (after.group(), after.group().rsplit(" ", 1)[0]) if after else ():
            if government_named(words.strip(), self.language):
                stop += len(words)
                break
        return Caller(left, stop, "role", " ".join(self.text[left:stop].split()))

    def country(self, role: Caller) -> str | None:
        """The country that an office is of, as its words say."""
        words = re.findall(r"[^\W\d_][\w’'.-]*", role.name)
        named = (government_named(re.sub("[’']s$", "", w), self.language) for w in words)
        if not self.callers.is_cased:
            return "any"  # found by its country only
        return country_in(role.name, self.language) or next((n for n in named if n), None)

    def holder(self, role: Caller) -> str | None:
        """The person whom the article gives this office beside the name, if it is plainly one."""
        if not self.callers.is_cased:
            return self.callers.holder(role.name)
        if self.language in ("ru", "uk"):
            return self._slavic_holder(role)
        nouns = [m.group().lower() for m in self.callers.role.finditer(role.name)]
        code = country_in(role.name, self.language)
        fits: list[str] = []
        unplaced: list[str] = []
        for person in self.callers.persons:
            party = self.callers.names.party(person.name)
            words = party.role.text.lower() if party and party.role else ""
            if nouns and nouns[-1] in words and code in (None, self.callers.country(person.name)):
                fits.append(person.name)
            elif nouns and nouns[-1] in words and self.callers.country(person.name) is None:
                unplaced.append(person.name)
        fits = fits or (unplaced if len(set(unplaced)) == 1 else [])
        return fits[0] if fits and (code or len(set(fits)) == 1 or fits[0] != fits[-1]) else None

    def _slavic_holder(self, role: Caller) -> str | None:
        """The one person who has the same office of the same country directly before the name."""
        noun = self._core(role.name)
        code = self._place(role.name)
        fits: dict[str, None] = {}
        for person in self.callers.persons:
            before = re.split(r"[.,;:!?«»\n]", self.text[max(0, person.start - 70) : person.start])[
                -1
            ]
            if not noun or not before or self._core(before) != noun:
                continue
            if code is None or self._place(before) == code:
                fits[person.name] = None
        named = list(fits)
        return named[0] if len(named) == 1 else None

    def _core(self, words: str) -> str:
        """The last noun of office in some words, without its case ending."""
        nouns = [m.group().lower() for m in self.callers.role.finditer(words)]
        return _CASE.sub("", nouns[-1]) if nouns else ""

    def _place(self, words: str) -> str | None:
        """The country that some words tell of, by its name, its adjective or its capital."""
        names = re.findall(r"[^\W\d_][\w’'-]*", words)
        capital = (government_named(name, self.language) for name in names)
        return country_in(words, self.language) or next((c for c in capital if c), None)

    def of_countries(self, start: int, end: int) -> list[Caller]:
        """Those in "the presidents of Kenya, Chad and Burundi": by name where the article tells who holds
        the office, else by the country; fewer than two are none."""
        for office in self._plurals(start, end):
            reach = min(end, office.end() + 3 * _REACH)
            at = office.end()
            for _ in range(4):
                found = list(self._countries(at, reach))
                if len(found) > 1:
                    noun = office.group().split()[0].lower()[:5]
                    return [Caller(c.start, c.end, "role", self._head(noun, c.name)) for c in found]
                word = re.compile(r"\w+\s").match(self.text, at, reach)
                if word is None or self.language not in ("ar", "he", "ru", "uk"):
                    break
                at = word.end()
        return []

    def of_signs(self, start: int, end: int) -> list[Caller]:
        """Those in "泰柬两国外长", where a sign stands for each country: who holds the office there, if the
        article tells of all."""
        if self.language != "zh":
            return []
        pattern = re.compile(
            rf"([\u3400-\u9fff]{{2,5}})(?:[两三四五]国的?|)({self.callers.role_words})"
        )
        for office in pattern.finditer(self.text, start, end):
            for at in range(office.start(1), office.end(1) - 1):
                signs = self.text[at : office.end(1)]
                holders = [self.callers.holder(sign + office.group(2)) for sign in signs]
                if all(holders) and len(set(holders)) == len(signs):
                    return [Caller(at, office.end(), "role", name) for name in holders if name]
        return []

    def _plurals(self, start: int, end: int) -> Iterator[re.Match[str]]:
        pattern = _PLURAL.get(self.language)
        if pattern is None:
            of = rf"{_OF}?" if self.language in ("de", "ru", "uk") else _OF
            pattern = rf"(?:{self.callers.role.pattern})(?:\s\w+)??\s{of}\s*{_THE}"
        if pattern:
            yield from re.compile(pattern, re.IGNORECASE).finditer(self.text, start, end)

    def _countries(self, at: int, end: int) -> Iterator[Caller]:
        """The countries of a list that begins at an offset."""
        while at < end:
            words = re.compile(r"[^\W\d_][\w’'.-]*(?:\s[^\W\d_][\w’'.-]*){0,2}").match(
                self.text, at, end
            )
            parts = words.group().split() if words else []
            for size in range(len(parts), 0, -1):
                name = " ".join(parts[:size]).strip(".")
                if self.language == "de" and government_named(name.removesuffix("s"), "de"):
                    name = name.removesuffix("s")
                for skip in (0, 1) if self.language in ("ar", "he") else (0,):
                    if government_named(name[skip:], self.language):
                        yield Caller(at + skip, at + len(name), "place", name[skip:])
                        link = LINK.match(self.text, at + len(name), end)
                        at = link.end() if link else end
                        break
                else:
                    continue
                break
            else:
                return

    def _head(self, noun: str, country: str) -> str:
        """Who holds an office in a country, as the article tells, or the country's own name."""
        code = government_named(country, self.language)
        for person in self.callers.persons:
            party = self.callers.names.party(person.name)
            role = party.role.text.lower() if party and party.role else ""
            if noun in role and code == self.callers.country(person.name):
                return person.name
        return country
