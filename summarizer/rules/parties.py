"""Who was on the line: the parties of a call, from the clause that tells of it.

Code reads no grammar here: it takes the persons of the clause whom the words before and after them do
not put elsewhere, and where these are too few, whom a pronoun, "the two", an office or a country means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import SPACELESS
from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CLOSE, CallWords, Trigger
from summarizer.rules.offices import Offices
from summarizer.rules.other_side import OtherSide
from summarizer.rules.standins import COUNTS, NATIONS, Before, StandIns

_GAP = 60
"""How many characters may stand between two in a list: "Lund and, an hour later, ..."."""
_AND = re.compile(r",?\s(?:and|et|und|y|e|i|и|та)(?:\s(?:with|avec|mit|con|com))?\s")
_VERB_SECOND = re.compile(
    r"\s(?:hat|habe|haben|hätten|hatte|hatten|soll|sollen|will|wollen|wird)\s"
)
"""What ends "laut einem Bericht" at the head of a German clause: its subject comes next."""
_OFFICE = re.compile(r"office|spokes|aide|advis|embassy|ministry|lawyer|team|staff|people|cabinet")


_VOICE = re.compile(
    r"spokes|porte-parole|sprecher|portavoz|vocero|portavoce|porta-voz|пресс-секретар|представител|речни|"
    r"прес-?секретар|متحدث|الناطق|דובר|发言人|發言人|新闻秘书|報道官",
    re.IGNORECASE,
)

_JA_TOPIC = re.compile("[^、。]{0,12}は、")
_JA_SAID = re.compile("と(?:述べ|語|発表|明らかに|説明|話|指摘|強調|表明|伝え|報じ)")


class Parties:
    """The parties of the calls of one article, by name."""

    def __init__(self, words: CallWords) -> None:
        self.words = words
        self.article = words.article
        self.text = words.text
        self.callers = words.callers
        self.offices = Offices(words.callers)
        self.standins = StandIns(words)
        self.others = OtherSide(words, self.standins, self._speaks)
        self._all: tuple[tuple[str, ...], ...] = ()
        self._subject: str | None = None

    def of(self, trigger: Trigger, before: Before) -> tuple[list[tuple[str, ...]], bool]:
        """The groups of names that were on a line, one a call, and whether that is sure."""
        self._all, self._subject = before.all, before.subject
        if trigger.kind == "call" and self._is_told(trigger, before):
            return [], False
        between = self._between(trigger, before)
        if between:
            return [between], True
        within = self._governed(trigger, self.words.persons(trigger.left, trigger.right))
        within = [c for c in within if not self._speaks(c, trigger)]
        if not within:
            heads = self.offices.of_countries(trigger.left, trigger.right)
            if heads:
                return [tuple(dict.fromkeys(c.name for c in heads))], False
            within = self.offices.of_signs(trigger.left, trigger.right)
        third = self.standins.third(trigger, within, before) or self.standins.trio(
            trigger, within, before
        )
        if third:
            return [third], False
        within = [*within, *self._joined_office(trigger, within)]
        lead = self.others.lead(trigger, within, before)
        within = _ordered([*([lead] if lead else self._chair(trigger, within)), *within])
        within = _ordered([*within, *self.standins.joined(trigger, within)])
        sure = True
        if len({c.name for c in within}) < 2:
            within = self._widened(trigger, within, before)
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
        after = [] if self.words.language in SPACELESS else after
        if len(names) > 2 and trigger.kind != "video":
            apart = self.words.words["apart"].search(self.text, trigger.left, trigger.right)
            if trigger.kind in ("ring", "called", "back") or apart:
                first = next((c for c in reversed(within) if c.start < trigger.start), within[0])
                first = within[0] if apart else first
                rest = [c for c in self._chained(after or within) if c.name != first.name]
                rest = [
                    c for n, c in enumerate(rest) if apart or not n or self.callers.titled(c.name)
                ]
                return [(first.name, c.name) for c in rest], bool(apart)
            names = list(dict.fromkeys(c.name for c in self._chained(within)))
            sure = False
        return [tuple(names)], sure

    def named(self, trigger: Trigger) -> tuple[str, ...]:
        """Those whom the whole sentence names, other than those who only tell of the call."""
        sentence = trigger.sentence
        whole = trigger._replace(left=sentence.start, right=sentence.end)
        found = self._governed(whole, self.words.persons(sentence.start, sentence.end))
        return tuple(dict.fromkeys(c.name for c in found if not self._speaks(c, trigger)))

    def _chair(self, trigger: Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Who is given by office only before a call with two others: "the Turkish president offered a
        call with"."""
        if len({c.name for c in found}) < 2 or found[0].start < trigger.end:
            return []
        known = {c.name for c in found}
        before = [c for c in self._offices(trigger) if c.end <= trigger.start]
        before = [c for c in before if c.name not in known and not self._speaks(c, trigger)]
        return before if len(before) == 1 else []

    def _speaks(self, caller: Caller, trigger: Trigger) -> bool:
        """Whether somebody only tells of the call as a spokesman: "Dahl noted that the call with Lund"."""
        party = self.words.names.party(caller.name)
        role = party.role.text if party and party.role else ""
        before = self.text[max(trigger.sentence.start, caller.start - 40) : caller.start]
        before = before.rstrip(", ")  # "a spokesman for the premier, Lund, said"
        return caller.start < trigger.start and bool(
            self._tells(caller, trigger)
            or _VOICE.search(role)
            or self.callers.speaks_for(caller.name)
            or _VOICE.search(
                self.words.words["break"].split(re.split("[,;:。，、]", before)[-1])[-1]
            )
        )

    def _tells(self, caller: Caller, trigger: Trigger) -> bool:
        """Whether one is the topic of a Japanese sentence that ends with "..., he said", and two others
        were on the line."""
        if self.words.language != "ja":
            return False
        end = trigger.sentence.end
        others = {c.name for c in self.words.persons(caller.end, end)} - {caller.name}
        topic = _JA_TOPIC.match(self.text, caller.end, end)
        return bool(topic and len(others) > 1 and _JA_SAID.search(self.text, trigger.end, end))

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
        found = self._chained(self.words.persons(mark.end(), trigger.right))
        names = tuple(dict.fromkeys(c.name for c in found))
        if not names and self.words.words["two"].match(self.text, mark.end() + 1):
            names = self.standins.two(trigger, before)
        return names if len(names) > 1 else ()

    def _chained(self, found: Sequence[Caller]) -> list[Caller]:
        """Those that are named one behind the other; what comes much later is something else."""
        kept = list(found[:1])
        for caller in found[1:]:
            if len(kept) > 1 and caller.start - kept[-1].end > _GAP:
                break
            kept.append(caller)
        return kept

    def _governed(self, trigger: Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Those whom the words before and after them do not put off the line."""
        kept: list[Caller] = []
        at = trigger.left
        for caller in found:
            since = max(at, trigger.end) if caller.start >= trigger.end else at
            if not self._is_apart(since, caller, trigger):
                kept.append(caller)
            at = caller.end
        return kept

    def _is_apart(self, since: int, caller: Caller, trigger: Trigger) -> bool:
        before = self.text[since : caller.start]
        parts = re.split("[,，،]", before)
        rest = parts[-1]
        if len(parts) > 1 and not rest.strip() and self.callers.role.search(parts[-2]):
            rest = f"{parts[-2]} "  # "arranged by the premier, Lund"
        marks = [(m.end(), "with") for m in self.words.words["with"].finditer(rest)]
        marks += [
            (m.end(), "out")
            for m in self.words.words["out"].finditer(rest)
            if len(rest[m.end() :].split()) < 5 and not _VERB_SECOND.search(rest, m.end())
        ]
        if marks and max(marks, key=lambda mark: (mark[0], mark[1] == "out"))[1] == "out":
            return True
        if any(
            not rest[m.end() :].strip() and not self.words.words["with"].fullmatch(m.group())
            for m in self.words.words["at"].finditer(rest)
        ):
            return True
        mark = re.search('[,，،”"»“’]\\s*([^,，،”"»“]*)$', before)
        said = mark and any(self.callers.says(word) for word in mark.group(1).split()[:2])
        if said and caller.start > trigger.end:
            return True
        after = self.text[caller.end : trigger.sentence.end]
        saying = re.match(r",?\s+([^\W\d_]+)\s*(?:[.,;:]|$)", after)
        if saying and self.callers.says(saying.group(1)):
            return True
        office = re.match(r"[’']s?\s+(?:\w+\s+){0,2}(\w+)", after)
        return bool(office and _OFFICE.match(office.group(1)))

    def _widened(self, trigger: Trigger, found: list[Caller], before: Before) -> list[Caller]:
        """The parties that no name in the clause gives: pronouns, "the two", offices, countries."""
        known = {c.name for c in found}
        if trigger.kind == "resume" and not known:
            return [Caller(trigger.left, trigger.left, "two", name) for name in before.parties]
        two = self.words.words["two"].search(self.text, trigger.left, trigger.right)
        if two and NATIONS.match(self.text, two.start()):
            two = None
        two = two or self._two_offices(trigger, known)
        if two and known <= {*before.parties, *self.standins.two(trigger, before)}:
            count = next((n for word, n in COUNTS.items() if word in two.group().lower()), None)
            group = self.standins.two(trigger, before)
            if count is not None and len(group) != count:
                group = next((g for g in reversed(before.all) if len(g) == count), ())
            if len(group) > 1:
                return [Caller(two.start(), two.end(), "two", name) for name in group]
        if not known and len(before.parties) == 2:
            genders = [self.callers.gender(name) for name in before.parties]
            kinds = {p.kind for p in self.callers.pronouns(trigger.left, trigger.right)}
            if None not in genders and kinds == set(genders) and len(kinds) == 2:
                return [Caller(trigger.left, trigger.left, "he", n) for n in before.parties]
        if len(known) == 1:
            one = next(iter(known))
            behind = self.others.behind(trigger, found)
            if behind:
                return [*found, behind]
            for pronoun in self.callers.pronouns(trigger.left, trigger.right):
                name = self.others.main(before, known, pronoun.kind) or self.standins.referent(
                    pronoun, trigger, known, before.subject
                )
                if name:
                    return _ordered([*found, Caller(pronoun.start, pronoun.end, "he", name)])
                behind = self.others.sayer(trigger, known)  # "he agreed with Frei, said Lund"
                if behind and self.words.language in ("ru", "uk"):
                    return _ordered([*found, behind])
            counterpart = self.words.words["counterpart"].search(
                self.text, trigger.left, trigger.right
            )
            if counterpart and one in before.parties:
                others = [n for n in before.parties if n != one]
                if len(others) == 1:
                    place = Caller(counterpart.start(), counterpart.end(), "role", others[0])
                    return _ordered([*found, place])
            other_end = self.others.rung(trigger, known) or self.others.peer(trigger, known, before)
            if other_end:
                return _ordered([*found, other_end])
            unnamed = not self.callers.is_cased and self._offices(trigger)
            wide = None if unnamed else self._wide(trigger, known)
            if wide:
                return _ordered([*found, wide])
        offices = self._offices(trigger)
        if len(found) + len(offices) > 1:
            return _ordered([*found, *offices])
        if len(offices) == 1 and not self.callers.is_cased:
            subject = self.others.teller(trigger, offices) or before.subject
            if subject and subject != offices[0].name:
                return [Caller(trigger.left, trigger.left, "he", subject), *offices]
        places = [
            c for c in self.callers.places if trigger.left <= c.start and c.end <= trigger.right
        ]
        if not found and len(places) == 2:
            return places
        if (
            len(known) == 1
            and self.standins.is_elided(trigger, found, before)
            and before.subject not in known
        ):
            subject = self.others.teller(trigger, found) or self.others.common(before, known)
            subject = subject or before.subject
            assert subject is not None
            return [Caller(trigger.left, trigger.left, "he", subject), *found]
        other = self.others.other(trigger, found, before)
        if other:
            return [Caller(trigger.left, trigger.left, "he", other), *found]
        if trigger.kind in ("phone", "video", "call"):
            said = self.named(trigger)
            if len(said) == 2:
                return [Caller(trigger.left, trigger.left, "person", name) for name in said]
        return found

    def _two_offices(self, trigger: Trigger, known: set[str]) -> re.Match[str] | None:
        """The words of "the president and the chancellor" where no name or country stands beside them."""
        roles = self.offices.roles(trigger.left, trigger.right)
        if known or len(roles) != 2 or any(map(self.offices.country, roles)):
            return None
        return _AND.fullmatch(self.text, roles[0].end, roles[1].start)

    def _joined_office(self, trigger: Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Who is named by office behind an "and": "a call with Lund and the Danish premier"."""
        if not found or found[-1].start < trigger.end or trigger.kind == "called":
            return []
        last = found[-1]
        for office in self.offices.roles(last.end, trigger.right)[:1]:
            who = self.offices.holder(office)
            linked = _AND.fullmatch(self.text, last.end, office.start)
            if who and linked and who not in {c.name for c in found}:
                return [Caller(office.start, office.end, "role", who)]
        return []

    def _continued(self, role: Caller) -> str | None:
        """Whom the sentence before was about, if an office that nobody is given can be his: "Lund rang on
        Sunday. The Danish premier’s conversation with"."""
        party = self.words.names.party(self._subject) if self._subject else None
        if party is None or party.role or self.callers.country(party.name):
            return None
        return party.name if self.callers.is_cased and self.offices.country(role) else None

    def _offices(self, trigger: Trigger) -> list[Caller]:
        """Those who are given by their office only, as the persons they are where that can be told."""
        if trigger.kind == "called":
            return []
        found = self._governed(trigger, self.offices.roles(trigger.left, trigger.right))
        cased = self.callers.is_cased
        around = self.text[trigger.sentence.start : trigger.sentence.end] if cased else ""
        known = tuple(dict.fromkeys(name for parties in self._all for name in parties))
        named = []
        for c in found:
            placed = cased and self.offices.country(c)
            who = self.offices.holder(c) or self.words.akin(known, c.name if placed else around)
            who = who or self._continued(c)
            if who or self.offices.country(c):
                named.append(Caller(c.start, c.end, "role", who or c.name))
        return named

    def _wide(self, trigger: Trigger, known: set[str]) -> Caller | None:
        """The one other person that the sentence names before the clause, if it names one only."""
        sentence = trigger.sentence
        if trigger.kind in ("talk", "call"):
            return None
        before = [
            c
            for c in self._governed(
                trigger._replace(left=sentence.start),
                self.words.persons(sentence.start, trigger.left),
            )
            if c.name not in known and not self._speaks(c, trigger)
        ]
        return before[0] if len({c.name for c in before}) == 1 else None


def _ordered(found: Sequence[Caller]) -> list[Caller]:
    return sorted(found, key=lambda caller: caller.start)
