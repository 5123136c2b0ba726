"""Formulas in LaTeX: read as people read them, and nothing else taken for one."""

from __future__ import annotations

import pytest

from fuzz.inputs import strict
from kokoro_model.text.normalize import strip_marks
from kokoro_model.text.rewriting import Rewriting
from tests.unit.text.proportion import in_proportion
from tests.unit.text.spoken import cases, words
from tests.unit.text.structure import heard_alike

IN_DOLLARS = r"""
$mc^2$ => m c squared
So $E=mc^2$ is it. => So E equals m c squared is it.
$5$ => five
$-1$, $0.5$ or $1{,}000$ or $2,500$ => minus one, zero point five or one thousand or two thousand five hundred
$x+1$, $x-1$, $a/b$, $n!$, $ab$ => x plus one, x minus one, a over b, n factorial, a b
$x^3$, $x^{10}$, $x^n$ => x cubed, x to the power of ten, x to the power of n
$x^{-1}$, $x^{n+1}$ => x to the power of minus one, x to the power of n plus one
$x_1$, $x_i$, $x_{12}$, $x_{n+1}$, $x_1^2$ => x one, x i, x twelve, x sub n plus one, x one squared
$T_{max}$ and $v_\text{in}$ => T max and v in
$\frac{a}{b}$, $\frac12$, $\dfrac{n(n+1)}{2}$ => a over b, one over two, n (n plus one) over two
$\sqrt{2}$, $\sqrt{a+b}$ => the square root of two, the square root of a plus b
$\sqrt[3]{x}$, $\sqrt[n]{x}$ => the third root of x, the nth root of x
$\alpha\beta$, $\Delta t$, $\varepsilon$, $2\pi r$ => alpha beta, delta t, epsilon, two pi r
$a \leq b$, $a \ge b$ => a is less than or equal to b, a is greater than or equal to b
$a \neq b$, $a < b$ => a is not equal to b, a is less than b
$a \times b$, $a \cdot b$, $a \div b$ => a times b, a times b, a divided by b
$\pm 2$, $50\%$ => plus or minus two, fifty percent
$a \in A$, $A \cup B$, $\forall x$, $x \to \infty$ => a in A, A union B, for all x, x to infinity
$f(x)$, $f'(x) = 2x$, $g(a, b)$ => f of x, f prime of x equals two x, g of (a, b)
$\sin x$, $\log_2 n$, $O(n \log n)$, $\ln x$ => sine x, log two n, O (n log n), natural log x
$90^\circ$ and $90^{\circ}C$ => ninety degrees and ninety degrees C
$\hat{y}$, $\bar{x}$, $\vec{v}$ => y hat, x bar, vector v
$\mathbb{R}^n$, $\mathbf{x}$, $\left( a \right)$ => R to the power of n, x, (a)
$\sum_{i=1}^{n} x_i$ => the sum from i equals one to n of x i
$\int_0^1 f(x)\,dx$, $\int x$ => the integral from zero to one of f of x d x, the integral x
$\lim_{x \to 0} x$ => the limit as x approaches zero of x
the $n$th, $k$-means, a $p$-value => the nth, k-means, a p-value
($n = 30$, $p < 0.05$) => (n equals thirty, p is less than zero point zero five)
"""
ELSEWHERE = r"""
\(x_1\) and \(a\) => x one and a
\[ E = mc^2 \] => E equals m c squared
$$a^2 + b^2 = c^2$$ => a squared plus b squared equals c squared
\frac{a}{b} and \sqrt{2} => a over b and the square root of two
\alpha \leq 3 \times 4 \cdot 5 => alpha is less than or equal to three times four times five
x\leq y, 3\times4, 10\times10, \alpha\beta => x is less than or equal to y, three times four, ten times ten, alpha beta
60\% of \$5 by R\&D in C\# => sixty percent of five dollars by R and D in C sharp
"""
NOT_UNDERSTOOD = r"""
$$\begin{matrix}1 & 2 \\ 3 & 4\end{matrix}$$ => one, two, three, four
$\foo{bar} + \unknown$ => foo b a r plus unknown
$\frac{a}{b$ and $\sqrt$ => a over b and the square root of
"""
MONEY = """
$5 => five dollars
Between $5 and $6. => Between five dollars and six dollars.
US$ 5 is not A$6. => five dollars is not six dollars.
$5-$6, ($5) or $5,000. => five dollars to six dollars, (five dollars) or five thousand dollars.
It was 5$ or 6$ then. => It was five dollars or six dollars then.
It is $5 - the price is $6 - or not. => It is five dollars - the price is six dollars - or not.
I had $20 (plus $5) and x = $25 => I had twenty dollars (plus five dollars) and x equals twenty-five dollars
"""


