"""Text for a terminal: every verdict in its own words, within the width."""

from __future__ import annotations

import pytest

from derive.model import CrossCheck, Diagnostic, Judgement
from derive.report.terminal import judgement_lines, summary_lines
from tests.report.judgements import VERDICTS, chain, i, judgement, k, p, y, z


def shown(one: Judgement, width: int = 80) -> str:
    return "\n".join(line.text for line in judgement_lines(one, width))


SAID = {
    "proved": "✓ proved for every size, if y one-hot; p_j > 0 for all j · term by term",
    "proved at sizes": "· proved at sizes C = 1, 2, 3 only · term by term",
    "refuted": "✗ refuted at C = 2, k = 2, z = (0, 1/2): left = 1/2, right = 0 · term by term",
    "conditional": "~ conditional: needs Σ_j y_j = 1; refuted without it at C = 2, k = 2, ",
    "unknown": "? unknown (out-of-class): max is not known here · term by term",
}


@pytest.mark.parametrize("name", VERDICTS)
def test_each_verdict_has_words_of_its_own(name: str) -> None:
    assert SAID[name] in shown(judgement(VERDICTS[name]), width=120)


def test_a_proof_names_its_method() -> None:
    assert "Proved by normal form" in shown(judgement(VERDICTS["proved"]))


def test_a_verdict_that_is_not_as_stated_is_flagged() -> None:
    text = shown(judgement(VERDICTS["refuted"]))
    assert "! not as stated: stated proved, found refuted" in text
    assert "· as stated" not in text


def test_a_refuted_claim_that_is_stated_so_is_not_flagged() -> None:
    text = shown(judgement(VERDICTS["refuted"], stated="refuted"))
    assert "!" not in text
    assert "right = 0 · term by term · as stated" in " ".join(text.split())


def test_a_single_step_stands_on_one_line() -> None:
    assert "7.1        z_k = y_k\n" in shown(judgement(VERDICTS["proved"]))


def test_a_chain_shows_its_left_side_and_its_case_once() -> None:
    text = shown(chain(y[k], p[k], case=(i, k)))
    assert text.count("z_k") == 1
    assert text.count("i ≠ k") == 1
    assert text.index("z_k") < text.index("i ≠ k") < text.index("= y_k") < text.index("= p_k")


def test_one_diagnostic_of_many_steps_is_shown_once() -> None:
    slip = Diagnostic("unbound-index", "c is free", "", "bind it")
    one = judgement(VERDICTS["proved"], diagnostics=(slip,))
    twice = Judgement(one.derivation, one.judged * 2)
    assert shown(twice).count("unbound-index: c is free; bind it") == 1


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    wide = z[k] * (y[k] + p[k]) - y[k] * (z[k] + p[k]) + p[k] * (y[k] - z[k]) - y[k] ** 2 * p[k]
    for one in (chain(wide, y[k]), *(judgement(verdict) for verdict in VERDICTS.values())):
        assert all(len(line.text) <= width for line in judgement_lines(one, width))


def test_no_line_ends_between_a_name_and_its_value() -> None:
    for width in range(40, 120):
        for line in shown(judgement(VERDICTS["refuted"]), width).splitlines():
            assert not line.rstrip().endswith("=")


def test_the_cross_check_is_shown_with_its_error() -> None:
    text = shown(judgement(VERDICTS["proved"], check=CrossCheck((1, 2), 1e-16, 0.5, True)))
    assert "NumPy agrees with the definition at sizes 1, 2: error 1.0e-16" in text
    failed = shown(judgement(VERDICTS["proved"], check=CrossCheck((1,), 1.0, None, False, "no")))
    assert "NumPy cross-check failed: no" in failed


def summary(*judgements: Judgement) -> list[str]:
    return [line.text for line in summary_lines(judgements, 120)]


def test_the_summary_counts_the_weaker_grade_by_itself() -> None:
    everything = tuple(judgement(verdict) for verdict in VERDICTS.values())
    assert summary(*everything)[0] == (
        "5 derivations, 5 steps: 1 proved, 1 proved at sizes, 1 refuted, 1 conditional, 1 unknown"
    )


def test_the_last_line_says_what_is_not_as_stated() -> None:
    assert summary(judgement(VERDICTS["proved"]))[-1] == "all as stated"
    assert summary(judgement(VERDICTS["refuted"]))[-1] == "not as stated: one-step 7.1"
    failed = judgement(VERDICTS["proved"], check=CrossCheck((1,), 1.0, None, False, "no"))
    assert summary(failed)[-1] == "not as stated: one-step (cross-check)"
