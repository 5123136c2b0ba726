"""Chinese: every line names source and words."""

from __future__ import annotations

import re

import pytest

from kokoro_model.text.normalize.languages import load
from kokoro_model.text.segmenter import Segment, Segmenter
from tests.unit.text.spoken import cases, words

NUMBERS = """
7和42 => 七和四十二
10、11、20、99 => 十、十一、二十、九十九
100、101、110、119、200 => 一百、一百零一、一百一十、一百一十九、二百
1000、1001、1010、1100、2000、2002 => 一千、一千零一、一千零一十、一千一百、两千、两千零二
10000、10010、12000、20500、100000 => 一万、一万零一十、一万两千、两万零五百、十万
1020304、30000001、120000000 => 一百零二万零三百零四、三千万零一、一亿两千万
1,234,567 => 一百二十三万四千五百六十七
2000万、3.5亿、1.2万、2万、22万 => 两千万、三点五亿、一点二万、两万、二十二万
3.14、0.05、.5、7.0 => 三点一四、零点零五、零点五、七点零
-7、负3、气温是-3.5度 => 负七、负三、气温是负三点五度
007、1234567890123456 => 零零七、一二三四五六七八九零一二三四五六
5~10、5～10个、5-10、5—10天 => 五到十、五到十个、五到十、五到十天
3:1、以3-1获胜、比分2:0、3-2战胜、以2:1的比分获胜 => 三比一、以三比一获胜、比分二比零、三比二战胜、以二比一的比分获胜
10k、4K => 一万、四 K
第３回、１２：３０、３．５倍 => 第三回、十二点三十分、三点五倍
共 12 人、第 3 章 => 共十二人、第三章
v2.1、iOS17.1、版本3.0、10.0.0.1 => 版本二点一、iOS 十七点一、版本三点零、一零点零点零点一
"""

TWO = """
2个、2位、2本书、2人、2天、2年、2小时、2次 => 两个、两位、两本书、两人、两天、两年、两小时、两次
2元、2万、2千克、$2、2kg => 两元、两万、两千克、两美元、两千克
2月、2日、2号线、2楼、2年级、第2个、第2 => 二月、二日、二号线、二楼、二年级、第二个、第二
12个、102个、2.5个、1/2 => 十二个、一百零二个、二点五个、二分之一
2年5月、2点30分、2:30 => 二年五月、两点三十分、两点三十分
"""

ORDINALS = """
第1、第12名、第300号 => 第一、第十二名、第三百号
第IV章、第XII届、路易XVI世 => 第四章、第十二届、路易十六世
No.5、№7、Vol.12、p.7、pp.3-5、Ch.2 => 第五、第七、第十二卷、第七页、第三到五页、第二章
"""

FRACTIONS = """
1/3、2/5、-3/4 => 三分之一、五分之二、负四分之三
2又1/3、½、2¾ => 二又三分之一、二分之一、二又四分之三
5%、99.9%、-2%、+3%、0.5‰ => 百分之五、百分之九十九点九、负百分之二、正百分之三、千分之零点五
5%-10%、5-10%、5%～10%、５０％ => 百分之五到百分之十、百分之五到十、百分之五到百分之十、百分之五十
4分之3、百分之3 => 四分之三、百分之三
"""

DATES = """
1999年12月31日 => 一九九九年十二月三十一日
2024/1/5、2024-01-05、2024.1.5 => 二零二四年一月五日、二零二四年一月五日、二零二四年一月五日
3/15/2024 => 二零二四年三月十五日
2024/3、24/1/5 => 二零二四年三月、二四年一月五日
2024年08月05日、05年3月、98年、86年5月 => 二零二四年八月五日、零五年三月、九八年、八六年五月
15号、3号楼 => 十五号、三号楼
公元前221年、公元800年、西元25年 => 公元前二二一年、公元八零零年、西元二十五年
300BC、44 b.c.、1066AD => 公元前三零零年、公元前四四年、公元一零六六年
1937-1945年、（1881–1936）、2019至2020年 => 一九三七到一九四五年、（一八八一到一九三六）、二零一九到二零二零年
3月1日-5日、10元-20元、90后、00后、3天后 => 三月一日到五日、十元到二十元、九零后、零零后、三天后
1990年代、80年代 => 一九九零年代、八十年代
1000年前、2000年的历史、3000年、5年、10年后 => 一千年前、两千年的历史、三千年、五年、十年后
2008年前后、1998年前 => 二零零八年前后、一九九八年前
2024奥运会、2022世界杯、1500-2000元 => 二零二四奥运会、二零二二世界杯、一千五百到两千元
2024/13/40 => 两千零二十四/十三/四十
"""

TIMES = """
3点15分、0点、23点59分59秒、3点一刻 => 三点十五分、零点、二十三点五十九分五十九秒、三点一刻
10:30、18:00、7:08:09、0:15 => 十点三十分、十八点、七点八分九秒、零点十五分
9:30am、3pm、12:30pm、12am、8 p.m. => 上午九点三十分、下午三点、中午十二点三十分、凌晨零点、晚上八点
AM 9:30、PM8点、5点20分pm => 上午九点三十分、晚上八点、下午五点二十分
10:00-18:00、9:00～17:30 => 十点到十八点、九点到十七点三十分
周一~周五、星期一-星期五、3月~5月 => 周一到周五、星期一到星期五、三月到五月
3个小时15分钟30秒 => 三个小时十五分钟三十秒
"""

