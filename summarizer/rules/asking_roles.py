"""Roles: who asks, in the grammar before a word that asks, and whom a phrase there means.

English is read from the verb back; German has its subject behind the verb where something else leads.
"""

from __future__ import annotations

from summarizer.records import Party
from summarizer.rules.asking_words import AskingWords, Trigger
from summarizer.rules.clauses import Clauses, Phrase
from summarizer.rules.noun_phrases import ENDS, nominative, reach, subject_before
from summarizer.rules.referents import Referents

_ACTORS = ("person", "name", "head", "he", "she", "it", "they")


class Roles:
    """The roles around one word that asks."""

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

    def _subject(self) -> tuple[tuple[Party, ...], bool]:
        """Who asks, and whether the clause says so."""
        phrase = self._before(self.at)
        if self.speaker and (
            phrase is None
            or any(self.tokens[j].kind == "nobody" for j in range(phrase.start, self.at))
        ):
            return self.speaker, True
        if phrase is not None:
            who = self._parties(phrase, ())
            if who:
                return who, self._is_actor(phrase)
        who = self.referents.last_subject(self.tokens[self.at], self.language)
        return who, False

    def _before(self, at: int) -> Phrase | None:
        """The subject before token ``at``; in a verb-second clause it may stand behind the verb."""
        if self.language == "de":
            return self._german(at)
        aside = self.tokens[at].low.endswith("ing") and self.tokens[at - 1].kind != "aux"
        if self.language == "en" and not (aside and at == self.at):
            near = subject_before(self.tokens, at, self.begin)
            if near is not None and (
                self._is_actor(near) or _is_plural(self.tokens[near.end - 1].low)
            ):
                return near
        phrase = self.clauses.before(at, self.begin)
        if phrase is not None and self._is_relative(phrase) and not self._is_actor(phrase):
            whole = self.clauses.ending(phrase.start - 1, self.begin)  # "la cámara que los agrupa"
            return Phrase(whole.start, at) if whole and at - whole.start < 7 else phrase
        if phrase is None:
            start = at
            while start > self.begin and self.tokens[start - 1].kind not in (
                "rel",
                "stop",
                "colon",
            ):
                start -= 1
                if self.clauses.is_verb(start, ("say",)):
                    start += 1
                    break
            phrase = self.clauses.first(start, at)
        return self._whole(phrase, at) if phrase else None

    def _is_relative(self, phrase: Phrase) -> bool:
        before = self.tokens[max(self.begin, phrase.start - 2) : phrase.start]
        return any(token.kind == "rel" for token in before)

    def _whole(self, phrase: Phrase, at: int) -> Phrase:
        """A subject up to its verb, and with the other one that "and" joins to it."""
        start = phrase.start
        if (
            start - 2 >= self.begin
            and self.tokens[start - 1].kind == "and"
            and self.tokens[start - 2].kind in ("name", "person", "head")
        ):
            k = start - 2
            while k > self.begin and self.tokens[k - 1].kind in ("name", "head", "det", "word"):
                if self.clauses.is_verb(k - 1):
                    break
                k -= 1
                if self.tokens[k].kind == "det":
                    break
            start = k
        return Phrase(start, reach(self.tokens, phrase, at, self.language))

    def _main(self) -> Phrase | None:
        """The subject of the clause to which a condition is joined."""
        start = self.at
        while start > self.begin and self.tokens[start - 1].kind not in ("rel", *ENDS):
            start -= 1
        phrase = self.clauses.first(start, self.at)
        if phrase is None or self.language == "en":
            return phrase and Phrase(
                phrase.start, reach(self.tokens, phrase, self.at, self.language)
            )
        end = phrase.end
        while end > phrase.start + 1 and self.tokens[end - 1].kind == "word":
            end -= 1
        return Phrase(phrase.start, end)

    def _german(self, at: int) -> Phrase | None:
        """The subject of a German clause: before the verb, or first behind it or its auxiliary."""
        start = at
        while start > self.begin and self.tokens[start - 1].kind not in (*ENDS, "comma", "quote"):
            start -= 1
        phrase = self.clauses.first(start, at)
        if phrase is not None:
            return nominative(self.tokens, phrase)
        if at > start or start == self.begin:
            behind = self.clauses.first(at + 1, min(at + 12, self.end))
            if behind is not None:
                return nominative(self.tokens, behind)
        if start > self.begin and self.tokens[start - 1].kind == "comma":
            return self.clauses.before(at, self.begin)
        return None

    def _limit(self) -> int:
        """The end of the clause that the verb begins."""
        i = self.behind
        while i < self.end and self.tokens[i].kind not in ENDS:
            i += 1
        return i

    def _is_actor(self, phrase: Phrase) -> bool:
        return any(self.tokens[j].kind in _ACTORS for j in range(*phrase))

    def _parties(self, phrase: Phrase | None, others: tuple[Party, ...]) -> tuple[Party, ...]:
        if phrase is None:
            return ()
        return self.referents.parties(self.clauses, phrase, others)

    def _token(self, offset: int) -> int:
        """The first token at or behind an offset."""
        return next(
            (i for i in range(self.at, self.end) if self.tokens[i].start >= offset), self.end
        )


def _is_plural(word: str) -> bool:
    """Whether a noun that is no actor may be one: "manufacturers", "villagers"."""
    return word.endswith("s") and len(word) > 4
