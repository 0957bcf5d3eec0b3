"""What an author may assume of names and indices: facts, and cases."""

from __future__ import annotations

from derive.model import Fact, IndexRelation
from derive.syntax.declaration import Declaration
from derive.syntax.tree import IndexTerm, Point, Symbol

__all__ = [
    "Ne",
    "binary",
    "distribution",
    "one_hot",
    "orthogonal",
    "positive",
    "positive_distribution",
    "same",
]


def same(left: IndexTerm, right: IndexTerm | int) -> IndexRelation:
    """The case that two indices are equal.

    >>> from derive.syntax.tree import Index, IndexSet
    >>> i, k = (Index(letter, IndexSet("C")) for letter in "ik")
    >>> same(i, k).equal
    True
    """
    return IndexRelation(left, _other(left, right), equal=True)


def Ne(left: IndexTerm, right: IndexTerm | int) -> IndexRelation:  # noqa: N802 - as in SymPy
    """The case that two indices differ.

    >>> from derive.syntax.tree import Index, IndexSet
    >>> i, k = (Index(letter, IndexSet("C")) for letter in "ik")
    >>> Ne(i, k).equal
    False
    """
    return IndexRelation(left, _other(left, right), equal=False)


def positive(name: Declaration | Symbol) -> Fact:
    """The assumption that every entry is > 0.

    >>> positive(Symbol("T"))
    Fact(kind='positive', name='T')
    """
    return Fact("positive", _name(name))


def binary(name: Declaration | Symbol) -> Fact:
    """The assumption that every entry is 0 or 1.

    >>> binary(Symbol("y"))
    Fact(kind='binary', name='y')
    """
    return Fact("binary", _name(name))


def distribution(name: Declaration) -> Fact:
    """The assumption that the entries are >= 0 and sum to 1 (over the last index).

    >>> from derive import index_set, vector
    >>> distribution(vector("p", index_set("C")))
    Fact(kind='distribution', name='p')
    """
    return Fact("distribution", _name(name))


def positive_distribution(name: Declaration) -> Fact:
    """The assumption that the entries are > 0 and sum to 1 (over the last index).

    >>> from derive import index_set, vector
    >>> positive_distribution(vector("p", index_set("C")))
    Fact(kind='positive distribution', name='p')
    """
    return Fact("positive distribution", _name(name))


def one_hot(name: Declaration) -> Fact:
    """The assumption that one entry is 1 and the others are 0 (over the last index).

    >>> from derive import index_set, vector
    >>> one_hot(vector("p", index_set("C")))
    Fact(kind='one-hot', name='p')
    """
    return Fact("one-hot", _name(name))


def orthogonal(name: Declaration) -> Fact:
    """The assumption that a matrix is orthogonal: its rows and columns are orthonormal.

    >>> from derive import index_set, matrix
    >>> orthogonal(matrix("Q", index_set("C"), index_set("C")))
    Fact(kind='orthogonal', name='Q')
    """
    return Fact("orthogonal", _name(name))


def _name(quantity: object) -> str:
    if not isinstance(quantity, Declaration | Symbol):
        raise TypeError(f"{quantity!r} is not a quantity: give what vector(...) has made")
    return quantity.name


def _other(left: IndexTerm, right: IndexTerm | int) -> IndexTerm:
    term = Point(right, left.over) if isinstance(right, int) else right
    if term.over != left.over:
        raise ValueError(
            f"indices of {left.over.name} and {term.over.name} are never compared: "
            "they are different index sets"
        )
    return term
