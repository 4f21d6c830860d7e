"""Conditions: what somebody has to do, the conditions of a consent, and ultimatums."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.countries import country_in, government_named, nation_named
from summarizer.records import Party
from summarizer.rules.asking_things import Things
from summarizer.rules.nominals import Phrase
from summarizer.rules.noun_phrases import nominative, noun_phrase
from summarizer.rules.role_holders import OFFICE


class Frame(NamedTuple):
    """One asking: its words' offsets, who, whom, where the thing stands, and how strongly.

    ``sure`` is False where a place had to be guessed. ``weak`` says that it is a demand only if a call
    tells of whom.
    """

    kind: str
    sentence: int
    start: int
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    action: tuple[int, int]
    sure: bool
    weak: bool = False


class Conditions(Things):
    """One word that sets a condition, in the forms in which it does."""

    def must(self) -> Frame | None:
        """Y must ..., X said; X said that Y must ...; "Y must ...", of somebody else."""
        phrase = self._before(self.at)
        if phrase is None or not self._is_actor(phrase):
            phrase = self._company()
        aside = self._around_aside()
        phrase = aside or phrase
        if phrase is None:
            return None
        rest = [t.kind for t in self.tokens[self.behind : self.end]]
        if self.language == "en" and (not rest or rest[0] == "stop" or rest == ["comma"]):
            return None  # "if we have to."
        if self.asking.patterns["skip"].fullmatch(
            self.text, self.tokens[phrase.start].start, self.tokens[phrase.end - 1].end
        ):
            return None  # "First must come the experts"
        if self.tokens[phrase.start].kind in ("he", "she", "it", "they"):
            return self._told(phrase)
        if self.tokens[phrase.start].kind == "nobody":
            return None
        if _GENERAL.fullmatch(self.tokens[phrase.start].low) or (
            self.speaker and _OURS.fullmatch(self.tokens[phrase.start].low)
        ):
            return None  # "A good neighbour must not", "Our farmers should not have to"
        who, sure = (self.speaker, True) if self.speaker else self._teller(phrase)
        whom = self._parties(phrase, ())
        if not who and _REPORTED.fullmatch(self.tokens[self.at].low):
            phrase = nominative(self.tokens, phrase, near=1)
            whom = self._parties(phrase, ())
            state = any(p.role or government_named(p.name, self.language) for p in whom)
            who = self._going_on(whom) if state else ()
        inside = (self.tokens[j].low for j in range(*phrase))
        ahead = (t.low for t in self.tokens[self.behind : self.behind + 2])
        due = self.language != "en" and any(_GOING.fullmatch(low) for low in ahead)
        if due or any(_EVENTS.fullmatch(low) for low in inside):
            return None  # what is planned: "debe viajar mañana", "der Gipfel soll"
        if not self.speaker and any(_SOURCES.fullmatch(party.name.lower()) for party in who):
            return None
        if not who or not whom or any(p.name == q.name for p in who for q in whom):
            return None
        passive = (
            self.language == "en"
            and self.behind < self.end
            and self.tokens[self.behind].low == "be"
        )
        mild = self.tokens[self.at].low == "should"
        behind = phrase.end if self.behind <= phrase.start < phrase.end < self.end else self.behind
        return self._made(who, () if passive else whom, behind, sure and not (passive or mild))

    def _going_on(self, whom: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who is reported in the sentence before, too: "Sie habe ... Vor allem müsse Y ..."."""
        begin = self.clauses.begins.get(self.sentence - 1)
        if begin is not None and self.tokens[begin].kind in ("he", "she"):
            return self._parties(Phrase(begin, begin + 1), whom)
        return self.referents.pronoun("", self.tokens[self.begin], whom)

    def _told(self, pronoun: Phrase) -> Frame | None:
        """X told Y that he must: the pronoun is who was told."""
        k = pronoun.start - 1
        while k > self.begin and self.tokens[k].kind in ("rel", "comma"):
            k -= 1
        last = k
        while k > self.begin and not self.clauses.is_verb(k, ("say",)):
            k -= 1
        if not last - 5 <= k < last or self.tokens[k].low not in _TO_SOMEBODY:
            return None
        told = self._cut(Phrase(k + 1, last + 1))
        person = told is not None and any(
            t.kind == "person" or OFFICE.match(t.low) for t in self.tokens[slice(*told)]
        )
        if person != (self.tokens[pronoun.start].kind in ("he", "she")):
            return None  # told the crowd that he must
        whom = self._parties(told, ())
        heard = [party for party in whom if not _PRESS.search(party.name.lower())]
        teller = self._before(k)
        who = self._parties(teller, whom) if teller else ()
        return (
            self._made(who, whom, self.behind, sure=False)
            if who and heard and heard == [*whom]
            else None
        )

    def only(self) -> Frame | None:
        """X will ... only if Y ..."""
        phrase = noun_phrase(self.tokens, self.behind, self._limit(), self.language)
        if phrase is not None and phrase.end < self.end and self.language != "en":
            nation = nation_named(self.tokens[phrase.end].low, self.language)
            phrase = Phrase(phrase.start, phrase.end + (nation is not None))
        if phrase is None or not (self._is_actor(phrase) or self._is_national(phrase)):
            return None
        before = [t.low for t in self.tokens[self.begin : self.at]]
        if any(low.startswith("threat") for low in before):
            return None
        unless = _UNLESS.match(self.text, self.trigger.start)
        if unless and not any(_NOT.fullmatch(low) for low in before):
            return None  # "will walk out unless Y ...": a threat, and no condition of a consent
        while_ = _WHILE.match(self.text, self.trigger.start)
        if while_ and not any(_WILLING.fullmatch(low) for low in before):
            return None  # "refused to pay as long as it rains"
        main = self._main()
        dropped = main is not None and self._is_verb_alone(main)
        told, _ = self._teller(Phrase(self.at, self.at))
        told = tuple(party for party in told if party.name[:1].isupper())
        named = main is not None and any(self.tokens[j].kind == "person" for j in range(*main))
        acting = main is not None and (self._is_actor(main) or self._is_national(main))
        person = bool(told) and told[0].name in self.referents.people.known
        if named or not told or (acting and not person):
            who = self._parties(main, ()) if main and acting else () if main else self.speaker
        else:
            who = told
        if self.speaker and (main is None or self.tokens[main.start].kind == "nobody"):
            who = self.speaker
        elif dropped:
            whom = self._parties(phrase, ())
            who = self.referents.pronoun("", self.tokens[self.begin], whom)
        meant = self.tokens[phrase.start].kind in ("it", "they")
        whom = (self._mentioned(who) if meant else ()) or self._parties(phrase, who)
        if not whom or any(p.name == q.name for p in who for q in whom):
            return None
        return self._made(who, whom, phrase.end, sure=self.tokens[self.at].low == "only")

    def _is_verb_alone(self, main: Phrase) -> bool:
        """Whether what looks like a name is a verb whose subject is not told: "Rinuncerà ... solo se"."""
        alone = main.start == self.begin and main.end == main.start + 1
        low = self.tokens[main.start].low
        return alone and self.language in _DROPPING and _FUTURE.search(low) is not None

    def _is_national(self, phrase: Phrase) -> bool:
        """Whether a phrase tells of a country: the Polish side."""
        words = self.text[self.tokens[phrase.start].start : self.tokens[phrase.end - 1].end]
        return country_in(words, self.language) is not None

    def give(self) -> Frame | None:
        """X gave Y ten days to ..."""
        start, end = self.behind, self._limit()
        past = (
            self.asking.at("toward", self.text, self.tokens[start].start, self.tokens[start].end)
            if start < end
            else None
        )
        receiver = noun_phrase(self.tokens, start + (past is not None), end, self.language)
        if receiver is not None and receiver.end < end:
            after = self.tokens[receiver.end].start
            if self.asking.at("clock", self.text, after, self.tokens[end - 1].end):
                start = receiver.end  # "Pakistan | 72 hours"
        for i in range(start, min(start + 12, end)):
            past = self.asking.at(
                "clock", self.text, self.tokens[i].start, self.tokens[end - 1].end
            )
            if past is None:
                continue
            who, sure = self._subject()
            if start > self.behind:
                if i > start:
                    return None
                whom = self._parties(receiver, who)
            else:  # "gave an ultimatum to Y"
                to = self._token(past)
                past_to = (
                    self.asking.at(
                        "toward", self.text, self.tokens[to].start, self.tokens[end - 1].end
                    )
                    if to < end
                    else None
                )
                phrase = (
                    noun_phrase(self.tokens, self._token(past_to), end, self.language)
                    if past_to
                    else None
                )
                whom = self._parties(self._apposition(phrase), who) if phrase else ()
            if not whom and end < self.end and self.tokens[end].kind == "colon":
                phrase = self._either(end + 1)
                whom = self._parties(phrase, who) if phrase else ()
                if phrase and who and whom:
                    return self._made(who, whom, phrase.end, sure=False)
            if not who or not whom:
                return None
            stop = self._complement(i, end)
            return self._made(who, whom, stop if stop is not None else i, sure)
        return None

    def _apposition(self, phrase: Phrase) -> Phrase:
        """A common noun's name behind a comma: "la eléctrica estatal, | la ANDE,"."""
        if self._is_actor(phrase):
            return phrase
        k = phrase.end + (self.tokens[phrase.end].kind == "word") if phrase.end < self.end else 0
        if not k or k + 1 >= self.end or self.tokens[k].kind != "comma":
            return phrase
        named = noun_phrase(self.tokens, k + 1, self.end, self.language)
        closed = named is not None and named.end < self.end
        if named and closed and self.tokens[named.end].kind == "comma" and self._is_actor(named):
            return named
        return phrase

    def _either(self, i: int) -> Phrase | None:
        """The subject of what an ultimatum says behind a colon: "either Y pulls back, or ..."."""
        if i < self.end and _EITHER.fullmatch(self.tokens[i].low):
            i += 1
        return noun_phrase(self.tokens, i, self.end, self.language)

    def _made(
        self, who: tuple[Party, ...], whom: tuple[Party, ...], complement: int, sure: bool
    ) -> Frame:
        end = self.end
        for i in range(complement + 1, self.end):
            if self.tokens[i].kind in ("stop", "colon"):
                end = i
                break
        start = self.tokens[min(complement, self.end - 1)].start
        stop = max(self.tokens[end - 1].end, start + 1)
        return Frame(
            self.trigger.kind, self.sentence, self.trigger.start, who, whom, (start, stop), sure
        )


