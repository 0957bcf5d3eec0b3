"""Losses of regressions and of densities."""

from __future__ import annotations

from derive import (
    Eq,
    Sum,
    define,
    exp,
    index_set,
    indices,
    log,
    matrix,
    scalar,
    size,
    sqrt,
    vector,
)
from tests.losses.entry import Gradient, sigmoid, tanh

m, n = index_set("m"), index_set("n")
i, l = indices("i l", m)
j, k = indices("j k", n)

x, y, theta = matrix("x", m, n), vector("y", m), vector("θ", n)
penalty, width, power = scalar("λ"), scalar("c", "positive"), scalar("ρ")

linear = define("h", i, Sum(x[i, j] * theta[j], j))
logistic = define("h", i, sigmoid(Sum(x[i, j] * theta[j], j)))
spelled = define("h", i, 1 / (1 + exp(-Sum(x[i, j] * theta[j], j))))
rate = define("μ", i, exp(Sum(x[i, j] * theta[j], j)))
rest = define("r", i, Sum(x[i, j] * theta[j], j) - y[i])


def likelihood(h):
    """The mean of −log of the Bernoulli likelihood."""
    return define("L", -1 / size(m) * Sum(y[i] * log(h[i]) + (1 - y[i]) * log(1 - h[i]), i))


# -- densities
mu, nu, s, t, v = (vector(name, n) for name in ("μ", "ν", "s", "t", "v"))
sigma, tau = define("σ", j, exp(s[j])), define("τ", j, exp(t[j]))
gaussian = define("L", Sum(s[j] + (v[j] - mu[j]) ** 2 / (2 * sigma[j] ** 2), j))
gaussian_plain = Sum(s[j] + (v[j] - mu[j]) ** 2 / (2 * exp(2 * s[j])), j)
divergence = define(
    "L",
    Sum(t[j] - s[j] + (sigma[j] ** 2 + (mu[j] - nu[j]) ** 2) / (2 * tau[j] ** 2), j),
)
to_standard = define("L", Sum(mu[j] ** 2 + exp(s[j]) - s[j] - 1, j) / 2)
A = matrix("A", n, n)
(jj,) = indices("i", n)
mahalanobis = define("L", Sum(Sum((v[jj] - mu[jj]) * A[jj, j] * (v[j] - mu[j]), j), jj))
symmetric = Eq(A[jj, j], A[j, jj])

eta = vector("η", m)
score, margin_label = define("s", i, Sum(x[i, j] * theta[j], j)), y
u, w = scalar("u"), scalar("r")
tweedie_rate, observed = scalar("μ", "positive"), scalar("y")
predicted = define("μ", exp(scalar("η")))


def tweedie(mean):
    """The deviance of Tweedie's family up to what does not depend on the mean."""
    return -observed * mean ** (1 - power) / (1 - power) + mean ** (2 - power) / (2 - power)


