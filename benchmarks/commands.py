"""The command ``summarizer`` as a process of its own, in front of the endpoint for load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from endpoint import article

_CODE = """
import sys, summarizer.pipeline
summarizer.pipeline.TIMEOUT = float(sys.argv.pop(1))
from summarizer.cli import main
main()
"""


def source(folder: Path, count: int) -> Path:
    """So many articles, as JSON lines."""
    path = folder / f"{count}.jsonl"
    with path.open("w") as file:
        for number in range(count):
            file.write(json.dumps({"id": str(number), "text": article(number)}) + "\n")
    return path


def started(
    address: str, folder: Path, *options: str | Path, timeout: float = 180.0
) -> subprocess.Popen[str]:
    """The command with these options; its cache is in ``folder``, ``timeout`` is for one request."""
    environment = {
        **os.environ,
        "OPENAI_BASE_URL": f"{address}/ours/v1",
        "OPENAI_API_KEY": "none",
        "SUMMARIZER_MODEL": "m",
        "XDG_CACHE_HOME": str(folder),
    }
    command = [sys.executable, "-c", _CODE, str(timeout), *map(str, options)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines; none where there is no file."""
    if not path.exists():
        return []
    with path.open() as file:
        return [json.loads(line) for line in file]
