"""Japanese numbers in words.

A thousand is 千, but 一千 as a multiple of 万 and of what is above it. From 10 ** 28 on the multiples are in kana,
since Open JTalk takes their ideographs for other words.
"""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

GRAMMAR = NumberGrammar("""
%%cardinal:
    0: 零; 一; 二; 三; 四; 五; 六; 七; 八; 九;
    10: 十[>>]; 20: <<十[>>];
    100: 百[>>]; 200: <<百[>>];
    1000: 千[>>]; 2000: <<千[>>];
    10000: <%multiple<万[>>];
    100000000: <%multiple<億[>>];
    1000000000000: <%multiple<兆[>>];
    10000000000000000: <%multiple<京[>>];
    100000000000000000000: <%multiple<垓[>>];
    1000000000000000000000000: <%multiple<秭[>>];
    10000000000000000000000000000: <%multiple<じょう[>>];
    100000000000000000000000000000000: <%multiple<こう[>>];
%%multiple:
    0: =%cardinal=; 1000: 一千[>%cardinal>]; 2000: =%cardinal=;
%%ordinal:
    0: 第=%cardinal=;
""")
