"""SSML as speech-dispatcher sends it: text, index marks, and the few elements that change what is said.

What is no well-formed SSML is text with its tags left out. Breaks become pauses of the model's own form.
"""

from __future__ import annotations

import pyexpat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_STRENGTHS = {"none": 0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.7, "x-strong": 1.2}
_SPELLED = {"characters", "spell-out", "tts:char", "tts:key"}


class Text(str):
    """Text to be read."""

    __slots__ = ()


class Spelled(str):
    """Text whose characters are said one by one."""

    __slots__ = ()


class Mark(str):
    """The name of a mark: to be told when what is before it has been heard."""

    __slots__ = ()


class Break(str):
    """A pause, as the model reads it."""

    __slots__ = ()


Part = Text | Spelled | Mark | Break


def parse(source: str) -> list[Part]:
    """What a document says, in order; nothing is empty but a mark's name."""
    reader = _Reader()
    try:
        reader.parser.Parse(source.encode(), True)
    except pyexpat.ExpatError:
        return [Text(text)] if (text := "".join(_untagged(source)).strip()) else []
    return reader.parts


class _Reader:
    def __init__(self) -> None:
        self.parser = pyexpat.ParserCreate("UTF-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = _refuse_entities
        self.parts: list[Part] = []
        self._spelled = 0  # how deep in elements that are spelled
        self._replaced = 0  # and in elements whose text is not what is said

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "mark":
            self.parts.append(Mark(attributes.get("name", "")))
        elif name == "break":
            self._pause(attributes)
        elif name in {"p", "s"}:
            self._text("\n")
        if self._replaced or name == "sub":
            if not self._replaced:
                self._text(attributes.get("alias", ""))
            self._replaced += 1
        if self._spelled or (name == "say-as" and attributes.get("interpret-as") in _SPELLED):
            self._spelled += 1

    def _end(self, name: str) -> None:
        self._spelled = max(0, self._spelled - 1)
        self._replaced = max(0, self._replaced - 1)
        if name in {"p", "s"}:
            self._text("\n")

    def _text(self, text: str) -> None:
        if text and not self._replaced:
            self.parts.append(Spelled(text) if self._spelled else Text(text))

    def _pause(self, attributes: dict[str, str]) -> None:
        seconds = _seconds(attributes.get("time", ""))
        if seconds is None:
            seconds = _STRENGTHS.get(attributes.get("strength", ""), _STRENGTHS["medium"])
        if seconds := round(seconds, 3):
            self.parts.append(Break(f" [pause:{seconds:g}s] "))


def _refuse_entities(*_: object) -> None:
    """SSML has none of its own; a few that stand for each other make a megabyte of a line."""
    raise pyexpat.ExpatError("a document that defines entities is no SSML")


def _seconds(time: str) -> float | None:
    """What `500ms` or `2s` means."""
    number, scale = (time[:-2], 0.001) if time.endswith("ms") else (time.removesuffix("s"), 1.0)
    try:
        return min(60.0, max(0.0, float(number) * scale))
    except ValueError:
        return None


def _untagged(source: str) -> Iterator[str]:
    """What stands outside of tags."""
    for piece in source.split("<"):
        tag, closed, text = piece.partition(">")
        yield text if closed else tag
