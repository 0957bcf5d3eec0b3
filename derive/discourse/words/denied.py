r"""What denies, doubts, asks or is another's; what an equation is for. Asked before ``cases``."""

from __future__ import annotations

__all__ = ["DENIED"]

DENIED = r"""
hypothetical: example | EVQ | sentence
  en \b(?:such as|e\.g\.,?|for example,?|for instance,?|like) _
  zh (?:例如|比如|譬如|诸如) ?_
hypothetical: struck out | * | case
  en §[^§]*_[^§]*§
  zh §[^§]*_[^§]*§
hypothetical: contradiction | * | block
  en \b(?:contradiction|absurdity)\b<~60>_
hypothetical: mistake | * | sentence
  en \b(?:mistakes?|mistaken\w*|wrong(?:ly)?|incorrect\w*|erroneous\w*|falsely|misread\w*|mis\w+ly
     |tempt\w+|naively|pitfalls?|confus(?:e|ed|ing)|it is false that|(?:one|you|we|people|students
     |beginners|readers|many) (?:might|may|often|sometimes|could) (?:be )?(?:think|believe|guess
     |expect|hope|claim)|(?:people|students|beginners) (?:might|may|often|sometimes) (?:write
     |use))\b<~60>_
  zh (?:错误|误认为|误以为|误解|容易(?:认为|以为|写成)|不能认为|矛盾|反证)<~30>_
hypothetical: mistake | * | sentence
  en _,? ?(?:(?:is|are|was|would be|being) (?:clearly |obviously |simply |just |also )?(?:false
     |wrong|incorrect|not (?:true|correct|valid|the case|right|what)|a mistake|invalid
     |a common mistake|nonsense)|fails?\b|breaks down|is violated|does not hold|do not hold
     |cannot (?:hold|be true|be right)|\?)
  zh _ ?(?:是错的|是错误的|不对|不正确|不成立|不再成立|吗|是否成立|[?？])
withdrawn: not assumed | CKVQZEIT | onward
  en \b(?:not|n['’]t|no longer|never|nor|without(?! loss)|drop\w*|lift\w*|relax\w*|abandon\w*
     |give up|remov\w+|discard\w*|forget\w*)\b<~40>\b(?:assum\w+|suppos\w+|requir\w+|condition
     |impos\w+|constraint|restrict\w*|hypothesis|need\w*|insist\w*)\b<,40>_
withdrawn: not assumed | CKVQZEI | onward
  en \bneeds? not (?:be |hold )?(?:true )?(?:that )?_
withdrawn: not assumed | CKVQZEIT | onward
  zh (?:不(?:再)?|无需|无须|不必|不用|没有|并未|并不|去掉|放弃|取消|舍弃|放宽|不需要)(?:要)?(?:假设
     |假定|要求|设|限制|条件|约束)<,14>_
withdrawn: not assumed | CKVQZEI | onward
  en _(?:,? (?:is|are|was)(?: not|n['’]t) (?:assumed|needed|required|imposed|necessary)| (?:need
     |must|does|do)(?: not|n['’]t) (?:hold|be (?:true|assumed|satisfied)))
  zh (?:去掉|放弃|取消|舍弃|放宽)<,14>_ ?(?:这一|这个|的|这)?(?:假设|限制|条件|约束|假定)
withdrawn: either way | CKVQZEI | sentence
  en \b(?:whether(?: or not)?|regardless of (?:whether|if)|no matter (?:whether|if)
     |irrespective of (?:whether|if)|even (?:if|when)|with or without)<that>_
  zh (?:无论|不论|不管|是否)<,14>_
withdrawn: either way | CKVQZEI | sentence
  en _ or not\b
  zh _ ?(?:与否|是否成立)
supposition: complement | CKVI | case turned
  en \b(?:unless|except(?:ing)?(?: when| if| for| where| in case| at)?|excluding|other than(?: when
     | for| if)?|apart from|away from|outside)<that>_
  zh (?:除非|除了|除去|除|排除)(?:在|当|了)? ?<,14>_
hypothetical: unless | QZERU | case
  en \b(?:unless|except\w*)\b<,40>_
rival: aside | EV | sentence
  en \b(?:some|many|other|several|certain|a few)(?: of the)?(?: authors| people| texts| books
     | papers| writers| sources)? (?:prefer|use|write|take|define|choose|work with)\b<~60>_
  zh (?:有些|有的|一些|某些|也有|部分)(?:人|作者|文献|教材|书|资料|论文)?(?:喜欢|偏好|采用|使用
     |会用|定义|写成|写为|取)<~30>_
hypothetical: others | * | sentence
  en \b(?:some|many|other|several|certain|a few) (?:authors|people|texts|books|papers|writers
     |sources)\b<until>_
  zh (?:有些|有的|一些|某些|其他)(?:人|作者|文献|教材|书|资料|论文)<~30>_
hypothetical: event | EVQKC | sentence
  en _(?: (?:and|or) [EVQKC])?,? (?:to |has |have |also |can |may |must |will )*(?:happen|occur)
  zh _ ?(?:和|与|或)? ?[EVQKC]? ?(?:同时|单独|就|也)?(?:必须)?(?:已)?(?:发生|出现)
hypothetical: event | EVQKC | sentence
  en \b(?:events?|(?:probabilit(?:y|ies)|likelihood|chances?|odds) (?:of|that|for)) (?:the )?_
  zh (?:事件|发生) ?_
hypothetical: would | CKVQZEIMRU | sentence
  en \b(?:would (?:be|have|hold|imply|give|get|mean|follow|yield|equal|become|need)|had (?:we|it
     |they)|if only|were it|is it(?: true)?(?: that)?|do we have|does it follow|rather than
     |instead of|as opposed to)\b<,40>_
hypothetical: negated | CKVQZEIMU | sentence
  en \b(?:not|n['’]t|never|neither|nor|cannot|hardly|no|there (?:does|do) not exist)\b<,25>_
hypothetical: negated | CKVQZEIMRU | sentence
  zh (?:不存在|而不是|而非|是否有|并非|不是|没有|不会有|不等于|本应|本来应)<,14>_
definition: let | E | onward
  en \blet,? up to [a-z -]{1,40}(?:,|be) |\bup to [a-z -]{1,40},? let <4>_
approximate | QZEVA | sentence
  en \b(?:roughly|approximat\w+|nearly|almost|asymptotically|for (?:very |sufficiently )?(?:small
     |large|big|tiny)|to (?:first|second|leading|lowest) order|linear(?:is|iz)\w+
     |up to (?:an? |the |irrelevant |additive |multiplicative )*(?:constants?|factors?|terms?
     |scaling|normali[sz]ation)|ignoring|neglect\w*)\b<~60>_
  zh (?:近似|约等于|大约|约为|大致|渐近|泰勒|一阶展开|线性化|忽略|略去|很小时|足够小时|充分大时
     |至多差(?:一个)?常数)<~30>_
approximate | QZEV | sentence
  en _,? (?:roughly|approximately|nearly|for (?:small|large)|to (?:first|second|leading) order
     |up to (?:an? |the )?(?:additive |multiplicative )?(?:constant|factor|term)s?)\b
  zh _ ?[,，]?(?:近似成立|的近似|只差一个常数|相差一个常数)
approximate | A | sentence
  en _
  zh _
convention | * | onward
  en \b(?:convention|convene|agree|understood)\w*\b<~60>_
  zh (?:约定|规定|惯例|记号约定)<,14>_
convention | * | onward
  en _,? by convention
constraint: constraint | * | block
  en \b(?:subject to|s\.t\.|such that|constraints?\b(?: set)?(?: that| of| is| are)?
     |under the (?:constraint|condition)s?(?: that)?|boundary conditions?|initial conditions?
     |normali[sz]ation conditions?|constrained (?:to|by))<-4>:? _
  zh (?:约束(?:条件)?(?:为|是|下)?|使得|满足(?:条件|约束)?|边界条件|初始条件|受限于|限制条件)<,14>_
constraint: constraint | QZEVI | block
  en _ (?:as (?:an? )?|is (?:the|a|our) )?constraints?\b
  zh _ ?(?:的约束|这一约束|为约束)
constraint: solve | QZEV | block
  en \b(?:<solve>|zeros? (?:is|are|at|where|when)|<place>|attained (?:at|for|when)|vanish\w* (?:at
     |when|for|if)|optimality (?:condition|requires)\w*|normal equations?)<-3>:? _
  zh (?:求解(?!<~20>(?:梯度|导))|解方程|解得|方程的解|最小值(?:点)?(?:在|为|是)|最大值(?:点)?(?:在
     |为|是)|极值(?:点)?(?:在|为|是)|最优解(?:为|是)?|驻点|零点)<,14>_
constraint: value | EV | block
  en \b(?:minim|maxim|optim|extrem)(?:um|a) (?:is|are)(?: then| thus| therefore)?:? _
constraint: solve | QZE | block
  en _ (?:to (?:get|find|obtain|solve)|has (?:the|a) solution|can be solved|is solved)
constraint: solve | Z | block
  zh (?:令|设|使|要求|需要|希望|让)<~30>_
constraint: solve | Z | block
  en \b(?:set(?:ting)?|equat\w+|put(?:ting)?|requir\w+|demand\w*|impos\w+|want|need\w*|wish
     |would like|seek|look for|forc\w+|must|should)\b<~60>_
constraint: solve | ZQE | block
  zh _ ?(?:求解|解得|,?，?可?(?:以)?解(?:得|出))
constraint: to show | QEZVI | block
  en \b(?:want to (?:show|prove|find)|(?:to|we|us|can you|exercise:?) (?:show|prove|verify|check)
     |^ ?(?:show|prove|verify|check)|to be shown|need to show|wish to (?:show|prove|find)
     |we (?:require|demand|impose|want|need|seek)|must satisfy|should (?:satisfy|equal|be|have)
     |such as to)(?: that| whether)?:? <3>_
constraint: to show | QEZI | block
  zh (?:证明|求证|验证|要证|试证|只需证)<,14>_
update | EU | case
  en \b(?:updat\w+|iterat\w+|recursion|assign\w*)(?: rule| step| equation| formula
     | scheme)?(?: for [\w ]{1,20})?(?: is| reads| becomes| are| by| to| as)*(?: given by| then
     | now| as)*:? _
  zh (?:更新(?:规则|公式|方程|步骤|式)?(?:为|是|如下)?|迭代(?:公式|式|规则)?(?:为|是)?
     |赋值(?:为)?)<,14>_
update | U | case
  en _
  zh _
update | E | case
  en _,? (?:is the|as the|is an?) <2>update\b
fixed | NSX | case
  en \b(?:hold\w*|keep\w*|with
     |fixing)(?: all)?(?: the)? (?:[a-z-]+ )?_ (?:is |are )?(?:held |kept )?(?:being )?(?:fixed
     |constants?)\b
fixed | NSX | section
  en \b(?:treat\w*|regard\w*|consider\w*|fix\w*)(?: all)?(?: the)? _ (?:is |are |be )?
     (?:held |kept |treated |regarded |taken )?(?:as )?(?:an? |being |to be )?(?:fixed|constants?)\b
fixed: independent of | NX | onward
  en _,? (?:do|does|did)(?: not|n['’]t) (?:depend|vary|change)(?: on| with)?(?: the)?(?: [a-z]+)? N
     |,? (?:is|are) (?:independent of|constant in)(?: the)?(?: [a-z]+)? N
fixed | N | section
  en \b(?:stop|cut|block)(?:s|ping)?(?: the)? gradients? (?:of|at|through|from|into
     |to) (?:the )?(?:[a-z0-9-]+ )?_
fixed | NSX | section
  zh (?:把|将|视|固定|保持) ?_ ?(?:视为|看作|看成|当作|当成|固定为|作为|为|固定
     |不变)?(?:一个)?(?:常数|常量|固定|不变|不动)
fixed | NX | case
  en \b(?:detach\w*|hold|fix)(?: the)? (?:[a-z0-9-]+ )?_
fixed | N | case
  zh (?:固定|冻结|截断|停止)(?:梯度|住)? ?_(?! ?=)
fixed | NSX | section
  en _ (?:is|are) (?:held |kept |treated (?:as )?|regarded as |considered )?(?:an? )?(?:fixed
     |constants?|detached|frozen)\b(?! (?:points?|vector|matri\w+|number|term|factor|learning|step
     |size|rate))
  zh _ ?(?:保持|是|为|被)?(?:固定|不变|冻结|常量)
"""
