"""The divergence of one softmax from another, by its logits: the loss of distillation."""

from derive import Derivation, Sum, define, exp, index_set, indices, log, vector

C = index_set("C")  # the classes
i, j, k = indices("i j k", C)

z = vector("z", C)  # the logits of the model
w = vector("w", C)  # the logits of its teacher
p = define("p", i, exp(z[i]) / Sum(exp(z[j]), j))
q = define("q", i, exp(w[i]) / Sum(exp(w[j]), j))

D = define("D", Sum(q[i] * log(q[i] / p[i]), i))

gradient = Derivation.of_gradient(
    D,
    wrt=z[k],
    name="softmax-divergence-gradient",
    title="The divergence of one softmax from another, by the logits of the second",
    closes_to=p[k] - q[k],
)
