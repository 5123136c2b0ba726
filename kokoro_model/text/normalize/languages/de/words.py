"""German abbreviations, months, signs and other words that are looked for or said."""

from __future__ import annotations

MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
MONTH_FORMS = {
    "jänner": 1,
    "feber": 2,
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
ROMAN_CARDINALS = (
    "Kapitel",
    "Teil",
    "Akt",
    "Buch",
    "Band",
    "Abschnitt",
    "Artikel",
    "Phase",
    "Typ",
    "Stufe",
    "Abbildung",
)
ROMAN_ORDINALS = (
    *(
        "Heinrich",
        "Ludwig",
        "Georg",
        "Elisabeth",
        "Karl",
        "Jakob",
        "Eduard",
        "Richard",
        "Wilhelm",
        "Philipp",
        "Johannes",
    ),
    *(
        "Paul",
        "Benedikt",
        "Pius",
        "Leo",
        "Alexander",
        "Katharina",
        "Peter",
        "Nikolaus",
        "Friedrich",
        "Napoleon",
        "Otto",
    ),
    *("Franz", "Gregor", "Rudolf", "Maximilian", "Leopold", "Joseph"),
)
ABBREVIATIONS = {
    "z. B.": "zum Beispiel",
    "z.B.": "zum Beispiel",
    "d. h.": "das heißt",
    "d.h.": "das heißt",
    "u. a.": "unter anderem",
    "u.a.": "unter anderem",
    "o. ä.": "oder ähnliches",
    "o.ä.": "oder ähnliches",
    "u. ä.": "und ähnliches",
    "i. d. R.": "in der Regel",
    "i.d.R.": "in der Regel",
    "s. o.": "siehe oben",
    "s.o.": "siehe oben",
    "s. u.": "siehe unten",
    "s.u.": "siehe unten",
    "v. a.": "vor allem",
    "v.a.": "vor allem",
    "v. Chr.": "vor Christus",
    "n. Chr.": "nach Christus",
    "usw.": "und so weiter",
    "etc.": "et cetera",
    "bzw.": "beziehungsweise",
    "ca.": "circa",
    "evtl.": "eventuell",
    "ggf.": "gegebenenfalls",
    "inkl.": "inklusive",
    "exkl.": "exklusive",
    "vgl.": "vergleiche",
    "sog.": "sogenannte",
    "bspw.": "beispielsweise",
    "allg.": "allgemein",
    "geb.": "geboren",
    "gest.": "gestorben",
    "Tel.": "Telefon",
    "Str.": "Straße",
    "max.": "maximal",
    "mind.": "mindestens",
    "vs.": "gegen",
}
TITLES = {
    "Dr.": "Doktor",
    "Prof.": "Professor",
    "Hr.": "Herr",
    "Hrn.": "Herrn",
    "Fr.": "Frau",
    "St.": "Sankt",
    "Mr.": "Mister",
    "Mrs.": "Misses",
    "Ms.": "Miss",
    "Dipl.-Ing.": "Diplomingenieur",
}
NUMBER_WORDS = {
    "Nr.": "Nummer",
    "nr.": "Nummer",
    "№": "Nummer",
    "Nrn.": "Nummern",
    "S.": "Seite",
    "Abb.": "Abbildung",
    "Bd.": "Band",
    "Kap.": "Kapitel",
    "Abs.": "Absatz",
    "Art.": "Artikel",
    "Tab.": "Tabelle",
}
CLOSING = frozenset({"usw.", "etc.", "v. Chr.", "n. Chr.", "o. ä.", "o.ä.", "u. ä.", "s. o.", "s. u."})
SIGNS = {
    "&": "und",
    "±": "plus minus",
    "×": "mal",
    "÷": "geteilt durch",
    "≈": "ungefähr",
    "≠": "ist ungleich",
    "≤": "höchstens",
    "≥": "mindestens",
    "→": "nach",
    "°": "Grad",
    "§": "Paragraf",
    "∞": "unendlich",
    "√": "Wurzel aus",
    "π": "Pi",
    "µ": "Mikro",
    "€": "Euro",
    "£": "Pfund",
    "¥": "Yen",
    "$": "Dollar",
    "%": "Prozent",
    "#": "Raute",
    "@": "at",
}
BOUNDS = {"<": "weniger als", ">": "mehr als", "≤": "höchstens", "≥": "mindestens"}
SPACED_SIGNS = {"=": "gleich", "+": "plus", "<": "kleiner als", ">": "größer als"}
OPERATORS = {
    "===": " ist gleich ",
    "==": " ist gleich ",
    "!=": " ist ungleich ",
    "<=": " höchstens ",
    ">=": " mindestens ",
    "->": " nach ",
    "=>": " nach ",
    "&&": " und ",
    "||": " oder ",
    "::": " ",
    "+=": " plus gleich ",
}
WEAK_EN = frozenset(
    {
        *("am", "im", "vom", "zum", "beim", "ins", "dem", "den", "des", "einem", "einen", "eines", "keinem", "keinen"),
        *("diesem", "diesen", "dieses", "jedem", "jeden", "jenem", "jenen", "zur", "bis", "ab", "seit", "nach", "vor"),
        *("mit", "von", "bei", "aus", "zu", "meinem", "meinen", "seinem", "seinen", "ihrem", "ihren", "unserem"),
    }
)
"""Words after which an ordinal ends in -en."""
WEAK_E = frozenset(
    {
        *("der", "die", "das", "diese", "dieser", "jede", "jeder", "jene", "eine", "keine", "meine", "seine", "ihre"),
        "unsere",
    }
)
"""Words after which it ends in -e; without any, it ends in -er."""
NUMBERED = frozenset(
    {
        *("Abschnitt", "Aufgabe", "Band", "Gleis", "Gruppe", "Kapitel", "Klasse", "Liga", "Linie", "Nummer", "Phase"),
        *("Platz", "Position", "Punkt", "Raum", "Schritt", "Seite", "Stufe", "Teil", "Version", "Zimmer"),
    }
)
"""Nouns before a number of their own."""
FEMININE_ENDINGS = ("e", "ung", "heit", "keit", "schaft", "ion", "tät", "ik", "ur", "in")
"""Of most nouns that have them."""
FEMININE_NOUNS = frozenset(
    {
        *("Frau", "Mutter", "Tochter", "Schwester", "Person", "Hand", "Nacht", "Stadt", "Welt", "Zeit", "Art", "Bank"),
        *("Kraft", "Zahl", "Wahl", "Mark", "Nummer", "Nuss", "Wand", "Fahrt", "Arbeit", "Antwort", "Regel", "Feder"),
    }
)
CENTURIES = frozenset(
    {"Jahrhundert", "Jahrhunderts", "Weltkrieg", "Weltkriegs", "Quartal", "Quartals", "Internationale"}
)
"""Words before which a single letter and a full stop is a Roman ordinal and no initial."""
ELECTRONIC = {
    ".": "Punkt",
    "/": "Schrägstrich",
    "@": "at",
    "-": "Bindestrich",
    "_": "Unterstrich",
    "+": "plus",
    "~": "Tilde",
    ":": "Doppelpunkt",
    "=": "Gleichheitszeichen",
    "?": "Fragezeichen",
    "%": "Prozent",
    "&": "und",
    "#": "Raute",
    "!": "Ausrufezeichen",
}
ELECTRONIC_NAMES = {"abc": "A B C", "gmail": "G mail", "www": "W W W"}
