"""Japanese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.east_asian import EastAsian
from kokoro_model.text.normalize.languages.ja import amounts, dates, forms, words
from kokoro_model.text.normalize.languages.ja.formulas import FORMULAS
from kokoro_model.text.normalize.languages.ja.grammar import GRAMMAR

if TYPE_CHECKING:
    from kokoro_model.text.normalize.languages.east_asian import Form
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Telephone, Time


class Japanese(EastAsian):
    """Japanese, with numbers in ideographs, which Open JTalk reads together with what they count."""

    code = "ja"
    grammar = GRAMMAR
    scales = amounts.SCALES
    multipliers = amounts.MULTIPLIERS
    currencies = amounts.CURRENCIES
    units = amounts.UNITS
    per_units = amounts.PER_UNITS
    abbreviations = words.ABBREVIATIONS
    titles = words.TITLES
    number_words = words.NUMBER_WORDS
    electronic = words.ELECTRONIC
    signs = words.SIGNS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("プラス", "シャープ", "ハッシュタグ", "ハイフン", "イコール", "{}行目", "{}列目")
    formulas = FORMULAS
    code_block = "コードブロック"
    version_words = ("バージョン", "version", "Version", "Ver.", "ver.")
    version_point = "点"
    telephone_forms = (
        r"0[0-9]{1,4}\([0-9]{1,4}\)[0-9]{4}",
        "0[0-9]{1,4}[ \u00a0][0-9]{1,4}[ \u00a0][0-9]{3,4}",
        "0[0-9]{9,10}",
    )
    number_word = "ナンバー"
    ratio = "たい"
    minus, plus, about, point = "マイナス", "プラス", "約", "点"
    percent, per_mille, per = "パーセント", "パーミル", "毎"
    to, by, times = "から", "かける", "かける"
    equals, less, power_words = "イコール", "マイナス", "の{}乗"
    square, cubic = "平方", "立方"

    def forms(self) -> tuple[Form, ...]:
        """The forms that Japanese alone has."""
        return (*dates.forms(self), *forms.forms(self))

    def money_parts(self, words: list[str]) -> str:
        """As in "三ドル五十セント"."""
        return "".join(words)

    def fraction(self, fraction: Fraction) -> str:
        """As in "三分の二", "一と二分の一"."""
        words = f"{self.cardinal(fraction.under)}分の{self.cardinal(fraction.top)}"
        if fraction.whole is not None:
            words = f"{self.cardinal(fraction.whole)}と{words}"
        return f"{self.minus}{words}" if fraction.negative else words

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "二千二十四年一月五日"."""
        year = f"{self.cardinal(int(date.year))}年" if date.year else ""
        day = f"{self.cardinal(date.day)}日" if date.day else ""
        return f"{year}{self.cardinal(date.month)}月{day}"

    def time(self, time: Time) -> str:
        """As in "午後五時三分"; without the minutes on the hour."""
        half = {"am": "午前", "pm": "午後", "": ""}[time.half]
        words = f"{half}{self.cardinal(time.hour % 12 if half else time.hour)}時"
        if time.minute or time.second:
            words += f"{self.cardinal(time.minute or 0)}分"
        return f"{words}{self.cardinal(time.second)}秒" if time.second else words

    def telephone(self, telephone: Telephone) -> str:
        """Digit by digit, with の between the groups."""
        return "の".join(self.telephone_group(group) for group in telephone.groups)

    def telephone_group(self, group: str) -> str:
        """One group of it."""
        return super().telephone_group(group).replace(" ", "")


LANGUAGE = Japanese
