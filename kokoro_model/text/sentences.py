"""Where the first sentence of a text ends, told from as little of what follows as possible.

Rules:

- The answer depends on the text alone, never on the pieces it came in: where more text could change it, it is
  "not known yet".
- A blank line ends a sentence; so does a line end before a list item, a heading, a quote or a table row, or
  after a heading. Any other line end does where the line was ended on purpose (`lines`).
- `!` and `?` end it as soon as white space follows; full-width stops (`。！？`) need no white space. In Japanese a
  quote goes on with the particle that tells it: 「…。」と.
- After an ellipsis, a closing quote or the mark of a note the next character tells: a small letter goes on with the
  sentence, anything else ends it, a line end too.
- A full stop ends it as soon as white space follows, unless sentencex knows the word before it as an
  abbreviation or an initial: then the next word decides, again by sentencex. Decimals, addresses and versions
  are never cut. Where it makes an ordinal of the digits before it, as in German, the words beside them decide.
- A number or a letter that opens a list (`1.`, `b.`, `iv.`) is no sentence, nor is what has no letter or digit.

sentencex (Wikimedia, Rust, 0.8 ms to import, linear) judges whole texts only, so the streaming is ours. It
sees two words before the full stop and one after, without opening brackets and quotes: with more, its answers
on abbreviations get worse. Those that the language's data has (`normalize.language`) are told by the next character: a
title goes on with a letter, a word before numbers with a digit or a Roman one, any other with a small letter, and
where it seldom ends a sentence with a digit, too. A few more stand in `_ABBREVIATIONS` and never end a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import sentencex

from kokoro_model.text.lines import Lines
from kokoro_model.text.normalize.classes.enumerations import ROMAN
from kokoro_model.text.normalize.languages import base_language, load
from kokoro_model.text.rules import Barrier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kokoro_model.text.marks import Marks
    from kokoro_model.text.normalize.language import Language

CLOSERS = "\"'”’»›)\\]}」』】）》*_~`="
_CANDIDATE = re.compile(
    rf"(?P<wide>[。！？｡]+[{CLOSERS}]*)"
    rf"|(?P<stop>[.!?…‽؟۔।॥։።]+[{CLOSERS}]*)(?P<note>(?:\[[0-9^][^\[\]\s]{{0,16}}\]){{1,20}})?(?=\s|\Z)"
    r"|(?P<white>\s{2,}|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|\s\Z)"
)
BLANK_LINE = re.compile(r"\r\n[^\S\n]*\n|\n[^\S\n]*\n|\r[^\S\r\n]*\r|[\f\u2029]")
_NEW_LINE = re.compile("\n")
_LINE_END = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_BLOCK = re.compile(
    rf"(?:[-*+•‣◦–—>|]|#{{1,6}}|\d{{1,3}}[.)]|\(?(?:[A-Za-z]|\d{{1,2}}|(?i:{ROMAN}))\)|(?:{ROMAN})\.)\s|[|>]|```|~~~"
)
_BLOCK_REACH = 8
_LIST_MARK = re.compile(rf"\W*(?:\d{{1,3}}|[^\W\d_]|{ROMAN})\.")
_SPOKEN = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(r"\s+(\S{1,32})")
_WIDEST_GAP = 256
"""White space longer than this, in characters, ends a sentence."""
_TAIL = 40
"""Most characters before a full stop that sentencex gets to see."""
_OPENERS = "([{<\"'“‘«¿¡*_~`"
_LATIN = {"ch", "dr", "fig", "mr", "mrs", "ms", "no", "p", "pp", "prof", "st", "ver", "vol"}
"""Abbreviations of English in languages without an alphabet."""
_ABBREVIATIONS: dict[str, set[str]] = {
    "en": {"approx", "ch", "ed", "eds", "eq", "incl", "max", "resp", "tel", "vol", "vols"},
    "es": {"D"},
    "fr": {
        *("J.-C", "M", "Me", "Mgr", "Mlle", "Mlles", "Mme", "Mmes", "St", "Ste", "gén"),
        *("appt", "apt", "av", "bd", "boul", "bât", "chem", "imp", "no", "rte", "réf", "tél"),
        *("avr", "févr", "fév", "janv", "juil"),
    },
    "hi": {
        *("डॉ", "श्री", "ई", "ई.पू", "पू", "वि", "सं", "वि.सं", "प्र", "उ.प्र", "म.प्र", "हि.प्र"),
        *("प्रा", "प्रा.लि", "लि", "कं", "रु", "रू", "नि", "मो", "जि", "तह", "उदा", "Rs"),
        *("कि.मी", "से.मी", "मी", "कि.ग्रा", "ग्रा", "ली"),
    },
    "it": {"S", "pag", "vol"},
    "ja": _LATIN,
    "pt": {"D", "R", "pág", "vol"},
    "zh": _LATIN,
}
_WORDS: dict[str, set[str]] = {
    "fr": {"art", "sec", "vol"},
    "es": {"bien", "con", "da", "di", "ex", "mar", "no", "pro", "sub", "un"},
    "it": {
        *("ai", "al", "bar", "con", "fa", "fai", "fin", "fra", "in", "mai", "mar", "me", "mi", "no", "re", "su", "te"),
        *("top", "va", "via"),
    },
}
"""Words that sentencex takes for abbreviations, though they end sentences more often."""
_ELISION = re.compile(r"[^\W\d_]{1,5}['’](?=[^\W\d_])")
_INITIALS = re.compile(r"[^\W\d_]\.-[^\W\d_]\.")
_HALF_DAYS = ("a.m.", "p.m.", "A.M.", "P.M.", "m.")
_ROMAN = frozenset("IVXLCDM")
_NUMBER = "0123456789.,:"
_ANSWER = "No."
"""A word before numbers that is a whole sentence as well."""
_BEFORE_LATIN = re.compile(r".*[\u2e80-\uffef](?=[A-Za-z])")
_QUOTED = re.compile("って|など|と(?!ても|ころ|にかく|きどき|うとう|りあえず|はいえ|もだち|なり|おり|しょ)")
_QUOTED_REACH = 6
_NO_LINES = Lines()
_STRANGER = "Xavr"
"""A capitalised word of no language: after it sentencex goes by the word before alone."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`end`: where the first sentence ends, None where not known; `clear`: no end lies before this index."""

    end: int | None
    clear: int


