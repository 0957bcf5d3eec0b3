"""What is kept comes back as it was, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from derive.judging.cache import Cache, kept, taken
from derive.judging.findings import check
from derive.judging.outcome import (
    Answer,
    Outcome,
    Reason,
    Remark,
    Rest,
    Suggested,
    Value,
    WitnessText,
)
from derive.judging.run import Judges, Limits
from tests.judging.stand_ins import WORK, document

FULL = Outcome(
    "refuted",
    Reason("doubt", "it may be rounded", (3, 4), "x", "say so"),
    ("a = 1",),
    ("b \\ne 0",),
    ("i = j",),
    "i \\ne k",
    "all",
    WitnessText((("C", 2),), (("k", 1),), (Value("z", (1, 2), "1/2"),), "1", "2", (("f", "g"),)),
    Suggested("2", "number", changes=((1, 2, "3"),)),
    (Remark("slip", "a slip", place=(1, 2)),),
    (Answer("below", "x_i", "index", ("bound",), 0.5), Answer("reach", "\\sum", "term")),
    (Rest("assumption", "y = 1", (5, 9), "since"),),
)


def test_an_outcome_comes_back_as_it_was():
    assert taken(json.loads(json.dumps(kept(FULL))), Outcome) == FULL


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "right"},
        {"verdict": 1},
        {"case": None},
        {"needs": "i = j"},
        {"needs": [1]},
        {"witness": {}},
        {"reason": {"code": "doubt"}},
        {"sizes": True},
        {"more": 1},
        {"rests_on": [["assumption"]]},
    ],
)
def test_what_is_not_of_its_type_is_no_outcome(change):
    found = json.loads(json.dumps(kept(FULL)))
    with pytest.raises(TypeError):
        taken(found | change, Outcome)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    found = Cache.beside("notes.md", tmp_path)
    found.put("key", FULL)
    found.write()
    return found


def again(cache: Cache) -> Cache:
    return Cache.beside("notes.md", cache.path.parent)


def test_an_entry_is_read_again(cache):
    assert again(cache).get("key", Outcome) == FULL
    assert again(cache).get("other", Outcome) is None
    assert [path.name for path in cache.path.parent.iterdir()] == [cache.path.name]


def test_a_damaged_entry_is_none(cache):
    whole = cache.path.read_bytes()
    for at in range(0, len(whole), 7):
        cache.path.write_bytes(whole[:at] + b"7" + whole[at + 1 :])
        found = again(cache).get("key", Outcome)
        assert found is None or found == FULL
    for damage in (b"", b"[]", b"{}", b"\xff", b'{"format": 1}', whole[:-9], b"[" * 10**5):
        cache.path.write_bytes(damage)
        assert again(cache).get("key", Outcome) is None


def test_a_changed_verdict_is_seen(cache):
    text = cache.path.read_text(encoding="utf-8").replace("refuted", "proved")
    cache.path.write_text(text, encoding="utf-8")
    assert again(cache).get("key", Outcome) is None


def test_an_entry_under_another_key_is_none(cache):
    found = json.loads(cache.path.read_text(encoding="utf-8"))
    found["entries"]["other"] = found["entries"].pop("key")
    cache.path.write_text(json.dumps(found), encoding="utf-8")
    assert again(cache).get("other", Outcome) is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache.beside("notes.md", tmp_path / "file" / "folder")
    cache.put("key", FULL)
    cache.write()


def test_what_was_cut_short_is_not_kept_and_the_rest_is(tmp_path: Path):
    text = document("false = 1", "sleep = 1", "a = 1")
    with Judges(Limits(1.0, 600 << 20, 1), WORK) as judges:
        cache = Cache.beside("notes.md", tmp_path)
        first = check(text, judges, cache)
        cache.write()
        judges.work = replace(WORK, judge=None)  # type: ignore[arg-type]
        later = check(text, judges, Cache.beside("notes.md", tmp_path))
    assert [c.outcome.code for c in first.claims] == ["", "out-of-time", ""]
    assert [c.outcome.code for c in later.claims] == ["", "internal", ""]
    assert later.claims[0] == first.claims[0]


def test_a_whole_document_is_kept_and_a_changed_one_is_not(tmp_path: Path):
    text = document("words = 1", "d_1 = 1")
    with Judges(Limits(1.0, 600 << 20, 1), WORK) as judges:
        cache = Cache.beside("notes.md", tmp_path)
        first = check(text, judges, cache)
        cache.write()
    with Judges(Limits(1.0, 600 << 20, 1), WORK) as judges:
        cache = Cache.beside("notes.md", tmp_path)
        assert check(text, judges, cache) == first
        assert judges.processes[0].pool is None
        check(document("words = 2"), judges, cache)
        assert judges.processes[0].pool is not None
