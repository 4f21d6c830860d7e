"""Frames: every asking of an article, in the languages in which capital letters show names."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.names import Names
from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_forms import Forms
from summarizer.rules.asking_words import AskingWords, Trigger
from summarizer.rules.clauses import Clauses
from summarizer.rules.people import People
from summarizer.rules.referents import Referents
from summarizer.rules.witness import speakers_likely
from summarizer.saying import Words


class Frames:
    """The frames of one article."""

    def __init__(self, names: Names, words: Words, asking: AskingWords) -> None:
        self.names, self.asking, self.words = names, asking, words
        self.text = names.article.text
        self.language = names.article.language
        people = People(names, words)
        self.main = Clauses(names.article, words, people)
        self.referents = Referents(names, people, self.main, asking)

    def found(self) -> Iterator[Frame]:
        """All frames, in order: those of the sentences, then those of the words in quotation marks."""
        article = self.names.article
        for sentence in article.sentences:
            if self.text[sentence.start : sentence.end].isupper():
                continue  # a heading
            if self.asking.any.search(self.text, sentence.start, sentence.end):
                for trigger in self.asking.find(self.text, sentence.start, sentence.end):
                    frame = self._frame(self.main, trigger, sentence.number, ())
                    if frame:
                        yield frame
        for passage in article.passages:
            if not self.asking.any.search(self.text, passage.start, passage.end):
                continue
            inner = self.main.inside(passage.start, passage.end, passage.sentence)
            said = self.referents.roles.person(speakers_likely(self.names).get(passage.number))
            for trigger in self.asking.find(self.text, passage.start, passage.end):
                frame = self._frame(inner, trigger, passage.sentence, (said,) if said else ())
                if frame:
                    yield frame

    def _frame(
        self, clauses: Clauses, trigger: Trigger, sentence: int, speaker: tuple[Party, ...]
    ) -> Frame | None:
        at = next((i for i, t in enumerate(clauses.tokens) if t.start == trigger.start), None)
        if at is None or clauses.tokens[at].kind == "quote":
            return None
        clause = Forms(self.referents, self.asking, clauses, trigger, at, sentence, speaker)
        match trigger.kind:
            case "must":
                return clause.must()
            case "only":
                return clause.only()
            case "give":
                return clause.give()
            case "noun" | "hard":
                return clause.noun()
            case _:
                return clause.noun() if clause.is_noun() else clause.verb()
