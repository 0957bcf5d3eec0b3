"""How many axes a name has that nothing defines: by what is said, else by how it is written."""

from __future__ import annotations

from derive.notation.names import Name, plain_text, spelled
from derive.notation.nodes import Bracket, Clause, Letter, Node, letters_of, subnodes
from derive.reading.forms import forms_alike
from derive.reading.reader import Reader
from derive.reading.roles import named

__all__ = ["most_shown", "own_axes", "rank_of", "shown", "unshown_here"]


def shown(reader: Reader, key: str, name: Name) -> set[int]:
    """With how many indices the document writes a name."""
    found = (named(reader, other) for other in forms_alike(reader.lexicon, name))
    return {len(other.at) for other in found if other.key == key}


def most_shown(reader: Reader, key: str, name: Name) -> int:
    """With how many indices the document writes a name at most."""
    return max(shown(reader, key, name), default=0)


def rank_of(reader: Reader, key: str, name: Name) -> int:
    """The rank of a name of which no index is ever shown."""
    if key in reader.lexicon.sets | reader.lexicon.ends:
        return 0
    evidence = reader.lexicon.name(name)
    kind = next((s.fact for s in reader.scope.kinds if named(reader, s.word).key == key), "")
    if kind in ("matrix", "vector", "scalar", "do not commute"):
        evidence.add("said-matrix" if kind == "do not commute" else f"said-{kind}")
    if any(_is_ordered(one.clause, name) for one in reader.scope.assumed):
        evidence.add("said-scalar")
    style = reader.lexicon.style
    matrices = {(d.word.letter, style(d.word)) for d in reader.scope.declared if len(d.axes) == 2}
    seen = reader.lexicon.of(name.letter, style(name))
    evidence |= {"with-matrix"} if (seen.behind | seen.added_to) & matrices else set()
    others = (reader.lexicon.seen.get(other) for other in seen.beside if other is not None)
    if not name.below and any(other is not None and other.below for other in others):
        evidence.add("beside-entries")
    # Letters that look alike are alike: that plain capitals are matrices is one question.
    telling = {"capital", "bold", "transposed", "beside-transposed", "in-matrix",
               "operand-of-array-sign", "with-matrix", "in-norm", "of-layers"}  # fmt: skip
    plain = not kind and evidence & telling == {"capital"}
    if "matrices" in reader.scope.conventions:
        evidence.add("of-decomposition")
    return int(reader.ask("rank", "plain capitals" if plain else key, evidence))


def _is_ordered(clause: Clause, name: Name) -> bool:
    """Whether a name is said to be more or less than a number: ``C > 1``, ``0 < β < 1``."""
    texts = [plain_text(member) for member in clause.members if member is not None]
    numbers = any(text not in ("0", "") and text.replace(".", "").isdigit() for text in texts)
    signs = all(relation.sign in "<>≤≥" for relation in clause.relations)
    return signs and numbers and plain_text(name.node) in texts


def unshown_here(reader: Reader, key: str, name: Name) -> int:
    """How many of the indices that a name has elsewhere nothing shows that the claim leads to.

    In ``σ'(x) = σ(x)(1 − σ(x))`` beside samples ``x_i``, x may be one of them, and not all.
    """
    most = most_shown(reader, key, name)
    if not most or not reader.sides or name.style == "bold":
        return 0
    names = (spelled(part) for node in _near(reader) for part in subnodes(node))
    here = max((len(o.at) for n in names if n is not None and n.letter == name.letter
                and (o := named(reader, n)).key == key), default=0)  # fmt: skip
    less = most > here and (here or _is_argument(reader, key, name))
    return most - here if less and reader.ask("axes", key) == "here" else 0


def _is_argument(reader: Reader, key: str, name: Name) -> bool:
    """Whether a name is what a function is of, ``σ(x)``: in a claim and nowhere else, or at all.

    What is transposed or multiplied by arrays anywhere is none.
    """
    if any(named(reader, d.word).key == key for d in reader.scope.declared):
        return False
    parts = [part for side in reader.sides for part in subnodes(side)]
    text = plain_text(name.node)
    alone = [p for p in parts if isinstance(p, Bracket) and plain_text(p.inside) == text]
    written = [p for p in parts if isinstance(p, Letter) and p.name == name.letter]
    arrays = {"transposed", "beside-transposed", "in-norm", "operand-of-array-sign", "in-matrix"}
    arguments = (let.arguments for let in reader.scope.lets if let.arguments is not None)
    of = any(name.letter in letters_of(inside) for inside in arguments)
    only = bool(alone) and len(written) == len(alone)
    return only or (of and not reader.lexicon.name(name) & arrays)


def _near(reader: Reader) -> list[Node]:
    """The sides of the claim, and the definitions to which their letters lead."""
    near: list[Node] = list(reader.sides)
    letters = {letter for side in reader.sides for letter in letters_of(side)}
    lets = list(reader.scope.lets)
    while found := [let for let in lets if let.word.letter in letters]:
        lets = [let for let in lets if let not in found]
        near += [part for let in found for part in (let.word.node, let.right)]
        letters |= {letter for let in found for letter in letters_of(let.right)}
    return near


def own_axes(reader: Reader, key: str, name: Name) -> int:
    """The axes of a name that is only written with indices: x_i in ``w^T x_i`` is a column."""
    seen = reader.lexicon.of(name.letter, reader.lexicon.style(name))
    asks = seen.entries_turned or name.style == "bold"
    return int(reader.ask("own-axes", key)) if asks else 0
