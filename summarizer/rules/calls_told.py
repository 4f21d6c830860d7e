"""The calls told so far: which of them a new telling is of, and what it adds to it.

Two mentions of the same parties are of one call, unless their days or states tell them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.article import Sentence
from summarizer.countries import country_in, government_named
from summarizer.language import SPACELESS
from summarizer.records import CallStatus, Excerpt, Medium, Party
from summarizer.rules.callwords import CallWords, Trigger
from summarizer.rules.headings import headings, in_heading
from summarizer.rules.initiators import Initiators
from summarizer.rules.states import AHEAD, REACH, States

_LAST = re.compile(
    r"(?<!\w)(?:had (?:last|previously)|(?:their|the) (?:last|previous) (?:\w+ )?(?:call|conversation)|"
    r"last (?:spoke|talked)|derni(?:er|ère)s? (?:échange|appel|entretien|conversation|fois)|zuletzt|"
    r"letztmals|letzte[ns]? (?:Telefon|Gespräch)\w*|última (?:llamada|conversación|vez|ligação|conversa)|"
    r"ultim[ao] (?:volta|telefonata|colloquio|chiamata)|востаннє|попередн\w+ (?:розмова|дзвінок)|"
    r"(?:последн|предыдущ)\w+ (?:раз|звонок|разговор|беседа)|останн\w+ раз)(?!\w)|"
    r"בפעם האחרונה|השיחה (?:הקודמת|האחרונה)|آخر (?:مكالمة|اتصال|محادثة)|上一?次|前回の",
    re.IGNORECASE,
)
"""How news tells of the call before this one."""
_MONTH = re.compile(
    r"(?<!\w)(?:(?:in|en|im|em|ad?|à) (?:jan|f[eé][bv]|gen|ene|m[aä]r|a[pbv]r|ma[iyg]|ju[nil]|giu|lug|"
    r"a[ug][gu]|ago|aoû|se[pt]|o[ckut]t|out|nov|d[eéi][cz])\w*|"
    r"[ву]в? (?:янв|фев|мар|апр|ма[ей]|ию[нл]|авг|сен|окт|ноя|дек|"
    r"січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)\w*|"
    r"ב(?:ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)|"
    r"last (?:year|month|week|spring|summer|autumn|winter|fall))(?!\w)|\d{1,2}月",
    re.IGNORECASE,
)
"""When the call before this one was, if no day is told: "in April"."""
_SECOND = re.compile(
    r"(?<!\w)(?:second|deuxième|second[eao]?|zweite[nrs]?|segund[ao]|втор\w{2,3}|друг(?:а|у|ий|ої|ого))(?!\w)|"
    r"الثاني|השני|第二|2回目|2度目",
    re.IGNORECASE,
)
NEAR = 2
"""How many paragraphs further words such as "the conversation" may stand from the call they are about."""


@dataclass(frozen=True, slots=True)
class CallCandidate:
    """One conversation that an article seems to tell of.

    ``sentences`` are numbers, the most telling first, and headings last, as they say the same in short.
    ``nearby`` are others who are named around it.
    ``sure`` says that the rules leave no doubt about the call, its participants and its status.
    """

    sentences: tuple[int, ...]
    participants: tuple[Party, ...]
    nearby: tuple[Party, ...]
    status: CallStatus
    medium: Medium
    initiator: Party | None
    duration: Excerpt | None
    minutes: int | None
    date: Excerpt | None
    sure: bool


@dataclass
class Told:
    """A call while the article is being read."""

    parties: tuple[str, ...]
    status: CallStatus
    medium: Medium
    paragraph: int
    sure: bool
    date: Excerpt | None
    initiator: str | None = None
    length: tuple[int, int, int] | None = None
    joined: bool = False
    sentences: list[int] = field(default_factory=list)


class CallsTold:
    """The calls of one article while it is being read, and sentences on calls whose parties are yet to be
    named (``pending``)."""

    def __init__(self, words: CallWords) -> None:
        self.words = words
        self.article = words.article
        self.text = words.text
        self.names = words.names
        self.initiators = Initiators(words)
        self.states = States(words)
        self.headings = headings(self.article)
        self.persons = {caller.name for caller in words.callers.persons}
        self.all: list[Told] = []
        self.pending: list[Sentence] = []
        self.unnamed: CallStatus = "held"  # the state of a call whose parties are yet to be named
        self.another = -1  # the sentence that last spoke of "a second conversation"
        self.ahead: CallStatus | None = None  # the state told of in this sentence, parties to come

    @property
    def last(self) -> Told | None:
        """The call told last."""
        return self.all[-1] if self.all else None

    def add(self, told: Told, sentence: Sentence, trigger: Trigger | None) -> None:
        """Take down a new call, with the sentences that spoke of it before."""
        self.all.append(told)
        told.sentences.append(sentence.number)
        self.take_pending(told)
        self.describe(told, sentence, trigger)

    def settle(self) -> None:
        """A sentence that names countries tells of the call between persons beside it."""
        for told in list(self.all):
            if not self.persons.isdisjoint(told.parties):
                continue
            language = self.article.language
            codes = {government_named(n, language) or country_in(n, language) for n in told.parties}
            for other in self.all:
                known = {self.words.callers.country(name) for name in other.parties} - {None}
                if (
                    other.status == told.status
                    and len(other.parties) == len(told.parties)
                    and self.persons.issuperset(other.parties)
                    and known <= codes
                ):
                    other.sentences += told.sentences
                    other.date = other.date or told.date
                    other.length = other.length or told.length
                    other.initiator = other.initiator or told.initiator
                    if other.medium == "unspecified":
                        other.medium = told.medium
                    self.all.remove(told)
                    break

    def is_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence stands over the part of the text that follows."""
        return in_heading(self.headings, sentence.start)

    def merge(self, trigger: Trigger, group: tuple[str, ...], sure: bool) -> None:
        """Take down that these were on the line: a new call, or one told before."""
        sentence = trigger.sentence
        status = self.states.of(trigger, self.ahead)
        date = self.date(trigger)
        for told in reversed(self.all):
            if set(told.parties) == set(group) and self._is_same(told, trigger, status, date):
                self._update(told, trigger, status, date)
                told.sure = told.sure or sure
                return
        medium = self.medium(trigger)
        sure = sure and not self.states.is_doubtful(trigger, status)
        told = Told(group, status, medium, sentence.paragraph, sure, date)
        self.add(told, sentence, trigger)

    def medium(self, trigger: Trigger) -> Medium:
        """By what the call was, as its clause says."""
        for kind in ("video", "phone"):
            if trigger.kind == kind or self.words.outside(kind, trigger.left, trigger.right):
                return "video" if kind == "video" else "phone"
        return "phone" if trigger.kind == "ring" else "unspecified"

    def _is_same(
        self, told: Told, trigger: Trigger, status: CallStatus, date: Excerpt | None
    ) -> bool:
        """Whether two mentions of the same parties are of one call."""
        if told.date and date and not _tokens(told.date.text) & _tokens(date.text):
            return False
        if told.status in AHEAD and status == "held":
            return False
        near = max(trigger.left, trigger.start - REACH), min(trigger.right, trigger.end + REACH)
        if status in ("held", "cancelled") and self.words.outside("again", *near):
            return False
        if self.another == trigger.sentence.number - 1 or self._is_earlier(told, trigger):
            return False
        return told.status in AHEAD or status not in AHEAD

    def _is_earlier(self, told: Told, trigger: Trigger) -> bool:
        """Whether a mention is of a call before the one told: "they had last spoken in May"; or, where no
        other is told, further down than "their second call today"."""
        sentence = trigger.sentence
        last = _LAST.search(self.text, sentence.start, sentence.end)
        if last and told.status == "held" and not self.words.is_quoted(last.start()):
            return True
        first, *more = (self.article.sentence(number) for number in told.sentences)
        same = [one for one in self.all if set(one.parties) == set(told.parties)]
        return (
            len(same) == 1
            and sentence.paragraph > first.paragraph + 1
            and trigger.kind in ("phone", "ring", "video")
            and any(_SECOND.search(self.text, *span(one)) for one in (first, *more))
        )

    def _update(
        self, told: Told, trigger: Trigger, status: CallStatus, date: Excerpt | None
    ) -> None:
        if status in ("cancelled", "denied") or (told.status in ("proposed",) and status != "held"):
            told.status = status
        if told.medium == "unspecified":
            told.medium = self.medium(trigger)
        told.date = told.date or date
        told.sentences.append(trigger.sentence.number)
        told.paragraph = trigger.sentence.paragraph
        self.describe(told, trigger.sentence, trigger)

    def take_pending(self, told: Told) -> None:
        """Give a call the sentences that spoke of it before its parties were named."""
        first = told.sentences[0]
        for earlier in self.pending:
            if self.is_heading(earlier) and self.all[:-1] and first - earlier.number > NEAR:
                continue
            self.describe(told, earlier, None)
            for medium in ("video", "phone"):
                if told.medium == "unspecified" and self.words.outside(medium, *span(earlier)):
                    told.medium = "video" if medium == "video" else "phone"
            if self.is_heading(earlier) or first - earlier.number <= NEAR:
                told.status = self.states.later(earlier) or told.status
            told.sentences.append(earlier.number)
        self.pending.clear()

    def date(self, trigger: Trigger) -> Excerpt | None:
        """The words for a day in the clause or the sentence of a call."""
        found = self.words.words["day"].search(self.text, trigger.left, trigger.right)
        if found is None and self.article.language not in SPACELESS:
            found = self.words.words["day"].search(self.text, *span(trigger.sentence))
        last = None if found else _LAST.search(self.text, *span(trigger.sentence))
        found = _MONTH.search(self.text, *span(trigger.sentence)) if last else found
        return self.article.excerpt(*found.span()) if found and found.group() else None

    def describe(self, told: Told, sentence: Sentence, trigger: Trigger | None) -> None:
        """Take down how long it lasted and who began it, where the sentence says so."""
        if told.length is None:
            told.length = self.words.length(sentence, trigger)
        if told.initiator is None:
            told.initiator = self.initiators.of(told.parties, sentence, trigger)

    def candidate(self, told: Told) -> CallCandidate:
        """A call as it stands when the article has been read."""
        parties = [p for p in map(self.names.party, told.parties) if p is not None]
        around = set(told.sentences) | {min(told.sentences) - 1}
        nearby = []
        for number in sorted(around - {0}):
            sentence = self.article.sentence(number)
            for caller in self.words.persons(sentence.start, sentence.end):
                party = self.names.party(caller.name)
                if party is not None and party not in parties and party not in nearby:
                    nearby.append(party)
        initiator = self.names.party(told.initiator) if told.initiator else None
        numbers = dict.fromkeys(told.sentences)
        return CallCandidate(
            sentences=tuple(
                sorted(numbers, key=lambda n: self.is_heading(self.article.sentence(n)))
            ),
            participants=tuple(parties),
            nearby=tuple(nearby),
            status=told.status,
            medium=told.medium,
            initiator=initiator,
            duration=self.article.excerpt(*told.length[:2]) if told.length else None,
            minutes=told.length[2] if told.length else None,
            date=told.date,
            sure=told.sure and len(parties) == len(told.parties),
        )


def _tokens(words: str) -> set[str]:
    found = re.findall(r"\w+", words.lower())
    return {word for word in found if len(word) > 3 or word.isdigit()} or set(found)


def span(sentence: Sentence) -> tuple[int, int]:
    """Where a sentence begins and ends."""
    return sentence.start, sentence.end
