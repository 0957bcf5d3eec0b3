"""Random forms of arrays, and random forms of entries to be gathered."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from derive.syntax.array import (
    Array,
    Diag,
    Gradient,
    Hadamard,
    Identity,
    MatMul,
    Norm,
    Ones,
    Trace,
    Transpose,
    Unit,
)
from derive.syntax.declare import (
    define,
    exp,
    index_set,
    indices,
    matrix,
    samples,
    scalar,
    vector,
)
from derive.syntax.tree import Add, Call, Delta, Mul, Neg, Power, Quotient, Sum, written

m, n = index_set("m"), index_set("n")
SETS = {"m": m, "n": n}
(i, r), (j, k, t) = indices("i r", m), indices("j k t", n)
x, y, z = vector("x", n), vector("y", n), vector("z", n)
b, h = vector("b", m), vector("h", m)
A, B = matrix("A", n, n), matrix("B", n, n)
X = samples("X", m, n)
W = matrix("W", n, m)
c = scalar("c")
s = define("s", 1 / (1 + exp(-X @ x)))

FAMILIES = {f.name: f for f in (x, y, z, b, h, A, B, X, W)}

LETTERS = {"m": (i, r), "n": (j, k, t)}


@cache
def arrays(rows=None, columns=None, depth=3):
    """Forms of one shape; ``None`` is one row or column."""
    leaves = list(_leaves(rows, columns))
    atoms = st.sampled_from(leaves)
    if depth == 0:
        return atoms

    def part(p=rows, q=columns):
        return st.deferred(lambda: arrays(p, q, depth - 1))

    inner = st.sampled_from([None, "m", "n"])
    kinds = [
        atoms,
        st.builds(Neg, part()),
        st.builds(lambda u, v: Add((u, v)), part(), part()),
        st.builds(lambda u, v: Add((u, Neg(v))), part(), part()),
        st.builds(lambda u, v: Mul((u, v)), part(None, None), part()),
        st.builds(lambda f, u: Call(f, (u,)), st.sampled_from(["exp", "tanh", "sigmoid"]), part()),
        st.builds(Transpose, part(columns, rows)),
        inner.flatmap(
            lambda d: st.builds(lambda u, v: MatMul((u, v)), part(rows, d), part(d, columns))
        ),
        st.tuples(inner, inner).flatmap(
            lambda d: st.builds(
                lambda u, v, w: MatMul((u, v, w)), part(rows, d[0]), part(*d), part(d[1], columns)
            )
        ),
    ]
    if rows or columns:
        kinds += [
            st.builds(lambda u, v: Hadamard((u, v)), part(), part()),
            st.builds(lambda u: Add((written(1), Neg(u))), part()),
            st.builds(lambda u: Quotient(u, Add((written(3), Call("tanh", (c,))))), part()),
        ]
    if rows is None and columns is None:
        some = inner.flatmap(lambda d: part(d, None))
        kinds += [
            st.builds(lambda u: Power(Norm(u), written(2)), some),
            st.builds(Norm, some),
            st.sampled_from("mn").flatmap(lambda d: st.builds(Trace, part(d, d))),
            st.builds(lambda u: Power(u, written(2)), part()),
        ]
    if rows and rows == columns:
        kinds += [st.builds(Diag, part(rows, None))]
    return st.one_of(kinds)


def _leaves(rows, columns):
    fits = {
        (None, None): (c, written(2), x[1], s[i], b[i]),
        ("n", None): (x, y, z, X[i], Ones(n), Unit(j), A[None, k]),
        ("m", None): (b, h, s, Ones(m), Unit(i), X[None, j]),
        ("n", "n"): (A, B, Identity(n)),
        ("m", "n"): (X,),
        ("n", "m"): (W,),
        ("m", "m"): (Identity(m), MatMul((written(X), written(W)))),
    }
    if (rows, columns) in fits:
        return map(written, fits[rows, columns])
    return (Transpose(written(v)) for v in fits[columns, rows])


def gradients(depth=2):
    """Derivatives of numbers and columns by arrays."""
    layouts = st.sampled_from(["denominator", "numerator"])
    numbers = st.builds(
        lambda f, w, layout: Gradient(f, written(w), layout),
        arrays(depth=depth),
        st.sampled_from([x, A, X, X[i]]),
        layouts,
    )
    columns = st.builds(
        lambda f, w, layout: Gradient(f, written(w), layout),
        st.sampled_from("mn").flatmap(lambda d: arrays(d, None, depth)),
        st.sampled_from([x, y, b]),
        layouts,
    )
    return numbers | columns


@st.composite
def entries(draw, scope, depth=3):
    """Forms of entries with free indices among ``scope``, mostly of a kind that arrays have."""
    kind = draw(
        st.sampled_from(
            ["atom", "sum", "sum", "product", "product", "add", "neg", "call", "quotient", "power"]
        )
    )
    if depth == 0 or kind == "atom":
        return draw(_entry_atoms(scope))

    def part(inside=scope):
        return draw(entries(inside, depth - 1))

    match kind:
        case "sum":
            index = draw(st.sampled_from([r, k, t]))
            return Sum(part((*scope, index, index)), index)
        case "product":
            return Mul(tuple(part() for _ in range(draw(st.integers(2, 3)))))
        case "add":
            return Add((part(), draw(st.sampled_from([lambda f: f, Neg]))(part())))
        case "neg":
            return Neg(part())
        case "call":
            return Call(draw(st.sampled_from(["exp", "tanh"])), (part(),))
        case "quotient":
            return Quotient(part(), Add((written(1), Call("exp", (part(),)))))
    return Power(part(), written(2))


def _entry_atoms(scope):
    def letter(name):
        there = [index for index in scope if index.over.name == name]
        return st.sampled_from(there or [LETTERS[name][0]])

    one, other = letter("n"), letter("m")
    return st.one_of(
        st.builds(lambda v, a: v[a], st.sampled_from([x, y, z]), one),
        st.builds(lambda v, a: v[a], st.sampled_from([b, h, s]), other),
        st.builds(lambda v, a, d: v[a, d], st.sampled_from([A, B]), one, one),
        st.builds(lambda a, d: X[a, d], other, one),
        st.builds(lambda a, d: W[d, a], other, one),
        st.builds(Delta, one, one),
        st.sampled_from([c, written(1), written(2)]),
    )


__all__ = ["FAMILIES", "Array", "arrays", "entries", "gradients"]
