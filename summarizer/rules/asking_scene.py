"""The scene of a word that asks, in scripts without capital letters: the clauses around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.countries import country_named
from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.asking_actors import actors
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_words import AskingWords, Trigger
from summarizer.rules.witness import speakers_likely

_AND = re.compile(r"\s+[וو](?=\w)|[和与及、]|と")
_CLAUSE = re.compile(r"[،,;؛:：.。！？!?；，「」“”«»()（）\n]")


class Place(NamedTuple):
    """A piece of the text: offsets."""

    start: int
    end: int


class Scene:
    """A word that asks, and the sentence around it, or the words in quotation marks."""

    def __init__(
        self, names: Names, asking: AskingWords, trigger: Trigger, start: int, end: int, number: int
    ) -> None:
        self.names, self.asking, self.trigger, self.number = names, asking, trigger, number
        self.text, self.language = names.article.text, names.article.language
        self.actors = actors(names)
        self.speaker: Party | None = None
        for passage in names.article.passages:
            if passage.start <= trigger.start < passage.end:
                start, end = max(start, passage.start), min(end, passage.end)
                self.speaker = speakers_likely(names).get(passage.number)
        self.start, self.end = start, end
        cuts = [m.start() for m in _CLAUSE.finditer(self.text, trigger.end, end)]
        self.until = min(cuts, default=end)

    def pieces_before(self) -> list[Place]:
        """The clauses before the verb, the nearest first."""
        places, stop = [], self.trigger.start
        cuts = list(_CLAUSE.finditer(self.text, self.start, self.trigger.start))
        for cut in reversed(cuts):
            places.append(Place(cut.end(), stop))
            stop = cut.start()
        return [*places, Place(self.start, stop)]

    def words(self, place: Place) -> str:
        """The words of a place, without the adverbs at its ends."""
        words = self.text[place.start : place.end].strip(' \t\n"')
        while words:
            found = self.asking.patterns["skip"].match(words)
            if found is None or found.end() == 0:
                break
            words = words[found.end() :].strip()
        return words

    def subject(self, start: int, end: int) -> tuple[Party, ...]:
        """Who acts between two offsets, or in the sentence before: the subject of a verb without one."""
        return self.actors.subject(start, end) or self.actors.before(self.number)

    def subject_in(self, start: int, end: int) -> tuple[Party, ...]:
        """Who acts between two offsets."""
        return self.actors.subject(start, end)

    def other(self, who: tuple[Party, ...]) -> tuple[Party, ...]:
        """Whom "him" means: the one other person named before the verb in the sentence."""
        return self.actors.other(self.start, self.trigger.start, who)

    def actor(self, start: int, end: int) -> tuple[Party, ...]:
        """The party that the words between two offsets are: a person with a title, or else by the words."""
        return self.actors.ending(start, end) or self.party(self.text[start:end])

    def party(self, words: str) -> tuple[Party, ...]:
        """The party that the words name, if they stand in the article and are not too many."""
        quoted = re.search(r'(?:^|\s)"([^"]{2,40})"?\W*$', words)
        words = quoted.group(1) if quoted else words.strip(' \n\t"')
        limit = 24 if self.language in ("zh", "ja") else 70
        if not words or len(words) > limit:
            return ()
        joined = _AND.split(words)
        if len(joined) > 1 and all(country_named(part, self.language) for part in joined):
            found = (self.names.party(part) for part in joined)
            return tuple(party for party in found if party)
        party = self.names.party(words)
        return (party,) if party else ()

    def frame(
        self, who: tuple[Party, ...], whom: tuple[Party, ...], action: int, sure: bool
    ) -> Frame | None:
        """The frame, where somebody asks somebody else."""
        who = who or ((self.speaker,) if self.speaker else ())
        who = who or self.subject(self.start, self.trigger.start)
        if not who or {p.name for p in who} & {p.name for p in whom}:
            return None
        end = max(self.until, action + 1)
        return Frame(
            self.trigger.kind,
            self.number,
            self.trigger.start,
            who,
            whom,
            (min(action, end - 1), end),
            sure and bool(whom),
        )
