"""Italian abbreviations, months, signs and other words that are looked for or said."""

from __future__ import annotations

from kokoro_model.text.normalize.languages.romance import in_both_cases, word_set

MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
MONTH_FORMS = {**{name[:3]: number for number, name in enumerate(MONTHS, 1)}, "genn": 1, "febbr": 2, "sett": 9}
ZONES = {
    zone: " ".join(zone)
    for zone in ("UTC", "GMT", "CET", "CEST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "BST")
}
ORDINALS = (
    *("zero", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"),
    *("undicesimo", "dodicesimo", "tredicesimo", "quattordicesimo", "quindicesimo", "sedicesimo", "diciassettesimo"),
    *("diciottesimo", "diciannovesimo"),
)
ROMAN_CARDINALS = (
    *("capitolo", "parte", "atto", "libro", "volume", "tomo", "sezione", "articolo", "fase", "tipo", "livello"),
    *("tappa", "figura", "tabella", "appendice", "allegato", "titolo", "scena", "classe", "modulo", "unità"),
    *("gruppo", "grado", "stagione", "episodio", "comma", "quadro", "anno"),
)
ROMAN_EXCEPTIONS = dict.fromkeys(
    (
        *("parte", "sezione", "fase", "tipo", "livello", "figura", "tabella", "appendice", "allegato", "classe"),
        *("modulo", "unità", "gruppo", "grado", "quadro"),
    ),
    frozenset("CDLMI"),
)
"""Letters more often than numbers, and an article."""
RANKED = (
    *("secolo", "Secolo", "canto", "Canto", "Filippo", "Carlo", "Alfonso", "Ferdinando", "Luigi", "Enrico", "Giorgio"),
    *("Giovanni", "Giovanni Paolo", "Paolo", "Pietro", "Umberto", "Vittorio Emanuele", "Vittorio Amedeo", "Emanuele"),
    *("Edoardo", "Riccardo", "Guglielmo", "Francesco", "Benedetto", "Pio", "Leone", "Alessandro", "Gregorio"),
    *("Clemente", "Innocenzo", "Urbano", "Bonifacio", "Niccolò", "Nicola", "Federico", "Napoleone", "Gustavo"),
    *("Ramsete", "Costantino", "Teodosio", "Ottone", "Leopoldo", "Alberto", "Ivan", "Sisto", "Adriano", "Callisto"),
    *("Rodolfo", "Massimiliano", "Amedeo", "Giacomo", "Cosimo", "Martino", "Eugenio", "Giulio", "Celestino", "Dario"),
)
QUEENS = ("Elisabetta", "Isabella", "Maria", "Caterina", "Margherita", "Cristina", "Giovanna", "Cleopatra", "Anna")
CLOCK_ARTICLES = (
    *("alle", "alle ore", "dalle", "dalle ore", "le", "le ore", "ore", "ora", "delle", "delle ore", "all'", "dall'"),
    *("fino alle", "verso le"),
)
ARTICLES = frozenset(
    {
        "il",
        "lo",
        "la",
        "i",
        "le",
        "gli",
        "del",
        "della",
        "dello",
        "al",
        "alla",
        "nel",
        "nella",
        "dal",
        "dalla",
        "un",
        "una",
    }
)
DEGREE_WORDS = word_set("centigradi celsius fahrenheit kelvin nord sud est ovest gradi latitudine longitudine")
FEMININE_ENDINGS = ("a", "zione", "sione", "gione", "tà", "tù", "trice", "tudine")
FEMININE_WORDS = word_set(
    "mano foto moto radio auto notte parte classe chiave nube gente torre nave base frase serie legge luce "
    "voce croce rete crisi tesi sintesi ipotesi analisi dose superficie specie fase morte fonte corrente "
    "madre moglie carne neve febbre stazione lezione pelle valle sede mente siepe volpe"
)
MASCULINE_WORDS = word_set(
    "problema programma sistema tema poema clima dramma schema sintomo sintoma teorema diagramma chilogramma "
    "grammo telegramma panorama dilemma diploma fantasma papa gorilla cinema pianeta poeta artista pirata "
    "atleta pilota papà lunedì martedì mercoledì giovedì venerdì giudice"
)
NO_NOUNS = word_set(
    "a ad ai al alla alle allo agli con contro da dal dalla dalle dallo dai dagli dei del della delle dello "
    "degli di durante e ed egli ella era erano essa esse essi esso fino fra fu furono gli ha hanno il in "
    "invece io la le lei lo loro lui ma mai meno mentre mi mia mie mio miei molta molte molti molto ne né nei "
    "nel nella nelle nello negli niente no noi non nostra nostro o od oggi ogni oltre per perché però più "
    "poi prima qua quale quando quanto quella quelle quelli quello questa queste questi questo qui se secondo "
    "senza si sia sì solo sono sopra sotto sta su sua sue suo suoi sul sulla sulle sullo sui sugli te tra "
    "tranne tu tua tue tuo tuoi tutta tutte tutti tutto un una uno va vi voi vs già ancora anche come "
    "dopo dove quindi così allora appena circa fa ecco aveva avevano abbiamo ho sarà"
)
NUMBERED_WORDS = (
    *("pagina", "pagine", "pag", "pagg", "numero", "numeri", "n", "nr", "camera", "stanza", "aula", "linea", "canale"),
    *("versione", "esercizio", "domanda", "lezione", "km", "chilometro", "via", "piano", "porta", "taglia", "tema"),
    *("posto", "giorno", "autostrada", "statale", "volo", "treno", "binario", "tavolo", "versetto", "legge", "piazza"),
)
YEAR_WORDS = ("nel", "del", "dal", "al", "anno", "anni", "il", "e", "tra", "fra", "in", "di")
TELEPHONE_WORDS = (
    *("telefono", "tel", "cellulare", "cell", "cel", "fax", "whatsapp", "numero verde", "chiamare il", "chiama il"),
    *("chiami il", "chiamate il"),
)
EXTENSION_WORDS = ("interno", "int")
SAINTS = {
    "San": (
        *("Pietro", "Paolo", "Giovanni", "Francesco", "Marco", "Luca", "Giuseppe", "Lorenzo", "Carlo", "Michele"),
        *("Martino", "Nicola", "Giorgio", "Vito", "Siro", "Benedetto", "Domenico", "Giacomo", "Filippo", "Matteo"),
        *("Bartolomeo", "Tommaso", "Gennaro", "Silvestro", "Valentino", "Rocco", "Donato", "Babila", "Vincenzo"),
        *("Marino", "Remo", "Severo", "Gimignano", "Bernardo", "Pancrazio", "Leonardo", "Patrizio", "Giuliano"),
    ),
    "Santa": (
        *("Maria", "Lucia", "Chiara", "Caterina", "Croce", "Rita", "Margherita", "Teresa", "Cecilia", "Barbara"),
        *("Monica", "Monaca", "Marinella", "Cristina", "Giulia", "Marta", "Sofia", "Fosca", "Severa", "Rosalia"),
    ),
    "Santo": ("Stefano", "Spirito", "Strato"),
    "Sant'": ("Anna", "Antonio", "Andrea", "Agostino", "Ambrogio", "Agata", "Agnese", "Elena", "Elia", "Eustorgio"),
}
TITLES = {
    **in_both_cases(
        {
            "Sig.": "signor",
            "Sig.ra": "signora",
            "Sig.na": "signorina",
            "Sigg.": "signori",
            "Sig.re": "signore",
            "Dott.": "dottor",
            "Dott.ssa": "dottoressa",
            "Dr.": "dottor",
            "Dr.ssa": "dottoressa",
            "D.ssa": "dottoressa",
            "Prof.": "professor",
            "Prof.ssa": "professoressa",
            "Proff.": "professori",
            "Ing.": "ingegner",
            "Avv.": "avvocato",
            "Arch.": "architetto",
            "Geom.": "geometra",
            "Rag.": "ragionier",
            "Mons.": "monsignor",
            "Egr.": "egregio",
            "Gent.": "gentile",
            "Gent.mo": "gentilissimo",
            "Gent.ma": "gentilissima",
            "Ill.mo": "illustrissimo",
            "Ill.ma": "illustrissima",
            "Preg.mo": "pregiatissimo",
            "Preg.ma": "pregiatissima",
            "Spett.": "spettabile",
            "Spett.le": "spettabile",
            "Chiar.mo": "chiarissimo",
            "P.za": "piazza",
            "P.zza": "piazza",
            "P.le": "piazzale",
            "P.tta": "piazzetta",
            "V.le": "viale",
            "C.so": "corso",
            "L.go": "largo",
            "Vic.": "vicolo",
            "Str.": "strada",
            "Loc.": "località",
            "Fraz.": "frazione",
            "F.lli": "fratelli",
            "Ist.": "istituto",
            "Univ.": "università",
        }
    ),
    "On.": "onorevole",
    "Sen.": "senatore",
    "Gen.": "generale",
    "Col.": "colonnello",
    "Cap.": "capitano",
    "Ten.": "tenente",
    "Mar.": "maresciallo",
    "Serg.": "sergente",
    "Card.": "cardinale",
    "Rev.": "reverendo",
    "Pres.": "presidente",
    "Min.": "ministro",
}
ABBREVIATIONS = {
    **in_both_cases(
        {
            "ecc.": "eccetera",
            "etc.": "eccetera",
            "es.": "esempio",
            "ad es.": "ad esempio",
            "p. es.": "per esempio",
            "p.es.": "per esempio",
            "per es.": "per esempio",
            "cfr.": "confronta",
            "ca.": "circa",
            "dip.": "dipartimento",
            "tel.": "telefono",
            "cell.": "cellulare",
            "max.": "massimo",
            "min.": "minimo",
            "prov.": "provincia",
            "cod.": "codice",
            "cod. fisc.": "codice fiscale",
            "c.f.": "codice fiscale",
            "p.iva": "partita iva",
            "p. iva": "partita iva",
            "sec.": "secolo",
            "vs.": "contro",
            "vs": "contro",
            "c/c": "conto corrente",
            "s.n.c.": "società in nome collettivo",
            "c.a.": "corrente anno",
            "u.s.": "ultimo scorso",
            "p.v.": "prossimo venturo",
            "c.m.": "corrente mese",
            "trad.": "traduzione",
            "ed.": "edizione",
            "int.": "interno",
            "all.": "allegato",
            "rif.": "riferimento",
            "ogg.": "oggetto",
            "amm.ne": "amministrazione",
            "dir.": "direttore",
            "zona ind.": "zona industriale",
            "n.d.r.": "nota del redattore",
            "n.b.": "nota bene",
            "p.s.": "post scriptum",
        }
    ),
    "S.p.A.": "società per azioni",
    "S.p.a.": "società per azioni",
    "SpA": "società per azioni",
    "S.r.l.": "società a responsabilità limitata",
    "s.r.l.": "società a responsabilità limitata",
    "S.S.": "Sua Santità",
    "a. C.": "avanti Cristo",
    "a.C.": "avanti Cristo",
    "d. C.": "dopo Cristo",
    "d.C.": "dopo Cristo",
    "U.S.A.": "Stati Uniti",
    "U.E.": "Unione Europea",
}
NUMBER_WORDS = in_both_cases(
    {
        "n.": "numero",
        "n°": "numero",
        "nº": "numero",
        "n.º": "numero",
        "n.°": "numero",
        "nr.": "numero",
        "num.": "numero",
        "nn.": "numeri",
        "№": "numero",
        "pag.": "pagina",
        "pagg.": "pagine",
        "p.": "pagina",
        "pp.": "pagine",
        "cap.": "capitolo",
        "capp.": "capitoli",
        "art.": "articolo",
        "artt.": "articoli",
        "fig.": "figura",
        "figg.": "figure",
        "tab.": "tabella",
        "tabb.": "tabelle",
        "vol.": "volume",
        "voll.": "volumi",
        "t.": "tomo",
        "sez.": "sezione",
        "all.": "allegato",
        "eq.": "equazione",
        "ed.": "edizione",
        "es.": "esercizio",
        "int.": "interno",
        "sc.": "scala",
        "tel.": "telefono",
        "cell.": "cellulare",
        "sec.": "secolo",
        "c.": "circa",
        "ca.": "circa",
        "v.": "verso",
        "km.": "chilometro",
    }
)
CLOSING = frozenset(
    {"ecc.", "etc.", "S.p.A.", "S.p.a.", "S.r.l.", "s.r.l.", "a. C.", "a.C.", "d. C.", "d.C.", "U.S.A."}
)
ELECTRONIC = {
    ".": "punto",
    "/": "slash",
    "@": "chiocciola",
    "-": "trattino",
    "_": "trattino basso",
    "+": "più",
    "~": "tilde",
    ":": "due punti",
    "=": "uguale",
    "?": "punto interrogativo",
    "%": "percento",
    "&": "e commerciale",
    "#": "cancelletto",
    "!": "punto esclamativo",
    "^": "accento circonflesso",
    "*": "asterisco",
}
ELECTRONIC_NAMES = {
    **{
        name: name
        for name in ("facebook", "gmail", "google", "hotmail", "libero", "microsoft", "nvidia", "outlook", "virgilio")
    },
    "it": "it",
    "eu": "eu",
    "us": "us",
    "py": "python",
}
SIGNS = {
    "&": "e",
    "±": "più o meno",
    "×": "per",
    "÷": "diviso",
    "≈": "circa",
    "≠": "è diverso da",
    "≤": "è minore o uguale a",
    "≥": "è maggiore o uguale a",
    "→": "a",
    "°": "gradi",
    "§": "paragrafo",
    "∞": "infinito",
    "√": "radice quadrata di",
    "π": "pi greco",
    "µ": "micro",
    "€": "euro",
    "£": "sterlina",
    "¥": "yen",
    "$": "dollaro",
    "%": "per cento",
    "#": "cancelletto",
    "@": "chiocciola",
}
SPACED_SIGNS = {"=": "è uguale a", "+": "più", "<": "è minore di", ">": "è maggiore di"}
OPERATORS = {
    "===": " è uguale a ",
    "==": " è uguale a ",
    "!=": " è diverso da ",
    "<=": " è minore o uguale a ",
    ">=": " è maggiore o uguale a ",
    "->": " a ",
    "=>": " a ",
    "&&": " e ",
    "||": " o ",
    "::": " ",
    "+=": " più uguale ",
}
SAYINGS = {"24/7": "ventiquattro su sette", "50/50": "cinquanta cinquanta"}
