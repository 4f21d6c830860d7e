"""Documents: who speaks in a statement, a memo or a readout: whose it is, or who has put it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.name_words import DAYS
from summarizer.rules.findings import Readings, Subject
from summarizer.rules.nominals import Phrase
from summarizer.rules.shapes import AUTHOR
from summarizer.rules.titleholders import DEFINITE


class Documents:
    """The written things of one article that speak."""

    def __init__(self, subjects: Readings) -> None:
        self.subjects, self.names, self.people = subjects, subjects.names, subjects.people
        self.clauses, self.words = subjects.clauses, subjects.clauses.words
        self.tokens, self.shapes = subjects.clauses.tokens, subjects.shapes

    def _issuer(self, doc: int) -> Subject | None:
        """A readout that the Kremlin put up; the letter which Ana Reyes sent."""
        end = self.clauses.sentence_end(doc)
        rel = next(
            (j for j in range(doc + 1, min(doc + 3, end)) if self.tokens[j].kind == "rel"), end
        )
        found = self.clauses.first(rel + 1, min(rel + 7, end))
        if (
            rel == end
            or found is None
            or found.start != rel + 1
            or not self.shapes.may_speak(found)
        ):
            return None
        issued = any(
            _ISSUED.match(self.tokens[j].low) for j in range(found.end, min(found.end + 4, end))
        )
        subject = self.subjects.who(found, found.end) if issued else None
        return Subject(subject.party, True) if subject else None

    def author(self, phrase: Phrase) -> Subject | None:
        """Who speaks in a document: whose it is, or who was said to have put it out; else itself."""
        owner = self._owner(phrase)
        if owner is not None:
            return owner
        at = next(j for j in range(*phrase) if self.tokens[j].low in self.words.documents)
        if self.tokens[phrase.start].low in DEFINITE or self.words.language in ("ru", "uk"):
            for j in range(at - 1, -1, -1):
                if self.tokens[j].low == self.tokens[at].low:
                    owner = self._owner(Phrase(max(0, j - 3), min(j + 9, len(self.tokens))))
                    if owner is not None:
                        return owner
            number = self.tokens[at].sentence
            for earlier in range(number - 1, max(0, number - 3), -1):
                for subject in self._issuers(earlier):
                    if self._puts_out(earlier, subject):
                        return subject
        stop = at + 1 if self.tokens[phrase.end - 1].kind == "word" else phrase.end
        party = self.names.party(
            self.clauses.words_in(self.shapes.uncut(Phrase(phrase.start, stop)))
        )
        return Subject(party, False) if party else None

    def _issuers(self, number: int) -> Iterator[Subject]:
        """Who may have put out what the next sentence calls the statement, the likeliest first."""
        begin = self.clauses.begins[number]
        end = self.clauses.sentence_end(begin)
        head = self.clauses.first(begin, end)
        body = head is not None and head.start == begin
        body = (
            body and head is not None and (self.shapes.is_human(head) or self.shapes.is_body(head))
        )
        if head is not None and any(self.tokens[j].kind == "own" for j in range(*head)):
            body = self.shapes.is_owned(head)
        subjects = (
            self.subjects.teller(number),
            self.subjects.who(head, end) if head is not None and body else None,
            self.subjects.subject_of(number),
        )
        yield from (subject for subject in subjects if subject is not None)

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
                return self.subjects.who(Phrase(self.shapes.noun_start(j), j), j)
        genitive = self.words.language in ("ru", "uk") and doc + 1 < phrase.end
        theirs = genitive and self.tokens[doc + 1].low in _THEIRS
        if genitive and (theirs or self.tokens[doc + 1].kind in ("head", "name", "person")):
            author = self.subjects.who(Phrase(doc + 1, phrase.end), phrase.end, plain=True)
            return Subject(author.party, True) if author else None
        for j in range(doc + 1, min(doc + 5, phrase.end)):
            if self.tokens[j].sentence != self.tokens[doc].sentence:
                break
            if self.tokens[j].kind in ("stop", "quote", "comma", "colon"):
                break
            if self.tokens[j].low in AUTHOR:
                found = self.clauses.first(j + 1, min(j + 7, phrase.end))
                theirs = found is not None and self.tokens[found.start].low in _THEIRS
                human = found is not None and (theirs or self.shapes.is_human(found))
                if found is not None and found.start <= j + 2 and human:
                    return self._named_before(found) or self.subjects.who(
                        found, found.end, plain=theirs
                    )
                break
        return self._issuer(doc) if doc < phrase.end else None

    def _named_before(self, phrase: Phrase) -> Subject | None:
        """What a bare "of the association" means: the body with a name that was just the subject."""
        bare = [t for t in self.tokens[phrase.start : phrase.end] if t.kind != "det"]
        if len(bare) != 1 or not self.words.bodies.fullmatch(bare[0].low.rstrip("s")):
            return None
        subject = self.subjects.subject_of(self.tokens[phrase.start].sentence - 1)
        if subject is None or subject.party.name == subject.party.name.lower():
            return None
        return subject if subject.party.name not in self.people.known else None


_ISSUED = re.compile(
    r"(?:publish|post|issu|releas|circulat|distribut|sent|send|put|gave|read|tweet|publi|diffus|rend|"
    r"difund|emit|envi|veröffentlich|verbreit|verschick|опубликов|распростран|выпуст|направ|опубліку|"
    r"поширив|поширил|оприлюдн)"
)
_THEIRS = frozenset(
    """
    его ее её их його її їх їхнього їхньої своего своей свого своєї son sa ses leur leurs su sus suo sua
    suoi sue seu seus suas
    """.split()
)
_TIMES = frozenset("yesterday today tonight morning afternoon evening week month year".split())
