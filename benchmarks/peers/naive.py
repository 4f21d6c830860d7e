"""The naive way, done with care: one request an article, verbatim strings, instructor and pydantic.

    OPENAI_BASE_URL=... OPENAI_API_KEY=... python naive.py MODEL < articles.jsonl

What a good engineer writes in an afternoon. The best of what was tried is here: JSON_SCHEMA mode (tool
calls are not enforced by llama.cpp), temperature 0, the rules in the system message (a prefix that all
articles share), every field described in the prompt (JSON_SCHEMA mode does not show the schema to the
model), lists that grow with the article and strings with a bound, so that a small model can't loop for
ever, one re-ask of an answer that does not fit.
"""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any, Literal

import instructor
from openai import OpenAI
from pydantic import BaseModel, Field, create_model
from serving import Said, serve

Name = Annotated[str, Field(min_length=1, max_length=80)]
Phrase = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(min_length=1, max_length=800)]

RULES = """\
You read a news article and extract quotations, telephone and video calls, and demands. Reply with JSON \
on a single line and nothing else. Only what the article says counts. Copy quotes, evidence, names and \
phrases letter for letter from the article, in its language; never translate or paraphrase them.

"quotes": every passage between quotation marks that is somebody's words, in the order of the article.
- text: the words between the marks, without the marks, punctuation inside them included. An interrupted \
quotation ("...," she said, "...") makes two entries; each paragraph of a long quotation makes one; \
fragments and those of the headline count. No titles, nicknames, names of ships or operations, jargon, \
scare quotes or signs.
- speaker: who said or wrote it. A person by the fullest name in the article, also where the sentence \
has only "he" or "the minister"; else the body, document or unnamed source as the article calls it (the \
ministry, a senior diplomat). null only if the article gives nobody.
- channel: where it was posted, printed or broadcast, if the article says so.

"calls": each telephone or video call between leaders, ministers, officials or their offices, once, also \
one that is planned, proposed, cancelled or denied. No meetings, visits, letters or messages; no attempt \
that nobody answered; no calls with journalists.
- evidence: one sentence of the article that reports it, copied.
- participants: everyone on the line by the fullest name; a country or office where no person is named.
- status: held, planned, proposed, cancelled or denied.
- medium: phone, video, or unspecified if it only says call or spoke.
- initiator: the participant who placed or requested it, or rang back; "at X's request" means X; else null.
- date, tone: words copied from the article, if it says. minutes: the duration as a number, if it says.

"demands": each demand once: somebody asks, urges, calls on, presses, orders or insists that somebody do \
or stop something, also a condition ("only if") and one that was accepted, rejected or withdrawn. No \
refusals, warnings, promises or offers.
- evidence: one sentence of the article that states it, copied.
- demander, target: lists of names as the article gives them there; target is [] if it does not say.
- action: what they shall do, at most 12 words, beginning with a verb.
- strength: request (asks, urges, appeals), demand (demands, insists, must) or ultimatum (with a threat).
- status: open, accepted, rejected or withdrawn.
- deadline, condition: words copied from the article, if it says.

"gist": the news in two or three sentences of at most 25 words, in the language of the article.

Form: {"quotes":[{"text":"...","speaker":"..."}],"calls":[{"evidence":"...","participants":["...","..."],\
"status":"held","medium":"phone","initiator":"...","date":"...","minutes":30,"tone":"..."}],\
"demands":[{"evidence":"...","demander":["..."],"target":["..."],"action":"...","strength":"demand",\
"status":"open","deadline":"..."}],"gist":["...","..."]}. A list is [] if there is nothing for it."""


class Quote(BaseModel):
    text: Words
    speaker: Name | None
    channel: Phrase | None = None


class Call(BaseModel):
    evidence: Words
    participants: list[Name] = Field(min_length=1, max_length=12)
    status: Literal["held", "planned", "proposed", "cancelled", "denied"]
    medium: Literal["phone", "video", "unspecified"]
    initiator: Name | None = None
    date: Phrase | None = None
    minutes: Annotated[int, Field(ge=1, le=999)] | None = None
    tone: Phrase | None = None


class Demand(BaseModel):
    evidence: Words
    demander: list[Name] = Field(min_length=1, max_length=6)
    target: list[Name] = Field(max_length=6)
    action: Phrase
    strength: Literal["request", "demand", "ultimatum"]
    status: Literal["open", "accepted", "rejected", "withdrawn"]
    deadline: Phrase | None = None
    condition: Phrase | None = None


def passages(text: str) -> int:
    """How many quotations there can be at the most: the marks that may open one."""
    opening = r"[„«「『‘]" if "„" in text else r"[“«「『‘]"  # after „ a “ closes
    marks = rf"{opening}|''|``|(?<!\w)'(?=\w)"
    return len(re.findall(marks, text)) + text.count('"') // 2


def schema(text: str) -> type[BaseModel]:
    """The answer's shape, with lists that are as long as this article can need."""
    lines = len(text) // 400  # characters: some 70 words
    return create_model(
        "Extraction",
        quotes=(list[Quote], Field(max_length=passages(text))),
        calls=(list[Call], Field(max_length=3 + lines // 2)),
        demands=(list[Demand], Field(max_length=4 + lines // 2)),
        gist=(list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=3)),
    )


class Naive:
    """One model behind the endpoint that the environment names."""

    def __init__(self, model: str) -> None:
        self.model = model
        # A model on a laptop takes minutes for a long answer.
        self.client = instructor.from_openai(
            OpenAI(timeout=1800.0), mode=instructor.Mode.JSON_SCHEMA
        )

    def answer(self, text: str) -> Said:
        """What one request brings. Raises what instructor and openai raise."""
        found: Any = self.client.chat.completions.create(
            model=self.model,
            response_model=schema(text),
            max_retries=1,
            temperature=0.0,
            seed=1,
            messages=[
                {"role": "system", "content": RULES},
                {
                    "role": "user",
                    "content": f"# Article\n\n{text.strip()}\n\n# Task\n\n"
                    'Extract "quotes", "calls", "demands" and "gist" as JSON.',
                },
            ],
        )
        return dict(found.model_dump())


if __name__ == "__main__":
    serve(Naive(sys.argv[1]).answer)
