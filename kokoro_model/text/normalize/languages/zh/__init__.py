"""Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.east_asian import EastAsian
from kokoro_model.text.normalize.languages.zh import amounts, dates, forms, words
from kokoro_model.text.normalize.languages.zh.formulas import FORMULAS
from kokoro_model.text.normalize.languages.zh.grammar import GRAMMAR

if TYPE_CHECKING:
    from kokoro_model.text.normalize.languages.east_asian import Form
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Money, Telephone, Time


class Chinese(EastAsian):
    """Mandarin; the words are in simplified characters, whatever the text is in, which sound the same."""

    code = "zh"
    grammar = GRAMMAR
    scales = amounts.SCALES
    multipliers = amounts.MULTIPLIERS
    currencies = amounts.CURRENCIES
    units = amounts.UNITS
    per_units = amounts.PER_UNITS
    abbreviations = words.ABBREVIATIONS
    number_words = words.NUMBER_WORDS
    electronic = words.ELECTRONIC
    signs = words.SIGNS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("加", "升", "话题", "横杠", "等于", "第{}行", "第{}列")
    formulas = FORMULAS
    code_block = "代码块"
    version_words = ("版本", "version", "Version")
    version_point = "点"
    telephone_forms = (
        "1[3-9][0-9]{9}",
        "1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}",
        "0[0-9]{2,3}-[0-9]{7,8}",
        "0[0-9]{9,11}",
    )
    number_word = "第"
    ratio = "比"
    minus, plus, about, point = "负", "加", "约", "点"
    percent, per_mille, per = "百分之", "千分之", "每"
    to, by, times = "到", "乘以", "乘以"
    equals, less, power_words = "等于", "减", "的{}次方"
    square, cubic = "平方", "立方"

    def forms(self) -> tuple[Form, ...]:
        """The forms that Chinese alone has."""
        return (*dates.forms(self), *forms.forms(self))

    def money(self, money: Money) -> str:
        """As in "三点五元"."""
        number = money.number._replace(fraction=money.number.significant)
        return super().money(money._replace(number=number))

    def fraction(self, fraction: Fraction) -> str:
        """As in "三分之二", "一又二分之一"."""
        words = f"{self.cardinal(fraction.under)}分之{self.cardinal(fraction.top)}"
        if fraction.whole is not None:
            words = f"{self.cardinal(fraction.whole)}又{words}"
        return f"{self.minus}{words}" if fraction.negative else words

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "二零二四年一月五日"."""
        year = f"{self.digits(date.year)}年" if date.year else ""
        day = f"{self.cardinal(date.day)}日" if date.day else ""
        return f"{year}{self.cardinal(date.month)}月{day}"

    def time(self, time: Time) -> str:
        """As in "下午五点三分"; without the minutes on the hour."""
        half = dates.half_of_day(time.hour, time.half[0]) if time.half else ""
        hour = 0 if time.half == "am" and time.hour == 12 else time.hour
        words = f"{half}{self.cardinal(hour, 'counted')}点"
        if time.minute or time.second:
            words += f"{self.cardinal(time.minute or 0)}分"
        return f"{words}{self.cardinal(time.second)}秒" if time.second else words

    def telephone(self, telephone: Telephone) -> str:
        """Digit by digit, with a rest between the groups."""
        return "，".join(self.telephone_group(group) for group in telephone.groups)

    def telephone_group(self, group: str) -> str:
        """One group of it; 1 is 幺, which no other digit sounds like."""
        return super().telephone_group(group).replace(" ", "").replace("一", "幺")

    def raised(self, power: str) -> str:
        """As in "的平方"."""
        return {"2": " 的平方", "3": " 的立方"}.get(power) or super().raised(power)


LANGUAGE = Chinese
