"""Senses: what a word that asks is in its clause: a verb or a noun, active or passive, or no demand."""

from __future__ import annotations

import re

from summarizer.rules.asking_subjects import Subjects
from summarizer.rules.tokens import PRONOUNS


class Senses(Subjects):
    """What one word that asks is."""

    def _is_tag(self) -> bool:
        """Whether a German verb only tells who says that somebody must: "..., forderte X"."""
        if self.language != "de" or self.at == self.begin:
            return False
        lead = self.text[self.tokens[self.begin].start : self.tokens[self.at].start]
        return self.tokens[self.at - 1].kind in ("comma", "quote") and self.asking.has("must", lead)

    def _is_never(self) -> bool:
        """Whether the verb only asks a question, or asks for a call or for calm."""
        if self.behind >= self.end:
            return True
        at, stop = self.tokens[self.behind].start, self.tokens[self.end - 1].end
        if self.asking.at("never", self.text, at, stop):
            return True
        thing = self.asking.at("for", self.text, at, stop)
        while thing and thing < stop and self.text[thing].isspace():
            thing += 1
        if self.asking.at("calls", self.text, thing or at, stop) is not None:
            return True
        last = self.tokens[self.behind - 1].low
        return last == "for" and self.tokens[self.behind].kind in PRONOUNS

    def _is_passive(self) -> bool:
        """Whether the verb is told of those who are asked: "Y was urged"."""
        low, form = self.tokens[self.at].low, _FORMS.get(self.language)
        if self.at == self.begin or (form is not None and not form.fullmatch(low)):
            return False
        if self.language == "de":
            near = self.tokens[max(self.begin, self.at - 14) : self.at + 3]
            return low.startswith(("auf", "ge", "an")) and any(
                token.low in ("wurde", "wurden", "wird", "werden", "worden") for token in near
            )
        i = self.at - 1
        while i > self.begin and self.asking.at(
            "skip", self.text, self.tokens[i].start, self.tokens[i].end
        ):
            i -= 1
        be = self.asking.patterns["be"].fullmatch(self.tokens[i].low)
        return be is not None and (self.language == "en" or _PARTICIPLE.search(low) is not None)

    def is_noun(self) -> bool:
        """Whether a word that could be a verb is a noun: "its demand", "a United Nations appeal"."""
        if self.language in ("es", "pt") and self.at > self.begin:  # o pedido da Bolívia
            determined = self.tokens[self.at - 1].kind in ("det", "own")
            low = self.tokens[self.at].low.rstrip("s")
            return determined and low.endswith(("ido", "ida", "ado"))
        if self.language not in ("en", "fr"):
            return False
        if self.at == self.begin:
            return not self.tokens[self.at].low.endswith(("ing", "ed"))
        before, low = self.tokens[self.at - 1], self.tokens[self.at].low
        if self.language == "fr":
            return before.low in ("la", "une", "cette", "sa", "leur", "les", "des", "aucune")
        if low.endswith("ing"):
            return before.kind in ("det", "own")
        if before.low in ("both", "all"):
            return False  # Berlin and Paris both want
        if before.kind in ("det", "own") or (before.kind == "prep" and before.low != "to"):
            return True
        if low.endswith("ed") or low in ("told", "tells", "asked", "urges"):
            return False
        after = self.tokens[self.behind] if self.behind < self.end else None
        for k in range(self.at - 1, max(self.begin, self.at - 5) - 1, -1):
            token = self.tokens[k]
            if token.kind in ("own", "prep") or token.low in _ONE:
                if token.low == "to":
                    break
                return True
            if token.kind not in ("word", "name"):
                break
        return after is None or after.kind in ("aux", "stop", "comma")

    def _is_concrete(self, begin: int) -> bool:
        """Whether something in particular is called for, of nobody named."""
        if self.text[self.trigger.start : self.trigger.end].lower().endswith(("that", "che")):
            return True
        return any(_CONCRETE.fullmatch(t.low) for t in self.tokens[begin : begin + 6])


_FORMS = {"en": re.compile(r"\w+ed|told|besought|sought|pled"), "de": re.compile(r"\w*ge\w+|\w+t")}
_PARTICIPLE = re.compile(r"(?:é|ée|és|ées|[ai]d[oa]s?|at[oaie]|ut[oaie]|est[oaie]|ий|н[аыо]?|но)$")
_ONE = frozenset("a an its his her their our my another this that".split())
_CONCRETE = re.compile(
    r"release|withdrawal|resignation|inquiry|investigation|cease-?fire|truce|end|closure|lifting|"
    r"removal|halt|sanctions|elections?|referendum|return|ban|boycott|compensation|reparations|"
    r"freeze|strike|talks|negotiations|apology|dismissal|suspension|embargo|trial|extradition|pullout"
)
