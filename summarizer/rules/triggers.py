"""Triggers: where a sentence tells of a call, in the clause that the words stand in.

What stands in quotation marks is somebody's own words and tells of nothing, other than "they agreed to
speak by telephone".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.article import Sentence
from summarizer.rules.callwords import CLOSE, FIRST, CallWords, Kind, Trigger
from summarizer.rules.durations import durations_in

_KINDS: tuple[Kind, ...] = ("video", "phone", "back", "ring", "called", "call", "talk", "resume")
_ASKED = re.compile(r"(?<!\w)(?:whether|ob|чи)(?!\w)", re.IGNORECASE)
_NEGATED = re.compile(
    r"(?<!\w)(?:not|never|neither|no|pas|plus|jamais|nicht|nie|kein|nunca|non|mai|não|не)(?!\w)|n[’']t(?!\w)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?<!\w)(?:since|for (?:\w+ )?(?:weeks|months|years)|depuis|seit|desde|da|dal|dallo|dalla|há)\s"
)
_CALLED = re.compile("call|appel|Anruf|Telefon|llamada|chiamata|chamada|ligação", re.IGNORECASE)
"""Nouns that are of nothing but calls."""
_ASKING = re.compile(r"\s(?:à|a|to)\s(?:ne pas\s)?\w+(?:er|ir|re|ar|are|ere|ire)\s")
_ONE_WORD = ("he", "ru", "uk", "ar")
_SAYING = re.compile(r"[”\"»“],?\s+([^\W\d_]+)\s+$")
_HARD = re.compile("[;:：；]")
_COMMA = re.compile(r",\s+(?:(?:a|ont|avait|ha|han|hanno|había|so|wie)\s+)?([^\W\d_]+)")


class Triggers:
    """The words that tell of calls in one article."""

    def __init__(self, words: CallWords) -> None:
        self.words = words
        self.article, self.text, self.language = words.article, words.text, words.language

    def of(self, sentence: Sentence, *, busy: bool, known: frozenset[str]) -> Iterator[Trigger]:
        """Where a sentence tells of a call. ``busy`` says that the article is one of many calls, in
        which "spoke with" tells of one, too; "is to speak with" does where one is ``known`` to have been
        on the line."""
        found: list[Trigger] = []
        for kind in _KINDS:
            for match in self.words.words[kind].finditer(self.text, sentence.start, sentence.end):
                if self._is_own(match, sentence) or any(
                    match.start() < other.end and other.start < match.end() for other in found
                ):
                    continue
                left, right = self._clause(sentence, match.start(), match.end())
                if any(
                    o.left < right and left < o.right and kind in ("call", "talk", "resume")
                    for o in found
                ):
                    continue
                found.append(Trigger(kind, match.start(), match.end(), left, right, sentence))
        for trigger in self._distinct(sorted(found, key=lambda trigger: trigger.start)):
            persons = {c.name for c in self.words.persons(trigger.left, trigger.right)}
            ahead = self.words.outside("planned", trigger.left, trigger.start)
            ahead = ahead and not known.isdisjoint(persons)
            if not self._is_none(trigger, busy=busy or ahead):
                yield trigger

    def _is_own(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether words in quotation marks speak of "I" and "we", or of another call than the
        reporter's: only "they agreed to speak by telephone" tells as a reporter does."""
        if not self.words.is_quoted(match.start()):
            return False
        before = self.text[max(sentence.start, match.start() - 60) : match.start()]
        return not self.words.words["two"].search(before.rsplit(".", 1)[-1])

    def _distinct(self, found: Sequence[Trigger]) -> list[Trigger]:
        """One trigger for each clause: the verb of telephoning before any other."""
        seen: dict[tuple[int, int], Trigger] = {}
        for trigger in found:
            key = (trigger.left, trigger.right)
            if key not in seen or trigger.kind in ("ring", "called"):
                seen[key] = trigger
        return list(seen.values())

    def _is_none(self, trigger: Trigger, *, busy: bool) -> bool:
        """Whether the sentence itself says that this is no call between parties."""
        start, end = trigger.sentence.start, trigger.sentence.end
        if self.words.outside("unanswered", start, end) or _ASKED.search(
            self.text, start, trigger.start
        ):
            return True
        if self._is_refused(trigger) or self._is_long_ago(trigger) or self._is_said(trigger):
            return True
        if trigger.kind == "resume":
            day = self.words.outside("day", start, end)
            return self.words.outside("face", start, end) or not day
        loose = self.words.words.get("loose") if trigger.kind == "call" else None
        off = self.language in ("ru", "uk") and self.words.outside("cancelled", start, end)
        if trigger.kind == "talk" or (loose and not off and loose.match(self.text, trigger.start)):
            return not self._is_remote(trigger, busy=busy)
        return trigger.kind == "called" and not self._rings(trigger)

    def _is_refused(self, trigger: Trigger) -> bool:
        """Whether words close to a call say that it was with the press, or none at all; "told Lund by
        telephone" is one, "told the agency by telephone" is not."""
        near = max(trigger.left, trigger.start - CLOSE), trigger.right
        return any(
            not self.words.is_quoted(match.start())
            and not (match.group().startswith("told") and self.words.persons(*match.span()))
            for match in self.words.words["not"].finditer(self.text, *near)
        )

    def _is_said(self, trigger: Trigger) -> bool:
        """Whether the reporter was told so by telephone: "“Nobody came,” said by telephone Otto Lund"."""
        saying = _SAYING.search(self.text, trigger.sentence.start, trigger.start)
        return bool(saying and self.words.callers.says(saying[1]))

    def _is_long_ago(self, trigger: Trigger) -> bool:
        """Whether there was no call for long: "they have not spoken by telephone since March"."""
        before = self.text[max(trigger.left, trigger.start - 2 * CLOSE) : trigger.end]
        after = self.text[trigger.start : min(trigger.sentence.end, trigger.end + CLOSE)]
        return bool(
            _NEGATED.search(before)
            and (_SINCE.search(after) or (self.language == "de" and _SINCE.search(before)))
        )

    def _rings(self, trigger: Trigger) -> bool:
        """Whether "called" has a person for its object, and does not say what he is."""
        if self.words.words["counterpart"].search(self.text, trigger.end, trigger.right):
            return True
        if re.search(
            r"\b(?:an?|one|some)\s(?:[\w-]+\s){1,3}$", self.text[trigger.left : trigger.start]
        ):
            return False  # "a man called Lund"
        persons = self.words.persons(trigger.end, trigger.right)
        if not persons or persons[0].start - trigger.end > 60:
            return False
        if _ASKING.search(self.text, trigger.end, persons[0].start):
            return False  # "appelé l’Iran à libérer Lund"
        return not re.match(
            r"[’']s?\s|\s?[“\"«„]|\san?\s|\sà\s(?:la|l[’']|plus|ne|\w+[ei]r\s)|\sau\s(?:calme|dialogue)",
            self.text[persons[0].end :],
        )

    def _is_remote(self, trigger: Trigger, *, busy: bool) -> bool:
        """Whether "spoke with" was surely not face to face: the words around it are of calls."""
        if self.words.outside("face", trigger.left, trigger.right):
            return False
        number = trigger.sentence.number
        around = self.article.sentences[max(0, number - 3) : number + 1]
        spans = [(s.start, s.end) for s in around]
        words = self.words.words
        told = any(
            words[k].search(self.text, *s) for s in spans for k in ("phone", "video", "ring")
        )
        calls = (match.group() for s in spans for match in words["call"].finditer(self.text, *s))
        return told or any(map(_CALLED.search, calls)) or busy or self._is_timed(trigger)

    def _is_timed(self, trigger: Trigger) -> bool:
        """Whether the next sentence begins with how long "the conversation" was, as news tells of a call,
        and no meeting is near; only where a call and a talk have one word."""
        number = trigger.sentence.number
        if self.language not in _ONE_WORD or number >= len(self.article.sentences):
            return False
        after = self.article.sentence(number + 1)
        told = self.words.words["told"].match(self.text, after.start)
        timed = durations_in(self.text, self.language, after.start, after.end)
        return bool(told and timed) and not self.words.outside("face", after.start, after.end)

    def _front(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The comma that ends "after a call with Lund, ...", as the edge of a clause."""
        persons = self.words.persons(sentence.start, sentence.end)
        if not persons or not FIRST.match(self.text, sentence.start):
            return []
        comma = self.text.find(", ", persons[0].end, sentence.end)
        calls = ("phone", "video", "call", "talk")
        told = any(self.words.outside(kind, sentence.start, persons[0].start) for kind in calls)
        return [(comma, comma + 2)] if told and comma >= 0 else []

    def _clause(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """The clause around two offsets."""
        edges = [
            match.span()
            for pattern in (self.words.words["break"], _HARD)
            for match in pattern.finditer(self.text, sentence.start, sentence.end)
            if not self.words.is_quoted(match.start())
            and not (match.group() == ":" and self.words.persons(match.end(), match.end() + 40))
        ]
        edges += [
            (match.start(), match.start(1))
            for match in _COMMA.finditer(self.text, sentence.start, sentence.end)
            if self.words.callers.says(match.group(1))
        ]
        edges += self._front(sentence)
        left = max((b for _, b in edges if b <= start), default=sentence.start)
        if len({person.name for person in self.words.persons(left, start)}) < 2:
            edges = [edge for edge in edges if not 0 <= edge[0] - end < 2]  # "the call that they"
        right = min((a for a, _ in edges if a >= end), default=sentence.end)
        return left, right
