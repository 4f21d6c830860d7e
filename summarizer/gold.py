"""What an article truly says, written down by a person: the answers that a summary is scored against.

Gold holds words, not offsets: the words of each passage and each piece of evidence must be found in
the article letter for letter (``check_gold``). A party is a list of the names that count as right,
the best one first. What reasonable readers would disagree on is marked ``debatable`` and not scored.
"""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from summarizer.records import (
    CallStatus,
    DemandStatus,
    Medium,
    NotQuoteReason,
    QuoteKind,
    Record,
    Strength,
)

Names = tuple[str, ...]
"""The names by which one party may be called, the best first."""


class GoldPassage(Record):
    """One passage in quotation marks, in the order of the article: somebody's words or not.

    ``text`` is the words between the outermost marks. ``not_quote`` says why it is nobody's speech;
    without it, it is a quote, and ``speaker`` is empty when the article names nobody.
    """

    text: str = Field(min_length=1)
    speaker: Names = ()
    kind: QuoteKind = "full"
    channel: str | None = None
    not_quote: NotQuoteReason | None = None
    debatable: bool = False


class GoldCall(Record):
    """One call. ``evidence`` holds words of the article that report it."""

    participants: tuple[Names, ...]
    initiator: Names = ()
    medium: Medium
    status: CallStatus
    minutes: int | None = None
    date: str | None = None
    evidence: tuple[str, ...] = Field(min_length=1)
    debatable: bool = False


class GoldDemand(Record):
    """One demand. ``deadline`` and ``condition`` are words of the article."""

    demander: tuple[Names, ...] = Field(min_length=1)
    target: tuple[Names, ...] = ()
    action: str
    deadline: str | None = None
    condition: str | None = None
    strength: Strength
    status: DemandStatus
    evidence: tuple[str, ...] = Field(min_length=1)
    debatable: bool = False


class Gold(Record):
    """The gold of one article; ``date`` is its dateline where the article is dated."""

    id: str
    language: str = Field(pattern="^[a-z]{2}$")
    date: dt.date | None = None
    covers: tuple[str, ...] = ()
    passages: tuple[GoldPassage, ...] = ()
    calls: tuple[GoldCall, ...] = ()
    demands: tuple[GoldDemand, ...] = ()


def check_gold(gold: Gold, text: str) -> list[str]:
    """What is wrong with this gold: words that are not in the article, passages out of order."""
    faults: list[str] = []
    at = 0
    for passage in gold.passages:
        found = text.find(passage.text, at)
        if found < 0:
            faults.append(f"passage not found, or out of order: {passage.text!r}")
        else:
            at = found + len(passage.text)
        if passage.not_quote and passage.speaker:
            faults.append(f"no quote, and yet a speaker: {passage.text!r}")
        if passage.channel and passage.channel not in text:
            faults.append(f"channel not found: {passage.channel!r}")
    words = [
        (kind, word)
        for kind, records in (("call", gold.calls), ("demand", gold.demands))
        for record in records
        for word in (
            *record.evidence,
            getattr(record, "date", None),
            getattr(record, "deadline", None),
            getattr(record, "condition", None),
        )
        if word
    ]
    faults += [f"{kind}: not found: {word!r}" for kind, word in words if word not in text]
    names = [
        (kind, party)
        for kind, parties in (
            ("speaker", [p.speaker for p in gold.passages if p.speaker]),
            ("participant", [p for c in gold.calls for p in c.participants]),
            ("initiator", [c.initiator for c in gold.calls if c.initiator]),
            ("demander", [p for d in gold.demands for p in d.demander]),
            ("target", [p for d in gold.demands for p in d.target]),
        )
        for party in parties
    ]
    faults += [
        f"{kind}: none of these names stands in the article: {party!r}"
        for kind, party in names
        if not any(name in text for name in party)
    ]
    return faults


def main() -> None:  # pragma: no cover
    """Check every gold file of a folder against the articles beside it."""
    import sys
    from pathlib import Path

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures")
    for path in sorted((folder / "gold").glob("*.json")):
        gold = Gold.model_validate_json(path.read_text(encoding="utf-8"))
        text = (folder / "articles" / f"{gold.id}.txt").read_text(encoding="utf-8")
        for fault in check_gold(gold, text):
            print(f"{path.name}: {fault}")


if __name__ == "__main__":
    main()
