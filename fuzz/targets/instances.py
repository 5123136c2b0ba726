"""Names of voice units: there and back, and never too long."""

from __future__ import annotations

from fuzz import inputs
from kokoro_ipc import instance

WORDS = ("af_heart", "_en-us", "\\x", "\\x2b", "\\xc3\\xa9", "af_bella(2)+af_sky", "/", "@", "%i", "..")


def check(data: bytes) -> None:
    """An instance's name; and a voice and a language, parted by a line end."""
    text = inputs.text(data)
    try:
        voice, lang = instance.unescape(text)
    except ValueError:
        pass
    else:
        assert voice
        assert lang
    voice, _, lang = text.partition("\n")
    try:
        name = instance.escape(voice, lang)
    except ValueError:
        return
    assert len(name) <= instance.LONGEST
    assert name.isascii()
    assert not set(name) & set("/%@ \n\0"), "systemd would read more into it"
    if voice and lang and "_" not in lang:
        assert instance.unescape(name) == (voice, lang)
