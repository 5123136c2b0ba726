"""What French text sounds like, by area; every line names source and words."""

from __future__ import annotations

import pytest

from kokoro_model.text.segmenter import Segmenter
from tests.unit.text.spoken import cases, words

NUMBERS = """
0, 1, 16, 17, 21, 22 => zéro, un, seize, dix-sept, vingt et un, vingt-deux
60, 61, 70, 71, 72, 79 => soixante, soixante et un, soixante-dix, soixante et onze, soixante-douze, soixante-dix-neuf
80, 81, 90, 91, 99 => quatre-vingts, quatre-vingt-un, quatre-vingt-dix, quatre-vingt-onze, quatre-vingt-dix-neuf
100, 101, 200, 201, 1000, 2000 => cent, cent un, deux cents, deux cent un, mille, deux mille
80000, 200000, 380000 => quatre-vingt mille, deux cent mille, trois cent quatre-vingt mille
1 000 000, 2 345 678 => un million, deux millions trois cent quarante-cinq mille six cent soixante-dix-huit
1 000 000 000 000 et 3 000 000 000 => un billion et trois milliards
-7, −7, +7, ~7, ±7 => moins sept, moins sept, plus sept, environ sept, plus ou moins sept
2,5 ou 0,05 ou 10,125 => deux virgule cinq ou zéro virgule zéro cinq ou dix virgule cent vingt-cinq
0,000 et 1,100 et 3,1415926 => zéro virgule zéro zéro zéro et un virgule cent et trois virgule un quatre un cinq neuf \
deux six
7 000,25 => sept mille virgule vingt-cinq
007 => zéro zéro sept
5-10, 5–10 et 5 à 10 => cinq à dix, cinq à dix et cinq à dix
v2.3, version 10.4 => version deux point trois, version dix point quatre
4×5, 4 x 5 => quatre par cinq, quatre par cinq
10², x³, 2^8 => dix au carré, x au cube, deux puissance huit
2,5e-3 => deux virgule cinq fois dix puissance moins trois
1 page, 31 pages, 11 pages, 2 001 nuits => une page, trente et une pages, onze pages, deux mille une nuits
21 questions, 1 solution, 1 directrice, 51 voix => vingt et une questions, une solution, une directrice, cinquante et \
une voix
1 jour, 21 hommes, 1 bastion => un jour, vingt et un hommes, un bastion
"""

FRACTIONS = """
1/2, 1/3, 1/4, 1/8 => un demi, un tiers, un quart, un huitième
2/3, 3/4, 5/6, 3/2 => deux tiers, trois quarts, cinq sixièmes, trois demis
2 1/2, 1½, 5 2/3 => deux et demi, un et demi, cinq et deux tiers
-1/3 => moins un tiers
1/2 finale, 1/2 tarif => demi-finale, demi-tarif
14/20, 0/5, 3/0 => quatorze sur vingt, zéro sur cinq, trois sur zéro
9/100, 1/1000, 4/365 => neuf centièmes, un millième, quatre sur trois cent soixante-cinq
24/7, 50/50 => vingt-quatre heures sur vingt-quatre, sept jours sur sept, cinquante cinquante
24h/24, 6j/7 => vingt-quatre heures sur vingt-quatre, six jours sur sept
"""

ORDINALS = """
1er, 1re, 1ère, 1ers => premier, première, première, premiers
2e, 2ème, 2nd, 2nde, 2des => deuxième, deuxième, second, seconde, secondes
3e, 5ème, 9e, 10es, 11e => troisième, cinquième, neuvième, dixièmes, onzième
20e, 21e, 30e, 71e, 80e, 81e => vingtième, vingt et unième, trentième, soixante et onzième, quatre-vingtième, \
quatre-vingt-unième
100e, 101e, 1000e, 3 000e => centième, cent unième, millième, trois millième
1ᵉʳ, 7ᵉ => premier, septième
3D, 2D, 4E => trois D, deux D, quatre E
"""

ROMAN = """
Louis XVI, Napoléon III, Jean-Paul II => Louis seize, Napoléon trois, Jean-Paul deux
François Ier, Charles I, Élisabeth Ire => François premier, Charles premier, Élisabeth première
le XVIIIe siècle, la Ve République, le XXᵉ arrondissement => le dix-huitième siècle, la cinquième République, le \
vingtième arrondissement
au XIXème, au XX siècle => au dix-neuvième, au vingtième siècle
chapitre IX, tome II, acte V => chapitre neuf, tome deux, acte cinq
Le, Ce, Mes et Des sont des mots => Le, Ce, Mes et Des sont des mots
"""

