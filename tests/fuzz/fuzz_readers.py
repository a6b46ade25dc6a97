"""Fuzz the readers: `python tests/fuzz/fuzz_readers.py --seconds 600 --seed 1 --jobs 2`.

Small sound files are damaged in ways that depend on the seed and a counter alone, written to a temporary file and read
by `csvbridge.reading.read_file`, then identified. Whatever a file holds, the outcome is sheets or a finding that stops;
an exception, a crash of the process, more than ten seconds or more memory than allowed is a failure. Each failure is
saved to `--out` with its container, seed and counter in its name. Exit 0 when there were none, else 1.

`--read FILE...` reads files under the same limits and tells each outcome, one a line.

`--replay CONTAINER SEED NUMBER` writes that one input to `--out` and reads it in this process; `--minimise FILE` makes
a failing file smaller while it fails alike.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import seeds as seed_files
from mutate import mutate

BATCH = 400
"""Inputs that a worker reads before it reports; few enough that a report comes every few seconds."""
SECONDS_EACH = 10
"""Of processor time, so that a busy machine is no fault; the clock stops a worker after six times as long."""
MEMORY = 4_000
"""Megabytes on top of what the libraries take: a table of as many cells as the caps allow needs about three thousand."""


class TooLong(Exception):
    """An input took more than its seconds, seen from inside."""


def build(container: str, files: list[bytes], seed: int, number: int) -> bytes:
    """Return the input of this number: nothing but container, files, seed and number decide it."""
    rng = random.Random(f"{container}/{seed}/{number}")
    return mutate(rng.choice(files), container, files, rng)


def make_reader(folder: Path) -> Callable[[bytes], str]:
    """Return a function that reads bytes as a file and names the outcome; it raises what must not be raised."""
    from csvbridge.findings import Findings
    from csvbridge.mapping.identify import Known, identify_all, known_headings
    from csvbridge.reading import Found, read_file
    from csvbridge.schema_files import load_exports, load_passed_over, load_templates
    from csvbridge.schemas import normal_heading
    from csvbridge.trail import Trail

    known = Known(exports=load_exports(), passed_over=load_passed_over(), templates=load_templates(), aliases={})
    headings = known_headings(known)
    path = folder / "input"

    def read(data: bytes) -> str:
        path.write_bytes(data)
        trail, findings = Trail(), Findings()
        sheets = read_file(Found(path, "input"), trail, findings, known_heading=lambda h: normal_heading(h) in headings)
        for sheet in sheets:
            assert len(sheet.headings) == len(sheet.columns), "a heading for each column"
            assert {len(column) for column in sheet.columns} <= {len(sheet.row_ids)}, "a cell for each record"
            assert all(type(cell) is str for column in sheet.columns for cell in column), "cells are text"
            assert sheet.source.rows == len(sheet.row_ids), "the source counts its records"
        stops = findings.stops()
        if not sheets:
            assert stops, "no sheet, and nothing that says why"
            _resolve(findings, trail)
            return "refused"
        identify_all(sheets, known, trail, findings)
        _resolve(findings, trail)
        return "stopped" if findings.stops() else "read"

    def _resolve(findings: Findings, trail: Trail) -> None:
        """Every message can be put into words, and no placeholder stays in it."""
        for found in findings.resolved(trail.locate, trail.cell, findings.stops()):
            assert found.message and found.fix, f"{found.code} says nothing"
            found.message.encode("utf-8")

    return read


def _give_up(signum: int, frame: object) -> None:
    raise TooLong


def work(pipe: Connection, container: str, seed: int, start: int, memory: int) -> None:
    """Read inputs from `start` on; before each, tell its number, so that a crash or a hang has a name."""
    warnings.simplefilter("ignore")  # two members of one name are meant
    faulthandler.disable()  # a crash is reported by the parent
    signal.signal(signal.SIGPROF, _give_up)
    files = seed_files.seeds(container) if container != "xls" else _cached_xls()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        read = make_reader(Path(folder))
        for data in files:
            read(data)  # all that is imported late is imported now
        _limit(memory)
        number = start
        while True:
            counts: Counter[str] = Counter()
            failures: list[tuple[int, str, str]] = []
            for _ in range(BATCH):
                pipe.send(("at", number))
                outcome, said = _one(read, container, files, seed, number)
                counts[outcome] += 1
                if said:
                    failures.append((number, outcome, said))
                number += 1
            pipe.send(("done", (counts, failures)))


def _one(read: Callable[[bytes], str], container: str, files: list[bytes], seed: int, number: int) -> tuple[str, str]:
    data = build(container, files, seed, number)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
    try:
        return read(data), ""
    except TooLong:
        return "hang", traceback.format_exc(limit=-6)
    except MemoryError:
        return "memory", traceback.format_exc(limit=-6)
    except BaseException:
        return "exception", traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


_XLS: list[bytes] = []


def _cached_xls() -> list[bytes]:
    return _XLS or seed_files.seeds("xls")


class Job:
    """One worker process, restarted behind an input that killed it."""

    def __init__(self, container: str, seed: int, memory: int, start: int) -> None:
        self.container, self.seed, self.memory = container, seed, memory
        self.counts: Counter[str] = Counter()
        self.failures: list[tuple[int, str, str]] = []
        self._start(start)

    def _start(self, number: int) -> None:
        self.number, self.since = number, time.monotonic() + 30  # loading the libraries takes its time
        self.first = number
        self.pipe, theirs = multiprocessing.Pipe(duplex=False)
        arguments = (theirs, self.container, self.seed, number, self.memory)
        self.process = multiprocessing.get_context("fork").Process(target=work, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def look(self) -> None:
        """Take what the worker says; restart it when it has died or hangs."""
        try:
            while self.pipe.poll():
                kind, said = self.pipe.recv()
                if kind == "at":
                    self.number, self.since = said, time.monotonic()
                else:
                    self.first = self.number + 1
                    self.counts += said[0]
                    self.failures += said[1]
        except EOFError:
            self.process.join()
            self._failed("crash", f"the process ended with {self.process.exitcode}")
            return
        if time.monotonic() - self.since > SECONDS_EACH * 6:  # not even the alarm got through
            self.process.kill()
            self.process.join()
            self._failed("hang", "killed: native code did not return")

    def _failed(self, outcome: str, said: str) -> None:
        # the inputs of this batch before it were sound; their outcomes are lost with the worker
        self.counts["read before a crash"] += self.number - self.first
        self.counts[outcome] += 1
        self.failures.append((self.number, outcome, said))
        self._start(self.number + 1)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()


def save(out: Path, job: Job, files: list[bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for number, outcome, said in job.failures:
        stem = out / f"{job.container}-{job.seed}-{number}-{outcome}"
        stem.with_suffix(".bin").write_bytes(build(job.container, files, job.seed, number))
        stem.with_suffix(".txt").write_text(said, encoding="utf-8")
        print(f"FAILED {stem.name}: {said.strip().splitlines()[-1][:160]}", flush=True)
    job.failures = []


def run(containers: list[str], seconds: float, seed: int, jobs: int, out: Path, memory: int) -> int:
    """Fuzz the containers in turns, `jobs` at a time; return the exit code."""
    _XLS.extend(seed_files.seeds("xls") if "xls" in containers else [])
    files = {c: _XLS if c == "xls" else seed_files.seeds(c) for c in containers}
    totals: dict[str, Counter[str]] = {c: Counter() for c in containers}
    at = dict.fromkeys(containers, 0)
    share = max(5.0, min(60.0, seconds * jobs / len(containers) / 2))
    end = time.monotonic() + seconds
    waiting = list(containers)
    running: list[tuple[Job, float]] = []
    while time.monotonic() < end:
        while len(running) < jobs and waiting:
            container = waiting.pop(0)
            running.append((Job(container, seed, memory, at[container]), time.monotonic() + share))
        time.sleep(0.05)
        for entry in list(running):
            job, until = entry
            job.look()
            save(out, job, files[job.container])
            if time.monotonic() > until:
                running.remove(entry)
                _finish(job, totals, at, waiting)
                print(_line(job.container, totals[job.container]), flush=True)
    for job, _ in running:
        job.look()
        save(out, job, files[job.container])
        _finish(job, totals, at, waiting)
    print()
    for container in containers:
        print(_line(container, totals[container]))
    everything = sum(totals.values(), Counter())
    print(_line("all", everything))
    bad = sum(everything[word] for word in ("exception", "hang", "memory", "crash"))
    print("no failure" if not bad else f"{bad} failures, saved in {out}")
    return 1 if bad else 0


def _finish(job: Job, totals: dict[str, Counter[str]], at: dict[str, int], waiting: list[str]) -> None:
    job.stop()
    totals[job.container] += job.counts
    at[job.container] = job.number + 1
    waiting.append(job.container)


def _line(name: str, counts: Counter[str]) -> str:
    said = ", ".join(f"{n:,} {word}" for word, n in sorted(counts.items()))
    return f"{name:5} {counts.total():>9,} inputs: {said}"


def reads_alike(read: Callable[[bytes], str], data: bytes, memory: int) -> str:
    """Return how an input fails, in a process of its own; blank when it does not."""
    pipe, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_fails, args=(theirs, read, data, memory))
    process.start()
    theirs.close()
    process.join(SECONDS_EACH * 6)
    if process.is_alive():
        process.kill()
        process.join()
        return "hang"
    return pipe.recv() if pipe.poll() and process.exitcode == 0 else f"ended with {process.exitcode}"


def _fails(pipe: Connection, read: Callable[[bytes], str], data: bytes, memory: int) -> None:
    _limit(memory)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
    try:
        read(data)
        pipe.send("")
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        pipe.send(f"{type(error).__name__} {Path(last.filename).name}:{last.name}")


def _limit(memory: int) -> None:
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = size + memory * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_each(paths: list[Path], memory: int) -> int:
    """Tell each file's outcome as it is reached; a file that ends the process is the one after the last told."""
    signal.signal(signal.SIGPROF, _give_up)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        read = make_reader(Path(folder))
        read(b"Account Name,Phone\n")  # what is imported late is imported before the limit counts
        _limit(memory)
        for path in paths:
            signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
            print(read(path.read_bytes()), path.name, sep="\t", flush=True)
    return 0