GRADIENTS = (
    Gradient(
        "linear regression",
        define("L", 1 / (2 * size(m)) * Sum((linear[i] - y[i]) ** 2, i)),
        theta[k],
        1 / size(m) * Sum((linear[i] - y[i]) * x[i, k], i),
    ),
    Gradient(
        "linear regression, written out",
        Sum((Sum(x[i, j] * theta[j], j) - y[i]) ** 2, i) / 2,
        theta[k],
        Sum((Sum(x[i, j] * theta[j], j) - y[i]) * x[i, k], i),
    ),
    Gradient(
        "ridge regression",
        define(
            "L",
            1 / (2 * size(m)) * Sum((linear[i] - y[i]) ** 2, i)
            + penalty / 2 * Sum(theta[j] ** 2, j),
        ),
        theta[k],
        1 / size(m) * Sum((linear[i] - y[i]) * x[i, k], i) + penalty * theta[k],
    ),
    Gradient(
        "logistic regression",
        likelihood(logistic),
        theta[k],
        1 / size(m) * Sum((logistic[i] - y[i]) * x[i, k], i),
    ),
    Gradient(
        "logistic regression, σ spelled out",
        likelihood(spelled),
        theta[k],
        1 / size(m) * Sum((spelled[i] - y[i]) * x[i, k], i),
    ),
    Gradient(
        "squared hinge on margins",
        define("L", Sum((1 - y[i] * score[i]) ** 2, i)),
        theta[k],
        -2 * Sum(y[i] * (1 - y[i] * score[i]) * x[i, k], i),
    ),
    Gradient(
        "Poisson, by the log rate",
        Sum(exp(eta[i]) - y[i] * eta[i], i),
        eta[l],
        exp(eta[l]) - y[l],
    ),
    Gradient(
        "Poisson regression",
        define("L", Sum(rate[i] - y[i] * log(rate[i]), i)),
        theta[k],
        Sum((rate[i] - y[i]) * x[i, k], i),
    ),
    Gradient(
        "pseudo-Huber loss",
        width**2 * (sqrt(1 + (w / width) ** 2) - 1),
        w,
        w / sqrt(1 + (w / width) ** 2),
    ),
    Gradient(
        "pseudo-Huber regression",
        define("L", Sum(sqrt(1 + rest[i] ** 2), i)),
        theta[k],
        Sum(rest[i] * x[i, k] / sqrt(1 + rest[i] ** 2), i),
    ),
    Gradient(
        "Cauchy loss",
        define("L", Sum(log(1 + rest[i] ** 2), i)),
        theta[k],
        2 * Sum(rest[i] * x[i, k] / (1 + rest[i] ** 2), i),
    ),
    Gradient("softplus", log(1 + exp(u)), u, 1 / (1 + exp(-u))),
    Gradient(
        "log-cosh",
        log((exp(u) + exp(-u)) / 2),
        u,
        (exp(u) - exp(-u)) / (exp(u) + exp(-u)),
    ),
    Gradient(
        "Tweedie deviance",
        tweedie(tweedie_rate),
        tweedie_rate,
        (tweedie_rate - observed) / tweedie_rate**power,
    ),
    Gradient(
        "Tweedie deviance, by the log mean",
        define("L", tweedie(predicted)),
        scalar("η"),
        predicted ** (1 - power) * (predicted - observed),
    ),
    Gradient("Gaussian, σ named", gaussian, mu[k], (mu[k] - v[k]) / sigma[k] ** 2),
    Gradient("Gaussian, σ named", gaussian, s[k], 1 - (v[k] - mu[k]) ** 2 / sigma[k] ** 2),
    Gradient("Gaussian", gaussian_plain, mu[k], (mu[k] - v[k]) / exp(2 * s[k])),
    Gradient("Gaussian", gaussian_plain, s[k], 1 - (v[k] - mu[k]) ** 2 / exp(2 * s[k])),
    Gradient("divergence of Gaussians", divergence, mu[k], (mu[k] - nu[k]) / tau[k] ** 2),
    Gradient("divergence of Gaussians", divergence, s[k], sigma[k] ** 2 / tau[k] ** 2 - 1),
    Gradient(
        "divergence of Gaussians",
        divergence,
        t[k],
        1 - (sigma[k] ** 2 + (mu[k] - nu[k]) ** 2) / tau[k] ** 2,
    ),
    Gradient("divergence from the standard Gaussian", to_standard, mu[k], mu[k]),
    Gradient("divergence from the standard Gaussian", to_standard, s[k], (exp(s[k]) - 1) / 2),
    Gradient(
        "Mahalanobis distance",
        mahalanobis,
        mu[k],
        -2 * Sum(A[k, j] * (v[j] - mu[j]), j),
        (symmetric,),
    ),
    Gradient("hyperbolic tangent, squared", tanh(u) ** 2 / 2, u, tanh(u) * (1 - tanh(u) ** 2)),
)
