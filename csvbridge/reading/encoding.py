"""How a text file's letters are stored: bytes in, text and the name of the encoding out.

Order (salesforce-exports.md §1.1): a byte order mark; UTF-16 without one, by its NULs; strict UTF-8; what an
HTML page says of itself; then, only where Western European text cannot be meant, one of the other encodings of
Salesforce's export dialog; else Windows-1252. No byte is dropped or replaced: what Windows-1252 leaves undefined
keeps its number, as browsers do.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from csvbridge.reading.refused import Refused
from csvbridge.rules import reading as rules


class Mixed(NamedTuple):
    """Lines of a file that are UTF-8, and lines that are not."""

    utf8: int
    utf8_line: int
    """The first of them, from 1; `sample` is how it was read, `repaired` how UTF-8 reads it."""
    sample: str
    repaired: str
    other: int
    other_line: int


class Decoded(NamedTuple):
    """The text of a file; `chosen` is true where the encoding was inferred and a person should look."""

    text: str
    encoding: str
    chosen: bool
    mixed: Mixed | None = None


_MARKS = (
    # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
_SAMPLE = 4096  # bytes in which the NULs of UTF-16 are counted
_HEAD = 4096  # bytes in which an HTML page names its encoding; browsers look at 1024
_META = re.compile(rb"<meta\b[^<>]{0,300}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_CELLS = re.compile('[,;\t|"\r<>]')
_LABELS = {
    # what a page says           the codec, as browsers understand it
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-2": "iso8859_2",
    "windows-1250": "cp1250",
    "iso-8859-15": "iso8859_15",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "macintosh": "mac_roman",
}
_LINES = 400  # lines with other than ASCII letters that the choice of an encoding looks at


def decode(data: bytes) -> Decoded:
    """Return the text of a file; `Refused` where its bytes do not keep what its first ones promise."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], codec, name).lstrip("\ufeff"), name, False)
    wide = _utf16_by_nuls(data[:_SAMPLE])
    if wide:
        name = "UTF-16 LE" if wide == "utf-16-le" else "UTF-16 BE"
        return Decoded(_strict(data, wide, name), f"{name} without a byte order mark", True)
    declared = _declared(data[:_HEAD])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_cut(data, error)
        return _not_utf8(data, declared)
    if declared not in ("", "utf-8") and not text.isascii():
        return Decoded(text, f"UTF-8, though the page says {declared}", True)
    return Decoded(text, "UTF-8", False)


def _not_utf8(data: bytes, declared: str) -> Decoded:
    if declared not in ("", "utf-8") and _decodes(data, declared):
        return Decoded(data.decode(declared), f"{declared}, as the page says", False)
    codec, name = _other(data)
    if codec:
        return Decoded(data.decode(codec), name, True)
    return Decoded(_windows_1252(data), "Windows-1252 (Western European)", True, _mixed(data))


