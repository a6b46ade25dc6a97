"""ZIP archives (Salesforce's weekly Data Export): the bytes of one in, its members' bytes out, one at a time.

Nothing is unpacked to disk, and no name of a member is ever used as a path. Everything that the archive's directory
tells is checked before anything is unpacked: names, sizes, passwords, links, doubles. A member is unpacked when it is
asked for, to its very end, and must keep what the directory says of its size and checksum.
"""

from __future__ import annotations

import copy
import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csvbridge.reading.caps import Caps
from csvbridge.reading.discover import is_passed_over, matches
from csvbridge.reading.refused import Refused
from csvbridge.rules import containers

_DIRECTORY_ENTRY = b"PK\x01\x02"
_SYSTEMS_FOLDER = "__MACOSX"
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DRIVE = re.compile(r"[A-Za-z]:")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_METHODS_NOT_READ = {9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_PIECE = 1 << 20  # bytes that are unpacked at a time
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError)


@dataclass(slots=True)
class Archive:
    """What an archive holds, as its directory says."""

    opened: zipfile.ZipFile
    members: list[zipfile.ZipInfo] = field(default_factory=list)
    """What is to be read, in the archive's order."""
    aside: list[tuple[str, str]] = field(default_factory=list)
    """Members that are not read, each with its reason."""


def refuse_crowded(data: bytes, caps: Caps) -> None:
    """Refuse a directory of too many members before it is loaded: each takes memory, whatever it holds."""
    count = data.count(_DIRECTORY_ENTRY)
    if count > caps.members:
        raise Refused(containers.ARCHIVE_TOO_MANY, count=count, limit=caps.members)


def open_archive(data: bytes, name: str, skip: Sequence[str], caps: Caps) -> Archive:
    """Return what an archive holds; `Refused` when it is not sound, over the caps, or there is nothing to read in it.

    `skip` are globs over a member's own name, its path in the archive, or `archive!path` as messages write it.
    """
    found = Archive(zipfile.ZipFile(io.BytesIO(data)))
    for entry in found.opened.infolist():
        _refuse_unsafe(entry)
        if entry.is_dir() and not entry.file_size:
            continue
        reason = _why_aside(entry.orig_filename, name, skip)
        if reason:
            found.aside.append((entry.orig_filename, reason))
        else:
            found.members.append(entry)
    if not found.members:
        left = f"; {len(found.aside)} passed over" if found.aside else ""
        raise Refused(containers.ARCHIVE_EMPTY, passed_over=left)
    _refuse_doubles(found.members)
    _refuse_large(found.members, len(data), caps)
    for entry in found.members:
        if entry.flag_bits & 0x1:
            raise Refused(containers.ARCHIVE_ENCRYPTED, member=entry.orig_filename)
    return found


def member_bytes(archive: Archive, entry: zipfile.ZipInfo) -> bytes:
    """Return a member's contents; `Refused` when they are damaged, or not what the directory says."""
    if entry.compress_type not in _METHODS:
        how = _METHODS_NOT_READ.get(entry.compress_type, f"number {entry.compress_type}")
        reason = f"it is packed by a method that is not read ({how}); pack it again as an ordinary ZIP"
        raise Refused(containers.MEMBER_DAMAGED, reason=reason)
    try:
        pieces = list(_pieces(archive.opened, entry))
    except _DAMAGED as error:
        what = "it does not match its checksum" if "CRC" in str(error) else "its data is broken"
        raise Refused(containers.MEMBER_DAMAGED, reason=what) from None
    except RuntimeError:  # zipfile's word for a password
        raise Refused(containers.ARCHIVE_ENCRYPTED, member=entry.orig_filename) from None
    size = sum(map(len, pieces))
    if size != entry.file_size:
        reason = f"the archive says that it has {entry.file_size:,} bytes, which is not so"
        raise Refused(containers.MEMBER_DAMAGED, reason=reason)
    return b"".join(pieces)


def _pieces(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    longer = copy.copy(entry)
    longer.file_size += 1  # one byte more than it says: what goes on beyond its stated end is seen, not dropped
    with opened.open(longer) as member:
        while piece := member.read(_PIECE):
            yield piece


def _refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.split("/")
    reason = ""
    if _HARMFUL.search(name):
        reason = "it has control characters"
    elif "\\" in name:
        reason = "it has backslashes"
    elif name.startswith("/") or _DRIVE.match(name):
        reason = "it names a place outside the archive"
    elif ".." in parts or not name:
        reason = "it leads out of the archive" if name else "it has no name"
    elif name.endswith("/") and entry.file_size:
        reason = "it is a folder by its name, and has contents"
    if reason:
        raise Refused(containers.ARCHIVE_NAME_UNSAFE, member=_HARMFUL.sub("\ufffd", name)[:200], reason=reason)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused(containers.ARCHIVE_LINK, member=name)


def _why_aside(path: str, archive: str, skip: Sequence[str]) -> str:
    parts = path.split("/")
    if _SYSTEMS_FOLDER in parts or any(map(is_passed_over, parts)):
        return "not an export: a file of the computer's own"
    names = (parts[-1], path, f"{archive}!{path}")
    return "left out by --skip" if any(matches(name, skip) for name in names) else ""


def _refuse_doubles(members: Sequence[zipfile.ZipInfo]) -> None:
    name, count = Counter(entry.orig_filename for entry in members).most_common(1)[0]
    if count > 1:
        raise Refused(containers.ARCHIVE_NAME_TWICE, member=name)


def _refuse_large(members: Sequence[zipfile.ZipInfo], packed: int, caps: Caps) -> None:
    for entry in members:
        if entry.file_size > caps.file_bytes:
            ratio = entry.file_size // max(1, entry.compress_size)
            _refuse_size(entry.orig_filename, entry.file_size, ratio, caps.file_bytes, caps)
    size = sum(entry.file_size for entry in members)
    ratio = size // packed
    if size > caps.archive_bytes or (size > caps.ratio_from and ratio > caps.unpacked_ratio):
        _refuse_size("the archive", size, ratio, caps.archive_bytes, caps)


def _refuse_size(what: str, size: int, ratio: int, limit: int, caps: Caps) -> None:
    facts = {"size": size, "ratio": ratio, "limit": limit, "most": caps.unpacked_ratio}
    raise Refused(containers.ARCHIVE_TOO_LARGE, what=what, **facts)
