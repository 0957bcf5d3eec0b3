r"""Steps with indices that are computed, ``s_{t+1}``, and with ranges from anywhere to anywhere.

Such a step speaks of numbers, and not of any elements of a set: it is judged with numbers in
the place of the letters. Where all ranges are numbers that is the step itself; where they are
letters, the step is proved at some sizes only, and refuted where it fails at one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from derive.notation.errors import ReadError
from derive.notation.nodes import (
    Clause,
    Head,
    Letter,
    Scripted,
    subnodes,
)
from derive.old.outcome import Outcome, WitnessText
from derive.old.second.computed import (
    families_with,
    formulas_of,
    is_sum,
    names_in,
    numbered_letters,
    only_name,
    stand_bare,
)
from derive.old.second.numbers import Numbered, number_of
from derive.old.task import Task
from derive.syntax.reader.look import clauses_of, range_of, tidy
from derive.syntax.reader.outside import outside_letters
from derive.syntax.reader.session import Formula
from derive.syntax.reader.spell import index_name

__all__ = ["by_instances"]

SIZES = (2, 3)
#: Where an index begins that no set is known of, and how many instances there are at most.
SOMEWHERE = 5
MOST_INSTANCES = 12
MOST_DEFINITIONS = 40


def by_instances(task: Task, judge: Callable[[Task], Outcome]) -> Outcome | None:
    """The outcome of the step with numbers for its letters, if it speaks of numbers.

    At the first and the last number an author may mean another thing, such as no step before
    the first one: there nothing is refuted.
    """
    letters = numbered_letters(task)
    if letters is None or stand_bare(task, families_with(task, letters)):
        return None
    found: list[tuple[dict[str, int], Outcome]] = []
    inside: list[Outcome] = []
    for env, inner in _choices(task, letters):
        try:
            instance, free = _instance(task, letters, env)
        except ReadError:
            return None
        outcome = judge(instance)
        if outcome.verdict not in ("proved", "refuted") or (
            outcome.verdict != "proved" and not free
        ):
            return None
        found.append((env, outcome))
        if inner:
            inside.append(replace(outcome, witness=_at(outcome.witness, env), suggestion=None))
    if not found:
        return None
    if any(outcome.verdict == "refuted" for _, outcome in found):
        false = inside and all(outcome.verdict == "refuted" for outcome in inside)
        return inside[0] if false else None
    first = found[0][1]
    sizes = "; ".join(
        f"{name} = {', '.join(map(str, sorted({env[name] for env, _ in found})))}"
        for name in sorted(found[0][0])
    )
    return replace(first, sizes=sizes or first.sizes, remarks=())


def _at(witness: WitnessText | None, env: dict[str, int]) -> WitnessText | None:
    """The witness with the numbers at which it was found."""
    if witness is None:
        return None
    return replace(witness, indices=(*sorted(env.items()), *witness.indices))


def _choices(task: Task, letters: frozenset[str]) -> Iterator[tuple[dict[str, int], bool]]:
    """Numbers for the letters that no sum binds, and whether they are large and no ends."""
    heads = [n for f in formulas_of(task) for n in subnodes(f) if isinstance(n, Head) and is_sum(n)]
    bound = {
        name
        for head in heads
        for clause in range_of(head.below)[0]
        for member in clause.members[:1]
        if member is not None and (name := only_name(member)) is not None
    }
    limits = {name for head in heads for name in names_in(head.above)}
    outside = frozenset().union(*(outside_letters(side.notation) for side in task.sides))
    unbound = (letters - bound - _parameters(task)) | (letters & outside)
    sizes = sorted((unbound & limits) - outside)
    free = sorted(unbound - set(sizes))
    over = {
        name: where.axes[0].name
        for where in task.declared
        if where.kind == "index" and where.axes
        for name in where.names
    }
    chosen = [dict(zip(sizes, values, strict=True)) for values in _pick(len(sizes))]
    count = 0
    for env in chosen:
        ranges = [
            range(1, env[over[i]] + 1) if over.get(i) in env else range(SOMEWHERE, SOMEWHERE + 2)
            for i in free
        ]
        large = all(n == SIZES[-1] for n in env.values())
        for at in product(*ranges):
            count += 1
            if count <= MOST_INSTANCES:
                ends = (r[0] == 1 and n in (r[0], r[-1]) for n, r in zip(at, ranges, strict=True))
                yield {**env, **dict(zip(free, at, strict=True))}, large and not any(ends)


def _pick(number: int) -> Iterator[tuple[int, ...]]:
    return product(SIZES, repeat=number) if number <= 2 else iter([(n,) * number for n in SIZES])


def _parameters(task: Task) -> set[str]:
    """The letters at which definitions are made."""
    found: set[str] = set()
    for let in task.lets:
        left = _left(let)
        if left is not None:
            found |= names_in(left.below)
    return found


def _left(let: Formula) -> Scripted | None:
    clause = let.notation.parts[0]
    member = clause.members[0] if isinstance(clause, Clause) else None
    if member is None or len(member.terms) != 1 or len(member.terms[0].items) != 1:
        return None
    item = tidy(member.terms[0].items[0])
    return item if isinstance(item, Scripted) and item.below is not None else None


def _instance(task: Task, letters: frozenset[str], env: dict[str, int]) -> tuple[Task, bool]:
    """The step at numbers, and whether its names stand for all that it speaks of."""
    numbered = Numbered(families_with(task, letters))
    sides = tuple(replace(s, notation=numbered.clauses(s.notation, env)) for s in task.sides)
    made: dict[str, Formula] = {}
    plain = []
    for let in task.lets:
        left = _left(let)
        base = None if left is None else tidy(left.base)
        if isinstance(base, Letter) and base.name in numbered.families:
            continue
        plain.append(replace(let, notation=numbered.clauses(let.notation, env)))
    waiting = True
    while waiting:
        waiting = False
        for name, (family, at) in list(numbered.used.items()):
            if name in made:
                continue
            body = _definition(task, numbered, family, at, env)
            if body is not None:
                made[name] = replace(body, source=f"the definition of {name}", scope=f"let {name}")
                waiting = True
        if len(made) > MOST_DEFINITIONS:
            raise ReadError("so many definitions are not written out", 0, 0)
    declared = []
    for where in task.declared:
        if where.kind == "index" and set(where.names) & letters:
            continue
        declared.append(where)
        for name, (family, at) in numbered.used.items():
            if family in where.names and where.axes is not None and len(where.axes) >= len(at):
                declared.append(replace(where, names=(name,), axes=where.axes[len(at) :], kind=""))
            elif any(_is_at(known, family, at, env) for known in where.names):
                declared.append(replace(where, names=(name,)))
    if numbered.symbolic and _differentiates(task):
        raise ReadError("an entry at a number may be one at a letter", 0, 0)
    given = tuple(s for s in task.given if not _speaks_of(s.formulas, letters))
    instance = replace(
        task, sides=sides, lets=(*plain, *made.values()), declared=tuple(declared),
        given=given,
    )  # fmt: skip
    whole = len(given) == len(task.given) and not numbered.symbolic
    return instance, whole


def _is_at(known: str, family: str, at: tuple[int, ...], env: dict[str, int]) -> bool:
    """Whether ``v_c`` is the name of which ``v_5`` is an instance."""
    letter = known.removeprefix(f"{family}_")
    return letter != known and env.get(letter) == at[0] and len(at) == 1


def _differentiates(task: Task) -> bool:
    return any(
        isinstance(node, Letter) and node.name in ("∂", "∇", "d")
        for notation in formulas_of(task)
        for node in subnodes(notation)
    )


def _speaks_of(formulas: tuple[Formula, ...], letters: frozenset[str]) -> bool:
    return any(names_in(f.notation) & letters for f in formulas)


def _definition(
    task: Task, numbered: Numbered, family: str, at: tuple[int, ...], env: dict[str, int]
) -> Formula | None:
    """The definition of a name at numbers: the one for just these, or the one for all."""
    general = None
    for let in task.lets:
        left = _left(let)
        base = None if left is None else tidy(left.base)
        if left is None or left.below is None or not isinstance(base, Letter):
            continue
        if base.name != family:
            continue
        members = [m for c in clauses_of(left.below)[0] if (m := c.members[0]) is not None]
        items = [i for m in members for i in m.terms[0].items]
        numbers = [number_of(m, {}) for m in members]
        if tuple(numbers) == at:
            return replace(let, notation=numbered.clauses(let.notation, env))
        names = [index_name(i) for i in items]
        if len(names) == len(at) and None not in names:
            general = let, {n: v for n, v in zip(names, at, strict=True) if n is not None}
    if general is None:
        return None
    let, values = general
    return replace(let, notation=numbered.clauses(let.notation, {**env, **values}))
