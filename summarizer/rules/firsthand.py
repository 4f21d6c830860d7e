"""Calls told by one who was on the line: "I rang Minister Lund on Monday," said Frei.

Words in quotation marks tell of nothing else (``callwords``); here the speaker is "I", who may be left out
in many languages, and whom the words name is the other party.
"""

from __future__ import annotations

import re

from summarizer.article import Passage, Sentence
from summarizer.rules.callwords import CallWords, Kind, Trigger
from summarizer.rules.semitic import AR_SAY, HE_SAY

_KINDS: tuple[Kind, ...] = ("video", "phone", "ring", "called", "call")
_PLAIN: tuple[Kind, ...] = ("video", "phone", "ring")
_SELF = re.compile(
    r"(?<!\w)(?:I|my|j[’']|je|mon|ich|mein\w*|yo|mi|habl[eé]|llamé|conversé|tuve|mantuve|ho|mia|falei|"
    r"conversei|liguei|telefonei|tive|я|мне|мой|мені|мій)(?!\w)|(?<!\w)j[’'](?=\w)",
    re.IGNORECASE,
)
_ELIDED = re.compile(
    r"(?:(?:щойно|сегодня|только что|сьогодні|вчора|учора|вчера|זה עתה|היום|אתמול|הערב|"
    r"刚刚|刚|今天|昨天|昨晚|昨夜|今日|昨日|اليوم|للتو|قبل قليل)[\s,、，]*)?"
    r"(?:(?:по)?говори(?:в|ла|л)|розмовля(?:в|ла)|разговарива(?:л|ла)|пров[её]л|провела|провів|мав|мала|"
    r"созвонил(?:ся|ась)|поспілкува(?:вся|лася)|пообщал(?:ся|ась)|(?:за)?телефонува(?:в|ла)|позвонил[а]?|"
    r"שוחחתי|דיברתי|התקשרתי|קיימתי|تحدثت|أجريت|اتصلت|هاتفت|ناقشت|我.{0,6}?(?:同|与|和|给)|"
    r"[^。、]{2,12}(?:首相|大統領|外相|大臣|氏|主席|長官)と)",
    re.IGNORECASE,
)
"""How a passage begins in which somebody tells of his own call and leaves out "I"."""
_REACH = 60
"""How many characters before a call "I" may stand."""
_BESIDE = 40
"""How many characters before a name its title may stand."""
_NONE = re.compile(
    r"(?<!\w)(?:not|never|n[’']t|would|if|will|want|pas|jamais|nicht|nie|würde|no|nunca|si|non|mai|não|не|бы)"
    r"(?!\w)",
    re.IGNORECASE,
)


_CASELESS_SAY = {
    "ar": re.compile(rf"(?<!\w)(?:و|ف)?(?:{AR_SAY})(?!\w)|(?<!\w)(?:غرد|غردت)(?!\w)"),
    "he": re.compile(rf"(?<!\w)ו?(?:{HE_SAY})(?!\w)"),
    "zh": re.compile("说|表示|称|写道|透露|发文|發文|說"),
    "ja": re.compile("述べ|語|話|説明|明らかに|投稿|発言|コメント|表明|書"),
}


def firsthand(words: CallWords, sentence: Sentence) -> tuple[Trigger, tuple[str, str]] | None:
    """The call that somebody tells of as his own in a sentence, with its two parties by name."""
    for passage in words.article.passages:
        if not (passage.outer_start < sentence.end and sentence.start < passage.outer_end):
            continue
        trigger = _trigger(words, sentence, passage)
        if trigger is None:
            continue
        speaker = _speaker(words, sentence, passage)
        behind = [c for c in words.callers.quoted if trigger.end <= c.start < trigger.right]
        ahead = [c for c in words.callers.quoted if trigger.left <= c.start < trigger.start]
        for caller in [*behind, *ahead][:1]:
            other = _fuller(words, caller.name)
            beside = words.text[max(trigger.left, caller.start - _BESIDE) : caller.start]
            titled = other and (words.callers.titled(other) or words.callers.role.search(beside))
            if speaker and other and other != speaker and titled:
                return trigger, (speaker, other)
    return None


def readout(words: CallWords, sentence: Sentence) -> tuple[Trigger, tuple[str, ...]] | None:
    """The call that quoted words tell of as a reporter would, as a statement does: "President Lund spoke
    by phone with Premier Frei"."""
    for passage in words.article.passages:
        left, right = max(passage.start, sentence.start), min(passage.end, sentence.end)
        if left >= right or _SELF.search(words.text, left, right):
            continue
        named = [c for c in words.callers.quoted if left <= c.start < right]
        parties = tuple(dict.fromkeys(name for c in named if (name := _fuller(words, c.name))))
        if len(parties) != 2 or not all(map(words.callers.titled, parties)):
            continue
        for kind in _PLAIN:
            for match in words.words[kind].finditer(words.text, left, right):
                before = words.text[max(left, match.start() - _REACH) : match.start()]
                if not _NONE.search(before):
                    return Trigger(kind, *match.span(), left, right, sentence), parties
    return None


def _speaker(words: CallWords, sentence: Sentence, passage: Passage) -> str | None:
    """Who stands beside a passage with a verb of saying, behind it or else before it."""
    text = words.text
    for caller in words.persons(passage.outer_end, sentence.end)[:1]:
        near = text[passage.outer_end : caller.start] + text[caller.end : caller.end + 20]
        if caller.start - passage.outer_end < _REACH and _says(words, near):
            return caller.name
    for caller in words.persons(sentence.start, passage.outer_start)[-1:]:
        told = caller.end if words.callers.is_cased else sentence.start
        if _says(words, text[told : passage.outer_start]):
            return caller.name
    return None


def _says(words: CallWords, near: str) -> bool:
    caseless = _CASELESS_SAY.get(words.language)
    if caseless:
        return bool(caseless.search(near))
    return any(words.callers.says(word) for word in re.findall(r"[^\W\d_]+", near))


def _fuller(words: CallWords, name: str) -> str | None:
    """The name of two words or more that one of a single word is part of, or None where there is none."""
    if " " in name or not words.callers.is_cased:
        return name
    fits = {c.name for c in words.callers.persons if name in c.name.split()}
    return next(iter(fits)) if len(fits) == 1 else None


def _trigger(words: CallWords, sentence: Sentence, passage: Passage) -> Trigger | None:
    """Words on a call behind "I" in a passage, where nothing there says that there was none."""
    left, right = max(passage.start, sentence.start), min(passage.end, sentence.end)
    elided = _ELIDED.match(words.text, left, right)
    for kind in _KINDS:
        for match in words.words[kind].finditer(words.text, left, right):
            before = words.text[max(left, match.start() - _REACH) : match.start()]
            own = _SELF.search(before) or (elided and elided.end() <= match.end())
            if own and not _NONE.search(before):
                return Trigger(kind, match.start(), match.end(), left, right, sentence)
    return None
