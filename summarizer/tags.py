"""Tags: who said a passage, by what its own sentence says.

In their order of certainty: a tag beside the passage ("...," X said), a verb before it (X said: "..."),
a fragment woven into its subject's sentence (X called it "..."), a source ("according to X").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.article import Passage
from summarizer.clauses import PRONOUNS, Phrase
from summarizer.subjects import Finding, Subjects

_LOOSE = frozenset(["pour", "para", "per", "so", "for"])
_PASSIVE = {
    "en": frozenset("is are was were be been being so".split()),
    "fr": frozenset("est était sont été".split()),
    "de": frozenset("wird wurde wurden worden".split()),
    "es": frozenset("es fue son sido".split()),
    "it": frozenset("è era sono stato".split()),
}
_DROPS = ("es", "it", "pt", "ru", "uk", "fr")  # a verb needs no pronoun there, or has it behind it
_NEAR = 12  # tokens between a passage and the verb of its tag
_FAR = 30  # tokens between a verb of saying and the end of what hangs on it


class Tags:
    """The attributions inside the sentences of one article."""

    def __init__(self, subjects: Subjects, found: Mapping[int, Finding]) -> None:
        self.subjects = subjects
        self.found = found
        self.names = subjects.names
        self.article = subjects.article
        self.words = subjects.words
        self.clauses = subjects.clauses
        self.tokens = subjects.tokens

    def beside(self, passage: Passage) -> Finding | None:
        """Who said a passage, by its own sentence, or None."""
        at = self.clauses.quotes.get(passage.number)
        if at is None:
            return None
        begin = self.clauses.begins[passage.sentence]
        full = self._is_full(passage, at, begin)
        return (
            self._inside(passage)
            or self._tagged(passage, at, begin)
            or self._sourced(at, begin)
            or self._led(at, begin, full)
            or self._by(at, begin)
            or self._at_the_end(at)
            or self._joined(at, begin)
            or (self._before_colon(at, begin) if full else self._woven(at, begin))
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
                subject = self.subjects.named(str(named.of))
                return Finding(subject.party, "inside", True) if subject else None
        return None

    def end(self, at: int) -> int:
        """The end of the sentence that token ``at`` stands in; an exclamation ends none."""
        last = self.tokens[at]
        asked = (
            self.article.text[last.end - 2] in "!?…." or self.article.text[last.end - 1] in "!?…"
        )
        paragraph = self.article.sentence(last.sentence).paragraph
        end = at + 1
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.sentence != last.sentence and (
                not asked
                or token.sentence > last.sentence + 1
                or self.article.sentence(token.sentence).paragraph != paragraph
            ):
                break
            end += 1
        return end

    def _is_full(self, passage: Passage, at: int, begin: int) -> bool:
        """Whether a passage stands for a sentence: nothing before it, or a colon."""
        return at == begin or self.tokens[at - 1].kind in ("colon", "dash", "stop", "quote")

    def _tagged(self, passage: Passage, at: int, begin: int) -> Finding | None:
        """The tag behind a passage: “...,” X said; said X."""
        end = self.end(at)
        i = at + 1
        inside = self.article.text[passage.start : passage.end].rstrip("’'”\"»“")[-1:]
        parted = inside in (",", "?", "!", "…", "-", "—")
        while i < end and self.tokens[i].kind in ("comma", "dash"):
            parted = True
            i += 1
        opens = at == begin or self.tokens[at - 1].kind in ("colon", "dash", "quote")
        if i >= end or not (parted or opens) or (inside == "." and i == at + 1):
            return None
        first = self.tokens[i]
        stop = i
        while stop < end and self.tokens[stop].kind not in ("stop", "quote", "colon"):
            stop += 1
        if first.sentence != self.tokens[at].sentence and not self._short_tag(i, stop):
            return None
        if self.words.according.match(self.article.text, first.start):
            return None
        if first.low in ("as", "wie", "como", "come", "comme", "как", "як"):
            return self._put(i, stop)
        if first.kind in ("rel", "and", "prep") and first.low not in ("he",):
            return None
        full = opens or self.tokens[at - 1].kind in ("comma", "stop")
        verb = self._verb(i, stop, structural=parted and full)
        if verb is None:
            return None
        inverted = verb == i or all(self.tokens[j].kind in ("aux", "it") for j in range(i, verb))
        pronoun = next(
            (j for j in range(i, verb) if self.tokens[j].kind in PRONOUNS and inverted), None
        )
        phrase = Phrase(pronoun, pronoun + 1) if pronoun is not None else None
        if phrase is None:
            phrase = self.clauses.after(verb, stop) if inverted else self.clauses.before(verb, i)
        drops = self.words.language in _DROPS and self.tokens[verb].kind in ("say", "call")
        if phrase is None and inverted and drops:
            return self._dropped(verb)
        subject = self.subjects.who(phrase, end) if phrase else None
        return Finding(subject.party, "tag", subject.sure) if subject else None

    def _short_tag(self, i: int, stop: int) -> bool:
        return any(self.clauses.is_verb(j, ("say",)) for j in range(i, min(i + 6, stop)))

    def _verb(self, begin: int, stop: int, *, structural: bool) -> int | None:
        """The verb of a tag: one of saying, or, where a comma or a dash parts the tag from the
        passage, whatever stands where the verb must be."""
        for j in range(begin, min(begin + _NEAR, stop)):
            kind = self.tokens[j].kind
            if self.clauses.is_verb(j, ("say",)) or (kind == "call" and self.clauses.is_verb(j)):
                return j
            if kind in ("rel", "and") and j > begin:
                break
        if not structural:
            return None
        first = self.tokens[begin]
        if self.words.language == "en":
            pronoun = first.kind in PRONOUNS or first.kind == "person"
            after = begin + 1
            while after < stop and self.tokens[after].kind in ("aux", "head"):
                after += 1
            if first.kind == "head" and after < stop and self.tokens[begin + 1].kind == "person":
                pronoun, after = True, begin + 2
            ends = after < stop and re.search(r"(?:ed|s)$", self.tokens[after].low)
            if pronoun and ends and self.tokens[after].kind == "word":
                return after
            if first.kind == "word" and first.low.endswith("ed"):
                return begin
            return None
        j = begin
        while j < stop and self.tokens[j].kind in ("aux", *PRONOUNS) and j < begin + 3:
            j += 1
        return j if j < stop and self.tokens[j].kind == "word" else None

    def _put(self, i: int, stop: int) -> Finding | None:
        """As X put it."""
        for j in range(i + 1, min(i + 8, stop)):
            if self.tokens[j].low in self.words.tails or self.clauses.is_verb(j, ("say",)):
                phrase = self.clauses.before(j, i + 1) or self.clauses.after(j, stop)
                subject = self.subjects.who(phrase, stop) if phrase else None
                return Finding(subject.party, "put", subject.sure) if subject else None
        return None

    def _sourced(self, at: int, begin: int) -> Finding | None:
        """According to X; in the words of X; as X put it."""
        text = self.article.text
        for j in range(at - 1, begin - 1, -1):
            for kind, pattern in self.words.theirs:
                if pattern.match(text, self.tokens[j].start):
                    subject = self.subjects.spoken_of(j, kind)
                    return Finding(subject.party, "source", subject.sure) if subject else None
        end = self.end(at)
        behind = at + 1
        while behind < end and self.tokens[behind].kind in ("comma", "dash"):
            behind += 1
        lead = list(range(begin, at))
        for j in ([behind] if behind < end else []) + lead[::-1]:
            if self.tokens[j].kind == "quote" or (j < at and self.clauses.is_verb(j)):
                break
            found = self.words.according.match(text, self.tokens[j].start)
            if found and not (found.group().lower() in _LOOSE and j != begin and j != behind):
                until = end if j > at else at
                k = j
                while k < until and self.tokens[k].start < found.end():
                    k += 1
                while k < until and self.tokens[k].kind == "prep":
                    k += 1
                stop = k
                while stop < until and self.tokens[stop].kind not in (
                    "stop",
                    "quote",
                    "colon",
                    "rel",
                ):
                    stop += 1
                phrase = self._noun(k, stop)
                subject = self.subjects.who(phrase, end) if phrase else None
                if subject and not (
                    found.group().lower() in _LOOSE and not self.subjects.is_human(phrase)
                ):
                    return Finding(subject.party, "source", subject.sure)
            if j < at and self.tokens[j].low in ("as", "wie", "como", "come", "comme", "как", "як"):
                put = self._put(j, at)
                if put:
                    return put
        return None

    def _noun(self, begin: int, stop: int) -> Phrase | None:
        until = next(
            (j for j in range(begin, stop) if self.tokens[j].kind in ("comma", "dash")), stop
        )
        return self.clauses.first(begin, until)

    def _led(self, at: int, begin: int, full: bool) -> Finding | None:
        """A verb before the passage: X said: “...”, X called it “...”."""
        verb = None
        stops = [j for j in range(begin, at) if self.tokens[j].kind == "stop"]
        begin = stops[-1] + 1 if stops else begin
        for j in range(at - 1, begin - 1, -1):
            if self.clauses.is_verb(j) and not self._passive(j):
                verb = j
                break
        if verb is None:
            return None
        direct = self.tokens[at - 1].kind in ("colon", "comma") or self.tokens[verb].kind == "call"
        direct = direct or at - verb <= _FAR
        phrase = None
        if self.words.language != "en" and self.tokens[verb - 1].kind in ("comma", "quote", "dash"):
            phrase = self.clauses.after(verb, at)  # "..., sagte ein Sprecher, ..."
            phrase = phrase if phrase and self.subjects.is_human(phrase) else None
        phrase = phrase or self.clauses.before(verb, begin)
        if phrase is not None and self.subjects.is_document(phrase):
            phrase = self.clauses.first(begin, verb)
        if phrase is None or not self.subjects.may_speak(phrase):
            behind = self.clauses.after(verb, at)
            phrase = behind if behind and self.subjects.is_human(behind) else phrase
        if phrase is None and self.words.language in ("ru", "uk"):
            phrase = self._place(begin, verb)
            party = self.names.party(self.clauses.words_in(phrase)) if phrase else None
            if party:
                return Finding(party, "place", True)
        if phrase is None:
            if self.words.language in _DROPS and begin < verb <= begin + 2:
                return self._dropped(verb)
            return None
        subject = self.subjects.who(phrase, at)
        if subject is None:
            return None
        sure = subject.sure or self._is_beside(phrase, verb)
        return Finding(subject.party, "lead" if full else "woven", sure and direct)

    def _by(self, at: int, begin: int) -> Finding | None:
        """Was praised as “...” by X."""
        by = at + 1
        told = any(self.tokens[j].kind == "call" for j in range(begin, at))
        if not told or by >= len(self.tokens) or self.tokens[by].low not in _BY:
            return None
        phrase = self.clauses.first(by + 1, self.end(at))
        subject = self.subjects.who(phrase, self.end(at)) if phrase else None
        return Finding(subject.party, "by", subject.sure) if subject else None

    def _is_beside(self, phrase: Phrase, verb: int) -> bool:
        """Whether a name stands directly before its verb: "Berlin called ..."."""
        kinds = [self.tokens[j].kind for j in range(*phrase)]
        between = {self.tokens[j].kind for j in range(phrase.end, verb)}
        named = "name" in kinds[:2] and set(kinds) <= {"det", "name", "word"} and len(kinds) < 4
        return named and between <= {"aux"}

    def _told_in(self, verb: int) -> Finding | None:
        """Сообщили в пресс-службе: the body in which they said so."""
        start = verb + 1
        if start + 1 >= len(self.tokens) or self.tokens[start].low not in ("в", "во", "у"):
            return None
        end = start + 1
        while end < len(self.tokens) and self.tokens[end].kind in (
            "head",
            "name",
            "person",
            "word",
        ):
            end += 1
        phrase = Phrase(start + 1, end)
        if end == start + 1 or not self.subjects.may_speak(phrase):
            return None
        party = self.names.party(self.clauses.words_in(phrase))
        return Finding(party, "place", True) if party else None

    def _place(self, begin: int, verb: int) -> Phrase | None:
        """В Еврокомиссии ... назвали: the body in which they said so."""
        if not self.tokens[verb].low.endswith("ли"):
            return None
        start = verb
        while start > begin and self.tokens[start - 1].kind not in ("stop", "rel", "and", "quote"):
            start -= 1
        if self.tokens[start].low not in ("в", "во", "у") or start + 1 >= verb:
            return None
        end = start + 1
        while end < verb and self.tokens[end].kind in ("head", "name", "person"):
            end += 1
        if end == start + 2 and end == verb - 1 and self.tokens[end].kind == "word":
            end += 1
        return Phrase(start + 1, end) if end > start + 1 else None

    def _passive(self, verb: int) -> bool:
        before = self.tokens[verb - 1] if verb else None
        if before is None or before.sentence != self.tokens[verb].sentence:
            return False
        return self.tokens[verb].kind == "call" and before.low in _PASSIVE.get(
            self.words.language, ()
        )

    def _at_the_end(self, at: int) -> Finding | None:
        """A tag at the end of the sentence: ... had “...” and more, X said."""
        end = self.end(at)
        commas = [j for j in range(at + 1, end) if self.tokens[j].kind == "comma"]
        for comma in commas[:3]:
            stop = comma + 1
            while stop < end and self.tokens[stop].kind not in ("stop", "quote", "colon", "comma"):
                stop += 1
            if self.tokens[comma + 1 : comma + 2] and self.tokens[comma + 1].kind in ("rel", "and"):
                continue
            for j in range(comma + 1, min(comma + 8, stop)):
                if self.clauses.is_verb(j, ("say",)):
                    phrase = (
                        self.clauses.after(j, stop)
                        if j == comma + 1
                        else self.clauses.before(j, comma + 1)
                    )
                    subject = self.subjects.who(phrase, stop) if phrase else None
                    if subject:
                        return Finding(subject.party, "end", subject.sure)
        return None

    def _joined(self, at: int, begin: int) -> Finding | None:
        """A second passage of a sentence, joined to the first: “...” and “...”."""
        before = next(
            (j for j in range(at - 1, begin - 1, -1) if self.tokens[j].kind == "quote"), None
        )
        if before is None or self.tokens[before].of not in self.found:
            return None
        finding = self.found[int(self.tokens[before].of)]
        between = range(before + 1, at)
        other = any(
            self.tokens[j].kind in ("person", "he", "she", "they", "stop")
            or self.clauses.is_verb(j)
            for j in between
        )
        if finding.rule in ("tag", "source", "put"):  # “...,” X said, “...”
            named = {self.tokens[j].of for j in between if self.tokens[j].kind == "person"}
            other = not named <= {finding.party.name}
        return Finding(finding.party, "joined", finding.sure and not other)

    def _before_colon(self, at: int, begin: int) -> Finding | None:
        """Whoever the words before a colon are about: X was blunt: “...”."""
        if at == begin or self.tokens[at - 1].kind != "colon":
            return None
        phrase = self.clauses.first(begin, at)
        subject = (
            self.subjects.who(phrase, at) if phrase and self.subjects.is_human(phrase) else None
        )
        return Finding(subject.party, "colon", subject.sure) if subject else None

    def _woven(self, at: int, begin: int) -> Finding | None:
        """The subject of the clause around a fragment: a guess, as the verb may be any."""
        start = begin
        for j in range(at - 1, begin - 1, -1):
            if self.tokens[j].kind in ("stop", "quote"):
                start = j + 1
                break
        phrase = self.clauses.first(start, at)
        subject = (
            self.subjects.who(phrase, at) if phrase and self.subjects.may_speak(phrase) else None
        )
        return Finding(subject.party, "subject", False) if subject else None

    def _dropped(self, verb: int) -> Finding | None:
        if self.words.language in ("ru", "uk") and self.tokens[verb].low.endswith("ли"):
            return self._told_in(verb)
        subject = self.subjects.dropped(verb)
        return Finding(subject.party, "dropped", subject.sure) if subject else None


_BY = frozenset("by par von por da".split())
