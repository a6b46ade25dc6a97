"""The admin's first question: what files are, what is missing, what a conversion would find, what can be corrected."""

from csvbridge.validating.files import run_validate

__all__ = ["run_validate"]
