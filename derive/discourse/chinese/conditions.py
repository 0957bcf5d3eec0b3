"""Chinese words that define, and words for cases, assumptions, sizes and facts."""

from __future__ import annotations

from derive.discourse.chinese.gaps import FEW, GAP
from derive.discourse.words import Row

__all__ = ["CASES", "NAMED"]

#: What may stand between a fact and the equation that says it.
_MEANS = "[^。;D]{0,8}(?:即|也就是|[(（,，:：])"

NAMED = (
    Row(
        "rival",
        "EV",
        before="(?:另一(?:个|种)|再举|第二个例|改(?:用|为|成|取)|换成|重新定义|"
        f"不妨改|或者(?:用|取|定义)|也可以(?:用|取|定义)|替换为){GAP}",
        said="replaces",
        scope="onward",
    ),
    Row(
        "definition",
        "EQK",
        before=f"(?:设|令|记|定义|记作|记为|表示为|写作|写成|引入|称|简记|我们有定义){FEW}",
        said="let",
        scope="onward",
    ),
    Row("supposition", "CKV", before="(?:设|令|取|记)(?:定|成|为)? ?", said="let", scope="block"),
    Row(
        "definition",
        "E",
        before=f"(?:假设|假定|考虑|取|选取|选择|采用){FEW}",
        said="suppose",
        scope="onward",
    ),
    Row(
        "definition",
        "E",
        before="(?:其中|这里|此处|式中|且|并且|以及|即|也就是)[,，:： ]*[^。;，,A-Z]{0,8}",
        said="where",
        scope="where",
    ),
    Row("definition", "E", before="对(?:于)?[^。;，,D]{0,8}", said="for", scope="case"),
)


CASES = (
    Row(
        "range",
        "N",
        said="sized",
        before="[NX] ?维(?:的)?(?:实|列|行)?向量 ?",
        scope="onward",
    ),
    Row(
        "range",
        "N",
        said="sized",
        behind=" ?(?:是|为)(?:一个)? ?[NXP] ?(?:维|的?矩阵)",
        scope="onward",
    ),
    Row(
        "kind",
        "N",
        said="size",
        before="(?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度)(?:为|是|等于|记为)? ?",
        scope="onward",
    ),
    Row(
        "property",
        "N",
        said="do not commute",
        behind="[^。;D]{0,12}不(?:可)?(?:交换|对易)",
        scope="onward",
    ),
    Row(
        "kind",
        "NX",
        said="transpose of",
        behind=" ?(?:是|为|表示|即) ?[NX] ?的转置",
        scope="onward",
    ),
    Row("kind", "NX", said="inverse of", behind=" ?(?:是|为|表示|即) ?[NX] ?的逆", scope="onward"),
    Row(
        "kind",
        "NX",
        said="mean of",
        behind=" ?(?:是|为|表示|即) ?[NXS] ?的(?:平均|均值)",
        scope="onward",
    ),
    *(
        Row("property", "QE", before=f"(?:{words}){_MEANS}", said=said, scope="onward")
        for said, words in (
            ("symmetric", "对称"),
            ("orthogonal", "正交"),
            ("idempotent", "幂等"),
            ("unit", "归一化|单位"),
        )
    ),
    Row("claim", "EQZ", before="由 ?", behind=" ?(?:给出|得出|得到|表示)", scope="onward"),
    Row(
        "constraint",
        "V",
        behind=" ?(?:时|处)?[^。;，,D]{0,12}(?:最小值|最大值|极值|最优|驻点)",
        said="solve",
        scope="block",
    ),
    Row(
        "assumption",
        "QZEI",
        before="(?:(?:因为|由于)[^。;D]{0,16}|(?:注意到?|考虑到|根据|利用|由|已知|显然|我们知道|又|回忆)"
        "[^。;D得]{0,16})",
        said="judge",
        scope="section",
    ),
    Row("assumption", "CKV", before="(?:因为|由于|注意到?|已知|我们知道) ?", said="judge"),
    Row(
        "assumption",
        "QZI",
        before="(?:其中|这里|此处|式中|且|并且|满足)[^。;，,D]{0,8}",
        said="judge",
        scope="where",
    ),
    Row("size", "V", behind=" ?(?:个|类|维|种|层)", scope="onward"),
    Row(
        "size",
        "V",
        before="(?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度|类数)(?:为|是|等于)? ?",
        scope="onward",
    ),
    Row(
        "property",
        "NV",
        said="one-hot",
        behind="[^D。;]{0,14}(?:只|仅)(?:会)?有一个[^D。;]{0,8}(?:是|为|等于) "
        "?1[^D。;]{0,10}(?:其他|其余|其它)[^D。;]{0,10}(?:0|零)",
        scope="onward",
    ),
    Row(
        "property",
        "NX",
        said="sums to one",
        behind=" ?(?:的)?(?:总)?(?:之)?(?:和|加起来|求和|加总)(?:为|是|等于) ?1",
        scope="onward",
    ),
    Row("hypothetical", "V", behind=" ?(?:对应|表示|代表)", said="elsewhere", scope="sentence"),
    Row(
        "supposition",
        "CKV",
        before="(?:当|若|如果|假如|倘若|对于|对|在|取|情况|假设|假定|给定|特别地?|"
        f"例如|比如|代入(?!得|后|可得|上)|代以|将|把|设|令|仅当|只有){FEW}",
    ),
    Row(
        "claim",
        "V",
        before="(?:得到?|有|则|所以|因此|故|于是|从而|等于|可知)[:：]? ?",
        scope="onward",
    ),
    Row("supposition", "CKV", behind=" ?(?:时|的时候|的情况|的情形|这种情况|情形|代入|[:：)）])"),
    Row("claim", "E", before="函数 ?", behind=" ?时(?:会|将)", scope="onward"),
    Row("supposition", "CKV", before="(?:^|[(（:：,，]) ?", behind=" ?[)）:：,，]"),
    Row(
        "assumption",
        "QZEI",
        before=f"(?:当|若|如果|假如|倘若|对于|对|在|仅当|只要|情况){FEW}",
        said="if",
    ),
    Row("assumption", "QZEI", behind=" ?(?:时|的时候|的情况|的情形)", said="if"),
    Row(
        "assumption",
        "QZI",
        before=f"(?:假设|假定|设|令|给定|约定|限制){GAP}",
        said="assume",
        scope="section",
    ),
    Row(
        "assumption",
        "QZ",
        before=f"(?:所以|因此|于是|从而|即){FEW}",
        said="judge",
        scope="section",
    ),
    Row("range", "M"),
    Row("range", "RS"),
)
