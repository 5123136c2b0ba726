"""Portuguese numbers in words, as Brazil says them and as Portugal does.

Groups of digits are put together without "e"; `Portuguese.cardinal` puts it before the last one where it belongs.
Thousands agree in gender ("duas mil pessoas"), millions are masculine.
"""

from __future__ import annotations

from typing import NamedTuple

from kokoro_model.text.normalize.number_grammar import NumberGrammar


class _Country(NamedTuple):
    teens: str
    """16 to 19."""
    millions: tuple[tuple[int, str, str], ...]
    """The zeros of the names for large numbers, each with its singular and plural."""


_BRAZIL = _Country(
    "dezesseis; dezessete; dezoito; dezenove",
    (
        (6, "milhão", "milhões"),
        (9, "bilhão", "bilhões"),
        (12, "trilhão", "trilhões"),
        (15, "quatrilhão", "quatrilhões"),
        (18, "quintilhão", "quintilhões"),
        (21, "sextilhão", "sextilhões"),
        (24, "septilhão", "septilhões"),
        (27, "octilhão", "octilhões"),
        (30, "nonilhão", "nonilhões"),
        (33, "decilhão", "decilhões"),
    ),
)
_PORTUGAL = _Country(
    "dezasseis; dezassete; dezoito; dezanove",
    (
        (6, "milhão", "milhões"),
        (12, "bilião", "biliões"),
        (18, "trilião", "triliões"),
        (24, "quatrilião", "quatriliões"),
        (30, "quintilião", "quintiliões"),
    ),
)
_HUNDREDS = ("duzent", "trezent", "quatrocent", "quinhent", "seiscent", "setecent", "oitocent", "novecent")
_TENS = (
    *("vigésim", "trigésim", "quadragésim", "quinquagésim"),
    *("sexagésim", "septuagésim", "octogésim", "nonagésim"),
)
_HUNDREDTHS = (
    *("ducentésim", "trecentésim", "quadringentésim", "quingentésim"),
    *("sexcentésim", "septingentésim", "octingentésim", "nongentésim"),
)


def _cardinals(name: str, one: str, two: str, gender: str, country: _Country) -> str:
    hundreds = "".join(f"{n}00: {stem}{gender}s[ e >>];" for n, stem in enumerate(_HUNDREDS, 2))
    large = "".join(
        f"1{'0' * zeros}: um {single}[ >>]; 2{'0' * zeros}: <%cardinal< {many}[ >>];"
        for zeros, single, many in country.millions
    )
    return f"""
%%{name}:
    0: zero; {one}; {two}; três; quatro; cinco; seis; sete; oito; nove; dez;
    onze; doze; treze; catorze; quinze; {country.teens};
    20: vinte[ e >>]; 30: trinta[ e >>]; 40: quarenta[ e >>]; 50: cinquenta[ e >>];
    60: sessenta[ e >>]; 70: setenta[ e >>]; 80: oitenta[ e >>]; 90: noventa[ e >>];
    100: cem; 101: cento e >>; {hundreds}
    1000: mil[ >>]; 2000: << mil[ >>]; {large}
"""


def _ordinals(name: str, gender: str) -> str:
    units = ("primeir", "segund", "terceir", "quart", "quint", "sext", "sétim", "oitav", "non")
    return f"""
%%{name}:
    0: zero; {"; ".join(f"{stem}{gender}" for stem in units)}; décim{gender}[ >>];
    {"".join(f"{n}0: {stem}{gender}[ >>];" for n, stem in enumerate(_TENS, 2))}
    100: centésim{gender}[ >>]; {"".join(f"{n}00: {stem}{gender}[ >>];" for n, stem in enumerate(_HUNDREDTHS, 2))}
    1000: milésim{gender}[ >>]; 2000: << milésim{gender}[ >>];
    1000000: milionésim{gender}[ >>]; 2000000: << milionésim{gender}[ >>];
    1000000000: bilionésim{gender}[ >>]; 2000000000: << bilionésim{gender}[ >>];
    1000000000000: trilionésim{gender}[ >>]; 2000000000000: << trilionésim{gender}[ >>];
"""


def _grammar(country: _Country) -> NumberGrammar:
    return NumberGrammar(
        _cardinals("cardinal", "um", "dois", "o", country)
        + "%%cardinal-masculine: 0: =%cardinal=;"
        + _cardinals("cardinal-feminine", "uma", "duas", "a", country)
        + _ordinals("ordinal", "o")
        + _ordinals("ordinal-feminine", "a")
    )


GRAMMAR = _grammar(_BRAZIL)
GRAMMAR_OF_PORTUGAL = _grammar(_PORTUGAL)
