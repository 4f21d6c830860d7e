"""Referents: the parties that a noun phrase names. Two that "and" joins are two parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.names import Names
from summarizer.rules.asking_pronouns import AskingPronouns, Parties
from summarizer.rules.asking_words import AskingWords
from summarizer.rules.clauses import Clauses
from summarizer.rules.nominals import Phrase
from summarizer.rules.officeholders import OfficeHolders
from summarizer.rules.people import People
from summarizer.rules.role_holders import RoleHolders
from summarizer.rules.tokens import Token
from summarizer.titles import untitled

_HUMAN = ("person", "head", "name")
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
_NEGATED = re.compile(r"\wn['’]t$")
_KNIGHT = r"\b(?:Sir|Dame|[Dd]on|[Dd]oña|Dom|Dona|Sheikha?)"
_COUNTED = frozenset(
    "both two three four beide beiden deux trois dos tres ambos ambas due tre entrambi dois duas".split()
)


class Referents:
    """Whom the phrases of one article mean; ``main`` is its clauses."""

    def __init__(self, names: Names, people: People, main: Clauses, asking: AskingWords) -> None:
        self.names, self.people, self.main, self.asking = names, people, main, asking
        self.text = names.article.text
        self.roles = RoleHolders(names, people, main)
        self.officeholders = OfficeHolders(names)
        pronouns = AskingPronouns(people, main, self.parties, self._named)
        self.pronoun, self.last_subject = pronouns.meant, pronouns.last_subject

    def parties(self, clauses: Clauses, phrase: Phrase, others: Parties) -> Parties:
        """The parties of a phrase. ``others`` are none of those that a pronoun in it means."""
        if phrase.end <= phrase.start:
            return ()
        parts = _parts(clauses, phrase)
        return tuple(dict.fromkeys(p for part in parts for p in self._party(clauses, part, others)))

    def _party(self, clauses: Clauses, phrase: Phrase, others: Parties) -> Parties:
        phrase = _with_owned(clauses, phrase)
        tokens = clauses.tokens[phrase.start : phrase.end]
        first, words = tokens[0], self.text[tokens[0].start : tokens[-1].end]
        pronoun = self._pronoun(first) if len(tokens) == 1 else None
        if pronoun:
            return self.pronoun(pronoun, first, others)
        if first.kind == "nobody":
            return ()
        if _LATTER.fullmatch(words.lower()):
            before = [t for t in self.main.tokens if t.end <= first.start and t.kind == "person"]
            return self._named(str(before[-1].of)) if before else ()
        if first.kind == "quote" and len(tokens) == 1:  # a firm: «Газпром»
            return self._named(words.strip("“”„«»\"'"))
        person = self._person(tokens) or _apposed(clauses, phrase)
        if person:
            return self._named(person)
        tokens = _core(tokens)
        if not tokens:
            return ()
        words = self.text[tokens[0].start : tokens[-1].end]
        barred = {party.name for party in others}
        holder = self.roles.holder(tokens)
        holder = holder or self.officeholders.holder(words, tokens[0].start, barred)
        return self._named(holder or words)

    def _pronoun(self, token: Token) -> str | None:
        """The kind of pronoun that a token is."""
        low = token.low.rstrip("'’")
        for kind in ("he", "she", "they", "it"):
            if kind in (token.kind, low) or self.asking.patterns[kind].fullmatch(low):
                return kind
        return None

    def _person(self, tokens: Sequence[Token]) -> str | None:
        """The person of a phrase, who is no owner of what it means, nor governed by a preposition."""
        slavic = self.names.article.language in ("ru", "uk")
        for n, token in enumerate(tokens):
            if token.kind != "person" or any(other.kind == "own" for other in tokens[n + 1 :]):
                continue
            whole = n + 1 < len(tokens) and (
                tokens[n + 1].kind in ("head", "name") or tokens[n + 1].low in ("'", "’")
            )  # the Kurdistan Workers' Party
            whole = whole or _is_body(token, tokens[n + 1 : n + 2])
            if slavic and n and " " not in token.low:
                whole = whole or tokens[n - 1].kind == "word"  # Асоціація перевізників | Волині
            if not (whole or _is_governed(tokens, n)):
                return str(token.of)
        return None

    def _named(self, name: str) -> Parties:
        given = name.split()[-1]
        if given == untitled(name) and re.search(
            rf"{_KNIGHT}\s+{re.escape(given)}(?!\w)", self.text
        ):  # by the given name: "Sir Malcolm" for Sir Malcolm Hadleigh
            full = [one for one in self.people.known if one.startswith(given + " ")]
            name = full[0] if len(full) == 1 else name
        party = self.names.party(name)
        return (party,) if party else ()


def _core(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words of a phrase that name somebody, none where they name nobody."""
    before, behind = ("det", "prep", "comma", "and"), ("aux", "prep", "det", "comma", "stop")
    while len(tokens) > 1 and tokens[0].kind in before and tokens[0].low not in _COUNTED:
        tokens = tokens[1:]
    verb = next((n for n, t in enumerate(tokens) if n and _NEGATED.search(t.low)), len(tokens))
    tokens = tokens[:verb]  # "the association | isn't waiting"
    while len(tokens) > 1 and tokens[-1].kind in behind:
        tokens = tokens[:-1]
    first = tokens[0]
    article = len(tokens) == 1 and first.kind == "det" and first.low not in _COUNTED
    acts = first.kind in (*_HUMAN, "word", "det") and first.low[:1].isalnum()
    return tokens if acts and not article else ()


def _is_body(token: Token, behind: Sequence[Token]) -> bool:
    """Whether what looks like a person's name is part of a body's: the Pan American | Health
    Organization, Міжнародний комітет | Червоного Хреста, профсоюз | Самарской области."""
    if _BODY.search(token.low):
        return True
    adjective = " " not in token.low and _ADJECTIVE.search(token.low) is not None
    return adjective and bool(behind) and behind[0].kind in ("word", "head")


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


def _is_governed(tokens: Sequence[Token], n: int) -> bool:
    """Whether a preposition governs token ``n``: "a spokesman for X"."""
    k = n - 1
    while k >= 0 and tokens[k].kind in ("head", "det", "name"):
        k -= 1
    return k >= 0 and tokens[k].kind == "prep"
