"""The words by which news tells of a call, and the clause that they stand in.

``calling.toml`` has them, one table a language. What stands in quotation marks is somebody's own words
and tells of nothing, other than "they agreed to speak by telephone".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from summarizer.article import Sentence
from summarizer.countries import country_in
from summarizer.language import SPACELESS
from summarizer.names import Names
from summarizer.rules.callers import Caller, Callers
from summarizer.rules.cast import PROCLITICS
from summarizer.rules.durations import Length, durations_in, says_when

Kind = Literal["video", "phone", "ring", "called", "back", "call", "talk", "resume"]
CLOSE = 25
"""How many characters before a call may stand what makes it none: "tells reporters by telephone"."""
_KINDS: tuple[Kind, ...] = ("video", "phone", "back", "ring", "called", "call", "talk", "resume")
_OPTIONAL = ("due", "moved", "it", "resume", "future", "round")
"""What a language may lack in ``calling.toml``."""
_NOTHING = re.compile("(?!)")
_PLATFORM = r"(?:Zoom|Skype|FaceTime|Webex|(?:Microsoft|MS|a) Teams)(?:[ -]calls?|[ -]meeting)?"
_COMMON = frozenset(
    """
    telef video colle homol omolo count conve collo gespr presi minis prime premi gover gobie gouve regie
    kanzl canci chanc state estad forei secre
    """.split()
)
"""How words begin that stand beside many names."""
_ASKED = re.compile(r"(?<!\w)(?:whether|ob|чи)(?!\w)", re.IGNORECASE)
FIRST = re.compile(
    r"(?:shortly |hours |soon )?(?:after|before|following)\s|(?:juste )?(?:après|avant)\s|"
    r"nach\s|vor\s|nachdem\s|tras\s|después de|antes de|dopo\s|prima di|após\s|depois de|"
    r"после\s|перед\s|після\s",
    re.IGNORECASE,
)
"""How a sentence begins with "after a call with Lund, ...": its subject stands behind the comma."""
_LASTED = re.compile(
    r"(?<!\w)(?:last(?:ed|ing)|went on|duré|durant|dauerte|gedauert|duró|durat[ao]|durou|длил\w+|тривала)"
    r"(?:\s\S+){0,3}\s?$"
)
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
_HARD = re.compile("[;:：；]")
_COMMA = re.compile(r",\s+(?:(?:a|ont|avait|ha|han|hanno|había|so|wie)\s+)?([^\W\d_]+)")


class Trigger(NamedTuple):
    """Words that tell of a call (``start`` to ``end``), and the clause they stand in (``left`` to
    ``right``); offsets into the text."""

    kind: Kind
    start: int
    end: int
    left: int
    right: int
    sentence: Sentence


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        files("summarizer.rules").joinpath("calling.toml").read_text(encoding="utf-8")
    )


@lru_cache
def _lexicon(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a language by their names, or nothing for a language without a table."""
    before, after = ("", "") if language in SPACELESS else (r"(?<!\w)", r"(?!\w)")
    if language in ("ar", "he"):
        before = rf"(?<!\w){PROCLITICS}"
    found = {}
    table = _tables().get(language, {})
    for key, pattern in table.items():
        if key == "call" and "loose" in table:
            pattern = f"{pattern}|{table['loose']}"
        loose = pattern.replace("[ -]", r"[\s-]").replace(" ", r"\s+")
        if key == "video":
            loose += f"|{_PLATFORM}"
        start = rf"(?:{before}|(?=[,’']))" if key in ("break", "wish_before") else before
        end = "" if key == "wish_after" else after  # "à la demande d’Alger"
        found[key] = re.compile(rf"{start}(?:{loose}){end}", re.IGNORECASE)
    return dict.fromkeys(_OPTIONAL, _NOTHING) | found


def is_known(language: str) -> bool:
    """Whether ``calling.toml`` has a language (ISO 639-1)."""
    return language in _tables()


