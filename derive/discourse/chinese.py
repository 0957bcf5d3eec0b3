"""The words of Chinese mathematical prose; characters of the long form are taken as the short ones.

No spaces part the words, so that a pattern may stand anywhere before a formula; ``[^。;D]`` is
"within the same sentence, and not across a display".
"""

from __future__ import annotations

from derive.discourse.words import Kind, Language, Naming, Row

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

_GAP = r"[^。;D]{0,30}"
_FEW = r"[^。;，,A-Z]{0,14}"
_OF = r"(?:当|若|如果|假如|倘若|对于|对|在|取|即|对应|情况|其中|只有|仅当|令|设)"

_DENIED = (
    Row("hypothetical", before=r"§[^§]*", behind=r"[^§]*§", said="struck out"),
    Row("hypothetical", before=rf"(?:错误|误认为|误以为|误解|容易(?:认为|以为|写成)|不能认为|矛盾|反证){_GAP}",
        said="mistake", scope="sentence"),
    Row("hypothetical", behind=r" ?(?:是错的|是错误的|不对|不正确|不成立|不再成立|吗|是否成立|[?？])",
        said="mistake", scope="sentence"),
    Row("withdrawn", "CKVQZEIT",
        before=rf"(?:不(?:再)?|无需|无须|不必|不用|没有|并未|并不|去掉|放弃|取消|舍弃|放宽|不需要)"
        rf"(?:要)?(?:假设|假定|要求|设|限制|条件|约束){_FEW}",
        said="not assumed", scope="onward"),
    Row("withdrawn", "CKVQZEI", before=rf"(?:去掉|放弃|取消|舍弃|放宽){_FEW}", behind=r" ?(?:这一|这个|的|这)?"
        r"(?:假设|限制|条件|约束|假定)", said="not assumed", scope="onward"),
    Row("withdrawn", "CKVQZEI", before=rf"(?:无论|不论|不管|是否){_FEW}", said="either way", scope="sentence"),
    Row("withdrawn", "CKVQZEI", behind=r" ?(?:与否|是否成立)", said="either way", scope="sentence"),
    Row("supposition", "CKVI", before=rf"(?:除非|除了|除去|除|排除)(?:在|当|了)? ?{_FEW}", said="complement",
        turned=True),
    Row("rival", "EV", before=rf"(?:有些|有的|一些|某些|也有|部分)(?:人|作者|文献|教材|书|资料|论文)?"
        rf"(?:喜欢|偏好|采用|使用|会用|定义|写成|写为|取){_GAP}", said="aside", scope="sentence"),
    Row("hypothetical", before=rf"(?:有些|有的|一些|某些|其他)(?:人|作者|文献|教材|书|资料|论文){_GAP}",
        said="others", scope="sentence"),
    Row("hypothetical", "CKVQZEIMRU", before=rf"(?:而不是|而非|是否有|并非|不是|没有|不会有|不等于|本应|本来应){_FEW}",
        said="negated", scope="sentence"),
)

_SPECIAL = (
    Row("approximate", "QZEVA", before=rf"(?:近似|约等于|大约|约为|大致|渐近|泰勒|一阶展开|线性化|忽略"
        rf"|略去|很小时|足够小时|充分大时|至多差(?:一个)?常数){_GAP}", scope="sentence"),
    Row("approximate", "QZEV", behind=r" ?[,，]?(?:近似成立|的近似|只差一个常数|相差一个常数)", scope="sentence"),
    Row("approximate", "A", scope="sentence"),
    Row("convention", before=rf"(?:约定|规定|惯例|记号约定){_FEW}", scope="onward"),
    Row("constraint", before=rf"(?:约束(?:条件)?(?:为|是|下)?|使得|满足(?:条件|约束)?|边界条件|初始条件|"
        rf"受限于|限制条件){_FEW}", said="constraint", scope="block"),
    Row("constraint", "QZEVI", behind=r" ?(?:的约束|这一约束|为约束)", said="constraint", scope="block"),
    Row("constraint", "QZEV", before=rf"(?:求解|解方程|解得|方程(?:的解)?|最小值(?:点)?(?:在|为|是)|最大值(?:点)?"
        rf"(?:在|为|是)|极值(?:点)?(?:在|为|是)|最优解(?:为|是)?|驻点|零点){_FEW}", said="solve",
        scope="block"),
    Row("constraint", "Z", before=rf"(?:令|设|使|要求|需要|希望|让){_GAP}", said="solve", scope="block"),
    Row("constraint", "ZQE", behind=r" ?(?:求解|解得|,?，?可?(?:以)?解(?:得|出))", said="solve", scope="block"),
    Row("constraint", "QEZ", before=rf"(?:证明|求证|验证|要证|试证|只需证){_FEW}", said="to show",
        scope="block"),
    Row("update", "EU", before=rf"(?:更新(?:规则|公式|方程|步骤|式)?(?:为|是|如下)?|迭代(?:公式|式|规则)?(?:为|是)?|"
        rf"赋值(?:为)?){_FEW}"),
    Row("update", "U"),
    Row("fixed", "N", before=r"(?:把|将|视|固定|保持) ?", behind=r" ?(?:视为|看作|看成|当作|当成|固定为|"
        r"作为|为|固定|不变)?(?:一个)?(?:常数|常量|固定|不变|不动)"),
    Row("fixed", "N", before=r"(?:固定|冻结|截断|停止)(?:梯度|住)? ?", behind=r"(?! ?=)"),
    Row("fixed", "N", behind=r" ?(?:保持|是|为|被)?(?:固定|不变|冻结|常量)"),
)

