"""Hindi."""

from __future__ import annotations

from kokoro_model.text.normalize.language import ElectronicWords, Language


class Hindi(Language):
    """Hindi; numbers are left to espeak."""

    code = "hi"
    times = "गुणा"
    electronic = ElectronicWords("डॉट", "स्लैश", "ऐट", "डैश", "अंडरस्कोर", "प्लस")


LANGUAGE = Hindi
