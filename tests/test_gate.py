"""The gate: recorded replies are replayed, held to floors, and whatever does not fit shuts it.

The embedded model is replaced where its server would be asked; the last test is the gate itself, over
the fixtures and the replies that were recorded of the real model.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from summarizer import (
    gate,
    grounding,
    grounding_quotes,
    local,
    pipeline,
    prompts,
    reading,
    rehearsal,
)
from summarizer.errors import SetupError
from summarizer.floors import Floors, moves, read_floors, shifts, write_floors
from summarizer.weights import QWEN

FIXTURES = Path(__file__).parents[1] / "fixtures"
WAITED = "We have waited for this day for too long."
OPEN = "We will open the port on Monday,"
ARTICLES: dict[str, tuple[str, dict[str, Any]]] = {
    # The rules don't know who says this; the model is asked.
    "one-port": (
        f"The port of Lund opens on Monday. “{WAITED}”\n\nThe mayor Ada Lind met Bo Berg in Lund on "
        "Friday, and Bo Berg left.",
        {"passages": [{"text": WAITED, "speaker": ["Ada Lind"]}]},
    ),
    "two-call": (
        "Ada Lind rang Bo Berg on Friday. Nobody was told what came of it.",
        {
            "calls": [
                {
                    "participants": [["Ada Lind"], ["Bo Berg"]],
                    "initiator": ["Ada Lind"],
                    "medium": "phone",
                    "status": "held",
                    "evidence": ["Ada Lind rang Bo Berg on Friday."],
                }
            ]
        },
    ),
    "aside/three-said": (
        f"“{OPEN}” said Ada Lind.",
        {"passages": [{"text": OPEN, "speaker": ["Ada Lind"]}]},
    ),
}


class FakeModel(httpx2.AsyncBaseTransport):
    """Names Ada Lind as long as it is asked for speakers in the words of the template, and never answers
    with the same passing fields. ``asked`` counts."""

    def __init__(self) -> None:
        self.asked = 0
        self.ends = "stop"

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        body = json.loads(await request.aread())
        schema = body["response_format"]["json_schema"]["schema"]
        said = rehearsal.least(schema, schema)
        understood = "The speaker is whoever said" in body["messages"][-1]["content"]
        said["Q1"] = "Ada Lind" if understood else None
        message = {"role": "assistant", "content": json.dumps(said)}
        choice = {"index": 0, "finish_reason": self.ends, "message": message}
        passing = {"id": str(self.asked), "created": self.asked, "timings": {"ms": self.asked}}
        reply = {"object": "chat.completion", "model": "m", "choices": [choice], **passing}
        return httpx2.Response(200, json=reply)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    """Stands where the embedded model's server would be."""
    fake = FakeModel()
    monkeypatch.setattr(pipeline, "LocalTransport", lambda start: fake)
    return fake


@pytest.fixture
def fixtures(model: FakeModel, tmp_path: Path) -> Path:
    """Two articles and one held out, recorded, with floors at what the replies come to."""
    folder = tmp_path / "fixtures"
    for name, (text, gold) in ARTICLES.items():
        part, stem = folder / Path(name).parent, Path(name).name
        for sort in ("articles", "gold"):
            (part / sort).mkdir(parents=True, exist_ok=True)
        record = {"id": stem, "language": "en", **gold}
        (part / "articles" / f"{stem}.txt").write_text(text, encoding="utf-8")
        (part / "gold" / f"{stem}.json").write_text(json.dumps(record), encoding="utf-8")
    assert run(folder, "record").exit_code == 0
    assert run(folder, "floors").exit_code == 0
    model.asked = 0
    return folder


