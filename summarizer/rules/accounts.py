"""Accounts: whose account a sentence is, by the source that it names.

"According to X", "in his words", "as X put it", "hieß es in Wien", "lit-on dans le communiqué".
"""

from __future__ import annotations

import re

from summarizer.rules.findings import Finding, finding
from summarizer.rules.leads import Leads
from summarizer.rules.nominals import Phrase
from summarizer.rules.subjects import AS, Subjects

_IMPERSONAL = {
    language: re.compile(rf"[\s,–—-]*(?:{forms})\s*")
    for language, forms in {
        "de": r"h(?:ieß|eißt) es(?: \w+)? (?:in|im|aus|bei|beim|von|vonseiten)(?!\w)|"
        r"wie es (?:in|im|aus|bei|beim)"
        r"(?= [^.,]{2,50} h(?:ieß|eißt))|(?:Aus|In|Im|Bei|Beim)(?= [^.,]{2,50} h(?:ieß|eißt) es)",
        "fr": r"(?:[^\W\d_]+(?:-t)?-on)(?: \w+)? (?:dans|à|au|aux|chez|de|auprès de|côté|en)(?!\w)|"
        r"(?:(?:peut|pouvait)-on lire|lit-on|fait-on (?:savoir|valoir)|a-t-on \w+|apprend-on|"
        r"(?:indique|dit|explique|précise|assure|souligne|ajoute|confie|affirme|estime|répond)(?:-t)?-on)"
        r"(?: \w+)? (?:dans|à|au|aux|chez|de|auprès de|en)(?!\w)",
        "es": r"se (?:lee|leía|afirma|indica|dice|señala|precisa|añade|asegura) en(?!\w)|"
        r"[^\W\d_]+(?:aron|eron|[ae]n)(?: \w+)? (?:desde|en)(?!\w)",
        "it": r"si (?:legge|dice|apprende|sottolinea|precisa|spiega)(?: \w+)? "
        r"(?:in|ne(?:l|lla|llo|i|lle|ll['’])|da(?:l|lla|i|lle|ll['’])?|al|alla)(?!\w)|"
        r"(?:fanno sapere|[^\W\d_]+no)(?: \w+)? da(?:l|lla|i|lle|ll['’])?(?!\w)",
        "pt": r"(?:lê-se|lia-se|diz-se) (?:em|no|na|num|numa)(?!\w)",
        "ru": r"(?:говорится|сказано|отмечается|подч[её]ркивается|указывается|сообщается|сообщили|заявили|"
        r"отметили|рассказали|пояснили|уточнили|подчеркнули|добавили|ответили|подтвердили|объяснили|считают)"
        r"(?: \w+)? (?:во?|на)(?!\w)",
        "uk": r"(?:[йі]деться|сказано|зазначається|повідомляється|повідомили|заявили|зазначили|розповіли|"
        r"пояснили|уточнили|наголосили|додали|відповіли|підтвердили|вважають)(?: \w+)? (?:в|у|на)(?!\w)",
    }.items()
}
_THERE = re.compile(r"\s*,\s+y \w+-(?:t-)?(?:on|il)(?!\w)")  # y lit-on, y est-il indiqué
_LOOSE = frozenset(["pour", "para", "per", "so", "for", "für"])


