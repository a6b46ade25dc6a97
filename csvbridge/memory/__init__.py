"""The company's memory: `csvbridge.db`, one SQLite file beside the profile.

In: what runs wrote and asked, what people decided and corrected. Out: the same, for the next run, until somebody takes
it back. It never overwrites a file, never forgets in silence, and holds nothing that did not come from the company.
"""

from csvbridge.memory.answers import Past, correction_key
from csvbridge.memory.carrying import Archive, Carried, Taken
from csvbridge.memory.file import check_memory, create_memory
from csvbridge.memory.runs import EXPORTING, manifest_hash
from csvbridge.memory.store import Memory
from csvbridge.memory.tables import APPLICATION_ID, VERSION
from csvbridge.remembered import RunNote

__all__ = [
    "APPLICATION_ID",
    "EXPORTING",
    "VERSION",
    "Archive",
    "Carried",
    "Memory",
    "Past",
    "RunNote",
    "Taken",
    "check_memory",
    "correction_key",
    "create_memory",
    "manifest_hash",
]
