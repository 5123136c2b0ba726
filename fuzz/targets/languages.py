"""Languages by paragraph: nothing lost or doubled, known before it is asked for, and it always ends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fuzz import inputs
from kokoro_model.text.identification import SPOKEN, Languages, words_of
from kokoro_model.text.multilingual import MultilingualSegmenter
from kokoro_model.text.segmenter import Segmenter

if TYPE_CHECKING:
    from kokoro_model.text.segmenter import Segment

WORDS = (
    "\n\n", "\r\n\r\n", "\n \n", "\f", "\u2029", ". ", "。",
    "Quand le train est enfin arrivé, personne ne pouvait plus descendre",
    "Als der Zug endlich einfuhr, konnte niemand mehr aussteigen",
    "火车终于进站的时候，站台上已经挤满了人",
    "जब रेलगाड़ी आख़िरकार आई", "Oui.", "`", "```", "<b>", "https://a.b/c", "foo_bar", "x=1", "[word](/wɜːd/)",
    "\u0301", "\u200d", "\udcff", "\0",
)  # fmt: skip
_OWN = ("en-us", "en-gb", "fr-fr", "ja", "de", "nl")
_SPOKEN = frozenset(SPOKEN.values())


def check(data: bytes) -> None:
    """How it is cut and where it counts as complete, then a text."""
    choices, rest = inputs.split(data, 6)
    own = _OWN[choices[0] % len(_OWN)]
    begins_in = ("", "", "", own, "fr-fr", "cmn")[choices[1] % 6]
    whole, flushes = choices[2] % 2 == 1, choices[3]
    text = inputs.text(rest)
    words, _ = words_of(text)
    assert all(word in text for word in words)
    made = MultilingualSegmenter(Segmenter(lang=own), own, _languages(own), begins_in)
    found: list[Segment] = []
    for at, piece in enumerate(inputs.cut(text, choices[4:])):
        made.feed(piece)
        if flushes >> at % 8 & 1:
            made.flush()
        _drain(made, found, whole=whole)
    made.end()
    _drain(made, found, whole=whole)
    assert not made.pending
    _check_cover(found, text, {own, begins_in or own, *_SPOKEN})


@cache
def _languages(own: str) -> Languages:
    return Languages(own, _SPOKEN)


def _drain(made: MultilingualSegmenter, found: list[Segment], *, whole: bool) -> None:
    """All there is; the language of each was known before."""
    while True:
        lang = made.lang
        segment = made.next(whole=whole)
        if segment is None:
            return
        assert segment.lang == lang
        found.append(segment)


def _check_cover(segments: list[Segment], text: str, languages: set[str]) -> None:
    """Each character that is not white space is in one segment, in its place, in a language that can be spoken."""
    end = sentence = 0
    for segment in segments:
        assert segment.start == end
        assert segment.text == text[segment.start : segment.end].strip() != ""
        assert segment.sentence == sentence
        assert segment.lang in languages
        end, sentence = segment.end, sentence + segment.ends
    assert not text[end:].strip(), "the end is lost"
