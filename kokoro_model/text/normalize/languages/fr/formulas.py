"""What French says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{top} sur {under}",
    square_root="racine carrée de {}",
    root="racine d'ordre {index} de {of}",
    power="puissance {}",
    sub="indice {}",
    of="de",
    limits="{name} de {low} à {high} de",
    below="{name} sur {low} de",
    limit="limite quand {low} de",
    approaches="tend vers",
    minus="moins",
    signs={
        "⇒": "implique",
        "⇔": "équivaut à",
        "∈": "appartient à",
        "∉": "n'appartient pas à",
        "∪": "union",
        "∩": "inter",
        "⊂": "inclus dans",
        "∀": "pour tout",
        "∃": "il existe",
        "∂": "dé rond",
        "∇": "nabla",
        "≡": "équivalent à",
        "∧": "et",
        "∨": "ou",
        "¬": "non",
        "∅": "ensemble vide",
        "…": "et cetera",
        "'": "prime",
        "*": "étoile",
        "/": "sur",
        "!": "factorielle",
    },
    names=named(
        "alpha bêta gamma delta epsilon zêta êta thêta iota kappa lambda mu "
        "nu xi omicron pi rhô sigma tau upsilon phi khi psi oméga",
        "sinus, cosinus, tangente, log, logarithme népérien, la somme, le produit, l'intégrale",
    ),
    accents=accented("{} chapeau, {} barre, vecteur {}, {} tilde, {} point"),
)
