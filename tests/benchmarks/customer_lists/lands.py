"""The lands beside the United States: how their customers are called, housed and rung up.

Goes in: nothing. Comes out: `LANDS`, the likeliest first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Land:
    """A land beside the United States: how its customers are called, housed and rung up."""

    names: tuple[str, ...]
    towns: tuple[str, ...]
    regions: tuple[str, ...]
    """Per town where the land writes regions, else empty."""
    streets: tuple[str, ...]
    number_last: bool
    code: str
    """What a postal code looks like: 9 for a digit, A for a letter."""
    dial: str
    forms: tuple[str, ...]


LANDS = (
    Land(
        ("Canada", "CA", "CAN"),
        ("Toronto", "Ottawa", "Montréal", "Calgary", "Edmonton", "Winnipeg", "Halifax", "Regina", "Kelowna", "Guelph"),
        ("ON", "ON", "QC", "AB", "AB", "MB", "NS", "SK", "BC", "ON"),
        (),
        False,
        "A9A 9A9",
        "1",
        ("Inc", "Ltd", "Corp"),
    ),
    Land(
        ("United Kingdom", "UK", "GB", "England"),
        (
            "London",
            "Leeds",
            "Bristol",
            "Sheffield",
            "Leicester",
            "Nottingham",
            "Cardiff",
            "Edinburgh",
            "Reading",
            "Hull",
        ),
        (),
        (),
        False,
        "AA9 9AA",
        "44",
        ("Ltd", "Ltd", "Ltd", "PLC", "LLP"),
    ),
    Land(
        ("Germany", "Deutschland", "DE"),
        ("Berlin", "Hamburg", "Leipzig", "Bremen", "Frankfurt am Main", "Nürnberg", "Münster", "Kiel", "Würzburg"),
        (),
        ("Bahnhofstraße", "Schillerstraße", "Goethestraße", "Lindenallee", "Marktplatz", "Am Mühlbach", "Ringstraße"),
        True,
        "99999",
        "49",
        ("GmbH", "GmbH", "GmbH", "AG"),
    ),
    Land(
        ("France", "FR"),
        ("Paris", "Lyon", "Marseille", "Nantes", "Rennes", "Grenoble", "Besançon", "Orléans"),
        (),
        (
            "rue de la République",
            "rue des Écoles",
            "avenue de la Gare",
            "place du Marché",
            "rue Pasteur",
            "quai Saint-Pierre",
        ),
        False,
        "99999",
        "33",
        ("SAS", "SARL"),
    ),
    Land(
        ("Australia", "AU", "AUS"),
        ("Sydney", "Melbourne", "Brisbane", "Perth", "Adelaide", "Darwin", "Geelong", "Newcastle"),
        ("NSW", "VIC", "QLD", "WA", "SA", "NT", "VIC", "NSW"),
        (),
        False,
        "9999",
        "61",
        ("Pty Ltd",),
    ),
    Land(
        ("Mexico", "México", "MX"),
        ("Guadalajara", "Puebla", "León", "Mérida", "Querétaro", "Cancún", "Toluca"),
        (),
        ("Calle Juárez", "Avenida Reforma", "Calle 5 de Mayo", "Calle Zaragoza", "Avenida Independencia"),
        True,
        "99999",
        "52",
        ("SA de CV",),
    ),
    Land(
        ("Ireland", "IE"),
        ("Dublin", "Cork", "Galway", "Waterford", "Sligo"),
        (),
        (),
        False,
        "A99 AA99",
        "353",
        ("Ltd",),
    ),
    Land(
        ("Netherlands", "NL", "The Netherlands"),
        ("Amsterdam", "Rotterdam", "Utrecht", "Eindhoven", "Groningen"),
        (),
        ("Kerkstraat", "Dorpsstraat", "Stationsweg", "Molenlaan", "Prins Hendrikkade"),
        True,
        "9999 AA",
        "31",
        ("BV",),
    ),
    Land(
        ("Spain", "España", "ES"),
        ("Madrid", "Sevilla", "Málaga", "Bilbao", "Zaragoza"),
        (),
        ("Calle Mayor", "Calle Real", "Avenida de la Constitución", "Plaza de España", "Calle del Carmen"),
        True,
        "99999",
        "34",
        ("SL",),
    ),
    Land(
        ("Italy", "Italia", "IT"),
        ("Milano", "Torino", "Bologna", "Firenze", "Genova"),
        (),
        ("Via Roma", "Via Garibaldi", "Corso Italia", "Via Giuseppe Verdi", "Piazza Dante"),
        True,
        "99999",
        "39",
        ("SpA",),
    ),
)
