"""Leads: who said a passage, by a verb before it in its sentence.

X said: "...", X called it "...", a second passage whose verb is left out, a verb without a subject.
"""

from __future__ import annotations

from summarizer.rules.findings import Finding, finding
from summarizer.rules.nominals import Phrase
from summarizer.rules.readouts import Readouts
from summarizer.rules.subjects import Subjects

_PASSIVE = {
    "en": frozenset("is are was were be been being so".split()),
    "fr": frozenset("est était sont été".split()),
    "de": frozenset("wird wurde wurden worden".split()),
    "es": frozenset("es fue son sido".split()),
    "it": frozenset("è era sono stato".split()),
}
DROPS = ("es", "it", "pt", "ru", "uk", "fr")  # a verb needs no pronoun there, or has it behind it
_FAR = 30  # tokens between a verb of saying and the end of what hangs on it
_COPULAS = frozenset(
    "was were is are est était sont étaient es era son eran è sono erano é foram ist war sind waren".split()
)  # what stands behind one is no object: said that the price he wanted was “...”
_QUOTING = frozenset("quoted quotes quoting cited cites citing".split())
_GAPS = frozenset("of de d' d’ von vom di del da do о об про".split())
_BY = frozenset("by par von por da".split())


class Leads:
    """The attributions before the passages of one article."""

    def __init__(self, subjects: Subjects) -> None:
        self.readouts = Readouts(subjects)
        self.names = subjects.names
        self.subjects, self.shapes, self.article = subjects, subjects.shapes, subjects.article
        self.words, self.clauses, self.tokens = subjects.words, subjects.clauses, subjects.tokens

    def ahead(self, at: int, begin: int, full: bool) -> Finding | None:
        """Who said the passage at token ``at`` of the sentence that begins at ``begin``, or None; a
        ``full`` one stands for a sentence by itself."""
        return (
            self._gapped(at, begin)
            or self.readouts.inserted(at, begin)
            or (None if full else self.readouts.told(at))
            or self._led(at, begin, full)
            or self._by(at, begin)
        )

    def _gapped(self, at: int, begin: int) -> Finding | None:
        """Minsk spoke of “...”, Warsaw of “...”: the second has its own subject, and no verb."""
        quotes = [j for j in range(begin, at) if self.tokens[j].kind == "quote"]
        if not quotes or quotes[-1] + 3 > at:
            return None
        first, last = quotes[-1] + 1, at - 1
        if self.tokens[last].kind == "det":
            last -= 1
        bare = self.tokens[last].low in _GAPS and self.tokens[first].low in (",", ";", "and", "und")
        if not bare or any(self.clauses.is_verb(j) for j in range(first, at)):
            return None
        phrase = self.clauses.first(first + 1, last)
        if phrase is None or phrase.start > first + 2 or phrase.end < last - 1:
            return None
        subject = self.subjects.who(phrase, at) if self.shapes.may_speak(phrase) else None
        return finding(subject, "gapped")

    def _led(self, at: int, begin: int, full: bool) -> Finding | None:
        """A verb before the passage: X said: “...”, X called it “...”."""
        stops = [j for j in range(begin, at) if self.tokens[j].kind == "stop"]
        begin = stops[-1] + 1 if stops else begin
        verb = self._verb(at, begin)
        if verb is None:
            return None
        quoted = self._quoted(at, begin)
        if quoted is not None:
            return quoted
        phrase = self._put_in(verb, at, begin)
        parted = self.tokens[verb - 1].kind == self.tokens[verb + 1].kind == "comma"
        if phrase is None and parted and self.words.language in DROPS and verb > begin + 1:
            return self.dropped(verb)  # Djassi, acrescentou, continuará
        phrase = phrase or self.clauses.before(verb, begin)
        if phrase is not None and self.shapes.is_document(phrase):
            issuer = self.clauses.first(begin, verb)
            if issuer is not None and not self.shapes.may_speak(issuer):
                return finding(self.subjects.who(phrase, at), "document", False)
            phrase = issuer or phrase
        return self._said(phrase, verb, at, begin, "lead" if full else "woven")

    def _said(
        self, phrase: Phrase | None, verb: int, at: int, begin: int, rule: str
    ) -> Finding | None:
        """What the phrase before a verb says; where it says nothing, what stands behind the verb does."""
        if phrase is None or not self._speaks(phrase, verb):
            behind = self.clauses.after(verb, at)
            phrase = behind if self.shapes.is_human(behind) else phrase
        if phrase is None and self.words.language in ("ru", "uk"):
            phrase = self._place(begin, verb)
            body = self._body(phrase) if phrase else None
            if body is not None:
                return body
        if phrase is None:
            drops = self.words.language in DROPS and begin <= verb <= begin + 2
            return self.dropped(verb) if drops else None
        subject = self.subjects.who(phrase, at)
        if subject is None:
            return None
        direct = self.tokens[at - 1].kind in ("colon", "comma") or self.tokens[verb].kind == "call"
        sure = (direct or at - verb <= _FAR) and (subject.sure or self._is_beside(phrase, verb))
        return Finding(subject.party, rule, sure)

    def _verb(self, at: int, begin: int) -> int | None:
        """The last verb before a passage; behind a copula, the last one of saying."""
        verbs = [
            j
            for j in range(at - 1, begin - 1, -1)
            if self.clauses.is_verb(j) and not self._passive(j)
        ]
        said = [j for j in verbs if self.tokens[j].kind == "say"]
        copula = self.tokens[at - 1].low in _COPULAS
        return next(iter(said if said and copula else verbs), None)

    def _put_in(self, verb: int, at: int, begin: int) -> Phrase | None:
        """The subject of a clause between commas: "..., sagte ein Sprecher, ..."."""
        first = verb
        while first > 1 and self.tokens[first - 1].kind == "aux" and self.words.language != "en":
            first -= 1  # ha aggiunto
        if verb <= begin or self.tokens[first - 1].kind not in ("comma", "quote", "dash"):
            return None
        phrase = self.clauses.after(verb, at)
        if phrase is None or not self.shapes.is_human(phrase):
            return None
        near = phrase.start == verb + 1 or self.words.language != "en"
        ends = any(self.tokens[j].kind == "comma" for j in range(phrase.end, at))
        return phrase if near and ends and self.tokens[verb].kind == "say" else None

    def _speaks(self, phrase: Phrase, verb: int) -> bool:
        """Whether a phrase before a verb is of somebody; a German name alone stands beside it."""
        if not self.shapes.may_speak(phrase):
            return False
        bare = self.tokens[phrase.start].kind == "name" and phrase.end == phrase.start + 1
        german = self.words.language == "de"  # Berichte, wonach ..., wies er als
        return not (german and bare) or self._is_beside(phrase, verb)

    def _quoted(self, at: int, begin: int) -> Finding | None:
        """The paper quoted X as saying; X was quoted as saying."""
        lows = [token.low for token in self.tokens[begin:at]]
        if self.words.language != "en" or not ("as" in lows and "saying" in lows):
            return None
        for j in range(at - 1, begin, -1):
            if self.tokens[j].low in _QUOTING:
                passive = self.tokens[j - 1].kind == "aux"
                phrase = self.clauses.before(j, begin) if passive else self.clauses.after(j, at)
                return finding(self.subjects.who(phrase, at), "quoted")
        return None

    def _by(self, at: int, begin: int) -> Finding | None:
        """Was praised as “...” by X."""
        by = at + 1
        told = any(
            self.words.calls(low)
            or self.words.calls(f"{low[:-1]}o")
            or self.words.calls(low.rstrip("es"))
            for low in (self.tokens[j].low for j in range(begin, at))
        )
        if not told or by >= len(self.tokens) or self.tokens[by].low not in _BY:
            return None
        end = self.clauses.reach(at)
        return finding(self.subjects.who(self.clauses.first(by + 1, end), end), "by")

    def _is_beside(self, phrase: Phrase, verb: int) -> bool:
        """Whether a name stands directly before its verb: "Berlin called ..."."""
        kinds = [self.tokens[j].kind for j in range(*phrase)]
        between = {self.tokens[j].kind for j in range(phrase.end, verb)}
        named = "name" in kinds[:2] and set(kinds) <= {"det", "name", "word"} and len(kinds) < 4
        return named and between <= {"aux"}

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
        first = self.tokens[start + 1]
        short = self.article.text[first.start : first.end].isupper()  # в МИД ситуацию назвали
        if end == start + 2 == verb - 1 and self.tokens[end].kind == "word" and not short:
            end += 1  # в Белом доме
        return Phrase(start + 1, end) if end > start + 1 else None

    def _passive(self, verb: int) -> bool:
        before = self.tokens[verb - 1] if verb else None
        if before is None or before.sentence != self.tokens[verb].sentence:
            return False
        told = self.tokens[verb].kind == "call" or self.words.language in ("en", "de")
        if self.tokens[verb].low in _QUOTING:
            return False
        return told and before.low in _PASSIVE.get(self.words.language, ())

    def _told_in(self, verb: int) -> Finding | None:
        """Сообщили в пресс-службе: the body in which they said so."""
        start = verb + 1
        if start + 1 >= len(self.tokens) or self.tokens[start].low not in ("в", "во", "у"):
            return None
        end = start + 1
        kinds = ("head", "name", "person", "word")
        while end < len(self.tokens) and self.tokens[end].kind in kinds:
            end += 1
        phrase = Phrase(start + 1, end)
        speaks = end > start + 1 and self.shapes.may_speak(phrase)
        return self._body(phrase) if speaks else None

    def _body(self, phrase: Phrase) -> Finding | None:
        """The body in which somebody said so."""
        party = self.names.party(self.clauses.words_in(phrase))
        return Finding(party, "place", True) if party else None

    def dropped(self, verb: int) -> Finding | None:
        """Whom a verb without a subject means."""
        if self.words.language in ("ru", "uk") and self.tokens[verb].low.endswith("ли"):
            return self._told_in(verb)
        return finding(self.subjects.pronouns.dropped(verb), "dropped")
