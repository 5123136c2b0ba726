"""Hindi numbers in words; the year's hundreds, and English ordinals as Hindi writes them, are sets of their own."""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

_BELOW_HUNDRED = """
    शून्य एक दो तीन चार पाँच छह सात आठ नौ
    दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस
    बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस
    तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
    चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास
    पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
    साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर
    सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
    अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी
    नब्बे इक्यानबे बानबे तिरानबे चौरानबे पंचानबे छियानबे सत्तानबे अट्ठानबे निन्यानबे
"""
_POWERS = {3: "हज़ार", 5: "लाख", 7: "करोड़", 9: "अरब", 11: "खरब", 13: "नील", 15: "पद्म", 17: "शंख"}

GRAMMAR = NumberGrammar(f"""
%%cardinal:
    0: {"; ".join(_BELOW_HUNDRED.split())};
    100: << सौ[ >>];
    {" ".join(f"{10**exponent}: << {name}[ >>];" for exponent, name in _POWERS.items())}
%%year:
    0: =%cardinal=;
    1100/100: <%cardinal< सौ[ >%cardinal>];
    2000: =%cardinal=;
    2100/100: <%cardinal< सौ[ >%cardinal>];
    3000: =%cardinal=;
%%ordinal:
    0: शून्यवाँ; पहला; दूसरा; तीसरा; चौथा; पाँचवाँ; छठा; =%cardinal=वाँ;
%%ordinal-feminine:
    0: शून्यवीं; पहली; दूसरी; तीसरी; चौथी; पाँचवीं; छठी; =%cardinal=वीं;
%%ordinal-oblique:
    0: शून्यवें; पहले; दूसरे; तीसरे; चौथे; पाँचवें; छठे; =%cardinal=वें;
%%ordinal-english:
    0: ज़ीरोथ; फ़र्स्ट; सेकंड; थर्ड; फ़ोर्थ; फ़िफ्थ; सिक्स्थ; सेवंथ; एटथ; नाइंथ; टेंथ;
    इलेवंथ; ट्वेल्फ्थ; थर्टींथ; फ़ोर्टींथ; फ़िफ्टींथ; सिक्सटींथ; सेवंटींथ; एटींथ; नाइंटींथ;
    20: ट्वेंट>%english-tens>; 30: थर्ट>%english-tens>; 40: फ़ोर्ट>%english-tens>; 50: फ़िफ्ट>%english-tens>;
    60: सिक्सट>%english-tens>; 70: सेवंट>%english-tens>; 80: एट>%english-tens>; 90: नाइंट>%english-tens>;
    100: =%cardinal=वाँ;
%%english-tens:
    0: िएथ; 1: ी =%ordinal-english=;
""")
