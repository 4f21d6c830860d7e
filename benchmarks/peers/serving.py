"""How a peer is spoken to: an article a line on stdin, an answer a line on stdout, after an empty line
that says that it is ready.

A line in is ``{"id", "text"}``. A line out is what the peer said, as plain JSON: ``calls`` (evidence,
participants, status, medium, initiator, minutes), ``quotes`` (text, speaker and, where the peer knows
it, start and end), ``demands`` (evidence, demander, target, action, strength, status, deadline), or
``failed`` with the reason. Peers import nothing of the package that they are compared with.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

Said = dict[str, Any]


def serve(answer: Callable[[str], Said]) -> None:
    """Answer articles until stdin ends. A peer that raises has failed on that article only."""
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    lines.write("\n")
    lines.flush()
    for line in sys.stdin.buffer:
        article = json.loads(line)
        try:
            said = answer(article["text"])
        except Exception as error:
            said = {"failed": f"{type(error).__name__}: {error}"[:500]}
        lines.write(json.dumps(said) + "\n")
        lines.flush()
