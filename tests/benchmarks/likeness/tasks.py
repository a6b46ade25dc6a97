"""What is measured, one task per process: matching, its blocking, a naive baseline, a peer's pairs.

Goes in: `python tasks.py TASK FOLDER [options]`. Comes out: one line of JSON on stdout, last of all. Time and peak
memory are taken before anything is judged, so that judging does not count.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from likeness import measures, reading

NAIVE_DEFAULT = 85.0
"""From which similarity the baseline calls a pair the same, where nobody knows the best threshold."""
NAIVE_FLOOR = 50
"""Pairs less alike than this are not kept: no threshold so low is ever the best."""
ALL_PAIRS = 5_000
"""Up to how many records the baseline compares all pairs; above, those with one first letter."""
MOST_COMPARISONS = 600_000_000


def peak_megabytes() -> float:
    """Return the peak memory of the largest of this process and its children, in megabytes."""
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return largest / 1024


def judge(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    score: NDArray[np.float64],
    taken: NDArray[np.bool_],
    clusters: NDArray[np.int64],
) -> dict[str, Any]:
    """Return the measures of scored pairs, of which `taken` are called the same at the default threshold."""
    same = clusters[left] == clusters[right]
    true_pairs = measures.count_true(clusters)
    default = measures.rightness(int((same & taken).sum()), int(taken.sum()), true_pairs)
    best = measures.best_f1(score, same, true_pairs)
    return {
        "precision": default.precision,
        "recall": default.recall,
        "f1": default.f1,
        "best": best.f1,
        "threshold": best.threshold,
        "pairs": len(left),
    }


def match(folder: Path, errors: int) -> dict[str, Any]:
    """Run csvbridge's matching over the list."""
    from csvbridge.matching.match import find_pairs
    from csvbridge.matching.pairs import Band
    from csvbridge.matching.records import CustomerList

    columns, size = reading.read_columns(folder)
    begun = time.perf_counter()
    pairs = find_pairs(CustomerList(columns, size), weak_limit=None)
    seconds, megabytes = time.perf_counter() - begun, peak_megabytes()
    clusters = reading.read_truth(folder, size)
    left, right = np.asarray(pairs.left, dtype=np.int64), np.asarray(pairs.right, dtype=np.int64)
    score = np.asarray(pairs.score, dtype=np.float64)
    certain = np.fromiter((band == Band.CERTAIN for band in pairs.band), dtype=bool, count=len(left))
    probable = np.fromiter((band == Band.PROBABLE for band in pairs.band), dtype=bool, count=len(left))
    taken = certain | probable
    same = clusters[left] == clusters[right]
    result = judge(left, right, score, taken, clusters)
    for name, band in (("certain", certain), ("probable", probable)):
        result[name] = float(same[band].mean()) if band.any() else None
    result |= {"seconds": seconds, "megabytes": megabytes, "compared": pairs.compared / size if size else None}
    if errors:
        rows = reading.read_rows(folder)[1]

        def told(one: int, other: int, place: int | None) -> dict[str, Any]:
            words = (
                {}
                if place is None
                else {
                    "score": float(score[place]),
                    "band": str(pairs.band[place]),
                    "for": pairs.reasons[place],
                    "against": pairs.against[place],
                }
            )
            return {"rows": [one + 2, other + 2], "records": [rows[one], rows[other]], **words}

        places = {(int(one), int(other)): at for at, (one, other) in enumerate(zip(left, right, strict=True))}
        result["misses"] = [
            told(one, other, places.get((one, other)))
            for one, other, _ in measures.worst_misses(left, right, score, taken, clusters, errors)
        ]
        result["alarms"] = [
            told(int(left[at]), int(right[at]), at) for at in measures.worst_alarms(same, score, taken, errors)
        ]
    return result


def block(folder: Path) -> dict[str, Any]:
    """Collect csvbridge's candidates alone."""
    from csvbridge.matching.blocking import candidates
    from csvbridge.matching.parts import take_apart
    from csvbridge.matching.records import CustomerList

    columns, size = reading.read_columns(folder)
    begun = time.perf_counter()
    found = candidates(take_apart(CustomerList(columns, size), "us"))
    left, right = found.left, found.right
    seconds, megabytes = time.perf_counter() - begun, peak_megabytes()
    clusters = reading.read_truth(folder, size)
    complete, each = measures.completeness(
        np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64), clusters
    )
    return {"complete": complete, "each": each, "seconds": seconds, "megabytes": megabytes}


def naive(folder: Path) -> dict[str, Any]:
    """Compare whole records with rapidfuzz: all pairs, or those with one first letter."""
    from rapidfuzz import fuzz, process, utils

    rows = reading.read_rows(folder)[1]
    size = len(rows)
    begun = time.perf_counter()
    texts = [utils.default_process(" ".join(cell for cell in row if cell)) for row in rows]
    if size <= ALL_PAIRS:
        blocks = [list(range(size))]
    else:
        by_letter: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            by_letter.setdefault(text[:1], []).append(place)
        blocks = list(by_letter.values())
    comparisons = sum(len(members) * (len(members) - 1) // 2 for members in blocks)
    if comparisons > MOST_COMPARISONS:
        return {"skipped": f"{comparisons:,} comparisons"}
    lefts: list[NDArray[np.int64]] = []
    rights: list[NDArray[np.int64]] = []
    scores: list[NDArray[np.float64]] = []
    for members in blocks:
        places = np.asarray(members, dtype=np.int64)
        words = [texts[place] for place in members]
        for start in range(0, len(members), 1_000):
            grid = process.cdist(
                words[start : start + 1_000],
                words[start:],
                scorer=fuzz.token_sort_ratio,
                score_cutoff=NAIVE_FLOOR,
                dtype=np.uint8,
                workers=-1,
            )
            one, other = np.nonzero(grid)
            kept = one < other
            one, other = one[kept], other[kept]
            lefts.append(places[start + one])
            rights.append(places[start + other])
            scores.append(grid[one, other].astype(np.float64))
    seconds, megabytes = time.perf_counter() - begun, peak_megabytes()
    left, right, score = np.concatenate(lefts), np.concatenate(rights), np.concatenate(scores)
    result = judge(left, right, score, score >= NAIVE_DEFAULT, reading.read_truth(folder, size))
    return result | {"seconds": seconds, "megabytes": megabytes, "compared": comparisons / size}


def judge_file(folder: Path, predictions: Path, default: float) -> dict[str, Any]:
    """Judge pairs that a peer has written: columns left, right (positions) and score."""
    with predictions.open(encoding="utf-8", newline="") as file:
        table = [(int(row["left"]), int(row["right"]), float(row["score"])) for row in csv.DictReader(file)]
    left = np.asarray([row[0] for row in table], dtype=np.int64)
    right = np.asarray([row[1] for row in table], dtype=np.int64)
    score = np.asarray([row[2] for row in table], dtype=np.float64)
    size = len(reading.read_rows(folder)[1])
    return judge(left, right, score, score >= default, reading.read_truth(folder, size))


def main() -> None:
    """Read the options, run the task, print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=("match", "block", "naive", "judge"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--default", type=float, default=0.5)
    options = parser.parse_args()
    if options.task == "match":
        result = match(options.folder, options.errors)
    elif options.task == "judge":
        result = judge_file(options.folder, options.predictions, options.default)
    else:
        result = {"block": block, "naive": naive}[options.task](options.folder)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
