"""Where a derivative is taken: a bracket behind ``∂f/∂x`` may say so, or be a factor."""

from __future__ import annotations

from derive.notation.names import only_item, plain_text, spelled, unwrapped
from derive.notation.nodes import Bracket, Clause, Digits, Expression, Item, Operator, Scripted
from derive.reading import applications, derivatives, expansions, expressions, macros, sites
from derive.reading.differentials import Differential
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.values import Value

__all__ = ["evaluated"]


def evaluated(
    reader: Reader, items: tuple[Item, ...], found: Differential, value: Value, env: Env
) -> tuple[Value, int]:
    """Past a bracket that says where a derivative is taken: at its own variable, or elsewhere."""
    at = found.end
    following = items[at] if at < len(items) else None
    if isinstance(following, Scripted) and isinstance(following.base, Operator):
        return _at_bar(reader, found, following, value, env), at + 1
    behind = following if isinstance(following, Scripted) else None
    bracket = derivatives.bracket_behind(items, at - 1)
    if bracket is None or bracket.kind != "(":
        return value, at
    evidence = _place(reader, found, bracket, macros.arguments_of(bracket))
    if evidence is None:
        return value, at
    if len(found.of) == 1 and (name := spelled(found.of[0])) is not None:
        is_function = reader.lexicon.of(name.letter, reader.lexicon.style(name)).arguments
        evidence |= {"of-function"} if is_function else set()
    match reader.ask("evaluated", following, evidence):
        case "there":
            return applications.scripts_behind(reader, value, behind, env), at + 1
        case "elsewhere":
            value = _elsewhere(reader, found, macros.arguments_of(bracket) or (), env)
            return applications.scripts_behind(reader, value, behind, env), at + 1
    return value, at


def _at_bar(reader: Reader, found: Differential, bar: Scripted, value: Value, env: Env) -> Value:
    """A derivative with a bar behind it that says where: ``|_{x = a}``."""
    group = unwrapped(bar.below) if bar.below is not None else None
    inner = group.inside.parts if isinstance(group, Bracket) else ()
    clause = inner[0] if len(inner) == 1 else None
    if not isinstance(clause, Clause) or [r.sign for r in clause.relations] != ["="] or bar.above:
        raise Ignorance("a derivative at what a bar says")
    left, right = clause.members
    if right is None or [plain_text(left)] != [plain_text(node) for node, _ in found.by]:
        raise Ignorance(f"a derivative at {plain_text(clause)}")
    return (
        value if plain_text(left) == plain_text(right) else _elsewhere(reader, found, (right,), env)
    )


def _elsewhere(
    reader: Reader, found: Differential, arguments: tuple[Expression, ...], env: Env
) -> Value:
    """The derivative of a defined function of one letter, at another argument."""
    name = spelled(found.of[0]) if len(found.of) == 1 else None
    letter = spelled(found.by[0][0]) if len(found.by) == 1 else None
    if name is not None and letter is not None and len(arguments) == 1:
        own = named(reader, name)
        let = None if own.at or own.power else macros.macro(reader, own.key, 1)
        if let and macros.parameters(reader, let) == (named(reader, letter).key,):
            given = (expressions.expression(reader, arguments[0], env),)
            call = expansions.Call(own.key, (), found.by[0][1], arguments, given)
            return expansions.expand(reader, call, let, env)
    raise Ignorance(f"a derivative at {', '.join(map(plain_text, arguments))}")


def _place(
    reader: Reader, found: Differential, bracket: Bracket, arguments: tuple[Expression, ...] | None
) -> set[str] | None:
    """What a bracket behind a derivative looks like; ``None`` for what is a factor for certain."""
    text = plain_text(bracket.inside)
    names = {plain_text(node) for node, _ in found.by}
    bases = (node.base if isinstance(node, Scripted) else node for node, _ in found.by)
    if text in names or text in map(plain_text, bases):
        return set()
    if arguments is None or len(arguments) > 1:
        return {"list"}
    item = only_item(arguments[0])
    if isinstance(item, Digits) or spelled(item) is not None:
        return {"point"}
    name = sites.named_argument(reader, arguments[0])
    if name is None:
        return None
    of = spelled(found.of[0]) if len(found.of) == 1 else None
    own = of is not None and sites.are_its_own(reader, sites.site_of(reader, of, bracket, Env()))
    return set() if plain_text(name.node) in names else {"own-argument"} if own else None
