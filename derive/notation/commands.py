r"""The scanner's commands: what begins with a backslash.

``\mathrm{loss}`` is a name, ``\operatorname{arg\,max}`` a function, ``\text{if $x > 0$}`` words
with a formula among them. What stands under a function sign by ``\underset`` is its subscript;
what stands over a relation only marks it, and it keeps how it is written.
"""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notation import signs
from derive.notation.marks import Mark
from derive.notation.source import COMMAND, SPACE, Source
from derive.notation.words import ALSO_NAMES, PROSE, WORDS, letter_name, word_name

__all__ = ["Commands"]

MAX_STACKED = 30

_STAR = re.compile(r"\*?")
_GROUP = re.compile(r"\s*(?:<[\d,+-]{1,20}>\s*)?(?:\[[^\]\\]{0,40}\]\s*)?\{")
_OPTIONS = re.compile(r"\s*(?:\[[tbc]\])?")
_COLUMNS = re.compile(r"\s*\{[^{}]{0,60}\}")
#: The bar that a size belongs to.
_BAR = re.compile(r"\\\||\\[lr]?[vV]ert(?![A-Za-z])|\|")
#: A bracket that is broken by the end of a line.
_BREAKS = re.compile(
    r"\s*\\\\(?:[\s&+*/=-]|\\q?quad|\\[,;:! ]|\\(?:cdot|times)(?![A-Za-z])|\{\s*\}){0,40}"
    r"\\left\s*\."
)
_LOOSE_SPACES = re.compile(r"\\[,;:! ]|~|\\(?:rm|it|sf|bf)(?![A-Za-z])")
#: Words, without formulas or signs among them.
_ONLY_WORDS = re.compile(r"[^\\$=&]+\Z")
#: Beside a letter, sizes and words above it or below it are remarks.
_REMARK = re.compile(r"\\(?:times|text|mbox|textrm|quad)|(?<![\\A-Za-z])[A-Za-z]{3,}")


