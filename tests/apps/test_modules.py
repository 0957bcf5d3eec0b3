"""Modules of derivations: how they are found and loaded, and what is said of a bad one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from derive.catalogue import ModuleError, find, load_all, load_file

ONE = """
from derive import Derivation, Sum, chain, index_set, indices, partial, vector

C = index_set("C")
j, k = indices("j k", C)
z = vector("z", C)
one = Derivation("one", "One", chain(partial(z[k] ** 2, z[k]), {"": %s}))
"""


@pytest.fixture
def module(tmp_path: Path):
    def write(text: str, name: str = "one.py") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_derivations_come_in_the_order_of_the_module(module) -> None:
    file = module(ONE % "2 * z[k]" + 'b = Derivation("b", "", one.claims)\na = b\n_c = one\n')
    assert [derivation.name for derivation in load_file(file)] == ["one", "b"]


def test_a_module_may_import_from_beside_it(module) -> None:
    module(ONE % "2 * z[k]", "first.py")
    second = "from .first import one\nfrom derive import Derivation\n"
    file = module(second + 'two = Derivation("two", "", one.claims)\n', "second.py")
    assert [derivation.name for derivation in load_file(file)] == ["two"]


def test_a_module_that_was_changed_is_loaded_as_it_is_now(module) -> None:
    before = load_file(module(ONE % "2 * z[k]"))
    after = load_file(module(ONE % "3 * z[k]"))  # of the same length, within the same second
    assert before != after


def test_loading_leaves_nothing_behind(module) -> None:
    file = module(ONE % "2 * z[k]")
    path = list(sys.path)
    load_file(file)
    assert [entry.name for entry in file.parent.iterdir()] == ["one.py"]
    assert sys.path == path
    assert "one" not in sys.modules


def test_what_a_module_prints_is_no_part_of_a_report(module, capsys) -> None:
    load_file(module("print('hello')\n" + ONE % "2 * z[k]"))
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "hello\n")


BAD = {
    "a fault beside it": ("from .other import x\n", "one.py:1: No module named 'other'"),
    "a call of exit": ("import sys\nsys.exit(0)\n", "one.py:2: the module ends the program"),
    "a name of its own exceptions": ("class Odd(Exception): ...\nraise Odd\n", "one.py:2: Odd"),
    "a key that is missing": ("{}['k']\n", "one.py:1: KeyError: k"),
    "nothing in it": ("x = 1\n", "it defines no Derivation at its top level"),
    "bytes that are no text": ("\N{REPLACEMENT CHARACTER}(\n", "one.py:1: invalid"),
    "no claims": (
        'from derive import Derivation\nd = Derivation("empty", "", ())\n',
        "one.py:2: empty has no claims: state them with chain(...)",
    ),
    "a clash in a sum": (
        ONE % "2 * z[k]" + 'D = index_set("D")\n(d,) = indices("d", D)\nSum(z[j], d, k)\n',
        "one.py:10: a restricted sum cannot join d of D and k of C: they are different index sets",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_module_is_one_sentence_with_its_place(module, name: str) -> None:
    text, said = BAD[name]
    with pytest.raises(ModuleError) as caught:
        load_file(module(text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_place_of_a_fault_in_a_module_that_is_imported(module) -> None:
    module("1 / 0\n", "first.py")
    with pytest.raises(ModuleError, match=r"first\.py:1: ZeroDivisionError"):
        load_file(module("from .first import one\n"))


def test_a_fault_of_our_own_is_not_the_authors(module) -> None:
    file = module("from derive.syntax.shape import shape\nshape(None)\n")
    with pytest.raises(AssertionError, match="NoneType has no shape"):
        load_file(file)


def test_what_is_no_python_file_is_refused(module) -> None:
    with pytest.raises(ModuleError, match="this is not a Python file"):
        load_file(module("", "notes.txt"))
    with pytest.raises(ModuleError, match="rename the file"):
        load_file(module("", "a.b.py"))


def test_names_and_files_may_be_mixed(module) -> None:
    file = module(ONE % "2 * z[k]")
    found = find(("softmax-jacobian", str(file)))
    assert [derivation.name for derivation in found] == ["softmax-jacobian", "one"]


def test_lemmas_come_before_what_cites_them() -> None:
    names = [derivation.name for derivation in load_all()]
    assert names.index("softmax-jacobian") < names.index("cross-entropy-gradient")