@pytest.mark.parametrize(("source", "spoken"), cases(IN_DOLLARS, ELSEWHERE, NOT_UNDERSTOOD))
def test_is_read_as_people_read_it(source: str, spoken: str) -> None:
    assert words(source, "en-us") == spoken


@pytest.mark.parametrize(("source", "spoken"), cases(MONEY))
def test_money_stays_money(source: str, spoken: str) -> None:
    assert words(source, "en-us") == spoken


@pytest.mark.parametrize(
    "text",
    ["$PATH:$HOME", "${a}_${b}", "$(a)_$(b)", "$a = $b; $c = 5", "$1=$2", r"C:\alpha\beta", r"a\nb", "foo$ bar$"],
)
def test_programs_are_no_formulas(text: str) -> None:
    rewriting = Rewriting(text)
    strip_marks(rewriting, "en-us", strict())
    assert rewriting.text == text


@pytest.mark.parametrize(
    ("lang", "source", "spoken"),
    [
        ("de", r"$\frac{a}{b} \leq \sqrt{2}$", "a durch b kleiner oder gleich Wurzel aus zwei"),
        (
            "de",
            r"$3{,}14 \cdot x^2$ oder $\sqrt[3]{x}$",
            "drei Komma eins vier mal x hoch zwei oder die dritte Wurzel aus x",
        ),
        ("es", r"$\alpha \times \frac{a}{b}$", "alfa por a sobre b"),
        ("fr-fr", r"$x_1^2 \geq \sqrt{y}$", "x un au carré supérieur ou égal à racine carrée de y"),
        ("it", r"$\sum_{i=1}^n x_i$", "la somma da i è uguale a uno a n di x i"),
        ("pt-br", r"$E=mc^2$", "E é igual a m c ao quadrado"),
        ("hi", r"$\sqrt{2} \times \pi$", "दो का वर्गमूल गुणा पाई"),
        ("ja", r"\(\frac{a}{b}\)", "b分のa"),
        ("cmn", r"$\sqrt{2} \times \pi$", "根号二乘以派"),
    ],
)
def test_is_read_in_the_words_of_a_language(lang: str, source: str, spoken: str) -> None:
    assert words(source, lang) == spoken


@pytest.mark.parametrize("lang", ["en-us", "de", "es", "fr-fr", "it", "pt-br", "hi", "ja", "cmn"])
@pytest.mark.parametrize(
    "formula",
    [
        r"$\frac{a_1}{\sqrt[4]{b}} \leq \sum_{i=1}^{10} \hat{x}_i^2 \to \infty$",
        r"\[\lim_{n \to 0} \int_0^1 \sin(x) dx \neq \prod x^{-1}\]",
        r"\alpha \times \omega \cdot 5\%",
    ],
)
def test_no_sign_of_a_formula_is_left_in_any_language(lang: str, formula: str) -> None:
    spoken = words(formula, lang)
    assert spoken
    assert not set(spoken) & set(r"\{}$^_<>=%")


@pytest.mark.parametrize("whole", [True, False])
def test_no_cut_goes_through_a_formula(*, whole: bool) -> None:
    for before in range(1, 12):
        text = "so " * before + r"it is $a + b = c + d$ or \(x = y + z\) and that is it."
        said = " ".join(map(str, heard_alike(text, whole=whole)))
        assert said.endswith("it is a plus b equals c plus d or x equals y plus z and that is it.")


def test_a_formula_over_several_lines_is_one() -> None:
    assert heard_alike("We have\n$$\nE = mc^2\n$$\nhere.") == ["We have E equals m c squared here."]


def test_a_formula_keeps_its_place() -> None:
    text = Rewriting("Now $x^2$ is it.")
    strip_marks(text, "en-us", strict())
    assert text.text == "Now x squared is it."
    assert text.source_span(4, 13) == (4, 9)
    assert text.source_span(14, 16) == (10, 12)


@pytest.mark.parametrize(
    "unit",
    [
        "$x^2$ ",
        "$x ",
        "$$x",
        r"\(x",
        r"\[x",
        r"\frac{",
        r"\frac{a}{b}",
        r"\sqrt",
        "$" + "{" * 50 + "$",
        r"\alpha",
        "^",
        "$",
    ],
)
def test_time_is_in_proportion(unit: str) -> None:
    assert in_proportion(lambda text: strip_marks(Rewriting(text), "en-us", strict()), unit, 2_000, 20_000)
