"""Products and items: which are written, under which name, at which price (contract.md §4)."""

import pytest
from bench import Bench, Row, account, deal, line, product, sid

LIST = "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Income Account\n"


def sell(bench: Bench, **line_cells: str | None) -> None:
    """A deal of 100.00 with one line."""
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    bench.give("lines.csv", line(1, 1, **line_cells))


def items(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(r["Product/service name"], r["SKU"], r["Sales price/rate"]) for r in rows]


def test_a_product_row_takes_its_cells_from_where_the_contract_says(bench: Bench) -> None:
    bench.give(
        "products.csv",
        product(1, "Surveying", "SURV-1", **{"Product Description": "Half a day", "List Price": "100.00"}),
        product(2, "Sounding", "", **{"Product Description": "", "List Price": ""}),
    )
    result = bench.convert()
    blank = dict.fromkeys(result.products[0], "")
    assert result.products == [
        {**blank, "Product/service name": "Surveying", "Item type": "Service", "SKU": "SURV-1",
         "Sales description": "Half a day", "Sales price/rate": "100.00", "Income account": "Sales"},
        {**blank, "Product/service name": "Sounding", "Item type": "Service", "Sales description": "Sounding",
         "Income account": "Sales"},
    ]  # fmt: skip


def test_the_profile_sets_type_and_income_account(bench: Bench) -> None:
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    words = ("--set", "products.type=Non-inventory", "--set", "products.income_account=")
    (row,) = bench.convert(*words).products
    assert (row["Item type"], row["Income account"]) == ("Non-inventory", "")


def test_the_older_template_has_its_own_headings(bench: Bench) -> None:
    bench.give("products.csv", product(1, "Surveying", "SURV-1", **{"List Price": "100.00"}))
    (row,) = bench.convert("--set", "products.template=s1").products
    assert row["Product/Service Name"] == row["Sales Description"] == "Surveying"
    assert (row["SKU"], row["Type"], row["Sales Price / Rate"]) == ("SURV-1", "Service", "100.00")
    assert row["Income Account"] == "Sales"


# --- what is written ------------------------------------------------------------------------------------------------

INCLUDE = [
    ("all", "1", ["Surveying", "Sounding"], {"written": 2}),
    ("used", "1", ["Surveying"], {"written": 1, "skipped": 1}),
    ("all", "0", ["Surveying"], {"written": 1, "skipped": 1}),
]


@pytest.mark.parametrize(("include", "active", "names", "counts"), INCLUDE)
def test_products_include(bench: Bench, include: str, active: str, names: list[str], counts: dict[str, int]) -> None:
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1"), product(2, "Sounding", "SOUND", active=active))
    result = bench.convert("--set", f"products.include={include}")
    assert [r["Product/service name"] for r in result.products] == names and result.counts("products") == counts
    assert result.exit == 0


@pytest.mark.parametrize("active", ["0", ""])
def test_an_inactive_product_that_was_sold_is_written_with_a_warning(bench: Bench, active: str) -> None:
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1", active=active))
    result = bench.convert()
    found = result.only("QBO303")
    assert (found["severity"], found["file"], found["row"]) == ("warning", "in/products.csv", 2)
    assert [row["Product/service name"] for row in result.products] == ["Surveying"] and result.exit == 0


def test_a_deleted_product_that_was_sold_is_written_with_a_warning(bench: Bench) -> None:
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1", IsDeleted="1"))
    result = bench.convert()
    assert "deleted" in result.only("QBO303")["message"] and len(result.products) == 1
    bench.give("lines.csv", line(1, 1, code="OTHER", product="Sounding"))
    assert bench.convert("--force").counts("products") == {"written": 1, "skipped": 1}


