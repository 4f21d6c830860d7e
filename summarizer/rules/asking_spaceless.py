"""Who asks whom in Chinese and Japanese, where no spaces part the words.

In Chinese the target stands behind the verb or behind a coverb; in Japanese particles mark the parties.
"""

from __future__ import annotations

import re

from summarizer.countries import country_named
from summarizer.records import Party
from summarizer.rules.asking_conditions import Frame
from summarizer.rules.asking_scene import Scene

_HAN_NAME = re.compile(r"[\u4e00-\u9fff\u30a0-\u30ffA-Za-zＡ-Ｚａ-ｚ·・ー]+")
_CHINESE_TITLED = re.compile(
    r"([\u4e00-\u9fff·]{2,8}?(?<![国方部府省市院会团盟]))(?:总理|总统|外长|部长|首相|主席|国务卿|大使|发言人|秘书长)"
)
_CHINESE_HIM = re.compile("对方|其(?!他|余|中)|后者|[他她]们?")
_CHINESE_COMPLEMENT = re.compile(
    "立即|立刻|马上|尽快|尽早|停止|停火|暂停|释放|撤[出回走离军销]|取消|放宽|开放|重新|重开|恢复|提供|归还|支付|交出|遵守|尊重|接受|"
    "允许|解除|保证|确保|保护|加强|加快|采取|承认|道歉|赔偿|降低|提高|增加|减少|召回|关闭|公布|公开|说明|调查|签署|批准|派出|"
    "派遣|协助|帮助|支持|放弃|放下|结束|延长|推迟|重启|返回|避免|防止|不得|不要|勿|继续|履行|执行|落实|配合|优先|把|将|在|自|"
    "从|于|首先|无条件|全面|彻底|必须|就|最迟|澄清|拆除|修复|疏散|发放|补发|上调|下调|回到|给予|拿出|作出|做出|严格|切实|通过|考虑"
)
"""How what is asked for may begin."""
_TITLES = re.compile(
    r"(?<=.)(?:首相|大統領|外相|農相|防衛相|官房長官|長官|会長|社長|知事|市長|議員|氏|さん|代表|委員長|"
    r"書記長|総書記|事務総長|報道官|大臣|相)$"
)
_OFFICE = re.compile(
    r"首相|大統領|外相|農相|防衛相|官房長官|長官|知事|市長|議長|総書記|国家主席|会長|社長"
)
_JAPANESE_THING = re.compile(
    r"(?:よう(?:に)?|ことを|を|[」』]と)、?(?:([^、。「」をにはが]{1,16}?)(?:に対し(?:て)?|に|へ))?、?"
    r"(?:強く|改めて|再び|繰り返し|再三|それぞれ)?$"
)
_JAPANESE_SUBJECT = re.compile(
    rf"「?({_HAN_NAME.pattern}|(?<=「)[^「」]{{2,20}})」?(?:ら|たち)?(?:（[^）]{{1,12}}）)?(?:は|が)"
)
_JAPANESE_TARGET = re.compile(
    rf"「?({_HAN_NAME.pattern}|(?<=「)[^「」]{{2,20}})」?(?:ら|たち)?(?:（[^）]{{1,12}}）)?(に対して?も?|に対し|に)"
)
_JAPANESE_BIDDING = re.compile(
    "(?:べき(?:だ|である|です)?|ほしい|欲しい|もらいたい|ください|願いたい|せよ|しろ|するな|やめよ|ならない)。?$"
)
"""How words in quotation marks end that ask for something."""
_JAPANESE_UNNAMED = re.compile(
    "報道官|報道局長|広報官|担当者|幹部|高官|当局者|代表|遺族|住民|議員団"
)
_JAPANESE_ABSTRACT = re.compile(
    r"(?:要求|要請|批判|質問|攻撃|提案|決定|発言|声明|措置|方針|問題|事態|求め)$"
)
_JAPANESE_BODY = re.compile(
    r"(?:国|国々|県|市|町|村|省|庁|府|政府|側|社|会社|国連|両国|当局|組合|団体|会|党|委員会|裁判所|軍|"
    r"企業|連合|機構|当事者|勢力|軍事政権|議会|与党|野党|各派|海運|電力|住民|国民|市民|県民|邦人|利用者|乗客|船舶|各社|関係者|支持者|農家|生産者|加盟国|同盟国|首相|大統領|相|長官|知事|各国|双方|業者|会長)$"
)