_GOING = re.compile(
    r"viajar|llegar|chegar|partir|arriver|se rendre|viaggiare|arrivare|tenersi|incontrare|partire|recarsi|"
    r"reunirse|reunir-se|celebrarse|realizar-se|прибыть|пройти|состояться|начаться|вылететь|відбутися|"
    r"прибути|пройти|розпочатися"
)
_EVENTS = re.compile(
    r"gipfel\w*|treffen|gespräche?|konferenz|sitzung|wahl(?:en)?|prozess|summit|talks|meeting|negotiations|"
    r"sommet|réunion|négociations|procès|cumbre|reunión|negociaciones|vertice|incontro|negoziati|cimeira|"
    r"reunião|negociações|саммит|переговоры|встреча|саміт|переговори|зустріч"
)
_SOURCES = re.compile(
    r"(?:\w+ )?(?:sources?|fuentes?|fontes?|fonti|quellen?|источник\w*|джерел\w*)(?: \w+)?|"
    r"(?:ein )?sprecher(?:in)?"
)
_GENERAL = re.compile(
    r"an?|une?|eine?|uma?|nobody|everyone|everybody|each|every|chaque|jede[rs]?|cada|ogni"
)
_OURS = re.compile(
    r"our|my|notre|nos|unsere?|nuestr[oa]s?|nostr[oaie]|noss[oa]s?|наш[аие]?|мо[йяи]"
)
_TO_SOMEBODY = frozenset("told tells telling warned warns reminded informed assured".split())
_PRESS = re.compile(
    r"reporters|journalists|press|parliament|lawmakers|news|conference|agency|broadcaster|television|"
    r"radio|interviewer|court|lower house|senate|congress|sejm|bundestag"
)
_DROPPING = ("es", "it", "pt")
_FUTURE = re.compile(r"(?:rà|ranno|rebbe|rebbero|rá|rán|ría|rían|rão|ria|riam)$")
_REPORTED = re.compile(r"müsse|solle|dürfe")
_EITHER = re.compile(r"either|soit|ou|entweder|o|либо|или|або")
_UNLESS = re.compile(
    r"unless|à moins|es sei denn|a menos|salvo que|a meno|a não ser|если|якщо", re.IGNORECASE
)
_WHILE = re.compile(r"(?:as|so) long as|tant que|solange|mientras|finché", re.IGNORECASE)
_WILLING = re.compile(r"will|would|agreed?|ready|willing|prepared|nicht|pas|no|non|kein\w*")
_NOT = re.compile(
    r"not|no|never|nothing|nobody|neither|nor|cannot|without|\w+n['’]t|refus\w+|reject\w+|"
    r"(?:ne|n['’]|pas|aucun\w*|jamais|rien|nicht|kein\w*|nie|nichts|ningún|ninguna|nunca|nada|"
    r"non|nessun\w*|mai|não|nenhum\w*|не|нет|ни|ні|немає)"
)
