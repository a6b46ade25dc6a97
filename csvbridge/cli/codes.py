"""`python -m csvbridge.cli.codes` writes schemas/CODES.md anew from the rules."""

from csvbridge.cli.code_pages import codes_page
from csvbridge.shipped import shipped

if __name__ == "__main__":
    (shipped("schemas") / "CODES.md").write_text(codes_page(), encoding="utf-8", newline="\n")
