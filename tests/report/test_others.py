"""JSON, Markdown, witnesses, explanations."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import nan

import pytest

from derive.model import CrossCheck, Diagnostic
from derive.report.as_json import judgements_json
from derive.report.explain import EXPLANATIONS, explain
from derive.report.markdown import judgement_markdown
from derive.report.witness import witness_latex, witness_text
from tests.report.judgements import POINT, VERDICTS, C, judgement, k

STEP = {
    "claim": "7.1",
    "lhs": "z_k",
    "rhs": "y_k",
    "rule": "term by term",
    "verdict": "proved",
    "stated": "proved",
    "sizes": "all",
    "assumptions": [r"y\text{ is one-hot}"],
    "conditions": [r"p_j > 0 \quad \text{for all } j"],
    "method": "normal form",
    "needs": [],
    "case": None,
    "witness": None,
    "reason": None,
    "intended": False,
    "diagnostics": [],
}
WITNESS = {
    "sizes": {"C": 2},
    "positions": {"k": 2},
    "values": [
        {"name": "z", "at": [1], "value": "0"},
        {"name": "z", "at": [2], "value": "1/2"},
    ],
    "functions": [],
    "lhs": "1/2",
    "rhs": "0",
    "precision": 0,
    "seed": 20,
}
NOT_PROVED = {"sizes": None, "assumptions": [], "conditions": [], "method": None}
STEPS = {
    "proved": {},
    "proved at sizes": {
        **NOT_PROVED,
        "sizes": {"C": [1, 2, 3]},
        "method": "writing the sums out",
    },
    "refuted": {**NOT_PROVED, "verdict": "refuted", "witness": WITNESS},
    "conditional": {
        **NOT_PROVED,
        "verdict": "conditional",
        "sizes": "all",
        "method": "normal form",
        "needs": [r"\sum_{j} y_j = 1"],
        "witness": WITNESS,
    },
    "unknown": {
        **NOT_PROVED,
        "verdict": "unknown",
        "reason": "out-of-class: max is not known here",
    },
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_as_json(name: str) -> None:
    document = json.loads(judgements_json((judgement(VERDICTS[name]),)))
    assert set(document) == {"version", "derivations", "summary"}
    (derivation,) = document["derivations"]
    assert set(derivation) == {"name", "title", "claims", "steps", "cross_check"}
    assert derivation["steps"] == [STEP | STEPS[name]]
    assert document["summary"]["verdicts"] == {name: 1}


def test_json_has_no_number_that_is_none() -> None:
    check = CrossCheck((1,), nan, None, False, "no number")
    text = judgements_json((judgement(VERDICTS["proved"], check=check),))
    assert "NaN" not in text
    assert json.loads(text)["derivations"][0]["cross_check"]["max_error"] is None


@pytest.mark.parametrize("name", VERDICTS)
def test_markdown_says_each_verdict_in_words_of_its_own(name: str) -> None:
    said = {
        "proved": r"| proved for every size, under $y\text{ is one-hot}$, $p_j > 0",
        "proved at sizes": "proved at sizes C = 1, 2, 3 only |",
        "refuted": "refuted `at C = 2, k = 2, z = (0, 1/2): left = 1/2, right = 0`",
        "conditional": r"conditional on $\sum_{j} y_j = 1$; refuted without it `at",
        "unknown": "unknown (out-of-class: max is not known here)",
    }
    assert said[name] in judgement_markdown(judgement(VERDICTS[name]))


def test_markdown_flags_what_is_not_as_stated() -> None:
    text = judgement_markdown(judgement(VERDICTS["refuted"]))
    assert "**not as stated: stated proved, found refuted**" in text


def test_markdown_escapes_what_would_be_markup() -> None:
    slip = Diagnostic("unbound-index", "x_1 | *y*", "", "")
    text = judgement_markdown(judgement(VERDICTS["proved"], diagnostics=(slip,)))
    assert r"x\_1 \| \*y\*." in text


def test_a_witness_can_be_checked_by_hand() -> None:
    assert witness_text(POINT) == "at C = 2, k = 2, z = (0, 1/2): left = 1/2, right = 0"
    assert witness_latex(POINT) == (
        "at $C = 2$, $k = 2$, $z = (0, 1/2)$: left $= 1/2$, right $= 0$"
    )


def test_enclosures_are_not_printed_as_equal() -> None:
    rounded = replace(POINT, lhs="-0.924234314520", rhs="0e-36", precision=128)
    assert witness_text(rounded).endswith(": left ≈ -0.924234314520, right ≈ 0")


def test_matrices_scalars_and_greek_letters_in_a_witness() -> None:
    entries = tuple(("W", at, Fraction(sum(at))) for at in ((1, 1), (1, 2), (2, 1), (2, 2)))
    witness = replace(POINT, positions=(), values=(*entries, ("theta", (), Fraction(1, 3))))
    assert witness_text(witness).startswith("at C = 2, W = ((2, 3), (3, 4)), θ = 1/3: ")
    assert r"$\theta = 1/3$" in witness_latex(witness)


def test_entries_that_are_counted_from_0_are_named() -> None:
    values = (("z", (0,), Fraction(4)), ("z", (1,), Fraction(5)))
    witness = replace(POINT, sizes=((C, 2),), positions=((k, 1),), values=values)
    assert witness_text(witness).startswith("at C = 2, k = 1, z_0 = 4, z_1 = 5: ")


REASONS = {
    "vacuous",
    "undefined",
    "too-large",
    "internal-disagreement",
    "contradictory",
    "undecided",
    "out-of-class",
    "out-of-budget",
}


@pytest.mark.parametrize("name", sorted(REASONS | set(EXPLANATIONS)))
def test_every_reason_is_explained_with_an_example_and_what_to_do(name: str) -> None:
    paragraphs = explain(name).split("\n\n")
    assert len(paragraphs) >= 2
    assert all(paragraph.endswith(".") for paragraph in paragraphs)


def test_an_explanation_that_does_not_exist_names_close_ones() -> None:
    with pytest.raises(LookupError, match="did you mean undecided"):
        explain("undecide")
