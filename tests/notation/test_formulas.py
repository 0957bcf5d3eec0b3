r"""What stands in a formula: two ways to write one thing are one, and two things are two.

A refusal and its near twin that must be read are one test.
"""

from __future__ import annotations

import pytest

from derive.notation.errors import ReadError
from derive.notation.nodes import Bracket, Clause, Head, Letter, Operator, Scripted, subnodes
from derive.notation.parse import parse
from tests.notation.shown import formula

ALIKE = [
    # words
    ("exp(u)", r"\exp(u)"),
    ("v log p", r"v \log p"),
    ("vlogp", r"v \log p"),
    (r"\text{log } p", r"\log p"),
    (r"\operatorname{softmax}(u)", "softmax(u)"),
    (r"\operatorname*{arg\,max}_u f", r"\arg\max_u f"),
    (r"\mathop{\rm arg\,min}\limits_u f", r"\argmin_u f"),
    (r"\underset{u}{\arg\min} f", r"\argmin_u f"),
    (r"\mathop{\sum}_{i} u_i", r"\sum_i u_i"),
    (r"\overset{n}{\underset{i=1}{\sum}} u_i", r"\sum_{i=1}^{n} u_i"),
    (r"\mathrm{loss}", "loss"),
    ("MSE", r"\text{MSE}"),
    ("lnp", r"\ln p"),
    ("u_{train} + u_{new}", r"u_{\text{train}} + u_{\text{new}}"),
    ("e^{vlogp}", r"e^{v \log p}"),
    ("tr(A B)", r"\operatorname{tr}(A B)"),
    # only how it looks
    (r"u \color{teal}{- v^2}", "u - v^2"),
    (r"u {- v} w", "u - v w"),
    (r"u {= v}", "u = v"),
    (r"u{\rm{ = }}v", "u = v"),
    (r"\boxed{u} + \cancel{v}", "u + v"),
    (r"\textcolor{red}{u} v", "u v"),
    (r"\underbrace{u}_{\text{of } v} w", "u w"),
    (r"\footnotesize u \, \mathrm{d} v {}", "u d v"),
    (r"\left\lbrace u \right\rbrace", r"\{ u \}"),
    (r"\ensuremath{u} \phantom{= 0} \mathstrut v", "u v"),
    ("u_{_i}", "u_i"),
    # alphabets
    (r"{\bf u} v", r"\mathbf{u} v"),
    (r"{\cal L}(u)", r"\mathcal{L}(u)"),
    (r"\bm u^\top \pmb v", r"\mathbf{u}^\top \mathbf{v}"),
    (r"\mathds{1}_{[u]}", r"\mathbb 1_{[u]}"),
    # primes and accents
    (r"f^\prime(u)", "f'(u)"),
    (r"f^{\prime\prime}", "f''"),
    (r"f^{'}_i", "f_i'"),
    (r"\overrightarrow{u}", r"\vec u"),
    (r"\widehat{u}", r"\hat u"),
    # numbers and characters of other keyboards
    (".5 u", "0.5 u"),
    ("f（u，v）＝0", "f(u, v) = 0"),
    ("u² ≤ θ·v", r"u^2 \le \theta \cdot v"),
    # relations
    ("u >= v", r"u \ge v"),
    (r"u \not= v", r"u \ne v"),
    (r"u \not\in S", r"u \notin S"),
    ("u : = v", "u := v"),
    # brackets
    ("p(u \\lvert v)", "p(u | v)"),
    (r"\langle u, v \rangle + <u, v>", r"\langle u, v \rangle + \langle u, v \rangle"),
    (r"{n \choose k}", r"\binom{n}{k}"),
    (
        r"\left\{ \begin{array}{ll} u & v > 0 \\ w & \text{else} \end{array} \right.",
        r"\begin{cases} u & v > 0 \\ w & \text{else} \end{cases}",
    ),
]


@pytest.mark.parametrize(("text", "twin"), ALIKE)
def test_two_ways_to_write_one_thing(text, twin):
    assert formula(text) == formula(twin) != ""


DIFFERENT = [
    ("u' v", "u v"),
    ("tr v", "tr(v)"),
    ("w_{ijklm} u", r"w_{\text{ijklm}} \, \text{u}"),
    (r"\mathbf u", "u"),
    (r"\frac{u}{v}", "u v"),
    (r"\sqrt{u}", "u"),
    ("u_{ij}", "u_i j"),
    ("u_i^2", "u_{i^2}"),
    ("[u, v)", "[u, v]"),
    (r"\lfloor u \rfloor", "(u)"),
    (r"\overset{(1)}{W}", r"\overset{(2)}{W}"),
    (r"\underset{a}{W}", r"\underset{b}{W}"),
    (r"u \otimes v", "u v"),
    (r"u \overset{a}{\cdot} v", r"u \cdot v"),
    (r"\begin{vmatrix} u \end{vmatrix}", r"\begin{matrix} u \end{matrix}"),
    ("u := v", "u :\\ v"),
    (r"\vec{u}", r"\overleftarrow{u}"),
    (r"\overset{\rightarrow}{u}", "u"),
    ("k!", "k"),
]


@pytest.mark.parametrize(("text", "other"), DIFFERENT)
def test_two_things_are_two(text, other):
    assert formula(text) != formula(other)


