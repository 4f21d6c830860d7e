"""The other side: who was on the line where a clause names one side only, or those that one spoke with.

"Lund, who held a video call with Frei and Dahl" names him before its clause, "After a call with Frei,
Lund said" behind it, and "She then spoke with Frei" in what was told before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from summarizer.countries import country_in, government_named
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import FIRST, CallWords, Trigger
from summarizer.rules.cast import ZH_BODY
from summarizer.rules.headings import in_heading
from summarizer.rules.standins import Before, StandIns

_ALONG = re.compile(
    r"[^\w(]*(?:\S+\s){0,6}?(?:with|avec|con|col|com|mit|со?|із?|зі|з)\s", re.IGNORECASE
)
"""What stands between a call and those one had it with."""
_ENDS = re.compile(r"\s(?:with|to|avec|con|com|mit)$", re.IGNORECASE)
_RELATIVE = re.compile(
    r",?\s(?:who|which|that|qui|que|che|der|die|который|которая|який|яка)\W*$", re.IGNORECASE
)
_THAT = re.compile(r"(?<!\w)(?:что|що|כי|[أإ]نه?ا?|que|che)\s*$")
_BEHIND = re.compile(r"\s[\w-]+")
_TO = re.compile(r"(?:a|ao|à|al|au|to|with|an|mit)\s")
_NEXT = 4
"""How many characters may stand between an office and the name of its holder."""
_ZH_ALONG = re.compile("[^与同和跟，。]{0,12}[与同和跟][^，。与同和跟]{0,14}")
_APPOSED = 70
"""How many characters "the minister of that," may stand between a name and its relative clause."""


class OtherSide:
    """Whom the clauses of one article leave out."""

    def __init__(
        self, words: CallWords, standins: StandIns, speaks: Callable[[Caller, Trigger], bool]
    ) -> None:
        self.words = words
        self.article = words.article
        self.text = words.text
        self.callers = words.callers
        self.standins = standins
        self._speaks = speaks

    def lead(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> Caller | None:
        """Who spoke with those that stand behind a call and "with", where the clause has nobody else."""
        if self.words.language == "zh":
            return self._chinese(trigger, found, before)
        if not found or any(c.start < trigger.end for c in found):
            return None
        along = _ALONG.match(self.text[trigger.end : found[0].start])
        if not along and not _ENDS.search(self.text[trigger.start : trigger.end]):
            return None
        known = {c.name for c in found}
        one = self.antecedent(trigger, known)
        if one:
            return one
        for pronoun in self.callers.pronouns(trigger.left, found[0].start):
            main = self.main(before, known, pronoun.kind)
            name = main or self.standins.referent(pronoun, trigger, known, before.subject)
            if name:
                return Caller(pronoun.start, pronoun.end, "he", name)
        main = self.main(before, known)
        if main and before.sentence != trigger.sentence.number:
            return Caller(trigger.left, trigger.left, "he", main)
        if before.sentence == trigger.sentence.number and before.parties[0] not in known:
            return Caller(trigger.left, trigger.left, "he", before.parties[0])
        if len(known) == 1:
            return None
        behind = self.behind(trigger, found)
        if behind:
            return behind
        name = self.common(before, known) or (
            before.subject if self.standins.is_elided(trigger, found, before) else None
        )
        if name and name not in known:
            return Caller(trigger.left, trigger.left, "he", name)
        return None

    def _chinese(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> Caller | None:
        """Who spoke "与X、与Y" where the clause begins with "he" or nothing: who tells of it in the same
        sentence, or its subject."""
        known = {c.name for c in found}
        head = self.text[trigger.left : found[0].start].lstrip("，") if found else ""
        if len(known) < 2 or not _ZH_ALONG.fullmatch(head):
            return None
        earlier = {c.name for c in self.words.persons(trigger.sentence.start, trigger.left)}
        name = next(iter(earlier)) if len(earlier) == 1 else before.subject
        body = list(ZH_BODY.finditer(self.text, trigger.sentence.start, trigger.left))
        office = self.callers.role.match(head)
        if body and office:  # "中国外交部证实，外长将"
            name = self.callers.holder(body[-1].group() + office.group()) or body[-1].group()
        if name is None or name in known or self.callers.speaks_for(name):
            return None
        return Caller(trigger.left, trigger.left, "he", name)

    def antecedent(self, trigger: Trigger, known: set[str]) -> Caller | None:
        """Whom a relative clause is about: "Lund, the minister of that, who"."""
        relative = _RELATIVE.search(self.text, trigger.sentence.start, trigger.left)
        if relative is None:
            return None
        earlier = self.words.persons(trigger.sentence.start, relative.start())
        if not earlier or earlier[-1].name in known:
            return None
        between = self.text[earlier[-1].end : relative.start()]
        near = not between.strip() or (between.startswith(",") and len(between) < _APPOSED)
        return earlier[-1] if near else None

    def main(self, before: Before, known: set[str], gender: str | None = None) -> str | None:
        """Who holds the round of calls that is told of, if it can be he or she that a pronoun means."""
        main = before.main
        if main is None or main in known or main not in {c.name for c in self.callers.persons}:
            return None
        return (
            main
            if self.callers.gender(main) in (None, gender or self.callers.gender(main))
            else None
        )

    def common(self, before: Before, known: set[str]) -> str | None:
        """Who held most of the calls told before, where these are a round of calls."""
        counts = Counter(parties[0] for parties in set(before.all))
        if not counts or before.subject in before.parties[:1]:
            return None
        name, times = counts.most_common(1)[0]
        return name if times > 1 and name not in known else None

    def rung(self, trigger: Trigger, known: set[str]) -> Caller | None:
        """Who was rung where a capital or a country stands for him: "Lund rang Hanoi"."""
        if trigger.kind not in ("ring", "called"):
            return None
        for place in self.callers.others:
            near = 0 <= place.start - trigger.end < 12 and place.end <= trigger.right
            near = near and not self.words.words["counterpart"].search(
                self.text, place.end, min(trigger.right, place.end + 30)
            )
            code = government_named(place.name, self.words.language) if near else None
            if code:
                fits = {c.name for c in self.callers.persons if c.name not in known}
                heads = [name for name in fits if self.callers.country(name) == code]
                name = heads[0] if len(heads) == 1 else place.name
                return Caller(place.start, place.end, "place", name)
        return None

    def behind(self, trigger: Trigger, found: Sequence[Caller]) -> Caller | None:
        """The subject in "after a call with Lund, Frei said": who is named first behind the clause."""
        sentence = trigger.sentence
        first = self.text[sentence.start : trigger.start]
        if not FIRST.match(first) or any(c.start < trigger.end for c in found):
            return None
        whole = self.words.persons(found[-1].end, sentence.end)
        comma = self.text.find(",", found[-1].end, sentence.end)
        later = [c for c in whole if comma >= 0 and c.start > comma]
        near = later and len(self.text[comma : later[0].start].split()) < 6
        return later[0] if near and later[0].name != found[0].name else None

    def other(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> str | None:
        """Who is not named again: in "a call with Lund" the subject of the sentence before, in "Lund
        rang back" the last other person."""
        known = {c.name for c in found}
        if len(known) != 1:
            return None
        teller = self.teller(trigger, found)
        if teller:
            return teller
        follows = self.words.words["with"].match(self.text[trigger.end :].lstrip(", —–"))
        if follows and found[0].start > trigger.end and trigger.kind in ("call", "phone", "video"):
            subject = before.subject
            voice = subject and any(
                self._speaks(c, trigger) for c in self.callers.persons if c.name == subject
            )
            subject = next(iter(before.parties), None) if voice else subject
            subject = self._spoken_for(trigger) or self.common(before, known) or subject
            return subject if subject not in known else None
        if trigger.kind != "back":
            return None
        first = self.article.sentence(max(1, trigger.sentence.number - 4)).start
        others = [c.name for c in self.words.persons(first, trigger.start) if c.name not in known]
        return others[-1] if others else None

    def sayer(self, trigger: Trigger, known: set[str]) -> Caller | None:
        """The one person named behind the clause, if he only tells of his own call: ", said Lund"."""
        later = [
            c
            for c in self.words.persons(trigger.end, trigger.sentence.end)
            if c.name not in known and not self._speaks(c, trigger)
        ]
        return later[0] if len({c.name for c in later}) == 1 else None

    def _spoken_for(self, trigger: Trigger) -> str | None:
        """Whose spokesman tells of a call: "a spokesman for Lund said a call with"."""
        told = [
            c
            for c in self.words.persons(trigger.sentence.start, trigger.start)
            if self._speaks(c, trigger)
        ]
        before = self.text[trigger.sentence.start : told[0].start] if told else ""
        owned = re.search(
            r"\s(?:for|of|du|de|del|della|di|do|da|von|des|der)\s(?:[\w-]+,?\s){0,4}$", before
        )
        return told[0].name if len(told) == 1 and owned else None

    def teller(self, trigger: Trigger, found: Sequence[Caller]) -> str | None:
        """Who tells of his own call in "Lund said that rang Frei", where languages leave out "he"."""
        sentence = trigger.sentence
        if not _THAT.search(self.text, sentence.start, trigger.left):
            return None
        subject = self.callers.role.search(self.text, trigger.left, trigger.start)
        if subject or any(c.start < trigger.end for c in found):
            return None
        earlier = self.words.persons(sentence.start, trigger.left)
        names = {c.name for c in earlier}
        if len(names) != 1 or names <= {c.name for c in found}:
            return None
        return None if self._speaks(earlier[0], trigger) else earlier[0].name

    def peer(self, trigger: Trigger, known: set[str], before: Before) -> Caller | None:
        """Whom "her Polish counterpart" means: the person of that country whom the article names, of
        several the one of the same rank; somebody on the line before whose country is not told; or nobody
        but these words."""
        words = self.words.words["counterpart"].search(self.text, trigger.left, trigger.right)
        if words is None or in_heading(self.callers.headings, trigger.start):
            return None  # the text below tells whom they mean
        phrase = self._around(words, trigger.left)
        code = country_in(self.text[slice(*phrase)], self.words.language)
        beside = any(
            0 <= c.start - phrase[1] < _NEXT
            or (0 <= phrase[0] - c.end < _NEXT and not _TO.match(self.text, phrase[0]))
            for c in self.words.persons(trigger.left, trigger.right)
        )
        if code is None or beside:
            return None  # "his Polish counterpart, Jan Nowak"
        persons = dict.fromkeys(
            c.name
            for c in self.callers.persons
            if c.name not in known and self.callers.titled(c.name)
        )
        fits = [name for name in persons if self.callers.country(name) == code]
        ranks = {self.standins.rank_of(name) for name in known}
        if len(fits) > 1 or None not in ranks:
            fits = [name for name in fits if self.standins.rank_of(name) in ranks]
        if not fits:
            earlier = dict.fromkeys(name for parties in reversed(before.all) for name in parties)
            fits = [n for n in earlier if self.callers.country(n) is None and n not in known][:1]
        if not fits and self.callers.is_cased and None not in ranks:
            same = [name for name in persons if self.standins.rank_of(name) in ranks]
            fits = [name for name in same if self._is_placed(name, code)][:1]
        if not fits and not self.callers.is_cased:
            return None
        fits = fits or [" ".join(self.text[slice(*phrase)].split())]
        return Caller(*phrase, "role", fits[0]) if len(fits) == 1 else None

    def _is_placed(self, name: str, code: str) -> bool:
        """Whether one whose country is not told is first named beside it or its capital: "in Oslo"."""
        if self.callers.country(name) is not None:
            return False
        first = next(c for c in self.callers.persons if c.name == name)
        number = next(s.number for s in self.article.sentences if first.start < s.end)
        here = self.article.sentence(number)
        around = self.text[here.start : here.end]
        words = re.findall(r"[^\W\d_][\w’'-]*", around)
        near = [" ".join(words[n : n + size]) for n in range(len(words)) for size in (1, 2)]
        return code in {government_named(words, self.words.language) for words in near}

    def _around(self, words: re.Match[str], left: int) -> tuple[int, int]:
        """The phrase around "counterpart": the two words before it, or the one behind it for a country."""
        after = _BEHIND.match(self.text, words.end())
        behind = after and country_in(after.group(), self.words.language)
        count = 1 if behind else 2
        determined = re.compile(rf"(?<![\w’'])(?:[\w-]+[ ’']){{1,{count}}}$")
        before = determined.search(self.text[: words.start()], left)
        start = before.start() if before else words.start()
        return start, after.end() if after and behind else words.end()
