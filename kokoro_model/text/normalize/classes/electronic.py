"""Web addresses, e-mail addresses, paths and file names, read sign by sign, so that they can be typed.

Of a web address with a long path the host alone is read. In a name, what cannot be pronounced is put in capitals,
which engines spell.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Letters and signs that no address is written in, and that text goes on with right behind one."""
_LETTER = rf"^\W{_WIDE}"
_SIGN = rf"[^\s<>\"”{_WIDE}]"
_LABEL = rf"(?:[{_LETTER}]|-){{1,63}}"
_HOST_WITH_PORT = (
    r"(?:localhost|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.(?:app|com|dev|edu|gov|io|lan|local|net|org))"
)
ADDRESS = re.compile(
    rf"(?<![{_LETTER}])(?<![@/])(?:"
    rf"(?:https?|ftp|file|git|ssh)://{_SIGN}{{1,2000}}"
    rf"|(?:mailto:)?(?:[{_LETTER}]|[.+-]){{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}(?:/{_SIGN}{{0,2000}})?"
    rf"|www\.{_SIGN}{{1,2000}}"
    rf"|{_HOST_WITH_PORT}:[0-9]{{1,5}}(?!\w)(?:/{_SIGN}{{0,2000}})?"
    rf"|localhost/{_SIGN}{{0,2000}}"
    rf"|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}(?::[0-9]{{1,5}})?/{_SIGN}{{1,2000}}"
    rf"|(?<!\S):[0-9]{{2,5}}(?:/{_SIGN}{{0,2000}}|(?<=[0-9]{{4}})(?!\w))"
    rf"|[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,8}}\.[a-z]{{2,24}}/{_SIGN}{{0,2000}}"
    r")",
    re.IGNORECASE,
)
"""Something that is no word of a language, and in which no word is looked for."""

_NAME = r"[\w.@+-]{0,254}[\w@+]"
_PATH = re.compile(
    rf"(?<![\w/.~])(?:~|\.{{1,2}})?(?:/{_NAME}){{2,40}}/?(?![\w/])|(?<!\S)(?:~|\.{{1,2}})/{_NAME}(?![\w/])"
)
_DOTTED = (
    r"(?P<dot>(?<=[a-z_]{3})\.(?=[ch](?![A-Za-z0-9_]))"
    r"|(?<=[A-Za-z0-9_])\.(?=[a-z]{2,24}(?![A-Za-z0-9_]))|(?<=[a-z]{2})\.(?=[A-Z][a-z]))"
)
_CODE = (
    r"(?:cc?|cfg|conf|cpp|cs|css|go|hp{0,2}|html|ini|java|json|jsx?|kt|log|lua|md|mjs|php|pl|py|rb|rs|scala|scss|sh|sql|"
    r"swift|toml|tsx?|txt|vue|xml|ya?ml|zig)"
)
"""The ends of names of files with lines."""
_LINE = re.compile(rf"(?<=\w)\.{_CODE}(?P<place>:(?P<line>[0-9]{{1,7}})(?::(?P<column>[0-9]{{1,5}}))?)(?!\w|:\w)")
_RELATIVE = re.compile(rf"(?<![\w/.~@\\-])(?:[\w.-]{{1,64}}/){{1,20}}[\w.-]{{1,64}}\.{_CODE}(?![\w/])")
_DRIVE = re.compile(rf"(?<![\w\\])[A-Za-z]:\\(?:{_NAME}\\){{0,40}}(?:{_NAME})?")
_PARTS = re.compile(r"(?P<letters>[^\W\d_]+)|(?P<digits>[0-9]+)|.", re.DOTALL)
_SCHEME = re.compile(r"(?:[a-z]+://|mailto:)?(?:www\.)?", re.IGNORECASE)
_VOWEL = re.compile(r"[^\x00-\x7f]|[aeiouy]", re.IGNORECASE)
_TAIL = ".,;:!?…'’*_~|]}"
_LONGEST_PATH = 60
"""Characters behind the host."""
_SAID = frozenset({"biz", "com", "gov", "info", "net", "org"})
"""The ends of hosts that are words."""
_LAST = (
    r"(?:aero|app|biz|com|coop|dev|edu|eu|gob|gov|gouv|info|int|io|mil|mobi|museum|name|net|org|tv|ai|"
    r"ar|at|au|be|bo|br|ca|ch|cl|cn|co|cr|cu|cz|de|dk|do|ec|es|fi|fr|gt|hn|ie|in|it|jp|kr|mx|ni|nl|no|nz|pa|pe|pl|pt|"
    r"py|ru|se|sv|uk|us|uy|ve)"
)
_HOST = re.compile(rf"(?<![\w@./-])(?:[A-Za-z0-9-]{{1,63}}\.){{1,6}}{_LAST}(?![\w@/-]|\.\w)")
"""A host without a scheme, by its last label."""
_FILE = re.compile(
    r"(?<![\w@./\\-])[A-Za-z0-9_-]{1,100}\.(?:avi|bmp|csv|docx?|exe|gif|html?|jpe?g|json|mov|mp[34]|odt|pdf|png|pptx?|py|"
    r"rar|svg|txt|wav|xlsx?|xml|zip)(?![\w@/-]|\.\w)"
)
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z0-9_]{1,40}(?![\w@]|[.-]\w)")


