"""What a model that reads well says of an article comes out as the gold has it.

fixtures/large holds such replies to the large profile's one question, with the names that were numbered
when it was put. From the schema to the summary nothing of them may be lost, and nothing changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.answers import answer_of
from summarizer.corpora import read_corpus
from summarizer.evaluation import score
from summarizer.grounding import Grounded, ground_calls, ground_demands, ground_gist
from summarizer.grounding_quotes import ground_quotes
from summarizer.names import Names
from summarizer.records import Usage
from summarizer.replies import article_reply
from summarizer.roster import named
from summarizer.summary import summarized

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPLIES = sorted((FIXTURES / "large").glob("*.json"))
CORPORA = (FIXTURES, FIXTURES / "aside")
GOLD = {one.article.id: one for folder in CORPORA for one in read_corpus(folder).examples}


@pytest.mark.parametrize("path", REPLIES, ids=lambda path: path.stem)
def test_of_a_good_reply_nothing_is_lost(path: Path) -> None:
    """Every quotation with its speaker, every call and every demand is right, and none is refused."""
    recorded = json.loads(path.read_text(encoding="utf-8"))
    article, gold = GOLD[path.stem]
    names = Names(article)
    passages = (1, len(article.passages)) if article.passages else None
    schema = article_reply(1, len(article.sentences), passages, len(recorded["names"]))
    reply = named(schema.model_validate(recorded["reply"]), recorded["names"])
    grounded: Grounded = (
        ground_calls(reply, names)
        + ground_quotes(reply, article.passages, names)
        + ground_demands(reply, names)
        + ground_gist(reply.gist, article)
    )
    found = summarized(article, [grounded], Usage(), "m", "")
    scored = score(answer_of(found, article), gold, article)
    assert found.rejected == ()
    assert found.gist
    assert (scored.ungrounded, scored.verbatim.right) == (0, len(found.quotes))
    for kind in ("quotes", "calls", "demands"):
        assert (scored.outcomes[kind].wrong, scored.outcomes[kind].missed) == ((), ())
