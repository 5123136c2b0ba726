"""Years, by themselves and with an era, periods of years, decades and quarters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.tokens import NOWHERE, Date, Decade

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_DASH = re.compile("[-–—]")
_LIKELY = r"1[1-9][0-9]{2}|20[0-9]{2}"
_NEXT = r"(?=\s?(?P<next>[^\W\d_]{1,24})?)"


class _Patterns(NamedTuple):
    period: re.Pattern[str]
    alone: re.Pattern[str]
    decade: re.Pattern[str] | None
    decades: re.Pattern[str] | None
    era: re.Pattern[str] | None
    quarter: re.Pattern[str] | None


@cache
def _patterns(language: Language) -> _Patterns:
    word = language.letters
    alone = rf"(?<![{word}.,/$€£#-])(?P<year>{_LIKELY})(?![{word}%°/-]|[.,][0-9]){_NEXT}"
    period = (
        rf"(?<![{word}.,/-])(?P<from>{_LIKELY})\s?[-–—]\s?(?P<to>{_LIKELY}|[0-9]{{2}})(?![{word}/-]|[.,][0-9]){_NEXT}"
    )
    suffix, era = f"(?:{language.decade_suffix})", language.eras
    decade = (
        rf"(?:(?<![{word}.,])(?:(?P<century>1[1-9]|20)(?=[0-9]0\s?{suffix})|')?|(?<=[^\W\d_]-))"
        rf"(?P<decade>[0-9])0(?:(?<=[0-9]{{4}})\s)?(?P<suffix>{suffix})(?![{word}])"
    )
    decades = rf"[0-9]0{suffix}(?P<until>\s?[-–—]\s?)(?='?(?:[0-9]{{2}})?[0-9]0{suffix}(?![{word}]))"
    return _Patterns(
        re.compile(period),
        re.compile(alone),
        re.compile(decade) if language.decade_suffix else None,
        re.compile(decades) if language.decade_suffix else None,
        re.compile(rf"(?<![{word}.,])(?P<year>[1-9][0-9]{{0,3}})\s(?P<era>{era})(?![{word}])") if era else None,
        re.compile(rf"(?<![{word}])(?P<quarter>[1-4])Q(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![{word}])") if era else None,
    )


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a period of years is written."""
    return (_patterns(language).period,)


def read(text: Rewriting, language: Language) -> None:
    """Words for years that what stands beside them tells to be such."""
    patterns = _patterns(language)
    if patterns.decade and patterns.decades:
        text.edit([(*match.span("until"), f" {language.to} ") for match in patterns.decades.finditer(text.text)])
        text.sub(patterns.decade, lambda match: language.decade(_decade(match)))
    if patterns.era and patterns.quarter:
        text.sub(patterns.era, lambda match: _era(match, language))
        text.sub(patterns.quarter, lambda match: language.quarter(int(match["quarter"]), match["year"]))
    if _DASH.search(text.text):
        text.sub(patterns.period, lambda match: _period(match, language))


def read_alone(text: Rewriting, language: Language) -> None:
    """Words for numbers that look like years, once nothing else has claimed them."""
    text.sub(_patterns(language).alone, lambda match: _alone(match, language))


def _era(match: re.Match[str], language: Language) -> str:
    return f"{language.year(int(match['year']))} {match['era'].replace('.', '')}"


def _alone(match: re.Match[str], language: Language) -> str | None:
    if (match["next"] or "").lower() in language.counted_words:
        return None
    return language.year(int(match["year"]))


def _decade(match: re.Match[str]) -> Decade:
    century = int(match["century"]) if match["century"] else None
    return Decade(int(match["decade"]) * 10, century, match["suffix"])


def _period(match: re.Match[str], language: Language) -> str | None:
    end = match["to"]
    if (match["next"] or "").lower() in language.counted_words:
        return None
    if len(end) == 2 and int(end) <= int(match["from"][2:]):
        month = int(end)
        return language.date(Date(None, month, match["from"]), NOWHERE) if 0 < month <= 12 else None
    last = language.year(int(end)) if len(end) == 4 else language.whole(end)
    return f"{language.year(int(match['from']))} {language.to} {last}"