class Sentences:
    """Finds sentence ends in texts of one language (`en-us`, `fr-fr`, `cmn`: espeak's names)."""

    def __init__(self, lang: str) -> None:
        self._lang = base_language(lang)
        self._language = load(lang)
        self._abbreviations = _abbreviations(self._language)
        self._barrier = Barrier()

    def scan(self, text: str, marks: Marks, reach: int, *, closed: bool, lines: Lines = _NO_LINES) -> Scan:
        """Look for an end that begins before `reach`.

        `closed` says that `text` is complete as it stands, and `lines` what lines there were before it.
        """
        clear = min(reach, marks.open_from)
        for found in _CANDIDATE.finditer(text):
            if found.start() >= clear:
                break
            if marks.around(found.start()) is not None:
                continue
            ends = self._judge(text, found, lines, closed=closed)
            if ends is None:
                return Scan(None, found.start())
            if ends:
                return Scan(found.start() if found.lastgroup == "white" else found.end(), found.start())
        return Scan(None, clear)

    def _judge(self, text: str, found: re.Match[str], lines: Lines, *, closed: bool) -> bool | None:
        """Whether the sentence ends at `found`; None: not known yet."""
        if found.lastgroup == "white":
            ends = _white_ends(text, found, closed=closed)
            if ends is not False or not _NEW_LINE.search(text, *found.span()):
                return ends
            return lines.ends(text, *found.span(), self._language, closed=closed)
        if found.end() == len(text):
            return True if closed else None
        if found.lastgroup == "wide":
            return self._wide_ends(text, found, closed=closed)
        return self._stop_ends(text, found, closed=closed)

    def _wide_ends(self, text: str, found: re.Match[str], *, closed: bool) -> bool | None:
        """A full-width stop, which ends a sentence, but not before the particle that tells a quote in Japanese."""
        if self._lang != "ja" or len(found[0]) < 2 or found[0][-1] not in CLOSERS:
            return True
        if len(text) - found.end() < _QUOTED_REACH and not closed:
            return None
        return _QUOTED.match(text, found.end()) is None

    def _stop_ends(self, text: str, found: re.Match[str], *, closed: bool) -> bool | None:
        if not _SPOKEN.search(text, 0, found.start()) or _LIST_MARK.fullmatch(text, 0, found.end()):
            return False
        stop = found["stop"]
        if stop in {"!", "?"} or (stop != "." and set(stop) <= set("!?")):
            return True
        if stop == "." and not found["note"]:
            return self._full_stop_ends(text, found.end(), closed=closed)
        return _goes_on_large(text, found.end(), closed=closed)

    def _full_stop_ends(self, text: str, end: int, *, closed: bool) -> bool | None:
        words = [_BEFORE_LATIN.sub("", word.lstrip(_OPENERS)) for word in text[max(0, end - _TAIL) : end].split()[-2:]]
        last = _ELISION.sub("", words[-1])
        if _INITIALS.fullmatch(last) or {last[:-1], last[:-1].lower()} & _ABBREVIATIONS.get(self._lang, set()):
            return False
        if self._language.ordinal_stop and words[-1][:-1].isdecimal():
            return self._ordinal_stop_ends(text, words, end, closed=closed)
        if (goes_on := self._goes_on(text, words, end, closed=closed)) is not False:
            return False if goes_on else None
        if words[-1][:-1].lower() in _WORDS.get(self._lang, set()):
            return True
        return self._splits_there(text, " ".join(words), end, closed=closed)

    def _splits_there(self, text: str, before: str, end: int, *, closed: bool) -> bool | None:
        """What sentencex tells of the words before a full stop, and of the one behind where those leave it open."""
        if self._splits(before, _STRANGER):
            return True
        following = _NEXT_WORD.match(text, end)
        gap_end = following.start(1) if following else len(text)
        if BLANK_LINE.search(text, end, gap_end):
            return True
        if not following or (following.end() == len(text) and not closed):
            return closed or None
        return self._splits(before, following[1])

    def _ordinal_stop_ends(self, text: str, words: list[str], end: int, *, closed: bool) -> bool | None:
        """Whether a full stop behind digits does more than make an ordinal: the words beside them tell."""
        if words[0].lower() in self._language.before_ordinals:
            return False
        following = _NEXT_WORD.match(text, end)
        if not following or (following.end() == len(text) and not closed):
            return closed or None
        word = following[1].rstrip(".,;:!?")
        return not word[0:1].islower() and word.lower() not in self._language.month_numbers

    def _goes_on(self, text: str, words: list[str], end: int, *, closed: bool) -> bool | None:
        """Whether the last word is an abbreviation behind which the sentence goes on; None: not known yet."""
        with_next = self._with_next(words[-1])
        if with_next is None or words == [_ANSWER]:
            return False
        following = _NEXT_WORD.match(text, end)
        if BLANK_LINE.search(text, end, following.start(1) if following else len(text)):
            return False
        first = following[1].lstrip(_OPENERS)[:1] if following else ""
        if not first and not closed and (not following or following.end() == len(text)):
            return None
        return with_next(first)

    def _with_next(self, word: str) -> Callable[[str], bool] | None:
        """What tells from the next character that the sentence goes on behind this word; None where it is no help.

        A unit or half of a day may stand at its number, and a Roman numeral may be an ordinal.
        """
        if len(word) > 2 and set(word[:-1]) <= _ROMAN:
            return str.islower
        return self._abbreviations.get(word) or self._abbreviations.get(word.lstrip(_NUMBER))

    def _splits(self, before: str, word: str) -> bool:
        pair = f"{before} {word}".encode("utf-8", "replace").decode()
        sentences = self._barrier.attempt("sentences", lambda: sentencex.segment(self._lang, pair), lambda: [pair])
        return len(sentences) > 1 and len(sentences[-1]) == len(word)


