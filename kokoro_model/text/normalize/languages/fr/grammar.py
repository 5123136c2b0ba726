"""French numbers in words, with the tens that France, Belgium and Switzerland have."""

from __future__ import annotations

from functools import cache

from kokoro_model.text.normalize.number_grammar import NumberGrammar

_TENS = "30: trente[>%rest>]; 40: quarante[>%rest>]; 50: cinquante[>%rest>];"
_FROM_SIXTY = {
    "": "60/20: soixante[>%rest>]; 80/20: quatre-vingt>%eighties>;",
    "be": "60: soixante[>%rest>]; 70: septante[>%rest>]; 80: quatre-vingt>%eighties>; 90: nonante[>%rest>];",
    "ch": "60: soixante[>%rest>]; 70: septante[>%rest>]; 80: huitante[>%rest>]; 90: nonante[>%rest>];",
}
"""By country; in France and elsewhere they go on in twenties."""
_POWERS = {
    10**exponent: name
    for exponent, name in zip(
        range(6, 36, 3),
        (
            *("million", "milliard", "billion", "billiard", "trillion", "trilliard"),
            *("quadrillion", "quadrilliard", "quintillion", "quintilliard"),
        ),
        strict=True,
    )
}
_CARDINAL_POWERS = " ".join(
    f"{power}: <%cardinal< {name}[ >>]; {2 * power}: <%cardinal< {name}s[ >>];" for power, name in _POWERS.items()
)
_ORDINAL_POWERS = " ".join(
    f"{power}: <%cardinal< {name}>%after-power>; {2 * power}: <%cardinal< {name}>%after-powers>;"
    for power, name in _POWERS.items()
)
_TEENS = (
    "deux; trois; quatre; cinq; six; sept; huit; neuf; dix; onze; douze; treize; quatorze; quinze; seize; "
    "dix-sept; dix-huit; dix-neuf;"
)


@cache
def grammar(country: str = "") -> NumberGrammar:
    """The numbers as a country says them: "be", "ch", or as most do."""
    tens = f"{_TENS} {_FROM_SIXTY.get(country, _FROM_SIXTY[''])}"
    feminine = tens.replace("%rest", "%rest-feminine").replace("%eighties", "%eighties-feminine")
    ordinal = tens.replace("e[>%rest>]", ">%rest-ordinal>").replace("%eighties", "%eighties-ordinal")
    eighty = "" if country == "ch" else "80: quatre-vingt; 81: =%cardinal=;"
    return NumberGrammar(f"""
%%cardinal:
    0: zéro; un; {_TEENS}
    20: vingt[>%rest>]; {tens}
    100: cent[ >>]; 200: << cent>%hundreds>;
    1000: mille[ >>]; 2000: <%before-mille< mille[ >>];
    {_CARDINAL_POWERS}
%%rest:
    0: ; 1: ' et un; 2: -=%cardinal=; 11: ' et onze; 12: -=%cardinal=;
%%eighties:
    0: s; 1: -=%cardinal=;
%%hundreds:
    0: s; 1: ' =%cardinal=;
%%before-mille:
    0: =%cardinal=; {eighty}
    100: cent[ >>]; 200: <%cardinal< cent[ >>];
%%cardinal-feminine:
    0: zéro; une; {_TEENS}
    20: vingt[>%rest-feminine>]; {feminine}
    100: cent[ >>]; 200: <%cardinal< cent>%hundreds-feminine>;
    1000: mille[ >>]; 2000: <%before-mille< mille[ >>];
    {_CARDINAL_POWERS}
%%rest-feminine:
    0: ; 1: ' et une; 2: -=%cardinal=; 11: ' et onze; 12: -=%cardinal=;
%%eighties-feminine:
    0: s; 1: -=%cardinal-feminine=;
%%hundreds-feminine:
    0: s; 1: ' =%cardinal-feminine=;
%%ordinal:
    0: =%compound-ordinal=; premier; =%compound-ordinal=;
%%ordinal-feminine:
    0: =%compound-ordinal=; première; =%compound-ordinal=;
%%compound-ordinal:
    0: zéroième; unième; deuxième; troisième; quatrième; cinquième; sixième; septième; huitième; neuvième; dixième;
    onzième; douzième; treizième; quatorzième; quinzième; seizième; dix-septième; dix-huitième; dix-neuvième;
    20: vingt>%after-twenty>; {ordinal}
    100: cent>%after-power>; 200: <%cardinal< cent>%after-power>;
    1000: mill>%after-mille>; 2000: <%before-mille< mill>%after-mille>;
    {_ORDINAL_POWERS}
%%after-twenty:
    0: ième; 1: ' et unième; 2: -=%compound-ordinal=;
%%rest-ordinal:
    0: ième; 1: e et unième; 2: e-=%compound-ordinal=; 11: e et onzième; 12: e-=%compound-ordinal=;
%%eighties-ordinal:
    0: ième; 1: -=%compound-ordinal=;
%%after-power:
    0: ième; 1: ' =%compound-ordinal=;
%%after-powers:
    0: ième; 1: s =%compound-ordinal=;
%%after-mille:
    0: ième; 1: e =%compound-ordinal=;
""")
