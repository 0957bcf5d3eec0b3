"""Chinese words about the display of a sentence, and about notation itself."""

from __future__ import annotations

from derive.discourse.words import Row

__all__ = ["DISPLAYS", "REASONS", "SENTENCES"]

DISPLAYS = (
    Row(
        "hypothetical",
        before="(?:错误|误认为|误以为|容易(?:认为|以为|写成)|矛盾|反证|是否有|"
        "并不(?:有|成立)|有些人|有人)[^。;D]{0,30}",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        behind=" ?[,，.。]?(?:这)?(?:是错的|是错误的|不对|不正确|不成立|吗|[?？])",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "approximate",
        before="(?:忽略|略去)[^。;D]{0,12}(?:高阶|小量|小项|误差)[^。;D]{0,40}",
        scope="sentence",
    ),
    Row(
        "approximate",
        before="(?:近似|约等于|大约|大致|渐近|泰勒|一阶展开|线性化|很小时|足够小时|"
        "充分大时|至多差)[^。;D]{0,40}",
        scope="sentence",
    ),
    Row(
        "rival",
        before="(?:忽略|略去|去掉|舍去|省略|改(?:用|为|成|取)|换成|替换|另一(?:个|"
        "种)|重新定义)[^。;DEQV]{0,40}",
        said="replaces",
        scope="onward",
    ),
    Row(
        "update",
        before="(?:更新(?:规则|公式|方程|步骤|式|参数|权重)?|迭代|赋值|梯度下降)[^。;DEQV]{0,20}",
        said="update",
    ),
    Row(
        "constraint",
        before="(?:约束(?:条件)?|使得|满足|边界条件|初始条件)[^。;D]{0,12}",
        said="constraint",
    ),
    Row(
        "constraint",
        before="(?:求解(?![^。;D]{0,20}(?:梯度|导))|解方程|解得|最小值(?:点)?(?:在|"
        "为)|极值|最优解|驻点|令[^。;D]{0,16}(?:为|等于) ?(?:0|零)|证明|求证|"
        "试证)[^。;D]{0,20}",
        said="solve",
    ),
    Row(
        "definition",
        before="(?:(?<!的)定义(?:为|如下|是|成|作)|(?<!假)设(?:为)?|令|"
        "(?<!标)记(?:为|作)?)[^。;，,DEQV]{0,10}",
        said="let",
        scope="onward",
    ),
)


REASONS = (
    Row("assumption", before="(?:因为|由于)[^。;，,A-Z]{0,6}", said="judge", scope="section"),
    Row("assumption", before="(?:其中|这里|此处|式中)[^。;A-Z]{0,4}", said="where", scope="where"),
    Row(
        "assumption",
        before="(?:如果|若|假如|倘若|当)[^。;，,A-Z]{0,8}",
        said="if",
        scope="sentence",
    ),
    Row("assumption", before="(?:假设|假定)[^。;，,A-Z]{0,8}", said="assume", scope="section"),
)


SENTENCES = (
    Row(
        "convention",
        before="(?:爱因斯坦)?求和约定|重复(?:指标|下标)[^。]{0,6}求和",
        said="einstein",
    ),
    Row("convention", before="分子布局", said="numerator"),
    Row("convention", before="分母布局", said="denominator"),
    Row(
        "convention",
        before="(?:对数|log)[^。;D]{0,12}(?:以 ?2 ?为底|底(?:数)?为 ?2)|以 ?2 ?为底",
        said="log base 2",
    ),
    Row("convention", before="以 ?10 ?为底|常用对数", said="log base 10"),
    Row("convention", before="自然对数|以 ?e ?为底", said="natural log"),
)
