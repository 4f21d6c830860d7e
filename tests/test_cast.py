"""Names in scripts without capital letters: where they end, which form is whose, and who holds an office."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.names import Names
from summarizer.rules.callwords import CallWords

CHINESE = """
美国总统|柯林斯 俄罗斯总统|阿尔达舍夫 乌克兰总统|韦列先斯基 巴西总统|席尔瓦 沙特王储|费萨尔·本·法赫德
外交部长|王毅民 国务院总理|李强 韩国外长|朴智元 日本首相|高濑一郎 越南国家主席|阮文海 约旦国王|哈桑二世
德国总理|卡塔琳娜·霍恩
    葡萄牙总理|佩德罗·卡瓦略 美国国务卿|茜莉亚·芙洛丝 德国外长|坦娅·缪勒
""".split()
BEHIND = (
    "通电话。",
    "5日晚同对方通电话。",
    "表示，双方将保持沟通。",
    "应约通话。",
    "上周与记者见面。",
)


def persons(text: str, language: str) -> list[str]:
    callers = CallWords(Names(Article.from_text(text, language=language))).callers
    return [caller.name for caller in callers.persons]


@pytest.mark.parametrize("titled", CHINESE)
@pytest.mark.parametrize("behind", BEHIND)
def test_a_chinese_name_ends_before_what_is_told(titled: str, behind: str) -> None:
    """Foreign names are written with certain signs, East Asian ones have two to four."""
    title, name = titled.split("|")
    assert persons(title + name + behind, "zh")[:1] == [name]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "商务部长会议在北京举行。总统选举在即。", []),
        (
            "zh",
            "德国总理霍恩抵京。卡塔琳娜·霍恩总理说。德国总理卡塔琳娜·霍恩离京。",
            ["卡塔琳娜·霍恩"],
        ),
        ("ja", "韓国の朴大統領は語った。岸本総理大臣は応じた。", ["朴", "岸本"]),
        ("ja", "岸本和彦首相は訪米した。岸本氏は語った。", ["岸本和彦"]),
        ("ja", "レスコフ大統領報道官は否定した。両国外相は会わない。", []),
        ("ja", "岸本首相は訪米した。首相は記者団に語った。", ["岸本"]),
        ("ar", "وصل وزير الخارجية الروسي سيرغي لافرين إلى القاهرة.", ["سيرغي لافرين"]),
        ("ar", "قال الرئيس محمد شياع العاني. وأضاف العاني أنه سيعود.", ["محمد شياع العاني"]),
        ("ar", "رفض الرئيس سامح بدر هذه المهلة.", ["سامح بدر"]),
        ("ar", "رئيس هيئة الأركان غائب. رئيس لجنة الدفاع مسافر.", []),
        (
            "ar",
            "مع نظيريه المصري سامح بدر والقطري سعد الهاجري.",
            ["سامح بدر", "سعد الهاجري"],
        ),
        ("he", "נשיא רוסיה גלב ארדשב הגיע.", ["גלב ארדשב"]),
        ("he", "שר הביטחון אמיר לביא הציע פגישה.", ["אמיר לביא"]),
        ("he", "שר החוץ של איחוד האמירויות, סאלם אל-מנצורי, הגיע.", ["סאלם אל-מנצורי"]),
    ],
)
def test_who_is_named_beside_a_title(language: str, text: str, expected: list[str]) -> None:
    """A short form or an office stands for its one bearer; bodies and meetings are nobody."""
    assert list(dict.fromkeys(persons(text, language))) == expected
