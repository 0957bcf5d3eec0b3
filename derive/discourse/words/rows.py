r"""What words make of a formula beside them; ``D`` is a display. The first row that fits counts.

What denies, doubts or asks comes first, then what an equation is for, then what gives a name its
meaning, and last cases and assumptions.
"""

from __future__ import annotations

__all__ = ["CONVENTIONS", "ROWS"]

ROWS = r"""
hypothetical: example | EVQ | sentence
  en \b(?:such as|e\.g\.,?|for example,?|for instance,?|like) _
  zh (?:例如|比如|譬如|诸如) ?_
hypothetical: struck out | * | case
  en §[^§]*_[^§]*§
  zh §[^§]*_[^§]*§
rival: aside | EV | sentence
  en \b(?:some|many|other|several|certain|a few)(?: of the)?(?: authors| people| texts| books
     | papers| writers| sources)? (?:prefer|use|write|take|define|choose|work with)\b<~60>_
  zh (?:有些|有的|一些|某些|也有|部分)(?:人|作者|文献|教材|书|资料|论文)?(?:喜欢|偏好|采用|使用
     |会用|定义|写成|写为|取)<~30>_
hypothetical: mistake | * | sentence
  en (?:\b(?:mistak\w+|wrong(?:ly)?|incorrect\w*|erroneous\w*|falsely|mis\w+ly|tempt\w+|naively
     |pitfalls?|claimed|used to|(?:earlier|previous|old) (?:version|edition)
     |contradiction|absurdity|confus(?:e|ed|ing)|false that|do we have|does it follow
     |is it(?: true)?|(?:would|should|could) (?:be|have|hold|imply|give|get|mean|follow|yield|equal
     |become|need)
     |(?:one|you|we|people|students|beginners|readers|many) (?:might|may|often|sometimes
     |could) (?:be )?(?:think|believe|guess|expect|hope|claim)|(?:people
     |students|beginners) (?:may|often|sometimes) write
     |(?:some|many|other|several|certain|a few) (?:authors|people|texts|books|papers|writers
     |sources)|(?:not|n['’]t|never) (?:true|hold|have|the case|correct
     |mean|write|conclude|say|think|believe))\b)<until>_
  zh (?:错误|误认为|误以为|误解|容易(?:认为|以为|写成)|不能认为|矛盾|反证|是否有|并不(?:有|成立)
     |(?:有些|有的|一些|某些|其他)(?:人|作者|文献|教材|书|资料|论文)|有人)<~30>_
hypothetical: mistake | * | sentence
  en _[.,]? ?(?:(?:this |which |that )?(?:is|are|was|would be|being) (?:clearly |obviously |simply
     |just |also )?(?:false|wrong|incorrect|not (?:true|correct|valid|the case|right|what)
     |a (?:common )?mistake|invalid|nonsense)|(?:which )?(?:fails?\b|breaks down|is violated
     |do(?:es)? not hold|cannot (?:hold|be (?:true|right)))|\?)
  zh _ ?[,，.。]?(?:这)?(?:是错的|是错误的|不对|不正确|不成立|不再成立|吗|是否成立|[?？])
withdrawn: not assumed | CKVQZEIT | onward
  en (?:\b(?:not|n['’]t|no longer|never|nor|without(?! loss)|drop\w*|lift\w*|relax\w*|abandon\w*
     |give up|remov\w+|discard\w*|forget\w*)\b<~40>\b(?:assum\w+|suppos\w+|requir\w+|condition
     |impos\w+|constraint|restrict\w*|hypothesis|need\w*|insist\w*)\b|\bneeds? not\b)<,40>_
  zh (?:不(?:再)?|无需|无须|不必|不用|没有|并未|并不|去掉|放弃|取消|舍弃|放宽|不需要)(?:要)?(?:假设
     |假定|要求|设|限制|条件|约束)<,14>_
withdrawn: either way | CKVQZEI | sentence
  en \b(?:whether(?: or not)?|regardless of (?:whether|if)|no matter (?:whether|if)
     |irrespective of (?:whether|if)|even (?:if|when)|with or without)<that>_
  zh (?:无论|不论|不管|是否)<,14>_
withdrawn: not assumed | CKVQZEI | onward
  en _(?:,? (?:is|are|was)(?: not|n['’]t) (?:assumed|needed|required|imposed|necessary)| (?:need
     |must|does|do)(?: not|n['’]t) (?:hold|be (?:true|assumed|satisfied))| or not\b)
  zh _ ?(?:与否|是否成立|(?:这一|这个|的|这)?(?:假设|限制|条件|约束|假定)(?:不|可以去))
supposition: complement | CKVIQZER | case turned
  en \b(?:unless|except(?:ing)?(?: when| if| for| where| in case| at)?|excluding|other than(?: when
     | for| if)?|apart from|away from|outside)<that>_
  zh (?:除非|除了|除去|除|排除)(?:在|当|了)? ?<,14>_
hypothetical: event | EVQKC | sentence
  en \b(?:events?|(?:probabilit(?:y|ies)|likelihood|chances?|odds) (?:of|that|for)) (?:the )?_
  zh (?:事件|发生) ?_
hypothetical: event | EVQKC | sentence
  en _(?: (?:and|or) [EVQKC])?,? (?:to |has |have |also |can |may |must |will )*(?:happen|occur)
  zh _ ?(?:和|与|或)? ?[EVQKC]? ?(?:同时|单独|就|也)?(?:必须)?(?:已)?(?:发生|出现)
hypothetical: negated | CKVQZEIMRU | sentence
  en \b(?:not|n['’]t|never|neither|nor|cannot|hardly|no|had (?:we|it|they)|if only|were it
     |rather than|instead of|as opposed to)\b<,25>_
  zh (?:不存在|而不是|而非|并非|不是|没有|不会有|不等于|本应|本来应)<,14>_
definition: let | ED | onward
  en \blet,? up to [a-z -]{1,40}(?:,|be) |\bup to [a-z -]{1,40},? let <4>_
hypothetical: mentioned | * | sentence
  en \bcases? (?:of |where |that |when )?_,? (?:is|are|was|were|will be|has been|follows|needs
     |requires|can be|remains)\b
hypothetical: condition | QZED | sentence
  en \b(?:[NX] (?:is|are|be)|call(?:ed|s)?|said to be)\b (?:[a-z-]+ ){1,6}(?:if|when(?:ever)?)
     (?: we have| it holds that| for (?:all|every|each|some) N)?[:,]? _
hypothetical: elsewhere | C | sentence
  en N (?:is|equals) (?:1|one|0|zero) (?:if|when|iff|if and only if|only if|exactly (?:if|when)) _
  zh N ?(?:是|为|等于) ?[01] ?(?:当且仅当|当|如果) ?_
hypothetical: condition | CKVQZEID | sentence
  en \b(?:if and only if|iff|exactly (?:when|if)|precisely (?:when|if))<-5>[:,]? _
convention | QZEVA | onward
  en \b(?:convention|convene|agree|understood)\w*\b<~60>_
  zh (?:约定|规定|惯例)<,14>_
rival: replaces | EVD | onward
  en \b(?:as (?:a |an |our )?(?:second|third|another|further|different|other|alternative|new
     |last) (?:[a-z0-9-]+ )?|<instead>|another (?:[a-z0-9-]+ )?(?:example|choice|option|variant
     |possibility|definition|loss|function)|redefin\w+|a different (?:[a-z0-9-]+ ){1,2}|chang\w+ the
     |(?:could|can|may|might|let us|we) (?:also |simply |just
     |now )?(?:ignor\w+|drop\w*|neglect\w*|omit\w*|leav\w+ out|replac\w+)
     |end up with)[^.;DEQV]{0,100}_
  zh (?:另一(?:个|种)|再举|第二个例|改(?:用|为|成|取)|换成|重新定义|不妨改|或者(?:用|取|定义)
     |也可以(?:用|取|定义)|替换
     |(?:忽略|略去|去掉|舍去|省略)(?!<~12>(?:高阶|小量|小项|误差)))[^。;DEQV]{0,40}_
rival: replaces | E | onward
  en _,? instead\b
approximate | QZEVAD | sentence
  en \b(?:roughly|approximat\w+|nearly|almost|asymptotically|for (?:very |sufficiently )?(?:small
     |large|big|tiny)|to (?:first|second|leading|lowest) order|linear(?:is|iz)\w+|taylor
     |up to (?:an? |the |irrelevant |additive |multiplicative )*(?:constants?|factors?|terms?
     |scaling|normali[sz]ation)|ignoring|neglect\w*|(?:as|when|if|in the limit(?: of| as)?
     |for) L)(?![\w-])<~80>_
  zh (?:近似|约等于|大约|约为|大致|渐近|泰勒|一阶展开|线性化|忽略|略去|很小时|足够小时|充分大时
     |至多差)<~40>_
approximate | QZEVD | sentence
  en _[.,]? ?(?:roughly|approximately|nearly|for (?:small|large)|to (?:first|second|leading) order
     |up to (?:an? |the )?(?:additive |multiplicative )?(?:constant|factor|term)s?|(?:as|when
     |in the limit) L)\b
  zh _ ?[,，]?(?:近似成立|的近似|只差一个常数|相差一个常数)
update: update | ED | case
  en \b(?:updat\w+|iterat\w+|recursion|gradient (?:descent|step)(?: step| is| reads)?|next iterate
     |algorithm (?:is|reads|iterates|repeats|sets)|assign\w*)\b[^.;DEQV]{0,60}_
  zh (?:更新(?:规则|公式|方程|步骤|式|参数|权重)?|迭代|赋值|梯度下降)[^。;DEQV]{0,20}_
constraint: constraint | QZEVICKD | block
  en \b(?:subject to|s\.t\.|such that|constrain(?:ts?|ed)|under the conditions?|normal equations?
     |(?:boundary|initial|normali[sz]ation) conditions?)(?: set| that| of| is| are| to| by)*
     <-5>:? ?_
  zh (?:约束(?:条件)?|使得|满足|边界条件|初始条件|受限于|限制条件)<~14>_
constraint: solve | ZD | block
  en \b(?:set(?:ting)?|equat\w+|put)\b<~60>\b(?:to zero|to 0|equal to (?:zero|0)|= 0)<~60>_
  zh 令<~16>(?:为|等于) ?(?:0|零)<~20>_
constraint: solve | D | case
  en \b(?:minimi[sz]er|maximi[sz]er|optimum|optimal (?:value|choice|solution)|(?<!this )solution
     |fixed point|equilibrium)s?\b(?! (?:is|are) (?:called|denoted))[^.;:D]{0,40}\b(?:is|are|reads?
     |becomes|given by|equals)(?: then| thus| therefore| simply| now)?:? _
  zh (?:最[小大]值点|最优解|极值点|(?<![理分求])解)(?:[^。;D，,得]{0,8})?(?:为|是)[：:]? ?_
constraint: solve | QZEVID | block
  en \b(?:<solve>|<place>|attained (?:at|for|when)|optimality (?:condition|requires)\w*
     |(?:want|wish|have|need|us|you|exercise:?) (?:to )?(?:show|prove
     |find|verify|check)|^ ?(?:show|prove|verify)\b|to be shown|must satisfy|should (?:satisfy
     |equal|be|have)|find \w+<-3> such|we (?:require|demand|impose))(?![\w-])<~40>_
  zh (?:求解(?!<~20>(?:梯度|导))|解方程|解得|方程的解|最[小大]值(?:点)?(?:在|为|是)|极值|最优解
     |驻点|零点|证明|求证|要证|试证|只需证)<~20>_
constraint: solve | Z | block
  en \b(?:set(?:ting)?|equat\w+|put(?:ting)?|requir\w+|demand\w*|impos\w+|want|need\w*|wish
     |would like|seek|look for|forc\w+|must|should)\b<~60>_
  zh (?:令|设|使|要求|需要|希望|让)<~30>_
constraint: solve | QZEV | block
  en _,? (?:to (?:get|find|obtain|solve)|has (?:the|a) solution|can be solved|is solved|(?:as|is
     |are|gives|attains|being) (?:indeed |also )?(?:the|an?|its|our) (?:[a-z-]+ )?(?:constraint
     |solution|minim|maxim|optim|root|zero|stationary|critical|fixed point))
  zh _ ?(?:,?，?可?(?:以)?(?:求解|解得|解出)|(?:的|这一|为)约束|(?:时|处)?<,12>(?:最小值|最大值
     |极值|最优|驻点))
supposition: place | EVQZ | sentence
  en (?<!look )(?<!looking )(?<!arrive )(?<!arrived )(?<!arriving )\bat (?:(?:the|its|this|that
     |each|every|any|an?)(?: [a-z]+){1,3},? )?_
definition: let | EQKD | onward
  en \b(?:let|defin(?:es?|ed|ing)|denot\w+|introduce|abbreviat\w+|(?:we|us|also|and|now
     |then) (?:write|call|set|put)|^ ?(?:write|call|set|put))\b<-7>[:,]? ?_
  zh (?:(?<!的)定义(?!展开|得|可)|(?<!假)设|令|(?<!标)记)<,14>_
supposition: let | CKV | block
  en \b(?:let|set|put|fix|take)(?: us)?(?: now| say| take)? _
  zh (?:设|令|取|记)(?:定|成|为)? ?_
definition: suppose | E | onward
  en \b(?:suppos\w+|assum\w+|consider\w*|tak(?:e|ing)|choos\w+|chose|pick|fix)(?: that| now| then
     | for (?:example|simplicity|instance)| we have)*,? <7>_
  zh (?:假设|假定|考虑|取|选取|选择|采用)<,14>_
definition: where | E | where
  en \b(?:where(?:by|in)?|with|here|namely|i\.e\.,?|that is,?|and|where we (?:use|have|write|set
     |define|put)|by which|given by|defined (?:as|by|to be)|writing|via|through)(?: again| now
     | also| then| as before| as usual)?:? (?:(?:the|our|an?) (?:[a-z0-9-]+ ){1,3})?_
  zh (?:其中|这里|此处|式中|且|并且|以及|即|也就是)[,，:： ]*<,8>_
definition: for | E | case
  en \b(?:for|in case of)(?: the| a| an| our| this| that)? <4>_
  zh 对(?:于)?<,8>_
kind: made of | NX | onward
  en _,? ?(?:\(P|(?:is |be |are |has |have |denotes |as |for )?(?:an? |the )?(?:[a-z-]+ )?(?:(?:of
     )?(?:size |shape |dimensions? )*(?:of )?P|[NX]-dimensional|(?:transpose|inverse|mean|average
     |vector of length|length|dimension) of (?:all )?(?:the )?[NXS]))
  zh _ ?(?:是|为|表示|即)(?:一个)? ?[NXPS] ?(?:维|的?矩阵|的转置|的逆|的平均|的均值)
kind: size | N | onward
  en (?<![a-z-])(?:numbers? of(?: (?!for|in|with|per|to|at|on|we|that)[a-z-]+){1,3}
     |(?:(?<!steps of )(?<!step of )size|dimension(?:ality)?|length)s?)(?: is| are| be| equals| by
     | as|,)? _
  zh (?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度)(?:为|是|等于|记为)? ?_
property: do not commute | N | onward
  en _<~40>\b(?:do|does)(?: not|n['’]t) commute\b
  zh _<~12>不(?:可)?(?:交换|对易)
property | QE | onward
  en \b(?:symmetr(?:ic|y)|orthogonal|orthonormal|unitary|idempotent)\b<means>_
  zh (?:对称|正交|幂等)<~8>(?:即|也就是|[(（,，:：])_
assumption: judge | D | section
  en \b(?:since|because)(?: we know| it holds)?(?: that)?<-3>[:,]? _
  zh (?:因为|由于)<,6>_
assumption: where | D | where
  en \b(?:where|with)(?: again| now| also| we have)?[:,]? _
  zh (?:其中|这里|此处|式中)[^。;A-Z]{0,4}_
assumption: if | D | sentence
  en \b(?:if|when(?:ever)?|provided(?: that)?|as long as|in (?:the )?case(?: that| of)?)<-4>[:,]? _
  zh (?:如果|若|假如|倘若|当)<,8>_
assumption: assume | D | section
  en \b(?:assum\w+|suppos\w+)(?: that)?<-4>[:,]? _
  zh (?:假设|假定)<,8>_
assumption: judge | CKVQZEI | section
  en \b(?:since|because(?: of)?|(?:(?<=[,;(:] )|(?<=^))as|note(?: that)?|recall(?:ing)?(?: that)?
     |noting(?: that)?|using(?: the fact)?(?: that)?|due to|thanks to
     |(?<!given )(?<!defined )(?<!denoted )by|from|knowing|observ\w+|we know
     |(?:sums?|adds?)(?: up)? to (?:one|unity),)(?: that)?(?: we have
     | we know(?: that)?| it holds that| the fact that| always| also)*:? _
  zh (?:(?:因为|由于)<~16>|(?:注意到?|考虑到|根据|利用|由|已知|显然|我们知道|又
     |回忆)[^。;D得]{0,16})_
assumption: judge | QZI | where
  en \b(?:where(?:in)?|with|here)(?: again| now| also| always| we have)*[,:]? _
  zh (?:其中|这里|此处|式中|且|并且|满足)<,8>_
size | VQ | onward
  en (?<![a-z-])(?:number|size|dimension(?:ality)?|width|height|length|count
     |batch size)s?(?: of [a-z -]{1,20})?(?: is| are| equal to| be)? _
  zh (?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度|类数)(?:为|是|等于)? ?_
size | V | onward
  en _ (?:(?:different|hidden|output|input|possible|training|real|data) )*(?:classes|categories
     |samples|examples|points|observations|features|dimensions|layers|units|nodes|words|tokens
     |outcomes|inputs|outputs|states|actions|variables
     |parameters|entries|components|rows|columns|terms|elements|labels|steps|clusters|groups)\b
  zh _ ?(?:个|类|维|种|层)
property: one-hot | V | onward
  en _ (?:for|at|if|when|only for) (?:the |its )?<3>?(?:correct|true|right|target|actual|observed
     |chosen|own)\b<~40>(?:and|,|while|but) (?:with )?[V0](?: for| at
     | in)? (?:all )?(?:the )?(?:others?|rest|remaining|other|C|elsewhere|otherwise|everywhere)
hypothetical: elsewhere | VE | sentence
  en _,? (?:(?:if|when(?:ever)?|for|iff|only if|exactly when) [CKVI]|(?:for|if|when|in|on) (?:the
     |an? |all |every |each |only )?<2>(?:correct|true|right|wrong|positive|negative|others?
     |first|second|last|rest|next|previous|class(?:es)?|examples?|labels?|layers?|outputs?|units?
     |words?|samples?)\b)
  zh _ ?(?:对应|表示|代表)
supposition | CKV | case
  en \b(?:for|at|with|when(?:ever)?|if|where(?:ver)?|while|once
     |in (?!this |that |such )(?:the )?<3>cases?(?: of| that| where| when| in which|,)?
     |(?<!this )(?<!that )(?<!such )cases?(?: \w+)?:?|taking|tak(?:e|es)|choos\w+|setting|putting
     |plug\w* in|substitut\w+|insert\w*|say|given|suppos\w+|assum\w+|evaluat\w+(?: \w+)? at|point
     |consider(?:ing)?|provided|only if|until|e\.g\.,?|for (?:example|instance),?|here
     |under)<that><2>_
  zh (?:当|若|如果|假如|倘若|对于|对|在|取|情况|假设|假定|给定|特别地?|例如|比如|代入(?!得|后|可得
     |上)|代以|将|把|设|令|仅当|只有)<,14>_
claim | V | onward
  en \b(?:we (?:have|get|find|obtain|see that|know)|gives?|yields?|so|hence|thus|therefore|then
     |equals|obtain(?:ing)?|implies|follows(?: that)?|is|that)(?: that)? _
  zh (?:得到?|有|则|所以|因此|故|于是|从而|等于|可知)[:：]? ?_
supposition | CKV | case
  en _,? ?(?:case|we have|we get|gives|yields|:|\))
  zh _ ?(?:时|的时候|的情况|的情形|这种情况|情形|代入|[:：)）])
supposition | CKV | case
  zh (?:^|[(（:：,，]) ?_ ?[)）:：,，]
assumption: if | QZEI | case
  en \b(?:if|when(?:ever)?|in (?!this |that |such )(?:the )?<3>cases?(?: of| that| where| when
     | in which)?|(?<!this )(?<!that )(?<!such )cases?:?|provided|as long as|only if|so long as
     |under|for|once|while|(?<!look )(?<!arrive )(?<!arrived )(?<!arriving )at|say)<that><4>_
  zh (?:当|若|如果|假如|倘若|对于|对|在|仅当|只要|情况)<,14>_
assumption: if | QZEI | case
  zh _ ?(?:时|的时候|的情况|的情形)
assumption: assume | QZI | section
  en \b(?:let|assum\w+|suppos\w+|restrict\w*|hypothes\w+)\b<~60>_
  zh (?:假设|假定|设|令|给定|约定|限制)<~30>_
assumption: judge | QZ | section
  zh (?:所以|因此|于是|从而|即)<,14>_
"""

