"""Noun phrases: where one begins and ends, among the tokens around a word that asks.

A phrase needs a core, a name or a noun that acts; a plural or what an article begins will do where there
is none. Case endings and adjectives are known by their endings alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.countries import nation_named
from summarizer.rules.nominals import Phrase
from summarizer.rules.tokens import PRONOUNS, Token

ENDS = ("stop", "colon", "dash")


def noun_phrase(tokens: Sequence[Token], i: int, end: int, language: str) -> Phrase | None:
    """The noun phrase that begins at token ``i``."""
    k, core, last = i, -1, -1
    while k < end:
        token = tokens[k]
        kind = token.kind
        if kind == "say" and core == k - 1 >= i and _PEOPLE.fullmatch(token.low):
            kind = "word"  # Western | states
        if kind in ("he", "she", "it", "they") and k == i:
            return Phrase(i, k + 1)
        if kind in ("name", "person", "head"):
            core = k
        elif kind == "own" and (core == k - 1 or (core < 0 and k > i)):
            core = -1
        elif kind == "det" or (token.low in _NUMBERS):
            if kind != "det" and tokens[k - 1].low in OF:
                pass  # aux autorités des | deux pays
            elif core >= 0 or (kind == "det" and k - i > 1):
                break  # "the airline rehire | the pilots"
        elif kind == "word":
            ending = _ADJECTIVES.get(language, "\0")
            people = _PEOPLE.fullmatch(token.low) or tokens[k - 1].low.endswith(_DEMONYMS)
            if core == k - 1 >= i and language == "en" and people:
                core = k
            elif core == k - 1 >= i and _is_title(tokens, k, end, language):
                pass
            elif core >= 0 and not (
                tokens[core].kind == "head"
                and (token.low.endswith(ending) or nation_named(token.low, language))
            ):
                break
            if core < 0 and k - i > 3:
                break
        elif kind == "prep" and core >= 0 and token.low.rstrip("'’") in OF:
            if k + 1 >= end or not (
                tokens[k + 1].kind in ("name", "det", "head", "person")
                or tokens[k + 1].low in _NUMBERS
            ):
                break
        elif kind == "and" and core >= 0 and k + 1 < end:
            if tokens[k + 1].kind not in ("name", "person", "head", "det", "word"):
                break
            if tokens[k + 1].kind == "word" and (k + 2 >= end or tokens[k + 2].kind != "head"):
                break
            last, core = core, -1
        else:
            break
        k += 1
    if core < 0 <= last:
        return Phrase(i, last + 1)
    if core < 0:
        plain = tokens[i : min(k, i + 1)]
        if plain and plain[0].kind == "word" and plain[0].low.endswith("s"):
            return Phrase(i, i + 1)
        if k - i > 1 and tokens[i].kind == "det" and tokens[i + 1].kind == "word":
            return Phrase(i, i + 2)
        if k - i > 1 and _SLAVIC_ADJECTIVE.search(tokens[i].low):
            return Phrase(i, i + 2)
        return None
    while k > core + 1 and tokens[k - 1].kind in ("prep", "det", "and"):
        k -= 1
    return Phrase(i, k)


def _is_title(tokens: Sequence[Token], k: int, end: int, language: str) -> bool:
    """Whether an English adjective stands before a title there: the Greek | foreign minister."""
    return (
        language == "en"
        and k + 1 < end
        and tokens[k + 1].kind == "head"
        and tokens[k].low.isalpha()
    )


def reach(tokens: Sequence[Token], phrase: Phrase, at: int, language: str) -> int:
    """The end of an English subject, which goes on to its verb: "Opposition groups in Zimbabwe"."""
    if language != "en" or tokens[phrase.start].kind in PRONOUNS:
        return phrase.end
    k = phrase.start
    while k < at:
        token = tokens[k]
        timely = token.kind == "prep" and k + 1 < at and _TIMES.fullmatch(tokens[k + 1].low)
        owner = token.low in ("'", "’") and tokens[k + 1].kind in ("name", "head", "word")
        if token.kind in ("comma", "rel", "quote", "nobody", *ENDS, *PRONOUNS) and not owner:
            break
        if k > phrase.start and (
            token.kind in ("aux", "say", "call") or timely or _TIMES.fullmatch(token.low)
            or (token.kind == "word" and token.low.endswith("ly"))
            or (token.low.endswith("ed") and _is_core(tokens[k - 1]))
            or token.low in ("along", "together")
        ):  # fmt: skip
            break
        k += 1
    while k > phrase.start + 1 and tokens[k - 1].kind in ("aux", "prep", "det", "and"):
        k -= 1
    return k


def _is_core(token: Token) -> bool:
    """Whether a noun phrase may end here, and its verb follow."""
    return token.kind in ("head", "name", "person") or token.low.endswith("s")


def subject_before(tokens: Sequence[Token], at: int, begin: int) -> Phrase | None:
    """The subject that stands directly before an English verb, read from its end: what stands before
    it, such as a time, is none of it. None where a comma parts them."""
    k = at - 1
    while k >= begin and (tokens[k].kind == "aux" or _is_adverb(tokens[k].low)):
        k -= 1
        if k >= begin and tokens[k].kind == "prep" and _TIMES.fullmatch(tokens[k + 1].low):
            k -= 1
    if k >= begin and tokens[k].kind == "comma":
        k = _past_aside(tokens, k, begin)
    if k < begin or tokens[k].kind not in _NOMINAL:
        return Phrase(k, k + 1) if k >= begin and tokens[k].kind in PRONOUNS else None
    j = k
    listed = False  # "Paraguay, Bolivia and Uruguay": commas before the "and" part no clauses
    while j > begin:
        token, before = tokens[j], tokens[j - 1]
        listed = listed or before.kind == "and"
        if listed and before.kind == "comma" and j - 2 >= begin and _is_named(tokens, j):
            j -= 2
            continue
        linked = before.kind == "and" or (before.kind == "prep" and before.low in _WITHIN)
        if linked:
            if j - 2 < begin or tokens[j - 2].kind not in ("name", "head", "person", "word"):
                break
            if tokens[j - 2].low.endswith("ed"):
                break
            j -= 2
        elif token.kind == "det":
            break
        elif before.kind in _NOMINAL or before.low in ("'", "’"):
            verbal = before.kind == "word" and before.low.endswith(("ed", "ly"))
            if verbal and (j - 1 == begin or tokens[j - 2].kind != "det"):
                break
            j -= 1
        else:
            break
    if (
        j - 3 >= begin
        and tokens[j - 1].low == "with"
        and tokens[j - 2].low in ("along", "together")
    ):
        return subject_before(tokens, j - 2, begin)
    return _placeless(tokens, Phrase(j, k + 1))


def _is_named(tokens: Sequence[Token], j: int) -> bool:
    """Whether names stand on both sides of the comma before token ``j``."""
    named = ("name", "person", "head")
    if j > 2 and tokens[j - 3].kind == "prep" and tokens[j - 3].low not in OF:
        return False  # "in Oslo, Norway and Sweden"
    return tokens[j].kind in (*named, "det") and tokens[j - 2].kind in named


def _placeless(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """A definite named body without its place: the Mercosur secretariat | in Montevideo."""
    inside = tokens[phrase.start : phrase.end]
    if inside[0].low != "the" or any(token.kind == "and" for token in inside):
        return phrase
    for i in range(1, len(inside) - 1):
        named = any(token.kind in ("name", "person") for token in inside[:i])
        apart = inside[i].kind == "prep" and inside[i].low not in (*OF, "for")
        if named and apart and not inside[i - 1].low.endswith("ing"):
            return Phrase(phrase.start, phrase.start + i)
    return phrase


def _past_aside(tokens: Sequence[Token], comma: int, begin: int) -> int:
    """The last token of the noun phrase that an aside between commas stands behind; of the aside, if
    that is a person's name."""
    if tokens[comma - 1].kind == "person":
        return comma - 1
    for i in range(comma - 1, begin, -1):
        if tokens[i].kind in (*ENDS, "quote"):
            return -1
        if tokens[i].kind == "comma":
            return i - 1
    return -1


