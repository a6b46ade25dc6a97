"""Pairs of customers that must be told as one, and pairs that must not: among others, so that rarity means something.

Everything is invented. A pair is told as one where it is certain or probable; a pair kept apart may still be shown as
possible, related or in conflict, for that is what people want to see of a branch or a sister.
"""

from __future__ import annotations

import pytest
from likenesses import Record, between, customers

from csvbridge.matching.match import find_pairs
from csvbridge.matching.pairs import Band, Pairs

SURE = (Band.CERTAIN, Band.PROBABLE)


def firm(name: str, phone: str = "", email: str = "", street: str = "", city: str = "", more: str = "") -> Record:
    """Return a record; `city` is `City, ST 12345`, `more` is `field=text`."""
    town, _, code = city.partition(", ")
    state, _, postal = code.partition(" ")
    record = {"name": name, "phone": phone, "email": email, "street": street, "city": town, "state": state}
    record |= {"postal_code": postal} | dict(pair.split("=") for pair in more.split(";") if pair)
    return {field: text for field, text in record.items() if text}


FILLER = [
    firm("Quarry Hill Roofing LLC", "515-555-2201", "office@quarryhillroofing.com", "88 Slate Rd", "Ames, IA 50010"),
    firm("Bramble Foods Inc", "402-555-8834", "ap@bramblefoods.com", "1400 Orchard Ave", "Omaha, NE 68102"),
    firm("Tarnside Dental Group", "612-555-3412", "hello@tarnsidedental.com", "9 Lake St", "Duluth, MN 55802"),
    firm(
        "Otterburn Electric Co", "816-555-4420", "jobs@otterburnelectric.com", "701 Volt Way", "Kansas City, MO 64105"
    ),
    firm("Marsh & Reed Architects", "303-555-9071", "studio@marshreed.com", "55 Blake St", "Denver, CO 80202"),
    firm("Fairholme School District 4", "701-555-1145", "office@fairholme4.org", "200 Scholar Dr", "Fargo, ND 58102"),
    firm("Pike Landing Marina", "218-555-6630", "dock@pikelanding.com", "3 Harbor Rd", "Walker, MN 56484"),
    firm("Sable Systems Inc", "512-555-7718", "billing@sablesystems.com", "4100 Circuit Blvd", "Austin, TX 78701"),
    firm("Juniper Veterinary Clinic", "505-555-2290", "care@junipervet.com", "12 Mesa Rd", "Santa Fe, NM 87501"),
    firm("Garnet Freight Lines", "901-555-6109", "dispatch@garnetfreight.com", "870 Depot St", "Memphis, TN 38103"),
    firm("Lowell Brothers Construction", "603-555-3304", "bids@lowellbros.com", "17 Granite St", "Nashua, NH 03060"),
    firm("Cedar Fork Church", "919-555-8871", "office@cedarfork.org", "640 Chapel Rd", "Durham, NC 27701"),
    firm("Wendell Okafor", "773-555-4419", "wendell.okafor@gmail.com", "212 Birch Ct", "Chicago, IL 60614"),
    firm("Priya Raman", "408-555-1290", "praman@yahoo.com", "77 Vine St", "San Jose, CA 95112"),
    firm("Elsa Lindqvist", "206-555-7743", "elsa.l@outlook.com", "9 Pine Way", "Seattle, WA 98101"),
    firm("Tomas Herrera", "915-555-3367", "therrera@gmail.com", "41 Rio Dr", "El Paso, TX 79901"),
    firm("Hannah Brandt", "414-555-9902", "hannah.brandt@gmail.com", "300 Hopps Ln", "Milwaukee, WI 53202"),
    firm("Gideon Achebe", "678-555-2048", "gachebe@aol.com", "5 Peach Ct", "Atlanta, GA 30303"),
    firm("Redfern Landscaping", "541-555-8820", "info@redfernland.com", "23 Moss Ln", "Eugene, OR 97401"),
    firm("Copperline Brewing", "720-555-1904", "taps@copperline.beer", "1 Kettle Ct", "Boulder, CO 80302"),
    firm("Vantage Title Agency", "216-555-6751", "closing@vantagetitle.com", "90 Euclid Ave", "Cleveland, OH 44114"),
    firm("Silver Birch Apartments", "502-555-4438", "rent@silverbirchapts.com", "610 Derby St", "Louisville, KY 40202"),
    firm("Hollis Plumbing & Heating", "207-555-3381", "hollis@hollisph.com", "8 Wharf St", "Portland, ME 04101"),
    firm("Aldine Manufacturing Corp", "330-555-9240", "ar@aldinemfg.com", "2200 Steel Pkwy", "Akron, OH 44308"),
    firm("Pelican Bay Resort", "850-555-7027", "stay@pelicanbay.com", "1 Gulf Dr", "Destin, FL 32541"),
    firm("Nordhavn Shipping AS", "+47 22 55 01 90", "post@nordhavn.no", "Havnegata 4", "Oslo", "country=Norway"),
    firm("Weissdorn Technik GmbH", "+49 89 5550123", "info@weissdorn.de", "Lindenstr. 9", "München", "country=Germany"),
    firm("Thistle & Wool Ltd", "+44 131 496 0120", "shop@thistlewool.co.uk", "14 Rose St", "Edinburgh", "country=UK"),
    firm("Maple Ridge Dairy", "802-555-2276", "milk@mapleridge.farm", "900 Pasture Rd", "Barre, VT 05641"),
    firm(
        "Orion Staffing Services", "317-555-6643", "timecards@orionstaff.com", "33 Market St", "Indianapolis, IN 46204"
    ),
    firm("Delmar Auto Body", "314-555-7781", "shop@delmarauto.com", "4510 Delmar Blvd", "St. Louis, MO 63108"),
    firm("Kestrel Aviation LLC", "316-555-1408", "ops@kestrelav.com", "1 Hangar Rd", "Wichita, KS 67209"),
    firm("Blue Heron Yoga", "828-555-5529", "hi@blueheronyoga.com", "64 Haywood St", "Asheville, NC 28801"),
    firm("Ironbridge Capital Partners", "212-555-9316", "ir@ironbridgecap.com", "500 Park Ave", "New York, NY 10022"),
    firm("Solano Citrus Growers", "559-555-3852", "pack@solanocitrus.com", "RR 2 Box 18", "Visalia, CA 93277"),
    firm("Trillium Books", "734-555-6114", "books@trillium.shop", "120 Main St", "Ann Arbor, MI 48104"),
    firm("Harrow Security Systems", "702-555-8823", "alarm@harrowsec.com", "77 Vegas Dr", "Las Vegas, NV 89101"),
    firm("St. Brendan Parish", "401-555-2719", "office@stbrendan.org", "15 Abbey Ln", "Providence, RI 02903"),
    firm("Quillfeather Press", "608-555-4206", "desk@quillfeather.com", "2 Ink Aly", "Madison, WI 53703"),
    firm("Larkspur Events", "615-555-1937", "book@larkspurevents.com", "808 Music Row", "Nashville, TN 37203"),
    firm("Bayard Tool Company", "860-555-5583", "sales@bayardtool.com", "39 Forge St", "Hartford, CT 06103"),
]
"""Customers that have nothing to do with one another."""

