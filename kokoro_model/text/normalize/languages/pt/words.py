"""Portuguese abbreviations, months, signs and other words that are looked for or said."""

from __future__ import annotations

from kokoro_model.text.normalize.languages.romance import in_both_cases, word_set

MONTHS = (
    *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
    *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
)
MONTH_FORMS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
ZONES = {
    **{zone: " ".join(zone) for zone in ("UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET")},
    **{zone: " ".join(zone) for zone in ("CEST", "WET", "WEST", "BST")},
    "BRT": "horário de Brasília",
    "BRST": "horário de verão de Brasília",
    "AMT": "horário do Amazonas",
}
ROMAN_CARDINALS = (
    *("capítulo", "parte", "ato", "livro", "volume", "tomo", "seção", "secção", "artigo", "fase", "tipo", "nível"),
    *("etapa", "figura", "tabela", "apêndice", "anexo", "título", "cena", "classe", "canto", "módulo", "unidade"),
    *("grupo", "grau", "temporada", "episódio", "inciso", "quadro", "ano"),
)
ROMAN_EXCEPTIONS = dict.fromkeys(
    (
        *("parte", "seção", "secção", "fase", "tipo", "nível", "figura", "tabela", "apêndice", "anexo", "classe"),
        *("módulo", "unidade", "grupo", "grau", "artigo", "quadro"),
    ),
    frozenset("CDLM"),
)
"""Letters more often than numbers."""
RANKED = (
    *("século", "Século", "séculos", "Dom", "Filipe", "Felipe", "Carlos", "Afonso", "Fernando", "Luís", "Henrique"),
    *("Jorge", "João", "João Paulo", "Paulo", "Pedro", "Sancho", "Dinis", "Manuel", "Sebastião", "José", "Miguel"),
    *("Eduardo", "Ricardo", "Guilherme", "Francisco", "Bento", "Pio", "Leão", "Alexandre", "Gregório", "Clemente"),
    *("Inocêncio", "Urbano", "Bonifácio", "Nicolau", "Frederico", "Napoleão", "Gustavo", "Ramsés", "Constantino"),
    *("Leopoldo", "Alberto", "Ivan", "Sisto", "Adriano", "Maximiliano", "Duarte", "Xisto", "Dario", "Otão"),
)
QUEENS = ("Isabel", "Elizabeth", "Maria", "Catarina", "Margarida", "Cristina", "Cleópatra", "Ana", "Leonor")
CLOCK_ARTICLES = ("às", "as", "até as", "até às", "das", "desde as", "pelas", "entre as")
ARTICLES = frozenset(
    {"o", "os", "as", "do", "da", "dos", "das", "ao", "no", "na", "pelo", "pela", "um", "uma", "à", "a"}
)
DEGREE_WORDS = word_set("centígrados celsius fahrenheit kelvin norte sul leste oeste graus latitude longitude")
FEMININE_ENDINGS = (
    *("a", "as", "ção", "ções", "ssão", "ssões", "nsão", "nsões", "dade", "dades", "gem", "gens", "tude", "tudes"),
    *("triz", "trizes", "ã", "ãs"),
)
FEMININE_WORDS = word_set(
    "vez vezes mulher mulheres noite noites tarde tardes parte partes mãe mães mão mãos foto fotos moto motos "
    "flor flores luz luzes voz vozes cor cores lei leis rede redes classe classes base bases frase frases "
    "série séries chave chaves nuvem nuvens ponte pontes fonte fontes gente ordem ordens crise crises tese "
    "teses análise análises hipótese hipóteses torre torres cruz cruzes fase fases morte mortes face faces "
    "sede sedes lente lentes espécie espécies superfície superfícies razão razões canção canções opinião "
    "opiniões reunião reuniões região regiões estação estações tribo tribos estrofe estrofes colher colheres"
)
MASCULINE_WORDS = word_set(
    "dia dias mapa mapas planeta planetas cometa cometas problema problemas programa programas sistema "
    "sistemas tema temas poema poemas idioma idiomas clima climas drama dramas esquema esquemas sintoma "
    "sintomas teorema teoremas diagrama diagramas grama gramas quilograma quilogramas telegrama telegramas "
    "panorama panoramas dilema dilemas lema lemas diploma diplomas fantasma fantasmas sofá sofás papa papas "
    "gorila gorilas guarda guardas cinema cinemas homem homens item itens jovem jovens mês meses país países "
    "ônibus lápis pires trema tremas"
)
NO_NOUNS = word_set(
    "a ao aos à às até as com contra da das de do dos desde durante e é ela elas ele eles em entre era eram "
    "essa essas esse esses esta estas este estes está estão foi foram há isso isto já lhe lhes lo los la las "
    "mais mas menos me meu meus minha minhas muita muitas muito muitos na nas no nos nada nem não nós nunca o "
    "os ou outra outras outro outros para pela pelas pelo pelos por porque pois quando que quem se segundo "
    "sem ser seu seus só sob sobre sua suas também te teu teus toda todas todo todos tu tua tuas um uma umas "
    "uns você vocês antes depois então além apenas agora aqui ali assim ainda cada cujas cujos ambas ambos "
    "havia houve tinha tinham talvez através atrás tem têm vai vão certa certas mil milhão milhões bilhão "
    "bilhões trilhão trilhões mi bi tri fez faz seja sejam jamais nossas nossos"
)
NUMBERED_WORDS = (
    *("página", "páginas", "pág", "págs", "número", "números", "nº", "quarto", "sala", "linha", "ônibus", "canal"),
    *("versão", "exercício", "pergunta", "lição", "km", "quilômetro", "rua", "andar", "porta", "tamanho", "tema"),
    *("lugar", "dia", "rodovia", "rota", "voo", "trem", "mesa", "versículo", "lei", "apartamento", "questão"),
)
YEAR_WORDS = ("em", "de", "do", "desde", "até", "ano", "anos", "a", "para", "entre", "e", "após", "no", "por")
TELEPHONE_WORDS = (
    *("telefone", "tel", "telef", "fone", "celular", "cel", "telemóvel", "fax", "whatsapp", "ligue para", "ligue"),
    *("ligar para", "zap", "contato"),
)
EXTENSION_WORDS = ("ramal", "r", "ext", "extensão")
TITLES = {
    **in_both_cases(
        {
            "Sr.": "senhor",
            "Sra.": "senhora",
            "Sr.ª": "senhora",
            "Srta.": "senhorita",
            "Srs.": "senhores",
            "Sras.": "senhoras",
            "Dr.": "doutor",
            "Dra.": "doutora",
            "Dr.ª": "doutora",
            "Drs.": "doutores",
            "Dras.": "doutoras",
            "D.ª": "dona",
            "Dª": "dona",
            "Prof.": "professor",
            "Profa.": "professora",
            "Prof.ª": "professora",
            "Profª": "professora",
            "Exmo.": "excelentíssimo",
            "Exma.": "excelentíssima",
            "Ilmo.": "ilustríssimo",
            "Ilma.": "ilustríssima",
            "Revmo.": "reverendíssimo",
            "Sto.": "santo",
            "Sta.": "santa",
            "Av.": "avenida",
            "Pça.": "praça",
            "Pç.": "praça",
            "Trav.": "travessa",
            "Rod.": "rodovia",
            "Estr.": "estrada",
            "Gov.": "governador",
            "Dep.": "deputado",
            "Pres.": "presidente",
            "Arq.": "arquiteto",
            "Adv.": "advogado",
        }
    ),
    "Eng.": "engenheiro",
    "Eng.º": "engenheiro",
    "Eng.ª": "engenheira",
    "Gen.": "general",
    "Cel.": "coronel",
    "Cap.": "capitão",
    "Ten.": "tenente",
    "Sgt.": "sargento",
    "Alm.": "almirante",
    "Maj.": "major",
    "Sen.": "senador",
    "Min.": "ministro",
    "Pe.": "padre",
    "Fr.": "frei",
    "Ir.": "irmã",
    "Al.": "alameda",
    "Lgo.": "largo",
    "Univ.": "universidade",
    "V. Exa.": "vossa excelência",
    "V.Exa.": "vossa excelência",
    "V. Sa.": "vossa senhoria",
}
ABBREVIATIONS = {
    **in_both_cases(
        {
            "p. ex.": "por exemplo",
            "p.ex.": "por exemplo",
            "etc.": "etcétera",
            "obs.": "observação",
            "aprox.": "aproximadamente",
            "máx.": "máximo",
            "mín.": "mínimo",
            "tel.": "telefone",
            "cel.": "celular",
            "depto.": "departamento",
            "dpto.": "departamento",
            "ltda.": "limitada",
            "cia.": "companhia",
            "atte.": "atenciosamente",
            "vs.": "versus",
            "vs": "versus",
            "esq.": "esquerdo",
            "dir.": "direito",
            "jr.": "júnior",
            "s/n": "sem número",
            "s/nº": "sem número",
            "c/c": "conta corrente",
            "séc.": "século",
            "sécs.": "séculos",
            "ref.": "referência",
            "i.e.": "isto é",
            "cf.": "conforme",
            "vc": "você",
        }
    ),
    "S. A.": "sociedade anônima",
    "S.A.": "sociedade anônima",
    "S/A": "sociedade anônima",
    "a. C.": "antes de Cristo",
    "a.C.": "antes de Cristo",
    "d. C.": "depois de Cristo",
    "d.C.": "depois de Cristo",
    "E.U.A.": "Estados Unidos da América",
}
NUMBER_WORDS = in_both_cases(
    {
        "n.º": "número",
        "nº": "número",
        "n°": "número",
        "n.°": "número",
        "nro.": "número",
        "núm.": "número",
        "num.": "número",
        "n.": "número",
        "№": "número",
        "séc.": "século",
        "pág.": "página",
        "págs.": "páginas",
        "p.": "página",
        "pp.": "páginas",
        "cap.": "capítulo",
        "caps.": "capítulos",
        "art.": "artigo",
        "arts.": "artigos",
        "fig.": "figura",
        "figs.": "figuras",
        "tab.": "tabela",
        "vol.": "volume",
        "vols.": "volumes",
        "t.": "tomo",
        "seç.": "seção",
        "eq.": "equação",
        "ed.": "edição",
        "apto.": "apartamento",
        "ap.": "apartamento",
        "bl.": "bloco",
        "cj.": "conjunto",
        "inc.": "inciso",
        "tel.": "telefone",
        "km.": "quilômetro",
        "c.": "cerca de",
        "ca.": "cerca de",
    }
)
CLOSING = frozenset(
    {"etc.", "Ltda.", "ltda.", "S.A.", "S. A.", "Cia.", "Jr.", "a. C.", "a.C.", "d. C.", "d.C.", "E.U.A."}
)
ELECTRONIC = {
    ".": "ponto",
    "/": "barra",
    "@": "arroba",
    "-": "hífen",
    "_": "sublinhado",
    "+": "mais",
    "~": "til",
    ":": "dois pontos",
    "=": "igual",
    "?": "interrogação",
    "%": "por cento",
    "&": "e comercial",
    "#": "cerquilha",
    "!": "exclamação",
    "^": "circunflexo",
    "*": "asterisco",
}
ELECTRONIC_NAMES = {
    name: name
    for name in ("facebook", "gmail", "google", "hotmail", "microsoft", "nvidia", "outlook", "wikipedia", "yahoo")
}
SIGNS = {
    "&": "e",
    "±": "mais ou menos",
    "×": "vezes",
    "÷": "dividido por",
    "≈": "aproximadamente",
    "≠": "é diferente de",
    "≤": "é menor ou igual a",
    "≥": "é maior ou igual a",
    "→": "para",
    "°": "graus",
    "§": "parágrafo",
    "∞": "infinito",
    "√": "raiz quadrada de",
    "π": "pi",
    "µ": "micro",
    "€": "euro",
    "£": "libra",
    "¥": "iene",
    "$": "dólar",
    "%": "por cento",
    "#": "cerquilha",
    "@": "arroba",
}
SPACED_SIGNS = {"=": "é igual a", "+": "mais", "<": "é menor que", ">": "é maior que"}
OPERATORS = {
    "===": " é igual a ",
    "==": " é igual a ",
    "!=": " é diferente de ",
    "<=": " é menor ou igual a ",
    ">=": " é maior ou igual a ",
    "->": " para ",
    "=>": " para ",
    "&&": " e ",
    "||": " ou ",
    "::": " ",
    "+=": " mais igual ",
}
SAYINGS = {"24/7": "vinte e quatro por sete", "50/50": "cinquenta cinquenta"}

HYPHEN_LASTS = frozenset(
    {
        *("me", "te", "se", "lhe", "lhes", "nos", "vos", "lo", "la", "los", "las", "no", "na", "o", "a"),
        *("os", "as"),
    }
)
"""Pronouns that a hyphen joins to the verb before them."""
