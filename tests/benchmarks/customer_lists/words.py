"""The words customer lists are made of: names, trades, places, legal forms; and tables to draw them from by skew.

Goes in: nothing. Comes out: tuples of words, the same in every run. Surnames, towns and made-up brands are composed
from parts, so that a list of a million holds as many different names as a real one would.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

FIRST_NAMES = tuple(
    """James Mary Robert Patricia Michael Jennifer William Linda David Elizabeth Richard Barbara Joseph Susan Thomas
    Jessica Charles Sarah Daniel Karen Matthew Nancy Anthony Lisa Mark Sandra Steven Ashley Paul Emily Andrew Kimberly
    Joshua Margaret Kenneth Donna Kevin Michelle Brian Carol George Amanda Timothy Melissa Ronald Deborah Edward
    Stephanie Jason Rebecca Jeffrey Sharon Jacob Laura Gary Cynthia Nicholas Dorothy Eric Amy Jonathan Kathleen Stephen
    Angela Larry Shirley Justin Emma Scott Brenda Brandon Pamela Benjamin Nicole Samuel Anna Gregory Samantha Alexander
    Katherine Patrick Christine Frank Helen Raymond Debra Jack Rachel Dennis Carolyn Jerry Janet Tyler Maria Aaron
    Olivia Jose Heather Adam Diane Nathan Julie Henry Joyce Zachary Victoria Douglas Ruth Peter Virginia Kyle Lauren
    Noah Kelly Ethan Christina Jeremy Joan Christian Evelyn Walter Judith Keith Andrea Austin Hannah Roger Megan Terry
    Cheryl Sean Jacqueline Gerald Martha Carl Madison Dylan Teresa Harold Gloria Jordan Sara Jesse Janice Bryan Ann
    Lawrence Kathryn Arthur Abigail Gabriel Sophia Bruce Frances Logan Jean Billy Judy Joe Alice Alan Isabella Juan Julia
    Elijah Grace Willie Amber Albert Denise Wayne Danielle Randy Marilyn Mason Beverly Vincent Charlotte Liam Natalie
    Roy Theresa Bobby Diana Caleb Brittany Bradley Doris Russell Kayla Lucas Alexis Luis Lori Carlos Marie Priya Ahmed
    Wei Mei Hiroshi Yuki Fatima Omar Ravi Sunita Nadia Ivan Olga Dmitri Svetlana Pedro Lucia Diego Carmen Miguel Rosa
    Jorge Elena Antonio Isabel Francisco Beatriz Rafael Marta Andres Ximena Sanjay Deepa Arjun Kavita Hassan Leila
    Tariq Amina Kwame Abena Chidi Ngozi Tomasz Agnieszka Piotr Zofia Lars Ingrid Sven Astrid Pierre Amelie Luc Camille
    Giovanni Chiara Marco Giulia Hans Greta Klaus Heidi Minh Linh Thanh Phuong Jin Soo-Jin José María Zoë René Chloé
    Jürgen Søren Björn Renée André Inés Sofía Ramón Mónica Théo""".split()
)

NICKNAMES: dict[str, tuple[str, ...]] = {
    name: tuple(short.split("/"))
    for name, short in (
        pair.split(":")
        for pair in """James:Jim/Jimmy/Jamie Robert:Bob/Rob/Bobby Michael:Mike/Mick William:Bill/Will/Billy
        David:Dave/Davey Richard:Rick/Dick/Rich Joseph:Joe/Joey Thomas:Tom/Tommy Charles:Charlie/Chuck/Chas
        Daniel:Dan/Danny Matthew:Matt Anthony:Tony Steven:Steve Andrew:Andy/Drew Joshua:Josh Kenneth:Ken/Kenny
        Timothy:Tim Ronald:Ron/Ronnie Edward:Ed/Eddie/Ted Jeffrey:Jeff Nicholas:Nick Jonathan:Jon/Jonny
        Stephen:Steve Lawrence:Larry Benjamin:Ben Samuel:Sam Gregory:Greg Alexander:Alex Patrick:Pat/Paddy
        Raymond:Ray Nathan:Nate Zachary:Zach Douglas:Doug Peter:Pete Christian:Chris Walter:Walt Gerald:Jerry
        Arthur:Art Albert:Al/Bert Vincent:Vince Bradley:Brad Russell:Russ Francisco:Paco/Frank Jose:Pepe
        Antonio:Tony Patricia:Pat/Patty/Tricia Jennifer:Jen/Jenny Elizabeth:Liz/Beth/Betty/Eliza Barbara:Barb
        Susan:Sue/Susie Jessica:Jess Margaret:Maggie/Peg/Meg Kimberly:Kim Deborah:Deb/Debbie Rebecca:Becky
        Stephanie:Steph Cynthia:Cindy Katherine:Kate/Kathy/Katie Pamela:Pam Samantha:Sam Christine:Chris/Tina
        Christina:Tina/Chris Kathleen:Kathy/Kay Angela:Angie Nicole:Nikki Catherine:Cathy Victoria:Vicky/Tori
        Virginia:Ginny Jacqueline:Jackie Teresa:Terri Theresa:Terry Abigail:Abby Frances:Fran Isabella:Bella
        Danielle:Dani Natalie:Nat Amanda:Mandy Melissa:Missy/Mel Sandra:Sandy Alexis:Lexi Judith:Judy
        Dorothy:Dot/Dottie Gabriel:Gabe Madison:Maddie Lori:Laurie Philip:Phil Donald:Don""".split()
    )
}

_COMMON_SURNAMES = tuple(
    """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
    Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson
    Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell
    Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales
    Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson
    Watson Brooks Chavez Wood Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross
    Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Gonzales Fisher Vasquez
    Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace Moreno West Cole Hayes Bryant
    Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall Owens Harrison Fernandez McDonald
    Woods Washington Kennedy Wells Vargas Henry Chen Freeman Webb Tucker Guzman Burns Crawford Olson Simpson Porter
    Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz Hunt Hicks Holmes Palmer Wagner Black Robertson Boyd Rose
    Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza Daniels Ferguson Nichols Stephens Soto Weaver Ryan Gardner
    Payne Grant Dunn Kelley Spencer Hawkins Arnold Pierce Hansen Peters Santos Hart Bradley Knight Elliott Cunningham
    Duncan Armstrong Hudson Carroll Lane Riley Andrews Alvarado Ray Delgado Berry Perkins Hoffman Johnston Matthews
    Pena Richards Contreras Willis Carpenter Lawrence Sandoval O'Brien O'Connor O'Neill D'Angelo McCarthy McGrath
    McLaughlin MacLeod VanderBerg DeLuca LeBlanc Müller Schröder Nuñez Peña Ibáñez Gonçalves Lindström
    Sørensen Kovács Novák Dvořák Yamamoto Tanaka Suzuki Park Choi Wang Zhang Liu Singh Kaur Sharma Gupta Khan Hussain
    Ali Okafor Adeyemi Mensah Kowalski Nowak Wiśniewski Ivanov Petrov Rossi Ferrari Bianchi Dubois Lefebvre Janssen
    Bakker Visser Haugen Nilsen Virtanen Papadopoulos Cohen Levy Goldberg Friedman""".split()
)
_SURNAME_STARTS = tuple(
    """Abber Alder Ains Bart Beck Bever Birk Blox Bram Brock Burl Cald Carls Chal Clay Cran Dal Dart Den Dorn Drum Eck
    Ed Els Fair Farn Fel Fleet Gar Gil Glad Gold Gran Had Hal Ham Har Hazel Hesk Hol Horn Ing Kel Kem Kirk Lang Lath
    Leck Lin Lock Mal Mar Med Mel Mil Nor Oak Or Pel Pem Pick Prend Quin Rad Rain Raw Red Rom Rush Sal Sax Sel Shel Sher
    Skel Stan Star Sut Tal Thorn Til Tren Ul Vander Vos Wad Wal Wes Whit Wil Win Wis Wol Yar Zim Zol Bal Bron Cor Das
    Fer Gal Kas Kow Lub Mos Ost Pas Rem Sok Tor Uri Val""".split()
)
_SURNAME_ENDS = tuple(
    """ford ton well by berg man son sen ski worth wood ley field more land gate brook ridge den ham stein er ert auer
    meyer holt huis ster zak czyk enko ini ello etti ano ez ado eira oux ard ette lund gren quist dal vik aker hart mann
    inger bach feld kamp way cott combe stead bury low""".split()
)

ADJECTIVES = tuple(
    """Advanced Allied Ameri American Apex Atlas Beacon Best Blue Bright Capitol Century Choice Classic Continental Core
    Creative Crown Crystal Discount Dynamic Empire Family First Fresh General Genuine Global Golden Grand Guardian
    Heritage Ideal Imperial Independent Innovative Integrity International Keystone Legacy Liberty Lifetime Lucky Major
    Master Metro Modern National New Nova Old Optimum Patriot Perfect Performance Phoenix Pinnacle Pioneer Premier
    Prestige Pro Professional Pure Quick Reliable Royal Select Signature Smart Solid Spectrum Summit Superior Supreme
    Swift Titan Total True United Universal Urban Vanguard Victory Village Zenith""".split()
)
REGIONS = (
    *("Great Plains", "Blue Ridge", "Bay Area", "Tri-State", "Inland Empire", "Southwest", "Mid-Atlantic", "Ozark"),
    *("Southern", "Northern", "Mountain State", "Desert", "High Country", "Low Country", "East Coast", "West Coast"),
    *("Central Valley", "Panhandle", "Piedmont", "Chesapeake", "Big Sky", "River City", "Capital City", "Twin Peaks"),
)
THINGS = tuple(
    """Acorn Anchor Antler Arrow Aspen Badge Bay Birch Bison Boulder Bridge Canyon Cedar Comet Compass Coral Coyote Crane
    Creek Crest Cypress Delta Dogwood Dove Eagle Elk Ember Falcon Fern Finch Flag Fox Garnet Glacier Granite Grove Harbor
    Hawk Hazel Heron Hickory Hollow Horizon Ivy Juniper Kestrel Lake Lantern Laurel Lighthouse Lily Linden Lotus Lynx
    Magnolia Maple Marlin Mesa Moon Moose Oak Ocean Olive Orchid Osprey Otter Owl Palm Panther Pebble Pelican Peregrine
    Pine Pioneer Prairie Quail Quartz Raven Redwood Reef Ridge River Robin Rock Rose Sage Salmon Sequoia Shamrock Sierra
    Silver Sparrow Spruce Star Stone Sun Swan Thistle Timber Trail Tulip Turtle Valley Vine Walnut Wave Willow Wolf
    Wren Yarrow Zephyr""".split()
)

TRADES = tuple(
    trade.strip()
    for trade in """Plumbing, Heating & Cooling, Electric, Landscaping, Tree Service, Roofing, Construction, Contracting,
    General Contractors, Builders, Home Builders, Remodeling, Concrete, Paving, Excavation, Welding, Fabrication,
    Machine Works, Tool & Die, Manufacturing, Industries, Plastics, Steel, Metals, Packaging, Printing, Signs, Graphics,
    Design Group, Architects, Engineering, Surveying, Environmental Services, Water Systems, Pump Supply, Pool & Spa,
    Cleaning Services, Janitorial, Window Cleaning, Pest Control, Lawn & Garden, Nursery, Farms, Dairy Farms, Orchards,
    Vineyards, Winery, Brewing, Distillery, Coffee Roasters, Bakery, Catering, Restaurant, Grill, Steak House, Pizza,
    Deli, Market, Grocery, Foods, Seafood, Meats, Produce, Wholesale, Distributing, Imports, Trading, Supply,
    Building Supply, Hardware, Lumber, Flooring, Tile & Stone, Cabinets, Furniture, Interiors, Glass, Doors & Windows,
    Fence, Painting, Drywall, Insulation, Plastering, Masonry, Restoration, Moving & Storage, Transport, Trucking,
    Logistics, Freight, Shipping, Auto Body, Auto Repair, Auto Parts, Tire Center, Motors, Towing, Car Wash, Aviation,
    Marine, Boats, Cycles, Sporting Goods, Fitness, Yoga Studio, Golf Club, Tours, Travel, Hotel, Inn, Resorts, Events,
    Entertainment, Media, Films, Photography, Music, Books, Toys, Gifts, Florist, Jewelers, Apparel, Uniforms, Textiles,
    Shoes, Salon, Spa, Barber Shop, Dental, Orthodontics, Family Medicine, Pediatrics, Eye Care, Chiropractic,
    Physical Therapy, Pharmacy, Medical Supply, Medical Center, Home Health, Hospice, Senior Living, Animal Clinic,
    Pet Supply, Veterinary Hospital, Day Care, Learning Center, Academy, Tutoring, Consulting, Advisors, Accounting,
    Tax Service, Bookkeeping, Payroll Services, Law Offices, Attorneys at Law, Title Company, Insurance, Insurance Agency,
    Financial Group, Capital, Investments, Wealth Management, Bank, Credit Union, Mortgage, Real Estate, Realty,
    Properties, Property Management, Development, Apartments, Storage, Staffing, Recruiting, Security, Alarm Systems,
    Locksmith, Technologies, Software, Systems, Solutions, Networks, Data Systems, Telecom, Communications, Electronics,
    Robotics, Instruments, Controls, Laboratories, Biotech, Research, Pharmaceuticals, Energy, Solar, Power, Propane,
    Oil & Gas, Drilling, Mining, Recycling, Waste Management, Enterprises, Holdings, Partners, Ventures, Group, Services,
    Products, Equipment Rental, Party Rental, Appliance, HVAC, Kitchen & Bath, Garage Doors, Septic, Irrigation, Optical,
    Marketing, Advertising, Public Relations, Publishing, Funeral Home, Laundry, Dry Cleaners, Tailors, Upholstery,
    Antiques, Pawn, Vending, Bottling, Ice Cream, Candy, Tobacco, Feed & Seed, Saddlery, Ranch, Nurseries""".split(",")
)

ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    word: tuple(short.split("/"))
    for word, short in (
        pair.split(":")
        for pair in """Service:Svc/Serv Services:Svcs/Svc/Serv. Equipment:Equip/Eqpt Environmental:Envir./Env.
        Associates:Assoc/Assocs/Assoc. Center:Ctr/Centre/Cntr Hospital:Hosp Restaurant:Rest/Rest. Industries:Ind/Inds
        Industrial:Ind/Indl International:Intl/Int'l Manufacturing:Mfg/Manuf. Management:Mgmt/Mgt Construction:Const/Constr
        Contractors:Contr/Contrs Contracting:Contr Engineering:Eng/Engr Electric:Elec Electronics:Elec Supply:Sply/Sup
        Systems:Sys Solutions:Soln/Solns Technologies:Tech/Techs Technology:Tech Development:Dev/Devel Properties:Props/Prop
        Property:Prop Partners:Ptrs/Prtnrs Holdings:Hldgs/Hldg Enterprises:Ent/Enterp. Investments:Inv/Invest. Financial:Fin
        Insurance:Ins/Ins. Medical:Med Veterinary:Vet Distributing:Dist/Distrib. Transport:Trans/Transp. Communications:Comm/Comms
        Consulting:Consult. Accounting:Acctg Marketing:Mktg Advertising:Adv Laboratories:Labs Pharmaceuticals:Pharma
        Products:Prod/Prods Department:Dept University:Univ County:Cty/Co District:Dist School:Sch Church:Ch Saint:St/St.
        Brothers:Bros/Bros. Group:Grp/Gp National:Natl/Nat'l American:Amer General:Gen Building:Bldg Builders:Bldrs
        Company:Co Machine:Mach Wholesale:Whsl Warehouse:Whse Community:Comm First:1st Second:2nd Mountain:Mtn Fort:Ft/Ft.
        Mount:Mt/Mt. North:N South:S East:E West:W Southwest:SW Northern:N. Realty:Rlty Fabrication:Fab Maintenance:Maint
        Government:Govt Foundation:Fdn Institute:Inst Professional:Prof Security:Sec Automotive:Auto Animal:Anml
        Recycling:Recyc Heating:Htg Cooling:Clg Plumbing:Plbg Landscaping:Lndscp Restoration:Restor.""".split()
    )
}

LEGAL_FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # form: spellings that mean the same, forms that a careless clerk writes instead
    "Inc": (("Inc.", "INC", "Incorporated", ", Inc."), ("LLC", "Corp", "Co", "Ltd")),
    "LLC": (
        ("L.L.C.", "Llc", ", LLC", "Limited Liability Company", "Ltd Liability Co"),
        ("Inc", "Ltd", "LP"),
    ),
    "Corp": (("Corp.", "Corporation", ", Corp.", "CORP", "Corporation"), ("Inc", "Co", "LLC")),
    "Co": (("Co.", "Company", ", Co.", "& Co"), ("Inc", "Corp")),
    "Ltd": (("Ltd.", "Limited", ", Ltd.", "LTD"), ("Inc", "LLC")),
    "LP": (("L.P.", ", LP", "Limited Partnership"), ("LLC", "LLP")),
    "LLP": (("L.L.P.", ", LLP", "Llp"), ("LP", "LLC")),
    "PLLC": (("P.L.L.C.", ", PLLC", "Pllc"), ("LLC", "PC")),
    "PC": (("P.C.", ", P.C.", "Professional Corp"), ("Inc", "PLLC")),
    "GmbH": (("GMBH", "Gmbh", "G.m.b.H.", "GmbH & Co. KG"), ("AG", "UG")),
    "AG": (("A.G.", "Ag", "Aktiengesellschaft"), ("GmbH",)),
    "SAS": (("S.A.S.", "Sas"), ("SARL", "SA")),
    "SARL": (("S.A.R.L.", "Sarl", "S.à r.l."), ("SAS",)),
    "Pty Ltd": (("Pty. Ltd.", "Pty Limited", "PTY LTD", "P/L"), ("Ltd",)),
    "SA de CV": (("S.A. de C.V.", ", SA de CV", "SA DE CV"), ("SRL de CV",)),
    "BV": (("B.V.", "bv"), ("NV",)),
    "SL": (("S.L.", ", S.L."), ("SA",)),
    "SpA": (("S.p.A.", "SPA"), ("Srl",)),
    "AB": (("Aktiebolag",), ()),
    "PLC": (("plc", "P.L.C."), ("Ltd",)),
}
_US_FORMS = ("Inc",) * 24 + ("LLC",) * 24 + ("Corp",) * 9 + ("Co",) * 8 + ("LP",) * 5 + ("PLLC",) * 4 + ("Ltd",) * 4
US_FORMS = (*_US_FORMS, *("LLP",) * 3, *("PC",) * 3)

DEPARTMENTS = (
    *("Accounts Payable", "Admissions", "Anatomy", "Archives", "Astronomy", "Cafeteria", "Chemistry", "Clinic"),
    *("Communications", "Dining", "Economics", "Emergency", "Finance", "Fleet", "Geology", "Grounds", "History"),
    *("Housing", "Laboratory", "Legal", "Logistics", "Nursing", "Parks", "Payroll", "Pharmacy", "Physics"),
    *("Planning", "Public Works", "Radiology", "Records", "Sports", "Surgery", "Transportation", "Utilities"),
    *("Warehouse", "Athletics Boosters"),
)
INSTITUTIONS = (
    *("First Methodist Church of {city}", "{city} Community College", "City of {city}", "{city} Public Library"),
    *("St. Mark Catholic Church", "Our Lady of Grace Church", "Hope Baptist Church", "{city} Fire Department"),
    *("{city} Unified School District", "{city} Middle School", "University of {city}", "{city} General Hospital"),
    *("{city} Rotary Club", "{city} Chamber of Commerce", "Village of {city}", "Calvary Chapel"),
    *("{city} Housing Authority", "Faith Lutheran Church of {city}", "Borough of {city}", "{city} Country Club"),
    *("American Legion Post {number}", "VFW Post {number}", "Boy Scouts Troop {number}"),
    *("{city} Elementary School", "Temple Beth El", "{city} Water District", "Zion AME Church"),
    *("Second Baptist Church of {city}", "Saint Joseph Academy"),
)
PROPERTY_WORDS = tuple(
    "Owner Holdings Partners Associates Investors Realty Properties Ventures Land Apartments".split()
)

_BRAND_ONSETS = tuple(
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sk sl sp st t tr v w x z".split()
)
_BRAND_VOWELS = tuple("a e i o u a e i o ea io".split())
_BRAND_CODAS = tuple(["", "", "", *"l m n r s t x nd rk lm rt ng".split()])
_BRAND_ENDS = tuple("a co ex ia ix o on tek ora um us va via yx dyne gen lux net max ivo iq ly".split())
SYLLABLES = tuple(o + v + c for o in _BRAND_ONSETS for v in _BRAND_VOWELS for c in _BRAND_CODAS)
BRAND_ENDS = _BRAND_ENDS

STREETS = (
    *"""Main Oak Pine Maple Cedar Elm Walnut Lake Hill Washington Park Church River Mill Spring Ridge Highland Forest
    Jackson Lincoln Adams Madison Monroe Franklin Jefferson Chestnut Sunset Willow Meadow Center Dogwood Locust Cherry
    Hickory Magnolia Laurel Poplar Valley Summit College University Liberty Union Industrial Commerce Airport Railroad
    Pond Prospect Grove Canal Market Front Water Court Bridge Harbor Ocean Beach Cliff Garden Vista Corporate Enterprise
    Technology Innovation Trade Heritage Pioneer Patriot Eagle Falcon Deer Bear Fawn Crescent Hampton Windsor Sheridan
    Grant Sherman Wilson Taylor Harrison Cleveland Garfield McKinley Roosevelt""".split(),
    *("County Line", "Old Post", "Quail Run", "Fox Hollow", "Rose Hill", "Bay View", "Stage Coach", "Country Club"),
    *("Camino Real", "Martin Luther King Jr", "Business Park", "Spring Garden", "Old Church", "North Fork"),
)
STREET_TYPES: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((("Street", ("St", "St", "St.", "Str")),) * 9),
    *((("Avenue", ("Ave", "Ave", "Ave.", "Av")),) * 9),
    *((("Road", ("Rd", "Rd", "Rd.")),) * 6),
    *((("Drive", ("Dr", "Dr", "Dr.")),) * 6),
    *((("Lane", ("Ln", "Ln", "Ln.")),) * 3),
    *((("Boulevard", ("Blvd", "Blvd", "Blvd.")),) * 3),
    ("Way", ("Wy", "Way")),
    ("Court", ("Ct", "Ct.")),
    ("Place", ("Pl", "Pl.")),
    ("Circle", ("Cir", "Cir.")),
    ("Parkway", ("Pkwy", "Pky")),
    ("Highway", ("Hwy", "Hwy.")),
    ("Terrace", ("Ter", "Terr")),
    ("Trail", ("Trl", "Tr")),
)
FREE_MAIL = tuple(
    """gmail.com gmail.com gmail.com gmail.com gmail.com yahoo.com yahoo.com yahoo.com hotmail.com hotmail.com outlook.com
    outlook.com aol.com aol.com icloud.com icloud.com comcast.net verizon.net att.net sbcglobal.net msn.com live.com me.com
    cox.net charter.net bellsouth.net earthlink.net protonmail.com mail.com ymail.com""".split()
)
ROLES = tuple(
    "info info info info ap ap office office billing billing accounting admin sales contact accountspayable orders "
    "purchasing hello support invoices accounts mail service".split()
)
TOP_LEVELS = ("com",) * 14 + ("net", "net", "org", "org", "io", "co", "us", "biz")


def compose(starts: Sequence[str], ends: Sequence[str], seed: str) -> list[str]:
    """Return every start with every end, in a mixed order that never changes."""
    words = [start + end for start in starts for end in ends if start[-1] != end[0]]
    random.Random(seed).shuffle(words)
    return words


def skewed(words: Sequence[str], flat: float, exponent: float, size: int = 1 << 17) -> list[str]:
    """Return a table to draw from evenly, in which earlier words stand more often: 1 / (place + flat) ** exponent."""
    weights = [1.0 / (place + flat) ** exponent for place in range(1, len(words) + 1)]
    total = sum(weights)
    table: list[str] = []
    owed = 0.0
    for word, weight in zip(words, weights, strict=True):
        owed += weight / total * size
        while len(table) < owed:
            table.append(word)
    return table


SURNAMES = (*_COMMON_SURNAMES, *compose(_SURNAME_STARTS, _SURNAME_ENDS, "surnames"))
