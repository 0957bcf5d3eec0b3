"""Doubts about names and functions of which nothing is said, or not enough."""

from __future__ import annotations

from unicodedata import combining, normalize

from derive.declared_names import declarations_of
from derive.judging.case import Case, Why, reach
from derive.syntax.tree import Call, Derivative, Entry, Symbol
from derive.syntax.walk import subforms

__all__ = [
    "for_a_name", "introduced", "law_of_a_function", "marked", "stranger", "unknown_function",
    "unsaid_dependence",
]  # fmt: skip


def unknown_function(case: Case) -> Why:
    """A function of which nothing is said, on one side only."""
    for name in sorted(case.built.opaque):
        one, other = _calls(case, name)
        if bool(one) != bool(other):
            return f"nothing says what the function {name} is, which stands on one side only", name
    return None


def law_of_a_function(case: Case) -> Why:
    """``f(x, y) = f(y, x)``, ``f(2x) = 2 f(x)``: a function of which nothing is said may be so."""
    if any(isinstance(part, Derivative) for part in case.parts()):
        return None
    for name in sorted(case.built.opaque):
        one, other = _calls(case, name)
        same = {call.arguments for call in one} == {call.arguments for call in other}
        if not same and not any(call.orders for call in one | other):
            return f"nothing says what the function {name} is, at other arguments", name
    return None


def _calls(case: Case, name: str) -> tuple[set[Call], set[Call]]:
    """The calls of a function on each side."""
    one, other = (
        {part for part in subforms(side) if isinstance(part, Call) and part.function == name}
        for side in case.sides
    )
    return one, other


def stranger(case: Case) -> Why:
    """A name of which nothing is said, on one side only."""
    left, right = (reach(side) for side in case.sides)
    by = {part.wrt.name for part in case.parts() if isinstance(part, Derivative)}
    for name in sorted(left ^ right) if left and right else ():
        if name.partition("[")[0] in left & right:
            continue
        if case.is_stranger(name) and name != "pi" and name not in by:
            return f"nothing says what {name} is, which stands on one side only", name
    return None


#: What marks a point at which something is least or does not move.
_STARS = ("⋆", "*", "∗", "opt", "†")


def marked(case: Case) -> Why:
    r"""``\bar x`` beside entries of x, ``w^\star`` beside w: made of them, and nothing says how."""
    names = declarations_of(case.sides)
    for name, declared in names.items():
        plain, _, above = name.partition("^{")
        base = "".join(c for c in normalize("NFD", plain) if not combining(c))
        whole, star = names.get(base), above.rstrip("}") in _STARS
        if declared.body is not None or base == name or whole is None:
            continue
        if star or len(whole.axes) > len(declared.axes):
            return f"nothing says how {name} is made of {base}", name
    return None


def introduced(case: Case) -> Why:
    """``x̂ = (x − μ)/√(σ² + ε)`` where x̂ is defined without ε: it may be defined anew."""
    left, right = case.sides
    if not isinstance(left, Symbol | Entry) or left.declared is None or left.declared.body is None:
        return None
    for name in sorted(reach(right) - reach(left)):
        declared = declarations_of(case.sides).get(name)
        if declared is not None and declared.body is None:
            return f"{left.name} is defined without {name}", name
    return None


def for_a_name(case: Case) -> Why:
    """``b = 2s + u`` where nothing says what b is: it may be what says so."""
    names = declarations_of(case.sides).values()
    open_ = {d.name for d in names if d.body is None and not d.name.endswith("⁻¹")}
    left, right = (reach(side) & open_ - case.related() for side in case.sides)
    if left - right and right - left and not any(isinstance(p, Derivative) for p in case.parts()):
        return "each side speaks of what the other does not", min(left - right)
    for one, other in (case.sides, case.sides[::-1]):
        if isinstance(one, Symbol | Entry) and one.name in open_ - reach(other):
            return f"it may be an equation for {one.name}", one.name
    return None


def unsaid_dependence(case: Case) -> Why:
    """Derivatives of what is not said to depend on their variable are quantities of their own.

    They may have any values, unless they are related: by another derivative, or by the same name.
    An equation for one of them says itself how it depends.
    """
    found = dict.fromkeys(case.built.derivatives)
    if not found:
        return None
    (of, wrt), *more = found
    others = any(isinstance(part, Derivative) for part in case.parts())
    related = all(f"∂{of}/∂{wrt}" in declarations_of((side,)) for side in case.sides)
    if more or others or not related or of.startswith("∂") or "[" in of:
        return f"nothing says how {of} depends on {wrt}", ""
    return None
