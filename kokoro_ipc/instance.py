"""The name of a voice unit's instance: VOICE_LANG, escaped as unit names are.

Unlike systemd-escape, which is for paths, `-` stays itself: languages have it, and `kokoro-voice@af_heart_en-us` is
what people type.
"""

from __future__ import annotations

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_.-")
LONGEST = 200
"""Characters; a unit's name has at most 255 with what stands around the instance."""


def escaped(text: str) -> str:
    """The text with each byte that the name of a unit may not hold as four characters."""
    return "".join(char if char in _PLAIN else "".join(f"\\x{byte:02x}" for byte in char.encode()) for char in text)


def escape(voice: str, lang: str) -> str:
    """The instance's name; raises ValueError where it would be too long for a unit."""
    name = escaped(f"{voice}_{lang}")
    if len(name) > LONGEST:
        raise ValueError("the voice's name is too long")
    return name


def unescape(name: str) -> tuple[str, str]:
    """Voice and language of an instance; raises ValueError."""
    first, *rest = name.split("\\x")
    data = first.encode()
    for part in rest:
        data += bytes.fromhex(part[:2]) + part[2:].encode()
    voice, underscore, lang = data.decode().rpartition("_")
    if not (voice and underscore and lang):
        raise ValueError(f"{name} is not VOICE_LANG, as in af_heart_en-us")
    return voice, lang
