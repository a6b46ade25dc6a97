"""Every story under `samples/` that converts comes out as it was worked out by hand.

In: a copy of each story and its `command.txt`. Out: failures when the exit code, an import file, a total or a
finding is not the promised one, or a second run writes other bytes. Nothing goes into `samples/` itself.
"""

import csv
import io
import json
import shutil
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from csvbridge.cli.main import run
from csvbridge.shipped import shipped

COMMANDS = {
    path.parent.name: path.read_text("utf-8").splitlines()[0] for path in shipped("samples").glob("*/command.txt")
}
STORIES = sorted(name for name, command in COMMANDS.items() if command == "convert")


@dataclass(frozen=True)
class Told:
    """A story that was run twice: where its copy lies, and the exit code of each run."""

    name: str
    copy: Path
    exit_codes: tuple[int, int]

    @property
    def expected(self) -> Path:
        return self.copy / "expected"

    def run(self, number: int = 1) -> Path:
        return self.copy / f"run-{number}"

    def imports(self, number: int = 1) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.run(number) / "import").iterdir())}

    def findings(self) -> list[dict[str, object]]:
        text = (self.run() / "evidence" / "findings.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


def typed(arguments: list[str]) -> int:
    """Run csvbridge in this process as if typed; return its exit code."""
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    return int(ended.value.code or 0)


def arguments_of(story: Path, out: str) -> list[str]:
    lines = (story / "command.txt").read_text(encoding="utf-8").splitlines()
    return [out if line == "RUN" else line for line in lines]


@pytest.fixture(scope="module", params=STORIES)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    story = shipped("samples") / request.param
    copy = tmp_path_factory.mktemp("stories") / request.param
    shutil.copytree(story, copy)
    codes = []
    with chdir(copy):
        for number in (1, 2):
            codes.append(typed(arguments_of(copy, f"run-{number}")))
            (copy / "company" / "csvbridge.db").unlink(missing_ok=True)  # the company as it was before the first run
    return Told(request.param, copy, (codes[0], codes[1]))


def grid(data: bytes, suffix: str) -> list[list[str]]:
    """Return a table as rows of text; a workbook's cell that is not text fails."""
    if suffix == ".csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert len(book.sheet_names) == 1
    rows = book.get_sheet_by_index(0).to_python()
    assert all(isinstance(cell, str) for row in rows for cell in row)
    return [[str(cell) for cell in row] for row in rows]


def test_the_stories_are_found() -> None:
    assert STORIES == ["data-loader-json", "demo", "from-one-report"]
    others = {name: command for name, command in COMMANDS.items() if name not in STORIES}
    assert others == {"duplicates": "duplicates", "validate-month": "validate"}


def test_exit_code_is_the_promised_one(told: Told) -> None:
    promised = int((told.expected / "exit.txt").read_text(encoding="utf-8"))
    assert told.exit_codes == (promised, promised)


def test_import_files_hold_what_was_worked_out(told: Told) -> None:
    promised = {path.stem: path.read_bytes() for path in (told.expected / "import").iterdir()}
    written = told.imports()
    assert {Path(name).stem for name in written} == promised.keys()
    for name, data in written.items():
        path = Path(name)
        assert grid(data, path.suffix) == grid(promised[path.stem], ".csv"), name
        if path.suffix == ".csv":
            assert data == promised[path.stem], name


def test_control_totals_are_the_promised_ones(told: Told) -> None:
    promised = json.loads((told.expected / "control-totals.json").read_text(encoding="utf-8"))
    written = json.loads((told.run() / "evidence" / "control-totals.json").read_text(encoding="utf-8"))
    assert written == promised


def test_a_second_run_writes_the_same_bytes(told: Told) -> None:
    assert told.imports(1) == told.imports(2)


def test_reviews_and_evidence_are_there(told: Told) -> None:
    assert {path.name for path in told.run().iterdir()} == {"start-here.html", "import", "review", "evidence"}
    evidence = {path.name for path in (told.run() / "evidence").iterdir()}
    assert evidence == {
        *("manifest.json", "control-totals.json", "findings.jsonl", "pairs.csv", "trail.csv"),
        *("decisions.jsonl", "memory.json", "inputs"),
    }


def listed(told: Told) -> list[tuple[set[str], str, int]]:
    """Return findings.txt as severities, file and row.

    A line may leave open how grave; where a story has a single file, its lines need not name it.
    """
    text = (told.expected / "findings.txt").read_text(encoding="utf-8")
    only = sorted(path.name for path in (told.copy / "in").iterdir())
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if cells[0] in ("error", "warning", "note"):
            severities = {"warning", "note"} if "(a warning or a note)" in line else {cells[0]}
            file = next((cell for cell in cells if cell.startswith("in/")), f"in/{only[0]}")
            found.append((severities, file, next(int(cell) for cell in cells if cell.isdecimal())))
    return found


def test_every_promised_finding_is_told(told: Told) -> None:
    found = {(f["severity"], f["file"], f["row"]) for f in told.findings()}
    promised = listed(told)
    assert promised
    assert [p for p in promised if not any((severity, *p[1:]) in found for severity in p[0])] == []


def test_no_row_has_another_error_or_warning(told: Told) -> None:
    found = {
        (f["severity"], f["file"], f["row"])
        for f in told.findings()
        if f["severity"] != "note" and f["row"] is not None
    }
    promised = {(severity, file, row) for severities, file, row in listed(told) for severity in severities}
    assert found <= promised


def test_a_story_leaves_nothing_in_samples(told: Told) -> None:
    copied = {p.relative_to(told.copy) for p in told.copy.rglob("*") if "run-" not in p.as_posix()}
    made = {Path("company/csvbridge.db")} if told.name == "demo" else set()
    story = shipped("samples") / told.name
    assert copied - made == {p.relative_to(story) for p in story.rglob("*")} - made


def test_demo_can_be_repeated_in_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed(["demo", "try"]) == 0
    first = capsys.readouterr().out
    assert typed(["demo", "try"]) == 0
    assert capsys.readouterr().out == first
    assert {path.name for path in (tmp_path / "try").iterdir()} >= {"in", "company", "run"}
    assert (tmp_path / "try" / "run" / "start-here.html").is_file()


def test_demo_without_a_folder_makes_csvbridge_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed(["demo"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["csvbridge-demo"]


def test_demo_never_touches_a_foreign_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "books"
    foreign.mkdir()
    (foreign / "ledger.txt").write_text("ours", encoding="utf-8")
    assert typed(["demo", str(foreign)]) == 2
    assert [path.name for path in foreign.iterdir()] == ["ledger.txt"]
    assert "never replaced" in capsys.readouterr().err


def test_demo_holds_the_planted_near_duplicates_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two accounts of one customer, two that QuickBooks has in another spelling; a branch in another town does not wait."""
    shutil.copytree(shipped("samples") / "demo", tmp_path / "demo")
    monkeypatch.chdir(tmp_path / "demo")
    assert typed(arguments_of(tmp_path / "demo", "run")) == 1
    evidence = tmp_path / "demo" / "run" / "evidence"
    findings = [json.loads(line) for line in (evidence / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    said = {f["value"]: (f["code"], f["row"]) for f in findings if f["code"] in ("DUP501", "DUP502", "DUP503")}
    assert said == {
        "Birch & Vale LLC": ("DUP502", 7),
        "Birch and Vale, LLC": ("DUP502", 14),
        "Quarry Hill Brewing Co.": ("DUP501", 19),
        "Saltmarsh Kayak Rentals": ("DUP501", 20),
    }
    assert sorted(f["row"] for f in findings if f["code"] == "DUP506") == [8, 16, 23, 24]
    with (evidence / "pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["left_name"], row["right_name"]): row for row in csv.DictReader(file)}
    held = {
        ("Birch & Vale LLC", "Birch and Vale, LLC"): "2 invoices, USD 2771.00",
        ("Quarry Hill Brewing Co.", "Quarry Hill Brewing Company"): "1 invoice, USD 1288.00",
        ("Saltmarsh Kayak Rentals", "Salt Marsh Kayak Rentals LLC"): "1 invoice, USD 5410.00",
    }
    assert {ends: pairs[ends]["at_stake"] for ends in held} == held
    assert all(pairs[ends]["band"] in ("certain", "probable") and pairs[ends]["reasons"] for ends in held)
    likely = {ends for ends, row in pairs.items() if row["band"] in ("certain", "probable")}
    assert likely == {*held, ("Harrow Mill Supply",) * 2}, "and nobody else"
    with (evidence / "trail.csv").open(encoding="utf-8", newline="") as file:
        fates = {row["record"]: row["fate"] for row in csv.DictReader(file)}
    assert fates["account 001Bq00000h4TaWIAU"] == "written", "Amberlight Yoga Studio: the one in Concord is a branch"
