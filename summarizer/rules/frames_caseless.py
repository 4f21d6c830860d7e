"""Frames in scripts without capital letters: Arabic, Hebrew, Chinese and Japanese.

No name can be seen there, so the clause is cut by what is fixed in it: the verb, the particle or the
preposition that marks the target, what a complement begins with. What lies between is the parties.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.names import Names
from summarizer.rules.asking_arabic import arabic
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_hebrew import hebrew
from summarizer.rules.asking_scene import Scene
from summarizer.rules.asking_spaceless import chinese, japanese
from summarizer.rules.asking_words import AskingWords

_READERS = {"ar": arabic, "he": hebrew, "zh": chinese, "ja": japanese}
_ASKING = ("ask", "order", "claim")


def caseless_frames(names: Names, asking: AskingWords) -> Iterator[Frame]:
    """The frames of an article in a language without capital letters."""
    article = names.article
    find = _READERS.get(article.language)
    if find is None:
        return
    for sentence in article.sentences:
        for trigger in asking.find(article.text, sentence.start, sentence.end):
            if trigger.kind not in _ASKING:
                continue
            scene = Scene(names, asking, trigger, sentence.start, sentence.end, sentence.number)
            frame = find(scene)
            if frame is not None:
                yield frame
