"""What Portuguese says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{top} sobre {under}",
    square_root="raiz quadrada de {}",
    root="raiz de índice {index} de {of}",
    power="elevado a {}",
    sub="índice {}",
    of="de",
    limits="{name} de {low} até {high} de",
    below="{name} sobre {low} de",
    limit="limite quando {low} de",
    approaches="tende a",
    minus="menos",
    signs={
        "⇒": "implica",
        "⇔": "se e somente se",
        "∈": "pertence a",
        "∉": "não pertence a",
        "∪": "união",
        "∩": "interseção",
        "⊂": "subconjunto de",
        "∀": "para todo",
        "∃": "existe",
        "∂": "parcial",
        "∇": "nabla",
        "≡": "equivalente a",
        "∧": "e",
        "∨": "ou",
        "¬": "não",
        "∅": "conjunto vazio",
        "…": "e assim por diante",
        "'": "linha",
        "*": "asterisco",
        "/": "sobre",
        "!": "fatorial",
    },
    names=named(
        "alfa beta gama delta épsilon zeta eta teta iota capa lambda mi "
        "ni csi ômicron pi rô sigma tau ípsilon fi qui psi ômega",
        "seno, cosseno, tangente, logaritmo, logaritmo natural, o somatório, o produtório, a integral",
    ),
    accents=accented("{} chapéu, {} barra, vetor {}, {} til, {} ponto"),
)
