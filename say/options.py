"""What the command line, the environment and say.conf say.

One table holds every option: how it is written, what it sets, and its line of help. A parser of our own reads it,
because argparse costs 5 ms to import, which is as long as Python takes to start.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

WORDS_PER_MINUTE = 175
"""The pace that is speed 1.0."""
LOG_LEVELS = ("debug", "info", "warning", "error")
PRECISIONS = ("fp32", "fp16", "int8")
"""Of Kokoro's model, the first where none is named."""


class UsageError(Exception):
    """The command line cannot be meant; the message says why."""


class Options:
    """What is wanted. `action` is what to do: speak, interact, a command for voices, or a question."""

    def __init__(self) -> None:
        self.action = "speak"
        self.text: list[str] = []
        self.voice = ""
        self.lang = ""
        self.speed = 1.0
        self.volume = 1.0
        self.pauses = (-1.0, -1.0)
        self.device = ""
        self.output = ""
        self.file = ""
        self.held = ""
        self.append = self.urgent = False
        self.wait = False
        self.json = False
        self.log_level = ""
        self.form = "text"
        self.command: tuple[str, str] | None = None
        self.argument = ""
        self.precision = ""


def _number(name: str, least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise UsageError(f"the {name} is a number from {least:g} to {most:g}, not “{text}”")
        return value

    return read


def _rate(text: str) -> float:
    least, most = round(0.5 * WORDS_PER_MINUTE), 2 * WORDS_PER_MINUTE
    return _number("rate", least, most)(text) / WORDS_PER_MINUTE


def _precision(text: str) -> str:
    if text not in PRECISIONS:
        raise UsageError(f"the precision is one of {', '.join(PRECISIONS)}, not “{text}”")
    return text


def _path(text: str) -> str:
    if not text:
        raise UsageError("a file's name is empty: give --file or --output one, or leave them out")
    return text


def _pauses(text: str) -> tuple[float, float]:
    """Seconds of silence behind a sentence and a paragraph, negative where the service knows."""
    sentence, comma, paragraph = text.partition(",")
    seconds = _number("pause in seconds", 0, 10)
    return seconds(sentence), seconds(paragraph) if comma else -1.0


def _log_level(text: str) -> str:
    if text not in LOG_LEVELS:
        raise UsageError(f"the log level is one of {', '.join(LOG_LEVELS)}, not “{text}”")
    return text


class Option:
    """One option. `sets` names a field of Options; `value` reads the argument where `argument` names one.

    `counted` is what it is where a number follows.
    """

    def __init__(
        self,
        names: str,
        sets: str,
        text: str,
        *,
        argument: str = "",
        value: Callable[[str], object] = str,
        constant: object = True,
        counted: Option | None = None,
    ) -> None:
        self.names = names.split()
        self.sets, self.text, self.argument, self.value, self.constant = sets, text, argument, value, constant
        self.counted = counted


def _action(names: str, action: str, text: str) -> Option:
    return Option(names, "action", text, constant=action)


def _command(names: str, action: str, text: str, argument: str) -> Option:
    return Option(names, "command", text, argument=argument, value=lambda value: (action, value))


GROUPS: dict[str, tuple[Option, ...]] = {
    "How it is spoken": (
        Option("-v --voice", "voice", "name or number; '?' lists them", argument="VOICE"),
        Option("-l --lang", "lang", "language, not the voice's own; auto notices it", argument="LANG"),
        Option("-s --speed", "speed", "0.5 to 2.0", argument="SPEED", value=_number("speed", 0.5, 2.0)),
        Option("-r --rate", "speed", "words a minute, 88 to 350", argument="WPM", value=_rate),
        Option("--volume", "volume", "0 to 2.0; 1.0 is as it is", argument="VOLUME", value=_number("volume", 0, 2)),
        Option("--device", "device", "sound device, by name or number", argument="NAME"),
    ),
    "What is spoken": (
        Option("-f --file", "file", "the text of a file; - is standard input", argument="FILE", value=_path),
        Option("--selection", "held", "what is selected on the desktop", constant="selection"),
        Option("--clipboard", "held", "what was copied last", constant="clipboard"),
        _action("-i --interactive", "interact", "each line as it is entered, one after the other"),
        Option("--plain", "form", "the text as it stands, signs and numbers too", constant="plain"),
        Option("--phonemes", "form", "phonemes (IPA) in place of text", constant="phonemes"),
        Option("-a --append", "append", "behind what the voice says, instead of cutting it off"),
        Option("-u --urgent", "urgent", "at once; what is interrupted goes on behind it"),
        Option("-o --output", "output", "into a .wav, .flac, .ogg or .mp3 file", argument="FILE", value=_path),
        Option("-w --wait", "wait", "until it is spoken or written; ^C stops the speech"),
    ),
    "What is being spoken (of one voice with -v, else of all)": (
        _action("--stop", "stop", "fall silent and forget"),
        Option("--pause", "action", "fall silent; S[,P]: seconds behind sentences", constant="pause",
               counted=Option("--pause", "pauses", "", argument="S[,P]", value=_pauses)),
        _action("--resume", "resume", "go on"),
        _action("--skip", "skip", "on to the next sentence"),
        _action("--back", "back", "back to the sentence before"),
        _action("--live", "live", "go on at the --speed or --rate given with it"),
        _action("--again", "again", "say the last text once more"),
    ),
    "Voices and words of your own": (
        _command("--blend", "blend", "keep a blend: mine=af_bella(2)+af_sky", "NAME=RECIPE"),
        _command("--unblend", "unblend", "forget it", "NAME"),
        _command("--teach", "teach", "say a word so: 'nginx=engine x'", "WORD=SOUND"),
        _command("--forget", "forget", "say it as before", "WORD"),
        _action("--explain", "explain", "how the text is read, by which rules and phonemes"),
    ),
    "The system": (
        _action("--list", "list", "voices, languages, and which are loaded or speaking"),
        _action("--status", "status", "what runs, and how"),
        _action("--doctor", "doctor", "what is wrong, each with the command that mends it"),
        _action("--setup", "setup", "bring Kokoro's model and voices (354 MB)"),
        Option("--precision", "precision", "of that model: fp32, fp16 (192 MB) or int8 (142 MB)", argument="P",
               value=_precision),
        _action("--kill", "kill", "stop everything; the next text starts it again"),
        Option("--json", "json", "--list, --status, --doctor, --explain for programs"),
        Option("--log-level", "log_level", "what the daemons log: " + ", ".join(LOG_LEVELS), argument="LEVEL",
               value=_log_level),
        _action("--version", "version", "print it"),
        _command("--complete", "complete", "names for a shell: voices, languages, blends, devices", "WHAT"),
        _action("-h --help", "help", "an overview; with a word, what it is about"),
    ),
}  # fmt: skip


def parse(arguments: Sequence[str], options: Options) -> Options:
    """Read the command line into `options`; raises UsageError."""
    known = {name: option for group in GROUPS.values() for option in group for name in option.names}
    rest = list(arguments)
    named = set()
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            options.text.extend(rest)
            rest.clear()
        elif argument == "-" or not argument.startswith("-"):
            options.text.append(argument)
        else:
            for option, value in _options(argument, rest, known):
                setattr(options, option.sets, option.value(value) if option.argument else option.constant)
                named.add(option.sets)
    if options.command:
        options.action, options.argument = options.command
    if options.voice == "?":
        options.action, options.voice = "list", ""
    if options.text == ["-"]:
        options.text, options.file = [], "-"
    _check(options, named)
    return options


def _check(options: Options, named: set[str]) -> None:
    """Raises UsageError for what does not go together; `named` are the fields that the command line sets."""
    given = bool(options.text) + bool(options.file) + bool(options.held)
    if given > 1:
        raise UsageError("a text, a file, the selection or the clipboard is spoken: one of them, not both")
    if options.action == "live" and "speed" not in named:
        raise UsageError("--live goes on at another speed: give it by --speed or --rate")
    if options.append and options.urgent:
        raise UsageError("a text waits with --append or breaks in with --urgent, not both")
    if options.action == "interact" and (given or options.output):
        raise UsageError("--interactive speaks what is entered: no text, file or output goes with it")
    if options.action == "explain" and options.form != "text":
        raise UsageError("--explain tells how text is read: neither --plain nor --phonemes goes with it")
    if options.action not in {"speak", "interact", "help", "explain"} and given:
        raise UsageError(f"no text goes with --{options.action}")


def _options(argument: str, rest: list[str], known: Mapping[str, Option]) -> Iterator[tuple[Option, str]]:
    """The option or options that one argument holds, with the value of the one that takes one."""
    if argument.startswith("--"):
        name, equals, value = argument.partition("=")
        option = known.get(name) or _unique(name, known)
        if option.counted and (equals or _is_number(rest[:1])):
            option = option.counted
        if equals and not option.argument:
            raise UsageError(f"{name} takes no value")
        yield option, value if equals or not option.argument else _value(argument, rest)
        return
    for at in range(1, len(argument)):
        option = known.get("-" + argument[at]) or _unknown("-" + argument[at], known)
        if option.argument:
            yield option, argument[at + 1 :] or _value("-" + argument[at], rest)
            return
        yield option, ""


def _is_number(following: list[str]) -> bool:
    return bool(following) and following[0].replace(".", "").replace(",", "").isdigit()


def _value(name: str, rest: list[str]) -> str:
    if not rest:
        raise UsageError(f"{name} needs a value")
    return rest.pop(0)


def _unique(name: str, known: Mapping[str, Option]) -> Option:
    """The option whose name begins so, if it is the only one."""
    found = {id(option): option for full, option in known.items() if full.startswith(name)}
    return found.popitem()[1] if len(found) == 1 else _unknown(name, known)


def _unknown(name: str, known: Mapping[str, Option]) -> Option:
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    raise UsageError(f"there is no option {name}" + (f": did you mean {near[0]}?" if near else "; --help lists them"))


SETTINGS = {
    "SAY_VOICE": "voice",
    "SAY_LANG": "lang",
    "SAY_SPEED": "speed",
    "SAY_VOLUME": "volume",
    "SAY_DEVICE": "device",
}
"""The defaults that the environment, or say.conf, may set."""


def defaults(environ: Mapping[str, str], conf: str) -> Options:
    """Options as the environment and, behind it, the text of say.conf set them; raises UsageError."""
    options = Options()
    wanted = {**_assignments(conf), **{name: environ[name] for name in SETTINGS if name in environ}}
    readers = {option.sets: option.value for group in GROUPS.values() for option in group if "-r" not in option.names}
    for name, value in wanted.items():
        field = SETTINGS.get(name)
        if field is None:
            raise UsageError(f"say.conf sets {name}: it may set {', '.join(SETTINGS)}")
        try:
            setattr(options, field, readers[field](value))
        except UsageError as error:
            raise UsageError(f"{name}: {error}") from None
    return options


def _assignments(conf: str) -> dict[str, str]:
    """NAME=VALUE lines, as systemd's EnvironmentFile has them."""
    found = {}
    for line in conf.splitlines():
        name, equals, value = line.strip().partition("=")
        if name and name[0] not in "#;":
            if not equals:
                raise UsageError(f"say.conf: “{line.strip()[:60]}” is not NAME=VALUE")
            found[name.strip()] = value.strip().strip("\"'")
    return found
