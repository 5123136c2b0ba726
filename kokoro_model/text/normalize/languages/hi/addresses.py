"""Postal addresses, postcodes and other codes of digits, which Hindi tells digit by digit.

A part of a text between commas is an address's where it has the number of a plot, a flat and the like, or a street
behind a number, and no word that only sentences have; so are the numbers of the parts beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.languages.hi import words
from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Edit, Rewriting

_W = words.LETTERS
_UNITS = (
    *("प्लॉट", "फ्लैट", "फ़्लैट", "मकान", "गली", "सेक्टर", "बूथ", "यूनिट", "पिलर", "रोड", "स्ट्रीट", "दुकान"),
    *("शॉप", "ब्लॉक", "वार्ड", "कमरा", "रूम", "बंगला", "हाउस", "डोर", "पोस्ट बॉक्स", "टावर", "बिल्डिंग", "पॉकेट", "फेज"),
)
_STREETS = (
    *("रोड", "स्ट्रीट", "मार्ग", "एवेन्यू", "लेन", "पार्कवे", "बुलेवार्ड", "ड्राइव", "हाईवे", "गली", "मार्केट", "सर्कल"),
    *("कॉम्प्लेक्स", "कॉलोनी", "नगर", "विहार", "एन्क्लेव", "चौक", "पथ", "मोहल्ला", "अपार्टमेंट", "सोसाइटी", "स्क्वेर"),
    *("स्क्वायर", "कोर्ट", "प्लाज़ा", "बाग", "पुरम", "आर डी", "एस टी", "एली", "फ्लोर", "मंज़िल"),
)
_SENTENCE_WORDS = frozenset(
    (
        *("में", "पर", "से", "को", "का", "के", "की", "ने", "तक", "है", "हैं", "था", "थे", "थी", "हूँ", "हो", "होगा"),
        *("गया", "गए", "गई", "कर", "करें", "करो", "लिए", "यह", "वह", "ये", "वे", "मैं", "हम", "मेरा", "मेरी", "मेरे"),
        *("लोग", "लोगों", "नए", "नई", "नया", "कुल", "लगभग", "करीब", "बने", "बनी", "बना", "रुपए", "रुपये"),
    )
)
_FUTURE = ("ेगा", "ेगी", "ेंगे", "ेंगी", "ूँगा", "ूंगा")
_CITIES = (
    *("दिल्ली", "नई दिल्ली", "मुंबई", "कोलकाता", "चेन्नई", "बेंगलुरु", "बैंगलोर", "हैदराबाद", "अहमदाबाद", "पुणे", "सूरत"),
    *("जयपुर", "लखनऊ", "कानपुर", "नागपुर", "इंदौर", "भोपाल", "पटना", "वडोदरा", "आगरा", "मेरठ", "वाराणसी", "प्रयागराज"),
    *("इलाहाबाद", "रांची", "राँची", "रायपुर", "गुवाहाटी", "चंडीगढ़", "देहरादून", "शिमला", "श्रीनगर", "जम्मू", "अमृतसर"),
    *("लुधियाना", "गुरुग्राम", "गुड़गांव", "नोएडा", "फरीदाबाद", "गाज़ियाबाद", "जोधपुर", "उदयपुर", "कोटा", "नासिक"),
    *("औरंगाबाद", "ठाणे", "कोच्चि", "तिरुवनंतपुरम", "कोयंबटूर", "मदुरै", "मैसूर", "विजयवाड़ा", "विशाखापत्तनम"),
    *("अमरावती", "भुवनेश्वर", "कटक", "गंगटोक", "इंफाल", "शिलांग", "आइज़ोल", "कोहिमा", "ईटानगर", "अगरतला", "दिसपुर"),
    *("पणजी", "गांधीनगर", "पुडुचेरी", "पोर्ट ब्लेयर", "लेह", "कवरत्ती", "सिलवासा", "दमन", "जबलपुर", "ग्वालियर"),
)
_STATES = (
    *("आंध्र प्रदेश", "अरुणाचल प्रदेश", "असम", "बिहार", "छत्तीसगढ़", "गोवा", "गुजरात", "हरियाणा", "हिमाचल प्रदेश"),
    *("झारखंड", "कर्नाटक", "केरल", "मध्य प्रदेश", "महाराष्ट्र", "मणिपुर", "मेघालय", "मिज़ोरम", "नागालैंड", "ओडिशा"),
    *("पंजाब", "राजस्थान", "सिक्किम", "तमिलनाडु", "तमिल नाडु", "तेलंगाना", "त्रिपुरा", "उत्तर प्रदेश", "उत्तराखंड"),
    *("पश्चिम बंगाल", "जम्मू और कश्मीर", "लद्दाख"),
)
_SHORT = re.compile(rf"(?<![{_W}])नं(?:\.|(?=\s))\s?(?=[0-9])")
_NUMBER = re.compile(rf"(?<![{_W}./-])[0-9]{{1,6}}(?:[/-][0-9]{{1,6}}){{0,3}}(?![{_W}./-])(?P<dash>\s-\s)?")
_PARTS = re.compile(r"[^,।!?;\n]+")
_HAS_UNIT = re.compile(rf"(?<![{_W}])(?:{any_of(_UNITS)})\s(?:(?:नंबर|नं\.?|संख्या)\s)?(?=[0-9])")
_HAS_STREET = re.compile(
    rf"(?<![{_W}.])[0-9]{{1,6}}(?:[/-][0-9]{{1,6}}){{0,3}}(?:(?:st|nd|rd|th)(?=\s)|(?:\s-)?\s[{_W}-]{{1,24}})"
    rf"(?:\s[{_W}-]{{1,24}}){{0,8}}?\s(?:{any_of(_STREETS)})(?![{_W}])"
)
_POSTCODE = re.compile(
    rf"(?<![{_W}])(?:{any_of((*_CITIES, *_STATES))})(?:\s?[-–]\s?|\s)"
    rf"(?P<code>[1-9][0-9]{{2}}\s?[0-9]{{3}})(?=\s{{0,3}}(?:[,.।]|\Z))"
)
_CODE = re.compile(
    rf"(?<![{_W}])(?:पिन|पिन\s?कोड|PIN|ओटीपी|OTP|पासवर्ड|मोबाइल|फ़ोन|फोन|हेल्पलाइन|टोल फ्री|खाता|आधार|कोड)"
    r"(?:\s(?:नंबर|नं\.|संख्या))?(?:\s(?:है|पर))?\s?[:–-]?\s?(?P<code>[0-9]{3,16}(?:[\s-][0-9]{3,6}){0,4})(?![\w/:.-])"
)


UNBROKEN = (
    re.compile(rf"(?:{any_of(_UNITS)})\s(?:(?:नंबर|नं\.?|संख्या)\s)?[0-9/-]{{1,20}}"),
    re.compile(
        rf"(?<![{_W}.])[0-9/-]{{1,20}}(?:st|nd|rd|th)?(?:\s-)?(?:,?\s[{_W}/-]{{1,24}}){{1,9}}?"
        rf"\s(?:{any_of(_STREETS)})(?![{_W}])(?:,?\s[{_W}-]{{1,24}}){{0,6}}"
    ),
    _POSTCODE,
    _CODE,
)
"""How addresses and codes are written, as far as they are read as one."""


def read(text: Rewriting, language: Language) -> None:
    """Digits for the numbers of addresses, postcodes and the like."""
    text.sub(_SHORT, "नंबर ")
    for pattern in (_CODE, _POSTCODE):
        text.edit([(*match.span("code"), _digits(match["code"], language)) for match in pattern.finditer(text.text)])
    text.edit(list(_edits(text.text, language)))


def _digits(written: str, language: Language) -> str:
    return language.digits("".join(filter(str.isdecimal, written)))


def _edits(text: str, language: Language) -> Iterator[Edit]:
    """Each sentence's numbers, if it has an address."""
    for start, end in _sentences(text):
        spans = [part.span() for part in _PARTS.finditer(text, start, end) if _is_plain(part[0])]
        if any(_HAS_UNIT.search(text, *span) or _HAS_STREET.search(text, *span) for span in spans):
            for span in spans:
                for number in _NUMBER.finditer(text, *span):
                    yield (*number.span(), _spoken(number, language))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in re.finditer(r"[।!?;\n]", text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _is_plain(part: str) -> bool:
    """Whether nothing but names and numbers stands in it."""
    return not any(word in _SENTENCE_WORDS or word.endswith(_FUTURE) for word in part.split())


def _spoken(number: re.Match[str], language: Language) -> str:
    signs = {"/": " बटा ", "-": f" {language.electronic['-']} "}
    written = number[0].removesuffix(number["dash"] or "")
    spoken = "".join(signs.get(part) or language.digits(part) for part in re.split("([/-])", written))
    return f"{spoken}{signs['-']}" if number["dash"] else spoken
