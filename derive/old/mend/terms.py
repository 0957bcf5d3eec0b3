"""Slips in terms, undone: a sign, a function, a bracket, a term too many or too few."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notation.nodes import (
    Bracket,
    Clause,
    Expression,
    Fraction,
    Head,
    Letter,
    Operator,
    Root,
    Scripted,
    Term,
    subnodes,
)
from derive.old.mend.names import Names, is_name
from derive.old.mend.spans import (
    Places,
    begin_of,
    expressions_of,
    inner_of,
    is_script,
    is_transposed,
    terms_of,
    whole_of,
)
from derive.syntax.reader.session import Formula

__all__ = ["brackets", "dropped", "functions", "signs"]


def signs(side: Formula, names: Names) -> Iterator[Places]:
    """A minus more or less, before a term or before all of them."""
    whole = whole_of(side)
    if len(whole.terms) > 1:
        yield ((whole.start, whole.start, "-("), (whole.end, whole.end, ")"))
    for expression in expressions_of(side):
        if not _is_index(expression, side):
            for n, term in enumerate(expression.terms):
                yield _flipped(term, n == 0)


def _flipped(term: Term, first: bool) -> Places:
    begin = begin_of(term)
    minus = term.signs.count("-") % 2 == 1
    if not term.signs:
        return ((begin, begin, "-"),)
    return ((term.start, begin, "" if first and minus else "+ " if minus else "- "),)


def _is_index(expression: Expression, side: Formula) -> bool:
    """Whether an expression stands below something."""
    return any(
        node.below is not None and node.below.start <= expression.start
        and expression.end <= node.below.end
        for node in subnodes(side.notation)
        if isinstance(node, Scripted | Head)
    )  # fmt: skip


def functions(side: Formula, names: Names) -> Iterator[Places]:
    """A logarithm, an exponential, a root or a power more or less."""
    for node in subnodes(side.notation):
        match node:
            case Head(name="log" | "exp"):
                yield ((node.start, node.end, ""),)
            case Root(of=of):
                yield ((node.start, node.end, inner_of(side, of)),)
            case Scripted(above=above) if above is not None and not is_transposed(node, side):
                start = side.text.rfind("^", node.base.end, above.start)
                if start < 0:
                    continue
                yield ((start, above.end, ""),)
                said = inner_of(side, above)
                if said.isdigit():
                    yield ((above.start, above.end, f"{{{int(said) + 1}}}"),)
                    yield ((above.start, above.end, str(int(said) - 1)),)
                elif isinstance(node.base, Letter) and node.base.name == "e":
                    yield ((node.start, node.end, f"({said})"),)
    for term in terms_of(side):
        for n, item in enumerate(term.items):
            if isinstance(item, Head):
                if item.name in ("sum", "product"):
                    yield ((item.start, item.start, r"\log "),)
                continue
            if isinstance(item, Operator):
                continue
            said = side.text[item.start : item.end]
            if isinstance(item, Bracket | Fraction) or is_name(item):
                yield ((item.start, item.end, rf"\log {said}"),)
                yield ((item.start, item.end, f"e^{{{said}}}"),)
                yield ((item.start, item.end, rf"\sqrt{{{said}}}"),)
                free = not (isinstance(item, Scripted) and item.above is not None)
                if free and not isinstance(item, Fraction):
                    yield ((item.end, item.end, "^2"),)
            if n == 0 and len(term.items) > 1 and not is_script(term, side):
                row = side.text[item.start : term.end]
                yield ((item.start, term.end, rf"\log ({row})"),)
                yield ((item.start, term.end, f"({row})^2"),)


def brackets(side: Formula, names: Names) -> Iterator[Places]:
    """Parentheses more, less, or elsewhere."""
    for expression in expressions_of(side):
        last = expression.terms[-1]
        if len(expression.terms) > 1:
            # a + b c for (a + b) c, and a - b^2 for (a - b)^2
            for item in last.items[:-1]:
                if not isinstance(item, Operator | Head):
                    yield ((expression.start, expression.start, "("), (item.end, item.end, ")"))
            final = last.items[-1]
            if isinstance(final, Scripted) and final.above is not None:
                sign = side.text.rfind("^", final.base.end, final.above.start)
                yield ((expression.start, expression.start, "("), (sign, sign, ")"))
    for expression in expressions_of(side):
        for n, term in enumerate(expression.terms):
            for item in term.items:
                # a b + c for a (b + c), and a sum that takes the terms behind it
                if n + 1 < len(expression.terms) and not isinstance(item, Operator):
                    begins = item.end if isinstance(item, Head) else item.start
                    for last in expression.terms[n + 1 :]:
                        yield ((begins, begins, "("), (last.end, last.end, ")"))
    for node in subnodes(side.notation):
        if isinstance(node, Bracket) and node.kind == "(":
            inside = node.inside
            yield ((node.start, node.end, side.text[inside.start : inside.end]),)
            # (a + b) c for a + b c: the bracket ends after its first term
            first = inside.parts[0] if len(inside.parts) == 1 else None
            member = first.members[0] if isinstance(first, Clause) else None
            for term in member.terms[:-1] if member is not None else ():
                yield ((term.end, term.end, ")"), (inside.end, node.end, ""))


def dropped(side: Formula, names: Names) -> Iterator[Places]:
    """A term less, ``1 - a`` for ``a``, a quantity as a term more."""
    for expression in expressions_of(side):
        for n, term in enumerate(expression.terms):
            if len(expression.terms) > 1:
                stop = expression.terms[1].start if n == 0 else term.end
                start = term.start
                if n == 0 and expression.terms[1].signs == "+":
                    stop = begin_of(expression.terms[1])
                yield ((start, stop, ""),)
    for term in terms_of(side):
        if is_script(term, side):
            continue
        for item in term.items:
            if is_name(item) or isinstance(item, Fraction):
                said = side.text[item.start : item.end]
                yield ((item.start, item.end, f"(1 - {said})"),)
    for snippet in ("1", *names.quantities):
        for sign in "+-":
            end = side.notation.end
            yield ((end, end, f" {sign} {snippet}"),)