class Accounts:
    """The sources that the sentences of one article name."""

    def __init__(self, subjects: Subjects, leads: Leads) -> None:
        self.leads = leads
        self.subjects, self.shapes, self.article = subjects, subjects.shapes, subjects.article
        self.words, self.clauses, self.tokens = subjects.words, subjects.clauses, subjects.tokens

    def reported_by(self, begin: int, at: int) -> Finding | None:
        """Whose account a sentence is, where its clauses name no speaker: according to X, both spoke."""
        told = self.words.according.match(self.article.text, self.tokens[begin].start)
        k = next((j for j in range(begin, at) if told and self.tokens[j].start >= told.end()), at)
        return finding(self.subjects.who(self._noun(k, at), at), "reported by", False)

    def impersonal(self, at: int, begin: int) -> Finding | None:
        """“...,” hieß es in Wien; lit-on dans le communiqué; говорится в заявлении."""
        text = self.article.text
        if self.words.language == "fr" and _THERE.match(text, self.tokens[at].end):
            return finding(self.subjects.subject_of(self.tokens[at].sentence - 1), "place", False)
        pattern = _IMPERSONAL.get(self.words.language)
        if pattern is None:
            return None
        end = self.clauses.reach(at)
        behind = pattern.match(text, self.tokens[at].end)
        found = behind
        if behind is None and begin < at:
            found = pattern.search(text, self.tokens[begin].start, self.tokens[at].start)
        if found is None:
            return None
        k = next((j for j in range(begin, end) if self.tokens[j].start >= found.end()), end)
        return finding(self.subjects.said_in(k, end if behind else at), "place")

    def put(self, i: int, stop: int) -> Finding | None:
        """As X put it; not: as X is called."""
        for j in range(i + 1, min(i + 8, stop)):
            if self.tokens[j].low in ("is", "are", "was", "were"):
                return None
            if self.tokens[j].low in self.words.tails or self.clauses.is_verb(j, ("say",)):
                phrase = self.clauses.before(j, i + 1) or self.clauses.after(j, stop)
                return finding(self.subjects.who(phrase, stop), "put")
        return None

    def sourced(self, at: int, begin: int) -> Finding | None:
        """According to X; in the words of X; as X put it."""
        text = self.article.text
        for j in range(at - 1, begin - 1, -1):
            for kind, pattern in self.words.theirs:
                if pattern.match(text, self.tokens[j].start):
                    return self._theirs(j, kind, at, begin)
        end = self.clauses.reach(at)
        behind = at + 1
        while behind < end and self.tokens[behind].kind in ("comma", "dash"):
            behind += 1
        told = self.words.according.match(text, self.tokens[begin].start)
        source = told.end() if told else 0  # secondo quanto riferito dalla ...
        for j in [*([behind] if behind < end else []), *range(at - 1, begin - 1, -1)]:
            quote = self.tokens[j].kind == "quote"
            if quote and j == behind:
                continue
            if quote or (j < at and self.clauses.is_verb(j) and self.tokens[j].start >= source):
                break
            named = self._source(j, end if j > at else at, end, first=j in (begin, behind))
            if named is None and j < at and self.tokens[j].low in AS:
                named = self.put(j, at)
            if named is not None:
                return named
        return None

    def _theirs(self, j: int, kind: str, at: int, begin: int) -> Finding | None:
        """In his words; in its account, the ministry spoke of “...”."""
        if kind != "it":
            return finding(self.subjects.pronouns.spoken_of(j, kind), "source")
        led = self.leads.ahead(at, begin, full=False) if j == begin else None
        return led or finding(self.subjects.pronouns.body_before(j), "source")

    def _source(self, j: int, until: int, end: int, *, first: bool) -> Finding | None:
        """According to X, at token ``j``; a word that is loose says so at the ``first`` place only."""
        found = self.words.according.match(self.article.text, self.tokens[j].start)
        loose = found is not None and found.group().lower() in _LOOSE
        if found is None or (loose and not first):
            return None
        k = j
        while k < until and self.tokens[k].start < found.end():
            k += 1
        while k < until and self.tokens[k].kind == "prep":
            k += 1
        phrase = self._noun(k, self.clauses.until(k, until, "stop", "quote", "colon", "rel"))
        subject = self.subjects.who(phrase, end)
        return None if loose and not self.shapes.is_human(phrase) else finding(subject, "source")

    def _noun(self, begin: int, stop: int) -> Phrase | None:
        return self.clauses.first(begin, self.clauses.until(begin, stop, "comma", "dash"))
