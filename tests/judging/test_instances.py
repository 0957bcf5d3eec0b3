"""Steps with computed indices and ranges, judged with numbers for their letters."""

from __future__ import annotations

import pytest

from tests.judging.papers import agree, report, verdicts

RETURNS = (
    "<!-- derive: scalar g; index t, k : T; "
    r"let V_t = \sum_{k=t}^T g^{k-t} r_k -->" + "\n"
)
LAYERS = (
    "<!-- derive: matrix W : n, n; vector h_0 : n; vector v : n; let h_1 = W h_0; "
    "let h_2 = W h_1; layout denominator -->\n"
)
RECURSION = "<!-- derive: let z_t = w z_{t-1} + x_t; scalar w -->\n"
CASES = {
    "a return": (RETURNS + "$$V_t = r_t + g V_{t+1}$$", "proved?"),
    "a return without its discount": (RETURNS + "$$V_t = r_t + V_{t+1}$$", "refuted?"),
    "a sum that telescopes": (r"$$\sum_{i=1}^n (a_{i+1} - a_i) = a_{n+1} - a_1$$", "proved"),
    "a sum that begins later": (r"$$\sum_{k=1}^n x_k - x_1 = \sum_{k=2}^n x_k$$", "proved?"),
    "a sum of numbers": (r"$$\sum_{k=2}^4 x_k = x_2 + x_3 + x_4$$", "proved"),
    "a shifted sum": (r"$$\sum_{i=1}^n x_i x_{i+1} = \sum_{i=2}^{n+1} x_{i-1} x_i$$", "proved?"),
    "powers of a matrix": (
        LAYERS + r"$$\frac{\partial v^\top h_2}{\partial W}"
        r" = \sum_{j=1}^2 (W^\top)^{2-j} v h_{j-1}^\top$$",
        "proved",
    ),
    "powers of a matrix, at another index": (
        LAYERS + r"$$\frac{\partial v^\top h_2}{\partial W}"
        r" = \sum_{j=1}^2 (W^\top)^{2-j} v h_{j}^\top$$",
        "refuted",
    ),
    "a recursion": (RECURSION + r"$$\frac{\partial z_t}{\partial z_{t-1}} = w$$", "proved"),
    "an update is no claim": (
        r"$$L = \sum_i \theta_i^2$$ $$\theta_{t+1} = \theta_t - \eta g_t$$",
        "definition",
    ),
    "what fails at the ends only is not refuted": (
        "<!-- derive: index t, k : T -->\n"
        r"$$\frac{\partial}{\partial x_t} \sum_{k=1}^{T-1} x_k x_{k+1} = x_{t-1} + x_{t+1}$$",
        "unread",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_step_that_speaks_of_numbers(name: str) -> None:
    text, verdict = CASES[name]
    assert agree(verdicts(text)[-1:], [verdict])


def test_what_was_meant_is_suggested() -> None:
    (claim,) = report(CASES["powers of a matrix, at another index"][0]).claims
    assert claim.outcome.suggestion is not None
    assert claim.outcome.suggestion.rhs == r"\sum_{j=1}^2 (W^\top)^{2-j} v h_{j-1}^\top"
