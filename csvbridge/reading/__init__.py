"""Reading: files in, tables of text out (`discover`, then `read_file` for each).

Bytes are told apart by their contents, decoded, parsed and laid out; every row is registered in the trail,
every furniture row set aside there. Nothing here trims, types or maps a value, and nothing is raised for what
a file holds.
"""

from csvbridge.reading.caps import CAPS, Caps
from csvbridge.reading.discover import Found, discover, shown_path
from csvbridge.reading.file import read_file, read_sheets
from csvbridge.reading.header import find_header
from csvbridge.reading.sheet import Sheet

__all__ = ["CAPS", "Caps", "Found", "Sheet", "discover", "find_header", "read_file", "read_sheets", "shown_path"]