def _refuse_cut(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse a file that is UTF-8 to its last character, of which only a part is there."""
    at_end = error.reason == "unexpected end of data" and error.end == len(data)
    if at_end and not data[: error.start].isascii():
        line = data.count(b"\n") + 1
        reason = f"line {line}, the last, ends in the middle of a character, so the file was cut off"
        raise Refused(rules.FILE_DAMAGED, reason=reason)


def _declared(head: bytes) -> str:
    """Return the codec that an HTML page names for itself in `<meta charset>`, blank where it names none we know."""
    if not head.lstrip().startswith(b"<"):
        return ""
    found = _META.search(head)
    return _LABELS.get(found[1].decode("ascii").casefold(), "") if found else ""


def _mixed(data: bytes) -> Mixed | None:
    """Return how a file that is not UTF-8 mixes lines that are with lines that are not, None where it does not."""
    whole: list[tuple[int, bytes]] = []
    broken: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii():
            if _decodes(line, "utf-8"):
                whole.append((number, line))
            else:
                broken.append(number)
    if not whole or not broken:
        return None
    number, line = whole[0]
    repaired = _beyond_ascii(line.decode("utf-8"))
    return Mixed(len(whole), number, _windows_1252(repaired.encode()), repaired, len(broken), broken[0])


def _beyond_ascii(line: str) -> str:
    """Return the first cell of a line that holds more than ASCII, in at most 60 characters."""
    # the one letter beyond ASCII can itself be a blank or end a line
    cell = next((cell for cell in map(str.strip, _CELLS.split(line)) if not cell.isascii()), line)
    first = next(at for at, letter in enumerate(cell) if not letter.isascii())
    return cell[max(0, first - 20) : first + 40]


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
        reason = f"it says that it is {name}, but line {line} is not (cut off, or two files joined)"
        raise Refused(rules.FILE_DAMAGED, reason=reason) from None


def _utf16_by_nuls(sample: bytes) -> str | None:
    """Return the UTF-16 codec when NULs fill one half of the byte pairs and not the other.

    Headings, separators and quotes are ASCII in any language, so at least a tenth of the pairs must have one;
    the NUL that the weekly export puts before rich text is far rarer, and falls on either half.
    """
    pairs = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if pairs == 0 or max(first, second) < max(2, pairs // 10) or min(first, second) * 20 > max(first, second):
        return None
    codec = "utf-16-le" if second > first else "utf-16-be"
    text = sample[: pairs * 2].decode(codec, "replace")
    return codec if sum(c.isascii() for c in text) >= pairs // 10 and "\ufffd" not in text[:-1] else None


def _windows_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_FROM_C1)


def _c1_table() -> dict[int, str]:
    table = {}
    for code in range(0x80, 0xA0):
        try:
            table[code] = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            table[code] = chr(code)
    return table


_FROM_C1 = _c1_table()

# --- the other encodings of the export dialog ---

_RUN = re.compile("[^\x00-\x7f]+")
_OUT_OF_PLACE = re.compile("[ƒˆ‡‰]|(?<=[A-Za-z])[ŠŽŒŸ€‚„†](?=[a-z])")
_IDEOGRAPHS = "\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e"


class _Other(NamedTuple):
    """An encoding of the dialog: its name, the narrower codec of its everyday letters, and those."""

    name: str
    everyday: str
    letters: re.Pattern[str]
    fewest: int
    """Letters beyond ASCII below which nothing is said: two or three can be many things."""


_OTHERS = {
    # half-width katakana is left out of Japanese: any Korean or Chinese file can be read as that
    "cp932": _Other("Shift_JIS (Japanese)", "shift_jis", re.compile(f"[{_IDEOGRAPHS}\u3040-\u30ff]"), 4),
    "cp949": _Other("EUC-KR (Korean)", "euc_kr", re.compile("[\u3000-\u303f\uac00-\ud7a3]"), 4),
    "big5hkscs": _Other("Big5 (traditional Chinese)", "big5", re.compile(f"[{_IDEOGRAPHS}]"), 4),
    "gb18030": _Other("GB18030 (Chinese)", "gb2312", re.compile(f"[{_IDEOGRAPHS}]"), 4),
    "mac_roman": _Other("Mac Roman (Western European, Apple)", "cp1252", re.compile("[À-ÖØ-öø-ÿŒœŸ‘’“”–—•€£®™©°]"), 2),
}
_MOST_MESS = 0.25  # charset-normalizer's measure of disorder, 0 to 1; by itself it gives up at 0.2


def _other(data: bytes) -> tuple[str, str]:
    """Return the codec and name of a non-Western encoding, or two blanks where none can be told for sure."""
    sample = b"\n".join(_lines_beyond_ascii(data))
    if _western(_windows_1252(sample)):
        return "", ""
    from charset_normalizer import from_bytes  # loads slowly, and most files are UTF-8 or Western

    matches = from_bytes(sample, cp_isolation=list(_OTHERS), threshold=_MOST_MESS, preemptive_behaviour=False)
    scored = []
    for match in matches:
        codec = "big5hkscs" if match.encoding == "big5" else match.encoding
        share = _everyday_share(sample, codec)
        scored.append((share, -match.chaos, match.coherence, codec))
    for share, *_, codec in sorted(scored, reverse=True):
        if share >= 0.9 and _decodes(data, codec):
            return codec, _OTHERS[codec].name
    return "", ""


def _everyday_share(sample: bytes, codec: str) -> float:
    """Return how much of the text beyond ASCII is everyday writing of the language that the codec is for."""
    about = _OTHERS[codec]
    runs = _RUN.findall(sample.decode(codec, "replace"))
    beyond = "".join(runs)
    if len(beyond) < about.fewest or (codec == "mac_roman" and max(map(len, runs)) > 3):
        return 0
    everyday = [x for x in about.letters.findall(beyond) if len(x.encode(about.everyday, "ignore")) in (1, 2)]
    return len(everyday) / len(beyond)  # euc_kr writes syllables that it does not have in eight bytes


def _lines_beyond_ascii(data: bytes) -> list[bytes]:
    found = []
    for line in data.replace(b"\r", b"\n").split(b"\n"):
        if not line.isascii():
            found.append(line)
            if len(found) == _LINES:
                break
    return found


def _western(text: str) -> bool:
    """Return whether text read as Windows-1252 looks like Western European writing.

    Its accented letters stand among plain ones, seldom three in a row, and its signs (dashes, quotes, ™) not
    inside words; other encodings read so come out as long runs of accented letters, or with signs in the
    middle of words.
    """
    beyond = odd = 0
    for run in _RUN.findall(text):
        beyond += len(run)
        odd += len(run) if len(run) > 3 or any("\x80" <= letter <= "\x9f" for letter in run) else 0
    odd += len(_OUT_OF_PLACE.findall(text))
    return odd * 2 <= beyond


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