class CallWords:
    """The words of calls in one article, and who is named around them."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.article = names.article
        self.text = names.article.text
        self.language = names.article.language
        self.words = _lexicon(self.language)
        role = _tables()[self.language]["role"].replace(" ", r"\s+")
        self.callers = Callers(names, role, self.words["day"])

    def outside(self, key: str, start: int, end: int, *, quoted: bool = False) -> bool:
        """Whether words of a kind stand between two offsets outside quotation marks, or anywhere."""
        return any(
            quoted or not self.is_quoted(match.start())
            for match in self.words[key].finditer(self.text, start, end)
        )

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies in quotation marks."""
        return any(p.outer_start <= at < p.outer_end for p in self.article.passages)

    def persons(self, start: int, end: int) -> list[Caller]:
        """The persons named between two offsets."""
        return [c for c in self.callers.persons if start <= c.start and c.end <= end]

    def is_place(self, caller: Caller) -> bool:
        """Whether "in", "from" or the like stands directly before a name."""
        before = self.text[max(0, caller.start - 20) : caller.start]
        return any(not before[m.end() :].strip() for m in self.words["at"].finditer(before))

    def akin(self, parties: tuple[str, ...], words: str, at: int = -1) -> str | None:
        """The one party near whose name a word stands that begins as one of these does: "the
        Brazilian government" is that of "her Brazilian colleague, Ana Prado"."""
        if not self.callers.is_cased:
            code = country_in(words, self.language)
            held = [name for name in parties if code and self.callers.country(name) == code]
            return held[0] if len(held) == 1 else None
        stems = {word.lower()[:5] for word in re.findall(r"[^\W\d_]{5,}", words)} - _COMMON
        fits = []
        for name in parties:
            party = self.names.party(name)
            if party is None or party.span.start - 45 <= at < party.span.start:
                continue  # these words themselves
            around = self.text[max(0, party.span.start - 45) : party.span.start]
            if stems & {word.lower()[:5] for word in re.findall(r"[^\W\d_]{5,}", around)}:
                fits.append(name)
        return fits[0] if len(fits) == 1 else None

    def length(self, sentence: Sentence, trigger: Trigger | None) -> Length | None:
        """How long the call lasted, as a sentence says in the clause of ``trigger`` or beside "it" and
        "the two"; "after six hours at sea" and "within 72 hours" say when."""
        for found in durations_in(self.text, self.language, sentence.start, sentence.end):
            if self.is_quoted(found.start):
                continue
            behind = (found.end, min(sentence.end, found.end + 25))
            if says_when(self.text, self.language, found.start) and not any(
                self.outside(key, *behind) for key in ("phone", "video", "call", "told")
            ):
                continue
            near = (max(sentence.start, found.start - 60), found.start)
            marks: tuple[str, ...] = ("told", "two")
            if trigger is None:
                near, marks = (sentence.start, behind[1]), (*marks, "phone", "video")
            if (
                (trigger is not None and trigger.left <= found.start < trigger.right + 4)
                or (trigger is not None and _LASTED.search(self.text, trigger.end, found.start))
                or any(self.outside(key, *near) for key in marks)
                or any(self.outside(key, *behind) for key in ("phone", "video", "told"))
            ):
                return found
        return None

    def triggers(
        self, sentence: Sentence, *, busy: bool, known: frozenset[str] = frozenset()
    ) -> Iterator[Trigger]:
        """Where a sentence tells of a call. ``busy`` says that the article is one of many calls, in
        which "spoke with" tells of one, too; "is to speak with" does where one is ``known`` to have been
        on the line."""
        found: list[Trigger] = []
        for kind in _KINDS:
            for match in self.words[kind].finditer(self.text, sentence.start, sentence.end):
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
            persons = {c.name for c in self.persons(trigger.left, trigger.right)}
            ahead = self.outside("planned", trigger.left, trigger.start) and not known.isdisjoint(
                persons
            )
            if not self._is_none(trigger, busy=busy or ahead):
                yield trigger

    def _is_own(self, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether words in quotation marks speak of "I" and "we", or of another call than the
        reporter's: only "they agreed to speak by telephone" tells as a reporter does."""
        if not self.is_quoted(match.start()):
            return False
        before = self.text[max(sentence.start, match.start() - 60) : match.start()]
        return not self.words["two"].search(before.rsplit(".", 1)[-1])

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
        if self.outside("unanswered", start, end):
            return True
        if _ASKED.search(self.text, start, trigger.start):
            return True
        if self._is_refused(trigger) or self._is_long_ago(trigger):
            return True
        if trigger.kind == "resume":
            return self.outside("face", start, end) or not self.outside("day", start, end)
        loose = self.words.get("loose") if trigger.kind == "call" else None
        off = self.language in ("ru", "uk") and self.outside("cancelled", start, end)
        if trigger.kind == "talk" or (loose and not off and loose.match(self.text, trigger.start)):
            return not (self._is_remote(trigger, busy=busy))
        return trigger.kind == "called" and not self._rings(trigger)

    def _is_refused(self, trigger: Trigger) -> bool:
        """Whether words close to a call say that it was with the press, or none at all; "told Lund by
        telephone" is one, "told the agency by telephone" is not."""
        near = max(trigger.left, trigger.start - CLOSE), trigger.right
        return any(
            not self.is_quoted(match.start())
            and not (match.group().startswith("told") and self.persons(*match.span()))
            for match in self.words["not"].finditer(self.text, *near)
        )

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
        if self.words["counterpart"].search(self.text, trigger.end, trigger.right):
            return True
        if re.search(
            r"\b(?:an?|one|some)\s(?:[\w-]+\s){1,3}$", self.text[trigger.left : trigger.start]
        ):
            return False  # "a man called Lund"
        persons = self.persons(trigger.end, trigger.right)
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
        if self.outside("face", trigger.sentence.start, trigger.sentence.end):
            return False
        number = trigger.sentence.number
        around = self.article.sentences[max(0, number - 3) : number + 1]
        if any(
            self.words[kind].search(self.text, s.start, s.end)
            for s in around
            for kind in ("phone", "video", "ring")
        ):
            return True
        if any(
            _CALLED.search(match.group())
            for s in around
            for match in self.words["call"].finditer(self.text, s.start, s.end)
        ):
            return True
        return busy or self._is_timed(trigger)

    def _is_timed(self, trigger: Trigger) -> bool:
        """Whether the next sentence begins with how long "the conversation" was, as news tells of a call,
        and no meeting is near; only where a call and a talk have one word."""
        number = trigger.sentence.number
        if self.language not in _ONE_WORD or number >= len(self.article.sentences):
            return False
        after = self.article.sentence(number + 1)
        told = self.words["told"].match(self.text, after.start)
        timed = durations_in(self.text, self.language, after.start, after.end)
        return bool(told and timed) and not self.outside("face", after.start, after.end)

    def _front(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The comma that ends "after a call with Lund, ...", as the edge of a clause."""
        persons = self.persons(sentence.start, sentence.end)
        if not persons or not FIRST.match(self.text, sentence.start):
            return []
        comma = self.text.find(", ", persons[0].end, sentence.end)
        calls = ("phone", "video", "call", "talk")
        told = any(self.outside(kind, sentence.start, persons[0].start) for kind in calls)
        return [(comma, comma + 2)] if told and comma >= 0 else []

    def _clause(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """The clause around two offsets."""
        edges = [
            match.span()
            for pattern in (self.words["break"], _HARD)
            for match in pattern.finditer(self.text, sentence.start, sentence.end)
            if not self.is_quoted(match.start())
            and not (match.group() == ":" and self.persons(match.end(), match.end() + 40))
        ]
        edges += [
            (match.start(), match.start(1))
            for match in _COMMA.finditer(self.text, sentence.start, sentence.end)
            if self.callers.says(match.group(1))
        ]
        edges += self._front(sentence)
        left = max((b for _, b in edges if b <= start), default=sentence.start)
        if len({person.name for person in self.persons(left, start)}) < 2:
            edges = [edge for edge in edges if not 0 <= edge[0] - end < 2]  # "the call that they"
        right = min((a for a, _ in edges if a >= end), default=sentence.end)
        return left, right
