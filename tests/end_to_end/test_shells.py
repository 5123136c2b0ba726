"""Completions as the shells make them, from where `make install` puts them; and man pages as man finds them."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.command import Say
    from tests.end_to_end.units import Units

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BASH = """
. /usr/share/bash-completion/bash_completion
_completion_loader say
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
previous=
if ((COMP_CWORD > 0)); then previous=${COMP_WORDS[COMP_CWORD - 1]}; fi
COMPREPLY=()
$(complete -p say | sed 's/.*-F \\([^ ]*\\) .*/\\1/') say "${COMP_WORDS[COMP_CWORD]}" "$previous" 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
fpath=(~/.local/share/zsh/site-functions $fpath)
autoload -Uz compinit && compinit -u -D
tell() { print -r -- "$BUFFER" >PIPE }
zle -N zle-line-init tell
zle -N tell
bindkey '^G' tell
"""
"""Tells what is on its command line, when it has come up and when ^G is typed."""


def environ() -> dict[str, str]:
    return {**os.environ, "PATH": f"{os.path.expanduser('~/.local/bin')}:{os.environ['PATH']}", "TERM": "dumb"}


def bash(*words: str) -> set[str]:
    """What bash completes, with its package for completions."""
    run = ["bash", "--norc", "-c", BASH, "bash", *words]
    return set(subprocess.run(run, env=environ(), stdout=subprocess.PIPE, text=True, check=True).stdout.split())


def fish(*words: str) -> set[str]:
    """What fish completes."""
    run = ["fish", "--command", 'complete --do-complete "$argv[1]"', " ".join(words)]
    done = subprocess.run(run, env=environ(), stdout=subprocess.PIPE, text=True, check=True)
    return {line.partition("\t")[0] for line in done.stdout.splitlines()}


def zsh(*words: str) -> set[str]:
    """What is on the command line of zsh once Tab was pressed: the one completion, or what was there before."""
    with tempfile.TemporaryDirectory() as directory:
        pipe = os.path.join(directory, "pipe")
        os.mkfifo(pipe)
        with open(os.path.join(directory, ".zshrc"), "w", encoding="utf-8") as file:
            file.write(ZSH.replace("PIPE", pipe))
        line = _typed({**environ(), "ZDOTDIR": directory}, pipe, " ".join(words))
    return {shlex.split(line)[-1].removesuffix("=")}


def _typed(env: dict[str, str], pipe: str, keys: str) -> str:
    """The command line of a zsh in whose terminal the keys are typed, and Tab."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        ["zsh", "-d", "-i"], stdin=its, stdout=its, stderr=its, env=env, start_new_session=True
    ) as run:
        os.close(its)
        assert _told(pipe) == ""
        os.write(ours, f"{keys}\t\a".encode())
        line = _told(pipe)
        run.kill()
    os.close(ours)
    return line


def _told(pipe: str) -> str:
    with open(pipe, encoding="utf-8") as lines:
        return lines.read().strip()


SHELLS = {"bash": bash, "fish": fish, "zsh": zsh}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_options_and_their_values(shell: str, run_say: Say) -> None:
    complete = SHELLS[shell]
    assert complete("say", "--vol") == {"--volume"}
    assert complete("say", "-v", "af_he") == {"af_heart"}
    assert complete("say", "--voice", "bell") == {"bella"}
    assert complete("say", "--lang", "fr-f") == {"fr-fr"}
    assert complete("say", "--device", "nul") == {"null"}
    assert complete("say", "--log-level", "de") == {"debug"}
    assert complete("say", "-f", "/etc/hostna") == {"/etc/hostname"}


def test_a_shell_lists_what_it_could_be(run_say: Say) -> None:
    for complete in (bash, fish):
        assert complete("say", "--vo") == {"--voice", "--volume"}
        assert {"en-us", "en-gb"} <= complete("say", "--lang", "en")
    assert bash("say", "--voice", "=", "bell") == {"bella"}  # as bash takes --voice=bell


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_own_blends(shell: str, run_say: Say) -> None:
    run_say("--blend", "twosome=af_bella(2)+af_sky")
    try:
        assert SHELLS[shell]("say", "--unblend", "two") == {"twosome"}
        assert SHELLS[shell]("say", "-v", "two") == {"twosome"}
    finally:
        run_say("--unblend", "twosome")


def test_every_program_and_unit_has_a_man_page(installed: str, units: Units) -> None:
    programs = [name for name in os.listdir(installed) if name.startswith(("say", "kokoro"))]
    names = [*programs, *os.listdir(os.path.join(CHECKOUT, "systemd"))]
    assert {"say", "kokoro-model", "kokoro-voice@.service", "kokoro.slice"} <= set(names)
    for name in names:
        shown = subprocess.run(["man", name], env=environ(), stdout=subprocess.PIPE, text=True, check=True).stdout
        assert shown.count("\n") > 20, name
