"""A third of the replies is a fault: is anything lost, answered twice, or asked for too often?

    .venv/bin/python benchmarks/chaos.py [ARTICLES]

2,000 articles against a local endpoint that answers a third of the requests with 429 and Retry-After,
500, 503, a reset, silence, JSON that is cut off, JSON of another shape, or numbers out of range. Silence
is given up after a second in place of three minutes. Then the same command again, without faults.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from commands import lines, source, started
from endpoint import endpoint, stats

from summarizer.llm import MAX_CALLS

WRONG: list[str] = []


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        output, failures = folder / "out.jsonl", folder / "out.failures.jsonl"
        options = (source(folder, count), "-o", output, "--concurrency", "64")
        began = time.monotonic()
        with endpoint(latency=0.05, faults=1 / 3) as address:
            with started(address, folder, *options, timeout=1.0) as run:
                _, said = run.communicate()
            reached = stats(address)
        print(
            f"{count:,} articles, {time.monotonic() - began:.0f} s; {said.strip().splitlines()[-1]}"
        )
        answered = [line["id"] for line in lines(output)]
        failed = lines(failures)
        asked = Counter(reached["articles"])
        faults = {name: n for name, n in reached["given"].items() if name != "answer"}
        print(
            f"replies: {reached['given']['answer']:,} well, {sum(faults.values()):,} faults {faults}"
        )
        print("failures by kind:", dict(Counter(line["error"] for line in failed)))
        most = max(asked.values())
        print(f"calls per article: {asked.total() / count:.2f} on average, {most} at most")
        both = [*answered, *(line["id"] for line in failed)]
        check(
            "every article answered or among the failures", set(both) == set(map(str, range(count)))
        )
        check("none twice", len(both) == len(set(both)))
        check("every failure has a reason", all(line["message"] for line in failed))
        check(f"no article asked for more than {MAX_CALLS} times", most <= MAX_CALLS)
        with endpoint() as address:
            with started(address, folder, *options) as run:
                run.communicate()
            again = stats(address)["articles"]
        check(
            "again without faults: all answered",
            {line["id"] for line in lines(output)} == set(both),
        )
        check(
            "and only what had failed was asked for", set(again) <= {line["id"] for line in failed}
        )


def check(what: str, holds: bool) -> None:
    print(f"{'yes' if holds else 'NO ':4}{what}")
    if not holds:
        WRONG.append(what)


if __name__ == "__main__":
    main()
    sys.exit(1 if WRONG else 0)
