"""Where a text may turn from what it assumed: a sentence that denies or generalises, and of what.

"If $Q$ is not symmetric", "for soft labels", "in the general case": how an assumption ends is said
in more ways than any table holds. So a sentence with a word that denies or generalises, and
one of the assumption's own topic (its fact, its name), makes the assumption doubtful from
there on: it proves nothing any more, and without it nothing is refuted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.discourse.sentences import Sentence
from derive.discourse.statements import Span, Statement
from derive.notation.nodes import letters_of

__all__ = ["OVER", "Turn", "turn_of", "unheard", "with_turns"]

#: The reason of a statement that may be over.
OVER = "may be over"
#: The reason of words that no table holds.
UNHEARD = "words that are not understood"
#: What denies, generalises or replaces.
_CHANGES = re.compile(
    r"\b(?:not|no longer|n['’]t|without|drop\w*|relax\w*|lift\w*|general\w*|arbitrary|any|instead|"
    r"real-valued|continuous|soft|smooth\w*|un\w+ed|non-?\w+|fails?|whatever|now let)\b"
    r"|[不非未无]|去掉|去除|放松|放宽|放弃|取消|一般|任意|任何|改为|换成|连续|实数|实向量|软|平滑|允许|推广"
)
#: What speaks of all that is assumed.
_ALL = re.compile(r"\bassum\w+|\bhypothes\w+|\bcases?\b|\bsettings?\b|假设|假定|条件|情形|情况")
#: The words of a fact, by what it is called.
_TOPICS = {
    "symmetric": r"symmetr|对称",
    "orthogonal": r"orthogonal|orthonormal|正交",
    "one-hot": r"one-? ?hot|1-of|labels?\b|独热|标签",
    "distribution": r"distribution|normali|sums? to|probabilit|概率|归一|分布|和为",
    "positive": r"positiv|negativ|[正负]数?",
    "binary": r"binary|labels?\b|二值|标签",
}
_SAME = {"sums to one": "distribution", "probability": "distribution", "nonnegative": "positive"}
#: Statuses of what may be over.
_MAY_END = frozenset({"property", "assumption", "supposition", "range"})


#: The words of facts that bear on what is true of a name.
_FACTS = re.compile(
    r"\bsymmetric|\borthogonal|\borthonormal|\bone-? ?hot|\bidempotent|\bdistributions?\b|"
    r"\b(?:all|both|each)\b[^.;:D]{0,30}\b(?:equal|same|identical|zero|one)\b|都(?:等于|相等|相同|为)|"
    r"\bpositive\b(?!(?:-| )(?:class|example|sample|semi|definite))|对称|正交|独热|幂等|概率分布"
)


#: What says that a name means something else from there on.
_REDEFINED = re.compile(r"\bredefin\w+|\bnow (?:denotes?|means?|stands? for)\b|改记")
#: A condition that a clause states: how it begins, and that it says how something is.
_CONDITION = re.compile(
    r"\b(?:if(?! and only)|when(?:ever)?|unless|provided(?: that)?|as long as|assuming(?: that)?|"
    r"suppos(?:e|ing)(?: that)?|in (?:the|this|a)(?: [a-z-]+){0,2} case (?:of|that|where|in which)|"
    r"for (?:the|a)(?: [a-z-]+){0,2} case)\b(?P<clause>[^.;:,D]*)"
    r"|^ ?(?:(?:and|but|so|now|then|moreover|similarly|finally|again|also|here),? )?"
    r"(?P<phrase>(?:without|(?:for|with|under|in|at|on|given|away from)\b[^.;:,A-Z]*\b(?:equal|"
    r"zero|no|unit|uniform\w*|balanced|constant|independen\w+|orthogonal|small|large|high|low|hard|"
    r"soft|optim\w+|convergence|equilibrium|limit|absence|simplex|normali[sz]ed|cent(?:e?red)|"
    r"identity|positive|negative|symmetric|diagonal|binary|fair|isotropic|standard\w*))\b"
    r"[^.;:,A-Z]*)(?=,|D)"
    r"|(?:^ ?|[,;] )(?:since|because|as)\b(?P<reason>[^.;:,D]*N[^.;:,D]*)"
    r"|在(?P<case>[^。；;：:，,D]*)(?:情况|情形|条件|前提)下"
    r"|(?:如果|假如|倘若|若|(?<!相)当(?![前于然地作代])|假设(?!空间|的|任何|为)|假定)(?P<klausel>[^。；：;:，,D]*)"
)
#: What is done rather than so: whoever takes a derivative changes nothing.
_DONE = re.compile(
    r"^(?: then| now| that)? (?:we|you|one|i|they|the reader)\b"
    r"(?! (?:assume|suppose|have|know|restrict|ignore|drop|neglect|are|is|fix|set|take|choose|let))"
    r"|^ (?:\w+ing|needed|necessary|possible|desired|read|written|expanded|differentiated)\b"
    r"|^[^一-龥]*(?:我们)?(?:对|求|将|把|代入|展开|计算|利用)"
)

#: Words about what was shown before: where it holds, or that it does not.
_OF_WHAT_WAS_SHOWN = re.compile(
    r"^ ?(?:(?:but|however|note that|of course|clearly|again),? )?(?:this|that|it|(?:the|our) "
    r"(?:last|above|previous|first|second|naive) (?:\w+ )?(?:equations?|identity|equality|formula"
    r"|step|line|relation|expression|result|claim|derivation|answer))(?: [\w’']+){0,4}? (?:holds?"
    r"|true|valid|works?|correct|wrong|false|incorrect|fails?|mistake|invalid|only|requires?"
    r"|needs?|assumes?|nonsense|error)\b"
    r"|^ ?(?:但是?|注意|然而|不过)?[,，]?(?:这|该式|上式|此式|以上|上面的?)[^。]{0,12}"
    r"(?:成立|错|不对|正确|要求|需要|假设|前提)"
)


def unheard(
    sentence: Sentence, said: list[Statement], scope: Span, shown: Span | None
) -> tuple[Statement, ...]:
    """What a sentence says in words that no table holds: nothing that it bears on is refuted.

    The names beside the word of a fact ("suppose for the moment that $S$ is symmetric"), from
    there on; in a sentence with a display all of it, where it states a condition of which no
    formula was understood ("if the weights are all equal"); of the sentence with the last display,
    ``shown``, where it speaks of that ("this holds only for unit vectors").
    """
    found: list[Statement] = []
    if shown is not None and _OF_WHAT_WAS_SHOWN.search(sentence.words) is not None:
        found.append(Statement("unread", sentence.span, shown, letters=("*",), reason=UNHEARD))
    told = any(s.status in ("property", "withdrawn", "assumption", "claim") for s in said)
    spoken = not told and _FACTS.search(sentence.words) is not None
    if spoken or _REDEFINED.search(sentence.words) is not None:
        found += [
            Statement("unread", f.place, scope, f.formula, reason=UNHEARD,
                      letters=tuple(sorted(letters_of(f.formula.notation))))
            for f in sentence.formulas
            if f.shape == "N" and f.formula is not None
        ]  # fmt: skip
    if any(f.shape == "D" for f in sentence.formulas):
        heard = [s.place for s in said if s.status not in ("unread", "hypothetical")]
        for condition in _CONDITION.finditer(sentence.words):
            clause = next(filter(None, condition.groups()), "")
            inside = [f for f in sentence.formulas if condition.start() < f.at < condition.end()]
            known = any(f.place[0] <= a < f.place[1] for f in inside for a, _ in heard)
            if clause.strip() and not known and _DONE.search(clause) is None:
                span = sentence.span
                found.append(Statement("unread", span, span, letters=("*",), reason=UNHEARD))
                break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence that denies or generalises: where, its words, the letters of its formulas."""

    start: int
    words: str
    letters: frozenset[str]
    section: int


