"""Spanish numbers in words.

Before a noun one is "un" or "una", and hundreds agree; what multiplies a thousand is cut short even in the feminine
("veintiún mil personas"), and millions are masculine. `joined` is how the names of large ordinals and small parts
begin: "dosmilésimo", "treintaiunavo".
"""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

_HUNDREDS = (
    *("doscient", "trescient", "cuatrocient", "quinient"),
    *("seiscient", "setecient", "ochocient", "novecient"),
)
_MILLIONS = (
    (6, "millón", "millones"),
    (12, "billón", "billones"),
    (18, "trillón", "trillones"),
    (24, "cuatrillón", "cuatrillones"),
)


def _cardinals(name: str, one: str, twenty_one: str, gender: str, thousands: str) -> str:
    """A set of cardinals that end on `one`, with the gender's vowel in its hundreds."""
    hundreds = "".join(f"{n}00: {stem}{gender}s[ >>];" for n, stem in enumerate(_HUNDREDS, 2))
    large = "".join(
        f"1{'0' * zeros}: un {one}[ >>]; 2{'0' * zeros}: <%cardinal-masculine< {many}[ >>];"
        for zeros, one, many in _MILLIONS
    )
    return f"""
%%{name}:
    0: cero; {one}; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez;
    once; doce; trece; catorce; quince; dieciséis; diecisiete; dieciocho; diecinueve;
    20: veinte; {twenty_one}; veintidós; veintitrés; veinticuatro; veinticinco; veintiséis; veintisiete; veintiocho;
    29: veintinueve; 30: treinta[ y >>]; 40: cuarenta[ y >>]; 50: cincuenta[ y >>]; 60: sesenta[ y >>];
    70: setenta[ y >>]; 80: ochenta[ y >>]; 90: noventa[ y >>];
    100: cien; 101: ciento >>; {hundreds}
    1000: mil[ >>]; 2000: <%{thousands}< mil[ >>]; {large}
"""


def _ordinals(name: str, first: str, third: str, gender: str) -> str:
    """A set of ordinals with the gender's vowel."""
    hundreds = (
        "ducentésim tricentésim cuadringentésim quingentésim sexcentésim septingentésim octingentésim noningentésim"
    )
    tens = "trigésim cuadragésim quincuagésim sexagésim septuagésim octogésim nonagésim"
    units = f"{first}; segund{gender}; {third}; cuart{gender}; quint{gender}; sext{gender}; séptim{gender}"
    fused = (
        f"tercer{third.removeprefix('tercer')}",
        *(f"{stem}{gender}" for stem in ("cuart", "quint", "sext", "séptim")),
    )
    return f"""
%%{name}:
    0: cer{gender}; {units}; octav{gender}; noven{gender}; décim{gender};
    11: undécim{gender}; duodécim{gender}; {"; ".join(f"decimo{word}" for word in fused)};
    18: decimoctav{gender}; decimonoven{gender};
    20: vigésim{gender}; vigesimo{first}; vigesimosegund{gender}; {"; ".join(f"vigesimo{word}" for word in fused)};
    28: vigesimoctav{gender}; vigesimonoven{gender};
    {"".join(f"{n}0: {stem}{gender}[ >>];" for n, stem in enumerate(tens.split(), 3))}
    100: centésim{gender}[ >>]; {"".join(f"{n}00: {stem}{gender}[ >>];" for n, stem in enumerate(hundreds.split(), 2))}
    1000: milésim{gender}[ >>]; 2000: <%joined<milésim{gender}[ >>];
    1000000: millonésim{gender}[ >>]; 2000000: <%joined<millonésim{gender}[ >>];
    1000000000000: billonésim{gender}[ >>]; 2000000000000: <%joined<billonésim{gender}[ >>];
    1000000000000000000: trillonésim{gender}[ >>]; 2000000000000000000: <%joined<trillonésim{gender}[ >>];
"""


_JOINED = f"""
%%joined:
    0: cero; un; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez;
    once; doce; trece; catorce; quince; dieciseis; diecisiete; dieciocho; diecinueve;
    20: veinte; veintiun; veintidos; veintitres; veinticuatro; veinticinco; veintiseis; veintisiete; veintiocho;
    29: veintinueve; 30: treinta[i>>]; 40: cuarenta[i>>]; 50: cincuenta[i>>]; 60: sesenta[i>>];
    70: setenta[i>>]; 80: ochenta[i>>]; 90: noventa[i>>];
    100: cien; 101: ciento>>; {"".join(f"{n}00: {stem}os[>>];" for n, stem in enumerate(_HUNDREDS, 2))}
    1000: mil[>>]; 2000: <<mil[>>];
"""

GRAMMAR = NumberGrammar(
    _cardinals("cardinal", "uno", "veintiuno", "o", "cardinal-masculine")
    + _cardinals("cardinal-masculine", "un", "veintiún", "o", "cardinal-masculine")
    + _cardinals("cardinal-feminine", "una", "veintiuna", "a", "thousands-feminine")
    + _cardinals("thousands-feminine", "un", "veintiún", "a", "thousands-feminine")
    + _ordinals("ordinal", "primero", "tercero", "o")
    + _ordinals("ordinal-short", "primer", "tercer", "o")
    + _ordinals("ordinal-feminine", "primera", "tercera", "a")
    + _JOINED
)
