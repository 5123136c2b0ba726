"""Hindi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language import Language
from kokoro_model.text.normalize.language_data import CodeWords
from kokoro_model.text.normalize.languages.hi import addresses, amounts, words
from kokoro_model.text.normalize.languages.hi.forms import UNBROKEN, compose, own_forms
from kokoro_model.text.normalize.languages.hi.formulas import FORMULAS
from kokoro_model.text.normalize.languages.hi.grammar import GRAMMAR

if TYPE_CHECKING:
    from kokoro_model.text.normalize.tokens import Context, Date, Fraction, Measure, Noun, Number, Time
    from kokoro_model.text.rewriting import Rewriting

_FORMS = {"ा": "ordinal", "ी": "ordinal-feminine", "े": "ordinal-oblique"}
_IRREGULAR = {1: "ल", 2: "र", 3: "र", 4: "थ", 6: "ठ"}
"""Ordinals with an ending of their own, by its consonant."""
_ENGLISH = frozenset({"st", "nd", "rd", "th"})
_QUARTERS = {"25": "सवा", "5": "साढ़े", "75": "पौने"}
_HALVES = {1: "डेढ़", 2: "ढाई"}


class Hindi(Language):
    """Hindi, with its halves and quarters, and with English ordinals as Hindi speakers say them."""

    code = "hi"
    letters = words.LETTERS
    grammar = GRAMMAR
    most_digits = 19
    scales = amounts.SCALES
    ordinal_suffix = r"वाँ|वां|वीं|वें|ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे|वा|वी|वे|st|nd|rd|th"
    roman_cardinals = words.ROMAN_CARDINALS
    roman_ordinals = words.ROMAN_ORDINALS
    denominators = amounts.DENOMINATORS
    months = words.MONTHS
    month_forms = words.MONTH_FORMS
    unsure_months = words.UNSURE_MONTHS
    lone_years = False
    clock_words = rf"बजे(?![{words.LETTERS}])"
    half_days = r"(?P<half>[AaPp])(?:[Mm]\b|\.\s?[Mm]\b\.?)(?:\s?बजे)?"
    zones = words.ZONES
    currencies = amounts.CURRENCIES
    units = amounts.UNITS
    per_units = amounts.PER_UNITS
    multiples = amounts.MULTIPLES
    designations = frozenset({"2K", "4K", "5K", "8K"})
    abbreviations = words.ABBREVIATIONS
    titles = words.TITLES
    number_words = words.NUMBER_WORDS
    closing = words.CLOSING
    electronic = words.ELECTRONIC
    electronic_names = words.ELECTRONIC_NAMES
    spells_names = True
    letter_names = words.LETTER_NAMES
    paths = True
    signs = words.SIGNS
    spaced_signs = words.SPACED_SIGNS
    operators = words.OPERATORS
    code_words = CodeWords("प्लस", "शार्प", "हैशटैग", "डैश", "बराबर", "लाइन {}", "कॉलम {}")
    formulas = FORMULAS
    code_block = "कोड ब्लॉक"
    sayings = words.SAYINGS
    version_words = ("वर्ज़न", "वर्जन", "संस्करण", "version", "Version")
    version_point = "पॉइंट"
    telephone_forms = (
        r"0[0-9]{2,6}[ .-]?[0-9]{4,8}",
        r"[6-9][0-9]{4}[ -]?[0-9]{5}",
        r"1[89]00[ -]?[0-9]{3}[ -]?[0-9]{3,4}",
    )
    extension_words = ("एक्सटेंशन", "एक्स", "ext", "extension")
    number_word = "नंबर"
    power_of_ten = "गुणा दस की घात"
    ratio = "अनुपात"
    minus, plus, about, point = "माइनस", "प्लस", "लगभग", "दशमलव"
    percent, per_mille, per = "प्रतिशत", "प्रति हज़ार", "प्रति"
    to, by, times = "से", "बाई", "गुणा"
    square, cubic = "वर्ग", "घन"

    own_unbroken = (*UNBROKEN, *addresses.UNBROKEN)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.own_forms = own_forms(self)

    def read_own_forms(self, text: Rewriting) -> None:
        """Addresses go first, before their numbers can be anything else."""
        if self.own_needs.search(text.text):
            compose(text)
            addresses.read(text, self)
        super().read_own_forms(text)

    def written_ordinal(self, number: int, suffix: str, context: Context) -> str | None:  # noqa: ARG002
        """As in "पहली", "पाँचवाँ", "फ़र्स्ट"; an ending that is not the number's own makes none."""
        if suffix.lower() in _ENGLISH:
            return self.cardinal(number, "ordinal-english")
        form = next((form for vowel, form in _FORMS.items() if vowel in suffix), "ordinal")
        if suffix[0] == "व":
            if number in _IRREGULAR:
                return self.cardinal(number, form)
            return self.cardinal(number) + {"वा": "वां", "वी": "वीं", "वे": "वें"}.get(suffix, suffix)
        return self.cardinal(number, form) if _IRREGULAR.get(number) == suffix[0] else None

    def regnal(self, number: int) -> str:
        """As in "जॉर्ज पंचम"."""
        return words.REGNAL[number] if number < len(words.REGNAL) else self.ordinal(number)

    def year(self, number: int) -> str:
        """In hundreds before 2000: "उन्नीस सौ सैंतालीस"."""
        return self.cardinal(number, "year")

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """As in "डेढ़ लाख रुपए" and "ढाई किलोग्राम"; only time and scales go on in quarters: "सवा तीन घंटे"."""
        if scale:
            return f"{self.counted(number, scale)} {noun.many}"
        quarters = noun in amounts.TIME_NOUNS or noun in amounts.SCALES.values()
        words = self._in_quarters(number, halves=self.per not in noun.one.split(), quarters=quarters)
        if words is None:
            return super().counted(number, noun)
        return f"{words} {noun.one if number.integer == '1' else noun.many}"

    def _in_quarters(self, number: Number, *, halves: bool, quarters: bool) -> str | None:
        """A number that has words of its own for it and its fraction."""
        whole, part = int(number.integer), number.significant
        if number.negative or len(number.integer) > 3 or whole < 1:
            return None
        if part == "5" and whole in _HALVES:
            return _HALVES[whole] if halves else None
        return self._quarters(whole, part) if quarters and part in _QUARTERS else None

    def _quarters(self, whole: int, part: str) -> str:
        """As in "सवा तीन", "साढ़े तीन", "पौने चार"."""
        if part == "5" and whole in _HALVES:
            return _HALVES[whole]
        return f"{_QUARTERS[part]} {self.cardinal(whole + (part == '75'))}"

    def fraction(self, fraction: Fraction) -> str:
        """As in "आधा", "दो तिहाई", "साढ़े तीन", "पाँच बटा आठ"."""
        top, under, whole = fraction.top, fraction.under, fraction.whole
        part = {(1, 4): "25", (1, 2): "5", (3, 4): "75"}.get((top, under))
        if part and whole:
            words = self._quarters(whole, part)
        else:
            words = f"{self.cardinal(top)} बटा {self.cardinal(under)}"
            if (top, under) == (1, 2):
                words = "आधा"
            elif under in self.denominators and 0 < top < under:
                words = f"{self.cardinal(top)} {self.denominators[under].one}"
            if whole is not None:
                words = f"{self.cardinal(whole)} और {words}"
        return f"{self.minus} {words}" if fraction.negative else words

    def measure(self, measure: Measure) -> str:
        """As in "आधा घंटा", "डेढ़ घंटा" and "साढ़े तीन घंटे"."""
        if measure.fraction is None:
            return super().measure(measure)
        one = (measure.fraction.whole or 1) == 1
        return f"{self.fraction(measure.fraction)} {measure.unit.one if one else measure.unit.many}"

    def date(self, date: Date, context: Context) -> str:  # noqa: ARG002
        """As in "पंद्रह अगस्त उन्नीस सौ सैंतालीस"."""
        parts = [self.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, self.cardinal(date.day))
        if date.year:
            parts.append(self.year(int(date.year)))
        return " ".join(parts)

    def time(self, time: Time) -> str:
        """As in "चार बजे", "सवा चार बजे" and "चार बजकर दस मिनट", behind the part of the day."""
        day = f"{_part_of_day(time)} के " if time.half else ""
        zone = f" {'UTC' if time.zone == 'Z' else time.zone}" if time.zone else ""
        return f"{day}{self._clock(time)}{zone}"

    def _clock(self, time: Time) -> str:
        part = {15: "25", 30: "5", 45: "75"}.get(time.minute or 0)
        if part and time.second is None and 1 <= time.hour <= 12:
            hour = 0 if (time.hour, part) == (12, "75") else time.hour
            return f"{self._quarters(hour, part)} बजे"
        if not time.minute and not time.second:
            return f"{self.cardinal(time.hour)} बजे"
        minutes = f" {self.cardinal(time.minute)} मिनट" if time.minute else ""
        seconds = f" {self.cardinal(time.second)} सेकंड" if time.second else ""
        return f"{self.cardinal(time.hour)} बजकर{minutes}{seconds}"

    def raised(self, power: str) -> str:
        """As in "दस का वर्ग", "दस की घात आठ"."""
        return {"2": " का वर्ग", "3": " का घन"}.get(power) or f" की घात {self.whole(power)}"


def _part_of_day(time: Time) -> str:
    hour = time.hour % 12 + 12 * (time.half == "pm")
    for end, name in ((4, "रात"), (12, "सुबह"), (16, "दोपहर"), (20, "शाम")):
        if hour < end:
            return name
    return "रात"


LANGUAGE = Hindi
