"""What we rely on in pandera (house.md 2.6, 3.2): named checks, whole results, and no switch that turns checks off.

`SchemaError.check_output` stands in no guide of pandera, so these tests guard it; pandera is pinned to one minor
version.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa
import pytest
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors


def failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> list[SchemaError]:
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            return list(errors.schema_errors)
    return []


def check(mask: Callable[[pd.Series], pd.Series], name: str, cases: int | None = 1) -> pa.Check:
    return pa.Check(mask, name=name, ignore_na=False, n_failure_cases=cases)


def column(*checks: pa.Check) -> pa.DataFrameSchema:
    return pa.DataFrameSchema({"a": pa.Column("str", list(checks), nullable=False)}, strict=True, ordered=True)


def frame(*cells: str) -> pd.DataFrame:
    return pd.DataFrame({"a": list(cells)}, dtype="str")


SHORT = check(lambda s: s.str.len() <= 2, "a|short")
FILLED = check(lambda s: s != "", "a|filled")


def test_a_failed_check_comes_with_its_name_and_the_result_of_every_row() -> None:
    (error,) = failures(column(SHORT), frame("ab", "abc", "abcd"))
    assert error.check.name == "a|short"
    assert error.reason_code is SchemaErrorReason.DATAFRAME_CHECK
    assert error.check_output.tolist() == [True, False, False]


def test_the_result_is_whole_though_one_failure_case_is_kept() -> None:
    """`n_failure_cases=1` keeps the error small; the positions come from the result, never from the cases."""
    (error,) = failures(column(SHORT), frame(*["abc"] * 500))
    assert len(error.failure_cases) == 1
    assert len(error.check_output) == 500 and not error.check_output.any()


def test_every_check_is_made_and_told_apart() -> None:
    found = failures(column(SHORT, FILLED), frame("abc", ""))
    assert {error.check.name: error.check_output.tolist() for error in found} == {
        "a|short": [False, True],
        "a|filled": [True, False],
    }


def test_sound_rows_raise_nothing() -> None:
    assert failures(column(SHORT, FILLED), frame("a", "ab")) == []


def test_the_index_of_the_frame_is_the_index_of_the_result() -> None:
    data = frame("abc", "a")
    data.index = pd.Index([40, 7])
    (error,) = failures(column(SHORT), data)
    assert error.check_output.to_dict() == {40: False, 7: True}


def test_a_frame_check_gives_a_result_for_every_row_too() -> None:
    schema = pa.DataFrameSchema(
        {"a": pa.Column("str"), "b": pa.Column("str")},
        checks=[pa.Check(lambda f: f["a"] == f["b"], name="|alike", ignore_na=False, n_failure_cases=1)],
    )
    (error,) = failures(schema, pd.DataFrame({"a": ["x", "y"], "b": ["x", "z"]}, dtype="str"))
    assert (error.check.name, error.check_output.tolist()) == ("|alike", [True, False])


def test_a_missing_value_is_no_data_check_but_a_fault_of_the_frame() -> None:
    """Blank is text to us; a null in a frame is our own mistake, and must not pass as a sound cell."""
    data = pd.DataFrame({"a": pd.array(["a", None], dtype="str")})
    reasons = {error.reason_code for error in failures(column(), data)}
    assert reasons == {SchemaErrorReason.SERIES_CONTAINS_NULLS}


@pytest.mark.parametrize(
    "data",
    [
        pd.DataFrame({"b": ["x"]}, dtype="str"),
        pd.DataFrame({"a": ["x"], "b": ["x"]}, dtype="str"),
        pd.DataFrame({"a": [1]}),
    ],
    ids=["missing", "surplus", "no text"],
)
def test_another_shape_has_another_reason(data: pd.DataFrame) -> None:
    found = failures(column(), data)
    assert found and all(error.reason_code is not SchemaErrorReason.DATAFRAME_CHECK for error in found)


def test_an_exception_inside_a_check_is_not_silent() -> None:
    """It becomes a failure with another reason (trap 7), which we raise as our own fault."""
    (error,) = failures(column(check(lambda s: s.no_such_thing, "a|broken")), frame("a"))
    assert error.reason_code is SchemaErrorReason.CHECK_ERROR


def test_nothing_is_coerced() -> None:
    schema = pa.DataFrameSchema({"a": pa.Column("str")})
    assert failures(schema, pd.DataFrame({"a": [1, 2]}))


_OUR_CHECKS = """
import sys
from csvbridge.checking import check_columns
from csvbridge.findings import Findings
from csvbridge.schema_files import load_template

template = load_template("quickbooks.us.customers")
findings = Findings()
refused = check_columns(template, "MM/DD/YYYY", [1], [[""]] * len(template.columns), findings, lambda c: c.name)
sys.stdout.write(" ".join(s.rule.code for s in findings))
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PANDERA_VALIDATION_ENABLED": "yes"},
        {"PANDERA_VALIDATION_ENABLED": "False", "PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"},
    ],
    ids=lambda given: " ".join(given.values()),
)
def test_the_environment_cannot_switch_our_checks_off(environment: dict[str, str]) -> None:
    """A customer without a name is refused, in a process of its own, whatever its environment says."""
    done = subprocess.run(
        [sys.executable, "-c", _OUR_CHECKS],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == "QBO101"


_OUR_HUB = """
import sys
from csvbridge.entities import check_hub
from csvbridge.errors import OwnFault
from csvbridge.schema_files import load_exports
from csvbridge.typed_rows import TypedRows

kinds = {c.field: c.kind for e in load_exports() if e.entity == "contact" for c in e.columns}
blank = {"flag": None, "date": None, "money": None, "decimal": None, "percent": None}
for contact_id in ("003000000000001AAA", "003"):
    columns = {name: [blank.get(kind, "")] for name, kind in kinds.items()} | {"contact_id": [contact_id]}
    rows = TypedRows("contact", columns, row_ids=[1], fields={0: frozenset(kinds)}, kinds=dict(kinds))
    try:
        check_hub(rows, "USD")
        sys.stdout.write("taken ")
    except OwnFault as fault:
        sys.stdout.write("refused " + str("003" in str(fault)))
"""


def test_nor_the_contracts_of_the_hub() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _OUR_HUB],
        env=os.environ | {"PANDERA_VALIDATION_ENABLED": "False", "PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == "taken refused False"  # and its message holds no cell
