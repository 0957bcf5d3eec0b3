"""What authors mean by how they write names, settled over all formulas that bear on a step.

Each file takes formulas and gives formulas: notation in, notation out. Nothing is resolved
here, and what is not certain is left as it stands, for the reader to read or to reject.
"""
