"""What Spanish says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{top} sobre {under}",
    square_root="raíz cuadrada de {}",
    root="raíz de índice {index} de {of}",
    power="elevado a {}",
    sub="sub {}",
    of="de",
    limits="{name} desde {low} hasta {high} de",
    below="{name} sobre {low} de",
    limit="límite cuando {low} de",
    approaches="tiende a",
    minus="menos",
    signs={
        "⇒": "implica",
        "⇔": "si y solo si",
        "∈": "pertenece a",
        "∉": "no pertenece a",
        "∪": "unión",
        "∩": "intersección",
        "⊂": "subconjunto de",
        "∀": "para todo",
        "∃": "existe",
        "∂": "parcial",
        "∇": "nabla",
        "≡": "equivalente a",
        "∧": "y",
        "∨": "o",
        "¬": "no",
        "∅": "conjunto vacío",
        "…": "etcétera",
        "'": "prima",
        "*": "asterisco",
        "/": "sobre",
        "!": "factorial",
    },
    names=named(
        "alfa beta gamma delta épsilon zeta eta theta iota kappa lambda mu "
        "nu xi ómicron pi ro sigma tau ípsilon fi ji psi omega",
        "seno, coseno, tangente, logaritmo, logaritmo natural, la suma, el producto, la integral",
    ),
    accents=accented("{} gorro, {} barra, vector {}, {} tilde, {} punto"),
)
