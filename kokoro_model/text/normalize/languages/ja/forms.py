"""What is written in Japanese alone: wave dashes, roots, lots of land, rates, large numbers, numerals behind a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.languages.east_asian import ALONE, AMOUNT, HAN, WIDE
from kokoro_model.text.normalize.languages.ja import amounts, words
from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.normalize.languages.east_asian import Form

_THOUSANDS = re.compile("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_BEGINNING = "[$¥€£+-]?[0-9]|約|同|翌|紀元|西暦|午前|午後|正午|深夜|明治|大正|昭和|平成|令和|現在"
_FROM = re.compile(rf"(?<=[0-9A-Za-z%‰℃°)）{HAN}])(?:\s?[〜～~]\s?(?P<sure>(?={_BEGINNING}))|[〜～](?=[{HAN}A-Za-z]))")
_HYPHEN = re.compile("(?<=[0-9][年月日時分円個人])[-–](?=[0-9])")
_SECTION = re.compile(r"(?<![0-9-])(?P<one>[1-9])-(?P=one)(?![0-9-])")
_OPEN_END = re.compile(r"(?<=[0-9][年月日時分円])[〜～~](?=[\s、。，．）)」』]|\Z)")
_WAVE = re.compile("[〜～~]")
_BREAK = re.compile(r"[\s、。，．,.!?！？「」『』]")
_REACH = 24
_SCORE = re.compile(
    r"(?<=[0-9])(?:\s?対\s?|[-–](?=[0-9]{1,3}[での](?:勝|敗|負|引|快|辛|完|惜|逆|同点|スコア)))(?=[0-9])"
)
_POSTCODE = re.compile(r"〒\s?(?P<area>[0-9]{3})-(?P<place>[0-9]{4})(?![0-9])")
_LOT = "[1-9][0-9]{0,3}"
_ADDRESS = re.compile(
    rf"(?:(?<=[{WIDE}])(?P<three>{_LOT}-{_LOT}-{_LOT}(?:-{_LOT})?)|(?<=[町村丁台丘里市区郡])(?P<two>{_LOT}-{_LOT}))"
    r"(?![0-9-]|[日月人個年時分回円])"
)
_ROOT = re.compile(r"√(?P<top>[0-9]{1,9})/(?P<under>[0-9]{1,9})(?![0-9/])")
_PRICE = re.compile(
    rf"(?P<price>[¥$€£]{AMOUNT}[万億]?|{ALONE}{AMOUNT}[万億]?(?:円|ドル|ユーロ|元|ポンド|ウォン))/"
    rf"(?P<per>{any_of(amounts.SHARES)})(?![A-Za-z0-9_])"
)
_SPEED = re.compile(
    rf"{ALONE}(?P<amount>{AMOUNT})\s?(?P<unit>km|m|cm|mm|キロ(?:メートル)?|メートル|マイル)/"
    rf"(?P<per>{any_of(amounts.SPEEDS)})(?![A-Za-z0-9_間])"
)
_LARGE = re.compile(rf"{ALONE}(?<![$¥€£₩])(?:(?P<first>{AMOUNT})[-–—])?(?P<amount>{AMOUNT})(?=[万億兆京垓])")
_PAGES = re.compile(r"(?<![A-Za-z])pp?\.\s?(?P<first>[0-9]{1,5})(?:[-–〜～](?P<last>[0-9]{1,5}))?(?![0-9])")
_TITLE = re.compile(rf"(?<![A-Za-z])(?:{any_of(words.TITLES)})(?=[{WIDE}])")
_KIND = f"[(（](?P<kind>[{''.join(words.COMPANIES)}])[)）]"
_COMPANY = re.compile(
    rf"(?<=[{HAN}ァ-ヶーA-Za-z]){_KIND}|{_KIND.replace('?P<kind>', '?P<first>')}(?=\s?[{WIDE}A-Za-z])"
)
_ROMAN = re.compile(
    rf"(?:(?<=第)(?:[IVXLC]{{1,7}})(?=[{HAN}])|(?<=[ァ-ヶー]{{2}})(?:II|III|IV|VI{{0,3}}|IX|XI{{0,3}}|XI?V)"
    r"|(?<![A-Za-z])(?:[IVX]{1,7})(?=世))(?![A-Za-z0-9_])"
)
_MISREAD = re.compile(
    rf"(?<![A-Za-z0-9_.,/時第])(?:(?:{any_of(words.COUNTED)})(?![のけ{HAN}])|(?:[2589]|12)分(?=[前後過程頃遅台])|800(?=[はを]))"
)


def forms(language: Language) -> tuple[Form, ...]:
    """Those forms with their words, in the order in which they claim what they find."""
    return (
        (_THOUSANDS, ","),
        (_POSTCODE, lambda match: f"郵便番号{language.digits(match['area'])}の{language.digits(match['place'])}、"),
        (_ADDRESS, lambda match: (match["three"] or match["two"]).replace("-", "の")),
        (_SCORE, "たい"),
        (
            _PAGES,
            lambda match: f"{match['first']}から{match['last']}ページ" if match["last"] else f"{match['first']}ページ",
        ),
        (_FROM, _from),
        (_HYPHEN, "から"),
        (_SECTION, lambda match: f"{match['one']}の{match['one']}"),
        (_OPEN_END, "から"),
        (_ROOT, lambda match: f"{match['under']}分のルート{match['top']}"),
        (_PRICE, lambda match: f"{amounts.SHARES[match['per']]}あたり{match['price']}"),
        (_SPEED, lambda match: _speed(match, language)),
        (_LARGE, lambda match: _large(match, language)),
        (_TITLE, lambda match: words.TITLES[match[0]]),
        (_COMPANY, lambda match: words.COMPANIES[match["kind"] or match["first"]]),
        (_ROMAN, lambda match: _roman(match, language)),
        (_MISREAD, lambda match: words.COUNTED.get(match[0], "はっぴゃく")),
    )


def _from(match: re.Match[str]) -> str | None:
    """Between two ends; not before a title between two dashes."""
    before = _BREAK.split(match.string[max(0, match.start() - _REACH) : match.start()])[-1]
    behind = _BREAK.split(match.string[match.end() : match.end() + _REACH])[0]
    return None if match["sure"] is None and _WAVE.search(before + behind) else "から"


def _speed(match: re.Match[str], language: Language) -> str:
    unit = language.units[match["unit"]].one if match["unit"].isascii() else match["unit"]
    return f"{amounts.SPEEDS[match['per']]}{language.number(language.parse(match['amount']))}{unit}"


def _large(match: re.Match[str], language: Language) -> str:
    words = language.number(language.parse(match["amount"]), "multiple")
    return f"{language.number(language.parse(match['first']))}{language.to}{words}" if match["first"] else words


def _roman(match: re.Match[str], language: Language) -> str | None:
    number = value(match[0])
    return None if number is None else language.cardinal(number)
