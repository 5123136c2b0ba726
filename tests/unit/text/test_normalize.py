"""What pasted text sounds like, by area; every line names source and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.inputs import strict
from kokoro_model.text.normalize import _PLAIN, RULES, read, strip_marks
from kokoro_model.text.normalize.languages import load
from kokoro_model.text.rewriting import Rewriting
from tests.unit.text.spoken import cases, words

NUMBERS = """
7 of 42 => seven of forty-two
0 and 100 => zero and one hundred
1,234,567.89 => one million two hundred thirty-four thousand five hundred sixty-seven point eight nine
3.14, .5 and 0.05 => three point one four, point five and zero point zero five
007 => zero zero seven
1234567890123456 => one two three four five six seven eight nine zero one two three four five six
-5 or −7 or +3 or ~9 => minus five or minus seven or plus three or about nine
5-10, 5–10 and 5 — 10 => five to ten, five to ten and five to ten
won 3:1 => won three to one
the 1st, 2nd, 23rd and 100th => the first, second, twenty-third and one hundredth
1/2, 3/4 and 2/3 => one half, three quarters and two thirds
2 1/2 and 1½ and ¾ => two and a half and one and a half and three quarters
7/3, 9/10, 1/0 => seven thirds, nine out of ten, one over zero
24/7 => twenty-four seven
v2 of 3.11.2 => version two of three point eleven point two
192.168.0.1 => one nine two dot one six eight dot zero dot one
555-123-4567 => five five five, one two three, four five six seven
+1 (555) 123-4567 => plus one, five five five, one two three, four five six seven
978-3-16-148410-0 => nine seven eight, three, one six, one four eight four one zero, zero
10², x³, 2^8 => ten squared, x cubed, two to the power of eight
1.5e-3 => one point five times ten to the minus three
A4, MP3, COVID-19, 3D => A four, MP three, COVID-nineteen, three D
#1 => number one
"""

DATES = """
2024-01-15 => January fifteenth, twenty twenty-four
2024-01-15T17:30:00Z => January fifteenth, twenty twenty-four, seventeen thirty UTC
3/4/2024 => March fourth, twenty twenty-four
25/12/2024 => December twenty-fifth, twenty twenty-four
1/2/99 => January second, nineteen ninety-nine
24.12.2024 => December twenty-fourth, twenty twenty-four
Jan. 5, 2024 => January fifth, twenty twenty-four
on March 5th => on March fifth
On 5 May. March came. => On the fifth of May. March came.
the 3rd of June 1999 => the third of June, nineteen ninety-nine
Sept 2023 => September twenty twenty-three
2024-13-45, 2024-00 => two zero two four, one three, four five, two thousand twenty-four-zero zero
99/99/2024 => ninety-nine/ninety-nine/two thousand twenty-four
1.2.03 => one point two point zero three
2024-07 => July twenty twenty-four
in 1984, 1905, 1900 => in nineteen eighty-four, nineteen oh five, nineteen hundred
in 2000, 2009, 2024 => in two thousand, two thousand nine, twenty twenty-four
the 1990s, '80s, 2000s and 1910s => the nineteen nineties, eighties, two thousands and nineteen tens
1939–45, 1990-2000 => nineteen thirty-nine to forty-five, nineteen ninety to two thousand
5:30pm, 5 p.m. sharp => five thirty PM, five PM sharp
It is 5 p.m. => It is five PM.
5:05, 5:00, 17:00 => five oh five, five o'clock, seventeen hundred
12:30:15 => twelve hours thirty minutes and fifteen seconds
9am-5pm, 10:30-11:45 => nine AM to five PM, ten thirty to eleven forty-five
"""

AMOUNTS = """
$3.50, £5, €1,200 => three dollars and fifty cents, five pounds, one thousand two hundred euros
$0.99, $1.01, $1, $0.00 => ninety-nine cents, one dollar and one cent, one dollar, zero dollars
$1.5M, $3 billion, £2bn => one point five million dollars, three billion dollars, two billion pounds
-$5, -$2.000, 5€, US$7 => minus five dollars, minus two dollars, five euros, seven dollars
20 USD, EUR 30 => twenty dollars, thirty euros
¥500, ¥1.50, ₹10 => five hundred yen, one point five zero yen, ten rupees
$5/month, $5-10, $5–$10 => five dollars per month, five to ten dollars, five dollars to ten dollars
£3.02 => three pounds and two pence
50%, 2.5 %, 5-10% => fifty percent, two point five percent, five to ten percent
10 km/h, 1 km, 5 m/s => ten kilometers per hour, one kilometer, five meters per second
6 ft, 1 ft, 3 lbs => six feet, one foot, three pounds
-5°C, 72 °F, 90° => minus five degrees Celsius, seventy-two degrees Fahrenheit, ninety degrees
16 GB, 2.5GHz, 20 ms => sixteen gigabytes, two point five gigahertz, twenty milliseconds
100 m², 3 kg/m² => one hundred square meters, three kilograms per square meter
size 5-A => size five-A
a 5-km run, 5-10 km => a five-kilometer run, five to ten kilometers
1920x1080, 3×4 => one thousand nine hundred twenty by one thousand eighty, three by four
10k, 2.5M, 10x, 4K => ten thousand, two point five million, ten x, four K
"""

ADDRESSES = """
https://www.example.org/a/my-page. => HTTPS colon slash slash WWW dot example dot org slash a slash my dash page.
(see http://example.org/) => (see HTTP colon slash slash example dot org)
en.example.org/wiki/Rust_(fungus) => EN dot example dot org slash wiki slash Rust underscore (fungus)
example.de/?x=1&y=2#z => example dot DE slash question mark x equals one and y equals two hash z
https://example.org/a/long/path/that/goes/on/and/on/until/nobody/listens/any/more => example dot org
mail me: x86@bcd.io => mail me: X eight six at BCD dot IO
github.com/foo/bar, example.org => github dot com slash foo slash bar, example dot org
mail john.doe+x@my-host.co.uk! => mail john dot doe plus X at my dash host dot CO dot UK!
<https://example.org> => HTTPS colon slash slash example dot org
/usr/local/bin, ~/x, ./y.sh => slash usr slash local slash bin, tilde slash x, dot slash y dot sh
setup.py and node.js => setup dot py and node dot js
the end.Next one => the end. Next one
"""

MARKS = """
**bold**, *slanted*, _so_, ~~gone~~ and `code` => bold, slanted, so, gone and code
## A heading => A heading
> quoted => quoted
- item => item
- [x] done => done
| a | b | => a, b
[the page](https://example.org/x "title") => the page
[the page](https://example.org/x_(y)) => the page
[the page][1] and ![a picture](x.png) => the page and a picture
Said.[12] Noted[^1]. => Said. Noted.
a <b>bold</b> line<br/>and<!-- no --> more => a bold line, and more
AT&amp;T &lt;3 &#233; => AT and T less than three é
<speak>It is <emphasis level="strong">so</emphasis>.</speak> => It is so.
<prosody rate="slow">Go</prosody>, <say-as interpret-as="date">now</say-as>! => Go, now!
<voice name="x">Hi</voice><mark name="here"/> <mstts:express-as style="sad">you</mstts:express-as> => Hi you
It is so[3], said Ann[12][13] and Bob[1, 4]; 1999[7–9]. => It is so, said Ann and Bob; nineteen ninety-nine.
Done here[2] => Done here
take `list[1]` or name[1].x => take list[one] or name[one].x
the ==right one==, not ==that== => the right one, not that
==It goes on. => It goes on.
and ends.== => and ends.
这是==重点==内容 => 这是重点内容
so it is</think> => so it is
[[rate 200]]fast[[emph +]] and [[char LTRL]]slow[[rset 0]] => fast and slow
the [[Rate limits]] page => the [[Rate limits]] page
a****b, 3 * 4 => ab, three times four
----- and ===== here => and here
"""

SIGNS = """
“Don’t,” she said — ‘yes’… => "Don't," she said — 'yes'…
wait!!! what??? => wait! what?
so -- not => so — not
5 + 5 = 10 => five plus five equals ten
3 < 4 and 4 > 3 => three is less than four and four is more than three
R&D, a & b => R and D, a and b
± 2, ≈ 5, A → B => plus or minus two, about five, A to B
Great 🎉🎉🎉 job 👍🏽! => Great, party popper, job, thumbs up!
😀 😀 => grinning face
✓ done => check mark, done
I ❤️ it => I, red heart, it
"""

CODE = """
snake_case, camelCase and __init__ => snake case, camel Case and init
foo() == bar, a != b => foo equals bar, a is not equal to b
ls --help -v => ls dash dash help dash v
C++, C# and std::vector => C plus plus, C sharp and std vector
#topic, @user, @ home => hashtag topic, at user, at home
a->b, key=value => a to b, key equals value
"""

ABBREVIATIONS = """
e.g. this, i.e. that => for example this, that is that
Dr. Who vs. Mr. X => Doctor Who versus Mister X
The Dr. => The Dr.
apples, etc. => apples, et cetera.
apples, etc. and so on => apples, et cetera and so on
No. 5, Fig. 3, pp. 5–10 => number five, figure three, pages five to ten
no. It is => no. It is
Henry VIII, Louis XIV => Henry the eighth, Louis the fourteenth
Chapter IV, World War II, Part I. => Chapter four, World War two, Part one.
Chapter XL, Chapter L, Book XLIX => Chapter forty, Chapter fifty, Book forty-nine
Louis XL of class XL => Louis the fortieth of class XL
a type L plug, Part IIX, Part VX, Henry XXXX => a type L plug, Part IIX, Part VX, Henry XXXX
the part I like, John I see => the part I like, John I see
vitamin C, plan B, I am => vitamin C, plan B, I am
"""

DATES_AS_PEOPLE_TYPE_THEM = """
apr 7 2019, 7 apr 2019 => April seventh, twenty nineteen, the seventh of April, twenty nineteen
APR. 7 2019 => April seventh, twenty nineteen
7th october, 2018 => the seventh of October, twenty eighteen
Oct-7-2018 and 07-10-2018 => October seventh, twenty eighteen and the seventh of October, twenty eighteen
on the 4th July => on the fourth of July
may 2011, the 6th of may => May twenty eleven, the sixth of May
you may 5 times march 3 miles => you may five times march three miles
510 B.C. and 79 A.D => five ten BC and seventy-nine AD
3Q21 => the third quarter of twenty-one
mid-60s, 1920s-30s, 1970 s => mid-sixties, nineteen twenties to thirties, nineteen seventies
1850 dollars, 1984 people => one thousand eight hundred fifty dollars, nineteen eighty-four people
1750 kg => one thousand seven hundred fifty kilograms
6 am - 7:15 pm, 6:30 p.m. pst => six AM to seven fifteen PM, six thirty PM PST
5.30 pm, 7.00a.m. => five thirty PM, seven AM.
2:03:04, 0:00:09 => two hours three minutes and four seconds, nine seconds
"""

PLACES = """
42 Oak Ave., Boston, MA 02108 => forty-two Oak Avenue, Boston, Massachusetts zero two one zero eight
815 W 3rd St, Austin, TX => eight fifteen West third Street, Austin, Texas
1601 Pine Blvd. It is new. => sixteen zero one Pine Boulevard. It is new.
1200 Main St., 300 Main Rd => one thousand two hundred Main Street, three hundred Main Road
St. Mark met him on Oak St. Then => Saint Mark met him on Oak St. Then
"""

CODES = """
a-b-2-7-c, 31c07D => a-b-two-seven-c, thirty-one c zero seven D
345/718293/2020 => three hundred forty-five/seven one eight two nine three/two thousand twenty
655-0, F-4s => six hundred fifty-five-zero, F-four s
#word# and #word => hash word hash and hashtag word
1-800-CALL-ME => one, eight hundred, CALL ME
+44 20 7946 0018 => plus four four, two zero, seven nine four six, zero zero one eight
10.0.0.1:8080 => one zero dot zero dot zero dot one colon eight zero eight zero
£5@3% => five pounds at three percent
"""

MEASURES = """
3 KM, 5 mbps, 7 m2, 2 km3 => three kilometers, five megabits per second, seven square meters, two cubic kilometers
20 million tons, 3 million km => twenty million tons, three million kilometers
2 3/4 lb, 1/2 mi => two and three quarters pounds, one half mile
70-60 kg => seventy to sixty kilograms
6'2" tall, a 27" screen => six feet two inches tall, a twenty-seven inches screen
"size 7" and 5 => "size seven" and five
$3.000, $20.500, $.25 => three dollars, twenty dollars and fifty cents, twenty-five cents
$1.234 => one point two three four dollars
$9/d, €3/kg => nine dollars per day, three euros per kilogram
100 $, ¥3b, R$ 5 => one hundred dollars, three billion yen, five reais
2+3=5, 9-4 = 5 => two plus three equals five, nine minus four equals five
12,000,000,000,034,000,890 => twelve quintillion thirty-four million eight hundred ninety
"""

RANGES = """
$3-5 million, $1.50-2.50 => three to five million dollars, one dollar and fifty cents to two dollars and fifty cents
$5M-$10M, 20%-30% => five million dollars to ten million dollars, twenty percent to thirty percent
5k-7k => five thousand to seven thousand
<5, >10, ≥3 and x < 7 => less than five, more than ten, at least three and x is less than seven
12" and 3" x 5" cards => twelve inches and three inches x five inches cards
50¢ in Portland, OR. => fifty cents in Portland, Oregon.
"""

CHARACTERS = """
① and Ⅷ, １９ ﬁsh, 𝟚 and ٣ => one and eight, nineteen fish, two and three
H₂O, 10⁹ => H two O, ten to the power of nine
"""

ROMAN = """
CHAPTER XIV, Chapter XCIX, Book CXIX => CHAPTER fourteen, Chapter ninety-nine, Book one hundred nineteen
Super Bowl LVIII and Psalm CXIX => Super Bowl fifty-eight and Psalm one hundred nineteen
XXI. The Return => twenty-one. The Return
XIV. => fourteen.
II. Methods => two. Methods
XL. The End => forty. The End
MCMXCIX and MMXXIV => nineteen ninety-nine and twenty twenty-four
MDCCCLXXXVIII is the longest => eighteen eighty-eight is the longest
see XLVII, LXXX and CXXI => see forty-seven, eighty and one hundred twenty-one
the XIX century, XX and XXI centuries => the nineteenth century, XX and twenty-first centuries
the XIXth, the XXIst and IInd => the nineteenth, the twenty-first and second
Pope Urban II, King Harald III. => Pope Urban the second, King Harald the third.
Queen Margrethe II of Denmark => Queen Margrethe the second of Denmark
a CIVIL, VIVID and MILD MIX => a CIVIL, VIVID and MILD MIX
MD. DC. I. CV. => MD. DC. I. CV.
IIII, XXXX, MMMM, VVVV => IIII, XXXX, MMMM, VVVV
Ist, Dth, Mth, IVY, MIX-LIVE => Ist, Dth, Mth, IVY, MIX-LIVE
Malcolm X, an XL shirt, a CD => Malcolm X, an XL shirt, a CD
I. Introduction, the I century => I. Introduction, the first century
"""

ADDRESSES_OF_PROGRAMS = """
localhost:8123/v1, :8123/v1 => localhost colon eight one two three slash v one, colon eight one two three slash v one
port :8080, on localhost:3000. => port colon eight zero eight zero, on localhost colon three thousand.
example.com:8443/x, 10.0.0.1:80/y => example dot com colon eight four four three slash x, one zero dot zero dot zero \
dot one colon eight zero slash y
at 5:30, a ratio of 3:16 => at five thirty, a ratio of three sixteen
Version v1.0.0, v2.3, version 4.5 => version one point zero point zero, version two point three, version four point five
engine.py:42, main.c:7 => engine dot py, line forty-two, main dot c, line seven
foo/bar.rs:10:5. => foo slash bar dot rs, line ten, column five.
server.ts:1984: error => server dot ts, line one thousand nine hundred eighty-four: error
src/main.py, a-b/c_d/e.test.js => src slash main dot py, a dash b slash c underscore d slash e dot test dot js
and/or, he/she, 5/6 => and/or, he/she, five sixths
C:\\Users\\me\\a.txt => C colon backslash Users backslash me backslash a dot txt
main.c and stdio.h. => main dot c and stdio dot h.
HTTPServer, getHTTPResponse, DVDs, McDonald => HTTP Server, get HTTP Response, DVDs, McDonald
"""

IDENTIFIERS = """
0b9e4f01-a29b-41d4-a716-446655440000. => zero B nine E four F zero one, A two nine B, four one D four, A seven one \
six, four four six six five five four four zero zero zero zero.
00:1A:2b:3c:4d:5e => zero zero, one A, two B, three C, four D, five E
commit 1a2b3c4 is bad => commit one A two B three C four is bad
12345678, deadbeef, 1234e5 and facade => twelve million three hundred forty-five thousand six hundred seventy-eight, \
deadbeef, one thousand two hundred thirty-four times ten to the five and facade
R2D2, 1v1, H2O2 and B2B => R two D two, one v one, H two O two and B two B
"""

APOSTROPHES = """
I won`t, they`ll, O`Brien => I won't, they'll, O'Brien
`code` and `more code` here => code and more code here
the `Foo`s and ``a`` => the Foos and a
"""

STREETS = """
Main St. now, Oak Rd. and Elm Ln., 5th St. too => Main Street now, Oak Road and Elm Lane, fifth Street too
10 Downing St. in London => ten Downing Street in London
He lives on Wall St. => He lives on Wall Street.
in St. Louis, In St. Paul, St. John's => in Saint Louis, In Saint Paul, Saint John's
a St. of, the St. and Main St of => a St. of, the St. and Main St of
"""

TELEPHONES = """
Call 1300 555 019 now => Call one three zero zero, five five five, zero one nine now
1800 123 456 => one eight zero zero, one two three, four five six
020 7946 0958 or 0161 496 0123 => zero two zero, seven nine four six, zero nine five eight or zero one six one, \
four nine six, zero one two three
0412 345 678, 01632 960123 => zero four one two, three four five, six seven eight, zero one six three two, \
nine six zero one two three
212 555 0187 => two one two, five five five, zero one eight seven
1 800 555 0199 => one, eight hundred, five five five, zero one nine nine
in 1999 123 people, 300 200 100 => in nineteen ninety-nine one hundred twenty-three people, three hundred two hundred \
one hundred
"""

TEMPERATURES = """
It is 72 F outside. => It is seventy-two degrees Fahrenheit outside.
at -5 C, about 98.6F or 20 C => at minus five degrees Celsius, about ninety-eight point six degrees Fahrenheit \
or twenty degrees Celsius
72 F => seventy-two degrees Fahrenheit
seat 14 C, Room 12 F, size 34C => seat fourteen C, Room twelve F, size thirty-four C
to 5 C-notes, is 3 C++ => to five C-notes, is three C plus plus
"""

RATES = """
10 Mb/s, 100 MB/s, 5 Gb/s => ten megabits per second, one hundred megabytes per second, five gigabits per second
80 words/min, 50 requests/s => eighty words per minute, fifty requests per second
3 people/km², 2.5 tokens/ms => three people per square kilometer, two point five tokens per millisecond
5 and/or 6, 7 he/she => five and/or six, seven he/she
"""

WIDE_SIGNS = """
４５．６, １，０００ and １２：３０ => forty-five point six, one thousand and twelve thirty
３／４, １，２ => three quarters, one，two
"""

SHOUTED = """
IT WAS A DARK NIGHT, AND SO IT IS => it WAS A DARK NIGHT, AND SO it IS
DO IT NOW, BUT IT'S FINE => DO it NOW, BUT IT'S FINE
our IT is down, the IT department, IT => our IT is down, the IT department, IT
THE IT DEPARTMENT, HEAD OF IT => THE IT DEPARTMENT, HEAD OF IT
"""

TABLES = [NUMBERS, DATES, AMOUNTS, ADDRESSES, MARKS, SIGNS, CODE, ABBREVIATIONS]
TABLES += [
    DATES_AS_PEOPLE_TYPE_THEM,
    PLACES,
    CODES,
    MEASURES,
    RANGES,
    CHARACTERS,
    ROMAN,
    ADDRESSES_OF_PROGRAMS,
    IDENTIFIERS,
    APOSTROPHES,
]
TABLES += [STREETS, TELEPHONES, TEMPERATURES, RATES, WIDE_SIGNS, SHOUTED]


@pytest.mark.parametrize(("source", "spoken"), cases(*TABLES))
def test_english_is_read_fully(source: str, spoken: str) -> None:
    assert words(source, "en-us") == spoken


@pytest.mark.parametrize(
    ("lang", "source", "spoken"),
    [
        ("en-gb", "3/4/2024", "April third, twenty twenty-four"),
        (
            "fr-fr",
            "l’été, 3,5 km à www.exemple.fr 🎉",
            "l'été, trois virgule cinq kilomètres à trois W point exemple point FR, cotillons",
        ),
        ("it", "2*3 – https://a.it/b", "due per tre – H T T P S due punti slash slash A punto it slash B"),
        ("pt-br", "É 🎉 bom", "É, cone de festa, bom"),
        ("hi", "नमस्ते 😀 https://a.in", "नमस्ते एच टी टी पी एस कोलन फॉरवर्ड स्लैश फॉरवर्ड स्लैश ए डॉट इन"),
        ("ja", "https://a.jp/x", "HTTPS コロンスラッシュスラッシュ A ドット JP スラッシュ x"),
        ("cmn", "https://a.cn/b", "HTTPS 冒号斜杠斜杠 A 点 CN 斜杠 b"),
        (
            "de",
            "https://a.de/b und „gut“ 😀.",
            'HTTPS Doppelpunkt Schrägstrich Schrägstrich A Punkt DE Schrägstrich b und "gut".',
        ),
    ],
)
def test_addresses_and_signs_are_read_in_the_words_of_a_language(lang: str, source: str, spoken: str) -> None:
    assert words(source, lang) == spoken


@pytest.mark.parametrize("source", ["*_`#>|-~" * 3, "#>", "<#>"])
def test_no_sign_is_named_in_a_row_of_markup(source: str) -> None:
    assert not any(map(str.isalnum, words(source, "en-us")))


@pytest.mark.parametrize("source", ["* * *", "---", "|---|:--:|", "\x00\x07", "\ud800", "", " \n"])
def test_what_has_no_words_leaves_none(source: str) -> None:
    assert words(source, "en-us") == ""


def test_characters_not_seen_are_dropped() -> None:
    assert words("a\u200bb\ufeffc\x07d\u00ade\ud800f\ue000g\u202eh", "en-us") == "abcdefgh"


@given(st.lists(st.text(alphabet="abdefgjnqruwyzäéß", min_size=3, max_size=9), min_size=1, max_size=12))
def test_plain_words_stay_as_they_are(plain: list[str]) -> None:
    text = ", ".join(plain) + "."
    assert words(text, "en-us") == text


@given(st.from_regex(_PLAIN, fullmatch=True), st.sampled_from(["en-us", "de", "fr-fr"]))
def test_what_passes_for_plain_is_left_by_every_rule_but_two(text: str, lang: str) -> None:
    rewriting = Rewriting(text)
    strict().rewrite([rule for rule in RULES if rule.name not in {"abbreviations", "quotes"}], rewriting, lang)
    assert rewriting.text == text


@given(st.text(max_size=120), st.sampled_from(["en-us", "en-gb", "fr-fr", "ja", "de"]))
def test_any_text_is_rewritten_in_order(source: str, lang: str) -> None:
    text = Rewriting(source)
    strip_marks(text, lang, strict())
    read(text, lang, strict())
    runs = text.alignment
    assert [run[0] for run in runs] == [0, *(run[1] for run in runs)][:-1] if runs else not text.text
    assert all(0 <= start <= end <= len(source) for _, _, start, end in runs)
    assert not any("0" <= char <= "9" for char in text.text) or not lang.startswith("en")
    text.text.encode()


@given(st.integers(0, 10**15 - 1))
def test_cardinals_read_back(number: int) -> None:
    scales = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    total = group = 0
    for word in load("en-us").cardinal(number).replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in scales:
            total, group = total + group * scales[word], 0
        else:
            group += next(value for value in [*range(20), *range(20, 100, 10)] if load("en-us").cardinal(value) == word)
    assert total + group == number


@pytest.mark.parametrize(
    ("number", "spoken"),
    [(0, "zeroth"), (12, "twelfth"), (20, "twentieth"), (41, "forty-first"), (1000, "one thousandth")],
)
def test_ordinals(number: int, spoken: str) -> None:
    assert load("en-us").ordinal(number) == spoken
