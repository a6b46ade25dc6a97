"""The headings of the workbook's sheet Decide, for who writes it and for who reads it back (contract.md §3)."""

from __future__ import annotations

LEFT_NAME, RIGHT_NAME = "Left name", "Right name"
LEFT_ID, RIGHT_ID = "Left id", "Right id"
DECISION = "Decision"
SURVIVOR = "Survivor"
QUICKBOOKS_NAME = "QuickBooks name"
REASON = "Reason"
DECIDED_BY = "Decided by"
DATE = "Date"
KEY = "Key"

FILLED_IN = (DECISION, SURVIVOR, QUICKBOOKS_NAME, REASON, DECIDED_BY, DATE)
"""What people fill in, in the order of the sheet."""

READ_BACK = (LEFT_NAME, RIGHT_NAME, LEFT_ID, RIGHT_ID, *FILLED_IN, KEY)
"""What is read back, found by its heading, wherever it stands."""

RUN = "Run"
"""The topic of Read me that names the run."""

LONGEST_NAME = 400
"""Characters of a name that the sheet shows."""
