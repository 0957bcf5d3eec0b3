"""Where a derivative is taken: a bracket behind ``∂f/∂x`` may say so, or be a factor."""

from __future__ import annotations

from derive.notation.names import only_item, plain_text, spelled
from derive.notation.nodes import Digits, Item, Operator, Scripted
from derive.reading import applications, derivatives, macros, sites
from derive.reading.differentials import Differential
from derive.reading.reader import Env, Reader
from derive.reading.search import Ignorance
from derive.reading.values import Value

__all__ = ["evaluated"]


def evaluated(
    reader: Reader, items: tuple[Item, ...], found: Differential, value: Value, env: Env
) -> tuple[Value, int]:
    """Past a bracket that says that a derivative is taken at its own variable.

    Other places, also behind a bar, are not read.
    """
    at = found.end
    following = items[at] if at < len(items) else None
    if isinstance(following, Scripted) and isinstance(following.base, Operator):
        raise Ignorance("a derivative at what a bar says")
    bracket = derivatives.bracket_behind(items, at - 1)
    if bracket is None or bracket.kind != "(":
        return value, at
    arguments = macros.arguments_of(bracket) or ()
    item = only_item(arguments[0]) if len(arguments) == 1 else None
    bases = [node.base if isinstance(node, Scripted) else node for node, _ in found.by]
    by = {plain_text(node) for node in (*bases, *(node for node, _ in found.by))}
    evidence: set[str] = set()
    if plain_text(bracket.inside) not in by:
        if len(arguments) != 1 or isinstance(item, Digits) or spelled(item) is not None:
            raise Ignorance(f"a derivative at {plain_text(bracket.inside)}")
        name = sites.named_argument(reader, arguments[0])
        of = spelled(found.of[0]) if len(found.of) == 1 else None
        own = of is not None and sites.are_its_own(
            reader, sites.site_of(reader, of, bracket, Env())
        )
        if name is None or not (own or plain_text(name.node) in by):
            return value, at
        evidence = {"own-argument"}
    if reader.ask("evaluated", following, evidence) != "there":
        return value, at
    behind = following if isinstance(following, Scripted) else None
    return applications.scripts_behind(reader, value, behind, env), at + 1
