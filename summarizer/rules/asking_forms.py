"""Forms: the ways in which news tells that somebody asks, each with the roles that it gives.

X urged Y; Y was urged by X; "Y urged me", X said. Where a sentence fits no form, nobody asks for anything
in it.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_nouns import Nouns
from summarizer.rules.asking_roles import shared
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import noun_phrase


class Forms(Nouns):
    """One word that asks, in the forms in which it does."""

    def verb(self) -> Frame | None:
        """X urged Y to ...; X demanded that Y ...; Y was urged by X to ..."""
        if self._is_never() or self._is_tag():
            return None
        if self._is_passive():
            return self._passive()
        if self.speaker and self.trigger.kind in ("ask", "order", "claim") and self._is_of_me():
            complement = self._object()[1] or self._thing(())[1]
            return self._of_me(complement) if complement is not None else None
        fronted = self._fronted()
        if fronted is not None:
            self.begin = fronted.end
        who, sure = self._subject()
        asked = self._parties(fronted, ())
        if shared(who, asked):
            who, sure = self.referents.pronoun("", self.tokens[self.at], asked), False
        of_somebody = self.trigger.kind in ("ask", "order")
        found = self._asked(who, fronted) if of_somebody else self._claimed(who, fronted)
        if found is None or not who:
            return None
        whom, complement, firm, weak = found
        low = self.tokens[self.at].low
        purpose = self.language == "en" and self.at > 0 and self.tokens[self.at - 1].low == "to"
        if low.endswith("ing") and not purpose and not whom:
            return None  # marched, demanding reforms
        if self._is_rule(who, complement):
            return None
        if self.speaker and not whom and self._is_unknown(who):
            return self._made((), self.speaker, complement, sure=False)  # the other on the line
        firm = firm and low not in ("want", "wants", "wanted")
        made = self._made(who, whom, complement, sure and firm and bool(whom))
        return made._replace(weak=(weak or purpose) and not whom)  # "rang Y to ask that"

    def _asked(
        self, who: tuple[Party, ...], fronted: Phrase | None
    ) -> tuple[tuple[Party, ...], int, bool, bool] | None:
        """The target of a verb that has it as its object, where the complement begins, whether that is
        firm, and whether the verb is a demand only if a call tells of whom."""
        whom, complement, firm = self._object()
        weak = False
        if complement is None and self.language in ("fr", "es", "it", "pt"):
            whom, complement, firm = self._thing(who)  # "pidió la dimisión del ministro"
            weak = not ((whom and firm) or fronted)
            if weak and not self._is_determined(complement):
                return None
            whom = () if weak else whom
        if complement is None:
            return None
        whom = whom or self._parties(fronted, who) or self._clitic(who) or self._antecedent(who)
        if not whom and (self.language in ("en", "de") or self.trigger.kind == "order"):
            return None
        return whom, complement, firm, weak

    def _claimed(
        self, who: tuple[Party, ...], fronted: Phrase | None
    ) -> tuple[tuple[Party, ...], int, bool, bool] | None:
        """The same for a verb that has the thing as its object."""
        whom, complement, firm = self._thing(who)
        if complement is None:
            return None
        whom = whom or self._parties(fronted, who) or self._clitic(who) or self._addressed(who)
        low = self.tokens[self.at].low
        if _WISHING.match(low) and not (whom and firm):
            return None  # wants prices to fall
        if low in ("will", "wollen") and not whom[0].country:
            return None
        if not whom and self.trigger.kind == "plead" and not self._is_concrete(complement):
            return None
        return whom, complement, firm, False

    def _is_rule(self, who: tuple[Party, ...], complement: int) -> bool:
        """Whether it is advice to travellers, or what a law requires."""
        start = self.tokens[min(complement, self.end - 1)].start
        if self.language == "en" and _OWN_PUBLIC.match(self.text, self.trigger.end, start):
            return True
        requires = self.tokens[self.at].low.startswith("requir")
        return requires and _PAPERS.search(who[0].name.lower()) is not None

    def _is_of_me(self) -> bool:
        """Whether a speaker tells what was asked of him: "Me pidió que", "Er hat mich gebeten"."""
        near = self.tokens[max(self.begin, self.at - (5 if self.language == "de" else 2)) : self.at]
        if self.language == "de":
            near = [*near, *self.tokens[self.behind : min(self.behind + 1, self.end)]]
        mine = _OF_ME.get(self.language)
        told = any(token.low in ("ich", "wir") for token in near)
        return mine is not None and not told and any(mine.fullmatch(token.low) for token in near)

    def _of_me(self, complement: int) -> Frame:
        """What was asked of the speaker, by whom a pronoun means, or else by the other on the line."""
        phrase = self._before(self.at)
        person = phrase is not None and self.tokens[phrase.start].kind in ("he", "she", "person")
        who = self._parties(phrase, self.speaker) if person else ()
        who = tuple(party for party in who if party not in self.speaker)
        return self._made(who, self.speaker, complement, sure=False)

    def _is_unknown(self, who: tuple[Party, ...]) -> bool:
        """Whether the subject is "he" or "she", for whom only an office without a name was found."""
        phrase = self._before(self.at)
        person = phrase is not None and self.tokens[phrase.start].kind in ("he", "she")
        return person and who[0].name.islower()

    def _passive(self) -> Frame | None:
        phrase = self._before(self.at)
        whom = self._parties(phrase, ()) if phrase else ()
        stop = self._limit()
        who: tuple[Party, ...] = ()
        first = max(self.begin, self.at - 9) if self.language == "de" else self.behind
        behind = self.behind
        for i in range(first, min(self.behind + 8, stop)):
            past = self.asking.at("by", self.text, self.tokens[i].start, self.tokens[i].end)
            agent = noun_phrase(self.tokens, i + 1, stop, self.language) if past else None
            if agent:
                who = self._parties(agent, whom)
                behind = agent.end if i >= self.behind else self.behind
                break
        complement = self._complement(behind, stop)
        if complement is None:
            complement = self._complement(self.behind, stop)
        if complement is None or not whom or self._opens(("by",), complement, self.tokens[-1].end):
            return None
        return self._made(who or self._agent(complement, stop, whom), whom, complement, bool(who))

    def _agent(self, start: int, end: int, whom: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who asks, at the end of a passive clause: "was urged to free the crew by Y"."""
        for i in range(end - 1, start, -1):
            if self.asking.at("by", self.text, self.tokens[i].start, self.tokens[i].end):
                agent = noun_phrase(self.tokens, i + 1, end, self.language)
                held = _HELD.search(self.tokens[i - 1].low) is not None
                if agent and not held and self._is_actor(agent):
                    return self._parties(agent, whom)
        return ()


_WISHING = re.compile(
    r"quier|quer[eí]|quer$|vuol|vog|vol|vorr|veu|voul|souhait|хоч|хот|will$|woll|ожид|очік"
)
_PAPERS = re.compile(
    r"(?:bill|law|act|rules?|plan|treaty|agreement|deal|accord|draft|contract|code)$"
)
_OF_ME = {
    "de": re.compile(r"mich|uns|mir"),
    "es": re.compile(r"me|nos"),
    "it": re.compile(r"mi|ci"),
    "pt": re.compile(r"me|nos"),
}
_HELD = re.compile(r"(?:ed|wn|ld|nt|pt|ught|[éi]e?s?|[ai]d[oa]s?|[au]t[oaie])$")
_OWN_PUBLIC = re.compile(r"\s*(?:its|their|his|her) (?:own )?(?:citizens|nationals)\b")
