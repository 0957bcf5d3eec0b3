r"""Noun phrases: what a name is. What is longer stands before its parts."""

from __future__ import annotations

__all__ = ["KINDS"]

KINDS = r"""
kind: random
  en* random(?: variables?| vectors?| matri\w+)?|stochastic|nois[ey]|noises|i\.i\.d\.?|iid|drawn
     |sampled|distributed|gaussian|normal variables?|uniform(?:ly)? (?:random|distributed)
  zh 随机(?:变量|向量|矩阵)?|服从|采样|抽样|高斯|正态|i\.?i\.?d
unread: unknown
  en* modulo|mod \w+|multi-?valued|many-valued|complex(?:-valued)?(?: numbers?| variables?)?
     |quaternions?|tensors?|permutations?|graphs?|strings?|booleans?|truth values?|group elements?
     |groups?|rings?|fields?|quantum|qubits?|clock|angles? modulo|fuzzy|generators?
     |(?<!training )(?<!test )(?<!data )sets?|subsets?|languages?|trees?|intervals?|cosets?
     |residues?|classes modulo|measures?|non-?commut\w+|anti-?commut\w+|p-adic|noncommuting
     |hypermatri\w+|spinors?|polymorphic|lists?|tuples?|dictionar\w+
  zh 复数|四元数|张量|置换|图(?!像|片|中|示)|布尔|比特|模 ?\d|取模|多值|群|环(?!节|境)
     |(?<!区)(?<!领)(?<!定义)域(?!名)|集合|序列|级数|不可交换|非交换|字符串|区间|多项式|测度|噪声
property: positive definite
  en* positive(?:-| )(?:semi-?)?definite|psd|spd
  zh (?:半)?正定
property: nonnegative
  en* non-?negative|not negative
  zh 非负
property: positive
  en (?<![\w-])(?:strictly |all )?positive(?! (?:semi|definite|class|examples?|samples?|labels?
     |pairs?|part|direction|case|words?|log)|[\w-])
  zh 正(?:的|数|实数|常数|整数)?(?!交|定|确|则|向|比|负|样|例|类|常|好|如|是|在|态|弦|切|面|式|规
     |整)|大于 ?0
property: antisymmetric
  en* (?:skew|anti)-?symmetric
  zh 反对称|斜对称
property: symmetric
  en (?<![\w-])symmetric(?! (?:in|about|difference|around|part))(?![\w-])
  zh (?<!反)(?<!不)(?<!非)对称
property: orthogonal
  en (?<![\w-])(?:orthogonal(?! to| projection|ity)|orthonormal|unitary)(?![\w-])
  zh 正交|标准正交
property: idempotent
  en* idempotent|projection matri\w+|projectors?
  zh 幂等
property: diagonal
  en* diagonal(?: matri\w+)?
  zh 对角
property: invertible
  en* invertible|non-?singular|regular matri\w+|full-? ?rank
  zh (?<!不)可逆|非奇异|满秩
property: identity
  en* (?:unit|identity)(?: matri\w+)?(?! vector)|identity operator
  zh 单位(?:矩)?阵|恒等矩阵
property: zero
  en* zero (?:matri\w+|vectors?)|all zeros?
  zh 零(?:矩阵|向量)
property: ones
  en* (?:vectors?|column|matri\w+) of (?:all )?ones|all-? ?ones?(?: vectors?| matri\w+)?
  zh 全(?:1|一)(?:的)?(?:列)?向量
property: unit
  en* unit vectors?|unit (?:norm|length)|normali[sz]ed vectors?
  zh 单位(?:列)?向量
property: one-hot
  en (?<![\w-])one-? ?hot(?:-? ?(?:encod\w+|vectors?|labels?|targets?))*
  zh one-? ?hot|独热
property: distribution
  en* (?:(?:probability|discrete|categorical|label|target|true|predicted|output) )*distributions?
     |(?:probability|stochastic) vectors?|vectors? of (?:[a-z0-9-]+ )?probabilities|simplex
  zh (?:概率|真实|预测|离散|标签|目标)?分布|概率向量
property: probability
  en* probabilit(?:y|ies)|likelihoods?
  zh 概率|似然
property: binary
  en (?<![\w-])(?:binary|bernoulli|zero-one|0-1|0/1)(?! (?:cross|case|classif|search|tree|operation
     |relation)|[\w-])|(?:either|equal to) (?:0|zero) or (?:1|one)
  zh 二值|取? ?0 ?(?:或|和|与) ?1|伯努利
property: independent
  en* (?:mutually |pairwise |statistically )?independent
  zh (?:相互|彼此)?独立
property: do not commute
  en do(?: not|n['’]t) commute|non-?commuting
  zh 不(?:可)?交换|不对易
kind: operator
  en* operators?|functionals?|linear maps?
  zh 算子|算符
kind: event
  en* events?
  zh 事件
kind: softmax
  en* softmax(?: functions?| activations?)?
  zh softmax(?:函数)?(?!层|输出|的|分类|回归|模型)
kind: sigmoid
  en* (?:logistic )?sigmoid(?: functions?| activations?)?|logistic(?: sigmoid)?(?: functions?)?
  zh (?:sigmoid|logistic)(?:函数|激活函数)?(?!层|输出|的|回归)
kind: size
  en (?<![\w-])(?:total )?number of [a-z0-9-]+|(?<![\w-])(?:count|size|dimension(?:ality)?
     |cardinality)(?: of|$)|(?<![\w-])(?:batch|mini-?batch|sample|vocabulary) size
  zh (?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度) ?\Z
kind: index
  en* ind(?:ex|ices)|subscripts?
  zh 下标|索引|指标|角标
kind: matrix
  en* (?:matri(?:x|ces)|jacobians?|hessians?)
  zh 矩阵(?!的|元|乘)
kind: vector
  en* vectors?|logits|activations|embeddings?
  zh 向量(?!的|化|机)|矢量|logits
kind: scalar
  en* scalars?|(?:real )?numbers?|reals?|constants?|integers?|coefficients?|learning rates?
     |step sizes?|temperatures?|hyper-?parameters?|scalar-valued|regulari[sz]ation (?:parameter
     |strength|coefficient)s?
  zh 标量(?!函数)|常数|实数|整数|系数|学习率|步长|温度(?:参数)?|超参数|偏移值|常量
kind: function
  en* functions?|mappings?|maps?|non-?linearit\w+
  zh 函数(?!的|值|图)|映射
"""
