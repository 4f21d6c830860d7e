"""Tags: who said a passage, by what its own sentence says.

In their order of certainty: the reporter's words inside the marks, a tag behind the passage ("...," X
said), a source ("according to X"), what stands before it, a tag at the end of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.article import Passage
from summarizer.rules.accounts import Accounts
from summarizer.rules.clauses import CLITICS
from summarizer.rules.findings import Finding, finding
from summarizer.rules.leads import DROPS, Leads
from summarizer.rules.nominals import Phrase
from summarizer.rules.subjects import AS, Subjects
from summarizer.rules.tokens import PRONOUNS
from summarizer.rules.woven import Woven

_OPENING = ("colon", "dash", "stop", "quote")  # what a passage stands behind that is a sentence
_NOUNS = ("det", "word", "name", "head", "person", "own")
_WORDS = frozenset("слова propos palabras parole palavras worte".split())
_QUOTES = re.compile(r"цит(?:ир)?у[её]?(?:т|ют|є)$")
_TOLD = frozenset(["told", "tells", "telling", "reminded", "assured"])  # whom, not who
_NEAR = 24  # tokens between a passage and the verb of its tag


class Tags:
    """The attributions inside the sentences of one article."""

    def __init__(self, subjects: Subjects, found: Mapping[int, Finding]) -> None:
        self.leads = Leads(subjects)
        self.accounts = Accounts(subjects, self.leads)
        self.woven = Woven(subjects, found)
        self.subjects, self.shapes, self.article = subjects, subjects.shapes, subjects.article
        self.words, self.clauses, self.tokens = subjects.words, subjects.clauses, subjects.tokens

    def beside(self, passage: Passage) -> Finding | None:
        """Who said a passage, by its own sentence, or None."""
        at = self.clauses.quotes.get(passage.number)
        if at is None:
            return None
        begin = self.clauses.begins[passage.sentence]
        full = at == begin or self.tokens[at - 1].kind in _OPENING
        return (
            self._inside(passage)
            or self.accounts.impersonal(at, begin)
            or (None if full else self._told_inside(at, begin))
            or self._tagged(passage, at, begin)
            or self._verb_last(at, begin)
            or self.accounts.sourced(at, begin)
            or self.leads.ahead(at, begin, full)
            or self._fronted(at, begin)
            or self._at_the_end(at)
            or self.woven.around(at, begin, full)
            or self.accounts.reported_by(begin, at)
        )

    def _inside(self, passage: Passage) -> Finding | None:
        """« ..., a déclaré X, ... »: the reporter's words inside the marks."""
        if self.words.language not in ("fr", "ru", "uk", "es", "it", "pt"):
            return None
        clauses = self.clauses.inside(passage.start, passage.end, passage.sentence)
        tokens = clauses.tokens
        for i in range(1, len(tokens)):
            if tokens[i - 1].kind not in ("comma", "dash"):
                continue
            verb = next(
                (
                    j
                    for j in range(i, min(i + 3, len(tokens)))
                    if tokens[j].kind not in ("aux", *PRONOUNS)
                ),
                i,
            )
            if tokens[verb].kind != "say" or verb + 1 >= len(tokens):
                continue
            following = clauses.after(verb, len(tokens))
            named = following and next(
                (tokens[j] for j in range(*following) if tokens[j].kind == "person"), None
            )
            if named and following and following.start <= verb + 3:
                return finding(self.subjects.named(str(named.of)), "inside")
        return None

    def _told_inside(self, at: int, begin: int) -> Finding | None:
        """X told them it was “...,” her aide said: what X said, by the aide's report."""
        told = [j for j in range(begin, at) if self.tokens[j].low in ("told", "tells")]
        if self.words.language != "en" or len(told) != 1:
            return None
        if any(self.tokens[j].kind in ("stop", "quote", "rel") for j in range(begin, at)):
            return None
        led = self.leads.ahead(at, begin, full=False)
        return led if led is not None and led.sure else None

    def _tagged(self, passage: Passage, at: int, begin: int) -> Finding | None:
        """The tag behind a passage: “...,” X said; said X."""
        end = self.clauses.reach(at)
        i = at + 1
        while i < end and self.tokens[i].kind in ("comma", "dash"):
            i += 1
        inside = self.article.text[passage.start : passage.end].rstrip("’'”\"»“")[-1:]
        parted = i > at + 1 or inside in (",", "?", "!", "…", "-", "—")
        before = "colon" if at == begin else self.tokens[at - 1].kind
        opens = before in ("colon", "dash", "quote")
        if i >= end or not (parted or opens) or (inside == "." and i == at + 1):
            return None
        first = self.tokens[i]
        stop = self.clauses.until(i, end, "stop", "quote", "colon")
        if first.sentence != self.tokens[at].sentence and not self._short_tag(i, stop):
            return None
        if self.words.according.match(self.article.text, first.start):
            return None
        if first.low in AS:
            return self.accounts.put(i, stop)
        if first.kind in ("rel", "and", "prep"):
            return None
        cited = self._cited(i, stop)
        if cited is not None:
            return cited
        full = opens or before in ("comma", "stop")
        verb = self._verb(i, stop, structural=parted and full)
        return self._of_verb(verb, i, stop, end) if verb is not None else None

    def _of_verb(self, verb: int, i: int, stop: int, end: int) -> Finding | None:
        """The subject of the verb of a tag that begins at token ``i``."""
        inverted = all(
            self.tokens[j].kind in ("aux", "it") or self.tokens[j].low in CLITICS
            for j in range(i, verb)
        )
        pronoun = self.clauses.until(i, verb, *PRONOUNS)
        if inverted and pronoun < verb:
            phrase: Phrase | None = Phrase(pronoun, pronoun + 1)
        else:
            phrase = self.clauses.after(verb, stop) if inverted else self.clauses.before(verb, i)
        drops = self.words.language in DROPS and self.tokens[verb].kind in ("say", "call")
        if phrase is None and inverted and drops:
            return self.leads.dropped(verb)
        plain = phrase is not None and (
            phrase.start <= verb + 2 if inverted else (phrase.start, phrase.end) == (i, verb)
        )
        subject = self.subjects.who(phrase, end, plain=plain)
        if subject is None or phrase is None:
            return None
        beside = phrase.end - phrase.start == 1 and phrase.start in (verb - 1, verb + 1)
        named = beside and self.tokens[phrase.start].kind == "name"  # "...," Lu noted
        return Finding(subject.party, "tag", subject.sure or named)

    def _cited(self, begin: int, stop: int) -> Finding | None:
        """Whose words somebody passes on: приводит ТАСС слова премьера; rapporte les propos du maire."""
        for j in range(begin, stop - 1):
            quotes = _QUOTES.match(self.tokens[j].low) is not None
            if not quotes and (self.tokens[j].low not in _WORDS or j == begin):
                continue
            k = j + 1
            while k < stop - 1 and self.tokens[k].kind == "prep":
                k += 1
            phrase = self.clauses.noun(k, stop)
            if phrase is None or phrase.start > k + 1 or not self.shapes.may_speak(phrase):
                continue
            behind = self.tokens[phrase.start + 1] if phrase.end == phrase.start + 2 else None
            titled = self.tokens[phrase.start].kind == "head"
            if quotes and titled and behind is not None and " " not in behind.low:
                phrase = Phrase(phrase.start, phrase.start + 1)  # цитує прем'єрку Бі-бі-сі
            return finding(self.subjects.who(phrase, stop), "cited")
        return None

    def _fronted(self, at: int, begin: int) -> Finding | None:
        """Als „...“ bezeichnete X den Plan; de «...» calificó X la oferta."""
        verb = at + 1
        while verb < len(self.tokens) and self.tokens[verb].kind == "aux":
            verb += 1
        ahead = self.tokens[begin:at]
        if verb >= len(self.tokens) or not ahead or self.words.language == "en":
            return None
        if len(ahead) > 3 or not all(token.kind in ("prep", "det", "aux") for token in ahead):
            return None
        if not self.clauses.is_verb(verb):
            return None
        end = self.clauses.reach(at)
        phrase = self.clauses.after(verb, end)
        if phrase is None or not self.shapes.may_speak(phrase):
            return None
        return finding(self.subjects.who(phrase, end), "fronted")

    def _verb_last(self, at: int, begin: int) -> Finding | None:
        """Eine Strategie, die ein Beamter „...“ nennt: the verb of a German clause is its last word."""
        behind = at + 1 < len(self.tokens) and self.clauses.is_verb(at + 1)
        if self.words.language != "de" or not behind:
            return None
        comma = next(
            (j for j in range(at - 1, begin - 1, -1) if self.tokens[j].kind in ("comma", "stop")),
            at,
        )
        if comma + 2 >= at or self.tokens[comma + 1].kind not in ("det", "rel", "word"):
            return None
        phrase = self.clauses.first(comma + 2, at)
        if phrase is None or phrase.start != comma + 2:
            return None
        return finding(self.subjects.who(phrase, at, plain=True), "verb last")

    def _short_tag(self, i: int, stop: int) -> bool:
        """Whether a sentence behind “Never!” begins with a tag."""
        return any(self.clauses.is_verb(j, ("say",)) for j in range(i, min(i + 6, stop)))

    def _verb(self, begin: int, stop: int, *, structural: bool) -> int | None:
        """The verb of a tag: one of saying, or, where a comma or a dash parts the tag from the
        passage, whatever stands where the verb must be."""
        for j in range(begin, min(begin + _NEAR, stop)):
            kind = self.tokens[j].kind
            calls = kind == "call" and (j > begin or self.words.language != "en")
            if self.clauses.is_verb(j, ("say",)) or (calls and self.clauses.is_verb(j)):
                return j
            if kind in ("rel", "and", "nobody") and j > begin:
                break
        return self._likely_verb(begin, stop) if structural else None

    def _likely_verb(self, begin: int, stop: int) -> int | None:
        """The word that stands where the verb of a tag must be."""
        first = self.tokens[begin]
        if self.words.language == "en":
            after = begin if first.kind not in PRONOUNS else begin + 1
            while after < stop and self.tokens[after].kind in _NOUNS:
                noun = after > begin and (
                    self.tokens[after - 1].kind in ("head", "person", "name")
                    or (after > begin + 1 and self.tokens[after].low.endswith("ed"))
                )
                if noun and self.tokens[after].kind == "word":
                    break
                after += 1
            while after < stop and self.tokens[after].kind == "aux":
                after += 1
            ends = after < stop and re.search(r"(?:ed|s)$", self.tokens[after].low)
            if after > begin and ends and self.tokens[after].kind == "word":
                return after
            if first.kind == "word" and first.low.endswith("ed"):
                return begin
            return None
        j = begin
        while j < stop and self.tokens[j].kind in ("aux", *PRONOUNS) and j < begin + 3:
            j += 1
        return j if j < stop and self.tokens[j].kind == "word" else None

    def _at_the_end(self, at: int) -> Finding | None:
        """A tag at the end of the sentence: ... had “...” and more, X said."""
        end = self.clauses.reach(at)
        commas = [j for j in range(at + 1, end) if self.tokens[j].kind == "comma"]
        for first in (comma + 1 for comma in commas[:3]):
            stop = self.clauses.until(first, end, "stop", "quote", "colon", "comma")
            if first < len(self.tokens) and self.tokens[first].kind in ("rel", "and"):
                continue
            for j in range(first, min(first + 7, stop)):
                if not self.clauses.is_verb(j, ("say",)):
                    continue
                if j > first:
                    phrase = self.clauses.before(j, first)
                elif self.words.language == "en" and self.tokens[j].low in _TOLD:
                    continue
                else:
                    phrase = self.clauses.after(j, stop)
                found = finding(self.subjects.who(phrase, stop), "end")
                if found:
                    return found
        return None
