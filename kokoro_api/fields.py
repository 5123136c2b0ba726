"""The fields of a request: which may be left out, and what is wrong with one, in a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, model_validator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_NULL = {"type": "null"}
_HINTS = {
    "input": "it is the text to speak",
    "text": "it is the text to speak",
    "voice": "GET /v1/audio/voices lists the names",
    "voice_name": "GET /v1/audio/voices lists the names",
    "recipe": "it is like af_bella(2)+af_sky",
    "engine_name": "it is auto or espeak",
    "segment_id": "it is a name that the client chooses",
}
"""What a field is, for whoever has left it out or blank."""


class Wanted(BaseModel):
    """A request in JSON. A field that is null counts as left out: many clients send all the fields that they know."""

    model_config = ConfigDict(strict=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        return {name: value for name, value in given.items() if value is not None} if type(given) is dict else given

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        fields = handler.resolve_ref_schema(schema)
        for name, field in fields["properties"].items():
            if name not in fields.get("required", ()) and _NULL not in field.get("anyOf", ()):
                kind = {key: field.pop(key) for key in list(field) if key not in {"title", "description", "default"}}
                field["anyOf"] = [*kind.pop("anyOf", [kind]), _NULL]
        return schema


def complaint(errors: Sequence[Mapping[str, Any]], whole: str = "the body") -> tuple[str | None, str]:
    """The field that is wrong, if it is one, and a sentence about it; `whole` is what the fields are in.

    `errors` are pydantic's, of which the first is told: each `loc` begins with a field's name, or is empty.
    """
    first = errors[0]
    name = str(first["loc"][0]) if first["loc"] else None
    say = _SENTENCES.get(first["type"]) if name else None
    if say:
        return name, say(name or "", first.get("input"), first.get("ctx", {}))
    return name, f"{name}: {first['msg']}" if name else f"{whole} is a JSON object, not {shown(first.get('input'))}"


def shown(value: object) -> str:
    """What was sent in place of something else."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | float):
        return f"the number {str(value)[:40]}"
    if isinstance(value, str):
        return f"“{value[:40]}”"
    return "a list" if isinstance(value, list) else "an object"


def _missing(name: str, _: object, __: Mapping[str, Any]) -> str:
    return f"{name} is missing: {_HINTS[name]}" if name in _HINTS else f"{name} is missing"


def _blank(name: str, _: object, __: Mapping[str, Any]) -> str:
    return f"{name} is empty: {_HINTS[name]}" if name in _HINTS else f"{name} is empty: leave it out or fill it in"


def _no_text(name: str, value: object, _: Mapping[str, Any]) -> str:
    hint = f'write "{value}"' if type(value) in {int, float} else _HINTS.get(name)
    return f"{name} is a string, not {shown(value)}" + (f": {hint}" if hint else "")


def _no_number(name: str, value: object, _: Mapping[str, Any]) -> str:
    return f"{name} is a number, not {shown(value)}{_unquoted(value)}"


def _unquoted(value: object) -> str:
    """The way out for a number in quotes."""
    try:
        return f": write {float(value):g}, without quotes" if isinstance(value, str) else ""
    except ValueError:
        return ""


def _too_long(name: str, value: object, bounds: Mapping[str, Any]) -> str:
    return f"{name} has at most {bounds['max_length']} characters, this one {len(str(value))}"


_SENTENCES: dict[str, Callable[[str, object, Mapping[str, Any]], str]] = {
    "missing": _missing,
    "string_type": _no_text,
    "string_too_short": _blank,
    "string_too_long": _too_long,
    "string_unicode": lambda name, _, __: f"{name} has half a character in it (a surrogate): send whole ones",
    "string_pattern_mismatch": lambda name, value, _: (
        f"{name} has letters from a to z, digits, _ and -, a letter first, at most 60, unlike {shown(value)}"
    ),
    "float_type": _no_number,
    "float_parsing": _no_number,
    "greater_than_equal": lambda name, value, bounds: f"{name} is at least {bounds['ge']:g}, not {value}",
    "less_than_equal": lambda name, value, bounds: f"{name} is at most {bounds['le']:g}, not {value}",
    "finite_number": lambda name, value, _: f"{name} is a finite number, not {value}",
    "literal_error": lambda name, value, known: (
        f"{name} is {known['expected'].replace(chr(39), '')}, not {shown(value)}"
    ),
    "bool_type": lambda name, value, _: f"{name} is true or false, not {shown(value)}",
}
"""By pydantic's name of an error: the sentence for a field, what was sent, and the bounds that it does not keep to."""
