"""Words that stand for those on the line: "he", "the two", "both presidents", or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CallWords, Trigger

_ELIDED = ("es", "it", "pt", "ar", "he", "zh", "ja", "ru", "uk")
_ZH_WITH = re.compile("(?:^|[^，。])?[与同和跟][^，。与同和跟]{0,12}$")
_JA_WITH = re.compile("[^、。はがも]{0,6}?と(?:の|も|は)?")
_BESIDE = 60
"""How many characters before a name its office may stand."""
_RANKS = re.compile(
    r"(?P<head>president|presidente|présid|präsident|premier|prime minister|chancellor|kanzler|leader|líder|"
    r"dirigeant|mandatari|staatschef|regierungschef|capi di|primer ministro|primo ministro|primeiro|"
    r"президент|премьер|прем[’']єр|лидер|лідер|канцлер)|"
    r"(?P<minister>minist|secretar|segretari|secrétaire|canciller|министр|міністр|chefs? de la diplomatie)",
    re.IGNORECASE,
)
"""Offices above and below in "the two presidents" and "both ministers"."""
COUNTS = {
    **dict.fromkeys("two both deux beide dos ambos due dois оба обе обидв двоє שני 両".split(), 2),
    **dict.fromkeys("three trois drei tres tre três трое троє 三 3".split(), 3),
    **dict.fromkeys("five cinq fünf cinco cinque пятеро п’ятеро 五 5".split(), 5),
    **dict.fromkeys("four quatre vier cuatro quattro quatro четверо 四 4".split(), 4),
}
NATIONS = re.compile(
    r"[^\W\d_]+ (?:Länder|Staaten|Seiten|countries|nations|states|pays|États|países|Paesi|стран)",
    re.I,
)
_NATIONS_OF = re.compile(
    r"(?:der|of the|of|des|de los|dei|dos) "
    r"(?:two|three|four|beiden|zwei|drei|vier|deux|trois|dos|tres|due|tre) "
    r"(?:Länder|Staaten|countries|nations|states|pays|États|países|Paesi)",
    re.IGNORECASE,
)


_THREE = re.compile(
    r"(?<!\w)(?:three-way|trilateral\w*|à trois|tripartites?|a tre|a tres|tripartit[ao]|a três|tripartid[ao]|"
    r"zu dritt|Dreier\w*|тр[её]хсторонн\w+|тристоронн\w+)(?!\w)|三方|三者|三国|ثلاثي|משולש|תלת",
    re.IGNORECASE,
)


class Before(NamedTuple):
    """What the article told before: the parties of the last call, its paragraph and last sentence,
    those of all calls, the subject of the last sentence, and who held a whole round of calls."""

    parties: tuple[str, ...] = ()
    paragraph: int = 0
    subject: str | None = None
    all: tuple[tuple[str, ...], ...] = ()
    sentence: int = 0
    main: str | None = None


class StandIns:
    """Whom the stand-ins of one article mean, by name."""

    def __init__(self, words: CallWords) -> None:
        self.words = words
        self.article = words.article
        self.text = words.text
        self.callers = words.callers

    def joined(self, trigger: Trigger, found: Sequence[Caller]) -> Iterator[Caller]:
        """He or she who stands beside others: "she, the chancellor and Mr Lund"."""
        known = {c.name for c in found}
        for pronoun in self.callers.pronouns(trigger.left, trigger.right):
            if re.match(r"(?:,| and | et | und | y | e | и )", self.text[pronoun.end :]):
                name = self.referent(pronoun, trigger, known)
                if name and found:
                    yield Caller(pronoun.start, pronoun.end, pronoun.kind, name)

    def is_unnamed(self, trigger: Trigger) -> bool:
        """Whether the parties of a call are yet to be named: "of the ministers of both countries"."""
        two = self.words.words["two"].search(self.text, trigger.left, trigger.right)
        words = self.text[trigger.left : trigger.right]
        return bool(two and NATIONS.match(self.text, two.start())) or bool(
            _NATIONS_OF.search(words)
        )

    def third(
        self, trigger: Trigger, found: Sequence[Caller], before: Before
    ) -> tuple[str, ...] | None:
        """The two of the call before and somebody else: "the two will talk, joined by Lund", "she will
        confer with both presidents"."""
        two = self.words.words["two"].search(self.text, trigger.left, trigger.right)
        group = self.two(trigger, before)
        persons = {c.name for c in self.callers.persons}
        if two is None or len(group) != 2 or not persons.issuperset(group):
            return None
        if not any(word in two.group().lower() for word, n in COUNTS.items() if n == 2):
            return None
        others = [c.name for c in found if c.name not in group]
        if len(others) == 1 and not any(c.name in group for c in found):
            return (*group, *others) if two.start() < found[0].start else (*others, *group)
        near = self.text[trigger.left : two.start()].split()[-1:]
        if others or found or not near or not self.words.words["with"].fullmatch(near[0]):
            return None
        for pronoun in self.callers.pronouns(trigger.left, trigger.start):
            name = self.referent(pronoun, trigger, set(group))
            return (name, *group) if name else None
        return None

    def trio(
        self, trigger: Trigger, found: Sequence[Caller], before: Before
    ) -> tuple[str, ...] | None:
        """The three of "a three-way call", where fewer are named: these and the two of whom the article
        tells, or those who were on the line before."""
        sentence = trigger.sentence
        found = found or self.words.persons(
            trigger.end, sentence.end
        )  # "in which Lund would mediate"
        names = tuple(dict.fromkeys(c.name for c in found))
        if len(names) not in (1, 2) or not _THREE.search(self.text, sentence.start, sentence.end):
            return None
        earlier = tuple(name for parties in before.all for name in parties)
        ranks = {self.rank_of(name) for name in names}
        peers = [g for g in reversed(before.all) if all(self.rank_of(n) in ranks for n in g)]
        for group in (*peers, self.two(trigger, before), earlier):
            union = tuple(dict.fromkeys((*names, *group)))
            if len(union) == 3:
                return union
        return None

    def two(self, trigger: Trigger, before: Before) -> tuple[str, ...]:
        """Whom "the two" are: the two named in the sentence before, if they were on a line; those of the
        call before; far from it, or where their offices don't fit ("both presidents"), those of whom the
        article speaks most."""
        named = self._named_before(trigger)
        known = {name for parties in before.all for name in parties}
        fit = len(named) == 2 and self._is_rank(trigger, named)
        if not before.parties or (fit and known.issuperset(named)):
            return named
        pairs = list(dict.fromkeys(parties for parties in before.all if len(parties) == 2))
        fits = [pair for pair in pairs if self._is_rank(trigger, pair)]
        near = trigger.sentence.paragraph - before.paragraph <= 1
        if not pairs or (near and (before.parties in fits or not fits)):
            return before.parties
        return max(fits or pairs, key=self._weight)

    def _named_before(self, trigger: Trigger) -> tuple[str, ...]:
        if trigger.sentence.number < 2:
            return ()
        last = self.article.sentence(trigger.sentence.number - 1)
        return tuple(dict.fromkeys(c.name for c in self.words.persons(last.start, last.end)))

    def _is_rank(self, trigger: Trigger, pair: tuple[str, ...]) -> bool:
        """Whether the office in "both presidents", "the two ministers" can be that of a pair."""
        two = self.words.words["two"].search(self.text, trigger.left, trigger.right)
        wanted = _rank(self.text[two.start() : two.end() + 20]) if two else None
        return wanted is None or all(self.rank_of(name) in (None, wanted) for name in pair)

    def rank_of(self, name: str) -> str | None:
        """Whether somebody is the head of a country ("head") or a minister, as the article tells."""
        party = self.words.names.party(name)
        if party is None:
            return None
        begin = max(party.span.start - _BESIDE, self.text.rfind(". ", 0, party.span.start))
        beside = self.text[max(0, begin) : party.span.start]
        return _rank(party.role.text if party.role else beside)

    def _weight(self, pair: tuple[str, ...]) -> int:
        """How often the article names the less named of two."""
        return min(sum(c.name == name for c in self.callers.persons) for name in pair)

    def referent(
        self, pronoun: Caller, trigger: Trigger, known: set[str], subject: str | None = None
    ) -> str | None:
        """Whom he or she is: the nearest person before of that gender, the subject first."""
        earlier = [c for c in self.callers.persons if c.end <= pronoun.start]
        if not earlier:
            return None
        here = [c for c in earlier if c.start >= trigger.sentence.start]
        number = trigger.sentence.number
        previous = self.article.sentence(number - 1).start if number > 1 else 0
        paragraph = self.article.paragraphs[trigger.sentence.paragraph][0]
        since = min(previous, paragraph)
        back = self.article.paragraphs[max(0, trigger.sentence.paragraph - 3)][0]
        for pool in (
            here,
            [c for c in earlier if c.start >= previous],
            [c for c in earlier if c.start >= since],
            [c for c in reversed(earlier) if c.start >= back],
        ):
            fits = [
                c.name
                for c in pool
                if c.name not in known and self.callers.gender(c.name) in (None, pronoun.kind)
            ]
            if fits:
                return subject if subject in fits and pool is not here else fits[0]
        return None

    def is_elided(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> bool:
        """Whether the subject is left out, as it may be in Spanish or Japanese."""
        return (
            self.words.language in _ELIDED
            and before.subject is not None
            and all(c.start >= trigger.end or self._is_with(c, trigger) for c in found)
        )

    def _is_with(self, caller: Caller, trigger: Trigger) -> bool:
        """Whether one is named before a call as whom it was with, where no spaces are written: "与X的通话",
        "X大統領と電話で"."""
        if self.words.language == "zh":
            return bool(_ZH_WITH.search(self.text, trigger.left, caller.start))
        behind = _JA_WITH.match(self.text, caller.end) if self.words.language == "ja" else None
        return behind is not None


def _rank(words: str) -> str | None:
    """Whether the last office in some words is a head's or a minister's."""
    found = list(_RANKS.finditer(words))
    return found[-1].lastgroup if found else None
