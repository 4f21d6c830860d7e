"""Matching: when two names are one party's, when two sets of parties are the same, and which prediction
goes with which gold record. docs/scoring.md publishes these rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from summarizer.records import Span

Aliases = Sequence[str]
"""The names that count as right for one party, the best one first."""

_MARKS = "\"'“”„‟«»‹›‘’‚‛״＂「」『』｢｣〝〞〟`"
_ARTICLES = frozenset(
    "the a an le la les un une der die das den dem des ein eine einer el los las una il lo gli i".split()
)
_LINKS = frozenset(
    """
    for to of by with from in at on pour à de du des d' par für von vom des der zum zur para por del di
    della dello dell' per для от при з від при ل
    """.split()
)
_PROXY = re.compile(
    r"spokes|aide|advis|assistan|envoy|office|lawyer|deput|representative|"
    r"porte-parole|conseill|avocat|portavo[zc]|asesor|consejer|consiglier|"
    r"\w*(?:sprecher|berater|anwalt|büro)|пресс-?секретар|прессек|помощник|советник|представител|"
    r"речни|радник|помічник|представни"
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def trimmed(span: Span, text: str) -> tuple[int, int]:
    """The span without white space and quotation marks at its ends; never less than nothing."""
    start, end = span.start, min(span.end, len(text))
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return start, end


def overlap(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span has a character in common with one of the others."""
    return any(span.start < other.end and other.start < span.end for other in others)


@lru_cache(maxsize=16384)
def normal(name: str) -> str:
    """A name for comparing: small letters, one kind of apostrophe, single spaces, no article before
    it, no punctuation around it."""
    name = re.sub("[’ʼ‘`´]", "'", name.casefold().replace("ё", "е"))
    words = name.strip(f" \t\n.,;:!?{_MARKS}").split()
    if words and words[0].startswith("l'"):
        words[0] = words[0][2:]
    elif len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def same_party(name: str, aliases: Aliases) -> bool:
    """Whether ``name`` names the party of these ``aliases``.

    It does when it is one of them (``normal``), in whatever case ending; or one of them with a role
    before it ("Foreign Minister Ana Reyes") if it is a name, or behind a comma or in brackets. "A spokesman
    for Ana Reyes" and "Ana Reyes's aide" are somebody else.
    """
    forms = {normal(name), normal(re.split(r"[,(（]", name, maxsplit=1)[0])} - {""}
    for alias in filter(normal, aliases):
        for form in forms:
            if _inflected(form, normal(alias)):
                return True
            if _is_name(alias) and _titled(form, normal(alias), normal(aliases[0])):
                return True
    return False


def same_parties(names: Sequence[str], parties: Sequence[Aliases]) -> bool:
    """Whether the names are the parties, one to one. A name that several of the parties go by ("both
    governments") may stand for all of these."""
    fits = [[same_party(name, party) for party in parties] for name in names]
    pairs = paired(len(names), len(parties), lambda i, j: float(fits[i][j]))
    covered = {j for row in fits for j, fit in enumerate(row) if fit}
    return len(pairs) == len(names) and len(covered) == len(parties)


def same_word(one: str, other: str) -> bool:
    """Whether two words are one in different cases: a genitive s, or a Slavic ending."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not _CYRILLIC.search(one):
        return len(short) > 2 and long in (f"{short}s", f"{short}'s", f"{short}'")
    shared = 0
    while shared < len(short) and short[shared] == long[shared]:
        shared += 1
    return shared >= 3 and shared >= 0.6 * len(long) and len(long) - shared <= 3


def paired(left: int, right: int, weight: Callable[[int, int], float]) -> dict[int, int]:
    """Pairs of ``left`` and ``right`` numbers, as many as there can be, where ``weight`` is above 0.

    Each number is in one pair at most. Those that fit best choose first, and each takes the right number
    of the greatest weight that leaves the others one. The way is that of augmenting paths (Kuhn 1955).
    """
    weights = [[weight(i, j) for j in range(right)] for i in range(left)]
    wishes = [
        sorted((j for j in range(right) if row[j] > 0), key=row.__getitem__, reverse=True)
        for row in weights
    ]
    owner: dict[int, int] = {}

    def settle(i: int, tried: set[int]) -> bool:
        for j in wishes[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or settle(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in sorted(range(left), key=lambda i: max(weights[i], default=0.0), reverse=True):
        settle(i, set())
    return {i: j for j, i in owner.items()}


def _is_name(alias: str) -> bool:
    """Whether it has a capital letter, which "the bank" has not; in a script without, it may be one."""
    words = [word for word in alias.split() if word.lower() not in _ARTICLES]
    return any(word != word.lower() or word == word.upper() for word in words)


def _inflected(name: str, alias: str) -> bool:
    words, others = name.split(), alias.split()
    return len(words) == len(others) and all(map(same_word, words, others))


def _titled(name: str, alias: str, best: str) -> bool:
    """Whether ``name`` is ``alias`` behind words of a role, and not somebody who speaks for it."""
    if _SPACELESS.search(alias):
        before = name.removesuffix(alias)
        return len(alias) > 1 and before != name and before[-1:] not in "的の之"
    words, tail = name.split(), alias.split()
    role, rest = words[: -len(tail)], words[-len(tail) :]
    if not role or not all(map(same_word, rest, tail)):
        return False
    role = [word for word in role if word not in _ARTICLES or word in _LINKS]
    if role and role[-1] in _LINKS:
        return False
    proxy = next((i for i, word in enumerate(role) if _PROXY.match(word)), None)
    if proxy is None:
        return True
    # "пресс-секретарь Путина" needs no preposition: here the name has to stand as it is.
    return not _LINKS & set(role[proxy:]) and rest in (best.split(), best.split()[-1:])
