"""Change any sign, index or factor of any claim in a module, and ``verify`` exits with 1.

The modules are changed as text would be: in their syntax trees, one claim at a time, one
slip at a time. A slip that leaves the equation true, as the oracle sees it, does not count.
"""

from __future__ import annotations

import ast
import copy
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

import pytest

from derive.catalogue import ModuleError, folder, load_all, load_file
from derive.model import Claim, Derivation
from tests.oracle import decide

LETTERS = ("i", "j", "k")

Run: TypeAlias = Callable[[str, ast.Module], tuple[Derivation, ...]]


def sources() -> dict[str, ast.Module]:
    load_all()
    return {
        path.stem: ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(folder().glob("*.py"))
        if path.stem != "__init__"
    }


SOURCES = sources()


def right_sides(tree: ast.AST) -> Iterator[tuple[str, ast.expr, Callable[[ast.expr], None]]]:
    """The id of each claim with its right side, and how to put another in its place.

    Right sides stand in the dicts of chains and as the second argument of ``Claim``.
    """
    verdicts = [k.value for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg == "stated"]
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and node not in verdicts:
            for position, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value, partial(node.values.__setitem__, position)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            named = {k.arg: k.value for k in node.keywords}
            if node.func.id == "Claim" and isinstance(identifier := named.get("id"), ast.Constant):
                yield str(identifier.value), node.args[1], partial(node.args.__setitem__, 1)


PLACES = [
    (module, number, identifier, kind)
    for module, tree in SOURCES.items()
    for number, (identifier, _, _) in enumerate(right_sides(tree))
    for kind in ("sign", "index", "factor")
]


def spelled_out(value: ast.expr, tree: ast.Module) -> ast.expr:
    """The expression itself, where the entry only names one that stands above it."""
    if isinstance(value, ast.Name):
        for node in tree.body:
            if isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == value.id for t in node.targets
            ):
                return copy.deepcopy(node.value)
    return value


def slips(value: ast.expr, kind: str) -> Iterator[ast.expr]:
    """The expression with one slip of a kind, at each place where it can be made."""
    if kind == "sign":
        yield ast.UnaryOp(ast.USub(), copy.deepcopy(value))
    for number, _ in enumerate(ast.walk(value)):
        changed = copy.deepcopy(value)
        node = list(ast.walk(changed))[number]
        if (
            kind == "sign"
            and isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Add | ast.Sub)
        ):
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield changed
        if kind == "index" and isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name):
            for letter in LETTERS:
                if letter != node.slice.id:
                    again = copy.deepcopy(changed)
                    other = list(ast.walk(again))[number]
                    assert isinstance(other, ast.Subscript)
                    other.slice = ast.Name(letter, ast.Load())
                    yield again
        if kind == "factor" and isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            node.right = ast.Constant(2)
            yield changed
    if kind in ("factor", "index"):
        yield ast.BinOp(ast.Constant(2), ast.Mult(), copy.deepcopy(value))


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The derivations of a changed module, loaded from a file beside its siblings."""

    def load(module: str, tree: ast.Module) -> tuple[Derivation, ...]:
        beside = tmp_path_factory.mktemp("derivations")
        shutil.copytree(folder(), beside, dirs_exist_ok=True)
        file = beside / f"{module}.py"
        file.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
        return load_file(file)

    return load


def changed_claims(run: Run, module: str, number: int, kind: str) -> Iterator[Claim]:
    """The claim with each slip, as the changed module states it; a slip that fails is caught."""
    tree = SOURCES[module]
    identifier, value, _ = list(right_sides(tree))[number]
    before = {(d.name, c) for d in run(module, copy.deepcopy(tree)) for c in d.claims}
    for slip in slips(spelled_out(value, tree), kind):
        changed = copy.deepcopy(tree)
        _, _, put = list(right_sides(changed))[number]
        put(slip)
        try:
            derivations = run(module, changed)
        except ModuleError:
            continue
        for derivation in derivations:
            for claim in derivation.claims:
                if (claim.id or "") == identifier and (derivation.name, claim) not in before:
                    yield claim


@pytest.mark.parametrize(
    ("module", "number", "identifier", "kind"),
    PLACES,
    ids=[f"{module}-{identifier or 'last'}-{n}-{kind}" for module, n, identifier, kind in PLACES],
)
def test_a_slip_is_found(run: Run, module: str, number: int, identifier: str, kind: str) -> None:
    from derive.check import judge_claim

    found = unspoilt = 0
    for claim in changed_claims(run, module, number, kind):
        if judge_claim(claim).as_stated:
            # The slip went unnoticed: then it must have left the claim as true as it was.
            expected = "equal" if claim.stated == "proved" else "different"
            assert decide(claim) == expected, f"{claim.lhs} = {claim.rhs} passes"
            unspoilt += 1
            continue
        found += 1
        if found == 3:
            break
    # A side that is 0, or a claim that is false as printed, stays so under many a slip.
    assert found or unspoilt, "no slip of this kind was tried"


def test_every_claim_of_the_modules_is_looked_at() -> None:
    looked_at = {identifier for _, _, identifier, _ in PLACES}
    stated = {c.id for d in load_all() for c in d.claims if c.id and c.defines is None}
    assert stated - looked_at <= {"000.7z"}
