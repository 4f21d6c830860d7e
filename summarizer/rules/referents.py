"""Referents: the parties that a noun phrase names, and whom a pronoun means.

A pronoun means the subject of the last sentence that has one who fits it: a person for he and she, a
body for it. Two that "and" joins are two parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.asking_words import AskingWords
from summarizer.rules.clauses import Clauses, Phrase
from summarizer.rules.noun_phrases import noun_phrase
from summarizer.rules.officeholders import OfficeHolders
from summarizer.rules.people import People
from summarizer.rules.tokens import PRONOUNS, Token
from summarizer.titles import untitled

_BACK = 8  # sentences that a pronoun looks back
_NAME = 6  # words of a name
_HUMAN = ("person", "head", "name")


class Referents:
    """Whom the phrases of one article mean; ``main`` is its clauses."""

    def __init__(self, names: Names, people: People, main: Clauses, asking: AskingWords) -> None:
        self.names, self.people, self.main, self.asking = names, people, main, asking
        self.officeholders = OfficeHolders(names)

    def parties(
        self, clauses: Clauses, phrase: Phrase, others: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """The parties of a phrase. ``others`` are none of those that a pronoun in it means."""
        found: list[Party] = []
        if phrase.end <= phrase.start:
            return ()
        for part in _parts(clauses, phrase):
            for party in self._party(clauses, part, others):
                if party not in found:
                    found.append(party)
        return tuple(found)

    def _party(
        self, clauses: Clauses, phrase: Phrase, others: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        phrase = _with_owned(clauses, phrase)
        tokens: Sequence[Token] = clauses.tokens[phrase.start : phrase.end]
        first = tokens[0]
        for kind in ("he", "she", "they", "it"):
            low = first.low.rstrip("'’")
            if len(tokens) == 1 and (
                first.kind == kind or low == kind or self.asking.patterns[kind].fullmatch(low)
            ):
                return self.pronoun(kind, first, others)
        text = self.names.article.text[first.start : tokens[-1].end].lower()
        if first.kind == "nobody":
            return ()
        if _LATTER.fullmatch(text):
            before = [t for t in self.main.tokens if t.end <= first.start and t.kind == "person"]
            return self._named(str(before[-1].of)) if before else ()
        if first.kind == "quote" and len(tokens) == 1:  # a firm: «Газпром»
            return self._named(self.names.article.text[first.start : first.end].strip("“”„«»\"'"))
        for n, token in enumerate(tokens):
            owned = any(other.kind == "own" for other in tokens[n + 1 :])
            whole = n + 1 < len(tokens) and (
                tokens[n + 1].kind in ("head", "name") or tokens[n + 1].low in ("'", "’")
            )  # the Kurdistan Workers' Party
            whole = whole or self._is_body(token, tokens[n + 1 : n + 2])
            if self.names.article.language in ("ru", "uk") and n and " " not in token.low:
                whole = whole or tokens[n - 1].kind == "word"  # Асоціація перевізників | Волині
            if token.kind == "person" and not (owned or whole or _is_governed(tokens, n)):
                return self._named(str(token.of))
        apposed = _apposed(clauses, phrase)
        if apposed:
            return self._named(apposed)
        while len(tokens) > 1 and tokens[0].kind in ("det", "prep", "comma", "and"):
            if tokens[0].low in _COUNTED:
                break
            tokens = tokens[1:]
        verb = next((n for n, t in enumerate(tokens) if n and _NEGATED.search(t.low)), len(tokens))
        tokens = tokens[:verb]  # "the association | isn't waiting"
        while len(tokens) > 1 and tokens[-1].kind in ("aux", "prep", "det", "comma", "stop"):
            tokens = tokens[:-1]
        if len(tokens) == 1 and tokens[0].kind == "det" and tokens[0].low not in _COUNTED:
            return ()
        if tokens[0].kind not in (*_HUMAN, "word", "det") or not tokens[0].low[:1].isalnum():
            return ()
        words = self.names.article.text[tokens[0].start : tokens[-1].end]
        barred = {party.name for party in others}
        holder = self._holder(tokens) or self.officeholders.holder(words, tokens[0].start, barred)
        return self._named(holder or words)

    def _is_body(self, token: Token, behind: Sequence[Token]) -> bool:
        """Whether what looks like a person's name is part of a body's: the Pan American | Health
        Organization, Міжнародний комітет | Червоного Хреста, профсоюз | Самарской области."""
        if _BODY.search(token.low):
            return True
        adjective = " " not in token.low and _ADJECTIVE.search(token.low) is not None
        return adjective and bool(behind) and behind[0].kind in ("word", "head")

    def _named(self, name: str) -> tuple[Party, ...]:
        given = name.split()[-1]
        if given == untitled(name) and re.search(
            rf"{_KNIGHT}\s+{re.escape(given)}(?!\w)", self.names.article.text
        ):  # by the given name: "Sir Malcolm" for Sir Malcolm Hadleigh
            full = [one for one in self.people.known if one.startswith(given + " ")]
            name = full[0] if len(full) == 1 else name
        party = self.names.party(name)
        return (party,) if party else ()

    def person(self, party: Party | None) -> Party | None:
        """The person who has the title that a party is named by: the minister."""
        if party is None or not party.name.islower():
            return party
        title = party.name.split(maxsplit=1)[-1] if party.name.startswith("the ") else party.name
        holders = self._holders(title)
        return self.names.party(holders[0]) if len(holders) == 1 else party

    def _holder(self, tokens: Sequence[Token]) -> str | None:
        """The one person who has the title that the tokens consist of."""
        if not any(token.kind == "head" for token in tokens) or len(tokens) > 3:
            return None
        if any(token.kind not in ("head", "word") for token in tokens):
            return None
        title = " ".join(token.low for token in tokens)
        holders = self._holders(title)
        return holders[0] if len(holders) == 1 else None

    def _holders(self, title: str) -> list[str]:
        """Who has a title, which is the end of a role, or its beginning: le ministre des Transports."""
        return [
            name
            for name, role in self._roles
            if role.endswith(title) or role.startswith(f"{title} ")
        ]

    @cached_property
    def _roles(self) -> list[tuple[str, str]]:
        found = []
        for name in dict.fromkeys(mention.name for mention in self.people.mentions):
            party = self.names.party(name)
            if party and party.role:
                found.append((name, " ".join(party.role.text.lower().split())))
        titled = {name for name, _ in found}
        tokens = self.main.tokens
        for i in range(2, len(tokens)):
            if tokens[i].kind != "person" or tokens[i - 1].kind != "comma":
                continue
            k = i - 2
            while k > 0 and tokens[k].kind in ("name", "det", "prep", "word") and i - k < 6:
                k -= 1
            if tokens[k].kind == "head" and tokens[i].of not in titled:
                role = " ".join(token.low for token in tokens[k : i - 1])
                found.append((str(tokens[i].of), role))  # "au ministre des Transports, X"
        return found

    def pronoun(self, kind: str, at: Token, others: tuple[Party, ...]) -> tuple[Party, ...]:
        """Whom a pronoun means: ``kind`` is he, she, it or they, or "" for any person."""
        barred = {party.name for party in others}
        if kind in _OTHER:
            barred |= self._other_person(kind, at)
        teller = self._teller(kind, at) if kind else ()
        if teller and not {party.name for party in teller} & barred:
            return teller
        for number in range(at.sentence, max(0, at.sentence - _BACK), -1):
            tokens = self._tokens(number, at.start if number == at.sentence else None)
            if kind in ("it", "they"):
                if number < at.sentence and tokens and tokens[0].kind == kind:
                    continue  # "They want ...": the same ones as before
                body = self._body(number, tokens) if number < at.sentence else ()
                if body and not {party.name for party in body} & barred:
                    return body
                continue
            described = self._described(number, tokens) if number < at.sentence else ()
            if described and not {party.name for party in described} & barred:
                return described
            persons = [t for t in tokens if t.kind == "person" and str(t.of) not in barred]
            persons = [t for t in persons if str(t.of).count(" ") < _NAME]  # no whole headline
            if number < at.sentence and kind and _begins_with(kind, tokens):
                continue  # "She rang ...": the same one as before
            fitting = [t for t in persons if self._fits(str(t.of), kind)]
            known = [
                t
                for t in fitting
                if kind in (self.people.genders.get(str(t.of)), self._counterparts.get(str(t.of)))
            ]
            free = [t for t in known or fitting if not self._is_owned(t)]
            if number == at.sentence and kind and not others:  # not of what stands behind it
                free = [t for t in free if t in known or str(t.of) in self.people.titled]
                fitting = []
            for token in free or fitting:
                return self._named(str(token.of))
        return ()

    def _other_person(self, kind: str, at: Token) -> set[str]:
        """Whom the sentence before calls by the other pronoun: "He insisted ... She asked him"."""
        if at.sentence == 1:
            return set()
        other = _OTHER[kind]
        tokens = self._tokens(at.sentence - 1, None)
        if not tokens or tokens[0].kind != other:
            return set()
        return {party.name for party in self.pronoun(other, tokens[0], ())}

    def _teller(self, kind: str, at: Token) -> tuple[Party, ...]:
        """Who says, in the sentence itself, what he or it does: "the ministry said it had asked"."""
        begin = self.main.begins.get(at.sentence, 0)
        i = begin
        while i < len(self.main.tokens) and self.main.tokens[i].start < at.start:
            i += 1
        for k in range(i - 1, max(begin, i - 6), -1):
            if self.main.is_verb(k, ("say",)):
                phrase = self.main.before(k, begin)
                if phrase is None or self.main.tokens[phrase.start].kind in PRONOUNS:
                    return ()
                person = any(self.main.tokens[j].kind == "person" for j in range(*phrase))
                if person != (kind in ("he", "she")):
                    return ()
                return self.parties(self.main, phrase, ())
        return ()

    def last_subject(self, at: Token, language: str) -> tuple[Party, ...]:
        """Who a verb without a subject has for one: the last person, or body, that was one."""
        kind = "she" if language in ("ru", "uk") and at.low.endswith("ла") else ""
        return self.pronoun(kind, at, ())

    def _fits(self, name: str, kind: str) -> bool:
        known = self.people.genders.get(name) or self._counterparts.get(name, kind)
        return not kind or known == kind

    @cached_property
    def _counterparts(self) -> dict[str, str]:
        """The pronouns of those whose counterpart is named: "X met her counterpart"."""
        found: dict[str, str] = {}
        for match in _COUNTERPART.finditer(self.names.article.text):
            before = [t for t in self.main.tokens if t.kind == "person" and t.end <= match.start()]
            if before and match.start() - before[-1].start < _NEAR:
                found[str(before[-1].of)] = "she" if match.group(1) == "her" else "he"
        return found

    def _is_owned(self, token: Token) -> bool:
        """Whether a person stands only as an owner, or behind a preposition."""
        i = self.main.begins[token.sentence]
        while i < len(self.main.tokens) and self.main.tokens[i].start < token.start:
            i += 1
        after = self.main.tokens[i + 1].kind if i + 1 < len(self.main.tokens) else ""
        k = i - 1
        if k > 0 and self.main.tokens[k].low.rstrip("'’") in _WITH_ARTICLE:
            return after == "own"  # "il ministro degli | Esteri Paolo Serra"
        while k > 0 and self.main.tokens[k].kind in ("head", "name"):
            k -= 1
        k -= k > 0 and self.main.tokens[k].kind == "det"
        return after == "own" or (k >= 0 and self.main.tokens[k].kind == "prep")

    def _tokens(self, number: int, before: int | None) -> list[Token]:
        begin = self.main.begins.get(number)
        found: list[Token] = []
        if begin is None:
            return found
        for i in range(begin, len(self.main.tokens)):
            token = self.main.tokens[i]
            if token.sentence != number or (before is not None and token.start >= before):
                break
            found.append(token)
        return found

    def _described(self, number: int, tokens: list[Token]) -> tuple[Party, ...]:
        """The person who is the subject of a sentence by an office: the French president."""
        begin = self.main.begins.get(number)
        if begin is None or not tokens:
            return ()
        phrase = self.main.first(begin, begin + len(tokens), pronouns=False)
        if phrase is None or phrase.start > begin + 1:
            return ()
        inside = self.main.tokens[phrase.start : phrase.end]
        for n in range(1, len(inside)):  # "Il cancelliere | uno spiraglio lo ha aperto"
            if inside[n].kind == "det" and inside[n - 1].kind == "head":
                phrase, inside = Phrase(phrase.start, phrase.start + n), inside[:n]
                break
        named = any(t.kind == "person" for t in self.main.tokens[begin : phrase.end + 2])
        heads = [t.low for t in inside if t.kind == "head"]
        nation = (
            len(inside) == 2 and inside[1].kind == "name" and _NATIONAL.fullmatch(inside[1].low)
        )
        if named or not (nation or (heads and OFFICE.match(heads[0]))):
            return ()
        return self.parties(self.main, phrase, ())

    def _body(self, number: int, tokens: list[Token]) -> tuple[Party, ...]:
        """The body that is the subject of a sentence."""
        begin = self.main.begins.get(number)
        if begin is None or not tokens:
            return ()
        phrase = self.main.first(begin, begin + len(tokens), pronouns=False)
        if phrase is None:
            return ()
        language = self.names.article.language
        whole = noun_phrase(self.main.tokens, phrase.start, begin + len(tokens), language)
        if whole is not None and language == "en":
            phrase = Phrase(phrase.start, max(phrase.end, whole.end))  # Health | workers
        inside = self.main.tokens[phrase.start : phrase.end]
        owned = any(t.kind == "own" for t in inside) and inside[-1].kind == "head"
        person = any(t.kind == "person" for t in inside) and not owned
        if person or not any(t.kind in _HUMAN for t in inside):
            return ()
        return self.parties(self.main, phrase, ())


def _parts(clauses: Clauses, phrase: Phrase) -> Iterator[Phrase]:
    """The parts of a phrase that "and" joins, where each has an actor."""
    starts = [phrase.start]
    for i in range(phrase.start + 1, phrase.end - 1):
        if clauses.tokens[i].kind in ("and", "comma"):
            starts.append(i + 1)
    for i in range(phrase.start + 1, starts[1] - 2 if len(starts) > 1 else phrase.start):
        plural = clauses.tokens[i - 1].low.endswith("s") and clauses.tokens[i - 1].kind == "head"
        if plural and clauses.tokens[i].low == "of":  # "the ministers of | Chad and Niger"
            starts[0] = i + 1
    edges = [*starts, phrase.end + 1]
    parts = [Phrase(a, b - 1) for a, b in pairwise(edges) if b - 1 > a]
    joined = len(parts) > 1 and all(
        clauses.tokens[part.start].kind == "det"
        or any(clauses.tokens[j].kind in _HUMAN for j in range(*part))
        for part in parts
    )
    if joined and any(clauses.tokens[j].kind == "and" for j in range(*phrase)):
        yield from parts
    else:
        yield phrase


def _begins_with(kind: str, tokens: Sequence[Token]) -> bool:
    """Whether a pronoun comes before any person."""
    return next((t.kind for t in tokens if t.kind in ("person", kind)), "") == kind


def _with_owned(clauses: Clauses, phrase: Phrase) -> Phrase:
    """A phrase with what belongs to its plural owner: the skippers’ association."""
    rest = clauses.tokens[phrase.end : phrase.end + 2]
    if len(rest) == 2 and rest[0].low in ("'", "’") and rest[1].kind in ("head", "name", "word"):
        return Phrase(phrase.start, phrase.end + 2)
    return phrase


def _apposed(clauses: Clauses, phrase: Phrase) -> str | None:
    """The name in "its envoy, X," where the phrase has a title and no name."""
    tokens = clauses.tokens
    if not any(tokens[j].kind == "head" for j in range(*phrase)):
        return None
    i = phrase.end
    if i + 1 < len(tokens) and tokens[i].kind == "comma":
        i += 1
        while i < len(tokens) and tokens[i].kind == "head":
            i += 1
        after = tokens[i + 1].kind if i + 1 < len(tokens) else "stop"
        if i < len(tokens) and tokens[i].kind == "person" and after in ("comma", "stop", "dash"):
            return str(tokens[i].of)
    return None


_LATTER = re.compile(
    r"(?:the )?latter|celui-ci|celle-ci|(?:ce|cette) derni(?:er|ère)|éste|ésta|(?:est[ea] |l['’])últim[oa]|"
    r"est[ea] últim[oa]|quest['’]ultim[oa]|costui|costei|dieser|diese|letzterer|letztere|тот|та|той|"
    r"последн(?:ий|яя)|останн(?:ій|я)"
)
_BODY = re.compile(
    r"(?:organi[sz]ation|association|federation|council|committee|commission|union|agency|society|cross|"
    r"crescent|alliance|league|bank|fund|party|хреста?|креста?|півмісяц\w|полумесяц\w?)$"
)
_ADJECTIVE = re.compile(r"[сцз]ь?к(?:ой|ого|ої|их|ий|ая|ое|ые)$")
OFFICE = re.compile(
    r"presid|présid|präsid|mandatari|лідер|лидер|líder|minist|chancel|cancell?i|kanzler|premi(?:er|ère)$|leader|líder|chef|jefe|"
    r"secretary|secr[eé]t|governor|gouverneur|gobernador|governa|mayor|maire|alcalde|prefeit|sindaco|"
    r"bürgermeister|ambassad|embajad|embaix|ambasciat|botschaft|senator|sénat|king|queen|pope|pape|"
    r"papst|papa$|emir|sultan|spokes|porte-parole|portavo|sprecher|президент|премьер|прем['’]єр|"
    r"министр|міністр|канцлер|губернатор|мэр|мер$|посол|глава|спикер|спікер"
)
_NATIONAL = re.compile(
    r"\w+(?:ian|ean|can|ese|ishman|ishwoman|chman|chwoman)|german|pole|dane|finn|swede|turk|briton|scot|"
    r"spaniard|czech|greek|serb|croat|slovak|slovene|kurd|iraqi|israeli|pakistani|saudi|thai|dutchman"
)
_COUNTERPART = re.compile(r"\b(her|his) (?:\w+ ){0,2}(?:counterpart|opposite number)\b")
_NEAR = 120  # letters between a person and the word counterpart
_OTHER = {"he": "she", "she": "he"}
_WITH_ARTICLE = frozenset("del dello dell della dei degli delle des do da dos das".split())
_NEGATED = re.compile(r"\wn['’]t$")
_KNIGHT = r"\b(?:Sir|Dame|[Dd]on|[Dd]oña|Dom|Dona|Sheikha?)"
_COUNTED = frozenset(
    "both two three four beide beiden deux trois dos tres ambos ambas due tre entrambi dois duas".split()
)


def _is_governed(tokens: Sequence[Token], n: int) -> bool:
    """Whether a preposition governs token ``n``: "a spokesman for X"."""
    k = n - 1
    while k >= 0 and tokens[k].kind in ("head", "det", "name"):
        k -= 1
    return k >= 0 and tokens[k].kind == "prep"
