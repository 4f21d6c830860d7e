"""Names: where a name stands in the article, what its fullest form is, and what role it is given.

A name that a model gives may be a surname, an inflected form or a title with a name; what a record
holds is always words of the article. Scripts with capital letters let code see where a name begins and
ends; in those without (Arabic, Hebrew, Chinese, Japanese) only the name as given is looked for. The
role is looked for in the European languages whose role nouns are listed below, and is None elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from summarizer.article import Article
from summarizer.countries import country_in, country_named, government_named
from summarizer.name_words import CASELESS, SLAVIC, is_capital, is_title
from summarizer.records import Party, Span
from summarizer.runs import Mention, runs_of
from summarizer.titles import owner, role_of, untitled

_ARTICLES = re.compile(
    r"^(?:the|an?|le|la|les|l['’]|un|une|des|der|die|das|den|dem|ein|eine|el|los|las|una|il|lo|gli|i)"
    r"(?:\s+|(?<=['’]))",
    re.IGNORECASE,
)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_CONSONANTS = "бвгґджзйклмнпрстфхцчшщь"
_OBLIQUE = ("ым", "им", "ой", "ою", "ем", "ом", "єм", "ою", "ую", "ою", "му", "го")
_CASED = ("ru", "uk", "de")  # names have case endings
_PREFIX = r"(?:[והבלמשכ]{1,2}|[وفبلك]{0,2}(?:ال)?)?"  # written onto a word in Hebrew and Arabic


class Names:
    """The names of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._found: dict[str, Party | None] = {}
        self._fullest: dict[str, Mention] = {}

    def party(self, name: str) -> Party | None:
        """The party that ``name`` names, by its fullest form, or None where the article has no such
        name."""
        if name not in self._found:
            mention = self._locate(name)
            self._found[name] = self._described(self.fullest(mention)) if mention else None
        return self._found[name]

    @cached_property
    def cast(self) -> tuple[str, ...]:
        """The names that code can see, by their fullest forms, in the order of the article: what is
        written with capital letters, other than at the beginning of a sentence only."""
        seen: dict[str, None] = {}
        for mention in self.runs:
            full = self.fullest(mention)
            seen.setdefault(self.article.text[full.start : full.end])
        return tuple(seen)

    def full_name(self, run: Mention) -> str:
        """The fullest form of the name at a run, on one line."""
        full = self.fullest(run)
        return " ".join(self.article.text[full.start : full.end].split())

    def between(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties that capital letters show from one offset to another, each once."""
        found: dict[str, Party] = {}
        for run in self.runs:
            party = self.party(self.full_name(run)) if start <= run.start < end else None
            if party:
                found.setdefault(party.name, party)
        return tuple(found.values())

    def _locate(self, name: str) -> Mention | None:
        marks = (
            "" if re.search(r"\w\s[“„\"«]", name) else '“”"«»'
        )  # those of "the tanker “Lion”" stay
        name = " ".join(name.strip(f" \t\n.,;:{marks}").split())
        name = re.sub("['’]s?$", "", name)
        if len(name) < 2 and not _SPACELESS.search(name):
            return None
        bare, plain = self._untitled(name), _ARTICLES.sub("", name)
        if self.article.language == "de" and name.endswith("s") and name[:1].isupper():
            found = self._search(bare[:-1], inflected=False)  # a genitive: Kleins
            if found:
                return found
        for form in dict.fromkeys((bare, name, plain)):
            found = self._search(form, inflected=False)
            if found:
                return found
        words = (bare if plain == name else self._untitled(plain)).split()
        found = self._search(" ".join(words), inflected=True)
        if found or len(words) < 2 or CASELESS.search(name):
            return found
        return self._surname(words)

    def _untitled(self, name: str) -> str:
        """A name without titles and, in Russian and Ukrainian, the country that they are of; but as it is
        where it is the office of a country, or of somebody who speaks for a person of this article:
        "Sprecherin Lunds"."""
        of = owner(name, self.article.language)
        if of and self._search(of, inflected=False):
            return name
        bare = untitled(name)
        if bare == name or self.article.language not in SLAVIC:
            return bare
        words = bare.split()
        while words and (size := self._owning(words)):  # президент Великой Британии Анна Петрова
            words = words[size:]
        return " ".join(words) or name

    def _owning(self, words: Sequence[str]) -> int:
        """How many words at the head are a country or an abbreviation."""
        if words[0].isupper() and 1 < len(words[0]) < 6:
            return 1
        sizes = (n for n in (2, 1) if words[n - 1 :])
        language = self.article.language
        return next((n for n in sizes if government_named(" ".join(words[:n]), language)), 0)

    def _surname(self, words: list[str]) -> Mention | None:
        """A surname that stands alone in the article, or beside a given name that could be this one."""
        word = words[-1]
        if len(word) < 3 or not word[0].isupper() or is_title(word):
            return None
        found = self._search(word, inflected=False) or self._search(word, inflected=True)
        if found is None or not self.article.text[found.start].isupper():
            return None
        full = self.fullest(found)
        given = self.article.text[full.start : full.end].split()[0]
        return found if full == found or given[0] == words[0][0] else None

    def _search(self, form: str, *, inflected: bool) -> Mention | None:
        if not form:
            return None
        if _SPACELESS.search(form):
            pattern = re.escape(form.replace(" ", ""))
        else:
            words = [_stemmed(word) if inflected else _spelled(word) for word in form.split()]
            before = rf"(?<!\w){_PREFIX}" if CASELESS.search(form) else r"(?<!\w)"
            pattern = before + "(" + r"\s+".join(words) + r")(?!\w)"
        match = re.search(pattern, self.article.text) or re.search(
            pattern, self.article.text, re.IGNORECASE
        )
        if not match:
            return None
        return Mention(*(match.span(1) if match.re.groups else match.span()))

    @cached_property
    def runs(self) -> tuple[Mention, ...]:
        """Where names stand that capital letters show, in order."""
        return tuple(runs_of(self.article))

    @cached_property
    def _by_surname(self) -> dict[str, list[tuple[tuple[str, ...], Mention]]]:
        found: dict[str, list[tuple[tuple[str, ...], Mention]]] = {}
        for run in self.runs:
            forms = tuple(self.article.text[run.start : run.end].split())
            found.setdefault(forms[-1][:3].lower(), []).append((forms, run))
        return found

    def fullest(self, mention: Mention) -> Mention:
        """The longest form that ends as this one does, if the article has only one such person; of
        forms in several cases, the nominative where the article has it."""
        given = self.article.text[mention.start : mention.end]
        if given not in self._fullest:
            self._fullest[given] = self._longest(given, mention)
        return self._fullest[given]

    def _longest(self, given: str, mention: Mention) -> Mention:
        short = given.isupper() and self.article.language in SLAVIC  # МИД; elsewhere also MACRON
        alone = short or is_title(given) or government_named(given, self.article.language)
        if alone or not is_capital(given):
            return mention
        words = given.split()
        language = self.article.language
        cased = language in _CASED
        longer: dict[tuple[str, ...], list[tuple[tuple[str, ...], Mention]]] = {}
        for forms, run in self._by_surname.get(words[-1][:3].lower(), ()):
            if (len(forms) > len(words) or (cased and len(forms) == len(words) > 1)) and all(
                _same(a, b, language) for a, b in zip(forms[-len(words) :], words, strict=True)
            ):
                longer.setdefault(tuple(_key(form) for form in forms), []).append((forms, run))
        if not longer:
            return self._begun(given) or mention
        best = max(longer, key=len)
        if not all(set(forms) <= set(best) for forms in longer):
            return mention
        if not cased:
            return longer[best][0][1]
        forms, run = min(longer[best], key=lambda found: _obliqueness(found[0]))
        if language != "de" and _obliqueness(forms) > 1:
            return self._nominative(forms[-1]) or run
        return run

    def _begun(self, given: str) -> Mention | None:
        """The one person with a title whose full name begins with a single word: Wu for Wu Jianguo."""
        if " " in given or self.article.language in SLAVIC:
            return None
        found = [
            run
            for run in self.runs
            if self.article.text[run.start : run.end].startswith(given + " ")
            and self.article.text[run.start : run.end].count(" ") < 3
        ]
        texts = {self.article.text[run.start : run.end] for run in found}
        titled = [run for run in found if role_of(self.article, run) is not None]
        return titled[0] if len(texts) == 1 and titled else None

    def _nominative(self, surname: str) -> Mention | None:
        """A surname in the nominative, where the article has the full name in other cases only."""
        for forms, run in self._by_surname.get(surname[:3].lower(), ()):
            alone = len(forms) == 1 and _same(forms[0], surname, self.article.language)
            if alone and forms[0][-1] in _CONSONANTS + "о" and forms[0][-2:] not in _OBLIQUE:
                return run
        return None

    def _described(self, mention: Mention) -> Party:
        article = self.article
        name = article.text[mention.start : mention.end]
        role = role_of(article, mention)
        code = country_named(name, article.language)
        inferred = None if code else country_in(role.text if role else "", article.language)
        return Party(
            name=" ".join(name.split()),
            span=Span(start=mention.start, end=mention.end),
            role=role,
            country=code or inferred,
            country_inferred=inferred is not None,
        )


def _obliqueness(forms: tuple[str, ...]) -> int:
    """How far a Russian or Ukrainian name is from the nominative, by its endings: a given name on a
    consonant with a surname on one is a man's nominative, on a vowel a woman's; else another case."""
    if forms[0].isascii() or not "\u0400" <= forms[0][0] <= "\u04ff":
        return len(forms[-1])  # in German only an "s" is added
    given, surname = forms[0][-1].lower(), forms[-1][-1].lower()
    consonant, vowel = _CONSONANTS, "ая"
    if given in consonant + "о" and (
        surname in consonant + "оиіеєю" and forms[-1][-2:] not in _OBLIQUE
    ):
        return 0
    if given in vowel and surname in vowel + consonant and forms[-1][-2:] not in _OBLIQUE:
        return 1
    return 2


def _spelled(word: str) -> str:
    return re.sub(r"['’ʼ]", "['’ʼ]", re.escape(word).replace("’", "'").replace("ʼ", "'"))


def _stemmed(word: str) -> str:
    """A pattern for a word with another case ending: Путин, Путина, Путиным; Olena, Olenę."""
    if len(word) < 4 or not word.isalpha():
        return _spelled(word)
    stem = word[: max(3, len(word) - 2)] if len(word) < 8 else word[: len(word) - 3]
    return re.escape(stem) + r"\w{0,5}"


def _key(word: str) -> str:
    """What the forms of a name in several cases begin with."""
    inflected = "\u0400" <= word[0] <= "\u04ff"
    return word.lower()[:3] if inflected or len(word) < 6 else word.lower()[:4]


def _same(one: str, other: str, language: str) -> bool:
    """Whether two words are one name, perhaps in two cases."""
    if one == other or ("-" in one and one[0].upper() + one[1:] == other[0].upper() + other[1:]):
        return True  # Al-Harithi said ...
    if language not in _CASED:
        return False
    if language == "de":
        return one in (other + "s", other[:-1] if other.endswith("s") else "")
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest = max(len(one), len(other)) - shared
    return rest <= 3 and (shared >= 4 or (shared == 3 and min(len(one), len(other)) <= 4))
