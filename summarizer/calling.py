"""Calls that an article tells of, found by rules: candidates to be confirmed or kept.

A sentence tells of a call by its words ("by telephone", "rang", "eine Videokonferenz"); who was on the
line stands in the same clause; what is told of it later ("it lasted an hour") belongs to the call being
told. The words of each language are in ``calling.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from summarizer.article import Sentence
from summarizer.callers import Caller, Callers
from summarizer.durations import durations_in
from summarizer.names import Names
from summarizer.records import CallStatus, Excerpt, Medium, Party

Kind = Literal["video", "phone", "ring", "called", "back", "call", "talk"]
_KINDS: tuple[Kind, ...] = ("video", "phone", "back", "ring", "called", "call", "talk")
_SPACELESS = ("zh", "ja")
_ELIDED = ("es", "it", "pt", "ar", "he", "zh", "ja", "ru", "uk")
_AHEAD = ("planned", "proposed")
_GAP = 60
"""How many characters may stand between two in a list: "Lund and, an hour later, ..."."""
_NEAR = 2
"""How many paragraphs further words such as "the conversation" may stand from the call they are about."""


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


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("summarizer").joinpath("calling.toml").read_text(encoding="utf-8"))


@lru_cache
def _lexicon(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a language by their names, or nothing for a language without a table."""
    before, after = ("", "") if language in _SPACELESS else (r"(?<!\w)", r"(?!\w)")
    if language in ("ar", "he"):
        before = r"(?<!\w)[وفבוהלמשכ]{0,2}"
    found = {}
    for key, pattern in _tables().get(language, {}).items():
        loose = pattern.replace("[ -]", r"[\s-]").replace(" ", r"\s+")
        start = rf"(?:{before}|(?=,))" if key == "break" else before
        found[key] = re.compile(rf"{start}(?:{loose}){after}", re.IGNORECASE)
    return found


class _Trigger(NamedTuple):
    """Words that tell of a call, and the clause they stand in."""

    kind: Kind
    start: int
    end: int
    left: int
    right: int
    sentence: Sentence


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
    sentences: list[int] = field(default_factory=list)


def call_candidates(names: Names) -> tuple[CallCandidate, ...]:
    """The calls that the article of ``names`` tells of, in its order; none in a language that
    ``calling.toml`` does not have."""
    words = _lexicon(names.article.language)
    return _Reading(names, words).candidates() if words else ()


