"""What is written in Chinese alone: percents before the number, two things, scores, numbers that are called out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.classes.roman import value
from kokoro_model.text.normalize.languages.east_asian import ALONE, AMOUNT, HAN
from kokoro_model.text.normalize.languages.zh import amounts, words
from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.normalize.languages.east_asian import Form

_TO = r"\s?[-–—~～〜至到]\s?"
_MINUS = re.compile(r"(?<![A-Za-z0-9_)）\]])[-−](?=百分之|[0-9])")
_PERCENT = re.compile(
    rf"{ALONE}(?:(?P<first>{AMOUNT})(?P<sign>[%‰])?{_TO})?(?P<plus>\+)?(?P<amount>{AMOUNT})\s?(?P<last>[%‰])"
)
_RANGE = re.compile(
    rf"(?<=[0-9%℃°{HAN}])\s?[~～〜]\s?(?=[$¥€£负]?[0-9])|(?<=[0-9])\s?——?\s?(?=[0-9])"
    r"|(?<=[年月日号號点點时時分元个個℃])\s?[-–]\s?(?=[0-9])"
    r"|(?<=[一二三四五六日天月])[~～〜-](?=[周週]|星期|礼拜|禮拜)"
)
_BEATS = "战胜|戰勝|击败|擊敗|[大险完轻力]胜|[获取]胜|领先|落后|不敌|负于|输给|惜败|惨败|逆转|[战打]平|告[负终]"
_SCORE = re.compile(
    r"(?<=比分)(?P<one>[0-9]{1,3})[-–:](?P<two>[0-9]{1,3})(?![0-9:])"
    rf"|{ALONE}(?P<first>[0-9]{{1,3}})[-–:](?P<last>[0-9]{{1,3}})(?=的?(?:总?比分)?(?:{_BEATS}))"
)
_PRICE = re.compile(
    rf"(?P<price>[¥$€£]{AMOUNT}[万亿]?|{ALONE}{AMOUNT}[万亿]?(?:[美欧日港韩]?元|英镑|块钱?))/"
    rf"(?P<per>{any_of(amounts.SHARES)})(?![A-Za-z0-9_])"
)
_TWO = re.compile(rf"{ALONE}(?<![第$¥€£₩])2(?={'|'.join(amounts.COUNTED)})")
_CALLED = re.compile(
    "(?:(?<=[拨撥打致来來]电|[拨撥]打|请拨)(?P<dialled>[0-9]{3,12})|"
    "(?<=[电電][话話]|[热熱][线線]|客服|手机|手機|短信|微信)(?P<gap>(?:[号號][码碼])?[是为為：:]?)"
    rf"(?P<number>[0-9]{{5,12}}|[0-9]{{3,4}}(?!\s?[{HAN}])))(?![0-9.,:-]|\s?[元块塊万萬])"
)
_ROOM = re.compile(
    rf"{ALONE}[0-9]{{3,4}}(?=室|房[间間号號]?|路公[交车車]|路[车車巴]|次[列航])"
    r"|(?<=[A-Z])[0-9]{2,4}(?=次|航班|高[铁速]|列车|国道|省道|动车)"
)
_PART = re.compile(
    rf"(?<![A-Za-z])(?P<part>{any_of(words.PARTS)})\.\s?(?P<first>[0-9]{{1,5}})(?:{_TO}(?P<last>[0-9]{{1,5}}))?(?![0-9])"
)
_TITLE = re.compile(
    rf"(?<![A-Za-z])(?P<title>{any_of(words.TITLES)})\s?(?P<name>[A-Z][A-Za-z'’-]{{0,24}}(?:\s[A-Z][A-Za-z'’-]{{0,24}})?)"
)
_ROMAN = re.compile(rf"(?:(?<=第)[IVXLC]{{1,7}}(?=[{HAN}])|(?<=[{HAN}])[IVX]{{1,7}}(?=世))")


def forms(language: Language) -> tuple[Form, ...]:
    """Those forms with their words, in the order in which they claim what they find."""
    return (
        (_SCORE, lambda match: f"{match['one'] or match['first']}比{match['two'] or match['last']}"),
        (_PRICE, lambda match: f"{match['price']}{language.per}{amounts.SHARES[match['per']]}"),
        (_PERCENT, lambda match: _percent(match, language)),
        (_RANGE, language.to),
        (_MINUS, language.minus),
        (_CALLED, lambda match: (match["gap"] or "") + language.telephone_group(match["dialled"] or match["number"])),
        (_ROOM, lambda match: language.telephone_group(match[0])),
        (_TWO, "两"),
        (_PART, _part),
        (_TITLE, lambda match: f"{match['name']}{words.TITLES[match['title']]}"),
        (_ROMAN, lambda match: _roman(match, language)),
    )


def _percent(match: re.Match[str], language: Language) -> str:
    of = {"%": language.percent, "‰": language.per_mille}
    words = language.number(language.parse(match["amount"]))
    if match["first"] is None:
        return f"{'正' * bool(match['plus'])}{of[match['last']]}{words}"
    first = f"{of[match['sign'] or match['last']]}{language.number(language.parse(match['first']))}"
    return f"{first}{language.to}{of[match['last']] if match['sign'] else ''}{words}"


def _part(match: re.Match[str]) -> str:
    numbers = f"{match['first']}到{match['last']}" if match["last"] else match["first"]
    return f"第{numbers}{words.PARTS[match['part']]}"


def _roman(match: re.Match[str], language: Language) -> str | None:
    number = value(match[0])
    return None if number is None else language.cardinal(number)
