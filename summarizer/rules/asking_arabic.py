"""Who asks whom in Arabic: the verb, its subject, the target, and what is asked for, in this order.

The subject may stand before the verb, or nowhere. "Min", "ila" or nothing marks the target; it may be
written onto the verb or the preposition. Where one noun phrase ends is told by the article of the next
word: adjectives agree in it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.countries import country_named
from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_scene import Scene

_WORDS = 30  # words behind the verb that are read
_VIA = re.compile(r"[وف]?(?:طلب|يطلب|تطلب|التمس|وجه|أطلق|يوجه|توجه)\w{0,2}")
_CALLING = re.compile(r"[وف]?(?:دع|يدع|تدع|أدع|ندع)\w*")
_ON = re.compile(
    r"[وف]?(?:يشترط|تشترط|اشترط\w*)|[وف]?(?:شدد|أكد)ت? على ضرورة|[وف]?(?:ألح|أصر|يصر|تصر)ت?"
)
_ONTO = re.compile(r"[وف]?(?:\w{3,}?)(?:ه|ها|هم|هما|هن|ني|نا)")
_PRONOUN = re.compile(r"(?:من|إلي|علي|ل)(?:ه|ها|هم|هما)")
_HE = re.compile(r"[وف]?(?:لكن|ب?[إأ]ن)(?:ه|ها|هم|هما)|[وف]?(?:هو|هي|هم)")
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


class Word(NamedTuple):
    """A word behind the verb, without the marks around it; offsets, and whether a comma follows."""

    text: str
    start: int
    end: int
    comma: bool


def arabic(scene: Scene) -> Frame | None:
    """The frame of a verb that asks, where the sentence tells of both sides."""
    return _Reader(scene).frame()


class _Reader:
    """One verb that asks, and the words behind it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.verb = scene.text[scene.trigger.start : scene.trigger.end]
        self.words = _read(scene)

    def frame(self) -> Frame | None:
        scene, words = self.scene, self.words
        if not words:
            return None
        scene.until = scene.end
        who, elided = self._left()
        i = self._past_adverbs(0)
        above = scene.subject_in(scene.start, scene.trigger.start) if elided else ()
        if not who and elided and self._is_target_only(i, above):
            who = above or scene.subject(scene.start, scene.trigger.start)
        if not who and self._is_noun(i):
            begun, i = i, self._phrase(i, subject=True)
            who = self._party(begun, i)
            i = self._past_adverbs(i)
        who = who or ((scene.speaker,) if scene.speaker else ())
        who = who or scene.subject(scene.start, scene.trigger.start)
        whom, at = self._target(i, who)
        if at is None:
            return None
        action = words[at].start if at < len(words) else scene.end - 1
        frame = scene.frame(who, whom, action, sure=bool(whom))
        return frame._replace(weak=not whom) if frame else None

    def _is_noun(self, i: int) -> bool:
        """Whether the subject or the target may begin at a word."""
        if self._is_complement(i) or _PRONOUN.fullmatch(self.words[i].text):
            return False
        return self.words[i].text not in ("من", "إلى", "على", "في")

    def _is_target_only(self, i: int, above: tuple[Party, ...]) -> bool:
        """Whether no subject stands behind the verb: it is named before it, or a pronoun there."""
        if not self._is_noun(i):
            return True
        if not (above or self._has_pronoun()) or _VIA.fullmatch(self.verb) or self._is_on():
            return False
        end = self._past_adverbs(self._parties(i)[1])
        that = end < len(self.words) - 2 and self.words[end].text in _THAT
        return self._is_complement(end) and not (that and self._begins(end + 2))

    def _has_pronoun(self) -> bool:
        """Whether "that he" stands before the verb."""
        before = self.scene.text[self.scene.start : self.scene.trigger.start].split()
        return bool(before) and _HE.fullmatch(before[-1]) is not None

    def _parties(self, i: int) -> tuple[tuple[Party, ...], int]:
        """The parties named from a word on, joined by "and", and the word behind them."""
        end = self._phrase(i, subject=False)
        found = self._party(i, end)
        while found and end < len(self.words) and self.words[end].text[0] == "و":
            bare = self.words[end].text[1:]
            if not (self._is_party(bare) or _OFFICE.fullmatch(bare)):
                break
            begun = self.words[end]
            self.words[end] = begun._replace(text=bare, start=begun.start + 1)
            after = self._phrase(end, subject=False)
            found = (*found, *self._party(end, after))
            end = after
        return found, end

    def _left(self) -> tuple[tuple[Party, ...], bool]:
        """The subject before the verb, and whether the verb may have none of its own."""
        scene = self.scene
        place = scene.pieces_before()[0]
        words = scene.words(place).removesuffix(" قد").removesuffix(" كان")
        parts = re.split(r"(?<!\w)[وف]?(?:إن|أن|بأن|لكن|حيث|فيما|بينما)\s", words)
        last = parts[-1].strip()
        if last and _HE.fullmatch(last.split()[-1]):
            return (), True
        if not last or _HE.fullmatch(last) or self.verb[0] in "وف":
            return (), True
        end = scene.trigger.start
        start = scene.text.rfind(last, place.start, end)
        found = scene.actors.ending(start, end) if start >= 0 else ()
        if found and not scene.actors.is_governed(scene.actors.all[-1], start):
            return found, False
        if len(parts) == 1 and scene.asking.has("told", last):
            return (), True
        plain = len(last.split()) < 8 and (last.startswith("ال") or self._is_party(last.split()[0]))
        return (scene.party(last) if plain else ()), True

    def _target(self, i: int, who: tuple[Party, ...]) -> tuple[tuple[Party, ...], int | None]:
        """The target, and the word with which the complement begins (None where it is not one)."""
        scene, words = self.scene, self.words
        if _ONTO.fullmatch(self.verb) and self.verb.endswith(("ه", "ها", "هم", "هما")):
            return scene.other(who), i
        if i < len(words) and _PRONOUN.fullmatch(words[i].text):
            return scene.other(who), i + 1
        marks = {"من", "إلى"} if _VIA.fullmatch(self.verb) else {"على"} if self._is_on() else set()
        at = next((n for n in range(i, min(i + 10, len(words))) if words[n].text in marks), None)
        if at is not None and (at + 1 >= len(words) or words[at + 1].text in _THAT):
            at = None  # "insists on that"
        if at is not None and not self._that_before(i, at):
            whom, end = self._parties(self._past_adverbs(at + 1))
            return whom, self._past_adverbs(end)
        pronoun = next(
            (n for n in range(i, min(i + 8, len(words))) if _is_him(words[n].text)), None
        )
        if marks and pronoun is not None and not self._that_before(i, pronoun):
            return scene.other(who), pronoun + 1
        that = next((n for n in range(i, len(words) - 2) if words[n].text in _THAT), None)
        if that is not None and (that == i or marks or self._is_complement(i)):
            begin = that + 2
            if words[that + 1].text[0] in "يتن" and self._begins(begin):
                return self._party(begin, self._phrase(begin, subject=False)), that
        if marks:
            return (), i
        if i >= len(words) or (self._is_complement(i) and not _CALLING.fullmatch(self.verb)):
            return (), i if i < len(words) else None
        if self._is_complement(i):
            return (), None  # "called for dialogue"
        whom, end = self._parties(i)
        return whom, self._past_adverbs(end)

    def _is_on(self) -> bool:
        return _ON.fullmatch(self.verb) is not None

    def _that_before(self, i: int, at: int) -> bool:
        return any(word.text in _THAT for word in self.words[i:at])

    def _begins(self, i: int) -> bool:
        """Whether a party begins at a word."""
        word = self.words[i]
        if word.text.startswith("ال") or self._is_party(word.text) or _OFFICE.fullmatch(word.text):
            return True
        return self.scene.actors.starting(word.start, word.end) is not None

    def _is_party(self, word: str) -> bool:
        """Whether a word alone names a body or a place."""
        patterns = self.scene.asking.patterns
        return bool(
            country_named(word, "ar")
            or patterns["city"].fullmatch(word)
            or patterns["body"].fullmatch(word)
        )

    def _is_place(self, word: str) -> bool:
        return bool(country_named(word, "ar") or self.scene.asking.patterns["city"].fullmatch(word))

    def _is_complement(self, i: int) -> bool:
        """Whether what is asked for begins at a word."""
        if i >= len(self.words):
            return True
        word = self.words[i].text
        if self._is_place(word) or word in _OF_BODIES or word == "من" or _B_NOUN.fullmatch(word):
            return False
        return self.scene.asking.patterns["inf"].fullmatch(word) is not None

    def _is_to(self, i: int) -> bool:
        """Whether a preposition, "that" or another party stands at a word, and ends a construct."""
        word = self.words[i]
        return (
            word.text in ("من", "إلى", "على", "في", "عدم", *_THAT)
            or self._is_place(word.text)
            or self.scene.actors.starting(word.start, word.end) is not None
        )

    def _past_adverbs(self, i: int) -> int:
        """Behind adverbs and days, and what stands between commas."""
        while i < len(self.words):
            if self.scene.asking.patterns["skip"].fullmatch(self.words[i].text):
                i += 1
            elif self.words[i].text in ("في", "خلال", "عبر") and i + 1 < len(self.words):
                i = self._phrase(i + 1, subject=False)
            else:
                break
        return i

    def _phrase(self, i: int, *, subject: bool) -> int:
        """Behind the noun phrase that begins at a word."""
        words, scene = self.words, self.scene
        if i >= len(words):
            return i
        begun = i
        if scene.text[words[i].start - 1] == "«":  # a name in quotation marks goes on to their end
            close = scene.text.find("»", words[i].start)
            last = next((n for n in range(i, len(words)) if words[n].end == close), i)
            return last + 1
        person = scene.actors.starting(words[i].start, words[i].end)
        if person is None and _OFFICE.fullmatch(words[i].text):
            i += 1
            while i < len(words) and i - begun < 8:
                person = scene.actors.starting(words[i].start, words[i].end)
                office = _PORTFOLIO.fullmatch(words[i].text) or _OFFICE.fullmatch(words[i].text)
                to = words[i].text in ("إلى", "في") and self._is_place(
                    words[min(i + 1, len(words) - 1)].text
                )
                if person or not (office or to or self._is_place(words[i].text)):
                    break
                i += 1
        if person is not None:
            return next((n for n in range(i, len(words)) if words[n].end >= person.end), i) + 1
        if i > begun:
            given = words[i : i + 2] if subject and i < len(words) else []
            named = len(given) == 2 and not self._is_complement(i) and given[0].text != "من"
            return i + (2 if named and not self._is_party(given[0].text) else 0)
        pair = " ".join(word.text for word in words[i : i + 2])
        if country_named(pair, "ar"):
            return i + 2
        if self._is_place(words[i].text):
            return i + 1
        i += 1
        while i < min(len(words), begun + 4) and not words[i - 1].text.startswith("ال"):
            if words[i - 1].comma or (i - begun > 1 and self._is_complement(i)) or self._is_to(i):
                break
            i += 1  # a construct goes on to the word with the article: a union of drivers of the trucks
        while i < len(words) and not words[i - 1].comma:
            word = words[i].text
            more = _ADJECTIVE.fullmatch(word) or word in _OF_BODIES
            if self._is_to(i) or not (more or (subject and word.startswith("لل"))):
                break
            i += 1
        return i

    def _party(self, i: int, end: int) -> tuple[Party, ...]:
        """The party that some words name."""
        if end <= i or i >= len(self.words):
            return ()
        return self.scene.actor(self.words[i].start, self.words[min(end, len(self.words)) - 1].end)


_THAT = frozenset("أن بأن ألا بألا".split())
_B_NOUN = re.compile(
    r"برنامج|بعثة|بلدية|بلديات|برلمان\w*|بنك|بنوك|بلدان|بلدين|بابا|بطريرك|بلاده?ا?|بقية"
)


def _is_him(word: str) -> bool:
    return re.fullmatch(r"من(?:ه|ها|هم|هما)|إلي(?:ه|ها|هم)|علي(?:ه|ها|هم)", word) is not None


def _read(scene: Scene) -> list[Word]:
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