CONVENTIONS = r"""
convention: einstein
  en \b(?:einstein|summation) (?:summation )?convention|repeated ind\w+ (?:are
     |is) (?:implicitly )?summed|sum over repeated|summation (?:over repeated \w+ )?is (?:implied
     |understood)
  zh (?:爱因斯坦)?求和约定|重复(?:指标|下标)[^。]{0,6}求和
convention: matrices
  en \b(?:singular[- ]value|eigen(?:value)?|spectral|polar|lu|qr|cholesky|schur) ?(?:decompos
     |factori[sz])\w+|\b(?:svd|eigendecomposition|diagonali[sz]ation)\b
  zh (?:奇异值|特征值?|谱|极|qr|lu)分解
convention: numerator
  en \bnumerator[- ]layout
  zh 分子布局
convention: denominator
  en \bdenominator[- ]layout
  zh 分母布局
convention: log base 2
  en \b(?:logarithms?|logs?)\b<~30>\b(?:base|to the base) (?:2|two)\b|\bbase-?(?:2|two) logarithm
     |\bin bits\b|\bbinary logarithm
  zh (?:对数|log)<~12>(?:以 ?2 ?为底|底(?:数)?为 ?2)|以 ?2 ?为底
convention: log base 10
  en \b(?:logarithms?|logs?)\b<~30>\bbase (?:10|ten)\b|\bcommon logarithm|\bdecimal logarithm
  zh 以 ?10 ?为底|常用对数
"""
