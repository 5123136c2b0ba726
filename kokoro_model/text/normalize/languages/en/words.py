"""English abbreviations, months, signs and other words that are looked for or said."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH_FORMS = {
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
ZONES = (
    *("Z", "UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "PT", "CET", "CEST", "BST"),
    *("IST", "JST", "AEST"),
)
ROMAN_CARDINALS = (
    *("chapter", "part", "act", "book", "volume", "section", "article", "phase", "type", "level", "stage", "war"),
    *("figure", "table", "appendix", "title", "class", "scene"),
    *("bowl", "canto", "psalm", "sonnet", "unit", "episode", "season", "annex", "schedule", "symphony", "paragraph"),
)
ROMAN_ORDINALS = (
    *("Henry", "Louis", "George", "Elizabeth", "Charles", "James", "Edward", "Richard", "William", "Philip", "John"),
    *("Paul", "Benedict", "Pius", "Leo", "Alexander", "Catherine", "Peter", "Nicholas", "Frederick", "Napoleon"),
    *("Rameses", "Francis", "Mary", "Gregory"),
)
ROMAN_TITLES = ("Pope", "King", "Queen", "Emperor", "Empress", "Tsar", "Kaiser", "Sultan", "Prince", "Pharaoh", "Saint")
ROMAN_PLACES = ("century", "centuries", "dynasty", "Dynasty", "Century", "Olympiad", "Corps", "Congress", "Legion")
ROMAN_EXCEPTIONS = dict.fromkeys(("class", "type"), frozenset({"L", "XL", "C", "D", "M"}))
"""Sizes and shapes more often than numbers."""
ABBREVIATIONS = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "vs": "versus",
    "cf.": "compare",
    "approx.": "approximately",
    "incl.": "including",
    "a.k.a.": "also known as",
    "w/": "with",
    "w/o": "without",
    "Jr.": "Junior",
    "Sr.": "Senior",
    "Ave.": "Avenue",
    "Blvd.": "Boulevard",
    "Dept.": "Department",
    "Inc.": "Incorporated",
    "Ltd.": "Limited",
    "Corp.": "Corporation",
}
TITLES = {
    "Mr.": "Mister",
    "Mrs.": "Misses",
    "Ms.": "Miz",
    "Dr.": "Doctor",
    "Prof.": "Professor",
    "Rev.": "Reverend",
    "Gen.": "General",
    "Capt.": "Captain",
    "Lt.": "Lieutenant",
    "Sgt.": "Sergeant",
    "Gov.": "Governor",
    "Sen.": "Senator",
    "Rep.": "Representative",
    "Mt.": "Mount",
}
NUMBER_WORDS = {
    "No.": "number",
    "no.": "number",
    "Nr.": "number",
    "№": "number",
    "Nos.": "numbers",
    "p.": "page",
    "pp.": "pages",
    "Fig.": "figure",
    "fig.": "figure",
    "Figs.": "figures",
    "Vol.": "volume",
    "vol.": "volume",
    "Ch.": "chapter",
    "ch.": "chapter",
    "Sec.": "section",
    "sec.": "section",
    "Eq.": "equation",
    "Art.": "article",
    "c.": "circa",
    "ca.": "circa",
}
CLOSING = frozenset({"etc.", "Inc.", "Ltd.", "Corp.", "Jr.", "Sr.", "Ave.", "Blvd."})
SIGNS = {
    "&": "and",
    "±": "plus or minus",
    "×": "times",
    "÷": "divided by",
    "≈": "about",
    "≠": "is not equal to",
    "≤": "is at most",
    "≥": "is at least",
    "→": "to",
    "⇒": "so",
    "°": "degrees",
    "§": "section",
    "∞": "infinity",
    "√": "the square root of",
    "π": "pi",
    "µ": "micro",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₩": "won",
    "₹": "rupee",
    "$": "dollar",
    "%": "percent",
    "#": "hash",
    "@": "at",
}
BOUNDS = {"<": "less than", ">": "more than", "≤": "at most", "≥": "at least"}
SPACED_SIGNS = {"=": "equals", "+": "plus", "<": "is less than", ">": "is more than"}
OPERATORS = {
    "===": " equals ",
    "==": " equals ",
    "!=": " is not equal to ",
    "<=": " is at most ",
    ">=": " is at least ",
    "->": " to ",
    "=>": " to ",
    "&&": " and ",
    "||": " or ",
    "::": " ",
    "+=": " plus equals ",
}
SAYINGS = {
    "24/7": "twenty-four seven",
    "9/11": "nine eleven",
    "50/50": "fifty fifty",
    "20/20": "twenty twenty",
}
DIRECTIONS = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}
_STREETS = {
    "Alley": "aly",
    "Avenue": "ave av",
    "Boulevard": "blvd",
    "Circle": "cir",
    "Court": "ct",
    "Drive": "dr",
    "Highway": "hwy",
    "Lane": "ln",
    "Parkway": "pkwy",
    "Place": "pl",
    "Plaza": "plz",
    "Road": "rd",
    "Square": "sq",
    "Street": "st str",
    "Terrace": "ter",
    "Way": "wy",
}
STREETS = {form: name for name, short in _STREETS.items() for form in (name.lower(), *short.split())}
BEFORE_IT = (
    *("DO", "DOES", "DID", "IS", "WAS", "HAS", "CAN", "WILL", "BUT", "IF", "WHEN", "THAT", "BECAUSE", "LET", "LIKE"),
    *("LOVE", "HATE", "TAKE", "MAKE", "GET", "GIVE", "KNOW", "SEE", "SAW", "SAY", "DOING", "BUY", "STOP", "TRY"),
)
BEHIND_IT = (
    *("IS", "WAS", "HAS", "HAD", "WILL", "WOULD", "CAN", "COULD", "MAY", "MIGHT", "MUST", "SHOULD", "DOES", "DID"),
    *("ISN'T", "WASN'T", "DOESN'T", "SEEMS", "SEEMED", "TAKES", "TOOK", "WORKS", "ALL", "NEVER"),
)
"""Words in capitals beside which IT is the pronoun."""
STREET_ABBREVIATIONS = frozenset({"St", "Rd", "Ln", "Ct", "Blvd", "Hwy", "Pkwy", "Sq"})
TELEPHONE_FORMS = (
    r"1[38]00 [0-9]{3} [0-9]{3}",
    r"(?:1[ -])?[2-9][0-9]{2} [2-9][0-9]{2}[ -][0-9]{4}",
    r"1 8[0-9]{2} [0-9]{3}[ -][0-9]{4}",
    r"0[0-9]{2,4}(?: [0-9]{3,4}){2}",
    r"0[0-9]{3,4} [0-9]{4,6}",
    r"13 [0-9]{2} [0-9]{2}",
)
"""In North America, Britain and Australia; the last is one that is dialled at the rate of a local call."""
STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "D C",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
ELECTRONIC = {
    ".": "dot",
    "/": "slash",
    "\\": "backslash",
    "@": "at",
    "-": "dash",
    "_": "underscore",
    "+": "plus",
    "~": "tilde",
    ":": "colon",
    "=": "equals",
    "?": "question mark",
    "%": "percent",
    "&": "and",
    "#": "hash",
    "!": "exclamation mark",
}
ELECTRONIC_NAMES = {"jpg": "jpeg"}

HYPHEN_FIRSTS = frozenset(
    {
        *("well", "ill", "self", "ex", "non", "half", "quarter", "high", "low", "long", "short", "old"),
        *("new", "all", "cross", "full", "part", "anti", "semi", "quasi", "mid", "fast", "hard", "first"),
        *("second", "third", "last", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "left"),
        *("right", "far", "near", "much", "so", "never", "ever", "best", "better", "worst", "good", "bad"),
        *("great", "single", "double", "triple", "multi", "wide", "open", "close", "top", "vice", "follow"),
        *("warm", "cold", "hot", "free", "light", "dark", "deep", "early", "late", "large", "small"),
        *("medium", "user", "state", "world", "time", "decision", "problem", "father", "mother", "sister"),
        *("brother", "son", "daughter"),
    }
)
"""First parts of compounds that are written with a hyphen more often than not."""

HYPHEN_LASTS = frozenset(
    {
        *("based", "known", "like", "free", "related", "specific", "old", "year", "led", "made", "style"),
        *("sized", "term", "time", "driven", "friendly", "oriented", "owned", "level"),
    }
)
"""Last parts of those."""
