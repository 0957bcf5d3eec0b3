"""What the diagnostics about documents mean, each with a wrong derivation and a right one."""

from __future__ import annotations

__all__ = ["IN_DOCUMENTS"]

IN_DOCUMENTS: dict[str, str] = {
    "refuted": (
        "There are numbers at which the two sides of the equation differ. They are printed, so "
        "that you can check them by hand; the smallest edit that mends the step is offered where "
        "one is found.\n\nWrong: ∂p_k/∂z_k = p_k (1 + p_k). Right: ∂p_k/∂z_k = p_k (1 − p_k).\n\n"
        "Mend the step; or write <!-- derive: expect refuted --> before it, if it is meant to be "
        "false."
    ),
    "conditional": (
        "The equation is false as it stands, and true under an assumption that the document does "
        "not state.\n\nWrong: ∂L/∂z_k = p_k − y_k. Right: since Σ_j y_j = 1, ∂L/∂z_k = p_k − y_k."
        "\n\nState the assumption in the text before the equation, or in an annotation: "
        "<!-- derive: assume \\sum_j y_j = 1 -->."
    ),
    "unread": (
        "A formula is not understood, and the token is marked. What is not read is never taken "
        "for right.\n\nNot read: |x|, \\max_j z_j, unknown macros. Read: sums, quotients, powers, "
        "exp, log, roots, derivatives, vectors and matrices.\n\nWrite it in another way, or put "
        "<!-- derive: off --> before it and <!-- derive: on --> behind."
    ),
    "not-read": (
        "A claim speaks of a name whose definition was not read, so that it cannot be judged."
        "\n\nM = \\max_j z_j is not read; what speaks of M is then not judged.\n\n"
        "Define the name in an annotation: <!-- derive: let M = … -->, or declare it: scalar M."
    ),
    "undeclared": (
        "A derivative is taken of a name of which nothing is known, or a name stands on one side "
        "only and nothing says what it is.\n\nWrong: ∂L/∂w = 2 w, where no L is defined. Right: "
        "L = w², and then ∂L/∂w = 2 w.\n\nDefine the name before it is used, or declare it: "
        "<!-- derive: function L of z -->."
    ),
    "out-of-time": (
        "The step was not decided within its time, and its process was stopped.\n\n"
        "A chain that leaps over many steps at once.\n\nSplit the step, or give it more time: "
        "--timeout 30s."
    ),
    "not-as-expected": (
        "The document says which verdict it expects for a step, and another one was found."
        "\n\n<!-- derive: expect refuted --> before a step that is proved.\n\n"
        "Mend the step, or the expectation."
    ),
    "misspelt-directive": (
        "An annotation has a directive that does not exist.\n\n"
        "Wrong: <!-- derive: assum y > 0 -->. "
        "Right: <!-- derive: assume y > 0 -->.\n\nThe message lists the directives."
    ),
    "unread-directive": (
        "The argument of a directive is not understood; claims that speak of its names are not "
        "judged.\n\nWrong: let p_i + 1 = q. Right: let p_i = q - 1.\n\n"
        "Write a definition as name = formula, and a shape as name : set."
    ),
    "unclosed-math": (
        "A formula is opened and not closed; what follows was read as prose.\n\n"
        "Wrong: $$a = b. Right: $$a = b$$.\n\nClose it, or write \\$ where a dollar is meant."
    ),
    "unclosed-comment": (
        "A comment, a block of code or a conditional is opened and not closed.\n\n"
        "Wrong: <!-- derive: assume y > 0. Right: <!-- derive: assume y > 0 -->.\n\nClose it."
    ),
    "unbalanced-annotation": (
        "The brackets of an annotation do not match, so that it is not clear where its directives "
        "end.\n\nWrong: let f(x = 1; assume y > 0. Right: let f(x) = 1; assume y > 0.\n\n"
        "Close the bracket."
    ),
    "unread-macro": (
        "The definition of a macro is not understood, and neither are formulas that use it.\n\n"
        "Wrong: \\def\\f#1.#2{…}. Right: \\newcommand{\\f}[2]{…}.\n\nDefine it by \\newcommand."
    ),
    "recursive-macro": (
        "A macro is defined by itself, directly or through others.\n\n"
        "Wrong: \\newcommand{\\a}{\\a + 1}. Right: \\newcommand{\\a}{b + 1}.\n\n"
        "Define it without itself."
    ),
    "macro-too-large": (
        "Macros inside macros grow beyond the limits.\n\n"
        "Each of twenty macros uses the next one twice.\n\nWrite the formula out."
    ),
    "input-not-followed": (
        "A document is read by itself: \\input and \\include are not followed.\n\n"
        "A document that begins with \\input{notation}.\n\n"
        "Check the other file too, or copy the definitions that are needed."
    ),
    "nested-too-deep": (
        "Block quotes or lists are nested beyond the limit.\n\n"
        "A formula in the fiftieth quote of a quote.\n\nWrite it with less nesting."
    ),
    "not-utf-8": (
        "A file is not in UTF-8.\n\nA file that was saved as GBK, Big5 or Latin-1.\n\n"
        "Save it as UTF-8."
    ),
    "nul-character": (
        "A file contains the character NUL, which no text does.\n\nA picture that is called "
        "notes.md.\n\nName a text file."
    ),
    "lone-surrogate": (
        "A text contains half of a character.\n\nA notebook with \\ud835 alone.\n\n"
        "Save the text again with an editor that writes whole characters."
    ),
    "not-a-notebook": (
        "A file ends in .ipynb and is no notebook.\n\nJSON without cells.\n\n"
        "Name a notebook, or say how to read the file: --dialect markdown."
    ),
    "missing-file": "There is no such file.\n\nA slip in its name.\n\nCheck the path.",
    "unreadable-file": (
        "A file cannot be read.\n\nIts mode forbids it.\n\nCheck its mode and its path."
    ),
    "directory": (
        "A directory was named where a file is meant.\n\nderive check notes.\n\n"
        "Name the files in it: derive check notes/*.md."
    ),
    "not-a-file": (
        "What was named is a pipe or a device.\n\nderive check /dev/zero.\n\nName a file."
    ),
}
