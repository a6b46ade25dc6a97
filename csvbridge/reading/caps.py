"""How much is read at most, so that a damaged or hostile file ends in a message, not in a full memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The largest input that is read."""

    file_bytes: int = 800_000_000
    """Bytes of one file on disk: a million records of twenty columns are about 540 MB; a month has a few thousand."""
    cells: int = 50_000_000
    """Rows times columns of one table: a million records of fifty columns."""
    cells_between: int = 5_000_000
    """Rows times columns of a worksheet with next to nothing in it: a stray cell in the last row of 4 columns."""
    unpacked_bytes: int = 1_000_000_000
    """Sum of a workbook's members after unpacking; Excel's own largest useful lists stay far below."""
    unpacked_ratio: int = 200
    """Unpacked size over the size on disk; sheets of real data reach 10 to 40."""
    ratio_from: int = 10_000_000
    """Unpacked bytes of an archive below which its ratio is not looked at: a small file of equal rows packs well."""
    archive_bytes: int = 4_000_000_000
    """Sum of an archive's members after unpacking; they are read one by one, and Salesforce cuts parts at 512 MB."""
    members: int = 10_000
    """Members of an archive or parts of a workbook; a Data Export has a few hundred."""


CAPS = Caps()
