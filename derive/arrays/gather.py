"""From entries back to arrays: ``Σ_i X_ij (h_i − y_i)`` at j is ``Xᵀ (h − y)``.

The way back from ``derive.arrays.lower``. What depends on one open index is a column, on
two a matrix; sums of products are contracted in ``derive.arrays.contract``; numbers are
added entry by entry, other scalars times a column of ones.

What this file cannot do: it changes no form by algebra, apart from multiplying out where
that gives arrays. Restricted sums, diagonals of matrices and functions known by name only
have no form in arrays here.
"""

from __future__ import annotations

from fractions import Fraction

from derive.arrays.algebra import chain, scaled, transposed
from derive.arrays.contract import Edge, Graph, NoArray, hadamard
from derive.arrays.shapes import ENTRYWISE, ShapeError, shape_of
from derive.syntax.array import (
    Array,
    Diag,
    Gradient,
    Identity,
    MatMul,
    Norm,
    Ones,
    Unit,
    has_arrays,
)
from derive.syntax.tree import (
    Add,
    Call,
    Delta,
    Derivative,
    Entry,
    Index,
    Mul,
    Neg,
    Number,
    Power,
    Quotient,
    Sum,
    Written,
)
from derive.syntax.walk import free_indices, map_children, node_count, rename_index

__all__ = ["gathered"]

ONE = Number(Fraction(1))
TWO = Number(Fraction(2))
MAX_TERMS = 64

At = tuple[Index, ...]


def gathered(
    form: Written, row: Index | None = None, column: Index | None = None
) -> Written | None:
    """The array whose entry at ``row`` and ``column`` is the form; ``None`` where there is none.

    With no row, the number that the form is, its sums written as products of arrays.

    >>> from derive import Sum, index_set, indices, matrix, vector
    >>> m, n = index_set("m"), index_set("n")
    >>> (i,), (j,) = indices("i", m), indices("j", n)
    >>> X, h, y = matrix("X", m, n), vector("h", m), vector("y", m)
    >>> print(gathered(Sum(X[i, j] * (h[i] - y[i]), i), j))
    Xᵀ (h − y)
    >>> print(gathered(Sum(h[i] * y[i], i)))
    hᵀ y
    """
    at = tuple(index for index in (row, column) if index is not None)
    try:
        found = _gather(form, at)
        shape = shape_of(found)
    except (NoArray, ShapeError, RecursionError):
        return None
    wanted = tuple(index.over for index in at)
    if wanted != tuple(over for over in (shape.rows, shape.columns) if over is not None):
        return None  # a number, which is only added entry by entry
    return found if has_arrays(found) else None


def _gather(form: Written, at: At) -> Written:
    """The form at its open indices: a number, a column or a matrix."""
    if isinstance(form, Delta) and form.left == form.right:
        form = ONE
    depends = tuple(index for index in at if index in free_indices(form))
    if len(depends) < len(at):
        return _widened(form, depends, at)
    match form:
        case Neg(operand):
            return scaled(_gather(operand, at), [], negative=True)
        case Add(terms):
            pieces = tuple(_term(t, at) for t in terms)
            return min(Add(pieces), _total(pieces), key=node_count)
        case Mul() | Sum():
            return _smallest(form, at)
        case Quotient(above, below):
            return _quotient(form, above, below, at)
        case Power(base, exponent):
            return _power(base, exponent, at)
        case Call(function, arguments):
            if at and function not in ENTRYWISE:
                raise NoArray(f"{function} is known by its name only")
            found = tuple(_part(a, at) for a in arguments)
            match found:
                case (Power(Norm() as norm, exponent),) if function == "sqrt" and exponent == TWO:
                    return norm
            return Call(function, found, form.orders)
    return _atom(form, at)


def _atom(form: Written, at: At) -> Written:
    """What has no parts that are gathered: entries, δ, derivatives."""
    if not at:
        return map_children(form, lambda part: part)
    match form:
        case Entry(name, indices, declared):
            order = tuple(i for i in indices if i in at)
            if len(order) != len(at):
                raise NoArray("a diagonal")
            whole = Array(name, tuple(None if i in at else i for i in indices), declared)
            return whole if order == at else transposed(whole)
        case Delta(left, right):
            if len(at) == 2:
                return Identity(at[0].over)
            return Unit(right if left == at[0] else left)
        case Derivative(of, Entry() as wrt):
            by = tuple(i for i in at if i in wrt.indices)
            inside = tuple(i for i in at if i in free_indices(of))
            if by == at and not inside:
                by_whole = _atom(wrt, at)
                if isinstance(by_whole, Array):
                    return Gradient(of, by_whole)
                return transposed(Gradient(of, _array(transposed(by_whole))))
            if len(by) == 1 and len(inside) == 1 and by != inside:
                jacobian = Gradient(_gather(of, inside), _array(_atom(wrt, by)), "numerator")
                return jacobian if inside == at[:1] else transposed(jacobian)
    raise NoArray(f"{type(form).__name__} has no form in arrays")


def _array(form: Written) -> Array:
    assert isinstance(form, Array)
    return form


