"""Portuguese: every line names source and words."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from tests.unit.text.spoken import cases, sentences, words

NUMBERS = """
6 de 49 => seis de quarenta e nove
1, 21, 101 e 1004 => um, vinte e um, cento e um e mil e quatro
1.500, 1 500, 1500 => mil e quinhentos, mil e quinhentos, mil e quinhentos
1.234, 2.300, 1.002.300 => mil duzentos e trinta e quatro, dois mil e trezentos, um milhão dois mil e trezentos
5.000.000 e 7.000.000.000 => cinco milhões e sete bilhões
007 => zero zero sete
3,5 e 0,05 => três vírgula cinco e zero vírgula zero cinco
-7 e -0,25 => menos sete e menos zero vírgula dois cinco
pi é 3.14 => pi é três ponto catorze
2 meninas, 22 mesas, 2 carros e 200 casas => duas meninas, vinte e duas mesas, dois carros e duzentas casas
1 menina, 1 carro, 21 problemas, 42 lições => uma menina, um carro, vinte e um problemas, quarenta e duas lições
2.500 mulheres, 42.201 pessoas => duas mil e quinhentas mulheres, quarenta e duas mil duzentas e uma pessoas
capítulo 2 das obras, em 1802 pessoas vieram => capítulo dois das obras, em mil oitocentos e dois pessoas vieram
3/4, 1/2, 2 1/3, 5/11, 7/25, 3/100 => três quartos, um meio, dois e um terço, cinco onze avos, sete vinte e cinco avos, três centésimos
½ e 1½ => um meio e um e meio
3-5, 10–12 e 3:1 => três a cinco, dez a doze e três a um
versão 2.1, v1.0.3, seção 4.2 => versão dois ponto um, versão um ponto zero ponto três, seção quatro ponto dois
10.0.0.1 => um zero ponto zero ponto zero ponto um
10^6, x² => dez elevado a seis, x ao quadrado
COVID-19, MP3, A4 => COVID-dezenove, MP três, A quatro
"""

ORDINALS = """
o 1º e a 2ª => o primeiro e a segunda
o 3.º andar, a 5.ª vez => o terceiro andar, a quinta vez
o 11º, a 23ª, o 45º, a 120ª => o décimo primeiro, a vigésima terceira, o quadragésimo quinto, a centésima vigésima
o 1.000º => o milésimo
o 3° andar, a 2° vez, a 40° de latitude => o terceiro andar, a segunda vez, a quarenta graus de latitude
"""

ROMAN = """
Pedro II, Maria I, Luís XIV, Pio X => Pedro segundo, Maria primeira, Luís catorze, Pio décimo
o século XIX, século V, séc. XX => o século dezenove, século quinto, século vinte
capítulo IV, cap. II, tomo III => capítulo quatro, capítulo dois, tomo três
a I Guerra Mundial, o V Centenário, as XI Jornadas => a primeira Guerra Mundial, o quinto Centenário, as décima primeiras Jornadas
vitamina C, classe D, plano B => vitamina C, classe D, plano B
"""

DATES = """
3 de outubro de 1990 => três de outubro de mil novecentos e noventa
1 de maio, 1º de janeiro => primeiro de maio, primeiro de janeiro
12/10/1492, 12-10-1492, 12.10.1492 => doze de outubro de mil quatrocentos e noventa e dois, doze de outubro de mil quatrocentos e noventa e dois, doze de outubro de mil quatrocentos e noventa e dois
2024-02-29, 2024/2/29 => vinte e nove de fevereiro de dois mil e vinte e quatro, vinte e nove de fevereiro de dois mil e vinte e quatro
15 ago. 2003, dez. de 2010, 03/2024 => quinze de agosto de dois mil e três, dezembro de dois mil e dez, março de dois mil e vinte e quatro
em 1936, 1936-1939 => em mil novecentos e trinta e seis, mil novecentos e trinta e seis a mil novecentos e trinta e nove
os anos 80, 200 a.C. aqui => os anos oitenta, duzentos antes de Cristo aqui
"""

TIMES = """
às 9:05, às 14:30, à 1:15 => às nove horas e cinco, às catorze horas e trinta, à uma hora e quinze
às 9.30, 21h45, 7h, 10h30min => às nove horas e trinta, vinte e uma horas e quarenta e cinco, sete horas, dez horas e trinta
3:30 PM, 10 a.m., 9 pm => três horas e trinta da tarde, dez horas da manhã, nove horas da noite
15:00 da tarde, 21h da noite, 8:00 UTC-3 => três horas da tarde, nove horas da noite, oito horas U T C menos três
2:03:04 => duas horas e três minutos e quatro segundos
das 9h às 13h, 9:00-13:00 => das nove horas às treze horas, nove horas a treze horas
"""

MONEY = """
R$ 5, R$ 1, R$ 21 => cinco reais, um real, vinte e um reais
R$ 2,75, R$2,75, R$ 0,99 => dois reais e setenta e cinco centavos, dois reais e setenta e cinco centavos, noventa e nove centavos
US$ 1.50, € 2, 2 £ => um dólar e cinquenta centavos, dois euros, duas libras
R$ 1.500,00, R$ 1.000.000, 3 milhões de reais => mil e quinhentos reais, um milhão de reais, três milhões de reais
R$ 2,5 bilhões, R$ 5 mil, R$ 3 mi, R$ 1,5 milhão => dois vírgula cinco bilhões de reais, cinco mil reais, três milhões de reais, um vírgula cinco milhão de reais
10 MXN, 20 ars, ¥ 500 => dez pesos mexicanos, vinte pesos argentinos, quinhentos ienes
R$ 3,20/kg, R$ 800/mês => três reais e vinte centavos por quilograma, oitocentos reais por mês
-5 € => menos cinco euros
"""

MEASURES = """
5 km, 1 km, 21 km, 2,5 kg => cinco quilômetros, um quilômetro, vinte e um quilômetros, dois vírgula cinco quilogramas
1 t, 2 t, 200 t => uma tonelada, duas toneladas, duzentas toneladas
120 km/h, 3 m/s, 50 m², 2 m³ => cento e vinte quilômetros por hora, três metros por segundo, cinquenta metros quadrados, dois metros cúbicos
20 °C, -3 ºC, 45° => vinte graus Celsius, menos três graus Celsius, quarenta e cinco graus
15 %, 3,5%, 2 ‰ => quinze por cento, três vírgula cinco por cento, dois por mil
1/2 kg, 2 1/2 h, 3/4 l => meio quilograma, duas horas e meia, três quartos de litro
4 m2, 5-10 km, 3×4 cm, 2 x 3 m => quatro metros quadrados, cinco a dez quilômetros, três por quatro centímetros, dois por três metros
"""

TELEPHONES = """
(21) 2345-6789 => dois um, dois três quatro cinco, seis sete oito nove
21 98765-4321, 3456-7890 => dois um, nove oito sete seis cinco, quatro três dois um, três quatro cinco seis, sete oito nove zero
+55 21 98765-4321 => mais cinquenta e cinco, dois um, nove oito sete seis cinco, quatro três dois um
tel. 2345-6789, ramal 30 => telefone dois três quatro cinco, seis sete oito nove, ramal três zero
CPF 111.222.333-44, CEP 20040-002 => CPF um um um, dois dois dois, três três três, quatro quatro, CEP dois zero zero quatro zero, zero zero dois
"""

ADDRESSES = """
eva@correio.pt => E V A arroba C O R R E I O ponto P T
eva_ruiz@gmail.com => E V A sublinhado R U I Z arroba gmail ponto com
https://www.bn.gov.br/livros => H T T P S dois pontos barra barra W W W ponto B N ponto gov ponto B R barra L I V R O S
visite rtp.pt, por favor => visite R T P ponto P T, por favor
o arquivo notas.txt => o arquivo notas ponto txt
"""

ABBREVIATIONS = """
o Sr. Gil e a Sra. Paz => o senhor Gil e a senhora Paz
D. Pedro, Dra. Eva, Profª Ana, Pe. Rui => dom Pedro, doutora Eva, professora Ana, padre Rui
R. da Paz, nº 5, apto. 3 => rua da Paz, número cinco, apartamento três
Av. Brasil, Pça. da Sé => avenida Brasil, praça da Sé
pág. 7, págs. 8-9, art. 21, vol. 2 => página sete, páginas oito a nove, artigo vinte e um, volume dois
n.º 3, núm. 4 => número três, número quatro
p. ex. isto, etc. => por exemplo isto, etcétera.
2 + 3 = 5 e 4 × 2 => dois mais três é igual a cinco e quatro por dois
Gil & Filhos, § 3 => Gil e Filhos, parágrafo três
"""

SENTENCES = """
O Sr. Gil mora na Av. Brasil. | Vai.
Mede aprox. 3 m. | Bom.
Veio D. Pedro. | Foi embora.
Veja a pág. 7 do livro. | E o cap. IV.
No séc. XX choveu. | Hoje não.
Em 3 de fev. de 2020 choveu. | Hoje não.
Comprou pão, leite, etc. e foi. | Fim.
"""


@pytest.mark.parametrize(
    ("source", "spoken"),
    cases(NUMBERS, ORDINALS, ROMAN, DATES, TIMES, MONEY, MEASURES, TELEPHONES, ADDRESSES, ABBREVIATIONS),
)
def test_portuguese(source: str, spoken: str) -> None:
    assert words(source, "pt-br") == spoken


@pytest.mark.parametrize(
    ("source", "spoken"),
    [
        ("16, 17 e 19", "dezasseis, dezassete e dezanove"),
        ("3.000.000.000", "três mil milhões"),
        ("2.000.000.000.000", "dois biliões"),
    ],
)
def test_portugal_has_numbers_of_its_own(source: str, spoken: str) -> None:
    assert words(source, "pt") == spoken


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_where_sentences_end(line: str) -> None:
    parts = line.split(" | ")
    assert sentences(" ".join(parts), lang="pt-br") == parts
