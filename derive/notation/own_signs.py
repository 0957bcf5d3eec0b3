r"""Signs that a document may give a meaning: brackets with something below, signs between two.

``\|x\|_A``, ``\langle u, v \rangle_W`` and ``a \star b`` are written like functions: a name, which
is the sign with what stands below it, and its arguments.
"""

from __future__ import annotations

from derive.notation.names import Name, listed, plain_text, unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Clauses,
    Expression,
    Item,
    Node,
    Operator,
    Scripted,
    Separator,
    Term,
)

__all__ = ["OWN_SIGNS", "between", "bracket_as_name", "is_sign", "sign_as_name"]

#: Signs between two things that have no meaning of their own here.
OWN_SIGNS = frozenset("⋆∙⋄⊕⊗⊖∘∗⊔∧∨")


def sign_as_name(items: tuple[Item, ...]) -> tuple[Name, Bracket] | None:
    """A left side that is a bracket or two names with a sign between them, as a name."""
    if len(items) == 1:
        return bracket_as_name(items[0])
    if len(items) == 3 and isinstance(items[1], Operator) and items[1].sign in OWN_SIGNS:
        return Name(items[1].sign, node=items[1]), between(items[0], items[2])
    return None


def bracket_as_name(item: Node) -> tuple[Name, Bracket] | None:
    """A norm or a pairing as a name, which has what stands below it; a square may stand above."""
    scripted = item if isinstance(item, Scripted) else None
    bracket = unwrapped(scripted.base) if scripted is not None else item
    if not isinstance(bracket, Bracket) or bracket.kind not in ("‖", "⟨", "|"):
        return None
    below = listed(scripted.below) if scripted is not None else ()
    above = listed(scripted.above) if scripted is not None else ()
    if (not below and bracket.kind != "⟨") or (above and [plain_text(a) for a in above] != ["2"]):
        return None
    return Name(bracket.kind, below=below, above=above, node=item), bracket


def is_sign(name: Name) -> bool:
    """Whether a name is a bracket or a sign, and no letter."""
    return name.stem in ("‖", "⟨", "|") or name.stem in OWN_SIGNS


def between(left: Node, right: Node) -> Bracket:
    """What stands on both sides of a sign, as arguments."""
    start, end = left.start, right.end
    comma = Separator(left.end, right.start, ",")
    parts = tuple(
        Clause(node.start, node.end, (Expression(node.start, node.end, (_term(node),)),), ())
        for node in (left, right)
    )
    return Bracket(start, end, "(", Clauses(start, end, (parts[0], comma, parts[1])))


def _term(node: Node) -> Term:
    return Term(node.start, node.end, "", (node,))  # type: ignore[arg-type]
