"""Complements: where the thing asked for begins, behind a word that asks, and where its target ends."""

from __future__ import annotations

import re

from summarizer.rules.asking_tellers import Tellers
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import ENDS, OF
from summarizer.rules.tokens import PRONOUNS


class Complements(Tellers):
    """What a target ends at, behind one word that asks."""

    def _start(self) -> int:
        """The first token behind the verb that is no adverb."""
        i = self.behind
        if self.language == "de":
            subject = self._german(self.at)
            i = subject.end if subject and subject.start >= self.behind else i
        while i < self.end:
            token = self.tokens[i]
            past = self.asking.at("skip", self.text, token.start, self.tokens[self.end - 1].end)
            if past is not None:
                while i < self.end and self.tokens[i].start < past:
                    i += 1
            elif (
                token.kind == "comma"
                and i + 1 < self.end
                and (
                    self.asking.at(
                        "skip", self.text, self.tokens[i + 1].start, self.tokens[self.end - 1].end
                    )
                )
            ):
                i += 1
            else:
                break
        return i

    def _complement(self, start: int, end: int) -> int | None:
        """The token with which the thing asked for begins."""
        for i in range(start, min(start + 26, end)):
            token = self.tokens[i]
            last = self.tokens[end - 1].end
            bare = self.trigger.kind == "order" and self.language == "en"  # "told X that ..."
            if token.kind == "quote":
                if self._is_title(i):
                    continue
                return i if i > start and not bare else None
            if token.kind == "person":
                continue
            if self.language == "de":
                if self._german_complement(i, last):
                    return i
                continue
            if self._opens(("inf",) if bare else ("that", "inf"), i, last):
                return i
            if self.trigger.kind != "order" and self._opens(("for",), i, last):
                return i
            if i > start and (self._is_thing(start, i, last) or self._is_bare(i)):
                return i
            if self.language == "en" and (
                token.low in _FINITES
                or _NEGATED.search(token.low)
                or (bare and self._is_clause(start, i))
            ):
                return None
        return None

    def _is_clause(self, start: int, i: int) -> bool:
        """Whether what somebody was told is a clause: told parliament | he would have to."""
        return i > start and (self.tokens[i].kind in PRONOUNS or self.tokens[i].low in _MODALS)

    def _is_bare(self, i: int) -> bool:
        """Whether an infinitive without a preposition stands there: "ordenó al banco | entregar"."""
        if self.language not in ("es", "pt") or self.trigger.kind not in ("ask", "order"):
            return False
        token, before = self.tokens[i], self.tokens[i - 1]
        free = token.kind == "word" and before.kind not in ("det", "prep", "and")
        return free and _INFINITIVE.fullmatch(token.low) is not None

    def _is_thing(self, start: int, i: int, last: int) -> bool:
        """Whether a noun tells there what is asked for: "призвал стороны | к диалогу", "invita le parti |
        alla calma". The verb is one that has the target as its direct object."""
        if "thing" not in self.asking.patterns or self.trigger.kind != "ask":
            return False
        moved = _MOVING.match(self.tokens[self.at].low) is not None
        first = self.tokens[start]
        direct = first.kind != "prep" and not self._opens(("to",), start, last)
        calls = self.asking.at("calls", self.text, self.tokens[i].start, last)
        return moved and direct and calls is None and self._opens(("thing",), i, last)

    def _is_title(self, i: int) -> bool:
        """Whether a passage is a name in the sentence, and not what is asked for in so many words."""
        words = self.text[self.tokens[i].start : self.tokens[i].end].strip("“”„«»\"'‘’")
        return len(words) < 40 and words[:1].isupper()

    def _german_complement(self, i: int, last: int) -> bool:
        """Before a comma, behind which an infinitive or a clause tells what is asked for."""
        token = self.tokens[i]
        rest = self.text[token.start : last]
        if token.kind == "comma":
            return _GERMAN_CLAUSE.match(rest) is not None
        if token.low == "auf":
            return _GERMAN_CLAUSE.match(rest[3:].strip()) is not None
        person = self.trigger.kind in ("ask", "order")
        return (
            token.low in ("dass", "daß")
            or _GERMAN_INFINITIVE.match(rest) is not None
            or (person and token.low in ("zu", "zur", "zum", "um"))
        )

    def _is_determined(self, at: int | None) -> bool:
        """Whether a noun with its article stands there: "pidió | la liberación de"."""
        return at is not None and at < self.end and self.tokens[at].kind == "det"

    def _opens(self, names: tuple[str, ...], i: int, last: int) -> bool:
        return any(self.asking.at(n, self.text, self.tokens[i].start, last) for n in names)

    def _cut(self, phrase: Phrase) -> Phrase | None:
        """A target without the time, the place or the name in apposition that stand behind it."""
        start, end = phrase
        while start < end and (
            self.asking.patterns["to"].fullmatch(self.tokens[start].low.rstrip("'’"))
            and self.language != "en"
        ):
            start += 1
        for i in range(start + 1, end):
            token = self.tokens[i]
            timely = token.kind == "prep" and token.low.rstrip("'’") not in OF
            if timely and i + 2 <= end and _AT_WAR.fullmatch(self.tokens[i + 1].low):
                continue  # as partes | em conflito
            adverb = self.asking.patterns["skip"].fullmatch(token.low)
            if token.kind == "quote" and self._is_title(i):
                end = i + 1
                break
            joined = self.tokens[i - 1].kind in _JOINING or _ALL.fullmatch(self.tokens[i - 1].low)
            apart = token.kind == "det" and not joined
            if apart and self.language == "fr" and token.low in ("des", "du") and i + 1 < end:
                after = self.tokens[i + 1]  # aux autorités | des deux pays
                apart = not (after.kind in ("name", "head") or _COUNT.fullmatch(after.low))
            apart = apart and not _COUNT.fullmatch(token.low)
            if token.kind in ("comma", "rel", *ENDS, "quote") or timely or adverb or apart:
                end = i
                break
        while (
            self.language in ("ru", "uk")
            and end > start + 1
            and self.tokens[end - 1].kind == "word"
            and _SLAVIC_ADVERB.fullmatch(self.tokens[end - 1].low)
        ):
            end -= 1  # "правительство | временно запретить"
        return Phrase(start, end) if end > start else None


