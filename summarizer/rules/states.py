"""The state of a call: held, planned, proposed, cancelled or denied, by words on the call itself.

"In a call Lund denied the report" and "Lund denied that he had called" differ: what stands behind "in",
"during" or "by" is only where something else was said.
"""

from __future__ import annotations

import re

from summarizer.article import Sentence
from summarizer.language import SPACELESS
from summarizer.records import CallStatus
from summarizer.rules.callwords import CallWords, Trigger

AHEAD = ("planned", "proposed")
"""The states of a call that is still to come."""
_WHETHER = re.compile(r"是否|(?<!\w)(?:whether|ob|чи|האם)(?!\w)|かどうか")
_REPORT = re.compile("(?:との|という|とする|とした)(?:一部)?(?:報道|質問|情報|指摘|見方|うわさ|話)")
_RUMOUR = re.compile(
    r"(?<!\w)(?:reports?|rumou?rs?|claims?|allegations?|suggestions?|stor(?:y|ies)|informations?|rumeurs?|"
    r"Bericht\w*|Meldung\w*|Gerücht\w*|informaciones|rumor(?:es)?|versiones|notizi[ae]|voci|indiscrezioni|"
    r"notícias?|сообщени\w+|слух\w+|повідомленн\w+|чутк\w+)(?!\w)|أنباء|تقارير|שמועות|דיווחים|报道|传言|報道",
    re.IGNORECASE,
)
_UNTRUE = re.compile(
    r"(?<!\w)(?:fiction|fantasy|nonsense|baseless|unfounded|"
    r"(?:without|no) (?:any )?(?:foundation|basis)|untrue|false|fake|bogus|invented|fabricated|wrong|"
    r"not (?:true|correct|accurate)|rejected|dismissed|rejetée?s?|zurück(?:gewiesen)?|rechazad[ao]s?|"
    r"respint[aeio]|rejeitad[ao]s?|"
    r"sans fondement|haltlos|(?:jeder|ohne jede) Grundlage|sin fundamento|senza fondamento|sem fundamento|"
    r"безосновательн\w*|безпідставн\w*|"
    r"faux|fausses?|infondée?s?|inventée?s?|falsch|erfunden|unwahr|fals[oa]s?|infundad[oa]s?|inventad[oa]s?|"
    r"infondat[aeio]|ложн\w+|ложь|выдумк\w+|неправд\w+|вигадк\w+)(?!\w)|كاذبة|غير صحيحة|שקר|不实|虚假|虚偽",
    re.IGNORECASE,
)
"""What a report may be called that is not true."""
_PRESS = re.compile(
    r"(?<!\w)(?:newspapers?|tabloids?|news site|media reports?|broadcaster|journal|quotidien|Zeitung\w*|"
    r"Boulevardblatt\w*|Medienbericht\w*|diario|periódico|giornale|quotidiano|jornal|газет\w+|таблоид\w*|"
    r"таблоїд\w*|издани\w+|видання|СМИ|ЗМІ)(?!\w)|صحيفة|وسائل إعلام|ה?עיתון|报纸|媒体|新聞",
    re.IGNORECASE,
)
"""Who reports what others may deny."""
_BRUSHED = re.compile(
    r"(?<!\w)(?:(?:having|had) none of it|nobody .{0,30}rang|wies (?:das|dies|es) zurück)(?!\w)",
    re.IGNORECASE,
)
"""How one says of a report that it is not true, besides calling it so."""
_NOT = re.compile(
    r"(?<!\w)(?:not|no|never|neither|nor|without|whether|if|unless|pas|aucune?|jamais|ni|sans|nicht|kein\w*|"
    r"nie|weder|ohne|nunca|jamás|non|mai|nessun\w*|não|не|нет|ни|немає|ні|لم|لا|لن|ليس|عدم|דחה|לא|אין)(?!\w)|n[’']t"
    r"(?!\w)|[没未不无否]|ない|なかった|否定",
    re.IGNORECASE,
)
_SET = re.compile(
    r",?\s*(?:that|which)\s(?:had been|has been|was|is)\s(?:\w+ly\s)?"
    r"(?:planned|scheduled|set|due|pencilled in|expected)\b(?!.{0,80}\b(?:went|took|held|happened))"
)
_THAT = re.compile(r"(?:dass|that|que|che)\s", re.IGNORECASE)
_FELL = re.compile(
    r"(?:did not|never) (?:take place|took place|happen(?:ed)?)|nicht statt|nie (?:zustande|statt)|"
    r"n[’']a (?:\w+ )?(?:pas|jamais) eu lieu|(?:no|nunca) (?:tuvo lugar|se produjo)|"
    r"non (?:ha (?:mai )?avuto luogo|è mai avvenut\w)|nunca (?:aconteceu|teve lugar)|не состоял\w+",
    re.IGNORECASE,
)
"""How a call that was planned, and not one that was reported, is said to have come to nothing."""
_VAGUE = re.compile(
    "week|month|semaine|mois|Woche|Monat|semana|mes|settimana|mese|mês|(?<!по)недел|месяц|тижн|місяц|أسبوع|شهر|שבוע|חודש|"
    "[下来來][个個]?(?:周|週|月)(?![一二三四五六日])",
    re.IGNORECASE,
)
"""What is too vague for the new day of a call that was put off."""
_DURING = "[时時中里裡で后後]|の中|之[中时]"
"""What stands behind a call in which something was said, in Chinese and Japanese."""
_WINDOW = 45
"""How many characters from "cancelled" stands what was cancelled, or from "moved" the new day."""
REACH = 45
"""How many characters "denied" or "cancelled" may stand from the call that it is said of."""


