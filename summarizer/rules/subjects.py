"""Subjects: whom the subject of a sentence means, be it a name, a title, a body or a pronoun."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.clauses import CLOSE, PRONOUNS, Clauses, Phrase, Token
from summarizer.rules.people import People
from summarizer.runs import DAYS
from summarizer.saying import Words


class Finding(NamedTuple):
    """Who said a passage, by which rule, and whether the rule is right nearly always."""

    party: Party
    rule: str
    sure: bool


class Subject(NamedTuple):
    """Whom a noun phrase means, and whether that is sure."""

    party: Party
    sure: bool


class Subjects:
    """Whom the subjects of one article mean. ``found`` is who spoke so far, by number of the passage."""

    def __init__(self, names: Names, words: Words, found: Mapping[int, Finding]) -> None:
        self.names = names
        self.article = names.article
        self.words = words
        self.found = found
        self.people = People(names, words)
        self.clauses = Clauses(names.article, words, self.people)
        self.tokens = self.clauses.tokens

    def who(self, phrase: Phrase, end: int, *, plain: bool = False) -> Subject | None:
        """The party that a noun phrase means, or None where it is no speaker; where the form leaves no
        doubt that it is one (“...,” said one woman), a ``plain`` noun will do."""
        first = self.tokens[phrase.start]
        if first.kind == "nobody":
            return None
        if first.kind in PRONOUNS:
            return self._pronoun(phrase.start)
        inside = range(phrase.start, phrase.end)
        owner = any(self.tokens[j].kind == "own" for j in inside)
        for j in inside:
            owns = owner and j + 1 < phrase.end and self.tokens[j + 1].kind == "own"
            if self.tokens[j].kind == "person" and not owns and self._is_free(j, phrase):
                return self.named(str(self.tokens[j].of))
        apposed = self._apposed(phrase, end)
        if apposed:
            return self.named(apposed)
        if self.is_document(phrase):
            return self._author(phrase)
        if not any(self.tokens[j].kind in ("head", "name", "person") for j in inside):
            several = any(self.tokens[j].low == "people" for j in inside)  # "two people briefed on"
            if not (plain or several) or first.kind != "det" or phrase.end < phrase.start + 2:
                return None
            party = self.names.party(
                self.clauses.words_in(self._cut(phrase) if several else self._uncut(phrase))
            )
            return Subject(party, True) if party else None
        role = self._role_holder(phrase)
        if role:
            return role
        cut = self._series(self._cut(phrase))
        party = self.names.party(self.clauses.words_in(cut))
        if party is not None and party.name.lower() in _AGENCIES:
            return None  # it tells what others said
        sure = self.is_human(cut) or self._is_body(cut)
        return Subject(party, sure or self._is_country(party)) if party else None

    def is_document(self, phrase: Phrase) -> bool:
        """Whether a phrase means something written: a statement, a memo."""
        head = range(phrase.start, min(phrase.end, phrase.start + 4))
        return any(self.tokens[j].low in self.words.documents for j in head)

    def _issuer(self, doc: int) -> Subject | None:
        """A readout that the Kremlin put up; the letter which Ana Reyes sent."""
        end = self.clauses.sentence_end(doc)
        rel = next(
            (j for j in range(doc + 1, min(doc + 3, end)) if self.tokens[j].kind == "rel"), end
        )
        found = self.clauses.first(rel + 1, min(rel + 7, end))
        if rel == end or found is None or found.start != rel + 1 or not self.may_speak(found):
            return None
        issued = any(
            _ISSUED.match(self.tokens[j].low) for j in range(found.end, min(found.end + 4, end))
        )
        subject = self.who(found, found.end) if issued else None
        return Subject(subject.party, True) if subject else None

    def _series(self, phrase: Phrase) -> Phrase:
        """The ministers of Peru, Chile and Cuba: the whole of it."""
        if not any(self.tokens[j].low in _OF for j in range(*phrase)):
            return phrase
        k, joined = phrase.end, False
        while k + 1 < len(self.tokens) and self.tokens[k].kind in ("comma", "and"):
            ends = self.tokens[k].kind == "and"
            if self.tokens[k + 1].kind != "name" or self.tokens[k].low == "but":
                break
            joined, k = joined or ends, k + 2
            if ends:
                break
        whole = joined and self.tokens[phrase.end - 1].kind == "name"
        return Phrase(phrase.start, k) if whole else phrase

    def _uncut(self, phrase: Phrase) -> Phrase:
        """A phrase up to a preposition that is no "of"."""
        stops = (
            j
            for j in range(*phrase)
            if self.tokens[j].kind == "prep" and self.tokens[j].low not in _AUTHOR
        )
        return Phrase(phrase.start, max(phrase.start + 1, next(stops, phrase.end)))

    def _author(self, phrase: Phrase) -> Subject | None:
        """Who speaks in a document: whose it is, or who was said to have put it out; else itself."""
        owner = self._owner(phrase)
        if owner is not None:
            return owner
        at = next(j for j in range(*phrase) if self.tokens[j].low in self.words.documents)
        if self.tokens[phrase.start].low in _DEFINITE or self.words.language in ("ru", "uk"):
            for j in range(at - 1, -1, -1):
                if self.tokens[j].low == self.tokens[at].low:
                    owner = self._owner(Phrase(max(0, j - 3), min(j + 9, len(self.tokens))))
                    if owner is not None:
                        return owner
            number = self.tokens[at].sentence
            for earlier in range(number - 1, max(0, number - 3), -1):
                subject = self.teller(earlier) or self.subject_of(earlier)
                if subject is not None and self._puts_out(earlier, subject):
                    return subject
        stop = at + 1 if self.tokens[phrase.end - 1].kind == "word" else phrase.end
        party = self.names.party(self.clauses.words_in(self._uncut(Phrase(phrase.start, stop))))
        return Subject(party, False) if party else None

    def _puts_out(self, number: int, subject: Subject) -> bool:
        """Whether a sentence tells of a body, or of somebody who puts something written out."""
        if subject.party.name not in self.people.known:
            return True
        tokens = [token for token in self.tokens if token.sentence == number]
        issued = any(_ISSUED.match(token.low) for token in tokens)
        return issued or any(token.low in self.words.documents for token in tokens)

    def _owner(self, phrase: Phrase) -> Subject | None:
        """The ministry's statement, a statement by the ministry."""
        doc = next(
            (j for j in range(*phrase) if self.tokens[j].low in self.words.documents), phrase.end
        )
        for j in range(phrase.start, doc):
            timed = self.tokens[j - 1].low in _TIMES or self.tokens[j - 1].low in DAYS
            if self.tokens[j].kind == "own" and j > phrase.start and not timed:
                return self.who(Phrase(self._noun_start(j), j), j)
        genitive = self.words.language in ("ru", "uk") and doc + 1 < phrase.end
        if genitive and self.tokens[doc + 1].kind in ("head", "name", "person"):
            author = self.who(Phrase(doc + 1, phrase.end), phrase.end, plain=True)
            return Subject(author.party, True) if author else None
        for j in range(doc + 1, min(doc + 5, phrase.end)):
            if self.tokens[j].sentence != self.tokens[doc].sentence:
                break
            if self.tokens[j].kind in ("stop", "quote", "comma", "colon"):
                break
            if self.tokens[j].low in _AUTHOR:
                found = self.clauses.first(j + 1, min(j + 7, phrase.end))
                if found is not None and found.start <= j + 2 and self.is_human(found):
                    return self._named_before(found) or self.who(found, found.end)
                break
        return self._issuer(doc) if doc < phrase.end else None

    def _named_before(self, phrase: Phrase) -> Subject | None:
        """What a bare "of the association" means: the body with a name that was just the subject."""
        bare = [t for t in self.tokens[phrase.start : phrase.end] if t.kind != "det"]
        if len(bare) != 1 or not self.words.bodies.fullmatch(bare[0].low.rstrip("s")):
            return None
        subject = self.subject_of(self.tokens[phrase.start].sentence - 1)
        if subject is None or subject.party.name == subject.party.name.lower():
            return None
        return subject if subject.party.name not in self.people.known else None

    def said_in(self, k: int, end: int) -> Subject | None:
        """Who speaks where words are said "in" something: a document's author, a body, a capital."""
        stop = next(
            (
                j
                for j in range(k, end)
                if self.tokens[j].kind in ("comma", "stop", "quote", "rel", "dash", "colon")
                or self.clauses.is_verb(j)
            ),
            end,
        )
        phrase = self.clauses.noun(k, stop)
        if k < stop and self.tokens[k].low in self.words.documents:
            phrase = Phrase(k, stop)
        if phrase is None or phrase.start > k + 1:
            return None
        if self.is_document(phrase):
            return self._author(phrase)
        if not self.may_speak(phrase):
            return None
        cut = self._uncut(phrase)
        if self.tokens[cut.start].kind == "det" and self.tokens[cut.start].low in _DEFINITE:
            return self.who(cut, end)
        party = self.names.party(self.clauses.words_in(cut))
        return Subject(party, True) if party else None

    def _noun_start(self, end: int) -> int:
        k = end - 1
        while k > 0 and self.tokens[k - 1].kind in ("word", "name", "head", "person", "det"):
            k -= 1
            if self.tokens[k].kind == "det":
                break
        return k

    def teller(self, number: int) -> Subject | None:
        """Whose report a sentence is: "..., a spokesman told reporters", "according to a source"."""
        begin = self.clauses.begins.get(number)
        if begin is None:
            return None
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        for verb in range(end - 1, begin, -1):
            if not self.clauses.is_verb(verb, ("say",)):
                continue
            comma = next(
                (
                    j
                    for j in range(verb - 1, begin, -1)
                    if self.tokens[j].kind in ("comma", "quote", "dash")
                ),
                None,
            )
            if comma is None:
                break
            inverted = all(self.tokens[j].kind == "aux" for j in range(comma + 1, verb))
            phrase = (
                self.clauses.after(verb, end) if inverted else self.clauses.first(comma + 1, verb)
            )
            if inverted and phrase is not None:
                after = self.tokens[phrase.end].kind if phrase.end < end else "stop"
                said = self.words.language != "en" or self.tokens[verb].low in _SAID
                if phrase.start > verb + 2 or after not in ("stop", "comma", "prep") or not said:
                    break  # "X, the minister, said Peru would ..."
            if phrase is not None and self.tokens[phrase.start].kind in ("he", "she"):
                return self.spoken_of(begin, self.tokens[phrase.start].kind)
            if phrase is not None and self.may_speak(phrase):
                return self.who(phrase, end, plain=True)
            break
        source = self.words.according.match(self.article.text, self.tokens[begin].start)
        if source:
            k = next((j for j in range(begin, end) if self.tokens[j].start >= source.end()), end)
            phrase = self.clauses.first(k, end)
            if phrase is not None and phrase.start == k and self.is_human(phrase):
                return self.who(phrase, end)
        return None

    def _is_body(self, phrase: Phrase) -> bool:
        """ "The White House", "le Kremlin": an article and a name."""
        i = phrase.start
        kinds = [self.tokens[j].kind for j in range(i, min(i + 2, phrase.end))]
        return self.words.language != "de" and kinds == ["det", "name"]

    def _is_country(self, party: Party) -> bool:
        return party.country is not None and not party.country_inferred

    def _cut(self, phrase: Phrase) -> Phrase:
        """A phrase without the time or the hearers behind it."""
        end = phrase.end
        for j in range(phrase.start + 1, phrase.end):
            if self.tokens[j - 1].low in CLOSE:
                continue  # a source close to the talks
            if self.tokens[j].kind == "prep" and self.tokens[j].low not in _OF:
                placed = j + 1 < end and self.tokens[j + 1].kind in ("name", "det", "head", "word")
                placed = placed and not self.is_document(Phrase(j + 1, min(j + 4, end)))
                if not placed or self.tokens[j].low not in _PLACES:
                    end = j
                    break
        while end > phrase.start + 1 and self.tokens[end - 1].kind in (
            "word",
            "aux",
            "prep",
            "det",
        ):
            if self.tokens[end - 1].kind == "word" and any(
                self.tokens[k].kind == "prep" for k in range(phrase.start, end)
            ):
                break
            owned = (k for k in range(end - 2, phrase.start, -1) if self.tokens[k].kind != "word")
            if self.tokens[next(owned, phrase.start)].kind == "own":  # the group's armed wing
                break
            if self.tokens[end - 1].kind == "word" and self.words.language not in ("en", "de"):
                break
            end -= 1
        return Phrase(phrase.start, end)

    def _is_free(self, person: int, phrase: Phrase) -> bool:
        """Whether a person in a phrase is its head, and not "a spokesman for X"."""
        k = person - 1
        before = self.tokens[k]
        romance = self.words.language in ("fr", "es", "it", "pt")
        if k > phrase.start and romance and self.words.bodies.fullmatch(before.low):
            return True  # la députée d’opposition Rima Khoury
        german = self.words.language == "de" and k - 2 >= phrase.start
        if german and [self.tokens[j].kind for j in range(k - 2, k + 1)] == [
            "head",
            "prep",
            "name",
        ]:
            return True  # Kapitän zur See Otto Lund
        if romance and before.kind == "name" and self._is_post(k, phrase):
            return True
        if self.tokens[k].kind == "word" and self._is_of_thing(k, phrase):
            return False
        while k >= phrase.start and self.tokens[k].kind in ("head", "det", "name"):
            k -= 1
        if k >= phrase.start and self.tokens[k].kind == "prep":
            return False
        name = self.names.party(str(self.tokens[person].of))
        return not (
            self.words.language in ("ru", "uk")
            and person > phrase.start
            and self.tokens[person - 1].kind == "head"
            and name is not None
            and name.name.split()[-1].lower() != self.tokens[person].low.split()[-1]
        )

    def _is_post(self, k: int, phrase: Phrase) -> bool:
        """Whether a name that ends at ``k`` is what a title is of: la ministra degli Esteri Lena Vogel."""
        while k > phrase.start and self.tokens[k].kind == "name":
            k -= 1
        while k > phrase.start and self.tokens[k].kind in ("det", "prep"):
            k -= 1
        while k > phrase.start and self.tokens[k].kind == "word":
            k -= 1
        return self.tokens[k].kind == "head" and not self.words.bodies.fullmatch(self.tokens[k].low)

    def _is_of_thing(self, k: int, phrase: Phrase) -> bool:
        """Whether the noun at ``k`` tells what a thing is of: la cause du romancier Luc Morel."""
        if k - 1 < phrase.start or self.tokens[k - 1].kind not in ("prep", "det"):
            return False
        ahead = {self.tokens[j].kind for j in range(phrase.start, k)}
        return "prep" in ahead and "head" not in ahead

    def _apposed(self, phrase: Phrase, end: int) -> str | None:
        """The name in "his chief of staff, X," """
        i = phrase.end
        while (
            i < end
            and self.tokens[i].kind in ("word", "name", "prep", "det", "head", "and")
            and (i < phrase.end + 6)
        ):
            i += 1
        if i + 1 >= len(self.tokens) or i >= end or self.tokens[i].kind != "comma":
            return None
        j = i + 1
        while j < end and self.tokens[j].kind == "head":
            j += 1
        if j < end and self.tokens[j].kind == "person":
            after = self.tokens[j + 1].kind if j + 1 < len(self.tokens) else "stop"
            of = j + 1 < end and self.tokens[j + 1].low in _OF
            if after in ("comma", "stop", "colon", "quote", "dash", "rel") or j + 1 >= end or of:
                return str(self.tokens[j].of)
        return None

    def named(self, name: str) -> Subject | None:
        """The person of this name."""
        party = self.names.party(name)
        return Subject(party, True) if party else None

    def _role_holder(self, phrase: Phrase) -> Subject | None:
        """The one person of the article who has the title that a phrase consists of."""
        tokens = [self.tokens[j] for j in range(*phrase)]
        if tokens[0].low not in _DEFINITE and tokens[0].kind != "head":
            return None
        rest = [t for t in tokens if t.kind not in ("det", "aux")]
        heads = [t for t in rest if t.kind == "head"]
        if any(self.words.bodies.fullmatch(head.low) for head in heads):
            return None
        if not _is_one([t.low for t in heads], rest) or any(
            t.kind not in ("head", "word", "name") for t in rest
        ):
            return None
        holders = self._holders(phrase)
        return self.named(holders[0]) if len(holders) == 1 else None

    def _holders(self, phrase: Phrase) -> list[str]:
        """The persons whose role has all the words of a title: "the prime minister"."""
        tokens = [self.tokens[j] for j in range(*phrase)]
        head = next(i for i, token in enumerate(tokens) if token.kind == "head")
        while head + 1 < len(tokens) and tokens[head + 1].kind == "head":
            head += 1  # le Premier ministre
        romance = self.words.language in ("fr", "es", "it", "pt")
        around = tokens if romance else tokens[:head]
        wanted = [t.low for t in around if t.kind in ("word", "name") and len(t.low) > 3]
        return [
            name
            for name, role in self._roles
            if self._is_role(tokens[head].low, role) and all(word[:5] in role for word in wanted)
        ]

    @cached_property
    def _roles(self) -> list[tuple[str, str]]:
        """The persons of the article, and the words of their titles in small letters."""
        found: dict[str, str] = {}
        for mention in self.people.mentions:
            party = self.names.party(mention.name)
            role = party.role.text.lower() if party and party.role else ""
            title = self.people.honorific(mention.start).lower()
            found[mention.name] = f"{found.get(mention.name, role)} {title}"
        return list(found.items())

    def _is_role(self, head: str, role: str) -> bool:
        if self.words.language in ("ru", "uk"):
            return len(head) > 4 and re.search(rf"(?<!\w){re.escape(head[:-1])}", role) is not None
        return re.search(rf"(?<!\w){re.escape(head)}(?!\w)", role) is not None

    def _pronoun(self, at: int) -> Subject | None:
        kind = self.tokens[at].kind
        if kind in ("he", "she"):
            return self.spoken_of(at, kind)
        if kind == "it" and self.words.language == "en":
            return self.body_before(at)
        if kind == "they":
            return self._several(self.tokens[at].sentence)
        return None

    def spoken_of(self, at: int, kind: str) -> Subject | None:
        """Whom a pronoun means: the subject of the last sentence that has a person who fits."""
        number = self.tokens[at].sentence
        here = self.article.sentence(number).paragraph
        begin = self.clauses.begins[number]
        for j in range(begin, at):
            token = self.tokens[j]
            if token.kind == "person" and self._fits(str(token.of), kind) and self._ungoverned(j):
                return self.named(str(token.of))
        unnamed = self._unnamed_before(begin, at) if kind else None
        if unnamed is not None:
            return unnamed
        for earlier in range(number - 1, 0, -1):
            sentence = self.article.sentence(earlier)
            if sentence.paragraph < here - 1:
                break
            spoke = [
                self.found[p.number].party.name
                for p in self.article.passages
                if p.sentence == earlier and p.number in self.found
            ]
            mentioned = [m for m in self._persons_in(earlier) if self._fits(m[0], kind)]
            same = self._same_pronoun(earlier, kind)
            if same is not None and not spoke:
                return self.spoken_of(same, kind)
            told = self.teller(earlier)
            titled = None if spoke or told else self._titled_in(earlier, kind)
            if titled:
                return titled
            if told and told.party.name in self.people.known:
                spoke += [told.party.name] if self._fits(told.party.name, kind) else []
            elif told and self._is_unnamed(told.party.name) and not spoke and kind:
                return Subject(told.party, told.sure)  # an unnamed source
            order = [name for name in spoke if name in self.people.known and self._fits(name, kind)]
            order += [name for name, free in mentioned if free and name in self.people.titled]
            order += [name for name, free in mentioned if free]
            order += [name for name, _ in mentioned if name not in self._owners(earlier)]
            exact = [name for name in order if self.people.genders.get(name) == kind]
            unknown = bool(order) and kind and order[0] not in self.people.genders
            if exact and unknown and order[0] not in spoke:
                party = self.names.party(exact[0])
                return Subject(party, False) if party else None
            if order:
                party = self.names.party(order[0])
                rivals = {name for name, _ in mentioned} - {order[0]}
                free = order[0] in spoke or (order[0], True) in mentioned
                near = sentence.paragraph == here or not rivals
                sure = free and near
                if order[0] not in self.people.titled and order[0] not in spoke:
                    sure = sure and order[0] == self._first_person(earlier)
                sure = sure or (sentence.paragraph == here and self._only(order[0], kind, number))
                return Subject(party, sure) if party else None
        return None

    def _unnamed_before(self, begin: int, at: int) -> Subject | None:
        """A pronoun's own sentence is about somebody without a name: a spokesman had no more than he ..."""
        phrase = self.clauses.first(begin, at)
        if phrase is None or phrase.start != begin or self.tokens[begin].kind != "det":
            return None
        if self.tokens[at - 1].kind == "comma":
            return None  # the ambassador, she added, ...
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        named = any(self.tokens[j].kind in ("person", "own") for j in range(*phrase))
        if len(heads) != 1 or named or self.words.bodies.fullmatch(heads[0]):
            return None
        return None if heads[0].endswith("s") else self.who(phrase, at)

    def _same_pronoun(self, number: int, kind: str) -> int | None:
        """Where a sentence begins with the same pronoun, or what is his or hers."""
        begin = self.clauses.begins[number]
        phrase = self.clauses.first(begin, min(begin + 6, len(self.tokens)))
        if not kind or phrase is None or self.tokens[phrase.start].sentence != number:
            return None
        return phrase.start if self.tokens[phrase.start].kind == kind else None

    def _only(self, name: str, kind: str, number: int) -> bool:
        """Whether somebody is the only one in the paragraph, up to a sentence, who fits a pronoun."""
        here = self.article.sentence(number).paragraph
        fitting: set[str] = set()
        while number >= 1 and self.article.sentence(number).paragraph == here:
            fitting |= {n for n, _ in self._persons_in(number) if self._fits(n, kind)}
            number -= 1
        return fitting == {name}

    def _first_person(self, number: int) -> str | None:
        """The person that is the subject of a sentence."""
        begin = self.clauses.begins[number]
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        phrase = self.clauses.first(begin, end, pronouns=False)
        subject = self.who(phrase, end) if phrase else None
        return subject.party.name if subject else None

    def _titled_in(self, number: int, kind: str) -> Subject | None:
        """The person whom a sentence has as its subject by the title alone: "The minister smiled." """
        begin = self.clauses.begins[number]
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        phrase = self.clauses.first(begin, end, pronouns=False)
        if phrase is None or any(self.tokens[j].kind in ("person", "own") for j in range(*phrase)):
            return None
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        if any(self.words.bodies.fullmatch(head) for head in heads):
            return None
        if not _is_one(heads, self.tokens[phrase.start : phrase.end]):
            return None
        if self.tokens[phrase.start].low not in _DEFINITE:
            return None
        if self._apposed(phrase, end) or (self.words.language == "en" and heads[0].endswith("s")):
            return None  # "the two leaders" are not she
        before = self.tokens[max(begin, phrase.start - 2) : phrase.start]
        if [token.kind for token in before] == ["person", "comma"]:
            return None  # "For Lund, the historian, ..."
        holders = self._holders(phrase)
        fitting = [name for name in holders if self._fits(name, kind)]
        sure = [name for name in fitting if self.people.genders.get(name) == kind]
        if len(sure) == 1 or len(fitting) == 1:
            return self.named((sure or fitting)[0])
        if not holders:
            return self.who(phrase, end)
        party = self.names.party(self.clauses.words_in(phrase))
        return Subject(party, False) if party and self.words.language != "en" else None

    def _fits(self, name: str, kind: str) -> bool:
        return not kind or self.people.genders.get(name, kind) == kind

    def _ungoverned(self, j: int) -> bool:
        k = j - 1
        while k >= 0 and self.tokens[k].kind in ("head", "det", "name", "word"):
            if self.tokens[k].sentence != self.tokens[j].sentence:
                return True
            k -= 1
        return not (k >= 0 and self.tokens[k].kind == "prep")

    def _persons_in(self, number: int) -> list[tuple[str, bool]]:
        begin = self.clauses.begins.get(number)
        found: list[tuple[str, bool]] = []
        if begin is None:
            return found
        for j in range(begin, len(self.tokens)):
            token = self.tokens[j]
            if token.sentence != number:
                break
            if token.kind == "person":
                owns = j + 1 < len(self.tokens) and self.tokens[j + 1].kind == "own"
                found.append((str(token.of), self._ungoverned(j) and not owns))
        return found

    def _is_unnamed(self, name: str) -> bool:
        first = name.split()[0].lower()
        lacks = self.words.language in ("ru", "uk")  # they have no articles
        return name == name.lower() and (lacks or self.words.kind(first) == "det")

    def _owners(self, number: int) -> set[str]:
        """The persons of whom a sentence names only what is theirs: "Lund's office"."""
        begin = self.clauses.begins[number]
        found: dict[str, bool] = {}
        for j in range(begin, len(self.tokens)):
            token = self.tokens[j]
            if token.sentence != number:
                break
            if token.kind == "person":
                owns = j + 1 < len(self.tokens) and self.tokens[j + 1].kind == "own"
                found[str(token.of)] = found.get(str(token.of), True) and owns
        return {name for name, owns in found.items() if owns}

    def body_before(self, at: int) -> Subject | None:
        """What "it" means: the last body that was a subject."""
        number = self.tokens[at].sentence
        here = self.clauses.first(self.clauses.begins[number], at)
        if (
            here is not None
            and here.end < at
            and self.may_speak(here)
            and not self._is_person(here)
            and self.tokens[here.start].kind not in PRONOUNS
        ):
            return self._sure(self.who(here, at))  # Tokyo lodged what it called a “...”
        for earlier in range(number - 1, max(0, number - 4), -1):
            begin = self.clauses.begins.get(earlier)
            if begin is None:
                continue
            end = begin
            while end < len(self.tokens) and self.tokens[end].sentence == earlier:
                end += 1
            told = self.teller(earlier)
            if told is not None and told.party.name not in self.people.known:
                return told
            phrase = self.clauses.first(begin, end)
            if phrase and phrase.end < end and self.tokens[phrase.end].kind == "own":
                phrase = Phrase(phrase.start, phrase.end + 1)
            owns = phrase and self.tokens[phrase.end - 1].kind == "own"
            if phrase and not owns and not self._is_person(phrase):
                subject = self.who(phrase, end)
                if subject:
                    heads = phrase.start == begin and self.may_speak(phrase)
                    return Subject(subject.party, heads or self.is_human(phrase))
            if told is None:
                return None
        return None

    def _sure(self, subject: Subject | None) -> Subject | None:
        return Subject(subject.party, True) if subject else None

    def _is_person(self, phrase: Phrase) -> bool:
        return any(self.tokens[j].kind == "person" for j in range(*phrase))

    def is_human(self, phrase: Phrase | None) -> bool:
        """Whether a phrase has somebody in it: a person, a title, a body, a pronoun."""
        return phrase is not None and any(
            self.tokens[j].kind in ("person", "head", *PRONOUNS) for j in range(*phrase)
        )

    def may_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase has anything in it that can speak, any name included."""
        return any(
            self.tokens[j].kind in ("person", "head", "name", *PRONOUNS)
            or self.tokens[j].low == "people"
            for j in range(*phrase)
        )

    def subject_of(self, number: int) -> Subject | None:
        """The subject of a sentence, where it can speak."""
        begin = self.clauses.begins.get(number)
        if begin is None:
            return None
        end = begin
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        verb = next(
            (j for j in range(end - 1, begin - 1, -1) if self.clauses.is_verb(j, ("say",))), None
        )
        phrase = self.clauses.before(verb, begin) or self.clauses.after(verb, end) if verb else None
        if phrase is None or not self.is_human(phrase):
            phrase = self.clauses.first(begin, end)
        if phrase is None or not self.is_human(phrase):
            return None
        return self.who(phrase, end)

    def _several(self, number: int) -> Subject | None:
        """The plural subject of the sentence before: "Fuentes ... negaron. “...”, recalcaron." """
        begin = self.clauses.begins.get(number - 1)
        if begin is None:
            return None
        phrase = self.clauses.first(begin, self.clauses.begins[number])
        if phrase is None or self._is_person(phrase):
            return None
        first = self.tokens[phrase.start].low
        many = first in ("los", "las", "les", "i", "gli", "os", "as", "fonti") or (
            first.endswith("s") and len(first) > 3
        )
        heads = [self.tokens[j].low for j in range(*phrase) if self.tokens[j].kind == "head"]
        many = many or any(head.endswith("s") and self.words.language == "en" for head in heads)
        return self.who(phrase, phrase.end) if many else None

    def all(self) -> list[Party]:
        """Whoever says or does something anywhere in the article: the subjects of its verbs of saying
        and of its sentences, in order."""
        found: dict[str, Party] = {}
        tokens = self.tokens
        edges = [*self.clauses.begins.values(), len(tokens)]
        for begin, end in pairwise(sorted(edges)):
            phrases = [self.clauses.first(begin, end, pronouns=False)]
            for verb in range(begin, end):
                if self.clauses.is_verb(verb, ("say",)):
                    phrase = self.clauses.before(verb, begin)
                    phrases.append(phrase or self.clauses.after(verb, end))
            for phrase in phrases:
                subject = self.who(phrase, end) if phrase else None
                if subject and subject.sure:
                    found.setdefault(subject.party.name.lower(), subject.party)
        return list(found.values())

    def dropped(self, verb: int) -> Subject | None:
        """Whom a verb without a subject means: who was spoken of last."""
        kind = ""
        if self.words.language in ("ru", "uk"):
            kind = "she" if self.tokens[verb].low.endswith("ла") else "he"
        elif _PLURAL.search(self.tokens[verb].low) or self.tokens[verb - 1].low == "hanno":
            return self._several(self.tokens[verb].sentence)
        return self.spoken_of(verb, kind)


def _is_one(heads: list[str], tokens: Sequence[Token]) -> bool:
    """Whether the heads of a phrase are one, or stand together: le Premier ministre."""
    at = [i for i, token in enumerate(tokens) if token.kind == "head"]
    return len(heads) > 0 and at[-1] - at[0] == len(at) - 1 and len(at) < 3


_ISSUED = re.compile(
    r"(?:publish|post|issu|releas|circulat|distribut|sent|send|put|gave|read|tweet|publi|diffus|rend|"
    r"difund|emit|envi|veröffentlich|verbreit|verschick|опубликов|распростран|выпуст|направ|опубліку|"
    r"поширив|поширил|оприлюдн)"
)
_PLURAL = re.compile(r"(?:aron|eron|aram|eram|iram|èrent|irent|arono|irono|erono)$")
_DEFINITE = frozenset("the le la l' l’ der die das el il lo o a".split())
_OF = frozenset(
    "of for de du des d' d’ von vom der del della dello dell’ dell' da do das dos di".split()
)
_AGENCIES = frozenset(
    """
    reuters afp ap xinhua tass interfax efe ansa dpa ukrinform kyodo anadolu bloomberg тасс интерфакс
    укрінформ унн belta wam mena irna petra yonhap
    """.split()
)
_TIMES = frozenset("yesterday today tonight morning afternoon evening week month year".split())
_SAID = frozenset(["said", "says", "reported", "reports", "added", "announced"])
_AUTHOR = _OF | frozenset("by from par por vom по від от".split())
_PLACES = frozenset("in at from en à aus in im au a в у из з із".split())
