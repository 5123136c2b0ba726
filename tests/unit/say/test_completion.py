"""What a shell is told of languages: those that voices have, and that they may be noticed."""

from __future__ import annotations

from say.completion import _from_voices


def test_languages_are_those_of_the_voices_and_auto() -> None:
    voices = [{"name": name, "lang": lang} for name, lang in (("a", "en-us"), ("b", "en-us"), ("c", "de"))]
    assert list(_from_voices("languages", voices)) == [
        ("auto", "noticed by paragraph"),
        ("de", "c"),
        ("en-us", "2 voices"),
    ]