def _widened(form: Written, depends: At, at: At) -> Written:
    """A form that does not depend on all of the indices, as an array that does not vary."""
    part = _gather(form, depends)
    if not depends:
        ones: Written = Ones(at[0].over)
        if len(at) == 2:
            ones = chain(ones, transposed(Ones(at[1].over)))
        return scaled(ones, [part])
    if depends == at[:1]:
        return chain(part, transposed(Ones(at[1].over)))
    return chain(Ones(at[0].over), transposed(part))


def _term(form: Written, at: At) -> Written:
    """A term of a sum: a number stands for itself at every entry."""
    inside = form.operand if isinstance(form, Neg) else form
    return form if isinstance(inside, Number) else _gather(form, at)


def _part(form: Written, at: At) -> Written:
    """A part of what is done entry by entry: a number or a full array."""
    return _gather(form, at if free_indices(form) & set(at) else ())


def _quotient(form: Written, above: Written, below: Written, at: At) -> Written:
    depends = tuple(index for index in at if index in free_indices(below))
    if depends and depends != at:
        return _smallest(form, at)
    top = _part(above, at)
    return scaled(Quotient(_absolute(top), _part(below, at)), [], negative=isinstance(top, Neg))


def _absolute(form: Written) -> Written:
    return form.operand if isinstance(form, Neg) else form


def _power(base: Written, exponent: Written, at: At) -> Written:
    if not at:
        return Power(_gather(base, ()), _gather(exponent, ()))
    if free_indices(exponent) & set(at):
        raise NoArray("an exponent that varies")
    found = _gather(base, at)
    if len(at) == 1:
        return Power(found, _gather(exponent, ()))
    if exponent == TWO:
        return hadamard(found, found)
    raise NoArray("a power of a matrix's entries")


# -- products and sums


def _smallest(form: Written, at: At) -> Written:
    """The smaller of the forms as it stands and multiplied out, of those that there are."""
    found: list[Written] = []
    reason = NoArray("")
    for terms in dict.fromkeys(((form,), _terms(form, False), _terms(form, True))):
        try:
            found.append(_total(tuple(_product(term, at) for term in terms)))
        except NoArray as error:
            reason = error
    if not found:
        raise reason
    return min(found, key=node_count)


def _total(pieces: tuple[Written, ...]) -> Written:
    """A sum; a minus, scalars or a matrix that stand before or behind every term stand once."""
    if len(pieces) == 1:
        return pieces[0]
    if all(isinstance(piece, Neg) for piece in pieces):
        return Neg(_total(tuple(_absolute(piece) for piece in pieces)))
    inside = [_absolute(piece) for piece in pieces]
    left = [list(p.factors[:-1]) if isinstance(p, Mul) else [] for p in inside]
    common = [s for s in tuple(left[0]) if _take(s, left)]
    if not common:
        return _with_common_matrix(pieces)
    arrays = [p.factors[-1] if isinstance(p, Mul) else p for p in inside]
    signs = [isinstance(piece, Neg) for piece in pieces]
    triples = zip(arrays, left, signs, strict=True)
    return scaled(_total(tuple(scaled(a, s, negative=n) for a, s, n in triples)), common)


def _with_common_matrix(pieces: tuple[Written, ...]) -> Written:
    """``A B − A C = A (B − C)``, and ``B A − C A = (B − C) A``."""
    inside = [_absolute(piece) for piece in pieces]
    products = [p.factors if isinstance(p, MatMul) else () for p in inside]
    for end, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        if all(factors and factors[end] == products[0][end] for factors in products):
            terms = (
                scaled(chain(*factors[rest]), [], negative=isinstance(piece, Neg))
                for factors, piece in zip(products, pieces, strict=True)
            )
            common, left = products[0][end], _total(tuple(terms))
            return chain(common, left) if end == 0 else chain(left, common)
    return Add(pieces)


def _take(scalar: Written, left: list[list[Written]]) -> bool:
    """Take a scalar out of every term, if every term has it."""
    if not all(scalar in scalars for scalars in left):
        return False
    for scalars in left:
        scalars.remove(scalar)
    return True


def _product(form: Written, at: At) -> Written:
    """A product under sums, by its graph."""
    reading = _Reading(at)
    reading.take(form, inverse=False)
    return reading.gathered()


