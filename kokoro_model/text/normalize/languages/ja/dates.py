"""Japanese dates and times that no other language writes: eras by a letter, weekdays in brackets, hours behind 24."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.languages.east_asian import HAN
from kokoro_model.text.normalize.languages.ja.words import ERAS, WEEKDAYS
from kokoro_model.text.normalize.tokens import NOWHERE, Date

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.normalize.languages.east_asian import Form

_MONTH, _DAY = "(?P<month>0?[1-9]|1[0-2])", "(?P<day>0?[1-9]|[12][0-9]|3[01])"
_DAYS = "".join(WEEKDAYS)
_ERA = re.compile(
    rf"(?<![A-Za-z0-9_])(?P<era>[{''.join(ERAS)}])(?P<year>[0-9]{{1,2}}|元)"
    rf"(?:(?=年)|(?P<sep>[./-]){_MONTH}(?P=sep){_DAY}(?![0-9./-]))"
)
_SLASHED = rf"(?<![A-Za-z0-9_./√-]){_MONTH}/{_DAY}(?![0-9/.-])"
_SURE = re.compile(rf"{_SLASHED}(?=\s?[（(][{_DAYS}]|\s[0-9]{{1,2}}:[0-9]{{2}}|に?(?:発売|開催|公開|開始|締切))")
_PERIOD = re.compile(rf"{_SLASHED}\s?[〜～~]\s?(?P<until_month>0?[1-9]|1[0-2])/(?P<until>[0-3]?[0-9])(?![0-9/.-])")
_LIKELY = re.compile(rf"{_SLASHED}(?=[はにの、]|から|まで|より)")
"""A date if it is more than one as a fraction."""
_WEEKDAYS = re.compile(
    rf"(?<=[日0-9])\s?[（(](?P<days>[{_DAYS}](?:[・･〜～~、，,／/-]?[{_DAYS}]){{0,6}})[)）]"
    rf"|[（(](?P<span>[{_DAYS}][〜～~-][{_DAYS}](?:[・、][{_DAYS}]){{0,3}})[)）]"
    rf"|(?<![{HAN}])(?P<bare>[{_DAYS}][〜～~][{_DAYS}])(?![{HAN}])"
)
_HALF = re.compile(r"(?<![A-Za-z])(?P<half>[AP])\.?M\.?\s?(?=[0-9]{1,2}(?::[0-9]{2}|時)(?![0-9]))")
_LATE = re.compile(r"(?<![A-Za-z0-9_.:,])(?P<hour>2[4-9]|30):(?P<minute>[0-5][0-9])(?![0-9:])")
_SHORT_YEAR = re.compile("['’](?=[0-9]{2}年)")


def forms(language: Language) -> tuple[Form, ...]:
    """Those forms with their words."""

    def of_year(match: re.Match[str]) -> str:
        return language.date(Date(int(match["day"]), int(match["month"])), NOWHERE)

    def likely(match: re.Match[str]) -> str | None:
        return of_year(match) if int(match["month"]) > int(match["day"]) else None

    return (
        (_SHORT_YEAR, ""),
        (_ERA, _era),
        (_PERIOD, lambda match: f"{of_year(match)}から{int(match['until_month'])}月{int(match['until'])}日"),
        (_SURE, of_year),
        (_LIKELY, likely),
        (_WEEKDAYS, lambda match: _weekdays(match["days"] or match["span"] or match["bare"])),
        (_HALF, lambda match: "午前" if match["half"] == "A" else "午後"),
        (_LATE, _late),
    )


def _era(match: re.Match[str]) -> str:
    """The name of the era; the numbers are left for their turn."""
    words = f"{ERAS[match['era']]}{match['year']}"
    return f"{words}年{int(match['month'])}月{int(match['day'])}日" if match["month"] else words


def _weekdays(written: str) -> str:
    return "".join(WEEKDAYS.get(sign, "から" if sign in "〜～~-" else "") for sign in written)


def _late(match: re.Match[str]) -> str:
    """An hour of the night that belongs to the day before."""
    minute = int(match["minute"])
    return f"{match['hour']}時{minute}分" if minute else f"{match['hour']}時"
