"""LaTeX for a paper: what stands beside the rows, what below them, and that they fit."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from derive.catalogue import load_all
from derive.check import judge
from derive.model import Judgement
from derive.report.latex import derivation_latex, judged_align, judgement_latex
from derive.report.widths import formula_width, prose_width
from derive.syntax.tree import Sum
from tests.report.judgements import VERDICTS, chain, i, j, judgement, k, p, y, z

KATEX = Path(__file__).parents[1] / "katex"
COLUMN = 34.5  # em: 345 pt at 10 pt

MARKS = {
    "proved": r"&& \text{term by term}",
    "proved at sizes": r"\textbf{proved only at} $C = 1, 2, 3$",
    "refuted": r"\textbf{refuted}",
    "conditional": r"\textbf{needs} $\sum_{j} y_j = 1$",
    "unknown": r"\textbf{unknown} (out-of-class)",
}


@pytest.mark.parametrize("name", VERDICTS)
def test_what_is_not_proved_is_marked_beside_its_row(name: str) -> None:
    written = judged_align(judgement(VERDICTS[name]))
    assert MARKS[name] in written
    assert ("textbf" in written) == (name != "proved")


def test_a_derivation_that_was_not_judged_shows_what_its_author_states() -> None:
    stated = judgement(VERDICTS["refuted"], stated="refuted").derivation
    assert r"\text{term by term, \textbf{refuted}}" in derivation_latex(stated)


def test_what_a_proof_rests_on_stands_below() -> None:
    below = judgement_latex(judgement(VERDICTS["proved"])).splitlines()[-1]
    assert below == (
        r"\noindent Every step is proved for every $C$, assuming $y\text{ is one-hot}$, "
        r"where $p_j > 0 \quad \text{for all } j$."
    )


def test_a_witness_stands_below() -> None:
    below = judgement_latex(judgement(VERDICTS["refuted"])).splitlines()[-1]
    assert r"Refuted: $z_k = y_k$, at $C = 2$, $k = 2$, $z = (0, 1/2)$: left $= 1/2$" in below
    assert "proved" not in below


def test_nothing_is_said_to_be_proved_for_every_size_by_a_weaker_proof() -> None:
    assert "for every" not in judgement_latex(judgement(VERDICTS["proved at sizes"]))


def test_a_chain_has_one_left_side_and_one_case() -> None:
    written = judged_align(chain(y[k], p[k], case=(i, k)))
    assert written.count("z_k") == 1
    assert written.count("&=") == 2
    assert written.count(r"$i \ne k$") == 1


def test_a_wide_right_side_is_broken_before_its_terms() -> None:
    terms = [y[k] * Sum(z[j] * p[j], j) / p[k] for _ in range(8)]
    wide = terms[0]
    for term in terms[1:]:
        wide = wide + term
    written = judged_align(chain(wide - y[k], y[k]))
    assert written.count(r"&\quad {} +") >= 1
    assert written.count("&=") == 2
    assert widest_row(written) <= COLUMN


def test_a_wide_left_side_gets_rows_of_its_own() -> None:
    one = chain(z[k] * Sum(z[j] * p[j], j) + y[k] * Sum(z[j] * y[j], j), y[k]).derivation
    second = replace(one, claims=one.claims[1:])
    assert r"&\phantom{{}={}} z_k \sum_{j}" in derivation_latex(second)


def test_characters_that_tex_reserves_are_escaped() -> None:
    one = judgement(VERDICTS["proved"])
    odd = replace(one.derivation.claims[0], rule="50% of a_b & {c} #1")
    derivation = replace(one.derivation, claims=(odd,))
    assert r"\text{50\% of a\_b \& \{c\} \#1}" in derivation_latex(derivation)


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    return [judge(derivation) for derivation in load_all()]


def test_the_derivations_fit_the_column_of_an_article(judgements: list[Judgement]) -> None:
    for one in judgements:
        assert widest_row(judged_align(one)) <= COLUMN, one.derivation.name


@pytest.mark.skipif(
    shutil.which("node") is None or not (KATEX / "node_modules").is_dir(),
    reason="KaTeX is not installed in tests/katex",
)
def test_katex_renders_every_align_as_judged(judgements: list[Judgement]) -> None:
    by_hand = [judgement(verdict) for verdict in VERDICTS.values()]
    formulas = [judged_align(one) for one in (*judgements, *by_hand)]
    run = subprocess.run(
        ["node", "check.mjs"], input=json.dumps(formulas), cwd=KATEX, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def widest_row(written: str) -> float:
    """The widest left side, right side and comment of an align*, with the gap between them."""
    columns = list(zip(*cells(written), strict=True))
    return sum(max(column) for column in columns) + 1.0


def cells(written: str) -> Iterator[tuple[float, float, float]]:
    stack = re.compile(r"\\begin\{aligned\}(.*?)\\end\{aligned\}", re.DOTALL)
    body = written.removeprefix("\\begin{align*}").removesuffix("\\end{align*}")
    stacked = [re.findall(r"\\text\{(.*)\}", line) for line in stack.findall(body)]
    for row in stack.sub("", body).replace(r"\\[1ex]", r"\\").split(r"\\"):
        left, _, rest = row.partition("&")
        right, _, comment = rest.partition("&&")
        words = re.fullmatch(r"\s*\\text\{(.*)\}\s*", comment, re.DOTALL)
        yield (
            formula_width(left),
            formula_width(right.replace(r"\phantom{{}={}}", "=")),
            prose_width(words[1]) if words else 0.0,
        )
    for lines in stacked:
        for line in lines:
            pieces = [piece.strip(" &{}") for piece in line.split(r"\\")]
            yield 0.0, 0.0, max(prose_width(p.removeprefix(r"\text{")) for p in pieces)
