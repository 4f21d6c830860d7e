"""langextract as its documentation recommends it for an OpenAI-compatible endpoint.

    OPENAI_BASE_URL=... OPENAI_API_KEY=... python langextract_peer.py MODEL CHARACTERS WORKERS

``CHARACTERS`` is its ``max_char_buffer`` (1000 by default), ``WORKERS`` its ``max_workers``. The best of
what its documentation offers is here: the provider named in ``config``, since with ``model`` its schema is
ignored; two worked examples, which it checks itself (an example that does not align raises); an
``output_schema`` with closed lists of values, and a bound on extractions and on tokens, so that a small
model can't loop for ever; ``UnicodeTokenizer`` for scripts without blanks. The rest is as it comes.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from typing import Any

import langextract as lx
from langextract.core.tokenizer import RegexTokenizer, UnicodeTokenizer
from langextract.factory import ModelConfig
from langextract.prompt_validation import PromptValidationLevel
from serving import Said, serve

PROMPT = """\
Extract quotations, telephone and video calls, and demands from the news text, in order of appearance.
Use exact text for extractions, in the language of the text; do not paraphrase or translate.

quote: the words between quotation marks, without the marks, each passage by itself, fragments and the \
headline included, if they are somebody's words; no titles, nicknames, names of ships or operations, \
jargon, scare quotes or signs. speaker: who said or wrote them, a person by the fullest name, else the \
body or unnamed source as the text calls it; null only if the text gives nobody.

call: the words that report a telephone or video call between leaders, ministers, officials or their \
offices, each call once, also one that is planned, proposed, cancelled or denied; no meetings, visits or \
letters, no calls with journalists. participants: everyone on the line. initiator: the participant who \
placed or requested the call, else null. medium: phone, video, or unspecified. minutes: how long it \
lasted, as a number, else null.

