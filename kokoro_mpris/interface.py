"""MPRIS's interfaces, sans-IO: a call from the bus in, the answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_error, new_method_return, new_signal

if TYPE_CHECKING:
    from jeepney import Message

    from kokoro_mpris.player import Player, Variant

PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
_ERROR = "org.freedesktop.DBus.Error."
_METHODS = {
    ROOT: {"Raise": "", "Quit": ""},
    PLAYER: {
        **dict.fromkeys(("Next", "Previous", "Pause", "PlayPause", "Stop", "Play"), ""),
        "Seek": "x",
        "SetPosition": "ox",
        "OpenUri": "s",
    },
}
"""Each with the signature of its arguments; none gives anything back."""
_ACCESS = {"Get": "ss", "GetAll": "s", "Set": "ssv"}
"""The methods for properties, with the signatures of their arguments."""
_IDENTITY: dict[str, Variant] = {
    "CanQuit": ("b", False),
    "CanRaise": ("b", False),
    "HasTrackList": ("b", False),
    "Identity": ("s", "say"),
    "DesktopEntry": ("s", "say"),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}
_FIXED: dict[str, Variant] = {
    "CanControl": ("b", True),
    "CanSeek": ("b", False),
    "Rate": ("d", 1.0),
    "MinimumRate": ("d", 1.0),
    "MaximumRate": ("d", 1.0),
    "Volume": ("d", 1.0),
    "Position": ("x", 0),
}


def called(call: Message) -> str:
    """The method of MPRIS's player that is called; empty for a call of anything else."""
    member = call.header.fields.get(HeaderFields.member, "")
    wanted = call.header.fields.get(HeaderFields.interface, PLAYER)
    return member if wanted == PLAYER and member in _METHODS[PLAYER] else ""


def answer(call: Message, player: Player) -> Message:
    """The reply to a call of any method, once what it asks of the player has been done."""
    fields = call.header.fields
    interface, member = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
    if fields.get(HeaderFields.path) != PATH:
        return new_error(call, _ERROR + "UnknownObject", "s", (f"there is only {PATH}",))
    if interface == PROPERTIES:
        return _property(call, member, player)
    if (interface, member) == ("org.freedesktop.DBus.Introspectable", "Introspect"):
        return new_method_return(call, "s", (introspection(player),))
    known = [methods for name, methods in _METHODS.items() if interface in {"", name}]
    if (interface, member) == ("org.freedesktop.DBus.Peer", "Ping") or any(member in methods for methods in known):
        return new_method_return(call)
    return new_error(call, _ERROR + "UnknownMethod", "s", (f"there is no method {member}",))


def changes(before: dict[str, Variant], after: dict[str, Variant]) -> Message | None:
    """The signal that tells which of the player's properties have changed; None where none has."""
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    if not changed:
        return None
    emitter = DBusAddress(PATH, interface=PROPERTIES)
    return new_signal(emitter, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, []))


def introspection(player: Player) -> str:
    """The interfaces in XML, for who asks what there is."""
    interfaces = "".join(
        f'<interface name="{name}">'
        + "".join(_method(method, arguments) for method, arguments in _METHODS[name].items())
        + "".join(f'<property name="{at}" type="{kind}" access="read"/>' for at, (kind, _) in properties.items())
        + "</interface>"
        for name, properties in _all(player).items()
    )
    return f"<node>{interfaces}</node>"


def replyable(call: Message) -> bool:
    """Whether it is a call, and its caller waits for the answer."""
    return call.header.message_type is MessageType.method_call and not call.header.flags & MessageFlag.no_reply_expected


def _method(name: str, arguments: str) -> str:
    given = "".join(f'<arg type="{kind}" direction="in"/>' for kind in arguments)
    return f'<method name="{name}">{given}</method>'


def _all(player: Player) -> dict[str, dict[str, Variant]]:
    return {ROOT: _IDENTITY, PLAYER: {**_FIXED, **player.properties()}}


def _property(call: Message, member: str, player: Player) -> Message:
    if _ACCESS.get(member) != call.header.fields.get(HeaderFields.signature):
        return new_error(call, _ERROR + "InvalidArgs", "s", (f"there is no {member} with such arguments",))
    interface, *names = call.body
    properties = _all(player).get(interface)
    if properties is None:
        return new_error(call, _ERROR + "UnknownInterface", "s", (f"there is no interface {interface}",))
    if member == "GetAll":
        return new_method_return(call, "a{sv}", (properties,))
    if names[0] not in properties:
        return new_error(call, _ERROR + "UnknownProperty", "s", (f"there is no property {names[0]}",))
    if member == "Get":
        return new_method_return(call, "v", (properties[names[0]],))
    return new_error(call, _ERROR + "PropertyReadOnly", "s", (f"{names[0]} cannot be set",))
