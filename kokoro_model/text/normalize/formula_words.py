"""What a language says for formulas; templates have `{}` or a name in braces for the words of a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class FormulaWords(NamedTuple):
    """The words of formulas in one language."""

    over: str
    """A fraction, of `{top}` and `{under}`."""
    square_root: str
    root: str
    """Any other, of `{of}` and `{index}`: an ordinal where `root_suffix` makes one of a letter, or else a cardinal."""
    power: str
    """A power that is no whole number."""
    sub: str
    """What stands below a letter and is more than a letter or a number."""
    of: str
    """Between a function and what is in brackets; empty where nothing is said."""
    limits: str
    """A sum or an integral, `{name}`, from `{low}` to `{high}`."""
    below: str
    """One with nothing but `{low}`."""
    limit: str
    """A limit, as `{low}`."""
    approaches: str
    """For the arrow in that."""
    minus: str
    signs: Mapping[str, str]
    """Words for signs that have none elsewhere, or others than in a text."""
    names: Mapping[str, str]
    """Of commands that are words: Greek letters, functions, sums."""
    accents: Mapping[str, str]
    """Templates for letters with something above them."""
    root_suffix: str = ""


GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
"""The commands for the Greek alphabet in its order."""
FUNCTIONS = ("sin", "cos", "tan", "log", "ln", "sum", "prod", "int")
"""The commands that every language has words for, in this order."""
ACCENTS = ("hat", "bar", "vec", "tilde", "dot")
"""Those for what stands above a letter."""


def named(greek: str, functions: str) -> Mapping[str, str]:
    """Names for the Greek letters, parted by spaces, and for functions, parted by commas."""
    return {
        **dict(zip(GREEK, greek.split(), strict=True)),
        **dict(zip(FUNCTIONS, functions.split(", "), strict=True)),
    }


def accented(templates: str) -> Mapping[str, str]:
    """Templates for accents, parted by commas."""
    return dict(zip(ACCENTS, templates.split(", "), strict=True))
