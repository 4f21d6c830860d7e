"""Corpora: what the annotations of others become, on small ones of the same form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.corpora import plover, polnear, read_corpus
from summarizer.errors import InputError, SetupError, SummarizerError
from summarizer.evaluation import Answer, DemandAnswer, score
from summarizer.gold import check_gold
from summarizer.matching import same_party
from summarizer.records import Span

ROOT = Path(__file__).parents[1]
PLOVER = ROOT.parent / "shared" / "data" / "plover-dev.json"


def records(path: Path, *events: dict[str, Any]) -> Path:
    """A file of PLOVER records, the first of which documents the file."""
    about = {"id": "DOC", "event": "DOCUMENT", "eventText": "about this file"}
    path.write_text(json.dumps([about, *events]), encoding="utf-8")
    return path


def event(name: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": f"X-{name}", "event": name, "eventText": "asked", "text": text, **more}


def test_own_folders_are_read_in_order() -> None:
    """The project's own corpus: every article with its gold, and its day as the article's."""
    corpus = read_corpus(ROOT / "fixtures")
    names = [example.gold.id for example in corpus.examples]
    assert names == sorted(path.stem for path in (ROOT / "fixtures" / "gold").glob("*.json"))
    assert all(e.article.id == e.gold.id for e in corpus.examples)
    assert all(e.article.date == e.gold.date for e in corpus.examples)
    assert (corpus.name, corpus.measures) == ("fixtures", None)


def test_plover_demands(tmp_path: Path) -> None:
    """A demand of PLOVER is one, of its source on its target; the sentence is its evidence."""
    text = "Norland's Foreign Minister Oda Lindqvist asked the Hungarian side to pay."
    source = [{"actorText": "Foreign Minister Oda Lindqvist", "code": "NOR", "sector": "GOV"}]
    target = [{"actorText": "Hungarian", "code": "HUN"}]
    path = records(tmp_path / "p.json", event("DEMAND", text, source=source, target=target))
    corpus = plover(path)
    (example,) = corpus.examples
    (demand,) = example.gold.demands
    assert check_gold(example.gold, example.article.text) == []
    assert demand.evidence == (text,)
    for name in ("Oda Lindqvist", "Foreign Minister Oda Lindqvist", "Norway"):
        assert same_party(name, demand.demander[0]), name
    for name in ("Hungarian", "Hungary", "Hungarian officials", "the Hungarian government"):
        assert same_party(name, demand.target[0]), name
    assert not same_party("Norway", demand.target[0])
    answer = Answer(
        id="X-DEMAND",
        demands=(
            DemandAnswer(
                demander=("Oda Lindqvist",),
                target=("Hungary",),
                evidence=(Span(start=0, end=len(text)),),
            ),
        ),
    )
    found = score(answer, example.gold, example.article, corpus.measures)
    assert found.counts["demands"].f1 == 1.0
    assert set(found.counts) == {"demands", "demand demanders", "calls", "call participants"}
    assert found.attributes == {}


def test_plover_negatives_calls_and_odd_sides(tmp_path: Path) -> None:
    """What is coded as something else holds no demand; consulting by phone is a call, by visit none;
    a side that is not a list names nobody; what rebels are is not their country."""
    ada, bo = [{"actorText": "Ada", "code": "XXX"}], [{"actorText": "Bo", "code": ""}]
    rebels = [{"actorText": "rebels", "code": "SDN", "sector": "REB"}]
    corpus = plover(
        records(
            tmp_path / "p.json",
            event("AGREE", "Ada agreed.", source=ada, target="diplomatic"),
            event("CONSULT", "Ada rang Bo.", source=ada, target=bo, mode="phone"),
            event("CONSULT", "Ada met Bo.", source=ada, target=bo, mode="visit"),
            event("REQUEST", "The rebels asked for aid.", source=rebels, target=""),
        )
    )
    calls = [len(example.gold.calls) for example in corpus.examples]
    demands = [len(example.gold.demands) for example in corpus.examples]
    assert (calls, demands) == ([0, 1, 0, 0], [0, 0, 0, 1])
    assert corpus.examples[1].gold.calls[0].participants == (("Ada",), ("Bo",))
    asked = corpus.examples[3].gold.demands[0]
    assert asked.target == ()
    assert not same_party("Sudan", asked.demander[0])
    assert same_party("the rebels", asked.demander[0])


@pytest.mark.skipif(not PLOVER.exists(), reason="PLOVER's records are not on this machine")
def test_the_plover_records() -> None:
    """The published half: 164 sentences, 17 demands, each with a demander, and evidence that is the
    sentence."""
    corpus = read_corpus(PLOVER)
    demands = [demand for example in corpus.examples for demand in example.gold.demands]
    assert (len(corpus.examples), len(demands)) == (164, 17)
    assert all(demand.demander and demand.target for demand in demands)
    assert all(check_gold(e.gold, e.article.text) == [] for e in corpus.examples)


TEXT = (
    "Tolva speaks.\n\n“We are ready,” said Marek Tolva, mayor of Sudmark. “We sail.”\n\n"
    "He called it “a start”. The plan, “Icebreaker”, is old.\n\n“Enough,” said a banner.\n"
)


def brat(folder: Path, name: str, *attributions: tuple[str, list[str], str | None]) -> Path:
    """A part of PolNeAR with one article. An attribution has a name, contents and a source."""
    (folder / "text").mkdir(parents=True, exist_ok=True)
    (folder / "attributions").mkdir(exist_ok=True)
    text, _, annotator = name.rpartition("_")
    (folder / "text" / f"{text}.txt").write_text(TEXT, encoding="utf-8")
    lines, number = [], 0
    for kind, contents, source in attributions:
        roles = []
        for role, parts in (("Content", contents), ("Source", [source] if source else [])):
            if parts:
                number += 1
                at = ";".join(f"{TEXT.index(p)} {TEXT.index(p) + len(p)}" for p in parts)
                lines.append(f"T{number}\t{role} {at}\t{' '.join(parts)}")
                roles.append(f"{role}:T{number}")
        number += 1
        lines.append(f"T{number}\t{kind} 0 5\tTolva")
        lines.append(f"E{number}\t{kind}:T{number} {' '.join(roles)}")
    body = "".join(f"{line}\n" for line in lines)
    (folder / "attributions" / f"{text}_{annotator}.ann").write_text(body, encoding="utf-8")
    return folder


@pytest.fixture
def part(tmp_path: Path) -> Path:
    """A part of PolNeAR."""
    return brat(
        tmp_path / "data" / "dev",
        "paper_2016-09-08_tolva-speaks_5fec",
        ("Attribution", ["“We are ready,”", "“We sail.”"], "Marek Tolva, mayor of Sudmark"),
        ("Attribution", ["it “a start”"], "He"),
        ("Attribution-no-source", ["“Enough,”"], None),
    )


def test_polnear_passages(part: Path) -> None:
    """Passages inside the content of an attribution are its source's words, in parts too; a pronoun
    leaves open whose, so nothing hangs on it; what is in no attribution is no quotation."""
    corpus = polnear(part)
    (example,) = corpus.examples
    assert corpus.name == "polnear-dev"
    assert corpus.measures == {"quote spans", "quotes", "quote speaker"}
    assert str(example.article.date) == "2016-09-08"
    told = [(p.text, p.not_quote, p.debatable) for p in example.gold.passages]
    assert told == [
        ("We are ready,", None, False),
        ("We sail.", None, False),
        ("a start", None, True),
        ("Icebreaker", "other", False),
        ("Enough,", None, False),
    ]
    assert example.gold.passages[4].speaker == ()
    speaker = example.gold.passages[1].speaker
    for name in ("Marek Tolva", "Tolva", "Marek Tolva, mayor of Sudmark"):
        assert same_party(name, speaker), name
    assert check_gold(example.gold, example.article.text) == []


@pytest.mark.parametrize(("content", "reason"), [("are ready", None), ("ready", "other")])
def test_polnear_needs_half_of_a_passage(tmp_path: Path, content: str, reason: str | None) -> None:
    """A passage is a quotation where half of it or more is the content of an attribution."""
    (example,) = polnear(brat(tmp_path, "a_b", ("Attribution", [content], "Tolva"))).examples
    assert example.gold.passages[0].not_quote == reason


def test_polnear_reads_one_annotator(part: Path) -> None:
    """Of a text that several people annotated, the first file is read."""
    brat(part, "paper_2016-09-08_tolva-speaks_0aaa", ("Attribution", ["“Enough,”"], "Tolva"))
    (example,) = polnear(part).examples
    kinds = [p.not_quote for p in example.gold.passages]
    assert kinds == ["other"] * 4 + [None]
    assert same_party("Marek Tolva", example.gold.passages[4].speaker)


def test_the_kind_of_a_corpus_is_seen(part: Path, tmp_path: Path) -> None:
    """A file is PLOVER's, a folder with attributions PolNeAR's, one with gold this project's."""
    file = records(tmp_path / "p.json", event("AGREE", "Ada agreed."))
    assert [read_corpus(path).name for path in (file, part, ROOT / "fixtures")] == [
        "p",
        "polnear-dev",
        "fixtures",
    ]


