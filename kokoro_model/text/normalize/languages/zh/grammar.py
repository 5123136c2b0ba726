"""Chinese numbers in words.

A 零 stands for what is left out between two figures, but not where a group ends in zeros and the next one is full.
Two is 两 before 千, 万 and 亿, and `counted` before what is counted.
"""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

GRAMMAR = NumberGrammar("""
%%cardinal:
    0: 零; 一; 二; 三; 四; 五; 六; 七; 八; 九;
    10: 十[>>]; 20: <<十[>>];
    100: <<百[>%behind-hundreds>];
    1000: <<千[>%behind-thousands>]; 2000: 两千[>%behind-thousands>]; 3000: <<千[>%behind-thousands>];
    10000: <<万[>%behind-myriads>]; 20000: 两万[>%behind-myriads>]; 30000: <<万[>%behind-myriads>];
    100000000: <<亿[>%behind-squares>]; 200000000: 两亿[>%behind-squares>]; 300000000: <<亿[>%behind-squares>];
%%behind-hundreds:
    0: 零=%cardinal=; 10: 一=%cardinal=; 20: =%cardinal=;
%%behind-thousands:
    0: 零=%cardinal=; 10: 零一=%cardinal=; 20: 零=%cardinal=; 100: =%cardinal=;
%%behind-myriads:
    0: =%behind-thousands=; 100: 零=%cardinal=; 1000: =%cardinal=;
%%behind-squares:
    0: =%behind-thousands=; 100: 零=%cardinal=; 10000000: =%cardinal=;
%%counted:
    0: =%cardinal=; 2: 两; 3: =%cardinal=;
%%ordinal:
    0: 第=%cardinal=;
""")
