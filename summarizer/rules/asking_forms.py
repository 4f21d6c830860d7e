"""Forms: the ways in which news tells that somebody asks, each with the roles that it gives.

X urged Y; Y was urged by X; its demand that Y; Y must, X said; X will, only if Y; X gave Y ten days. Where
a sentence fits no form, nobody asks for anything in it.
"""

from __future__ import annotations

import re

from summarizer.records import Party
from summarizer.rules.asking_conditions import Conditions, Frame
from summarizer.rules.clauses import Phrase
from summarizer.rules.noun_phrases import OF, noun_phrase


class Forms(Conditions):
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
        weak = False
        if {party.name for party in who} & {party.name for party in asked}:
            who, sure = self.referents.pronoun("", self.tokens[self.at], asked), False
        if self.trigger.kind in ("ask", "order"):
            whom, complement, firm = self._object()
            if complement is None and self.language in ("fr", "es", "it", "pt"):
                whom, complement, firm = self._thing(who)  # "pidió la dimisión del ministro"
                weak = not ((whom and firm) or fronted)
                complement = None if weak and not self._is_determined(complement) else complement
                whom = () if weak else whom
            if complement is None:
                return None
            whom = whom or self._parties(fronted, who) or self._clitic(who) or self._antecedent(who)
            if not whom and (self.language in ("en", "de") or self.trigger.kind == "order"):
                return None
        else:
            whom, complement, firm = self._thing(who)
            if complement is None:
                return None
            whom = whom or self._parties(fronted, who) or self._clitic(who) or self._addressed(who)
            if _WISHING.match(self.tokens[self.at].low) and not (whom and firm):
                return None  # wants prices to fall
            if self.tokens[self.at].low in ("will", "wollen") and not whom[0].country:
                return None
            if not whom and self.trigger.kind == "plead" and not self._is_concrete(complement):
                return None
        purpose = self.language == "en" and self.at and self.tokens[self.at - 1].low == "to"
        manner = self.tokens[self.at].low.endswith("ing") or purpose
        aside = manner and not whom  # marched, demanding reforms; marched to demand reforms
        if aside and purpose:
            aside, weak = False, True  # "rang Y to ask that"
        if not who or aside:
            return None
        if self.language == "en" and _OWN_PUBLIC.match(
            self.text, self.trigger.end, self.tokens[min(complement, self.end - 1)].start
        ):
            return None  # advice to travellers
        if self.tokens[self.at].low.startswith("requir") and _PAPERS.search(who[0].name.lower()):
            return None
        firm = firm and self.tokens[self.at].low not in ("want", "wants", "wanted")
        if self.speaker and not whom and self._is_unknown(who):
            return self._made((), self.speaker, complement, sure=False)  # the other on the line
        made = self._made(who, whom, complement, sure and firm and bool(whom))
        return made._replace(weak=weak and not whom)

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

    def noun(self) -> Frame | None:
        """Its demand that Y ...; an appeal to Y to ...; X's request that ..."""
        i = self._start()
        end = self._limit()
        text_end = self.tokens[end - 1].end
        at = self.tokens[i].start if i < end else text_end
        whom: tuple[Party, ...] = ()
        complement: int | None = None
        aside = self._aside(i, end)
        if aside is not None:
            i = aside
            at = self.tokens[i].start
        joined = self.behind - self.at > 1  # "an appeal to Y"
        that = self.asking.at("that", self.text, at, text_end) if i < end else None
        if that is not None:
            phrase = noun_phrase(self.tokens, self._token(that), end, self.language)
            after = self.tokens[phrase.end].low if phrase and phrase.end < end else ""
            if phrase and not (self.language == "en" and _MADE.fullmatch(after)):
                whom = self._parties(phrase, ())
                complement = phrase.end
        elif i < end and (joined or self.asking.at("toward", self.text, at, text_end)):
            past = at if joined else self.asking.at("toward", self.text, at, text_end)
            start = self._token(past or at)
            phrase = noun_phrase(self.tokens, start, end, self.language)
            stop = self._complement(start, end)
            if phrase is not None and not self._is_actor(phrase):
                phrase = None
            if phrase is not None and phrase.end == end:
                stop = end
            if phrase is not None and stop is not None and phrase.end <= stop <= phrase.end + 1:
                whom = self._parties(phrase, ())
                complement = stop
        before = self.tokens[self.at - 1] if self.at > self.begin else None
        main = self._owner() or self._main()
        if complement is None and i < end and before is not None:
            if before.kind in ("name", "own"):
                return self._answered(i, None)
            if self.tokens[i].low.rstrip("'’") in (*OF, "by"):
                owner = noun_phrase(self.tokens, i + 1, end, self.language)
                if owner is not None and owner.end < end:
                    return self._answered(owner.end, owner)
        if complement is None or not whom:
            return None
        if before is not None and before.kind == "det" and self.language == "en":
            main = self._before(self.at - 2) or main  # behind the verb: "put a demand to"
        who = self._parties(main, ()) if main else ()
        if self.speaker and any(t.kind == "nobody" for t in self.tokens[self.begin : self.at]):
            who = self.speaker
        if before is not None and before.kind == "own" and self.at - 2 >= self.begin:
            start = self.at - 1
            while start > max(self.begin, self.at - 7) and (
                self.tokens[start - 1].kind in ("name", "person", "head", "det")
                or self.tokens[start - 1].low in OF
            ):
                start -= 1  # "Turkey rejected | Greece's demand that"
            owner = self.clauses.first(start, self.at - 1)
            who = self._parties(owner, ()) if owner else who
        who = tuple(p for p in who if p not in whom)
        return self._made(who, whom, complement, sure=False) if who else None

    def _owner(self) -> Phrase | None:
        """Whom "its" means: the subject of its verb, "X said | Y had dropped its earlier demand that"."""
        k = self.at - 1
        while k > self.at - 3 and k > self.begin and self.tokens[k].kind == "word":
            k -= 1
        if self.language != "en" or self.tokens[k].low not in _THEIRS or k - 1 <= self.begin:
            return None
        owner = self._before(k - 1)
        return owner if owner and self._is_actor(owner) else None

    def _answered(self, i: int, owner: Phrase | None) -> Frame | None:
        """Y rejected a Russian demand to ..., X's demand for ..., la demande de X de ..."""
        answer = next(
            (
                k
                for k in range(self.at - 1, max(self.begin, self.at - 7), -1)
                for name in ("refused", "granted")
                if self.asking.at(name, self.text, self.tokens[k].start, self.trigger.start)
            ),
            None,
        )
        last = self.tokens[self.end - 1].end
        opens = self._opens(("inf", "for", "that"), i, last) or _OF_INFINITIVE.match(
            self.text, self.tokens[i].start
        )
        if answer is None or not opens:
            return None
        whom = self._parties(self._before(answer), ())
        start = self.at - 2 if self.tokens[self.at - 1].kind == "own" else self.at - 1
        while start - 1 > answer and self.tokens[start - 1].kind in ("name", "head", "person"):
            start -= 1
        behind = self.at - 1 if self.tokens[self.at - 1].kind == "own" else self.at
        who = self._parties(owner or Phrase(start, behind), ())
        if not who or not whom or {p.name for p in who} & {p.name for p in whom}:
            return None
        return self._made(who, whom, i, sure=False)

    def _aside(self, i: int, end: int) -> int | None:
        """The preposition in "a request, sent on Friday to Y, to ..."."""
        if i + 1 >= end or self.tokens[i].kind != "comma":
            return None
        if not _ADDRESSED.fullmatch(self.tokens[i + 1].low):
            return None
        for k in range(i + 2, min(i + 7, end)):
            phrase = noun_phrase(self.tokens, k + 1, end, self.language)
            toward = self.asking.at("toward", self.text, self.tokens[k].start, self.tokens[k].end)
            if toward and phrase and self._is_actor(phrase):
                return k
        return None

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
_THEIRS = frozenset("its their his her".split())
_HELD = re.compile(r"(?:ed|wn|ld|nt|pt|ught|[éi]e?s?|[ai]d[oa]s?|[au]t[oaie])$")
_MADE = re.compile(r"made|had|has|put|sent|issued|is|was|were|did|would|will|could|\w+ed")
_ADDRESSED = re.compile(
    r"addressed|made|sent|put|submitted|adressée?|faite?|lancée?|envoyée?|dirigid[oa]|hech[oa]|"
    r"presentad[oa]|enviad[oa]|rivolt[oa]|inviat[oa]|presentat[oa]|avanzat[oa]|indirizzat[oa]|feit[oa]"
)
_OF_INFINITIVE = re.compile(r"(?:de|di|d['’]|para|per) ?(?:no |non |ne )?\w+(?:[aei]re?|oir)\b")
_OWN_PUBLIC = re.compile(r"\s*(?:its|their|his|her) (?:own )?(?:citizens|nationals)\b")
