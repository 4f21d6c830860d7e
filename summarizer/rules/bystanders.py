"""Bystanders: who is named where a call is told, but only tells of it or was not on the line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.rules.callers import Caller
from summarizer.rules.callwords import CallWords, Trigger

_VERB_SECOND = re.compile(
    r"\s(?:hat|habe|haben|hätten|hatte|hatten|soll|sollen|will|wollen|wird)\s"
)
"""What ends "laut einem Bericht" at the head of a German clause: its subject comes next."""
_OFFICE = re.compile(r"office|spokes|aide|advis|embassy|ministry|lawyer|team|staff|people|cabinet")
_VOICE = re.compile(
    r"spokes|porte-parole|sprecher|portavoz|vocero|portavoce|porta-voz|пресс-секретар|представител|речни|"
    r"прес-?секретар|متحدث|الناطق|דובר|发言人|發言人|新闻秘书|報道官",
    re.IGNORECASE,
)
_GENITIVES = frozenset("of di de del della dell' d' du des do da von".split())
"""What joins a name to a noun, and not to a call: "on the abduction of Lund"."""
_JA_TOPIC = re.compile("[^、。]{0,12}は、")
_JA_SAID = re.compile("と(?:述べ|語|発表|明らかに|説明|話|指摘|強調|表明|伝え|報じ)")


class Bystanders:
    """Those who are named around the calls of one article."""

    def __init__(self, words: CallWords) -> None:
        self.words, self.text, self.callers = words, words.text, words.callers

    def parties(self, trigger: Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Those who are none: nothing puts them off the line, and they do not only tell of the call."""
        return [c for c in self.governed(trigger, found) if not self.speaks(c, trigger)]

    def governed(self, trigger: Trigger, found: Sequence[Caller]) -> list[Caller]:
        """Those whom the words before and after them do not put off the line."""
        kept: list[Caller] = []
        at = trigger.left
        for caller in found:
            since = max(at, trigger.end) if caller.start >= trigger.end else at
            if not self._is_apart(since, caller, trigger):
                kept.append(caller)
            at = caller.end
        return kept

    def _is_apart(self, since: int, caller: Caller, trigger: Trigger) -> bool:
        """Whether words before a name or behind it put it off the line: "said Lund", "Lund's office"."""
        before = self.text[since : caller.start]
        if self._is_put_off(before):
            return True
        mark = re.search('[,，،”"»“’]\\s*([^,，،”"»“]*)$', before)
        said = mark and any(self.callers.says(word) for word in mark.group(1).split()[:2])
        if said and caller.start > trigger.end:
            return True
        after = self.text[caller.end : trigger.sentence.end]
        saying = re.match(r",?\s+([^\W\d_]+)\s*(?:[.,;:]|$)", after)
        if saying and self.callers.says(saying.group(1)):
            return True
        office = re.match(r"[’']s?\s+(?:\w+\s+){0,2}(\w+)", after)
        return bool(office and _OFFICE.match(office.group(1)))

    def _is_put_off(self, before: str) -> bool:
        """Whether the words before a name say that it is no party: "arranged by", "in"."""
        words = self.words.words
        parts = re.split("[,，،]", before)
        rest = parts[-1]
        if len(parts) > 1 and not rest.strip() and self.callers.role.search(parts[-2]):
            rest = f"{parts[-2]} "  # "arranged by the premier, Lund"
        outs = [
            m.end()
            for m in words["out"].finditer(rest)
            if len(rest[m.end() :].split()) < 5 and not _VERB_SECOND.search(rest, m.end())
        ]
        beside = (m for m in words["with"].finditer(rest) if m.group().lower() not in _GENITIVES)
        if outs and all(m.end() <= outs[-1] for m in beside):
            return True
        return any(
            not rest[m.end() :].strip() and not words["with"].fullmatch(m.group())
            for m in words["at"].finditer(rest)
        )

    def speaks(self, caller: Caller, trigger: Trigger) -> bool:
        """Whether somebody only tells of the call as a spokesman: "Dahl noted that the call with Lund"."""
        party = self.words.names.party(caller.name)
        role = party.role.text if party and party.role else ""
        before = self.text[max(trigger.sentence.start, caller.start - 40) : caller.start]
        before = before.rstrip(", ")  # "a spokesman for the premier, Lund, said"
        return caller.start < trigger.start and bool(
            self._tells(caller, trigger)
            or _VOICE.search(role)
            or self.callers.speaks_for(caller.name)
            or _VOICE.search(
                self.words.words["break"].split(re.split("[,;:。，、]", before)[-1])[-1]
            )
        )

    def _tells(self, caller: Caller, trigger: Trigger) -> bool:
        """Whether one is the topic of a Japanese sentence that ends with "..., he said", and two others
        were on the line."""
        if self.words.language != "ja":
            return False
        end = trigger.sentence.end
        others = {c.name for c in self.words.persons(caller.end, end)} - {caller.name}
        topic = _JA_TOPIC.match(self.text, caller.end, end)
        return bool(topic and len(others) > 1 and _JA_SAID.search(self.text, trigger.end, end))
