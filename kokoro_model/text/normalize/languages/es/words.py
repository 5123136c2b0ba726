"""Spanish abbreviations, months, signs and other words that are looked for or said."""

from __future__ import annotations

from kokoro_model.text.normalize.languages.romance import in_both_cases, word_set

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
MONTH_FORMS = {
    **{name[:3]: number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
    "setiembre": 9,
}
ZONES = {
    "UTC": "U T C",
    "GMT": "G M T",
    "EST": "E S T",
    "EDT": "E D T",
    "CST": "C S T",
    "CDT": "C D T",
    "MST": "M S T",
    "MDT": "M D T",
    "PST": "P S T",
    "PDT": "P D T",
    "CET": "C E T",
    "CEST": "C E S T",
    "WET": "W E T",
    "BST": "B S T",
    "ART": "hora estándar de Argentina",
    "BOT": "hora estándar de Bolivia",
    "BRT": "hora estándar de Brasilia",
    "CLT": "hora estándar de Chile",
    "COT": "hora estándar de Colombia",
    "ECT": "hora estándar de Ecuador",
    "PET": "hora estándar de Perú",
    "PYT": "hora estándar de Paraguay",
    "UYT": "hora estándar de Uruguay",
    "VET": "hora estándar de Venezuela",
}
ROMAN_CARDINALS = (
    *("capítulo", "capitulo", "parte", "acto", "libro", "volumen", "tomo", "sección", "artículo", "fase", "tipo"),
    *("nivel", "etapa", "figura", "tabla", "apéndice", "anexo", "título", "escena", "siglo", "siglos", "año", "clase"),
    *("canto", "módulo", "unidad", "grupo", "grado", "temporada", "episodio", "apartado"),
)
ROMAN_EXCEPTIONS = dict.fromkeys(
    (
        *("parte", "sección", "fase", "tipo", "nivel", "figura", "tabla", "apéndice", "anexo", "clase", "módulo"),
        *("unidad", "grupo", "apartado", "artículo", "grado"),
    ),
    frozenset("CDLM"),
)
"""Letters more often than numbers."""
KINGS = (
    *("Felipe", "Carlos", "Alfonso", "Fernando", "Luis", "Enrique", "Jorge", "Juan", "Pablo", "Pedro", "Sancho"),
    *("Ramiro", "Jaime", "Eduardo", "Ricardo", "Guillermo", "Francisco", "Benedicto", "Pío", "León", "Alejandro"),
    *("Gregorio", "Clemente", "Inocencio", "Urbano", "Bonifacio", "Juan Pablo", "Nicolás", "Federico", "Napoleón"),
    *("Gustavo", "Ramsés", "Constantino", "Teodosio", "Otón", "Leopoldo", "Balduino", "Alberto", "Iván", "Jacobo"),
    *("Sixto", "Adriano", "Calixto", "Rodolfo", "Maximiliano", "García", "Ordoño", "Bermudo", "Moctezuma", "Darío"),
)
QUEENS = ("Isabel", "Juana", "María", "Catalina", "Margarita", "Cristina", "Cleopatra", "Ana", "Blanca", "Urraca")
CLOCK_ARTICLES = ("las", "la", "de las", "hasta las", "desde las", "y las")
ARTICLES = frozenset({"el", "la", "los", "las", "del", "al", "un", "una", "su"})
DEGREE_WORDS = word_set("centígrados celsius fahrenheit kelvin norte sur este oeste grados latitud longitud")
FEMININE_ENDINGS = (
    *("a", "as", "ción", "ciones", "sión", "siones", "xión", "xiones", "dad", "dades", "tad", "tades", "tud", "tudes"),
    *("umbre", "umbres", "triz", "trices"),
)
FEMININE_WORDS = word_set(
    "mano manos foto fotos moto motos radio radios vez veces mujer mujeres noche noches tarde tardes parte "
    "partes clase clases calle calles llave llaves nube nubes sangre gente torre torres nave naves base bases "
    "frase frases serie series leche flor flores cárcel cárceles luz luces voz voces cruz cruces red redes "
    "ley leyes res reses imagen imágenes orden órdenes señal señales sal sales piel pieles miel crisis tesis "
    "síntesis hipótesis dosis superficie superficies especie especies fase fases muerte muertes fuente "
    "fuentes corriente madre madres"
)
MASCULINE_WORDS = word_set(
    "día días mapa mapas planeta planetas cometa cometas problema problemas programa programas sistema "
    "sistemas tema temas poema poemas idioma idiomas clima climas drama dramas esquema esquemas síntoma "
    "síntomas teorema teoremas diagrama diagramas kilogramas telegramas panorama panoramas dilema dilemas "
    "lema lemas diploma diplomas fantasma fantasmas tranvía tranvías sofá sofás papá papás gorila gorilas "
    "guardia guardias centavos quilogramas países meses mes gramos lunes martes miércoles jueves viernes "
    "paraguas"
)
NO_NOUNS = word_set(
    "a al ante bajo con contra de del desde durante e el él ella ellas ellos en entre era eran es esa esas "
    "ese eso esos esta estaba estas este esto estos está están fue fueron ha han hasta hay hora la las le les "
    "lo los mas más menos me mi mis muchas muchos nada ni no nos nosotras nosotros nunca o os otra otras "
    "otros para pero por porque pues que se según ser si sin sino sobre son su sus también tampoco te todas "
    "todos tras tu tus u un una unas unos vosotros y ya yo tan tanto como cuando donde mientras aunque antes "
    "después entonces además apenas ahora aquí allí así aún cada cual cuales cuyas cuyos ambas ambos había "
    "habían hubo tenía tenían quizás adiós gracias jamás atrás detrás quien quienes nuestras nuestros "
    "vuestras vuestros tiene tienen hace hizo sea sean van va cierta ciertas sólo solo millón millones "
    "billón billones trillón trillones mil"
)
NUMBERED_WORDS = (
    *("página", "páginas", "pág", "págs", "núm", "número", "números", "n", "habitación", "sala", "línea", "autobús"),
    *("canal", "versión", "ejercicio", "pregunta", "lección", "km", "kilómetro", "calle", "piso", "puerta", "talla"),
    *("tema", "puesto", "día", "autopista", "carretera", "ruta", "vuelo", "tren", "mesa", "versículo", "ley"),
)
YEAR_WORDS = ("en", "de", "del", "desde", "hasta", "año", "años", "a", "hacia", "para", "entre", "y", "sobre", "tras")
TELEPHONE_WORDS = (
    *("teléfono", "telefono", "teléf", "tel", "tfno", "tlf", "telf", "tfn", "móvil", "movil", "celular", "fax"),
    *("whatsapp", "llame al", "llama al", "llamar al", "llamando al", "llámenos al", "llámanos al"),
)
EXTENSION_WORDS = ("extensión", "ext", "interno", "int", "anexo")
TITLES = {
    **in_both_cases(
        {
            "Sr.": "señor",
            "Sra.": "señora",
            "Srta.": "señorita",
            "Sres.": "señores",
            "Srs.": "señores",
            "Sras.": "señoras",
            "Srtas.": "señoritas",
            "Dr.": "doctor",
            "Dra.": "doctora",
            "Dres.": "doctores",
            "Dras.": "doctoras",
            "D.ª": "doña",
            "Dª": "doña",
            "Dña.": "doña",
            "Prof.": "profesor",
            "Profa.": "profesora",
            "Prof.ª": "profesora",
            "Licda.": "licenciada",
            "Arq.": "arquitecto",
            "Abg.": "abogado",
            "Gral.": "general",
            "Cnel.": "coronel",
            "Cmdte.": "comandante",
            "Tte.": "teniente",
            "Sgto.": "sargento",
            "Pdte.": "presidente",
            "Pdta.": "presidenta",
            "Mons.": "monseñor",
            "Hno.": "hermano",
            "Hna.": "hermana",
            "Sto.": "santo",
            "Sta.": "santa",
            "Excmo.": "excelentísimo",
            "Excma.": "excelentísima",
            "Ilmo.": "ilustrísimo",
            "Ilma.": "ilustrísima",
            "Rvdo.": "reverendo",
            "M.ª": "María",
            "Mª": "María",
            "Av.": "avenida",
            "Avda.": "avenida",
            "Avd.": "avenida",
            "Pza.": "plaza",
            "Plza.": "plaza",
            "Ctra.": "carretera",
            "Cjón.": "callejón",
            "Gta.": "glorieta",
            "P.º": "paseo",
            "Pº": "paseo",
            "C.º": "camino",
            "Cº": "camino",
            "Rda.": "ronda",
            "Trv.": "travesía",
            "Urb.": "urbanización",
            "Edif.": "edificio",
            "Dpto.": "departamento",
            "Depto.": "departamento",
        }
    ),
    "Cap.": "capitán",
    "Fr.": "fray",
    "Col.": "colonia",
    "Prov.": "provincia",
    "Min.": "ministerio",
    "Alm.": "almirante",
    "Pl.": "plaza",
    "Lic.": "licenciado",
    "Gob.": "gobierno",
    "Cl.": "calle",
    "Ing.": "ingeniero",
    "Univ.": "universidad",
    "Da.": "doña",
}
ABBREVIATIONS = {
    **in_both_cases(
        {
            "p. ej.": "por ejemplo",
            "p.ej.": "por ejemplo",
            "p.e.": "por ejemplo",
            "etc.": "etcétera",
            "ud.": "usted",
            "uds.": "ustedes",
            "vd.": "usted",
            "vds.": "ustedes",
            "aprox.": "aproximadamente",
            "máx.": "máximo",
            "mín.": "mínimo",
            "tel.": "teléfono",
            "teléf.": "teléfono",
            "tfno.": "teléfono",
            "depto.": "departamento",
            "dpto.": "departamento",
            "avda.": "avenida",
            "cía.": "compañía",
            "admón.": "administración",
            "atte.": "atentamente",
            "vs.": "contra",
            "vs": "contra",
            "fdo.": "firmado",
            "izq.": "izquierda",
            "izqda.": "izquierda",
            "dcha.": "derecha",
            "gral.": "general",
            "c/u": "cada uno",
            "s/n": "sin número",
            "a/c": "a cuenta",
            "q.e.p.d.": "que en paz descanse",
            "s.a.": "sociedad anónima",
            "c.p.": "código postal",
            "cód.": "código",
        }
    ),
    "EE. UU.": "Estados Unidos",
    "EE.UU.": "Estados Unidos",
    "EE. UU": "Estados Unidos",
    "EE.UU": "Estados Unidos",
    "RR. HH.": "recursos humanos",
    "RR.HH.": "recursos humanos",
    "FF. AA.": "fuerzas armadas",
    "FF.AA.": "fuerzas armadas",
    "JJ. OO.": "Juegos Olímpicos",
    "JJ.OO.": "Juegos Olímpicos",
    "CC. AA.": "comunidades autónomas",
    "CC.AA.": "comunidades autónomas",
    "CC. OO.": "Comisiones Obreras",
    "CC.OO.": "Comisiones Obreras",
    "SS. MM.": "sus majestades",
    "SS.MM.": "sus majestades",
    "S. M.": "su majestad",
    "S.M.": "su majestad",
    "S. A.": "sociedad anónima",
    "S. L.": "sociedad limitada",
    "S.L.": "sociedad limitada",
    "N. del T.": "nota del traductor",
    "a. C.": "antes de Cristo",
    "a.C.": "antes de Cristo",
    "a. de C.": "antes de Cristo",
    "a. J. C.": "antes de Jesucristo",
    "d. C.": "después de Cristo",
    "d.C.": "después de Cristo",
    "d. de C.": "después de Cristo",
    "e. c.": "era común",
    "e.c.": "era común",
    "a. e. c.": "antes de la era común",
    "a.e.c.": "antes de la era común",
}
NUMBER_WORDS = {
    **in_both_cases(
        {
            "n.º": "número",
            "nº": "número",
            "nº.": "número",
            "n°": "número",
            "n.°": "número",
            "nro.": "número",
            "núm.": "número",
            "num.": "número",
            "n.os": "números",
            "núms.": "números",
            "№": "número",
            "pág.": "página",
            "págs.": "páginas",
            "p.": "página",
            "pp.": "páginas",
            "cap.": "capítulo",
            "caps.": "capítulos",
            "art.": "artículo",
            "arts.": "artículos",
            "fig.": "figura",
            "figs.": "figuras",
            "vol.": "volumen",
            "vols.": "volúmenes",
            "t.": "tomo",
            "sec.": "sección",
            "ec.": "ecuación",
            "ed.": "edición",
            "apdo.": "apartado",
            "apto.": "apartamento",
            "dpto.": "departamento",
            "tel.": "teléfono",
            "km.": "kilómetro",
            "ca.": "circa",
            "ext.": "extensión",
            "ej.": "ejercicio",
        }
    ),
    "No.": "número",
}
CLOSING = frozenset(
    {"etc.", "EE. UU.", "EE.UU.", "s.a.", "S.A.", "S. A.", "S.L.", "S. L.", "a. C.", "a.C.", "d. C.", "d.C."}
)
ELECTRONIC = {
    ".": "punto",
    "/": "barra",
    "@": "arroba",
    "-": "guion",
    "_": "guion bajo",
    "+": "más",
    "~": "tilde",
    ":": "dos puntos",
    "=": "igual",
    "?": "signo de interrogación",
    "%": "por ciento",
    "&": "et",
    "#": "almohadilla",
    "!": "signo de exclamación",
    "^": "acento circunflejo",
    "*": "asterisco",
}
SIGNS = {
    "&": "y",
    "±": "más menos",
    "×": "por",
    "÷": "dividido por",
    "≈": "aproximadamente",
    "≠": "es distinto de",
    "≤": "es menor o igual que",
    "≥": "es mayor o igual que",
    "→": "a",
    "°": "grados",
    "§": "sección",
    "∞": "infinito",
    "√": "raíz cuadrada de",
    "π": "pi",
    "µ": "micro",
    "€": "euro",
    "£": "libra",
    "¥": "yen",
    "$": "dólar",
    "%": "por ciento",
    "#": "almohadilla",
    "@": "arroba",
}
SPACED_SIGNS = {"=": "es igual a", "+": "más", "<": "es menor que", ">": "es mayor que"}
OPERATORS = {
    "===": " es igual a ",
    "==": " es igual a ",
    "!=": " es distinto de ",
    "<=": " es menor o igual que ",
    ">=": " es mayor o igual que ",
    "->": " a ",
    "=>": " a ",
    "&&": " y ",
    "||": " o ",
    "::": " ",
    "+=": " más igual ",
}
SAYINGS = {"24/7": "veinticuatro siete", "50/50": "cincuenta cincuenta"}
ELECTRONIC_NAMES = {
    name: name
    for name in ("facebook", "gmail", "google", "hotmail", "microsoft", "nvidia", "outlook", "wikipedia", "yahoo")
}
