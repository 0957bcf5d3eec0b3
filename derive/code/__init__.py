"""Lines of NumPy beside a derivation, read as arrays; never executed.

In reading order: ``blocks`` parses a text of code; ``changes`` says what each statement does to
names; ``holding`` says what a name holds where a line stands; ``arrays`` are the operations of
NumPy, entry by entry; ``reading`` reads an expression.
"""
