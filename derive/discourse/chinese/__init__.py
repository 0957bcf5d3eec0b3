"""The words of Chinese mathematical prose; characters of the long form are taken as the short ones.

No spaces part the words, so that a pattern may stand anywhere before a formula. The order of the
rows is that of ``derive.discourse.english``.
"""

from __future__ import annotations

from derive.discourse.chinese.conditions import CASES, NAMED
from derive.discourse.chinese.denials import DENIED, SPECIAL
from derive.discourse.chinese.displays import DISPLAYS, REASONS, SENTENCES
from derive.discourse.chinese.kinds import KINDS
from derive.discourse.words import Language, Naming

__all__ = ["CHINESE", "SHORT"]

#: Long forms of the characters that the tables use.
SHORT = str.maketrans(
    "設記義當則時為稱寫數個種類別獨熱編碼對稱陣應該約於規項隨機變單態種條錯誤學習參簡導據實際號"
    "與樣滿關標籤總兩況無論從斷視這裡沒動態後來將們歸結輸個層點間進長處邊軟損給選過還並"
    "證驗請願優極範圍題內負決權絕離聯認現價錄質術環選綜併協",
    "设记义当则时为称写数个种类别独热编码对称阵应该约于规项随机变单态种条错误学习参简导据实际号"
    "与样满关标签总两况无论从断视这里没动态后来将们归结输个层点间进长处边软损给选过还并"
    "证验请愿优极范围题内负决权绝离联认现价录质术环选综并协",
)

CHINESE = Language(
    name="chinese",
    rows=(*DENIED, *SPECIAL, *NAMED, *CASES),
    displays=(*DISPLAYS, *REASONS),
    kinds=KINDS,
    sentences=SENTENCES,
    joins=" ?(?:、|,|，|和|与|及|以及|且|或|或者|;|；|和标签|, ?而) ?",
    is_=" ?[,，]?(?:都|均|分别|各|只|就|也|即|可以|就是|我们)*(?P<verb>是|为|表示|代表|指|"
    r"服从|作为|视为|看作|记为|叫做|称为|:|：|\()(?:一个|一组|某个|任意|该|常见的|"
    "给定的|第)?(?:(?:长度|大小|形状|维度|维数)为 ?[NXP] ?的| ?[NXP] ?维| ?P ?的?)? ?",
    phrase="(?!关于|由|在|从|对(?!称|角)|与|将)[^。;,，()（）:：DNEQVCIXMRJ]{1,14}",
    before=r"(?<![^\s。;,，、()（）:：A-Z的是为和与])[^。;,，、()（）:：的是为和与A-Z]"
    "{1,10}",
    denied="不|非|没有|无需|未必|无须|并未|除非|是否",
    brief="当|若|如果|假如|倘若|除非|对于",
    goes_on="^ ?(?:此时|这时|这种情况下|在这种情况下|在此情况下)",
    otherwise="否则|其他情况|其它情况|其余情况|反之",
    over="^ ?(?:一般地|一般情况|综上|综合|合并|结合|总之|因此,?，?(?:将|把)?两种|将两种|"
    "把(?:上面|两种)|接下来|最后|将上面|下面|根据(?:求导的)?链式)",
    general="(?:而|但)?在?(?:一般(?:地|情况下|情形下|来说|而言)|通常情况下|否则|其他情况|其它情况|其余情况)"
    "|对于?(?:一般|任意|其他)的? ?[NXS]",
    picked=" ?(?:是|为|等于) ?1 ?(?:当且仅当) ?",
    condition=" ?(?:当且仅当|如果|若|当)",
    every=" ?,? ?对于?(?:所有|任意|每个?|一切)的? ?(?P<of>[NMRSC])",
    every_before="对于?(?:所有|任意|每个?|一切)的? ?(?P<of>[NMRS]) ?,? ?(?:都有|均有|有)? ?",
    each="(?:每一?[行列个]|各[行列])[^。;D]{0,16}[,，:：即] ?",
    opening="设|令|取|假设|假定|考虑|情况|情形",
    conditional="(?:当|若|如果|假如|倘若|由于|因为|除非)[^。;，,A-Z]{0,10}",
    given="(?:对于|对|在|取)[^。;，,A-Z]{0,10}",
    also="和|与|及|且|或|、",
    naming=(
        Naming("(?:用|以) ?", " ?(?:来)?(?:表示|代表|记) ?[^。;，,A-Z]{0,6}", True),
        Naming(
            "(?:把|将|记|称) ?[^。;，,A-Z]{0,8}",
            " ?(?:记为|记作|写作|写成|简记为|表示为|为|作) ?",
            False,
        ),
    ),
    goes_behind=" ?(?:在|的|关于|处|时|对)",
    inside="(?:以|用) ?",
    spaced=False,
    one="一个?",
    rest="[时等后,，]",
)