DATES = """
le 05/06/2021 => le cinq juin deux mille vingt et un
le 1/2/2023, le 01.02.2023 => le premier février deux mille vingt-trois, le premier février deux mille vingt-trois
1er avril 1999, 8 mai 1945 => premier avril mille neuf cent quatre-vingt-dix-neuf, huit mai mille neuf cent \
quarante-cinq
2020-12-31 => trente et un décembre deux mille vingt
14 juil. 1789 et 3 févr. => quatorze juillet mille sept cent quatre-vingt-neuf et trois février
mars 2019 => mars deux mille dix-neuf
le 25/12, du 24/12 au 02/01, samedi 5/6 => le vingt-cinq décembre, du vingt-quatre décembre au deux janvier, samedi \
cinq juin
le 1/4 de finale, au 3/4 plein, les 3/4 de la population => le un quart de finale, au trois quarts plein, \
les trois quarts de la population
les 7/8 mai, les 7-8-9 mai, 3-12 juin => les sept, huit mai, les sept, huit, neuf mai, trois au douze juin
en 1984, de 1939-1945 => en mille neuf cent quatre-vingt-quatre, de mille neuf cent trente-neuf à mille neuf cent \
quarante-cinq
les années 60 => les années soixante
en 58 av. J.-C. ou 14 apr. J.-C. ici => en cinquante-huit avant Jésus-Christ ou quatorze après Jésus-Christ ici
lun. 4 mai, mar.-ven., sam. 9 => lundi quatre mai, mardi à vendredi, samedi neuf
"""

TIMES = """
14h30, 14 h 30, 14:30, 14H30 => quatorze heures trente, quatorze heures trente, quatorze heures trente, quatorze \
heures trente
9h, 1h, 21 h, 0h00 => neuf heures, une heure, vingt et une heures, zéro heure
7h05, 8h01, 10 h 21 => sept heures cinq, huit heures une, dix heures vingt et une
3 h 20 min, 2h5min, 1h30mn => trois heures vingt, deux heures cinq, une heure trente
1 h 02 min 03 s, 12:15:01 => une heure deux minutes trois secondes, douze heures quinze minutes une seconde
9h-12h30, 14–16 h => neuf heures à douze heures trente, quatorze à seize heures
18h00 UTC => dix-huit heures UTC
"""

MONEY = """
€2,75 ou 2,75 € ou 2€75 => deux euros soixante-quinze ou deux euros soixante-quinze ou deux euros soixante-quinze
1 €, 0,50 €, 0,01 €, 3,00 €, 3,05 € => un euro, cinquante centimes, un centime, trois euros, trois euros et cinq \
centimes
12 500 €, 1.500 € => douze mille cinq cents euros, mille cinq cents euros
10-15 €, 30 € - 40 € => dix à quinze euros, trente euros à quarante euros
-20 € => moins vingt euros
1 £, 21 £, 9 $, 8 ¥, 4 CHF => une livre, vingt et une livres, neuf dollars, huit yens, quatre francs suisses
5 $US, 30 $CA, 100 FCFA => cinq dollars américains, trente dollars canadiens, cent francs CFA
3 millions €, 1 million d'euros, 2,5 M€, 7 Md€ => trois millions d'euros, un million d'euros, deux virgule cinq \
millions d'euros, sept milliards d'euros
3 k€, 1 k€, 2,5 k€ => trois mille euros, mille euros, deux mille cinq cents euros
"""

MEASURES = """
5 km, 1 km, 1,5 km, 0 km => cinq kilomètres, un kilomètre, un virgule cinq kilomètre, zéro kilomètre
90 km/h, 10 m/s, 5 Mb/s => quatre-vingt-dix kilomètres par heure, dix mètres par seconde, cinq mégabits par seconde
100 m², 3 m³, 9,8 m/s² => cent mètres carrés, trois mètres cubes, neuf virgule huit mètres par seconde carrée
20 °C, -3°C, 45° => vingt degrés Celsius, moins trois degrés Celsius, quarante-cinq degrés
1 t, 31 t, 1 min, 21 s => une tonne, trente et une tonnes, une minute, vingt et une secondes
1m75, 1,75 m, 2 m 05, 3,5 m => un mètre soixante-quinze, un mètre soixante-quinze, deux mètres zéro cinq, \
trois virgule cinq mètres
4K, 300 K => quatre K, trois cents kelvins
2 c. à s., 1 c. à c. => deux cuillères à soupe, une cuillère à café
15 %, 2,5 %, 3 ‰ => quinze pour cent, deux virgule cinq pour cent, trois pour mille
1/2 L, 1/2 h, 3/4 L, 1/4 h => un demi-litre, une demi-heure, trois quarts de litre, un quart d'heure
1 1/2 h, 2 1/2 kg, 3 1/4 L => une heure et demie, deux kilogrammes et demi, trois litres et un quart
5-6 km, 16 Go, 2 kWh, 250 hab./km² => cinq à six kilomètres, seize gigaoctets, deux kilowattheures, deux cent \
cinquante habitants par kilomètre carré
"""

