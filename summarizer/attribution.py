"""Attribution: who said each quoted passage, by the forms in which news says it.

In their order of certainty: a tag beside the passage ("...," X said), a verb before it (X said: "..."),
a fragment woven into its subject's sentence (X called it "..."), a source ("according to X"), talk that
goes on, a headline whose words come back in the text. Each finding names its rule; ``sure`` tells those
that are right nearly always from those that are a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from summarizer.article import Article, Passage
from summarizer.clauses import PRONOUNS, Clauses, Phrase
from summarizer.names import Names
from summarizer.people import People
from summarizer.records import Party
from summarizer.saying import Words

_DROPS = ("es", "it", "pt", "ru", "uk", "fr")  # a verb needs no pronoun there, or has it behind it
_NEAR = 12  # tokens between a passage and the verb of its tag
_FAR = 30  # tokens between a verb of saying and the end of what hangs on it


class Finding(NamedTuple):
    """Who said a passage, by which rule."""

    party: Party
    rule: str
    sure: bool


class Subject(NamedTuple):
    """Whom a noun phrase means."""

    party: Party
    sure: bool


class Attribution:
    """The speakers of one article, in a language that has a table in ``saying.toml``."""

    def __init__(self, names: Names, words: Words, unsaid: Mapping[int, str]) -> None:
        self.names = names
        self.article: Article = names.article
        self.words = words
        self.unsaid = unsaid
        self.people = People(names, words)
        self.clauses = Clauses(names.article, words, self.people)
        self.tokens = self.clauses.tokens
        self.found: dict[int, Finding] = {}

    def findings(self) -> dict[int, Finding]:
        """What the rules find, by the number of the passage."""
        for passage in self.article.passages:
            if passage.number in self.unsaid:
                continue
            finding = self._beside(passage) or self._going_on(passage)
            if finding:
                self.found[passage.number] = finding
        for passage in self.article.passages:
            if passage.number not in self.found and passage.number not in self.unsaid:
                again = self._again(passage) or self._ahead(passage)
                if again:
                    self.found[passage.number] = again
        return self.found

    def subjects(self) -> list[Party]:
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
                subject = self._who(phrase, end) if phrase else None
                if subject and subject.sure:
                    found.setdefault(subject.party.name.lower(), subject.party)
        return list(found.values())

    # The sentence itself

    def _beside(self, passage: Passage) -> Finding | None:
        at = self.clauses.quotes.get(passage.number)
        if at is None:
            return None
        begin = self.clauses.begins[passage.sentence]
        full = self._is_full(passage, at, begin)
        return (
            self._inside(passage)
            or self._tagged(passage, at, begin)
            or self._sourced(at, begin)
            or self._led(passage, at, begin, full)
            or self._at_the_end(at)
            or self._joined(at, begin)
            or (self._before_colon(at, begin) if full else self._woven(at, begin))
        )

    def _inside(self, passage: Passage) -> Finding | None:
        """« ..., a déclaré X, ... »: the reporter's words inside the marks."""
        if self.words.language not in ("fr", "ru", "uk", "es", "it", "pt"):
            return None
        clauses = self.clauses.inside(passage.start, passage.end, passage.sentence)
        tokens = clauses.tokens
        for i in range(1, len(tokens)):
            if tokens[i - 1].kind not in ("comma", "dash"):
                continue
            verb = next(
                (
                    j
                    for j in range(i, min(i + 3, len(tokens)))
                    if tokens[j].kind not in ("aux", *PRONOUNS)
                ),
                i,
            )
            if tokens[verb].kind != "say" or verb + 1 >= len(tokens):
                continue
            following = clauses.after(verb, len(tokens))
            named = following and next(
                (tokens[j] for j in range(*following) if tokens[j].kind == "person"), None
            )
            if named and following and following.start <= verb + 3:
                subject = self._named(str(named.of))
                return Finding(subject.party, "inside", True) if subject else None
        return None

    def _end(self, at: int) -> int:
        """The end of the sentence that token ``at`` stands in; an exclamation ends none."""
        last = self.tokens[at]
        asked = (
            self.article.text[last.end - 2] in "!?…." or self.article.text[last.end - 1] in "!?…"
        )
        paragraph = self.article.sentence(last.sentence).paragraph
        end = at + 1
        while end < len(self.tokens):
            token = self.tokens[end]
            if token.sentence != last.sentence and (
                not asked
                or token.sentence > last.sentence + 1
                or self.article.sentence(token.sentence).paragraph != paragraph
            ):
                break
            end += 1
        return end

    def _is_full(self, passage: Passage, at: int, begin: int) -> bool:
        """Whether a passage stands for a sentence: nothing before it, or a colon."""
        return at == begin or self.tokens[at - 1].kind in ("colon", "dash", "stop", "quote")

    def _tagged(self, passage: Passage, at: int, begin: int) -> Finding | None:
        """The tag behind a passage: “...,” X said; said X."""
        end = self._end(at)
        i = at + 1
        inside = self.article.text[passage.start : passage.end].rstrip("’'”\"»“")[-1:]
        parted = inside in (",", "?", "!", "…", "-", "—")
        while i < end and self.tokens[i].kind in ("comma", "dash"):
            parted = True
            i += 1
        opens = at == begin or self.tokens[at - 1].kind in ("colon", "dash", "quote")
        if i >= end or not (parted or opens) or (inside == "." and i == at + 1):
            return None
        first = self.tokens[i]
        stop = i
        while stop < end and self.tokens[stop].kind not in ("stop", "quote", "colon"):
            stop += 1
        if first.sentence != self.tokens[at].sentence and not self._short_tag(i, stop):
            return None
        if self.words.according.match(self.article.text, first.start):
            return None
        if first.low in ("as", "wie", "como", "come", "comme", "как", "як"):
            return self._put(i, stop)
        if first.kind in ("rel", "and", "prep") and first.low not in ("he",):
            return None
        full = opens or self.tokens[at - 1].kind in ("comma", "stop")
        verb = self._verb(i, stop, structural=parted and full)
        if verb is None:
            return None
        inverted = verb == i or all(self.tokens[j].kind in ("aux", "it") for j in range(i, verb))
        pronoun = next(
            (j for j in range(i, verb) if self.tokens[j].kind in PRONOUNS and inverted), None
        )
        phrase = Phrase(pronoun, pronoun + 1) if pronoun is not None else None
        if phrase is None:
            phrase = self.clauses.after(verb, stop) if inverted else self.clauses.before(verb, i)
        drops = self.words.language in _DROPS and self.tokens[verb].kind in ("say", "call")
        if phrase is None and inverted and drops:
            return self._dropped(verb, at)
        subject = self._who(phrase, end) if phrase else None
        return Finding(subject.party, "tag", subject.sure) if subject else None

    def _short_tag(self, i: int, stop: int) -> bool:
        return any(self.clauses.is_verb(j, ("say",)) for j in range(i, min(i + 6, stop)))

    def _verb(self, begin: int, stop: int, *, structural: bool) -> int | None:
        """The verb of a tag: one of saying, or, where a comma or a dash parts the tag from the
        passage, whatever stands where the verb must be."""
        for j in range(begin, min(begin + _NEAR, stop)):
            kind = self.tokens[j].kind
            if self.clauses.is_verb(j, ("say",)) or (kind == "call" and self.clauses.is_verb(j)):
                return j
            if kind in ("rel", "and") and j > begin:
                break
        if not structural:
            return None
        first = self.tokens[begin]
        if self.words.language == "en":
            pronoun = first.kind in PRONOUNS or first.kind == "person"
            after = begin + 1
            while after < stop and self.tokens[after].kind in ("aux", "head"):
                after += 1
            if first.kind == "head" and after < stop and self.tokens[begin + 1].kind == "person":
                pronoun, after = True, begin + 2
            ends = after < stop and re.search(r"(?:ed|s)$", self.tokens[after].low)
            if pronoun and ends and self.tokens[after].kind == "word":
                return after
            if first.kind == "word" and first.low.endswith("ed"):
                return begin
            return None
        j = begin
        while j < stop and self.tokens[j].kind in ("aux", *PRONOUNS) and j < begin + 3:
            j += 1
        return j if j < stop and self.tokens[j].kind == "word" else None

    def _put(self, i: int, stop: int) -> Finding | None:
        """As X put it."""
        for j in range(i + 1, min(i + 8, stop)):
            if self.tokens[j].low in self.words.tails or self.clauses.is_verb(j, ("say",)):
                phrase = self.clauses.before(j, i + 1) or self.clauses.after(j, stop)
                subject = self._who(phrase, stop) if phrase else None
                return Finding(subject.party, "put", subject.sure) if subject else None
        return None

    def _sourced(self, at: int, begin: int) -> Finding | None:
        """According to X; in the words of X; as X put it."""
        text = self.article.text
        for j in range(at - 1, begin - 1, -1):
            for kind, pattern in self.words.theirs:
                if pattern.match(text, self.tokens[j].start):
                    subject = self._spoken_of(j, kind)
                    return Finding(subject.party, "source", subject.sure) if subject else None
        end = self._end(at)
        behind = at + 1
        while behind < end and self.tokens[behind].kind in ("comma", "dash"):
            behind += 1
        lead = [j for j in range(begin, at)]
        for j in ([behind] if behind < end else []) + lead[::-1]:
            if self.tokens[j].kind == "quote" or (j < at and self.clauses.is_verb(j)):
                break
            found = self.words.according.match(text, self.tokens[j].start)
            if found and not (found.group().lower() in _LOOSE and j != begin and j != behind):
                until = end if j > at else at
                k = j
                while k < until and self.tokens[k].start < found.end():
                    k += 1
                while k < until and self.tokens[k].kind == "prep":
                    k += 1
                stop = k
                while stop < until and self.tokens[stop].kind not in (
                    "stop",
                    "quote",
                    "colon",
                    "rel",
                ):
                    stop += 1
                phrase = self._noun(k, stop)
                subject = self._who(phrase, end) if phrase else None
                if subject and not (found.group().lower() in _LOOSE and not self._human(phrase)):
                    return Finding(subject.party, "source", subject.sure)
            if j < at and self.tokens[j].low in ("as", "wie", "como", "come", "comme", "как", "як"):
                put = self._put(j, at)
                if put:
                    return put
        return None

    def _noun(self, begin: int, stop: int) -> Phrase | None:
        until = next(
            (j for j in range(begin, stop) if self.tokens[j].kind in ("comma", "dash")), stop
        )
        return self.clauses.first(begin, until)

    def _human(self, phrase: Phrase | None) -> bool:
        return phrase is not None and any(
            self.tokens[j].kind in ("person", "head", *PRONOUNS) for j in range(*phrase)
        )

    def _led(self, passage: Passage, at: int, begin: int, full: bool) -> Finding | None:
        """A verb before the passage: X said: “...”, X called it “...”."""
        verb = None
        stops = [j for j in range(begin, at) if self.tokens[j].kind == "stop"]
        begin = stops[-1] + 1 if stops else begin
        for j in range(at - 1, begin - 1, -1):
            if self.clauses.is_verb(j) and not self._passive(j):
                verb = j
                break
        if verb is None:
            return None
        direct = self.tokens[at - 1].kind in ("colon", "comma") or self.tokens[verb].kind == "call"
        direct = direct or at - verb <= _FAR
        phrase = None
        if self.words.language != "en" and self.tokens[verb - 1].kind in ("comma", "quote", "dash"):
            phrase = self.clauses.after(verb, at)  # "..., sagte ein Sprecher, ..."
            phrase = phrase if phrase and self._human(phrase) else None
        phrase = phrase or self.clauses.before(verb, begin)
        if phrase is not None and self._is_document(phrase):
            phrase = self.clauses.first(begin, verb)
        if phrase is None or not self._may_speak(phrase):
            behind = self.clauses.after(verb, at)
            phrase = behind if behind and self._human(behind) else phrase
        if phrase is None and self.words.language in ("ru", "uk"):
            phrase = self._place(begin, verb)
            party = self.names.party(self.clauses.words_in(phrase)) if phrase else None
            if party:
                return Finding(party, "place", True)
        if phrase is None:
            if self.words.language in _DROPS and begin < verb <= begin + 2:
                return self._dropped(verb, at)
            return None
        subject = self._who(phrase, at)
        if subject is None:
            return None
        return Finding(subject.party, "lead" if full else "woven", subject.sure and direct)

    def _place(self, begin: int, verb: int) -> Phrase | None:
        """В Еврокомиссии ... назвали: the body in which they said so."""
        if not self.tokens[verb].low.endswith("ли"):
            return None
        start = verb
        while start > begin and self.tokens[start - 1].kind not in ("stop", "rel", "and", "quote"):
            start -= 1
        if self.tokens[start].low not in ("в", "во", "у") or start + 1 >= verb:
            return None
        end = start + 1
        while end < verb and self.tokens[end].kind in ("head", "name", "person"):
            end += 1
        return Phrase(start + 1, end) if end > start + 1 else None

    def _passive(self, verb: int) -> bool:
        before = self.tokens[verb - 1] if verb else None
        if before is None or before.sentence != self.tokens[verb].sentence:
            return False
        return self.tokens[verb].kind == "call" and before.low in _PASSIVE.get(
            self.words.language, ()
        )

    def _may_speak(self, phrase: Phrase) -> bool:
        return any(
            self.tokens[j].kind in ("person", "head", "name", *PRONOUNS) for j in range(*phrase)
        )

    def _at_the_end(self, at: int) -> Finding | None:
        """A tag at the end of the sentence: ... had “...” and more, X said."""
        end = self._end(at)
        commas = [j for j in range(at + 1, end) if self.tokens[j].kind == "comma"]
        for comma in commas[:3]:
            stop = comma + 1
            while stop < end and self.tokens[stop].kind not in ("stop", "quote", "colon", "comma"):
                stop += 1
            if self.tokens[comma + 1 : comma + 2] and self.tokens[comma + 1].kind in ("rel", "and"):
                continue
            for j in range(comma + 1, min(comma + 8, stop)):
                if self.clauses.is_verb(j, ("say",)):
                    phrase = (
                        self.clauses.after(j, stop)
                        if j == comma + 1
                        else self.clauses.before(j, comma + 1)
                    )
                    subject = self._who(phrase, stop) if phrase else None
                    if subject:
                        return Finding(subject.party, "end", subject.sure)
        return None

    def _joined(self, at: int, begin: int) -> Finding | None:
        """A second passage of a sentence, joined to the first: “...” and “...”."""
        before = next(
            (j for j in range(at - 1, begin - 1, -1) if self.tokens[j].kind == "quote"), None
        )
        if before is None or self.tokens[before].of not in self.found:
            return None
        finding = self.found[int(self.tokens[before].of)]
        between = range(before + 1, at)
        other = any(
            self.tokens[j].kind in ("person", "he", "she", "they", "stop")
            or self.clauses.is_verb(j)
            for j in between
        )
        return Finding(finding.party, "joined", finding.sure and not other)

    def _before_colon(self, at: int, begin: int) -> Finding | None:
        """Whoever the words before a colon are about: X was blunt: “...”."""
        if at == begin or self.tokens[at - 1].kind != "colon":
            return None
        phrase = self.clauses.first(begin, at)
        subject = self._who(phrase, at) if phrase and self._human(phrase) else None
        return Finding(subject.party, "colon", subject.sure) if subject else None

    def _woven(self, at: int, begin: int) -> Finding | None:
        """The subject of the clause around a fragment: a guess, as the verb may be any."""
        start = begin
        for j in range(at - 1, begin - 1, -1):
            if self.tokens[j].kind in ("stop", "quote"):
                start = j + 1
                break
        phrase = self.clauses.first(start, at)
        subject = self._who(phrase, at) if phrase and self._may_speak(phrase) else None
        return Finding(subject.party, "subject", False) if subject else None

    # Other sentences

    def _going_on(self, passage: Passage) -> Finding | None:
        """A passage without a tag goes on with who spoke before it in the paragraph, or is said by
        the subject of the sentence before it."""
        number = passage.number
        sentence = self.article.sentence(passage.sentence)
        at = self.clauses.quotes.get(number)
        if at is None:
            return None
        alone = self._alone(passage)
        before = self.article.passages[number - 2] if number > 1 else None
        last = self.found.get(number - 1)
        if before is not None and last is not None:
            earlier = self.article.sentence(before.sentence)
            if not before.closed:
                return Finding(last.party, "open", last.sure)
            if earlier.paragraph == sentence.paragraph and alone:
                between = self.article.text[earlier.end : sentence.start].strip()
                near = earlier.number >= sentence.number - 1
                sure = near and not between
                if near or not self._other_subject(earlier.number, sentence.number, last.party):
                    return Finding(last.party, "goes on", last.sure and sure)
            if (
                alone
                and earlier.paragraph == sentence.paragraph - 1
                and self._whole(sentence.paragraph)
            ):
                if self._closes(before):
                    return Finding(last.party, "next paragraph", last.sure)
        if alone and sentence.number > 1:
            told = self.article.sentence(sentence.number - 1)
            colon = self.article.text[told.end - 1] in ":："
            if colon or told.paragraph == sentence.paragraph:
                subject = self._subject_of(told.number)
                if subject:
                    return Finding(subject.party, "told before", subject.sure)
        if last is not None and before is not None and not alone:
            earlier = self.article.sentence(before.sentence)
            if earlier.paragraph == sentence.paragraph:
                return Finding(last.party, "same paragraph", False)
        return None

    def _alone(self, passage: Passage) -> bool:
        """Whether nothing but passages stands in the passage's sentence."""
        begin = self.clauses.begins[passage.sentence]
        for token in self.tokens[begin:]:
            if token.sentence != passage.sentence:
                break
            if token.kind not in ("quote", "stop", "comma", "dash"):
                return False
        return True

    def _whole(self, paragraph: int) -> bool:
        return all(
            any(p.sentence == s.number for p in self.article.passages)
            for s in self.article.sentences
            if s.paragraph == paragraph
        )

    def _closes(self, passage: Passage) -> bool:
        """Whether a passage's sentence is the last of its paragraph."""
        sentence = self.article.sentence(passage.sentence)
        after = sentence.number < len(self.article.sentences)
        return (
            not after or self.article.sentence(sentence.number + 1).paragraph != sentence.paragraph
        )

    def _other_subject(self, first: int, last: int, party: Party) -> bool:
        for number in range(first + 1, last):
            subject = self._subject_of(number)
            if subject is not None and subject.party.name != party.name:
                return True
        return False

    def _subject_of(self, number: int) -> Subject | None:
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
        if phrase is None or not self._human(phrase):
            phrase = self.clauses.first(begin, end)
        if phrase is None or not self._human(phrase):
            return None
        return self._who(phrase, end)

    def _again(self, passage: Passage) -> Finding | None:
        """Words of a headline that come back in the text have the speaker that they have there."""
        mine = _bare(self.article.text[passage.start : passage.end])
        for other in self.article.passages:
            if other.number == passage.number or other.number not in self.found:
                continue
            theirs = _bare(self.article.text[other.start : other.end])
            if len(mine) > 8 and (mine in theirs or theirs in mine or _shares(mine, theirs)):
                return Finding(
                    self.found[other.number].party, "again", self.found[other.number].sure
                )
        return None

    def _ahead(self, passage: Passage) -> Finding | None:
        """The name before or behind a colon in a headline."""
        at = self.clauses.quotes.get(passage.number)
        sentence = self.article.sentence(passage.sentence)
        start, end = self.article.paragraphs[sentence.paragraph]
        if at is None or self.article.text[end - 1] in ".!?":
            return None
        if at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "colon":
            stop = self._end(at)
            phrase = self.clauses.first(at + 2, stop)
        elif at > 1 and self.tokens[at - 1].kind in ("colon", "comma"):
            phrase = self.clauses.first(self.clauses.begins[passage.sentence], at)
        else:
            return None
        subject = self._who(phrase, len(self.tokens)) if phrase and self._human(phrase) else None
        return (
            Finding(subject.party, "headline", self.tokens[at + 1].kind == "colon")
            if subject
            else None
        )

    # Whom a phrase means

    def _who(self, phrase: Phrase, end: int) -> Subject | None:
        """The party that a noun phrase means, or None where it is no speaker."""
        first = self.tokens[phrase.start]
        if first.kind == "nobody":
            return None
        if first.kind in PRONOUNS:
            return self._pronoun(phrase.start)
        inside = range(phrase.start, phrase.end)
        owner = any(self.tokens[j].kind == "own" for j in inside)
        for j in inside:
            if self.tokens[j].kind == "person" and self._is_free(j, phrase):
                if not (owner and j + 1 < phrase.end and self.tokens[j + 1].kind == "own"):
                    return self._named(str(self.tokens[j].of))
        apposed = self._apposed(phrase, end)
        if apposed:
            return self._named(apposed)
        if not any(self.tokens[j].kind in ("head", "name", "person") for j in inside):
            return None
        if self._is_document(phrase):
            return None
        role = self._role_holder(phrase)
        if role:
            return role
        cut = self._cut(phrase)
        party = self.names.party(self.clauses.words_in(cut))
        sure = self._human(cut) or self._is_body(cut)
        return Subject(party, sure or self._is_country(party)) if party else None

    def _is_document(self, phrase: Phrase) -> bool:
        head = range(phrase.start, min(phrase.end, phrase.start + 4))
        return any(self.tokens[j].low in self.words.documents for j in head)

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
            if self.tokens[j].kind == "prep" and self.tokens[j].low not in _OF:
                placed = j + 1 < end and self.tokens[j + 1].kind in ("name", "det", "head", "word")
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
            if self.tokens[end - 1].kind == "word" and self.words.language not in ("en", "de"):
                break
            end -= 1
        return Phrase(phrase.start, end)

    def _is_free(self, person: int, phrase: Phrase) -> bool:
        """Whether a person in a phrase is its head, and not "a spokesman for X"."""
        k = person - 1
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

    def _apposed(self, phrase: Phrase, end: int) -> str | None:
        """The name in "his chief of staff, X," """
        i = phrase.end
        while (
            i < end
            and self.tokens[i].kind in ("word", "name", "prep", "det", "head")
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
            if after in ("comma", "stop", "colon", "quote", "dash", "rel") or j + 1 >= end:
                return str(self.tokens[j].of)
        return None

    def _named(self, name: str) -> Subject | None:
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
        if len(heads) != 1 or any(t.kind not in ("head", "word", "name") for t in rest):
            return None
        holders = self._holders(phrase)
        return self._named(holders[0]) if len(holders) == 1 else None

    def _holders(self, phrase: Phrase) -> list[str]:
        """The persons whose role has all the words of a title: "the prime minister"."""
        tokens = [self.tokens[j] for j in range(*phrase)]
        head = next(i for i, token in enumerate(tokens) if token.kind == "head")
        wanted = [t.low for t in tokens[:head] if t.kind in ("word", "name") and len(t.low) > 3]
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

    def _dropped(self, verb: int, at: int) -> Finding | None:
        """A verb without a subject means who was spoken of last."""
        low = self.tokens[verb].low
        kind = "she" if self.words.language in ("ru", "uk") and low.endswith("ла") else "he"
        if self.words.language not in ("ru", "uk"):
            kind = ""
        subject = self._spoken_of(verb, kind)
        return Finding(subject.party, "dropped", subject.sure) if subject else None

    def _pronoun(self, at: int) -> Subject | None:
        kind = self.tokens[at].kind
        if kind in ("he", "she"):
            return self._spoken_of(at, kind)
        if kind == "it" and self.words.language == "en":
            return self._body_before(at)
        return None

    def _spoken_of(self, at: int, kind: str) -> Subject | None:
        """Whom a pronoun means: the subject of the last sentence that has a person who fits."""
        number = self.tokens[at].sentence
        here = self.article.sentence(number).paragraph
        begin = self.clauses.begins[number]
        for j in range(begin, at):
            token = self.tokens[j]
            if token.kind == "person" and self._fits(str(token.of), kind) and self._ungoverned(j):
                return self._named(str(token.of))
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
            titled = self._titled_in(earlier, kind)
            if titled:
                return titled
            order = [name for name in spoke if name in self.people.known and self._fits(name, kind)]
            order += [name for name, free in mentioned if free and name in self.people.titled]
            order += [name for name, free in mentioned if free] + [name for name, _ in mentioned]
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
        subject = self._who(phrase, end) if phrase else None
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
        if len(heads) != 1 or self.tokens[phrase.start].low not in _DEFINITE:
            return None
        if self._apposed(phrase, end):
            return None
        holders = self._holders(phrase)
        fitting = [name for name in holders if self._fits(name, kind)]
        sure = [name for name in fitting if self.people.genders.get(name) == kind]
        if len(sure) == 1 or len(fitting) == 1:
            return self._named((sure or fitting)[0])
        return None if holders else self._who(phrase, end)

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

    def _body_before(self, at: int) -> Subject | None:
        """What "it" means: the last body that was a subject."""
        number = self.tokens[at].sentence
        for earlier in range(number - 1, max(0, number - 4), -1):
            begin = self.clauses.begins.get(earlier)
            if begin is None:
                continue
            end = begin
            while end < len(self.tokens) and self.tokens[end].sentence == earlier:
                end += 1
            phrase = self.clauses.first(begin, end)
            if phrase and not any(self.tokens[j].kind == "person" for j in range(*phrase)):
                subject = self._who(phrase, end)
                if subject:
                    return Subject(subject.party, self._human(phrase))
            return None
        return None


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _shares(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return len(mine) > 3 and len(mine & theirs) >= 0.7 * len(mine)


_LOOSE = frozenset(["pour", "para", "per", "so", "for"])
_DEFINITE = frozenset("the le la l' l’ der die das el il lo o a".split())
_OF = frozenset(
    "of for de du des d' d’ von vom der del della dello dell’ dell' da do das dos di".split()
)
_PLACES = frozenset("in at from en à aus in im au a в у из з із".split())
_PASSIVE = {
    "en": frozenset("is are was were be been being so".split()),
    "fr": frozenset("est était sont été".split()),
    "de": frozenset("wird wurde wurden worden".split()),
    "es": frozenset("es fue son sido".split()),
    "it": frozenset("è era sono stato".split()),
}
