"""How often records of each confidence were right, on recorded replies.

    python benchmarks/calibration.py [GOLD_FOLDER ...]

Replays fixtures/recordings with the embedded model's profile and prints, for each kind and each value of
``confidence`` in its records, how many there were and which share of them was right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarizer import Summarizer
from summarizer.answers import answer_of
from summarizer.corpora import read_corpus
from summarizer.evaluation import score
from summarizer.records import Summary
from summarizer.store import Folder, Store

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS = ("quotes", "calls", "demands")


def by_confidence(summary: Summary) -> Iterator[tuple[str, float, Summary]]:
    """The summary with the records of one kind and one confidence only, for each of them."""
    for kind in KINDS:
        for value in sorted({r.confidence for r in getattr(summary, kind) if r.confidence}):
            some = tuple(r for r in getattr(summary, kind) if r.confidence == value)
            yield kind, value, summary.model_copy(update={**dict.fromkeys(KINDS, ()), kind: some})


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [FIXTURES, FIXTURES / "aside"]
    store = Store(Folder(FIXTURES / "recordings"), "replay")
    print(f"{'corpus':<10} {'kind':<8} {'confidence':>10} {'records':>8} {'right':>6}")
    with Summarizer("local", store=store) as reader:
        for folder in folders:
            right, total = Counter[tuple[str, float]](), Counter[tuple[str, float]]()
            for example in read_corpus(folder).examples:
                summary = reader.summarize(example.article)
                for kind, value, part in by_confidence(summary):
                    counts = score(
                        answer_of(part, example.article), example.gold, example.article
                    ).counts[kind]
                    right[kind, value] += counts.right
                    total[kind, value] += counts.right + counts.wrong
            for kind, value in sorted(total):
                share = right[kind, value] / max(1, total[kind, value])
                print(
                    f"{folder.name:<10} {kind:<8} {value:>10.2f} {total[kind, value]:>8} {share:>6.2f}"
                )


if __name__ == "__main__":
    main()
