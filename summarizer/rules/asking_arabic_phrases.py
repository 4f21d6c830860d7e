"""Arabic phrases: where a noun phrase behind a verb that asks begins and ends, and whom it names.

Where one ends is told by the article of the next word: adjectives agree in it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.countries import country_named
from summarizer.records import Party
from summarizer.rules.asking_scene import Scene
from summarizer.rules.callers import Caller

THAT = frozenset("أن بأن ألا بألا".split())
_WORDS = 30  # words behind the verb that are read
_ASIDE = re.compile(
    r"(?:الذي|التي|الذين|اللذان|اللتان|وهو|وهي|وفق\w*|بحسب|حسب|كما|في|خلال|على|عبر|من|أمس|اليوم|عقب|بعد|قبل)"
)
_ADJECTIVE = re.compile(
    r"ال\w+(?:ية|ي|يين|يون|يان|تان|تين|ويين)|ال(?:مجاور|معني|مالك|مشغل|ناقل|متحارب|متنازع|عام|أعلى|عليا|متحد|"
    r"أحمر|حمراء|مستقل|مشترك|أول|كبرى|موحد|خاص|حاكم|مؤقت|مكلف|منتخب|مانح|صديق|شقيق|مصدر|مستورد|محتل|عظمى|راعي|ضامن|"
    r"متمرد|مسلح|مختص|وسيط|متصارع|متقاتل)(?:ة|ين|ون)?"
)
_OF_BODIES = frozenset(
    "للأمم للاتحاد للصليب للهلال للجامعة للمنظمة للحلف للجمعيات للنقابات للشغل".split()
)
_OFFICE = re.compile(
    r"[وفبل]{0,2}(?:ال)?(?:رئيس|وزير|ملك|أمير|مستشار|مبعوث|أمين|سفير|متحدث|ناطق|قائد|زعيم|مدير|مفوض|نائب|محافظ|نظير)"
    r"(?:ة|ه|ها|ته|تها)?"
)
_PORTFOLIO = re.compile(
    r"ال\w+|لل\w+|وزراء|حكومة|خارجية|دفاع|داخلية|مالية|باسم|لدى|مجلس|عام|عامة|وزارة|طاقة|مكتب|لشؤون|شؤون|أول|ركن"
)
_B_NOUN = re.compile(
    r"برنامج|بعثة|بلدية|بلديات|برلمان\w*|بنك|بنوك|بلدان|بلدين|بابا|بطريرك|بلاده?ا?|بقية"
)


class Word(NamedTuple):
    """A word behind the verb, without the marks around it; offsets, and whether a comma follows."""

    text: str
    start: int
    end: int
    comma: bool


class Phrases:
    """The words behind one verb, and the phrases that they are."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = _words_behind(scene)

    def past_adverbs(self, i: int) -> int:
        """Behind adverbs and days, and what stands between commas."""
        while i < len(self.words):
            if self.scene.asking.patterns["skip"].fullmatch(self.words[i].text):
                i += 1
            elif self.words[i].text in ("في", "خلال", "عبر") and i + 1 < len(self.words):
                i = self.end(i + 1, subject=False)
            else:
                break
        return i

    def end(self, i: int, *, subject: bool) -> int:
        """Behind the noun phrase that begins at a word, the subject or the target."""
        words, scene = self.words, self.scene
        if i >= len(words):
            return i
        if scene.text[words[i].start - 1] == "«":  # a name in quotation marks goes on to their end
            close = scene.text.find("»", words[i].start)
            return next((n for n in range(i, len(words)) if words[n].end == close), i) + 1
        begun = i
        person = scene.actors.starting(words[i].start, words[i].end)
        if person is None and _OFFICE.fullmatch(words[i].text):
            i, person = self._past_office(i)
        if person is not None:
            return next((n for n in range(i, len(words)) if words[n].end >= person.end), i) + 1
        if i > begun:
            given = words[i : i + 2] if subject else []
            named = len(given) == 2 and not self.is_complement(i) and given[0].text != "من"
            return i + (2 if named and not self.is_party(given[0].text) else 0)
        if country_named(" ".join(word.text for word in words[i : i + 2]), "ar"):
            return i + 2
        return i + 1 if self._is_place(words[i].text) else self._past_construct(i, subject=subject)

    def _past_office(self, i: int) -> tuple[int, Caller | None]:
        """Behind an office and what it is of, and the person whose it is, if the name follows."""
        words, person, first = self.words, None, i
        i += 1
        while i < len(words) and i - first < 8:
            person = self.scene.actors.starting(words[i].start, words[i].end)
            office = _PORTFOLIO.fullmatch(words[i].text) or _OFFICE.fullmatch(words[i].text)
            after = words[min(i + 1, len(words) - 1)].text
            to = words[i].text in ("إلى", "في") and self._is_place(after)
            if person or not (office or to or self._is_place(words[i].text)):
                break
            i += 1
        return i, person

    def _past_construct(self, i: int, *, subject: bool) -> int:
        """Behind nouns up to the one with the article, a union of drivers of the trucks, and the adjectives
        that agree with it."""
        words, begun = self.words, i
        i += 1
        while i < min(len(words), begun + 4) and not words[i - 1].text.startswith("ال"):
            if words[i - 1].comma or (i - begun > 1 and self.is_complement(i)) or self._is_to(i):
                break
            i += 1
        while i < len(words) and not words[i - 1].comma:
            word = words[i].text
            more = _ADJECTIVE.fullmatch(word) or word in _OF_BODIES
            if self._is_to(i) or not (more or (subject and word.startswith("لل"))):
                break
            i += 1
        return i

    def party(self, i: int, end: int) -> tuple[Party, ...]:
        """The party that some words name."""
        if end <= i or i >= len(self.words):
            return ()
        return self.scene.actor(self.words[i].start, self.words[min(end, len(self.words)) - 1].end)

    def parties(self, i: int) -> tuple[tuple[Party, ...], int]:
        """The parties named from a word on, joined by "and", and the word behind them."""
        end = self.end(i, subject=False)
        found = self.party(i, end)
        while found and end < len(self.words) and self.words[end].text[0] == "و":
            bare = self.words[end].text[1:]
            if not (self.is_party(bare) or _OFFICE.fullmatch(bare)):
                break
            begun = self.words[end]
            self.words[end] = begun._replace(text=bare, start=begun.start + 1)
            after = self.end(end, subject=False)
            found = (*found, *self.party(end, after))
            end = after
        return found, end

    def begins(self, i: int) -> bool:
        """Whether a party begins at a word."""
        word = self.words[i]
        if word.text.startswith("ال") or self.is_party(word.text) or _OFFICE.fullmatch(word.text):
            return True
        return self.scene.actors.starting(word.start, word.end) is not None

    def is_complement(self, i: int) -> bool:
        """Whether what is asked for begins at a word."""
        if i >= len(self.words):
            return True
        word = self.words[i].text
        if self._is_place(word) or word in _OF_BODIES or word == "من" or _B_NOUN.fullmatch(word):
            return False
        return self.scene.asking.patterns["inf"].fullmatch(word) is not None

    def is_party(self, word: str) -> bool:
        """Whether a word alone names a body or a place."""
        patterns = self.scene.asking.patterns
        return bool(
            country_named(word, "ar")
            or patterns["city"].fullmatch(word)
            or patterns["body"].fullmatch(word)
        )

    def _is_place(self, word: str) -> bool:
        return bool(country_named(word, "ar") or self.scene.asking.patterns["city"].fullmatch(word))

    def _is_to(self, i: int) -> bool:
        """Whether a preposition, "that" or another party stands at a word, and ends a construct."""
        word = self.words[i]
        return (
            word.text in ("من", "إلى", "على", "في", "عدم", *THAT)
            or self._is_place(word.text)
            or self.scene.actors.starting(word.start, word.end) is not None
        )


def _words_behind(scene: Scene) -> list[Word]:
    """The words behind the verb, without relative clauses and the like between commas."""
    found: list[Word] = []
    for match in re.compile(r"\S+").finditer(scene.text, scene.trigger.end, scene.end):
        word = match.group().strip('،,.؛:«»"')
        if word:
            start = match.start() + match.group().index(word)
            comma = match.group().rstrip('»"')[-1] in "،,؛"
            found.append(Word(word, start, start + len(word), comma))
    kept: list[Word] = []
    n = 0
    while n < len(found) and len(kept) < _WORDS:
        aside = kept and found[n - 1].comma and _ASIDE.match(found[n].text)
        last = next((m for m in range(n, min(n + 16, len(found) - 1)) if found[m].comma), None)
        if aside and last is not None and n < 12:
            n = last + 1
            continue
        kept.append(found[n])
        n += 1
    return kept
