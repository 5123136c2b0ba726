"""What the desktop's volume control calls a voice, and by which of its rules it is played.

PortAudio says nothing of us to the sound server, but the libraries behind it, PipeWire's and PulseAudio's, also read
properties from the environment. They are set before the first device is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES = {"accessibility": ("Accessibility", "a11y"), "notification": ("Notification", "event"), "none": ("", "")}
"""What the sound may count as, with the names that PipeWire and PulseAudio have for it."""
ICON = "audio-speakers"


def properties(voice: str, role: str) -> dict[str, str]:
    """Environment variables that name the sound after the voice; `role` is one of ROLES."""
    pipewire_role, pulse_role = ROLES[role]
    application = {"application.name": f"say ({voice})", "application.id": "say"}
    label = {"media.name": voice, "node.name": f"say.{voice}", "node.description": f"say ({voice})"}
    pipewire = {**application, **label, "application.icon-name": ICON, "media.role": pipewire_role}
    pulse = {"application.id": "say", "application.icon_name": ICON, "media.role": pulse_role}
    return {
        "PIPEWIRE_PROPS": "{ " + _written(pipewire) + " }",
        "PULSE_PROP": _written(pulse),
        # ALSA's plugin for PulseAudio gives a name of its own, which goes before the other variable
        "PULSE_PROP_OVERRIDE": _written(application),
    }


def _written(properties: Mapping[str, str]) -> str:
    """As both libraries read them."""
    return " ".join(f"{name}={_quoted(value)}" for name, value in properties.items() if value)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
