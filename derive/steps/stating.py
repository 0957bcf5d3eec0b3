"""What an author states: chains of right sides, definitions, steps in place of the built ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from derive.model import Assumption, Claim, Derivation, IndexRelation, Stated
from derive.scope import scope_of_forms
from derive.steps.lemmas import lemmas_of
from derive.steps.recognise import recognise
from derive.syntax.declare import Declaration
from derive.syntax.tree import Symbol, Written, written

__all__ = ["chain", "definition", "through"]


def chain(
    lhs: object,
    right_sides: Mapping[str, object],
    *,
    case: tuple[IndexRelation, ...] = (),
    given: tuple[Assumption, ...] = (),
    citing: tuple[Derivation, ...] = (),
    stated: Mapping[str, Stated] | None = None,
    intended: bool = False,
) -> tuple[Claim, ...]:
    """``lhs = r1 = r2 = …``: one claim for each right side, under the id that it has.

    An empty id is none. ``stated`` names the exceptions to "proved". The rule of each
    step is recognised.
    """
    lemmas = tuple(lemma for derivation in citing for lemma in lemmas_of(derivation))
    exceptions = dict(stated or {})
    unknown = set(exceptions) - set(right_sides)
    if unknown:
        raise ValueError(f"an exception is stated for {min(unknown)}, which is not in the chain")
    claims = []
    left = written(lhs)
    for identifier, value in right_sides.items():
        right = written(value)
        scope = scope_of_forms((left, right), given, case)
        claims.append(
            Claim(
                left,
                right,
                recognise(left, right, scope, lemmas, case, given),
                id=identifier or None,
                given=given,
                case=case,
                stated=exceptions.get(identifier, "proved"),
                intended=intended,
            )
        )
        left = right
    return tuple(claims)


def definition(
    name: Declaration | Symbol, identifier: str | None = None, body: object = None
) -> Claim:
    """The line that introduces a name: of a definition, or of a name with an opaque ``body``.

    Raises ``ValueError`` for a name that is not defined and has no ``body`` either.
    """
    declared = name.declared if isinstance(name, Symbol) else name
    if declared is None or (declared.body is None and body is None):
        raise ValueError(f"{name.name} has no definition: use define({name.name!r}, ...)")
    if declared.body is None:
        lhs: Written = Symbol(declared.name, declared)
        rhs = written(body)
    else:
        lhs = declared[declared.parameters] if declared.parameters else Symbol(name.name, declared)
        rhs = declared.body
    return Claim(lhs, rhs, "definition", identifier, stated="definition", defines=declared)


def through(
    derivation: Derivation,
    right_sides: Mapping[str, object],
    citing: tuple[Derivation, ...] = (),
    stated: Mapping[str, Stated] | None = None,
    intended: bool = False,
) -> Derivation:
    """The derivation with the author's right sides in place of the built ones."""
    if not right_sides:
        raise ValueError("state at least one right side")
    claims = chain(
        derivation.lhs,
        right_sides,
        case=derivation.chains[-1][0].case,
        given=derivation.given,
        citing=citing,
        stated=stated,
        intended=intended,
    )
    return replace(derivation, claims=claims)
