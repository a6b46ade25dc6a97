"""Learn what the comparison levels count, from labelled customer lists: the recipe of schemas/likeness/weights.toml.

    python tests/benchmarks/learn_weights.py                      # makes lists, learns, writes schemas/likeness/weights.toml
    python tests/benchmarks/learn_weights.py --sets DIR           # and shows how it does on labelled sets that it did not see
    python tests/benchmarks/learn_weights.py --sets DIR --leave-one-out   # learns with all sets but one, for each of them

Candidates of made-up lists (tests/benchmarks/customer_lists) of several kinds and sizes are compared by csvbridge.matching; a
logistic regression with a ridge gives each step its points. Crosses of two comparisons are chosen by how much they
would gain: the squared sum of what is not explained in a cell over its variance, as a step of Newton's method would.
Needs scipy (`pip install scipy`), which csvbridge itself does not.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from csvbridge.matching import blocking, levels, parts
from csvbridge.matching.comparisons import Weights, load_comparisons
from csvbridge.matching.facts import count
from csvbridge.matching.match import with_linked
from csvbridge.matching.parts import Parts
from csvbridge.matching.records import CustomerList
from csvbridge.matching.scoring import log_odds

HEADINGS = {
    "Name": "name", "Company": "company", "Email": "email", "Phone": "phone", "Website": "website",
    "Street": "street", "City": "city", "State": "state", "ZIP": "postal_code", "Country": "country",
}  # fmt: skip
MADE = (
    *(("business", 200, seed, 1.0) for seed in range(200, 210)), *(("business_hard", 200, seed, 1.0) for seed in range(200, 210)),
    *(("people_dirty", 200, seed, 0.5) for seed in range(200, 205)), *(("people", 200, seed, 1.0) for seed in range(200, 203)),
    *(("business", 60, seed, 1.0) for seed in range(300, 310)), *(("business_kin", 60, seed, 1.0) for seed in range(300, 320)),
    *(("business_kin", 200, seed, 1.0) for seed in range(200, 208)), ("business_kin", 1_000, 110, 1.0), ("business_kin", 10_000, 111, 0.6),
    ("business", 1_000, 101, 1.0), ("business", 10_000, 102, 1.0), ("business", 100_000, 103, 0.05),
    ("business", 3_000, 112, 1.0), ("business_hard", 3_000, 113, 1.0), ("business_hard", 1_000, 104, 1.0), ("business_hard", 10_000, 105, 1.0), ("business_hard", 10_000, 114, 0.6), ("business_hard", 100_000, 106, 0.05),
    ("people", 10_000, 107, 0.6), ("people_dirty", 6_000, 108, 0.2), ("restaurants", 3_000, 109, 1.0),
)  # fmt: skip
"""Kind, size, seed and weight of the lists that are learned from: businesses are what the tool is for, in every size."""
CROSSES = 80
BESIDE_A_THIRD = ("name", "conflict", "number", "child", "city", "crowd", "phone", "email")
"""What a third record's word is weighed with."""
OF_A_THIRD = ("through", "rival", "likelier")
"""The comparisons that tell what a third record says."""
RIDGE, RIDGE_OF_CROSSES = 3.0, 40.0
ROUNDS = 2


@dataclass
class Labelled:
    """Candidates of one list: their steps, whether they are one customer, and how many true pairs the list has."""

    name: str
    steps: dict[str, np.ndarray]
    same: np.ndarray
    true: int
    weight: float
    apart: Parts
    left: np.ndarray
    right: np.ndarray
    truth: np.ndarray


def true_pairs(clusters: np.ndarray) -> np.ndarray:
    """Return all pairs within clusters, packed."""
    order = np.argsort(clusters, kind="stable")
    ordered = clusters[order]
    found = []
    step = 1
    while (places := np.flatnonzero(ordered[:-step] == ordered[step:])).size:
        one, other = order[places], order[places + step]
        found.append(np.minimum(one, other) * len(clusters) + np.maximum(one, other))
        step += 1
    return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)


