"""Attribution in Chinese and Japanese, which write without blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

ZH_SAY = (
    "否认|否認|澄清|质疑|質疑|指责|指責|讽刺|嘲讽|回击|怒斥|斥责|惊呼|叹道|叹息|追问|扬言|喊道|高呼|"
    "留言|转述|"
    "(?:警告|解释|补充|透露|强调|回应|抱怨|直言|坦言|感叹|反驳|宣|声|笑|辩)[说称]|说道|通报|通報|发文|發文|介绍|介紹|证实|證實|反驳|驳斥|感叹|感慨|喊话|"
    "痛批|谴责|譴責|敦促|答复|声明|说|表示|称|指出|强调|写道|回应|认为|补充说?|宣布|解释说?|回答|警告|批评|坦言|透露|反问|呼吁|坚称|"
    "告诉[^，。：:]{1,8}|對[^，。：:]{1,8}說|說|稱|表示|指出|強調|寫道|回應|認為|宣布|談到|谈到|形容|描述|抱怨|承认|重申|直言"
)
ZH_TITLES = (
    "发言人|發言人|部长|部長|总统|總統|总理|總理|主席|首相|外长|外長|大臣|大使|秘书长|秘書長|国务卿|國務卿|参赞|"
    "将军|司令|议长|議長|议员|議員|市长|市長|主任|专员|專員|代表|顾问|顧問|妻子|丈夫|教授|律师|村民|居民|市民|渔民|商贩|医生|护士|教师|学生|家属|专家|学者|分析师|研究员|船东|船长|负责人|国王|女王|总裁|书记|局长|司长"
)
_ZH_TRIM = re.compile(
    r"(?:发[表布出]|發[表布出]|[随立当旋]即|隨即|當即|再度|一再|多次|甚至|仍然|终于|公开|公開|书面|私下|事后|其后|会后|會後|率先|首先|"
    r"\d+[日月时時点點].*|(?:今天|昨天|昨日|今日|当天|當天|随后|隨後|当晚|當晚|日前|周[一二三四五六日]|星期.|上午|下午|晚间|"
    r"在|就|对|對|向|则|則|还|還|也|再次|同时|同時|明确|明確|后来|近日|通过|透过|於|于|接受|含泪|哭着|笑着|激动|愤怒|无奈|平静).*)$"
)


def zh_named(words: str) -> Iterator[str]:
    """The Chinese names that stand behind a title: a surname and one or two more characters."""
    for found in _ZH_NAMED.finditer(words):
        yield found.group(1)


def chinese(lead: str, tail: str) -> str | None:
    """Who said it: the speaker directly before a verb of saying."""
    lead = re.sub(r"【[^】]*】", "", lead)  # the hour of a running report
    lead = re.sub(r"^[^，。“]{0,24}?[电電讯訊][\s　]+", "", lead.lstrip())  # 新华社北京4月2日电
    cited = re.match(rf"[，,]?[^，。；“]{{1,14}}?{_ZH_CITED}(?:{ZH_SAY})?", tail)
    if cited:
        return "" if cited.group(1) in _ZH_PRONOUNS else cited.group(1)
    behind = re.match(rf"[，,]?([^，。；！？“]{{1,30}}?)(?:{ZH_SAY})[。，；]", tail)
    if behind and behind.group(1)[0] not in "的和与与是，":
        return _zh_name(behind.group(1))
    quoted = re.search(_ZH_CITED, lead)
    if quoted:
        return quoted.group(1)
    source = re.match(
        r"(?:据|根据|據|根據)([^，。；]{2,20}?)(?:称|说|介绍|透露|，)", lead.split("。")[-1]
    )
    if source and "，" not in source.group(1):
        return _zh_name(source.group(1))
    clauses = re.split(r"[。；！？]", lead)[-1]
    verbs = list(
        re.finditer(
            rf"(?:^|[，,、：])([^，,：“”]{{1,24}}?)(?<!的)(?:{ZH_SAY})(?=[，,：:]|$)", clauses
        )
    )
    if not verbs:
        verbs = list(re.finditer(rf"(?:^|[，,])([^，,：“”]{{1,24}}?)(?<!的)(?:{ZH_SAY})", clauses))
    if verbs:
        return _zh_name(verbs[-1].group(1)) or _zh_topic(clauses) or ""
    if re.search(rf"[，,](?:并|並|还|也|则|又)?(?:{ZH_SAY})[^，,]{{0,6}}$", clauses):
        return _zh_topic(clauses)
    about = re.search(r"(?:^|[，,])([^，,]{2,24}?)[对對][^，,]{1,14}$", clauses)
    return _zh_name(about.group(1)) or None if about else None


def _zh_topic(words: str) -> str | None:
    """The person at the head of a sentence whose verb of saying has no subject of its own."""
    head = re.split(r"[，,]", words, maxsplit=1)
    return zh_subject(head[0]) if len(head) > 1 else None


def zh_subject(words: str) -> str | None:
    """The person whom the first words of a sentence name: a name behind a title, or one with a dot."""
    head = [re.sub(r"【[^】]*】", "", words)]
    dotted = r"(?:·[\u4e00-\u9fff]{1,5}?)+"
    foreign = re.search(
        rf"(?:{ZH_TITLES})([\u4e00-\u9fff]{{1,5}}{dotted})(?={_ZH_BEHIND})|"
        rf"[\u4e00-\u9fff]{{1,5}}{dotted}(?={_ZH_BEHIND})",
        head[0],
    )
    if foreign and re.search(rf"{ZH_SAY}|[与和同对向]", head[0][: foreign.start()]):
        foreign = None  # whom somebody else speaks of
    if foreign:
        return foreign.group(1) or re.split(ZH_TITLES, foreign.group())[-1] or None
    titled = re.search(
        rf"(?:{ZH_TITLES})([\u4e00-\u9fff]{{2,7}}?)"
        r"(?=否|表|说|拒|称|在|对|就|会|与|同|则|也|将|已|曾|致|接|呼|要|强|警|宣|重|当|于|今|昨|\d|$)",
        head[0],
    )
    return next(zh_named(head[0]), None) or (titled.group(1) if titled else None)


def _zh_name(words: str) -> str:
    words = _ZH_TRIM.sub("", words.strip())
    words = re.sub(r"^(?:只|仅|並|并|还|又|也|更|再|均|则|随后|同时|但也|但)+$", "", words)
    if not words:
        return ""
    if words in ("他", "她", "他们", "她们", "其", "并", "但", "他还", "她还", "並"):
        return ""
    words = re.sub(r"^(?:但|而|不过|對此|对此|此前|其中|并|并且)", "", words)
    for named in zh_named(words):
        if words.endswith(named):
            return named
    titled = re.search(rf"(?:{ZH_TITLES})(的(?:{ZH_TITLES}))?([^\W\d_·]{{2,4}}(?:·\w+)*)$", words)
    if titled:
        return titled.group(2)
    return words


_ZH_CITED = r"(?:援引|引述|引用|转述|轉述)([^，。；]{1,14}?)(?:的话|的說法|的说法|的話|的原话)"
_ZH_PRONOUNS = ("他", "她", "他们", "她们", "其")
# what stands behind a name
_ZH_BEHIND = (
    r"[^\w·]|拒|对|在|就|则|也|没|未|日|当|请|呼|要|敦|说|表|指|称|认|宣|警|强|否|"
    r"与|和|同|向|等|今|昨|\d|$"
)
ZH_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏章云苏潘葛范彭郎鲁韦马苗凤方俞任袁柳"
    "唐罗薛雷贺倪汤滕殷毕郝邬安常乐于时傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄米贝明成戴宋庞熊纪舒屈项祝董"
    "梁杜阮蓝季贾路江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房丁邓洪石崔龚程陆段侯武刘龙叶黎白蒲卓池乔"
    "谭温庄瞿阎连习向古易廖耿匡曾沙丰关游权肖岳佟翟裴辛聂甘牛包左吉申曲冉巩迟窦栾仇"
)
_ZH_NAMED = re.compile(
    rf"(?:{ZH_TITLES})([{ZH_SURNAMES}](?:[\u4e00-\u9fff](?=[^\u4e00-\u9fff·]|当天|表示|强调|指出|认为|今|昨|在|"
    r"对|就|会|同|与|和|说|称|日|将|已|曾|还|也|则|应|接|通|抵|出|访|宣|透|回|$)|[一-鿿]{2}))(?![·\w]?·)"
)
_JA_SAY = (
    "述べ|語|話|説明|強調|批判|指摘|コメント|応じ|訴え|答え|発言|表明|主張|明らかに|投稿|書|呼びかけ|反論|語り|"
    "認め|嘆|打ち明け|証言|報告|発表|宣言|通告|釈明|反発|けん制|否定|指示|要請|明かし|漏らし|促し|報じ|たたえ|称賛|話し|"
    "断言|歓迎|評価|伝え|非難|明言|約束|しており|している|し、|した|呼ん|警告|たしな|苦言|皮肉|振り返|繰り返|求め|質問|尋ね"
)
_JA_VOICES = (
    "声|批判|意見|不満|懸念|指摘|質問|疑問|異論|要望|期待|反発|非難|抗議|注文|苦言|評価|歓迎"
)
JA_TITLES = (
    "首相|大統領|外相|外務相|国防相|防衛相|農相|財務相|経産相|官房長官|長官|大臣|氏|さん|議長|会長|社長|報道官|大使|"
    "総長|事務総長|委員長|知事|市長|議員|教授|次官|局長|書記長|国王|主席|将軍|司令官|補佐官|特使|幹事長|代表"
)


def japanese(lead: str, tail: str, text: str) -> str | None:
    """Who said it: the topic of a sentence that goes on with a verb of saying."""
    source = re.search(r"(?:^|[。、　\s])([^。、　]{2,20})によると", lead)
    if source:
        inner = (
            ja_topic(lead[source.end() :])
            if re.match(rf"と[^。「]{{0,12}}?(?:{_JA_SAY})", tail)
            else None
        )
        return ja_name(inner or source.group(1), text)
    behind = re.match(r"。([^。「]{2,40}?)は(?:そう|こう)", tail)
    if behind:
        return ja_name(behind.group(1), text)
    heard = re.search(r"(?:^|[。、　\s])([^。、「」　]{2,20}?)から(?:は|も)?、?$", lead)
    if heard and re.match(rf"(?:など)?と[^。「]{{0,12}}?(?:{_JA_VOICES})", tail):
        return ja_name(heard.group(1), text)
    told = re.match(
        r"(?:だ|である)?と(?:する|の|いう|いった)([^。、「]{2,20}?)の(?:見方|見解|話|談話|発言|声明?|考え|コメント)",
        tail,
    )
    if told:
        return told.group(1)
    said = (
        rf"\s*(?:と(?:する一方|しつつ|しながら|した[上う]|し、)|"
        rf"(?:と|など?と|とも)[^。「]{{0,40}}?(?:{_JA_SAY})|を(?:表明|示し|強調|求め|訴え|呼びかけ|要請|促し|伝え|主張))"
    )
    woven = rf"[^。「]{{0,24}}?と(?:[^。「]{{0,12}}?(?:{_JA_SAY}))"
    plain = ja_topic(lead) is not None and re.match(
        r"\s*と(?!の|も|いう|す|題|書|記|呼|名|称|な|同|並|比)", tail
    )
    if not (re.match(said, tail) or plain or (ja_topic(lead) and re.match(woven, tail))):
        return None
    quoted = re.match(rf"(?:と|とも)([^。、「は]{{1,20}}?)は[^。「]{{0,20}}?(?:{_JA_SAY})", tail)
    topic = quoted.group(1) if quoted else ja_topic(lead)
    return ja_name(topic, text) if topic else ""


def ja_topic(words: str) -> str | None:
    """The topic of the last sentence of ``words``."""
    clause = re.split(r"[。！？]", words.rstrip("。！？ \n"))[-1]
    clause = re.split(
        r"との質問に(?:は|対し)|と(?:問われ|聞かれ|尋ねられ|質問され)(?:る|て)?", clause
    )[-1]
    for found in re.finditer(r"(?:^|[、　\s])([^、。　は]{2,30}?)(?:は|が)(?=[^。]*$)", clause):
        if found.group(1)[-1] not in "にでとへのしも" and not found.group(1).endswith(
            "から"
        ):  # "には", "では" mark no topic
            return found.group(1)
    return None


def ja_name(topic: str, text: str) -> str:
    """The name in a topic, without its title; a bare title is looked up in the text."""
    if topic in ("彼", "彼女", "同氏"):
        return ""
    if re.fullmatch(
        "(?:出席|参加|与党|野党|所属|地元|若手|中堅|複数|一部|関係|担当|同行|現職|他)[^の氏]*",
        topic,
    ):
        return topic
    surname = re.fullmatch(r"([一-龥])(?:氏|さん)", topic)
    if surname:
        return surname.group(1)
    for full in re.finditer(rf"([^\W\d_ぁ-ん]{{2,}}?(?:・[^\W\d_ぁ-ん]+)*?)(?:{JA_TITLES})", topic):
        return full.group(1)
    if re.fullmatch(JA_TITLES, topic):
        found = re.search(rf"([一-龥々]{{2,6}}|[ァ-ヶー・]{{3,}}){re.escape(topic)}", text)
        if found:
            return found.group(1)
    return topic


def ja_fuller(said: str, text: str) -> Iterator[str]:
    """The full names that a text has before a title for a surname."""
    for found in re.finditer(rf"([一-龥々ァ-ヶー・ぁ-ん]*?)(?:{JA_TITLES})", text):
        name = re.search(r"(?:[一-龥々]+[ぁ-ん]*|[ァ-ヶー・]+)$", found.group(1))
        if name and name.group() != said:
            inside = name.group()
            if inside.startswith(said) or inside.endswith("・" + said):
                yield inside
