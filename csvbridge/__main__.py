"""`python -m csvbridge` is the same as the `csvbridge` command."""

from csvbridge.cli.main import main

if __name__ == "__main__":
    main()
