"""Every class of message makes the round trip, and every way to get one wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_ipc import frame, lean_json, message
from kokoro_ipc.errors import ProtocolError
from kokoro_ipc.message import Message, Speak

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

VALUES: dict[str, SearchStrategy[Any]] = {
    "str": st.text(max_size=200),
    "int": st.integers(-(2**63), 2**63),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "bytes": st.binary(max_size=200),
}
WRONG: dict[str, list[object]] = {
    "str": [1, None, True, ["a"], {}],
    "int": ["1", 1.0, True, None],
    "float": ["1.0", True, None, [1.0]],
    "bool": [0, 1, "true", None],
}
CLASSES = sorted(message.all_messages().values(), key=lambda cls: cls.kind)
FIELDS = [(cls, name) for cls in CLASSES for name in cls.fields if name != "payload"]
each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.kind)
each_field = pytest.mark.parametrize(("cls", "name"), FIELDS, ids=[f"{cls.kind}.{name}" for cls, name in FIELDS])


def some(cls: type[Message]) -> SearchStrategy[Message]:
    """Messages of a class: fields with defaults are given or not."""
    required = {name: VALUES[kind] for name, kind in cls.fields.items() if not hasattr(cls, name)}
    optional = {name: VALUES[kind] for name, kind in cls.fields.items() if hasattr(cls, name)}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: cls(**values))


def example(cls: type[Message]) -> dict[str, Any]:
    """The least header that is a message of the class."""
    least: dict[str, Any] = {"str": "x", "int": 1, "float": 1.0, "bool": True}
    needed = {name: least[kind] for name, kind in cls.fields.items() if name != "payload" and not hasattr(cls, name)}
    return {"type": cls.kind, **needed}


def over_the_wire(sent: Message) -> Message:
    """What arrives."""
    decoder = frame.FrameDecoder()
    decoder.feed(message.encode(sent))
    whole = decoder.next()
    assert whole is not None
    decoder.eof()
    return message.decode(*whole)


def test_there_are_as_many_messages_as_classes() -> None:
    assert len(CLASSES) == len({cls.__name__ for cls in Message.__subclasses__()}) > 20


@each_class
def test_every_field_has_a_type_that_is_checked(cls: type[Message]) -> None:
    assert set(cls.fields.values()) <= VALUES.keys()
    assert cls.fields.get("payload", "bytes") == "bytes"


@given(st.one_of([some(cls) for cls in CLASSES]))
def test_every_message_makes_the_round_trip(sent: Message) -> None:
    arrived = over_the_wire(sent)
    assert type(arrived) is type(sent)
    assert arrived == sent
    assert hash(arrived) == hash(sent)
    assert [type(value) for value in arrived.values().values()] == [type(value) for value in sent.values().values()]


@each_class
def test_the_least_header_is_enough(cls: type[Message]) -> None:
    arrived = message.decode(example(cls), b"")
    assert type(arrived) is cls


@each_field
def test_a_field_of_another_type_is_named(cls: type[Message], name: str) -> None:
    for wrong in WRONG[cls.fields[name]]:
        with pytest.raises(ProtocolError, match=f"{cls.kind}: {name} is not of type {cls.fields[name]}"):
            message.decode({**example(cls), name: wrong}, b"")


@each_class
def test_an_unknown_field_is_named(cls: type[Message]) -> None:
    with pytest.raises(ProtocolError, match=f"{cls.kind} has no colour"):
        message.decode({**example(cls), "colour": "red"}, b"")


@each_field
def test_a_missing_field_is_named(cls: type[Message], name: str) -> None:
    header = example(cls)
    if header.pop(name, None) is None:
        message.decode(header, b"")
        return
    with pytest.raises(ProtocolError, match=f"{cls.kind} needs {name}"):
        message.decode(header, b"")


@each_class
def test_a_payload_comes_only_where_one_belongs(cls: type[Message]) -> None:
    if "payload" in cls.fields:
        assert message.decode(example(cls), b"abc").values()["payload"] == b"abc"
        return
    with pytest.raises(ProtocolError, match=f"{cls.kind} has no payload"):
        message.decode(example(cls), b"abc")


@pytest.mark.parametrize("kind", ["", "shout", "Speak", 1, None, ["speak"], {"speak": 1}])
def test_an_unknown_type_is_named(kind: object) -> None:
    with pytest.raises(ProtocolError, match="no message is of type"):
        message.decode({"type": kind}, b"")
    with pytest.raises(ProtocolError, match="no message is of type None"):
        message.decode({}, b"")


def test_whole_numbers_are_floats_where_floats_belong() -> None:
    arrived = message.decode({"type": "speak", "speed": 2, "volume": 0}, b"")
    assert isinstance(arrived, Speak)
    assert (type(arrived.speed), arrived.speed, type(arrived.volume)) == (float, 2.0, float)
    with pytest.raises(ProtocolError, match="speak: speed"):
        message.decode({"type": "speak", "speed": 10**400}, b"")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 400])
def test_a_number_that_could_not_be_passed_on_is_refused(number: str) -> None:
    header = lean_json.loads(f'{{"type":"finished","id":"1","outcome":"spoken","seconds":{number}}}')
    with pytest.raises(ProtocolError, match="finished: seconds"):
        message.decode(header, b"")


def test_defaults_stay_at_home() -> None:
    assert message.encode(Speak()) == frame.encode({"type": "speak"})
    assert message.encode(Speak(voice="af_heart", speed=1.0)) == frame.encode({"type": "speak", "voice": "af_heart"})


def test_a_message_is_made_of_its_fields_alone() -> None:
    few, many = {"voice": "af_heart"}, {"text": "Hello."}
    with pytest.raises(TypeError, match="register needs lang"):
        message.Register(**few)
    with pytest.raises(TypeError, match="end has no text"):
        message.End(**many)


def test_messages_of_two_kinds_are_not_the_same() -> None:
    assert message.Pause(voice="a") != message.Resume(voice="a")
    assert message.Pause(voice="a") != message.Pause(voice="b")
    assert message.Status() != "status"


def test_a_message_shows_the_size_of_its_payload_not_what_is_spoken() -> None:
    assert repr(message.Text(id="1", payload=b"secret")) == "Text(id='1', payload=6)"
