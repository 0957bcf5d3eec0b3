"""The same functions on arrays of PyTorch and of JAX, beside those on NumPy's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from derive.numeric.inputs import drawn
from derive.numeric.source.functions import functions_of
from tests.numeric.source.modules import OWN, catalogue, module

pytest.importorskip("array_api_compat")

SIZES = {"C": 7, "m": 5, "n": 3}
BATCH = (4,)


def _torch(device: str = "cpu") -> SimpleNamespace:
    torch = pytest.importorskip("torch")
    if device == "cuda" and not torch.cuda.is_available():
        pytest.skip("there is no GPU for PyTorch")
    return SimpleNamespace(
        of=lambda a: torch.from_numpy(np.array(a)).to(device),
        back=lambda a: a.detach().cpu().numpy(),
        kind=torch.Tensor,
        device=lambda a: a.device.type == device,
    )


def _jax() -> SimpleNamespace:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    device = jax.devices()[0]  # a GPU, where there is one
    return SimpleNamespace(
        of=jax.numpy.asarray,
        back=np.asarray,
        kind=jax.Array,
        device=lambda a: a.devices() == {device},
    )


def _strict() -> SimpleNamespace:
    """What the standard has and no more, on a device that nothing is put on by default."""
    strict = pytest.importorskip("array_api_strict")
    device = strict.Device("device1")
    return SimpleNamespace(
        of=lambda a: strict.asarray(a, device=device),
        back=lambda a: np.asarray(a.to_device(strict.Device("CPU_DEVICE"))),
        kind=type(strict.zeros(1)),
        device=lambda a: a.device == device,
    )


def _cupy() -> SimpleNamespace:
    cupy = pytest.importorskip("cupy")
    if not cupy.is_available():
        pytest.skip("there is no GPU for CuPy")
    return SimpleNamespace(
        of=cupy.asarray, back=cupy.asnumpy, kind=cupy.ndarray, device=lambda a: True
    )


@pytest.fixture(params=["strict", "torch", "torch-cuda", "jax", "cupy"])
def library(request: pytest.FixtureRequest) -> SimpleNamespace:
    made = {
        "strict": _strict,
        "torch": _torch,
        "torch-cuda": lambda: _torch("cuda"),
        "jax": _jax,
        "cupy": _cupy,
    }
    return made[request.param]()


def arrays_for(function: Any, rng: np.random.Generator, dtype: type, scale: float) -> list[Any]:
    """Arrays of the shapes that a function's docstring names."""
    line = next(s for s in function.__doc__.splitlines() if "Shapes:" in s)
    found = []
    for part in line.split("Shapes:")[1].split(";")[0].split("), "):
        name, axes = part.strip().rstrip(")").split(" (...")
        own = [a.strip() for a in axes.split(",") if a.strip()]
        shape = BATCH + tuple(SIZES[a] for a in own)
        if name == "y" and own == ["C"]:
            found.append(np.eye(SIZES["C"], dtype=dtype)[rng.integers(0, SIZES["C"], BATCH)])
        elif name in {"t", "y"}:
            found.append(rng.integers(0, 2, shape).astype(dtype))
        else:
            found.append((scale * rng.standard_normal(shape)).astype(dtype))
    return found