demand: the words that state that somebody asks, urges, presses, orders or insists that somebody do or \
stop something, each demand once, also one that was accepted, rejected or withdrawn; no refusals, \
warnings or promises. demander and target: lists of names. action: what they shall do, in a few words. \
strength: request, demand, or ultimatum (with a threat). deadline: words of the text, else null."""


def extraction(kind: str, text: str, **attributes: Any) -> lx.data.Extraction:
    return lx.data.Extraction(extraction_class=kind, extraction_text=text, attributes=attributes)


EXAMPLES = [
    lx.data.ExampleData(
        text=(
            "Ada Molnar, the president of Ravenia, telephoned Prime Minister Piet Haasler of Oltland "
            "on Friday to complain about the closed border. “We will not wait for another winter,” "
            "Ms Molnar said after the 40-minute conversation. She urged Oltland to reopen the bridge "
            "at Senn by 1 June. Mr Haasler called the talk “useful”."
        ),
        extractions=[
            extraction(
                "call",
                "Ada Molnar, the president of Ravenia, telephoned Prime Minister Piet Haasler of Oltland",
                participants=["Ada Molnar", "Piet Haasler"],
                status="held",
                medium="phone",
                initiator="Ada Molnar",
                minutes=40,
            ),
            extraction("quote", "We will not wait for another winter,", speaker="Ada Molnar"),
            extraction(
                "demand",
                "She urged Oltland to reopen the bridge at Senn by 1 June.",
                demander=["Ada Molnar"],
                target=["Oltland"],
                action="reopen the bridge at Senn",
                strength="request",
                status="open",
                deadline="by 1 June",
            ),
            extraction("quote", "useful", speaker="Piet Haasler"),
        ],
    ),
    lx.data.ExampleData(
        text=(
            "Le chef de la diplomatie du Valmont, Luc Ferrand, s’entretiendra jeudi par "
            "visioconférence avec la secrétaire d’État de l’Ostrie, Mira Kolb. « Nous attendons des "
            "gestes, pas des discours », a déclaré un diplomate de haut rang. L’Ostrie a rejeté lundi "
            "l’exigence de M. Ferrand, qui veut qu’elle retire ses troupes du col du Brenn avant "
            "dimanche. Son livre « Les Frontières » paraîtra en mai."
        ),
        extractions=[
            extraction(
                "call",
                "Luc Ferrand, s’entretiendra jeudi par visioconférence avec la secrétaire d’État de "
                "l’Ostrie, Mira Kolb",
                participants=["Luc Ferrand", "Mira Kolb"],
                status="planned",
                medium="video",
                initiator=None,
                minutes=None,
            ),
            extraction(
                "quote",
                "Nous attendons des gestes, pas des discours",
                speaker="un diplomate de haut rang",
            ),
            extraction(
                "demand",
                "l’exigence de M. Ferrand, qui veut qu’elle retire ses troupes du col du Brenn avant "
                "dimanche",
                demander=["Luc Ferrand"],
                target=["Ostrie"],
                action="retirer ses troupes du col du Brenn",
                strength="demand",
                status="rejected",
                deadline="avant dimanche",
            ),
        ],
    ),
]

WORDS: dict[str, Any] = {"type": "string", "maxLength": 800}
NAME: dict[str, Any] = {"type": "string", "maxLength": 80}
PHRASE: dict[str, Any] = {"type": "string", "maxLength": 120}
NAMES: dict[str, Any] = {"type": "array", "items": NAME, "maxItems": 12}
NO_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def output_schema(most: int) -> dict[str, Any]:
    """The envelope that langextract reads, with at most ``most`` extractions a chunk."""
    item = lx.schema.extraction_item_schema
    call = {
        "participants": NAMES,
        "status": one_of("held", "planned", "proposed", "cancelled", "denied"),
        "medium": one_of("phone", "video", "unspecified"),
        "initiator": or_null(NAME),
        "minutes": or_null({"type": "integer"}),
    }
    demand = {
        "demander": NAMES,
        "target": NAMES,
        "action": PHRASE,
        "strength": one_of("request", "demand", "ultimatum"),
        "status": one_of("open", "accepted", "rejected", "withdrawn"),
        "deadline": or_null(PHRASE),
    }
    schema: dict[str, Any] = lx.schema.extractions_schema(
        item("quote", attributes={"speaker": or_null(NAME)}),
        item("call", attributes=call),
        item("demand", attributes=demand),
    )
    schema["properties"]["extractions"]["maxItems"] = most
    return schema


class LangExtract:
    """langextract with chunks of one size, behind the endpoint that the environment names."""

    def __init__(self, model: str, characters: int, workers: int) -> None:
        self.characters = characters
        self.workers = workers
        self.most = 6 + characters // 80
        self.config = ModelConfig(
            model_id=model,
            provider="OpenAILanguageModel",
            provider_kwargs={
                "base_url": os.environ["OPENAI_BASE_URL"],
                "api_key": os.environ["OPENAI_API_KEY"],
                "temperature": 0.0,
                "seed": 1,
                "max_workers": workers,
                "max_output_tokens": min(4000, 100 * self.most),
            },
        )

    def answer(self, text: str) -> Said:
        """What langextract finds. Raises what langextract raises."""
        document = lx.extract(
            text_or_documents=text,
            prompt_description=PROMPT,
            examples=EXAMPLES,
            config=self.config,
            output_schema=output_schema(self.most),
            max_char_buffer=self.characters,
            max_workers=self.workers,
            tokenizer=UnicodeTokenizer() if NO_BLANKS.search(text) else RegexTokenizer(),
            prompt_validation_level=PromptValidationLevel.ERROR,
            prompt_validation_strict=True,
            show_progress=False,
        )
        return said(document)


def said(document: lx.data.AnnotatedDocument) -> Said:
    """The extractions by kind, each with its place where langextract found one."""
    found: dict[str, list[Said]] = {"call": [], "quote": [], "demand": []}
    for one in document.extractions or []:
        words = "text" if one.extraction_class == "quote" else "evidence"
        record = {**(one.attributes or {}), words: one.extraction_text}
        if one.char_interval is not None:
            record |= {"start": one.char_interval.start_pos, "end": one.char_interval.end_pos}
        found[one.extraction_class].append(record)
    return {"calls": found["call"], "quotes": found["quote"], "demands": found["demand"]}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    serve(LangExtract(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])).answer)
