r"""How a language joins words: lists, phrases, clauses, and what goes on or is over."""

from __future__ import annotations

__all__ = ["PHRASES"]

PHRASES = r"""
joins
  en [ ]?(?:,? ?(?:and|or|as well as|resp\.|and also|and that)|,|;|&|/) ?(?:both |that )?
  zh [ ]?(?:、|,|，|和|与|及|以及|且|或|或者|;|；|和标签|, ?而) ?
is_
  en (?:,? (?:which |that |both |each |all |again |now |here )*(?P<verb>is|are|be|being|denotes?
     |represents?|means|stands for|as|remains?|becomes?|were|was)(?: (?:both|each|all|also|now
     |still|always|again|given by|called|assumed to be|taken to be|known to be|equal to|said to be
     |supposed to be))*|,|\(
     |) ?(?:(?:an?|the|any|some|arbitrary|our|its|just|simply|two|three|real|square|fixed|mutually
     |given|iid) )*(?:[NXP](?:-dimensional|-d|-vector)? (?=[a-z])|length-N )?
     (?:real |complex |square )?
  zh [ ]?[,，]?(?:都|均|分别|各|只|就|也|即|可以|就是|我们)*(?P<verb>是|为|表示|代表|指|服从|作为
     |视为|看作|记为|叫做|称为|:|：|\()(?:一个|一组|某个|任意|该|常见的|给定的|第)?(?:(?:长度|大小
     |形状|维度|维数)为 ?[NXP] ?的| ?[NXP] ?维| ?P ?的?)? ?
phrase
  en (?:(?:total )?number of [a-z0-9-]+|(?:<stops>(?:of )?[a-z0-9'’/-]+(?: |(?=[.,;:)]|$))){1,6})
  zh (?!关于|由|在|从|对(?!称|角)|与|将)[^。;,，()（）:：DNEQVCIXMRJ]{1,14}
before
  en (?:(?<=[\s(,.;:])|^)(?:<stops>(?:of )?[a-z0-9'’/-]+ ){1,6}
  zh (?<![^\s。;,，、()（）:：A-Z的是为和与])(?P<noun>[^。;,，、()（）:：的是为和与A-Z]{1,10})
     (?:(?:记|设)?为 ?)?
denied
  en \b(?:not|n['’]t|non|no|never|need not|unless|without|whether|nor|neither|cannot|than|fails?
     |like an?|as if|except)\b
  zh 不|非|没有|无需|未必|无须|并未|除非|是否
brief
  en \b(?:if|when|whenever|case|unless|whereas|where|for|suppose|once|while)\b
  zh 当|若|如果|假如|倘若|除非|对于
goes_on
  en ^ ?(?:in (?:this|that|such) (?:case|situation)|in which case|under (?:this|that
     |these) (?:assumption|condition)s?|then)\b
  zh ^ ?(?:此时|这时|这种情况下|在这种情况下|在此情况下)
follows
  en \b(?:so(?: that)?|hence|thus|therefore|(?:it|this) (?:follows|gives|means)(?: that)?),? ?
  zh (?:所以|因此|于是|从而|这就?是说)[,，:：]? ?
otherwise
  en \b(?:otherwise|else|in (?:all|the|any) other cases?|in the (?:other|opposite|remaining) cases?
     |if not)\b
  zh 否则|其他情况|其它情况|其余情况|反之
over
  en ^ ?(?:in general|in all cases|in both cases|combin\w+|together|putting|overall|in sum
     |summing up|to sum up|finally|taken together|both cases|collecting|unifying|altogether
     |now consider|for any|for an arbitrary|more generally|generally)\b
  zh ^ ?(?:一般地|一般情况|综上|综合|合并|结合|总之|因此,?，?(?:将|把)?两种|将两种|把(?:上面|两种)
     |接下来|最后|将上面|下面|根据(?:求导的)?链式)
general
  en (?:[,;:.DEQZ] ?|\b(?:and|but|while|whereas|yet|though) )(?:(?:and|but|while|whereas
     |yet) )?(?:in general|(?:more )?generally|in (?:the|a) general (?:case|setting)|in (?:all
     |both) cases|elsewhere|otherwise|away from (?:it|this|that|there|here|zero|the [a-z]+))\b
     |\b(?:for|with) (?:an? |every |any )?(?:general|arbitrary|generic|any|every|all
     |other)(?: (?:other )?(?:values?|choices?) of)? [NXS]
  zh (?:而|但)?在?(?:一般(?:地|情况下|情形下|来说|而言)|通常情况下|否则|其他情况|其它情况|其余情况)
     |对于?(?:一般|任意|其他)的? ?[NXS]
opening
  en \b(?:suppos\w+|assum\w+|let|tak(?:e|ing)|consider\w*|cases?|set|fix|put)\b
  zh 设|令|取|假设|假定|考虑|情况|情形
condition
  en [ ]?(?:if|iff|when(?:ever)?|exactly|precisely|only if|provided|as long as)\b
  zh [ ]?(?:当且仅当|如果|若|当)
picked
  en <~30>\bone-? ?hot\b<~30>\b(?:1|one) (?:for|at|in)(?: the)?<-2>? (?:correct|true|right|target
     |actual|observed|chosen)(?: [a-z-]+)?[ ]
every
  en ,? ?(?:(?:which |and this )?(?:holds |is so |is true ))?(?:for|at|in) (?:all|every|each
     |any)<-2> (?P<of>[NMRSC])
  zh [ ]?,? ?对于?(?:所有|任意|每个?|一切)的? ?(?P<of>[NMRSC])
every_before
  en \b(?:for|at|in) (?:all|every|each|any)<-2> (?P<of>[NMRS])(?:,| that| we have| it holds that
     | one has)*[ ]
  zh 对于?(?:所有|任意|每个?|一切)的? ?(?P<of>[NMRS]) ?,? ?(?:都有|均有|有)? ?
each
  en \b(?:rows|columns|entries|each|every|all)\b<~60>(?:,|:|so that|i\.e\.,?|that is,?)[ ]
  zh (?:每一?[行列个]|各[行列])<~16>[,，:：即] ?
conditional
  en \b(?:if|when(?:ever)?|since|because|as|once|unless|suppose)\b[^.;,A-Z]{0,30}
  zh (?:当|若|如果|假如|倘若|由于|因为|除非)<,10>
given
  en \b(?:for|at|given|provided|with|assuming|in the case)\b[^.;,A-Z]{0,30}
  zh (?:对于|对|在|取)<,10>
also
  en \b(?:and|or|both)\b|&
  zh 和|与|及|且|或|、
goes_behind
  en [ ](?!and\b|or\b|where\b|with\b|for\b|which\b|so\b|then\b|as\b|to\b|is\b|we\b)[a-z]|-| ?[=+(]
  zh [ ]?(?:在|的|关于|处|时|对)
inside
  en \b(?:of|in|on|to|by|from|at|under|over|between|for|into|with)(?: (?:the|an?|our|its|each|this
     |all|two|three))?<-2>[ ]
  zh (?:以|用) ?
inside_of
  en \bof(?: (?:the|an?|our|its|each|this|all))?<-2>[ ]
entries
  en \b(?:entries|elements|components|coordinates|values|probabilities) of (?:the |an? |each )?<2>
one
  en \ban?[ ]
  zh 一个?
singular
  en (?:is|denotes|represents|means|stands for|was|remains|becomes)\Z
rest
  en [ ](?:[a-z]+(?:ed|ing|en)|such|here|too|only|over)\b
  zh [时等后,，]
"""