_NAMED = (
    Row("rival", "EV", before=rf"(?:另一(?:个|种)|再举|第二个例|改(?:用|为|成|取)|换成|重新定义|不妨改|或者(?:用|取|定义)|"
        rf"也可以(?:用|取|定义)|替换为){_GAP}", said="replaces", scope="onward"),
    Row("definition", "EQK", before=rf"(?:设|令|记|定义|记作|记为|表示为|写作|写成|引入|称|简记|我们有定义){_FEW}",
        said="let", scope="onward"),
    Row("supposition", "CKV", before=r"(?:设|令|取|记)(?:定|成|为)? ?", said="let", scope="block"),
    Row("definition", "E", before=rf"(?:假设|假定|考虑|取|选取|选择|采用){_FEW}", said="suppose", scope="onward"),
    Row("definition", "E", before=r"(?:其中|这里|此处|式中|且|并且|以及|即|也就是|为|是)[,，:： ]*[^。;，,D]{0,8}",
        said="where", scope="where"),
    Row("definition", "E", before=r"对(?:于)?[^。;，,D]{0,8}", said="for", scope="case"),
)

_CASES = (
    Row("kind", "N", said="size", before=r"(?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度)(?:为|是|等于|记为)? ?",
        scope="onward"),
    Row("property", "N", said="do not commute", behind=r"[^。;D]{0,12}不(?:可)?(?:交换|对易)", scope="onward"),
    Row("kind", "NX", said="transpose of", behind=r" ?(?:是|为|表示|即) ?[NX] ?的转置", scope="onward"),
    Row("kind", "NX", said="inverse of", behind=r" ?(?:是|为|表示|即) ?[NX] ?的逆", scope="onward"),
    Row("kind", "NX", said="mean of", behind=r" ?(?:是|为|表示|即) ?[NXS] ?的(?:平均|均值)", scope="onward"),
    Row("property", "QE", before=r"(?P<fact>对称|正交|幂等|归一化|单位)[^。;D]{0,8}(?:即|也就是|[(（,，:：])",
        scope="onward"),
    Row("assumption", "CKVQZEI", before=r"(?:因为|由于|注意到?|考虑到|根据|利用|由|已知|显然|我们知道|又|回忆)"
        r"[^。;D]{0,16}", said="judge", scope="section"),
    Row("assumption", "QZI", before=r"(?:其中|这里|此处|式中|且|并且|满足)[^。;，,D]{0,8}", said="judge", scope="where"),
    Row("size", "V", behind=r" ?(?:个|类|维|种|层)", scope="onward"),
    Row("size", "V", before=r"(?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度|类数)(?:为|是|等于)? ?",
        scope="onward"),
    Row("property", "NV", said="one-hot", behind=r"[^D。;]{0,14}(?:只|仅)(?:会)?有一个[^D。;]{0,8}(?:是|为|等于) ?1[^D。;]{0,10}"
        r"(?:其他|其余|其它)[^D。;]{0,10}(?:0|零)", scope="onward"),
    Row("property", "NX", said="sums to one", behind=r" ?(?:的)?(?:总)?(?:之)?(?:和|加起来|求和|加总)(?:为|是|等于) ?1",
        scope="onward"),
    Row("hypothetical", "V", behind=r" ?(?:对应|表示|代表)", said="elsewhere", scope="sentence"),
    Row("supposition", "CKV", before=rf"(?:当|若|如果|假如|倘若|对于|对|在|取|情况|假设|假定|给定|特别地?|例如|比如|"
        rf"代入(?!得|后|可得|上)|代以|将|把|设|令|仅当|只有){_FEW}"),
    Row("supposition", "CKV", behind=r" ?(?:时|的时候|的情况|的情形|这种情况|情形|代入|[:：)）])"),
    Row("supposition", "CKV", before=r"(?:^|[(（:：,，]) ?", behind=r" ?[)）:：,，]"),
    Row("assumption", "QZEI", before=rf"(?:当|若|如果|假如|倘若|对于|对|在|仅当|只要|情况){_FEW}", said="if"),
    Row("assumption", "QZEI", behind=r" ?(?:时|的时候|的情况|的情形)", said="if"),
    Row("assumption", "QZI", before=rf"(?:假设|假定|设|令|给定|约定|限制){_GAP}", said="assume",
        scope="section"),
    Row("assumption", "QZ", before=rf"(?:所以|因此|于是|从而|即){_FEW}", said="judge", scope="section"),
    Row("range", "M"),
    Row("range", "RS"),
)

