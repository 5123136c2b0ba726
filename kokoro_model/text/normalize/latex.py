"""A formula in LaTeX as it is said.

Commands and signs are parsed from left to right: a base, what stands above and below it, the next one. What has no
words is spoken by its name, and what only places or decorates is silent; environments are read cell by cell. Nothing is
ever refused: a brace that is missing is taken to stand at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.tokens import Context, Number

if TYPE_CHECKING:
    from kokoro_model.text.normalize.formula_words import FormulaWords
    from kokoro_model.text.normalize.language import Language

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]{1,40})\*?|\\(?P<escaped>.)"
    r"|(?P<integer>[0-9]{1,40})(?:(?P<point>\.|\{,\}|,(?=[0-9]{3}(?![0-9])))(?P<fraction>[0-9]{1,40}))?"
    r"|(?P<letters>[A-Za-z]+)|(?P<sign>\S)",
    re.DOTALL,
)
_SIGNS = {
    **dict.fromkeys(("leq", "le", "leqslant"), "≤"),
    **dict.fromkeys(("geq", "ge", "geqslant"), "≥"),
    **dict.fromkeys(("neq", "ne"), "≠"),
    **dict.fromkeys(("times", "cdot", "ast", "bullet"), "×"),
    **dict.fromkeys(("to", "rightarrow", "longrightarrow", "mapsto"), "→"),
    **dict.fromkeys(("Rightarrow", "implies", "Longrightarrow"), "⇒"),
    **dict.fromkeys(("iff", "Leftrightarrow"), "⇔"),
    **dict.fromkeys(("approx", "simeq", "sim"), "≈"),
    **dict.fromkeys(("subset", "subseteq"), "⊂"),
    **dict.fromkeys(("land", "wedge"), "∧"),
    **dict.fromkeys(("lor", "vee"), "∨"),
    **dict.fromkeys(("neg", "lnot"), "¬"),
    **dict.fromkeys(("emptyset", "varnothing"), "∅"),
    **dict.fromkeys(("ldots", "cdots", "dots"), "…"),
    "lt": "<",
    "gt": ">",
    "pm": "±",
    "div": "÷",
    "infty": "∞",
    "in": "∈",
    "notin": "∉",
    "cup": "∪",
    "cap": "∩",
    "forall": "∀",
    "exists": "∃",
    "partial": "∂",
    "nabla": "∇",
    "equiv": "≡",
    "prime": "'",
    "degree": "°",
}
"""The sign that a command stands for."""
_LOOKS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma"}
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_TEXTS = frozenset({"text", "textbf", "textit", "textrm", "mathrm", "operatorname", "mbox", "label", "tag"})
_SILENT = frozenset(
    {
        *("left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "quad", "qquad", "displaystyle"),
        *("textstyle", "limits", "nolimits", "mathbf", "mathbb", "mathcal", "mathit", "mathsf", "boldsymbol", "bm"),
        *("overline", "underline", "boxed", "nonumber", "hline", "widehat", "overset", "underset", "phantom"),
    }
)
_LIMITED = {"sum": "sum", "prod": "prod", "int": "int", "oint": "int", "iint": "int"}
COMMANDS = frozenset({*_SIGNS, *_LOOKS, *_FRACTIONS, *_LIMITED, "sqrt", "lim"})
"""What is known by itself, besides the names that a language has."""
_CALLED = frozenset("fgh")
"""Letters that are functions where a bracket follows."""
_NAMES = frozenset({"sin", "cos", "tan", "log", "exp", "max", "min", "lim", "det", "gcd", "mod"})
_LEAST_WORD = 4
"""So many letters in a row are a word, and less are factors."""
_LEAST_WORD_BELOW = 3
_GROUP = 3
"""Digits behind a sign that parts thousands."""
_DEEPEST = 12
_ENDS = {"{": "}", "[": "]"}
_WHOLE_ABOVE = re.compile(r"\s*(?:\{\s*(?P<braced>[0-9]{1,15})\s*\}|(?P<bare>[0-9]{1,15}))")
_DEGREES = re.compile(r"\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_MARKUP = re.compile(r"[\\{}$]+")
_SPACE_INSIDE = re.compile(r"(?<=\()\s+|\s+(?=[),;:.?])")
_COMMAS = re.compile(r"(?:,\s*)+,")


def said(formula: str, language: Language, words: FormulaWords) -> str:
    """The words of a formula."""
    return _Speller(formula, language, words).all()


def atom_end(text: str, start: int) -> int:
    """Where a command at `start` ends, with its arguments and what stands above and below it."""
    end = _COMMAND.match(text, start)
    return end.end() if end else start


_ARGUMENT = r"(?:\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]{0,60}\}){0,80}\}){0,200}\})"
_COMMAND = re.compile(
    rf"\\[A-Za-z]{{1,40}}(?:\[[^\[\]\n]{{0,20}}\])?{_ARGUMENT}{{0,3}}(?:[_^](?:{_ARGUMENT}|\\[A-Za-z]{{1,40}}|\w)){{0,2}}"
)


class _Speller:
    def __init__(self, formula: str, language: Language, words: FormulaWords) -> None:
        self._language, self._words = language, words
        self._tokens = list(_TOKEN.finditer(formula))
        self._formula = formula
        self._at = 0
        self._depth = 0
        self._below = False  # whether what is read stands above or below something
        self._limit = False  # whether below a limit

    def all(self) -> str:
        """The words of everything."""
        parts = []
        while self._at < len(self._tokens):
            parts.append(self._sequence(""))
            self._at += 1  # a brace that closes nothing
        return _joined(parts).strip(", ")

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _sequence(self, end: str) -> str:
        """Up to an end, which is left."""
        parts: list[str] = []
        while self._at < len(self._tokens) and self._peek() not in {end, "}"}:
            parts.append(self._item())
        return _joined(parts)

    def _item(self) -> str:
        """A base with what stands above and below it."""
        token = self._tokens[self._at]
        name = token["command"] or ""
        if name in _LIMITED or name == "lim":
            return self._limited(name)
        parts = [self._base(), *self._scripts()]
        if token[0] in _CALLED and self._peek() == "(":
            parts += self._called()
        return _joined(parts)

    def _called(self) -> list[str]:
        """What is said for the bracket behind a function: it is heard only around more than one thing."""
        if self._at + 2 >= len(self._tokens) or self._tokens[self._at + 2][0] != ")":
            return [self._words.of]
        self._at += 1
        of = self._base()
        self._at += 1
        return [self._words.of, of]

    def _base(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if token["command"]:
            return self._command(token["command"])
        if token["escaped"]:
            return self._escaped(token["escaped"])
        if token["integer"]:
            return self._number(token)
        if token["letters"]:
            return self._letters(token["letters"])
        if token[0] == "{":
            return self._group("{")
        return self._sign(token[0])

    def _group(self, opening: str) -> str:
        """What stands between an opening that has been read and its end."""
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        words = self._sequence(_ENDS[opening])
        self._at += 1
        self._depth -= 1
        return words

    def _argument(self, *, one_digit: bool = True) -> str:
        """The next group, or the next token by itself: of letters in a row the first, and of digits, too."""
        if self._at >= len(self._tokens) or self._peek() == "}":
            return ""
        token = self._tokens[self._at]
        if len(token["letters"] or (one_digit and token["integer"]) or "") > 1:
            rest = _TOKEN.match(self._formula, token.start() + 1, token.end())
            assert rest
            self._tokens[self._at] = rest
            return self._number_of(token[0][0]) if token["integer"] else token[0][0]
        if self._depth >= _DEEPEST:
            self._at += 1
            return ""
        self._depth += 1
        words = self._base()
        self._depth -= 1
        return words

    def _scripts(self) -> list[str]:
        """What is said for all that stands above and below; a subscript goes first."""
        above, below = "", ""
        while self._peek() in {"^", "_", "'"}:
            sign = self._peek()
            self._at += 1
            if sign == "'":
                above = _joined([above, self._words.signs.get("'", "")])
            elif sign == "_":
                below = self._subscript()
            else:
                above = _joined([above, self._superscript()])
        return [below, above]

    def _subscript(self) -> str:
        outside, self._below = self._below, True
        words = self._argument(one_digit=False)
        self._below = outside
        return words if len(words.split()) < 2 else self._words.sub.format(words)

    def _superscript(self) -> str:
        begun = self._start(self._at)
        whole = _WHOLE_ABOVE.match(self._formula, begun)
        plain = self._peek() in {r"\prime", "*"}
        degrees = _DEGREES.match(self._formula, begun)
        outside, self._below = self._below, True
        words = self._argument(one_digit=False)
        self._below = outside
        if whole:
            return self._language.raised(whole["braced"] or whole["bare"]).strip()
        if degrees:
            return self._sign("°")
        return words if plain or not words else self._words.power.format(words)

    def _start(self, at: int) -> int:
        return self._tokens[at].start() if at < len(self._tokens) else len(self._formula)

    def _limited(self, name: str) -> str:
        """A sum, an integral or a limit with what stands below and above it."""
        self._at += 1
        low = high = ""
        while self._peek() in {"^", "_", r"\limits", r"\nolimits"}:
            sign = self._peek()
            self._at += 1
            outside, self._limit = self._limit, name == "lim"
            if sign == "_":
                low = self._argument()
            elif sign == "^":
                high = self._argument()
            self._limit = outside
        if name == "lim":
            return self._words.limit.format(low=low) if low else name
        what = self._words.names[_LIMITED[name]]
        if high:
            return self._words.limits.format(name=what, low=low, high=high)
        return self._words.below.format(name=what, low=low) if low else what

    def _command(self, name: str) -> str:
        name = _LOOKS.get(name, name)
        structure = self._structure(name)
        if structure is not None:
            return structure
        if name in _SIGNS:
            return self._sign(_SIGNS[name])
        names = self._words.names
        return "" if name in _SILENT else names.get(name) or names.get(name.lower()) or name

    def _structure(self, name: str) -> str | None:
        """The words of a command that has arguments; None where it is no such one."""
        words = self._words
        if name in _FRACTIONS:
            return words.over.format(top=self._argument(), under=self._argument())
        if name == "sqrt":
            return self._root()
        if name in words.accents:
            return words.accents[name].format(self._argument())
        if name in {"begin", "end"}:
            self._raw()
            return ","
        if name in _TEXTS:
            return self._raw()
        return None

    def _raw(self) -> str:
        """A group as it stands, for it is no formula."""
        if self._peek() != "{":
            return self._argument()
        begun = self._at
        while self._at < len(self._tokens) and self._peek() != "}":
            self._at += 1
        text = self._formula[self._tokens[begun].end() : self._start(self._at)]
        self._at += 1
        return _MARKUP.sub(" ", text).strip()

    def _root(self) -> str:
        index = ""
        if self._peek() == "[":
            self._at += 1
            begun = self._at
            index = self._group("[")
            written = self._tokens[begun]["integer"] if begun < len(self._tokens) else None
            if written == "2":
                index = ""
            elif self._words.root_suffix and index:
                index = self._ordinal(written) or index + self._words.root_suffix
        of = self._argument()
        return self._words.root.format(index=index, of=of) if index else self._words.square_root.format(of)

    def _ordinal(self, written: str | None) -> str:
        """Which root it is, where that is a number."""
        if not written or len(written) > self._language.most_digits:
            return ""
        return self._language.ordinal(int(written), Context(self._words.root.partition(" ")[0], ""))

    def _escaped(self, char: str) -> str:
        if char == "\\":
            return ","
        return self._sign(char) if char in "%#&" else f" {char} " if char == "$" else ""

    def _sign(self, sign: str) -> str:
        """The words for a sign; brackets and marks stay, and what has no words is dropped."""
        language, words = self._language, self._words
        if sign == "→" and self._limit:
            return words.approaches
        if sign in "-−":
            return words.minus
        if sign == "*" and not self._below:
            sign = "×"
        found = words.signs.get(sign) or language.signs.get(sign) or language.spaced_signs.get(sign)
        if found and sign not in "&#@$":
            return found
        return sign if sign in "(),;:.?" else "," if sign == "&" else sign if sign.isalnum() else ""

    def _number(self, token: re.Match[str]) -> str:
        grouped = token["point"] == "," or (len(token["fraction"] or "") == _GROUP and token["point"] == "{,}")
        if grouped and self._language.decimal_sign != ",":
            return self._number_of(token["integer"] + token["fraction"])
        return self._language.number(Number(token["integer"], token["fraction"] or ""))

    def _number_of(self, digits: str) -> str:
        return self._language.number(Number(digits))

    def _letters(self, letters: str) -> str:
        """Factors one by one, or a word."""
        least = _LEAST_WORD_BELOW if self._below else _LEAST_WORD
        if letters in _NAMES:
            return self._words.names.get(letters, letters)
        return letters if len(letters) >= least else " ".join(letters)


def _joined(parts: list[str]) -> str:
    """The words with single spaces, and none before a mark or inside a bracket."""
    words = " ".join(filter(None, parts))
    return _COMMAS.sub(",", _SPACE_INSIDE.sub("", words))
