"""`python -m csvbridge` is the same as the `csvbridge` command."""

from csvbridge.cli.main import run

if __name__ == "__main__":
    run()
