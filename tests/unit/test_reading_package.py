"""What an .xlsx must promise before it is opened."""

import io
import zipfile

import openpyxl
import pytest

from csvbridge.reading.caps import CAPS
from csvbridge.reading.package import check_package
from csvbridge.reading.refused import Refused
from csvbridge.reading.workbook import read_workbook


@pytest.mark.parametrize(
    ("cell", "refused"),
    [
        ('<c r="B2"><f>1+1</f><v></v></c>', True),
        ('<c r="B2" s="1"><f>1+1</f></c>', True),
        ("<c r='B2'><f t='shared' si='0'/><v/></c>", True),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', False),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', False),
        ('<c r="B2"><f t="shared" si="0"/><v>2</v></c>', False),
    ],
)
def test_a_formula_without_a_value_is_refused(cell: str, refused: bool) -> None:
    """It would be read as a blank without a word; a formula that gives an empty text has said so."""
    written = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Account Name", "Phone"])
    book.save(written)
    whole = zipfile.ZipFile(written)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name in whole.namelist():
            part = whole.read(name).decode()
            if name.endswith("sheet1.xml"):
                part = part.replace("</sheetData>", f'<row r="2">{cell}</row></sheetData>')
            package.writestr(name, part)
    told = check_package(changed.getvalue(), CAPS).uncomputed
    if not refused:
        assert told is None
        return
    assert told is not None
    assert (told.rule.code, told.at_row, told.facts) == ("CSV135", 2, {"count": 1, "cell": "B2"})
    with pytest.raises(Refused):
        read_workbook(changed.getvalue(), CAPS)
    assert read_workbook(changed.getvalue(), CAPS, uncomputed=True).sheets[0].grid.rows[0] == ["Account Name", "Phone"]
