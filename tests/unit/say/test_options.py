"""The command line, the environment and say.conf: what they mean, and what is said where they cannot be meant."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from say.options import GROUPS, SETTINGS, Option, Options, UsageError, defaults, parse

MEANT: dict[str, tuple[list[str], dict[str, Any]]] = {
    "nothing": ([], {}),
    "a text": (["hello", "world"], {"text": ["hello", "world"]}),
    "short options": (["-v", "af_heart", "-l", "fr-fr"], {"voice": "af_heart", "lang": "fr-fr"}),
    "glued": (["-vaf_heart", "-s1.5"], {"voice": "af_heart", "speed": 1.5}),
    "together": (["-wa", "-wafx"], {"wait": True, "append": True, "file": "x"}),
    "long options": (["--voice", "3", "--speed=0.5"], {"voice": "3", "speed": 0.5}),
    "an empty value": (["-v", "x", "--voice=", "-l", "x", "-l", ""], {}),
    "a value like an option": (["--voice", "--list", "-l", "-x"], {"voice": "--list", "lang": "-x"}),
    "a value with an equals sign": (["--file=a=b"], {"file": "a=b"}),
    "shortened": (["--vol", "2", "--app"], {"volume": 2.0, "append": True}),
    "words a minute": (["-r", "350"], {"speed": 2.0}),
    "options behind the text": (["hello", "-w"], {"text": ["hello"], "wait": True}),
    "no options any more": (["-w", "--", "-v", "--"], {"wait": True, "text": ["-v", "--"]}),
    "a dash": (["-"], {"file": "-"}),
    "a dash among words": (["a", "-", "b"], {"text": ["a", "-", "b"]}),
    "an empty text": ([""], {"text": [""]}),
    "standard input": (["-f", "-"], {"file": "-"}),
    "the last one counts": (["-v", "1", "-v", "2"], {"voice": "2"}),
    "the voices": (["-v", "?"], {"action": "list"}),
    "a command": (["--stop", "-v", "2"], {"action": "stop", "voice": "2"}),
    "a voice that pauses": (["--pause"], {"action": "pause"}),
    "a voice that pauses, of two": (["--pause", "-v", "2"], {"action": "pause", "voice": "2"}),
    "pauses in a text": (["--pause", "0.4,1", "hello"], {"pauses": (0.4, 1.0), "text": ["hello"]}),
    "a pause in a text": (["--pause=.5", "hello"], {"pauses": (0.5, -1.0), "text": ["hello"]}),
    "all commands": (["--pause", "--resume", "--skip", "--list", "--status", "--kill"], {"action": "kill"}),
    "how a text is read": (["--explain", "$5", "--json"], {"action": "explain", "text": ["$5"], "json": True}),
    "for programs": (["--list", "--json"], {"action": "list", "json": True}),
    "line by line": (["-i"], {"action": "interact"}),
    "help": (["-h"], {"action": "help"}),
    "help with a word": (["--help", "speed"], {"action": "help", "text": ["speed"]}),
    "the selection": (["--selection", "-w"], {"held": "selection", "wait": True}),
    "the clipboard": (["--clipboard"], {"held": "clipboard"}),
    "names for a shell": (
        ["--complete", "voices"],
        {"command": ("complete", "voices"), "action": "complete"} | {"argument": "voices"},
    ),
    "the version": (["--version"], {"action": "version"}),
    "a log level": (["--log-level", "debug"], {"log_level": "debug"}),
    "a file": (["-o", "a.wav", "-f", "b.txt", "--device", "7"], {"output": "a.wav", "file": "b.txt", "device": "7"}),
}
NOT_MEANT = {
    "an unknown option": (["--vioce", "x"], "there is no option --vioce: did you mean --voice?"),
    "an unknown letter": (["-wz"], "there is no option -z"),
    "an ambiguous beginning": (["--v"], "there is no option --v"),
    "no value": (["--voice"], "--voice needs a value"),
    "no value for a letter": (["-wv"], "-v needs a value"),
    "a value too many": (["--wait=yes"], "--wait takes no value"),
    "a word for a speed": (["-s", "fast"], "the speed is a number from 0.5 to 2, not “fast”"),
    "too fast": (["-s", "2.1"], "the speed is a number from 0.5 to 2, not “2.1”"),
    "too slow": (["--rate", "87"], "the rate is a number from 88 to 350, not “87”"),
    "too loud": (["--volume", "3"], "the volume is a number from 0 to 2, not “3”"),
    "too long a pause": (["--pause", "11", "hello"], "the pause in seconds is a number from 0 to 10, not “11”"),
    "no pause": (["--pause=long"], "the pause in seconds is a number from 0 to 10, not “long”"),
    "no number": (["-s", "nan"], "the speed is a number"),
    "an infinite number": (["--volume", "inf"], "the volume is a number"),
    "a file without a name": (["-f", ""], "a file's name is empty"),
    "an output without a name": (["--output="], "a file's name is empty"),
    "an unknown precision": (["--setup", "--precision", "int4"], "one of fp32, fp16, int8, not “int4”"),
    "an unknown log level": (["--log-level", "loud"], "one of debug, info, warning, error, not “loud”"),
}


def told(options: Options) -> dict[str, Any]:
    """What differs from the defaults."""
    return {name: value for name, value in vars(options).items() if value != vars(Options())[name]}


def every_option() -> list[Option]:
    return [option for group in GROUPS.values() for option in group]


@pytest.mark.parametrize(("arguments", "meaning"), MEANT.values(), ids=MEANT)
def test_a_command_line_means(arguments: list[str], meaning: dict[str, Any]) -> None:
    assert told(parse(arguments, Options())) == meaning


@pytest.mark.parametrize(("arguments", "complaint"), NOT_MEANT.values(), ids=NOT_MEANT)
def test_a_command_line_that_cannot_be_meant(arguments: list[str], complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(arguments, Options())
    assert complaint in str(caught.value)


@given(st.lists(st.text()))
def test_after_two_dashes_all_is_text(words: list[str]) -> None:
    assert told(parse(["--", *words], Options())) == ({"text": words} if words else {})


@given(st.lists(st.text(max_size=12) | st.sampled_from([name for option in every_option() for name in option.names])))
def test_any_command_line_is_meant_or_refused(arguments: list[str]) -> None:
    with suppress(UsageError):
        parse(arguments, Options())


def test_every_option_sets_something_and_no_name_is_given_twice() -> None:
    names = [name for option in every_option() for name in option.names]
    assert len(names) == len(set(names))
    assert {option.sets for option in every_option()} <= vars(Options()).keys()


# --- what holds without being said


def test_say_conf_sets_defaults_that_the_environment_overrides() -> None:
    conf = "# my voice\n; really\n\nSAY_VOICE = \"am_adam\"\nSAY_SPEED=1.2\nSAY_LANG='de'\n"
    options = defaults({"SAY_SPEED": "0.8", "SAY_DEVICE": "", "HOME": "/"}, conf)
    assert told(options) == {"voice": "am_adam", "speed": 0.8, "lang": "de"}
    assert told(parse(["-v", "2"], options)) == {"voice": "2", "speed": 0.8, "lang": "de"}


def test_every_setting_sets_its_option() -> None:
    environ = {"SAY_VOICE": "a", "SAY_LANG": "b", "SAY_SPEED": "2", "SAY_VOLUME": "0.5", "SAY_DEVICE": "c"}
    assert environ.keys() == SETTINGS.keys()
    assert told(defaults(environ, "")) == {"voice": "a", "lang": "b", "speed": 2.0, "volume": 0.5, "device": "c"}


@pytest.mark.parametrize(
    ("environ", "conf", "complaint"),
    [
        ({}, "SAY_VIOCE=x", "say.conf sets SAY_VIOCE: it may set SAY_VOICE"),
        ({}, "SAY_VOICE", "“SAY_VOICE” is not NAME=VALUE"),
        ({}, "SAY_SPEED=fast", "SAY_SPEED: the speed is a number"),
        ({"SAY_VOLUME": "9"}, "", "SAY_VOLUME: the volume is a number"),
    ],
)
def test_settings_that_cannot_be_meant(environ: dict[str, str], conf: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        defaults(environ, conf)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        ["hello", "-f", "x"],
        ["hello", "--selection"],
        ["--clipboard", "-f", "x"],
        ["-i", "--selection"],
        ["--stop", "--selection"],
        ["-i", "hello"],
        ["-i", "-f", "x"],
        ["-i", "-o", "x.wav"],
        ["--stop", "hello"],
    ],
)
def test_what_does_not_go_together_is_refused(line: list[str]) -> None:
    with pytest.raises(UsageError, match=r"goes with|not both"):
        parse(line, Options())


def test_a_change_of_speed_names_the_speed() -> None:
    with pytest.raises(UsageError, match="give it by --speed or --rate"):
        parse(["--live"], Options())
    for line in (["--live", "-s", "1.5"], ["-r", "350", "--live"], ["--live", "--speed", "1"]):
        assert parse(line, Options()).action == "live"


def test_a_text_waits_or_breaks_in() -> None:
    with pytest.raises(UsageError, match="not both"):
        parse(["-a", "-u", "hello"], Options())


@pytest.mark.parametrize("form", ["--plain", "--phonemes"])
def test_what_is_not_read_is_not_explained(form: str) -> None:
    with pytest.raises(UsageError, match=f"neither {form}|nor {form}"):
        parse(["--explain", form, "hello"], Options())
