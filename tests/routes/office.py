"""What a person's spreadsheet program makes of a file: opened and saved again by LibreOffice, without a screen.

In: file name -> bytes. Out: the same files in another format. One call converts all of them; it has a profile folder of
its own, so it minds no other LibreOffice on the machine.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MISSING = "LibreOffice is not there: nothing can be opened and saved again"


def resaved(
    files: dict[str, bytes], ending: str, *, reader: str = "", timeout: int = 120, profile: Path | None = None
) -> dict[str, bytes]:
    """Return the files as LibreOffice saves them: `xls` is true BIFF, `xlsx` its own.

    `reader` is LibreOffice's name of the import filter, for files whose ending lies. Calls that share a `profile` start
    more quickly than each with its own.
    """
    assert SOFFICE, MISSING
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given"), Path(folder, "made")
        given.mkdir()
        for name, contents in files.items():
            (given / name).write_bytes(contents)
        words = [
            SOFFICE,
            f"-env:UserInstallation=file://{profile or Path(folder, 'profile')}",
            "--headless",
            "--norestore",
            *([f"--infilter={reader}"] if reader else []),
            "--convert-to",
            ending,
            "--outdir",
            str(made),
            *(str(given / name) for name in files),
        ]
        done = subprocess.run(words, capture_output=True, timeout=timeout, check=False)
        saved = {path.name: path.read_bytes() for path in sorted(made.glob("*"))}
        assert len(saved) == len(files), done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
        return saved
