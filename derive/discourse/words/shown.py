r"""What words make of the display of their sentence, and say of the notation itself."""

from __future__ import annotations

__all__ = ["CONVENTIONS", "SHOWN"]

SHOWN = r"""
hypothetical: mistake | * | sentence
  en \b(?:mistakes?|mistaken\w*|wrong(?:ly)?|incorrect\w*|erroneous\w*|falsely|tempt\w+|naively
     |pitfalls?|it is false that|is it true|do we have|contradiction|(?:one|you|we|people|students
     |beginners) (?:might|may|often|sometimes|could) (?:think|believe|guess|expect|hope|claim)
     |(?:people|students|beginners) (?:may|often|sometimes) write|would (?:be|have|give|get|yield
     |imply|mean)|(?:some|many|other|several) (?:authors|people|texts|books|papers)|(?:not
     |n['’]t) (?:true|hold|have|the case|correct|mean))\b<until>_
  zh (?:错误|误认为|误以为|容易(?:认为|以为|写成)|矛盾|反证|是否有|并不(?:有|成立)|有些人
     |有人)<~30>_
hypothetical: mistake | * | sentence
  en _[.,]? ?(?:(?:this |which |that )?(?:is|would be) (?:clearly |obviously )?(?:false|wrong
     |incorrect|not (?:true|correct|valid|right)|a mistake|nonsense)|(?:which )?does not hold|fails
     |\?)
  zh _ ?[,，.。]?(?:这)?(?:是错的|是错误的|不对|不正确|不成立|吗|[?？])
definition: let | * | onward
  en \blet,? up to [a-z -]{1,40}(?:,|be) |\bup to [a-z -]{1,40},? let <4>_
constraint: condition | * | sentence
  en \b(?:is|are|be|called|calls?|said)\b<,60>\b(?:if|iff|if and only if|when(?:ever)?|(?:exactly
     |precisely) (?:when|if))(?: we have| it holds that| for (?:all|every|each|some) N)?[:,]? _
rival: replaces | * | onward
  en \b(?:(?:could|can|may|might|let us|we) (?:also |simply |just |now )?(?:ignor\w+|drop\w*
     |neglect\w*|omit\w*|leav\w+ out|replac\w+)|end up with|as (?:a |an )?(?:second|third|another
     |alternative|different) |<instead>|another (?:[a-z0-9-]+ )?(?:choice|option|variant
     |possibility|definition)|some(?: people)? prefer|redefin\w+)\b[^.;DEQV]{0,100}_
approximate | * | sentence
  en \b(?:roughly|approximat\w+|nearly|asymptotically|for (?:very |sufficiently )?(?:small|large
     |big|tiny)|to (?:first|second|leading|lowest) order|linear(?:is|iz)\w+|taylor
     |up to (?:an? |the |irrelevant |additive |multiplicative )*(?:constants?|factors?|terms?
     |scaling|normali[sz]ation)|ignoring|neglect\w*|(?:as|when|if|in the limit(?: of| as)?
     |for) L)(?![\w-])<~80>_
  zh (?:忽略|略去)<~12>(?:高阶|小量|小项|误差)<~40>_
approximate | * | sentence
  en _[.,]? ?(?:roughly|approximately|nearly|for (?:small|large)|to (?:first|second|leading) order
     |up to (?:an? |the )?(?:additive |multiplicative )?(?:constant|factor|term)s?|(?:as|when
     |in the limit) L)\b
  zh (?:近似|约等于|大约|大致|渐近|泰勒|一阶展开|线性化|很小时|足够小时|充分大时|至多差)<~40>_
rival: replaces | * | onward
  zh (?:忽略|略去|去掉|舍去|省略|改(?:用|为|成|取)|换成|替换|另一(?:个|种)
     |重新定义)[^。;DEQV]{0,40}_
update: update | * | case
  en \b(?:updat\w+|iterat\w+|gradient (?:descent|step)(?: step| is| reads)?|next iterate
     |algorithm (?:is|reads|iterates|repeats|sets)|assign\w*)\b[^.;DEQV]{0,60}_
  zh (?:更新(?:规则|公式|方程|步骤|式|参数|权重)?|迭代|赋值|梯度下降)[^。;DEQV]{0,20}_
constraint: constraint | * | case
  en \b(?:subject to|s\.t\.|such that|constraints?|boundary conditions?|normal equations?)<-5>:? ?_
  zh (?:约束(?:条件)?|使得|满足|边界条件|初始条件)<~12>_
constraint: solve | * | case
  en \b(?:<solve>|<place>|(?:set|setting|equat\w+|put)\b<~60>\b(?:to zero|to 0|equal to (?:zero|0)
     |= 0)|(?:want|wish|have|need|us|exercise:?) (?:to )?(?:show|prove|verify|check)|^ ?(?:show
     |prove|verify)|find \w+<-3> such)(?![\w-])<~60>_
  zh (?:求解(?!<~20>(?:梯度|导))|解方程|解得|最小值(?:点)?(?:在|为)|极值|最优解|驻点|令<~16>(?:为
     |等于) ?(?:0|零)|证明|求证|试证)<~20>_
constraint: value | * | case
  en \b(?:minim|maxim|optim|extrem)(?:um|a) (?:is|are)(?: then| thus| therefore)?:? _
definition: let | * | onward
  en \b(?:let|define|defin(?:es|ed|ing)|denote|introduce|we (?:write|set|put|call)|is defined (?:as
     |by|to be))(?: us| now| the| then| it| this| as| by| be| as follows| also| to)*<-4>:? ?_
  zh (?:(?<!的)定义(?:为|如下|是|成|作)|(?<!假)设(?:为)?|令|(?<!标)记(?:为
     |作)?)[^。;，,DEQV]{0,10}_
assumption: judge | * | section
  en \b(?:since|because)(?: we know| it holds)?(?: that)?<-3>[:,]? _
  zh (?:因为|由于)<,6>_
assumption: where | * | where
  en \b(?:where|with)(?: again| now| also| we have)?[:,]? _
  zh (?:其中|这里|此处|式中)[^。;A-Z]{0,4}_
assumption: if | * | sentence
  en \b(?:if|when(?:ever)?|provided(?: that)?|as long as|in (?:the )?case(?: that| of)?)<-4>[:,]? _
  zh (?:如果|若|假如|倘若|当)<,8>_
assumption: assume | * | section
  en \b(?:assum\w+|suppos\w+)(?: that)?<-4>[:,]? _
  zh (?:假设|假定)<,8>_
"""

