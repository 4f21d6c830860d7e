"""Attribution: who said each quoted passage, by the forms in which news says it.

What the passage's own sentence says comes first; then talk that goes on from the passage before, the
subject of the sentence before, and a headline whose words come back in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from summarizer.article import Passage
from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.findings import Finding
from summarizer.rules.subjects import Subjects
from summarizer.rules.tags import Tags
from summarizer.saying import Words


class Attribution:
    """The speakers of one article, in a language that has a table in ``saying.toml``."""

    def __init__(self, names: Names, words: Words, unsaid: Mapping[int, str]) -> None:
        self.article = names.article
        self.unsaid = unsaid
        self.found: dict[int, Finding] = {}
        named = {number for number, reason in unsaid.items() if reason == "name"}
        self.subjects = Subjects(names, words, self.found, named)
        self.tags = Tags(self.subjects, self.found)
        self.clauses = self.subjects.clauses
        self.tokens = self.clauses.tokens

    def findings(self) -> dict[int, Finding]:
        """What the rules find, by the number of the passage."""
        for passage in self.article.passages:
            if passage.number in self.unsaid:
                continue
            finding = self.tags.beside(passage) or self._going_on(passage)
            if finding:
                self.found[passage.number] = finding
        for passage in self.article.passages:
            if passage.number not in self.found and passage.number not in self.unsaid:
                again = self._again(passage) or self._ahead(passage)
                if again:
                    self.found[passage.number] = again
        for passage in reversed(self.article.passages):
            if passage.number not in self.found and passage.number not in self.unsaid:
                guess = self._guess(passage)
                if guess:
                    self.found[passage.number] = guess
        return self.found

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
        if self._is_crosshead(passage):
            return None
        if before is not None and last is not None:
            earlier = self.article.sentence(before.sentence)
            if not before.closed:
                return Finding(last.party, "open", last.sure)
            asked = self.article.text[before.start : before.end].rstrip("”\"»’' ").endswith("?")
            if alone and asked and earlier.paragraph == sentence.paragraph - 1:
                return self._answer(number, last.party)
            if earlier.paragraph == sentence.paragraph and alone:
                between = self.article.text[earlier.end : sentence.start].strip()
                near = earlier.number >= sentence.number - 1
                sure = near and not between
                if near or not self._other_subject(earlier.number, sentence.number, last.party):
                    return Finding(last.party, "goes on", last.sure and sure)
            follows = earlier.paragraph == sentence.paragraph - 1 and self._closes(before)
            if alone and follows and self._whole(sentence.paragraph):
                return Finding(last.party, "next paragraph", last.sure)
        if alone and sentence.number > 1:
            told = self.article.sentence(sentence.number - 1)
            colon = self.article.text[told.end - 1] in ":："
            if colon or told.paragraph == sentence.paragraph:
                subject = self.subjects.subject_of(told.number)
                if subject:
                    return Finding(subject.party, "told before", subject.sure)
        if last is not None and before is not None and not alone:
            earlier = self.article.sentence(before.sentence)
            if earlier.paragraph == sentence.paragraph:
                return Finding(last.party, "same paragraph", False)
        return None

    def _guess(self, passage: Passage) -> Finding | None:
        """Who may have said a passage that stands alone: the next paragraph's speaker, if it goes on
        with his talk, or whom the text was about."""
        at = self.clauses.quotes.get(passage.number)
        if at is None:
            return None
        if not self._alone(passage):
            return self._nearby(passage, at)
        here = self.article.sentence(passage.sentence).paragraph
        follows = [p for p in self.article.passages if p.number == passage.number + 1]
        if follows and passage.number + 1 in self.found:
            there = self.article.sentence(follows[0].sentence)
            if there.paragraph - here <= 1 and self._begins(follows[0]):
                return Finding(self.found[passage.number + 1].party, "before", False)
        subject = self.subjects.pronouns.spoken_of(at, "")
        if subject is not None:
            return Finding(subject.party, "spoken of", False)
        return self._nearby(passage, at)

    def _nearby(self, passage: Passage, at: int) -> Finding | None:
        """Whoever is most likely: somebody in the sentence, the last speaker, whom the text is about."""
        for party in self._candidates(passage, at):
            return Finding(party, "nearby", False)
        return None

    def _candidates(self, passage: Passage, at: int) -> Iterator[Party]:
        begin, end = self.clauses.begins[passage.sentence], self.clauses.reach(at)
        for first, last in ((begin, at), (at + 1, end)):
            k = first
            while (phrase := self.clauses.first(k, last)) is not None:
                human = self.subjects.shapes.is_human(phrase)
                subject = self.subjects.who(phrase, last, plain=True) if human else None
                if subject is not None:
                    yield subject.party
                k = phrase.end
        paragraph = self.article.sentence(passage.sentence).paragraph
        for earlier in range(passage.number - 1, 0, -1):
            there = self.article.sentence(self.article.passages[earlier - 1].sentence).paragraph
            if there == paragraph and earlier in self.found:
                yield self.found[earlier].party
        spoken = self.subjects.pronouns.spoken_of(at, "")
        if spoken is not None:
            yield spoken.party

    def _begins(self, passage: Passage) -> bool:
        """Whether a passage begins its paragraph."""
        begin = self.article.paragraphs[self.article.sentence(passage.sentence).paragraph][0]
        return not self.article.text[begin : passage.outer_start].strip()

    def _answer(self, number: int, asker: Party) -> Finding | None:
        """Whoever spoke before the one who has just asked: a guess."""
        for earlier in range(number - 1, 0, -1):
            found = self.found.get(earlier)
            if found is not None and found.party.name != asker.name:
                return Finding(found.party, "answer", False)
        return None

    def _is_crosshead(self, passage: Passage) -> bool:
        """Whether a passage is a heading inside the article: alone between dashes, or without a stop
        where the text goes on."""
        number = self.article.sentence(passage.sentence).paragraph
        begin, end = self.article.paragraphs[number]
        rest = self.article.text[begin : passage.outer_start]
        rest += self.article.text[passage.outer_end : end]
        ends = self.article.text[passage.end - 1] in ".!?…,"
        few = passage.end - passage.start < 60
        return number > 0 and few and passage.closed and not rest.strip(" -–—*#") and not ends

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
            subject = self.subjects.subject_of(number)
            if subject is not None and subject.party.name != party.name:
                return True
        return False

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
        end = self.article.paragraphs[sentence.paragraph][1]
        if at is None or self.article.text[end - 1] in ".!?":
            return None
        leads = at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "colon"
        if leads:
            stop = self.clauses.reach(at)
            phrase = self.clauses.first(at + 2, stop)
        elif at > 1 and self.tokens[at - 1].kind in ("colon", "comma"):
            phrase = self.clauses.first(self.clauses.begins[passage.sentence], at)
        else:
            return None
        subject = (
            self.subjects.who(phrase, len(self.tokens))
            if phrase and self.subjects.shapes.is_human(phrase)
            else None
        )
        return Finding(subject.party, "headline", leads) if subject else None


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _shares(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return len(mine) > 3 and len(mine & theirs) >= 0.7 * len(mine)