READ = {
    # words that stand between formulas, and words that are names
    r"u = v \text{ if $w > 0$, else } 0": "u=v [if] w>0 [, else] 0",
    r"\text{training loss} = \frac{\text{sum of it}}{n}": "training loss=(sum of it)/(n)",
    r"u = v \text{ otherwise}": "u=v [otherwise]",
    r"u = v and w = s": "u=v [and] w=s",
    "当 u = v": "[当] u=v",
    r"u_{最大} = v": "u_最大=v",
    # commands that nobody knows are names
    r"\R + \E[u] = \foo_i": "R+E[u]=foo_i",
    # signs that stand alone are names
    r"f(\cdot) = \|\cdot\|": "f(·)=‖·‖",
    r"u^* + u^{+} - v^- + w_\perp": "u^∗+u^+-v^-+w_⊥",
    r"x_{\max} = \max_i x_i": "x_max=maxix_i",
    # bars
    r"|u| + \lvert v \rvert = \|w\|_2": "|u|+|v|=‖w‖_2",
    r"p(u | v) = p_{u|v} = P(u \mid v)": "p(u|v)=p_{u|v}=P(u|v)",
    r"f'(u)|_{u=0} = \left. f' \right|_{u=0}": "f'(u)|_{u=0}=f'|_{u=0}",
    r"\log|u|": "log|u|",
    # intervals
    r"u \in [0, 1)": "u∈[)0,1[)",
    # many
    r"\bigcup_i A_i = \cup_i A_i": "unioniA_i=unioniA_i",
    "u += v": "u+=v",
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_what_stands_there(text):
    assert formula(text) == READ[text]


RAW = ["=", ":=", r"\triangleq", r"\equiv", r"\overset{!}{=}", r"\stackrel{\text{def}}{=}",
       r"\leftarrow", r"\gets", r"\approx", r"\propto", r"\notin", r"\not\in", "=:",
       r"\Rightarrow", r"\mapsto"]  # fmt: skip


@pytest.mark.parametrize("raw", RAW)
def test_a_relation_says_how_it_is_written(raw):
    (clause,) = parse(f"u {raw} v").parts
    assert isinstance(clause, Clause)
    (relation,) = clause.relations
    assert relation.raw == raw
    assert [member is not None for member in clause.members] == [True, True]


def test_a_factorial_and_a_binomial_are_applied():
    found = {n.name for n in subnodes(parse(r"\binom{n}{k} / k!")) if isinstance(n, Head)}
    assert found == {"binomial", "factorial"}


def test_a_bar_at_a_place_is_no_letter():
    bar = next(n for n in subnodes(parse("f|_{u = 0}")) if isinstance(n, Scripted))
    assert bar.base == Operator(1, 2, "|")


def test_a_word_is_told_from_a_letter():
    letters = [n for n in subnodes(parse(r"\mathrm{u} \R r \text{set}")) if isinstance(n, Letter)]
    assert [(n.name, n.word) for n in letters] == [
        ("u", False), ("R", True), ("r", False), ("set", True),
    ]  # fmt: skip


def test_places_are_those_in_the_whole_text():
    text = r"\\ u = \frac{v}{w} \\"
    notation = parse(text, 3, 18)
    assert text[notation.start : notation.end] == r"u = \frac{v}{w}"
    assert all(3 <= node.start <= node.end <= 18 for node in subnodes(notation))


def test_kinds_of_brackets():
    text = r"(u) [u] \{u\} \langle u \rangle |u| \|u\| \lceil u \rceil \begin{cases} u \end{cases}"
    kinds = [n.kind for n in subnodes(parse(text)) if isinstance(n, Bracket)]
    assert kinds == ["(", "[", r"\{", "⟨", "|", "‖", "⌈", "cases"]


REFUSED = [
    # what is refused, the sentence, where, and the twin that is read
    (r"u = \foo{v}", r"\foo is not defined: name a macro file", r"\foo", r"u = \foo v"),
    ("sum_i u_i", r"did you mean \sum?", "sum", r"\sum_i u_i"),
    ("e^{sum_i u_i}", r"did you mean \sum?", "sum", r"e^{\sum_i u_i} + u_{sum}"),
    ("alpha u", r"did you mean \alpha?", "alpha", r"\alpha u"),
    ("u_1^2_3", "a second subscript", "_3", "{u_1^2}_3"),
    ("u^a^b", "a second superscript", "^b", "u^{a^b}"),
    ("u = v)", "this ) closes nothing", ")", "u = (v)"),
    ("u = (v", "nothing closes this (", "(", "u = (v)"),
    ("(u + v]", "cannot close the (", "]", "(u, v]"),
    ("u | v = w", "this bar is not read", "|", "p(u | v) = w"),
    ("k!= v", "a factorial, or unequal?", "!=", "k != v"),
    (r"u \pm v", "plus or minus", r"\pm", "u + v"),
    ("1e-3", r"write 1 \cdot 10^{-3}", "1e-3", r"1 \cdot 10^{-3}"),
    (r"\frac{u}", "something is missing", "}", r"\frac{u}{v}"),
    (r"u \\ v", r"no \\ between rows", r"\\", "u v"),
    (r"\begin{tikzpicture}", "the environment tikzpicture is not read",
     r"\begin{tikzpicture}", r"\begin{pmatrix} u \end{pmatrix}"),
    (r"u = = v", "something is missing between", "= =", "u == v"),
    ("а = b", "CYRILLIC SMALL LETTER A", "а", "a = b"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why", "where", "twin"), REFUSED)
def test_what_is_refused_and_its_twin_that_is_read(text, why, where, twin):
    with pytest.raises(ReadError) as error:
        parse(text)
    assert why in error.value.message
    assert text[error.value.start : error.value.end] == where
    assert formula(twin) != ""