_KINDS = (
    Kind("kind", "random", r"随机(?:变量|向量|矩阵)?|服从|采样|抽样|高斯|正态|i\.?i\.?d"),
    Kind("unread", "unknown", r"复数|四元数|张量|置换|图(?!像|片|中|示)|布尔|比特|模 ?\d|取模|多值|群|环(?!节|境)|域(?!名)"
         r"|集合|序列|级数|不可交换|非交换|字符串|区间|多项式|测度|噪声"),
    Kind("property", "positive definite", r"(?:半)?正定"),
    Kind("property", "nonnegative", r"非负"),
    Kind("property", "antisymmetric", r"反对称|斜对称"),
    Kind("property", "symmetric", r"(?<!反)(?<!不)(?<!非)对称"),
    Kind("property", "orthogonal", r"正交|标准正交"),
    Kind("property", "idempotent", r"幂等"),
    Kind("property", "diagonal", r"对角"),
    Kind("property", "invertible", r"(?<!不)可逆|非奇异|满秩"),
    Kind("property", "identity", r"单位(?:矩)?阵|恒等矩阵"),
    Kind("property", "zero", r"零(?:矩阵|向量)"),
    Kind("property", "ones", r"全(?:1|一)(?:的)?(?:列)?向量"),
    Kind("property", "unit", r"单位(?:列)?向量"),
    Kind("property", "one-hot", r"one-? ?hot|独热"),
    Kind("property", "distribution", r"(?:概率|真实|预测|离散|标签|目标)?分布|概率向量"),
    Kind("property", "probability", r"概率|似然"),
    Kind("property", "binary", r"二值|取? ?0 ?(?:或|和|与) ?1|伯努利"),
    Kind("property", "independent", r"(?:相互|彼此)?独立"),
    Kind("property", "positive", r"正(?:的|数|实数|常数|整数)?(?!交|定|确|则|向|比|负|样|例|类|常|好|如|是|在|态|弦|切|面|式|规|整)|大于 ?0"),
    Kind("property", "do not commute", r"不(?:可)?交换|不对易"),
    Kind("kind", "operator", r"算子|算符"),
    Kind("kind", "event", r"事件"),
    Kind("kind", "softmax", r"softmax(?:函数)?(?!层|输出|的|分类|回归|模型)"),
    Kind("kind", "sigmoid", r"(?:sigmoid|logistic)(?:函数|激活函数)?(?!层|输出|的|回归)"),
    Kind("kind", "relu", r"relu(?:函数|激活函数)?"),
    Kind("kind", "size", r"(?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度)"),
    Kind("kind", "index", r"下标|索引|指标|角标"),
    Kind("kind", "matrix", r"矩阵(?!的|元|乘)"),
    Kind("kind", "vector", r"向量(?!的|化|机)|矢量|logits"),
    Kind("kind", "scalar", r"标量|常数|实数|整数|系数|学习率|步长|温度(?:参数)?|超参数|偏移值|常量"),
    Kind("kind", "function", r"函数(?!的|值|图)|映射"),
)

