"""Italian: every line names source and words."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from tests.unit.text.spoken import cases, sentences, words

NUMBERS = """
6 di 49 => sei di quarantanove
1, 21, 28, 101 e 1004 => uno, ventuno, ventotto, cento uno e mille quattro
1.500, 1 500, 1500 => mille cinquecento, mille cinquecento, mille cinquecento
21.000 e 2.300.000 => ventunomila e due milioni trecentomila
1.000.000 e 7.000.000.000 => un milione e sette miliardi
007 => zero zero sette
3,5, 0,05 e 2,718 => tre virgola cinque, zero virgola zero cinque e due virgola settecento diciotto
-7 e -0,25 => meno sette e meno zero virgola venticinque
pi greco è 3.14 => pi greco è tre punto quattordici
1 donna, 1 uomo, 1 studente, 1 zaino, 1 isola => una donna, un uomo, uno studente, uno zaino, un'isola
1 problema, 1 amica, 21 anni => un problema, un'amica, ventuno anni
capitolo 1 parla, 1 e 2 => capitolo uno parla, uno e due
3/4, 1/2, 2 1/3, 5/11, 7/25, 3/100 => tre quarti, un mezzo, due e un terzo, cinque undicesimi, sette venticinquesimi, tre centesimi
½ e 1½ => un mezzo e uno e mezzo
3-5, 10–12 e 3:1 => tre a cinque, dieci a dodici e tre a uno
versione 2.1, v1.0.3, sezione 4.2 => versione due punto uno, versione uno punto zero punto tre, sezione quattro punto due
10.0.0.1 => uno zero punto zero punto zero punto uno
10^6, x² => dieci alla sei, x al quadrato
COVID-19, MP3, A4 => COVID-diciannove, MP tre, A quattro
"""

ORDINALS = """
il 1º e la 2ª => il primo e la seconda
il 3° piano, la 5° volta, a 40° di latitudine => il terzo piano, la quinta volta, a quaranta gradi di latitudine
l'11º, il 23º, il 36º, il 45º, la 120ª => l'undicesimo, il ventitreesimo, il trentaseiesimo, il quarantacinquesimo, la cento ventesima
il 101º, il 113º, il 2.000º => il cento primo, il cento tredicesimo, il duemillesimo
"""

ROMAN = """
Umberto II, Maria I, Luigi XIV, Pio X => Umberto secondo, Maria prima, Luigi quattordicesimo, Pio decimo
il XIX secolo, secolo V, sec. XX => il diciannovesimo secolo, secolo quinto, secolo ventesimo
capitolo IV, cap. II, canto III => capitolo quattro, capitolo due, canto terzo
la II guerra, il XIX Congresso, I Malavoglia => la seconda guerra, il diciannovesimo Congresso, I Malavoglia
vitamina C, classe D, piano B => vitamina C, classe D, piano B
"""

DATES = """
3 ottobre 1990, l'8 marzo => tre ottobre mille novecento novanta, l'otto marzo
1 maggio, 1º gennaio, il 1° aprile => primo maggio, primo gennaio, il primo aprile
12/10/1492, 12-10-1492, 12.10.1492 => dodici ottobre mille quattrocento novantadue, dodici ottobre mille quattrocento novantadue, dodici ottobre mille quattrocento novantadue
2024-02-29, 2024/2/29 => ventinove febbraio duemila ventiquattro, ventinove febbraio duemila ventiquattro
15 ago. 2003, dic. 2010, 03/2024 => quindici agosto duemila tre, dicembre duemila dieci, marzo duemila ventiquattro
nel 1936, 1936-1939 => nel mille novecento trentasei, mille novecento trentasei a mille novecento trentanove
gli anni 80, 200 a.C. qui => gli anni ottanta, duecento avanti Cristo qui
"""

TIMES = """
alle 9:05, alle ore 14:30, dalle 9.30 alle 10.45 => alle nove e cinque, alle ore quattordici e trenta, dalle nove e trenta alle dieci e quarantacinque
all'1:15, le 8:00 => all'una e quindici, le otto
10:20, 21h45, 7 h, 1 h => dieci e venti minuti, ventuno e quarantacinque minuti, sette ore, un'ora
3:30 PM, 10 a.m., 9 pm => tre e trenta minuti di pomeriggio, dieci di mattina, nove di sera
2:03:04 => due ore tre minuti e quattro secondi
"""

MONEY = """
5 €, 1 €, 21 € => cinque euro, un euro, ventuno euro
2,75 €, €2,75, 0,99 € => due euro e settantacinque centesimi, due euro e settantacinque centesimi, novantanove centesimi
$1.50, 2 £, 1 £, 1 ¥ => un dollaro e cinquanta centesimi, due sterline, una sterlina, uno yen
1.500,00 €, 1.000.000 €, 3 milioni di euro => mille cinquecento euro, un milione di euro, tre milioni di euro
2,5 miliardi di €, 5 mila euro, 3 mln € => due virgola cinque miliardi di euro, cinque mila euro, tre milioni di euro
10 CHF, 20 eur, 500 SEK => dieci franchi svizzeri, venti euro, cinquecento corone svedesi
3,20 €/kg => tre euro e venti centesimi per chilogrammo
-5 € => meno cinque euro
"""

MEASURES = """
5 km, 1 km, 21 km, 2,5 kg => cinque chilometri, un chilometro, ventuno chilometri, due virgola cinque chilogrammi
1 t, 2 t, 3 hg, 100 mq => una tonnellata, due tonnellate, tre etti, cento metri quadrati
120 km/h, 3 m/s, 50 m², 2 m³ => cento venti chilometri all'ora, tre metri per secondo, cinquanta metri quadrati, due metri cubi
20 °C, -3 ºC, 45° => venti gradi Celsius, meno tre gradi Celsius, quarantacinque gradi
15 %, 3,5%, 2 ‰ => quindici per cento, tre virgola cinque per cento, due per mille
1/2 kg, 2 1/2 h, 3/4 l => mezzo chilogrammo, due ore e mezza, tre quarti di litro
4 m2, 5-10 km, 3×4 cm, 2 x 3 m => quattro metri quadrati, cinque a dieci chilometri, tre per quattro centimetri, due per tre metri
"""

TELEPHONES = """
06 7654321 => zero sei, sette sei cinque quattro tre due uno
333 7654321, +39 333 765 4321 => tre tre tre, sette sei cinque quattro tre due uno, più trentanove, tre tre tre, sette sei cinque, quattro tre due uno
tel. 02 765432, int. 30 => telefono zero due, sette sei cinque quattro tre due, interno tre zero
numero verde 800 765 432 => numero verde otto zero zero, sette sei cinque, quattro tre due
"""

ADDRESSES = """
eva@posta.it => E V A chiocciola P O S T A punto it
eva_ruiz@gmail.com => E V A trattino basso R U I Z chiocciola gmail punto com
https://www.crusca.fi.it/lingua => H T T P S due punti slash slash W W W punto C R U S C A punto F I punto it slash L I N G U A
visitate rai.it, prego => visitate R A I punto it, prego
seguite @luca9 => seguite chiocciola L U C A nove
il file note.txt => il file note punto txt
"""

ABBREVIATIONS = """
il Sig. Gallo e la Sig.ra Pace => il signor Gallo e la signora Pace
Dott. Rossi, Dott.ssa Neri, Prof.ssa Bo, Avv. Lo => dottor Rossi, dottoressa Neri, professoressa Bo, avvocato Lo
S. Pietro, S. Anna, S. Chiara, S. Stefano => San Pietro, Sant'Anna, Santa Chiara, Santo Stefano
P.za Dante, n. 5, V.le Roma, C.so Como => piazza Dante, numero cinque, viale Roma, corso Como
pag. 7, pagg. 8-9, art. 21, vol. 2, fig. 3 => pagina sette, pagine otto a nove, articolo ventuno, volume due, figura tre
n° 3, nr. 4 => numero tre, numero quattro
ad es. questo, ecc. => ad esempio questo, eccetera.
2 + 3 = 5 e 4 × 2 => due più tre è uguale a cinque e quattro per due
Gallo & Figli, § 3 => Gallo e Figli, paragrafo tre
"""

SENTENCES = """
Il Sig. Gallo abita in P.za Dante. | Va.
Vide la Prof.ssa Neri. | Parlò.
In piazza S. Pietro piove. | Qui no.
Vedi pag. 7 del libro. | E il cap. IV.
Nel sec. XX piovve. | Oggi no.
Il 3 sett. 2020 piovve. | Oggi no.
Non lo fa. | Va via. | Dice di no. | Viene con me. | E mai.
Comprò pane, latte, ecc. e andò via. | Fine.
"""


@pytest.mark.parametrize(
    ("source", "spoken"),
    cases(NUMBERS, ORDINALS, ROMAN, DATES, TIMES, MONEY, MEASURES, TELEPHONES, ADDRESSES, ABBREVIATIONS),
)
def test_italian(source: str, spoken: str) -> None:
    assert words(source, "it") == spoken


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_where_sentences_end(line: str) -> None:
    parts = line.split(" | ")
    assert sentences(" ".join(parts), lang="it") == parts