def chinese(scene: Scene) -> Frame | None:
    """The target stands behind the verb, or behind a coverb before it."""
    text, asking = scene.text, scene.asking
    if asking.patterns["never"].match(text, scene.trigger.end):
        return None
    left = scene.pieces_before()
    words = scene.words(left[0])
    before = ""
    if text[scene.trigger.start - 1 : scene.trigger.start] in ("的", "一", "项", "此", "该"):
        return None
    if re.search(r"(?:应|按|根据|鉴于|不顾)[^，。]{1,10}$", words):
        return None  # at the request of
    found = re.search(r"(?:向|对)([\u4e00-\u9fff·]{2,14}?)(?:提出|发出)?$", words)
    if words.endswith("提出") and not found:
        return None
    if found:
        before, words = found.group(1), words[: found.start()]
    passive = re.fullmatch(r"([^被]{2,12})被([^被]{2,12})", words)
    if passive:  # 俄罗斯被挪威要求
        before, words = passive.groups()
    who = scene.subject_in(left[0].start, left[0].end)
    who = who or (_chinese_subject(scene, words) if words else ())
    telling = [place for place in left[1:] if asking.has("told", scene.words(place))]
    for place in (*telling, *left[1:]):  # who reports it all, or else the nearest
        if who:
            break
        who = scene.subject_in(*place) or _chinese_subject(scene, scene.words(place))
    rest = text[scene.trigger.end : scene.until]
    other = _CHINESE_HIM.match(before or rest)
    target = other.group() if other else before or _chinese_target(scene, rest)
    whom = _chinese_other(scene, who) if other else _chinese_party(scene, target)
    joined = re.match(r"[和与及、]", rest[len(target) :]) if target and not before else None
    second = _chinese_target(scene, rest[len(target) + 1 :]) if joined else ""
    if second and whom:  # 塞尔维亚和科索沃
        whom, target = (*whom, *_chinese_party(scene, second)), f"{target}和{second}"
    action = scene.trigger.end + (0 if before else len(target))
    if before and text[action : action + 1] == "，":  # 向乌克兰发出最后通牒，限其...
        action, scene.until = action + 1, scene.end
    return scene.frame(who, whom, action, sure=bool(whom))


def _chinese_party(scene: Scene, words: str) -> tuple[Party, ...]:
    """The party that words name: a person by the fullest name."""
    at = scene.text.find(words, scene.start, scene.end) if words else -1
    return (scene.actors.ending(at, at + len(words)) if at >= 0 else ()) or scene.party(words)


