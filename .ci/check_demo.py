"""Check that the demo's summary has the call, a verbatim quotation and the demand of its article."""

import json
import sys
from pathlib import Path

summary = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
text = Path(sys.argv[2]).read_bytes().decode("utf-8")


def verbatim(words: dict[str, object]) -> bool:
    """Whether an excerpt is what stands in the article at its offsets."""
    span = words["span"]
    return text[span["start"] : span["end"]] == words["text"]


call = any(
    # The presidents, or the countries for which they spoke: the gold has both.
    {"Hernán Villacorta", "Peru"} & {party["name"] for party in call["participants"]}
    and {"Lucía Arrascaeta", "Ecuador"} & {party["name"] for party in call["participants"]}
    and call["status"] == "held"
    and all(map(verbatim, call["evidence"]))
    for call in summary["calls"]
)
quote = len(summary["quotes"]) >= 5 and all(map(verbatim, summary["quotes"]))
demand = any(
    any("withdraw its troops" in excerpt["text"] for excerpt in demand["evidence"])
    and all(map(verbatim, demand["evidence"]))
    for demand in summary["demands"]
)
found = {"the call": call, "verbatim quotations": quote, "the demand": demand}
missing = [what for what, there in found.items() if not there]
if missing:
    sys.exit(f"the demo's summary lacks {', '.join(missing)}: {json.dumps(summary)[:3000]}")
print("demo: the call, the quotations and the demand are there")
