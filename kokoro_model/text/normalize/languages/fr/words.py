"""French abbreviations, months, signs and other words that are looked for or said."""

from __future__ import annotations

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
MONTH_FORMS = {
    form: number
    for number, forms in {
        1: "janv jan",
        2: "févr fév fevr fevrier",
        4: "avr",
        7: "juil juill jul",
        8: "aout",
        9: "sept",
        10: "oct",
        11: "nov",
        12: "déc dec decembre",
    }.items()
    for form in forms.split()
}
MONTH_FORMS |= {f"{form}.": number for form, number in MONTH_FORMS.items() if len(form) < 6}
WEEKDAYS = {
    form: name
    for name in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    for form in (name[:3], name, name[:3].capitalize(), name.capitalize())
}
ZONES = ("Z", "UTC", "GMT", "CET", "CEST", "TU")
ROMAN_CARDINALS = (
    *("chapitre", "chap", "partie", "acte", "livre", "tome", "volume", "section", "article", "titre", "phase", "type"),
    *("niveau", "figure", "tableau", "annexe", "classe", "scène", "planche", "épisode", "saison", "groupe", "division"),
    "guerre mondiale",
)
ROMAN_ORDINALS = (
    *("Louis", "François", "Charles", "Henri", "Philippe", "Napoléon", "Jean", "Paul", "Pie", "Léon", "Benoît"),
    *("Grégoire", "Innocent", "Clément", "Urbain", "Boniface", "Sixte", "Jules", "Élisabeth", "Elisabeth"),
    *("Guillaume", "Édouard", "Edouard", "George", "Georges", "Jacques", "Richard", "Alexandre", "Nicolas", "Pierre"),
    *("Catherine", "Frédéric", "Ramsès", "Albert", "Léopold", "Alphonse", "Ferdinand", "Isabelle", "Marie", "Robert"),
    *("Mohammed", "Mohamed", "Hassan", "Ptolémée", "Christian", "Gustave", "Victor-Emmanuel", "Rainier", "Thoutmôsis"),
)
ROMAN_EXCEPTIONS = dict.fromkeys(("article", "classe", "type", "groupe"), frozenset({"L", "C", "D", "M"}))
ABBREVIATIONS = {
    "c-à-d": "c'est-à-dire",
    "càd": "c'est-à-dire",
    "vs": "contre",
    "svp": "s'il vous plaît",
    "SVP": "s'il vous plaît",
    "stp": "s'il te plaît",
    "rdv": "rendez-vous",
    "RDV": "rendez-vous",
    "RV": "rendez-vous",
    "bcp": "beaucoup",
    "qqn": "quelqu'un",
    "qqch": "quelque chose",
    "Mme": "Madame",
    "Mmes": "Mesdames",
    "Mlle": "Mademoiselle",
    "Mlles": "Mesdemoiselles",
    "Mgr": "Monseigneur",
    "Mgrs": "Messeigneurs",
    "Dre": "Docteure",
    "Drs": "Docteurs",
    "Dres": "Docteures",
    "Prs": "Professeurs",
    "Pres": "Professeures",
    "bd": "boulevard",
    "Bd": "Boulevard",
    "bld": "boulevard",
    "Bld": "Boulevard",
    "blvd": "boulevard",
    "rte": "route",
    "Rte": "Route",
    "fbg": "faubourg",
    "Fbg": "Faubourg",
    "appt": "appartement",
    "Cie": "compagnie",
    "Ets": "établissements",
    "Sté": "société",
    "etc.": "et cétéra",
    "cf.": "voir",
    "c.-à-d.": "c'est-à-dire",
    "p. ex.": "par exemple",
    "par ex.": "par exemple",
    "i.e.": "c'est-à-dire",
    "e.g.": "par exemple",
    "vs.": "contre",
    "env.": "environ",
    "av. J.-C.": "avant Jésus-Christ",
    "av. J-C": "avant Jésus-Christ",
    "ap. J.-C.": "après Jésus-Christ",
    "apr. J.-C.": "après Jésus-Christ",
    "ap. J-C": "après Jésus-Christ",
    "J.-C.": "Jésus-Christ",
    "s.v.p.": "s'il vous plaît",
    "S.V.P.": "s'il vous plaît",
    "N.B.": "nota bene",
    "P.-S.": "post-scriptum",
    "qqch.": "quelque chose",
    "MM.": "Messieurs",
    "av.": "avenue",
    "Av.": "Avenue",
    "bd.": "boulevard",
    "Bd.": "Boulevard",
    "boul.": "boulevard",
    "chem.": "chemin",
    "imp.": "impasse",
    "bât.": "bâtiment",
    "Bât.": "Bâtiment",
    "appt.": "appartement",
    "apt.": "appartement",
    "tél.": "téléphone",
    "Tél.": "Téléphone",
    "réf.": "référence",
    "Réf.": "Référence",
    "adr.": "adresse",
    "dép.": "département",
    "arr.": "arrondissement",
    "éd.": "édition",
    "trad.": "traduction",
    "coll.": "collection",
    "suppl.": "supplément",
    "resp.": "respectivement",
    "max.": "maximum",
    "auj.": "aujourd'hui",
    "Jr.": "junior",
}
TITLES = {
    "M.": "Monsieur",
    "Mr.": "Monsieur",
    "Mme.": "Madame",
    "Mlle.": "Mademoiselle",
    "Dr.": "Docteur",
    "Pr.": "Professeur",
    "Prof.": "Professeur",
    "prof.": "professeur",
    "Gén.": "Général",
    "Col.": "Colonel",
}
SHORT_TITLES = {
    "Me": "Maître",
    "St": "Saint",
    "Ste": "Sainte",
    "Sts": "Saints",
    "Stes": "Saintes",
    "Mr": "Monsieur",
    "Dr": "Docteur",
    "Pr": "Professeur",
    "Vve": "Veuve",
    "Gal": "Général",
    "Cdt": "Commandant",
    "Cne": "Capitaine",
    "Lt": "Lieutenant",
    "Sgt": "Sergent",
}
"""Short for these words before a capital alone, with a full stop or without."""
NUMBER_WORDS = {
    "No.": "numéro",
    "num.": "numéro",
    "p.": "page",
    "pp.": "pages",
    "fig.": "figure",
    "Fig.": "figure",
    "tab.": "tableau",
    "vol.": "volume",
    "Vol.": "volume",
    "t.": "tome",
    "chap.": "chapitre",
    "Chap.": "chapitre",
    "ch.": "chapitre",
    "sect.": "section",
    "art.": "article",
    "Art.": "article",
    "éq.": "équation",
    "ex.": "exemple",
    "v.": "vers",
    "ca.": "environ",
    **{f"{form}.": name for form, name in WEEKDAYS.items() if len(form) == 3},
}
CLOSING = frozenset(
    {"etc.", "J.-C.", "av. J.-C.", "ap. J.-C.", "apr. J.-C.", "s.v.p.", "S.V.P.", "max.", "qqch.", "éd.", "env."}
)
SIGNS = {
    "&": "et",
    "±": "plus ou moins",
    "×": "fois",
    "÷": "divisé par",
    "≈": "environ",
    "≠": "différent de",
    "≤": "inférieur ou égal à",
    "≥": "supérieur ou égal à",
    "→": "vers",
    "⇒": "donc",
    "°": "degrés",
    "§": "paragraphe",
    "∞": "l'infini",
    "√": "racine carrée de",
    "π": "pi",
    "µ": "micro",
    "€": "euro",
    "£": "livre",
    "¥": "yen",
    "₩": "won",
    "₹": "roupie",
    "$": "dollar",
    "%": "pour cent",
    "#": "dièse",
    "@": "arobase",
}
SPACED_SIGNS = {"=": "égale", "+": "plus", "<": "inférieur à", ">": "supérieur à"}
OPERATORS = {
    "===": " égale ",
    "==": " égale ",
    "!=": " différent de ",
    "<=": " inférieur ou égal à ",
    ">=": " supérieur ou égal à ",
    "->": " vers ",
    "=>": " vers ",
    "&&": " et ",
    "||": " ou ",
    "::": " ",
    "+=": " plus égale ",
}
SAYINGS = {
    "24/7": "vingt-quatre heures sur vingt-quatre, sept jours sur sept",
    "24/24": "vingt-quatre heures sur vingt-quatre",
    "7/7": "sept jours sur sept",
    "50/50": "cinquante cinquante",
}
FEMININE = (
    *("fois", "page", "pages", "heure", "heures", "minute", "minutes", "seconde", "secondes", "semaine"),
    *("semaines", "année", "années", "journée", "journées", "nuit", "nuits", "soirée", "soirées", "personne"),
    *("personnes", "femme", "femmes", "fille", "filles", "voix", "voiture", "voitures", "maison", "maisons"),
    *("ville", "villes", "rue", "rues", "place", "places", "pièce", "pièces", "chambre", "chambres", "table"),
    *("tables", "ligne", "lignes", "lettre", "lettres", "livraison", "photo", "photos", "image", "images"),
    *("vidéo", "vidéos", "chose", "choses", "idée", "idées", "étoile", "étoiles", "tonne", "tonnes", "marche"),
    *("école", "écoles", "entreprise", "entreprises", "équipe", "équipes", "victoire", "victoires", "défaite"),
    *("défaites", "course", "courses", "carte", "cartes", "part", "parts", "partie", "parties", "victime"),
    *("victimes", "naissance", "unité", "unités", "tête", "têtes", "feuille", "feuilles", "bouteille"),
    *("bouteilles", "tasse", "tasses", "cuillère", "cuillères", "tranche", "tranches", "commune", "communes"),
    *("île", "îles", "langue", "langues", "erreur", "erreurs", "réponse", "réponses", "demande", "demandes"),
    *("candidature", "candidatures", "voie", "voies", "usine", "usines", "banque", "banques", "couleur"),
    *("couleurs", "plante", "plantes", "espèce", "espèces", "œuvre", "œuvres", "chanson", "chansons"),
)
"""Nouns before which "un" is "une"."""
ELECTRONIC = {
    ".": "point",
    "/": "slash",
    "\\": "antislash",
    "@": "arobase",
    "-": "tiret",
    "_": "tiret bas",
    "+": "plus",
    "~": "tilde",
    ":": "deux points",
    "=": "égale",
    "?": "point d'interrogation",
    "%": "pour cent",
    "&": "et",
    "#": "dièse",
    "!": "point d'exclamation",
}
ELECTRONIC_NAMES = {"www": "trois W"}

HYPHEN_FIRSTS = frozenset(
    {
        *("non", "ex", "sous", "vice", "demi", "mi", "semi", "peut", "quelques", "vis", "rendez", "grand"),
        *("après", "arrière", "avant", "celui", "celle", "ceux", "celles", "dix", "vingt", "trente"),
        *("quarante", "cinquante", "soixante", "quatre"),
    }
)
"""First parts of words that are written with a hyphen."""

HYPHEN_LASTS = frozenset(
    {
        *("je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "moi", "toi", "lui", "leur"),
        *("le", "la", "les", "y", "en", "là", "ci", "même", "mêmes", "dire", "être"),
    }
)
"""Last parts of them, most often pronouns behind a verb."""
