"""What signs are called, and which are said at which level.

speech-dispatcher ships a dictionary of signs for each language and mostly reads them into the text itself. Where it
has not, for a client without a language as an example, the same dictionaries are used here.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "/usr/share/speech-dispatcher/locale"
LEVELS = ("none", "some", "most", "all")
"""Of punctuation that is said, from nothing to everything."""
_OTHER_NAMES = {"cmn": "zh"}
_KEPT = frozenset(".,;:?!…。，、；：？！")
"""What a voice takes its breath and melody from, besides being said."""
_ESCAPES = {"\\0": "\0", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\f": "\f", "\\#": "#", "\\\\": "\\"}


class Symbols:
    """The dictionaries below `folder`, each read when it is needed first."""

    def __init__(self, folder: str = FOLDER) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, tuple[str, str]]] = {}  # by language: name and level of each sign

    def name(self, sign: str, lang: str) -> str:
        """What a single character is called; letters and digits are called by themselves."""
        if sign.isalnum():
            return sign
        name, _ = self._of(lang).get(sign, ("", ""))
        return name or unicodedata.name(sign, "").lower()

    def said(self, text: str, mode: str, lang: str) -> str:
        """The text with the names of the signs that are said at that level of punctuation."""
        if mode == "none":
            return text
        known, said = self._of(lang), LEVELS[1 : LEVELS.index(mode) + 1]
        pieces = []
        for at, sign in enumerate(text):
            name, level = known.get(sign, ("", ""))
            if not name or sign.isspace() or level not in said or _inside_word(text, at):
                pieces.append(sign)
            else:
                pieces.append(f" {name}{sign if sign in _KEPT else ''} ")
        return "".join(pieces)

    def _of(self, lang: str) -> dict[str, tuple[str, str]]:
        if lang not in self._read:
            main = lang.partition("-")[0]
            base = dict(_lines(f"{self._folder}/base/symbols.dic"))
            known = dict(_lines(f"{self._folder}/{_OTHER_NAMES.get(main, main)}/symbols.dic"))
            levels = {sign: level for sign, (_, level) in base.items()}
            merged = {sign: (name, level or levels.get(sign, "all")) for sign, (name, level) in known.items()}
            self._read[lang] = merged or base
        return self._read[lang]


def _inside_word(text: str, at: int) -> bool:
    """Whether it is the apostrophe of a word such as don't."""
    return (
        text[at] in "'\N{RIGHT SINGLE QUOTATION MARK}"
        and text[at - 1 : at].isalpha()
        and text[at + 1 : at + 2].isalpha()
    )


def _lines(path: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The single characters of a dictionary: each with its name and level, which may be empty."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\nsymbols:\n", 1)[-1].split("\n")
    except (OSError, ValueError):
        return
    for line in lines:
        fields = line.split("\t")
        sign = _ESCAPES.get(fields[0], fields[0])
        if len(sign) == 1 and len(fields) > 1 and fields[0] != "#":
            yield sign, (fields[1], fields[2] if len(fields) > 2 and fields[2] != "-" else "")