class _Reading:
    """Takes a product under sums apart into its factors, every bound letter a new one."""

    def __init__(self, at: At) -> None:
        self.at = at
        self.graph = Graph()
        self.bound: list[Index] = []
        self.factors: list[tuple[Written, bool]] = []
        self.diagonal = False

    def take(self, form: Written, *, inverse: bool) -> None:
        match form:
            case Neg(operand):
                self.graph.negative = not self.graph.negative
                self.take(operand, inverse=inverse)
            case Mul(factors):
                for factor in factors:
                    self.take(factor, inverse=inverse)
            case Quotient(above, below):
                self.take(above, inverse=inverse)
                self.take(below, inverse=not inverse)
            case Sum(body, index, ()) if not inverse:
                fresh = self.fresh(index, body)
                self.bound.append(fresh)
                self.take(rename_index(body, index, fresh), inverse=False)
            case Sum(_, _, excluding) if excluding:
                raise NoArray("a sum that leaves points out")
            case _:
                self.factors.append((form, inverse))

    def fresh(self, index: Index, body: Written) -> Index:
        """A letter for a bound index that nothing around it has."""
        taken = {i.name for i in (*self.at, *self.bound, *free_indices(body))}
        number = 1
        while f"#{number}" in taken:
            number += 1
        return Index(f"#{number}", index.over)

    def gathered(self) -> Written:
        self.use_deltas()
        for factor, inverse in self.factors:
            self.place(factor, inverse)
        self.graph.eliminate(self.bound)
        if not self.at:
            return self.graph.number()
        row = self.at[0]
        if self.diagonal:
            return self.spread(row)
        if len(self.at) == 1:
            return self.graph.column(row)
        return self.graph.matrix(row, self.at[1])

    def spread(self, row: Index) -> Written:
        """What stands with ``δ_rc``, on the diagonal."""
        column = self.graph.column(row)
        match column:
            case Ones(over):
                return Identity(over)
            case Mul((*scalars, Ones(over))):
                return scaled(Identity(over), scalars)
            case Neg(Ones(over)):
                return Neg(Identity(over))
        return chain(Diag(column)) if not isinstance(column, Neg) else Neg(Diag(column.operand))

    def use_deltas(self) -> None:
        """``Σ_j δ_jk f(j) = f(k)``; ``δ_rk f(r) = δ_rk f(k)``; ``δ_rc`` is a diagonal."""
        for n, (factor, inverse) in enumerate(self.factors):
            if not isinstance(factor, Delta) or inverse:
                continue
            left, right = factor.left, factor.right
            if left in self.bound or (right not in self.bound and right in self.at):
                left, right = right, left
            # Now a bound letter stands right, or else one of the open ones left.
            if left == right:
                self.factors.pop(n)
                self.use_deltas()
                return
            if right in self.bound:
                self.bound.remove(_index(right))
                keep, go = left, _index(right)
            elif left in self.at and right in self.at:
                keep, go, self.diagonal = self.at[0], self.at[1], True
            elif left in self.at:
                keep, go = right, _index(left)
                self.graph.above.setdefault(go, []).append(Unit(right))
            else:
                continue
            rest = self.factors[:n] + self.factors[n + 1 :]
            self.factors = [(rename_index(f, go, keep), below) for f, below in rest]
            self.use_deltas()
            return

    def place(self, factor: Written, inverse: bool) -> None:
        graph = self.graph
        letters = free_indices(factor)
        at = tuple(index for index in (*self.at, *self.bound) if index in letters)
        if isinstance(factor, Entry):
            order = tuple(i for i in factor.indices if i in at)
            at = _in_order(at, order)
            if len(order) == 2 and len(at) == 1:
                at = (at[0], at[0])
        match at:
            case ():
                (graph.divisors if inverse else graph.scalars).append(_gather(factor, ()))
            case (index,):
                weights = graph.below if inverse else graph.above
                weights.setdefault(index, []).append(_gather(factor, at))
            case (one, other) if one == other:
                self.loop(factor, one)
            case (one, other) if isinstance(factor, Power) and factor.exponent == TWO:
                self.place(factor.base, inverse)
                self.place(factor.base, inverse)
            case (one, other):
                matrix = _gather(factor, at)
                graph.edges.append(Edge(one, other, Quotient(ONE, matrix) if inverse else matrix))
            case _:
                raise NoArray("a factor of three indices")

    def loop(self, factor: Written, index: Index) -> None:
        """``A_jj``, the diagonal of a matrix."""
        assert isinstance(factor, Entry)
        whole = Array(
            factor.name, tuple(None if i == index else i for i in factor.indices), factor.declared
        )
        self.graph.edges.append(Edge(index, index, whole))


def _index(term: object) -> Index:
    assert isinstance(term, Index)
    return term


def _in_order(at: At, order: tuple[object, ...]) -> At:
    """The indices as the entry has them, so that its matrix is not transposed."""
    return tuple(sorted(at, key=order.index))


def _terms(form: Written, products: bool) -> tuple[Written, ...]:
    """The terms of what stands under sums; ``products`` are multiplied out, unless too long."""
    match form:
        case Add(terms):
            return tuple(piece for term in terms for piece in _terms(term, products))
        case Neg(operand):
            return tuple(Neg(term) for term in _terms(operand, products))
        case Sum(body, index, excluding):
            return tuple(Sum(term, index, excluding) for term in _terms(body, products))
        case Quotient(above, below):
            return tuple(Quotient(term, below) for term in _terms(above, products))
        case Mul(factors) if products:
            out: list[tuple[Written, ...]] = [()]
            for factor in factors:
                out = [(*p, term) for p in out for term in _terms(factor, products)]
                if len(out) > MAX_TERMS:
                    return (form,)
            return tuple(map(Mul, out))
    return (form,)
