"""Sequels: sentences that go on about a call without naming its parties again.

"It lasted an hour", "Moscow called it off", "the premier joined them": each belongs to the call being told,
or completes one whose parties were yet to be named.
"""

from __future__ import annotations

import re

from summarizer.article import Sentence
from summarizer.language import SPACELESS
from summarizer.records import CallStatus
from summarizer.rules.calls_told import NEAR, CallsTold, Told, span
from summarizer.rules.callwords import Trigger
from summarizer.rules.durations import durations_in
from summarizer.rules.states import AHEAD

_OTHERWISE = ("phone", "video", "ring", "called", "call", "talk", "not", "face")
"""Words of a sentence that tells of another call, or of none."""
_EARLIER = re.compile(
    r"(?<!\w)(?:an? (?:earlier|previous|first)|une? (?:premi(?:er|ère)|précédente?)|ein(?:e|en)? "
    r"(?:früher|erst|ursprünglich|zunächst|zuvor)\w*|une? (?:\w+ ){1,3}(?:antérieure?|précédente?)|"
    r"una? (?:primer[ao]?|prim[ao]|precedente)|una? (?:\w+ ){1,3}(?:anterior|previa|precedente)|"
    r"uma? (?:primeir[ao]|(?:\w+ ){1,3}anterior)|(?:предыдущ|первонач|более ранн|прежн)\w+|"
    r"(?:попередн|перш|раніш)\w+)(?!\w)|سابقة?|(?:קודמת|מוקדמת)(?!\w)|此前|早些时候|以前の|先に",
    re.IGNORECASE,
)
"""What says of a call, not told of yet, that it was to be before this one."""
_BEFORE = 45
"""How many characters such words may stand from the words on a call."""
_CLAUSE = 13
"""Fewer words than these has a clause that says in short who wanted a call."""
_SENTENCE = 7
"""Fewer words than these has a sentence that denies a call without naming it."""


