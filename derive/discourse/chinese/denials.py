"""Chinese words that deny, doubt, or are somebody else's; and what an equation is for."""

from __future__ import annotations

from derive.discourse.chinese.gaps import FEW, GAP
from derive.discourse.words import Row

__all__ = ["DENIED", "SPECIAL"]

DENIED = (
    Row(
        "hypothetical", "EVQ", before="(?:例如|比如|譬如|诸如) ?", said="example", scope="sentence"
    ),
    Row("hypothetical", before="§[^§]*", behind="[^§]*§", said="struck out"),
    Row(
        "hypothetical",
        before=f"(?:错误|误认为|误以为|误解|容易(?:认为|以为|写成)|不能认为|矛盾|反证){GAP}",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        behind=" ?(?:是错的|是错误的|不对|不正确|不成立|不再成立|吗|是否成立|[?？])",
        said="mistake",
        scope="sentence",
    ),
    Row(
        "withdrawn",
        "CKVQZEIT",
        before="(?:不(?:再)?|无需|无须|不必|不用|没有|并未|并不|去掉|放弃|取消|舍弃|"
        f"放宽|不需要)(?:要)?(?:假设|假定|要求|设|限制|条件|约束){FEW}",
        said="not assumed",
        scope="onward",
    ),
    Row(
        "withdrawn",
        "CKVQZEI",
        before=f"(?:去掉|放弃|取消|舍弃|放宽){FEW}",
        behind=" ?(?:这一|这个|的|这)?(?:假设|限制|条件|约束|假定)",
        said="not assumed",
        scope="onward",
    ),
    Row(
        "withdrawn",
        "CKVQZEI",
        before=f"(?:无论|不论|不管|是否){FEW}",
        said="either way",
        scope="sentence",
    ),
    Row("withdrawn", "CKVQZEI", behind=" ?(?:与否|是否成立)", said="either way", scope="sentence"),
    Row(
        "supposition",
        "CKVI",
        before=f"(?:除非|除了|除去|除|排除)(?:在|当|了)? ?{FEW}",
        said="complement",
        turned=True,
    ),
    Row(
        "rival",
        "EV",
        before="(?:有些|有的|一些|某些|也有|部分)(?:人|作者|文献|教材|书|资料|"
        f"论文)?(?:喜欢|偏好|采用|使用|会用|定义|写成|写为|取){GAP}",
        said="aside",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        before=f"(?:有些|有的|一些|某些|其他)(?:人|作者|文献|教材|书|资料|论文){GAP}",
        said="others",
        scope="sentence",
    ),
    Row(
        "hypothetical",
        "EVQKC",
        behind=" ?(?:和|与|或)? ?[EVQKC]? ?(?:同时|单独|就|也)?(?:必须)?(?:已)?(?:发生|出现)",
        said="event",
        scope="sentence",
    ),
    Row("hypothetical", "EVQKC", before="(?:事件|发生) ?", said="event", scope="sentence"),
    Row(
        "hypothetical",
        "CKVQZEIMRU",
        before=f"(?:不存在|而不是|而非|是否有|并非|不是|没有|不会有|不等于|本应|本来应){FEW}",
        said="negated",
        scope="sentence",
    ),
)


SPECIAL = (
    Row(
        "approximate",
        "QZEVA",
        before="(?:近似|约等于|大约|约为|大致|渐近|泰勒|一阶展开|线性化|忽略|略去|"
        f"很小时|足够小时|充分大时|至多差(?:一个)?常数){GAP}",
        scope="sentence",
    ),
    Row(
        "approximate",
        "QZEV",
        behind=" ?[,，]?(?:近似成立|的近似|只差一个常数|相差一个常数)",
        scope="sentence",
    ),
    Row("approximate", "A", scope="sentence"),
    Row("convention", before=f"(?:约定|规定|惯例|记号约定){FEW}", scope="onward"),
    Row(
        "constraint",
        before="(?:约束(?:条件)?(?:为|是|下)?|使得|满足(?:条件|约束)?|边界条件|"
        f"初始条件|受限于|限制条件){FEW}",
        said="constraint",
        scope="block",
    ),
    Row(
        "constraint",
        "QZEVI",
        behind=" ?(?:的约束|这一约束|为约束)",
        said="constraint",
        scope="block",
    ),
    Row(
        "constraint",
        "QZEV",
        before="(?:求解(?![^。;D]{0,20}(?:梯度|导))|解方程|解得|方程的解|"
        "最小值(?:点)?(?:在|为|是)|最大值(?:点)?(?:在|为|是)|极值(?:点)?(?:在|"
        f"为|是)|最优解(?:为|是)?|驻点|零点){FEW}",
        said="solve",
        scope="block",
    ),
    Row(
        "constraint",
        "Z",
        before=f"(?:令|设|使|要求|需要|希望|让){GAP}",
        said="solve",
        scope="block",
    ),
    Row(
        "constraint",
        "ZQE",
        behind=" ?(?:求解|解得|,?，?可?(?:以)?解(?:得|出))",
        said="solve",
        scope="block",
    ),
    Row(
        "constraint",
        "QEZI",
        before=f"(?:证明|求证|验证|要证|试证|只需证){FEW}",
        said="to show",
        scope="block",
    ),
    Row(
        "update",
        "EU",
        before="(?:更新(?:规则|公式|方程|步骤|式)?(?:为|是|如下)?|迭代(?:公式|式|"
        f"规则)?(?:为|是)?|赋值(?:为)?){FEW}",
    ),
    Row("update", "U"),
    Row(
        "fixed",
        "NSX",
        scope="section",
        before="(?:把|将|视|固定|保持) ?",
        behind=" ?(?:视为|看作|看成|当作|当成|固定为|作为|为|固定|"
        "不变)?(?:一个)?(?:常数|常量|固定|不变|不动)",
    ),
    Row("fixed", "N", before="(?:固定|冻结|截断|停止)(?:梯度|住)? ?", behind="(?! ?=)"),
    Row("fixed", "NSX", scope="section", behind=" ?(?:保持|是|为|被)?(?:固定|不变|冻结|常量)"),
)
