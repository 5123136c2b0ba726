"""What German says for formulas."""

from __future__ import annotations

from kokoro_model.text.normalize.formula_words import FormulaWords, accented, named

FORMULAS = FormulaWords(
    over="{top} durch {under}",
    square_root="Wurzel aus {}",
    root="die {index} Wurzel aus {of}",
    power="hoch {}",
    sub="Index {}",
    of="von",
    limits="{name} von {low} bis {high} über",
    below="{name} über {low} von",
    limit="der Grenzwert für {low} von",
    approaches="gegen",
    minus="minus",
    signs={
        "≤": "kleiner oder gleich",
        "≥": "größer oder gleich",
        "≠": "ungleich",
        "⇒": "daraus folgt",
        "⇔": "genau dann wenn",
        "∈": "Element von",
        "∉": "kein Element von",
        "∪": "vereinigt mit",
        "∩": "geschnitten mit",
        "⊂": "Teilmenge von",
        "∀": "für alle",
        "∃": "es gibt",
        "∂": "partiell",
        "∇": "Nabla",
        "≡": "äquivalent zu",
        "∧": "und",
        "∨": "oder",
        "¬": "nicht",
        "∅": "die leere Menge",
        "…": "und so weiter",
        "'": "Strich",
        "*": "Stern",
        "/": "durch",
        "!": "Fakultät",
    },
    names=named(
        "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Jota Kappa Lambda My "
        "Ny Xi Omikron Pi Rho Sigma Tau Ypsilon Phi Chi Psi Omega",
        "Sinus, Kosinus, Tangens, Logarithmus, natürlicher Logarithmus, die Summe, das Produkt, das Integral",
    ),
    accents=accented("{} Dach, {} quer, Vektor {}, {} Tilde, {} Punkt"),
    root_suffix="-te",
)
