"""The languages that texts are read in, a package each, which is imported when the language is first spoken."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language

CODES = frozenset({"de", "en", "es", "fr", "hi", "it", "ja", "pt", "zh"})


def base_language(lang: str) -> str:
    """The language of a locale as ISO 639 has it: `en` of `en-gb`, `zh` of `cmn`."""
    return {"cmn": "zh"}.get(lang, lang.partition("-")[0])


@cache
def load(lang: str) -> Language:
    """The language of espeak's name `lang`; one without any data where there is none for it."""
    code = base_language(lang)
    if code not in CODES:
        from kokoro_model.text.normalize.language import Language

        return Language(lang)
    module = import_module(f"{__name__}.{code}")
    return cast("Language", module.LANGUAGE(lang))
