"""Logarithms of quotients: ``log(a/b) = log a − log b``, where one of the two is better known.

The logarithm of a softmax is known to all its digits, and its quotient by another number is
not: it may be 0 where its logarithm is −1000.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.scope import Scope
from derive.steps.stable.forms import Instead, Rewrite
from derive.steps.stable.logistic import log_of_sigmoid
from derive.steps.stable.softmax import log_of_softmax
from derive.syntax.functions import log
from derive.syntax.tree import Call, Quotient, Written

__all__ = ["log_of_quotient"]


def log_of_quotient(form: Written, scope: Scope) -> Iterator[Rewrite]:
    """``log(a/b) = log a − log b`` where a or b is a softmax or a sigmoid."""
    match form:
        case Call("log", (Quotient(a, b),)):
            pass
        case _:
            return
    known = (log_of_softmax, log_of_sigmoid)
    if any(True for side in (a, b) for rule in known for _ in rule(log(side), scope)):
        yield Instead("log of a quotient", form, log(a) - log(b))