def read_set(folder: Path) -> tuple[CustomerList, np.ndarray]:
    """Return a labelled set: customers.csv and truth.csv."""
    with (folder / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = {HEADINGS[h]: [row[i] for row in rows[1:]] for i, h in enumerate(rows[0])}
    clusters = np.zeros(len(rows) - 1, np.int64)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            clusters[int(row["row"]) - 2] = int(row["cluster"])
    return CustomerList(columns, len(rows) - 1), clusters


def label(name: str, customers: CustomerList, clusters: np.ndarray, weight: float) -> Labelled:
    """Compare a list's candidates."""
    apart = parts.take_apart(customers, "us")
    candidates = blocking.candidates(apart)
    left, right = candidates.left, candidates.right
    facts = count(apart)
    steps = levels.compare(apart, facts, left, right)
    true = true_pairs(clusters)
    same = np.isin(left.astype(np.int64) * customers.size + right, true)
    found = Labelled(name, steps, same, len(true), weight, apart, left, right, true)
    print(f"{name}: {len(left):,} candidates, {same.sum():,} of {len(true):,} true pairs", flush=True)
    return found


def with_links(one: Labelled, weights: Weights) -> Labelled:
    """Return a list with the steps that third records bring, and the pairs that only they bring."""
    size = one.apart.size
    odds = log_odds(weights, one.steps, len(one.same))
    left, right, steps = with_linked(one.apart, count(one.apart), one.left, one.right, one.steps, weights, odds)
    same = np.isin(left.astype(np.int64) * size + right, one.truth)
    return replace(one, left=left, right=right, steps=steps, same=same)


class Regression:
    """A logistic regression over steps: one column per step, and per pair of steps for the crosses."""

    def __init__(self, widths: Mapping[str, int], crosses: Sequence[tuple[str, str]]) -> None:
        self.widths, self.crosses = widths, list(crosses)
        self.place, end = {}, 1
        for name, width in widths.items():
            self.place[name], end = end, end + width
        for one, other in crosses:
            self.place[one, other], end = end, end + widths[one] * widths[other]
        self.size = end

    def columns(self, steps: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return, for every pair, the columns that are 1."""
        found = [self.place[name] + steps[name].astype(np.int32) for name in self.widths]
        for one, other in self.crosses:
            cell = steps[one].astype(np.int32) * self.widths[other] + steps[other]
            found.append(self.place[one, other] + cell)
        return np.stack(found, axis=1)

    def fit(
        self, steps: Mapping[str, np.ndarray], same: np.ndarray, weight: np.ndarray, given: np.ndarray | float = 0.0
    ) -> Weights:
        """Return the points that explain best which pairs are the same, beside odds that are given."""
        from scipy.optimize import minimize
        from scipy.sparse import csr_matrix

        columns = self.columns(steps)
        rows, width = columns.shape
        ends = np.arange(0, rows * width + 1, width)
        design = csr_matrix((np.ones(rows * width, np.float32), columns.ravel(), ends), shape=(rows, self.size))
        ridge = np.full(self.size, RIDGE)
        ridge[0] = 0.0
        for one, other in self.crosses:
            start = self.place[one, other]
            ridge[start : start + self.widths[one] * self.widths[other]] = RIDGE_OF_CROSSES
        target = same.astype(float)

        def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
            odds = design @ points + points[0] + given
            value = (weight * (np.logaddexp(0, odds) - target * odds)).sum() + (ridge * points**2).sum() / 2
            rest = weight * (1 / (1 + np.exp(-odds)) - target)
            slope = design.T @ rest
            slope[0] = rest.sum()
            return value, slope + ridge * points

        points = minimize(loss, np.zeros(self.size), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        return self.weights(points)

    def weights(self, points: np.ndarray) -> Weights:
        """Return points as weights; "missing" is moved to the base, so that it counts nothing."""
        base = float(points[0])
        single = {}
        for name, width in self.widths.items():
            own = points[self.place[name] : self.place[name] + width]
            base += own[0]
            single[name] = own - own[0]
        crossed = {}
        for one, other in self.crosses:
            start = self.place[one, other]
            table = points[start : start + self.widths[one] * self.widths[other]].reshape(self.widths[one], -1).copy()
            # what a step counts beside "missing" is its own, what both count together the cross's
            base += table[0, 0]
            single[one] += table[:, 0] - table[0, 0]
            single[other] += table[0, :] - table[0, 0]
            crossed[one, other] = table - table[:, :1] - table[:1, :] + table[0, 0]
        return Weights(base, single, crossed)


def promising(
    widths: Mapping[str, int], weights: Weights, steps: Mapping[str, np.ndarray], same: np.ndarray, weight: np.ndarray
) -> list[tuple[str, str]]:
    """Return the crosses in order of what they would gain."""
    odds = log_odds(weights, steps, len(same)).astype(float)
    chance = 1 / (1 + np.exp(-odds))
    rest, spread = weight * (same - chance), weight * chance * (1 - chance)
    names = list(widths)
    gains = []
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            cell = steps[one].astype(np.int64) * widths[other] + steps[other]
            size = widths[one] * widths[other]
            missed = np.bincount(cell, weights=rest, minlength=size)
            sure = np.bincount(cell, weights=spread, minlength=size)
            gains.append((float((missed**2 / (sure + 20)).sum()), (one, other)))
    return [cross for _, cross in sorted(gains, reverse=True)]


def learn(lists: Sequence[Labelled], crosses: int = CROSSES) -> Weights:
    """Return the weights that explain these lists."""
    widths = {c.name: c.steps + 1 for c in load_comparisons() if not c.points}
    third = {name: widths.pop(name) for name in OF_A_THIRD}
    steps, same, weight = together(lists, widths)
    first = Regression(widths, ()).fit(steps, same, weight)
    chosen = promising(widths, first, steps, same, weight)[:crosses]
    weights = Regression(widths, chosen).fit(steps, same, weight)
    # what a third record adds, given all that was learned; it is looked for with what then is known, so once more
    crossed = [(one, name) for one in third for name in BESIDE_A_THIRD]
    beside = third | {name: widths[name] for name in BESIDE_A_THIRD}
    found = weights
    for _ in range(ROUNDS):
        later = [with_links(one, found) for one in lists]
        steps, same, weight = together(later, widths | third)
        given = log_odds(weights, {name: steps[name] for name in widths}, len(same))
        added = Regression(beside, crossed).fit(steps, same, weight, given)
        own = {name: weights.single[name] + added.single.get(name, 0) for name in widths}
        own |= {name: added.single[name] for name in third}
        found = Weights(weights.base + added.base, own, dict(weights.crossed) | dict(added.crossed))
    return found


def together(
    lists: Sequence[Labelled], names: Mapping[str, int]
) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Return the candidates of all lists as one: steps, labels, weights."""
    steps = {name: np.concatenate([one.steps[name] for one in lists]) for name in names}
    weight = np.concatenate([np.full(len(one.same), one.weight) for one in lists])
    return steps, np.concatenate([one.same for one in lists]), weight


def best(odds: np.ndarray, same: np.ndarray, true: int) -> tuple[float, float, float]:
    """Return the best F1 over thresholds, its threshold, and F1 at even odds."""
    order = np.argsort(-odds, kind="stable")
    hits = np.cumsum(same[order])
    last = np.append(odds[order][1:] != odds[order][:-1], True)
    scores = np.where(last, 2 * hits / (np.arange(1, len(odds) + 1) + true), 0)
    top = int(scores.argmax())
    told = odds > 0
    even = 2 * same[told].sum() / (told.sum() + true)
    return float(scores[top]), float(odds[order][top]), float(even)


def show(weights: Weights, lists: Sequence[Labelled]) -> None:
    """Print how the weights do on labelled lists."""
    for each in lists:
        one = each
        first = best(log_odds(weights, one.steps, len(one.same)), one.same, one.true)[0]
        one = with_links(one, weights)
        f1, threshold, even = best(log_odds(weights, one.steps, len(one.same)), one.same, one.true)
        print(
            f"  {one.name:24} best F1 {f1:.3f} at odds {threshold:+.1f}; at even odds {even:.3f} (without a third record {first:.3f})",
            flush=True,
        )


def write(weights: Weights, path: Path) -> None:
    """Write weights as TOML, two decimals: more would be noise."""
    lines = [
        "# What the steps of the comparisons count, in points: natural logarithms of odds, which add up.",
        "# Made by tests/benchmarks/learn_weights.py, whose heading tells how; not edited by hand. Step 0 is missing: nothing.",
        'evidence = "learned on labelled made-up lists by tests/benchmarks/learn_weights.py, grade M"',
        f"base = {weights.base:.2f}",
        "",
        "[points]",
    ]
    lines += [f"{name} = {_row(points)}" for name, points in weights.single.items()]
    for (one, other), table in weights.crossed.items():
        lines += ["", "[[crosses]]", f'of = ["{one}", "{other}"]', "points = ["]
        lines += [f"  {_row(row)}," for row in table] + ["]"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _row(points: Sequence[float]) -> str:
    return "[" + ", ".join(f"{point + 0:.2f}".replace("-0.00", "0.00") for point in points) + "]"


def main() -> None:
    """Learn, show, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, help="folder of labelled sets to look at")
    parser.add_argument("--leave-one-out", action="store_true", help="learn from the sets as well, all but one")
    parser.add_argument("--crosses", type=int, default=CROSSES)
    asked = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent))
    from customer_lists.lists import make_list

    made = []
    for kind, size, seed, weight in MADE:
        rows, clusters = make_list(kind, size, seed)
        columns = {
            field: list(column) for field, column in zip(HEADINGS.values(), zip(*rows, strict=True), strict=True)
        }
        made.append(label(f"{kind} {size:,}", CustomerList(columns, size), np.asarray(clusters), weight))
    seen = [label(f.name, *read_set(f), 1.0) for f in sorted(asked.sets.iterdir()) if f.is_dir()] if asked.sets else []
    if asked.leave_one_out:
        for one in seen:
            show(learn([*made, *(other for other in seen if other is not one)], asked.crosses), [one])
        return
    weights = learn(made, asked.crosses)
    show(weights, [*made, *seen])
    write(weights, Path(__file__).parents[2] / "schemas" / "likeness" / "weights.toml")


if __name__ == "__main__":
    main()
