"""Who acts, in a script without capital letters: the persons of an article, and whom a pronoun means.

A person is known from a title elsewhere (``cast``). The subject of a verb that has none is the first in the
sentence whom no preposition governs, or else the first in the sentence before; "him" is the other one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from summarizer.countries import country_named
from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CallWords

_BACK = 3  # sentences in which the subject of a verb without one is looked for
_PREPOSITION = re.compile(
    r"[وف]?(?:من|إلى|مع|عن|على|في|بين|لدى|باسم|مكتب|بحسب|وفق|حسب|ضد|أمام|عهد|عبر)|"
    r"ו?(?:עם|את|אל|על|מול|לבין|בין|לדברי|לפי|לשכת|אצל)|[בלמ]לשכת|[בלמ]משרד|ב?שם"
)
_WRITTEN_ON = re.compile(
    r"[وف]?[بل](?=ال|نظير|رئيس|وزير|ملك|أمير|مستشار|مبعوث)|لل|ו?[בלמ](?=[א-ת]{2})"
)
_COVERB = re.compile(
    "(?:同|与|與|和|跟|对|對|向|给|給|据|由|被|援引|会见|致电|告诉|要求|敦促|呼吁|请|打电话给|[的在])[^，。；：“”]{0,14}$"
)
_TITLE = re.compile(
    r"[وفبلכבלמוה]{0,2}(?:(?:ال)?(?:رئيس|وزير|ملك|أمير|مستشار|مبعوث|أمين|سفير|سيد|نظير)\w{0,2}|ال\w+|خارجية|"
    r"دفاع|داخلية|وزراء|حكومة|خارجيته|ראשת?|נשיאת?|שרת?|ממשלת|מזכירת?|קנצלרית?|מלך|עמית\w+|מקביל\w+|ה\w+|"
    r"של|מר|גברת)"
)
_COMMON = re.compile(
    r"(?:ال)?(?:طرفي|أطراف|حكومت?ي?|قيادة|سلطات|دول|دولتي|سكان|أهالي|مواطني|نداء|دعوة|طلبا|جميع|كافة|كل)(?:ة|ن)?(?!\w)"
)
_BEHIND = re.compile(rf"(?<=\w\w) {_COMMON.pattern}.*$| (?:[بل](?!ن )|[בל])\w{{3,}}$")


class Actors:
    """The persons of one article, and who is the subject of what."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.text, self.language = names.article.text, names.article.language
        self.callers = CallWords(names).callers
        self.persons = [_trimmed(one) for one in self.callers.persons if not _is_body(one)]
        quoted = [_trimmed(one) for one in self.callers.quoted if not _is_body(one)]
        self.all = sorted((*self.persons, *quoted), key=lambda one: one.start)

    def party(self, caller: Caller) -> tuple[Party, ...]:
        """The party that a mention stands for, by the fullest name."""
        found = self.names.party(caller.name)
        return (found,) if found else ()

    def starting(self, start: int, end: int) -> Caller | None:
        """The person whose mention begins between two offsets."""
        return next((one for one in self.all if start <= one.start < end), None)

    def ending(self, start: int, end: int) -> tuple[Party, ...]:
        """The person with whose name the words between two offsets end, a title behind it aside."""
        inside = [one for one in self.all if start <= one.start and one.end <= end]
        if not inside:
            return ()
        behind = self.text[inside[-1].end : end].strip(' ,،"')
        return self.party(inside[-1]) if self.is_title(behind) else ()

    def is_title(self, words: str) -> bool:
        """Whether words are nothing but a title, or none at all."""
        return not words or self.callers.role.fullmatch(words) is not None or words in ("氏", "側")

    def subject(self, start: int, end: int) -> tuple[Party, ...]:
        """The first person between two offsets whom no preposition governs."""
        for one in self.persons:
            if start <= one.start and one.end <= end and not self.is_governed(one, start):
                return self.party(one)
        return ()

    def before(self, number: int) -> tuple[Party, ...]:
        """The subject of the sentence before sentence ``number``, or of one not far above it."""
        article = self.names.article
        paragraph = article.sentence(number).paragraph
        for near in range(number - 1, max(0, number - 1 - _BACK), -1):
            sentence = article.sentence(near)
            if paragraph - sentence.paragraph > 1:
                break
            found = self.subject(sentence.start, sentence.end)
            if found:
                return found
        return ()

    def other(self, start: int, end: int, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """The other person named between two offsets, where there is just one."""
        known = {party.name for party in who}
        names = {one.name: one for one in self.all if start <= one.start and one.end <= end}
        others = [one for name, one in names.items() if name not in known]
        return self.party(others[0]) if len(others) == 1 else ()

    def is_governed(self, one: Caller, start: int) -> bool:
        """Whether a preposition governs a mention, before its title or written onto it."""
        before = self.text[start : one.start]
        if self.language == "zh":
            return _COVERB.search(before) is not None
        if self.language == "ja":
            behind = re.compile(r"[^は。、がも]{0,8}(?:は|が|も)").match(self.text, one.end)
            return behind is None
        words = re.findall(r"[^\s,،]+", before)
        if words and self.text[one.start - 1] in "بلבלמ":
            return True
        for n, word in enumerate(reversed(words[-8:])):
            if _PREPOSITION.fullmatch(word) or (n == 0 and word == "של"):
                return True
            bare = _WRITTEN_ON.match(word)
            place = country_named(word, self.language)
            if not place and bare and _TITLE.fullmatch(word[bare.end() :] or word):
                return True
            if not place and not _TITLE.fullmatch(word):
                return False
        return False


def _is_body(one: Caller) -> bool:
    """Whether what looks like a name behind a title is a common noun: both sides of the conflict."""
    return _COMMON.match(one.name) is not None


def _trimmed(one: Caller) -> Caller:
    """A person without the common noun that follows the name."""
    found = _BEHIND.search(one.name)
    if found is None or found.start() == one.name.find(" "):
        return one
    name = one.name[: found.start()]
    return replace(one, end=min(one.end, one.start + len(name)), name=name)


@lru_cache(maxsize=4)
def actors(names: Names) -> Actors:
    """The actors of an article, which is read once."""
    return Actors(names)