@pytest.mark.parametrize("scale", [1.0, 300.0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", sorted(OWN))
def test_each_function_gives_what_it_gives_in_numpy(
    name: str, dtype: type, scale: float, library: SimpleNamespace
) -> None:
    rng = np.random.default_rng(3)
    made = module(name)
    for function in (getattr(made, n) for n in made.__all__):
        given = arrays_for(function, rng, dtype, scale)
        wanted = function(*given)
        found = function(*map(library.of, given))
        assert isinstance(found, library.kind)
        assert library.device(found)
        assert library.back(found).dtype == dtype
        # Where exponentials are of numbers of hundreds, they differ by their rounding.
        tolerance = 100 * scale * float(np.finfo(dtype).eps)
        # What is below the least normal number some libraries take for 0.
        least = float(np.finfo(dtype).tiny)
        size = float(np.abs(wanted).max())
        np.testing.assert_allclose(
            library.back(found),
            wanted,
            rtol=tolerance,
            atol=tolerance * size + least,
            err_msg=function.__name__,
        )


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_nothing_is_made_on_another_device(name: str) -> None:
    library, rng = _strict(), np.random.default_rng(9)
    try:
        functions = functions_of(catalogue()[name])
    except ValueError:
        pytest.skip("there is no function")
    for f in functions:
        sizes = {s: 4 + n for n, s in enumerate(f.scope.index_sets)}
        given = drawn(f.families, sizes, f.given, rng, between=True).values()
        function = getattr(module(name), f.name)
        found = function(*map(library.of, given))
        assert library.device(found), f.name
        np.testing.assert_allclose(library.back(found), function(*given), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["cross-entropy"])
def test_labels_are_integers_there_too(name: str, library: SimpleNamespace) -> None:
    made, rng = module(name), np.random.default_rng(4)
    z, labels = 30 * rng.standard_normal((6, 9)), rng.integers(0, 9, 6)
    for function in (made.cross_entropy, made.cross_entropy_value):
        found = function(library.of(z), library.of(labels))
        assert isinstance(found, library.kind)
        np.testing.assert_allclose(library.back(found), function(z, labels), rtol=1e-12)
    with pytest.raises(ValueError, match="label"):
        made.cross_entropy(library.of(z), library.of(labels + 9))
    with pytest.raises(TypeError, match="out is for NumPy arrays"):
        made.cross_entropy(library.of(z), library.of(labels), out=library.of(z))


@pytest.mark.parametrize("far", [1.0, 50.0, 1e3, 1e5])
def test_gradients_are_those_of_torch(far: float) -> None:
    torch = pytest.importorskip("torch")
    made, rng = module("cross-entropy"), np.random.default_rng(5)
    z = torch.from_numpy(rng.uniform(-far, far, (8, 6))).requires_grad_()
    labels = torch.from_numpy(rng.integers(0, 6, 8))
    loss = torch.nn.functional.cross_entropy(z, labels, reduction="sum")
    loss.backward()
    found = made.cross_entropy(z.detach(), labels)
    # Theirs loses the label's entry to cancellation, and so is compared absolutely.
    np.testing.assert_allclose(found.numpy(), z.grad.numpy(), rtol=1e-9, atol=1e-14)
    total = made.cross_entropy_value(z.detach(), labels).sum()
    np.testing.assert_allclose(float(total), float(loss.detach()), rtol=1e-12)


@pytest.mark.parametrize("far", [1.0, 50.0, 1e3, 1e5])
def test_gradients_are_those_of_jax(far: float) -> None:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    made, rng = module("cross-entropy"), np.random.default_rng(6)
    z = jax.numpy.asarray(rng.uniform(-far, far, (8, 6)))
    labels = jax.numpy.asarray(rng.integers(0, 6, 8))

    def loss(logits: Any) -> Any:
        logs = jax.nn.log_softmax(logits)
        return -jax.numpy.take_along_axis(logs, labels[:, None], axis=-1).sum()

    found = made.cross_entropy(z, labels)
    np.testing.assert_allclose(found, jax.grad(loss)(z), rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("name", ["cross-entropy", "softmax", "bce", "least-squares"])
def test_jax_compiles_every_function(name: str) -> None:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    made, rng = module(name), np.random.default_rng(7)
    for function in (getattr(made, n) for n in made.__all__):
        given = arrays_for(function, rng, np.float64, 3.0)
        found = jax.jit(function)(*map(jax.numpy.asarray, given))
        np.testing.assert_allclose(found, function(*given), rtol=1e-11, atol=1e-13)


def test_jax_compiles_with_labels() -> None:
    jax = pytest.importorskip("jax")
    made, rng = module("cross-entropy"), np.random.default_rng(8)
    z, labels = rng.standard_normal((6, 9)), rng.integers(0, 9, 6)
    found = jax.jit(made.cross_entropy)(z, labels)
    np.testing.assert_allclose(found, made.cross_entropy(z, labels), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "int32"])
def test_labels_may_be_integers_of_any_kind(kind: str, library: SimpleNamespace) -> None:
    made, rng = module("cross-entropy"), np.random.default_rng(9)
    # A size that the dtype has no number for.
    z, labels = rng.standard_normal((6, 300)), rng.integers(0, 120, 6)
    for function in (made.cross_entropy, made.cross_entropy_value):
        found = function(library.of(z), library.of(labels.astype(kind)))
        np.testing.assert_allclose(library.back(found), function(z, labels), rtol=1e-12)


def test_numbers_and_lists_follow_the_arrays(library: SimpleNamespace) -> None:
    made, z = module("cross-entropy"), np.array([[0.1, 0.7], [1.3, -0.2]])
    for dtype in (np.float32, np.float64):
        narrow = z.astype(dtype)
        found = made.cross_entropy_vjp(0.1, library.of(narrow), [0, 1])
        assert library.back(found).dtype == dtype
        wanted = made.cross_entropy_vjp(0.1, narrow, [0, 1])
        np.testing.assert_allclose(library.back(found), wanted, rtol=8 * np.finfo(dtype).eps)


def test_arrays_of_two_libraries_are_refused(library: SimpleNamespace) -> None:
    made, z = module("cross-entropy"), np.zeros((2, 3))
    for given in ((z, library.of(z)), (library.of(z), z)):
        with pytest.raises(TypeError, match="z and y are of two libraries"):
            made.cross_entropy(*given)
    with pytest.raises(TypeError, match="y needs to be an array or numbers, not of type NoneType"):
        made.cross_entropy(library.of(z), None)


def test_labels_are_mapped_over() -> None:
    made, rng = module("cross-entropy"), np.random.default_rng(10)
    z, labels = rng.standard_normal((6, 5)), rng.integers(0, 5, 6)
    wanted = made.cross_entropy(z, labels)
    torch, jax = pytest.importorskip("torch"), pytest.importorskip("jax")
    mapped = torch.func.vmap(made.cross_entropy)(torch.from_numpy(z), torch.from_numpy(labels))
    np.testing.assert_allclose(mapped, wanted, rtol=1e-12)
    mapped = jax.vmap(made.cross_entropy)(jax.numpy.asarray(z), jax.numpy.asarray(labels))
    np.testing.assert_allclose(mapped, wanted, rtol=1e-5)
