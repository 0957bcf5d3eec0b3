"""The divergence of one softmax from another, by its logits: the loss of distillation."""

from derive import Derivation, Sum, define, exp, log, vector

from .softmax import C, i, j, jacobian, k, p, z

w = vector("w", C)  # the logits of the teacher
q = define("q", i, exp(w[i]) / Sum(exp(w[j]), j))

D = define("D", Sum(q[i] * log(q[i] / p[i]), i))

gradient = Derivation.of_gradient(
    D,
    wrt=z[k],
    name="softmax-divergence-gradient",
    title="The divergence of one softmax from another, by the logits of the second",
    closes_to=p[k] - q[k],
    citing=[jacobian],
)
