"""Subjects: who stands as the subject of a word that asks, in the grammars that differ most.

German has its subject behind the verb where something else leads; in Russian and Ukrainian all that stands
before a verb may be one noun phrase; a relative clause is about the person before it.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_words import AskingWords, Trigger
from summarizer.rules.clauses import Clauses
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import ENDS, nominative
from summarizer.rules.referents import Referents
from summarizer.rules.tokens import PRONOUNS

_ACTORS = ("person", "name", "head", "he", "she", "it", "they")
_NOMINAL = ("word", "name", "head", "person", "quote", "own")
_WHO = re.compile(
    r"who|qui|quien|il quale|la quale|che|quem|der|die|котор(?:ый|ая|ые)|який|яка|які"
)
_THAT_ONE = re.compile("тот|та|той")
_LEADING = re.compile(
    r"wie|nachdem|obwohl|weil|als|während|wenn|bevor|da|falls|sobald|seit|ehe|indem|obgleich"
)


class Subjects:
    """The subject of one word that asks, by the grammar of its language."""

    def __init__(
        self,
        referents: Referents,
        asking: AskingWords,
        clauses: Clauses,
        trigger: Trigger,
        at: int,
        sentence: int,
        speaker: tuple[Party, ...],
    ) -> None:
        self.clauses, self.trigger, self.at = clauses, trigger, at
        self.asking, self.text = asking, clauses.text
        self.language, self.referents = asking.language, referents
        self.tokens, self.sentence, self.speaker = clauses.tokens, sentence, speaker
        self.begin = clauses.begins[sentence]
        self.end = at
        while self.end < len(self.tokens) and self.tokens[self.end].sentence == sentence:
            self.end += 1
        self.behind = at
        while self.behind < self.end and self.tokens[self.behind].start < trigger.end:
            self.behind += 1

    def _is_clitic(self, phrase: Phrase) -> bool:
        """Whether a phrase is a pronoun that can only be an object, in a Romance language."""
        token = self.tokens[phrase.start]
        if self.language not in ("es", "it", "pt") or phrase.end - phrase.start > 1:
            return False
        return token.kind not in PRONOUNS and any(
            self.asking.patterns[kind].fullmatch(token.low) for kind in ("he", "she", "they")
        )

    def _joined_verb(self, at: int) -> Phrase | None:
        """The subject of the sentence, for a verb that "and" joins to the one before it: "X warnt Y und
        | fordert", "X ha telefonato a Y, e gli | ha chiesto"."""
        if self.language == "en":
            return None
        k = at - 1
        while k > self.begin and (
            self.tokens[k].kind == "aux"
            or self._is_clitic(Phrase(k, k + 1))
            or self.tokens[k].low.rstrip("'’") in ("lui", "leur", "l", "l'", "le", "les")
        ):
            k -= 1
        first = self.clauses.first(self.begin, k) if self.tokens[k].kind == "and" else None
        if first is None or first.start > self.begin + 1 or not self._is_actor(first):
            return None
        return nominative(self.tokens, first) if self.language == "de" else first

    def _antecedent_person(self, at: int) -> Phrase | None:
        """The person whom a relative clause is about, where its pronoun is the subject: "X, who urged"."""
        k = at - 1
        while k > self.begin and (self._is_between(k) or self._is_clitic(Phrase(k, k + 1))):
            k -= 1
        if k - 1 < self.begin or not _WHO.fullmatch(self.tokens[k].low):
            return None
        k -= 2 if self.tokens[k - 1].kind == "comma" and k - 2 >= self.begin else 1
        return Phrase(k, k + 1) if self.tokens[k].kind == "person" else None

    def _slavic(self, at: int) -> Phrase | None:
        """The name right before a Russian or Ukrainian verb, "Голова місії в Києві | X", or all that
        stands before the verb, if that is one noun phrase: "Союз фермеров Туркестанской области"."""
        if self.language not in ("ru", "uk"):
            return None
        end = at
        while end > self.begin and self._is_between(end - 1):
            end -= 1
        start = end
        while start > self.begin and self.tokens[start - 1].kind in _NOMINAL:
            start -= 1
        while start < end and self._is_between(start):
            start += 1
        last = self.tokens[end - 1] if end > start else None
        if last is not None and _THAT_ONE.fullmatch(last.low):
            return Phrase(end - 1, end)  # "и тот попросил"
        if last is None or end - start < 2:
            return None
        female = re.search(r"(?:ла|лась|лася|[єе]|[єеую]ть?|[ія]ть)$", self.tokens[at].low)
        if last.kind == "person" and " " in last.low:
            oblique = re.search(r"(?:[аяуюые]|ого|ої|ой|ом|ым|им)$", last.low) and not female
            return None if oblique else Phrase(end - 1, end)
        kinds = {token.kind for token in self.tokens[start:end]}
        free = start == self.begin or self.tokens[start - 1].kind in (*ENDS, "comma", "rel")
        whole = free and ("head" in kinds or start == self.begin) and end - start < 7
        return Phrase(start, end) if whole else None

    def _is_between(self, i: int) -> bool:
        """Whether a token may part a subject from its verb."""
        token = self.tokens[i]
        adverb = self.asking.patterns["skip"].fullmatch(token.low) is not None
        return (
            token.kind == "aux" or adverb or token.low in ("не", "уже", "вже", "и", "і", "й", "та")
        )

    def _german(self, at: int) -> Phrase | None:
        """The subject of a German clause: before the verb, or first behind it or its auxiliary."""
        joined = self._joined_verb(at)
        if joined is not None:
            return joined
        start = at
        while start > self.begin and not self._is_edge(start - 1):
            start -= 1
        while (
            start < at
            and self.tokens[start].kind != "prep"
            and self.asking.patterns["skip"].fullmatch(self.tokens[start].low)
        ):
            start += 1  # "Dabei verlangte sie"
        if self.tokens[start].kind == "prep":  # "In dem Gespräch mit Y habe | X"
            finite = next((k for k in range(start, at) if self.tokens[k].kind == "aux"), at)
            start = finite + 1 if self.clauses.first(finite + 1, at) else start
        phrase = self.clauses.first(start, at)
        if phrase is not None:
            return self._without_source(nominative(self.tokens, phrase))
        lead = self.tokens[self.begin]  # "In einem Video, das ..., verlangt X"
        led = (
            lead.kind in ("prep", "rel")
            or _LEADING.fullmatch(lead.low)
            or self.asking.patterns["skip"].fullmatch(lead.low)
        )
        if at > start or start == self.begin or led:
            behind = self.clauses.first(at + 1, min(at + 12, self.end))
            if behind is not None:
                return self._without_source(nominative(self.tokens, behind))
        if start > self.begin and self.tokens[start - 1].kind == "comma":
            return self.clauses.before(at, self.begin)
        return None

    def _is_edge(self, i: int) -> bool:
        """Whether a clause ends with a token; a hyphen within a word ends none: "30-minütig"."""
        token = self.tokens[i]
        hyphen = token.kind == "dash" and i > 0 and self.tokens[i - 1].end == token.start
        return token.kind in (*ENDS, "comma", "quote") and not hyphen

    def _without_source(self, phrase: Phrase) -> Phrase:
        """A German subject without those of whom something is demanded: verlangt X | von Y."""
        if self.trigger.kind == "claim":
            for k in range(phrase.start + 1, phrase.end):
                if self.tokens[k].low in ("von", "vom"):
                    return Phrase(phrase.start, k)
        return phrase

    def _is_actor(self, phrase: Phrase) -> bool:
        return any(self.tokens[j].kind in _ACTORS for j in range(*phrase))
