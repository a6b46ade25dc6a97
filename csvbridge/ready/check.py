"""The order of the checks of files for QuickBooks' import screens. Only this module knows it.

In: recognised tables, or rows that are about to be written. Out: findings, all of a call's files at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.profile import Profile
from csvbridge.ready.cells import check_cells
from csvbridge.ready.columns import check_headings


def check_ready(tables: Sequence[ReadyTable], profile: Profile, findings: Findings) -> None:
    """Check every file for an import screen, each by itself and all together."""
    for table in tables:
        check_headings(table, profile.company.region, findings)
        check_cells(table, profile.company.date_format, findings)
