"""The builder by itself comes to the right sides that the documents print.

Up to the order of terms and factors, and the names of bound indices; what a document calls
the derivative of one term of the loss is there that of the loss.
"""

from __future__ import annotations

from functools import cache

import pytest

from derive import Derivation, chain, partial
from derive.catalogue import load_all
from derive.model import Claim
from derive.syntax.shape import alike
from derive.syntax.tree import Derivative, Entry, Symbol, Written
from derive.syntax.walk import map_children

DERIVATIONS = {derivation.name: derivation for derivation in load_all()}


@cache
def claims_by_id(name: str) -> dict[str, Claim]:
    return {c.id: c for c in DERIVATIONS[name].claims if c.id is not None}


def printed(name: str, identifier: str) -> Written:
    return claims_by_id(name)[identifier].rhs


def is_reached(built: Derivation, form: Written) -> bool:
    return any(alike(claim.rhs, form) for claim in built.claims)


# -- 001.13: the derivative of softmax, on its diagonal


@cache
def diagonal() -> Derivation:
    start = claims_by_id("softmax-derivative")["001.13"].rhs
    assert isinstance(start, Derivative)
    return Derivation.of_gradient(start.of, start.wrt, fine=True)


@pytest.mark.parametrize("identifier", ["001.13b.1", "001.13b.2", "001.13b"])
def test_the_derivative_of_softmax(identifier: str) -> None:
    assert is_reached(diagonal(), printed("softmax-derivative", identifier))


@pytest.mark.parametrize("identifier", ["001.13b.3", "001.13b.4"])
def test_the_derivative_of_softmax_by_common_factors(identifier: str) -> None:
    assert is_reached(diagonal(), printed("softmax-derivative", identifier))


# -- 001.15: cross-entropy by the logits, from its terms


@cache
def by_terms() -> Derivation:
    """The gradient from the lemmas as they are printed, those of a term being of the loss."""
    source = DERIVATIONS["cross-entropy-gradient-by-terms"]
    by_probabilities = claims_by_id("cross-entropy-terms")["001.12.1"].lhs
    assert isinstance(by_probabilities, Derivative)
    lemma = partial(source.loss, by_probabilities.wrt)
    return Derivation.of_gradient(
        source.loss,
        source.wrt,
        given=source.claims[-1].given,
        citing=[
            Derivation("loss", "", chain(lemma, {"": printed("cross-entropy-terms", "001.12")})),
            DERIVATIONS["softmax-derivative"],
        ],
        fine=True,
    )


def of_the_loss(form: Written, loss: Symbol) -> Written:
    """The form with ∂L/∂a_j in place of ∂ℓ_j/∂a_j."""
    match form:
        case Derivative(of=Entry(name="ℓ"), wrt=wrt):
            return Derivative(loss, wrt)
    return map_children(form, lambda part: of_the_loss(part, loss))


@pytest.mark.parametrize(
    "identifier", ["001.15z", "001.15a", "001.15c", "001.15d", "001.15e", "001.16"]
)
def test_the_gradient_of_cross_entropy_by_terms(identifier: str) -> None:
    name = "cross-entropy-gradient-by-terms"
    loss = DERIVATIONS[name].loss
    assert isinstance(loss, Symbol)
    assert is_reached(by_terms(), of_the_loss(printed(name, identifier), loss))


def test_the_gradient_of_cross_entropy_with_its_signs_cancelled() -> None:
    assert is_reached(by_terms(), printed("cross-entropy-gradient-by-terms", "001.15b"))


# -- 002.8: a layer under softmax and cross-entropy


@cache
def of_the_layer() -> Derivation:
    start = claims_by_id("layer-gradient")["002.8b"].lhs
    assert isinstance(start, Derivative)
    given = claims_by_id("layer-code")["002.10"].given
    return Derivation.of_gradient(start.of, start.wrt, given=given)


@pytest.mark.parametrize("identifier", ["002.8b", "002.8c", "002.8d", "002.8e"])
def test_the_gradient_of_the_layer(identifier: str) -> None:
    assert is_reached(of_the_layer(), printed("layer-gradient", identifier))


def test_the_gradient_by_the_biases_of_the_layer() -> None:
    claim = claims_by_id("layer-by-parameters")["002.8a"]
    assert isinstance(claim.lhs, Derivative)
    assert is_reached(Derivation.of_gradient(claim.lhs.of, claim.lhs.wrt), claim.rhs)
