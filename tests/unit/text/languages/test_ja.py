"""Japanese: every line names source and words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_model.text.normalize.languages import load
from kokoro_model.text.segmenter import Segment, Segmenter
from tests.unit.text.spoken import cases, words

NUMBERS = """
7と42 => 七と四十二
10、11、20、99 => 十、十一、二十、九十九
100、101、111、200 => 百、百一、百十一、二百
1000、1001、1111、9999 => 千、千一、千百十一、九千九百九十九
10000、11000、20010 => 一万、一万千、二万十
40000000と10000000 => 四千万と一千万
参加者は250000人 => 参加者は二十五万人
1,234,567 => 百二十三万四千五百六十七
2000億、1000万人、1兆2000億 => 二千億、一千万人、一兆二千億
3.5億、0.8万 => 三点五億、零点八万
3.14、0.05、.5 => 三点一四、零点零五、零点五
-7、気温は-3.5度 => マイナス七、気温はマイナス三点五度
007、1234567890123456 => 零零七、一二三四五六七八九零一二三四五六
5〜10、5～10個、5-10、3～4倍 => 五から十、五から十個、五から十、三から四倍
3:1、5対4、2-1で勝利 => 三たい一、五たい四、二たい一で勝利
10k、4K => 一万、四 K
第３回、１２，３４５円、３．５倍 => 第三回、一万二千三百四十五円、三点五倍
第 3 章、全 12 話、第1章 1-1 節 => 第三章、全十二話、第一章 一の一節
3日-5日、100円-200円 => 三日から五日、百円から二百円
v2.1、iOS17.1、10.0.0.1 => バージョン二点一、iOS 十七点一、一零ドット零ドット零ドット一
"""

ORDINALS = """
第1、第12回、第300号 => 第一、第十二回、第三百号
2番目、21番目、5人目 => 二番目、二十一番目、五人目
第IV章、第XII条 => 第四章、第十二条
ルイXVI世、Ⅲ部作 => ルイ十六世、三部作
ロッキーIV、パートII => ロッキー四、パート二
No.5、№7、Vol.12、Ver.3 => ナンバー五、ナンバー七、ボリューム十二、バージョン三
p.7、pp.3-5、p. 12〜14 => 七ページ、三から五ページ、十二から十四ページ
"""

FRACTIONS = """
1/3、2/5、-3/4 => 三分の一、五分の二、マイナス四分の三
2と1/3、1か1/4 => 二と三分の一、一か四分の一
½、2¾ => 二分の一、二と四分の三
√1/2、√2 => 二分のルート一、ルート二
4分の3、100分の1 => 四分の三、百分の一
"""

DATES = """
1999年12月31日 => 千九百九十九年十二月三十一日
2024/1/5、2024-01-05、2024.1.5 => 二千二十四年一月五日、二千二十四年一月五日、二千二十四年一月五日
2024/3、24/1/5 => 二千二十四年三月、二十四年一月五日
2024年08月05日 => 二千二十四年八月五日
5月3日(金)、10月14日（月・祝） => 五月三日金曜日、十月十四日月曜日祝日
(月〜金)、火～木、月〜金の朝 => 月曜日から金曜日、火曜日から木曜日、月曜日から金曜日の朝
12/24(火)、10/1〜10/7 => 十二月二十四日火曜日、十月一日から十月七日
5/3は休み、4/28 10:00 => 五月三日は休み、四月二十八日 十時
H30.4.1、R6年、S55年、T9 => 平成三十年四月一日、令和六年、昭和五十五年、T 九
令和5年、昭和60〜63年 => 令和五年、昭和六十から六十三年
紀元前44年、西暦800年頃 => 紀元前四十四年、西暦八百年頃
1990年代、'90年代、80〜90年代 => 千九百九十年代、九十年代、八十から九十年代
18世紀〜19世紀 => 十八世紀から十九世紀
2024/13/40 => 二千二十四/十三/四十
"""

TIMES = """
9時5分、0時、23時59分59秒 => 九時五分、零時、二十三時五十九分五十九秒
10:30、9:05、18:00、7:08:09 => 十時三十分、九時五分、十八時、七時八分九秒
AM9:30、PM 3時、10:15pm、12am => 午前九時三十分、午後三時、午後十時十五分、午前零時
10:00〜18:00、9時～17時 => 十時から十八時、九時から十七時
25:30、24:00 => 二十五時三十分、二十四時
受付は10時〜 => 受付は十時から.
１２：４５ => 十二時四十五分
8分前、12分、5分間、3分、2分の1 => はっぷん前、十二ふん、五分間、三分、二分の一
"""

MONEY = """
¥500、￥1,200、980円 => 五百円、千二百円、九百八十円
$5、$15.50、US$20、€3、£2.05、HK$8 => 五ドル、十五ドル五十セント、二十米ドル、三ユーロ、二ポンド五ペンス、八香港ドル
$3億、$2.5M、$40 million => 三億ドル、二百五十万ドル、四千万ドル
50USD、100 EUR => 五十米ドル、百ユーロ
5-10万円、2〜3万円 => 五から十万円、二から三万円
1000円/月、3万円/㎡、500円/人 => 一か月あたり千円、一平方メートルあたり三万円、一人あたり五百円
-$5 => マイナス五ドル
"""

MEASURES = """
25kg、1.5L、300 ml、2m => 二十五キログラム、一点五リットル、三百ミリリットル、二メートル
㎞と5㎞、50㎡、3m³ => kmと五キロメートル、五十平方メートル、三立方メートル
25℃、-5°C、30°、98%、0.5‰ => 二十五度、マイナス五度、三十度、九十八パーセント、零点五パーミル
５０％OFF、10〜20% => 五十パーセントOFF、十から二十パーセント
60km/h、秒速8m、10m/s、100キロ/時 => 時速六十キロメートル、秒速八メートル、秒速十メートル、時速百キロ
16GB、100Mbps、220V、2.4GHz => 十六ギガバイト、百メガビーピーエス、二百二十ボルト、二点四ギガヘルツ
5〜10km、2-3kg => 五から十キロメートル、二から三キログラム
1920×1080、3x4 => 千九百二十かける千八十、三かける四
1/2kg => 二分の一キログラム
"""

TELEPHONE = """
03-1234-5678 => 零三の一二三四の五六七八
(06)6123-4567、045(123)4567 => 零六の六一二三の四五六七、零四五の一二三の四五六七
090 1234 5678、0120-444-222 => 零九零の一二三四の五六七八、零一二零の四四四の二二二
+81-3-1234-5678 => プラス八一の三の一二三四の五六七八
〒150-0002東京都渋谷区渋谷2-15-1 => 郵便番号一五零の零零零二、東京都渋谷区渋谷二の十五の一
西町3-8、3丁目4番5号 => 西町三の八、三丁目四番五号
"""

ELECTRONIC = """
連絡はinfo@example.jpまで => 連絡はinfo アット example ドット JPまで
https://example.jp/a2をご覧 => HTTPS コロンスラッシュスラッシュ example ドット JP スラッシュ a 二をご覧
「www.example.com」 => 「WWW ドット example ドット com」
"""

SIGNS = """
A&B、猫＆犬 => A アンド B、猫アンド犬
3+4=7、9-2=7、6×7=42、8÷2 => 三プラス四イコール七、九マイナス二イコール七、六かける七イコール四十二、八割る二
x²、2^8、1.5e9、2e-3 => x の二乗、二の八乗、一点五かける十の九乗、二かける十のマイナス三乗
±3、→次へ => プラスマイナス三、から次へ
東京〜大阪、A〜Z => 東京から大阪、AからZ
題〜副題〜、ねえ〜、〜の件 => 題〜副題〜、ねえ〜、〜の件
Mr.スミス、Dr.中村、St.ルイス => ミスタースミス、ドクター中村、セントルイス
(株)山田、山田㈱、㈲川口、（財）日本 => 株式会社山田、山田株式会社、有限会社川口、財団法人日本
猫vs犬、リンゴ、ナシ、etc. => 猫たい犬、リンゴ、ナシ、など
TEL 03-1234-5678 => 電話番号 零三の一二三四の五六七八
A4、3D、COVID-19 => A 四、三 D、COVID-十九
"""


@pytest.mark.parametrize(
    ("source", "spoken"),
    cases(NUMBERS, ORDINALS, FRACTIONS, DATES, TIMES, MONEY, MEASURES, TELEPHONE, ELECTRONIC, SIGNS),
)
def test_is_read_as_people_say_it(source: str, spoken: str) -> None:
    assert words(source, "ja") == spoken.removesuffix(".")


@pytest.mark.parametrize(
    "source",
    [
        "Hi〜 there",
        "これはただの文です。",
        "東京 大阪 名古屋",
        "月と火の間",
        "一二三",
        "三つ星の店、二十歳の春。",
        "株を買う（株）",
    ],
)
def test_other_text_stays(source: str) -> None:
    assert words(source, "ja") == source


def test_multiples_go_on_behind_those_that_are_used() -> None:
    language = load("ja")
    assert language.cardinal(10**20 + 2 * 10**16) == "一垓二京"
    assert language.cardinal(5 * 10**24) == "五秭"
    assert language.cardinal(3 * 10**28) == "三じょう"
    assert language.cardinal(10**35) == "一千こう"


def segments(text: str, *, whole: bool) -> list[str]:
    segmenter = Segmenter(lang="ja")
    segmenter.feed(text)
    segmenter.end()
    found: list[Segment] = list(iter(lambda: segmenter.next(whole=whole), None))
    return [segment.text for segment in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("彼は「行く。」と言った。次。", ["彼は「行く。」と言った。", "次。"]),
        ("『はい。』って答えた。", ["『はい。』って答えた。"]),
        ("「いいね。」とても嬉しい。", ["「いいね。」", "とても嬉しい。"]),
        ("「いいね。」\nと言った。", ["「いいね。」", "と言った。"]),
        ("資料No. 5を見る。次はVol. 3です。", ["資料No. 5を見る。", "次はVol. 3です。"]),
        ("Dr. Smithが来た。3.5倍だ。", ["Dr. Smithが来た。", "3.5倍だ。"]),
        ("行きます. 明日も。", ["行きます.", "明日も。"]),
    ],
)
def test_sentences_end_where_they_do(text: str, sentences: list[str]) -> None:
    assert segments(text, whole=True) == sentences
    pieces = Segmenter(lang="ja")
    found: list[str] = []
    for char in text:
        pieces.feed(char)
        found += [segment.text for segment in iter(lambda: pieces.next(whole=True), None)]
    pieces.end()
    assert found + [segment.text for segment in iter(lambda: pieces.next(whole=True), None)] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "平成17年12月から平成18年1月までの期間に実施された調査の結果についてはこちらのページをご覧ください。",
        "その結果を発表する予定の日時は今のところ2024年12月25日の午後3時30分であるとのことだそうです。",
    ],
)
def test_a_cut_goes_through_no_word_and_no_date(text: str) -> None:
    cut = segments(text, whole=False)
    assert "".join(cut) == text
    assert len(cut) > 1
    for one, other in pairwise(cut):
        assert "ぁ" <= one[-1] <= "ん", (one, other)
        assert not "ぁ" <= other[0] <= "ん", (one, other)


def test_a_few_characters_more_are_no_matter() -> None:
    assert segments("来年は西暦1868年10月23日ですか", whole=False) == ["来年は西暦1868年10月23日ですか"]


_PARTS = st.sampled_from(
    [
        *"0123456789年月日時点分円个、。,.:-–〜~%/( )\nとのA的了",
        "10",
        "2024",
        "(月)",
        "「行く。」",
        "No. ",
        "です",
        "km",
    ]
)


def _taken(segmenter: Segmenter, *, whole: bool) -> list[Segment]:
    """What it can give by now."""
    return list(iter(lambda: segmenter.next(whole=whole), None))


@given(st.lists(_PARTS, max_size=60).map("".join), st.sampled_from(["ja", "cmn"]), st.booleans())
def test_segments_depend_on_the_text_alone(text: str, lang: str, whole: bool) -> None:
    found: list[list[Segment]] = []
    for pieces in ([text], list(text)):
        segmenter = Segmenter(lang=lang)
        found.append([])
        for piece in pieces:
            segmenter.feed(piece)
            found[-1] += _taken(segmenter, whole=whole)
        segmenter.end()
        found[-1] += _taken(segmenter, whole=whole)
    assert found[0] == found[1]


_COUNTERS = "円 人 個 本 枚 匹 年 月 日 分 回 階 冊 台 杯 件 番 位 倍 週間 か月 世紀 章 巻 頭 色 代 組 点 戸 社"
_ALIKE = str.maketrans({"イ": "ー", "ウ": "ー"})


@pytest.mark.parametrize("counter", _COUNTERS.split())
def test_open_jtalk_reads_the_words_as_it_reads_digits(counter: str) -> None:
    run_frontend = pytest.importorskip("pyopenjtalk").run_frontend

    def read(text: str) -> str:
        return "".join(word["pron"] for word in run_frontend(text)).replace("’", "").translate(_ALIKE)

    most = {"月": 12, "日": 31, "世紀": 21}.get(counter, 60)
    for number in [*range(1, most + 1), *((100, 300, 600, 800) if most == 60 else ())]:
        written = f"{number}{counter}"
        spoken = words(written, "ja").removesuffix(".")
        better = {"8分", "20階", "8本"}  # where the engine's own reading of digits is the worse one
        assert read(spoken) == read(written) or written in better, (written, spoken, read(spoken), read(written))
