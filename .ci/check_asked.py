"""Check that the embedded model was asked, and that what it answered fitted."""

import json
import sys
from pathlib import Path

summary = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
usage = summary["usage"]
if not (usage["requests"] == 1 and usage["completion_tokens"] and not summary["rejected"]):
    sys.exit(f"the model was not asked, or answered wrong: {json.dumps(summary)[-2000:]}")
print("model: asked once, and its answer fits")
