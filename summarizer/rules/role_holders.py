"""Role holders: the one person of an article whose role a title is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.clauses import Clauses
from summarizer.rules.people import People
from summarizer.rules.tokens import Token

OFFICE = re.compile(
    r"presid|présid|präsid|mandatari|лідер|лидер|líder|minist|chancel|cancell?i|kanzler|premi(?:er|ère)$|leader|líder|chef|jefe|"
    r"secretary|secr[eé]t|governor|gouverneur|gobernador|governa|mayor|maire|alcalde|prefeit|sindaco|"
    r"bürgermeister|ambassad|embajad|embaix|ambasciat|botschaft|senator|sénat|king|queen|pope|pape|"
    r"papst|papa$|emir|sultan|spokes|porte-parole|portavo|sprecher|президент|премьер|прем['’]єр|"
    r"министр|міністр|канцлер|губернатор|мэр|мер$|посол|глава|спикер|спікер"
)
"""How the word for an office begins."""


class RoleHolders:
    """Who has which role in one article; ``main`` is its clauses."""

    def __init__(self, names: Names, people: People, main: Clauses) -> None:
        self.names, self.people, self.tokens = names, people, main.tokens

    def person(self, party: Party | None) -> Party | None:
        """The person who has the title that a party is named by: the minister."""
        if party is None or not party.name.islower():
            return party
        title = party.name.split(maxsplit=1)[-1] if party.name.startswith("the ") else party.name
        holder = self._holder(title)
        return self.names.party(holder) if holder else party

    def holder(self, tokens: Sequence[Token]) -> str | None:
        """The one person who has the title that the tokens consist of."""
        kinds = [token.kind for token in tokens]
        if "head" not in kinds or len(kinds) > 3 or not set(kinds) <= {"head", "word"}:
            return None
        return self._holder(" ".join(token.low for token in tokens))

    def _holder(self, title: str) -> str | None:
        """Who has a title, which is the end of a role, or its beginning: le ministre des Transports."""
        holders = [
            name
            for name, role in self._roles
            if role.endswith(title) or role.startswith(f"{title} ")
        ]
        return holders[0] if len(holders) == 1 else None

    @cached_property
    def _roles(self) -> list[tuple[str, str]]:
        found = []
        for name in dict.fromkeys(mention.name for mention in self.people.mentions):
            party = self.names.party(name)
            if party and party.role:
                found.append((name, " ".join(party.role.text.lower().split())))
        titled = {name for name, _ in found}
        tokens = self.tokens
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
