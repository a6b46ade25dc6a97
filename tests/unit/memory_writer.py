"""Writes into a memory and is killed at a random moment, over and over; run as a process of its own.

In: a folder, how many kills, a seed. Out: one JSON object: how many batches were found whole, and what was found broken.
Everything is imported once; each kill hits a fork of this process.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from memories import IDS, a_folder, a_question, a_run, an_invoice

from csvbridge.memory import APPLICATION_ID, Memory
from csvbridge.remembered import Decision, member

BATCH = 12
FRESH_EVERY = 10
"""So often the file begins again as one of version 1: the change to this version is killed, too."""


def write(folder: Path, times: int, tell: int | None = None) -> None:
    """Write batches, and tell the other end of a pipe when each begins."""
    number = 0
    while number < times:
        if tell is not None:
            os.write(tell, b"!")
        with Memory.open(folder / "csvbridge.db", wait=0) as memory:
            number += 1
            mark = f"{os.getpid()}-{number}"
            place = folder / "runs" / mark
            manifest = a_folder(folder / "built" / mark, mark)
            memory.begin(
                a_run(place, mark, manifest),
                [an_invoice(n) for n in range(BATCH)],
                [a_question(n % 3, phone=f"{mark} {n}") for n in range(BATCH)],
            )
            (folder / "built" / mark).rename(place)
            memory.complete(mark)
            memory.decide(
                [
                    Decision(
                        left=member(f"account {IDS[0]} {mark} {n}", "A", {}),
                        right=member("customer b", "B", {}),
                        word="different",
                        source=mark,
                    )
                    for n in range(BATCH)
                ]
            )


def version_1(path: Path) -> None:
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.rmtree(path.parent / "runs", ignore_errors=True)
    (path.parent / "runs").mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("PRAGMA user_version = 1")
        database.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.execute("INSERT INTO meta VALUES ('schema_version', '1')")
        database.commit()


def broken(path: Path) -> tuple[int, list[str]]:
    """Return how many batches are whole, and what is wrong."""
    with closing(sqlite3.connect(path)) as database:
        found = [row[0] for row in database.execute("PRAGMA integrity_check")]
        wrong = [] if found == ["ok"] else found
        if database.execute("PRAGMA user_version").fetchone()[0] == 1:
            names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return 0, wrong + ([] if names == ["meta"] else [f"version 1 with {names}"])
        batches = []
        for mark, exported, asked in database.execute(
            "SELECT id, (SELECT count(*) FROM exported e WHERE e.run = r.id), "
            "(SELECT count(*) FROM asked a WHERE a.run = r.id) FROM runs r"
        ):
            batches += [(f"exported of {mark}", exported), (f"asked by {mark}", asked)]
        query = "SELECT json_extract(body, '$.source'), count(*) FROM decisions GROUP BY 1"
        batches += [(f"decisions of {mark}", count) for mark, count in database.execute(query)]
        strays = database.execute("SELECT count(*) FROM exported WHERE run NOT IN (SELECT id FROM runs)").fetchone()[0]
        wrong += [f"{name}: {count} of {BATCH}" for name, count in batches if count != BATCH]
        wrong += [f"{strays} rows of no run"] if strays else []
        return len(batches), wrong


def healed(folder: Path) -> list[str]:
    """Return what is wrong after the next command: a run counts exactly when its folder stands."""
    with Memory.open(folder / "csvbridge.db", wait=0) as memory:
        runs = memory.runs()
    counts = {run.name for run in runs if run.state == "complete"}
    stands = {place.name for place in (folder / "runs").iterdir()}
    wrong = [f"{run.name}: {run.state}" for run in runs if run.state != "complete"]
    return wrong + [f"{name}: counts or stands, not both" for name in counts ^ stands]


def main(folder: Path, kills: int, seed: int) -> None:
    path = folder / "csvbridge.db"
    chance = random.Random(seed)
    whole, wrong = 0, []
    version_1(path)
    began = time.monotonic()
    write(folder, 5)
    round_trip = (time.monotonic() - began) / 5  # so that the kills meet every moment of it, on any machine
    for number in range(kills):
        if number % FRESH_EVERY == 0:
            version_1(path)
        hear, tell = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                write(folder, 1_000_000, tell)
            finally:
                os._exit(1)
        for _ in range(chance.randint(1, 2)):
            os.read(hear, 1)
        time.sleep(chance.uniform(0, min(round_trip, 0.04)))
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1]
        os.close(hear)
        os.close(tell)
        if not os.WIFSIGNALED(ended):
            wrong.append("the writer ended by itself")
        with Memory.read(path) as memory:  # whoever looks first takes back what was half-written
            memory.runs()
        batches, found = broken(path)
        whole += batches
        wrong += found + healed(folder)
    print(json.dumps({"kills": kills, "whole": whole, "wrong": wrong[:20]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
