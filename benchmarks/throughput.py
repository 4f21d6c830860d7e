"""How much of what an endpoint allows is used, beside peers.

    .venv/bin/python benchmarks/throughput.py [PLACES...]

A local endpoint takes exactly a second for an answer and has 8, 64 or 256 places; a request too many gets
a 429. The command ``summarizer`` with output and cache, two of it with half of the articles and places each,
bare instructor under a semaphore, and langextract with as many workers read the same articles, 70 to 400
words, one request each. What counts is how fast the endpoint gave its answers in a quarter of a minute,
from five seconds after the first one on, as a share of what its places allow; and the processor time
that an answer took on the client's side. Answers come in waves, so whole rounds of its places are timed.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands import source, started
from endpoint import article, endpoint, stats

HERE = Path(__file__).parent
ROOT = HERE.parent
PLACES = (8, 64, 256)
TARGET = {8: 0.97, 64: 0.97, 256: 0.9}
WARM_UP, WINDOW = 5.0, 15.0
TWO = "2 summarizers"
SYSTEMS = {
    "summarizer": "ours",
    TWO: "ours",
    "instructor": "instructor",
    "langextract": "langextract",
}
PYTHON = {"instructor": "naive", "langextract": "langextract"}
"""The folder of each peer's environment below .bench, as the benchmark of quality makes them."""


async def bare_instructor(base_url: str, places: int, texts: list[str]) -> None:
    """What one writes with instructor and a semaphore, with as many connections as it needs."""
    import httpx2
    import instructor
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient
    from pydantic import BaseModel

    class Call(BaseModel):
        participants: list[str]
        initiator: str | None
        status: str
        medium: str
        minutes: int | None

    class Quote(BaseModel):
        text: str
        speaker: str | None

    class Demand(BaseModel):
        demander: list[str]
        target: list[str]
        action: str
        deadline: str | None

    class Found(BaseModel):
        calls: list[Call]
        quotes: list[Quote]
        demands: list[Demand]

    limits = httpx2.Limits(max_connections=places, max_keepalive_connections=places)
    http = DefaultAsyncHttpxClient(limits=limits, trust_env=False)
    client = instructor.from_openai(
        AsyncOpenAI(base_url=base_url, api_key="none", http_client=http),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    room = asyncio.Semaphore(places)

    async def ask(text: str) -> None:
        async with room:
            await client.chat.completions.create(
                model="m",
                response_model=Found,
                messages=[
                    {"role": "user", "content": f"Extract calls, quotes, demands.\n\n{text}"}
                ],
            )

    await asyncio.gather(*(ask(text) for text in texts))


def langextract(base_url: str, places: int, texts: list[str]) -> None:
    """langextract as it is told to read many documents, each in one chunk."""
    import langextract as lx
    from langextract.factory import ModelConfig

    example = lx.data.ExampleData(
        text="“It was a useful talk,” Ivo Brandt told reporters.",
        extractions=[
            lx.data.Extraction(
                extraction_class="quote",
                extraction_text="It was a useful talk,",
                attributes={"speaker": "Ivo Brandt"},
            )
        ],
    )
    keys = {"base_url": base_url, "api_key": "none", "max_workers": places}
    config = ModelConfig(model_id="m", provider="OpenAILanguageModel", provider_kwargs=keys)
    lx.extract(
        text_or_documents=[lx.data.Document(text=text) for text in texts],
        prompt_description="Extract quotations and their speakers.",
        examples=[example],
        config=config,
        max_char_buffer=10_000,
        batch_length=places,
        max_workers=places,
        show_progress=False,
    )


@contextmanager
def running(system: str, address: str, places: int, folder: Path) -> Iterator[list[int]]:
    """The process ids of a system that reads more than it can in the time."""
    count = 40 * places
    processes: list[subprocess.Popen[str]] = []
    if SYSTEMS[system] == "ours":
        parts = 2 if system == TWO else 1
        given = source(folder, count)
        for number in range(parts):
            part, output = folder / f"part{number}.jsonl", folder / f"out{number}.jsonl"
            part.write_text("".join(given.read_text().splitlines(True)[number::parts]))
            processes.append(
                started(address, folder, part, "-o", output, "--concurrency", str(places // parts))
            )
    else:
        python = ROOT / ".bench" / PYTHON[system] / "bin" / "python"
        command = [str(python), __file__, system, address, str(places), str(count)]
        quiet = subprocess.DEVNULL
        processes.append(subprocess.Popen(command, stdout=quiet, stderr=quiet, text=True))
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def processor(pids: list[int]) -> float:
    """Seconds of processor time that processes have used (proc(5))."""
    files = (Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids)
    return sum(int(fields[11]) + int(fields[12]) for fields in files) / os.sysconf("SC_CLK_TCK")


def measured(system: str, places: int) -> tuple[float, float, int]:
    """Answers a second, milliseconds of processor time an answer, and requests that were too many."""
    with (
        tempfile.TemporaryDirectory() as name,
        endpoint(places, 1.0) as address,
        running(system, address, places, Path(name)) as pids,
    ):
        while not stats(address)["served"]:
            time.sleep(0.1)
        time.sleep(WARM_UP)
        before, used = stats(address), processor(pids)
        time.sleep(WINDOW)
        after = stats(address)
        served = after["served"] - before["served"]
        spent = 1000 * (processor(pids) - used) / max(served, 1)
        return paced(after["times"][before["served"] :], places), spent, after["refused"]


def paced(times: list[float], places: int) -> float:
    """Answers a second, over as many whole rounds of the places as there are."""
    counted = (len(times) - 1) // places * places or len(times) - 1
    return counted / (times[counted] - times[0])


def main(chosen: tuple[int, ...]) -> None:
    print(f"{'places':>6}  {'system':<15}{'answers/s':>10}{'share':>8}{'CPU ms':>8}{'429':>6}")
    missed = False
    for places in chosen:
        for system in SYSTEMS:
            rate, spent, refused = measured(system, places)
            verdict = ""
            if system == "summarizer" and places in TARGET:
                met = rate / places >= TARGET[places]
                missed |= not met
                verdict = f"  {TARGET[places]:.2f} {'met' if met else 'missed'}"
            print(
                f"{places:>6}  {system:<15}{rate:>10.1f}{rate / places:>8.3f}{spent:>8.1f}"
                f"{refused:>6}{verdict}",
                flush=True,
            )
    load = os.getloadavg()[0]
    print(json.dumps({"cores": os.cpu_count(), "load": round(load, 1)}))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PYTHON:
        name, address, places, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        base_url = f"{address}/{SYSTEMS[name]}/v1"
        texts = [article(number) for number in range(count)]
        if name == "langextract":
            langextract(base_url, places, texts)
        else:
            asyncio.run(bare_instructor(base_url, places, texts))
    else:
        main(tuple(map(int, sys.argv[1:])) or PLACES)
