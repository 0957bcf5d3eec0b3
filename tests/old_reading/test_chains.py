"""Every equals sign of a display is a step, with its two sides and its conditions."""

import pytest

from derive.old.chains import Step, Unread, steps_of

CHAINS = [
    (r"a = b = c", [("a", "b", []), ("b", "c", [])]),
    (r"a &= b \\ &= c", [("a", "b", []), ("b", "c", [])]),
    (r"a = b, \quad c = d", [("a", "b", []), ("c", "d", [])]),
    (r"a = b \implies c = d", [("a", "b", []), ("c", "d", [])]),
    (r"x_i = 2 y_i, \quad i \ne j", [("x_i", "2 y_i", [r"i \ne j"])]),
    (r"x_i = y_i \quad \text{if } i = k", [("x_i", "y_i", ["i = k"])]),
    (r"\text{if } i = k: \quad x_i = y_i", [("x_i", "y_i", ["i = k"])]),
    (r"x_i = y_i \quad (i \ne k)", [("x_i", "y_i", [r"i \ne k"])]),
    (r"x_i = y_i \tag{$i \ne k$}", [("x_i", "y_i", [r"i \ne k"])]),
    (r"a \le b = c", [("b", "c", [])]),
    (r"a = b && \text{by the chain rule} \\ &= c && \text{algebra}",
     [("a", "b", []), ("b", "c", [])]),
]  # fmt: skip


def said(formula):
    place = formula.notation
    return formula.text[place.start : place.end]


@pytest.mark.parametrize(("display", "expected"), CHAINS, ids=[d for d, _ in CHAINS])
def test_the_steps_of_a_display(display, expected):
    found, _ = steps_of(display)
    assert all(isinstance(step, Step) for step in found)
    read = [(s.left.text, s.right.text, [said(c) for c in s.conditions]) for s in found]
    assert read == expected
    for step in found:
        for side in (step.left, step.right):
            assert display[side.start : side.end].split() == side.text.split()


def test_a_display_goes_on_with_the_one_before_it():
    _, last = steps_of("a = b")
    found, _ = steps_of("= c", last)
    assert [(s.left.text, s.right.text) for s in found] == [("b", "c")]


def test_what_is_not_read_is_said_with_its_place():
    (first, second), last = steps_of(r"a = \foo{b} = c")
    assert isinstance(first, Unread)
    assert isinstance(second, Unread)
    assert r"\foo" in first.message
    assert (first.start, first.end) == (4, 8)
    assert last is None


def test_a_row_that_continues_nothing():
    (found,), _ = steps_of("= c")
    assert isinstance(found, Unread)
    assert "no side stands before it" in found.message
