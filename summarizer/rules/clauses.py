"""Clauses: the words of an article with what each does around a verb of saying, and who the subject is.

This is no parser. It looks for what news puts there: a name, a title, a body, a pronoun, an unnamed
source, before the verb or after it, with commas and prepositions as the only grammar. Where the words
fit no such form, there is no subject.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from summarizer.article import Article, Sentence
from summarizer.rules.nominals import HUMAN, NOMINAL, Nominals, Phrase
from summarizer.rules.people import People
from summarizer.rules.tokens import PRONOUNS, Token, tokens_of
from summarizer.saying import Words

_EDGES = ("comma", "stop", "colon", "dash", "quote", "rel", "and")
_PHRASAL = {  # verbs that say something together with another word only
    "went": ("on", "further"),
    "mis": ("en",),
    "met": ("en",),
    "messo": ("guardia",),
}
_CONJUNCTIONS = frozenset("as after before since until".split())
_WHO = frozenset("who quien quienes chi quem кто хто".split())
CLITICS = frozenset("le la les lo l l' l’ se gli li o a os as un nous nos ci me m' m’".split())


class Clauses:
    """The tokens of an article, and the subjects of its verbs. The passages that are ``named`` are names
    of something, and part of the noun phrase around them."""

    def __init__(
        self,
        article: Article,
        words: Words,
        people: People,
        inner: Sentence | None = None,
        named: Container[int] = (),
    ) -> None:
        self.article = article
        self.people = people
        self.words = words
        self.text = article.text
        sentences = article.sentences if inner is None else (inner,)
        self.tokens: Sequence[Token] = tuple(
            tokens_of(article, words, people, sentences, inner is None, named)
        )
        nominals = Nominals(self.tokens, words)
        self.first, self.noun = nominals.first, nominals.noun
        self.quotes = {token.of: i for i, token in enumerate(self.tokens) if token.kind == "quote"}
        self.begins: dict[int, int] = {}
        for i, token in enumerate(self.tokens):
            self.begins.setdefault(token.sentence, i)
        for number, begin in self.begins.items():
            self.begins[number] = self._past_dateline(begin)

    def inside(self, start: int, end: int, sentence: int) -> Clauses:
        """The clauses between two offsets, as if no quotation marks were around them."""
        return Clauses(
            self.article, self.words, self.people, Sentence(sentence, start, end, paragraph=0)
        )

    def _past_dateline(self, begin: int) -> int:
        """Behind "LIMA, March 9 —"."""
        if self.tokens[begin].kind == "prep":
            return begin  # На трассе Ижевск — Казань
        if not self.tokens[begin].low or not self.text[self.tokens[begin].start].isupper():
            return begin
        for i in range(begin, min(begin + 14, len(self.tokens))):
            token = self.tokens[i]
            if token.sentence != self.tokens[begin].sentence:
                return begin
            if token.kind == "dash":
                return i + 1
            if token.kind not in ("name", "comma", "word", "stop", "prep", "person"):
                return begin
            if token.kind == "word" and i == begin:
                return begin
        return begin

    def is_verb(self, i: int, kinds: tuple[str, ...] = ("say", "call")) -> bool:
        """Whether token ``i`` is a verb of these kinds, and no noun or infinitive that looks alike."""
        if self.tokens[i].kind not in kinds:
            return False
        before = self.tokens[i - 1] if i else None
        phrasal = _PHRASAL.get(self.tokens[i].low)
        if phrasal:
            return any(token.low in phrasal for token in self.tokens[i + 1 : i + 3])
        if before is None or before.sentence != self.tokens[i].sentence:
            return True
        if before.kind == "own" or (before.kind == "prep" and self.words.language == "en"):
            return False
        clitic = self.words.language in ("fr", "es", "it", "pt")
        return before.kind != "det" or (clitic and before.low in CLITICS)

    def before(self, verb: int, begin: int) -> Phrase | None:
        """The subject that stands before a verb, in the tokens from ``begin`` on."""
        k = verb - 1
        while k >= begin and self.tokens[k].kind not in _EDGES and not self.is_verb(k):
            if self.tokens[k].low in _CONJUNCTIONS and self.words.language == "en":
                clause = self.first(k + 1, verb)
                if clause is not None and clause.end >= verb - 1:
                    return clause  # "as the guards said"
            k -= 1
        found = self.first(k + 1, verb)
        edge = self.tokens[k].kind if k >= begin else ""
        if found is not None and self.tokens[found.start].low in _WHO and edge in ("comma", ""):
            return self._antecedent(k, begin) if edge else None
        if found is None:
            if edge == "comma" and (apposed := self._apposed(begin, k)):
                return apposed
            if edge == "rel":
                return self.ending(k, begin)
            if edge in ("comma", "and", "dash", "say", "call"):
                return self._earlier(begin, k)
            return None
        if (
            edge == "and"
            and k - 1 >= begin
            and self.tokens[k - 1].kind in ("person", "name", "head")
        ):
            if found.start != k + 1:
                return found
            series = self.first(begin, k)  # the ministers of Peru, Chile and Cuba
            of = series and any(self.tokens[j].low == "of" for j in range(*series))
            return series if of else None  # else two together
        return found

    def _antecedent(self, end: int, begin: int) -> Phrase | None:
        """Whom "..., who said" means: the last person, title or name before the comma."""
        k = end - 1
        while k >= begin and self.tokens[k].kind not in ("stop", "colon", "quote", "comma"):
            if self.tokens[k].kind == "person":
                return Phrase(k, k + 1)
            if self.tokens[k].kind == "head":
                while k > begin and self.tokens[k - 1].kind in ("word", "name", "head"):
                    k -= 1
                if k > begin and self.tokens[k - 1].kind == "det":
                    k -= 1
                return Phrase(k, end)
            k -= 1
        return None

    def _apposed(self, begin: int, end: int) -> Phrase | None:
        """The name between the commas of "his deputy, Kari Moen, said", where the last is at ``end``."""
        at = end
        while at > begin and self.tokens[at - 1].kind in (*HUMAN, "name"):
            at -= 1
        if at == end or at - 1 <= begin or self.tokens[at - 1].kind != "comma":
            return None
        if self.tokens[end - 1].kind not in ("person", "name") or self.tokens[at].kind == "head":
            return None
        k = at - 2
        while k >= begin and self.tokens[k].kind in (*NOMINAL, "prep"):
            if self.tokens[k].kind == "head" and not self._is_governed(k, begin):
                return Phrase(at, end)
            if self.tokens[k].kind == "person" and self.tokens[k + 1].kind != "own":
                governed = self.tokens[k - 1].kind == "prep" or self.words.language in ("ru", "uk")
                if not governed:
                    return None
            if self.tokens[k].kind == "det" and (k == begin or self.tokens[k - 1].kind in _EDGES):
                return Phrase(at, end)  # el operador, Cammesa, ...
            k -= 1
        return None

    def _is_governed(self, k: int, begin: int) -> bool:
        """Whether a preposition governs the noun at ``k``: received by the minister."""
        while k >= begin and self.tokens[k].kind in NOMINAL:
            k -= 1
        return k >= begin and self.tokens[k].kind == "prep"

    def _earlier(self, begin: int, end: int) -> Phrase | None:
        """The subject of the clause before a comma or an "and": "X, the foreign minister, said"."""
        comma = next((i for i in range(end - 1, begin, -1) if self.tokens[i].kind in _EDGES), begin)
        apart = self.tokens[comma].kind == "comma" and self.tokens[comma - 1].kind == "person"
        if apart and self.first(comma + 1, end) is not None:
            return Phrase(comma - 1, comma)  # X, and Y, the foreign minister, said
        found = self.first(begin, end)
        if found is None:
            return None
        return Phrase(found.start, self.until(found.start, found.end, *_EDGES))

    def ending(self, end: int, begin: int) -> Phrase | None:
        """The noun phrase that ends directly before token ``end`` (and a comma)."""
        while end > begin and self.tokens[end - 1].kind in ("comma", "prep"):
            end -= 1
        k = end - 1
        while k >= begin and self.tokens[k].kind in NOMINAL:
            k -= 1
            if self.tokens[k + 1].kind == "det":
                break
        return self.first(k + 1, end)

    def after(self, verb: int, end: int) -> Phrase | None:
        """The subject that stands after a verb, in the tokens up to ``end``."""
        stop = self.until(verb + 1, end, "stop", "quote", "colon", "rel", "and")
        i = verb + 1
        while i < stop and self.tokens[i].kind in ("aux", "say"):
            i += 1
        if i < stop and self.tokens[i].kind in (*PRONOUNS, "nobody"):
            return Phrase(i, i + 1)
        while i < stop:
            until = self.until(i, stop, "comma", "dash")
            found = self.first(i, until, pronouns=False, inverted=True)
            if found:
                return found
            i = until + 1
        return None

    def until(self, i: int, end: int, *kinds: str) -> int:
        """The first token from ``i`` on that is of some kind, or ``end``."""
        return next((j for j in range(i, end) if self.tokens[j].kind in kinds), end)

    def sentence_end(self, at: int) -> int:
        """Behind the last token of the sentence that token ``at`` stands in."""
        end = at
        while end < len(self.tokens) and self.tokens[end].sentence == self.tokens[at].sentence:
            end += 1
        return end

    def span(self, number: int) -> tuple[int, int]:
        """Indexes of the first token of a sentence, past its dateline, and behind the last one."""
        begin = end = self.begins.get(number, len(self.tokens))
        while end < len(self.tokens) and self.tokens[end].sentence == number:
            end += 1
        return begin, end

    def reach(self, at: int) -> int:
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

    def words_in(self, phrase: Phrase) -> str:
        """The words of a phrase as they stand in the article."""
        return self.text[self.tokens[phrase.start].start : self.tokens[phrase.end - 1].end]
