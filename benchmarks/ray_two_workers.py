"""Do two workers give the same records as one process, and respect one limit?

    .venv/bin/python benchmarks/ray_two_workers.py [ARTICLES [PER_MINUTE]]

The same 500 articles through the command and through two workers of a Ray cluster on this machine, from
JSON lines to Parquet, against a local endpoint. Then half of the output is taken away and the workers
begin anew: only what is missing may be asked. Ray's own start is not in the rates.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from commands import lines, source, started
from endpoint import endpoint, stats

WORKERS = 2


def records(summary: dict[str, Any]) -> dict[str, Any]:
    """A summary without what a clock put in."""
    return {**summary, "usage": {**summary["usage"], "seconds": 0}}


def one_process(address: str, folder: Path, given: Path) -> dict[str, dict[str, Any]]:
    run = started(address, folder, given, "-o", folder / "out.jsonl")
    assert run.stderr is not None
    run.stderr.read()
    run.wait()
    return {line["id"]: records(line["summary"]) for line in lines(folder / "out.jsonl")}


def two_workers(address: str, given: Path, output: Path, per_minute: float) -> float:
    """Seconds from the first request to the last file."""
    import ray.data

    from summarizer.flow import Limits
    from summarizer.ray import summarize

    limits = Limits(concurrency=16, requests_per_minute=per_minute)
    began = time.monotonic()
    summarize(
        ray.data.read_json(str(given)),
        workers=WORKERS,
        limits=limits,
        finished=str(output),
        block=25,
        model="m",
        base_url=f"{address}/ours/v1",
        api_key="none",
    ).write_parquet(str(output))
    return time.monotonic() - began


def read(output: Path) -> dict[str, dict[str, Any]]:
    import pyarrow.parquet as pq

    rows = pq.read_table(output).to_pylist()
    found = {row["id"]: records(json.loads(row["summary"])) for row in rows if row["summary"]}
    assert len(found) == len(rows), "an article failed, or came out twice"
    return found


def main(count: int, per_minute: float) -> None:
    import ray.data

    ray.init(
        num_cpus=WORKERS + 1,  # one for reading and writing
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=200_000_000,
    )
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ray.data.DataContext.get_current().enable_progress_bars = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given, output = source(folder, count), folder / "summaries"
        with endpoint() as address:
            one = one_process(address, folder, given)
        with endpoint() as address:
            whole = two_workers(address, given, output, per_minute)
            asked = stats(address)
            two = read(output)
        files = sorted(output.glob("*.parquet"))
        for file in files[::2]:
            file.unlink()
        left = count - len(read(output))
        with endpoint() as address:
            rest = two_workers(address, given, output, per_minute)
            again = stats(address)["served"]
            resumed = read(output)
    ray.shutdown()
    # A bucket holds the amount of a second, so that no minute sees more than the limit.
    most = per_minute / 60 * (1 + asked["seconds"])
    print(
        f"{len(one)} articles in one process; {len(two)} in two workers, {whole:.1f} s with start-up"
    )
    print(f"sent in {asked['seconds']:.1f} s: {asked['served']}, allowed {most:.0f}")
    print(f"of {len(files)} files {len(files[::2])} gone: {again} of {left} asked, {rest:.1f} s")
    verdicts = {
        "the same records": one == two == resumed and len(one) == count,
        "nothing asked twice": asked["served"] == count and again == left,
        "one limit": asked["served"] <= most,
    }
    for what, met in verdicts.items():
        print(f"{what}: {'met' if met else 'missed'}")
    print(json.dumps({"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1)}))
    sys.exit(0 if all(verdicts.values()) else 1)


if __name__ == "__main__":
    arguments = [float(argument) for argument in sys.argv[1:]]
    main(int(arguments[0]) if arguments else 500, arguments[1] if arguments[1:] else 1200.0)
