"""What is written, letter by letter, as a key: notation that reads alike has one key."""

from __future__ import annotations

from derive.notation.nodes import (
    Bracket,
    Clause,
    Digits,
    Letter,
    Node,
    Operator,
    Scripted,
    Separator,
    Term,
    parts,
)

__all__ = ["plain"]


def plain(node: Node) -> str:
    r"""What is written, letter by letter, as a key.

    >>> from derive.notation.parse import parse
    >>> plain(parse(r"Z_{o}'(H)"))
    "Z_o'(H)"
    """
    match node:
        case Letter(name=name):
            return name
        case Digits(text=text):
            return text
        case Operator(sign=sign) | Separator(sign=sign):
            return sign
        case Scripted(base=base, below=below, above=above, primes=primes):
            low = f"_{plain(below)}" if below is not None else ""
            high = f"^{plain(above)}" if above is not None else ""
            return plain(base) + low + "'" * primes + high
        case Bracket(kind=kind, inside=inside):
            closing = {"(": ")", "[": "]", r"\{": "}"}
            return plain(inside) if kind == "{" else kind + plain(inside) + closing.get(kind, kind)
        case Clause(members=members, relations=relations):
            signs = ["", *(relation.sign for relation in relations)]
            said = zip(signs, members, strict=True)
            return "".join(sign + ("" if m is None else plain(m)) for sign, m in said)
        case Term(signs=signs_before, items=items):
            return signs_before + "".join(map(plain, items))
    return "".join(map(plain, parts(node)))
