"""Calls that an article tells of, found by rules: candidates to be confirmed or kept.

A sentence tells of a call by its words ("by telephone", "rang", "eine Videokonferenz": ``callwords``);
who was on the line stands in the same clause (``parties``); what is told of it later ("it lasted an
hour") belongs to the call being told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.article import Sentence
from summarizer.countries import country_in, government_named
from summarizer.language import SPACELESS
from summarizer.names import Names
from summarizer.records import CallStatus, Excerpt, Medium, Party
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import FIRST, CallWords, Trigger, is_known
from summarizer.rules.durations import durations_in
from summarizer.rules.firsthand import firsthand, readout
from summarizer.rules.headings import headings
from summarizer.rules.initiators import Initiators
from summarizer.rules.parties import Parties
from summarizer.rules.standins import Before
from summarizer.rules.states import AHEAD, REACH, States

_NEAR = 2
"""How many paragraphs further words such as "the conversation" may stand from the call they are about."""


_SEVERAL = re.compile(r"\w(?:aron|ieron|aram|eram|arono)(?!\w)|(?:hanno|si sono) \w+(?!\w)")
"""Verbs of what more than one did."""
_OTHERWISE = ("phone", "video", "ring", "called", "call", "talk", "not", "face")
"""Words of a sentence that tells of another call, or of none."""


@dataclass(frozen=True, slots=True)
class CallCandidate:
    """One conversation that an article seems to tell of.

    ``sentences`` are numbers, the most telling first. ``nearby`` are others who are named around it.
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
class _Told:
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


def call_candidates(names: Names) -> tuple[CallCandidate, ...]:
    """The calls that the article of ``names`` tells of, in its order; none in a language that
    ``calling.toml`` does not have."""
    if not is_known(names.article.language):
        return ()
    return _Reading(names).candidates()


