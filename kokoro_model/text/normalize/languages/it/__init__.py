"""Italian."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class Italian(Language):
    """Italian; numbers are left to espeak."""

    code = "it"
    times = "per"
    electronic = ElectronicWords("punto", "barra", "chiocciola", "trattino", "trattino basso", "più")


LANGUAGE = Italian
