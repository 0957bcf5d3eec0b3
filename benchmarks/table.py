"""The figures of a run, and how they are printed: ratios, with derive = 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.timing import summary

__all__ = ["SIZES", "Peer", "Row", "print_aims", "print_table"]

SIZES = (3, 5, 8)
AIMS = {3: 30, 5: 50, 8: 100}
AIM_TENSORGRAD = 10

LEGEND = """\
Ratios: a peer's time / judge, so derive = 1.  0 = SymPy had 0 before simplify was asked
x = the peer did not show the claim            > = out of time at {limit:g} s: at least that
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer needed for a claim, in seconds, and whether it showed the claim.

    ``building`` is what came before: for SymPy, unrolling and differentiation. The claim
    ``collapsed`` if the difference of its sides was 0 then.
    """

    seconds: float
    shown: bool
    in_time: bool = True
    collapsed: bool = False
    building: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with all its figures, in seconds."""

    name: str
    verdict: str
    judged: float
    normal_form: float
    other_name: float
    sympy: dict[int, Peer]
    tensorgrad: Peer | None = None

    def beside(self, peer: Peer | None) -> Row:
        """The row with tensorgrad's figure."""
        return replace(self, tensorgrad=peer)


def print_table(title: str, rows: list[Row], limit: float) -> None:
    """Print one row for each claim, and the summary."""
    print(f"{title}\n")
    print(LEGEND.format(limit=limit))
    sizes = "".join(f"{f'SymPy {n}':>10}" for n in SIZES)
    print(f"{'claim':<18}{'verdict':<12}{'judge':>9}{'nf alone':>9}{sizes}{'tensorgrad':>12}")
    for row in rows:
        peers = "".join(f"{_ratio(row.sympy[n], row.judged):>10}" for n in SIZES)
        milliseconds = f"{row.judged * 1e3:>6.1f} ms{row.normal_form / row.judged:>9.2f}"
        peer = _ratio(row.tensorgrad, row.judged)
        print(f"{row.name:<18}{row.verdict:<12}{milliseconds}{peers}{peer:>12}")
    columns = "".join(f"{name:>16}" for name in (*(f"SymPy {n}" for n in SIZES), "tensorgrad"))
    print(f"\n{'median / geometric mean of ratios':<52}{columns}")
    working = [row for row in rows if not any(p.collapsed for p in row.sympy.values())]
    for label, some, ratio in (
        ("simplify / judge, all claims", rows, _simplify),
        ("simplify / judge, where SymPy has work to do", working, _simplify),
        ("unroll + diff + simplify / judge, all", rows, _whole),
        ("unroll + diff + simplify / judge, with work", working, _whole),
        ("simplify / normal form alone, with work", working, _algebra),
    ):
        _print_summary(f"{label} ({len(some)})", some, ratio)
    print()


def print_aims(rows: list[Row]) -> None:
    """Say which aims the claims meet, by the median over all of them."""
    for n, aim in AIMS.items():
        ratios = [_simplify(row, row.sympy[n]) for row in rows]
        working = [_simplify(row, row.sympy[n]) for row in rows if not row.sympy[n].collapsed]
        _print_aim(f"SymPy at n = {n}", ratios, aim, working)
    peers = [_simplify(row, row.tensorgrad) for row in rows if row.tensorgrad is not None]
    if peers:
        _print_aim("tensorgrad", peers, AIM_TENSORGRAD, [])
    else:
        print(f"aim: {AIM_TENSORGRAD} times faster than tensorgrad: not measured")
    renamed = [row.other_name / row.judged for row in rows]
    print("aim: independent of n: met, as no size enters. A claim holds the name of its index")
    print("     set and no number: its one time is the time for every n. Over an index set of")
    print(f"     another name it is {summary(renamed)[0]:.2f} of that", end=" ")
    print(f"(median; {min(renamed):.2f} to {max(renamed):.2f}).")


def _print_aim(peer: str, ratios: list[float], aim: float, working: list[float]) -> None:
    middle, _ = summary(ratios)
    word = "met" if middle >= aim else "NOT met"
    also = f"; {summary(working)[0]:.2f} where SymPy has work to do" if working else ""
    print(f"aim: {aim} times faster than {peer}: {word} (median {middle:.2f}{also})")


def _print_summary(label: str, rows: list[Row], ratio: Callable[[Row, Peer], float]) -> None:
    figures = []
    for n in SIZES:
        found = [ratio(row, row.sympy[n]) for row in rows]
        figures.append("{:.2f} / {:.2f}".format(*summary(found)) if found else "–")
    compared = [row for row in rows if row.tensorgrad is not None]
    if compared and ratio is not _algebra:
        of = [_simplify(row, row.tensorgrad) for row in compared if row.tensorgrad is not None]
        figures.append("{:.2f} / {:.2f}".format(*summary(of)))
    print(f"{label:<52}" + "".join(f"{f:>16}" for f in figures))


def _simplify(row: Row, peer: Peer) -> float:
    return peer.seconds / row.judged


def _whole(row: Row, peer: Peer) -> float:
    return (peer.building + peer.seconds) / row.judged


def _algebra(row: Row, peer: Peer) -> float:
    return peer.seconds / row.normal_form


def _ratio(peer: Peer | None, unit: float) -> str:
    if peer is None:
        return "–"
    mark = " 0" if peer.collapsed else "  " if peer.shown else " x"
    return ("" if peer.in_time else "> ") + f"{peer.seconds / unit:.2f}{mark}"