def _is_adverb(word: str) -> bool:
    adverb = word.endswith("ly") and word not in _NOUNS
    return adverb or word in _ADVERBS or _TIMES.fullmatch(word) is not None


def nominative(tokens: Sequence[Token], phrase: Phrase, near: int = 2) -> Phrase:
    """A German subject without the object that stands behind it: die Regierung | die Türkei."""
    near = 1 if tokens[phrase.start].kind == "person" else near
    for k in range(phrase.start + near, phrase.end):
        if tokens[k].low in ("die", "den", "das", "dem", "einen") and tokens[k - 1].kind in (
            "head",
            "name",
            "person",
        ):
            return Phrase(phrase.start, k)
    return phrase


OF = frozenset(
    "of de du des d del della dello dell dei degli delle di do da dos das der von".split()
)
_ADJECTIVES = {
    language: tuple(endings.split())
    for language, endings in {
        "fr": "turc elge usse oise ois ale ive ais aise aises ien ienne iens iennes ain aine ol que ques",
        "es": "uso usa ano ana anos anas eño eña eños és esa ense enses ino ina co ca or ora ral",
        "it": "usso ussa vizzero vizzera ano ana ani ane ese esi ino ina co ca che ci",
        "pt": "usso ussa ano ana anos anas ês esa ense enses ino ina co ca eiro eira",
        "ru": "ая ий ый ой",
    }.items()
}
_SLAVIC_ADJECTIVE = re.compile(r"(?:[аяіи]й|[аяо]я|[ео]й|[иы]е|[ео]го|[ыи]х|ька|ької|ьких)$")
_NOMINAL = ("name", "head", "person", "word", "own", "det")
_WITHIN = frozenset("of in for at on from".split())
_NOUNS = frozenset("italy july family assembly supply ally reply sicily".split())
_ADVERBS = frozenset(
    "also again then even still once never now soon twice later first both each all".split()
)
_DEMONYMS = tuple(
    "ian ean ese ish iraqi israeli stani yemeni omani kuwaiti qatari saudi french".split()
)
_NUMBERS = frozenset("two three four five both all zwei beide beiden deux dos due".split())
_PEOPLE = re.compile(
    r"forces|troops|rebels|soldiers|allies|militants|fighters|separatists|guerrillas|nationals|"
    r"workers|side|partners|neighbours|neighbors|insurgents|citizens|politicians|lawmakers|media|"
    r"firms|banks|companies|states|people|settlers|farmers|protesters|demonstrators|leaders"
)
_TIMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|earlier|later|last|again|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|\d+"
)
