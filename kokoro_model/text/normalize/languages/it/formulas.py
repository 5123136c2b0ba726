"""What Italian says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{top} su {under}",
    square_root="radice quadrata di {}",
    root="radice di indice {index} di {of}",
    power="elevato a {}",
    sub="con {}",
    of="di",
    limits="{name} da {low} a {high} di",
    below="{name} su {low} di",
    limit="limite per {low} di",
    approaches="che tende a",
    minus="meno",
    signs={
        "⇒": "implica",
        "⇔": "se e solo se",
        "∈": "appartiene a",
        "∉": "non appartiene a",
        "∪": "unione",
        "∩": "intersezione",
        "⊂": "sottoinsieme di",
        "∀": "per ogni",
        "∃": "esiste",
        "∂": "parziale",
        "∇": "nabla",
        "≡": "equivalente a",
        "∧": "e",
        "∨": "o",
        "¬": "non",
        "∅": "insieme vuoto",
        "…": "eccetera",
        "'": "primo",
        "*": "asterisco",
        "/": "su",
        "!": "fattoriale",
    },
    names=named(
        "alfa beta gamma delta epsilon zeta eta theta iota kappa lambda mi "
        "ni xi omicron pi rho sigma tau ipsilon phi chi psi omega",
        "seno, coseno, tangente, logaritmo, logaritmo naturale, la somma, il prodotto, l'integrale",
    ),
    accents=accented("{} cappello, {} barra, vettore {}, {} tilde, {} punto"),
)
