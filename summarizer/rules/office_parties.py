"""Parties by office: whom a clause puts on the line by office only, as persons where that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.rules.bystanders import Bystanders
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CallWords, Trigger
from summarizer.rules.offices import Offices
from summarizer.rules.standins import Before

_AND = re.compile(r",?\s(?:and|et|und|y|e|i|и|та)(?:\s(?:with|avec|mit|con|com))?\s")


class OfficeParties:
    """Those whom the clauses of one article put on the line by office."""

    def __init__(self, words: CallWords, offices: Offices, bystanders: Bystanders) -> None:
        self.words, self.text, self.callers = words, words.text, words.callers
        self.offices, self.bystanders = offices, bystanders

    def of(self, trigger: Trigger, before: Before) -> list[Caller]:
        """Those of a clause, as the persons they are, or else by the words of the office."""
        if trigger.kind == "called":
            return []
        roles = self.offices.roles(trigger.left, trigger.right)
        cased = self.callers.is_cased
        around = self.text[trigger.sentence.start : trigger.sentence.end] if cased else ""
        known = tuple(dict.fromkeys(name for parties in before.all for name in parties))
        named = []
        for c in self.bystanders.governed(trigger, roles):
            country = self.offices.country(c)
            who = self.offices.holder(c)
            who = who or self.words.akin(known, c.name if cased and country else around)
            if cased and country:
                who = who or self._continued(before.subject)
            if who or country:
                named.append(Caller(c.start, c.end, "role", who or c.name))
        return named

    def _continued(self, subject: str | None) -> str | None:
        """Whom the sentence before was about, if an office that nobody is given can be his: "Lund rang on
        Sunday. The Danish premier’s conversation with"."""
        party = self.words.names.party(subject) if subject else None
        if party is None or party.role or self.callers.country(party.name):
            return None
        return party.name

    def chair(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> list[Caller]:
        """Who is given by office only before a call with two others: "the Turkish president offered a
        call with"."""
        if len({c.name for c in found}) < 2 or found[0].start < trigger.end:
            return []
        known = {c.name for c in found}
        first = [c for c in self.of(trigger, before) if c.end <= trigger.start]
        first = [c for c in first if c.name not in known and not self.bystanders.speaks(c, trigger)]
        return first if len(first) == 1 else []

    def joined(self, trigger: Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Who is named by office behind an "and": "a call with Lund and the Danish premier"."""
        if not found or found[-1].start < trigger.end or trigger.kind == "called":
            return []
        last = found[-1]
        for office in self.offices.roles(last.end, trigger.right)[:1]:
            who = self.offices.holder(office)
            linked = _AND.fullmatch(self.text, last.end, office.start)
            if who and linked and who not in {c.name for c in found}:
                return [Caller(office.start, office.end, "role", who)]
        return []

    def two(self, trigger: Trigger, known: set[str]) -> re.Match[str] | None:
        """The words of "the president and the chancellor" where no name or country stands beside them."""
        roles = self.offices.roles(trigger.left, trigger.right)
        if known or len(roles) != 2 or any(map(self.offices.country, roles)):
            return None
        return _AND.fullmatch(self.text, roles[0].end, roles[1].start)
