"""The cross-check can fail: a slip anywhere in the formulas of a module is noticed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from derive.numeric.source import support
from derive.numeric.source.check import check_functions, check_source
from derive.numeric.source.functions import functions_of
from tests.numeric.source.modules import catalogue, source

Slip = Callable[[ast.AST], None]

_OTHER = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Sub,
    ast.Lt: ast.GtE,
    ast.Gt: ast.LtE,
    ast.Eq: ast.NotEq,
}
_OTHER_CALLS = {
    "add": "subtract",
    "subtract": "add",
    "multiply": "divide",
    "divide": "multiply",
    "exp": "expm1",
    "max": "min",
    "argmax": "argmin",
}

#: What changes no number: a factor 1, the sign of a sum that is 0, what is 0 · log 0.
HARMLESS = ("* 1", "== 0", "-np.inf")


def slips(tree: ast.Module) -> Iterator[tuple[ast.AST, Slip]]:
    """The places at which a formula can be wrong, each with what makes it so."""
    shared = {f"_{name}" for name in support.__all__}
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name in shared:
            continue
        for node in ast.walk(function):
            match node:
                case ast.BinOp(op=op) if type(op) in _OTHER:
                    yield node, _operator
                    yield node, _one_operand
                case ast.Compare(ops=[op]) if type(op) in _OTHER:
                    yield node, _comparison
                case ast.UnaryOp(op=ast.USub()):
                    yield node, _sign
                case ast.Attribute(attr=name) if name in _OTHER_CALLS:
                    yield node, _call
                case ast.Expr(value=ast.Call()) if function.name.startswith("_"):
                    yield node, _drop


def _operator(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.op = _OTHER[type(node.op)]()


def _one_operand(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.right = ast.Constant(0 if isinstance(node.op, ast.Add | ast.Sub) else 1)


def _comparison(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops = [_OTHER[type(node.ops[0])]()]


def _sign(node: ast.AST) -> None:
    assert isinstance(node, ast.UnaryOp)
    node.op = ast.UAdd()


def _call(node: ast.AST) -> None:
    assert isinstance(node, ast.Attribute)
    node.attr = _OTHER_CALLS[node.attr]


def _drop(node: ast.AST) -> None:
    assert isinstance(node, ast.Expr)
    node.value = ast.Constant(None)


def is_noticed(text: str, functions: tuple) -> bool:
    try:
        return not all(check.ok for check in check_source(text, functions))
    except Exception:
        return True  # it cannot be run at all


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(
    ("name", "places"),
    [("sigmoid-derivative", 30), ("vector-jacobian", 15), ("cost-terms", 5), ("layer-code", 15)],
)
def test_a_slip_in_a_formula_is_noticed(name: str, places: int) -> None:
    written, functions = source(name), functions_of(catalogue()[name])
    assert all(check.ok for check in check_source(written, functions))
    count = sum(1 for _ in slips(ast.parse(written)))
    assert count >= places
    missed = []
    for number in range(count):
        tree = ast.parse(written)
        node, slip = list(slips(tree))[number]
        before = ast.unparse(node)
        slip(node)
        wrong = ast.unparse(ast.fix_missing_locations(tree))
        if not any(part in before for part in HARMLESS) and not is_noticed(wrong, functions):
            missed.append((before, slip.__name__))
    assert missed == []


def test_the_form_for_other_libraries_is_checked_too() -> None:
    written, functions = source("cost-terms"), functions_of(catalogue()["cost-terms"])
    wrong = written.replace("return -(y * 1 / a)", "return y * 1 / a")
    assert wrong != written
    found, _ = check_source(wrong, functions)
    assert found.elsewhere > 1 > found.float64
    assert not found.ok


def test_what_overflows_is_lost_far_out() -> None:
    written = source("sigmoid-derivative")
    functions = functions_of(catalogue()["sigmoid-derivative"])
    wrong = written.replace("xp.exp(-xp.abs(t))", "xp.exp(xp.abs(t))")
    assert wrong != written
    assert all(check.far == float("inf") for check in check_source(wrong, functions))


def test_labels_are_checked_in_a_batch() -> None:
    (check,) = check_functions(catalogue()["layer-code"])
    assert check.labels is not None
    assert check.labels < 1e-12
