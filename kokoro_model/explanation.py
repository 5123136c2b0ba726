"""How a text is read and pronounced, for who wonders at what is heard: `phonemize` with `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kokoro_model.engines.kokoro.spelling import SpokenWord
    from kokoro_model.text.explain import Explainer
    from kokoro_model.text.pieces import Phonemes, Spoken
    from kokoro_model.text.segmenter import Segment

    Spell = Callable[[Sequence[Spoken | Phonemes], str], tuple[str, list[SpokenWord]]]


def explain(segments: Iterable[Segment], explainer: Explainer, spell: Spell) -> dict[str, Any]:
    """The phonemes of a text, and its tokens with what is said for each; `spell` pronounces a passage in a language.

    Tokens have a `lang` where the segments have one.
    """
    phonemes: list[str] = []
    tokens: list[dict[str, object]] = []
    for segment in segments:
        passages, found = explainer.read(segment)
        spelt = [spell(passage.pieces, segment.lang) for passage in passages]
        phonemes += [spoken for spoken, _ in spelt]
        for token in found:
            sound = _sound(*spelt[token.passage], token.start, token.end) if token.said else ""
            told: dict[str, object] = {"text": token.text, "said": token.said, "rules": token.rules, "phonemes": sound}
            tokens.append({**told, "lang": segment.lang} if segment.lang else told)
    return {"phonemes": " ".join(" ".join(phonemes).split()), "tokens": tokens}


def _sound(phonemes: str, words: Iterable[SpokenWord], start: int, end: int) -> str:
    """The phonemes of the words between two places of the passage, as they are in it."""
    inside = [word for word in words if start <= word.start and word.end <= end]
    return phonemes[inside[0].first : inside[-1].last] if inside else ""
