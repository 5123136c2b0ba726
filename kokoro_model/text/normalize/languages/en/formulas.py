"""What English says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{top} over {under}",
    square_root="the square root of {}",
    root="the {index} root of {of}",
    power="to the power of {}",
    sub="sub {}",
    of="of",
    limits="{name} from {low} to {high} of",
    below="{name} over {low} of",
    limit="the limit as {low} of",
    approaches="approaches",
    minus="minus",
    signs={
        "≤": "is less than or equal to",
        "≥": "is greater than or equal to",
        "<": "is less than",
        ">": "is greater than",
        "≈": "is approximately",
        "→": "to",
        "⇒": "implies",
        "⇔": "if and only if",
        "∈": "in",
        "∉": "not in",
        "∪": "union",
        "∩": "intersection",
        "⊂": "is a subset of",
        "∀": "for all",
        "∃": "there is",
        "∂": "partial",
        "∇": "nabla",
        "≡": "is equivalent to",
        "∧": "and",
        "∨": "or",
        "¬": "not",
        "∅": "the empty set",
        "…": "and so on",
        "'": "prime",
        "*": "star",
        "/": "over",
        "!": "factorial",
    },
    names=named(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
        "nu xi omicron pi rho sigma tau upsilon phi chi psi omega",
        "sine, cosine, tangent, log, natural log, the sum, the product, the integral",
    ),
    accents=accented("{} hat, {} bar, vector {}, {} tilde, {} dot"),
    root_suffix="th",
)
