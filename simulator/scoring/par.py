"""Par, where a measure cannot do without: until a scenario has bands of its own, from the competent policy's habits (reference 4.7).

Judgement, not a finding, and printed with the settings of every scorecard.
"""

from __future__ import annotations

#: By then three of four competent commanders have declared, counted from the evidence: a median of three minutes, log-normal with a
#: spread of 0.5, so 180 s x exp(0.6745 x 0.5). The latest reasonable declaration (E1).
LATEST_REASONABLE_DECLARE = 252