_DISPLAYS = (
    Row("hypothetical", before=rf"(?:错误|误认为|误以为|容易(?:认为|以为|写成)|矛盾|反证|是否有|并不(?:有|成立)|有些人|有人)"
        r"[^。;D]{0,30}", said="mistake", scope="sentence"),
    Row("hypothetical", behind=r" ?[,，.。]?(?:这)?(?:是错的|是错误的|不对|不正确|不成立|吗|[?？])", said="mistake",
        scope="sentence"),
    Row("rival", before=r"(?:忽略|略去|去掉|舍去|省略|改(?:用|为|成|取)|换成|替换|另一(?:个|种)|重新定义)[^。;DEQV]{0,40}",
        said="replaces", scope="onward"),
    Row("approximate", before=r"(?:近似|约等于|大约|大致|渐近|泰勒|一阶展开|线性化|很小时|足够小时|充分大时|至多差)"
        r"[^。;D]{0,40}", scope="sentence"),
    Row("update", before=r"(?:更新(?:规则|公式|方程|步骤|式|参数|权重)?|迭代|赋值|梯度下降)[^。;DEQV]{0,20}",
        said="update"),
    Row("constraint", before=r"(?:约束(?:条件)?|使得|满足|边界条件|初始条件)[^。;D]{0,12}", said="constraint"),
    Row("constraint", before=r"(?:求解|解方程|解得|最小值(?:点)?(?:在|为)|极值|最优解|驻点|令[^。;D]{0,16}(?:为|等于) ?"
        r"(?:0|零)|证明|求证|试证)[^。;D]{0,20}", said="solve"),
    Row("definition", before=r"(?:定义(?:为|如下|是|成)?|设(?:为)?|令|记(?:为|作)?)[^。;DEQV]{0,12}", said="let",
        scope="onward"),
)

_REASONS = (
    Row("assumption", before=r"(?:因为|由于|注意到?|已知|根据|利用)[^。;A-Z]{0,12}", said="judge", scope="section"),
    Row("assumption", before=r"(?:其中|这里|此处|式中)[^。;A-Z]{0,4}", said="where", scope="where"),
    Row("assumption", before=r"(?:如果|若|假如|倘若|当)[^。;，,A-Z]{0,8}", said="if", scope="sentence"),
    Row("assumption", before=r"(?:假设|假定)[^。;，,A-Z]{0,8}", said="assume", scope="section"),
)

_SENTENCES = (
    Row("convention", before=r"(?:爱因斯坦)?求和约定|重复(?:指标|下标)[^。]{0,6}求和", said="einstein"),
    Row("convention", before=r"分子布局", said="numerator"),
    Row("convention", before=r"分母布局", said="denominator"),
    Row("convention", before=r"(?:对数|log)[^。;D]{0,12}(?:以 ?2 ?为底|底(?:数)?为 ?2)|以 ?2 ?为底", said="log base 2"),
    Row("convention", before=r"以 ?10 ?为底|常用对数", said="log base 10"),
    Row("convention", before=r"自然对数|以 ?e ?为底", said="natural log"),
)

CHINESE = Language(
    name="chinese",
    rows=(*_DENIED, *_SPECIAL, *_NAMED, *_CASES),
    displays=(*_DISPLAYS, *_REASONS),
    kinds=_KINDS,
    sentences=_SENTENCES,
    joins=r" ?(?:、|,|，|和|与|及|以及|且|或|或者|;|；|和标签|, ?而) ?",
    is_=r" ?[,，]?(?:都|均|分别|各|只|就|也|即|可以|就是|我们)*(?P<verb>是|为|表示|代表|指|服从|作为|视为|看作|记为|叫做|称为|:|：|\()"
    r"(?:一个|一组|某个|任意|该|常见的|给定的|第)?",
    phrase=r"[^。;,，()（）:：DNEQVCIXMRJ]{1,14}",
    before=r"(?<![^\s。;,，、()（）:：A-Z的是为和与])[^。;,，、()（）:：的是为和与A-Z]{1,10}",
    denied=r"不|非|没有|无需|未必|无须|并未|除非|是否",
    brief=r"当|若|如果|假如|倘若|除非|对于",
    goes_on=r"^ ?(?:此时|这时|这种情况下|在这种情况下|在此情况下|那么|则)",
    otherwise=r"否则|其他情况|其它情况|其余情况|反之",
    over=r"^ ?(?:一般地|一般情况|综上|综合|合并|结合|总之|因此,?，?(?:将|把)?两种|将两种|把(?:上面|两种)|接下来|最后|将上面|"
    r"下面|根据(?:求导的)?链式)",
    conditional=r"(?:当|若|如果|假如|倘若|由于|因为|除非)[^。;，,A-Z]{0,10}",
    given=r"(?:对于|对|在|取)[^。;，,A-Z]{0,10}",
    also=r"和|与|及|且|或|、",
    naming=(
        Naming(r"(?:用|以) ?", r" ?(?:来)?(?:表示|代表|记) ?[^。;，,A-Z]{0,6}", True),
        Naming(r"(?:把|将|记|称) ?[^。;，,A-Z]{0,8}", r" ?(?:记为|记作|写作|写成|简记为|表示为|为|作) ?", False),
    ),
    spaced=False,
)