def turn_of(sentence: Sentence, section: int) -> Turn | None:
    """The turn that a sentence is, if it is one.

    >>> turn_of(Sentence((40, 60), "for a general matrix N", ()), 0).words
    'for a general matrix N'
    """
    if _CHANGES.search(sentence.words) is None:
        return None
    letters = [letters_of(f.formula.notation) for f in sentence.formulas if f.formula is not None]
    return Turn(sentence.span[0], sentence.words, frozenset().union(*letters), section)


def with_turns(statements: tuple[Statement, ...], turns: tuple[Turn, ...]) -> tuple[Statement, ...]:
    """The statements, each assumption that a later sentence turns from as one that may be over."""
    index = _Turns(turns)
    found: list[Statement] = []
    for statement in statements:
        if statement.status in _MAY_END and statement.said not in ("index", "space"):
            begin, end = statement.scope
            turn = index.first(statement)
            if turn is not None and turn < end:
                statement = replace(statement, scope=(begin, turn), reason=OVER)
        found.append(statement)
    return tuple(found)


class _Turns:
    """Where a text turns, by the topics and letters of which its sentences speak.

    What turns from all that is assumed turns from that of its own section alone, whatever else
    it speaks of; shapes and ranges are not assumed.
    """

    def __init__(self, turns: tuple[Turn, ...]) -> None:
        self.everything = [turn for turn in turns if _ALL.search(turn.words)]
        self.starts = [turn.start for turn in self.everything]
        some = [turn for turn in turns if not _ALL.search(turn.words)]
        self.of_ranges, self.of_others = _by_topic(turns), _by_topic(some)

    def first(self, statement: Statement) -> int | None:
        """Where a text turns first, behind a statement, from what it says."""
        behind = statement.place[1]
        others = statement.status != "range"
        starts = self.of_others if others else self.of_ranges
        found = [_next(starts.get(topic, ()), behind) for topic in _topics_of(statement)]
        at = bisect_right(self.starts, behind)
        # Sections begin in the order of the text, so that a later turn is of no earlier one.
        if others and self.everything[at : at + 1]:
            turn = self.everything[at]
            found.append(turn.start if turn.section <= statement.place[0] else None)
        return min((start for start in found if start is not None), default=None)


def _by_topic(turns: Iterable[Turn]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for turn in turns:
        topics = [("fact", name) for name, words in _TOPICS.items() if re.search(words, turn.words)]
        for topic in (*topics, *(("letter", letter) for letter in turn.letters)):
            found.setdefault(topic, []).append(turn.start)
    return found


def _topics_of(statement: Statement) -> Iterator[tuple[str, str]]:
    """The fact that a statement says, and its letters."""
    yield "fact", _SAME.get(statement.said, statement.said)
    if statement.formula is None:
        return
    clause = statement.formula.clause
    if statement.status == "assumption" and clause is not None and clause.relations:
        yield "fact", "distribution"  # it may say that something sums to one
    sides = [side for side in (statement.left, statement.right) if side is not None]
    for node in sides if len(sides) == 2 else [statement.formula.notation]:
        for letter in letters_of(node):
            yield "letter", letter


def _next(starts: Sequence[int], behind: int) -> int | None:
    at = bisect_right(starts, behind)
    return starts[at] if at < len(starts) else None
