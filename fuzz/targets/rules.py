"""One rule of reading by itself: it never fails, each character keeps its place, and it stays in proportion.

A rule is met as the text stands and, by choice, as the rules before it leave it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz import inputs
from fuzz.targets.reading import LANGUAGES, MOST_WORDS, check_places
from kokoro_model.text.normalize import CLASSES, RULES
from kokoro_model.text.normalize.languages import load
from kokoro_model.text.rewriting import Rewriting

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = ("0", "1", "01", "12", "000", "1,000", "1.5", ".5", "-", "–", "/", ".", ",", ":", "(", ")", " ", "²", "٣")
WORDS = {
    "characters": ("\0", "\x85", "\xad", "\u200b", "\u202e", "\ufeff", "\udcff", "\ue000", "\U0010ffff"),
    "divided words": ("nega-\n", "well-\n", "-\n ", "\xad\n", "\u2010 \n", "and", "-la", "E-\nMail", "tive", "\n"),
    "code blocks": ("```", "````", "~~~", "~~~ ", "```py", "{.c}", "\n", "    ", "`", "~", "a", "ls -l"),
    "tables": ("|", "| a | b |", "|---|:-:|", "-|-", "\\|", "\t", "a\t1", "\n", " ", ":--", "word", "| |", "1"),
    "formulas": ("$", "$$", "\\(", "\\)", "\\[", "\\]", "\\frac", "\\sqrt[3]", "\\sum_", "\\lim", "\\alpha", "\\text",
                 "\\begin{a}", "\\hat", "\\to", "\\\\", "\\%", "\\circ", "{", "}", "^", "_", "x", "f(", "'", "=", "&",
                 "3{,}14", "\\foo", *_NUMBERS),
    "markdown": ("![", "](", "[^1]", "<br/>", "</p>", "<!--", "-->", "&amp;", "&#0;", "&#xD800;", "```", "~~~",
                 "- [x] ", "> ", "# ", "|", "|--|", ":-:", "**", "~~", "3*4", "<a@b.c>", "\n",
                 "<voice ", "</think>", "[[rate ", "[[char LTRL]]"),
    "entities": ("\0", "\xad", "\udcff"),
    "addresses": ("https://", "www.", "mailto:", "a@b.cd", "/x/y", "~/", "../", "?a=b", "#c", "a.b", ".Py", "_", "-",
                  "+", "a.py:4", ":80"),
    "emoji": ("👍🏽", "🇩🇪", "🇩", "5️⃣", "#\u20e3", "👨\u200d👩", "\ufe0f", "\u200d", "😀", "♠", "☎", "⌚",
              "\U000e0067", "a"),
    "quotes": ("“", "”", "‘", "’", "´", "`", "ʼ", "«", "a"),
    "code": ("++", "C#", "#tag", "@x", "()", "===", "!=", "->", "--flag", "-f", "fooBar", "foo_bar", "x=1", "::", "&&",
             "0b9e4f01", "-a29b", "00:1a:", "fooHTTPBar"),
    "compatibility characters": ("①", "Ⅳ", "ﬃ", "１２", "㎞", "٣", "०", "．", "，", "𝟙", "⑴", "₂"),
    "own forms": ("Main St. ", "IT WAS ", "72 F", "at ",
                  "1.º", "1er", "3° piso", "la II ", "XX secolo", "siglo xx", "Isabel II", "21 casas", "alle 9.30",
                  "UTC+1:30", "14h30min", "tel. 06 123456 int. 5", "S. Pietro", "D. Luis", "EE UU", "5 ha.", "a. c.",
                  "1ère", "一", "年", "月", "時", "第", "१", "Uhr",
                  "XIXe", "Me Dupont", "n° ", "14 h 30", "h",
                  "min", "24h/24", "2€75", "3-4 mai", "le 1/2", "lun.-ven.", "ᵉʳ", " pages", "सेक्टर 5", " गांधी रोड",
                  "पिन कोड ", "वीं", " में", "सन् ", "ई.", "रु. ", "/-", "1,00,000", "〜", "(月)", "H30.", "(株)", "√", "世",
                  "IV", "万", "円/月", "km/h", "点", "个", "以3-1", "电话", "公元", "％", "No.", *_NUMBERS),
    "enumerations": ("a) ", "(b) ", "i) ", "(iv) ", "ii. ", "1) ", "(12) ", "B)", "(", ")", "（一）", "x) ", "h) ",
                     ":)", "\n", ", ", "word", *_NUMBERS),
    "abbreviations": ("Dr. ", "e.g.", "etc.", "w/o", "No. 5", "pp. 1", "c.5", "a.k.a.", "z. B.", "Nr. 5", "Sig.ra ",
                      "n.º 5", "cap. IV", "EE. UU.", "."),
    "roman numerals": ("Chapter ", "class ", "type ", "Part ", "Henry ", "Louis ", "XL", "L", "I", "IV", "VIII", "XXXX",
                       "IIX", "VX", "MCMXC", "MMMM", " plug", "Kapitel ", "Ludwig ",
                       "Pope Urban ", " century", "th", ".", "MDCCCLXXXVIII"),
    "postal addresses": ("123 ", "7 ", "N ", "1st ", "Elm ", "St.", "Ave", "dr", ", FL 12345", ", CA, 12345-6789",
                         " It"),
    "dates": ("2024-02-30", "2024-13-01T", "3/4/24", "31.12.1999", "May 5th", "the 5th of May", "Sept. ", "Jan-15-2020",
              "25 jul 2012", "3. Oktober", "may 3", ",1998", *_NUMBERS),
    "times": ("12:30pm", "24:59", "0:00Z", ":60", "5 a.m.", "5.30 p.m. est", "4 am - 5 pm", "8:00 Uhr", "1:01:01", "h",
              *_NUMBERS),
    "periods": ("1990s", "'00s", "2000s", "1914-18", "1999–2001", "1960s-80s", "mid-80s", "1980 s", "340 A.D", "2Q22",
                "1990er", *_NUMBERS),
    "telephone numbers": ("+49 30 123456", "(030) 123-4567", "555-1234", "1-2-3", "1-800-GO", "+1 (123)-123-5678",
                          " ext. 12", "111.222.333-44",
                          *_NUMBERS),
    "ranges": ("5–10", "−7", "~9", "1- 2 = 5", "$5-$7", *_NUMBERS),
    "money": ("$", "€", "£1.01", "¥", "USD ", " EUR", "k", "bn", "m", " million", "/mo", "dollars/mo", "-$5",
              *_NUMBERS),
    "measures": ("%", "‰", "km/h", "°C", "µs", "m²", "-km", "1x2x3", "4K", "10k", "4 1/2 lbs", "kg/m³", " million kg",
                 "5-6 km", " words/min", *_NUMBERS),
    "years": ("1066", "1100", "1905", "2009", "2100", "1850 dollars", *_NUMBERS),
    "fractions": ("½", "1⅞", "⅐", "1/2", "0/0", "3/1", "24/7", "2 1/2", "2/4th", "9" * 9 + "/" + "9" * 9, *_NUMBERS),
    "ordinals": ("1st", "0th", "12th", "1,000th", "21TH", "25.", *_NUMBERS),
    "numbers": ("v1.2", "version 3", "1.2.3.4", "1.2.3.4:80", "1e-9", "9E999", "10^2", "x²", "10⁹", "#1", "1,234.5",
                *_NUMBERS),
    "ratios": ("3:1", "1:2:3", *_NUMBERS),
    "digits": ("a1b", "1a", "9" * 20, "٣", "²", *_NUMBERS),
    "signs": ("&", "±", "×", "≤", "°", " = ", " < ", " + ", "x +1 = y", "$", "%", "#", "π", "a"),
    "spaces": (" ", "  ", "年", "か", "&", "5-10", "〜", "a", "—", "-", *_NUMBERS),
    "rows of signs": ("---", "===", "!!!", "???", "──", "--", "┌┐", "a"),
    "white space": ("_", "#", "~", "^", "|", "<", "\\", "  ", "\n", "\u2029", " ,", " ;", "a"),
}  # fmt: skip
"""What the inputs of each rule are made of, besides noise: a rule that is missing here has no target."""


class Target:
    """That of one rule, by its name."""

    def __init__(self, name: str) -> None:
        self.WORDS: Sequence[str] = WORDS[name]
        at = next(at for at, rule in enumerate(RULES) if rule.name == name)
        self._rule, self._before = RULES[at], RULES[:at]
        known = tuple(lang for lang in LANGUAGES if load(lang).grammar)
        self._languages = known if self._rule in CLASSES else LANGUAGES

    def check(self, data: bytes) -> None:
        """A language, whether the rules before have been there, and a text."""
        choices, rest = inputs.split(data, 2)
        lang = self._languages[choices[0] % len(self._languages)]
        source = inputs.text(rest)
        text = Rewriting(source)
        if choices[1] % 2:
            before = [rule for rule in self._before if load(lang).grammar or rule not in CLASSES]
            inputs.strict().rewrite(before, text, lang)
        given = len(text.text)
        self._rule.apply(text, lang)
        check_places(text.text, text.alignment, len(source))
        assert len(text.text) <= 200 + MOST_WORDS * given, "out of proportion"
