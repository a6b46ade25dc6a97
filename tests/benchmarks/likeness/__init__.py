"""The parts of the benchmark of near-duplicate detection: measures, and what is measured."""
