"""Italian cardinals in words.

Hundreds are written apart from what follows ("cento cinquantacinque"): engines then stress each of the parts. There is
no accent on "ventitre", since it is heard all the same. Ordinals are made of cardinals, see `Italian.ordinal`.
"""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

_TENS = {
    20: "vent",
    30: "trent",
    40: "quarant",
    50: "cinquant",
    60: "sessant",
    70: "settant",
    80: "ottant",
    90: "novant",
}
_UNITS = ("uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_LARGE = (
    (6, "milione", "milioni"),
    (9, "miliardo", "miliardi"),
    (12, "bilione", "bilioni"),
    (15, "biliardo", "biliardi"),
    (18, "trilione", "trilioni"),
    (21, "triliardo", "triliardi"),
    (24, "quadrilione", "quadrilioni"),
    (27, "quadriliardo", "quadriliardi"),
    (30, "quintilione", "quintilioni"),
)


def _tens(base: int, stem: str) -> str:
    """The ten, whose vowel is lost before another, and the nine behind it."""
    whole = f"{stem}{'i' if base == 20 else 'a'}"
    names = (f"{stem if unit[0] in 'uo' else whole}{unit}" for unit in _UNITS)
    return f"{base}: {whole}; {'; '.join(names)};"


def _cardinals(name: str, one: str) -> str:
    large = (
        f"1{'0' * zeros}: un {single}[ >>]; 2{'0' * zeros}: <%cardinal< {many}[ >>];" for zeros, single, many in _LARGE
    )
    return f"""
%%{name}:
    0: zero; {one}; due; tre; quattro; cinque; sei; sette; otto; nove; dieci;
    undici; dodici; tredici; quattordici; quindici; sedici; diciassette; diciotto; diciannove;
    {"".join(_tens(base, stem) for base, stem in _TENS.items())}
    100: cento[ >>]; 200: <%cardinal<cento[ >>];
    1000: mille[ >>]; 2000: <%cardinal<mila[ >>];
    {"".join(large)}
"""


GRAMMAR = NumberGrammar(
    _cardinals("cardinal", "uno") + _cardinals("cardinal-masculine", "un") + _cardinals("cardinal-feminine", "una")
)
