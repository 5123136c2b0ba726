"""The catalogue in Wyoming's terms. A language is named there as in `en-US`, and every voice has one."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from wyoming.info import Attribution, Info, TtsProgram, TtsVoice

from kokoro_ipc.errors import UNKNOWN_LANGUAGE, FailureError

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAKERS = {
    "kokoro": Attribution(name="hexgrad", url="https://huggingface.co/hexgrad/Kokoro-82M"),
    "espeak": Attribution(name="espeak-ng", url="https://github.com/espeak-ng/espeak-ng"),
}


def info(catalogue: Sequence[dict[str, Any]]) -> Info:
    """What `describe` is answered: one program with all voices."""
    program = TtsProgram(
        name="kokoro",
        attribution=_MAKERS["kokoro"],
        installed=True,
        description="Kokoro and espeak-ng, by say",
        version=version("kokoro-say"),
        voices=[_voice(told) for told in catalogue],
        supports_synthesize_streaming=True,
    )
    return Info(tts=[program])


def tag(lang: str) -> str:
    """A language as Wyoming's clients name it; ours are espeak-ng's names."""
    if lang == "cmn":
        return "zh-CN"
    first, *rest = lang.split("-")
    return "-".join([first, *(part.upper() if at == 0 and len(part) == 2 else part for at, part in enumerate(rest))])


def speaker(catalogue: Sequence[dict[str, Any]], language: str, default: str) -> str:
    """The name of a voice for a language, in any spelling: the default's if it speaks that; raises FailureError."""
    wanted = language.replace("_", "-").lower()
    order = sorted(catalogue, key=lambda told: told["name"] != default)
    for known in (wanted, wanted.partition("-")[0]):
        for told in order:
            spoken = tag(told["lang"]).lower()
            if known in {spoken, spoken.partition("-")[0], told["lang"]}:
                return str(told["name"])
    raise FailureError(UNKNOWN_LANGUAGE, f"no voice speaks “{language[:20]}”")


def _voice(told: dict[str, Any]) -> TtsVoice:
    return TtsVoice(
        name=told["name"],
        attribution=_MAKERS.get(told["engine"], _MAKERS["kokoro"]),
        installed=True,
        description=_description(told),
        version=None,
        languages=[tag(told["lang"])],
    )


def _description(told: dict[str, Any]) -> str:
    """The line that people choose by."""
    name = told["title"] or told["name"]
    note = told["recipe"] or (told["gender"] if told["engine"] == "kokoro" else "espeak-ng")
    return f"{name} ({note})" if note else name
