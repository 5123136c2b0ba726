"""What is to be said for a message: one text, and where in it the marks are."""

from __future__ import annotations

from kokoro_speechd import ssml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kokoro_speechd.punctuation import Symbols
    from kokoro_speechd.settings import Settings

_CAPITAL = "capital"
_KEYPAD = "KP"


class Script:
    """`text` is said, in the protocol's `form`; `marks` are names behind so many of its bytes.

    With `ping` a tone is heard first, which tells of a capital.
    """

    def __init__(self, form: str) -> None:
        self.text, self.form = "", form
        self.marks: list[tuple[int, str]] = []
        self.ping = False
        self._size = 0

    def add(self, text: str) -> None:
        """More text."""
        self.text += text
        self._size += len(text.encode())

    def mark(self, name: str) -> None:
        """A mark behind the text that there is."""
        self.marks.append((self._size, name))


class Reader:
    """Reads messages for one voice's language by the settings of the moment."""

    def __init__(self, settings: Settings, symbols: Symbols, lang: str) -> None:
        self._settings, self._symbols, self._lang = settings, symbols, lang

    def read(self, command: str, body: str) -> Script:
        """The script of a message that came by SPEAK, CHAR, KEY or SOUND_ICON."""
        script = Script("text" if command == "SPEAK" else "plain")
        if command == "SPEAK":
            self._speak(script, body)
        elif command == "CHAR":
            script.ping = body.isupper() and self._settings.cap_let_recogn == "icon"
            script.add(self._name(" " if body == "space" else body) if len(body) == 1 or body == "space" else body)
        elif command == "KEY":
            script.add(self._key(body))
        else:
            script.add(body.replace("-", " ").replace("_", " "))
        if command != "SPEAK":
            script.add(".")  # so short a text sounds broken off without an end
        return script

    def _speak(self, script: Script, document: str) -> None:
        for part in ssml.parse(document):
            if isinstance(part, ssml.Mark):
                script.mark(part)
            elif isinstance(part, ssml.Break):
                script.add(part)
            elif isinstance(part, ssml.Spelled) or self._settings.spelling_mode == "on":
                script.add(self._spell(part))
            else:
                script.add(self._with_capitals(self._symbols.said(part, self._settings.punctuation_mode, self._lang)))

    def _key(self, body: str) -> str:
        """A key such as `shift_a`, `KP_Enter` or `_`."""
        words = body.split("_") if body.strip("_") else [body]
        names = (self._name(word) if len(word) == 1 else "keypad" if word == _KEYPAD else word for word in words)
        return " ".join(filter(None, names))

    def _spell(self, text: str) -> str:
        """Character by character, with a breath between words."""
        words = (", ".join(filter(None, map(self._name, word))) for word in text.split())
        return " " + "; ".join(filter(None, words)) + " " if text.strip() else text

    def _name(self, sign: str) -> str:
        """How a character is said by itself: a letter as a capital, which is never taken for a word."""
        if not sign.isalpha():
            return self._symbols.name(sign, self._lang)
        capital = sign.upper() if len(sign.upper()) == 1 else sign
        if sign.isupper() and self._settings.cap_let_recogn == "spell":
            return f"{_CAPITAL} {capital}"
        return capital

    def _with_capitals(self, text: str) -> str:
        if self._settings.cap_let_recogn != "spell":
            return text
        return "".join(
            f"{_CAPITAL} {sign}" if sign.isupper() and not text[at - 1 : at].isupper() else sign
            for at, sign in enumerate(text)
        )
