"""The naive way, done with care: one request an article, verbatim strings, instructor and pydantic.

    OPENAI_BASE_URL=... OPENAI_API_KEY=... python naive.py MODEL < articles.jsonl

What a good engineer writes in an afternoon. The best of what was tried is here: JSON_SCHEMA mode (tool
calls are not enforced by llama.cpp), temperature 0, every field described in the prompt (JSON_SCHEMA mode
does not show the schema to the model), a worked example, short rules behind the article (long ones, and
rules before it, made the embedded model worse), lists that grow with the article and strings with a bound,
so that a small model can't loop for ever, one re-ask of an answer that does not fit.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Annotated, Any, Literal

import instructor
from openai import OpenAI
from pydantic import BaseModel, BeforeValidator, Field, create_model
from serving import Said, serve

Name = Annotated[str, Field(min_length=1, max_length=80)]
Phrase = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(min_length=1, max_length=800)]

SYSTEM = "You read a news article and extract quotations, telephone and video calls, and demands as JSON."
TASK = """\
# Article

{article}

# Task

Extract from the news article, as JSON on a single line:
- quotes: the words between each pair of quotation marks, copied letter for letter without the marks, and \
the speaker: the fullest name in the article, or the body or unnamed source as it is called there, or null. \
A quotation that is interrupted is two. No titles, names, jargon or scare quotes.
- calls: telephone and video calls between leaders or officials, each once, also planned, proposed, \
cancelled or denied ones; no meetings, letters or calls with journalists. evidence is a sentence copied. \
participants by fullest name, status, medium (phone, video, unspecified), initiator (who placed or \
requested it, or null), date, minutes, tone.
- demands: who asks, urges, demands or makes it a condition that somebody do something, each once, also \
when it was accepted, rejected or withdrawn; no warnings or refusals. evidence is a sentence copied. \
demander, target, action, strength (request, demand, ultimatum), status (open, accepted, rejected, \
withdrawn), deadline, condition.
- gist: two or three short sentences.

Example. Article: Ada Molnar, the president of Ravenia, telephoned Prime Minister Piet Haasler of Oltland on \
Friday. “We will not wait for another winter,” she said after the 40-minute conversation. She urged Oltland \
to reopen the bridge at Senn by 1 June. Mr Haasler called the talk “useful”.
Reply: {example}"""
EXAMPLE = {
    "quotes": [
        {"text": "We will not wait for another winter,", "speaker": "Ada Molnar"},
        {"text": "useful", "speaker": "Piet Haasler"},
    ],
    "calls": [
        {
            "evidence": "Ada Molnar, the president of Ravenia, telephoned Prime Minister Piet Haasler "
            "of Oltland on Friday.",
            "participants": ["Ada Molnar", "Piet Haasler"],
            "status": "held",
            "medium": "phone",
            "initiator": "Ada Molnar",
            "date": "Friday",
            "minutes": 40,
        }
    ],
    "demands": [
        {
            "evidence": "She urged Oltland to reopen the bridge at Senn by 1 June.",
            "demander": ["Ada Molnar"],
            "target": ["Oltland"],
            "action": "reopen the bridge at Senn",
            "strength": "request",
            "status": "open",
            "deadline": "by 1 June",
        }
    ],
    "gist": ["The president of Ravenia pressed Oltland by telephone to reopen the bridge at Senn."],
}
REPLY = json.dumps(EXAMPLE, ensure_ascii=False)


def none_if_null(value: Any) -> Any:
    """The word null, which small models write in quotation marks, is none."""
    return (
        None if isinstance(value, str) and value.strip().lower() in ("", "null", "none") else value
    )


class Quote(BaseModel):
    text: Words
    speaker: Annotated[Name | None, BeforeValidator(none_if_null)]
    channel: Phrase | None = None


class Call(BaseModel):
    evidence: Words
    participants: list[Name] = Field(min_length=1, max_length=12)
    status: Literal["held", "planned", "proposed", "cancelled", "denied"]
    medium: Literal["phone", "video", "unspecified"]
    initiator: Annotated[Name | None, BeforeValidator(none_if_null)] = None
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
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": TASK.format(article=text.strip(), example=REPLY)},
            ],
        )
        return dict(found.model_dump())


if __name__ == "__main__":
    serve(Naive(sys.argv[1]).answer)