def run(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(gate.app, [*args, "--fixtures", str(folder)])


def kept(folder: Path) -> dict[str, bytes]:
    """All files of the recordings."""
    return {path.name: path.read_bytes() for path in (folder / "recordings").iterdir()}


def worse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out of the template for quotations what a speaker is."""
    own: Callable[[str], str] = prompts._own
    monkeypatch.setattr(
        prompts, "_own", lambda name: own(name).replace("The speaker is whoever said", "Or")
    )


def pinned(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "floors.json").read_text(encoding="utf-8"))
    return found


def test_a_replay_asks_nobody_and_holds(fixtures: Path, model: FakeModel) -> None:
    """What was recorded a moment ago is all there, all used, and scores what it scored."""
    verdict = gate.check(fixtures)
    assert (verdict.faults, verdict.moved, model.asked) == ((), "", 0)
    floors = pinned(fixtures)
    assert floors["fixtures"]["f1"]["quotes"] == floors["fixtures"]["f1"]["calls"] == 1.0
    assert floors["aside"]["languages"] == {"en": {"quotes": 1.0}}
    assert {(one["verbatim"], one["ungrounded"]) for one in floors.values()} == {(1.0, 0)}
    result = run(fixtures, "check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Nothing moved.\n", "")


def test_recording_again_changes_no_file(fixtures: Path, model: FakeModel) -> None:
    """The model is asked anew about everything, and what differs from run to run is not kept."""
    before = kept(fixtures)
    result = run(fixtures, "record")
    assert (result.exit_code, model.asked) == (0, 1)
    assert "3 articles recorded, 0 old recordings dropped" in result.stderr
    assert kept(fixtures) == before


def test_the_model_is_noted_beside_the_recordings(fixtures: Path) -> None:
    """The name and the checksum of the weights are there, and the settings of all requests."""
    about = json.loads((fixtures / "recordings" / "MODEL.json").read_text(encoding="utf-8"))
    assert about["weights"] == QWEN.name
    assert about["sha256"] == QWEN.sha256
    assert (about["settings"]["temperature"], about["settings"]["seed"]) == (0.0, 1)


def test_a_changed_template_makes_recordings_stale(
    fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply to the new question is missing, the one to the old unused, and it is told whose."""
    worse(monkeypatch)
    verdict = gate.check(fixtures)
    assert len(verdict.faults) == 2
    assert (
        "lacks the reply to one-port · quotes: the prompt, schema or article" in verdict.faults[0]
    )
    assert "nothing asks for 1 of the recordings" in verdict.faults[1]
    assert run(fixtures, "floors", "--lower").exit_code == 1


def test_a_template_made_worse_fails_once_it_is_recorded(
    fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recording anew mends the recordings and not the answers: the figures and the article are told;
    floors go down on demand only."""
    before = (fixtures / "floors.json").read_bytes()
    worse(monkeypatch)
    result = run(fixtures, "record")
    assert "1 old recordings dropped" in result.stderr
    result = run(fixtures, "check")
    assert result.exit_code == 1
    assert "fixtures: F1 of quotes fell from 1.000 to 0.000\n" in result.stderr
    assert "fixtures: F1 of en · quotes fell" in result.stderr
    assert f"fixtures, one-port: +2 errors\n  new: missed quote: “{WAITED}” — Ada" in result.stdout
    result = run(fixtures, "floors")
    assert result.exit_code == 1
    assert "floors.json stays as it is" in result.stderr
    assert (fixtures / "floors.json").read_bytes() == before
    result = run(fixtures, "floors", "--lower")
    assert result.exit_code == 0
    assert "1.000 →  0.000" in result.stdout
    assert pinned(fixtures)["fixtures"]["f1"]["quotes"] == 0.0
    assert gate.check(fixtures).faults == ()


def test_a_gist_that_is_not_copied_fails(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word more than the article has is found out; no flag pins that."""
    before = (fixtures / "floors.json").read_bytes()
    honest = reading.ground_gist

    def retold(*args: Any) -> Any:
        grounded = honest(*args)
        for at, point in enumerate(grounded.gist):
            grounded.gist[at] = point.model_copy(update={"text": f"Well, {point.text}"})
        return grounded

    monkeypatch.setattr(reading, "ground_gist", retold)
    found = gate.check(fixtures).faults
    assert found[0] == "one-port of fixtures: 1 records hold words that it lacks"
    assert len(found) == 3
    assert run(fixtures, "floors", "--lower").exit_code == 1
    assert (fixtures / "floors.json").read_bytes() == before


def test_a_quotation_that_is_not_copied_fails(
    fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One changed letter in quotations is found out."""
    honest = grounding_quotes.ground_quotes

    def retyped(*args: Any) -> Any:
        grounded = honest(*args)
        for at, quote in enumerate(grounded.quotes):
            grounded.quotes[at] = quote.model_copy(update={"text": quote.text.upper()})
        return grounded

    monkeypatch.setattr(reading, "ground_quotes", retyped)
    found = gate.check(fixtures).faults
    assert "one-port of fixtures: 1 quotations are not what the article says there" in found
    assert "three-said of aside: 1 quotations are not what the article says there" in found


def test_a_rule_removed_fails(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rules that find calls, F1 of calls falls and the call is told as missed."""
    monkeypatch.setattr(reading, "calls_found", lambda names: [])
    verdict = gate.check(fixtures)
    assert any("F1 of calls fell from 1.000 to 0.000" in fault for fault in verdict.faults)
    assert "new: missed call: Ada Lind, Bo Berg (held)" in verdict.moved


def test_what_is_held_out_is_told_without_its_words(
    fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the articles aside it is told that a quotation was missed, and not which."""
    monkeypatch.setattr(reading, "ground_quotes", lambda *args: grounding.Grounded())
    verdict = gate.check(fixtures)
    assert "aside, three-said: +1 errors\n  new: missed quote\n" in f"{verdict.moved}\n"
    run(fixtures, "floors", "--lower")
    assert pinned(fixtures)["aside"]["errors"] == {"three-said": ["missed quote"]}


def test_changed_gold_fails_until_floors_are_set_on_it(fixtures: Path) -> None:
    """Gold that says something else shuts the gate, even where no figure moves."""
    path = fixtures / "gold" / "two-call.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    gold["calls"][0]["date"] = "on Friday"
    path.write_text(json.dumps(gold), encoding="utf-8")
    (fault,) = gate.check(fixtures).faults
    assert fault.startswith("fixtures: articles or gold are not those that its floors were set on")
    assert run(fixtures, "floors").exit_code == 0
    assert gate.check(fixtures).faults == ()


def test_missing_and_strange_recordings_fail(fixtures: Path, model: FakeModel) -> None:
    """A file too few and a file too many are told; ``record --missing`` asks for the one, drops the
    other, and asks nothing else."""
    (fixtures / "recordings" / f"{'0' * 64}.json").write_text("{}", encoding="utf-8")
    for path in (fixtures / "recordings").glob("*.json"):
        if WAITED in path.read_text(encoding="utf-8"):
            path.unlink()
    found = gate.check(fixtures).faults
    assert "lacks the reply to one-port · quotes" in found[0]
    assert "nothing asks for 1 of the recordings" in found[1]
    assert "(000000000000….json)" in found[1]
    assert len(found) == 2
    result = run(fixtures, "record", "--missing")
    assert (result.exit_code, model.asked) == (0, 1)
    assert gate.check(fixtures).faults == ()


def test_a_damaged_recording_is_named(fixtures: Path) -> None:
    """A recording that holds no reply is an error of its own, in one line."""
    path = next(p for p in sorted((fixtures / "recordings").iterdir()) if p.stem != "MODEL")
    path.write_text("{", encoding="utf-8")
    with pytest.raises(SetupError, match="is no recording"):
        gate.check(fixtures)
    result = run(fixtures, "check")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "MODEL.json is missing"), ('{"sha256": "0"}', "MODEL.json names other weights")],
    ids=["none", "another"],
)
def test_recordings_of_another_model_fail(fixtures: Path, content: str | None, said: str) -> None:
    """Replies of weights that the package does not ship prove nothing about it."""
    path = fixtures / "recordings" / "MODEL.json"
    path.unlink()
    if content:
        path.write_text(content, encoding="utf-8")
    (fault,) = gate.check(fixtures).faults
    assert said in fault
    assert run(fixtures, "floors", "--lower").exit_code == 1


def test_a_model_file_that_is_none_is_named(fixtures: Path) -> None:
    """What is no JSON with a checksum is an error that names the file."""
    (fixtures / "recordings" / "MODEL.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SetupError, match=r"MODEL\.json names no weights"):
        gate.check(fixtures)


def test_a_part_is_recorded_and_nothing_dropped(fixtures: Path, model: FakeModel) -> None:
    """Articles are named by their ids or by what these begin with; the others keep their recordings,
    and a name that none has is an error."""
    before = kept(fixtures)
    result = run(fixtures, "record", "one", "three-said")
    assert (result.exit_code, model.asked) == (0, 1)
    assert result.stderr == "2 articles recorded. Next: make test, make floors\n"
    assert kept(fixtures) == before
    result = run(fixtures, "record", "four")
    assert (result.exit_code, result.stderr) == (
        2,
        "summarizer: no article is called four; check ONLY\n",
    )


def test_a_reply_that_is_cut_off_is_told(fixtures: Path, model: FakeModel) -> None:
    """What the store does not keep can't be replayed: recording says so, and drops nothing."""
    model.ends = "length"
    lost = 0
    for path in (fixtures / "recordings").glob("*.json"):
        if WAITED in path.read_text(encoding="utf-8"):
            path.unlink()
            lost += 1
    before = kept(fixtures)
    for args in ((), ("--missing",)):
        result = run(fixtures, "record", *args)
        assert (result.exit_code, lost) == (1, 1)
        assert kept(fixtures) == before
    assert "one-port · quotes: the model's reply was cut off at its longest" in result.stderr


def test_floors_rise_by_one_command(fixtures: Path) -> None:
    """Figures above their floors keep the gate open and are told; ``floors`` pins them."""
    floors = pinned(fixtures)
    floors["fixtures"]["f1"]["quotes"] = 0.25
    del floors["fixtures"]["f1"]["calls"]
    floors["fixtures"]["errors"] = {"two-call": ["missed call: Ada"]}
    (fixtures / "floors.json").write_text(json.dumps(floors), encoding="utf-8")
    verdict = gate.check(fixtures)
    assert verdict.faults == ()
    assert verdict.moved.splitlines()[1:] == [
        "  quotes                          0.250 →  1.000",
        "  calls                            none →  1.000",
        "fixtures, two-call: -1 errors",
        "  gone: missed call: Ada",
    ]
    assert run(fixtures, "floors").exit_code == 0
    assert pinned(fixtures)["fixtures"]["f1"]["quotes"] == 1.0


def test_a_kind_that_is_no_longer_measured_has_fallen(fixtures: Path) -> None:
    """A floor can't be got rid of by taking from the corpus what it measures."""
    floors = pinned(fixtures)
    floors["fixtures"]["f1"]["demands"] = 0.5
    (fixtures / "floors.json").write_text(json.dumps(floors), encoding="utf-8")
    fault, advice = gate.check(fixtures).faults
    assert fault == "fixtures: F1 of demands fell from 0.500 to none"
    assert advice == "mend what made it worse, or run make floors LOWER=1"


def test_floors_that_are_missing_or_none_are_told(fixtures: Path) -> None:
    """Without floors the gate is shut; a corpus that went, and a file that is none, are told too."""
    path = fixtures / "floors.json"
    floors = pinned(fixtures)
    path.write_text(json.dumps({**floors, "other": floors["aside"]}), encoding="utf-8")
    assert "has floors for other, of which there is no corpus" in gate.check(fixtures).faults[0]
    path.write_text('{"fixtures": {"f1": 1}}', encoding="utf-8")
    with pytest.raises(SetupError, match="holds no floors"):
        gate.check(fixtures)
    path.unlink()
    faults = gate.check(fixtures).faults
    assert [fault.partition(" has ")[2] for fault in faults] == [
        "no floors for fixtures; run make floors",
        "no floors for aside; run make floors",
    ]


FIGURES = st.dictionaries(st.text(max_size=5), st.integers(0, 1000).map(lambda n: n / 1000))
FLOORS = st.builds(
    Floors,
    corpus=st.text(),
    f1=FIGURES,
    languages=st.dictionaries(st.text(max_size=2), FIGURES, max_size=2),
    errors=st.dictionaries(st.text(), st.lists(st.text(max_size=9), min_size=1).map(tuple)),
)


@given(FLOORS, FLOORS)
def test_floors_come_back_as_they_were_written(one: Floors, other: Floors) -> None:
    """Whatever words are in them, they are read as written; equal ones don't differ, and what moved
    one way moved back the other way."""
    with TemporaryDirectory() as folder:
        write_floors(Path(folder) / "floors.json", {"one": one, "other": other})
        assert read_floors(Path(folder) / "floors.json") == {"one": one, "other": other}
    assert (moves(one, one), shifts(one, one)) == ((), ())
    there, back = moves(one, other), moves(other, one)
    assert {move.figure for move in there} == {move.figure for move in back}
    assert {s.id: s.new for s in shifts(one, other)} == {s.id: s.gone for s in shifts(other, one)}


def test_the_fixtures_hold_their_floors(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The real model's replies to all fixtures, replayed: all there, all asked for, no figure below its
    floor, every quotation letter for letter, nothing ungrounded, in less than 20 seconds of work."""
    monkeypatch.setattr(local, "open_local", None)  # no model is started
    caplog.set_level(logging.CRITICAL, "instructor")  # its account of a miss would bury the faults
    began = time.process_time()
    verdict = gate.check(FIXTURES)
    took = time.process_time() - began
    if verdict.moved:
        with capsys.disabled():
            sys.stdout.write(f"\n{verdict.moved}\n")
    assert not verdict.faults, "\n".join(("", *verdict.faults))
    assert took < 20
