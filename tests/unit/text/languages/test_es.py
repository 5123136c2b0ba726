"""Spanish: every line names source and words."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from tests.unit.text.spoken import cases, sentences, words

NUMBERS = """
6 de 49 => seis de cuarenta y nueve
1, 21, 101 y 1001 => uno, veintiuno, ciento uno y mil uno
1.500, 1 500, 1500 => mil quinientos, mil quinientos, mil quinientos
21.000 y 2.300.000.000 => veintiún mil y dos mil trescientos millones
4.000.000.000.000 => cuatro billones
007 => cero cero siete
3,5 y 0,05 y 2,718 => tres coma cinco y cero coma cero cinco y dos coma setecientos dieciocho
-7 y -0,25 => menos siete y menos cero coma veinticinco
pi es 3.14 => pi es tres punto catorce
1.234.567,5 => un millón doscientos treinta y cuatro mil quinientos sesenta y siete coma cinco
Hay 21 mesas, 200 casas y 31 árboles. => Hay veintiuna mesas, doscientas casas y treinta y un árboles.
1 niña, 1 coche, 300 problemas, 500 noches => una niña, un coche, trescientos problemas, quinientas noches
1.001 noches, 42.201 mujeres => mil una noches, cuarenta y dos mil doscientas una mujeres
capítulo 21 las cosas, en 1500 las naves => capítulo veintiuno las cosas, en mil quinientos las naves
En 1800 personas ilustres vinieron 1800 personas. => En mil ochocientos personas ilustres vinieron mil ochocientas personas.
3/4, 1/2, 2 1/3, 5/11, 7/25, 1/40 => tres cuartos, un medio, dos y un tercio, cinco onceavos, siete veinticincoavos, un cuarentavo
1/103, 3/1000, 1/3.000 => uno sobre ciento tres, tres milésimos, un tresmilésimo
½ y 1½ => un medio y uno y medio
3-5, 10–12 y 3:1 => tres a cinco, diez a doce y tres a uno
versión 2.1, v1.0.3, apartado 4.2 => versión dos punto uno, versión uno punto cero punto tres, apartado cuatro punto dos
1.000.000.000 y 2.300.400.500 => mil millones y dos mil trescientos millones cuatrocientos mil quinientos
10.0.0.1 => uno cero punto cero punto cero punto uno
10^6, x², 2,5e3 => diez elevado a seis, x al cuadrado, dos coma cinco por diez elevado a tres
COVID-19, MP3, A4 => COVID-diecinueve, MP tres, A cuatro
"""

ORDINALS = """
el 1.º y la 2.ª => el primero y la segunda
el 3.er piso, el 1er premio, la 3ra vez, el 2do => el tercer piso, el primer premio, la tercera vez, el segundo
5to, 7ma, 8vo, 9no => quinto, séptima, octavo, noveno
el 11.º, el 12.º, la 13.ª, el 18.º => el undécimo, el duodécimo, la decimotercera, el decimoctavo
la 22.ª, el 33.º, el 45º => la vigesimosegunda, el trigésimo tercero, el cuadragésimo quinto
el 120.º, la 5.000.ª => el centésimo vigésimo, la cincomilésima
los 1.os premios, las 2.as => los primeros premios, las segundas
el 3° piso, la 2° vez, a 40° de latitud => el tercer piso, la segunda vez, a cuarenta grados de latitud
"""

ROMAN = """
Felipe II, Isabel I, Alfonso XII, Pío X => Felipe segundo, Isabel primera, Alfonso doce, Pío décimo
el siglo XIX, capítulo IV, tomo II => el siglo diecinueve, capítulo cuatro, tomo dos
la I Guerra Mundial, el V Centenario, la II parte => la primera Guerra Mundial, el quinto Centenario, la segunda parte
Ana V. Ruiz => Ana V. Ruiz
siglo xv, s. XVI => siglo quince, siglo dieciséis
vitamina C, clase D, plan B => vitamina C, clase D, plan B
el I Congreso, el III Encuentro, las XI Jornadas => el primer Congreso, el tercer Encuentro, las undécimas Jornadas
el 1.º de la clase, el 1.º lugar => el primero de la clase, el primer lugar
IV => cuarto
"""

DATES = """
3 de octubre de 1990 => tres de octubre de mil novecientos noventa
El 1 de mayo, 1.º de enero => El primero de mayo, primero de enero
12/10/1492, 12-10-1492, 12.10.1492 => doce de octubre de mil cuatrocientos noventa y dos, doce de octubre de mil cuatrocientos noventa y dos, doce de octubre de mil cuatrocientos noventa y dos
2024-02-29, 2024/2/29 => veintinueve de febrero de dos mil veinticuatro, veintinueve de febrero de dos mil veinticuatro
15 ago. 2003, dic. 2010, 03/2024 => quince de agosto de dos mil tres, diciembre de dos mil diez, marzo de dos mil veinticuatro
5 de junio del 2001 => cinco de junio del dos mil uno
el mar 5 veces => el mar cinco veces
en 1936, de 1936 a 1939, 1936-1939 => en mil novecientos treinta y seis, de mil novecientos treinta y seis a mil novecientos treinta y nueve, mil novecientos treinta y seis a mil novecientos treinta y nueve
200 a. C. y 30 d. C. aquí => doscientos antes de Cristo y treinta después de Cristo aquí
los años 80 => los años ochenta
"""

TIMES = """
a las 9:05, a las 14:30, a la 1:15 => a las nueve y cinco, a las catorce y media, a la una y cuarto
a las 9.30, las 21.45 h => a las nueve y media, las veintiuna y cuarenta y cinco
8:00 => ocho
14h30, 7 h, 1 h => catorce y media, siete horas, una hora
3:30 p. m., 10 a.m., 9 pm, 12:00 p.m. => tres y media de la tarde, diez de la mañana, nueve de la noche, doce del mediodía
10:00 CET, 8:00 UTC-3 => diez C E T, ocho U T C menos tres
2:03:04 => dos horas tres minutos y cuatro segundos
de 9:00 a 13:00, 9:00-13:00 => de nueve a trece, nueve a trece
"""

MONEY = """
5 €, 1 €, 21 € => cinco euros, un euro, veintiún euros
2,75 €, €2,75, 0,99 € => dos euros y setenta y cinco céntimos, dos euros y setenta y cinco céntimos, noventa y nueve céntimos
Son $2.50. Ya. => Son dos dólares y cincuenta centavos. Ya.
$1.50, $1,234.56 => un dólar y cincuenta centavos, mil doscientos treinta y cuatro dólares y cincuenta y seis centavos
200 £, 31 £ => doscientas libras, treinta y una libras
1.500 €, 1.000.000 €, 3 millones de euros => mil quinientos euros, un millón de euros, tres millones de euros
2,5 millones €, 5 mil $ => dos coma cinco millones de euros, cinco mil dólares
10 MXN, 20 cop, ARS 500 => diez pesos mexicanos, veinte pesos colombianos, quinientos pesos argentinos
S/ 20, R$ 3, Bs. 7 => veinte soles, tres reales, siete bolivianos
3,20 €/kg, 800 €/mes => tres euros y veinte céntimos por kilogramo, ochocientos euros por mes
-5 € => menos cinco euros
"""

MEASURES = """
5 km, 1 km, 21 km, 2,5 kg => cinco kilómetros, un kilómetro, veintiún kilómetros, dos coma cinco kilogramos
1 t, 200 t, 2,1 t, 3,21 km, 4,31 kg => una tonelada, doscientas toneladas, dos coma una toneladas, tres coma veintiún kilómetros, cuatro coma treinta y un kilogramos
120 km/h, 3 m/s, 9,8 m/s² => ciento veinte kilómetros por hora, tres metros por segundo, nueve coma ocho metros por segundo cuadrado
50 m², 1 m², 2 m³, 4 mi => cincuenta metros cuadrados, un metro cuadrado, dos metros cúbicos, cuatro mi
20 °C, -3 ºC, 45° => veinte grados Celsius, menos tres grados Celsius, cuarenta y cinco grados
15 %, 3,5%, 2 ‰ => quince por ciento, tres coma cinco por ciento, dos por mil
1/2 kg, 2 1/2 h, 3/4 l => medio kilogramo, dos y media horas, tres cuartos de litro
4 m2, 5-10 km, 3×4 cm, 2 x 3 m => cuatro metros cuadrados, cinco a diez kilómetros, tres por cuatro centímetros, dos por tres metros
40 ha. Ha 3 años; en 2020 ha habido => cuarenta hectáreas. Ha tres años; en dos mil veinte ha habido
"""

TELEPHONES = """
91 123 45 67 => nueve uno, uno dos tres, cuatro cinco, seis siete
+34 612 345 678 => más treinta y cuatro, seis uno dos, tres cuatro cinco, seis siete ocho
tel. 612 345 678, ext. 30 => teléfono seis uno dos, tres cuatro cinco, seis siete ocho, extensión tres cero
(555) 123-4567 => cinco cinco cinco, uno dos tres, cuatro cinco seis siete
1-800-flores => uno, ochocientos, flores
"""

ADDRESSES = """
eva@correo.es => E V A arroba C O R R E O punto E S
eva_ruiz@gmail.com => E V A guion bajo R U I Z arroba gmail punto com
https://www.rae.es/dpd => H T T P S dos puntos barra barra W W W punto R A E punto E S barra D P D
visita rtve.es, por favor => visita R T V E punto E S, por favor
sigue a @luis9 => sigue a arroba L U I S nueve
el fichero notas.txt => el fichero notas punto txt
"""

ABBREVIATIONS = """
el Sr. Gil y la Sra. Paz => el señor Gil y la señora Paz
D. Luis, Dña. Eva, D.ª Sol => don Luis, doña Eva, doña Sol
Dr. Gil, dra. paz, Prof. Mas => doctor Gil, doctora paz, profesor Mas
C/ Sol, n.º 5, 3.º izq. => calle Sol, número cinco, tercero izquierda
Avda. del Mar, Pza. Mayor, P.º de Gracia => avenida del Mar, plaza Mayor, paseo de Gracia
pág. 7, págs. 8-9, cap. III, art. 21, vol. 2 => página siete, páginas ocho a nueve, capítulo tres, artículo veintiuno, volumen dos
nº 3, núm. 4, No. 5 => número tres, número cuatro, número cinco
EE. UU., EE.UU. y EEUU => Estados Unidos, Estados Unidos y Estados Unidos
p. ej. esto, etc. => por ejemplo esto, etcétera.
2 + 3 = 5 y 4 × 2 => dos más tres es igual a cinco y cuatro por dos
Pérez & Hijos, § 3 => Pérez y Hijos, sección tres
"""


@pytest.mark.parametrize(
    ("source", "spoken"),
    cases(NUMBERS, ORDINALS, ROMAN, DATES, TIMES, MONEY, MEASURES, TELEPHONES, ADDRESSES, ABBREVIATIONS),
)
def test_spanish(source: str, spoken: str) -> None:
    assert words(source, "es") == spoken


SENTENCES = """
El Sr. Gil vive en la Avda. Mayor. | Va.
Mide aprox. 3 m. | Bien.
Vino D. Luis. | Se fue.
Llegó a las 5 p. m. de ayer. | Bien.
Llegó a las 5 p. m. | Era tarde.
Véase la pág. 7 del libro. | Y el cap. IV.
El 3 de feb. de 2020 llovió. | Hoy no.
Compró pan, leche, etc. y se fue. | Fin.
Dijo que no. | Está bien. | Vive junto al mar. | No lo da. | Fin.
¿Vino? | No. | Vino Ana.
¿Vinieron? | No. | 12 se fueron.
Vive en la casa No. 12 de aquí. | Bien.
"""


@pytest.mark.parametrize("text", ["5 p. m. [de ayer", "el Sr. «Gil» vino", "la pág. (7) y", "en feb. ¿o no"])
def test_pieces_make_no_difference_behind_an_abbreviation(text: str) -> None:
    assert sentences(*text, lang="es") == sentences(text, lang="es")


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_where_sentences_end(line: str) -> None:
    parts = line.split(" | ")
    assert sentences(" ".join(parts), lang="es") == parts
