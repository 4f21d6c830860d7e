"""On the line: whom a demand is put to in a call, where its sentence does not say so.

What somebody asks for in a call, he asks of the other on the line; "his counterpart" is that one, too.
Who "was told to ..." in a call, was told so by the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.countries import country_in, government_named
from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.calling import CallCandidate, call_candidates
from summarizer.rules.officeholders import OfficeHolders

_NEAR = 6  # paragraphs between a call and what was asked for in it
_NAME = 6  # words of a name
_COUNTERPART = re.compile(
    r"counterparts?|opposite number|colleague|homologues?|homólog[oa]s?|omolog[oa]|colleg[ah]|colega|"
    r"amtskolleg\w*|kolleg(?:e|en|in)|gegenüber|коллег\w+|колег\w+|візаві|визави|نظير\w*|עמית\w*|מקביל\w*|"
    r"\b(?:neighbou?r|nachbarland|voisine?|vecin[oa]|vizinh[oa])\b|"
    r"interlocuteur|interlocutrice|interlocutora?|interlocutore|interlocutrice|собеседник\w*",
    re.IGNORECASE,
)
_OF_STATE = re.compile(
    r"head of state|chef de l['’]état|jef[ea] del? estado|capo dello stato|chefe de estado|staatschef|"
    r"глав[аеыу] государства|глав[аіиу] держави|国家元首|元首"
)
_BOTH = re.compile(
    r"both(?: men| women| leaders| presidents| ministers)?|the two(?: men| leaders)?|"
    r"(?:les |tous )?(?:les )?deux|"
    r"beide|ambos|ambas|los dos|entrambi|entrambe|i due|os dois|обо?их|обоим|обох|обом|их обоих"
)
_HEAD = re.compile(r"presid|présid|präsid|king|emir|президент|корол|мамлакат", re.IGNORECASE)
_AROUND = 30  # letters around the word in which the country of a counterpart is told


class OnTheLine:
    """The calls of an article, and who was on the line with whom."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.offices = OfficeHolders(names)
        self.calls: tuple[CallCandidate, ...] | None = None

    def completed(self, frame: Frame) -> Frame | None:
        """The frame with the demander and the target that a call tells; None without a demander."""
        if len(frame.who) == 1:
            whom = tuple(self._met(frame, party, frame.who[0]) for party in frame.whom)
            frame = frame._replace(whom=whom)
        if len(frame.whom) == 1:
            who = tuple(self._met(frame, party, frame.whom[0]) for party in frame.who)
            frame = frame._replace(who=who)
        frame = self._named(self._both(frame))
        if not frame.who and len(frame.whom) == 1:
            other = self._other(frame.whom[0], frame.sentence) or self._before(frame)
            frame = frame._replace(who=(other,) if other else (), sure=False)
        elif not frame.whom and len(frame.who) == 1:
            other = self._other(frame.who[0], frame.sentence)
            frame = frame._replace(whom=(other,) if other else (), sure=False)
        return frame if frame.who and (frame.whom or not frame.weak) else None

    def _both(self, frame: Frame) -> Frame:
        """A frame with the two whom "both" means: those with whom the demander was on the line, or the
        two of the call told last."""
        if len(frame.whom) != 1 or _BOTH.fullmatch(frame.whom[0].name.lower()) is None:
            return frame
        pairs = self._pairs(frame.sentence)
        found: dict[str, Party] = {}
        for pair in pairs:
            others = [one for one in pair if not any(self._is_same(who, one) for who in frame.who)]
            if len(others) == 1:
                found.setdefault(others[0].name, others[0])
        whom = tuple(found.values()) if len(found) == 2 else pairs[0] if pairs and not found else ()
        return frame._replace(whom=whom or frame.whom)

    def _named(self, frame: Frame) -> Frame:
        """A frame with the persons whom its offices mean: those of the article, or who was on the line
        with the other party."""
        if len(frame.who) != 1 or len(frame.whom) != 1:
            return frame
        who, whom = frame.who[0], frame.whom[0]
        return frame._replace(
            who=(self._holder(frame, who, whom),), whom=(self._holder(frame, whom, who),)
        )

    def _holder(self, frame: Frame, party: Party, other: Party) -> Party:
        if party.role or self.offices.kind(party.name) in (None, "peer"):
            return party
        name = self.offices.holder(party.name, frame.start, {other.name})
        found = self.names.party(name) if name else self._other(other, frame.sentence)
        place = self.offices.place(party.name)
        known = self.offices.country(found.name) if found else None
        return party if found is None or (place and known and place != known) else found

    def _met(self, frame: Frame, party: Party, peer: Party) -> Party:
        """Who is meant by "his counterpart": the other on the line, or the only one of that country."""
        word = _COUNTERPART.search(party.name)
        if word is None or party.role:
            return party
        article = self.names.article
        end = article.sentence(frame.sentence).end
        at = article.text.find(word.group(), article.sentence(frame.sentence).start, end)
        around = article.text[max(0, at - _AROUND) : at + len(word.group()) + _AROUND]
        place = country_in(party.name, article.language) or country_in(around, article.language)
        other = self._other(peer, frame.sentence)
        if other and (place is None or other.country in (place, None)):
            return other
        kin = self.offices.kinds(peer.name)
        alike = [
            name
            for name in self.offices.holders(kin)
            if name != peer.name and self.offices.country(name) in (place, None)
        ]
        same = [name for name in alike if self.offices.country(name) == place]
        if len(same or alike) == 1:
            return self.names.party((same or alike)[0]) or party
        known = [self.names.party(name) for name in self.names.cast]
        named = [one for one in known if one and one.name.count(" ") < _NAME]  # no whole headline
        fits = [one for one in named if one.role and place and one.country == place]
        return fits[0] if len(fits) == 1 and not alike else party

    def _other(self, party: Party, sentence: int) -> Party | None:
        """Who was on the line with a party in the call that was told last, not far above."""
        for pair in self._pairs(sentence):
            others = [one for one in pair if not self._is_same(party, one)]
            if len(others) == 1:
                return others[0]
        return None

    def _pairs(self, sentence: int) -> list[tuple[Party, ...]]:
        """The two of each call that was told not far above a sentence, the nearest first."""
        if self.calls is None:
            self.calls = call_candidates(self.names)
        article = self.names.article
        paragraph = article.sentence(sentence).paragraph
        found: list[tuple[int, tuple[Party, ...]]] = []
        for call in self.calls:
            near = max((number for number in call.sentences if number <= sentence), default=0)
            far = paragraph - article.sentence(max(near, 1)).paragraph > _NEAR
            if len(call.participants) == 2 and near and not far:
                found.append((near, call.participants))
        return [pair for _, pair in sorted(found, key=lambda one: -one[0])]

    def _is_same(self, party: Party, caller: Party) -> bool:
        """Whether a party is who was on the line, or the country or capital that he speaks for."""
        if _is_same(party, caller):
            return True
        place = government_named(party.name, self.names.article.language)
        return place is not None and place == self.offices.country(caller.name)

    def _before(self, frame: Frame) -> Party | None:
        """Who acts in the sentence before, where that names two persons and one of them is the target:
        "X received Y. The general was told to"."""
        if frame.sentence == 1:
            return None
        sentence = self.names.article.sentence(frame.sentence - 1)
        shown = self.names.between(sentence.start, sentence.end)
        found = [party for party in shown if party.role or " " in party.name]
        others = [party for party in found if not _is_same(frame.whom[0], party)]
        described = frame.whom[0].name.islower()  # by an office: the other, who is no subject
        return others[0] if len(found) == 2 and (len(others) == 1 or described) else None


def _is_same(party: Party, caller: Party) -> bool:
    """Whether a party is who was on the line, named otherwise: the general, Moscow, Soltani."""
    name, full = party.name.casefold(), caller.name.casefold()
    if name == full or name in re.split(r"[\s·・]+", full):
        return True
    if caller.role and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", caller.role.text.casefold()):
        return True
    if caller.role and _OF_STATE.search(name) and _HEAD.search(caller.role.text):
        return True
    return (
        party.country is not None
        and party.country == caller.country
        and party.role is None
        and not party.country_inferred
    )


def completed(names: Names, frames: Sequence[Frame]) -> list[Frame]:
    """The frames of an article with what its calls tell of their parties."""
    line = OnTheLine(names)
    found = (line.completed(frame) for frame in frames)
    return [frame for frame in found if frame is not None]
