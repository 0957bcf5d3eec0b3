"""Sums over samples that nothing below them shows: ``Σ_x (y − a)^2``, with x a training example.

Every quantity below such a sum may be another one for each sample: it gets an index that is not
written. What has no formula and is differentiated by is a parameter, and the same for all.
"""

from __future__ import annotations

from collections import Counter

from derive.notation.names import plain_text, rows_of_items, spelled
from derive.notation.nodes import Term
from derive.reading.families import Family
from derive.reading.forms import is_shown
from derive.reading.limits import Bound
from derive.reading.names import named
from derive.reading.reader import Env, Reader
from derive.reading.roles import base_of
from derive.reading.search import Ignorance
from derive.syntax.tree import Entry, Index, Symbol, Written
from derive.syntax.walk import map_children

__all__ = ["SAMPLED", "are_samples", "of_each", "repeated", "whole_of"]

#: How the names of quantities end that have the index of a sample.
SAMPLED = "ˢ"


def are_samples(reader: Reader, bound: Bound) -> bool:
    """Whether the letter of a sum is nowhere in the document an index, a power or an argument.

    One that an annotation declares is an index: below its sum stands a constant.
    """
    letter, lexicon = bound.letter, reader.lexicon
    if letter in lexicon.below | lexicon.annotated or bound.without:
        return False
    return not is_shown(lexicon, letter) and reader.ask("samples", letter) == "hidden"


def repeated(reader: Reader, term: Term, env: Env) -> tuple[str, ...]:
    """The letters over which a term is summed by the summation convention, if that is stated."""
    if "einstein" not in reader.scope.conventions:
        return ()
    names = (spelled(item) for items in rows_of_items(term) for item in items)
    at = (node for name in names if name is not None for node in named(reader, name).at)
    found = Counter(map(plain_text, at))
    return tuple(x for x, n in found.items() if n == 2 and x.isalpha() and x not in env.letters)


def of_each(reader: Reader, form: Written, index: Index) -> Written:
    """A form with the index of a sample at every quantity that may have one."""
    if isinstance(form, Symbol | Entry) and form.name in reader.families:
        key = _of_each(reader, form.name, index)
        if key == form.name:
            return form
        return Entry(key, (index, *(form.indices if isinstance(form, Entry) else ())))
    return map_children(form, lambda part: of_each(reader, part, index))


def _of_each(reader: Reader, key: str, index: Index) -> str:
    family, new = reader.families[key], key + SAMPLED
    if family.busy or family.pieces:
        raise Ignorance(f"{key} below a sum over samples")
    if family.body is None and (key == "pi" or (not family.of and _is_parameter(reader, key))):
        return key
    if new not in reader.families:
        own = Index(reader.sets.fresh("s"), reader.sets.new())
        found = reader.families[new] = Family(new, (own.over, *family.axes), family.let)
        if family.body is not None:
            found.parameters = (own, *family.parameters)
            found.body = of_each(reader, family.body, own)
        found.of = tuple(_of_each(reader, other, own) for other in family.of)
    reader.sets.same(reader.families[new].axes[0], index.over, "samples")
    return new


def _is_parameter(reader: Reader, key: str) -> bool:
    lexicon = reader.lexicon
    if lexicon.parameters is None:
        lexicon.parameters = {base_of(reader, name) for name in lexicon.variables.values()}
    return whole_of(key) in lexicon.parameters


def whole_of(key: str) -> str:
    """The letter of a key, without its labels and marks."""
    return key.split("_")[0].split("^")[0].rstrip("'²" + SAMPLED)