MONEY = """
¥500、￥1,200、98元、3.50元 => 五百元、一千二百元、九十八元、三点五零元
$5、$15.50、US$20、€3、£2.05、HK$8、NT$300 => 五美元、十五点五美元、二十美元、三欧元、二点零五英镑、八港元、三百新台币
$3亿、$2.5M、$40 million、￥2万 => 三亿美元、二百五十万美元、四千万美元、两万元
50USD、100 EUR => 五十美元、一百欧元
100元/月、3万元/㎡、$5/kg、80元/人 => 一百元每月、三万元每平方米、五美元每千克、八十元每人
5-10万元、5块钱、8毛 => 五到十万元、五块钱、八毛
-$5 => 负五美元
"""

MEASURES = """
25kg、1.5L、300 ml、2m => 二十五千克、一点五升、三百毫升、两米
5㎞、50㎡、3m³、4 cm² => 五千米、五十平方米、三立方米、四平方厘米
25℃、-5°C、30°、100°F、30℃~35℃ => 二十五摄氏度、负五摄氏度、三十度、一百华氏度、三十摄氏度到三十五摄氏度
60km/h、10m/s => 六十千米每小时、十米每秒
16GB、100Mbps、220V、2.4GHz => 十六吉字节、一百兆比特每秒、二百二十伏、二点四吉赫
5~10km、2-3kg => 五到十千米、两到三千克
1920×1080、3x4 => 一千九百二十乘以一千零八十、三乘以四
"""

TELEPHONE = """
13812345678、139-1234-5678 => 幺三八幺二三四五六七八、幺三九，幺二三四，五六七八
010-62345678、(021)6234-5678 => 零幺零，六二三四五六七八、零二幺，六二三四，五六七八
400-123-4567、+86 138 1234 5678 => 四零零，幺二三，四五六七、加八六，幺三八，幺二三四，五六七八
手机2000元、电话3个、以5-10元的价格 => 手机两千元、电话三个、以五到十元的价格
拨打110报警、电话：12345、热线是95588 => 拨打幺幺零报警、电话：幺二三四五、热线是九五五八八
301室、1208房间、302路公交、G1234次、CA1234航班 => 三零幺室、幺二零八房间、三零二路公交、G幺二三四次、CA幺二三四航班
"""

ELECTRONIC = """
邮箱info@example.cn。 => 邮箱info 艾特 example 点 CN。
请看https://example.cn/a2，谢谢 => 请看HTTPS 冒号斜杠斜杠 example 点 CN 斜杠 a 二，谢谢
访问www.example.com吧 => 访问WWW 点 example 点 com吧
"""

SIGNS = """
A&B、猫＆狗 => A 和 B、猫和狗
3+4=7、9-2=7、6×7=42、8÷2 => 三加四等于七、九减二等于七、六乘以七等于四十二、八除以二
x²、x³、2^8、1.5e9、2e-3 => x 的平方、x 的立方、二的八次方、一点五乘以十的九次方、二乘以十的负三次方
±3、≥60、≈5、√2 => 正负三、大于等于六十、约等于五、根号二
Mr. Smith来了、Dr. Ann Lee说 => Smith先生来了、Ann Lee博士说
猫vs狗、苹果、梨，etc. => 猫对狗、苹果、梨，等等
A4纸、3D、COVID-19 => A 四纸、三 D、COVID-十九
"""


@pytest.mark.parametrize(
    ("source", "spoken"),
    cases(NUMBERS, TWO, ORDINALS, FRACTIONS, DATES, TIMES, MONEY, MEASURES, TELEPHONE, ELECTRONIC, SIGNS),
)
def test_is_read_as_people_say_it(source: str, spoken: str) -> None:
    assert words(source, "cmn") == spoken


@pytest.mark.parametrize("source", ["这只是一句话。", "第一章 总则", "床前明月光 疑是地上霜", "三百六十五天"])
def test_other_text_stays(source: str) -> None:
    assert words(source, "cmn") == source


def test_numbers_beyond_the_square_of_a_myriad_repeat_it() -> None:
    language = load("cmn")
    assert language.cardinal(2 * 10**12) == "两万亿"
    assert language.cardinal(10**16 + 1) == "一亿亿零一"
    assert language.ordinal(2000) == "第两千"


def segments(text: str, *, whole: bool) -> list[str]:
    segmenter = Segmenter(lang="cmn")
    segmenter.feed(text)
    segmenter.end()
    found: list[Segment] = list(iter(lambda: segmenter.next(whole=whole), None))
    return [segment.text for segment in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("请看No. 5。Vol. 3也好。", ["请看No. 5。", "Vol. 3也好。"]),
        ("Dr. Smith来了。他说“好。”然后走了。", ["Dr. Smith来了。", "他说“好。”", "然后走了。"]),
        ("圆周率是3.14。对！", ["圆周率是3.14。", "对！"]),
    ],
)
def test_sentences_end_where_they_do(text: str, sentences: list[str]) -> None:
    assert segments(text, whole=True) == sentences


def test_a_cut_goes_through_no_date() -> None:
    text = "可以推断此次他们可能也会将同样的策略用在下一代产品上而且还会在2024年12月25日之前全面开放给所有的用户使用。"
    cut = segments(text, whole=False)
    assert "".join(cut) == text
    assert len(cut) > 2
    assert any("2024年12月25日" in part for part in cut)


@pytest.mark.parametrize("table", [NUMBERS, TWO, FRACTIONS, DATES, TIMES, MONEY, MEASURES, TELEPHONE, SIGNS])
def test_pinyin_knows_all_the_words(table: str) -> None:
    pinyin = pytest.importorskip("pypinyin").lazy_pinyin
    for _, spoken in cases(table):
        for char in re.findall("[\u3400-\u9fff]", spoken):
            assert pinyin(char) != [char]
