"""Chinese years, which are read digit by digit, eras, and halves of the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.languages.zh.words import HALVES

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.normalize.languages.east_asian import Form

_FULL = "[12][0-9]{3}"
_ERA = re.compile(
    r"(?<![A-Za-z0-9_.,])(?P<year>[1-9][0-9]{0,3})\s?"
    r"(?i:(?P<before>b\.?c\.?(?:e\.?)?)|a\.?d\.?|c\.?e\.?)(?![A-Za-z0-9_])"
)
_BEHIND_ERA = re.compile("(?<=[公西]元|[纪紀]元|元[前后後])(?P<year>[1-9][0-9]{2,3})(?![0-9])")
_PERIOD = re.compile(
    rf"(?<![A-Za-z0-9_.,])(?P<first>{_FULL})\s?[-–—~～〜至到]\s?(?P<last>{_FULL}|[0-9]{{2}}(?=年))(?=年|[)）])"
)
_YEAR = re.compile(
    rf"(?<![A-Za-z0-9_.,])(?P<year>{_FULL}|0[0-9]|[0-9]{{2}}(?=年[0-9]{{1,2}}月)|[6-9][0-9](?=年(?!代)))"
    "(?:(?=年(?P<long>前(?!后|後)|[后後来來間间多]|之久|左右|以上|的?(?:历史|歷史))?)|(?<=[0-9]{4})"
    "(?=[届屆]|[级級]学生|[奥奧][运運]|[亚亞][运運]|世[界博]|[欧歐]洲杯|春[晚节]|高考|[赛賽]季|[财財学學]年))"
)
_GENERATION = re.compile("(?<![0-9.,])(?P<year>[6-9]0|[7-9]5|0[05])(?=[后後](?![天来來续續面边邊]))")
_BEHIND = re.compile(
    r"(?<![A-Za-z0-9_.,])(?P<hour>[0-9]{1,2})(?P<rest>[点點时時](?:[0-9]{1,2}分)?(?:[0-9]{1,2}秒)?)"
    r"\s?(?P<half>[AaPp])\.?[Mm](?![A-Za-z])\.?"
)
_BEFORE = re.compile(
    r"(?<![A-Za-z])(?P<half>[AaPp])\.?[Mm]\.?\s?(?P<hour>0?[0-9]|1[0-2])(?P<rest>:[0-5][0-9](?![0-9])|(?=[点點时時]))"
)


def forms(language: Language) -> tuple[Form, ...]:
    """Those forms with their words."""
    return (
        (_ERA, lambda match: f"公元{'前' * bool(match['before'])}{language.digits(match['year'])}年"),
        (_BEHIND_ERA, lambda match: language.digits(match["year"])),
        (_PERIOD, lambda match: f"{language.digits(match['first'])}{language.to}{language.digits(match['last'])}"),
        (_YEAR, lambda match: _year(match, language)),
        (_GENERATION, lambda match: language.digits(match["year"])),
        (_BEHIND, _half),
        (_BEFORE, _half),
    )


def half_of_day(hour: int, half: str) -> str:
    """The part of the day that an hour of its first or second half ("a" or "p") is in."""
    hour = hour % 12 + 12 * (half == "p")
    return next(name for begins, name in reversed(HALVES) if hour >= begins)


def _year(match: re.Match[str], language: Language) -> str | None:
    """Digit by digit; not where it is so many years."""
    year, long = match["year"], match["long"]
    if long and (len(year) == 2 or year < "1800" or year.endswith("00")):
        return None
    return language.digits(year)


def _half(match: re.Match[str]) -> str | None:
    """The part of the day before the time; its numbers are left for their turn."""
    hour = int(match["hour"])
    return f"{half_of_day(hour, match['half'].lower())}{match['hour']}{match['rest']}" if hour <= 12 else None
