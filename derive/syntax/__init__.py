"""Written forms: the tree, the Python in which authors build it, and its writers."""
