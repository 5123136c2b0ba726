"""English numbers that are neither dates nor amounts: versions, telephones, fractions, ranges, the rest."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kokoro_model.text import numerals

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

_VERSION = re.compile(
    r"(?<![\w.])(?:(?P<v>[vV]\.?|[vV]ersion )(?P<short>[0-9]{1,6}(?:\.[0-9]{1,6}){0,5})"
    r"|(?P<long>[0-9]{1,6}(?:\.[0-9]{1,6}){2,5}))(?!\.?[0-9])"
)
_TELEPHONE = re.compile(
    r"(?<![\w.-])(?:"
    r"\+[0-9]{1,3}(?:[ .-]?\(?[0-9]{1,5}\)?){2,6}"
    r"|\([0-9]{2,5}\)[ .-]?[0-9]{3,4}[ .-][0-9]{3,4}"
    r"|[0-9]{3}[.-][0-9]{3}[.-][0-9]{4}"
    r"|[0-9]{3}-[0-9]{4}|[0-9]{1,9}(?:-[0-9]{1,9}){2,8}"
    r")(?![\w-])"
)
_VULGAR = re.compile(r"(?:(?P<whole>[0-9]{1,6})\s?)?(?P<vulgar>[¼½¾⅐-⅞])")
_FRACTION = re.compile(
    r"(?<![\w./-])(?:(?P<whole>[0-9]{1,4})\s)?(?P<top>[0-9]{1,2})[/⁄](?P<under>[0-9]{1,3})(?![\w/-]|\.[0-9])"
)
_SAYINGS = {
    "24/7": "twenty-four seven",
    "9/11": "nine eleven",
    "50/50": "fifty fifty",
    "20/20": "twenty twenty",
}
_UNDER = {2: "half/halves", 3: "third", 4: "quarter"}
_ORDINAL = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:st|nd|rd|th)\b", re.IGNORECASE
)
_RANGE = re.compile(r"(?<=[0-9])(?:\s?[–—]\s?|-)(?=[$€£]?[0-9])")
_RATIO = re.compile(r"(?<=[0-9]):(?=[0-9])")
_POWER = re.compile(r"(?<=[0-9A-Za-z)])(?:\^(?P<written>[0-9]{1,3})(?!\w)|(?P<raised>[²³]))")
_POWERS = {"²": " squared", "³": " cubed", "2": " squared", "3": " cubed"}
_EXPONENT = re.compile(r"(?<=[0-9])[eE](?P<minus>-)?\+?(?P<power>[0-9]{1,3})(?!\w)")
_SIGN = re.compile(r"(?<![\w)\]])(?P<sign>[-−+~])(?=\.?[0-9])")
_SIGNS = {"+": "plus ", "~": "about "}
_HASH = re.compile(r"(?<!\w)#(?=[0-9])")
_COMMAS = re.compile(r"(?<![\w,])[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,30})?(?!,?[0-9])")
_DECIMAL = re.compile(r"(?<![\w.])(?:[0-9]{1,18})?\.[0-9]{1,30}(?!\.?[0-9])")
_WHOLE = re.compile(r"(?P<before>[^\W\d_])?(?P<number>[0-9]+)(?P<after>[^\W\d_])?")


def read_marked(text: Rewriting) -> None:
    """Words for what only its signs tell from an amount: telephone numbers, ranges, signs before numbers."""
    text.sub(_TELEPHONE, _telephone)
    text.sub(_RANGE, " to ")
    text.sub(_SIGN, lambda match: _SIGNS.get(match["sign"], "minus "))


def read(text: Rewriting) -> None:
    """Words for every number that is more than a row of digits."""
    text.sub(_VERSION, _version)
    text.sub(_VULGAR, _vulgar)
    text.sub(_FRACTION, _fraction)
    text.sub(_ORDINAL, lambda match: numerals.ordinal(int(match["number"].replace(",", ""))))
    text.sub(_EXPONENT, lambda match: " times ten to the " + ("minus " * bool(match["minus"])) + match["power"])
    text.sub(_POWER, _power)
    text.sub(_RATIO, " to ")
    text.sub(_HASH, "number ")
    text.sub(_COMMAS, lambda match: numerals.decimal(match[0]))
    text.sub(_DECIMAL, lambda match: numerals.decimal(match[0]))


def read_rest(text: Rewriting) -> None:
    """Words for the digits 0 to 9 that are left, apart from the letters that they touch."""
    text.sub(_WHOLE, _whole)


def _version(match: re.Match[str]) -> str | None:
    parts = (match["short"] or match["long"]).split(".")
    between = " dot " if len(parts) == 4 else " point "
    words = between.join(numerals.whole(part) for part in parts)
    return f"version {words}" if match["v"] else words


def _telephone(match: re.Match[str]) -> str:
    groups = re.findall(r"\+?[0-9]+", match[0])
    return ", ".join(("plus " if group[0] == "+" else "") + numerals.digits(group.lstrip("+")) for group in groups)


def _vulgar(match: re.Match[str]) -> str:
    numerator, _, denominator = unicodedata.normalize("NFKC", match["vulgar"]).partition("⁄")
    words = _parts(int(numerator), int(denominator))
    return f"{numerals.whole(match['whole'])} and {words}" if match["whole"] else words


def _fraction(match: re.Match[str]) -> str | None:
    if match[0] in _SAYINGS:
        return _SAYINGS[match[0]]
    top, under = int(match["top"]), int(match["under"])
    if not 0 < top < under:
        words = f"{numerals.cardinal(top)} over {numerals.cardinal(under)}"
    elif under in {10, 100}:
        words = f"{numerals.cardinal(top)} out of {numerals.cardinal(under)}"
    else:
        words = _parts(top, under)
    return f"{numerals.whole(match['whole'])} and {words}" if match["whole"] else words


def _parts(top: int, under: int) -> str:
    one, _, many = _UNDER.get(under, numerals.ordinal(under)).partition("/")
    return f"{numerals.cardinal(top)} {one if top == 1 else many or one + 's'}"


def _power(match: re.Match[str]) -> str:
    power = match["raised"] or match["written"]
    return _POWERS.get(power, f" to the power of {power}")


def _whole(match: re.Match[str]) -> str:
    before, after = match["before"] or "", match["after"] or ""
    return f"{before}{' ' * bool(before)}{numerals.whole(match['number'])}{' ' * bool(after)}{after}"