class _Reading:
    """One reading of an article, from its first sentence to its last."""

    def __init__(self, names: Names, words: dict[str, re.Pattern[str]]) -> None:
        self.names = names
        self.article = names.article
        self.text = names.article.text
        self.words = words
        table = _tables()[self.article.language]
        self.callers = Callers(names, table["role"].replace(" ", r"\s+"))
        self.told: list[_Told] = []
        self.subject: str | None = None
        self.pending: list[Sentence] = []

    def candidates(self) -> tuple[CallCandidate, ...]:
        """Read the article; what is no call between parties falls away."""
        for sentence in self.article.sentences:
            before = len(self.told), [len(told.sentences) for told in self.told]
            for trigger in self._triggers(sentence):
                self._tell(trigger)
            if (len(self.told), [len(told.sentences) for told in self.told]) == before:
                self._continue(sentence)
            persons = self._persons(sentence.start, sentence.end)
            if persons:
                self.subject = persons[0].name
        return tuple(self._candidate(told) for told in self.told)

    # Words that tell of a call

    def _triggers(self, sentence: Sentence) -> Iterator[_Trigger]:
        found: list[_Trigger] = []
        for kind in _KINDS:
            for match in self.words[kind].finditer(self.text, sentence.start, sentence.end):
                if self._is_quoted(match.start()) or any(
                    match.start() < other.end and other.start < match.end() for other in found
                ):
                    continue
                left, right = self._clause(sentence, match.start(), match.end())
                if any(
                    o.left < right and left < o.right and kind in ("call", "talk") for o in found
                ):
                    continue
                found.append(_Trigger(kind, match.start(), match.end(), left, right, sentence))
        yield from self._distinct(sorted(found, key=lambda trigger: trigger.start))

    def _distinct(self, found: Sequence[_Trigger]) -> Iterator[_Trigger]:
        """One trigger for each clause: the verb of telephoning before any other."""
        seen: dict[tuple[int, int], _Trigger] = {}
        for trigger in found:
            key = (trigger.left, trigger.right)
            if key not in seen or trigger.kind in ("ring", "called"):
                seen[key] = trigger
        for trigger in seen.values():
            if not self._is_none(trigger):
                yield trigger

    def _is_none(self, trigger: _Trigger) -> bool:
        """Whether the sentence itself says that this is no call between parties."""
        start, end = trigger.sentence.start, trigger.sentence.end
        if self._outside("unanswered", start, end):
            return True
        if self._outside("not", trigger.left, trigger.right):
            return True
        if trigger.kind == "talk":
            return not self._is_remote(trigger)
        return trigger.kind == "called" and not self._rings(trigger)

    def _rings(self, trigger: _Trigger) -> bool:
        """Whether "called" has a person for its object, and does not say what he is."""
        if self.words["counterpart"].search(self.text, trigger.end, trigger.right):
            return True
        persons = self._persons(trigger.end, trigger.right)
        if not persons or persons[0].start - trigger.end > 60:
            return False
        return not re.match(r"[’']s?\s|\s?[“\"«„]|\sa[n]?\s", self.text[persons[0].end :])

    def _is_remote(self, trigger: _Trigger) -> bool:
        """Whether "spoke with" was surely not face to face: the words around it are of calls."""
        if self._outside("face", trigger.sentence.start, trigger.sentence.end):
            return False
        number = trigger.sentence.number
        around = self.article.sentences[max(0, number - 2) : number + 1]
        if any(
            self.words[kind].search(self.text, s.start, s.end)
            for s in around
            for kind in ("phone", "video")
        ):
            return True
        return len(self.told) > 2

    def _clause(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """The clause around two offsets."""
        edges = [
            match.span()
            for pattern in (self.words["break"], _HARD)
            for match in pattern.finditer(self.text, sentence.start, sentence.end)
            if not self._is_quoted(match.start())
            and not 0 <= match.start() - end < 2  # "the call that"
            and not (match.group() == ":" and self._persons(match.end(), match.end() + 40))
        ]
        edges += [
            (match.start(), match.start(1))
            for match in _COMMA.finditer(self.text, sentence.start, sentence.end)
            if self.callers.says(match.group(1))
        ]
        left = max((b for _, b in edges if b <= start), default=sentence.start)
        right = min((a for a, _ in edges if a >= end), default=sentence.end)
        return left, right

    # Who was on the line

    def _tell(self, trigger: _Trigger) -> None:
        groups, sure = self._parties(trigger)
        if not groups:
            self._attach(trigger.sentence, trigger)
            return
        for group in groups:
            self._merge(trigger, group, sure)

    def _parties(self, trigger: _Trigger) -> tuple[list[tuple[str, ...]], bool]:
        """The groups of names that were on a line, one a call, and whether that is sure."""
        within = self._governed(trigger, self._persons(trigger.left, trigger.right))
        within = self._ordered([*within, *self._joined(trigger, within)])
        sure = True
        if len({c.name for c in within}) < 2:
            within = self._widened(trigger, within)
            sure = sum(c.kind == "person" for c in within) > 1 and trigger.kind in (
                "ring",
                "phone",
                "video",
            )
        names = list(dict.fromkeys(c.name for c in within))
        if len(names) < 2:
            return [], False
        if trigger.kind in ("call", "talk", "back"):
            sure = False
        after = [c for c in within if c.start >= trigger.end]
        if len(names) > 2 and trigger.kind != "video":
            apart = self.words["apart"].search(self.text, trigger.left, trigger.right)
            if trigger.kind in ("ring", "called", "back") or apart:
                first = next((c for c in reversed(within) if c.start < trigger.start), within[0])
                first = within[0] if apart else first
                rest = [c for c in self._chained(after or within) if c.name != first.name]
                return [(first.name, c.name) for c in rest], bool(apart)
            names = list(dict.fromkeys(c.name for c in self._chained(within)))
            sure = False
        return [tuple(names)], sure

    def _chained(self, found: Sequence[Caller]) -> list[Caller]:
        """Those that are named one behind the other; what comes much later is something else."""
        kept = list(found[:1])
        for caller in found[1:]:
            if len(kept) > 1 and caller.start - kept[-1].end > _GAP:
                break
            kept.append(caller)
        return kept

    def _joined(self, trigger: _Trigger, found: Sequence[Caller]) -> Iterator[Caller]:
        """He or she who stands beside others: "she, the chancellor and Mr Lund"."""
        known = {c.name for c in found}
        for pronoun in self.callers.pronouns(trigger.left, trigger.right):
            if re.match(r"(?:,| and | et | und | y | e | и )", self.text[pronoun.end :]):
                name = self._referent(pronoun, trigger, known)
                if name and found:
                    yield Caller(pronoun.start, pronoun.end, pronoun.kind, name)

    def _persons(self, start: int, end: int) -> list[Caller]:
        return [c for c in self.callers.persons if start <= c.start and c.end <= end]

    def _governed(self, trigger: _Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Those whom the words before and after them do not put off the line."""
        kept: list[Caller] = []
        at = trigger.left
        for caller in found:
            since = max(at, trigger.end) if caller.start >= trigger.end else at
            if not self._is_apart(since, caller, trigger):
                kept.append(caller)
            at = caller.end
        return kept

    def _is_apart(self, since: int, caller: Caller, trigger: _Trigger) -> bool:
        before = self.text[since : caller.start]
        rest = re.split("[,，،]", before)[-1]
        marks = [(m.end(), "with") for m in self.words["with"].finditer(rest)]
        marks += [
            (m.end(), "out")
            for m in self.words["out"].finditer(rest)
            if len(rest[m.end() :].split()) < 5
        ]
        if marks and max(marks)[1] == "out":
            return True
        if any(not rest[m.end() :].strip() for m in self.words["at"].finditer(rest)):
            return True
        word = re.search(r"([^\W\d_]+)\s*$", rest)
        if word and self.callers.says(word.group(1)) and since + len(before) > trigger.end:
            return True
        after = self.text[caller.end : trigger.sentence.end]
        said = re.match(r",?\s+([^\W\d_]+)\s*(?:[.,;:]|$)", after)
        if said and self.callers.says(said.group(1)):
            return True
        office = re.match(r"[’']s?\s+(?:\w+\s+){0,2}(\w+)", after)
        return bool(office and _OFFICE.match(office.group(1)))

    def _widened(self, trigger: _Trigger, found: list[Caller]) -> list[Caller]:
        """The parties that no name in the clause gives: pronouns, "the two", offices, countries."""
        known = {c.name for c in found}
        two = self.words["two"].search(self.text, trigger.left, trigger.right)
        if two and not found:
            group = self._two(trigger)
            if len(group) > 1:
                return [Caller(two.start(), two.end(), "two", name) for name in group]
        if len(known) == 1:
            one = next(iter(known))
            for pronoun in self.callers.pronouns(trigger.left, trigger.right):
                name = self._referent(pronoun, trigger, known)
                if name:
                    return self._ordered([*found, Caller(pronoun.start, pronoun.end, "he", name)])
            counterpart = self.words["counterpart"].search(self.text, trigger.left, trigger.right)
            if counterpart and self.told and one in self.told[-1].parties:
                others = [n for n in self.told[-1].parties if n != one]
                if len(others) == 1:
                    place = Caller(counterpart.start(), counterpart.end(), "role", others[0])
                    return self._ordered([*found, place])
            wide = self._wide(trigger, known)
            if wide:
                return self._ordered([*found, wide])
        offices = self._offices(trigger)
        if len(found) + len(offices) > 1:
            return self._ordered([*found, *offices])
        places = [
            c for c in self.callers.places if trigger.left <= c.start and c.end <= trigger.right
        ]
        if not found and len(places) == 2:
            return places
        if len(known) == 1 and self._is_elided(trigger, found) and self.subject not in known:
            assert self.subject is not None
            return [Caller(trigger.left, trigger.left, "he", self.subject), *found]
        return found

    def _offices(self, trigger: _Trigger) -> list[Caller]:
        """Those who are given by their office only, as the persons they are where that can be told."""
        if trigger.kind in ("called", "talk"):
            return []
        found = self._governed(trigger, self.callers.roles(trigger.left, trigger.right))
        return [Caller(c.start, c.end, "role", self.callers.holder(c) or c.name) for c in found]

    def _wide(self, trigger: _Trigger, known: set[str]) -> Caller | None:
        """The one other person that the sentence names before the clause, if it names one only."""
        sentence = trigger.sentence
        if trigger.kind in ("talk", "call"):
            return None
        before = [
            c
            for c in self._governed(
                trigger._replace(left=sentence.start), self._persons(sentence.start, trigger.left)
            )
            if c.name not in known
        ]
        return before[0] if len({c.name for c in before}) == 1 else None

    def _two(self, trigger: _Trigger) -> tuple[str, ...]:
        last = self.told[-1] if self.told else None
        if last and trigger.sentence.paragraph - last.paragraph <= _NEAR:
            return last.parties
        number = trigger.sentence.number
        if number < 2:
            return ()
        before = self.article.sentence(number - 1)
        return tuple(dict.fromkeys(c.name for c in self._persons(before.start, before.end)))

    def _referent(self, pronoun: Caller, trigger: _Trigger, known: set[str]) -> str | None:
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
                return fits[0]
        return None

    def _is_elided(self, trigger: _Trigger, found: Sequence[Caller]) -> bool:
        """Whether the subject is left out, as it may be in Spanish or Japanese."""
        return (
            self.article.language in _ELIDED
            and self.subject is not None
            and all(c.start >= trigger.end for c in found)
        )

    def _ordered(self, found: Sequence[Caller]) -> list[Caller]:
        return sorted(found, key=lambda caller: caller.start)

    # What is told of it

    def _merge(self, trigger: _Trigger, group: tuple[str, ...], sure: bool) -> None:
        sentence = trigger.sentence
        status = self._status(trigger)
        date = self._date(trigger)
        for told in reversed(self.told):
            if set(told.parties) == set(group) and self._is_same(told, trigger, status, date):
                self._update(told, trigger, status, date)
                told.sure = told.sure or sure
                return
        medium: Medium = {"video": "video", "phone": "phone", "ring": "phone"}.get(  # type: ignore[assignment]
            trigger.kind, "unspecified"
        )
        told = _Told(group, status, medium, sentence.paragraph, sure, date)
        self.told.append(told)
        told.sentences.append(sentence.number)
        for earlier in self.pending:
            self._describe(told, earlier, None)
            told.status = self._later_status(earlier) or told.status
            told.sentences.append(earlier.number)
        self.pending.clear()
        self._describe(told, sentence, trigger)

    def _is_same(
        self, told: _Told, trigger: _Trigger, status: CallStatus, date: Excerpt | None
    ) -> bool:
        """Whether two mentions of the same parties are of one call."""
        if told.date and date and not _tokens(told.date.text) & _tokens(date.text):
            return False
        if told.status in _AHEAD and status == "held":
            return False
        if told.status == "held" and status in _AHEAD:
            return self._had(trigger)
        return True

    def _had(self, trigger: _Trigger) -> bool:
        return bool(
            re.search(r"\b(?:had been|avait été|había sido|era stat)", self._clause_of(trigger))
        )

    def _clause_of(self, trigger: _Trigger) -> str:
        return self.text[trigger.left : trigger.right]

    def _update(
        self, told: _Told, trigger: _Trigger, status: CallStatus, date: Excerpt | None
    ) -> None:
        if status in ("cancelled", "denied") or (told.status in ("proposed",) and status != "held"):
            told.status = status
        if told.medium == "unspecified" and trigger.kind in ("video", "phone", "ring"):
            told.medium = "video" if trigger.kind == "video" else "phone"
        told.date = told.date or date
        told.sentences.append(trigger.sentence.number)
        told.paragraph = trigger.sentence.paragraph
        self._describe(told, trigger.sentence, trigger)

    def _attach(self, sentence: Sentence, trigger: _Trigger | None) -> None:
        """Words on a call that name nobody: of the one being told, or else of the next one."""
        last = self.told[-1] if self.told else None
        if last is None or sentence.paragraph - last.paragraph > _NEAR:
            if trigger is not None and last is None:
                self.pending.append(sentence)
            return
        if sentence.number in last.sentences:
            return
        if trigger is not None and trigger.kind in ("video", "phone", "ring"):
            medium: Medium = "video" if trigger.kind == "video" else "phone"
            if last.medium == "unspecified":
                last.medium = medium
            if last.status == "proposed" and self._status(trigger) == "held":
                last.status = "held"
        if trigger is not None and trigger.kind == "back" and last.status in _AHEAD:
            last.status = "held"
        last.status = self._later_status(sentence) or last.status
        last.sentences.append(sentence.number)
        last.paragraph = max(last.paragraph, sentence.paragraph)
        self._describe(last, sentence, trigger)

    def _continue(self, sentence: Sentence) -> None:
        """A sentence without a call of its own may go on about the one being told."""
        if not self.told:
            if self._later_status(sentence) and self._outside("told", sentence.start, sentence.end):
                self.pending.append(sentence)
            return
        last = self.told[-1]
        telling = self._outside("told", sentence.start, sentence.end)
        back = self._outside("back", sentence.start, sentence.end)
        next_one = sentence.number - max(last.sentences) == 1
        short = len(self.text[sentence.start : sentence.end].split()) < 7
        denies = next_one and short and self._outside("denied", sentence.start, sentence.end)
        wish = next_one and self._outside("wish_before", sentence.start, sentence.end)
        wished = wish and self._who(last, sentence.start, sentence.end, first=True) in last.parties
        if telling or denies or back or wished:
            self._attach(sentence, None)
            if denies:
                last.status = "denied"

    def _status(self, trigger: _Trigger) -> CallStatus:
        """The state of a call where it is told of by name."""
        sentence = trigger.sentence
        whole = trigger.kind in ("phone", "video", "call")
        start, end = (sentence.start, sentence.end) if whole else (trigger.left, trigger.right)
        left = max(sentence.start, trigger.left - 60)
        if self._outside("denied", min(start, max(sentence.start, trigger.left - 45)), end):
            return "denied"
        if self._outside("cancelled", start, end):
            return "cancelled"
        if self._outside("proposed", sentence.start if whole else left, trigger.right):
            return "proposed"
        if self._outside("planned", trigger.left, trigger.right):
            return "planned"
        return "held"

    def _later_status(self, sentence: Sentence) -> CallStatus | None:
        for state in ("denied", "cancelled"):
            if self._outside(state, sentence.start, sentence.end):
                return "denied" if state == "denied" else "cancelled"
        return None

    def _date(self, trigger: _Trigger) -> Excerpt | None:
        found = self.words["day"].search(self.text, trigger.left, trigger.right)
        found = found or self.words["day"].search(
            self.text, trigger.sentence.start, trigger.sentence.end
        )
        return self.article.excerpt(*found.span()) if found and found.group() else None

    def _describe(self, told: _Told, sentence: Sentence, trigger: _Trigger | None) -> None:
        """Take down how long it lasted and who began it, where the sentence says so."""
        language = self.article.language
        if told.length is None:
            lengths = durations_in(self.text, language, sentence.start, sentence.end)
            lengths = [found for found in lengths if not self._is_quoted(found.start)]
            if lengths:
                told.length = lengths[0]
        if told.initiator is None:
            told.initiator = self._initiator(told, sentence, trigger)

    def _initiator(self, told: _Told, sentence: Sentence, trigger: _Trigger | None) -> str | None:
        start, end = sentence.start, sentence.end
        after = self.words["wish_after"].search(self.text, start, end)
        if after and not self._is_quoted(after.start()):
            found = self._who(told, after.end(), min(end, after.end() + 60), first=True)
            if found:
                return found
        before = self.words["wish_before"].search(self.text, start, end)
        if before and not self._is_quoted(before.start()):
            found = self._who(told, max(start, before.start() - 60), before.start(), first=False)
            if found:
                return found
        if trigger is not None and trigger.kind in ("ring", "called", "back"):
            earlier = [
                c for c in self._persons(trigger.left, trigger.start) if c.name in told.parties
            ]
            if earlier:
                return earlier[-1].name
            for pronoun in self.callers.pronouns(trigger.left, trigger.start):
                fits = [n for n in told.parties if self.callers.gender(n) == pronoun.kind]
                if len(fits) == 1:
                    return fits[0]
            later = [c for c in self._persons(trigger.end, trigger.right) if c.name in told.parties]
            others = [name for name in told.parties if later and name != later[0].name]
            return others[0] if len(others) == 1 else None
        return None

    def _who(self, told: _Told, start: int, end: int, *, first: bool) -> str | None:
        """The party named between two offsets, as one of those on the line where that can be told."""
        persons = self._persons(start, end)
        if persons:
            return (persons[0] if first else persons[-1]).name
        places = [c for c in self.callers.places if start <= c.start and c.end <= end]
        words = self.text[start:end]
        if places:
            place = places[0] if first else places[-1]
            return self._of_country(told, place.name) or place.name
        for pronoun in self.callers.pronouns(start, end):
            fits = [n for n in told.parties if self.callers.gender(n) == pronoun.kind]
            if len(fits) == 1:
                return fits[0]
        run = _unnamed(words, self.article.language, first=first)
        return run if run and self.names.party(run) else None

    def _of_country(self, told: _Told, place: str) -> str | None:
        party = self.names.party(place)
        code = party.country if party else None
        fits = [n for n in told.parties if code and self.callers.country(n) == code]
        return fits[0] if len(fits) == 1 else None

    # What comes out

    def _candidate(self, told: _Told) -> CallCandidate:
        parties = [p for p in map(self.names.party, told.parties) if p is not None]
        around = set(told.sentences) | {min(told.sentences) - 1}
        nearby = []
        for number in sorted(around - {0}):
            sentence = self.article.sentence(number)
            for caller in self._persons(sentence.start, sentence.end):
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

    def _outside(self, key: str, start: int, end: int) -> bool:
        """Whether words of a kind stand between two offsets, outside quotation marks."""
        return any(
            not self._is_quoted(match.start())
            for match in self.words[key].finditer(self.text, start, end)
        )

    def _is_quoted(self, at: int) -> bool:
        return any(p.outer_start <= at < p.outer_end for p in self.article.passages)


_HARD = re.compile("[;:：；]")
_COMMA = re.compile(r",\s+(?:(?:a|ont|avait|ha|han|hanno|había|so|wie)\s+)?([^\W\d_]+)")
_OFFICE = re.compile(r"office|spokes|aide|advis|embassy|ministry|lawyer|team|staff|people|cabinet")


def _tokens(words: str) -> set[str]:
    found = re.findall(r"\w+", words.lower())
    return {word for word in found if len(word) > 3 or word.isdigit()} or set(found)


def _unnamed(words: str, language: str, *, first: bool) -> str | None:
    """A capital or a side in words that name no person: "Kyiv", "турецкой стороны", "豪側"."""
    if language in _SPACELESS:
        found = re.findall(r"[\u3400-\u9fffァ-ヴー]{1,6}?[側方]", words)
    elif language in ("ar", "he"):
        found = re.findall(r"(?:الجانب|الطرف|הצד)\s\w+|\w{3,}", words)[:1]
    else:
        side = r"[^\W\d_]+(?:ой|ого|ої|ая|а)\s(?:сторон\w+)"
        found = re.findall(
            rf"{side}|[^\W\d_a-zа-яёіїєґà-ÿ][\w’-]+(?:\s[^\W\d_a-zа-яёіїєґà-ÿ][\w’-]+)*", words
        )
        found = [name for name in found if len(name) > 3]
    return (found[0] if first else found[-1]) if found else None
