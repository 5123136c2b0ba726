"""German numbers in words.

They are written apart, as "drei und zwanzig": espeak reads long compounds of them wrong.
"""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

GRAMMAR = NumberGrammar("""
%%cardinal:
    0: null; eins; zwei; drei; vier; fünf; sechs; sieben; acht; neun; zehn;
    elf; zwölf; dreizehn; vierzehn; fünfzehn; sechzehn; siebzehn; achtzehn; neunzehn;
    20: [>%ein> und ]zwanzig; 30: [>%ein> und ]dreißig; 40: [>%ein> und ]vierzig; 50: [>%ein> und ]fünfzig;
    60: [>%ein> und ]sechzig; 70: [>%ein> und ]siebzig; 80: [>%ein> und ]achtzig; 90: [>%ein> und ]neunzig;
    100: <%ein< hundert[ >>];
    1000: <%ein< tausend[ >>];
    1000000: eine Million[ >>]; 2000000: <%ein< Millionen[ >>];
    1000000000: eine Milliarde[ >>]; 2000000000: <%ein< Milliarden[ >>];
    1000000000000: eine Billion[ >>]; 2000000000000: <%ein< Billionen[ >>];
    1000000000000000: eine Billiarde[ >>]; 2000000000000000: <%ein< Billiarden[ >>];
    1000000000000000000: eine Trillion[ >>]; 2000000000000000000: <%ein< Trillionen[ >>];
    1000000000000000000000: eine Trilliarde[ >>]; 2000000000000000000000: <%ein< Trilliarden[ >>];
    1000000000000000000000000: eine Quadrillion[ >>]; 2000000000000000000000000: <%ein< Quadrillionen[ >>];
%%ein:
    0: null; ein; =%cardinal=;
    100: <%ein< hundert[ >>];
    1000: <%ein< tausend[ >>];
    1000000: eine Million[ >>]; 2000000: =%cardinal=;
%%eine:
    0: null; eine; =%ein=;
%%ordinal:
    0: nullt; erst; zweit; dritt; viert; fünft; sechst; siebt; acht; neunt; zehnt;
    elft; zwölft; dreizehnt; vierzehnt; fünfzehnt; sechzehnt; siebzehnt; achtzehnt; neunzehnt;
    20: [>%ein> und ]zwanzigst; 30: [>%ein> und ]dreißigst; 40: [>%ein> und ]vierzigst; 50: [>%ein> und ]fünfzigst;
    60: [>%ein> und ]sechzigst; 70: [>%ein> und ]siebzigst; 80: [>%ein> und ]achtzigst; 90: [>%ein> und ]neunzigst;
    100: <%ein< hundert>%st>;
    1000: <%ein< tausend>%st>;
    1000000: <%ein< million>%st>;
    1000000000: <%ein< milliard>%st>;
    1000000000000: <%ein< billion>%st>;
%%st:
    0: st; 1: ' =%ordinal=;
""")
