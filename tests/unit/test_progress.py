"""The bar on stderr: where it stands in each stage."""

from csvbridge.cli.progress import Bar


def stood(*reports: tuple[str, int, int]) -> list[int]:
    bar = Bar(wanted=False, stages={"reading": (0, 20), "comparing": (20, 80), "writing": (80, 100)})
    found = []
    for report in reports:
        bar(*report)
        found.append(bar._done)
    return found


def test_a_stage_fills_its_share() -> None:
    assert stood(("reading", 1, 2), ("comparing", 30, 60), ("writing", 0, 3)) == [10, 50, 80]


def test_a_stage_of_unknown_length_stands_at_its_start() -> None:
    assert stood(("comparing", 7, 0)) == [20]


def test_it_never_goes_back() -> None:
    """Matching has steps of its own, each of which counts from nought."""
    assert stood(("comparing", 30, 60), ("comparing", 0, 9), ("comparing", 9, 9)) == [50, 50, 80]
