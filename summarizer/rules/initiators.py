"""Who wanted a call, or rang: "at Kyiv’s request", "it was she who had rung", "о нём попросил Бишкек"."""

from __future__ import annotations

import re

from summarizer.article import Sentence
from summarizer.countries import government_named
from summarizer.language import SPACELESS
from summarizer.rules.callwords import CallWords, Trigger


class Initiators:
    """Who began the calls of one article, by name."""

    def __init__(self, words: CallWords) -> None:
        self.words = words
        self.names = words.names
        self.text = words.text
        self.callers = words.callers

    def of(
        self, parties: tuple[str, ...], sentence: Sentence, trigger: Trigger | None
    ) -> str | None:
        """Who wanted the call or rang, as the sentence says; a third party is not meant."""
        start, end = sentence.start, sentence.end
        after = self.words.words["wish_after"].search(self.text, start, end)
        stated = after and self.words.outside("told", start, after.start(), quoted=True)
        if after and (stated or not self.words.is_quoted(after.start())):
            found = self._who(parties, after.end(), min(end, after.end() + 50), first=True)
            if found:
                return found
        for before in self.words.words["wish_before"].finditer(self.text, start, end):
            if not self.words.is_quoted(before.start()):
                found = self._who(
                    parties, max(start, before.start() - 50), before.start(), first=False
                )
                if found:
                    return found
        if "应约" in self.text[start:end]:  # "as asked": by the other one
            return parties[-1] if len(parties) == 2 else None
        if trigger is None or trigger.kind not in ("ring", "called", "back"):
            return None
        if "sentit" in self.text[trigger.start : trigger.end]:
            return None  # "si è sentito con": either may have rung
        earlier = [c for c in self.words.persons(trigger.left, trigger.start) if c.name in parties]
        if earlier:
            return earlier[-1].name
        rang = self._who(parties, trigger.left, trigger.start, first=False)
        if rang in parties:
            return rang
        later = [c for c in self.words.persons(trigger.end, trigger.right) if c.name in parties]
        others = [name for name in parties if later and name != later[0].name]
        return others[0] if len(others) == 1 else None

    def _who(self, parties: tuple[str, ...], start: int, end: int, *, first: bool) -> str | None:
        """The party named between two offsets, as one of those on the line where that can be told."""
        found = sorted(
            [
                *self.words.persons(start, end),
                *(c for c in self.callers.others if start <= c.start and c.end <= end),
                *self.callers.pronouns(start, end),
            ],
            key=lambda caller: caller.start,
        )
        words = self.text[start:end]
        if found and found[0 if first else -1].kind == "place":
            place = found[0 if first else -1]
            between = self.text[start : place.start] if first else self.text[place.end : end]
            found = [] if re.search("[:;.,]", between) else found
        if not found:
            run = _unnamed(words, self.words.language, first=first)
            akin = self.words.akin(parties, words)
            return akin or (run if run and self.names.party(run) else None)
        one = found[0] if first else found[-1]
        if one.kind == "person":
            return one.name if one.name in parties else None
        if one.kind == "place":
            return (
                self._of_country(parties, one.name)
                or self.words.akin(parties, self.text[max(0, one.start - 15) : one.end], one.start)
                or (None if one.name.startswith("Seite") else one.name)
            )
        sentence = self.words.article.sentence_at(one.start)
        named = {c.name for c in self.words.persons(sentence.start, sentence.end)}
        for fits in (
            [n for n in parties if self.callers.gender(n) == one.kind],
            [n for n in parties if n not in named],
            [c.name for c in self.words.persons(sentence.start, one.start) if c.name in parties][
                :1
            ],
        ):
            if len(fits) == 1:
                return fits[0]
        return None

    def _of_country(self, parties: tuple[str, ...], place: str) -> str | None:
        party = self.names.party(place)
        code = (party.country if party else None) or government_named(place, self.words.language)
        fits = [n for n in parties if code and self.callers.country(n) == code]
        return fits[0] if len(fits) == 1 else None


def _unnamed(words: str, language: str, *, first: bool) -> str | None:
    """A capital or a side in words that name no person: "Kyiv", "турецкой стороны", "豪側"."""
    if language in SPACELESS:
        found = re.findall(r"[\u3400-\u9fffァ-ヴー]{1,6}?[側方]", words)
    elif language in ("ar", "he"):
        found = re.findall(r"(?:الجانب|الطرف|הצד)\s\w+|\w{3,}", words)[:1]
    else:
        side = r"[^\W\d_]+(?:ой|ого|ої|ая|а)\s(?:сторон\w+)"
        capital = r"[^\W\d_a-zа-яёіїєґà-ÿ][\w’-]{3,}"
        found = re.findall(
            rf"^\s*({side}|{capital})" if first else rf"({side}|{capital})\s*$", words
        )
    return (found[0] if first else found[-1]) if found else None
