"""What words, annotations and inline formulas say of the equations beside them."""