class _Reading:
    """One reading of an article, from its first sentence to its last."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.article = names.article
        self.text = names.article.text
        self.words = CallWords(names)
        self.parties = Parties(self.words)
        self.initiators = Initiators(self.words)
        self.states = States(self.words)
        self.told: list[_Told] = []
        self.subject: str | None = None
        self.pending: list[Sentence] = []
        self.headings = headings(self.article)
        self.busy = False  # whether the article says that it is about a round of calls
        self.main: str | None = None  # who held that round
        self.persons = {caller.name for caller in self.words.callers.persons}
        self._unnamed: CallStatus = "held"  # the state of a call whose parties are yet to be named
        self._another = -1  # the sentence that last spoke of "a second conversation"
        self._ahead: CallStatus | None = None  # the state told of in this sentence, parties to come

    def candidates(self) -> tuple[CallCandidate, ...]:
        """Read the article; what is no call between parties falls away."""
        for sentence in self.article.sentences:
            before = len(self.told), [len(told.sentences) for told in self.told]
            self._ahead = None
            known = frozenset(name for told in self.told for name in told.parties)
            self._take_round(sentence)
            busy = len(self.told) > 2 or self.busy
            for trigger in self.words.triggers(sentence, busy=busy, known=known):
                self._tell(trigger)
            if (len(self.told), [len(told.sentences) for told in self.told]) == before:
                own = firsthand(self.words, sentence) or readout(self.words, sentence)
                if own:
                    self._merge(*own, False)
                elif not (self.told and self._is_heading(sentence)):
                    self._continue(sentence)
            persons = self.words.persons(sentence.start, sentence.end)
            if persons:
                self.subject = self._main(sentence, persons[0]) or persons[0].name
        self._settle()
        return tuple(self._candidate(told) for told in self.told)

    def _take_round(self, sentence: Sentence) -> None:
        """Note who "spent the day on the telephone" or held "a series of calls"."""
        if not self.words.outside("round", *_span(sentence)):
            return
        self.busy = True
        persons = self.words.persons(*_span(sentence))
        self.main = self.main or (persons[0].name if persons else None)

    def _main(self, sentence: Sentence, first: Caller) -> str | None:
        """Whom a sentence is about that does not begin with a name: "he", as before, or who was on the
        line in a call before, too."""
        opening = self.words.callers.pronouns(sentence.start, min(first.start, sentence.start + 8))
        gender = self.words.callers.gender(self.subject) if self.subject else None
        if any(gender in (None, pronoun.kind) for pronoun in opening):
            return self.subject
        last = self.told[-1] if self.told else None
        if last is None or sentence.number not in last.sentences:
            return None
        if FIRST.match(self.text, sentence.start) and len(last.parties) == 2:
            return last.parties[1]
        others = {name for told in self.told[:-1] for name in told.parties}
        named = {c.name for c in self.words.persons(*_span(sentence))}
        if named.issuperset(last.parties):
            return None
        common = [name for name in last.parties if name in others]
        return common[0] if len(common) == 1 else None

    def _settle(self) -> None:
        """A headline that names countries tells of the call between persons that follows."""
        for told in list(self.told):
            if not self.persons.isdisjoint(told.parties):
                continue
            language = self.article.language
            codes = {government_named(n, language) or country_in(n, language) for n in told.parties}
            for other in self.told:
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
                    self.told.remove(told)
                    break

    def _tell(self, trigger: Trigger) -> None:
        last = self.told[-1] if self.told else None
        before = Before(
            last.parties if last else (),
            last.paragraph if last else 0,
            self.subject,
            tuple(told.parties for told in self.told),
            last.sentences[-1] if last else 0,
            self.main,
        )
        groups, sure = self.parties.of(trigger, before)
        if not groups:
            status = self.states.of(trigger, self._ahead)
            self._ahead = status if status in AHEAD else None
            if self.parties.standins.is_unnamed(trigger):
                self.pending, self._unnamed = [trigger.sentence], status
                return
            if self._is_heading(trigger.sentence):
                self.pending = [trigger.sentence]
                return
            pair = self._own(trigger)
            if pair:
                self._merge(trigger, pair, False)
                return
            self._attach(trigger.sentence, trigger)
            return
        for group in groups:
            if self._is_heading(trigger.sentence) and not self.persons.issuperset(group):
                self.pending = [trigger.sentence]  # the text below tells who
            else:
                self._merge(trigger, group, sure)

    def _is_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence stands over the part of the text that follows."""
        return any(start <= sentence.start < end for start, end in self.headings)

    def _own(self, trigger: Trigger) -> tuple[str, ...] | None:
        """The two whom a sentence with words on a call names by itself, if neither was on the line before:
        it does not go on about that call."""
        persons = self.parties.named(trigger)
        last = self.told[-1] if self.told else None
        if last is None and not persons and trigger.kind in ("phone", "video"):
            return self._just_named(trigger)
        if self.main and last and len(persons) == 1 and persons[0] not in last.parties:
            persons = (self.main, *persons) if self.main not in persons else persons
            return persons if len(persons) == 2 and trigger.kind in ("phone", "video") else None
        if len(persons) != 2 or trigger.kind not in ("phone", "video", "ring", "call"):
            return None
        return persons if last is None or not set(persons) & set(last.parties) else None

    def _just_named(self, trigger: Trigger) -> tuple[str, ...] | None:
        """The two of the sentence before, where a verb of several has no subject: "Hablaron ayer"."""
        number = trigger.sentence.number
        if self.article.language not in ("es", "it", "pt") or number < 2:
            return None
        before = self.article.sentence(number - 1)
        named = self.parties.named(trigger._replace(sentence=before))
        verb = _SEVERAL.search(self.text, trigger.sentence.start, trigger.end)
        return named if verb and len(named) == 2 else None

    def _merge(self, trigger: Trigger, group: tuple[str, ...], sure: bool) -> None:
        sentence = trigger.sentence
        status = self.states.of(trigger, self._ahead)
        date = self._date(trigger)
        for told in reversed(self.told):
            if set(told.parties) == set(group) and self._is_same(told, trigger, status, date):
                self._update(told, trigger, status, date)
                told.sure = told.sure or sure
                return
        medium = self._medium(trigger)
        sure = sure and not self.states.is_doubtful(trigger, status)
        told = _Told(group, status, medium, sentence.paragraph, sure, date)
        self.told.append(told)
        told.sentences.append(sentence.number)
        self._take_pending(told)
        self._describe(told, sentence, trigger)

    def _medium(self, trigger: Trigger) -> Medium:
        """By what the call was, as its clause says."""
        for kind in ("video", "phone"):
            if trigger.kind == kind or self.words.outside(kind, trigger.left, trigger.right):
                return "video" if kind == "video" else "phone"
        return "phone" if trigger.kind == "ring" else "unspecified"

    def _is_same(
        self, told: _Told, trigger: Trigger, status: CallStatus, date: Excerpt | None
    ) -> bool:
        """Whether two mentions of the same parties are of one call."""
        if told.date and date and not _tokens(told.date.text) & _tokens(date.text):
            return False
        if told.status in AHEAD and status == "held":
            return False
        near = max(trigger.left, trigger.start - REACH), min(trigger.right, trigger.end + REACH)
        if status in ("held", "cancelled") and self.words.outside("again", *near):
            return False
        if self._another == trigger.sentence.number - 1:
            return False
        return told.status in AHEAD or status not in AHEAD

    def _update(
        self, told: _Told, trigger: Trigger, status: CallStatus, date: Excerpt | None
    ) -> None:
        if status in ("cancelled", "denied") or (told.status in ("proposed",) and status != "held"):
            told.status = status
        if told.medium == "unspecified":
            told.medium = self._medium(trigger)
        told.date = told.date or date
        told.sentences.append(trigger.sentence.number)
        told.paragraph = trigger.sentence.paragraph
        self._describe(told, trigger.sentence, trigger)

    def _attach(self, sentence: Sentence, trigger: Trigger | None) -> None:
        """Words on a call that name nobody: of the one being told, or else of the next one."""
        last = self._meant(sentence)
        near = _NEAR if len(self.told) > 1 else 2 * _NEAR
        if last is None or sentence.paragraph - last.paragraph > near:
            if trigger is not None and last is None:
                self.pending.append(sentence)
            return
        if sentence.number in last.sentences:
            return
        if trigger is not None:
            if last.medium == "unspecified":
                last.medium = self._medium(trigger)
            if last.status == "proposed" and self.states.of(trigger, self._ahead) == "held":
                last.status = "held"
        if trigger is not None and trigger.kind == "back" and last.status in AHEAD:
            last.status = "held"
        last.status = self.states.later(sentence) or last.status
        last.sentences.append(sentence.number)
        last.paragraph = max(last.paragraph, sentence.paragraph)
        self._describe(last, sentence, trigger)

    def _meant(self, sentence: Sentence) -> _Told | None:
        """The call that a sentence goes on about: of those told in one sentence before, the one whose
        parties it names."""
        last = self.told[-1] if self.told else None
        named = {c.name for c in self.words.persons(*_span(sentence))} & {
            name for told in self.told for name in told.parties
        }
        if last is None or not named or named & set(last.parties[1:]):
            return last
        fits = [t for t in self.told if t.sentences[-1] == last.sentences[-1]]
        return next((t for t in fits if named & set(t.parties[1:])), last)

    def _continue(self, sentence: Sentence) -> None:
        """A sentence without a call of its own may go on about the one being told."""
        if self._join(sentence) or self._scene(sentence):
            return
        if not self.told:
            if self.states.later(sentence) and self.words.outside(
                "told", sentence.start, sentence.end
            ):
                self.pending.append(sentence)
            return
        last = self.told[-1]
        telling = self.words.outside("told", sentence.start, sentence.end)
        back = self.words.outside("back", sentence.start, sentence.end)
        next_one = sentence.number - max(last.sentences) == 1
        if next_one and last.initiator is None:
            stated = self.words.outside("told", *_span(sentence), quoted=True)
            wanted = self.initiators.of(last.parties, sentence, None) if stated else None
            last.initiator = wanted if wanted in last.parties else None
        short = self._length(self.text[sentence.start : sentence.end]) < 7
        denies = next_one and (
            self.words.outside("denied", sentence.start, sentence.end)
            if short
            else self.states.later(sentence) == "denied"
        )
        brief = (
            self._length(re.split("[,:;，、]", self.text[sentence.start : sentence.end])[0]) < 13
        )
        wished = (
            next_one and brief and self.initiators.of(last.parties, sentence, None) in last.parties
        )
        if next_one and self.words.outside("two", *_span(sentence)):
            telling = telling or bool(
                durations_in(self.text, self.article.language, *_span(sentence))
            )
        if telling and self.words.outside("again", sentence.start, sentence.end):
            if not self._repeat(last, sentence):
                self._another = sentence.number
            return
        fallen = (
            next_one
            and last.status in (*AHEAD, "cancelled")
            and self.states.fallen(*_span(sentence))
        )
        dropped = next_one and self.states.is_dropped(sentence)
        if fallen:
            last.status, dropped = fallen, True
        elif dropped and last.status in ("held", *AHEAD):
            last.status = "cancelled"
        if telling or denies or back or wished or dropped:
            self._attach(sentence, None)
            if denies:
                last.status = "denied"

    def _repeat(self, last: _Told, sentence: Sentence) -> bool:
        """Take down another call of the same parties, where a sentence begins with it and gives its day:
        "The second conversation took place on Monday"."""
        again = self.words.words["again"].search(self.text, sentence.start, sentence.start + 25)
        day = self.words.words["day"].search(self.text, *_span(sentence))
        noun = again and self.words.words["told"].match(self.text, again.end() + 1)
        if not noun or not day or not day.group() or last.status != "held":
            return False
        ahead = any(self.words.outside(key, *_span(sentence)) for key in ("planned", "due"))
        status: CallStatus = "planned" if ahead else "held"
        date = self.article.excerpt(*day.span())
        told = _Told(last.parties, status, last.medium, sentence.paragraph, False, date)
        told.sentences.append(sentence.number)
        self.told.append(told)
        self._describe(told, sentence, None)
        return True

    def _length(self, words: str) -> int:
        """How many words there are, two signs being one where no spaces are written."""
        return len(words) // 2 if self.article.language in SPACELESS else len(words.split())

    def _join(self, sentence: Sentence) -> bool:
        """Take down those who "took part" in the call of the sentences before."""
        persons = tuple(
            dict.fromkeys(
                c.name for c in self.words.persons(*_span(sentence)) if not self.words.is_place(c)
            )
        )
        if not persons or not self.words.outside("joined", *_span(sentence)):
            return False
        last = self.told[-1] if self.told else None
        if last and last.joined and sentence.number - max(last.sentences) == 1:
            last.parties = tuple(dict.fromkeys((*last.parties, *persons)))
            last.sentences.append(sentence.number)
            return True
        new = [name for name in persons if last and name not in last.parties]
        beside = last and len(new) == 1 and sentence.number - max(last.sentences) == 1
        chairs = beside and self.words.outside("told", *_span(sentence))
        if last and chairs and self.words.callers.titled(new[0]):
            last.parties = (*last.parties, new[0])
            last.sentences.append(sentence.number)
            return True
        if len(persons) < 2 or not self.pending or sentence.number - self.pending[-1].number > 2:
            return False
        told = _Told(
            persons, self._unnamed, "unspecified", sentence.paragraph, False, None, joined=True
        )
        self.told.append(told)
        told.sentences.append(sentence.number)
        self._take_pending(told)
        self._describe(told, sentence, None)
        return True

    def _scene(self, sentence: Sentence) -> bool:
        """Take down the call of a beginning that names its parties one sentence after the other: "The
        telephone rang in Oslo. It was Ada Lund. She asked Per Dahl"; or first by their countries."""
        last = self.told[-1] if self.told else None
        nations = last is not None and self.persons.isdisjoint(last.parties)
        begun = last.sentences if last and nations else []
        begun = begun if self.told else [one.number for one in self.pending]
        near = [number for number in begun if sentence.number - number <= _NEAR]
        if not near or any(self.words.outside(key, *_span(sentence)) for key in _OTHERWISE):
            return False
        begin = self.article.sentence(min(near)).start
        found = [c for c in self.words.persons(begin, sentence.end) if not self.words.is_place(c)]
        named = tuple(dict.fromkeys(c.name for c in found))[:2]
        if len(named) < 2:
            return False
        if last is not None:
            last.parties = named
            last.sentences.append(sentence.number)
            return True
        told = _Told(named, self._unnamed, "unspecified", sentence.paragraph, False, None)
        told.sentences.append(sentence.number)
        self.told.append(told)
        self._take_pending(told)
        self._describe(told, sentence, None)
        return True

    def _take_pending(self, told: _Told) -> None:
        """Give a call the sentences that spoke of it before its parties were named."""
        first = told.sentences[0]
        for earlier in self.pending:
            if self._is_heading(earlier) and self.told[:-1] and first - earlier.number > _NEAR:
                continue
            self._describe(told, earlier, None)
            for medium in ("video", "phone"):
                if told.medium == "unspecified" and self.words.outside(medium, *_span(earlier)):
                    told.medium = "video" if medium == "video" else "phone"
            if self._is_heading(earlier) or first - earlier.number <= _NEAR:
                told.status = self.states.later(earlier) or told.status
            told.sentences.append(earlier.number)
        self.pending.clear()

    def _date(self, trigger: Trigger) -> Excerpt | None:
        found = self.words.words["day"].search(self.text, trigger.left, trigger.right)
        if found is None and self.article.language not in SPACELESS:
            found = self.words.words["day"].search(self.text, *_span(trigger.sentence))
        return self.article.excerpt(*found.span()) if found and found.group() else None

    def _describe(self, told: _Told, sentence: Sentence, trigger: Trigger | None) -> None:
        """Take down how long it lasted and who began it, where the sentence says so."""
        if told.length is None:
            told.length = self.words.length(sentence, trigger)
        if told.initiator is None:
            told.initiator = self.initiators.of(told.parties, sentence, trigger)

    def _candidate(self, told: _Told) -> CallCandidate:
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
        return CallCandidate(
            sentences=tuple(dict.fromkeys(told.sentences)),
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


def _span(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.end