def nothing(path: Path) -> Path:
    return path / "nowhere"


def whole_polnear(path: Path) -> Path:
    brat(path / "data" / "dev", "a_b")
    return path


def no_gold(path: Path) -> Path:
    (path / "gold").mkdir()
    return path


def no_attributions(path: Path) -> Path:
    (path / "attributions").mkdir()
    return path


def broken_gold(path: Path) -> Path:
    (path / "gold").mkdir()
    (path / "gold" / "a.json").write_text('{"id": "a", "language": "English"}', encoding="utf-8")
    return path


def no_article(path: Path) -> Path:
    (path / "gold").mkdir()
    (path / "gold" / "a.json").write_text('{"id": "a", "language": "en"}', encoding="utf-8")
    return path


def no_json(path: Path) -> Path:
    (path / "p.json").write_text("{", encoding="utf-8")
    return path / "p.json"


def no_events(path: Path) -> Path:
    (path / "p.json").write_text('[{"id": 1}]', encoding="utf-8")
    return path / "p.json"


@pytest.mark.parametrize(
    ("made", "error", "said"),
    [
        (nothing, SetupError, "is not there; check the path"),
        (Path, SetupError, "is no corpus: expected articles/ and gold/"),
        (whole_polnear, SetupError, r"name one part of it, such as .*data.dev$"),
        (no_gold, SetupError, "holds no gold"),
        (no_attributions, SetupError, r"holds no \.ann files"),
        (broken_gold, SetupError, r"a\.json is no gold: .* at language; mend the file"),
        (no_article, InputError, r"articles.a\.txt: there is no such file"),
        (no_json, SetupError, "holds no PLOVER records"),
        (no_events, SetupError, r"holds no PLOVER records \(KeyError: 'event'\)"),
    ],
)
def test_what_is_no_corpus(
    tmp_path: Path, made: Any, error: type[SummarizerError], said: str
) -> None:
    """Each is told with what was expected."""
    with pytest.raises(error, match=said):
        read_corpus(made(tmp_path))
