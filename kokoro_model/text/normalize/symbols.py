"""Characters that no engine should meet, quotes of every kind, emoji, and signs that stand for words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_UNSPEAKABLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffc"  # marks of layout that are not seen
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"  # no characters, or nobody's
    "]+"
)
_BASE = "[\u231a-\u23ff\u25aa-\u25fe\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_DRESS = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]{0,2}"
_EMOJI = re.compile(
    rf"\s?(?P<one>[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_BASE}{_DRESS}[\U000e0020-\U000e007f]{{0,8}}"
    rf"(?:\u200d{_BASE}{_DRESS}){{0,6}})(?:\s?(?P=one))*\s?"
)
_FIRST_EMOJI = "\u231a"
_DRESSING = re.compile("[\ufe0e\U0001f3fb-\U0001f3ff]")
_NAMED_IN = {"en", "es", "fr", "it", "ja", "pt", "zh"}
_QUOTES = re.compile("[“”„‟«»‹›〝〞″]")
_APOSTROPHES = re.compile("[‘’‚‛′´`ʼ＇](?=\\w)|(?<=\\w)[‘’‛′´ʼ＇]|[‘’‚‛]")
_RULES = re.compile(r"([-=_*~#+─━═])\1{2,}|[\u2500-\u259f]+")
_SHOUTS = re.compile(r"([!?])\1+")
_DASHES = re.compile(r"(?<=\w)\s?--\s?(?=\w)")
_LEFTOVER = re.compile(r"[*`~^|\\<>{}]+|(?<![^\W_])_+|_+(?![^\W_])|(?<!\w)#(?!\w)")
_COMPATIBLE = re.compile(
    "[\u2080-\u2089\u2160-\u217f\u2460-\u24ff\u3200-\u33ff\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U0001d400-\U0001d7ff]|(?![0-9])\\d"
)
_MARKUP = re.compile(r"#(?=[*_`~|<>])|(?<=[*_`~|<>])#")
"""A sign that has a name, where it is one of a row of signs that have none."""
_BETWEEN_DIGITS = re.compile(
    "(?<=[\uff10-\uff19])(?:[\uff0d-\uff0f\uff1a]|\uff0c(?=[\uff10-\uff19]{3}(?![\uff10-\uff19])))(?=[\uff10-\uff19])"
)
"""Signs as wide as the digits beside them; a comma is one of a list, unless it parts a group."""
_WIDE = "[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_BETWEEN_WIDE = re.compile(f"(?<={_WIDE}) +(?={_WIDE})")
_WHITE = re.compile(r"\s{2,}|[^\S ]")
_LOOSE = re.compile(r" (?=[,.;:!?]+(?:\s|\Z))")


def clean(text: Rewriting) -> None:
    """Drop what cannot be spoken in any language: control characters, lone surrogates, marks not seen."""
    text.sub(_UNSPEAKABLE, "")


def unquote(text: Rewriting) -> None:
    """Straight quotes for quotes of every kind."""
    text.sub(_QUOTES, '"')
    text.sub(_APOSTROPHES, "'")


def name_emoji(text: Rewriting, lang: str) -> None:
    """Names for emoji, one for a row of the same; in languages without names they are dropped."""

    def named(match: re.Match[str]) -> str:
        name = _emoji_name(match["one"], lang)
        before, after = (
            match.string[max(0, match.start() - 1) : match.start()],
            match.string[match.end() : match.end() + 1],
        )
        if not name:
            return " " if match[0].strip() != match[0] or after.isalnum() else ""
        return f"{',' * before.isalnum()} {name}{', ' * (after.isalnum() or after > _FIRST_EMOJI)}"

    text.sub(_EMOJI, named)


@lru_cache(maxsize=512)
def _emoji_name(emoji: str, lang: str) -> str:
    """The name that Unicode's CLDR gives it in a language, without skin tones; empty if it has none."""
    if lang not in _NAMED_IN:
        return ""
    from emoji import demojize

    bare = _DRESSING.sub("", emoji)
    name: str = demojize(bare, delimiters=("", ""), language=lang)
    if name != bare:
        return name.replace("_", " ")
    return unicodedata.name(bare[0], "").lower() if bare and lang == "en" else ""


def name_signs(text: Rewriting, language: Language) -> None:
    """Words for signs that stand for words."""
    sign, spaced = _signs(language)
    text.sub(_MARKUP, " ")
    text.sub(sign, lambda match: f" {language.signs[match[1]]} ")
    text.sub(spaced, lambda match: f" {language.spaced_signs[match[1]]} ")


@cache
def _signs(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    sign = rf"\s?({any_of(language.signs)})\s?"
    spaced = rf"(?<=\w) ({any_of(language.spaced_signs)}) (?=\w)"
    return re.compile(sign), re.compile(spaced)


def decompose(text: Rewriting) -> None:
    """Plain letters and digits for those of other widths and styles, ligatures, and digits of other alphabets."""
    text.sub(_BETWEEN_DIGITS, lambda match: unicodedata.normalize("NFKC", match[0]))
    text.sub(_COMPATIBLE, lambda match: _plain_form(match[0]))


@lru_cache(maxsize=512)
def _plain_form(char: str) -> str:
    if "\u2160" <= char <= "\u217f" or char.isdecimal():  # Roman numerals of one character, and other digits
        return str(int(unicodedata.numeric(char)))
    return unicodedata.normalize("NFKC", char)


def calm(text: Rewriting) -> None:
    """One sign in place of a row of them, and none in place of a drawn line."""
    text.sub(_RULES, " ")
    text.sub(_SHOUTS, lambda match: match[1])
    text.sub(_DASHES, " — ")


def close_up(text: Rewriting, language: Language) -> None:
    """Drop the spaces that the rules before have put in, in languages that have none between words."""
    if not language.spaced:
        text.sub(_BETWEEN_WIDE, lambda match: "" if text.is_put_in(match.start()) else None)


def tidy(text: Rewriting) -> None:
    """Drop the signs that nothing gave a meaning, and all white space but single spaces."""
    text.sub(_LEFTOVER, lambda match: " " if match[0][0] in "|\\<>{}~^" else "")
    text.sub(_WHITE, " ")
    text.sub(_LOOSE, "")
