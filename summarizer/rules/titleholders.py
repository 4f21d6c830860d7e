"""Who holds a title: the one person of an article whom "the foreign minister" means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from summarizer.names import Names
from summarizer.rules.clauses import Clauses
from summarizer.rules.nominals import Phrase
from summarizer.rules.people import Named, People
from summarizer.rules.tokens import Token
from summarizer.titles import AIDE


class Titleholders:
    """The titles of the persons of one article."""

    def __init__(self, names: Names, people: People, clauses: Clauses) -> None:
        self.names = names
        self.people = people
        self.words = clauses.words
        self.tokens = clauses.tokens

    def holder(self, phrase: Phrase) -> str | None:
        """The one person of the article who has the title that a phrase consists of."""
        tokens = [self.tokens[j] for j in range(*phrase)]
        if tokens[0].low not in DEFINITE and tokens[0].kind != "head":
            return None
        rest = [t for t in tokens if t.kind not in ("det", "aux")]
        heads = [t for t in rest if t.kind == "head"]
        if any(self.words.bodies.fullmatch(head.low) for head in heads):
            return None
        if not is_one([t.low for t in heads], rest) or any(
            t.kind not in ("head", "word", "name") for t in rest
        ):
            return None
        holders = self.holders(phrase)
        if len(holders) > 1 and len(rest) == 1:
            return self._last(holders, tokens[0].start)
        return holders[0] if len(holders) == 1 else None

    def _last(self, holders: Sequence[str], at: int) -> str | None:
        """Whom of several the paragraph has mentioned last before an offset, if it has one of them only."""
        begin = self.names.article.text.rfind("\n\n", 0, at)
        here = {m.name for m in self.people.mentions if begin < m.start < at and m.name in holders}
        return here.pop() if len(here) == 1 else None

    def holders(self, phrase: Phrase) -> list[str]:
        """The persons whose role has all the words of a title: "the prime minister"."""
        tokens = [self.tokens[j] for j in range(*phrase)]
        head = next(i for i, token in enumerate(tokens) if token.kind == "head")
        while head + 1 < len(tokens) and tokens[head + 1].kind == "head":
            head += 1  # le Premier ministre
        romance = self.words.language in ("fr", "es", "it", "pt")
        around = tokens if romance else tokens[:head]
        wanted = [t.low for t in around if t.kind in ("word", "name") and len(t.low) > 3]
        gender = self.people.titled_as(tokens[head].low)
        others = {"she": "he", "he": "she"}.get(gender)
        return [
            name
            for name, role in self._roles
            if self.people.genders.get(name) != (others or "")
            and self._is_role(tokens[head].low, role)
            and all(word[:5] in role for word in wanted)
        ]

    @cached_property
    def _roles(self) -> list[tuple[str, str]]:
        """The persons of the article, and the words of their titles in small letters."""
        found: dict[str, str] = {}
        for mention in self.people.mentions:
            party = self.names.party(mention.name)
            role = party.role.text.lower() if party and party.role else ""
            title = self.people.honorific(mention.start).lower()
            title = title or self._title_ahead(mention.start) or self._apposed_title(mention)
            found[mention.name] = f"{found.get(mention.name, role)} {title}"
        return list(found.items())

    def _apposed_title(self, mention: Named) -> str:
        """The title between an article and the comma before a name: the president of Peru, Ana Reyes, ..."""
        text = self.names.article.text
        before = text[max(0, mention.start - 80) : mention.start]
        if not before.endswith(", ") or text[mention.end : mention.end + 1] not in (
            ",",
            ".",
            ";",
            ")",
        ):
            return ""
        clause = re.split(r"[.,;:!?()«»“”\n—–]", before[:-2])[-1]
        words: list[str] = re.findall(r"[\w’'-]+", clause.lower())
        kinds = [self.words.kind(word) for word in words]
        dets = [i for i, kind in enumerate(kinds) if kind == "det"]
        for i in reversed(dets):
            if "say" in kinds[i:] or "call" in kinds[i:]:
                return ""
            head = next(
                (j for j in range(i + 1, min(i + 4, len(words))) if kinds[j] == "head"), None
            )
            governed = i > 0 and kinds[i - 1] == "prep"
            if head is not None and not governed and not self.words.bodies.fullmatch(words[head]):
                return words[head]
        return ""

    def _title_ahead(self, at: int) -> str:
        """The title some words before a name: президент Турции Седат Акйол, la ministra de Salud Ana Ruiz."""
        if self.words.language in ("en", "de"):
            return ""
        before = self.names.article.text[max(0, at - 60) : at]
        words = re.findall(r"[\w’'-]+", re.split(r"[.,;:!?()«»“”\"\n—–]", before)[-1])[1:]
        for back, word in enumerate(reversed(words[-5:])):
            kind = self.words.kind(word.lower())
            if kind == "head" and back and not self.words.bodies.fullmatch(word.lower()):
                return word.lower() if not AIDE.fullmatch(word) else ""
            if kind in ("say", "call", "and", "rel") or (kind == "prep" and word.lower() not in OF):
                return ""
        return ""

    def _is_role(self, head: str, role: str) -> bool:
        if self.words.language in ("ru", "uk"):
            first = next(
                (w for w in re.findall(r"[\w-]+", role) if self.words.kind(w) == "head"), ""
            )
            return len(head) > 4 and first.startswith(head[:-1])
        if (
            self.words.language == "de"
        ):  # der Minister: the Wirtschaftsminister, not the Vizeminister
            return re.search(rf"(?<!\w)(?!vize)\w*{re.escape(head)}(?!\w)", role) is not None
        return re.search(rf"(?<!\w){re.escape(head)}(?!\w)", role) is not None


def is_one(heads: list[str], tokens: Sequence[Token]) -> bool:
    """Whether the heads of a phrase are one, or stand together: le Premier ministre."""
    at = [i for i, token in enumerate(tokens) if token.kind == "head"]
    return len(heads) > 0 and at[-1] - at[0] == len(at) - 1 and len(at) < 3


DEFINITE = frozenset("the le la l' l’ der die das el il lo o a".split())
OF = frozenset("de du des del della dell dello di do da dos das d la l les le al".split())
