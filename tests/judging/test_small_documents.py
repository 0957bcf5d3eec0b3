"""One small document for each way of writing: what is true is proved, and its near twin is not."""

from __future__ import annotations

import pytest

from tests.judging.judged import verdicts_of

#: A document and what is found of its equations, in their order.
DOCUMENTS: dict[str, tuple[str, list[str]]] = {
    "what is compared with numbers is a number": (
        r"""
For $C > 1$ we have

$$ \exp(-a u C) = \exp(-a u)^C $$

$$ \exp(-a u C) = \exp(-C) \exp(-a u) $$
""",
        ["proved", "refuted"],
    ),
    "powers of numbers": (
        r"""
For $g(u, r) = u^r$ we have

$$ \frac{\partial g}{\partial u} = r u^{r-1}, \qquad \frac{\partial g}{\partial r} = \log(r) u^r $$
""",
        ["proved", "refuted"],
    ),
    "decimals that a definition says are exact": (
        r"""
$$ q(v) = v + 0.25 v^3 $$
$$ v q(v) = v^2 + 0.25 v^4 $$
$$ v q(v) = v^2 + 0.25 v^3 $$
$$ \frac{1}{3} = 0.33 $$
""",
        ["definition", "proved", "refuted", "unknown"],
    ),
    "a norm that the document defines": (
        r"""
<!-- derive: matrix B : p, q; matrix M : p, q; layout denominator -->
<!-- derive: let \|B\|_2 = \sqrt{\sum_i \sum_j B_{ij}^2} -->
$$ \frac{\partial}{\partial M} \|M\|_2^2 = 2 M $$
$$ \frac{\partial}{\partial M} \|M\|_2^2 = M $$
""",
        ["proved", "refuted"],
    ),
    "a transpose before the index of a sample": (
        r"""
<!-- derive: index r : R; vector h_r : d; vector c : d; layout denominator -->
<!-- derive: let E = \sum_r (h_r^\top c)^2 -->
$$ \frac{\partial E}{\partial c} = 2 \sum_r (h^\top_r c) h_r $$
$$ \frac{\partial E}{\partial c} = \sum_r (h^\top_r c) h_r $$
""",
        ["proved", "refuted"],
    ),
    "a function at its own argument": (
        r"""
<!-- derive: scalar t; function v of t; function G of v -->
$$ \frac{d}{dt} G(v(t)) = \frac{dG}{dv}(v(t)) \cdot \frac{dv}{dt} $$
$$ \frac{d}{dt} G(v(t)) = \frac{dG}{dt}(v(t)) \cdot \frac{dv}{dt} $$
""",
        ["proved", "refuted"],
    ),
    "an update of what is defined": (
        r"""
<!-- derive: scalar w; scalar u; scalar r; scalar \eta; let E = \frac{1}{2} (w u - r)^2 -->
<!-- derive: let w_{\text{new}} = w - \eta u (w u - r) -->
$$ w_{\text{new}} = w - \eta \frac{dE}{dw} $$
$$ w_{\text{new}} = w - \eta \frac{dw}{dE} $$
""",
        ["proved", "refuted"],
    ),
    "an update of what is not": (
        r"""
$$ w_{\text{new}} = w - \eta g $$
$$ w_{\text{new}} = w + \eta g $$
""",
        ["update", "update"],
    ),
    "by the root of a name that is a square": (
        r"""
$$ \ell(\mu, \sigma^2) = -\frac{1}{2} \log \sigma^2 - \frac{(u - \mu)^2}{2 \sigma^2} $$
$$ \frac{\partial \ell}{\partial \sigma} = -\frac{1}{\sigma} + \frac{(u - \mu)^2}{\sigma^3} $$
$$ \frac{\partial \ell}{\partial \sigma} = -\frac{1}{\sigma} + \frac{(u - \mu)^2}{2 \sigma^4} $$
""",
        ["definition", "proved", "refuted"],
    ),
    "a likelihood by its logarithm": (
        r"""
$$ \ln L(\theta) = n \ln \theta - \theta \sum_{i=1}^n u_i $$
$$ \frac{\partial \ln L}{\partial \theta} = \frac{n}{\theta} - \sum_{i=1}^n u_i $$
$$ \frac{\partial \ln L}{\partial \theta} = n \theta - \sum_{i=1}^n u_i $$
""",
        ["definition", "proved", "refuted"],
    ),
    "steps that look back": (
        r"""
$$ c_t = f_t c_{t-1} + i_t g_t $$
$$ \frac{\partial c_t}{\partial g_t} = i_t $$
$$ c_t - c_{t-1} = (f_t - 1) c_{t-1} + i_t g_t $$
$$ c_t - c_{t-1} = (1 - f_t) c_{t-1} + i_t g_t $$
""",
        ["definition", "proved", "proved", "refuted"],
    ),
    "a name that a chain goes on with": (
        r"""
<!-- derive: let P(u) = e^{-u} -->
$$ -\log P(u) = \xi(u) = u $$
$$ \xi(u) = -u $$
""",
        ["definition", "proved", "refuted"],
    ),
    "a mark below a name": (
        r"""
<!-- derive: positive \tau; index k : K -->
$$ S = \log \left( e^{s_+ / \tau} + \sum_k e^{s_k / \tau} \right) $$
$$ \frac{\partial S}{\partial s_+} =
\frac{1}{\tau} \frac{e^{s_+ / \tau}}{e^{s_+ / \tau} + \sum_k e^{s_k / \tau}} $$
""",
        ["definition", "proved"],
    ),
    "the name of a set that is a quantity, too": (
        r"""
<!-- derive: index k : K; index n : N -->
$$ N_k = \sum_n g_{nk} $$
$$ \sum_k N_k = \sum_n \sum_k g_{nk} $$
$$ \sum_k N_k = N \sum_n \sum_k g_{nk} $$
""",
        ["definition", "proved", "unknown"],
    ),
    "letters that may be differentials or transposes": (
        r"""
$$ \begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{pmatrix} u \\ v \end{pmatrix}
= \begin{pmatrix} a u + b v \\ c u + d v \end{pmatrix} $$
$$ \begin{pmatrix} a & b \\ c & d \end{pmatrix}^T = \begin{pmatrix} a & c \\ b & d \end{pmatrix} $$
$$ \begin{pmatrix} a & b \\ c & d \end{pmatrix}^T = \begin{pmatrix} a & b \\ c & d \end{pmatrix} $$
""",
        ["proved", "proved", "refuted"],
    ),
    "values of functions of the field are no definitions": (
        r"""
<!-- derive: matrix B : p, p -->
$$ \operatorname{Tr}(B^T B) = \sum_i \sum_j B_{ij}^2 $$
$$ \operatorname{Tr}(B^T B) = \sum_i B_{ii}^2 $$
""",
        ["proved", "refuted"],
    ),
    "an equation for a derivative that nothing else says": (
        r"""
$$ L = \sum_k v_k f_k $$
$$ \frac{\partial L}{\partial a_k} = f_k - L $$
""",
        ["definition", "unknown"],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_equation_has_its_verdict(name: str) -> None:
    document, verdicts = DOCUMENTS[name]
    assert verdicts_of(document) == verdicts