class Sequels:
    """What the sentences of one article say of calls told before them."""

    def __init__(self, calls: CallsTold) -> None:
        self.calls = calls
        self.words = calls.words
        self.article = calls.article
        self.text = calls.text
        self.states = calls.states
        self.initiators = calls.initiators

    def attach(self, sentence: Sentence, trigger: Trigger | None) -> None:
        """Words on a call that name nobody: of the one being told, or else of the next one."""
        last = self._meant(sentence)
        near = NEAR if len(self.calls.all) > 1 else 2 * NEAR
        if last is None or sentence.paragraph - last.paragraph > near:
            if trigger is not None and last is None:
                self.calls.pending.append(sentence)
                self.calls.unnamed = self.states.of(trigger, self.calls.ahead)
            return
        if sentence.number in last.sentences or self._earlier(last, sentence, trigger):
            return
        if trigger is not None:
            if last.medium == "unspecified":
                last.medium = self.calls.medium(trigger)
            if last.status == "proposed" and self.states.of(trigger, self.calls.ahead) == "held":
                last.status = "held"
        if trigger is not None and trigger.kind == "back" and last.status in AHEAD:
            last.status = "held"
        last.status = self.states.later(sentence) or last.status
        last.sentences.append(sentence.number)
        last.paragraph = max(last.paragraph, sentence.paragraph)
        self.calls.describe(last, sentence, trigger)

    def _earlier(self, last: Told, sentence: Sentence, trigger: Trigger | None) -> bool:
        """Take down another call of the same parties that came to nothing: "An earlier call was called
        off"."""
        if trigger is None or last.status != "held":
            return False
        start = max(sentence.start, trigger.start - _BEFORE)
        if not _EARLIER.search(self.text, start, min(sentence.end, trigger.end + _BEFORE)):
            return False
        status = self.states.of(trigger, self.calls.ahead)
        if status != "cancelled":
            return False
        medium, date = self.calls.medium(trigger), self.calls.date(trigger)
        told = Told(last.parties, status, medium, sentence.paragraph, False, date)
        self.calls.add(told, sentence, trigger)
        return True

    def _meant(self, sentence: Sentence) -> Told | None:
        """The call that a sentence goes on about: of those told in one sentence before, the one whose
        parties it names."""
        last = self.calls.last
        named = {c.name for c in self.words.persons(*span(sentence))} & {
            name for told in self.calls.all for name in told.parties
        }
        if last is None or not named or named & set(last.parties[1:]):
            return last
        fits = [t for t in self.calls.all if t.sentences[-1] == last.sentences[-1]]
        return next((t for t in fits if named & set(t.parties[1:])), last)

    def go_on(self, sentence: Sentence) -> None:
        """A sentence without a call of its own may go on about the one being told."""
        if self._join(sentence) or self._scene(sentence):
            return
        last = self.calls.last
        here = span(sentence)
        telling = self.words.outside("told", *here)
        if last is None:
            if telling and self.states.later(sentence):
                self.calls.pending.append(sentence)
            return
        follows = sentence.number - max(last.sentences) == 1
        if follows and self.words.outside("two", *here):
            telling = telling or bool(durations_in(self.text, self.article.language, *here))
        if follows and last.initiator is None and self.words.outside("told", *here, quoted=True):
            self._wished(last, sentence)
        if telling and self.words.outside("again", *here):
            if not self._repeat(last, sentence):
                self.calls.another = sentence.number
            return
        denied = follows and self._denies(sentence)
        if follows and last.status == "held" and sentence.number > 1:
            report = self.article.sentence(sentence.number - 1)
            denied = denied or self.states.is_refuted(report, sentence)
        off = follows and self._falls(last, sentence)
        begun = re.split("[,:;，、]", self.text[sentence.start : sentence.end])[0]
        wished = (
            follows
            and self._length(begun) < _CLAUSE
            and self.initiators.of(last.parties, sentence, None) in last.parties
        )
        if self._is_apart(last, sentence):
            return
        if telling or denied or off or wished or self.words.outside("back", *here):
            self.attach(sentence, None)
            if denied:
                last.status = "denied"

    def _is_apart(self, last: Told, sentence: Sentence) -> bool:
        """Whether a heading stands between a call to come and a sentence."""
        between = range(max(last.sentences) + 1, sentence.number)
        heads = (self.calls.is_heading(self.article.sentence(number)) for number in between)
        return last.status in AHEAD and any(heads)

    def _wished(self, last: Told, sentence: Sentence) -> None:
        """Take down who wanted the call, where he was on the line."""
        wanted = self.initiators.of(last.parties, sentence, None)
        last.initiator = wanted if wanted in last.parties else None

    def _denies(self, sentence: Sentence) -> bool:
        """Whether a sentence says that the call of the one before never was; a short one needs not name
        it."""
        if self._length(self.text[sentence.start : sentence.end]) < _SENTENCE:
            return self.words.outside("denied", *span(sentence))
        return self.states.later(sentence) == "denied"

    def _falls(self, last: Told, sentence: Sentence) -> bool:
        """Whether a sentence says that the call of the one before was called off or moved; take it down."""
        ahead = last.status in (*AHEAD, "cancelled")
        fallen = self.states.fallen(*span(sentence)) if ahead else None
        if fallen:
            last.status = fallen
            return True
        dropped = self.states.is_dropped(sentence)
        if dropped and last.status in ("held", *AHEAD):
            last.status = "cancelled"
        return dropped

    def _repeat(self, last: Told, sentence: Sentence) -> bool:
        """Take down another call of the same parties, where a sentence begins with it and gives its day:
        "The second conversation took place on Monday"."""
        again = self.words.words["again"].search(self.text, sentence.start, sentence.start + 25)
        day = self.words.words["day"].search(self.text, *span(sentence))
        noun = again and self.words.words["told"].match(self.text, again.end() + 1)
        if not noun or not day or not day.group() or last.status != "held":
            return False
        ahead = any(self.words.outside(key, *span(sentence)) for key in ("planned", "due"))
        status: CallStatus = "planned" if ahead else "held"
        date = self.article.excerpt(*day.span())
        told = Told(last.parties, status, last.medium, sentence.paragraph, False, date)
        told.sentences.append(sentence.number)
        self.calls.all.append(told)
        self.calls.describe(told, sentence, None)
        return True

    def _length(self, words: str) -> int:
        """How many words there are, two signs being one where no spaces are written."""
        return len(words) // 2 if self.article.language in SPACELESS else len(words.split())

    def _join(self, sentence: Sentence) -> bool:
        """Take down those who "took part" in the call of the sentences before."""
        persons = tuple(
            dict.fromkeys(
                c.name for c in self.words.persons(*span(sentence)) if not self.words.is_place(c)
            )
        )
        if not persons or not self.words.outside("joined", *span(sentence)):
            return False
        last = self.calls.last
        if last and last.joined and sentence.number - max(last.sentences) == 1:
            last.parties = tuple(dict.fromkeys((*last.parties, *persons)))
            last.sentences.append(sentence.number)
            return True
        new = [name for name in persons if last and name not in last.parties]
        beside = last and len(new) == 1 and sentence.number - max(last.sentences) == 1
        chairs = beside and self.words.outside("told", *span(sentence))
        if last and chairs and self.words.callers.titled(new[0]):
            last.parties = (*last.parties, new[0])
            last.sentences.append(sentence.number)
            return True
        if (
            len(persons) < 2
            or not self.calls.pending
            or sentence.number - self.calls.pending[-1].number > 2
        ):
            return False
        told = Told(
            persons, self.calls.unnamed, "unspecified", sentence.paragraph, False, None, joined=True
        )
        self.calls.add(told, sentence, None)
        return True

    def _scene(self, sentence: Sentence) -> bool:
        """Take down the call of a beginning that names its parties one sentence after the other: "The
        telephone rang in Oslo. It was Ada Lund. She asked Per Dahl"; or first by their countries."""
        last = self.calls.last
        nations = last is not None and self.calls.persons.isdisjoint(last.parties)
        begun = last.sentences if last and nations else []
        begun = begun if self.calls.all else [one.number for one in self.calls.pending]
        near = [number for number in begun if sentence.number - number <= NEAR]
        if not near or any(self.words.outside(key, *span(sentence)) for key in _OTHERWISE):
            return False
        begin = self.article.sentence(min(near)).start
        found = [c for c in self.words.persons(begin, sentence.end) if not self.words.is_place(c)]
        named = tuple(dict.fromkeys(c.name for c in found))[:2]
        if len(named) < 2:
            return False
        if last is not None:
            last.parties = named
            last.sentences.append(sentence.number)
            return True
        told = Told(named, self.calls.unnamed, "unspecified", sentence.paragraph, False, None)
        self.calls.add(told, sentence, None)
        return True