CONVENTIONS = r"""
convention: einstein | | onward
  en \b(?:einstein|summation) (?:summation )?convention|repeated ind\w+ (?:are
     |is) (?:implicitly )?summed|sum over repeated|summation (?:over repeated \w+ )?is (?:implied
     |understood)
  zh (?:爱因斯坦)?求和约定|重复(?:指标|下标)[^。]{0,6}求和
convention: matrices | | onward
  en \b(?:singular[- ]value|eigen(?:value)?|spectral|polar|lu|qr|cholesky|schur) ?(?:decompos
     |factori[sz])\w+|\b(?:svd|eigendecomposition|diagonali[sz]ation)\b
  zh (?:奇异值|特征值?|谱|极|qr|lu)分解
convention: numerator | | onward
  en \bnumerator[- ]layout
  zh 分子布局
convention: denominator | | onward
  en \bdenominator[- ]layout
  zh 分母布局
convention: log base 2 | | onward
  en \b(?:logarithms?|logs?)\b<~30>\b(?:base|to the base) (?:2|two)\b|\bbase-?(?:2|two) logarithm
     |\bin bits\b|\bbinary logarithm
  zh (?:对数|log)<~12>(?:以 ?2 ?为底|底(?:数)?为 ?2)|以 ?2 ?为底
convention: log base 10 | | onward
  en \b(?:logarithms?|logs?)\b<~30>\bbase (?:10|ten)\b|\bcommon logarithm|\bdecimal logarithm
  zh 以 ?10 ?为底|常用对数
convention: natural log | | onward
  en \bnatural logarithm
  zh 自然对数|以 ?e ?为底
"""