class States:
    """What the sentences of one article say of the state of its calls."""

    def __init__(self, words: CallWords) -> None:
        self.words = words
        self.text = words.text

    def of(self, trigger: Trigger, ahead: CallStatus | None) -> CallStatus:
        """The state of a call where its parties are told; ``ahead`` is what its sentence said before. One
        that was to be may fall through in the same sentence."""
        status = self._of(trigger, ahead)
        if status in AHEAD:
            return self.fallen(trigger.end, trigger.sentence.end) or status
        return status

    def fallen(self, start: int, end: int) -> CallStatus | None:
        """What words between two offsets say of a call that was to be: that it, or "the call", was called
        off, or that it was moved to another day."""
        for match in self.words.words["cancelled"].finditer(self.text, start, end):
            near = max(start, match.start() - _WINDOW), min(end, match.end() + _WINDOW)
            if not self.words.is_quoted(match.start()) and any(
                self.words.outside(key, *near) for key in ("it", "told", "call", "phone", "video")
            ):
                return "planned" if self.is_moved(start, end) else "cancelled"
        return "planned" if self.is_moved(start, end) else None

    def is_moved(self, start: int, end: int) -> bool:
        """Whether words between two offsets give a call another day: "postponed until Friday"."""
        for match in self.words.words["moved"].finditer(self.text, start, end):
            reach = min(end, match.end() + _WINDOW)
            day = self.words.words["day"].search(self.text, match.start(), reach)
            if day and not _VAGUE.search(day.group()) and not self.words.is_quoted(match.start()):
                return True
        return False

    def _of(self, trigger: Trigger, ahead: CallStatus | None) -> CallStatus:
        sentence = trigger.sentence
        before = max(sentence.start, trigger.left - 45)
        means = trigger.kind not in ("phone", "video", "call") or self._is_means(trigger)
        start, end = (before, trigger.end) if means else (sentence.start, sentence.end)
        if _REPORT.search(self.text, trigger.end, min(sentence.end, trigger.end + 30)):
            end = sentence.end
            if self.words.words["denied"].search(self.text, trigger.end, end):
                return "denied"  # "事実ではない", perhaps in quotation marks
        if _RUMOUR.search(self.text, sentence.start, trigger.start) and (
            _UNTRUE.search(self.text, trigger.end, sentence.end)
            or self.words.outside("denied", trigger.end, sentence.end)
        ):
            return "denied"
        if self._is_rumour(sentence.start, trigger.left):
            return "denied"
        if _THAT.match(self.text, sentence.start):
            end = sentence.end
        if self.words.outside("denied", start, end):
            fell = not means and _FELL.search(self.text, trigger.end, end)
            was_set = fell and any(
                self.words.outside(key, sentence.start, fell.start()) for key in ("planned", "due")
            )
            return "cancelled" if was_set else "denied"
        if not means and self.words.outside("cancelled", start, end):
            if self.words.outside("held", start, end):
                return "held"
            return "planned" if self.is_moved(start, end) else "cancelled"
        near = max(sentence.start, min(trigger.left, trigger.start - 60))
        close = trigger.start if means else min(sentence.end, trigger.end + 40)
        if self.words.language == "de":
            close = trigger.right  # "bot ihm ein Gespräch am Telefon | an"
        if self.words.outside("proposed", near, close):
            return "proposed"
        if not means and _SET.match(self.text, trigger.right):
            return ahead or "planned"
        if any(
            len(self.text[m.end() : trigger.left].split()) < 2
            for m in self.words.words["planned"].finditer(self.text, sentence.start, trigger.left)
            if not self.words.is_quoted(m.start())
        ):
            return ahead or "planned"  # "it is planned that ..."
        if (
            trigger.kind == "resume"
            or self.words.outside("due", trigger.left, trigger.right)
            or any(
                self.text[match.start()].islower()  # no name: "Odera"
                for match in self.words.words["future"].finditer(
                    self.text, trigger.left, trigger.start
                )
                if not self.words.is_quoted(match.start())
            )
        ):
            return ahead or "planned"
        quoted = self.words.is_quoted(trigger.start)
        reach = trigger.right
        if means and self.words.callers.is_cased and self.words.language != "de":
            reach = min(reach, trigger.end + REACH)  # not "before the summit planned for May"
        if self.words.outside("planned", trigger.left, reach, quoted=quoted):
            return ahead or "planned"
        return ahead or "held"

    def _is_rumour(self, start: int, end: int) -> bool:
        """Whether what a clause tells, that ends at an offset, is a report that somebody denies."""
        for report in _RUMOUR.finditer(self.text, start, end):
            told = re.findall(r"[^\W\d_]+", self.text[report.end() : end])
            near = max(start, report.start() - REACH)
            if self.words.outside("denied", near, report.start()) and not any(
                self.words.callers.says(word) for word in told
            ):
                return True
        return False

    def is_refuted(self, report: Sentence, sentence: Sentence) -> bool:
        """Whether a sentence says that what a newspaper reports in another is not true."""
        press = _PRESS.search(self.text, report.start, min(report.end, report.start + REACH))
        if press is None or self.words.is_quoted(press.start()):
            return False
        here = sentence.start, sentence.end
        return any(pattern.search(self.text, *here) for pattern in (_UNTRUE, _BRUSHED))

    def is_doubtful(self, trigger: Trigger, status: CallStatus) -> bool:
        """Whether a "no" or "not" around a call that seems to have been held may be on the call."""
        end = min(trigger.sentence.end, trigger.end + REACH)
        return status == "held" and bool(_NOT.search(self.text, trigger.sentence.start, end))

    def _is_means(self, trigger: Trigger) -> bool:
        """Whether something was said or done "by telephone" or "in a call": no word on the call."""
        return self._is_within(trigger.sentence, trigger.start, trigger.end)

    def later(self, sentence: Sentence) -> CallStatus | None:
        """What a sentence says of "the call" that it names: that it was cancelled, or never was."""
        start, end = sentence.start, sentence.end
        named = [
            match.span()
            for key in ("told", "call", "phone", "video")
            for match in self.words.words[key].finditer(self.text, start, end)
            if not self._is_within(sentence, match.start(), match.end())
        ]
        for state in ("denied", "cancelled"):
            for match in self.words.words[state].finditer(self.text, start, end):
                gap = min((max(match.start() - b, a - match.end()) for a, b in named), default=None)
                whole = len(match.group().split()) > 2  # "no such call took place"
                if _WHETHER.search(self.text[max(start, match.start() - 25) : match.start()]):
                    continue
                near = whole or (gap is not None and gap < REACH)
                if near and (whole or not self.words.is_quoted(match.start())):
                    if state == "cancelled" and self.is_moved(start, end):
                        return "planned"
                    return "denied" if state == "denied" else "cancelled"
        return None

    def _is_within(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether "in", "during" or the like begins the words on a call, or stands before them."""
        if self.words.words["in"].match(self.text, start, end):
            return True
        if self.words.language in SPACELESS and re.match(_DURING, self.text[end : end + 2]):
            return True
        if self.words.language == "he" and self.text.startswith("ב", start):
            return True
        before = self.text[max(sentence.start, start - 30) : start].split()[-4:]
        said = [n for n, word in enumerate(before) if self.words.callers.says(word)]
        return any(
            self.words.words["in"].fullmatch(word) for word in before[said[-1] if said else 0 :]
        )

    def is_dropped(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with "it was cancelled"."""
        start, end = sentence.start, min(sentence.end, sentence.start + 40)
        if _WHETHER.search(self.text[start:end]):
            return False
        return self.words.outside("cancelled", start, end) and not self.words.persons(start, end)