def test_a_code_that_no_export_knows_makes_an_item_with_a_warning(bench: Bench) -> None:
    sell(bench, product="Night watch", code="NIGHT")
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    result = bench.convert()
    found = result.only("QBO302")
    assert (found["severity"], found["file"], found["row"]) == ("warning", "in/lines.csv", 2)
    assert (found["column"], found["value"]) == ("Product Code", "NIGHT")
    assert items(result.products) == [("Surveying", "SURV-1", ""), ("Night watch", "NIGHT", "")]
    assert result.totals["records"]["products"]["in"] == 2


def test_a_line_with_a_code_alone_makes_an_item_of_that_name(bench: Bench) -> None:
    sell(bench, product=None, code="NIGHT")
    assert items(bench.convert().products) == [("NIGHT", "NIGHT", "")]


def test_an_item_of_a_line_that_waits_is_not_written_and_not_counted(bench: Bench) -> None:
    sell(bench, code="NIGHT", product="Night watch", total="x")
    result = bench.convert()
    assert result.products == [] and result.totals["records"]["products"]["in"] == 0


# --- which item a line means ----------------------------------------------------------------------------------------


def test_the_product_id_decides_before_the_code(bench: Bench) -> None:
    sell(bench, **{"Product ID": sid("01t", 2)})
    bench.give("products.csv", product(1, "Surveying", "SURV-1"), product(2, "Surveying abroad", "SURV-2"))
    assert bench.convert().invoices[0]["Item(Product/Service)"] == "Surveying abroad"


def test_a_code_of_several_products_is_decided_by_the_name(bench: Bench) -> None:
    bench.give("products.csv", product(1, "Surveying", "SURV-1"), product(2, "Surveying abroad", "SURV-1"))
    sell(bench)
    result = bench.convert()
    assert result.invoices[0]["Item(Product/Service)"] == "Surveying"
    assert result.only("QBO308")["severity"] == "warning" and result.exit == 0
    sell(bench, product=None)
    held = bench.convert("--force")
    found = held.only("QBO307")
    assert held.exit == 1 and "Surveying, Surveying abroad" in found["message"] and found["file"] == "in/lines.csv"


def test_without_a_code_the_name_decides(bench: Bench) -> None:
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    sell(bench, code=None, product=" SURVEYING ")
    assert bench.convert().invoices[0]["Item(Product/Service)"] == "Surveying"


def test_another_code_under_the_same_name_is_another_product_and_waits(bench: Bench) -> None:
    """Two items of one name cannot be in QuickBooks; neither is chosen."""
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    sell(bench, code="SURV-9")
    result = bench.convert()
    assert result.exit == 1 and result.invoices == [] and "QBO205" in result.codes("error")


# --- items in QuickBooks --------------------------------------------------------------------------------------------

KNOWN = [
    # what, the list's row, item on the invoice, code of a finding
    ("by name", "SURVEYING,,,Service,,Sales", "SURVEYING", "QBO215"),
    ("by SKU", "Surveying,,SURV-1,Service,,Sales", "Surveying", None),
    ("by SKU under another name", "Field work,,SURV-1,Service,,Sales", "Field work", "QBO305"),
    ("in a category", "Outdoors:Surveying,,,Service,,Sales", "Outdoors:Surveying", "QBO215"),
    ("in a category by SKU", "Outdoors:Surveying,,SURV-1,Service,,Sales", "Outdoors:Surveying", "QBO215"),
]


@pytest.mark.parametrize(("row", "item", "code"), [c[1:] for c in KNOWN], ids=[c[0] for c in KNOWN])
def test_an_item_that_quickbooks_has_is_used_and_not_written(
    bench: Bench, row: str, item: str, code: str | None
) -> None:
    bench.raw("lists/Items.csv", f"{LIST}{row}\nServices,,,Service,,Sales\n")
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    result = bench.convert("--against", "lists")
    assert result.products == [] and result.counts("products") == {"merged": 1} and result.exit == 0
    assert result.invoices[0]["Item(Product/Service)"] == item
    said = [f["code"] for f in result.findings if f["row"]]
    assert said == ([] if code is None else [code])


