"""Confidence: how often records of a kind were right, by what stands behind them.

A record of a small model carries the share of such records that were right on the articles set aside
(``benchmarks/calibration.py`` measures it anew, ``docs/quality.md`` has the figures). A large model's
records carry none: nobody can say it for a model that has not been measured.
"""

from __future__ import annotations

RULE_QUOTE = 0.88
"""A speaker whom the grammar of the sentence names."""
GUESSED_QUOTE = 0.37
"""A speaker whom the rules guess."""
MODEL_QUOTE = 0.24
"""A speaker whom the model names where the rules are silent."""
SURE_CALL, OPEN_CALL = 0.90, 0.57
"""A call that is told in full, and one of which the rules had to fill in something."""
SURE_DEMAND, OPEN_DEMAND = 0.81, 0.56
"""The same of a demand."""
