"""Does memory grow with the number of articles?

    .venv/bin/python benchmarks/memory.py [MANY [FEW]]

The command over 100,000 short articles and over 1,000, with output and cache, against a local endpoint
that answers at once; the peak of resident memory of both as the kernel tells it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from commands import source, started
from endpoint import endpoint

ALLOWED = 50.0
"""Megabytes that many articles may take more than few."""


def peak(count: int) -> float:
    """Megabytes at the most."""
    with tempfile.TemporaryDirectory() as name, endpoint() as address:
        folder = Path(name)
        began = time.monotonic()
        run = started(address, folder, source(folder, count), "-o", folder / "out.jsonl")
        assert run.stderr is not None
        said = run.stderr.read().strip()
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        megabytes = usage.ru_maxrss / 1024
        rate = count / (time.monotonic() - began)
        print(f"{count:>9,} articles: {megabytes:6.1f} MB at the most ({rate:.0f}/s; {said})")
        return megabytes


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    few = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    more = -peak(few) + peak(many)
    print(f"{more:+.1f} MB, {ALLOWED:.0f} allowed: {'met' if more <= ALLOWED else 'missed'}")
    sys.exit(0 if more <= ALLOWED else 1)


if __name__ == "__main__":
    main()
