r"""Words that give a name a meaning, for its facts and sizes, for cases and assumptions."""

from __future__ import annotations

__all__ = ["CASES"]

CASES = r"""
supposition: place | EVQZ | sentence
  en (?<!look )(?<!looking )(?<!arrive )(?<!arrived )(?<!arriving )\bat (?:(?:the|its|this|that
     |each|every|any|an?) <2>?(?:points?|minim\w+|maxim\w+|optim(?:um|a)|centre|center|origin
     |boundary|edge|equilibrium|extremum|saddle|peak|vertex|roots?|zeros?|solution|middle|midpoint
     |mean|mode|start|place|position|value|limit|[a-z]+ation),? )?_
rival: replaces | EV | onward
  en \b(?:as (?:a |an |our )?(?:second|third|another|further|different|other|alternative|new
     |last) (?:[a-z0-9-]+ )?|<instead>|another (?:[a-z0-9-]+ )?(?:example|choice|option|variant
     |possibility|definition|loss|function)\b|redefin\w+|a different (?:[a-z0-9-]+ ){1,2}
     |some(?: people)? prefer|chang\w+ the)<~60>_
rival: replaces | E | onward
  en _,? instead\b
rival: replaces | EV | onward
  zh (?:另一(?:个|种)|再举|第二个例|改(?:用|为|成|取)|换成|重新定义|不妨改|或者(?:用|取|定义)
     |也可以(?:用|取|定义)|替换为)<~30>_
definition: let | EQK | onward
  en \b(?:let|defin\w+|denot\w+|introduc\w+|abbreviat\w+|(?:we|us|let's|also|and|now|then) (?:write
     |call|set|put)|^ ?(?:write|call|set|put)|writing|setting|putting|call(?:ing|ed)|notation
     |shorthand|short for|for short)\b:? ?(?:us |that )?<7>_
  zh (?:设|令|记|定义|记作|记为|表示为|写作|写成|引入|称|简记|我们有定义)<,14>_
definition: let | EQ | onward
  en \b(?:denot\w+|call\w*|writ\w+|abbreviat\w+|defin\w+|express\w*)\b<~80>\b(?:by|as
     |for) (?:the )?_
supposition: let | CKV | block
  en \b(?:let|assum\w+|suppos\w+)\b<,40> and _
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
range: sized | N | onward
  en _,? ?(?:\(|of (?:size|shape|dimensions?) |(?:is|be|are|has
     |have) (?:an? |the )?(?:[a-z-]+ )?(?:(?:size|shape|dimensions?) )?(?:of (?:size|shape
     |dimensions?) )?)P
range: sized | N | onward
  en P (?:[a-z-]+ )?(?:matri\w+|arrays?|tensors?) _
range: sized | N | onward
  en _,? (?:is |be |are )(?:an? |the )?(?:[a-z]+ )?[NX]-dimensional\b
range: sized | N | onward
  en [NX]-dimensional <2>vectors? _
  zh [NX] ?维(?:的)?(?:实|列|行)?向量 ?_
range: sized | N | onward
  en _,? ?(?:is |be )?(?:an? |the )?(?:[a-z]+ )?(?:vector )?of (?:length|dimension|size) N
  zh _ ?(?:是|为)(?:一个)? ?[NXP] ?(?:维|的?矩阵)
kind: size | N | onward
  en (?<![a-z-])(?:numbers? of(?: (?!for|in|with|per|to|at|on|we|that)[a-z-]+){1,3}
     |(?:(?<!steps of )(?<!step of )size|dimension(?:ality)?|length)s?)(?: is| are| be| equals| by
     | as|,)? _
  zh (?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度)(?:为|是|等于|记为)? ?_
property: do not commute | N | onward
  en _<~40>\b(?:do|does)(?: not|n['’]t) commute\b
  zh _<~12>不(?:可)?(?:交换|对易)
kind: transpose of | NX | onward
  en _,? (?:(?:is|be|denotes|as|for) )?(?:the )?transpose of(?: the)?(?: [a-z0-9-]+)? [NX]
  zh _ ?(?:是|为|表示|即) ?[NX] ?的转置
kind: inverse of | NX | onward
  en _,? (?:(?:is|be|denotes|as|for) )?(?:the )?inverse of(?: the)?(?: [a-z0-9-]+)? [NX]
  zh _ ?(?:是|为|表示|即) ?[NX] ?的逆
kind: mean of | NX | onward
  en _,? (?:(?:is|be|denotes|as|for) )?(?:the )?(?:sample |arithmetic )?(?:mean
     |average) of(?: all)?(?: the)?(?: [a-z0-9-]+)? [NXS]
  zh _ ?(?:是|为|表示|即) ?[NXS] ?的(?:平均|均值)
assumption: judge | QZE | section
  en \b(?:sums?|adds?)(?: up)? to (?:one|1|unity)\b<means>_
property: symmetric | QE | onward
  en \b(?:symmetr(?:ic|y))\b<means>_
  zh (?:对称)<~8>(?:即|也就是|[(（,，:：])_
property: orthogonal | QE | onward
  en \b(?:orthogonal|orthonormal|unitary)\b<means>_
  zh (?:正交)<~8>(?:即|也就是|[(（,，:：])_
property: idempotent | QE | onward
  en \b(?:idempotent)\b<means>_
  zh (?:幂等)<~8>(?:即|也就是|[(（,，:：])_
property: involutory | QE | onward
  en \b(?:involutory)\b<means>_
property: unit | QE | onward
  en \b(?:unit|normali[sz]ed)\b<means>_
  zh (?:归一化|单位)<~8>(?:即|也就是|[(（,，:：])_
claim | EQZ | onward
  zh 由 ?_ ?(?:给出|得出|得到|表示)
constraint: solve | V | block
  en _,? (?:is|are|gives|attains|as|being) (?:indeed |also )?(?:the|a|an
     |its) (?:[a-z-]+ )?(?:solution|minim|maxim|optim|root|zero|stationary|critical|fixed point)
  zh _ ?(?:时|处)?<,12>(?:最小值|最大值|极值|最优|驻点)
assumption: judge | QZEI | section
  zh (?:(?:因为|由于)<~16>|(?:注意到?|考虑到|根据|利用|由|已知|显然|我们知道|又
     |回忆)[^。;D得]{0,16})_
assumption: judge | CKVQZEI | section
  en \b(?:since|because(?: of)?|(?:(?<=[,;(:] )|(?<=^))as|note(?: that)?|recall(?:ing)?(?: that)?
     |noting(?: that)?|using(?: the fact)?(?: that)?|due to|thanks to
     |(?<!given )(?<!defined )(?<!denoted )by|from|knowing|observ\w+|we know)(?: that)?(?: we have
     | we know(?: that)?| it holds that| the fact that| always| also)*:? _
assumption: judge | CKV | case
  zh (?:因为|由于|注意到?|已知|我们知道) ?_
assumption: judge | QZI | where
  en \b(?:where(?:in)?|with|here)(?: again| now| also| always)* _
  zh (?:其中|这里|此处|式中|且|并且|满足)<,8>_
size | VQ | onward
  en (?<![a-z-])(?:number|size|dimension(?:ality)?|width|height|length|count
     |batch size)s?(?: of [a-z -]{1,20})?(?: is| are| equal to| be)? _
size | V | onward
  zh _ ?(?:个|类|维|种|层)
size | V | onward
  en _ (?:(?:different|hidden|output|input|possible|training|independent|free|real
     |data) ){0,2}(?:classes|categories|samples|examples|points|observations|features|dimensions
     |layers|units|neurons|nodes|words|tokens|outcomes|inputs|outputs|states|actions|variables
     |parameters|entries|components|rows|columns|terms|elements|labels|bits|sides|steps|channels
     |heads|players|particles|agents|clusters|groups|experts)\b
  zh (?:个数|数量|数目|总数|维度|维数|大小|类别数|样本数|长度|类数)(?:为|是|等于)? ?_
property: one-hot | V | onward
  en _ (?:for|at|if|when|only for) (?:the |its )?<3>?(?:correct|true|right|target|actual|observed
     |chosen|own)\b<~40>(?:and|,|while|but) (?:with )?[V0](?: for| at
     | in)? (?:all )?(?:the )?(?:others?|rest|remaining|other|C|elsewhere|otherwise|everywhere)
property: one-hot | NV | onward
  zh _[^D。;]{0,14}(?:只|仅)(?:会)?有一个[^D。;]{0,8}(?:是|为|等于) ?1[^D。;]{0,10}(?:其他|其余
     |其它)[^D。;]{0,10}(?:0|零)
property: one-hot | V | onward
  en _ (?:if|when|only if|iff|where) N (?:is|denotes|=|equals) (?:the )?<2>?(?:correct|true|right
     |target|actual|observed|label)\b<~30>(?:and|,) (?:it is )?(?:V|0|zero) (?:otherwise|else
     |if not)
property: one-hot | N | onward
  en _ (?:is|equals|has) (?:1|one|a 1|a one) (?:for|at|only for|in) (?:the |its )?<~40>(?:and
     |,) (?:is )?(?:0|zero)s? (?:for|at|elsewhere|everywhere|otherwise|in|for)
property: sums to one | NX | onward
  en _'?s? ?(?:all |always |must |should |which |that )?(?:sums?|adds?) (?:up )?to (?:one|1
     |unity)\b
  zh _ ?(?:的)?(?:总)?(?:之)?(?:和|加起来|求和|加总)(?:为|是|等于) ?1
hypothetical: cases | VE | sentence
  en _,? (?:if|when(?:ever)?|for|iff|only if|exactly when) [CKVI]
hypothetical: elsewhere | V | sentence
  en _,? (?:for|if|when|in|on) (?:the |an? |all |every |each |only )?<2>(?:correct|true|right|wrong
     |positive|negative|other|others|first|second|third|last|rest|remaining|next|previous
     |class(?:es)?|examples?|labels?|layers?|outputs?|units?|words?|targets?|samples?|points?)\b
  zh _ ?(?:对应|表示|代表)
hypothetical: mentioned | CKVQZEI | sentence
  en \bcases? (?:of |where |that |when )?_,? (?:is|are|was|were|will be|has been|follows|needs
     |requires|can be|remains)\b
constraint: condition | QZE | sentence
  en \b(?:[NX] (?:is|are|be)|call(?:ed|s)?|said to be)\b (?:[a-z-]+ ){1,6}(?:if|iff|if and only if
     |when(?:ever)?|(?:exactly|precisely) (?:when|if)) _
hypothetical: equivalence | CKVQZEI | sentence
  en \b(?:if and only if|iff|exactly when|precisely when|exactly if) <5>_
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
claim | E | onward
  zh 函数 ?_ ?时(?:会|将)
supposition | C | case
  en (?:[(\[:]|^) ?_
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
  en \b(?:let|assum\w+|suppos\w+|given|restrict\w*|impos\w+|fix|take|hypothes\w+|condition)\b<~60>_
  zh (?:假设|假定|设|令|给定|约定|限制)<~30>_
assumption: judge | QZ | section
  zh (?:所以|因此|于是|从而|即)<,14>_
range | M | case
  en _
  zh _
range | RS | case
  en _
  zh _
"""