@cache
def _abbreviations(language: Language) -> Mapping[str, Callable[[str], bool]]:
    """The language's abbreviations, each with what tells from the next character that the sentence goes on."""
    kinds: tuple[tuple[Iterable[str], Callable[[str], bool]], ...] = (
        (language.abbreviations, _is_small),
        ((f"{month}." for month in language.month_forms), _is_small),
        ((*language.closing, *_HALF_DAYS, *(f"{unit}." for unit in language.units)), str.islower),
        (language.titles, str.isalpha),
        (language.number_words, lambda char: char.isdecimal() or char in _ROMAN),
    )
    return {word.split()[-1]: goes_on for words, goes_on in kinds for word in words if word.endswith(".")}


def _is_small(char: str) -> bool:
    """Whether it is a small letter or a digit, with which few sentences begin."""
    return char.islower() or char.isdecimal()


def parts_paragraphs(white: str) -> bool:
    """Whether white space between two sentences has a blank line."""
    return BLANK_LINE.search(white) is not None


def begins_line(white: str) -> bool:
    """Whether a line begins behind white space."""
    return _LINE_END.search(white) is not None


def _goes_on_large(text: str, end: int, *, closed: bool) -> bool | None:
    """Whether what follows an ellipsis or a closing quote is a line end, or anything but a small letter."""
    for char in text[end : end + _WIDEST_GAP]:
        if not char.isspace():
            return not char.islower()
        if _LINE_END.match(char):
            return True
    return True if closed or len(text) - end >= _WIDEST_GAP else None


def _white_ends(text: str, found: re.Match[str], *, closed: bool) -> bool | None:
    """A blank line or a very wide gap ends a sentence; one line end may, by the lines before and after it."""
    start, end = found.span()
    if end - start >= _WIDEST_GAP or BLANK_LINE.search(text, start, end):
        return True
    if end == len(text):
        return True if closed else None
    if not _LINE_END.search(text, start, end):
        return False
    if text.startswith("#"):
        return True
    if len(text) - end < _BLOCK_REACH and not closed:
        return None
    return _BLOCK.match(text, end) is not None
