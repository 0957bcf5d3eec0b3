"""Index calculus on SymPy: the only room that substitutes, differentiates or opens a binder.

SymPy captures bound indices (``Sum(z[i]*y[j], (i, 1, n)).subs(j, i)``), differentiates
under a binder of the same name to a wrong 0, and crashes on symbolic sizes. Here every
binder is a fresh ``Dummy``, and each pass is written against that.
"""
