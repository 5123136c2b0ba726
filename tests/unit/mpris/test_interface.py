"""MPRIS's interfaces, as the bus calls them."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, Parser, Properties, new_method_call

from kokoro_ipc.message import Saying
from kokoro_mpris.interface import PATH, PLAYER, ROOT, answer, called, changes, replyable
from kokoro_mpris.player import Player

NAME = "org.mpris.MediaPlayer2.say"
MANDATORY = {
    ROOT: {"CanQuit", "CanRaise", "HasTrackList", "Identity", "SupportedUriSchemes", "SupportedMimeTypes"},
    PLAYER: {
        *("PlaybackStatus", "Rate", "Metadata", "Volume", "Position", "MinimumRate", "MaximumRate", "CanGoNext"),
        *("CanGoPrevious", "CanPlay", "CanPause", "CanSeek", "CanControl"),
    },
}


@pytest.fixture
def player() -> Player:
    made = Player()
    made.hear(Saying(id="1f2e3d4c", voice="af_heart", payload="Grüß Gott.".encode()))
    return made


def address(interface: str, path: str = PATH) -> DBusAddress:
    return DBusAddress(path, NAME, interface)


def over_the_wire(sent: Message) -> Message:
    """As it arrives: what cannot be sent would fail here."""
    parser = Parser()
    parser.add_data(sent.serialise(serial=1))
    received = parser.get_next_message()
    assert received is not None
    return received


def ask(call: Message, player: Player) -> Message:
    return over_the_wire(answer(over_the_wire(call), player))


def error(reply: Message) -> str:
    assert reply.header.message_type is MessageType.error, reply
    return str(reply.header.fields[HeaderFields.error_name]).rpartition(".")[2]


@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.parametrize("interface", [ROOT, PLAYER])
def test_all_properties_are_there(player: Player, interface: str, silent: bool) -> None:
    (properties,) = ask(Properties(address(interface)).get_all(), Player() if silent else player).body
    assert set(properties) >= MANDATORY[interface]


def test_a_property_is_told_by_its_name(player: Player) -> None:
    ((signature, metadata),) = ask(Properties(address(PLAYER)).get("Metadata"), player).body
    assert signature == "a{sv}"
    assert metadata["xesam:title"] == ("s", "Grüß Gott.")
    assert metadata["xesam:artist"] == ("as", ["af_heart"])
    assert metadata["mpris:trackid"][0] == "o"


def test_methods_are_answered_and_what_they_ask_for_is_known(player: Player) -> None:
    for member in ("Next", "Previous", "Pause", "PlayPause", "Stop", "Play"):
        call = new_method_call(address(PLAYER), member)
        assert called(over_the_wire(call)) == member
        assert ask(call, player).header.message_type is MessageType.method_return
    assert called(new_method_call(address(ROOT), "Raise")) == ""
    assert ask(new_method_call(address(ROOT), "Raise"), player).header.message_type is MessageType.method_return


def test_a_method_needs_no_interface(player: Player) -> None:
    call = new_method_call(DBusAddress(PATH, NAME), "Pause")
    assert called(call) == "Pause"
    assert ask(call, player).header.message_type is MessageType.method_return


def test_what_there_is_can_be_asked(player: Player) -> None:
    (text,) = ask(new_method_call(address("org.freedesktop.DBus.Introspectable"), "Introspect"), player).body
    interfaces = {node.attrib["name"]: node for node in ElementTree.fromstring(text)}
    for name, properties in MANDATORY.items():
        assert {node.attrib["name"] for node in interfaces[name] if node.tag == "property"} >= properties


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (new_method_call(address(PLAYER), "Dance"), "UnknownMethod"),
        (new_method_call(address("org.example.Other"), "Play"), "UnknownMethod"),
        (new_method_call(address(PLAYER, "/"), "Play"), "UnknownObject"),
        (Properties(address("org.example.Other")).get_all(), "UnknownInterface"),
        (Properties(address(PLAYER)).get("Mood"), "UnknownProperty"),
        (Properties(address(PLAYER)).set("Volume", "d", 0.5), "PropertyReadOnly"),
        (new_method_call(address("org.freedesktop.DBus.Properties"), "Get"), "InvalidArgs"),
        (new_method_call(address("org.freedesktop.DBus.Properties"), "Melt", "s", (PLAYER,)), "InvalidArgs"),
    ],
)
def test_what_makes_no_sense_is_told(player: Player, call: Message, name: str) -> None:
    assert error(ask(call, player)) == name


def test_nobody_is_answered_who_does_not_wait(player: Player) -> None:
    call = new_method_call(address(PLAYER), "Play")
    assert replyable(over_the_wire(call))
    call.header.flags |= MessageFlag.no_reply_expected
    assert not replyable(over_the_wire(call))
    assert not replyable(answer(call, player))


def test_changes_are_told_and_nothing_else(player: Player) -> None:
    before = player.properties()
    assert changes(before, player.properties()) is None
    player.hear(Saying(id="1f2e3d4c", voice="af_heart", paused=True, payload="Grüß Gott.".encode()))
    signal = changes(before, player.properties())
    assert signal is not None
    assert over_the_wire(signal).body == (PLAYER, {"PlaybackStatus": ("s", "Paused")}, [])
