"""Chinese noun phrases: what a name is."""

from __future__ import annotations

from derive.discourse.words import Kind

__all__ = ["KINDS"]

KINDS = (
    Kind("kind", "random", r"随机(?:变量|向量|矩阵)?|服从|采样|抽样|高斯|正态|i\.?i\.?d"),
    Kind(
        "unread",
        "unknown",
        r"复数|四元数|张量|置换|图(?!像|片|中|示)|布尔|比特|模 ?\d|取模|多值|群|"
        "环(?!节|境)|(?<!区)(?<!领)(?<!定义)域(?!名)|集合|序列|级数|不可交换|非交换|"
        "字符串|区间|多项式|测度|噪声",
    ),
    Kind("property", "positive definite", "(?:半)?正定"),
    Kind("property", "nonnegative", "非负"),
    Kind("property", "antisymmetric", "反对称|斜对称"),
    Kind("property", "symmetric", "(?<!反)(?<!不)(?<!非)对称"),
    Kind("property", "orthogonal", "正交|标准正交"),
    Kind("property", "idempotent", "幂等"),
    Kind("property", "diagonal", "对角"),
    Kind("property", "invertible", "(?<!不)可逆|非奇异|满秩"),
    Kind("property", "identity", "单位(?:矩)?阵|恒等矩阵"),
    Kind("property", "zero", "零(?:矩阵|向量)"),
    Kind("property", "ones", "全(?:1|一)(?:的)?(?:列)?向量"),
    Kind("property", "unit", "单位(?:列)?向量"),
    Kind("property", "one-hot", "one-? ?hot|独热"),
    Kind("property", "distribution", "(?:概率|真实|预测|离散|标签|目标)?分布|概率向量"),
    Kind("property", "probability", "概率|似然"),
    Kind("property", "binary", "二值|取? ?0 ?(?:或|和|与) ?1|伯努利"),
    Kind("property", "independent", "(?:相互|彼此)?独立"),
    Kind(
        "property",
        "positive",
        "正(?:的|数|实数|常数|整数)?(?!交|定|确|则|向|比|负|样|例|类|常|好|如|是|在|"
        "态|弦|切|面|式|规|整)|大于 ?0",
    ),
    Kind("property", "do not commute", "不(?:可)?交换|不对易"),
    Kind("kind", "operator", "算子|算符"),
    Kind("kind", "event", "事件"),
    Kind("kind", "softmax", "softmax(?:函数)?(?!层|输出|的|分类|回归|模型)"),
    Kind("kind", "sigmoid", "(?:sigmoid|logistic)(?:函数|激活函数)?(?!层|输出|的|回归)"),
    Kind("kind", "relu", "relu(?:函数|激活函数)?"),
    Kind("kind", "size", r"(?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度) ?\Z"),
    Kind("kind", "index", "下标|索引|指标|角标"),
    Kind("kind", "matrix", "矩阵(?!的|元|乘)"),
    Kind("kind", "vector", "向量(?!的|化|机)|矢量|logits"),
    Kind(
        "kind",
        "scalar",
        "标量(?!函数)|常数|实数|整数|系数|学习率|步长|温度(?:参数)?|超参数|偏移值|常量",
    ),
    Kind("kind", "function", "函数(?!的|值|图)|映射"),
)
