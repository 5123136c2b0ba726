"""SSML: text comes out as it was, breaks are pauses that the model knows, and nothing grows without bounds."""

from __future__ import annotations

import pyexpat
from xml.sax.saxutils import escape

from kokoro_model.text import markup
from kokoro_model.text.pieces import Pause
from kokoro_speechd import ssml
from kokoro_speechd.punctuation import Symbols
from kokoro_speechd.script import Reader
from kokoro_speechd.settings import Settings

WORDS = (
    "<speak>", "</speak>", '<mark name="', '"/>', '<break time="', 'ms"/>', '<break strength="x-weak"/>', "<s>",
    "</s>", '<sub alias="', "</sub>", '<say-as interpret-as="characters">', "</say-as>", "&amp;", "&#0;", "&lol;",
    "<![CDATA[", "]]>", '<!DOCTYPE a [<!ENTITY lol "ha">', '<!ENTITY b "&lol;&lol;">', "]>",
    "<?xml version='1.0' encoding='utf-16'?>", "\udcff",
)  # fmt: skip
_GROWTH = 4
"""Characters that one of a document may become: `<s>` is a line end, a short break a pause."""


def check(data: bytes) -> None:
    """A document."""
    source = data.decode(errors="replace")  # as the protocol reads it
    parts = ssml.parse(source)
    for part in parts:
        assert part or isinstance(part, ssml.Mark)
        if isinstance(part, ssml.Break):
            pauses = [one for one in markup.parse(part.strip()) if isinstance(one, Pause)]
            assert len(pauses) == 1, f"{part} would be read aloud"
            assert part.strip() == part.strip()[pauses[0].start : pauses[0].end]
    assert sum(map(len, parts)) <= 100 + _GROWTH * len(source), "it has grown"
    _check_marks(source)
    if _is_xml(document := f"<speak>{escape(source)}</speak>"):
        assert "".join(ssml.parse(document)) == source.replace("\r\n", "\n").replace("\r", "\n")


def _check_marks(source: str) -> None:
    script = Reader(Settings(), Symbols("no such folder"), "en").read("SPEAK", source)
    size = len(script.text.encode())
    places = [place for place, _ in script.marks]
    assert places == sorted(places)
    assert all(0 <= place <= size for place in places)


def _is_xml(document: str) -> bool:
    try:
        pyexpat.ParserCreate("UTF-8").Parse(document.encode(), True)
    except pyexpat.ExpatError:
        return False
    return True