def test_the_sku_is_compared_exactly(bench: Bench) -> None:
    bench.raw("lists/Items.csv", f"{LIST}Field work,,surv-1,Service,,Sales\n")
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    assert items(bench.convert("--against", "lists").products) == [("Surveying", "SURV-1", "")]


OCCUPIED = [
    ("Surveying (deleted),,,Service,,Sales", "an inactive item"),
    ("Surveying,,,Category,,", "a category"),
    ("Surveying,,,Bundle,,", "a bundle"),
]


@pytest.mark.parametrize(("row", "holder"), OCCUPIED)
def test_an_item_name_that_is_occupied_waits_with_a_way_out(bench: Bench, row: str, holder: str) -> None:
    bench.raw("lists/Items.csv", f"{LIST}{row}\n")
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    result = bench.convert("--against", "lists")
    found = result.only("QBO306")
    assert result.exit == 1 and holder in found["message"] and '[crosswalk.products] "SURV-1"' in found["fix"]
    assert result.counts("products") == {"held": 1} and result.counts("invoices") == {"held": 1}


@pytest.mark.parametrize("key", ["SURV-1", "Surveying"])
def test_a_crosswalk_names_an_item_that_is_never_written(bench: Bench, key: str) -> None:
    bench.raw("lists/Items.csv", f"{LIST}Field work,,,Service,,Sales\n")
    sell(bench)
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    result = bench.convert("--against", "lists", "--set", f"crosswalk.products.{key}=Field work")
    assert result.products == [] and result.invoices[0]["Item(Product/Service)"] == "Field work"
    assert result.exit == 0 and result.codes() == []


# --- deals without products -----------------------------------------------------------------------------------------

DEFAULT = [
    # list rows (None: no list), item on the invoice, written, code
    (None, "Services", [], "QBO309"),
    ("SERVICES,,,Service,,Sales", "SERVICES", [], None),
    ("Hours,,,Service,,Sales", "Services", ["Services"], "QBO310"),
]


@pytest.mark.parametrize(("rows", "item", "written", "code"), DEFAULT)
def test_the_default_item(bench: Bench, rows: str | None, item: str, written: list[str], code: str | None) -> None:
    if rows is not None:
        bench.raw("lists/Items.csv", f"{LIST}{rows}\n")
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1), deal(2, 1))
    result = bench.convert(*(() if rows is None else ("--against", "lists")))
    assert {row["Item(Product/Service)"] for row in result.invoices} == {item} and result.exit == 0
    assert [row["Product/service name"] for row in result.products] == written
    assert [f["code"] for f in result.findings if f["code"] in ("QBO309", "QBO310")] == ([code] if code else [])
    assert result.totals["records"]["products"]["in"] == len(written)


def test_a_default_item_that_the_catalogue_has_is_that_product(bench: Bench) -> None:
    bench.give("products.csv", product(1, "Consulting", "CONS", **{"List Price": "80.00"}))
    bench.give("opportunities.csv", deal(1))
    result = bench.convert("--set", "invoices.default_item=Consulting")
    assert items(result.products) == [("Consulting", "CONS", "80.00")] and len(result.invoices) == 1


def test_deals_without_products_can_wait(bench: Bench) -> None:
    bench.give("opportunities.csv", deal(1), deal(2))
    bench.give("lines.csv", line(1, 1))
    result = bench.convert("--set", "invoices.without_products=hold")
    assert result.counts("invoices") == {"written": 1, "held": 1} and result.only("QBO430")["row"] == 3


def test_the_product_sku_of_a_deal_names_its_item(bench: Bench) -> None:
    bench.give("products.csv", product(1, "Surveying", "SURV-1"))
    bench.give("opportunities.csv", deal(1, **{"Product SKU": "SURV-1"}), deal(2, **{"Product SKU": ""}))
    rows = bench.convert().invoices
    assert [(r["Item(Product/Service)"], r["ItemDescription"]) for r in rows] == [
        ("Surveying", "Surveying"),
        ("Services", "Deal 2"),
    ]


