"""Killed fifty times: is the end the same as of a run that nobody disturbed?

    .venv/bin/python benchmarks/kill.py [ARTICLES [KILLS]]

One run over many articles is killed with SIGKILL at random moments and started again each time, then left
to end. Its output is compared with that of an undisturbed run, and what reached the endpoint tells how
often a reply was paid for twice: at most those that were in flight at a kill.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from commands import lines, source, started
from endpoint import endpoint, stats

CONCURRENCY = 16


def records(path: Path) -> dict[str, Any]:
    """The summaries by id, without what differs from run to run: how long it took."""
    found = lines(path)
    for line in found:
        del line["summary"]["usage"]
    assert len({line["id"] for line in found}) == len(found), "a line twice"
    return {line["id"]: line["summary"] for line in found}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = source(folder, count)
        calm, output = folder / "calm.jsonl", folder / "out.jsonl"
        options = ("--concurrency", str(CONCURRENCY))
        with (
            endpoint(latency=0.05) as address,
            started(address, folder / "calm", given, "-o", calm, *options) as run,
        ):
            run.communicate()
        done, begun, at_work = 0, time.monotonic(), 0
        with endpoint(latency=0.05) as address:
            while done < kills:
                before = output.stat().st_size if output.exists() else 0
                with started(address, folder / "cache", given, "-o", output, *options) as run:
                    time.sleep(chance.uniform(0.0, 3.0))
                    if run.poll() is not None:
                        break
                    run.kill()
                    run.communicate()
                done += 1
                at_work += output.exists() and output.stat().st_size > before
            finished = len(output.read_bytes().splitlines()) if output.exists() else 0
            with started(address, folder / "cache", given, "-o", output, *options) as run:
                run.communicate()
            asked = stats(address)["articles"]
        twice = sum(asked.values()) - count
        print(
            f"{count:,} articles, {done} kills in {time.monotonic() - begun:.0f} s, {at_work} of them"
        )
        print(f"while lines were written; {finished:,} lines at the last")
        print(
            f"replies asked for again: {twice} (in flight at a kill: at most {done * CONCURRENCY})"
        )
        same = records(output) == records(calm)
        print("yes" if same else "NO ", "the same output as of the undisturbed run")
        print(
            "yes" if twice <= done * CONCURRENCY else "NO ", "nothing paid for twice but in flight"
        )
        sys.exit(0 if same and twice <= done * CONCURRENCY and done == kills else 1)


if __name__ == "__main__":
    main()
