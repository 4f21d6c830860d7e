"""The cast of a Chinese or Japanese article: names that stand beside a title.

Nothing shows there where a name ends. In Chinese it ends where a syllable follows that no foreign name
is written with, or, in a name of two or three signs that begins with a surname, before a word that
news writes behind names. In Japanese the title itself ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.countries import country_in, country_named
from summarizer.rules.east_asian import ZH_SURNAMES

_HAN = "\u3400-\u9fff々"
_KATAKANA = "ァ-ヴー"
_SURNAMES = ZH_SURNAMES + "朴崔尹河咸辜佘岑裴"
_SOUNDS = (
    "阿埃艾爱安昂奥澳巴白拜班邦包保鲍贝本比彼毕别宾波伯勃博布采查察柴彻茨措达戴丹道德登邓狄迪蒂丁杜敦顿多厄恩尔耳法凡范"
    "菲费芬冯夫弗福富盖冈戈格葛根贡古瓜圭果哈海汉豪赫亨胡华怀惠霍基吉季加贾简杰捷金津久卡凯坎康考柯科克肯孔库夸奎昆"
    "拉莱赖兰朗劳勒雷蕾黎礼里理利莉丽连莲廉良列林琳隆龙卢鲁路伦罗洛马玛麦迈曼芒茂梅门蒙孟米密敏摩莫默姆木穆娜纳乃奈瑙内"
    "嫩妮尼涅宁纽农努诺欧帕派潘庞佩彭蓬皮匹泼珀普奇齐恰乔切钦琴琼丘然让热仁荣茹儒瑞若撒萨塞桑瑟森沙莎尚绍舍申圣诗施什石"
    "史舒朔司丝斯松苏索塔台泰坦汤唐陶特滕提汀廷图托瓦万旺威韦维魏温翁沃乌吾武西希锡喜夏香肖谢辛兴匈休许雪逊雅亚扬耶叶伊"
    "易因雍永尤约泽扎詹珍芝兹卓佐祖颂猜济赛迭耐诃缇芭薇妲娃瓦嘉姬黛梵弥侯治塔畔蓉苔贡绸冢腊达罕坡旦璐倫爾維羅馬亞"
    "略策缪聂娅珊芙萝琪玫茜芮蓓伽翰迦噶嘎蔻焦尧"
)
_WORDS = (
    "敦促|达成|特别|特使|特地|希望|安排|安全|因此|因病|因故|利用|利益|加强|加快|加入|加大|加征|多次|多边|多方|保持|保证|保护|"
    "保障|提出|提议|提到|提及|提供|提前|提醒|列出|列举|连日|连续|连线|基于|许诺|本周|本月|本人|比较|约定|约半|约谈|约见|京都|"
    "总理|总统|部长|大臣|首相|主席|外长|国王|先生|女士|莫斯科|华盛顿|金融|永远|尚未|尚无|武装|海军|易手|西方|圣诞|万人|默克尔政府|森林|密切|明确|"
    "略显|略有|略微|策划|策动|策略|翰林"
)
"""Words that begin with a syllable of foreign names, and may stand behind one."""
EDGE = re.compile(
    "[0-9０-９，。、；：（）“”！？\\s·]|同|与|和|跟|及|应|于|在|将|通|举行|进行|今|昨|当|表示|说|称|周[一二三四五六日末]|星期|上午|"
    "下午|上周|上月|本周|本月|下周|下月|日前|近日|此前|原|原本|原定|分别|先后|就|会|的|再次|曾|已|向|对|致|打|主动|也|则|"
    "商定|定|取消|讨论|否认|提议|建议|要求|约|拟|共|互|之间|敦促|呼吁|宣布|透露|参加|参与|加入|证实|确认|解释|说明|指出|批评|谴责|警告|重申|希望|感谢|回应|介绍|"
    "出席|抵达|访问|签署|发表|接|会见|主持|拒绝|承诺|通报|没有|并|还|是|代表|强调|认为|随后|未|没|请|邀|计划|预计|打算|"
    "谈|告诉|收到|秘密|首|第|两|双|三|一|为|到|从|由|以|因|被|让|回|来|去|用|必|能|可|要|愿|赞|祝|写|发|推|证实|确认|解释|说明|期|高度|"
    "立即|正在|方面|政府|办公室|等|后|时|前|间|本人|夫妇|$"
)
"""How what follows a name may begin."""
_EAST_ASIAN = ("CHN", "KOR", "PRK", "SGP", "VNM", "TWN")
_NEAR_ASIAN = ("KHM", "THA", "MMR", "LAO", "MNG", "MYS", "BRN")
"""Countries whose names are written with other signs, too."""
_NO_NAME = re.compile(
    "安全|内政|外交|经济|财政|农业|能源|交通|卫生|教育|司法|国防|环境|贸易|公安|文化|商务|国土|时任|候任|当选|前任|现任|"
    "常务|欧盟|欧洲|任|高级|第一|原|该|两国|各国|多国|新任|曾任|常任|执行|联合国|易"
)
_JA_NO_NAME = re.compile(
    f"(?:米|英国?|仏|独|露|欧州?)[{_HAN}]+|"
    "産業|農林|国土|厚生|文部|法務|総務|水産|運輸|保健|農林水産|国土交通|経済産業|科学技術|"
    "官房|外務|国防|財務|防衛|国務|内閣|事務|政務|副|商務|同国|両国|各国|次期|前|元|現職|現|新|初代|歴代|与党|野党|国連|欧州|"
    "首席|特別|筆頭|常任|政府|暫定|関係|主要|経済|環境|農業|通商|担当|日米|日韓|日中|米韓|米中|米露|米ロ|女性|男性|"
    "元首|担当|当時|司法|内務|.*(?:官房|国務|国防|財務|担当|会議|委員会|理事会|政府|両国|各国|首脳)"
)
_ZH_RANKS = (
    "委员|专员|代表|上将|中将|少将|司令|司令官|参谋长|州长|省长|市长|教皇|教宗|主教|大使|局长|署长|行长|会长|顾问|助理|"
    "议员|检察长|院长|干事|协调员|酋长|亲王|公主|殿下|先生|女士"
)
_ZH_VOICE = "发言人|新闻秘书|新闻官"
_JA_RANKS = "代表(?!部)|議員|知事|参謀総?長|司令官|教皇|補佐官|総裁|首長"
"""Titles beside a name, too."""
_JA_ONE = "林森東南堀関辻岡原谷橘"
"""Japanese surnames of one sign."""
_JA_COUNTRY = "(?:米|仏|英|独|伊|露|ロ|中|韓|豪|加|印|日本|[ァ-ヴー]{2,8})?"


class Titled(NamedTuple):
    """A name beside a title: the name, the code of the country told there, and the title."""

    name: str
    country: str | None
    title: str


def titled_spaceless(text: str, language: str, role: str) -> Iterator[Titled]:
    """The names beside a title, in order; ``role`` is the pattern of titles."""
    yield from _chinese(text, role) if language == "zh" else _japanese(text, role)


def _chinese(text: str, role: str) -> Iterator[Titled]:
    ends = set()
    for title in re.finditer(rf"(?:{role}|{_ZH_RANKS})(?![府办公厅职制国团级会])", text):
        country = country_in(_country_before(text, title.start()), "zh")
        name = _behind(text, title.end(), country)
        if name:
            ends.add(title.end() + len(name))
            yield Titled(name, country, title.group())
    for at in _dotted(text, role):
        name = _behind(text, at, None)
        if name and at + len(name) not in ends:
            spoken = re.search(f"(?:{_ZH_VOICE})$", text[max(0, at - 5) : at])
            yield Titled(name, None, spoken.group() if spoken else "")
    before = (
        rf"(?:^|[，。、；：“”（）\s]|[同与和跟对向由据])([{_SURNAMES}][{_HAN}]{{1,2}}?)({role})"
    )
    foreign = rf"(?<![{_SOUNDS}·])([{_SOUNDS}]{{2,7}})({role})"
    for match in re.finditer(foreign, text, re.M):
        name = match.group(1)
        placed = any(
            country_named(text[match.start(2) - n : match.start(2)], "zh") for n in range(2, 8)
        )
        if not placed and not country_in(f"{name}国", "zh") and not _NO_NAME.search(name):
            yield Titled(name, None, match.group(2))
    for match in re.finditer(before, text, re.M):
        name = match.group(1)
        if not country_named(name, "zh") and not _NO_NAME.search(name):
            yield Titled(name, None, match.group(2))


def _dotted(text: str, role: str) -> Iterator[int]:
    """Where names with a dot begin, whatever stands before them: "委内瑞拉的胡安·佩雷斯"."""
    titles = [m.end() for m in re.finditer(f"{role}|{_ZH_RANKS}|{_ZH_VOICE}", text)]
    for match in re.finditer(rf"([{_SOUNDS}]{{1,8}})·[{_HAN}]", text):
        yield max([match.start(), *(end for end in titles if match.start() < end <= match.end(1))])


def _country_before(text: str, at: int) -> str:
    """The words directly before a title, back to where a country could begin."""
    words = text[max(0, at - 8) : at]
    return re.split("[，。、；：“”（）\\s同与和跟]", words)[-1]


def _behind(text: str, at: int, country: str | None) -> str | None:
    """The name that begins at an offset, or None where none does."""
    if at >= len(text) or country_named(text[at : at + 2], "zh"):
        return None
    edge = EDGE.match(text, at)
    if edge and len(edge.group()) > 1:
        return None
    dotted = re.compile(rf"[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})+").match(text, at)
    if dotted:
        head, _, last = dotted.group().rpartition("·")
        size = _sounds(last + text[dotted.end() : dotted.end() + 2])
        return f"{head}·{last[: size if size > 1 else _edge(last)]}"
    east = country in _EAST_ASIAN or (country is None and text[at] in _SURNAMES)
    if country == "JPN":
        given = re.compile(rf"[{_HAN}]{{1,2}}[一三二][郎男雄夫成朗]").match(text, at)
        if given and EDGE.match(text, given.end()):
            return given.group()
        whole = re.compile(rf"[{_HAN}]{{3}}[一二三]").match(text, at)
        if whole and EDGE.match(text, whole.end()):
            return whole.group()  # 田中健一
        return given.group() if given else _cut(text, at, (2, 3, 4))
    rest = text[at : at + 12]
    if east and text[at] in _SURNAMES:
        foreign = _sounds(rest)
        if country is None and foreign > 3:
            return rest[:foreign]
        return _cut(text, at, (2, 3))
    size = _sounds(rest)
    if (
        size < 2
        and country is None
        and re.search("日本|外务大臣|防卫大臣", text[max(0, at - 30) : at])
    ):
        return _cut(text, at, (2, 3, 4))
    if size < 2 and country in _NEAR_ASIAN:
        return _cut(text, at, (2, 3, 4))
    return rest[:size] if size > 1 else None


def _sounds(words: str) -> int:
    """How many signs at the head write foreign sounds, up to a word that may stand behind a name."""
    size = 0
    while size < len(words) and _is_sound(words, size):
        if size > 1 and (
            re.match(_WORDS, words[size:]) or country_named(words[size : size + 2], "zh")
        ):
            break
        size += 1
    ordinal = re.match("[一二三四五六七八]世", words[size:])
    return size + 2 if ordinal and size > 1 else size


def _is_sound(words: str, at: int) -> bool:
    """Whether a sign writes a foreign sound, or stands between two that do and ends no name."""
    if words[at] in _SOUNDS:
        return True
    return words[at + 1 : at + 2] in [*_SOUNDS] and not EDGE.match(words, at)


def _edge(words: str) -> int:
    """How many signs stand before a word that news writes behind names."""
    return next((n for n in range(1, len(words)) if EDGE.match(words, n)), len(words))


def _cut(text: str, at: int, sizes: tuple[int, ...]) -> str | None:
    """A name of one of these lengths: the shortest that is seen to end, else the longest."""
    if EDGE.match(text, at) and (text[at] not in _SURNAMES or EDGE.match(text, at + 1)):
        return None
    for size in sizes:
        name = text[at : at + size]
        if not re.fullmatch(f"[{_HAN}]+", name):
            break
        if EDGE.match(text, at + size) and not _goes_on(text, name):
            return name
    for size in reversed(sizes):
        name = text[at : at + size]
        if re.fullmatch(f"[{_HAN}]+", name):
            return name if size > 2 else None
    return None


def _goes_on(text: str, name: str) -> bool:
    """Whether a name is followed by the same sign wherever it stands, twice or more: 张和 in 张和平."""
    behind = [text[m.end() : m.end() + 1] for m in re.finditer(re.escape(name), text)]
    return (
        len(name) == 2
        and len(behind) > 1
        and len(set(behind)) == 1
        and bool(re.match(f"[{_HAN}]", behind[0]))
    )


def _japanese(text: str, role: str) -> Iterator[Titled]:
    name = (
        rf"[{_KATAKANA}]+(?:[・＝=][{_KATAKANA}]+)*|[{_HAN}]{{2,6}}?|[朴李金尹文崔鄭姜盧趙習胡陳張劉]|"
        rf"[{_JA_ONE}](?={role})"
    )
    long = rf"(?<=[{_KATAKANA}])[{_HAN}]{{0,10}}?(?:{_JA_RANKS}|{role})(?!府|報道)"
    office = rf"(?P<title>(?:{role}|{_JA_RANKS})(?!府|報道)|{long})"
    pattern = rf"(?<![{_HAN}{_KATAKANA}・])({name})({_JA_COUNTRY}){office}"
    for match in re.finditer(pattern, text):
        words = match.group(1)
        if (
            re.fullmatch("[ァ-ヴー]", words)
            or country_named(words, "ja")
            or _JA_NO_NAME.fullmatch(words)
        ):
            continue
        owner = re.search(rf"([{_HAN}{_KATAKANA}]+)の$", text[: match.start()])
        country = match.group(2) or (owner.group(1) if owner else "")
        code = country_named(country, "ja") or country_in(f"{country}国", "ja")
        yield Titled(words, code, match["title"])
