"""The cast of an article in a script without capital letters: who is named, in which forms.

A name stands in full beside a title (``cast_semitic``, ``cast_spaceless``) and is known again by a part of
it, where that part names nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from summarizer.countries import country_in
from summarizer.language import SPACELESS
from summarizer.rules.cast_semitic import STOP, titled_semitic
from summarizer.rules.cast_spaceless import EDGE, titled_spaceless

PROCLITICS = "[\u0648\u0641\u0628\u0644\u0643\u05d5\u05d1\u05dc\u05de\u05e9\u05db\u05d4]{0,2}"
"""Written onto the next word: "and", "in", "to", "as", "the" in Arabic and Hebrew."""
_DOT = re.compile(r"[·・＝=]")
_BARE = {
    "ar": r"(?<!\w)[وفبلك]{0,2}((?:ال(?:رئيس|وزير|ملك|أمير|مستشار)ة?|"
    r"رئيسة? (?:الوزراء|الحكومة)))(?!\w)",
    "he": r"(?<!\w)[ובלמש]{0,2}(ראש(?:ת)? הממשלה|הנשיאה?|השרה?|הקנצלר(?:ית)?|"
    r"שר(?:ת)? (?:החוץ|הביטחון))(?!\w)",
    "zh": r"(?:^|[，。；：“”、\s同与和向对])(总统|总理|首相|主席|外长|部长|国务卿|防长|秘书长)",
    "ja": r"(?<![\u3400-\u9fffァ-ヴー・の])"
    r"(首相|大統領|外相|防衛相|国防相|国務長官|国家主席)(?=は|が|も|に|と)",
}
"""An office that nobody is named beside, by language."""
ZH_BODY = re.compile(
    "[\u3400-\u9fff]{2,8}?(?:外交部|外务省|国防部|国务院|政府|总统府|总理府|首相府|办公室)"
)
"""A body of a state, which tells of what its head or minister does."""
_CORE = re.compile("رئيس|وزير|ملك|أمير|مستشار|ראש|נשיא|שר|קנצלר|מלך")
_GOVERNMENT = re.compile("(?:رئيسة?) (?:ال)?(?:وزراء|حكومة)|ממשל")


class Cast:
    """Those whom an article in Arabic, Hebrew, Chinese or Japanese names beside a title; ``role`` is the
    pattern of titles, ``body`` the text without its headings, which name nobody else. ``countries`` has
    the code of each one's country, where it is told, and ``offices`` the nouns of each one's titles."""

    def __init__(self, text: str, language: str, role: str, body: str) -> None:
        self.text = text
        self.language = language
        self.role = role
        titled = titled_spaceless if language in SPACELESS else titled_semitic
        self.countries: dict[str, str | None] = {}
        self.offices: dict[str, set[str]] = {}
        for one in list(titled(body, language, role)) or titled(text, language, role):
            self.countries[one.name] = self.countries.get(one.name) or one.country
            self.offices.setdefault(one.name, set()).add(noun_of(one.title))

    def forms(self) -> Iterator[tuple[str, str]]:
        """Patterns, the name in their first group, and the full name that each stands for; the longest
        first."""
        spaceless = self.language in SPACELESS
        before, after = ("", "") if spaceless else (rf"(?<!\w){PROCLITICS}", r"(?!\w)")
        fullest = self._fullest
        for name in sorted(fullest, key=len, reverse=True):
            behind = rf"(?=氏|{self.role})" if len(name) == 1 else after
            yield f"{before}({re.escape(name)}){behind}", fullest[name]
        whole = dict.fromkeys(fullest.values())
        for name in whole:
            for part, behind in self._parts(name):
                if part not in fullest and sum(part in other for other in whole) == 1:
                    yield f"{before}({re.escape(part)}){behind or after}", name

    @property
    def names(self) -> tuple[str, ...]:
        """Each person's full name."""
        return tuple(dict.fromkeys(self._fullest.values()))

    @cached_property
    def _fullest(self) -> dict[str, str]:
        """Each name with the one longer name that it is a part of, or with itself."""
        found = {}
        for name in self.countries:
            longer = [
                other
                for other in self.countries
                if other != name and name in dict(self._parts(other))
            ]
            found[name] = longer[0] if len(longer) == 1 else name
            if found[name] != name:
                of = self.countries[found[name]] or self.countries[name]
                self.countries[found[name]] = of
                self.offices[found[name]] |= self.offices[name]
        return found

    def _parts(self, name: str) -> list[tuple[str, str]]:
        """The parts of a name that may stand for it, each with the pattern of what must follow."""
        if self.language in SPACELESS:
            parts = _DOT.split(name)
            if len(parts) > 1:
                return [(part, "") for part in (parts[0], parts[-1]) if len(part) > 1]
            if self.language == "ja" and len(name) > 2 and not re.match("[ァ-ヴー]", name):
                sizes = (2,) if len(name) > 3 else (2, 1)
                return [(name[:size], rf"(?=氏|{self.role})") for size in sizes]
            if self.language == "zh" and len(name) < 4:
                return [(name[0], rf"(?={self.role})")]
            return []
        words = name.split()
        shorter = (" ".join(words[1:]), words[-1]) if len(words) > 1 else ()
        return [(part, "") for part in dict.fromkeys(shorter) if len(part) > 1]

    def bare(self) -> Iterator[tuple[int, int, str]]:
        """Where an office stands without a name, and who is meant: who holds one like it and was named
        last, or in Japanese and Hebrew the one who holds it at home."""
        for match in re.finditer(_BARE[self.language], self.text, re.M):
            if not self._ends(match.end(1)):
                continue
            noun = noun_of(match.group(1))
            fits = [name for name, held in self.offices.items() if any(noun in n for n in held)]
            fits = [name for name in fits if self._fullest.get(name) == name]
            code = self._speaking(match.start())
            fits = [name for name in fits if code in (None, self.countries[name])]
            home = [name for name in fits if self.countries[name] is None]
            last = max(fits, key=lambda name: self.text.rfind(name, 0, match.start()), default=None)
            if len(home) == 1 and self.language in ("ja", "he"):
                yield *match.span(1), home[0]
            elif last and self.text.find(last, 0, match.start()) >= 0:
                yield *match.span(1), last

    def _speaking(self, at: int) -> str | None:
        """The code of the country whose ministry or palace tells something in a Chinese sentence, before
        an offset: the foreign minister in "中国外交部说，外长" is its own."""
        if self.language != "zh":
            return None
        before = re.split("[。\n]", self.text[max(0, at - 60) : at])[-1]
        bodies = ZH_BODY.findall(before)
        return country_in(bodies[-1], "zh") if bodies else None

    def _ends(self, at: int) -> bool:
        """Whether an office ends at an offset, and no name or country follows."""
        if self.language == "ja":
            return True
        if self.language == "zh":
            return bool(EDGE.match(self.text, at))
        word = re.compile(r"\s+([^\W\d_]+)").match(self.text, at)
        if word is None:
            return True
        return word.group(1) != "של" and bool(STOP[self.language].fullmatch(word.group(1)))


def noun_of(title: str) -> str:
    """A title for comparing: in Arabic and Hebrew its noun, and whether it is the one of a government."""
    core = _CORE.search(title)
    if core is None:
        return title
    return "premier" if _GOVERNMENT.search(title) else core.group()
