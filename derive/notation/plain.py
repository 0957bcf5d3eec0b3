r"""Notation as plain text: alike for what is written alike, and for nothing else."""

from __future__ import annotations

from derive.notation.items import unwrapped
from derive.notation.nodes import (
    Bracket,
    Clause,
    Digits,
    Expression,
    Fraction,
    Head,
    Letter,
    Node,
    Operator,
    Root,
    Scripted,
    Separator,
    Styled,
    Term,
    parts,
)

__all__ = ["plain_text"]


def plain_text(node: Node | None) -> str:
    """A node as a text of its own, alike for nodes that are written alike."""
    match node:
        case None:
            return ""
        case Letter(name=name):
            return name
        case Digits(text=text):
            return text
        case Operator(sign=sign) | Separator(sign=sign):
            return sign
        case Styled(style=style, of=of):
            return (f"{style}:" if style != "plain" else "") + plain_text(of)
        case Scripted(base=base, below=below, above=above, primes=primes):
            said = plain_text(base) + (f"_{_script_text(below)}" if below else "")
            return said + (f"^{_script_text(above)}" if above else "") + "'" * primes
        case Fraction(above=above, below=below):
            return f"({plain_text(above)})/({plain_text(below)})"
        case Root(of=of, degree=degree):
            return f"{plain_text(degree)}√({plain_text(of)})"
        case Bracket(kind="{", inside=inside):
            return plain_text(inside)
        case Bracket(kind=kind, inside=inside):
            return kind + plain_text(inside) + {"(": ")", "[": "]", r"\{": "}"}.get(kind, kind)
        case Term(signs=signs, items=items):
            return signs + "".join(map(plain_text, items))
        case Expression(terms=terms):
            first, *rest = terms
            return plain_text(first) + "".join(
                plain_text(t) if t.signs else "+" + plain_text(t) for t in rest
            )
        case Clause(members=members, relations=relations):
            shown = [plain_text(member) for member in members]
            joined = (r.sign + m for r, m in zip(relations, shown[1:], strict=True))
            return shown[0] + "".join(joined)
        case Head(name=name, below=below, above=above):
            return name + plain_text(below) + plain_text(above)
    return "".join(plain_text(part) for part in parts(node)) if node is not None else ""


def _script_text(script: Node) -> str:
    """A script as text; in braces where it is more than one thing."""
    text, only = plain_text(script), unwrapped(script)
    alone = isinstance(only, Letter | Digits) or (isinstance(only, Bracket) and only.kind != "{")
    return text if alone or len(text) == 1 else f"{{{text}}}"
