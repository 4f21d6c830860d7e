"""Who was on the line: the parties of a call, from the clause that tells of it.

Code reads no grammar here: it takes the persons of the clause whom the words before and after them do
not put elsewhere, and where these are too few, whom a pronoun, "the two", an office or a country means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.language import SPACELESS
from summarizer.rules.bystanders import Bystanders
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CLOSE, CallWords, Trigger
from summarizer.rules.office_parties import OfficeParties
from summarizer.rules.offices import Offices
from summarizer.rules.other_side import OtherSide
from summarizer.rules.standins import COUNTS, NATIONS, Before, StandIns

_GAP = 60
"""How many characters may stand between two in a list: "Lund and, an hour later, ..."."""


class Parties:
    """The parties of the calls of one article, by name."""

    def __init__(self, words: CallWords) -> None:
        self.words, self.text, self.callers = words, words.text, words.callers
        self.bystanders = Bystanders(words)
        self.offices = Offices(words.callers)
        self.by_office = OfficeParties(words, self.offices, self.bystanders)
        self.standins = StandIns(words)
        self.others = OtherSide(words, self.standins, self.bystanders.speaks)

    def of(self, trigger: Trigger, before: Before) -> tuple[list[tuple[str, ...]], bool]:
        """The groups of names that were on a line, one a call, and whether that is sure."""
        if trigger.kind == "call" and self._is_told(trigger, before):
            return [], False
        between = self._between(trigger, before)
        if between:
            return [between], True
        both = self._with_both(trigger, before)
        if both:
            return both, False
        within = self.bystanders.parties(trigger, self.words.persons(trigger.left, trigger.right))
        if not within:
            heads = self.offices.of_countries(trigger.left, trigger.right)
            if heads:
                return [_names(heads)], False
            within = self.offices.of_signs(trigger.left, trigger.right)
        third = self.standins.third(trigger, within, before) or self.standins.trio(
            trigger, within, before
        )
        if third:
            return [third], False
        within = [*within, *self.by_office.joined(trigger, within)]
        lead = self.others.lead(trigger, within, before)
        first = [lead] if lead else self.by_office.chair(trigger, within, before)
        within = _ordered([*first, *within])
        within = _ordered([*within, *self.standins.joined(trigger, within)])
        if len(_names(within)) > 1:
            return self._calls(trigger, within, sure=True)
        within = self._widened(trigger, within, before)
        sure = sum(c.kind == "person" for c in within) > 1
        return self._calls(trigger, within, sure and trigger.kind in ("ring", "phone", "video"))

    def _calls(
        self, trigger: Trigger, within: Sequence[Caller], sure: bool
    ) -> tuple[list[tuple[str, ...]], bool]:
        """One call of all, or of one with each of the others: "rang Lund and then Frei"."""
        names = _names(within)
        if len(names) < 2:
            return [], False
        if len(names) == 2 or trigger.kind == "video":
            return [names], sure and trigger.kind not in ("call", "talk", "back")
        apart = self.words.words["apart"].search(self.text, trigger.left, trigger.right)
        if not apart and trigger.kind not in ("ring", "called", "back"):
            return [_names(self._chained(within))], False
        first = within[0]
        if not apart:
            first = next((c for c in reversed(within) if c.start < trigger.start), first)
        after = [c for c in within if c.start >= trigger.end]
        after = [] if self.words.language in SPACELESS else after
        rest = [c for c in self._chained(after or within) if c.name != first.name]
        rest = [c for n, c in enumerate(rest) if apart or not n or self.callers.titled(c.name)]
        return [(first.name, c.name) for c in rest], bool(apart)

    def named(self, trigger: Trigger) -> tuple[str, ...]:
        """Those whom the whole sentence names, other than those who only tell of the call."""
        start, end = trigger.sentence.start, trigger.sentence.end
        whole = trigger._replace(left=start, right=end)
        return _names(self.bystanders.parties(whole, self.words.persons(start, end)))

    def _is_told(self, trigger: Trigger, before: Before) -> bool:
        """Whether "the call" is the one being told, and not "the call with Lund"."""
        if not before.parties or self.words.language in SPACELESS:
            return False
        follows = self.text[trigger.end : trigger.end + 12]
        behind = follows.lstrip(" ,") if self.words.language in ("ru", "uk") else follows.lstrip()
        if any(self.words.words[key].match(behind) for key in ("with", "between")):
            return False
        named = {c.name for c in self.words.persons(trigger.end, trigger.right)}
        if len(named) > 1 and not named <= set(before.parties):
            return False  # "a call of Lund's to his colleague Frei"
        own = self.named(trigger)
        if len(own) == 2 and not set(own) & set(before.parties):
            return False  # "Lund wished to hear Frei, but the call was cancelled"
        return bool(self.words.words["told"].search(self.text, trigger.start, trigger.end))

    def _between(self, trigger: Trigger, before: Before) -> tuple[str, ...]:
        """The names in "a call between Lund and Frei", or "between the two"."""
        mark = self.words.words["between"].search(self.text, trigger.end, trigger.right)
        if mark is None or mark.start() - trigger.end > CLOSE:
            return ()
        names = _names(self._chained(self.words.persons(mark.end(), trigger.right)))
        if not names and self.words.words["two"].match(self.text, mark.end() + 1):
            names = self.standins.two(trigger, before)
        return names if len(names) > 1 else ()

    def _with_both(self, trigger: Trigger, before: Before) -> list[tuple[str, ...]]:
        """A call with each of two who were on the line before: "Frei, too, telephoned both men"."""
        behind = self.words.words["two"].search(self.text, trigger.end, trigger.right)
        persons = self.words.persons(trigger.sentence.start, trigger.start)
        callers = set(_names(persons)) - set(before.parties)
        rung = trigger.kind in ("ring", "called") and len(callers) == 1
        if behind is None or not rung or len(before.parties) != 2:
            return []
        between = self.text[trigger.end : behind.start()].strip()
        if between and not self.words.words["with"].fullmatch(between):
            return []
        caller = callers.pop()
        return [(caller, name) for name in before.parties]

    def _chained(self, found: Sequence[Caller]) -> list[Caller]:
        """Those that are named one behind the other; what comes much later is something else."""
        kept = list(found[:1])
        for caller in found[1:]:
            if len(kept) > 1 and caller.start - kept[-1].end > _GAP:
                break
            kept.append(caller)
        return kept

    def _widened(self, trigger: Trigger, found: list[Caller], before: Before) -> list[Caller]:
        """The parties that no name in the clause gives: pronouns, "the two", offices, countries."""
        known = {c.name for c in found}
        group = self._group(trigger, known, before)
        if group:
            return group
        second = self._second(trigger, found, before) if len(known) == 1 else None
        if second:
            return _ordered([*found, second])
        offices = self.by_office.of(trigger, before)
        if len(found) + len(offices) > 1:
            return _ordered([*found, *offices])
        if len(offices) == 1 and not self.callers.is_cased:
            subject = self.others.teller(trigger, offices) or before.subject
            if subject and subject != offices[0].name:
                return [_unsaid(trigger, subject), *offices]
        places = [
            c for c in self.callers.places if trigger.left <= c.start and c.end <= trigger.right
        ]
        if not found and len(places) == 2:
            return places
        other = self._elided(trigger, found, before) or self.others.other(trigger, found, before)
        if other:
            return [_unsaid(trigger, other), *found]
        said = self.named(trigger) if trigger.kind in ("phone", "video", "call") else ()
        if len(said) != 2:
            return found
        return [Caller(trigger.left, trigger.left, "person", name) for name in said]

    def _group(self, trigger: Trigger, known: set[str], before: Before) -> list[Caller]:
        """Those of a call before, or the two that the article was about: "the two", "he and she"."""
        if trigger.kind == "resume" and not known:
            return [_unsaid(trigger, name) for name in before.parties]
        two = self.words.words["two"].search(self.text, trigger.left, trigger.right)
        if two and NATIONS.match(self.text, two.start()):
            two = None
        two = two or self.by_office.two(trigger, known)
        group = self.standins.two(trigger, before) if two else ()
        if two and known <= {*before.parties, *group}:
            count = next((n for word, n in COUNTS.items() if word in two.group().lower()), None)
            if count is not None and len(group) != count:
                group = next((g for g in reversed(before.all) if len(g) == count), ())
            if len(group) > 1:
                return [Caller(two.start(), two.end(), "two", name) for name in group]
        if not known and len(before.parties) == 2:
            genders = [self.callers.gender(name) for name in before.parties]
            kinds = {p.kind for p in self.callers.pronouns(trigger.left, trigger.right)}
            if set(genders) == kinds == {"he", "she"}:
                return [_unsaid(trigger, name) for name in before.parties]
        return []

    def _second(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> Caller | None:
        """The other one on the line, where the clause names one only."""
        known = {c.name for c in found}
        behind = self.others.behind(trigger, found)
        if behind:
            return behind
        for pronoun in self.callers.pronouns(trigger.left, trigger.right):
            name = self.others.main(before, known, pronoun.kind) or self.standins.referent(
                pronoun, trigger, known, before.subject
            )
            if name:
                return Caller(pronoun.start, pronoun.end, "he", name)
            behind = self.others.sayer(trigger, known)  # "he agreed with Frei, said Lund"
            if behind and self.words.language in ("ru", "uk"):
                return behind
        counterpart = self.words.words["counterpart"].search(self.text, trigger.left, trigger.right)
        others = [name for name in before.parties if name not in known]
        if counterpart and len(others) == 1 < len(before.parties):
            return Caller(counterpart.start(), counterpart.end(), "role", others[0])
        place = self.others.rung(trigger, known) or self.others.peer(trigger, known, before)
        if place or not (self.callers.is_cased or not self.by_office.of(trigger, before)):
            return place
        return self._earlier(trigger, known)

    def _elided(self, trigger: Trigger, found: Sequence[Caller], before: Before) -> str | None:
        """Who is left out, in a language in which the subject may be."""
        known = {c.name for c in found}
        if len(known) != 1 or before.subject in known:
            return None
        if not self.standins.is_elided(trigger, found, before):
            return None
        teller = self.others.teller(trigger, found)
        return teller or self.others.common(before, known) or before.subject

    def _earlier(self, trigger: Trigger, known: set[str]) -> Caller | None:
        """The one other person that the sentence names before the clause, if it names one only."""
        sentence = trigger.sentence
        if trigger.kind in ("talk", "call"):
            return None
        whole = trigger._replace(left=sentence.start)
        before = self.words.persons(sentence.start, trigger.left)
        before = [c for c in self.bystanders.parties(whole, before) if c.name not in known]
        return before[0] if len(_names(before)) == 1 else None


def _names(found: Iterable[Caller]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(caller.name for caller in found))


def _ordered(found: Sequence[Caller]) -> list[Caller]:
    return sorted(found, key=lambda caller: caller.start)


def _unsaid(trigger: Trigger, name: str) -> Caller:
    """A party without words of its own in the clause."""
    return Caller(trigger.left, trigger.left, "he", name)
