"""Who asks whom in Arabic: the verb, its subject, the target, and what is asked for, in this order.

The subject may stand before the verb, or nowhere. "Min", "ila" or nothing marks the target; it may be
written onto the verb or the preposition.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_arabic_phrases import THAT, Phrases
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_scene import Scene

_VIA = re.compile(r"[وف]?(?:طلب|يطلب|تطلب|التمس|وجه|أطلق|يوجه|توجه)\w{0,2}")
_CALLING = re.compile(r"[وف]?(?:دع|يدع|تدع|أدع|ندع)\w*")
_ON = re.compile(
    r"[وف]?(?:يشترط|تشترط|اشترط\w*)|[وف]?(?:شدد|أكد)ت? على ضرورة|[وف]?(?:ألح|أصر|يصر|تصر)ت?"
)
_ONTO = re.compile(r"[وف]?\w{3,}(?:ه|ها|هم|هما)")
_PRONOUN = re.compile(r"(?:من|إلي|علي|ل)(?:ه|ها|هم|هما)")
_HIM = re.compile(r"من(?:ه|ها|هم|هما)|إلي(?:ه|ها|هم)|علي(?:ه|ها|هم)")
_HE = re.compile(r"[وف]?(?:لكن|ب?[إأ]ن)(?:ه|ها|هم|هما)|[وف]?(?:هو|هي|هم)")


def arabic(scene: Scene) -> Frame | None:
    """The frame of a verb that asks, where the sentence tells of both sides."""
    return _Reader(scene).frame()


class _Reader:
    """One verb that asks, and the words behind it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.verb = scene.text[scene.trigger.start : scene.trigger.end]
        self.phrases = Phrases(scene)
        self.words = self.phrases.words
        self.is_on = _ON.fullmatch(self.verb) is not None

    def frame(self) -> Frame | None:
        scene, words = self.scene, self.words
        if not words:
            return None
        scene.until = scene.end
        who, elided = self._left()
        i = self.phrases.past_adverbs(0)
        above = scene.subject_in(scene.start, scene.trigger.start) if elided else ()
        if not who and elided and self._is_target_only(i, above):
            who = above or scene.subject(scene.start, scene.trigger.start)
        if not who and self._is_noun(i):
            begun, i = i, self.phrases.end(i, subject=True)
            who = self.phrases.party(begun, i)
            i = self.phrases.past_adverbs(i)
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
        if self.phrases.is_complement(i) or _PRONOUN.fullmatch(self.words[i].text):
            return False
        return self.words[i].text not in ("من", "إلى", "على", "في")

    def _is_target_only(self, i: int, above: tuple[Party, ...]) -> bool:
        """Whether no subject stands behind the verb: it is named before it, or a pronoun there."""
        if not self._is_noun(i):
            return True
        if not (above or self._has_pronoun()) or _VIA.fullmatch(self.verb) or self.is_on:
            return False
        end = self.phrases.past_adverbs(self.phrases.parties(i)[1])
        that = end < len(self.words) - 2 and self.words[end].text in THAT
        return self.phrases.is_complement(end) and not (that and self.phrases.begins(end + 2))

    def _has_pronoun(self) -> bool:
        """Whether "that he" stands before the verb."""
        before = self.scene.text[self.scene.start : self.scene.trigger.start].split()
        return bool(before) and _HE.fullmatch(before[-1]) is not None

    def _left(self) -> tuple[tuple[Party, ...], bool]:
        """The subject before the verb, and whether the verb may have none of its own."""
        scene = self.scene
        place = scene.pieces_before()[0]
        words = scene.words(place).removesuffix(" قد").removesuffix(" كان")
        parts = re.split(r"(?<!\w)[وف]?(?:إن|أن|بأن|لكن|حيث|فيما|بينما)\s", words)
        last = parts[-1].strip()
        if not last or _HE.fullmatch(last.split()[-1]) or self.verb[0] in "وف":
            return (), True
        end = scene.trigger.start
        start = scene.text.rfind(last, place.start, end)
        found = scene.actors.ending(start, end) if start >= 0 else ()
        if found and not scene.actors.is_governed(scene.actors.all[-1], start):
            return found, False
        if len(parts) == 1 and scene.asking.has("told", last):
            return (), True
        first, *rest = last.split()
        plain = len(rest) < 7 and (last.startswith("ال") or self.phrases.is_party(first))
        return (scene.party(last) if plain else ()), True

    def _target(self, i: int, who: tuple[Party, ...]) -> tuple[tuple[Party, ...], int | None]:
        """The target, and the word with which the complement begins (None where it is not one)."""
        scene, words = self.scene, self.words
        if _ONTO.fullmatch(self.verb):
            return scene.other(who), i
        if i < len(words) and _PRONOUN.fullmatch(words[i].text):
            return scene.other(who), i + 1
        marks = {"من", "إلى"} if _VIA.fullmatch(self.verb) else {"على"} if self.is_on else set()
        at = next((n for n in range(i, min(i + 10, len(words))) if words[n].text in marks), None)
        if at is not None and (at + 1 >= len(words) or words[at + 1].text in THAT):
            at = None  # "insists on that"
        if at is not None and not self._that_before(i, at):
            whom, end = self.phrases.parties(self.phrases.past_adverbs(at + 1))
            return whom, self.phrases.past_adverbs(end)
        pronoun = next(
            (n for n in range(i, min(i + 8, len(words))) if _HIM.fullmatch(words[n].text)), None
        )
        if marks and pronoun is not None and not self._that_before(i, pronoun):
            return scene.other(who), pronoun + 1
        that = next((n for n in range(i, len(words) - 2) if words[n].text in THAT), None)
        if that is not None and (that == i or marks or self.phrases.is_complement(i)):
            begin = that + 2
            if words[that + 1].text[0] in "يتن" and self.phrases.begins(begin):
                return self.phrases.party(begin, self.phrases.end(begin, subject=False)), that
        if marks:
            return (), i
        if i >= len(words):
            return (), None
        if self.phrases.is_complement(i):  # "called for dialogue" is no demand
            return (), None if _CALLING.fullmatch(self.verb) else i
        whom, end = self.phrases.parties(i)
        return whom, self.phrases.past_adverbs(end)

    def _that_before(self, i: int, at: int) -> bool:
        return any(word.text in THAT for word in self.words[i:at])
