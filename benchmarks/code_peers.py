"""The same functions as others have them: PyTorch, JAX and SciPy, where they are installed.

What a library has no function for is absent, except where its users would write it in one
line of what it has. Gradients of PyTorch and JAX are those of their automatic differentiation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

__all__ = ["Functions", "in_jax", "in_scipy", "in_torch"]

Functions: TypeAlias = dict[str, Callable[..., Any]]


def in_torch() -> Functions:
    """PyTorch's functions, of NumPy arrays."""
    try:
        import torch
    except ImportError:
        return {}
    from torch.nn import functional

    def of(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *arrays: function(*map(torch.from_numpy, arrays)).detach().numpy()

    def gradient(loss: Callable[..., Any], by: int = 0) -> Callable[..., Any]:
        def computed(*arrays: Any) -> Any:
            tensors = [torch.from_numpy(a) for a in arrays]
            tensors[by].requires_grad_()
            loss(*tensors).sum().backward()
            found = tensors[by].grad
            tensors[by].requires_grad_(False)
            return found.numpy()

        return computed

    def log_loss(x: Any, y: Any) -> Any:
        return functional.binary_cross_entropy_with_logits(x, y.to(x.dtype), reduction="none")

    def cross_entropy(z: Any, y: Any) -> Any:
        return functional.cross_entropy(z, y, reduction="none")

    def divergence(a: Any, b: Any) -> Any:
        logs = functional.log_softmax(b, -1), functional.log_softmax(a, -1)
        return functional.kl_div(*logs, reduction="none", log_target=True).sum(-1)

    def shares(z: Any) -> Any:
        return functional.softmax(z, -1)

    def product(v: Any, z: Any) -> Any:
        return torch.func.jvp(shares, (z,), (v,))[1]

    def hessian(v: Any, z: Any, y: Any) -> Any:
        slope = torch.func.grad(lambda z: cross_entropy(z, y).sum())
        return torch.func.jvp(slope, (z,), (v,))[1]

    return {
        "sigmoid": of(torch.sigmoid),
        "BCE": of(log_loss),
        "BCE gradient": gradient(log_loss),
        "softmax": of(lambda z: functional.softmax(z, -1)),
        "log-softmax": of(lambda z: functional.log_softmax(z, -1)),
        "CE": of(cross_entropy),
        "CE gradient": gradient(cross_entropy),
        "KL": of(divergence),
        "KL gradient": gradient(divergence, by=1),
        "KL gradient, far": gradient(divergence, by=1),
        "VJP": gradient(lambda u, z: (u * shares(z)).sum(), by=1),
        "JVP": of(product),
        "CE HVP": of(hessian),
        "log-softmax VJP": gradient(lambda u, z: (u * functional.log_softmax(z, -1)).sum(), by=1),
    }


def in_jax() -> Functions:
    """JAX's functions, of NumPy arrays."""
    try:
        import jax
    except ImportError:
        return {}
    jax.config.update("jax_enable_x64", True)
    from jax import nn
    from jax import numpy as jnp

    def of(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *arrays: np.asarray(function(*map(jnp.asarray, arrays)))

    def gradient(loss: Callable[..., Any], by: int = 0) -> Callable[..., Any]:
        return of(jax.grad(lambda *arrays: loss(*arrays).sum(), argnums=by))

    def log_loss(x: Any, y: Any) -> Any:
        return -jnp.where(y == 1, nn.log_sigmoid(x), nn.log_sigmoid(-x))

    def cross_entropy(z: Any, y: Any) -> Any:
        return -jnp.take_along_axis(nn.log_softmax(z), y[:, None], axis=-1)[:, 0]

    def divergence(a: Any, b: Any) -> Any:
        return (nn.softmax(a) * (nn.log_softmax(a) - nn.log_softmax(b))).sum(-1)

    def product(v: Any, z: Any) -> Any:
        return jax.jvp(nn.softmax, (z,), (v,))[1]

    def hessian(v: Any, z: Any, y: Any) -> Any:
        slope = jax.grad(lambda z: cross_entropy(z, y).sum())
        return jax.jvp(slope, (z,), (v,))[1]

    return {
        "sigmoid": of(nn.sigmoid),
        "BCE": of(log_loss),
        "BCE gradient": gradient(log_loss),
        "softmax": of(nn.softmax),
        "log-softmax": of(nn.log_softmax),
        "CE": of(cross_entropy),
        "CE gradient": gradient(cross_entropy),
        "KL": of(divergence),
        "KL gradient": gradient(divergence, by=1),
        "KL gradient, far": gradient(divergence, by=1),
        "VJP": gradient(lambda u, z: (u * nn.softmax(z)).sum(), by=1),
        "JVP": of(product),
        "CE HVP": of(hessian),
        "log-softmax VJP": gradient(lambda u, z: (u * nn.log_softmax(z)).sum(), by=1),
    }


def in_scipy() -> Functions:
    """SciPy's functions; of cross-entropy and its gradient it has the parts."""
    try:
        from scipy import special
    except ImportError:
        return {}

    def gradient(z: Any, y: Any) -> Any:
        p = special.softmax(z, axis=-1)
        p[np.arange(len(y)), y] -= 1
        return p

    def divergence(a: Any, b: Any) -> Any:
        return special.rel_entr(special.softmax(a, axis=-1), special.softmax(b, axis=-1)).sum(-1)

    def apart(a: Any, b: Any) -> Any:
        return special.softmax(b, axis=-1) - special.softmax(a, axis=-1)

    return {
        "sigmoid": special.expit,
        "BCE": lambda x, y: -special.log_expit(np.where(y == 1, x, -x)),
        "BCE gradient": lambda x, y: special.expit(x) - y.astype(x.dtype),
        "softmax": lambda z: special.softmax(z, axis=-1),
        "log-softmax": lambda z: special.log_softmax(z, axis=-1),
        "CE": lambda z, y: -special.log_softmax(z, axis=-1)[np.arange(len(y)), y],
        "CE gradient": gradient,
        "KL": divergence,
        "KL gradient": apart,
        "KL gradient, far": apart,
    }
