"""What makes bash, zsh and fish complete the command lines of say.

`python -m say.shells SHELL` prints a shell's script. It is made of the table of options, so that it has them all; names
of voices, languages, blends and devices it asks of `say --complete`.
"""

from __future__ import annotations

import sys

from say.completion import KINDS
from say.options import GROUPS, LOG_LEVELS, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = {"--voice": "voices", "--lang": "languages", "--unblend": "blends", "--device": "devices"}
"""Options whose values say is asked for."""
WORDS = {"--log-level": LOG_LEVELS, "--precision": ("fp32", "fp16", "int8"), "--complete": KINDS}
"""Options whose values are always the same."""
PATHS = ("--file", "--output")


def script(shell: str) -> str:
    """The script for that shell; raises KeyError for one that is not known."""
    return SHELLS[shell]()


def _all() -> list[Option]:
    return [option for group in GROUPS.values() for option in group]


def _long(option: Option) -> str:
    return next(name for name in option.names if name.startswith("--"))


def _bash() -> str:
    known = [name for option in _all() for name in option.names if name.startswith("--")]
    taking = [option for option in _all() if option.argument]
    cases = [f"    {'|'.join(option.names)}) {_bash_values(_long(option))} ;;" for option in taking]
    return _BASH.format(cases="\n".join(cases), names=" ".join(known))


def _bash_values(name: str) -> str:
    if name in ASKED:
        return f'_say_names "$("$1" --complete {ASKED[name]} 2>/dev/null | cut -f 1)"'
    if name in WORDS:
        return f"COMPREPLY=($(compgen -W '{' '.join(WORDS[name])}' -- \"$cur\"))"
    return 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))' if name in PATHS else ":"


_BASH = """\
# Completion of say for bash, made of its table of options.
_say_names() {{
  local IFS=$'\\n' name
  for name in $1; do [[ $name != "$cur"* ]] || COMPREPLY+=("$(printf %q "$name")"); done
}}

_say() {{
  local cur=$2 option=$3
  COMPREPLY=()
  # --voice=af is three words to bash, and the equals sign may be the last one
  if [[ $cur == = ]]; then cur='' option=${{COMP_WORDS[COMP_CWORD - 1]}}
  elif [[ $option == = ]]; then option=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  case $option in
{cases}
    *) [[ $cur != -* ]] || COMPREPLY=($(compgen -W '{names}' -- "$cur")) ;;
  esac
}}
complete -F _say say
"""


def _zsh() -> str:
    return _ZSH.format(specs=" \\\n".join(f"    {_zsh_spec(option)}" for option in _all()))


def _zsh_spec(option: Option) -> str:
    """One option in the form that _arguments takes."""
    text = "".join(f"\\{sign}" if sign in "[]:\\" else sign for sign in option.text)
    value = f":{option.argument}:{_zsh_values(_long(option))}" if option.argument else ""
    behind = ["+" if not name.startswith("--") else "=" for name in option.names] if value else [""] * len(option.names)
    written = [name + sign for name, sign in zip(option.names, behind, strict=True)]
    names = f"'({' '.join(option.names)})'{{{','.join(written)}}}" if len(written) > 1 else written[0]
    return f"{names}{_zsh_quoted(f'[{text}]{value}')}"


def _zsh_values(name: str) -> str:
    if name in ASKED:
        return f"_say_names {ASKED[name]}"
    if name in WORDS:
        return f"({' '.join(WORDS[name])})"
    return "_files" if name in PATHS else " "


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


_ZSH = """\
#compdef say
# Completion of say for zsh, made of its table of options.
_say_names() {{
  local kind=$argv[-1]
  local -a names
  names=("${{(@f)$(_call_program $kind ${{words[1]}} --complete $kind)}}")
  names=("${{(@)${{(@)names//:/\\:}}/$'\\t'/:}}")
  _describe -t $kind $kind names
}}

_say() {{
  _arguments -s -S : \\
{specs} \\
    '*:text:( )'
}}

_say "$@"
"""


def _fish() -> str:
    return "".join(f"{line}\n" for line in (_FISH, *(_fish_line(option) for option in _all())))


def _fish_line(option: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    return f"complete -c say {names}{_fish_values(option)} -d {_fish_quoted(option.text)}"


def _fish_values(option: Option) -> str:
    name = _long(option)
    if name in ASKED:
        return f" -x -a '(say --complete {ASKED[name]})'"
    if name in WORDS:
        return f" -x -a '{' '.join(WORDS[name])}'"
    return " -r -F" if name in PATHS else " -x" if option.argument else ""


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_FISH = """\
# Completion of say for fish, made of its table of options.
complete -c say -f"""

SHELLS: dict[str, Callable[[], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}


if __name__ == "__main__":
    sys.stdout.write(script(sys.argv[1]))
