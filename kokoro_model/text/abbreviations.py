"""English abbreviations, Roman numerals, tags and what remains of code, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text import numerals

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

_PLAIN = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "vs": "versus",
    "cf.": "compare",
    "approx.": "approximately",
    "incl.": "including",
    "a.k.a.": "also known as",
    "w/": "with",
    "w/o": "without",
    "Jr.": "Junior",
    "Sr.": "Senior",
    "Ave.": "Avenue",
    "Blvd.": "Boulevard",
    "Dept.": "Department",
    "Inc.": "Incorporated",
    "Ltd.": "Limited",
    "Corp.": "Corporation",
}
_TITLES = {
    "Mr.": "Mister",
    "Mrs.": "Missus",
    "Ms.": "Miz",
    "Dr.": "Doctor",
    "Prof.": "Professor",
    "Rev.": "Reverend",
    "Gen.": "General",
    "Capt.": "Captain",
    "Lt.": "Lieutenant",
    "Sgt.": "Sergeant",
    "Gov.": "Governor",
    "Sen.": "Senator",
    "Rep.": "Representative",
    "Mt.": "Mount",
}
_BEFORE_NUMBER = {
    "No.": "number",
    "no.": "number",
    "Nr.": "number",
    "№": "number",
    "Nos.": "numbers",
    "p.": "page",
    "pp.": "pages",
    "Fig.": "figure",
    "fig.": "figure",
    "Figs.": "figures",
    "Vol.": "volume",
    "vol.": "volume",
    "Ch.": "chapter",
    "ch.": "chapter",
    "Sec.": "section",
    "sec.": "section",
    "Eq.": "equation",
    "Art.": "article",
    "c.": "circa",
    "ca.": "circa",
}
_CLOSING = frozenset({"etc.", "Inc.", "Ltd.", "Corp.", "Jr.", "Sr.", "Ave.", "Blvd."})


def _any(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_ABBREVIATION = re.compile(rf"(?<![\w.])(?:{_any(_PLAIN)})(?!\w)(?P<last>\s*\Z)?")
_NUMBERED = re.compile(rf"(?<![\w.])(?P<word>{_any(_BEFORE_NUMBER)})\s?(?=[0-9])")
_TITLE = re.compile(rf"(?<![\w.])(?:{_any(_TITLES)})(?=\s+[^\W\d_])")
# A lone I is the pronoun more often than a number.
_ROMAN = r"(?!I\b(?!\s*(?:[.,:;)!?]|\Z|of\b)))(?P<roman>[IVXL]{1,7})\b"
_NUMERAL = re.compile("(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SIZES = frozenset({"L", "XL"})
_SIZED = frozenset({"class", "type"})
"""What has sizes and shapes more often than so many numbers."""
_PART = re.compile(
    r"\b(?P<of>[Cc]hapter|[Pp]art|[Aa]ct|[Bb]ook|[Vv]olume|[Ss]ection|[Aa]rticle|[Pp]hase|[Tt]ype|[Ll]evel"
    rf"|[Ss]tage|[Ww]ar|[Ff]igure|[Tt]able|[Aa]ppendix|[Tt]itle|[Cc]lass|[Ss]cene)\s{_ROMAN}"
)
_RULER = re.compile(
    r"\b(?P<of>Henry|Louis|George|Elizabeth|Charles|James|Edward|Richard|William|Philip|John|Paul|Benedict|Pius"
    rf"|Leo|Alexander|Catherine|Peter|Nicholas|Frederick|Napoleon|Rameses|Francis|Mary|Gregory)\s{_ROMAN}"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_HASHTAG = re.compile(r"(?<![\w&])#(?=[^\W\d_])")
_HANDLE = re.compile(r"(?<![\w.])@\s?(?=\w)")
_CALL = re.compile(r"(?<=\w)\(\)")
_OPERATORS = {
    "===": " equals ",
    "==": " equals ",
    "!=": " is not equal to ",
    "<=": " is at most ",
    ">=": " is at least ",
    "->": " to ",
    "=>": " to ",
    "&&": " and ",
    "||": " or ",
    "::": " ",
    "+=": " plus equals ",
}
_OPERATOR = re.compile(rf"\s?(?<![=<>!&|:+-])({_any(_OPERATORS)})(?![=<>&|:+-])\s?")
_PLUS_PLUS = re.compile(r"(?<=\b[A-Za-z])\+\+")
_SHARP = re.compile(r"(?<=\b[A-G])#(?!\w)")
_FLAG = re.compile(r"(?<!\S)(?:--(?=[A-Za-z])|-(?=[A-Za-z](?![A-Za-z])))")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_SNAKE = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_ASSIGNED = re.compile(r"(?<=\w)=(?=[\w\"'])")

TITLES = frozenset(title.rstrip(".") for title in _TITLES) | frozenset(_TITLES.values())
"""What stands before a name, written short without its full stop, and in full."""
FORMS = (_NUMBERED, _PART, _RULER)
"""How a number belongs to the word before it."""


def read(text: Rewriting) -> None:
    """Words for abbreviations and Roman numerals."""
    text.sub(_NUMBERED, lambda match: f"{_BEFORE_NUMBER[match['word']]} ")
    text.sub(_TITLE, lambda match: _TITLES[match[0]])
    text.sub(_ABBREVIATION, _abbreviation)
    text.sub(_PART, _part)
    text.sub(_RULER, _ruler)


def read_code(text: Rewriting) -> None:
    """Words for tags, names and signs as programs write them."""
    text.sub(_PLUS_PLUS, " plus plus")
    text.sub(_SHARP, " sharp")
    text.sub(_HASHTAG, "hashtag ")
    text.sub(_HANDLE, "at ")
    text.sub(_CALL, "")
    text.sub(_OPERATOR, lambda match: _OPERATORS[match[1]])
    text.sub(_FLAG, lambda match: "dash " * len(match[0]))
    text.sub(_ASSIGNED, " equals ")
    text.sub(_SNAKE, " ")
    text.sub(_CAMEL, " ")


def _abbreviation(match: re.Match[str]) -> str:
    """An abbreviation's words, and its full stop too where it ends the sentence."""
    written = match[0].rstrip()
    ends = match["last"] is not None and written in _CLOSING
    return _PLAIN[written] + "." * ends + match[0][len(written) :]


def _part(match: re.Match[str]) -> str | None:
    if match["roman"] in _SIZES and match["of"].lower() in _SIZED:
        return None
    value = _value(match["roman"])
    return None if value is None else f"{match['of']} {numerals.cardinal(value)}"


def _ruler(match: re.Match[str]) -> str | None:
    value = _value(match["roman"])
    return None if value is None else f"{match['of']} the {numerals.ordinal(value)}"


def _value(roman: str) -> int | None:
    """The number, None where the letters are none."""
    if not _NUMERAL.fullmatch(roman):
        return None
    values = [_ROMAN_VALUES[numeral] for numeral in roman]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))