_NEGATED = re.compile(r"n['’]t$")
_SLAVIC_ADVERB = re.compile(r"\w{3,}(?:но|ски|ськи)")
_MOVING = re.compile(
    r"призва|призыва|заклика|appel|exhort|invit|engag|incit|press|pouss|esort|sollecit|spin|convid|conclam"
)
_AT_WAR = re.compile(
    r"conflit[os]?|conflicto|conflict|guerra|guerre|krieg|war|pugna|lite|litígio|litige"
)
_COUNT = re.compile(
    r"deux|trois|quatre|dos|tres|due|tre|duas?|dois|zwei|drei|beiden|two|three|both"
)
_ALL = re.compile(
    r"both|all|tou[ts]e?s?|entramb[ei]|tutt[eio]|ambos|ambas|tod[oa]s?|alle|beide|обе|оба|все"
)
_INFINITIVE = re.compile(
    r"(?!(?:milit|popul|nucle|famili|titul|escol|auxili|similar|particul|regul|lug|hog|azúc|muj|l[ií]d|"
    r"pod|tall|alquil|primer|terc|anterior|superior|interior|exterior|mar|mulh)\w*)\w{2,}[aei]r"
    r"(?:lo|la|los|las|le|les|se|-se|-lo|-la)?"
)
_JOINING = ("prep", "and", "det", "comma")
_MODALS = frozenset("that would will could can may might".split())
_FINITES = frozenset("has had was were is are said says did does whether if who which whom".split())
_GERMAN_INFINITIVE = re.compile(r"zu \w+en\b|\w+zu\w+en\b")
_GERMAN_CLAUSE = re.compile(
    r",\s*(?:(?:[^.;]|(?<=\d)\.)*?(?:\bzu\s\w+n\b|\w+zu\w+n\b)|dass|daß|er |sie |man )"
)
