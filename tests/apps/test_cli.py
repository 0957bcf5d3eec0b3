"""The command: exit codes, one-sentence faults, JSON of the promised shape."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derive.apps.cli import run

MODULE = """
from derive import Derivation, Sum, chain, define, exp, index_set, indices, log, partial, vector

C = index_set("C")
j, k = indices("j k", C)
z = vector("z", C)
claims = chain(partial(log(Sum(exp(z[j]), j)), z[k]), {"a": %s})
gradient = Derivation("log-sum-exp", "Log-sum-exp", claims)
"""
RIGHT = "exp(z[k]) / Sum(exp(z[j]), j)"


@pytest.fixture
def module(tmp_path: Path):
    def write(right_side: str, extra: str = "") -> str:
        file = tmp_path / "mine.py"
        file.write_text(MODULE % right_side + extra, encoding="utf-8")
        return str(file)

    return write


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_everything_that_comes_with_derive_is_as_stated(capsys):
    code, out, err = outcome(capsys, "verify")
    assert (code, err) == (0, "")
    assert out.rstrip().endswith("all as stated")


def test_verify_of_a_right_module(capsys, module):
    code, out, _ = outcome(capsys, "verify", module(RIGHT))
    assert code == 0
    assert "proved for every size" in out


def test_verify_of_a_wrong_module_exits_with_1_and_shows_numbers(capsys, module):
    code, out, _ = outcome(capsys, "verify", module(f"-{RIGHT}"))
    assert code == 1
    assert "refuted at C = 1, k = 1, z = (0): left = 1, right = -1" in out
    assert "stated proved, found refuted" in out


FAULTS = {
    "an unknown name": (("show", "nope"), "there is no derivation called nope"),
    "a name nearly right": (("verify", "softmax-jacobia"), "did you mean softmax-jacobian"),
    "no such file": (("verify", "nowhere.py"), "nowhere.py: there is no such file"),
    "an unknown diagnostic": (("explain", "unbound"), "did you mean unbound-index"),
    "an unknown command": (("frobnicate",), "No such command 'frobnicate'"),
    "a format that is none": (("verify", "--format", "xml"), "'xml' is not one of"),
    "a name left out": (("show",), "Missing argument 'NAME'"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_misuse_is_one_line_and_exits_with_2(capsys, name):
    arguments, said = FAULTS[name]
    code, out, err = outcome(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


SLIPS = {
    "index sets mixed": (
        'D = index_set("D")\n(d,) = indices("d", D)\nz[d]\n',
        "d ranges over D, but z is indexed by C: use an index of C",
    ),
    "an empty index set": ('index_set("")\n', "'' is not a name for an index set"),
    "no index": ('indices("", C)\n', "name at least one index"),
    "differentiating by an expression": (
        "partial(z[k], z[k] + 1)\n",
        "cannot differentiate by z_k + 1: give a symbol or an entry such as z[k]",
    ),
    "differentiating by a number": (
        "partial(z[k], 2)\n",
        "cannot differentiate by 2: give a symbol or an entry such as z[k]",
    ),
    "a loss without the variable": (
        'w = vector("w", C)\nDerivation.of_gradient(Sum(z[j], j), w[k])\n',
        "the loss does not depend on w",
    ),
    "a float": ("z[k] * 0.1\n", "write 0.1 as an exact fraction"),
    "a missing name": ("undefined[k]\n", "name 'undefined' is not defined"),
    "a syntax error": ("z[k\n", "was never closed"),
    "a fault of another kind": ("1 / 0\n", "ZeroDivisionError: division by zero"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_a_module_is_one_line_with_its_place(capsys, module, name):
    extra, said = SLIPS[name]
    path = module(RIGHT, extra)
    code, out, err = outcome(capsys, "verify", path)
    assert (code, out) == (2, "")
    assert said in err
    assert f"{path}:" in err
    assert err.count("\n") == 1


def test_two_derivations_of_one_name_are_refused(capsys, module):
    again = 'other = Derivation("log-sum-exp", "", claims)\n'
    code, _, err = outcome(capsys, "verify", module(RIGHT, again))
    assert code == 2
    assert "two derivations are called log-sum-exp" in err


def test_an_undeclared_symbol_is_named(capsys, module):
    extra = (
        "from derive.syntax.tree import Symbol\n"
        'lost = Derivation("lost", "", chain(Symbol("t") + z[k], {"b": z[k]}))\n'
    )
    code, _, err = outcome(capsys, "verify", module(RIGHT, extra))
    assert code == 2
    assert "t is not declared: declare it with scalar('t')" in err


def test_a_fault_of_our_own_exits_with_3_and_no_traceback(capsys, monkeypatch):
    import derive.catalogue

    def broken() -> None:
        raise AssertionError("something that cannot be")

    monkeypatch.setattr(derive.catalogue, "load_all", broken)
    monkeypatch.setattr("derive.apps.select.load_all", broken)
    code, _, err = outcome(capsys, "list")
    assert code == 3
    assert "internal fault (AssertionError: something that cannot be)" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "json"])
def test_every_format_shows_the_closed_form(capsys, form):
    code, out, _ = outcome(capsys, "show", "cross-entropy-gradient", "--format", form)
    assert code == 0
    assert "p_k − y_k" in out or "p_k - y_k" in out


@pytest.mark.parametrize("width", [40, 80, 120])
def test_text_keeps_to_the_width(capsys, width):
    _, out, _ = outcome(capsys, "verify", "--width", str(width))
    longest = max(out.splitlines(), key=len)
    assert len(longest) <= width, longest


STEP_KEYS = {
    "claim",
    "lhs",
    "rhs",
    "rule",
    "verdict",
    "stated",
    "sizes",
    "assumptions",
    "conditions",
    "needs",
    "case",
    "witness",
    "reason",
}


def test_the_json_of_verify_has_the_promised_shape(capsys):
    code, out, _ = outcome(capsys, "verify", "--format", "json")
    assert code == 0
    document = json.loads(out)
    assert document["version"] == 1
    assert document["summary"]["as_stated"] is True
    for derivation in document["derivations"]:
        assert {"name", "title", "claims", "steps", "cross_check"} <= set(derivation)
        for step in derivation["steps"]:
            assert set(step) >= STEP_KEYS
            if step["verdict"] == "proved":
                assert step["sizes"] == "all"
            assert (step["witness"] is not None) == (step["verdict"] in ("refuted", "conditional"))
    steps = [s for d in document["derivations"] for s in d["steps"]]
    conditional = next(s for s in steps if s["verdict"] == "conditional")
    assert conditional["needs"] == ["c = k"]


def test_the_json_of_list(capsys):
    _, out, _ = outcome(capsys, "list", "--format", "json")
    names = [d["name"] for d in json.loads(out)["derivations"]]
    assert "softmax-jacobian" in names


def test_explain(capsys):
    code, out, _ = outcome(capsys, "explain", "unbound-index")
    assert code == 0
    assert "no sum binds" in out
