"""Random written forms, awkward ones included: trees that no author would build by operators."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from derive.syntax.declare import index_set, indices, matrix, scalar, vector
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Size,
    Sum,
    Written,
)

C = index_set("C")
i, j, k, m = indices("i j k m", C)
FREE = (i, k)
BOUND = (j, m)

x, y, z = vector("x", C), vector("y", C), vector("z", C)
w = matrix("w", C, C)
a, b = scalar("a"), scalar("b")

numbers = st.sampled_from([0, 1, 2, 3, 10, -1, -2, Fraction(1, 2), Fraction(-2, 3)]).map(
    lambda n: Number(Fraction(n))
)


def letters(scope) -> st.SearchStrategy[Written]:
    """Scalars and entries of families at the indices in scope, and at literal ones."""
    index = st.sampled_from([*scope, 0, 2])
    return st.one_of(
        st.sampled_from([a, b]),
        st.builds(lambda v, n: v[n], st.sampled_from([x, y, z]), index),
        st.builds(lambda n, o: w[n, o], index, index),
    )


def forms(depth: int = 4, scope=FREE, *, plain: bool = False) -> st.SearchStrategy[Written]:
    """Forms of at most ``depth`` levels; ``plain`` ones are free of ∂, δ, sizes and f."""
    atoms = letters(scope) | numbers
    if not plain:
        atoms |= st.builds(Delta, st.sampled_from(scope), st.sampled_from(scope)) | st.just(Size(C))
    if depth == 0:
        return atoms
    part = st.deferred(lambda: forms(depth - 1, scope, plain=plain))
    parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    functions = ["exp", "log", "sqrt", "tanh"]
    kinds = [
        atoms,
        st.builds(Add, parts),
        st.builds(Mul, parts),
        st.builds(Mul, parts),
        st.builds(Neg, part),
        st.builds(Quotient, part, part),
        st.builds(Power, part, numbers if plain else numbers | part),
        st.builds(lambda name, f: Call(name, (f,)), st.sampled_from(functions), part),
        sums(depth - 1, scope, plain=plain),
    ]
    if not plain:
        kinds += [
            st.builds(Derivative, part, letters(scope)),
            st.builds(lambda fs: Call("f", fs), parts),
        ]
    return st.one_of(kinds)


@st.composite
def sums(draw, depth, scope, *, plain):
    index = draw(st.sampled_from(BOUND))
    others = [s for s in scope if s != index]
    excluding = draw(st.sampled_from([(), (), tuple(others[:1]), tuple(others[:2])]))
    inner = tuple(dict.fromkeys((*scope, index)))
    return Sum(draw(forms(depth, inner, plain=plain)), index, excluding)
