"""Gradients of losses that no document works out: derived, proved, and as short as a book's."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from derive import Derivation, chain, judge
from derive.check import judge_claim
from derive.model import Proved, verdict_name
from derive.numeric import cross_check
from derive.syntax.walk import node_count
from tests.losses.entry import Gradient
from tests.losses.fresh import FRESH
from tests.losses.held_out import HELD_OUT
from tests.losses.listed import LISTED

#: Arrays of three indices have 10^9 entries at size 1000.
SIZES = (2, 3, 7)


@pytest.mark.parametrize("gradient", [*LISTED, *HELD_OUT, *FRESH], ids=lambda g: g.label)
def test_the_closed_form_is_found_proved_checked_and_short(gradient: Gradient) -> None:
    built = Derivation.of_gradient(
        gradient.loss, gradient.wrt, given=gradient.given, case=gradient.case
    )
    with patch.object(cross_check, "SIZES", SIZES):
        judgement = judge(built)
    assert {verdict_name(j.verdict) for j in judgement.judged} == {"proved"}
    assert judgement.cross_check is not None
    assert judgement.cross_check.ok, judgement.cross_check.detail
    (claim,) = chain(
        built.closed_form, {"": gradient.textbook}, given=gradient.given, case=gradient.case
    )
    assert isinstance(judge_claim(claim).verdict, Proved), str(built.closed_form)
    assert node_count(built.closed_form) <= 1.2 * node_count(gradient.textbook)


def test_the_list_has_many_losses_and_no_label_twice() -> None:
    assert len({g.name for g in LISTED}) >= 20
    labels = [g.label for g in (*LISTED, *HELD_OUT, *FRESH)]
    assert len(set(labels)) == len(labels)