PHONE, MAIL, STREET, CITY = "563-555-0147", "billing@calderworks.com", "12 Alder Lane", "Dubuque, IA 52001"

ONE: dict[str, tuple[Record, Record]] = {
    "another legal form": (
        firm("Calder Millworks Inc", PHONE, "", STREET, CITY),
        firm("Calder Millworks, Incorporated", PHONE, "", STREET, CITY),
    ),
    "no legal form": (firm("Calder Millworks LLC", PHONE, "", "", CITY), firm("Calder Millworks", PHONE, "", "", CITY)),
    "a form written out": (
        firm("Calder Millworks LLC", PHONE, "", "", CITY),
        firm("Calder Millworks Limited Liability Company", PHONE, "", "", CITY),
    ),
    "and in signs": (
        firm("Calder & Finch Supply", "", MAIL, STREET, CITY),
        firm("Calder and Finch Supply", "", MAIL, STREET, CITY),
    ),
    "an article": (firm("The Gilded Fern", PHONE, "", STREET, CITY), firm("Gilded Fern", PHONE, "", STREET, CITY)),
    "abbreviations": (
        firm("Calder Intl Mfg Svcs", PHONE, "", "", CITY),
        firm("Calder International Manufacturing Services", PHONE, "", "", CITY),
    ),
    "words in another order": (
        firm("Millworks of Calder", PHONE, "", "", CITY),
        firm("Calder Millworks", PHONE, "", "", CITY),
    ),
    "words written together": (
        firm("Night Jar Studios", PHONE, "", "", CITY),
        firm("Nightjar Studios", PHONE, "", "", CITY),
    ),
    "a typing error": (firm("Calder Millworks", PHONE, "", "", CITY), firm("Caldre Millworks", PHONE, "", "", CITY)),
    "two typing errors and an address": (
        firm("Gossamer Upholstery", "", "", STREET, CITY),
        firm("Gosamer Upholstrey", "", "", "12 Alder Ln", CITY),
    ),
    "accents": (
        firm("Café Étoilé", PHONE, "", STREET, CITY),
        firm("Cafe Etoile", PHONE, "", STREET, CITY),
    ),
    "another script": (
        firm("Василек Трейд", PHONE, "", STREET, CITY),
        firm("Vasilek Treid", PHONE, "", STREET, CITY),
    ),
    "capitals and full stops": (
        firm("C.A.M. GRAPHICS", "", MAIL, "", CITY),
        firm("Cam Graphics", "", MAIL, "", CITY),
    ),
    "an acronym": (
        firm("Tri-Valley Water Authority", PHONE, "ap@tvwa.org", STREET, CITY),
        firm("TVWA", PHONE, "ap@tvwa.org", STREET, CITY),
    ),
    "an acronym with a word behind": (
        firm("The TVW Group", "", "", "900 Weir Rd", CITY),
        firm("Tarn Valley Works Inc", "", "", "900 Weir Rd", CITY),
    ),
    "the number of a copy": (
        firm("Andrea Vasilek-1", "", "andrea@vasilek.net", "", CITY),
        firm("Andrea Vasilek", "", "andrea@vasilek.net", "", CITY),
    ),
    "a short word that may be two": (
        firm("Calder Independent School Dist", PHONE, "", STREET, CITY),
        firm("Calder Independent School District", PHONE, "", STREET, CITY),
    ),
    "a trading name": (
        firm("Finch Holdings LLC dba Gilded Fern", PHONE, "", STREET, CITY),
        firm("Gilded Fern", PHONE, "", STREET, CITY),
    ),
    "the other side of a trading name": (
        firm("Finch Holdings LLC dba Gilded Fern", PHONE, "", STREET, CITY),
        firm("Finch Holdings", PHONE, "", STREET, CITY),
    ),
    "a former name": (
        firm("Gossamer Textiles (formerly Calder Looms)", PHONE, "", STREET, CITY),
        firm("Calder Looms Inc", PHONE, "", STREET, CITY),
    ),
    "a remark": (
        firm("Gossamer Textiles (DO NOT USE)", PHONE, "", "", CITY),
        firm("Gossamer Textiles", PHONE, "", "", CITY),
    ),
    "a year as a word": (
        firm("First Gossamer Bank", PHONE, "", "", CITY),
        firm("1st Gossamer Bank", PHONE, "", "", CITY),
    ),
    "a saint": (
        firm("St. Ursula Academy", PHONE, "", "", CITY),
        firm("Saint Ursula Academy", PHONE, "", "", CITY),
    ),
    "a moved customer": (
        firm("Gossamer Textiles", PHONE, "mill@gossamer.com", STREET, CITY),
        firm("Gossamer Textiles", PHONE, "mill@gossamer.com", "900 Grandview Ave", "Bettendorf, IA 52722"),
    ),
    "a changed telephone": (
        firm("Gossamer Textiles", PHONE, "mill@gossamer.com", STREET, CITY),
        firm("Gossamer Textiles Inc", "563-778-4100", "mill@gossamer.com", STREET, CITY),
    ),
    "a telephone in another form and an extension": (
        firm("Gossamer Textiles", "(563) 555-0147 x12", "", "", CITY),
        firm("Gossamer Textile", "+1 563.555.0147", "", "", ""),
    ),
    "a telephone with an error": (
        firm("Gossamer Textiles", "563-555-0147", "", STREET, CITY),
        firm("Gossamer Textiles Co", "563-555-0174", "", STREET, CITY),
    ),
    "e-mail alone beside the name": (
        firm("Gossamer Textiles", "", "mill@gossamer.com"),
        firm("Gossamer Textiles Inc", "", "mill@gossamer.com"),
    ),
    "another e-mail at one domain": (
        firm("Gossamer Textiles", "", "mill@gossamer.com", STREET, CITY),
        firm("Gossamer Textiles Inc", "", "jane@gossamer.com", STREET, CITY),
    ),
    "website and e-mail": (
        firm("Gossamer Textiles", "", "", "", CITY, "website=https://www.gossamertextiles.com"),
        firm("Gossamer Textiles Inc", "", "ann@gossamertextiles.com", "", CITY),
    ),
    "an address with a suite": (
        firm("Gossamer Textiles", PHONE, "", "12 Alder Lane, Suite 5", CITY),
        firm("Gossamer Textiles", PHONE, "", "Ste 5, 12 Alder Ln", CITY),
    ),
    "a whole address in the street": (
        firm("Gossamer Textiles", PHONE, "", "12 Alder Lane, Dubuque, IA 52001"),
        firm("Gossamer Textiles Inc", PHONE, "", STREET, CITY),
    ),
    "a code that lost its zero": (
        firm("Gossamer Textiles", PHONE, "", STREET, "Lowell, MA 01850"),
        firm("Gossamer Textiles Inc", PHONE, "", STREET, "Lowell, MA 1850-1234"),
    ),
    "a post box": (
        firm("Gossamer Textiles", PHONE, "", "P.O. Box 77", CITY),
        firm("Gossamer Textiles Inc", PHONE, "", "PO BOX 77", CITY),
    ),
    "last name first": (
        firm("Ferncliff, Martha", PHONE, "", STREET, CITY),
        firm("Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a nickname": (
        firm("Bob Ferncliff", PHONE, "", STREET, CITY),
        firm("Robert Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a nickname and an e-mail": (
        firm("Peggy Ferncliff", "", "mferncliff@gmail.com", "", CITY),
        firm("Margaret Ferncliff", "", "mferncliff@gmail.com", "", CITY),
    ),
    "an initial": (
        firm("M. Ferncliff", PHONE, "", STREET, CITY),
        firm("Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a middle initial": (
        firm("Martha J Ferncliff", PHONE, "", STREET, CITY),
        firm("Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a title": (
        firm("Dr. Martha Ferncliff, DDS", PHONE, "", STREET, CITY),
        firm("Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a couple and one of it": (
        firm("Martha & Owen Ferncliff", PHONE, "", STREET, CITY),
        firm("Owen & Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "junior by another word": (
        firm("Owen Ferncliff Jr", PHONE, "", STREET, CITY),
        firm("Owen Ferncliff, Junior", PHONE, "", STREET, CITY),
    ),
    "a person with a company beside": (
        firm("Martha Ferncliff", PHONE, "", "", CITY, "company=Gossamer Textiles"),
        firm("Gossamer Textiles", PHONE, "", "", CITY),
    ),
    "an old record by its bracket": (
        firm("Gossamer Textiles (old)", "", "", STREET, CITY, "website=gossamertextiles.com"),
        firm("Gossamer Textiles", PHONE, "", "P.O. Box 77", CITY, "website=gossamertextiles.com"),
    ),
    "last name first and an initial that is a numeral": (
        firm("Ferncliff, X", "", "ferncliffx@gmail.com", STREET, CITY),
        firm("Xavier Ferncliff", "", "ferncliffx@gmail.com", STREET, CITY),
    ),
    "a tax number": (
        firm("Gossamer Textiles", "", "", "", "", "tax_id=12-3456789"),
        firm("Gossamer Textiles Inc", "", "", "", "", "tax_id=123456789"),
    ),
    "a form in front and behind": (
        firm("Oy Calder Ab", "", "info@calder.fi"),
        firm("Calder Oy", "", "info@calder.fi"),
    ),
    "a Japanese form without a blank": (
        firm("株式会社カルダー", "03-5550-0147", "", "", "東京"),
        firm("カルダー", "03-5550-0147", "", "", "東京"),
    ),
    "a Chinese form": (
        firm("卡尔德贸易有限公司", "+86 21 5550 0147", "", "", "上海"),
        firm("Ka Er De Mao Yi", "+86 21 5550 0147", "", "", "Shanghai"),
    ),
    "a Russian form in front": (
        firm("ООО Василек", "", "a@vasilek.ru", "", "Москва"),
        firm("Vasilek", "", "a@vasilek.ru", "", "Moskva"),
    ),
    "a German form written out": (
        firm("Calder Technik GmbH", "+49 89 550199", "", "Lindenweg 4", "München"),
        firm("Calder Technik Gesellschaft mit beschränkter Haftung", "+49 89 550199", "", "", "München"),
    ),
    "an umlaut in two letters": (
        firm("Bäckerei Müller", PHONE, "", "", "Köln"),
        firm("Baeckerei Mueller", PHONE, "", "", "Koeln"),
    ),
    "an article behind a comma": (
        firm("Gilded Fern, The", PHONE, "", "", CITY),
        firm("The Gilded Fern", PHONE, "", "", CITY),
    ),
    "a town in front of its rank": (
        firm("Ferncliff, Township of", PHONE, "", "", CITY),
        firm("Township of Ferncliff", PHONE, "", "", CITY),
    ),
    "an ordinal of a street": (
        firm("2nd Street Bakery", PHONE, "", "", CITY),
        firm("Second Street Bakery", PHONE, "", "", CITY),
    ),
    "a fund by a Roman number": (
        firm("Finch Fund II LP", PHONE, "", "", CITY),
        firm("Finch Fund 2 LP", PHONE, "", "", CITY),
    ),
    "a scanner's letters": (
        firm("Ga1ena Mi11works", "", "", STREET, CITY),
        firm("Galena Millworks", "", "", STREET, CITY),
    ),
    "a site for a name": (
        firm("gossamertextiles.com", PHONE, "", "", CITY),
        firm("Gossamer Textiles", PHONE, "", "", CITY),
    ),
    "a child of a parent that is not in the list": (
        firm("Finch Group:Gossamer Textiles", PHONE, "", STREET, CITY),
        firm("Gossamer Textiles", PHONE, "", STREET, CITY),
    ),
    "nothing but one name": (firm("Calder Millworks"), firm("Calder Millworks")),
    "nothing but one name with and": (firm("Calder & Finch"), firm("Calder and Finch")),
    "a name in capitals and nothing else": (
        firm("GOSSAMER TEXTILES", PHONE),
        firm("Gossamer textiles, inc.", "", "", "", CITY),
    ),
    "a copy by its number": (
        firm("Gossamer Textiles (2)", PHONE, "", STREET, CITY),
        firm("Gossamer Textiles", PHONE, "", STREET, CITY),
    ),
    "the last initial of a name": (
        firm("Ferncliff, George V.", "", "", STREET, CITY),
        firm("George Ferncliff", "", "", STREET, CITY),
    ),
    "a couple with full names": (
        firm("Martha Ferncliff and Owen Ferncliff", PHONE, "", STREET, CITY),
        firm("Owen & Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a couple with a title": (
        firm("Mr. & Mrs. Owen Ferncliff", PHONE, "", STREET, CITY),
        firm("Owen Ferncliff", PHONE, "", STREET, CITY),
    ),
    "a married name beside the old one": (
        firm("Martha Ferncliff-Tarn", "", "mferncliff@gmail.com", STREET, CITY),
        firm("Martha Ferncliff", "", "mferncliff@gmail.com", STREET, CITY),
    ),
    "a nickname of another tongue": (
        firm("Pepe Valakos", "", "", STREET, CITY),
        firm("Jose Valakos", "", "", STREET, CITY),
    ),
    "a surname in two words": (
        firm("Pieter van der Berg", PHONE, "", "", CITY),
        firm("Pieter Vanderberg", PHONE, "", "", CITY),
    ),
    "two telephones in one cell": (
        firm("Gossamer Textiles", "563-555-7702 / 563-555-0147"),
        firm("Gossamer Textils", "(563) 555-0147"),
    ),
    "a telephone as a spreadsheet left it": (
        firm("Gossamer Textiles", "5635550147.0"),
        firm("Gossamer Textils", "(563) 555-0147"),
    ),
    "a domain mistyped": (
        firm("Martha Ferncliff", "", "martha.ferncliff@gmial.com"),
        firm("Martha Ferncliff", "", "martha.ferncliff@gmail.com"),
    ),
    "a tax number beside another name": (
        firm("Calder Works", "", "", "", CITY, "tax_id=12-3456789"),
        firm("Gossamer Textiles", "", "", "", CITY, "tax_id=12-3456789"),
    ),
    "a range of house numbers": (
        firm("Gossamer Textiles", "", "", "12-14 Alder Lane", CITY),
        firm("Gossamer Textils", "", "", "12 Alder Lane", CITY),
    ),
    "a floor by its ordinal": (
        firm("Gossamer Textiles", "", "", "12 Alder Lane 3rd Floor", CITY),
        firm("Gossamer Textils", "", "", "12 Alder Lane Fl 3", CITY),
    ),
    "a post box and a street": (
        firm("Gossamer Textiles", PHONE, "", "PO Box 77", CITY),
        firm("Gossamer Textile", PHONE, "", STREET, CITY),
    ),
    "a house and who gets its letters": (
        firm("77 Calder St LLC", PHONE, "ap@bridgewater.com", "4 Mill Way", CITY),
        firm("77 Calder Street, LLC c/o Bridgewater Management", "", "ap@bridgewater.com", "4 Mill Way", CITY),
    ),
    "a letter and a number": (
        firm("A-1 Ferncliff Rental", PHONE, "", STREET, CITY),
        firm("A1 Ferncliff Rentals", PHONE, "", STREET, CITY),
    ),
    "a trade in brackets": (
        firm("J. Calder & Sons (Builders) Ltd", PHONE, "", STREET, CITY),
        firm("Calder & Sons Builders", PHONE, "", STREET, CITY),
    ),
    "the desk that pays": (
        firm("Calder Memorial Hospital - Accounts Payable", PHONE, "ap@caldermemorial.org", STREET, CITY),
        firm("Calder Memorial Hospital", PHONE, "ap@caldermemorial.org", STREET, CITY),
    ),
    "a family and its nursery": (
        firm("R & J Taylor t/a Calderside Nurseries", PHONE, "", STREET, CITY),
        firm("Calderside Nurseries", PHONE, "", STREET, CITY),
    ),
    "a form as one sign": (
        firm("株式会社桜井製作所", "+81 3 3742 1180", "", "", "", "country=Japan"),
        firm("(株)桜井製作所", "0337421180", "", "", "", "country=Japan"),
    ),
    "a trade in two languages": (
        firm("Plomberie Calder inc.", PHONE, "", STREET, CITY),
        firm("Calder Plumbing Inc.", PHONE, "", STREET, CITY),
    ),
    "one city in two languages": (
        firm("Calder Stahlbau GmbH", "0221 9471180", "", "Ringstr. 14", "Köln", "country=Germany"),
        firm("Calder Stahlbau", "+49 221 947118-0", "", "Ringstrasse 14", "Cologne", "postal_code=D-50769;country=DE"),
    ),
}

TWO: dict[str, tuple[Record, Record]] = {
    "the upper and the lower one": (
        firm("Gossamer Falcon Living Upper Inc", PHONE, "ap@gossamerfalcon.com", STREET, CITY),
        firm("Gossamer Falcon Living Lower Inc", "", "ap@gossamerfalcon.com", STREET, CITY),
    ),
    "a branch in another city": (
        firm("Gilded Fern Cafe - Dubuque", "563-555-0147", "", STREET, CITY),
        firm("Gilded Fern Cafe - Peoria", "309-688-2210", "", "77 River Rd", "Peoria, IL 61602"),
    ),
    "a chain without a branch in its name": (
        firm("Gilded Fern Cafe", "563-555-0147", "", STREET, CITY),
        firm("Gilded Fern Cafe", "309-688-2210", "", "77 River Rd", "Peoria, IL 61602"),
    ),
    "a branch by its number": (
        firm("Gilded Fern Cafe #12", "", "ap@gildedfern.com", STREET, CITY),
        firm("Gilded Fern Cafe #14", "", "ap@gildedfern.com", "77 River Rd", "Peoria, IL 61602"),
    ),
    "numbered sisters": (
        firm("Finch Holdings 1 LLC", PHONE, "ir@finchholdings.com", STREET, CITY),
        firm("Finch Holdings 2 LLC", PHONE, "ir@finchholdings.com", STREET, CITY),
    ),
    "sisters by a Roman number": (
        firm("Finch Fund II LP", PHONE, "", STREET, CITY),
        firm("Finch Fund III LP", PHONE, "", STREET, CITY),
    ),
    "the first and the second fund": (
        firm("Finch Fund I LP", PHONE, "", STREET, CITY),
        firm("Finch Fund II LP", PHONE, "", STREET, CITY),
    ),
    "siblings by one word": (
        firm("Ferncliff Plumbing", "563-555-0147", "", "", CITY),
        firm("Ferncliff Plastering", "563-555-7702", "", "", CITY),
    ),
    "siblings by one word at one address": (
        firm("Ferncliff Plumbing LLC", "", "", STREET, CITY),
        firm("Ferncliff Roofing LLC", "", "", STREET, CITY),
    ),
    "one building": (
        firm("Gossamer Textiles", "563-555-0147", "", "500 Grandview Ave Suite 210", CITY),
        firm("Nightjar Studios", "563-555-8812", "", "500 Grandview Ave Suite 340", CITY),
    ),
    "the accountant's mailbox": (
        firm("Gossamer Textiles", "563-555-0147", "clients@ledgerandquill.com", STREET, CITY),
        firm("Nightjar Studios", "309-688-2210", "clients@ledgerandquill.com", "77 River Rd", "Peoria, IL 61602"),
    ),
    "father and son": (
        firm("Owen Ferncliff Sr", PHONE, "", STREET, CITY),
        firm("Owen Ferncliff Jr", PHONE, "", STREET, CITY),
    ),
    "one surname at one address": (
        firm("Martha Ferncliff", "", "", STREET, CITY),
        firm("Owen Ferncliff", "", "", STREET, CITY),
    ),
    "one surname and telephone": (
        firm("Martha Ferncliff", PHONE, "", "", CITY),
        firm("Owen Ferncliff", PHONE, "", "", CITY),
    ),
    "one surname": (
        firm("Martha Ferncliff", "563-555-0147", "", STREET, CITY),
        firm("Owen Ferncliff", "563-555-7702", "", "300 Loras Blvd", CITY),
    ),
    "a person and their company": (
        firm("Martha Ferncliff", PHONE, "", STREET, CITY),
        firm("Ferncliff Plumbing LLC", PHONE, "", STREET, CITY),
    ),
    "a person and their employer": (
        firm("Martha Ferncliff", "", "martha@gossamer.com", "", CITY),
        firm("Gossamer Textiles", "", "ap@gossamer.com", "", CITY),
    ),
    "two people at one employer": (
        firm("Martha Ferncliff", "", "martha@gossamer.com", "", CITY),
        firm("Dimitri Valakos", "", "dimitri@gossamer.com", "", CITY),
    ),
    "another department": (
        firm("Gossamer University - Dept of Chemistry", "563-555-0147", "", STREET, CITY),
        firm("Gossamer University - Dept of History", "563-555-7702", "", STREET, CITY),
    ),
    "another department in brackets": (
        firm("City of Ferncliff (Water)", "", "ap@ferncliff.gov", STREET, CITY),
        firm("City of Ferncliff (Parks)", "", "ap@ferncliff.gov", STREET, CITY),
    ),
    "another job": (
        firm("Gossamer Textiles: Mill Roof", PHONE, "", STREET, CITY),
        firm("Gossamer Textiles: Loading Dock", PHONE, "", STREET, CITY),
    ),
    "other tax numbers": (
        firm("Gossamer Textiles", "", "", "", CITY, "tax_id=12-3456789"),
        firm("Gossamer Textiles", "", "", "", CITY, "tax_id=98-7654321"),
    ),
    "another country": (
        firm("Gossamer Textiles", "+1 563 555 0147", "", STREET, CITY, "country=US"),
        firm("Gossamer Textiles", "+44 161 496 0991", "", "4 Deansgate", "Manchester", "country=UK"),
    ),
    "another currency": (
        firm("Gossamer Textiles", "", "", "", CITY, "currency=USD"),
        firm("Gossamer Textiles", "", "", "", CITY, "currency=CAD"),
    ),
    "two usual words": (
        firm("Dubuque Auto Services", "563-555-0147", "", STREET, CITY),
        firm("Dubuque Auto Systems", "563-555-7702", "", "300 Loras Blvd", CITY),
    ),
    "post boxes of one office": (
        firm("Gossamer Textiles", "", "", "PO Box 77", CITY),
        firm("Gossamer Tailors", "", "", "PO Box 912", CITY),
    ),
    "no answer for an e-mail": (
        firm("Gossamer Textiles", "", "n/a", "", CITY),
        firm("Nightjar Studios", "", "n/a", "", CITY),
    ),
    "mailboxes that differ in their number": (
        firm("Martha Ferncliff", "563-555-0147", "martha5763@outlook.com", STREET, CITY),
        firm("Martha Ferncliff", "309-688-2210", "martha1713@outlook.com", "77 River Rd", "Peoria, IL 61602"),
    ),
    "a shared first name": (
        firm("Martha Ferncliff", "", "", "", CITY),
        firm("Martha Valakos", "", "", "", CITY),
    ),
    "twins by a letter": (
        firm("Finch Holdings A LLC", PHONE, "", "", CITY),
        firm("Finch Holdings B LLC", PHONE, "", "", CITY),
    ),
    "twins by the letter that is an article": (
        firm("Calder Tower A", "", "pm@caldertowers.com", STREET, CITY),
        firm("Calder Tower B", "", "pm@caldertowers.com", STREET, CITY),
    ),
    "twins by a direction": (
        firm("Calder East LLC", "", "pm@caldertowers.com", STREET, CITY),
        firm("Calder West LLC", "", "pm@caldertowers.com", STREET, CITY),
    ),
    "twins by a year": (
        firm("Calder Fund 2019 LP", PHONE, "", STREET, CITY),
        firm("Calder Fund 2021 LP", PHONE, "", STREET, CITY),
    ),
    "twins by a house number": (
        firm("1200 Alder LLC", "", "pm@caldertowers.com", STREET, CITY),
        firm("1210 Alder LLC", "", "pm@caldertowers.com", STREET, CITY),
    ),
    "siblings that share a telephone": (
        firm("Smith Plumbing", PHONE, "", "", CITY),
        firm("Smith Plastering", PHONE, "", "", CITY),
    ),
    "trades that are spelled alike": (
        firm("Smith Electric", "", "", "", CITY),
        firm("Smith Electronics", "", "", "", CITY),
    ),
    "schools of one town": (
        firm("Calder Elementary School", PHONE, "ap@calder.k12.us", STREET, CITY),
        firm("Calder High School", "563-555-7702", "ap@calder.k12.us", STREET, CITY),
    ),
    "trades of one town": (
        firm("Dubuque Cleaning Services", "", "", "", CITY),
        firm("Dubuque Catering Services", "", "", "", CITY),
    ),
    "partners of one partner": (firm("Finch & Tarn", "", "", "", CITY), firm("Finch & Calder", "", "", "", CITY)),
    "departments with one switchboard": (
        firm("Calder University Athletics", "563-555-0100", "ath@calder.edu", "", CITY),
        firm("Calder University Library", "563-555-0100", "lib@calder.edu", "", CITY),
    ),
    "a firm and its foundation": (
        firm("Gossamer Foundation", "", "ap@gossamer.org", STREET, CITY),
        firm("Gossamer Textiles", "", "ap@gossamer.org", STREET, CITY),
    ),
    "one free mailbox": (
        firm("Night Owl Press", "", "shared@gmail.com", "", CITY),
        firm("Barnes Dental", "", "shared@gmail.com", "", CITY),
    ),
    "a mailbox that is none": (
        firm("Night Owl Press", "", "none@none.com", "", CITY),
        firm("Barnes Dental", "", "none@none.com", "", CITY),
    ),
    "colleagues at one mailbox and address": (
        firm("Martha Ferncliff", "", "office@calder.org", STREET, CITY),
        firm("Dimitri Valakos", "", "office@calder.org", STREET, CITY),
    ),
    "colleagues with their company beside": (
        firm("Martha Ferncliff", PHONE, "", STREET, CITY, "company=Gossamer Textiles"),
        firm("Dimitri Valakos", PHONE, "", STREET, CITY, "company=Gossamer Textiles"),
    ),
    "a person and their employer at one address": (
        firm("Dimitri Valakos", "", "dimitri@gossamer.com", STREET, CITY),
        firm("Gossamer Textiles", "", "ap@gossamer.com", STREET, CITY),
    ),
    "a usual surname and telephone": (
        firm("Martha Smith", PHONE, "", "", CITY),
        firm("Owen Smith", PHONE, "", "", CITY),
    ),
    "a family that shares all": (
        firm("Martha Ferncliff", PHONE, "ferncliffs@gmail.com", STREET, CITY),
        firm("Owen Ferncliff", PHONE, "ferncliffs@gmail.com", STREET, CITY),
    ),
    "other middle initials": (
        firm("John A Smith", PHONE, "", STREET, CITY),
        firm("John B Smith", "563-555-7702", "", "300 Loras Blvd", CITY),
    ),
    "other initials": (firm("J Smith", "", "", "", CITY), firm("K Smith", "", "", "", CITY)),
    "numbers of one first name": (
        firm("Richard Tarn", "", "richard5763@gmail.com", "", CITY),
        firm("Richard Valakos", "", "richard1713@gmail.com", "", CITY),
    ),
    "a trust and a person": (
        firm("Ferncliff Family Trust", PHONE, "", STREET, CITY),
        firm("Martha Ferncliff", PHONE, "", STREET, CITY),
    ),
    "an owner and a practice": (
        firm("Martha Ferncliff", PHONE, "martha@fernclifflaw.com", STREET, CITY),
        firm("Ferncliff Law PC", PHONE, "martha@fernclifflaw.com", STREET, CITY),
    ),
    "one name in two lands": (
        firm("Calder Looms Ltd", "", "", "", "London", "country=UK"),
        firm("Calder Looms Inc", "", "", "", "London, ON", "country=Canada"),
    ),
    "two lots of one builder": (
        firm("Calder Homes:Lot 14 Willow Bend", PHONE, "buy@calderhomes.com", STREET, CITY, "company=Calder Homes"),
        firm("Calder Homes:Lot 15 Willow Bend", PHONE, "buy@calderhomes.com", STREET, CITY, "company=Calder Homes"),
    ),
    "two departments of one hospital": (
        firm("Calder Hospital - Radiology", "", "xray@calder.org", STREET, CITY, "company=Calder Hospital"),
        firm("Calder Hospital - Pharmacy", "", "drugs@calder.org", STREET, CITY, "company=Calder Hospital"),
    ),
    "two stores of one company": (
        firm("Calder Foodmart #3", PHONE, "almin@gmail.com", "14 Michigan Ave", CITY, "company=Al-Min Petroleum"),
        firm("Calder Foodmart #7", PHONE, "almin@gmail.com", "90 Schaefer Rd", CITY, "company=Al-Min Petroleum"),
    ),
    "two offices of one county by its name": (
        firm("Calder County Engineer", "", "engineer@caldercounty.gov", STREET, CITY, "company=Calder County"),
        firm("Calder County Auditor", "", "auditor@caldercounty.gov", "5 Main St", CITY, "company=Calder County"),
    ),
    "a house and its manager": (
        firm("77 Elm LLC c/o Bridgewater Management", PHONE, "ap@bridgewater.com", "4 Mill Way", CITY),
        firm("Bridgewater Management", PHONE, "ap@bridgewater.com", "4 Mill Way", CITY),
    ),
    "two houses of one manager": (
        firm("9 Chestnut LLC", PHONE, "ap@bridgewater.com", "4 Mill Way", CITY),
        firm("9 Walnut LLC", PHONE, "ap@bridgewater.com", "4 Mill Way", CITY),
    ),
}

DOUBTFUL: dict[str, tuple[Record, Record]] = {
    "one office and telephone": (
        firm("Gossamer Textiles", PHONE, "", "500 Grandview Ave Suite 210", CITY),
        firm("Nightjar Studios", PHONE, "", "500 Grandview Ave Suite 210", CITY),
    ),
    "sisters whose names are alike": (
        firm("Marie Ferncliff", "", "", STREET, CITY),
        firm("Marta Ferncliff", "", "", STREET, CITY),
    ),
    "strangers at their accountant's": (
        firm("Night Owl Press", "", "office@ledger.com", "9 Ledger Ct", CITY),
        firm("Barnes Dental", "", "office@ledger.com", "9 Ledger Ct", CITY),
    ),
    "offices of one county": (
        firm("Dubuque County Sheriff", "563-555-0100", "", "", CITY),
        firm("Dubuque County Assessor", "563-555-0100", "", "", CITY),
    ),
    "a college and its foundation": (
        firm("Calder College", "563-555-0100", "ap@calder.edu", STREET, CITY),
        firm("Calder College Foundation", "563-555-0101", "fd@calder.edu", STREET, CITY),
    ),
    "partnerships by a street": (
        firm("Alder Street Partners LLC", "", "pm@caldertowers.com", STREET, CITY),
        firm("Birch Street Partners LLC", "", "pm@caldertowers.com", STREET, CITY),
    ),
    "one given name and telephone": (
        firm("Martha Ferncliff", PHONE, "", "", CITY),
        firm("Martha Valakos", PHONE, "", "", CITY),
    ),
    "a doctor and the practice": (
        firm("Dr N Subra", PHONE, "n.subra@calderdental.com", STREET, CITY, "company=Calder Dental LLP"),
        firm("Calder Dental", PHONE, "desk@calderdental.com", STREET, CITY),
    ),
    "a person and the estate": (
        firm("Estate of Walter Ferncliff", PHONE, "", STREET, CITY),
        firm("Walt Ferncliff", PHONE, "", STREET, CITY),
    ),
}
"""What may be one customer or two, by all that is known: a new name at an old address, a marriage, a slip. A person is
asked; it is never certain."""


def told(one: Record, other: Record, others: list[Record] = FILLER) -> tuple[Band | None, str]:
    """Return the band of the two among the others, and what it is made of; None where they are not shown at all."""
    half = len(others) // 2
    pairs = find_pairs(customers([*others[:half], one, *others[half:], other]), weak_limit=None)
    place = between(pairs, half, len(others) + 1)
    if place is None:
        return None, "no candidate, or too weak"
    return pairs.band[place], _made_of(pairs, place)


def _made_of(pairs: Pairs, place: int) -> str:
    parts = ", ".join(f"{what} {points:+.1f}" for what, points in next(iter(pairs.parts([place])))[:9])
    return f"{pairs.score[place]:.2f}: {pairs.reasons[place]} | against: {pairs.against[place]} | {parts}"


def _stories(told_as: dict[str, tuple[Record, Record]]) -> list[object]:
    return [pytest.param(*pair, id=story) for story, pair in told_as.items()]


@pytest.mark.parametrize(("one", "other"), _stories(ONE))
def test_one_customer(one: Record, other: Record) -> None:
    band, made_of = told(one, other)
    assert band in SURE, made_of


@pytest.mark.parametrize(("one", "other"), _stories(TWO))
def test_two_customers(one: Record, other: Record) -> None:
    band, made_of = told(one, other)
    assert band not in SURE, made_of


@pytest.mark.parametrize(("one", "other"), _stories(DOUBTFUL))
def test_doubtful_customers(one: Record, other: Record) -> None:
    band, made_of = told(one, other)
    assert band not in (None, Band.CERTAIN), made_of


FEW = FILLER[::7]
"""The others of a small company's list, in which words say little of how rare they are."""


@pytest.mark.parametrize(
    "story",
    [
        *(
            "no legal form",
            "abbreviations",
            "a typing error",
            "accents",
            "a trading name",
            "a nickname",
            "a tax number",
        ),
        *("a middle initial", "last name first", "nothing but one name", "a name in capitals and nothing else"),
    ],
)
def test_one_customer_in_a_small_list(story: str) -> None:
    band, made_of = told(*ONE[story], FEW)
    assert band in SURE, made_of


@pytest.mark.parametrize(
    "story",
    [
        *("siblings by one word", "siblings that share a telephone", "one surname and telephone", "twins by a letter"),
        *("a family that shares all", "colleagues at one mailbox and address", "a person and their employer"),
        *(
            "departments with one switchboard",
            "schools of one town",
            "a firm and its foundation",
            "an owner and a practice",
        ),
    ],
)
def test_two_customers_in_a_small_list(story: str) -> None:
    band, made_of = told(*TWO[story], FEW)
    assert band not in SURE, made_of


def test_the_others_are_nobodys_duplicates() -> None:
    pairs = find_pairs(customers(FILLER), weak_limit=None)
    assert [(pairs.left[p], pairs.right[p]) for p in range(len(pairs)) if pairs.band[p] in SURE] == []


def test_every_story_is_told_once() -> None:
    assert len({*ONE, *TWO, *DOUBTFUL}) == len(ONE) + len(TWO) + len(DOUBTFUL)


# --- more than two --------------------------------------------------------------------------------------------------


def _at_once(*records: Record) -> tuple[Pairs, int]:
    return find_pairs(customers([*FILLER, *records]), weak_limit=None), len(FILLER)


@pytest.mark.parametrize(
    ("people", "mail"),
    [
        pytest.param(
            ("Martha Ferncliff", "Dimitri Valakos", "Owen Tarn", "Ingrid Solberg"),
            "office@calderhouse.org",
            id="office",
        ),
        pytest.param(("Martha Ferncliff", "Owen Ferncliff", "Nora Ferncliff"), "ferncliff@gmail.com", id="family"),
    ],
)
def test_people_of_one_mailbox_and_address_are_not_certain(people: tuple[str, ...], mail: str) -> None:
    pairs, first = _at_once(*[firm(name, "", mail, STREET, CITY) for name in people])
    sure = [p for p in range(len(pairs)) if pairs.left[p] >= first and pairs.band[p] is Band.CERTAIN]
    assert sure == [], _made_of(pairs, sure[0])


def test_a_third_record_counts_for_two() -> None:
    """The first and the last have another telephone and address; the one between has something of either."""
    old = firm("Gossamer Textiles", PHONE, "", STREET, CITY)
    between_them = firm("Gossamer Textiles Inc", PHONE, "mill@gossamer.com")
    new = firm("Gossamer Txtls", "", "mill@gossamer.com", "77 River Rd", "Peoria, IL 61602")
    alone, first = _at_once(old, new)
    together, _ = _at_once(old, new, between_them)
    place = between(together, first, first + 1)
    assert place is not None
    before = between(alone, first, first + 1)
    assert before is None or alone.score[before] < together.score[place]
    assert dict(next(iter(together.parts([place]))))["Through a third record"] > 0


def test_the_double_of_one_namesake_is_not_the_other() -> None:
    """A record without an address may be either of two; beside the double of one of them it is hardly the other."""
    one = firm("Martha Ferncliff", PHONE, "", STREET, CITY)
    other = firm("Martha Ferncliff", "309-688-2210", "", "77 River Rd", "Peoria, IL 61602")
    bare = firm("Martha Ferncliff", PHONE)
    together, first = _at_once(one, other, bare)
    alone, _ = _at_once(other, bare)
    place, before = between(together, first + 1, first + 2), between(alone, first, first + 1)
    assert place is not None
    assert before is not None
    assert together.score[place] < alone.score[before]
    assert together.band[place] not in SURE
    [points] = together.parts([place])
    assert dict(points)["Between one of them and a third record"] < 0
    assert "third record" in together.against[place]
    double = between(together, first, first + 2)
    assert double is not None
    assert together.band[double] in SURE


def test_a_chain_is_not_one_customer() -> None:
    """Branches of one name, domain and switchboard in five cities."""
    towns = ("Dubuque, IA 52001", "Peoria, IL 61602", "Duluth, MN 55802", "Fargo, ND 58102", "Omaha, NE 68102")
    pairs, first = _at_once(
        *[
            firm(f"Gilded Fern Cafe #{n}", PHONE, f"store{n}@gildedfern.com", f"{n}{n} Main St", town)
            for n, town in enumerate(towns, 1)
        ]
    )
    assert [p for p in range(len(pairs)) if pairs.left[p] >= first and pairs.band[p] in SURE] == []
    assert not pairs.groups