def test_a_product_sku_whose_product_waits_names_the_column(bench: Bench) -> None:
    bench.give("products.csv", product(1, " : ", "SURV-1"))
    bench.give("opportunities.csv", deal(1, **{"Product SKU": "SURV-1"}))
    found = bench.convert().only("QBO429")
    assert (found["file"], found["row"], found["column"]) == ("in/opportunities.csv", 2, "Product SKU")


@pytest.mark.parametrize(("flag", "held"), [("1", True), ("0", False), ("", False)])
def test_a_deal_that_says_it_has_products_needs_its_lines(bench: Bench, flag: str, held: bool) -> None:
    bench.give("opportunities.csv", deal(1, **{"Has Products": flag}))
    result = bench.convert()
    assert result.exit == (1 if held else 0) and len(result.invoices) == (0 if held else 1)
    if held:
        found = result.only("QBO407")
        assert (found["row"], found["column"]) == (2, "Has Products")
        assert "Opportunities with Products" in found["fix"]


# --- prices ---------------------------------------------------------------------------------------------------------


def priced(bench: Bench, *rows: tuple[str, str, str]) -> None:
    """One product in several price books: (book, price, whether standard)."""
    bench.give(
        "products.csv",
        *(
            product(1, "Surveying", "SURV-1", **{"Price Book Name": b, "List Price": p, "Is Standard Price Book": s})
            for b, p, s in rows
        ),
    )


PRICES = [
    # the books' rows, --set, price, warns
    ([("Standard Price Book", "100.00", ""), ("Partners", "80.00", "")], "", "100.00", False),
    ([("Standard", "100.00", "1"), ("Standard Price Book", "80.00", "0")], "", "100.00", False),
    ([("Standard Price Book", "100.00", ""), ("Partners", "80.00", "")], "Partners", "80.00", False),
    ([("Standard Price Book", "100.00", ""), ("Partners", "80.00", "")], "partners", "80.00", False),
    ([("Retail", "100.00", ""), ("Partners", "80.00", "")], "", "", True),
    ([("Standard Price Book", "", "")], "", "", False),
    ([("Standard Price Book", "0.1234567", "")], "", "0.1234567", False),
]


@pytest.mark.parametrize(("rows", "book", "price", "warns"), PRICES)
def test_the_price_comes_from_one_price_book(
    bench: Bench, rows: list[tuple[str, str, str]], book: str, price: str, warns: bool
) -> None:
    priced(bench, *rows)
    result = bench.convert(*(("--set", f"products.price_book={book}") if book else ()))
    assert items(result.products) == [("Surveying", "SURV-1", price)] and result.exit == 0
    assert result.codes() == (["QBO304"] if warns else [])
    assert result.totals["records"]["products"] == {
        "in": 1, "written": 1, "held": 0, "rejected": 0, "merged": 0, "skipped": 0,
    }  # fmt: skip
    if warns:
        found = result.only("QBO304")
        assert "Partners, Retail" in found["message"] and "products.price_book=Partners" in found["fix"]


@pytest.mark.parametrize("price", ["1oo", "1.123456789", "123456789012.00"])
def test_a_price_that_cannot_be_written_is_left_out_or_refused(bench: Bench, price: str) -> None:
    priced(bench, ("Standard Price Book", price, ""))
    result = bench.convert()
    if price == "123456789012.00":
        assert result.only("QBO105")["column"] == "List Price"
    else:
        found = result.only("QBO311")
        assert (found["severity"], found["row"], found["column"]) == ("warning", 2, "List Price")
        assert items(result.products) == [("Surveying", "SURV-1", "")] and result.exit == 0


def test_a_price_in_another_currency_is_not_taken(bench: Bench) -> None:
    bench.give(
        "products.csv", product(1, "Surveying", "SURV-1", **{"List Price": "90.00", "List Price Currency": "EUR"})
    )
    assert items(bench.convert().products) == [("Surveying", "SURV-1", "")]
