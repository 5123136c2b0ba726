"""The semiotic classes: what the classifiers find in a text, parsed into fields, for a language to put into words."""

from __future__ import annotations

from typing import NamedTuple


class Noun(NamedTuple):
    """A word that is counted; `form` is the set of number rules that agrees with it, as "cardinal-feminine"."""

    one: str
    many: str
    form: str = "cardinal"


class Number(NamedTuple):
    """A decimal number: digits without separators, and whether a minus stands before them.

    One that is `bare` is written without the 0 before its fraction, and one that is `grouped` has separators.
    """

    integer: str
    fraction: str = ""
    negative: bool = False
    bare: bool = False
    grouped: bool = False

    @property
    def significant(self) -> str:
        """The fraction without the zeros at its end."""
        return self.fraction.rstrip("0")


class Currency(NamedTuple):
    """A currency and its hundredth part, if it has one."""

    unit: Noun
    hundredth: Noun | None = None


class Money(NamedTuple):
    """An amount, from a `first` one on where it is a range; `scale` is a word such as "million"."""

    number: Number
    currency: Currency
    scale: Noun | None = None
    first: Number | None = None


class Measure(NamedTuple):
    """A number with a unit, from a `first` number on where it is a range, or a `fraction` in the number's place."""

    number: Number
    unit: Noun
    scale: Noun | None = None
    first: Number | None = None
    fraction: Fraction | None = None


class Fraction(NamedTuple):
    """`whole` and `top` parts of `under`."""

    top: int
    under: int
    whole: int | None = None
    negative: bool = False


class Date(NamedTuple):
    """A day of the year, a month of a year or all of them; the year is as written.

    `style` is the order in which they are written: "numeric" for all that has no name of a month, else "day-first" or
    "month-first".
    """

    day: int | None
    month: int
    year: str = ""
    style: str = "numeric"


class Decade(NamedTuple):
    """Ten years from `tens` on: 80; of a century, as 19, if that is written. `suffix` is what makes it a decade."""

    tens: int
    century: int | None = None
    suffix: str = ""


class Time(NamedTuple):
    """A time of day; minutes and seconds that are not written are None, `half` is "am", "pm" or ""."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str = ""
    zone: str = ""


class Telephone(NamedTuple):
    """The groups of a telephone number: digits, letters, and "+" before the first one's."""

    groups: tuple[str, ...]


class Context(NamedTuple):
    """The words beside what is read, which decide about case and gender; empty at the ends of a text."""

    before: str = ""
    after: str = ""


NOWHERE = Context()