def _chinese_other(scene: Scene, who: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom "the other side" means: the one other person named before it."""
    return scene.other(who or scene.subject(scene.start, scene.trigger.start))


def _chinese_target(scene: Scene, rest: str) -> str:
    for size in range(min(8, len(rest)), 1, -1):
        if country_named(rest[:size], "zh"):
            tail = scene.asking.patterns["body"].match(rest[size:])
            return rest[: size + tail.end()] if tail and tail.end() < 6 else rest[:size]
    found = scene.asking.patterns["body"].match(rest)
    if found and len(found.group()) < 12:
        more = re.match(r"政府|当局|议会|军方|外交部|方", rest[found.end() :])
        return found.group() + (more.group() if more else "")
    for size in range(min(12, len(rest)), 1, -1):  # a person who speaks elsewhere
        if re.search(
            rf"(?<![\u4e00-\u9fff]){re.escape(rest[:size])}(?:{scene.asking.patterns['told'].pattern})",
            scene.text,
        ):
            return rest[:size]
    person = scene.actors.starting(scene.trigger.end, scene.trigger.end + 1)
    if person and rest.startswith(scene.text[person.start : person.end]):
        return rest[: person.end - person.start]
    begun = _CHINESE_COMPLEMENT.search(rest[:12], 2)
    return (
        rest[: begun.start()]
        if begun and re.fullmatch("[\u4e00-\u9fff·“”]+", rest[: begun.start()])
        else ""
    )


def _chinese_subject(scene: Scene, words: str) -> tuple[Party, ...]:
    """Who is spoken of at the head of a clause; a pronoun means the subject of the sentence before."""
    if re.match(r"我(?:们|方|国)?", words) and scene.speaker:
        return (scene.speaker,)
    if re.match(r"[他她它]们?", words):
        return _chinese_before(scene)
    found = re.match(
        r"[\u4e00-\u9fffA-Za-z·]+?(?=\d|当天|当日|当晚|日前|近日|随后|同时|坚持|坚决|一再|多次|提到|透露|表示|说|指出|强调|称|认为|再次|也|还|则|已|曾|将|在|同|与|于|对|向|就|"
        r"感谢|欢迎|批评|谴责|赞扬|重申|警告|希望|反对|支持|抵达|聚集|集会|抗议|游行|举行|来到|走上|访问|会见|致电|致函|发表|承认|拒绝|同意|介绍|回应|$)",
        words,
    )
    name = found.group() if found else ""
    for size in range(min(8, len(words)), 1, -1):  # the surname of somebody named in full elsewhere
        if f"·{words[:size]}" in scene.text:
            name = words[:size]
            break
    if len(name) < 2:
        return ()
    return scene.party(_named(name))


def _named(words: str) -> str:
    """A name without the office before it: 外交部长卓景川."""
    found = re.search(
        r"(?:部?长官|部长|外长|总统|主席|总理|首相|发言人|大使|秘书长|妻子|司令|主任|市长|省长|议长|会长)(?=[\u4e00-\u9fff·]{2,10}$)",
        words,
    )
    if found:
        return words[found.end() :]
    titled = _CHINESE_TITLED.fullmatch(words)  # 范文明总理, but not 德国总理
    if titled and not country_named(titled.group(1), "zh"):
        return titled.group(1)
    return words


def _chinese_before(scene: Scene) -> tuple[Party, ...]:
    for number in range(scene.number - 1, max(0, scene.number - 4), -1):
        sentence = scene.names.article.sentence(number)
        words = scene.text[sentence.start : sentence.end].lstrip("　 ")
        if re.match(r"[他她]", words):
            continue
        party = _chinese_subject(scene, words)
        if party:
            return party
    return ()


def japanese(scene: Scene) -> Frame | None:
    """Particles mark the parties: wa or ga who asks, ni whom, "yō" or "o" what."""
    lead = scene.text[scene.start : scene.trigger.start]
    what = _JAPANESE_THING.search(lead)
    never = scene.asking.patterns["never"].pattern
    if what is None or re.search(rf"(?:{never})(?:を|に応じるよう(?:に)?)[^、。]{{0,6}}$", lead):
        return None
    thing = lead[: what.start()]
    quoted = thing.rfind("「") if what.group()[0] in "」』" else -1
    if quoted >= 0:
        if not _JAPANESE_BIDDING.search(thing[quoted:]):
            return None  # complains that
        thing = thing[:quoted]
    subjects = list(_JAPANESE_SUBJECT.finditer(thing))
    topics = [m for m in subjects if m.group().endswith("は")]
    subject = topics[-1] if topics else subjects[0] if subjects else None
    owner = re.search(rf"{_HAN_NAME.pattern}の$", thing[: subject.start(1)]) if subject else None
    if subject and owner and _JAPANESE_UNNAMED.fullmatch(subject.group(1)):
        who = scene.party(owner.group() + subject.group(1))  # 外務省の報道官
    else:
        who = _japanese_party(scene, subject.group(1)) if subject else ()
    who = who or (scene.subject(scene.start, scene.trigger.start) if not scene.speaker else ())
    behind = subject.end() if subject else 0
    earlier = scene.asking.find(scene.text, scene.start + behind, scene.trigger.start)
    if earlier:  # the target is of this verb
        behind = max(behind, earlier[-1].end - scene.start)
    marked = [w for w in (what.group(1),) if w and _is_japanese_party(scene, w)]
    marked += [
        m.group(1)
        for m in _JAPANESE_TARGET.finditer(thing, behind)
        if (len(m.group(2)) > 1 and not _JAPANESE_ABSTRACT.search(m.group(1)))
        or _is_japanese_party(scene, m.group(1))
    ]
    sure = bool(marked)
    if not marked:  # what someone else does, or does not do, is his to change
        marked = [
            m.group(1)
            for m in subjects
            if m is not subject and _is_japanese_party(scene, m.group(1))
        ]
    whom = _japanese_party(scene, marked[0]) if marked else ()
    begin = quoted + 1 if quoted >= 0 else max(thing.rfind("、") + 1, behind)
    scene.until = scene.trigger.start
    return scene.frame(who, whom, scene.start + begin, sure)


def _is_japanese_party(scene: Scene, words: str) -> bool:
    """Whether words are a country, a body, or somebody who acts elsewhere in the article."""
    acts = rf"{re.escape(words)}(?:側|政府|氏|首相)?(?:は|が)"
    return bool(
        country_named(words, "ja") or _JAPANESE_BODY.search(words) or re.search(acts, scene.text)
    )


def _japanese_party(scene: Scene, words: str) -> tuple[Party, ...]:
    if _OFFICE.fullmatch(words):  # the one who has the office, where the article names one
        held = re.search(rf"([\u4e00-\u9fff\u30a0-\u30ff]{{2,8}}){words}", scene.text)
        return scene.party(held.group(1) if held else words)
    name = _TITLES.sub("", words)
    if name != words and (country_named(name, "ja") or _JAPANESE_BODY.search(name)):
        return scene.party(words)  # 国連事務総長: an office, and no name
    full = re.search(rf"(?<![\u30a0-\u30ff]){re.escape(name)}・[\u30a0-\u30ff・]+", scene.text)
    return scene.party(full.group() if full else name) or scene.party(words)
