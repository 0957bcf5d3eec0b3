"""Rules of differentiation and of logarithms, which the other derivations rest on.

The functions f and g are known by their names only, and are smooth. Both lists stood in the
documents as pictures, and are rebuilt from their words.
"""

from derive import Derivation, chain, define, exp, function, log, partial, scalar
from derive.syntax.tree import Call

x = scalar("x")
f, g = function("f", x), function("g", x)
df, dg = partial(f, x), partial(g, x)
inner = function("f", g)  # f(g(x))
df_at_g = Call("f", (g,), (1,))  # f'(g(x))

differentiation = Derivation(
    "rules-of-differentiation",
    "Rules of differentiation",
    claims=(
        *chain(partial(f + g, x), {"003.5": df + dg}),
        *chain(partial(f * g, x), {"003.5": df * g + f * dg}),
        *chain(partial(f / g, x), {"003.5": (df * g - f * dg) / g**2}),
        *chain(partial(log(x), x), {"003.5": 1 / x}),
        *chain(partial(exp(x), x), {"003.5": exp(x)}),
        *chain(partial(inner, x), {"003.5b": df_at_g * dg}),
    ),
)

a, b = scalar("a", "positive"), scalar("b", "positive")

logarithms = Derivation(
    "rules-of-logarithms",
    "Rules of the natural logarithm",
    claims=(
        *chain(log(a / b), {"004.5": log(a) - log(b)}),
        *chain(log(a) + log(b), {"004.5": log(a * b)}),
        *chain(a, {"004.5": log(exp(a))}),
    ),
)

log_b = scalar("c")  # the logarithm to the base b of ...
power = define("a", b**log_b)  # ... the number a that is b to this power

change_of_base = Derivation(
    "change-of-base",
    "Another base changes a logarithm by a factor",
    claims=chain(log_b, {"004.5b": log(power) / log(b)}),
)