def forms(_: Language) -> tuple[re.Pattern[str], ...]:
    """How an address of any kind is written."""
    return (ADDRESS, _PATH)


def read(text: Rewriting, language: Language) -> None:
    """Words for addresses, in languages that have them for the signs."""
    if not language.electronic:
        return
    text.sub(ADDRESS, lambda match: _address(match[0], language))
    text.edit([edit for match in _LINE.finditer(text.text) for edit in _line(match, language)])
    if language.spells_names:
        text.sub(_HOST, lambda match: _spell(match[0], language))
        text.sub(_HANDLE, lambda match: _spell(match[0], language).lstrip())
    if language.letter_names:
        text.sub(_FILE, lambda match: _spell(match[0], language))
    if language.paths:
        text.sub(_RELATIVE, lambda match: _spell(match[0], language, spelled=False))
        text.sub(_PATH, lambda match: _spell(match[0], language, spelled=False))
        if "\\" in language.electronic:
            text.sub(_DRIVE, lambda match: _spell(match[0], language, spelled=False))
        text.sub(_dotted(language), lambda match: _dot(match, language))


@cache
def _dotted(language: Language) -> re.Pattern[str]:
    """Full stops inside of names, and the abbreviations and ordinals that have some, which stay as they are."""
    written = (*language.abbreviations, *language.titles, *language.number_words)
    kept = any_of(word for word in written if "." in word[:-1] and " " not in word)
    ordinal = rf"|[0-9]{{1,15}}(?:{language.ordinal_suffix})" if language.ordinal_suffix else ""
    return re.compile(rf"(?<![\w.])(?:{kept}{ordinal})(?!\w)|{_DOTTED}")


def _dot(match: re.Match[str], language: Language) -> str | None:
    if match["dot"] is None:
        return None
    return ". " if match.string[match.end()].isupper() else f" {language.electronic['.']} "


def _line(match: re.Match[str], language: Language) -> list[tuple[int, int, str]]:
    """Words for the line and the column behind the name of a file."""
    words = language.code_words
    if words is None:
        return []
    places = [words.line.format(language.whole(match["line"]))]
    if match["column"]:
        places.append(words.column.format(language.whole(match["column"])))
    return [(*match.span("place"), "".join(f", {place}" for place in places))]


def _address(written: str, language: Language) -> str:
    tail = _tail(written)
    address = written[: len(written) - len(tail)].removeprefix("mailto:")
    scheme = _SCHEME.match(address)
    assert scheme
    host = re.split("[/?#]", address[scheme.end() :], maxsplit=1)[0]
    if len(address) - scheme.end() - len(host) > _LONGEST_PATH:
        return _spell(host, language) + tail
    if address[scheme.end() + len(host) :] == "/":
        address = address[:-1]
    end = scheme.end() + len(host)
    return _spell(address[:end], language) + _spell(address[end:], language, spelled=False) + tail


def _tail(address: str) -> str:
    """The punctuation after an address that belongs to the sentence around it."""
    bare = address.rstrip(_TAIL)
    while bare.endswith(")") and "(" not in bare:
        bare = bare[:-1].rstrip(_TAIL)
    return address[len(bare) :]


def _spell(address: str, language: Language, *, spelled: bool = True) -> str:
    """Words for an address or a part of one; without `spelled` its names are words rather than letters."""
    words = [_part(part, language, spelled=spelled) for part in _PARTS.finditer(address)]
    return "".join(words).replace("  ", " ")


def _part(part: re.Match[str], language: Language, *, spelled: bool) -> str:
    if part["digits"]:
        before, after = part.string[part.start() - 1 : part.start()], part.string[part.end() : part.end() + 1]
        words = _digits(part[0], language) if language.grammar else part[0]
        return f"{' ' * before.isalpha()}{words}{' ' * after.isalpha()}"
    if part["letters"]:
        return _letters(part, language, spelled=spelled)
    word = language.electronic.get(part[0])
    return f" {word} " if word else part[0]


def _digits(digits: str, language: Language) -> str:
    """Digit by digit, but for what is short and round."""
    return language.whole(digits) if len(digits) <= 4 and digits.endswith("00") else language.digits(digits)


def _letters(part: re.Match[str], language: Language, *, spelled: bool) -> str:
    name = part[0]
    if name.lower() in language.electronic_names:
        return language.electronic_names[name.lower()]
    if language.spells_names and name.isascii():
        letters = (language.letter_names.get(letter, letter) for letter in name.upper())
        return name if name.lower() in _SAID and not language.letter_names else " ".join(letters)
    as_letters = spelled and name.isascii() and (len(name) == 1 or not _VOWEL.search(name) or _is_code(part))
    return name.upper() if as_letters else name


def _is_code(part: re.Match[str]) -> bool:
    """Whether it is the label of a host that has two letters, or the short last one."""
    before, after = part.string[part.start() - 1 : part.start()], part.string[part.end() : part.end() + 1]
    if before not in {".", ""} or after not in {".", ""}:
        return False
    return len(part[0]) <= (2 if after else 3) and part[0].lower() not in _SAID
