"""Find the duplicates of a list with splink, as its documentation shows: the peer that csvbridge is measured beside.

    python splink_run.py customers.csv predictions.csv

Goes in: a list in QuickBooks' customer columns. Comes out: predictions.csv with left, right (positions of records) and
score (match probability). Needs splink 5 with duckdb and nothing else; equal runs give equal pairs. Exit code 4 says
that splink is not installed.
"""

from __future__ import annotations

import logging
import sys

SEED = 20261102
CLEAN = """
create table cleaned as
select *, split_part(name, ' ', 1) as first, split_part(name, ' ', -1) as last, array_to_string(list_sort(string_split(name, ' ')), ' ') as words
from (select row_number() over () - 1 as unique_id,
  nullif(trim(regexp_replace(regexp_replace(regexp_replace(lower(strip_accents(coalesce("Name", ''))),
    '[.'']', '', 'g'), '[^a-z0-9]+', ' ', 'g'), '\\b(the|inc|incorporated|llc|corp|corporation|co|company|ltd|limited|lp|llp|pllc|pc)\\b *',
    '', 'g')), '') as name,
  nullif(lower(trim("Email")), '') as email,
  nullif(right(regexp_replace(regexp_replace(lower(coalesce("Phone", '')), '(x|ext).*', ''), '[^0-9]', '', 'g'), 10), '') as phone,
  nullif(regexp_extract(lower(coalesce("Website", '')), '^(?:https?://)?(?:www\\.)?([^/]*)', 1), '') as site,
  nullif(trim(regexp_replace(lower(strip_accents(coalesce("Street", ''))), '[^a-z0-9]+', ' ', 'g')), '') as street,
  nullif(lower(strip_accents(trim("City"))), '') as city,
  nullif(left(lower(coalesce("ZIP", '')), 5), '') as zip
from read_csv(?, all_varchar = true, header = true, quote = '"', escape = '"', delim = ',', parallel = false))
"""
LEAST_FILLED = 0.05
"""A column that fewer records hold is left out: nothing can be learned from it."""
SMALL = 20_000
"""Up to how many records splink may also compare all those that share a first or a last word of the name."""


def main(source: str, target: str) -> int:
    """Clean, block, learn, predict, write."""
    try:
        import splink.comparison_library as cl
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    except ImportError:
        return 4
    import duckdb

    logging.disable(logging.WARNING)
    connection = duckdb.connect()
    connection.execute(CLEAN, [source]).fetchall()
    counts = connection.execute(
        "select count(*), count(name), count(email), count(phone), count(site), count(street), count(city), count(zip) from cleaned"
    ).fetchall()[0]
    columns = ("name", "email", "phone", "site", "street", "city", "zip")
    filled = {column for column, count in zip(columns, counts[1:], strict=True) if count >= LEAST_FILLED * counts[0]}
    comparisons = {
        "name": cl.JaroWinklerAtThresholds("words", [0.95, 0.88, 0.7]).configure(term_frequency_adjustments=True),
        "email": cl.EmailComparison("email"),
        "phone": cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
        "site": cl.ExactMatch("site"),
        "street": cl.JaroWinklerAtThresholds("street", [0.95, 0.85]),
        "city": cl.JaroWinklerAtThresholds("city", [0.9]).configure(term_frequency_adjustments=True),
        "zip": cl.LevenshteinAtThresholds("zip", [1]),
    }
    rules = [
        ({"email"}, block_on("email")),
        ({"phone"}, block_on("phone")),
        ({"name"}, block_on("first", "last")),
        ({"name"}, block_on("name")),
        ({"street", "zip"}, block_on("zip", "substr(street, 1, 6)")),
        ({"street", "city"}, block_on("city", "street")),
        ({"name", "city"}, block_on("city", "substr(words, 1, 3)")),
        ({"name", "city"}, block_on("city", "last")),
        ({"name", "city"}, block_on("city", "first")),
        ({"name", "zip"}, block_on("zip", "first")),
    ]
    if counts[0] <= SMALL:
        rules += [({"name"}, block_on("first")), ({"name"}, block_on("last"))]
    # three blocks teach every column: what one block holds equal, another lets differ
    training = [column for column in ("phone", "email", "street", "name", "zip") if column in filled][:3]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[comparison for column, comparison in comparisons.items() if column in filled],
        blocking_rules_to_generate_predictions=[rule for needs, rule in rules if needs <= filled],
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register(connection.table("cleaned")), settings)
    sure = [block_on("name", other) for other in ("email", "phone", "zip", "city") if other in filled]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for column in training:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
        except Exception as error:  # a block without pairs teaches nothing; splink has many words for it
            print(f"splink could not learn from {column}: {error}", file=sys.stderr)
    predictions = linker.inference.predict(threshold_match_probability=0.00001).as_duckdbpyrelation()
    chosen = predictions.project("unique_id_l as left, unique_id_r as right, match_probability as score")
    chosen.write_csv(target, header=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
