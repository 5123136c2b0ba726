"""What Hindi alone writes: lakhs in groups of two digits, rupees, dates, years before a postposition, ordinals."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.languages.hi import words
from kokoro_model.text.normalize.tokens import NOWHERE, Date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_W = words.LETTERS
_NUKTA = re.compile("[\u0958-\u095f]")
_GROUPS = re.compile(rf"(?<![{_W}.,])[0-9]{{1,2}}(?:,[0-9]{{2}}){{1,8}},[0-9]{{3}}(?![{_W}]|,[0-9])")
_RUPEES_BEFORE = re.compile(rf"(?<![{_W}])(?:रु|रू|रुपये|Rs|RS|rs)(?:\.|(?=\s?[0-9]))\s?(?=[0-9])")
_RUPEES_BEHIND = re.compile(rf"(?<=[0-9])\s?(?:रु|रू|Rs|rs)(?![{_W}])\.?(?!\s?पू)")
_ONLY = re.compile(r"(?<=[0-9])/-(?![\w/])")
_PRICES = re.compile(r"₹\s?(?P<least>[0-9][0-9.]{0,15})\s?[-–—]\s?₹?\s?(?=[0-9])")
_DAY_MONTH = re.compile(
    rf"(?<![{_W}./:-])(?P<day>0[1-9]|[12][0-9]|3[01])(?P<sign>[/-])(?P<month>0[1-9]|1[0-2])(?![{_W}/:-]|\.[0-9])"
)
_MONTH_YEAR = re.compile(
    rf"(?<![{_W}./:-])(?P<month>0[1-9]|1[0-2])[/-](?P<year>1[5-9][0-9]{{2}}|2[01][0-9]{{2}})(?![{_W}/:-]|\.[0-9])"
)
_YEAR_NAMED = re.compile(
    rf"(?<![{_W}])(?P<before>(?:सन्|सन|वर्ष|साल|ईस्वी)\s)(?P<year>[1-9][0-9]{{2,3}})(?![{_W}/:-]|[.,][0-9])"
)
_YEAR = re.compile(
    rf"(?<![{_W}.,/:₹$€£#-])(?P<year>1[1-9][0-9]{{2}}|2[01][0-9]{{2}})"
    rf"(?=\s(?:में|का|के|की|से|तक|को|ई|ईस्वी|ईसवी)(?![{_W}]))"
)
_ERA = re.compile(rf"(?<=[0-9])\s?ई(?:\.(?!\s?पू)|(?![{_W}.]))")
_ORDINAL = re.compile(
    rf"(?<![{_W}.,])(?P<number>[0-9]{{1,9}})(?:\s?(?P<apart>वाँ|वां|वीं|वें)|(?P<english>st|nd|rd|th))(?![{_W}])"
)
UNBROKEN = (
    re.compile(rf"[0-9]{{1,9}}\s(?:वाँ|वां|वीं|वें)(?![{_W}])"),
    re.compile(r"[0-9]{1,4}\sई\.(?:\s?पू\.?)?"),
    re.compile(rf"(?<![{_W}])(?:रु|रू|Rs|नं|क्र|पृ)\.?\s[0-9][0-9,.]{{0,20}}"),
)
"""Those with white space in them."""


def compose(text: Rewriting) -> None:
    """Write letters with a dot in one way, of the two that Unicode has."""
    text.sub(_NUKTA, lambda match: unicodedata.normalize("NFC", match[0]))


def own_forms(language: Language) -> Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str | None]]]:
    """The forms with their words."""
    return (
        (_GROUPS, lambda match: match[0].replace(",", "")),
        (_RUPEES_BEFORE, "₹"),
        (_RUPEES_BEHIND, "₹"),
        (_ONLY, ""),
        (_PRICES, lambda match: f"{match['least']} {language.to} ₹"),
        (_DAY_MONTH, lambda match: _day_month(match, language)),
        (_MONTH_YEAR, lambda match: language.date(Date(None, int(match["month"]), match["year"]), NOWHERE)),
        (_YEAR_NAMED, lambda match: match["before"] + language.year(int(match["year"]))),
        (_YEAR, lambda match: language.year(int(match["year"]))),
        (_ERA, " ईस्वी"),
        (_ORDINAL, lambda match: _ordinal(match, language)),
    )


def _day_month(match: re.Match[str], language: Language) -> str | None:
    """A date without a year, told from a range or a fraction by a 0 that only dates have."""
    if "0" not in {match["day"][0], match["month"][0]}:
        return None
    return language.date(Date(int(match["day"]), int(match["month"])), NOWHERE)


def _ordinal(match: re.Match[str], language: Language) -> str | None:
    """One whose ending stands apart, or an English one, which could else be so many stones."""
    return language.written_ordinal(int(match["number"]), match["apart"] or match["english"], NOWHERE)
