"""Calls that an article tells of, found by rules: candidates to be confirmed or kept.

A sentence tells of a call by its words ("by telephone", "rang", "eine Videokonferenz": ``callwords``);
who was on the line stands in the same clause (``parties``). Which call a telling is of is the matter of
``calls_told``; what is told of it later ("it lasted an hour") that of ``sequels``.
"""

from __future__ import annotations

import re

from summarizer.article import Sentence
from summarizer.names import Names
from summarizer.rules.callers import Caller
from summarizer.rules.calls_told import CallCandidate, CallsTold, span
from summarizer.rules.callwords import FIRST, CallWords, Trigger, is_known
from summarizer.rules.firsthand import firsthand, readout
from summarizer.rules.parties import Parties
from summarizer.rules.sequels import Sequels
from summarizer.rules.standins import Before
from summarizer.rules.states import AHEAD
from summarizer.rules.triggers import Triggers

__all__ = ["CallCandidate", "call_candidates"]

_SEVERAL = re.compile(r"\w(?:aron|ieron|aram|eram|arono)(?!\w)|(?:hanno|si sono) \w+(?!\w)")
"""Verbs of what more than one did."""


def call_candidates(names: Names) -> tuple[CallCandidate, ...]:
    """The calls that the article of ``names`` tells of, in its order; none in a language that
    ``calling.toml`` does not have."""
    if not is_known(names.article.language):
        return ()
    return _Reading(names).candidates()


class _Reading:
    """One reading of an article, from its first sentence to its last."""

    def __init__(self, names: Names) -> None:
        self.article = names.article
        self.text = names.article.text
        self.words = CallWords(names)
        self.triggers = Triggers(self.words)
        self.parties = Parties(self.words)
        self.calls = CallsTold(self.words)
        self.sequels = Sequels(self.calls)
        self.subject: str | None = None
        self.busy = False  # whether the article says that it is about a round of calls
        self.main: str | None = None  # who held that round

    def candidates(self) -> tuple[CallCandidate, ...]:
        """Read the article; what is no call between parties falls away."""
        for sentence in self.article.sentences:
            before = len(self.calls.all), [len(told.sentences) for told in self.calls.all]
            self.calls.ahead = None
            known = frozenset(name for told in self.calls.all for name in told.parties)
            self._take_round(sentence)
            busy = len(self.calls.all) > 2 or self.busy
            for trigger in self.triggers.of(sentence, busy=busy, known=known):
                self._tell(trigger)
            if (len(self.calls.all), [len(told.sentences) for told in self.calls.all]) == before:
                own = firsthand(self.words, sentence) or readout(self.words, sentence)
                if own:
                    self.calls.merge(*own, False)
                elif not (self.calls.all and self.calls.is_heading(sentence)):
                    self.sequels.go_on(sentence)
            persons = self.words.persons(sentence.start, sentence.end)
            if persons:
                self.subject = self._main(sentence, persons[0]) or persons[0].name
        self.calls.settle()
        return tuple(self.calls.candidate(told) for told in self.calls.all)

    def _take_round(self, sentence: Sentence) -> None:
        """Note who "spent the day on the telephone" or held "a series of calls"."""
        if not self.words.outside("round", *span(sentence)):
            return
        self.busy = True
        persons = self.words.persons(*span(sentence))
        self.main = self.main or (persons[0].name if persons else None)

    def _main(self, sentence: Sentence, first: Caller) -> str | None:
        """Whom a sentence is about that does not begin with a name: "he", as before, or who was on the
        line in a call before, too."""
        opening = self.words.callers.pronouns(sentence.start, min(first.start, sentence.start + 8))
        gender = self.words.callers.gender(self.subject) if self.subject else None
        if any(gender in (None, pronoun.kind) for pronoun in opening):
            return self.subject
        last = self.calls.last
        if last is None or sentence.number not in last.sentences:
            return None
        if FIRST.match(self.text, sentence.start) and len(last.parties) == 2:
            return last.parties[1]
        others = {name for told in self.calls.all[:-1] for name in told.parties}
        named = {c.name for c in self.words.persons(*span(sentence))}
        if named.issuperset(last.parties):
            return None
        common = [name for name in last.parties if name in others]
        return common[0] if len(common) == 1 else None

    def _tell(self, trigger: Trigger) -> None:
        last = self.calls.last
        before = Before(
            last.parties if last else (),
            last.paragraph if last else 0,
            self.subject,
            tuple(told.parties for told in self.calls.all),
            last.sentences[-1] if last else 0,
            self.main,
        )
        groups, sure = self.parties.of(trigger, before)
        if not groups:
            status = self.calls.states.of(trigger, self.calls.ahead)
            self.calls.ahead = status if status in AHEAD else None
            if self.parties.standins.is_unnamed(trigger):
                self.calls.pending, self.calls.unnamed = [trigger.sentence], status
                return
            if self.calls.is_heading(trigger.sentence):
                self.calls.pending = [trigger.sentence]
                return
            pair = self._own(trigger)
            if pair:
                self.calls.merge(trigger, pair, False)
                return
            self.sequels.attach(trigger.sentence, trigger)
            return
        for group in groups:
            if self.calls.is_heading(trigger.sentence) and not self.calls.persons.issuperset(group):
                self.calls.pending = [trigger.sentence]  # the text below tells who
            else:
                self.calls.merge(trigger, group, sure)

    def _own(self, trigger: Trigger) -> tuple[str, ...] | None:
        """The two whom a sentence with words on a call names by itself, if neither was on the line before:
        it does not go on about that call."""
        persons = self.parties.named(trigger)
        last = self.calls.last
        if last is None and not persons and trigger.kind in ("phone", "video"):
            return self._just_named(trigger)
        if self.main and last and len(persons) == 1 and persons[0] not in last.parties:
            persons = (self.main, *persons) if self.main not in persons else persons
            return persons if len(persons) == 2 and trigger.kind in ("phone", "video") else None
        if len(persons) != 2 or trigger.kind not in ("phone", "video", "ring", "call"):
            return None
        return persons if last is None or not set(persons) & set(last.parties) else None

    def _just_named(self, trigger: Trigger) -> tuple[str, ...] | None:
        """The two of the sentence before, where a verb of several has no subject: "Hablaron ayer"."""
        number = trigger.sentence.number
        if self.article.language not in ("es", "it", "pt") or number < 2:
            return None
        before = self.article.sentence(number - 1)
        named = self.parties.named(trigger._replace(sentence=before))
        verb = _SEVERAL.search(self.text, trigger.sentence.start, trigger.end)
        return named if verb and len(named) == 2 else None
