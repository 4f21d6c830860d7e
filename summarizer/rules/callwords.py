"""The words by which news tells of a call, and who is named around them.

``calling.toml`` has them, one table a language.
"""

from __future__ import annotations

import re
import tomllib
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