TELEPHONE = """
01 42 68 53 00 => zéro un, quarante-deux, soixante-huit, cinquante-trois, zéro zéro
06.12.34.56.78 ou 0612345678 => zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit ou zéro six, douze, \
trente-quatre, cinquante-six, soixante-dix-huit
+33 6 12 34 56 78 => plus trente-trois, six, douze, trente-quatre, cinquante-six, soixante-dix-huit
+33612345678 => plus trente-trois, six, douze, trente-quatre, cinquante-six, soixante-dix-huit
01 42 68 53 00 poste 12 => zéro un, quarante-deux, soixante-huit, cinquante-trois, zéro zéro, poste un deux
0 800 123 456 => zéro, huit cents, cent vingt-trois, quatre cent cinquante-six
"""

ABBREVIATIONS = """
M. Hulot, MM. Hulot et Tati, Mme Hulot, Mlle Hulot => Monsieur Hulot, Messieurs Hulot et Tati, Madame Hulot, \
Mademoiselle Hulot
Dr House, Pr. Tournesol, Me Dupond => Docteur House, Professeur Tournesol, Maître Dupond
Me voici, et ce Pr est là => Me voici, et ce Pr est là
Mᵐᵉ et Mˡˡᵉ Hulot, les Dʳᵉˢ Petit => Madame et Mademoiselle Hulot, les Docteures Petit
n° 5, N°6, nº 7, no 8, nᵒˢ 9 et 10 => numéro cinq, numéro six, numéro sept, numéro huit, numéros neuf et dix
p. 4, pp. 4-6, art. 9, chap. 2, fig. 1, vol. 3 => page quatre, pages quatre à six, article neuf, chapitre deux, \
figure un, volume trois
p. ex. ici, c.-à-d. là, cf. ceci, env. 5 => par exemple ici, c'est-à-dire là, voir ceci, environ cinq
art. L. 212-3, R212-3 => article L deux cent douze tiret trois, R deux cent douze tiret trois
svp, rdv, France vs Brésil => s'il vous plaît, rendez-vous, France contre Brésil
3, av. Foch et 5 bd St-Michel => trois, avenue Foch et cinq boulevard Saint-Michel
St-Étienne, Ste Anne => Saint-Étienne, Sainte Anne
75011 Paris, 06000 Nice => soixante-quinze mille onze Paris, zéro six mille Nice
des pommes, etc. => des pommes, et cétéra.
"""

ADDRESSES = """
anne.petit@exemple.fr => anne point petit arobase exemple point FR
www.exemple.com/aide => trois W point exemple point com slash aide
10.0.0.1 => un zéro point zéro point zéro point un
"""

SIGNS = """
Dupond & Cie => Dupond et compagnie
2 + 3 = 5 => deux plus trois égale cinq
a < b et 4 > 3 => a inférieur à b et quatre supérieur à trois
§ 4 et 50 % => paragraphe quatre et cinquante pour cent
Paris → Lyon => Paris vers Lyon
une victoire 3:1 => une victoire trois contre un
"""

TABLES = (
    *(NUMBERS, FRACTIONS, ORDINALS, ROMAN, DATES, TIMES, MONEY),
    *(MEASURES, TELEPHONE, ABBREVIATIONS, ADDRESSES, SIGNS),
)


@pytest.mark.parametrize(("source", "spoken"), [case for table in TABLES for case in cases(table)])
def test_is_read(source: str, spoken: str) -> None:
    assert words(source, "fr-fr") == spoken


@pytest.mark.parametrize(
    ("lang", "spoken"),
    [
        ("fr-fr", "soixante-quinze, quatre-vingt-un, quatre-vingt-douzième"),
        ("fr-be", "septante-cinq, quatre-vingt-un, nonante-deuxième"),
        ("fr-ch", "septante-cinq, huitante et un, nonante-deuxième"),
    ],
)
def test_tens_are_those_of_the_country(lang: str, spoken: str) -> None:
    assert words("75, 81, 92e", lang) == spoken


@pytest.mark.parametrize(
    "sentence",
    [
        "M. Hulot est là.",
        "Au 12, bd. Voltaire à Paris.",
        "Un roman de J.-P. Sartre.",
        "L'appt. B est libre.",
        "Le Dr. Durand et le gén. Leclerc.",
        "Mgr. Lefebvre et Ste. Anne.",
        "En 52 av. J.-C. César arriva.",
        "Le 3 janv. Paul arrive.",
        "Des villes, p. ex. Paris.",
    ],
)
def test_a_short_form_ends_no_sentence(sentence: str) -> None:
    assert _sentences(f"{sentence} Et voilà.") == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Il est né le 3.",
        "Elle aime la mer.",
        "Il parle de l'art.",
        "Quel vol.",
        "Vive Louis XIV.",
        "Il a dit non.",
        "Il vint à 14h30.",
    ],
)
def test_a_full_stop_ends_one(sentence: str) -> None:
    assert _sentences(f"{sentence} Et voilà.") == 2


def _sentences(text: str) -> int:
    segmenter = Segmenter(lang="fr-fr")
    segmenter.feed(text)
    segmenter.end()
    return len({segment.sentence for segment in iter(segmenter.next, None)})
