"""Rules as a witness beside a small model: who said a passage.

A small model tends to give all passages to one speaker. The grammar of news tells most speakers by rule,
and where a rule is sure its word counts. Where it is a guess it may serve a model that is not sure either;
where no rule fits, nothing is said. An article is read once, however often it is asked about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache

from summarizer.names import Names
from summarizer.records import NotQuoteReason, Party
from summarizer.rules.attribution import Attribution
from summarizer.rules.caseless import heard, titled
from summarizer.rules.findings import Finding
from summarizer.rules.unsaid import unsaid
from summarizer.saying import words_of

_LONG = 7  # words that the name of a body or a source has at most
_CAST = 25  # names that the cast of an article has at most, ...
_WORDS = 50  # ... or one for so many of its words, in a long one


class _Heard:
    """What the rules find in one article."""

    def __init__(self, names: Names) -> None:
        words = words_of(names.article.language)
        self.names = names
        self.unsaid = unsaid(names.article, words)
        self.findings: dict[int, Finding] = {}
        self.attribution: Attribution | None = None
        if words is not None:
            self.attribution = Attribution(names, words, self.unsaid)
            self.findings = self.attribution.findings()
        else:
            for number, found in heard(names, self.unsaid).items():
                self.findings[number] = Finding(found.party, "word order", found.sure)

    @cached_property
    def cast(self) -> tuple[str, ...]:
        """Who could speak or act: speakers, persons, bodies and countries that are subjects."""
        counts: Counter[str] = Counter()
        parties: dict[str, Party] = {}
        ranks: dict[str, int] = {}

        def add(party: Party | None, rank: int) -> None:
            if party is None:
                return
            key = re.sub(r"^(?:the|an?) ", "", party.name.lower())
            parties.setdefault(key, party)
            counts[key] += 1
            ranks[key] = min(rank, ranks.get(key, rank))

        for finding in self.findings.values():
            add(finding.party, 0 if finding.sure else 2)
        if self.attribution is not None:
            people = self.attribution.subjects.people
            for mention in people.mentions:
                add(self.names.party(mention.name), 1 if mention.name in people.titled else 2)
            for party in self.attribution.subjects.all():
                if len(party.name.split()) > _LONG:
                    continue
                country = party.country is not None and not party.country_inferred
                add(party, 2 if country else 3)
        else:
            for name in titled(self.names.article):
                add(self.names.party(name), 1)
        most = max(_CAST, len(self.names.article.text.split()) // _WORDS)
        best = sorted(parties, key=lambda key: (ranks[key], -counts[key]))[:most]
        chosen = sorted((parties[key] for key in best), key=lambda party: party.span.start)
        return tuple(party.name for party in chosen)


@lru_cache(maxsize=4)
def _heard(names: Names) -> _Heard:
    return _Heard(names)


def cast(names: Names) -> tuple[str, ...]:
    """Who could speak or act in the article, in the order of first mention: persons by the fullest form,
    bodies, unnamed sources and countries as the article calls them; at most 25, or
    more in an article of more than 1,250 words."""
    return _heard(names).cast


def findings(names: Names) -> Mapping[int, Finding]:
    """All that the rules have found, by the number of the passage: the speaker, the name of the rule, and
    whether it is sure."""
    return _heard(names).findings


def speakers_said(names: Names) -> Mapping[int, Party]:
    """The speakers that the rules are sure of, by the number of the passage."""
    return {number: found.party for number, found in _heard(names).findings.items() if found.sure}


def speakers_likely(names: Names) -> Mapping[int, Party]:
    """All speakers that the rules have found, those that are a guess among them."""
    return {number: found.party for number, found in _heard(names).findings.items()}


def not_said(names: Names) -> Mapping[int, NotQuoteReason]:
    """The passages that are surely nobody's speech, with the reason."""
    return _heard(names).unsaid
