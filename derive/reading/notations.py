r"""Signs that a document gives a meaning: ``\langle u, v \rangle_W``, ``a \star b``.

Each is a function of what stands in it or beside it. Only where the document says so.
"""

from __future__ import annotations

from derive.notation.names import Name, argument_list, only_item, plain_text, spelled
from derive.reading import expressions
from derive.reading.dependences import hides
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.scope import Let
from derive.reading.search import Ignorance, Misfit
from derive.reading.values import Value

__all__ = ["defined_sign", "sign_at"]


def defined_sign(reader: Reader, sign: Name) -> Let | None:
    """The definition of a sign with what stands below it, if the document has one."""
    below = [plain_text(node) for node in sign.below]
    for let in reversed(reader.scope.lets):
        if let.word.stem == sign.stem and [plain_text(node) for node in let.word.below] == below:
            return let
    return None


def sign_at(reader: Reader, let: Let, given: tuple[Value, ...]) -> Value:
    """A sign at what it is taken of."""
    names = (
        [spelled(only_item(a)) for a in argument_list(let.arguments) or ()] if let.arguments else []
    )
    keys = tuple(base_of(reader, name) for name in names if name is not None)
    if len(keys) != len(names) or len(set(keys)) != len(keys):
        raise Ignorance(f"{let.word.stem} is not defined for any names")
    if len(keys) != len(given):
        raise Misfit(f"{let.word.stem} of {len(given)} and not of {len(keys)}")
    if hides(reader, let, keys):
        raise Ignorance(f"{let.word.stem} depends on its arguments through other names")
    if let.statement is not None:
        reader.used.append(let.statement)
    inner = Env(params=dict(zip(keys, given, strict=True)))
    return expressions.expression(reader, let.right, inner)