def minimise(path: Path, memory: int) -> None:
    """Take pieces out of a failing file as long as it fails alike; written beside it as `.small`."""
    signal.signal(signal.SIGPROF, _give_up)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        read = make_reader(Path(folder))
        data = path.read_bytes()
        wanted = reads_alike(read, data, memory)
        if not wanted:
            sys.exit("it does not fail")
        size = len(data) // 2
        while size:
            place = 0
            while place < len(data):
                shorter = data[:place] + data[place + size :]
                if reads_alike(read, shorter, memory) == wanted:
                    data = shorter
                else:
                    place += size
            size //= 2
        path.with_suffix(".small").write_bytes(data)
        print(f"{wanted}: {len(data)} bytes\n{data[:300]!r}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--containers", default=",".join(seed_files.CONTAINERS))
    parser.add_argument("--memory", type=int, default=MEMORY, help="megabytes beyond the libraries")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir(), "csvbridge-fuzz"))
    parser.add_argument("--replay", nargs=3, metavar=("CONTAINER", "SEED", "NUMBER"))
    parser.add_argument("--read", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--minimise", type=Path, metavar="FILE")
    given = parser.parse_args()
    if given.read:
        return read_each(given.read, given.memory)
    if given.minimise:
        minimise(given.minimise, given.memory)
        return 0
    if given.replay:
        container, seed, number = given.replay
        data = build(container, seed_files.seeds(container), int(seed), int(number))
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / f"{container}-{seed}-{number}.bin").write_bytes(data)
        signal.signal(signal.SIGPROF, _give_up)
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            print(reads_alike(make_reader(Path(folder)), data, given.memory) or "it does not fail")
        return 0
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with contextlib.suppress(KeyboardInterrupt):
        return run(given.containers.split(","), given.seconds, given.seed, given.jobs, given.out, given.memory)
    return 130


if __name__ == "__main__":
    sys.exit(main())