class Commands(Source):
    """The commands of the scanner."""

    def command(self) -> None:
        """A command, by the tables."""
        found = self.follows(COMMAND)
        if found is None:
            return self.fail("a backslash at the end", 1)
        c, begin = found[0], self.at
        if c in signs.TEXTS or c in signs.UPRIGHT:
            return self.word(c)
        if c in signs.STACKED:
            return self.stack(c)
        if c in signs.SIZES:
            return self.size(c)
        if self.table(c, len(c)):
            return None
        self.at += len(c)
        if c in signs.IGNORED:
            pass
        elif c in signs.IGNORED_WITH_GROUP:
            self.group()
        elif c in signs.SWITCHES:
            self.groups[-1].style = signs.SWITCHES[c]
        elif c in (r"\underbrace", r"\overbrace"):
            self.skip(SPACE)
            self.remarks.add(self.closing.get(self.at, -1))
        elif c in (r"\begin", r"\end"):
            name = self.raw_group().rstrip("*")
            if c == r"\begin":
                self.skip(_OPTIONS)
                if name.startswith(("array", "aligned", "alignat", "gathered", "IEEE")):
                    self.skip(_COLUMNS)
            self.put(c[1:].upper(), name, begin, self.at)
        elif c == r"\tag":
            self.skip(_STAR)
            self.put("SEP", rf"\tag{{{self.raw_group()}}}", begin, self.at)
        elif c == r"\hspace":
            self.skip(_STAR)
            if "-" not in self.raw_group():
                self.put("WIDE", c, begin, self.at)
        elif c == r"\not":
            self.negated = begin
        elif not c[1:].isalpha():
            self.at = begin
            self.fail(f"{c} is not known", len(c))
        else:
            self.put("WORD", c[1:], begin, self.at)
            if self.follows(_GROUP):
                self.put("ERROR", f"{c} is not defined: name a macro file", begin, self.at)
        return None

    def size(self, c: str) -> None:
        r"""``\left(``: the bracket; ``\left|``: a bar that opens; ``\left.``: it points back."""
        begin = self.at
        self.at += len(c)
        self.skip(SPACE)
        bar = self.follows(_BAR)
        if bar is not None and c != r"\middle":
            side = "<" if c == r"\left" or c[-1] == "l" else ">"
            side = side if c in (r"\left", r"\right") or c[-1] in "lr" else ""
            single = bar[0] == "|" or bar[0].endswith("vert")
            self.put("BAR", ("|" if single else "‖") + side, begin, bar.end())
            self.at = bar.end()
        elif self.comes("."):
            self.at += 1
            if c == r"\right" and self.follows(_BREAKS):
                self.broken += 1
            elif c == r"\left" and self.broken:
                self.broken -= 1
            elif c in (r"\left", r"\right"):
                self.put(c[1:].upper(), ".", begin, self.at)
        elif c not in (r"\right", r"\middle"):
            self.sized = begin

    # -- words

    def word(self, c: str) -> None:
        """A name that is set as a word, or words between formulas."""
        begin, text = self.at, c in signs.TEXTS
        if c in (r"\intertext", r"\shortintertext"):
            self.put("ROW", c, begin, begin)
        self.at += len(c)
        self.skip(_STAR)
        start, end = self.group()
        raw = self.text[start:end]
        if text and "$" in raw and not self.in_script:
            return self.words(begin, start, end)
        if not text and "\\" in raw:
            raw = "".join(_LOOSE_SPACES.sub("", raw).split())
        raw = raw.strip() if "\\" + raw.strip() in signs.FUNCTIONS else raw
        name = word_name(raw)
        prose = raw != raw.strip() or " " in raw or raw.lower() in PROSE or name is None
        if text and prose and not self.in_script:
            said = raw.strip() or " "
            self.put("TEXT" if _ONLY_WORDS.match(said) else "SEP", said, begin, self.at)
        elif name is None and c == r"\mathop":
            self.at = begin + len(c)
        elif name is None and not text:
            self.put("STYLE", "plain", begin, begin + len(c))
            self.at = begin + len(c)
        elif name is None and raw.strip():
            self.put("WORD", " ".join(raw.split()), begin, self.at)
        elif name is None:
            self.put("ERROR", "this text is not read as a name", begin, self.at)
        elif len(name) == 1 and name.isalpha() and c != r"\mathit":
            self.put("LETTER", letter_name(name) or name, begin, self.at)
        else:
            self.named(name if text else "".join(name.split()), begin)
        return None

    def named(self, name: str, begin: int) -> None:
        """A word that is set as a name, or as the function that it names."""
        function = WORDS.get(name) or signs.FUNCTIONS.get("\\" + name)
        label = (self.in_script or function in ALSO_NAMES) and not self.opens_next()
        if function and not label:
            self.put("FUNCTION", function, begin, self.at)
        else:
            self.put("WORD", name, begin, self.at)

    def words(self, begin: int, start: int, end: int) -> None:
        r"""Words with formulas between them: ``\text{if $x > 0$}``."""
        at = start
        for n, piece in enumerate(self.text[start:end].split("$")):
            if n % 2:
                self.marks += self.within(at, at + len(piece))
            elif said := piece.strip():
                first = begin if at == start else at
                kind = "TEXT" if at == start and _ONLY_WORDS.match(said) else "SEP"
                self.put(kind, said, first, at + len(piece))
            at += len(piece) + 1

    # -- one thing over another

    def stack(self, c: str) -> None:
        """The tokens of a command that stacks, from its beginning."""
        begin = self.at
        self.at += len(c)
        small = self.group()
        raw = self.text[slice(*small)].strip()
        self.skip(SPACE)
        place = self.at
        if self.stacked > MAX_STACKED or self.text[place : min(place + 1, self.stop)] in "}_^&":
            return self.put("ERROR", "what this stands at is not read", begin, place)
        self.stacked += 1
        base = self.within(*self.group())
        self.stacked -= 1
        kind = base[0].kind if base else "ERROR"
        if len(base) == 1 and kind in ("REL", "OP", "SIGN"):
            if kind == "REL" or _REMARK.search(raw) or not raw:
                base = [Mark(kind, base[0].value, place, self.at, begin)]
            else:
                base = [Mark("OP", f"{base[0].value} {raw}", begin, self.at)]
        elif kind in ("BIG", "FUNCTION", "WORD") and raw:
            script, sign = ("SUB", "_") if c == r"\underset" else ("SUP", "^")
            base = [replace(base[0], start=begin), *base[1:]]
            base += [Mark(script, sign, small[0], small[0]), Mark("LBRACE", "{", *small[:1] * 2)]
            base += [*self.within(*small), Mark("RBRACE", "}", small[1], self.at)]
        elif base and raw and not _REMARK.search(raw):
            first, last = base[0].start, base[-1].end
            over = Mark("STYLE", f"{c[1:]} {raw}", begin, place)
            base = [over, Mark("LBRACE", "{", first, first), *base, Mark("RBRACE", "}", last, last)]
        self.marks += base
        return None
