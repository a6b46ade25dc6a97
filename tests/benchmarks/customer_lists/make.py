"""Write a labelled customer list: customers.csv and truth.csv.

    python tests/benchmarks/customer_lists/make.py --kind business --size 10000 --seed 1 --out DIR

Kinds: business, business_hard, business_kin, people, people_dirty, restaurants. Every name, number and address is invented.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from customer_lists.lists import KINDS, make_list, write_list


def main() -> None:
    """Read the options, make the list, write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=sorted(KINDS), default="business")
    parser.add_argument("--size", type=int, default=1000, help="records")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_list(options.out, *make_list(options.kind, options.size, options.seed))


if __name__ == "__main__":
    main()
