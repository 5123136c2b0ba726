"""What is heard of a text that comes in pieces, cut into segments and read one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz.inputs import strict
from kokoro_model.text.code_blocks import ANNOUNCE
from kokoro_model.text.pieces import Pause
from kokoro_model.text.reading import Reader
from kokoro_model.text.segmenter import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable

Heard = list[str | float]


def heard(
    pieces: Iterable[str],
    *,
    lang: str = "en-us",
    form: str = "text",
    whole: bool = True,
    code_blocks: str = ANNOUNCE,
) -> Heard:
    """What is spoken of a text, and its pauses in seconds."""
    segmenter, reader = Segmenter(lang=lang), Reader(lang, form=form, barrier=strict(), code_blocks=code_blocks)
    parts: Heard = []
    for piece in (*pieces, None):
        if piece is None:
            segmenter.end()
        else:
            segmenter.feed(piece)
        while segment := segmenter.next(whole=whole):
            parts += [part.seconds if isinstance(part, Pause) else part.text.strip() for part in reader.read(segment)]
    return parts


def heard_alike(text: str, **options: str | bool) -> Heard:
    """The same, after a look that the text's pieces make no difference."""
    parts = heard([text], **options)  # type: ignore[arg-type]
    assert heard(text, **options) == parts  # type: ignore[arg-type]
    return parts
