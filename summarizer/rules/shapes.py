"""Shapes: what stands in a noun phrase, and where it ends: a person, a body, something written."""

from __future__ import annotations

from summarizer.names import Names
from summarizer.rules.channels import PLATFORM
from summarizer.rules.clauses import Clauses
from summarizer.rules.nominals import CLOSE, Phrase
from summarizer.rules.tokens import PRONOUNS


class Shapes:
    """The noun phrases of one article."""

    def __init__(self, names: Names, clauses: Clauses) -> None:
        self.names = names
        self.clauses = clauses
        self.words = clauses.words
        self.tokens = clauses.tokens

    def is_document(self, phrase: Phrase) -> bool:
        """Whether a phrase means something written: a statement, a memo."""
        head = range(phrase.start, min(phrase.end, phrase.start + 4))
        return any(self.tokens[j].low in self.words.documents for j in head)

    def series(self, phrase: Phrase) -> Phrase:
        """The ministers of Peru, Chile and Cuba: the whole of it."""
        if not any(self.tokens[j].low in OF for j in range(*phrase)):
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

    def uncut(self, phrase: Phrase) -> Phrase:
        """A phrase up to a preposition that is no "of"."""
        stops = (
            j
            for j in range(*phrase)
            if self.tokens[j].kind == "prep" and self.tokens[j].low not in AUTHOR
        )
        return Phrase(phrase.start, max(phrase.start + 1, next(stops, phrase.end)))

    def noun_start(self, end: int) -> int:
        """Where the noun phrase that ends before a token begins."""
        k = end - 1
        while k > 0 and self.tokens[k - 1].kind in ("word", "name", "head", "person", "det"):
            k -= 1
            if self.tokens[k].kind == "det":
                break
        return k

    def is_body(self, phrase: Phrase) -> bool:
        """ "The White House", "le Kremlin": an article and a name."""
        i = phrase.start
        kinds = [self.tokens[j].kind for j in range(i, min(i + 2, phrase.end))]
        return self.words.language != "de" and kinds == ["det", "name"]

    def cut(self, phrase: Phrase) -> Phrase:
        """A phrase without the time or the hearers behind it."""
        end = phrase.end
        for j in range(phrase.start + 1, phrase.end):
            if self.tokens[j - 1].low in CLOSE:
                continue  # a source close to the talks
            aware = j + 1 < end and self.tokens[j + 1].low in _AWARE
            if self.tokens[j].kind == "prep" and self.tokens[j].low not in OF and not aware:
                placed = j + 1 < end and self.tokens[j + 1].kind in ("name", "det", "head", "word")
                placed = placed and not self.is_document(Phrase(j + 1, min(j + 4, end)))
                placed = placed and not PLATFORM.match(
                    self.names.article.text, self.tokens[j].start
                )
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

    def is_free(self, person: int, phrase: Phrase) -> bool:
        """Whether a person in a phrase is its head, and not "a spokesman for X"."""
        k = person - 1
        before = self.tokens[k]
        romance = self.words.language in ("fr", "es", "it", "pt")
        if self._is_genitive(person) and k >= phrase.start and before.kind == "head":
            return False  # ein Berater Lunds
        if k > phrase.start and romance and self.words.bodies.fullmatch(before.low):
            return True  # la députée d’opposition Rima Khoury
        german = self.words.language == "de" and k - 2 >= phrase.start
        if german and [self.tokens[j].kind for j in range(k - 2, k + 1)] == [
            "head",
            "prep",
            "name",
        ]:
            return True  # Kapitän zur See Otto Lund
        if romance and before.kind == "name" and self.is_post(k, phrase):
            return True
        if self.tokens[k].kind == "word" and self.is_of_thing(k, phrase):
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

    def _is_genitive(self, person: int) -> bool:
        """Whether a German name has the ending of the genitive, which the full name has not."""
        token = self.tokens[person]
        surname = str(token.of).split()[-1].lower()
        return self.words.language == "de" and token.low.split()[-1] == f"{surname}s"

    def is_post(self, k: int, phrase: Phrase) -> bool:
        """Whether a name that ends at ``k`` is what a title is of: la ministra degli Esteri Lena Vogel."""
        while k > phrase.start and self.tokens[k].kind == "name":
            k -= 1
        while k > phrase.start and self.tokens[k].kind in ("det", "prep"):
            k -= 1
        while k > phrase.start and self.tokens[k].kind == "word":
            k -= 1
        return self.tokens[k].kind == "head" and not self.words.bodies.fullmatch(self.tokens[k].low)

    def is_of_thing(self, k: int, phrase: Phrase) -> bool:
        """Whether the noun at ``k`` tells what a thing is of: la cause du romancier Luc Morel."""
        if k - 1 < phrase.start or self.tokens[k - 1].kind not in ("prep", "det"):
            return False
        ahead = {self.tokens[j].kind for j in range(phrase.start, k)}
        return "prep" in ahead and "head" not in ahead

    def apposed(self, phrase: Phrase, end: int) -> str | None:
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
            of = j + 1 < end and self.tokens[j + 1].low in OF
            if after in ("comma", "stop", "colon", "quote", "dash", "rel") or j + 1 >= end or of:
                return str(self.tokens[j].of)
        return None

    def is_person(self, phrase: Phrase) -> bool:
        """Whether a phrase has a person's name in it."""
        return any(self.tokens[j].kind == "person" for j in range(*phrase))

    def heads(self, phrase: Phrase) -> bool:
        """Whether a phrase is of somebody, before any preposition in it."""
        stop = next((j for j in range(*phrase) if self.tokens[j].kind == "prep"), phrase.end)
        return self.may_speak(Phrase(phrase.start, stop))

    def is_owned(self, phrase: Phrase) -> bool:
        """Whether a phrase is of a body that is somebody’s: Lund’s office."""
        last = self.tokens[phrase.end - 1]
        owner = any(self.tokens[j].kind == "own" for j in range(*phrase))
        return owner and self.words.bodies.fullmatch(last.low) is not None

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


OF = frozenset(
    "of for de du des d' d’ von vom der del della dello dell’ dell' da do das dos di".split()
)
AUTHOR = OF | frozenset("by from par por vom по від от".split())
_AWARE = frozenset("tanto courant fait corrente".split())  # una persona al tanto de lo hablado
_PLACES = frozenset("in at from en à aus in im au a в у из з із".split())
